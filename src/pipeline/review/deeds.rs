//! What changes a case from the page: decisions, undo, comments, looks; and what shows them beforehand.
//!
//! Nothing is acknowledged that is not on disk. One request is one step: it is taken whole or not at all.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::decide::{Looked, Said, Scope, exchange};
use crate::record::state::Undone;

use super::ask::{Action, LONGEST};
use super::card::{Card, Cards};
use super::desk::{self, Desk};
use super::{No, Review, Told, missing, sheets, wrong};

/// Findings that one answer can hold.
const PART: usize = 2_000;

/// The revision that a page has seen.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rev {
    rev: u64,
}

/// Decisions: on what revision, and which.
#[derive(Debug, Clone, Deserialize)]
pub struct Decisions {
    #[serde(default)]
    rev: u64,
    actions: Vec<Action>,
}

/// A comment about a finding or a page.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Comment {
    rev: u64,
    finding: Option<String>,
    n: Option<u32>,
    text: String,
}

/// Pages that a person has looked at.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Looks {
    rev: u64,
    pages: Vec<u32>,
}

/// Words that are sought.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Search {
    pub(super) query: String,
    #[serde(default)]
    pub(super) whole_word: bool,
    #[serde(default)]
    pub(super) regex: bool,
}

impl Review {
    /// Findings from one on, in order; drawn boxes at the end.
    pub fn findings(&self, from: usize, count: usize) -> Told {
        self.look(|desk| {
            let (cards, drawn) = (Cards::of(desk), desk.drawn());
            let found = desk.searched.found.findings.len();
            let of = |i: usize| match i.checked_sub(found) {
                None => cards.finding(i),
                Some(at) => drawn.get(at).and_then(|d| cards.drawn(d)),
            };
            let list: Vec<Card<'_>> = (from..from.saturating_add(count.min(PART))).map_while(of).collect();
            Ok(json!({ "rev": desk.rev(), "total": found + drawn.len(), "findings": list }))
        })
    }

    /// Findings by their ids; those that are not there are left out.
    pub fn findings_of(&self, ids: &[&str]) -> Told {
        self.look(|desk| {
            Ok(json!({ "rev": desk.rev(), "findings": told(desk, ids.iter().take(PART).copied()) }))
        })
    }

    /// Takes decisions.
    pub fn decide(&self, window: &str, asked: &Decisions) -> Told {
        self.change(window, asked.rev, |desk| {
            let answers = desk.answers_of(&asked.actions)?;
            let bodies = bodies(&answers)?;
            self.done(desk, vec![("decision", bodies)])
        })
    }

    /// What decisions would touch; nothing is written.
    pub fn preview(&self, asked: &Decisions) -> Told {
        self.look(|desk| {
            let answers = desk.answers_of(&asked.actions)?;
            let changed = desk.tried(&answers);
            let findings = changed.iter().filter_map(|i| desk.searched.found.findings.get(*i));
            let places: Vec<(usize, u32)> = findings.map(|f| (f.document, f.page)).collect();
            let documents: BTreeSet<usize> = places.iter().map(|p| p.0).collect();
            let pages: BTreeSet<&(usize, u32)> = places.iter().collect();
            let by_person = |i: &&usize| {
                let settled = desk.decided.choices.get(**i).and_then(|c| c.settled.as_ref());
                settled.is_some_and(|s| s.seq > 0)
            };
            let boxes = answers.iter().filter(|a| matches!(a.scope, Scope::Box { .. })).count();
            Ok(json!({
                "count": changed.len(), "boxes": boxes, "documents": documents.len(), "pages": pages.len(),
                "decided_otherwise": changed.iter().filter(by_person).count(), "samples": samples(desk, &changed),
            }))
        })
    }

    /// Takes the last step back.
    pub fn undo(&self, window: &str, rev: Rev) -> Told {
        self.change(window, rev.rev, |desk| {
            let step = desk.past.last().ok_or_else(|| missing("there is nothing to take back"))?;
            let what = format!("Undone: {}", step.what());
            let undone: Vec<Undone> = step.events.iter().map(|(seq, ..)| Undone { seq: *seq }).collect();
            let told = self.done(desk, vec![("undone", bodies(&undone)?)])?;
            Ok(with(told, "what", what))
        })
    }

    /// Does again what was taken back last.
    pub fn redo(&self, window: &str, rev: Rev) -> Told {
        self.change(window, rev.rev, |desk| {
            let step = desk.past.next().ok_or_else(|| missing("there is nothing to do again"))?;
            let kind =
                if step.events.iter().all(|(_, kind, _)| kind == "looked") { "looked" } else { "decision" };
            let bodies = step.events.iter().map(|(_, _, body)| body.clone()).collect();
            self.done(desk, vec![(kind, bodies)])
        })
    }

