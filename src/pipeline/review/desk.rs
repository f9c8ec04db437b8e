//! A case on the desk of a reviewer: read, searched and decided once, then kept in step with the ledger.
//!
//! Every decision is on disk before anything here changes; then only what rests on decisions is made anew.
//! It refuses to write when somebody else holds the case.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use serde_json::{Value, json};

use crate::case::{self, Workspace};
use crate::decide::conflict::Occurrences;
use crate::decide::{Answer, Decided, Ground, Ruling, Scope};
use crate::error::Result;
use crate::geom::Rect;
use crate::load::NormalForm;
use crate::record::{History, Ledger, State, clock};
use crate::sys::Env;

use super::super::gather::{self, Gathered};
use super::super::search::{self, Searched};
use super::super::{Run, request, residue};
use super::past::Past;
use super::sheets::Sheets;
use super::steps;
use super::weighed::Weighed;

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
    /// Findings that contradict others, as long as nobody has settled it.
    pub at_odds: BTreeSet<usize>,
    /// What is weighed of the case as it stands, when somebody asks for it first.
    pub weighed: OnceLock<Weighed>,
}

/// A box or a redacted word of a person, as it stands now.
#[derive(Debug, Clone)]
pub(super) struct Drawn {
    pub seq: u64,
    pub n: u32,
    pub answer: Answer,
}

impl Drawn {
    /// What the page calls it.
    pub fn id(&self) -> String {
        format!("box-{}", self.seq)
    }

    /// Where it is on its page, display space.
    pub fn rect(&self) -> Option<Rect> {
        if let Scope::Box { rect, .. } = self.answer.scope { Some(rect) } else { None }
    }
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
        let ground = Ground::of(&steps::input(
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
        let decided = steps::settle(&gathered, &searched, &ground, &state);
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
            weighed: OnceLock::new(),
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

/// The body of a comment about a thing.
pub(super) fn comment(env: &Env, about: &str, text: &str) -> Value {
    json!({ "on": env.today().to_string(), "about": about, "reason": text })
}
