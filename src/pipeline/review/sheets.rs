//! The pages of a case, numbered through from 1, with their words and where these stand.

use std::collections::HashMap;

use crate::find::Finding;
use crate::geom::Rect;
use crate::text::{DocumentText, NO_GLYPH, PageText};

/// Characters of a page shown on either side of what was found.
const CONTEXT: usize = 60;

/// The pages of all documents.
#[derive(Debug, Default)]
pub(super) struct Sheets {
    /// Index of the document, page in it from 1, place of the page in the document's text.
    all: Vec<(usize, u32, usize)>,
    numbers: HashMap<(usize, u32), u32>,
}

/// A word on a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Word {
    /// Display space.
    pub rect: Rect,
    /// The word.
    pub text: String,
    /// Line of the page's text, from 0.
    pub line: u32,
}

impl Sheets {
    pub fn of(texts: &[DocumentText]) -> Self {
        let mut sheets = Self::default();
        for (document, text) in texts.iter().enumerate() {
            for (at, page) in text.pages.iter().enumerate() {
                sheets.all.push((document, page.page, at));
                sheets.numbers.insert((document, page.page), sheets.all.len() as u32);
            }
        }
        sheets
    }

    /// All, with their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (u32, usize, u32)> + '_ {
        (1..).zip(&self.all).map(|(n, (document, page, _))| (n, *document, *page))
    }

    /// The number of a page of a document; 0 for one that is not there.
    pub fn number(&self, document: usize, page: u32) -> u32 {
        self.numbers.get(&(document, page)).copied().unwrap_or(0)
    }

    /// The document and page of a number.
    pub fn at(&self, n: u32) -> Option<(usize, u32)> {
        let index = (n as usize).checked_sub(1)?;
        self.all.get(index).map(|(document, page, _)| (*document, *page))
    }

    /// The text of the page of a number.
    pub fn text<'t>(&self, texts: &'t [DocumentText], n: u32) -> Option<&'t PageText> {
        let (document, _, at) = self.all.get((n as usize).checked_sub(1)?)?;
        texts.get(*document)?.pages.get(*at)
    }
}

/// The words of a page in the order of reading.
pub(super) fn words(page: &PageText) -> Vec<Word> {
    let (mut words, mut line) = (Vec::new(), 0);
    let mut open: Option<Word> = None;
    for (c, glyph) in page.text.chars().zip(&page.origins) {
        if c.is_whitespace() {
            words.extend(open.take());
            line += u32::from(c == '\n');
            continue;
        }
        let rect = rect_of(page, *glyph);
        match (&mut open, rect) {
            (Some(word), Some(rect)) => {
                word.text.push(c);
                word.rect = word.rect.union(&rect);
            }
            (Some(word), None) => word.text.push(c),
            (None, Some(rect)) => open = Some(Word { rect, text: c.to_string(), line }),
            (None, None) => {}
        }
    }
    words.extend(open);
    words
}

fn rect_of(page: &PageText, glyph: u32) -> Option<Rect> {
    let glyph = page.glyphs.get(glyph as usize).filter(|_| glyph != NO_GLYPH)?;
    Some(page.geometry.display_rect(&glyph.quad.bounds()))
}

/// The words that stand mostly in one of some boxes, one space between them.
pub(super) fn under(page: &PageText, boxes: &[Rect]) -> String {
    let inside = |word: &Word| {
        let common = |b: &Rect| b.intersection(&word.rect).map_or(0.0, |r| r.area());
        boxes.iter().any(|b| common(b) * 2.0 > word.rect.area())
    };
    words(page).into_iter().filter(inside).map(|w| w.text).collect::<Vec<_>>().join(" ")
}

/// What stands before and after a finding, on one line each.
pub(super) fn around(page: &PageText, finding: &Finding) -> (String, String) {
    let mut places = page.text.char_indices().map(|(at, _)| at).chain([page.text.len()]);
    let start = places.nth(finding.chars.start as usize).unwrap_or(page.text.len());
    let end = finding.chars.len().checked_sub(1).map_or(Some(start), |n| places.nth(n));
    let head = page.text.get(..start).unwrap_or_default();
    let tail = page.text.get(end.unwrap_or(page.text.len())..).unwrap_or_default();
    let before: Vec<char> = head.chars().rev().take(CONTEXT).collect();
    let before: String = before.into_iter().rev().map(plain).collect();
    (before, tail.chars().take(CONTEXT).map(plain).collect())
}

fn plain(c: char) -> char {
    if c.is_whitespace() { ' ' } else { c }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::testing::typed;

    #[test]
    fn a_page_comes_apart_into_words_with_their_lines_and_boxes() {
        let page = typed(1, "Ann Lee\nlives here", (72.0, 700.0), (6.0, 20.0));
        let words = words(&page);
        let told: Vec<(&str, u32)> = words.iter().map(|w| (w.text.as_str(), w.line)).collect();
        assert_eq!(told, [("Ann", 0), ("Lee", 0), ("lives", 1), ("here", 1)]);
        assert_eq!(words[1].rect.rounded()[0], 96.0, "after three letters and a space of 6 points each");
        let both = words[1].rect.union(&words[2].rect);
        assert_eq!(under(&page, &[words[3].rect]), "here");
        assert!(under(&page, &[both]).contains("Lee"));
    }
}
