//! What is still open, and the numbers of what was decided.

use std::collections::BTreeMap;

use super::bind::Bound;
use super::{Choice, Counts, Cut, Document, Input, Plan, Ruling, Settled, ToLook, Verdict, WithheldPage};
use crate::find::{Found, Kind};
use crate::load::SourceKind;
use crate::text::{PHOTOGRAPH, Unsearched};

/// The pages withheld whole, by document and page.
type WithheldPages = BTreeMap<(usize, u32), WithheldPage>;

/// Pages that no search could see whole, in disclosed documents, that nobody looked at or decided.
pub(super) fn to_look(
    input: &Input<'_>,
    bound: &Bound<'_>,
    disclosed: &[usize],
    (withheld, cuts): (&WithheldPages, &BTreeMap<usize, Cut>),
) -> Vec<ToLook> {
    let open = |index: usize, document: &Document<'_>| -> ToLook {
        let id = &document.text.id;
        let unseen = |p: &&crate::text::PageText| document.kind == SourceKind::Image || !p.searchable();
        let settled = |page: u32| {
            withheld.contains_key(&(index, page))
                || cuts.get(&index).is_some_and(|cut| !cut.has(page))
                || bound.pages.contains_key(&(index, page))
                || bound.documents.get(id).is_some_and(|a| a.ruling == Ruling::Keep)
                || input.looked.iter().any(|l| l.covers(id, page))
        };
        let pages = document.text.pages.iter().filter(unseen).filter(|p| !settled(p.page));
        let (pages, mut why): (Vec<u32>, Vec<&str>) =
            pages.map(|p| (p.page, p.unsearched().map_or(PHOTOGRAPH, Unsearched::what))).unzip();
        why.sort_unstable();
        why.dedup();
        ToLook { document: index, name: document.text.name.clone(), pages, why }
    };
    let all = disclosed.iter().filter_map(|i| Some((*i, input.documents.get(*i)?)));
    all.map(|(index, document)| open(index, document)).filter(|t| !t.pages.is_empty()).collect()
}

/// The numbers of what was decided.
pub(super) fn count(found: &Found, choices: &[Choice], plan: &Plan) -> Counts {
    let mut counts = Counts::default();
    for panel in plan.documents.iter().flat_map(|d| &d.panels) {
        *counts.exemptions.entry(panel.exemption.clone()).or_default() += 1;
    }
    for (finding, choice) in found.findings.iter().zip(choices).filter(|(_, c)| !c.moot) {
        let Some(settled) = &choice.settled else { continue };
        match settled.settled {
            Settled::Decided => counts.decided += 1,
            Settled::ByCase => counts.by_case += 1,
            Settled::Proposed => counts.proposed += 1,
        }
        if settled.verdict == Verdict::Redact {
            *counts.kinds.entry(finding.kind).or_default() += 1;
            continue;
        }
        counts.kept += 1;
        counts.sensitive += usize::from(matches!(finding.kind, Kind::Special | Kind::Operational));
    }
    counts
}
