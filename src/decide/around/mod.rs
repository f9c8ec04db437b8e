//! What is left around a panel: every sentence within two lines of one, with the words in it that can tell
//! who went: kin, trades, flats, number plates, roles. A neighbour without a name is still "his sister at 4B".
//!
//! It proposes nothing and removes nothing: it lists, and says which boxes would take a word or a sentence.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::page::{self, Pages};
use super::propose::OTHER_PEOPLE;
use super::{Answer, Choice, Document, Plan, Ruling, Said, Scope, Verdict};
use crate::diag::Secret;
use crate::find::{Found, PersonId};
use crate::geom::Rect;
use crate::text::PageText;

mod sentences;
mod telling;

pub use telling::Mark;

/// How many lines from a panel a sentence is near it.
const LINES: usize = 2;
/// Share of its height by which a box is shrunk above and below, so that it takes no neighbouring line.
const TRIM: f64 = 0.15;
/// What stands for a character that goes.
const BLACK: char = '█';

/// A telling word in a sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct Marked {
    /// Characters of the sentence.
    pub chars: Range<u32>,
    /// What kind of word.
    pub mark: Mark,
    /// Where it stands, a box a line, display space.
    pub boxes: Vec<Rect>,
    /// The decisions that take it.
    pub extend: Vec<Answer>,
}

/// A sentence that is left near panels.
#[derive(Debug, Clone, PartialEq)]
pub struct Around {
    /// Index of the document.
    pub document: usize,
    /// Page, from 1.
    pub page: u32,
    /// Characters of the page's text.
    pub chars: Range<u32>,
    /// The people who are withheld beside it; nobody where only identifiers or drawn boxes are.
    pub people: Vec<PersonId>,
    /// The findings that are withheld beside it.
    pub findings: Vec<usize>,
    /// The sentence, each character that goes as a black square, line ends as blanks.
    pub sentence: Secret,
    /// The telling words in it that stay.
    pub marks: Vec<Marked>,
    /// Where it stands, a box a line, display space.
    pub boxes: Vec<Rect>,
    /// The decisions that take all of it.
    pub extend: Vec<Answer>,
}

/// The list of a case, in the order of pages.
#[must_use]
pub fn around(documents: &[Document<'_>], found: &Found, choices: &[Choice], plan: &Plan) -> Vec<Around> {
    let list = List::of(documents, found, choices, plan);
    list.pages.keys().flat_map(|(document, page)| list.on(*document, *page)).collect()
}

/// The list of one page (index of the document, page from 1).
#[must_use]
pub fn on_page(
    documents: &[Document<'_>],
    (found, choices): (&Found, &[Choice]),
    plan: &Plan,
    (document, page): (usize, u32),
) -> Vec<Around> {
    List::of(documents, found, choices, plan).on(document, page)
}

/// What of a page goes, as findings.
struct List<'a> {
    documents: &'a [Document<'a>],
    found: &'a Found,
    choices: &'a [Choice],
    plan: Pages<'a>,
    pages: BTreeMap<(usize, u32), Vec<usize>>,
}

