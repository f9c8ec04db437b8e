//! What is weighed besides single findings: contradictions, what is left around panels, the second person.
//!
//! The rules are those of `decide` and of the request log; nothing here knows better than the command line does.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::decide::around::{self, Around};
use crate::decide::check::{Checklist, checklist};
use crate::decide::conflict::{Conflict, elsewhere};
use crate::diag::Untrusted;
use crate::geom::Rect;
use crate::record::request::Role;
use crate::record::{self, state};
use crate::sys::Env;

use super::super::request::{self, LogOptions};
use super::super::residue;
use super::ask::LONGEST;
use super::card::Cards;
use super::desk::{self, Desk};
use super::{No, Review, Told, Who, missing, tell, wrong};

/// A word of the second person, or of the first to the second.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Word {
    rev: u64,
    #[serde(default)]
    comment: String,
}

/// An event of the request log, as `blackpanel log` takes it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Happened {
    rev: u64,
    event: String,
    #[serde(default)]
    told: BTreeMap<String, String>,
    reason: Option<String>,
    on: Option<String>,
}

/// Events that the page adds to the request log: what stops a pack without them.
const LOGGED: [&str; 5] = ["identity-confirmed", "identity-waived", "search", "party", "advice"];

/// A contradiction that somebody lets stand.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settling {
    rev: u64,
    conflict: String,
    reason: String,
}

impl Review {
    /// The sentences that are left near panels: of the case, or of one page.
    pub fn around(&self, n: Option<u32>) -> Told {
        self.look(|desk| {
            let documents = residue::documents(&desk.gathered, &desk.searched);
            let (found, choices, plan) =
                (&desk.searched.found, &desk.decided.choices, desk.decided.preview());
            let list = match n.map(|n| desk.sheets.at(n).ok_or_else(|| missing("there is no such page"))) {
                None => around::around(&documents, found, choices, plan),
                Some(page) => around::on_page(&documents, (found, choices), plan, page?),
            };
            Ok(list.iter().map(|a| desk.left(a)).collect())
        })
    }

    /// What the second person looks at.
    pub fn check(&self) -> Told {
        self.look(|desk| {
            let documents = residue::documents(&desk.gathered, &desk.searched);
            let (found, decided) = (&desk.searched.found, &desk.decided);
            let list = checklist(&documents, found, decided, &desk.state.answers, desk.more(), &desk.seal());
            Ok(desk.listed(&list))
        })
    }

    /// The case is ready to be checked, is signed, or is sent back (`kind` of the request log).
    pub fn say(&self, window: &str, kind: &'static str, word: &Word) -> Told {
        let (event, told, on) = (kind.to_owned(), BTreeMap::new(), None);
        self.add(
            window,
            kind,
            &Happened { rev: word.rev, event, told, reason: Some(word.comment.clone()), on },
        )
    }

    /// Adds to the request log what stops a pack without it.
    pub fn log(&self, window: &str, asked: &Happened) -> Told {
        let known = LOGGED.iter().find(|kind| **kind == asked.event);
        let kind =
            known.ok_or_else(|| wrong("this is not logged from the page", "run: blackpanel log CASE"))?;
        self.add(window, kind, asked)
    }

    fn add(&self, window: &str, kind: &'static str, asked: &Happened) -> Told {
        let fields = asked.told.iter().map(|(key, value)| (key.clone(), value.clone()));
        self.change(window, asked.rev, |desk| {
            let options = LogOptions {
                case: desk.folder.clone(),
                event: Some(kind.to_owned()),
                on: asked.on.clone(),
                actor: self.options.who.name.clone(),
                role: Role::Officer,
                reason: asked.reason.as_deref().map(str::trim).filter(|r| !r.is_empty()).map(str::to_owned),
                fields: fields.collect(),
            };
            let body = request::body(&options, kind, self.env.today(), &desk.key).map_err(No::Refused)?;
            desk.write(&self.env, &self.options.who, vec![(kind, vec![body])])?;
            Ok(json!({ "rev": desk.rev(), "sign": desk.sign() }))
        })
    }

    /// Lets a contradiction stand, with a reason.
    pub fn settle(&self, window: &str, asked: &Settling) -> Told {
        let reason = asked.reason.trim();
        if reason.is_empty() || reason.chars().count() > LONGEST {
            return Err(wrong("the reason is empty or too long", "say in a sentence why both are right"));
        }
        self.change(window, asked.rev, |desk| {
            let known = |c: &&Conflict| c.id == asked.conflict;
            let more = desk.more();
            desk.decided.conflicts.iter().chain(&more).find(known).ok_or_else(|| missing("there is no such conflict"))?;
            settle(desk, &self.env, &self.options.who, &asked.conflict, reason)?;
            Ok(json!({ "rev": desk.rev(), "what": "Conflict settled", "changed": [], "added": [], "removed": [],
                "counts": desk.counts() }))
        })
    }
}

