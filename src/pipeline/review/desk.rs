//! A case on the desk of a reviewer: read, searched and decided once, then kept in step with the ledger.
//!
//! Every decision is on disk before anything here changes; then only what rests on decisions is made anew.
//! It refuses to write when somebody else holds the case.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;
use serde_json::{Value, json};

use crate::case::{self, Workspace};
use crate::decide::conflict::Occurrences;
use crate::decide::{self, Answer, Choice, Decided, Document, Ground, Ruling, Scope};
use crate::diag::{Place, Problem};
use crate::error::{Error, Result};
use crate::load::NormalForm;
use crate::record::{Event, History, Ledger, State, clock};
use crate::sys::Env;

use super::super::gather::{self, Gathered};
use super::super::search::{self, Searched};
use super::super::{Run, copies, gates, request, residue};
use super::past::Past;
use super::sheets::Sheets;
use super::{No, Who};

/// See the module.
pub(super) struct Desk {
    pub folder: PathBuf,
    /// Given up while a build of the case runs.
    pub workspace: Option<Workspace>,
    pub key: [u8; 32],
    pub ledger: Ledger,
    pub state: State,
    pub past: Past,
    /// `case.toml` as it was opened, and what else a signature is over.
    pub sealed: (Vec<u8>, Vec<(String, String)>),
    /// The date it is due, and days left on the day it was opened.
    pub due: Option<(String, i64)>,
    pub gathered: Gathered,
    pub forms: Vec<Arc<NormalForm>>,
    pub searched: Searched,
    pub ground: Ground,
    /// Where the texts of findings stand besides.
    pub occurrences: Occurrences,
    pub sheets: Sheets,
    pub decided: Decided,
    /// Findings that contradict others.
    pub at_odds: BTreeSet<usize>,
}

/// A box or a redacted word of a person, as it stands now.
#[derive(Debug, Clone)]
pub(super) struct Drawn {
    pub seq: u64,
    pub n: u32,
    pub answer: Answer,
}

impl Desk {
    /// Opens a case; only to look when `look`, or when another program holds it.
    ///
    /// # Errors
    /// As `build` has it, up to the decisions.
    pub fn open(run: &Run<'_>, folder: &Path, look: bool) -> Result<Self> {
        gather::refuse_no_case(folder)?;
        let workspace = if look { Workspace::look(folder, run.env)? } else { held_or_look(folder, run.env)? };
        let ledger = Ledger::open(folder)?;
        if let Some(problem) = &ledger.torn {
            run.console.problem(problem);
        }
        let mut gathered = gather::gather(run, &workspace)?;
        let texts = std::mem::take(&mut gathered.texts);
        let _step = run.console.progress("searching", 0);
        let searched = search::search(run, Some(&gathered.case), gathered.all(), texts, workspace.key())?;
        let ground = Ground::of(&input(
            &gathered,
            &residue::documents(&gathered, &searched),
            &searched,
            &State::default(),
        ));
        let occurrences = Occurrences::of(&residue::documents(&gathered, &searched), &searched.found);
        let sources = request::sources(folder, &gathered.case.file)?;
        let history = History::of(&ledger)?;
        let today = run.env.today();
        let clock = clock(&gathered.case.file.request, &history, today);
        let due = clock.due.map(|d| (d.date.to_string(), clock.days_left(today).unwrap_or_default()));
        let (key, mut state) = (*workspace.key(), State::default());
        state.go_on(&[])?;
        let decided = settle(&gathered, &searched, &ground, &state);
        let mut desk = Self {
            folder: folder.to_path_buf(),
            workspace: Some(workspace),
            key,
            ledger,
            state,
            past: Past::default(),
            sealed: (case::file(folder)?.1, sources),
            due,
            forms: gathered.documents.iter().cloned().map(Arc::new).collect(),
            sheets: Sheets::of(&searched.texts),
            gathered,
            searched,
            ground,
            occurrences,
            decided,
            at_odds: BTreeSet::new(),
        };
        desk.go_on(0)?;
        Ok(desk)
    }

    /// The number of the last event: what a page must have seen before it decides.
    pub fn rev(&self) -> u64 {
        self.ledger.events.len() as u64
    }

    /// Whether decisions can be written here.
    pub fn is_held(&self) -> bool {
        self.workspace.as_ref().is_some_and(Workspace::is_held)
    }

