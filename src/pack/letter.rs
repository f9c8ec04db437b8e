//! The response letter of a pack: what was decided, told to the templates and held to the law.
//!
//! A summary of the request, the decision, clear reasons with citations, what is attached, how to
//! have the decision reviewed (by us, by the regulator, by a court), and how we use personal data
//! (UK GDPR, Article 15; Data Protection Act 2018, sections 164A and 165). It names no third party:
//! all its words are the templates', the body's facts, or titles that went through the finder.

use crate::case::schema::Outcome;
use crate::error::Result;
use crate::letter::{self, Kind, Life, Reason, Response, Times, Told, WithheldWhole, Written};
use crate::pack::outcome::Decision;
use crate::pack::parts::Parts;
use crate::pack::request::{ExemptionUse, PackRequest, WithheldDocument};
use crate::pdf::typeset::Block;

/// Where the parts of the pack begin, and how long it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Numbers {
    /// Page of the schedule.
    pub(super) schedule: u32,
    /// Page of the redaction key.
    pub(super) key: u32,
    /// For each document its first page and how many it has.
    pub(super) documents: Vec<(u32, u32)>,
    /// The files over which they are shared out.
    pub(super) parts: Parts,
}

/// The letter.
///
/// # Errors
/// Exit 2 when a template cannot be read or lacks a mandatory part.
pub(super) fn letter(
    request: &PackRequest<'_>,
    decision: &Decision<'_>,
    numbers: &Numbers,
) -> Result<Written> {
    let told = told(request, decision, numbers);
    let kind = if told.response.is_some() { Kind::Response } else { Kind::Refusal };
    let written = letter::write(kind, request.templates, &told)?;
    letter::lint(kind, &written, &told, request.templates)?;
    Ok(written)
}

fn told<'a>(request: &'a PackRequest<'_>, decision: &Decision<'_>, numbers: &Numbers) -> Told<'a> {
    // a request that is refused as a whole has no response to tell of
    let refused = decision.outcome == Outcome::Refused && request.facts.refusal.is_some();
    Told {
        facts: &request.facts,
        body: request.body,
        life: Life::default(),
        times: Times { first: None, due: request.facts.due },
        response: (!refused).then(|| response(request, decision, numbers)),
        consultation: None,
        file: String::new(),
        protected: request.protected,
    }
}

fn response(request: &PackRequest<'_>, decision: &Decision<'_>, numbers: &Numbers) -> Response {
    let behind_panels = decision.stated.iter().filter(|e| e.count > 0 || decision.pooled);
    Response {
        outcome: match decision.outcome {
            Outcome::Granted | Outcome::Auto => "granted",
            Outcome::PartGranted => "part-granted",
            Outcome::NothingHeld => "nothing-held",
            Outcome::Refused => "refused",
        },
        documents: request.documents.len() as u32,
        files: numbers.parts.count() as u32,
        held: request.held.len() as u32,
        pages: numbers.documents.iter().map(|(_, pages)| pages).sum(),
        schedule: numbers.schedule,
        key: numbers.key,
        first: numbers.documents.first().map_or(0, |(first, _)| *first),
        panels: decision.panels,
        pooled: decision.pooled,
        removed: decision.panels > 0 || !decision.withheld.is_empty(),
        reasons: behind_panels.map(|e| reason(e)).collect(),
        withheld: decision.withheld.iter().map(|(document, of)| withheld(document, of)).collect(),
    }
}

fn reason(exemption: &ExemptionUse) -> Reason {
    Reason {
        mark: exemption.mark.clone(),
        label: exemption.label.clone(),
        reason: exemption.reason.clone(),
        citation: exemption.citation.clone(),
        count: exemption.count,
    }
}

fn withheld(document: &WithheldDocument, exemption: &ExemptionUse) -> WithheldWhole {
    let reason = if document.reason.is_empty() { &exemption.reason } else { &document.reason };
    WithheldWhole {
        title: document.title.clone(),
        pages: document.pages,
        reason: reason.clone(),
        citation: exemption.citation.clone(),
    }
}

pub(super) fn heading(level: u8, text: &str) -> Block {
    Block::Heading { level, text: text.to_owned() }
}
