//! Why it exists: in a table the heading says what a column holds, and a cell needs no other cue: comma
//! or tab separated lists, registers of tenants, petitions. It refuses cells that hold figures, sentences
//! or the words people write where nobody is named.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use memchr::memchr;

use super::{Mention, Page};
use crate::find::Tier;
use crate::find::cells::{Line, cells};
use crate::find::words::Shape;

/// Headings of columns that hold names, as whole cells.
const NAMES: &str = "forename|forenames|first name|firstname|first|given name|surname|last name|lastname|last|\
    family name|name|names|full name|print name|tenant|tenant name|tenant names|resident|resident name|contact|\
    contact name|nok|next of kin|key worker|keyworker|officer|author|signature|signed|attendee|witness|\
    complainant|caller|reported by|assigned to|raised by|household member|partner|child|occupant|customer|\
    customer name|applicant|sender|recipient|staff member|person|middle name|op|operative|engineer|surveyor|inspector|handler|case handler|caseworker|case worker|staff|carer|\
    who|by|initials|initial|action by|actioned by|checked by|scored by|seen by|signed by|entered by|noted by|visited by|\
    reviewed by|called by|approved by|lead officer|pupil|pupil name|student|student name|learner|young person|parent|\
    parents|guardian|joint tenant|second tenant|service user|buyer|seller|reviewer|investigator|\
    spouse|husband|wife|son|daughter|mother|father|leaseholder|owner|claimant|defendant|interpreter|chair|lead|\
    manager|attended by|completed by|inspected by|logged by|taken by|created by|updated by|reporter|payee|payer|\
    user|username|user name|logged on by|adviser|advisor|auditor|caretaker|set by|done by|beneficiary|account name|account holder|referrer|referred by|worker|support worker|social worker|teacher|victim|\
    perpetrator|suspect|driver|visitor|guest|member|participant|client|patient|interviewee|alias|known as|maiden name";

static HEADINGS: LazyLock<HashSet<&str>> = LazyLock::new(|| NAMES.split('|').collect());

/// What people write where nobody is named, a slash as a space.
const NOBODY: &str = "all|everyone|team|staff|hr|gp|gps|it|la|sw|llp|ho|ha|dwp|nhs|cab|mp|ot|ll|asb|eho|legal|finance|school|\
    admin|office|repairs|housing|none|n a|na|unknown|various|self|tenant|vacant|void|tbc|anonymous|anon|n k|redacted|withheld|public|police|landlord|council|contractor|not known|as above|ditto|yes|no|male|female";

/// The names in columns whose heading says so, in order.
pub(super) fn names(page: &Page) -> Vec<Mention> {
    let mut out = vec![];
    let mut table: Option<Table> = None;
    // Word sets a blank line between the rows of its tables; a paragraph behind one ends the table
    let mut blank = false;
    for Line { bytes: line, marked } in page.lines.iter().cloned() {
        if table.is_none() && !marked {
            continue;
        }
        let text = page.text.get(line.clone()).unwrap_or_default();
        if let Some(header) = marked.then(|| Table::header(text)).flatten() {
            table = Some(header);
        } else if text.trim().is_empty() {
            blank = true;
            continue;
        } else if blank && table.as_ref().is_some_and(|t| !t.goes_on(text)) {
            table = None;
        } else if let Some(t) = &table {
            out.extend(
                t.row(text)
                    .into_iter()
                    .filter_map(|cell| name(page, line.start + cell.start..line.start + cell.end)),
            );
        }
        blank = false;
    }
    out
}

/// A table whose heading was read.
struct Table {
    separator: u8,
    columns: usize,
    named: Vec<usize>,
}

impl Table {
    /// A line of short cells, one of which is the heading of a column of names.
    fn header(line: &str) -> Option<Self> {
        for (separator, least) in [(b'\t', 2), (b'|', 2), (b';', 3), (b',', 3)] {
            // most lines are sentences with a comma: told first and without a copy of their words
            let Some(first) = memchr(separator, line.as_bytes()).and_then(|end| line.get(..end)) else {
                continue;
            };
            if !is_short(first) && !first.contains('"') {
                continue;
            }
            let cells = cells(line, separator);
            if cells.len() < least || !cells.iter().all(|c| is_short(line.get(c.clone()).unwrap_or_default()))
            {
                continue;
            }
            let is_name = |c: &Range<usize>| {
                let heading = tidy(line.get(c.clone()).unwrap_or_default());
                HEADINGS.contains(heading.trim_end_matches([' ', '1', '2', '3']))
            };
            let named: Vec<usize> =
                cells.iter().enumerate().filter(|(_, c)| is_name(c)).map(|(i, _)| i).collect();
            // "Surname | MULCAHY": a form, whose answers stand beside their labels
            let answered =
                cells.iter().any(|c| !is_name(c) && is_answer(line.get(c.clone()).unwrap_or_default()));
            if !named.is_empty() && !answered {
                return Some(Self { separator, columns: cells.len(), named });
            }
        }
        None
    }

