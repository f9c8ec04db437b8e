//! Panels whose width gives a name away: told with their bits, and asked about before a pack goes out.
//!
//! Burning hides widths wherever it can. Where it cannot, a person answers: by `width = "exact"` for the
//! document in `case.toml`, or by taking every proposal. Nothing is let through in silence.

use std::collections::BTreeMap;

use crate::burn::Reached;
use crate::case::schema;
use crate::decide::{DocumentPlan, Panel, Plan};
use crate::diag::{Place, Problem, Untrusted};
use crate::error::{Error, Exit};
use crate::geom::Rect;
use crate::load::NormalForm;
use crate::pack::PackPanel;
use crate::record::Widths;
use crate::sanitise::Sanitised;
use crate::verify::{PanelWidth, Report, Width};

/// A document with panels as wide as what they cover, where that was to be hidden.
#[derive(Debug)]
pub(super) struct Bare {
    /// Its place among the disclosed documents.
    at: usize,
    name: Untrusted,
    panels: usize,
    /// Pages of the document.
    pages: Vec<u32>,
    /// Why the first of them is.
    why: &'static str,
    /// First and last page in the pack.
    span: (u32, u32),
}

/// How the width of each panel of a document is hidden and where it lies, by its place in the plan.
pub(super) type Hidden = BTreeMap<usize, (&'static str, Rect)>;

/// What the register says of each document's panels.
pub(super) fn hidden(clean: &[Sanitised]) -> Vec<Hidden> {
    clean
        .iter()
        .map(|one| one.panels.iter().map(|p| (p.index, (p.reached.word(), p.rect))).collect())
        .collect()
}

/// The panels of a document as they lie in the pack.
pub(super) fn drawn<'p>(
    plan: &'p DocumentPlan,
    hidden: &'p Hidden,
) -> impl Iterator<Item = (Panel, &'static str)> + 'p {
    (0..plan.panels.len()).filter_map(|at| as_drawn(at, plan, hidden))
}

/// A panel as it lies in the pack; none where it went into another, as the second line of a name does when its
/// paragraph is broken anew.
fn as_drawn(at: usize, plan: &DocumentPlan, hidden: &Hidden) -> Option<(Panel, &'static str)> {
    let panel = plan.panels.get(at)?.clone();
    // within the frame of an extract places are counted anew
    let framed = plan.cut.as_ref().is_some_and(|cut| cut.frame.is_some());
    let own = |other: &usize| {
        let other = plan.panels.get(*other);
        other.is_some_and(|o| o.finding.is_some() && o.finding == panel.finding && o.page == panel.page)
    };
    match hidden.get(&at) {
        Some((word, _)) if framed => Some((panel, word)),
        Some((word, rect)) => Some((Panel { rect: *rect, ..panel }, word)),
        None => (!hidden.keys().any(own)).then_some((panel, "")),
    }
}

/// The documents of a pack that are to be asked about.
pub(super) fn bare(forms: &[&NormalForm], clean: &[Sanitised], plan: &Plan) -> Vec<Bare> {
    let all = forms.iter().zip(clean).zip(&plan.documents).enumerate();
    let asked = all.filter(|(_, (_, plan))| plan.width != schema::Width::Exact);
    asked.filter_map(|(at, ((form, clean), _))| of_document(at, form, clean)).collect()
}

fn of_document(at: usize, form: &NormalForm, clean: &Sanitised) -> Option<Bare> {
    let exact = clean.panels.iter().filter_map(|p| match p.reached {
        Reached::Exact(why) => Some((p.page, why)),
        _ => None,
    });
    let exact: Vec<(u32, &str)> = exact.collect();
    let (_, why) = *exact.first()?;
    let mut pages_of: Vec<u32> = exact.iter().map(|(page, _)| *page).collect();
    pages_of.dedup();
    Some(Bare { at, name: form.name.clone(), panels: exact.len(), pages: pages_of, why, span: (0, 0) })
}

impl Bare {
    /// With its place in the pack, by first page and number of pages of each document.
    pub fn within(self, spans: &[(u32, u32)]) -> Self {
        let (first, pages) = spans.get(self.at).copied().unwrap_or_default();
        Self { span: (first, first + pages.saturating_sub(1)), ..self }
    }
}

/// What is to be answered before the pack may go out; exit 4. `reports` are those of its files, in order.
pub(super) fn open(bare: &[Bare], files: &[(&[PackPanel], &Report)]) -> Option<Error> {
    let reports: Vec<&Report> = files.iter().map(|(_, report)| *report).collect();
    let reports = reports.as_slice();
    let widths = in_the_pack(reports);
    let problem = |bare: &Bare| {
        let own = widths.iter().filter(|(page, _)| (bare.span.0..=bare.span.1).contains(page));
        let said = said(own.map(|(_, w)| *w));
        let what = format!("{} wide as what they cover ({}), {said}", counted(bare.panels), bare.why);
        let pages: Vec<String> = bare.pages.iter().map(u32::to_string).collect();
        let hint = format!(
            "look at page {}; then write width = \"exact\" for the document in case.toml to accept it, or \"strict\", or \
             withhold the page",
            pages.join(", ")
        );
        Problem::new(Place::file(bare.name.clone()), what, hint)
    };
    let measured = files.iter().filter_map(|(panels, report)| measured(panels, report));
    let problems: Vec<Problem> = bare.iter().map(problem).chain(measured).collect();
    (!problems.is_empty()).then_some(Error { exit: Exit::Undecided, problems })
}

/// Panels of a public size of which the judge says more than that: what they give away is asked about too.
fn measured(panels: &[PackPanel], report: &Report) -> Option<Problem> {
    let told = telling(panels, report);
    let pages: Vec<String> = told.iter().map(|w| w.page.to_string()).collect();
    let what = format!(
        "{} of a public size, and what is left around them still tells something, {}",
        counted(told.len()).trim_end_matches(" as"),
        said(told.iter().copied())
    );
    let hint = format!(
        "look at page {} of the pack; then write width = \"exact\" for the document",
        pages.join(", ")
    );
    (!told.is_empty()).then(|| Problem::new(Place::default(), what, hint))
}

/// Measured widths of panels whose paragraph was set anew that tell more than they may.
fn telling<'r>(panels: &[PackPanel], report: &'r Report) -> Vec<&'r PanelWidth> {
    let near = |a: &Rect, b: &Rect| [a.x0 - b.x0, a.y0 - b.y0, a.x1 - b.x1].iter().all(|d| d.abs() < 0.5);
    let set = |w: &&PanelWidth| {
        let own =
            |p: &PackPanel| p.reached == Reached::Paragraph && p.page == w.page && near(&p.rect, &w.area);
        // what the judge cannot explain it says in its report; nobody could answer it here
        w.leaks && matches!(w.width, Width::Names { .. }) && panels.iter().any(own)
    };
    report.widths.iter().filter(set).collect()
}

