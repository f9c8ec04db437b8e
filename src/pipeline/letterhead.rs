//! What the pack and the register are told: plain data from what was read, found, decided and burned.
//!
//! Titles go through the finder first, since a file name can hold a third party's name.

use std::collections::{BTreeMap, BTreeSet};

use crate::case::exemption::{Mode, Register};
use crate::decide::{Choice, Decided, DocumentPlan, Held, Panel, Plan, Verdict};
use crate::find::{self, Found, Kind, Owner, PersonId};
use crate::load::{NormalForm, SourceKind};
use crate::pack::{self, ExemptionUse, HeldFile, Pack, PackDocument, PackRequest, Stamp, WithheldDocument};
use crate::pdf::typeset::Tag;
use crate::record::Row;
use crate::sanitise::Sanitised;
use crate::text::DocumentText;

use super::build::BuildOptions;
use super::extracts;
use super::gather::Gathered;
use super::left_out;
use super::letter::{House, strangers};
use super::search::Searched;
use super::widths::{self, Hidden};

/// Exemption of a document that is withheld without one being named.
const OTHER_PEOPLE: &str = "S2P3-16";

/// Everything the pack is made from.
pub(super) fn request<'a>(
    options: &BuildOptions,
    (gathered, searched): (&Gathered, &Searched),
    decided: &Decided,
    house: &'a House,
    (plan, hidden, clean): (&Plan, &[Hidden], Vec<Shown>),
    protected: bool,
) -> PackRequest<'a> {
    let titles = Titles::of(searched, decided);
    let forms: Vec<&NormalForm> =
        decided.disclosed.iter().filter_map(|i| gathered.documents.get(*i)).collect();
    let copies = |form: &NormalForm| gathered.copies.iter().filter(|c| c.whole && c.of == form.id).count();
    let documents = forms.iter().zip(clean).zip(&plan.documents).map(|((form, shown), plan)| PackDocument {
        title: title_of(form, &titles),
        notice: titles.redact(&extracts::notice(&gathered.case.file, form, plan)),
        inside: container(&forms, form),
        copies: copies(form) as u32,
        ..document(form, shown, plan)
    });
    let withheld = decided.held.iter().filter(|h| h.is_withheld()).map(|h| WithheldDocument {
        title: titles.redact(&file_title(h.name.raw())),
        pages: None,
        exemption: exemption_of(&h.exemption),
        reason: titles.redact(&h.reason),
        held: gathered.refusals.iter().find(|r| r.id == h.id).and_then(|r| r.held.clone()),
    });
    let named = [strangers::own_words(&gathered.case.file), titles.kept_words()].concat();
    PackRequest {
        facts: house.facts.redacted(&|text| strangers::unlisted(&titles.redact(text), &named)),
        body: &house.body,
        templates: &house.templates,
        documents: documents.collect(),
        withheld: withheld.collect(),
        held: decided.held.iter().filter_map(|h| held_file(gathered, h, &titles)).collect(),
        exemptions: uses(decided, plan, hidden),
        stamp: Stamp { unreviewed: options.accept_proposed, draft: options.draft },
        protected,
        max_mb: gathered.case.file.output.max_mb,
    }
}

/// What the schedule says of a document that no page can show.
fn held_file(gathered: &Gathered, held: &Held, titles: &Titles<'_>) -> Option<HeldFile> {
    let bytes = gathered.refusals.iter().find(|r| r.id == held.id)?.size;
    let title = titles.redact(&file_title(held.name.raw()));
    held.beside.as_ref().map(|kind| HeldFile { title, kind: kind.clone(), bytes })
}

fn exemption_of(id: &str) -> String {
    if id.is_empty() { OTHER_PEOPLE.to_owned() } else { id.to_owned() }
}

/// A sanitised document as it goes into the pack.
pub(super) struct Shown {
    pub sanitised: Sanitised,
    /// How its pages are read aloud.
    pub tags: Vec<Tag>,
    /// Of each page that the plan has, whether its foot is free.
    pub feet: Vec<bool>,
}