    /// Writes a comment down.
    pub fn comment(&self, window: &str, asked: &Comment) -> Told {
        let text = asked.text.trim();
        if text.is_empty() || text.chars().count() > LONGEST {
            return Err(wrong("the comment is empty or too long", "write 2,000 characters at most"));
        }
        self.change(window, asked.rev, |desk| {
            let (about, id) = match (&asked.finding, asked.n.and_then(|n| desk.sheets.at(n))) {
                (Some(id), _) if id.starts_with("box-") => (exchange::about_finding(id), Some(id.as_str())),
                (Some(id), _) => (exchange::about_finding(&desk.finding(id)?.id.0), Some(id.as_str())),
                (None, Some((document, page))) => (exchange::about_page(&desk.id_of(document).0, page), None),
                (None, None) => return Err(missing("there is no such page")),
            };
            let body = desk::comment(&self.env, &about, text);
            desk.write(&self.env, &self.options.who, vec![("comment", vec![body])])?;
            let changed = told(desk, id.into_iter());
            Ok(answer(desk, "Comment kept", changed, json!([]), &[]))
        })
    }

    /// Notes that a person has looked at pages.
    pub fn looked(&self, window: &str, asked: &Looks) -> Told {
        self.change(window, asked.rev, |desk| {
            let one = |n: &u32| {
                let (document, page) = desk.sheets.at(*n).ok_or_else(|| missing("there is no such page"))?;
                let pages = Some(std::iter::once(page).collect());
                Ok(Looked { document: desk.id_of(document), pages, said: Said::default() })
            };
            let looks = asked.pages.iter().map(one).collect::<Result<Vec<_>, No>>()?;
            if looks.is_empty() {
                return Err(wrong("no page is named", "name at least one"));
            }
            let told = self.done(desk, vec![("looked", bodies(&looks)?)])?;
            Ok(with(told, "looked", asked.pages.as_slice()))
        })
    }

    /// Writes a step down and tells what it changed.
    fn done(&self, desk: &mut Desk, events: Vec<(&'static str, Vec<Value>)>) -> Told {
        let before: BTreeSet<u64> = desk.drawn().iter().map(|d| d.seq).collect();
        let changed = desk.write(&self.env, &self.options.who, events)?;
        let what = desk.past.last().map(super::past::Step::what).unwrap_or_default();
        let cards = Cards::of(desk);
        let list: Vec<Card<'_>> = changed.iter().filter_map(|i| cards.finding(*i)).collect();
        let drawn = desk.drawn();
        let added: Vec<Card<'_>> =
            drawn.iter().filter(|d| !before.contains(&d.seq)).filter_map(|d| cards.drawn(d)).collect();
        let left: BTreeSet<u64> = drawn.iter().map(|d| d.seq).collect();
        let removed: Vec<String> = before.difference(&left).map(|seq| format!("box-{seq}")).collect();
        Ok(answer(desk, &what, json!(list), json!(added), &removed))
    }
}

fn answer(desk: &Desk, what: &str, changed: Value, added: Value, removed: &[String]) -> Value {
    json!({
        "rev": desk.rev(), "what": what, "changed": changed, "added": added, "removed": removed, "counts": desk.counts(),
        "can_undo": desk.past.last().map(super::past::Step::what), "can_redo": desk.past.next().map(super::past::Step::what),
    })
}

fn with(mut told: Value, key: &str, value: impl Into<Value>) -> Value {
    if let Some(map) = told.as_object_mut() {
        map.insert(key.into(), value.into());
    }
    told
}

/// The cards of some ids, drawn boxes among them.
fn told<'i>(desk: &Desk, ids: impl Iterator<Item = &'i str>) -> Value {
    let (cards, drawn) = (Cards::of(desk), desk.drawn());
    let one = |id: &str| match id.strip_prefix("box-") {
        Some(seq) => drawn.iter().find(|d| d.seq.to_string() == seq).and_then(|d| cards.drawn(d)),
        None => desk.ground.finding(id).and_then(|i| cards.finding(i)),
    };
    json!(ids.filter_map(one).collect::<Vec<_>>())
}

/// The bodies of events.
fn bodies(all: &[impl serde::Serialize]) -> Result<Vec<Value>, No> {
    let fail = |_| wrong("the decision cannot be written", "report this");
    all.iter().map(serde_json::to_value).collect::<Result<_, _>>().map_err(fail)
}

/// Five of some findings, evenly over all of them.
fn samples(desk: &Desk, findings: &[usize]) -> Vec<Value> {
    let step = findings.len().div_ceil(5).max(1);
    let one = |i: &usize| {
        let finding = desk.searched.found.findings.get(*i)?;
        let n = desk.sheets.number(finding.document, finding.page);
        let page = desk.sheets.text(&desk.searched.texts, n)?;
        let (before, after) = sheets::around(page, finding);
        Some(
            json!({ "n": n, "before": before, "text": finding.text.expose(), "after": after, "id": finding.id }),
        )
    };
    findings.iter().step_by(step).filter_map(one).collect()
}
