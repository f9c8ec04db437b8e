//! What comes back from a PDF editor: a mark of ours that is there decides its finding, a new one is a drawn
//! box, one that is gone is asked about.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{DRAWN, FINDING, SAYS, SHEET, places, sheet_box};
use crate::case::exemption::Register;
use crate::decide::exchange::Sheet;
use crate::decide::propose::OTHER_PEOPLE;
use crate::decide::{Answer, Ruling, Said, Scope, Settled, Verdict};
use crate::diag::{Place, Problem};
use crate::error::{Error, Exit, Result};
use crate::find::Finding;
use crate::geom::Rect;
use crate::load::mark::Mark;

/// Points by which a mark can be off and still be the one that was written.
const NEAR: f64 = 1.5;

/// What a mark means that a person deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deleted {
    /// What it marked stays; a drawn box is taken back.
    Keep,
    /// Nothing: the finding stays as it was.
    Leave,
}

/// What a file says.
#[derive(Debug, Clone, Default)]
pub struct Taken {
    /// Decisions that are new or differ from those in the ledger.
    pub answers: Vec<Answer>,
    /// Numbers of the events that are taken back.
    pub undone: Vec<u64>,
    /// Marks that say what the ledger says already.
    pub unchanged: usize,
    /// Marks that are gone.
    pub deleted: usize,
}

/// Takes back a file with marks; `file` is its name in messages, `pages` how many it has.
///
/// # Errors
/// Exit 2 for a file that is none of ours, pages that were turned, cut, added or removed, and, unless `deleted`
/// says what they mean, marks that are gone. Nothing is taken then.
pub fn take_back(
    file: &str,
    (marks, pages): (&[Mark], u32),
    sheet: &Sheet<'_>,
    deleted: Option<Deleted>,
) -> Result<Taken> {
    let mut reader = Reader::of(file, sheet);
    let shown = reader.pages(marks, pages);
    for mark in marks.iter().filter(|m| m.redacts) {
        if let Some((document, page)) = shown.get(&mark.page) {
            reader.mark(mark, *document, *page);
        }
    }
    reader.missing(marks, &shown, deleted);
    if reader.problems.is_empty() {
        return Ok(reader.taken);
    }
    Err(Error { exit: Exit::Usage, problems: reader.problems })
}

struct Reader<'a> {
    file: &'a str,
    sheet: &'a Sheet<'a>,
    ids: HashMap<&'a str, usize>,
    taken: Taken,
    met: BTreeSet<String>,
    problems: Vec<Problem>,
}

impl<'a> Reader<'a> {
    fn of(file: &'a str, sheet: &'a Sheet<'a>) -> Self {
        let ids = sheet.found.findings.iter().enumerate().map(|(i, f)| (f.id.0.as_str(), i)).collect();
        Self { file, sheet, ids, taken: Taken::default(), met: BTreeSet::new(), problems: Vec::new() }
    }

    fn wrong(&mut self, page: u32, what: impl Into<String>, hint: &str) {
        self.problems.push(Problem::new(Place::file(self.file).page(page), what, hint));
    }

    /// Which page of which document each page of the file shows, by the sheet that lies on it.
    fn pages(&mut self, marks: &[Mark], pages: u32) -> BTreeMap<u32, (usize, u32)> {
        let again = "write the file anew: blackpanel list CASE --pdf DIR";
        let mut shown = BTreeMap::new();
        let sheets: BTreeMap<u32, &Mark> =
            marks.iter().filter(|m| m.name.raw().starts_with(SHEET)).map(|m| (m.page, m)).collect();
        if sheets.is_empty() {
            let hint = "give a file that `blackpanel list CASE --pdf DIR` wrote; marks in a file of documents/ are \
                taken with: blackpanel decide CASE --marks all";
            self.wrong(1, "is no file that was written for marking", hint);
            return shown;
        }
        for page in 1..=pages {
            let Some(sheet) = sheets.get(&page) else {
                self.wrong(page, "the page is none of ours: it was added, or lost its heading", again);
                continue;
            };
            match self.page(sheet) {
                Some((document, number, true)) => drop(shown.insert(page, (document, number))),
                Some(_) => self.wrong(page, "the page was turned, cut or resized in the editor", again),
                None => self.wrong(page, "the page belongs to no document of the case as it is now", again),
            }
        }
        let documents: BTreeSet<usize> = shown.values().map(|(d, _)| *d).collect();
        for document in documents {
            let there: BTreeSet<u32> =
                shown.values().filter(|(d, _)| *d == document).map(|(_, p)| *p).collect();
            let all = self.sheet.documents.get(document).map_or(0, |d| d.text.pages.len());
            if self.problems.is_empty() && there.len() < all {
                self.wrong(
                    1,
                    "pages were removed in the editor",
                    "withhold a page with a row of the list instead",
                );
            }
        }
        shown
    }

