//! R005: bookmark, alternate text or name
//!
//! **What.** Text that stands beside the page: bookmarks, `Alt`, `ActualText` and `E` of structure
//! elements and marked content, names of destinations, layers, colourants and fields.
//!
//! **Why it is dangerous.** Redaction tools change what the page shows. A bookmark that quotes a heading
//! or an `ActualText` that spells a line survives it and is read aloud by every screen reader.
//!
//! **A well-known case.** Engines that rewrite `ActualText` into `Alt` and leave the original in place.
//!
//! **When it fails a file.** An `ActualText` or `E` of marked content that paints nothing but a black box: an error.
//! Else never by itself: a warning in a stranger's file. In a file of ours the terms decide (R009).
//!
//! **How to mend it.** Remove or retype these texts; `blackpanel redact` drops all that it did not write.

use super::{panel, walk};
use crate::verify::evidence::Evidence;
use crate::verify::findings::{Findings, Spot};
use crate::verify::paint::{Glyph, Painted, Shape};
use crate::verify::reader::{Dict, Object};
use crate::verify::terms::{self, fold::Folded};

const HINT: &str = "check that they do not repeat what was removed";
/// Letters and digits of a text that may tell something: hyphens and ligatures are shorter.
const TELLING: usize = 3;

/// Judges the texts of marked content against what it paints.
pub(crate) fn page(evidence: &Evidence<'_>, page: u32, painted: &Painted, findings: &mut Findings<'_>) {
    for alternate in &painted.alternates {
        let said = Folded::of(&terms::text_string(&alternate.text));
        if said.bytes.len() < TELLING {
            continue;
        }
        let within = |order: u32| (alternate.from..alternate.to).contains(&order);
        let glyphs = painted.glyphs.iter().filter(|g| within(g.order));
        let seen: Vec<&Glyph> = glyphs.filter(|g| !g.unseen.any() && painted.is_letter(g)).collect();
        let dark = |s: &&Shape| within(s.order) && s.is_dark() && panel::is_cover(s);
        let cover = painted.shapes.iter().find(dark).filter(|_| seen.is_empty() && !alternate.describes);
        if let Some(cover) = cover {
            let what = "a black box has a text of its own, which spells what it covers";
            let hint = "remove the alternate text, or let redact make the file anew";
            findings.error("R005", Spot::page(page, cover.bounds), what, hint);
        } else if !evidence.ours() && said.bytes != spelled(painted, &seen).bytes {
            let what = "the page holds alternate texts beside what it shows";
            let spot = Spot { page: Some(page), ..Spot::default() };
            findings.warning("R005", spot, what, HINT);
        }
    }
}

/// What glyphs spell.
fn spelled(painted: &Painted, glyphs: &[&Glyph]) -> Folded {
    let text = |g: &&Glyph| painted.fonts.get(usize::from(g.font)).and_then(|f| f.text(g.code));
    Folded::of(&glyphs.iter().filter_map(text).collect::<String>())
}

/// Texts beside the page in a stranger's file: a person should look. In ours the terms decide (R009).
pub(crate) fn file(evidence: &Evidence<'_>, findings: &mut Findings<'_>) {
    if evidence.ours() {
        return;
    }
    let (mut alternates, mut bookmarks, mut names) = (None, None, None);
    walk::dictionaries(evidence.document, |number, dict| {
        let text = |key: &str| dict.get(key).and_then(Object::string).is_some_and(|s| !s.is_empty());
        if text("ActualText") || text("Alt") || (text("E") && dict.has("S")) {
            alternates.get_or_insert(number);
        }
        if text("Title") && dict.has("Parent") {
            bookmarks.get_or_insert(number);
        }
        if is_named(dict) {
            names.get_or_insert(number);
        }
    });
    let hint = HINT;
    if let Some(number) = alternates {
        let what = "the file holds alternate texts beside what its pages show";
        findings.warning("R005", Spot::object(number), what, hint);
    }
    if let Some(number) = bookmarks {
        findings.warning("R005", Spot::object(number), "the file holds bookmarks", hint);
    }
    if let Some(number) = names {
        let what = "the file holds names and descriptions beside what its pages show";
        findings.warning("R005", Spot::object(number), what, hint);
    }
}

/// Whether a dictionary holds names that somebody gave: a leaf of a tree of names (7.9.6), a title, class or
/// summary of the structure (14.7, 14.8.5).
fn is_named(dict: &Dict) -> bool {
    let worded = |value: &Object| value.string().is_some_and(super::r003::is_readable);
    let leaf = dict.get("Names").and_then(Object::array).unwrap_or_default();
    let element = dict.has("S") && dict.has("P") || dict.is("O", "Table");
    let texts = ["T", "ID", "Summary", "Phoneme"].into_iter().filter_map(|key| dict.get(key));
    leaf.iter().step_by(2).any(worded) || (element && texts.into_iter().any(worded))
}
