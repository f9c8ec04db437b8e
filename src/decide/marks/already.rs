//! Redaction marks that came with a document: an officer marked it in a PDF editor and never applied them.
//!
//! They are offered as decisions, with who made them and when. Until somebody takes them, or has looked at the
//! page, they stop the build: a mark that is passed over would be a leak that somebody had seen.

use super::read::{drawn_answer, exemption, is_known};
use crate::case::pages::PageList;
use crate::decide::exchange::Sheet;
use crate::decide::propose::OTHER_PEOPLE;
use crate::decide::{Answer, Looked, Scope};
use crate::diag::{Place, Problem};
use crate::load::mark::Mark;
use crate::show::escape::shell;

/// Marks of one document that nobody has settled.
#[derive(Debug, Clone, PartialEq)]
pub struct Pending<'a> {
    /// Index of the document.
    pub document: usize,
    /// The marks.
    pub marks: Vec<&'a Mark>,
}

/// The marks that nobody has settled; `marks` are those of each document, in the order of the documents.
#[must_use]
pub fn pending<'a>(marks: &[&'a [Mark]], sheet: &Sheet<'_>, looked: &[Looked]) -> Vec<Pending<'a>> {
    let open = |document: usize, mark: &Mark| {
        let Some(id) = sheet.documents.get(document).map(|d| &d.text.id) else { return false };
        let settled = |rect: &crate::geom::Rect| {
            is_known(sheet.answers, &Scope::Box { document: id.clone(), page: mark.page, rect: *rect })
        };
        let out = !sheet.decided.disclosed.contains(&document)
            || sheet.decided.withheld.contains_key(&(document, mark.page))
            || looked.iter().any(|l| l.covers(id, mark.page));
        mark.redacts && !mark.is_ours() && !out && !mark.boxes.iter().all(settled)
    };
    let of = |(document, marks): (usize, &&'a [Mark])| {
        let marks: Vec<&Mark> = marks.iter().filter(|m| open(document, m)).collect();
        Pending { document, marks }
    };
    marks.iter().enumerate().map(of).filter(|p| !p.marks.is_empty()).collect()
}

/// The decisions that pending marks are.
#[must_use]
pub fn take_over(pending: &Pending<'_>, sheet: &Sheet<'_>) -> Vec<Answer> {
    let Some(id) = sheet.documents.get(pending.document).map(|d| d.text.id.clone()) else { return vec![] };
    let mut answers = Vec::new();
    for mark in &pending.marks {
        // an overlay text of another body's own ("Sec. 40") is no reason to pass over what it marks
        let exemption = exemption(mark, OTHER_PEOPLE).unwrap_or_else(|| OTHER_PEOPLE.to_owned());
        for rect in &mark.boxes {
            let scope = Scope::Box { document: id.clone(), page: mark.page, rect: *rect };
            if !is_known(sheet.answers, &scope) {
                answers.push(drawn_answer(scope, exemption.clone(), mark));
            }
        }
    }
    answers
}

impl Pending<'_> {
    /// What stops the build, with the commands that settle it.
    #[must_use]
    pub fn problem(&self, sheet: &Sheet<'_>, case: &str) -> Problem {
        let name = sheet.documents.get(self.document).map_or("", |d| d.text.name.raw());
        let pages: PageList = self.marks.iter().map(|m| m.page).collect();
        let n = self.marks.len();
        let many =
            if n == 1 { "1 redaction mark was".to_owned() } else { format!("{n} redaction marks were") };
        let what = format!("{many} made in a PDF editor and never applied: page {pages}");
        let (case, file) = (shell(case), shell(name));
        let hint = format!(
            "take them over as decisions: blackpanel decide {case} --marks {file} --as NAME; or, where they mean \
             nothing here: blackpanel decide {case} --looked-at {}",
            shell(&format!("{name}:{pages}"))
        );
        Problem::new(Place::file(name).page(self.marks.first().map_or(1, |m| m.page)), what, hint)
    }
}
