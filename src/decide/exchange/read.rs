//! The spreadsheet back from a person: whatever separator, encoding and order of columns Excel chose.
//!
//! Refuses, with the row number, an id that is unknown, changed or given twice, a decision that is
//! none, and an exemption that does not exist. All mistakes are told at once; with any of them
//! nothing is taken.

use std::collections::{BTreeMap, BTreeSet};

use super::super::{Answer, Choice, Decided, Document, Ruling, Said, Scope, Settled, Verdict};
use super::Sheet;
use super::people::{self, Group};
use super::places::{self, Placed};
use super::write::{orphan_id, word};
use crate::case::exemption::Register;
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

/// The cells of a row, and its number as the spreadsheet shows it.
type Cells = (u32, Vec<String>);

/// Where each column stands, by its heading.
type Columns = BTreeMap<String, usize>;

/// The headings and the rows with their line numbers.
fn table(file: &str, text: &str) -> Result<(Columns, Vec<Cells>)> {
    // Excel may write the separator into a line of its own
    let (text, skipped) = match text.strip_prefix("sep=").and_then(|t| t.split_once('\n')) {
        Some((_, rest)) => (rest, 1),
        None => (text, 0),
    };
    let heading = text.lines().find(|l| !l.trim().is_empty()).unwrap_or_default();
    let count = |c: char| heading.matches(c).count();
    let separator = [',', ';', '\t'].into_iter().max_by_key(|c| count(*c)).unwrap_or(',');
    let reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator as u8)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for (i, record) in reader.into_records().enumerate() {
        let record = record.map_err(|_| {
            Error::usage(
                Place::file(file),
                "is no table of values",
                "save the list as CSV from the spreadsheet",
            )
        })?;
        // the number of the row as the spreadsheet shows it
        let line = i as u32 + 1 + skipped;
        rows.push((line, record.iter().map(str::to_owned).collect::<Vec<String>>()));
    }
    let at = rows.iter().position(|(_, r)| r.iter().any(|c| !c.trim().is_empty())).unwrap_or(0);
    let (line, heading) = rows.drain(..(at + 1).min(rows.len())).next_back().unwrap_or_default();
    let columns: Columns = heading.iter().enumerate().map(|(i, h)| (h.trim().to_lowercase(), i)).collect();
    for needed in ["id", "decision"] {
        if !columns.contains_key(needed) {
            let what = format!("there is no column \"{needed}\"");
            let hint = "keep the headings of `blackpanel list CASE --csv`; the order does not matter";
            return Err(Error::usage(Place::file(file).line(line), what, hint));
        }
    }
    Ok((columns, rows))
}

/// What one row says.
enum Row {
    Open,
    Unchanged,
    New(Box<Answer>),
    Undo(u64),
}

/// What is wrong with a row, and what to do.
pub(super) type Wrong = (String, String);

pub(super) fn wrong<T>(what: impl Into<String>, hint: impl Into<String>) -> std::result::Result<T, Wrong> {
    Err((what.into(), hint.into()))
}

struct Reader<'a> {
    sheet: &'a Sheet<'a>,
    documents: &'a [Document<'a>],
    found: &'a Found,
    decided: &'a Decided,
    by_id: BTreeMap<&'a str, (&'a Finding, &'a Choice)>,
    people: BTreeMap<String, Group<'a>>,
    orphans: BTreeMap<String, u64>,
    answers: BTreeMap<String, &'a Answer>,
    columns: Columns,
}

