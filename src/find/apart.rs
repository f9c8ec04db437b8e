//! Why it exists: reading order is a guess, and a term can be torn where the guess goes another way:
//! set one letter below the other, painted over something else, at the foot of one column and the head
//! of the next, or over the end of a page. It looks for parts that follow each other in the order of
//! painting, and for parts that end a line near a page's foot and begin one near the next page's head.
//! It refuses nothing; parts are told page by page, each for itself.

use std::ops::Range;

use super::fold::Folded;
use super::terms;
use crate::text::{NO_GLYPH, PageText};

/// Characters at the foot and at the head of a page where a term may be torn: running heads and page
/// numbers stand there too.
const EDGE: usize = 400;

/// Where terms stand in the order in which the page paints them, when that is not its reading order.
pub(crate) fn painted(page: &PageText, terms: &[String]) -> Vec<Range<u32>> {
    let shown = page.origins.iter().filter(|glyph| **glyph != NO_GLYPH);
    if terms.is_empty() || shown.is_sorted() {
        return vec![];
    }
    let (text, places) = in_order_of_painting(page);
    let found = terms::torn(&Folded::new(&text), terms);
    found.into_iter().flat_map(|hit| runs(&places, hit)).collect()
}

/// The page's characters by their glyphs, and for each its place in the page's text. What stands side
/// by side in that text stays together; everything else is parted by a line break.
fn in_order_of_painting(page: &PageText) -> (String, Vec<u32>) {
    let chars = page.text.chars().zip(&page.origins).zip(0..);
    let mut shown: Vec<(u32, u32, char)> = chars
        .filter(|((_, glyph), _)| **glyph != NO_GLYPH)
        .map(|((c, glyph), place)| (*glyph, place, c))
        .collect();
    shown.sort_unstable();
    // a glyph that is read twice is read the first way here
    shown.dedup_by(|next, kept| next.0 == kept.0 && next.1 != kept.1 + 1);
    let (mut text, mut places, mut before) = (String::new(), Vec::new(), None::<u32>);
    for (_, place, c) in shown {
        if before.is_some_and(|b| b + 1 != place) {
            text.push('\n');
            places.push(u32::MAX);
        }
        text.push(c);
        places.push(place);
        before = Some(place);
    }
    (text, places)
}

/// The places of a hit as runs, ascending within each.
fn runs(places: &[u32], hit: Range<u32>) -> Vec<Range<u32>> {
    let mut out: Vec<Range<u32>> = vec![];
    let inside = places.get(hit.start as usize..hit.end as usize).unwrap_or_default();
    for &place in inside.iter().filter(|place| **place != u32::MAX) {
        match out.last_mut() {
            Some(run) if run.end == place => run.end += 1,
            _ => out.push(place..place + 1),
        }
    }
    out
}

/// Where terms stand torn over the end of a page: the index of a page, and characters of its text.
pub(crate) fn over_page_ends(pages: &[PageText], terms: &[String]) -> Vec<(usize, Range<u32>)> {
    let squeeze = |term: &String| term.chars().filter(|c| c.is_alphanumeric()).collect::<Vec<char>>();
    let terms: Vec<Vec<char>> =
        terms.iter().map(squeeze).filter(|letters| letters.len() >= terms::TORN).collect();
    let mut out = vec![];
    if terms.is_empty() {
        return out;
    }
    for (index, pair) in pages.windows(2).enumerate() {
        let [this, next] = pair else { continue };
        let (foot, head) = (Edge::foot(&this.text), Edge::head(&next.text));
        for (end, term) in foot.ends.iter().flat_map(|end| terms.iter().map(move |term| (*end, term))) {
            for (first, rest) in (1..term.len()).filter_map(|at| term.split_at_checked(at)) {
                let Some(above) = foot.ending(end, first) else { continue };
                let below = head.starts.iter().find_map(|start| head.beginning(*start, rest));
                out.extend(below.into_iter().flat_map(|b| [(index, above.clone()), (index + 1, b)]));
            }
        }
    }
    out
}

/// The foot or the head of a page: its letters and digits, folded.
struct Edge {
    letters: Vec<char>,
    /// For each letter its place in the page's text.
    places: Vec<u32>,
    /// Whether the next letter follows at once.
    joined: Vec<bool>,
    /// How many letters stand before each end of a line or cell.
    ends: Vec<usize>,
    /// How many letters stand before each beginning of a line or cell.
    starts: Vec<usize>,
}

impl Edge {
    fn foot(text: &str) -> Self {
        let skipped = text.chars().count().saturating_sub(EDGE);
        Self::new(text.chars().skip(skipped).collect(), skipped as u32)
    }

    fn head(text: &str) -> Self {
        Self::new(text.chars().take(EDGE).collect(), 0)
    }

    fn new(text: String, offset: u32) -> Self {
        let folded = Folded::new(&text);
        let mut edge =
            Self { letters: vec![], places: vec![], joined: vec![], ends: vec![], starts: vec![0] };
        let mut follows = false;
        for (at, c) in folded.text.char_indices() {
            if c.is_alphanumeric() {
                if let Some(joined) = edge.joined.last_mut() {
                    *joined = follows;
                }
                edge.letters.push(c);
                edge.joined.push(false);
                edge.places.push(offset + folded.chars(at..at + c.len_utf8()).start);
            } else if matches!(c, '\n' | '\t') {
                edge.ends.push(edge.letters.len());
                edge.starts.push(edge.letters.len());
            }
            follows = c.is_alphanumeric();
        }
        edge.ends.push(edge.letters.len());
        edge.ends.dedup();
        edge.starts.dedup();
        edge
    }

    /// The characters of `part` where it ends before the letter `end`, as a whole word.
    fn ending(&self, end: usize, part: &[char]) -> Option<Range<u32>> {
        let start = end.checked_sub(part.len())?;
        let whole = start.checked_sub(1).is_none_or(|before| self.joined.get(before) == Some(&false));
        (self.letters.get(start..end) == Some(part) && whole).then(|| self.chars(start..end))?
    }

    /// The characters of `part` where it begins at the letter `start`, as a whole word.
    fn beginning(&self, start: usize, part: &[char]) -> Option<Range<u32>> {
        let end = start + part.len();
        let whole = end.checked_sub(1).is_some_and(|last| self.joined.get(last) == Some(&false));
        (self.letters.get(start..end) == Some(part) && whole).then(|| self.chars(start..end))?
    }

    fn chars(&self, letters: Range<usize>) -> Option<Range<u32>> {
        let places = self.places.get(letters)?;
        Some(*places.first()?..places.last()? + 1)
    }
}