/// Of each page that a plan has of a document, whether its foot is free for the stamp.
pub(super) fn feet(text: &DocumentText, plan: &DocumentPlan) -> Vec<bool> {
    let whole = is_whole(plan);
    let pages = text.pages.iter().filter(|p| plan.has(p.page));
    pages.map(|p| whole && pack::foot_is_free(p)).collect()
}

/// Whether the pages have their margins: the box of an extract has none.
fn is_whole(plan: &DocumentPlan) -> bool {
    plan.cut.as_ref().is_none_or(|cut| cut.frame.is_none())
}

/// What is said of each panel of a document.
pub(super) fn said_of(sanitised: &Sanitised, plan: &DocumentPlan) -> Vec<String> {
    let said = sanitised.panels.iter().map(|p| plan.panels.get(p.index).map_or_else(String::new, said));
    said.collect()
}

fn document(form: &NormalForm, shown: Shown, plan: &DocumentPlan) -> PackDocument {
    let Shown { sanitised, tags, feet } = shown;
    PackDocument {
        said: said_of(&sanitised, plan),
        tags,
        title: String::new(),
        notice: String::new(),
        margins: is_whole(plan),
        kind: kind(form.side.kind).to_owned(),
        inside: None,
        copies: 0,
        date: form.side.date.as_deref().and_then(|d| d.get(..10)?.parse().ok()),
        left_out: left_out::words(&form.side.left_out, &sanitised.counts),
        sanitised,
        foot_free: feet,
    }
}

/// Place of the nearest disclosed document that this one lies in.
fn container(forms: &[&NormalForm], form: &NormalForm) -> Option<usize> {
    let mut name = form.name.raw();
    while let Some((outer, _)) = name.rsplit_once('!') {
        if let Some(place) = forms.iter().position(|f| f.name.raw() == outer) {
            return Some(place);
        }
        name = outer;
    }
    None
}

/// What a screen reader says in place of a panel; no more than its mark tells.
fn said(panel: &Panel) -> String {
    let of = Register::shipped().get(&panel.exemption).filter(|_| !panel.mark.is_empty());
    match of {
        Some(e) if e.id == OTHER_PEOPLE => "Redacted: information about another person".to_owned(),
        Some(e) => format!("Redacted: {}", e.label),
        None => "Redacted".to_owned(),
    }
}

fn kind(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Pdf | SourceKind::Word | SourceKind::Rtf | SourceKind::OpenDocument => "Document",
        SourceKind::Html => "Web page",
        SourceKind::Mail => "E-mail",
        SourceKind::Mailbox => "Mailbox",
        SourceKind::Calendar => "Calendar entry",
        SourceKind::Text => "Notes",
        SourceKind::Csv | SourceKind::Sheet => "Table",
        SourceKind::Image => "Picture",
        SourceKind::Slides => "Slides",
        SourceKind::Note => "Added by us",
        SourceKind::Archive => "List of an archive",
        SourceKind::Transcript => "Transcript",
    }
}

/// A document's title for schedule and bookmarks: a mail's subject, else the file's name.
fn title_of(form: &NormalForm, titles: &Titles<'_>) -> String {
    if form.side.kind == SourceKind::Note {
        let about = form.name.raw().trim_end_matches("!note");
        return format!("Note on “{}”", titles.redact(&file_title(about)));
    }
    let own = form.side.title.as_ref().filter(|_| form.side.kind == SourceKind::Mail);
    let title = own.map_or_else(|| file_title(form.name.raw()), |t| t.raw().to_owned());
    titles.redact(&title)
}

/// The last part of a name, without folders, container and ending.
fn file_title(name: &str) -> String {
    let last = name.rsplit(['/', '!']).next().unwrap_or(name);
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
    stem.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What redacts titles: the people of the case, and those among them whose names stay.
struct Titles<'a> {
    found: &'a Found,
    kept: BTreeSet<PersonId>,
}

