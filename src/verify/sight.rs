//! What the pictures of pages say: terms looked for in words that were recognised.
//!
//! Drawing and recognising is not done here: whoever asks for it hands in [`Eyes`], whose answers are
//! a stranger's. A page that they could not read is R900, never passed over. Without eyes the report names
//! the pages that are pictures ([`Words::Pictured`]).

use std::fmt::Debug;

use rayon::prelude::*;

use super::findings::{Findings, Spot};
use super::paint::pages::Page;
use super::reader::Document;
use super::terms::near::{Lookout, Near};
use super::terms::{Searcher, fold::Folded};
use super::{Report, VerifyRequest, Words, opinions};
use crate::diag::Secret;
use crate::geom::Rect;

/// Draws a page and reads its picture.
pub trait Eyes: Debug + Send + Sync {
    /// The words of a page of an unencrypted PDF, in reading order.
    ///
    /// # Errors
    /// When the page was not read to its end.
    fn read(&self, pdf: &[u8], sheet: &Sheet) -> Result<Vec<Seen>, Unread>;
}

/// What eyes are told of the page that they are to read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sheet {
    /// Its number, from 1.
    pub page: u32,
    /// Its width and height in display points.
    pub size: (f64, f64),
    /// Dots per inch of the picture that it consists of, if it does.
    pub picture_dpi: Option<u32>,
}

/// A recognised word.
#[derive(Debug, Clone)]
pub struct Seen {
    /// What it seems to say.
    pub text: Secret,
    /// Where: display space.
    pub area: Rect,
    /// How sure recognition is, from 0 to 100.
    pub confidence: f64,
    /// Its line, counted over the page.
    pub line: u32,
}

/// Why a page was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    /// There is no program that recognises words.
    NoEngine,
    /// The page could not be drawn, or not in time.
    NotDrawn,
    /// Recognition took too long.
    TimedOut,
    /// Recognition failed, or its answer makes no sense.
    Failed,
    /// The page is so large that its picture would be too coarse to be read.
    TooLarge,
}

/// From this confidence on an unlikely reading is what the page shows: another word than the term.
const SURE: f64 = 90.0;

const HINT: &str = "redact what the picture shows there, with --box or with this term";
const LOOK: &str = "look at the page";

/// Reads the pages and judges their words, where there are eyes and terms.
pub(super) fn look(
    request: &VerifyRequest,
    document: &Document<'_>,
    pages: &[Page<'_>],
    report: &mut Report,
) {
    let Some(eyes) = request.eyes.as_ref().filter(|_| !request.absent.is_empty()) else { return };
    let copy = opinions::in_clear(document);
    let file = copy.as_deref().unwrap_or(&request.pack);
    // one thread a page: each waits for a program of its own
    let sought = Sought::new(&request.absent);
    let sheets = pages.par_iter().zip(&report.looked).map(|(page, looked)| Sheet {
        page: page.number,
        size: page.geometry.display_size(),
        picture_dpi: looked.picture_dpi,
    });
    let judged: Vec<_> =
        sheets.map(|sheet| eyes.read(file, &sheet).map(|words| sought.judge(&words))).collect();
    if judged.iter().any(Result::is_ok) {
        report.opinions.push("recognition of pictures".to_owned());
    }
    for (page, judged) in pages.iter().zip(judged) {
        tell(page.number, judged, report);
    }
}

/// Puts into the report what a page gave.
fn tell(page: u32, judged: Result<Vec<Hit>, Unread>, report: &mut Report) {
    if judged.is_ok()
        && let Some(looked) = report.looked.iter_mut().find(|p| p.page == page)
    {
        looked.words = Words::Recognised;
    }
    let mut findings = Findings::new(report);
    for hit in judged.as_deref().unwrap_or_default() {
        let spot = on(page, hit.area);
        if hit.sure {
            findings.error("R009", spot, "a removed term can be read in the picture of the page", HINT);
        } else {
            let what = "a word in the picture of the page differs from a removed term by a letter or two";
            findings.warning("R009", spot, what, LOOK);
        }
    }
    let (spot, what, hint) = match judged {
        Ok(_) => return,
        Err(Unread::NoEngine) => (
            Spot::default(),
            "no picture was searched: the program tesseract is not on this computer",
            "install tesseract with its English language data, or leave --ocr away and look at the pages",
        ),
        Err(Unread::NotDrawn) => {
            (on(page, None), "the page could not be drawn, so its picture was not searched", LOOK)
        }
        Err(Unread::TimedOut) => {
            (on(page, None), "reading the picture of the page took longer than is allowed", LOOK)
        }
        Err(Unread::Failed) => (
            on(page, None),
            "the picture of the page could not be read",
            "see that `tesseract --list-langs` names eng, or look at the page",
        ),
        Err(Unread::TooLarge) => {
            (on(page, None), "the page is too large for its picture to be read", "look at the page")
        }
    };
    findings.unchecked(spot, what, hint);
}

fn on(page: u32, area: Option<Rect>) -> Spot {
    Spot { page: Some(page), area, ..Spot::default() }
}

/// A term found on a page.
#[derive(Debug)]
struct Hit {
    area: Option<Rect>,
    /// Whether it is the term, or may well be: not another word that was read well.
    sure: bool,
}

/// The terms, for reading exactly and with tolerance.
struct Sought {
    exact: Searcher,
    near: Lookout,
}

impl Sought {
    fn new(terms: &[Secret]) -> Self {
        Self { exact: Searcher::for_text(terms.iter()), near: Lookout::new(terms.iter()) }
    }

    fn judge(&self, words: &[Seen]) -> Vec<Hit> {
        let ends =
            |i: usize| words.get(i + 1).is_none_or(|next| words.get(i).is_none_or(|w| w.line != next.line));
        let said = || words.iter().enumerate().map(|(i, w)| (w.text.expose(), ends(i)));
        let near = self.near.find(said());
        let mut hits: Vec<Hit> = near.iter().map(|n| hit(words, n)).collect();
        // what the exact search alone finds has no place: a term of few letters, letters set far apart
        let mut folded = Folded::default();
        for (word, ends_line) in said() {
            word.chars().for_each(|c| folded.push(c));
            if ends_line { folded.line_end() } else { folded.gap() }
        }
        let known = |term: usize| near.iter().any(|n| n.term == term && n.edits == 0);
        let whole = self.exact.in_text(&folded).into_iter();
        let more = whole.filter(|(term, whole)| *whole && !known(*term));
        hits.extend(more.map(|_| Hit { area: None, sure: true }));
        hits
    }
}

fn hit(words: &[Seen], near: &Near) -> Hit {
    let read = words.get(near.first..=near.last).unwrap_or_default();
    let area = read.iter().map(|w| w.area).reduce(|a, b| a.union(&b));
    let doubtful = read.iter().any(|w| w.confidence < SURE);
    Hit { area, sure: near.edits == 0 || doubtful }
}
