//! From proposals and answers to the plan.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::bind::{Bound, bind};
use super::cut::{self, Cut};
use super::ground::Ground;
use super::panels::{self, Label};
use super::propose::OTHER_PEOPLE;
use super::unnamed::{self, is_silent};
use super::{
    Choice, Decided, Document, DocumentPlan, Held, Input, Panel, Plan, Proposal, Ruling, Settled, Settlement,
    Verdict, WithheldPage, conflict, outcome, summary,
};
use crate::case::exemption::Register;
use crate::case::schema::Width;
use crate::find::{Finding, Found};
use crate::geom::Rect;
use crate::load::DocumentId;

/// Decides every finding, page and document of a case as far as people have.
#[must_use]
pub fn decide(input: &Input<'_>) -> Decided {
    decide_on(&Ground::of(input), input)
}

/// [`decide`] on the ground that was made of the same case.
#[must_use]
pub fn decide_on(ground: &Ground, input: &Input<'_>) -> Decided {
    let elsewhere: BTreeSet<&DocumentId> = input.refusals.iter().map(|r| &r.id).collect();
    let bound = bind(input.answers, ground, (input.documents, input.found), &elsewhere);
    let (held, unread) = outcome::outcomes(input, &bound.documents);
    let disclosed: Vec<usize> = (0..input.documents.len())
        .filter(|i| input.documents.get(*i).is_some_and(|d| !is_held(&held, &d.text.id)))
        .collect();
    let (cuts, mut not_yet) = cut::cuts(input, &disclosed);
    let withheld = withheld_pages(&bound, &cuts);
    not_yet.extend(unnamed::listed(input.documents, &disclosed, &held));
    let in_pack = |f: &Finding| {
        let cut = cuts.get(&f.document).is_none_or(|cut| cut.touches(f));
        cut && disclosed.binary_search(&f.document).is_ok() && !withheld.contains_key(&(f.document, f.page))
    };
    let pairs = input.found.findings.iter().zip(&ground.proposals).zip(&bound.findings);
    let choices: Vec<Choice> = pairs
        .map(|((f, proposal), answer)| Choice { moot: !in_pack(f), ..choice(input, proposal, *answer) })
        .collect();
    let open = |c: &Choice| c.settled.is_none() && !c.moot;
    let undecided = choices.iter().enumerate().filter(|(_, c)| open(c)).map(|(i, _)| i).collect();
    let mut plan = make_plan((input, ground), &choices, &bound, &disclosed, (&withheld, &cuts));
    let silence = Silence::of(&plan, &withheld, &held);
    if silence.on_pages {
        hide_marks(&mut plan);
    }
    let kinds = input.found.findings.iter().filter(|f| in_pack(f)).map(|f| f.kind).collect();
    Decided {
        undecided,
        conflicts: conflict::conflicts((input, ground), &choices, &held, &plan),
        to_look: summary::to_look(input, &bound, &disclosed, (&withheld, &cuts)),
        counts: summary::count(input.found, &choices, &plan),
        choices,
        held,
        disclosed,
        orphans: bound.orphans,
        unread,
        not_yet,
        kinds,
        withheld,
        silent: silence.on_pages || silence.whole,
        plan,
    }
}

fn is_held(held: &[Held], id: &DocumentId) -> bool {
    held.iter().any(|h| h.id == *id)
}

/// What becomes of one finding, by its answer, the case, or the proposal.
fn choice(input: &Input<'_>, proposal: &Arc<Proposal>, answer: Option<&super::Answer>) -> Choice {
    let settled = match answer {
        Some(answer) => Some(Settlement {
            verdict: if answer.ruling == Ruling::Keep { Verdict::Keep } else { Verdict::Redact },
            exemption: match answer.ruling {
                Ruling::Keep => String::new(),
                _ if answer.exemption.is_empty() => named(proposal),
                _ => answer.exemption.clone(),
            },
            reason: answer.reason.clone(),
            settled: Settled::Decided,
            by: answer.said.by.clone(),
            at: answer.said.at.clone(),
            seq: answer.said.seq,
        }),
        None if proposal.by_case => Some(taken(proposal, Settled::ByCase)),
        None if input.accept_proposed && !proposal.gate => Some(taken(proposal, Settled::Proposed)),
        None => None,
    };
    Choice { proposal: Arc::clone(proposal), settled, moot: false }
}

/// The exemption of a proposal; that for other people where it proposes to keep.
fn named(proposal: &Proposal) -> String {
    if proposal.exemption.is_empty() { OTHER_PEOPLE.to_owned() } else { proposal.exemption.clone() }
}

fn taken(proposal: &Proposal, settled: Settled) -> Settlement {
    Settlement {
        verdict: proposal.verdict,
        exemption: proposal.exemption.clone(),
        reason: proposal.reason.clone(),
        settled,
        by: String::new(),
        at: String::new(),
        seq: 0,
    }
}

/// The pages of a case that are withheld whole, by index of the document and page.
type WithheldPages = BTreeMap<(usize, u32), WithheldPage>;

/// Pages withheld whole by an answer, with their exemption; those outside an extract are not there at all.
fn withheld_pages(bound: &Bound<'_>, cuts: &BTreeMap<usize, Cut>) -> WithheldPages {
    let mut pages = BTreeMap::new();
    for (key, answer) in &bound.pages {
        let there = cuts.get(&key.0).is_none_or(|cut| cut.has(key.1));
        if there && answer.ruling == Ruling::Withhold {
            let exemption = if answer.exemption.is_empty() { OTHER_PEOPLE } else { &answer.exemption };
            let (by, at) = (answer.said.by.clone(), answer.said.at.clone());
            let exemption = exemption.to_owned();
            pages.insert(*key, WithheldPage { exemption, settled: Settled::Decided, by, at });
        }
    }
    pages
}

