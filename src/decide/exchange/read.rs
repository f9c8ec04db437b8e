//! The spreadsheet back from a person: whatever separator, encoding and order of columns Excel chose.
//!
//! Refuses, with the row number, an id that is unknown, changed or given twice, a decision that is
//! none, and an exemption that does not exist. All mistakes are told at once; with any of them
//! nothing is taken.

use std::collections::{BTreeMap, BTreeSet};

use super::super::{Answer, Choice, Decided, Document, Ruling, Said, Scope, Settled, Verdict};
use super::Sheet;
use super::people::{self, Group};
use super::places;
use super::table::{Columns, Wrong, table, wrong};
use super::write::orphan_id;
use crate::diag::{Place, Problem};
use crate::error::{Error, Exit, Result};
use crate::find::{Finding, Found};

/// What a spreadsheet says.
#[derive(Debug, Clone, Default)]
pub struct ReadBack {
    /// Decisions that are new or differ from those in the ledger, in the order of the rows.
    pub answers: Vec<Answer>,
    /// Numbers of the events that are taken back: decisions that fit nothing any more.
    pub undone: Vec<u64>,
    /// Comments that are new or differ from those in the ledger: what they are about, and what they say.
    pub comments: Vec<(String, String)>,
    /// Rows whose decision the ledger has already.
    pub unchanged: usize,
    /// Rows without a decision.
    pub open: usize,
}

/// Reads a spreadsheet of decisions; `file` is its name in messages, `text` its decoded content.
///
/// # Errors
/// Exit 2 with every mistake and its row.
pub fn read_csv(file: &str, text: &str, sheet: &Sheet<'_>) -> Result<ReadBack> {
    let Sheet { documents, found, decided, .. } = *sheet;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (columns, rows) = table(file, text)?;
    let by_id = found.findings.iter().zip(&decided.choices).map(|(f, c)| (f.id.0.as_str(), (f, c))).collect();
    let orphans = decided.orphans.iter().map(|o| (orphan_id(o.answer.said.seq), o.answer.said.seq)).collect();
    let answers = sheet.answers.iter().map(|a| (orphan_id(a.said.seq), a)).collect();
    let people = people::groups(found).into_iter().map(|g| (g.id.to_lowercase(), g)).collect();
    let reader = Reader { sheet, documents, found, decided, by_id, people, orphans, answers, columns };
    let (mut back, mut problems, mut seen) = (ReadBack::default(), Vec::new(), BTreeSet::new());
    for (line, cells) in rows {
        if cells.iter().all(|c| c.trim().is_empty()) {
            continue;
        }
        match reader.comment(&cells) {
            Ok(comment) => back.comments.extend(comment),
            Err((what, hint)) => {
                problems.push(Problem::new(Place::file(file).line(line), what, hint));
                continue;
            }
        }
        match reader.row(&cells, &mut seen) {
            Ok(Row::Open) => back.open += 1,
            Ok(Row::Unchanged) => back.unchanged += 1,
            Ok(Row::New(answer)) => back.answers.push(*answer),
            Ok(Row::Undo(seq)) => back.undone.push(seq),
            Err((what, hint)) => problems.push(Problem::new(Place::file(file).line(line), what, hint)),
        }
    }
    if problems.is_empty() { Ok(back) } else { Err(Error { exit: Exit::Usage, problems }) }
}

/// What one row says.
enum Row {
    Open,
    Unchanged,
    New(Box<Answer>),
    Undo(u64),
}

pub(super) struct Reader<'a> {
    pub(super) sheet: &'a Sheet<'a>,
    pub(super) documents: &'a [Document<'a>],
    found: &'a Found,
    decided: &'a Decided,
    pub(super) by_id: BTreeMap<&'a str, (&'a Finding, &'a Choice)>,
    people: BTreeMap<String, Group<'a>>,
    orphans: BTreeMap<String, u64>,
    answers: BTreeMap<String, &'a Answer>,
    pub(super) columns: Columns,
}