    /// The document and page of a sheet, and whether it lies where it was put.
    fn page(&self, sheet: &Mark) -> Option<(usize, u32, bool)> {
        let (id, page) = sheet.name.raw().strip_prefix(SHEET)?.rsplit_once('/')?;
        let document = self.sheet.documents.iter().position(|d| d.text.id.0 == id)?;
        let number = page.parse().ok()?;
        let page = self.sheet.documents.get(document)?.text.pages.iter().find(|p| p.page == number)?;
        let same = sheet.boxes.first().is_some_and(|b| are_near(&[*b], &[sheet_box(page)]));
        Some((document, number, same))
    }

    /// What one mark says.
    fn mark(&mut self, mark: &Mark, document: usize, page: u32) {
        let name = mark.name.raw();
        let finding = name.strip_prefix(FINDING).and_then(|id| self.ids.get(id).copied());
        let finding = finding.and_then(|i| Some((i, self.sheet.found.findings.get(i)?)));
        let drawn = name.strip_prefix(DRAWN).and_then(|seq| self.drawn(seq, document, page));
        match (finding, drawn) {
            (Some((index, finding)), _) if self.is_for(finding, mark, document, page) => {
                self.met.insert(name.to_owned());
                self.finding(index, mark, page);
            }
            (_, Some((answer, rect))) if !self.met.contains(name) && are_near(&mark.boxes, &[rect]) => {
                self.met.insert(name.to_owned());
                let exemption = self.exemption(mark, &answer.exemption, page);
                if exemption == answer.exemption {
                    self.taken.unchanged += 1;
                } else {
                    self.taken.answers.push(Answer { exemption, said: Said::default(), ..answer.clone() });
                }
            }
            _ => mark.boxes.iter().for_each(|rect| self.new_box(mark, document, page, *rect)),
        }
    }

    /// Whether a mark still lies on its finding.
    fn is_for(&self, finding: &Finding, mark: &Mark, document: usize, page: u32) -> bool {
        let touches = |b: &Rect| mark.boxes.iter().any(|m| m.intersection(b).is_some_and(|r| r.area() > 0.0));
        let here = finding.document == document && finding.page == page;
        here && !self.met.contains(mark.name.raw()) && places(self.sheet, finding).iter().any(touches)
    }

    /// The drawn box of an event.
    fn drawn(&self, seq: &str, document: usize, page: u32) -> Option<(&'a Answer, Rect)> {
        let seq: u64 = seq.parse().ok()?;
        let answer = self.sheet.answers.iter().find(|a| a.said.seq == seq)?;
        let Scope::Box { document: id, page: on, rect } = &answer.scope else { return None };
        let here = self.sheet.documents.get(document).is_some_and(|d| d.text.id == *id) && *on == page;
        here.then_some((answer, *rect))
    }

    /// A finding whose mark is there goes; where the mark was made larger, the new box goes as well.
    fn finding(&mut self, index: usize, mark: &Mark, page: u32) {
        let (Some(finding), Some(choice)) =
            (self.sheet.found.findings.get(index), self.sheet.decided.choices.get(index))
        else {
            return;
        };
        let settled = choice.settled.as_ref();
        let known = settled.map_or(&choice.proposal.exemption, |s| &s.exemption);
        let exemption = self.exemption(mark, if known.is_empty() { OTHER_PEOPLE } else { known }, page);
        let reason = own_words(mark);
        let said = settled.filter(|s| s.settled != Settled::Proposed && s.verdict == Verdict::Redact);
        let theirs = |s: &&crate::decide::Settlement| reason.is_empty() || s.reason == reason;
        if said.filter(theirs).is_some_and(|s| s.exemption == exemption) {
            self.taken.unchanged += 1;
        } else if let Some(document) = self.sheet.documents.get(finding.document) {
            let scope = Scope::Finding {
                finding: finding.id.clone(),
                document: document.text.id.clone(),
                page: finding.page,
                kind: finding.kind,
                anchor: finding.anchor.clone(),
            };
            let answer = Answer { scope, ruling: Ruling::Redact, exemption, reason, said: Said::default() };
            self.taken.answers.push(answer);
        }
        let (document, was) = (finding.document, places(self.sheet, finding));
        for rect in mark.boxes.iter().filter(|b| !was.iter().any(|w| w.inflate(NEAR).holds(b))) {
            self.new_box(mark, document, page, *rect);
        }
    }

    /// A box that the editor drew.
    fn new_box(&mut self, mark: &Mark, document: usize, page: u32, rect: Rect) {
        let Some(id) = self.sheet.documents.get(document).map(|d| d.text.id.clone()) else { return };
        let exemption = self.exemption(mark, OTHER_PEOPLE, page);
        let answer = drawn_answer(Scope::Box { document: id, page, rect }, exemption, mark);
        if is_known(self.sheet.answers, &answer.scope) {
            self.taken.unchanged += 1;
        } else {
            self.taken.answers.push(answer);
        }
    }