impl Input<'_> {
    /// How the width of what goes from a document is hidden: as its own entry has it, else that of the
    /// nearest container, else as all documents.
    fn width(&self, document: usize) -> Width {
        let name = self.documents.get(document).map_or("", |d| d.text.name.raw());
        let own = self.case.file.rule(name).and_then(|rule| rule.width);
        own.unwrap_or(self.case.file.policy.width)
    }
}

/// The plan of the disclosed documents: settled redactions and drawn boxes.
fn make_plan(
    (input, ground): (&Input<'_>, &Ground),
    choices: &[Choice],
    bound: &Bound<'_>,
    disclosed: &[usize],
    (withheld, cuts): (&WithheldPages, &BTreeMap<usize, Cut>),
) -> Plan {
    let mut panels: BTreeMap<usize, Vec<Panel>> = BTreeMap::new();
    let findings = input.found.findings.iter().zip(&ground.places);
    for ((finding, places), choice) in findings.zip(choices).filter(|(_, c)| !c.moot) {
        let Some(s) = choice.settled.as_ref().filter(|s| s.verdict == Verdict::Redact) else { continue };
        let label = label(&s.exemption, s.settled, &s.by, &s.at);
        panels.entry(finding.document).or_default().extend(places.iter().map(|p| label.on(p)));
    }
    for (document, page, rect, answer) in &bound.boxes {
        let exemption = if answer.exemption.is_empty() { OTHER_PEOPLE } else { &answer.exemption };
        let label = label(exemption, Settled::Decided, &answer.said.by, &answer.said.at);
        if !withheld.contains_key(&(*document, *page)) {
            panels.entry(*document).or_default().push(label.panel(*page, *rect));
        }
    }
    let documents = disclosed.iter().filter_map(|i| {
        let whole = withheld.range((*i, 0)..=(*i, u32::MAX));
        let mut plan = DocumentPlan {
            document: input.documents.get(*i)?.text.id.clone(),
            panels: panels::merged(panels.remove(i).unwrap_or_default()),
            withheld: whole.map(|((_, page), w)| (*page, mark(&w.exemption))).collect(),
            cut: cuts.get(i).cloned(),
            width: input.width(*i),
        };
        let panels = std::mem::take(&mut plan.panels);
        plan.panels = panels.into_iter().filter(|p| plan.shows(p.page, &p.rect)).collect();
        Some(plan)
    });
    Plan { documents: documents.collect() }
}

/// Where something goes on an exemption that is not named to the requester.
struct Silence {
    /// A panel or a page: it would stand out among marked ones.
    on_pages: bool,
    /// A whole document: the pack is the same as if it had never been there, so it marks nothing.
    whole: bool,
}

impl Silence {
    fn of(plan: &Plan, withheld: &WithheldPages, held: &[Held]) -> Self {
        let mut panels = plan.documents.iter().flat_map(|d| d.panels.iter().map(|p| &p.exemption));
        let mut pages = withheld.values().map(|w| &w.exemption);
        let mut documents = held.iter().filter(|h| h.is_withheld()).map(|h| &h.exemption);
        Self {
            on_pages: panels.any(|e| is_silent(e)) || pages.any(|e| is_silent(e)),
            whole: documents.any(|e| is_silent(e)),
        }
    }
}

/// One panel without a mark among marked ones would itself tell: then none bears one.
fn hide_marks(plan: &mut Plan) {
    for document in &mut plan.documents {
        document.panels.iter_mut().for_each(|p| p.mark.clear());
        document.withheld.iter_mut().for_each(|(_, mark)| mark.clear());
    }
}

/// The short mark of an exemption.
fn mark(exemption: &str) -> String {
    Register::shipped().get(exemption).map_or(String::new(), |e| e.mark.clone())
}

fn label(exemption: &str, settled: Settled, by: &str, at: &str) -> Label {
    Label {
        mark: mark(exemption),
        exemption: exemption.to_owned(),
        settled,
        by: by.to_owned(),
        at: at.to_owned(),
    }
}

fn of_finding(documents: &[Document<'_>], finding: &Finding, label: &Label) -> Vec<Panel> {
    let document = documents.get(finding.document);
    let page = document.and_then(|d| d.text.pages.iter().find(|p| p.page == finding.page));
    page.map(|p| panels::of_finding(finding, p, label)).unwrap_or_default()
}

/// A plan without a case: every finding goes, and every box (index of the document, page, display
/// space) with it; no exemptions, no marks.
#[must_use]
pub fn everything(
    documents: &[Document<'_>],
    found: &Found,
    boxes: &[(usize, u32, Rect)],
    width: Width,
) -> Plan {
    let label = Label {
        mark: String::new(),
        exemption: String::new(),
        settled: Settled::Decided,
        by: String::new(),
        at: String::new(),
    };
    let plan = |(index, document): (usize, &Document<'_>)| {
        let mine = found.findings.iter().filter(|f| f.document == index);
        let mut panels: Vec<Panel> = mine.flat_map(|f| of_finding(documents, f, &label)).collect();
        let drawn = boxes.iter().filter(|(d, _, _)| *d == index);
        panels.extend(drawn.map(|(_, page, rect)| label.panel(*page, *rect)));
        let panels = panels::merged(panels);
        DocumentPlan { document: document.text.id.clone(), panels, withheld: Vec::new(), cut: None, width }
    };
    Plan { documents: documents.iter().enumerate().map(plan).collect() }
}
