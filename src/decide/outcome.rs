//! What becomes of whole documents: disclosed, withheld or excluded, by `case.toml` or by the ledger.
//!
//! A member of a mail or archive follows its container unless it has a word of its own. A document
//! that could not be read and that nobody withheld or excluded is a reason to stop.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::answer::{Answer, Ruling};
use super::{Input, Settled};
use crate::case::schema::DocumentDecision;
use crate::diag::{Problem, Untrusted};
use crate::load::{DocumentId, Refusal, SourceKind};
use crate::show::escape::shell;
use crate::text::DocumentText;

/// A document that is not in the pack: withheld, or no part of the request.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Held {
    /// Identity of the document.
    pub id: DocumentId,
    /// Its name, as in [`crate::load::NormalForm::name`].
    pub name: Untrusted,
    /// Whether it is no part of the request; else it is withheld.
    pub excluded: bool,
    /// Exemption id; empty where none is named.
    pub exemption: String,
    /// Why.
    pub reason: String,
    /// Who settled it.
    pub settled: Settled,
    /// Name or role of who decided; empty for `case.toml`.
    pub by: String,
    /// When; empty for `case.toml`.
    pub at: String,
    /// What it is ("Recording"), where no page can show it and a person has dealt with it: it is
    /// neither withheld nor excluded, and the schedule lists it as held.
    #[serde(default)]
    pub beside: Option<String>,
}

impl Held {
    /// Whether it is withheld, under an exemption.
    #[must_use]
    pub fn is_withheld(&self) -> bool {
        !self.excluded && self.beside.is_none()
    }
}

/// What is held back, by id, and which unreadable documents nobody has decided about.
pub(super) fn outcomes(
    input: &Input<'_>,
    answers: &BTreeMap<&DocumentId, &Answer>,
) -> (Vec<Held>, Vec<Problem>) {
    let (mut held, mut unread) = (Vec::new(), Vec::new());
    for document in input.documents {
        let text = document.text;
        let own = held_back(input, answers, &text.id, &text.name);
        held.extend(if document.kind == SourceKind::Note {
            own.or_else(|| alone(input, answers, text))
        } else {
            own
        });
    }
    for refusal in input.refusals {
        let by_rule = held_back(input, answers, &refusal.id, &refusal.name);
        match by_rule.or_else(|| beside(input, refusal)) {
            Some(h) => held.push(h),
            None => unread.push(with_way_out(refusal, &input.case.folder.to_string_lossy())),
        }
    }
    (held, unread)
}

/// A note whose document is not disclosed explains nothing, and goes with it.
fn alone(input: &Input<'_>, answers: &BTreeMap<&DocumentId, &Answer>, note: &DocumentText) -> Option<Held> {
    let about = |name: &str| {
        input.case.file.documents.iter().any(|r| r.is_about(name) && r.is_about(note.name.raw()))
    };
    let explained =
        input.documents.iter().find(|d| d.kind != SourceKind::Note && about(d.text.name.raw()))?;
    let held = held_back(input, answers, &explained.text.id, &explained.text.name)?;
    let reason = "the document that it explains is not disclosed".to_owned();
    Some(Held { id: note.id.clone(), name: note.name.clone(), excluded: true, reason, ..held })
}

/// What no page can show and a person says to have dealt with (`decide --looked-at`).
fn beside(input: &Input<'_>, refusal: &Refusal) -> Option<Held> {
    let what = refusal.held.clone()?;
    let looked = input.looked.iter().rfind(|l| l.document == refusal.id)?;
    let (by, at) = (looked.said.by.clone(), looked.said.at.clone());
    Some(Held { by, at, beside: Some(what), ..blank(&refusal.id, &refusal.name) })
}

/// The problem of an unreadable document, with what can be done without mending it; for one that no
/// page can show, with the command that lists it as held.
fn with_way_out(refusal: &Refusal, case: &str) -> Problem {
    let problem = &refusal.problem;
    let way_out = "or give it a [[document]] entry in case.toml with decision = \"exclude\" or \"withhold\" and a reason";
    let list = refusal.held.as_ref().map(|_| {
        let (case, name) = (shell(case), shell(refusal.name.raw()));
        let command = format!("blackpanel decide {case} --looked-at {name}");
        format!(
            "{}; then run: {command} (the schedule lists it as held, not included), {way_out}",
            problem.hint
        )
    });
    let hint = match problem.hint.as_str() {
        _ if list.is_some() => list.unwrap_or_default(),
        "" => way_out.trim_start_matches("or ").to_owned(),
        hint if hint.contains("\"exclude\"") => hint.to_owned(),
        hint => format!("{hint}; {way_out}"),
    };
    Problem { hint, ..problem.clone() }
}

fn held_back(
    input: &Input<'_>,
    answers: &BTreeMap<&DocumentId, &Answer>,
    id: &DocumentId,
    name: &Untrusted,
) -> Option<Held> {
    let held = blank(id, name);
    if let Some(answer) = answers.get(id) {
        return matches!(answer.ruling, Ruling::Withhold | Ruling::Exclude).then(|| Held {
            excluded: answer.ruling == Ruling::Exclude,
            exemption: answer.exemption.clone(),
            reason: answer.reason.clone(),
            by: answer.said.by.clone(),
            at: answer.said.at.clone(),
            ..held
        });
    }
    let rule = input.case.file.rule(name.raw())?;
    // an extract discloses a part of its own document: what lies inside that is another part
    if rule.extract.is_some() && !rule.is_about(name.raw()) {
        let reason = "outside the extract of the document that holds it".to_owned();
        return Some(Held { excluded: true, reason, settled: Settled::ByCase, ..held });
    }
    (rule.decision != DocumentDecision::Disclose).then(|| Held {
        excluded: rule.decision == DocumentDecision::Exclude,
        exemption: rule.exemption.clone().unwrap_or_default(),
        reason: rule.reason.clone().unwrap_or_default(),
        settled: Settled::ByCase,
        ..held
    })
}

/// A document that a person decided about, with nothing said of it yet.
fn blank(id: &DocumentId, name: &Untrusted) -> Held {
    Held {
        id: id.clone(),
        name: name.clone(),
        excluded: false,
        exemption: String::new(),
        reason: String::new(),
        settled: Settled::Decided,
        by: String::new(),
        at: String::new(),
        beside: None,
    }
}