    /// Writes events of one step; then everything here is as they have it. Gives the findings that changed.
    ///
    /// # Errors
    /// When they could not be written; nothing is taken then.
    pub fn write(
        &mut self,
        env: &Env,
        who: &Who,
        events: Vec<(&'static str, Vec<Value>)>,
    ) -> std::result::Result<Vec<usize>, No> {
        let before = self.ledger.events.len();
        for (kind, bodies) in events {
            let written = self.ledger.append_all(env, (&who.name, who.role.word()), kind, bodies);
            if let Err(error) = written {
                // what reached the disk counts, even where the proof of it did not
                self.go_on(before).map_err(No::Failed)?;
                return Err(No::Failed(error));
            }
        }
        self.go_on(before).map_err(No::Failed)
    }

    /// Takes in what another program wrote, for who only looks.
    pub fn refresh(&mut self) -> Result<()> {
        if self.is_held() {
            return Ok(());
        }
        let ledger = Ledger::open(&self.folder)?;
        let before = self.ledger.events.len();
        let goes_on = ledger.had_head(self.ledger.head());
        if !goes_on {
            let hint = "close the page and open it again";
            return Err(Error::problem(Place::file("history.jsonl"), "is another history than before", hint));
        }
        if ledger.events.len() > before {
            self.ledger = ledger;
            self.go_on(before)?;
        }
        Ok(())
    }

    /// Takes in the events after the first `seen`, and decides anew. Gives the findings that changed.
    pub fn go_on(&mut self, seen: usize) -> Result<Vec<usize>> {
        let fresh: Vec<Event> = self.ledger.events.get(seen..).unwrap_or_default().to_vec();
        self.state.go_on(&fresh)?;
        copies::answers_for(&self.gathered.copies, &mut self.state.answers, &mut self.state.looked);
        self.past.go_on(&fresh);
        let decided = settle(&self.gathered, &self.searched, &self.ground, &self.state);
        let changed = differing(&self.decided.choices, &decided.choices);
        self.decided = decided;
        let both = self.decided.conflicts.iter().flat_map(|c| c.redacted.iter().chain(&c.kept));
        self.at_odds = both.copied().collect();
        Ok(changed)
    }

    /// What would change if these answers were given as well.
    pub fn tried(&self, answers: &[Answer]) -> Vec<usize> {
        let mut state = self.state.clone();
        let next = self.rev() + 1;
        state.answers.extend(answers.iter().enumerate().map(|(i, a)| {
            let mut answer = a.clone();
            answer.said.seq = next + i as u64;
            answer
        }));
        let decided = settle(&self.gathered, &self.searched, &self.ground, &state);
        differing(&self.decided.choices, &decided.choices)
    }

    /// The answer of an event.
    pub fn answer(&self, seq: u64) -> Option<&Answer> {
        // they stand in the order in which they were given
        let at = self.state.answers.binary_search_by_key(&seq, |a| a.said.seq).ok()?;
        self.state.answers.get(at)
    }

    /// What somebody wrote about a thing last.
    pub fn comment(&self, about: &str) -> Option<&str> {
        self.state.comments.get(about).map(|c| c.text.as_str())
    }

    /// What stops a build: what is not decided, and every open gate; as `build` says it.
    pub fn blockers(&self, today: Date) -> Vec<Problem> {
        let plan = self.decided.plan(&self.folder.to_string_lossy()).err();
        let seal = self.seal();
        let gates = match History::of(&self.ledger) {
            Ok(history) => gates::still_open(
                (&self.folder, today, &self.key),
                (&self.gathered.case.file, &history),
                &seal,
                (&self.searched.found, &self.decided),
            ),
            Err(error) => Some(error),
        };
        plan.into_iter().chain(gates).flat_map(|e| e.problems).collect()
    }

    /// The boxes and words that people redacted by place and did not take back.
    pub fn drawn(&self) -> Vec<Drawn> {
        let mut last: BTreeMap<(u32, [i64; 4]), &Answer> = BTreeMap::new();
        for answer in &self.state.answers {
            if let Scope::Box { document, page, rect } = &answer.scope
                && let Some(index) = self.ground.document(document)
            {
                let corners = rect.rounded().map(|v| (v * 100.0) as i64);
                last.insert((self.sheets.number(index, *page), corners), answer);
            }
        }
        let there = last.into_iter().filter(|((n, _), a)| *n > 0 && a.ruling == Ruling::Redact);
        let mut drawn: Vec<Drawn> =
            there.map(|((n, _), a)| Drawn { seq: a.said.seq, n, answer: a.clone() }).collect();
        drawn.sort_by_key(|d| d.seq);
        drawn
    }

    /// The id of the findings of a page, or nothing.
    pub fn findings_on(&self, n: u32) -> &[usize] {
        self.sheets.at(n).map_or(&[], |(document, page)| self.ground.of_page(document, page))
    }
}

/// The case as its only writer; as one who looks when another program holds it.
fn held_or_look(folder: &Path, env: &Env) -> Result<Workspace> {
    Workspace::open(folder, env).or_else(|error| {
        let taken = error.problems.iter().any(|p| p.what == case::workspace::TAKEN);
        if taken { Workspace::look(folder, env) } else { Err(error) }
    })
}

fn input<'a>(
    gathered: &'a Gathered,
    documents: &'a [Document<'a>],
    searched: &'a Searched,
    state: &'a State,
) -> decide::Input<'a> {
    decide::Input {
        case: &gathered.case,
        documents,
        refusals: &gathered.refusals,
        found: &searched.found,
        answers: &state.answers,
        looked: &state.looked,
        accepted: &state.accepted,
        accept_proposed: false,
    }
}

fn settle(gathered: &Gathered, searched: &Searched, ground: &Ground, state: &State) -> Decided {
    let documents = residue::documents(gathered, searched);
    decide::decide_on(ground, &input(gathered, &documents, searched, state))
}

/// Findings of which something else became.
fn differing(before: &[Choice], after: &[Choice]) -> Vec<usize> {
    let pairs = before.iter().zip(after).enumerate();
    pairs.filter(|(_, (a, b))| a.settled != b.settled || a.moot != b.moot).map(|(i, _)| i).collect()
}

/// The body of a comment about a thing.
pub(super) fn comment(env: &Env, about: &str, text: &str) -> Value {
    json!({ "on": env.today().to_string(), "about": about, "reason": text })
}