impl<'a> List<'a> {
    fn of(documents: &'a [Document<'a>], found: &'a Found, choices: &'a [Choice], plan: &'a Plan) -> Self {
        let plan_pages = Pages::of(plan);
        let mut pages: BTreeMap<(usize, u32), Vec<usize>> = BTreeMap::new();
        for (i, (finding, choice)) in found.findings.iter().zip(choices).enumerate() {
            let goes = choice.settled.as_ref().is_some_and(|s| s.verdict == Verdict::Redact);
            if goes && !choice.moot {
                pages.entry((finding.document, finding.page)).or_default().push(i);
            }
        }
        // pages with nothing but drawn boxes
        for (index, document) in documents.iter().enumerate() {
            for page in &document.text.pages {
                if !plan_pages.panels(&document.text.id, page.page).is_empty() {
                    pages.entry((index, page.page)).or_default();
                }
            }
        }
        Self { documents, found, choices, plan: plan_pages, pages }
    }

    fn on(&self, document: usize, number: u32) -> Vec<Around> {
        let Some(one) = self.documents.get(document) else { return vec![] };
        let Some(page) = one.text.pages.iter().find(|p| p.page == number) else { return vec![] };
        let Some(gone) = self.plan.gone(&one.text.id, page) else { return vec![] };
        let gone = gone.characters(page);
        let chars: Vec<char> = page.text.chars().collect();
        let near = Near::of(self, (document, number), &chars, &gone);
        let all = sentences::sentences(&chars).into_iter();
        all.filter_map(|sentence| self.entry((document, page), (&chars, &gone), &near, sentence)).collect()
    }

    /// A sentence, when something of it is left and a panel is near.
    fn entry(
        &self,
        (document, page): (usize, &PageText),
        (chars, gone): (&[char], &[bool]),
        near: &Near,
        sentence: Range<usize>,
    ) -> Option<Around> {
        let (findings, drawn) = near.to(&sentence);
        let shown = |i: usize| match (gone.get(i), chars.get(i)) {
            (Some(true), _) => BLACK,
            (_, Some(c)) if !c.is_whitespace() => *c,
            _ => ' ',
        };
        let text: String = sentence.clone().map(shown).collect();
        let left = text.chars().filter(|c| c.is_alphanumeric()).count();
        if findings.is_empty() && !drawn || left < 3 {
            return None;
        }
        let at = (document, page);
        let chars = sentence.start as u32..sentence.end as u32;
        let exemption = self.exemption(&findings);
        let mark = |(range, mark): (Range<u32>, Mark)| {
            let on_page = chars.start + range.start..chars.start + range.end;
            let (boxes, extend) = self.extend(at, &on_page, &exemption);
            Marked { chars: range, mark, boxes, extend }
        };
        let marks = telling::words(&text).into_iter().map(mark).collect();
        let (boxes, extend) = self.extend(at, &chars, &exemption);
        let people = findings.iter().filter_map(|i| self.found.findings.get(*i)?.person);
        let people: BTreeSet<PersonId> = people.collect();
        Some(Around {
            document,
            page: page.page,
            people: people.into_iter().collect(),
            findings,
            sentence: Secret::new(text),
            marks,
            boxes,
            extend,
            chars,
        })
    }

    /// The exemption of the first panel that is near.
    fn exemption(&self, findings: &[usize]) -> String {
        let choice = findings.first().and_then(|i| self.choices.get(*i));
        let settled = choice.and_then(|c| c.settled.as_ref()).map(|s| s.exemption.clone());
        settled.filter(|e| !e.is_empty()).unwrap_or_else(|| OTHER_PEOPLE.to_owned())
    }

    /// Where characters stand, and the boxes to draw that take them.
    fn extend(
        &self,
        (document, page): (usize, &PageText),
        chars: &Range<u32>,
        exemption: &str,
    ) -> (Vec<Rect>, Vec<Answer>) {
        let boxes = page::boxes(page, chars);
        let Some(id) = self.documents.get(document).map(|d| d.text.id.clone()) else {
            return (boxes, vec![]);
        };
        let answer = |line: &Rect| Answer {
            scope: Scope::Box { document: id.clone(), page: page.page, rect: trimmed(line) },
            ruling: Ruling::Redact,
            exemption: exemption.to_owned(),
            reason: "tells who was removed beside it".to_owned(),
            said: Said::default(),
        };
        let answers = boxes.iter().map(answer).collect();
        (boxes, answers)
    }
}

/// A box that takes its own line whole and nothing of the lines beside it.
fn trimmed(line: &Rect) -> Rect {
    let by = line.height() * TRIM;
    Rect { y0: line.y0 + by, y1: line.y1 - by, ..*line }
}

/// On which lines of a page something goes.
struct Near {
    /// The line of each character; blank lines count for none.
    lines: Vec<usize>,
    /// For each line the findings that go there.
    findings: BTreeMap<usize, Vec<usize>>,
    /// The lines on which anything goes.
    gone: BTreeSet<usize>,
}

impl Near {
    fn of(list: &List<'_>, page: (usize, u32), chars: &[char], gone: &[bool]) -> Self {
        let mut lines = Vec::with_capacity(chars.len());
        let (mut line, mut blank) = (0, true);
        for c in chars {
            lines.push(line);
            if *c == '\n' && !blank {
                (line, blank) = (line + 1, true);
            } else {
                blank &= c.is_whitespace();
            }
        }
        let on = |i: usize| lines.get(i).copied().unwrap_or(line);
        let mut findings: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for i in list.pages.get(&page).into_iter().flatten() {
            let Some(finding) = list.found.findings.get(*i) else { continue };
            let (first, last) =
                (finding.chars.start as usize, (finding.chars.end as usize).saturating_sub(1));
            for line in on(first)..=on(last.max(first)) {
                findings.entry(line).or_default().push(*i);
            }
        }
        let gone = gone.iter().enumerate().filter(|(_, g)| **g).map(|(i, _)| on(i)).collect();
        Self { lines, findings, gone }
    }

    /// The findings that go within two lines of some characters, and whether anything else does.
    fn to(&self, chars: &Range<usize>) -> (Vec<usize>, bool) {
        let on = |i: usize| self.lines.get(i).copied().unwrap_or_default();
        let reach = on(chars.start).saturating_sub(LINES)..=on(chars.end.saturating_sub(1)) + LINES;
        let near: BTreeSet<usize> =
            self.findings.range(reach.clone()).flat_map(|(_, f)| f).copied().collect();
        (near.into_iter().collect(), self.gone.range(reach).next().is_some())
    }
}
