//! The decision, what is attached, and the reasons with their citations.

use crate::case::schema::Outcome;
use crate::pack::outcome::Decision;
use crate::pack::request::{ExemptionUse, PackRequest};
use crate::pdf::typeset::{Block, Run};

use super::{Numbers, bullets, counted, heading};

/// Said in every letter, whether or not it applies, so that saying it tells nothing.
const UNNAMED: &str = "We say this in every response: in some cases the law allows us to withhold \
    information, or neither to confirm nor deny that we hold it, without naming the exemption, where \
    naming it would itself cause the harm that the exemption prevents.";

pub(super) fn decision(request: &PackRequest<'_>, decision: &Decision<'_>) -> Vec<Block> {
    let (first, rest) = match decision.outcome {
        Outcome::Granted | Outcome::Auto => (
            "We are granting your request.",
            "We are sending you the personal information that we found and that you are entitled to receive.",
        ),
        Outcome::PartGranted => (
            "We are granting your request in part.",
            "We are sending you the personal information that we found, apart from what the law requires or \
             allows us to withhold. Our reasons are set out below.",
        ),
        Outcome::NothingHeld => (
            "There is no information that we can send you.",
            "We looked for the information you asked for. Below we explain how we searched and what you can do \
             if you disagree.",
        ),
        Outcome::Refused => ("We are refusing your request.", "Our reasons are set out below."),
    };
    let mut blocks = vec![
        heading(2, "Our decision"),
        Block::Paragraph(vec![Run::bold(first), Run::plain(format!(" {rest}"))]),
    ];
    if let (Outcome::Refused, Some(refusal)) = (decision.outcome, &request.facts.refusal) {
        blocks.push(Block::text(format!("{} Law: {}.", refusal.reason, refusal.citation)));
    }
    blocks
}

pub(super) fn attached(request: &PackRequest<'_>, decision: &Decision<'_>, numbers: &Numbers) -> Vec<Block> {
    let Some((first, _)) = numbers.documents.first() else { return Vec::new() };
    let pages: u32 = numbers.documents.iter().map(|(_, n)| n).sum();
    let mut items = vec![format!("a schedule of the documents, on page {}", numbers.schedule)];
    if decision.panels > 0 {
        items.push(format!("a key to the redactions, on page {}", numbers.key));
    }
    let documents = counted(request.documents.len() as u32, "document");
    let parts = numbers.parts.count();
    let lead = if parts > 1 {
        format!(
            "We are sending you {parts} files, because one would be too large. Together with this letter, they hold:"
        )
    } else {
        "Together with this letter, this file holds:".to_owned()
    };
    items.push(format!("{documents}, {} in all, from page {first}", counted(pages, "page")));
    let held = counted(request.held.len() as u32, "file");
    let held =
        format!("We also hold {held} that no page can show, such as a recording; the schedule lists what.");
    let held = (!request.held.is_empty()).then(|| Block::text(held));
    let mut blocks = vec![
        heading(2, "What we are sending you"),
        Block::text(lead),
        bullets(&items),
        Block::text(
            "Every page carries our reference and its number in the file, and the bookmarks lead to each \
             document. The right of access is a right to personal information rather than to whole documents, \
             so some pages may hold only the parts that are about you.",
        ),
    ];
    blocks.extend(held);
    blocks
}

pub(super) fn reasons(decision: &Decision<'_>) -> Vec<Block> {
    let nothing_withheld = decision.panels == 0 && decision.withheld.is_empty();
    if nothing_withheld && decision.outcome != Outcome::Granted {
        return vec![Block::text(UNNAMED)];
    }
    let mut blocks = vec![heading(2, "What we have withheld, and why")];
    if decision.panels > 0 {
        blocks.extend(panels(decision));
    }
    if !decision.withheld.is_empty() {
        let items = decision.withheld.iter().map(|(document, exemption)| {
            let reason = if document.reason.is_empty() { &exemption.reason } else { &document.reason };
            let pages = document.pages.map(|n| format!(" ({})", counted(n, "page"))).unwrap_or_default();
            let runs = format!("{pages}: {reason}{}", cited(exemption));
            vec![Run::bold(document.title.clone()), Run::plain(runs)]
        });
        blocks.push(Block::text("We have withheld the whole of:"));
        blocks.push(Block::List { ordered: false, items: items.collect() });
    }
    if nothing_withheld {
        blocks.push(Block::text("Nothing has been removed from the pages that we are sending you."));
    }
    blocks.push(Block::text(UNNAMED));
    blocks
}

/// The reasons behind the panels; pooled, they are given without marks and counts.
fn panels(decision: &Decision<'_>) -> Vec<Block> {
    let what = "Where we have removed information from a page you will see a black panel. What was there \
        has been taken out of the file and not only covered.";
    let lead = match (decision.pooled, decision.stated.is_empty()) {
        (false, _) => "The mark on each panel tells you the reason:",
        (true, false) => "We removed information for one or more of these reasons:",
        (true, true) => {
            "We did so because an exemption in Schedules 2 to 4 to the Data Protection Act 2018 applies."
        }
    };
    let behind_panels = decision.stated.iter().filter(|e| e.count > 0 || decision.pooled);
    let items: Vec<_> = behind_panels.map(|e| reason(e, decision.pooled)).collect();
    let mut blocks = vec![Block::text(format!("{what} {lead}"))];
    if !items.is_empty() {
        blocks.push(Block::List { ordered: false, items });
    }
    blocks
}

fn reason(exemption: &ExemptionUse, pooled: bool) -> Vec<Run> {
    let (mut title, mut count) = (exemption.label.clone(), String::new());
    if !pooled {
        title = format!("{} – {title}", exemption.mark);
        count = format!(" {}.", counted(exemption.count, "panel"));
    }
    vec![Run::bold(title), Run::plain(format!(". {}{}{count}", exemption.reason, cited(exemption)))]
}

/// " Law: Data Protection Act 2018, Schedule 2, Part 3, paragraph 16."
fn cited(exemption: &ExemptionUse) -> String {
    if exemption.citation.is_empty() { String::new() } else { format!(" Law: {}.", exemption.citation) }
}
