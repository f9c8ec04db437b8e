//! One finding as the page gets it: what, where, why, and what was decided. Drawn boxes are told alike.
//!
//! Text of documents leaves here as JSON strings only; it is never made into markup.

use std::collections::HashMap;

use serde::Serialize;

use crate::decide::{Choice, Ruling, Scope, Settled, Verdict, exchange};
use crate::find::{Finding, PersonId, Tier};
use crate::geom::Rect;

use super::desk::{Desk, Drawn};
use super::sheets;

/// A finding, or a drawn box, as JSON.
#[derive(Debug, Serialize)]
pub(super) struct Card<'d> {
    id: String,
    n: u32,
    kind: &'d str,
    text: String,
    before: String,
    after: String,
    confidence: Tier,
    why: String,
    person: Option<String>,
    exemption: &'d str,
    proposal: Verdict,
    decision: Option<Verdict>,
    by: Option<&'static str>,
    reason: &'d str,
    gate: bool,
    exception: bool,
    conflict: bool,
    moot: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    comment: Option<&'d str>,
    boxes: Vec<[f64; 4]>,
    panels: Vec<[f64; 4]>,
}

/// What the cards of a case share.
pub(super) struct Cards<'d> {
    desk: &'d Desk,
    /// What was last decided about each person as a whole.
    people: HashMap<PersonId, Verdict>,
}

impl<'d> Cards<'d> {
    pub fn of(desk: &'d Desk) -> Self {
        Self { desk, people: people(desk) }
    }

    /// What was decided about a person as a whole.
    pub fn person(&self, id: PersonId) -> Option<Verdict> {
        self.people.get(&id).copied()
    }

    /// Whether a mention was decided otherwise than its person.
    pub fn is_exception(&self, finding: &Finding, choice: &Choice) -> bool {
        let person = finding.person.and_then(|p| self.person(p));
        matches!((person, &choice.settled), (Some(whole), Some(own)) if whole != own.verdict)
    }

    /// The card of a finding, by its index.
    pub fn finding(&self, index: usize) -> Option<Card<'d>> {
        let desk = self.desk;
        let finding = desk.searched.found.findings.get(index)?;
        let choice = desk.decided.choices.get(index)?;
        let n = desk.sheets.number(finding.document, finding.page);
        let page = desk.sheets.text(&desk.searched.texts, n);
        let (before, after) = page.map(|p| sheets::around(p, finding)).unwrap_or_default();
        let settled = choice.settled.as_ref();
        let exemption = settled
            .filter(|s| s.verdict == Verdict::Redact)
            .map_or(&choice.proposal.exemption, |s| &s.exemption);
        Some(Card {
            id: finding.id.0.clone(),
            n,
            kind: finding.kind.name(),
            text: finding.text.expose().to_owned(),
            before,
            after,
            confidence: finding.tier,
            why: format!("{}; {}", finding.reason, choice.proposal.reason),
            person: finding.person.map(|p| p.to_string()),
            exemption,
            proposal: choice.proposal.verdict,
            decision: settled.map(|s| s.verdict),
            by: settled.map(|s| match s.settled {
                Settled::ByCase => "case",
                Settled::Proposed => "proposal",
                Settled::Decided => desk.answer(s.seq).map_or("finding", |a| scope(&a.scope)),
            }),
            reason: settled.map_or("", |s| &s.reason),
            gate: choice.proposal.gate,
            exception: self.is_exception(finding, choice),
            conflict: desk.at_odds.contains(&index),
            moot: choice.moot,
            comment: desk.comment(&exchange::about_finding(&finding.id.0)),
            boxes: finding.anchor.boxes.iter().map(Rect::rounded).collect(),
            panels: desk.ground.rects(index).map(|r| r.rounded()).collect(),
        })
    }

    /// The card of a drawn box.
    pub fn drawn(&self, drawn: &'d Drawn) -> Option<Card<'d>> {
        let Scope::Box { rect, .. } = &drawn.answer.scope else { return None };
        let page = self.desk.sheets.text(&self.desk.searched.texts, drawn.n);
        let id = format!("box-{}", drawn.seq);
        Some(Card {
            comment: self.desk.comment(&exchange::about_finding(&id)),
            id,
            n: drawn.n,
            kind: "drawn",
            text: page.map(|p| sheets::under(p, &[*rect])).unwrap_or_default(),
            before: String::new(),
            after: String::new(),
            confidence: Tier::Certain,
            why: format!("drawn by {}", drawn.answer.said.by),
            person: None,
            exemption: match drawn.answer.exemption.as_str() {
                "" => super::super::gates::OTHERS,
                named => named,
            },
            proposal: Verdict::Redact,
            decision: Some(Verdict::Redact),
            by: Some("box"),
            reason: &drawn.answer.reason,
            gate: false,
            exception: false,
            conflict: false,
            moot: false,
            boxes: vec![rect.rounded()],
            panels: vec![rect.rounded()],
        })
    }
}

/// The last word about each person as a whole.
fn people(desk: &Desk) -> HashMap<PersonId, Verdict> {
    let mut people = HashMap::new();
    for answer in &desk.state.answers {
        let Scope::Person { texts, .. } = &answer.scope else { continue };
        let meant = texts.iter().flat_map(|t| desk.ground.of_text(t));
        let mut meant = meant.filter_map(|i| desk.searched.found.findings.get(*i)?.person);
        if let Some(person) = meant.next() {
            let verdict = if answer.ruling == Ruling::Keep { Verdict::Keep } else { Verdict::Redact };
            people.insert(person, verdict);
        }
    }
    people
}

fn scope(scope: &Scope) -> &'static str {
    match scope {
        Scope::Finding { .. } => "finding",
        Scope::Box { .. } => "box",
        Scope::Text { .. } => "text",
        Scope::Person { .. } => "person",
        Scope::Page { .. } => "page",
        Scope::Document { .. } => "document",
    }
}