fn settle(desk: &mut Desk, env: &Env, who: &Who, id: &str, reason: &str) -> Result<(), No> {
    let body = desk::comment(env, &format!("{}{id}", state::CONFLICT), reason);
    desk.write(env, who, vec![("comment", vec![body])]).map(drop)
}

impl Desk {
    /// The seal of sources as they were when the case was opened, and of decisions as they are.
    pub(super) fn seal(&self) -> String {
        record::seal(&self.sealed.0, &self.sealed.1, &self.ledger)
    }

    /// How far the case is with its second person.
    pub(super) fn sign(&self) -> Value {
        record::History::of(&self.ledger).map_or(Value::Null, |h| json!(record::sign_state(&h, &self.seal())))
    }

    /// Texts that go and can be read in more places.
    fn more(&self) -> Vec<Conflict> {
        let documents = residue::documents(&self.gathered, &self.searched);
        let what = (&self.searched.found, self.decided.choices.as_slice(), self.state.accepted.as_slice());
        elsewhere(&self.occurrences, &documents, what, self.decided.preview())
    }

    /// Every contradiction, as the page gets it.
    pub(super) fn conflicts(&self) -> Vec<Value> {
        self.decided.conflicts.iter().chain(&self.more()).map(|c| self.conflict(c)).collect()
    }

    fn conflict(&self, c: &Conflict) -> Value {
        let ids = |list: &[usize]| self.ids(list);
        let spot = |s: &crate::decide::conflict::Spot| json!({ "n": self.sheets.number(s.document, s.page), "boxes": s.boxes.iter().map(Rect::rounded).collect::<Vec<_>>() });
        let all = [ids(&c.redacted), ids(&c.kept)].concat();
        let pages: Vec<u32> =
            c.pages(&self.searched.found).iter().map(|(d, p)| self.sheets.number(*d, *p)).collect();
        json!({
            "id": c.id, "kind": c.kind, "what": c.what, "gate": c.gate, "settled": c.settled, "pages": pages,
            "findings": all, "redacted": ids(&c.redacted), "kept": ids(&c.kept),
            "places": c.places.iter().map(spot).collect::<Vec<_>>(),
        })
    }

    fn ids(&self, list: &[usize]) -> Vec<&str> {
        list.iter().filter_map(|i| self.searched.found.findings.get(*i)).map(|f| f.id.0.as_str()).collect()
    }

    fn left(&self, a: &Around) -> Value {
        let boxes = |list: &[Rect]| list.iter().map(Rect::rounded).collect::<Vec<_>>();
        let marks: Vec<Value> = a
            .marks
            .iter()
            .map(|m| json!([m.chars.start, m.chars.end, m.mark.name(), boxes(&m.boxes)]))
            .collect();
        let words: Vec<[f64; 4]> = a.marks.iter().flat_map(|m| boxes(&m.boxes)).collect();
        json!({
            "people": a.people.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "person": a.people.first().map(ToString::to_string), "n": self.sheets.number(a.document, a.page),
            "document": a.document, "sentence": a.sentence.expose(), "marks": marks, "boxes": words,
            "extend": boxes(&a.boxes), "findings": self.ids(&a.findings),
        })
    }

    fn listed(&self, list: &Checklist) -> Value {
        let cards = Cards::of(self);
        let told = |list: &[usize]| {
            list.iter().filter_map(|i| cards.finding(*i)).map(|c| json!(c)).collect::<Vec<_>>()
        };
        let pages = list.pages.iter().map(|(d, p)| {
            let name = self.searched.texts.get(*d).map_or("", |t| t.name.raw());
            json!({ "n": self.sheets.number(*d, *p), "document": name, "what": format!("page {p}, withheld whole") })
        });
        let documents = list.documents.iter().filter_map(|i| self.decided.held.get(*i)).map(|h| {
            let what = if h.excluded { "excluded" } else { "withheld" };
            json!({ "n": null, "document": Untrusted::raw(&h.name), "what": format!("document {what}"), "reason": h.reason })
        });
        let drawn = self.drawn();
        let drawn: Vec<Value> = drawn.iter().filter_map(|d| cards.drawn(d)).map(|c| json!(c)).collect();
        json!({
            "withheld": pages.chain(documents).collect::<Vec<_>>(),
            "conflicts": list.conflicts.iter().map(|c| self.conflict(c)).collect::<Vec<_>>(),
            "overrides": told(&list.overrides), "drawn": drawn, "sample": told(&list.sample), "kept": list.kept,
            "blockers": self.blockers_told(), "sign": self.sign(),
        })
    }

    fn blockers_told(&self) -> Vec<Value> {
        let error = self.decided.plan(&self.folder.to_string_lossy()).err();
        error.map(|e| e.problems.iter().map(tell::problem).collect()).unwrap_or_default()
    }
}