/// The same of a single file, for the terminal: of panels whose width could not be hidden, or was not to be.
pub(super) fn told(
    (name, mode): (&Untrusted, schema::Width),
    panels: &[PackPanel],
    report: &Report,
) -> Option<Problem> {
    let bare = |p: &&PackPanel| match p.reached {
        Reached::Exact(_) => true,
        // drawn by hand, or asked for
        Reached::AsAsked => mode == schema::Width::Exact,
        _ => false,
    };
    let bare: Vec<&PackPanel> = panels.iter().filter(bare).collect();
    let why = bare.iter().find_map(|p| if let Reached::Exact(why) = p.reached { Some(why) } else { None });
    let why = why.map(|why| format!(" ({why})")).unwrap_or_default();
    let what =
        format!("{} wide as what they cover{why}, {}", counted(bare.len()), said(report.widths.iter()));
    let hint = "--width strict covers whole lines instead";
    (!bare.is_empty()).then(|| Problem::new(Place::file(name.clone()), what, hint))
}

fn counted(panels: usize) -> String {
    if panels == 1 { "1 panel is as".to_owned() } else { format!("{panels} panels are as") }
}

/// What widths tell, at most.
fn said<'w>(widths: impl Iterator<Item = &'w PanelWidth>) -> String {
    match most(widths) {
        Some(bits) => format!("which gives up to {bits:.1} bits of a name away"),
        None => "and what that gives away could not be measured".to_owned(),
    }
}

fn most<'w>(widths: impl Iterator<Item = &'w PanelWidth>) -> Option<f64> {
    let bits = widths.filter_map(|w| match w.width {
        Width::Names { bits, .. } => Some(bits),
        Width::Public => Some(0.0),
        _ => None,
    });
    bits.reduce(f64::max)
}

/// Widths with their pages in the whole pack.
fn in_the_pack<'r>(reports: &[&'r Report]) -> Vec<(u32, &'r PanelWidth)> {
    let mut before = 0;
    let mut all = Vec::new();
    for report in reports {
        all.extend(report.widths.iter().map(|w| (before + w.page, w)));
        before += report.pages;
    }
    all
}

/// What the receipt says: how the width of the panels is hidden, and how much the others give away.
pub(super) fn counts<'p>(panels: impl Iterator<Item = &'p PackPanel>, reports: &[&Report]) -> Widths {
    let mut widths = Widths::default();
    for panel in panels {
        match panel.reached {
            Reached::Paragraph => widths.paragraph += 1,
            Reached::Line => widths.line += 1,
            Reached::Strict => widths.strict += 1,
            Reached::Picture => widths.picture += 1,
            Reached::AsAsked | Reached::Exact(_) => widths.exact += 1,
        }
    }
    let told = reports.iter().flat_map(|r| &r.widths).filter(|w| w.leaks);
    widths.most_bits = most(told).map(|bits| (bits * 10.0).round() / 10.0);
    widths
}