impl Reader<'_> {
    fn row(&self, cells: &[String], seen: &mut BTreeSet<String>) -> std::result::Result<Row, Wrong> {
        let written = self.cell(cells, "id").unwrap_or_default();
        let id = written.trim_start_matches('#').to_lowercase();
        if let Some(seq) = self.orphans.get(&id) {
            return self.orphan(cells, *seq);
        }
        if let Some(group) = self.people.get(&id) {
            return self.everybody(cells, group, seen);
        }
        if let Some(answer) = self.answers.get(&id) {
            return self.again(cells, answer);
        }
        if id.is_empty() {
            let open = self.cell(cells, "decision").unwrap_or_default().is_empty();
            let commented = !self.cell(cells, "comment").unwrap_or_default().is_empty();
            return match self.placed(cells)? {
                _ if open && commented => Ok(Row::Open),
                placed => Ok(Row::New(Box::new(placed.answer(self.documents)?))),
            };
        }
        let Some((finding, choice)) = self.by_id.get(id.as_str()) else {
            return wrong(
                "the id belongs to no finding and no person of this case",
                "ids must not be changed; make the list anew with `blackpanel list CASE --csv`",
            );
        };
        if !seen.insert(id) {
            return wrong("the id stands in the list twice", "delete one of the two rows");
        }
        if !self.belongs(cells, finding) {
            return wrong(
                "the id does not belong to the document, page and kind beside it",
                "ids must stay in their rows; sort whole rows only, or make the list anew",
            );
        }
        let Some(ruling) = self.ruling(cells)? else { return Ok(Row::Open) };
        let exemption = self.exemption(cells, ruling, &choice.proposal.exemption)?;
        let reason = self.cell(cells, "decided reason").unwrap_or_default().to_owned();
        if is_decided(choice, ruling, &exemption, &reason) {
            return Ok(Row::Unchanged);
        }
        let scope = self.scope(finding);
        Ok(Row::New(Box::new(Answer { scope, ruling, exemption, reason, said: Said::default() })))
    }

    /// The row of a decision about a place that stands: as it was, decided anew, or undone.
    fn again(&self, cells: &[String], answer: &Answer) -> std::result::Result<Row, Wrong> {
        match self.cell(cells, "decision").unwrap_or_default().to_lowercase().as_str() {
            "" => return Ok(Row::Open),
            "undo" => return Ok(Row::Undo(answer.said.seq)),
            _ => {}
        }
        let placed = self.placed(cells)?;
        let moved = match &answer.scope {
            Scope::Box { rect, .. } => {
                places::read_box(placed.rect).is_none_or(|b| b.rounded() != rect.rounded())
            }
            _ => false,
        };
        if moved && self.columns.contains_key("box") {
            let hint = "write undo into this row, and the new box into a row without an id";
            return wrong("the box of a decision cannot be changed", hint);
        }
        let ruling = placed.ruling.unwrap_or(answer.ruling);
        let exemption = self.exemption(cells, ruling, &answer.exemption).or_else(|wrong| match ruling {
            Ruling::Redact | Ruling::Withhold => Err(wrong),
            _ => Ok(String::new()),
        })?;
        let new = Answer {
            scope: answer.scope.clone(),
            ruling,
            exemption: if matches!(ruling, Ruling::Redact | Ruling::Withhold) {
                exemption
            } else {
                String::new()
            },
            reason: placed.reason.to_owned(),
            said: Said::default(),
        };
        if !new.fits() {
            return wrong(
                "such a place cannot be decided so",
                "write the decision that stood there, or undo",
            );
        }
        let same = (new.ruling, &new.reason) == (answer.ruling, &answer.reason)
            && (new.exemption == answer.exemption || self.cell(cells, "decided exemption") == Some(""));
        Ok(if same { Row::Unchanged } else { Row::New(Box::new(new)) })
    }

    /// The row of a person: it decides all of their mentions.
    fn everybody(
        &self,
        cells: &[String],
        group: &Group<'_>,
        seen: &mut BTreeSet<String>,
    ) -> std::result::Result<Row, Wrong> {
        if !seen.insert(group.id.clone()) {
            return wrong("the id stands in the list twice", "delete one of the two rows");
        }
        let Some(ruling) = self.ruling(cells)? else { return Ok(Row::Open) };
        let exemption = self.exemption(cells, ruling, &group.exemption(self.decided))?;
        let reason = self.cell(cells, "decided reason").unwrap_or_default().to_owned();
        let same = |c: &Choice| is_decided(c, ruling, &exemption, &reason);
        if group.is_decided(self.found, self.decided, ruling, same) {
            return Ok(Row::Unchanged);
        }
        let scope = group.scope();
        Ok(Row::New(Box::new(Answer { scope, ruling, exemption, reason, said: Said::default() })))
    }

    /// The row of a decision that fits nothing any more.
    fn orphan(&self, cells: &[String], seq: u64) -> std::result::Result<Row, Wrong> {
        match self.cell(cells, "decision").unwrap_or_default().to_lowercase().as_str() {
            "" => Ok(Row::Open),
            "undo" => Ok(Row::Undo(seq)),
            _ => {
                wrong("this decision no longer fits anything", "write undo, and decide anew where it belongs")
            }
        }
    }

    fn scope(&self, finding: &Finding) -> Scope {
        let document = self.documents.get(finding.document).map(|d| d.text.id.clone());
        Scope::of(finding, &document.unwrap_or_else(|| crate::load::DocumentId(String::new())))
    }
}

/// Whether the ledger says so already.
fn is_decided(choice: &Choice, ruling: Ruling, exemption: &str, reason: &str) -> bool {
    choice.settled.as_ref().is_some_and(|s| {
        let same = (s.verdict == Verdict::Keep) == (ruling == Ruling::Keep);
        s.settled == Settled::Decided && same && s.exemption == exemption && s.reason == reason
    })
}