impl<'a> Titles<'a> {
    /// A person's name stays when it is the data subject's, or was kept wherever it stands.
    fn of(searched: &'a Searched, decided: &Decided) -> Self {
        let ruled = |verdict: Verdict| -> BTreeSet<PersonId> {
            let is = |c: &Choice| c.settled.as_ref().is_some_and(|s| s.verdict == verdict);
            let named = searched.found.findings.iter().zip(&decided.choices);
            named.filter(|(f, c)| f.kind == Kind::Person && is(c)).filter_map(|(f, _)| f.person).collect()
        };
        let (named, gone) = (ruled(Verdict::Keep), ruled(Verdict::Redact));
        let subject = searched.found.people.iter().filter(|p| p.owner == Owner::Subject).map(|p| p.id);
        Self { found: &searched.found, kept: named.difference(&gone).copied().chain(subject).collect() }
    }

    /// Words of the names that stay.
    fn kept_words(&self) -> Vec<String> {
        let kept = self.found.people.iter().filter(|p| self.kept.contains(&p.id));
        kept.flat_map(|p| &p.words).map(|w| w.expose().to_owned()).collect()
    }

    fn redact(&self, text: &str) -> String {
        find::redact_title(text, self.found, &|person| self.kept.contains(&person.id))
    }
}

/// Every exemption used, with what the letter may say of it. Panels are counted as they lie in the pack: what
/// was planned as two can be set as one.
fn uses(decided: &Decided, plan: &Plan, hidden: &[Hidden]) -> Vec<ExemptionUse> {
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for (plan, hidden) in plan.documents.iter().zip(hidden) {
        for (panel, _) in widths::drawn(plan, hidden) {
            *counts.entry(panel.exemption).or_default() += 1;
        }
    }
    for page in decided.withheld.values() {
        *counts.entry(exemption_of(&page.exemption)).or_default() += 1;
    }
    for held in decided.held.iter().filter(|h| h.is_withheld()) {
        counts.entry(exemption_of(&held.exemption)).or_default();
    }
    let register = Register::shipped();
    let known = register.entries().iter().filter_map(|e| Some((e, *counts.get(&e.id)?)));
    let uses = known.map(|(e, count)| ExemptionUse {
        id: e.id.clone(),
        mark: e.mark.clone(),
        label: e.label.clone(),
        reason: e.reason.clone(),
        citation: e.citation.clone(),
        count,
        stated: e.mode != Mode::Silent,
    });
    uses.collect()
}

/// The rows of the register: documents, withheld pages, panels.
pub(super) fn rows(
    gathered: &Gathered,
    decided: &Decided,
    (plan, hidden): (&Plan, &[Hidden]),
    pack: &Pack,
) -> Vec<Row> {
    let mut rows: Vec<Row> = held_rows(gathered, decided);
    rows.extend(gathered.copies.iter().map(|c| Row::copy(&c.name, &c.same_as, &c.source_sha256)));
    let forms = decided.disclosed.iter().filter_map(|i| Some((*i, gathered.documents.get(*i)?)));
    let parts = forms.zip(&plan.documents).zip(&pack.spans).zip(hidden);
    for ((((index, form), plan), (first, pages)), hidden) in parts {
        let extract = extracts::words(&gathered.case.file, form, plan);
        rows.push(Row::disclosed(form, &extract, *first, *pages));
        let pack_page = |page: u32| first + plan.place_of(page).unwrap_or(1) - 1;
        let withheld = decided.withheld.range((index, 0)..=(index, u32::MAX));
        rows.extend(withheld.map(|((_, p), w)| Row::page(&form.name, *p, pack_page(*p), w)));
        rows.extend(
            widths::drawn(plan, hidden)
                .map(|(p, width)| Row::panel(&form.name, &p, pack_page(p.page)).hidden(width)),
        );
    }
    rows
}

fn held_rows(gathered: &Gathered, decided: &Decided) -> Vec<Row> {
    let row = |held: &Held| {
        let what = match (held.excluded, &held.beside) {
            (true, _) => "document excluded",
            (_, Some(_)) => "document held, not included",
            _ => "document withheld",
        };
        let row = Row::absent(what, held);
        if let Some(refusal) = gathered.refusals.iter().find(|r| r.id == held.id) {
            return row.unread(refusal);
        }
        match gathered.documents.iter().find(|d| d.id == held.id) {
            Some(form) => row.read(form),
            None => row,
        }
    };
    decided.held.iter().map(row).collect()
}
