//! Values of form fields that no page shows (R006): a reader of the pages cannot judge them, whoever opens
//! the form or its data reads them.
//!
//! A value counts as shown when its letters and digits stand in the visible text of the widget's page.
//! Names of buttons' states are no text, and lists of options are the form's own.

use std::collections::HashSet;

use super::walk;
use crate::diag::Secret;
use crate::verify::evidence::{Evidence, PageText};
use crate::verify::findings::{Findings, Spot};
use crate::verify::limits;
use crate::verify::paint::pages::Page;
use crate::verify::reader::{Dict, Document, Object};
use crate::verify::terms::{self, Searcher, fold::Folded};

const HINT: &str = "flatten the form, or let redact make the file anew";

/// Letters and digits that make a value somebody's: a tick or a number of one box tells nothing.
const TELLING: usize = 3;

/// Judges the widgets of a page against the text that it shows.
pub(super) fn page(evidence: &Evidence<'_>, page: &Page<'_>, text: &PageText, findings: &mut Findings<'_>) {
    let document = evidence.document;
    let annotations = document.get(page.dict, "Annots").and_then(Object::array).unwrap_or_default();
    let widgets = annotations.iter().filter_map(|a| document.resolve(a).dict());
    let hidden = widgets.filter(|a| a.is("Subtype", "Widget") && !is_drawn_by_viewers(document, a));
    let told = hidden.flat_map(|widget| values(document, widget)).filter(|v| is_telling(v.as_str()));
    let values: Vec<Secret> = told.map(Secret::new).collect();
    if values.is_empty() {
        return;
    }
    // what a field has no room for is cut off at its edge, and begins within
    let cut = !text.invisible.bytes.is_empty();
    let begins: Vec<Secret> = values.iter().map(|v| beginning(v.expose(), cut)).collect();
    let searcher = Searcher::for_text(begins.iter());
    let texts = [&text.visible, &text.by_place].into_iter();
    let shown: HashSet<usize> =
        texts.flat_map(|text| searcher.in_text(text)).map(|(value, _)| value).collect();
    if shown.len() < begins.len() {
        let what = "a form field holds a value that its page does not show";
        findings.error("R006", Spot { page: Some(page.number), ..Spot::default() }, what, HINT);
    }
}

/// A value, or the half of it that must be seen where the page cuts text off.
fn beginning(value: &str, cut: bool) -> Secret {
    let count = value.chars().count();
    Secret::new(
        value.chars().take(if cut { count.div_ceil(2).max(TELLING) } else { count }).collect::<String>(),
    )
}

/// Whether a value is more than a mark.
fn is_telling(value: &str) -> bool {
    Folded::of(value).bytes.len() >= TELLING
}

/// Names the fields with a value that have no widget on any page.
pub(super) fn file(evidence: &Evidence<'_>, findings: &mut Findings<'_>) {
    let document = evidence.document;
    let mut placed: HashSet<u32> = HashSet::new();
    walk::dictionaries(document, |_, dict| {
        let annotations = document.get(dict, "Annots").and_then(Object::array).unwrap_or_default();
        placed.extend(annotations.iter().filter_map(number));
    });
    walk::dictionaries(document, |own, dict| {
        let kids = document.get(dict, "Kids").and_then(Object::array).unwrap_or_default();
        let widget = |kid: &Object| number(kid).is_some_and(|n| placed.contains(&n));
        let shown = dict.is("Subtype", "Widget") || placed.contains(&own) || kids.iter().any(widget);
        if dict.has("FT") && !shown && values(document, dict).iter().any(|value| is_telling(value)) {
            let what = "a form field that stands on no page holds a value";
            findings.error("R006", Spot::object(own), what, HINT);
        }
    });
}

fn number(object: &Object) -> Option<u32> {
    if let Object::Ref(number, _) = object { Some(*number) } else { None }
}

/// The texts that a field of text or choice holds: value, default value, rich text (12.7.4), its own or
/// its parents'.
fn values(document: &Document<'_>, field: &Dict) -> Vec<String> {
    let inherited = |key: &str| {
        let mut at = Some(field);
        for _ in 0..limits::REFERENCES {
            let found = document.get(at?, key);
            if found.is_some() {
                return found;
            }
            at = document.dict(at?, "Parent");
        }
        None
    };
    let kind = inherited("FT").and_then(Object::name);
    if !matches!(kind, Some(b"Tx" | b"Ch")) {
        return Vec::new();
    }
    let options = inherited("Opt").and_then(Object::array).unwrap_or_default();
    let mut found = Vec::new();
    for key in ["V", "DV"] {
        let strings = match inherited(key) {
            Some(Object::Str(s)) => vec![s.as_slice()],
            Some(Object::Array(items)) => items.iter().filter_map(|i| document.resolve(i).string()).collect(),
            _ => continue,
        };
        // what a choice exports is not what it shows, and stands in the list for everybody
        let listed = |value: &[u8]| kind == Some(b"Ch") && options.iter().any(|o| offers(document, o, value));
        found.extend(strings.into_iter().filter(|s| !listed(s)).map(terms::text_string));
    }
    if let Some(Object::Str(rich)) = inherited("RV") {
        found.push(without_tags(&terms::text_string(rich)));
    }
    found
}

/// Whether an option, or a pair of what is exported and what is shown, is this value.
fn offers(document: &Document<'_>, option: &Object, value: &[u8]) -> bool {
    match document.resolve(option) {
        Object::Str(s) => s == value,
        Object::Array(pair) => pair.iter().any(|o| document.resolve(o).string() == Some(value)),
        _ => false,
    }
}

/// The characters of rich text (12.7.4.4) outside of its tags.
fn without_tags(rich: &str) -> String {
    let mut inside = false;
    rich.chars()
        .filter(|c| {
            inside = (inside || *c == '<') && *c != '>';
            !inside && *c != '>'
        })
        .collect()
}

/// Whether viewers make the look of a field: the form asks for it, and the widget has room and no look.
fn is_drawn_by_viewers(document: &Document<'_>, widget: &Dict) -> bool {
    let form = document.catalog().and_then(|c| document.dict(c, "AcroForm"));
    let asked = form.and_then(|f| document.get(f, "NeedAppearances")) == Some(&Object::Bool(true));
    let hidden = document.get(widget, "F").and_then(Object::int).unwrap_or(0) & (1 << 1 | 1 << 5) != 0;
    let room = document.numbers(widget, "Rect").is_some_and(
        |r| matches!(r.as_slice(), [x0, y0, x1, y1] if (x1 - x0).abs() > 1.0 && (y1 - y0).abs() > 1.0),
    );
    asked && room && !hidden
}
