//! A picture page with somebody else's invisible text: what our own reading says beside it.
//!
//! Their words are searched like all text, but they can be poor, or of another page. Lines that we read
//! as they did are not said twice; of all others our reading stands behind theirs, whole, so that a name
//! of several words is found in one piece.

use crate::geom::{Point, Rect};
use crate::load::Lettering;
use crate::text::{NO_GLYPH, PageText};

/// A word of their layer: as it is compared, and where it stands, display space.
struct Theirs {
    word: String,
    area: Rect,
}

/// Our words on the lines on which a word of ours is not among theirs at its place.
pub(super) fn differing(words: Vec<Lettering>, page: &PageText) -> Vec<Lettering> {
    let theirs = theirs(page);
    let same = |word: &Lettering| {
        let (said, area) = (folded(word.text.expose()), word.quad.bounds());
        let middle = Point::new(f64::midpoint(area.x0, area.x1), f64::midpoint(area.y0, area.y1));
        said.is_empty() || theirs.iter().any(|t| t.word == said && t.area.inflate(2.0).contains(middle))
    };
    let lines = words.chunk_by(|a, b| a.line == b.line);
    let other = lines.filter(|line| !line.iter().all(same));
    other.flatten().cloned().collect()
}

fn theirs(page: &PageText) -> Vec<Theirs> {
    let (mut words, mut open): (Vec<Theirs>, Option<Theirs>) = (Vec::new(), None);
    for (c, ordinal) in page.text.chars().zip(page.origins.iter().copied()) {
        let glyph = page.glyphs.get(ordinal as usize).filter(|_| ordinal != NO_GLYPH && !c.is_whitespace());
        let Some(glyph) = glyph else {
            words.extend(open.take());
            continue;
        };
        let area = page.geometry.display_rect(&glyph.quad.bounds());
        let word = open.get_or_insert_with(|| Theirs { word: String::new(), area });
        word.area = word.area.union(&area);
        word.word.push_str(&folded(&c.to_string()));
    }
    words.extend(open);
    words
}

/// Letters and digits in small letters.
fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