    /// The exemption that a mark's overlay text names; one that names none is a problem, so that no reason is
    /// lost.
    fn exemption(&mut self, mark: &Mark, otherwise: &str, page: u32) -> String {
        match exemption(mark, otherwise) {
            Some(exemption) => exemption,
            None => {
                let hint = "let the overlay text be a mark or id of `blackpanel codes`, or leave it empty";
                self.wrong(page, "the overlay text of a mark names no exemption", hint);
                String::new()
            }
        }
    }

    /// The marks that were written and are gone.
    fn missing(&mut self, marks: &[Mark], shown: &BTreeMap<u32, (usize, u32)>, deleted: Option<Deleted>) {
        for sheet in marks.iter().filter(|m| m.name.raw().starts_with(SHEET) && shown.contains_key(&m.page)) {
            let list = sheet.contents.raw().rsplit_once(SAYS).and_then(|(_, l)| l.strip_prefix("marks: "));
            let names = list.unwrap_or_default().trim_end_matches(']').split_whitespace();
            let gone: Vec<&str> = names.filter(|n| !self.met.contains(*n)).collect();
            for name in &gone {
                self.gone(name, deleted);
            }
            if deleted.is_none() && !gone.is_empty() {
                let many = if gone.len() == 1 {
                    "1 mark is".to_owned()
                } else {
                    format!("{} marks are", gone.len())
                };
                let hint = "say what that means: --deleted keep (what they marked stays visible) or --deleted leave \
                    (nothing changes)";
                self.wrong(sheet.page, format!("{many} gone or moved away"), hint);
            }
        }
    }

    fn gone(&mut self, name: &str, deleted: Option<Deleted>) {
        self.taken.deleted += 1;
        if deleted != Some(Deleted::Keep) {
            return;
        }
        if let Some(seq) = name.strip_prefix(DRAWN).and_then(|seq| seq.parse().ok()) {
            if self.sheet.answers.iter().any(|a| a.said.seq == seq) {
                self.taken.undone.push(seq);
            }
            return;
        }
        let index = name.strip_prefix(FINDING).and_then(|id| self.ids.get(id).copied());
        let finding = index.and_then(|i| self.sheet.found.findings.get(i));
        let choice = index.and_then(|i| self.sheet.decided.choices.get(i));
        let stays = choice.and_then(|c| c.settled.as_ref()).is_some_and(|s| s.verdict == Verdict::Keep);
        let document = finding.and_then(|f| self.sheet.documents.get(f.document));
        if let (Some(finding), Some(document), false) = (finding, document, stays) {
            let scope = Scope::Finding {
                finding: finding.id.clone(),
                document: document.text.id.clone(),
                page: finding.page,
                kind: finding.kind,
                anchor: finding.anchor.clone(),
            };
            let reason = "its mark was deleted in a PDF editor".to_owned();
            let (exemption, said) = (String::new(), Said::default());
            self.taken.answers.push(Answer { scope, ruling: Ruling::Keep, exemption, reason, said });
        }
    }
}

/// The decision that a mark of somebody's is: a drawn box, with who made it and when as its reason.
pub(super) fn drawn_answer(scope: Scope, exemption: String, mark: &Mark) -> Answer {
    let words = own_words(mark);
    let by = mark.author.raw().trim();
    let by = if by.is_empty() || mark.is_ours() { String::new() } else { format!(" by {by}") };
    let on = mark.date.as_deref().map_or_else(String::new, |d| format!(" on {d}"));
    let made = format!("marked in a PDF editor{by}{on}");
    let reason = if words.is_empty() { made } else { format!("{words} ({made})") };
    let reason = reason.chars().filter(|c| !c.is_control()).collect();
    Answer { scope, ruling: Ruling::Redact, exemption, reason, said: Said::default() }
}

/// The exemption that the overlay text of a mark names, or the other where there is none; nothing where it
/// names what is no exemption.
pub(super) fn exemption(mark: &Mark, otherwise: &str) -> Option<String> {
    match mark.overlay.raw().trim() {
        "" => Some(otherwise.to_owned()),
        name => Register::shipped().get(name).map(|e| e.id.clone()),
    }
}

/// Whether a box was drawn there already.
pub(super) fn is_known(answers: &[Answer], scope: &Scope) -> bool {
    let Scope::Box { document, page, rect } = scope else { return false };
    answers.iter().any(|a| match &a.scope {
        Scope::Box { document: d, page: p, rect: r } => {
            d == document && p == page && are_near(&[*r], &[*rect])
        }
        _ => false,
    })
}

/// What a person wrote about a mark, without what the program had put there.
fn own_words(mark: &Mark) -> String {
    let text = mark.contents.raw();
    let own = text.find(SAYS).and_then(|at| text.get(..at)).unwrap_or(text);
    own.trim().to_owned()
}

/// Whether two lists of boxes lie in the same places.
fn are_near(a: &[Rect], b: &[Rect]) -> bool {
    let same = |x: &Rect, y: &Rect| x.inflate(NEAR).holds(y) && y.inflate(NEAR).holds(x);
    a.len() == b.len() && a.iter().all(|x| b.iter().any(|y| same(x, y)))
}