    /// Whether a line behind a blank one is a row still: as many cells as the heading has.
    fn goes_on(&self, line: &str) -> bool {
        (self.columns..=self.columns + 1).contains(&cells(line, self.separator).len())
    }

    /// The cells of a row that stand below a heading of names.
    fn row(&self, line: &str) -> Vec<Range<usize>> {
        let cells = cells(line, self.separator);
        let number = |c: &Range<usize>| {
            line.get(c.clone()).unwrap_or_default().bytes().all(|b| b.is_ascii_digit() || b" .)".contains(&b))
        };
        // rows are often numbered where the heading is not
        let shift = usize::from(cells.len() == self.columns + 1 && cells.first().is_some_and(number));
        if cells.len() < 2 {
            return vec![];
        }
        self.named.iter().filter_map(|i| cells.get(i + shift).cloned()).collect()
    }
}

/// Whether a cell is no longer than a heading, and holds no figure.
fn is_short(cell: &str) -> bool {
    let text = bare(cell);
    text.split([' ', '_', '-', '/']).take(7).count() <= 6 && !is_figure(text)
}

/// Digits that are no number of a column: "Carer 2" is a heading, "12 May" is none.
fn is_figure(cell: &str) -> bool {
    cell.trim_end_matches([' ', '1', '2', '3']).bytes().any(|b| b.is_ascii_digit())
        || cell.bytes().all(|b| b.is_ascii_digit()) && !cell.is_empty()
}

/// Whether a cell holds a person, and so is no heading.
fn is_answer(cell: &str) -> bool {
    bare(cell).split([' ', '-']).map(crate::find::lexicon::evidence).any(|k| {
        let name = k.forename() >= 2 || k.surname() >= 2;
        k.title() || name && !(k.word() || k.other() || k.body() || k.role() || k.heading())
    })
}

/// The words of a cell without the marks round them.
fn bare(cell: &str) -> &str {
    cell.trim_matches([' ', '"', '\'', '*', ':', '.'])
}

fn tidy(cell: &str) -> String {
    bare(cell).replace(['_', '-', '/'], " ")
}

/// The cell as a name.
fn name(page: &Page, cell: Range<usize>) -> Option<Mention> {
    let text = page.text.get(cell.clone())?;
    let mut start = page.words.partition_point(|w| (w.start as usize) < cell.start);
    // the row's number
    start += usize::from(page.at(start).is_some_and(|w| w.line && w.shape == Shape::Number));
    let end = page.words.partition_point(|w| (w.end as usize) <= cell.end);
    let words = page.words.get(start..end)?;
    let heading = tidy(text);
    let nobody = NOBODY.split('|').any(|n| n == heading);
    let plain = words.iter().all(|w| w.shape == Shape::Lower && w.known.word() && !w.known.name());
    let figures = words.iter().any(|w| w.shape == Shape::Number);
    let letters: usize = words.iter().map(crate::find::words::Word::len).sum();
    if words.is_empty() || words.len() > 6 || letters < 2 || nobody || plain || figures {
        return None;
    }
    let parts = super::run::parts(page, start..end);
    let first = parts.first.and_then(|i| page.at(i));
    let forename = first.is_some_and(|w| w.known.forename() >= 2 && !w.known.word());
    let body = parts.body && !(parts.full >= 2 && forename);
    let team = words.iter().any(|w| w.known.word() && !w.known.name()) && !forename;
    if body || team || text.contains(['@', '£', '%']) {
        return None;
    }
    // "BR", "MCO" below "by": somebody's initials, or a service's
    let short = |w: &crate::find::words::Word| w.shape == Shape::Upper && w.len() <= 3 && !w.known.name();
    let tier = if words.iter().all(short) { Tier::Check } else { Tier::Likely };
    let mut found = Mention::new(start..end, tier, "below a heading such as ‘surname’");
    found.reversed = text.trim_matches('"').contains(',') && words.len() > 1;
    found.name.start += words.iter().take(words.len() - 1).take_while(|w| w.known.title()).count();
    Some(found)
}