impl Reader<'_> {
    /// A cell as it was before it was made safe for a spreadsheet.
    fn cell<'c>(&self, cells: &'c [String], column: &str) -> Option<&'c str> {
        let cell = cells.get(*self.columns.get(column)?)?.trim();
        let bare = cell.strip_prefix('\'').filter(|c| c.starts_with(['=', '+', '-', '@', '\t', '\r']));
        Some(bare.unwrap_or(cell))
    }

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

    /// What a row says of a place.
    fn placed<'c>(&self, cells: &'c [String]) -> std::result::Result<Placed<'c>, Wrong> {
        let cell = |column: &str| self.cell(cells, column).unwrap_or_default();
        let written = cell("decision").to_lowercase();
        let ruling = places::ruling_of(&written);
        if ruling.is_none() && !written.is_empty() {
            return wrong("the decision is none", "redact, keep, withhold, exclude or disclose");
        }
        Ok(Placed {
            kind: cell("kind"),
            document: cell("document"),
            page: cell("page"),
            rect: cell("box"),
            ruling,
            exemption: cell("decided exemption"),
            reason: cell("decided reason"),
        })
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

    /// A comment that a row adds or changes.
    fn comment(&self, cells: &[String]) -> std::result::Result<Option<(String, String)>, Wrong> {
        let text = self.cell(cells, "comment").unwrap_or_default();
        let id = self.cell(cells, "id").unwrap_or_default().trim_start_matches('#').to_lowercase();
        if text.is_empty() {
            return Ok(None);
        }
        let about = if self.by_id.contains_key(id.as_str()) {
            places::about_finding(&id)
        } else if id.is_empty() && self.cell(cells, "kind") == Some("page") {
            let placed = self.placed(cells)?;
            let document = placed.document(self.documents)?;
            places::about_page(&document.text.id.0, placed.page(document)?)
        } else {
            return wrong("a comment is about a finding or a page", "write it beside one");
        };
        let known = self.sheet.comments.get(&about).is_some_and(|c| c.trim() == text);
        Ok((!known).then(|| (about, text.to_owned())))
    }

    /// The decision of a row, if there is one.
    fn ruling(&self, cells: &[String]) -> std::result::Result<Option<Ruling>, Wrong> {
        match self.cell(cells, "decision").unwrap_or_default().to_lowercase().as_str() {
            "" => Ok(None),
            "redact" | "r" => Ok(Some(Ruling::Redact)),
            "keep" | "k" => Ok(Some(Ruling::Keep)),
            _ => wrong("the decision is neither \"redact\" nor \"keep\"", "write one of the two, or nothing"),
        }
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

    /// Whether what stands beside the id is what belongs to it.
    fn belongs(&self, cells: &[String], finding: &Finding) -> bool {
        let page = finding.page.to_string();
        let same = |column: &str, want: &str| self.cell(cells, column).is_none_or(|c| c == want);
        // a spreadsheet may show a page as 3.0 or 3,00
        let paged = self.cell(cells, "page").is_none_or(|c| {
            let whole = c.split(['.', ',']).next().unwrap_or(c);
            whole == page && c[whole.len()..].chars().all(|c| matches!(c, '.' | ',' | '0'))
        });
        let name = self.documents.get(finding.document).map_or("", |d| d.text.name.raw());
        let plain = |t: &str| t.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
        let named = self.cell(cells, "document").is_none_or(|c| plain(c) == plain(name));
        paged && named && same("kind", &word(&finding.kind))
    }

    /// The exemption of a row: as decided, else as proposed.
    fn exemption(
        &self,
        cells: &[String],
        ruling: Ruling,
        proposed: &str,
    ) -> std::result::Result<String, Wrong> {
        let written = self.cell(cells, "decided exemption").unwrap_or_default();
        match (ruling, written) {
            (Ruling::Keep, _) => Ok(String::new()),
            (_, "") if proposed.is_empty() => wrong(
                "a redaction without an exemption",
                "write one into \"decided exemption\"; `blackpanel codes` lists them",
            ),
            (_, "") => Ok(proposed.to_owned()),
            (_, name) => match Register::shipped().get(name) {
                Some(e) => Ok(e.id.clone()),
                None => wrong("the exemption does not exist", Register::shipped().hint(name)),
            },
        }
    }

    fn scope(&self, finding: &Finding) -> Scope {
        let document = self.documents.get(finding.document).map(|d| d.text.id.clone());
        Scope::Finding {
            finding: finding.id.clone(),
            document: document.unwrap_or_else(|| crate::load::DocumentId(String::new())),
            page: finding.page,
            kind: finding.kind,
            anchor: finding.anchor.clone(),
        }
    }
}

/// Whether the ledger says so already.
fn is_decided(choice: &Choice, ruling: Ruling, exemption: &str, reason: &str) -> bool {
    choice.settled.as_ref().is_some_and(|s| {
        let same = (s.verdict == Verdict::Keep) == (ruling == Ruling::Keep);
        s.settled == Settled::Decided && same && s.exemption == exemption && s.reason == reason
    })
}
