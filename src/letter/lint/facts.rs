//! The facts that must stand in each part: of the case, and of the body's settings.

use super::super::render::Told;
use super::super::written::{Written, joined};
use super::super::{Kind, long_date};
use crate::pdf::typeset::Block;

/// Facts of a part.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// What they are called when one is missing.
    pub called: &'static str,
    /// Each of them stands there.
    pub wanted: Vec<String>,
    /// What these are called.
    pub not_called: &'static str,
    /// None of them stands there.
    pub unwanted: Vec<String>,
}

/// The facts of a part.
pub(super) fn of(kind: Kind, mark: &str, told: &Told<'_>) -> Facts {
    let (body, life, facts) = (told.body, &told.life, told.facts);
    let processing = &body.processing;
    let day = |date: Option<jiff::civil::Date>| date.map(long_date).into_iter().collect::<Vec<_>>();
    let some = |text: &Option<String>| text.iter().cloned().collect::<Vec<_>>();
    let (called, wanted) = match mark {
        "head" => ("its date and our reference", vec![long_date(facts.dated), facts.reference.clone()]),
        "request" => (
            "the words of the request and the day it came",
            vec![facts.summary.clone(), long_date(facts.received)],
        ),
        "search" => {
            ("the places of the search", facts.search.as_ref().unwrap_or(&body.search).places.clone())
        }
        "purposes" => ("the purposes of the settings", processing.purposes.clone()),
        "categories" => ("the kinds of the settings", processing.categories.clone()),
        "recipients" => ("the recipients of the settings", processing.recipients.clone()),
        "retention" | "storage" => ("the periods of the settings", processing.retention.clone()),
        "source" => ("the sources of the settings", processing.sources.clone()),
        "rights" => ("what the settings say of them", vec![processing.rights.clone()]),
        "automated" => ("what the settings say of it", vec![processing.automated.clone()]),
        "transfers" => ("what the settings say of them", vec![processing.transfers.clone()]),
        "regulator" => (
            "the regulator and how to reach it",
            vec![body.regulator.name.clone(), body.regulator.web.clone(), body.regulator.phone.clone()],
        ),
        "formats" if kind != Kind::Email => ("our telephone number", vec![body.controller.phone.clone()]),
        "review" => return review(told),
        "reasons" if told.response.is_some() => ("each reason that was used, with its law", citations(told)),
        "reasons" => ("the reason that is logged", some(&life.extension)),
        "due" => ("the day", day(told.times.due)),
        "doubt" => ("the reason that is logged", some(&life.doubt)),
        "unclear" => ("the question that is logged", some(&life.unclear)),
        "needed" => ("each thing that is missing", life.needed.clone()),
        "basis" => ("the reason that is logged", life.fee.iter().map(|f| f.reason.clone()).collect()),
        "amount" => ("the amount", life.fee.iter().map(|f| f.amount.clone()).collect()),
        "pay" => ("what the settings say of it", vec![body.letter.payment.clone()]),
        "extract" => ("every word of it", told.consultation.iter().flat_map(|c| c.extract.clone()).collect()),
        "by" => ("the day", told.consultation.iter().map(|c| long_date(c.by)).collect()),
        "ground" => ("the ground and its law", grounds(told)),
        "help" => ("our telephone number", vec![body.controller.phone.clone()]),
        "password" => ("what the settings say of it", vec![body.letter.password.clone()]),
        "attached" if told.response.is_none() => ("the name of the file", vec![told.file.clone()]),
        _ => ("", vec![]),
    };
    Facts { called, wanted, ..Facts::default() }
}

/// Who reviews: the alternate, and the reviewer unless the response was theirs (S2 13.2 and 13.3).
fn review(told: &Told<'_>) -> Facts {
    let (review, gone) = (&told.body.review, told.facts.reviewer_responded);
    let mut wanted = vec![review.alternate.clone(), review.email.clone()];
    if !gone {
        wanted.push(review.reviewer.clone());
    }
    Facts {
        called: "who carries it out and where to write to",
        wanted,
        not_called: "the reviewer who gave this response as the one who reviews it",
        unwanted: if gone { vec![review.reviewer.clone()] } else { vec![] },
    }
}

fn citations(told: &Told<'_>) -> Vec<String> {
    let Some(response) = &told.response else { return vec![] };
    let reasons = response.reasons.iter().flat_map(|r| [&r.citation, &r.reason]);
    let withheld = response.withheld.iter().flat_map(|w| [&w.title, &w.citation, &w.reason]);
    reasons.chain(withheld).filter(|text| !text.is_empty()).cloned().collect()
}

fn grounds(told: &Told<'_>) -> Vec<String> {
    told.facts.refusal.iter().flat_map(|r| [r.reason.clone(), r.citation.clone()]).collect()
}

/// Whether the decision that was taken is told, in one of the forms without which it cannot be.
pub(super) fn tells_decision(words: &str, told: &Told<'_>) -> bool {
    let forms: &[&str] = match told.response.as_ref().map(|r| r.outcome) {
        Some("granted") => &["grant", "agree"],
        Some("part-granted") => &["in part", "partly", "some of"],
        Some("nothing-held") => &["no information", "did not find", "found no", "nothing that we can"],
        Some(_) => &["refus", "not send"],
        None if told.consultation.is_some() => return true,
        None => &["refus"],
    };
    forms.iter().any(|form| words.contains(form))
}

/// Words by which a letter says why it names nobody.
const WHY_NOT: [&str; 5] =
    ["cannot name", "cannot yet name", "not possible to name", "do not name", "because"];

/// Whether the recipients have names: an item with a capital after its first word, or why they have none
/// (*Harrison v Cameron* [2024] EWHC 1377 (KB)).
pub(super) fn names_or_says_why(written: &Written) -> bool {
    let words = written.part("recipients").unwrap_or_default().to_lowercase();
    if WHY_NOT.iter().any(|why| words.contains(why)) {
        return true;
    }
    let parts = written.parts.iter().filter(|p| p.mark == "recipients");
    let lists = parts.flat_map(|p| &p.blocks).filter(|b| !matches!(b, Block::Heading { .. }));
    let named = |text: &str| {
        let capital = |w: &str| w.starts_with(char::is_uppercase);
        let own = text.split_whitespace().filter(|w| capital(w)).count();
        own > 1 || text.split_whitespace().skip(1).any(capital)
    };
    lists.flat_map(texts).any(|text| named(&text))
}

fn texts(block: &Block) -> Vec<String> {
    match block {
        Block::Paragraph(runs) => vec![joined(runs)],
        Block::List { items, .. } => items.iter().map(|i| joined(i)).collect(),
        _ => vec![],
    }
}
