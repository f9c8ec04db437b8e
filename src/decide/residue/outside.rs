//! What an extract leaves out, as terms that must be absent: its lines, and of their words those that
//! are likely to name somebody or something.
//!
//! Words that the extract, or another page of the pack, says as well are no terms: `residue` sees to it.

use std::collections::BTreeMap;

use super::Needle;
use crate::decide::{Document, Plan};
use crate::diag::Secret;
use crate::geom::Rect;
use crate::text::{DocumentText, NO_GLYPH, PageText};

/// Shortest line that is looked for, in letters and digits: shorter ones are headings and numbers of rows.
const LINE: usize = 12;
/// Shortest word, where it has a capital letter or a digit.
const WORD: usize = 5;
/// Most terms; of more, every so manieth is taken.
const MOST: usize = 6_000;

/// The terms of what is outside of extracts, by what they are looked for as.
pub(super) fn terms(
    documents: &[Document<'_>],
    plan: &Plan,
    rest: &[&DocumentText],
) -> BTreeMap<String, Secret> {
    let mut terms = BTreeMap::new();
    let mut add = |line: &str| add(&mut terms, line);
    for planned in plan.documents.iter().filter(|p| p.cut.is_some()) {
        let document = documents.iter().find(|d| d.text.id == planned.document);
        for page in document.into_iter().flat_map(|d| &d.text.pages) {
            if planned.has(page.page) {
                let around = planned.cut.iter().flat_map(|cut| cut.around(&page.geometry));
                let around: Vec<Rect> = around.map(|rect| page.geometry.user_rect(&rect)).collect();
                for line in under(page, &around) {
                    add(&line);
                }
            } else {
                page.text.lines().for_each(&mut add);
            }
        }
    }
    rest.iter().flat_map(|d| &d.pages).flat_map(|p| p.text.lines()).for_each(add);
    let step = terms.len().div_ceil(MOST).max(1);
    terms.into_iter().step_by(step).collect()
}

/// A line, and its telling words.
fn add(terms: &mut BTreeMap<String, Secret>, line: &str) {
    let mut put = |text: &str, shortest: usize| {
        let folded = Needle::new(text).0;
        if folded.chars().count() >= shortest {
            terms.entry(folded).or_insert_with(|| Secret::new(text));
        }
    };
    let words: Vec<&str> = line.split_whitespace().collect();
    put(&words.join(" "), LINE);
    let telling = |word: &&str| word.contains(|c: char| c.is_uppercase() || c.is_ascii_digit());
    words.into_iter().filter(telling).for_each(|word| put(word, WORD));
}

/// The text of a page under regions, line by line.
pub(super) fn under(page: &PageText, regions: &[Rect]) -> Vec<String> {
    let is_under = |glyph: u32| {
        let glyph = page.glyphs.get(glyph as usize);
        glyph.is_some_and(|g| regions.iter().any(|region| g.quad.is_under(region)))
    };
    let mut lines = vec![String::new()];
    for (c, glyph) in page.text.chars().zip(page.origins.iter().copied()) {
        match lines.last_mut() {
            Some(line) if glyph == NO_GLYPH && c != '\n' => line.push(c),
            Some(line) if glyph != NO_GLYPH && is_under(glyph) => line.push(c),
            _ => lines.push(String::new()),
        }
    }
    lines.retain(|l| !l.trim().is_empty());
    lines
}
