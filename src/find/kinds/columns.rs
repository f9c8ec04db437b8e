//! Why it exists: in a table the cue stands once, at the head of its column. A line with two cells or more
//! that name an identifier is a head; the cells below it, until a paragraph, are what it says. Cells end
//! with a tab, a comma, a semicolon or a bar (RFC 4180 quotes count). It refuses cells that cannot be
//! what the head says: a birth date must be a date, a number must hold four digits.

use std::ops::Range;

use super::super::cells::{Line, MARKS, cells};
use super::dates;
use super::operational::OPENS;
use super::scan::{Pattern, pattern};
use super::{Hit, Kind, Source, Tier};

pub(crate) const REASON: &str = "in a column of a table with that heading";

/// Stands for a house number alone in its cell, `flat,15`; no recogniser of tables is called so otherwise.
const HOME: Kind = Kind::Custom;

/// Stands for what is only called a number, `No,E09913`: letters and digits, as of staff.
const NUMBER: Kind = Kind::Handle;

/// Everything in columns whose head says what it is.
pub(super) fn find(source: &Source, off: &[Kind], out: &mut Vec<Hit>) {
    let mut head: Option<(u8, Vec<Option<Kind>>)> = None;
    let mut blank = false;
    let mut known: Option<Known> = None;
    for Line { bytes, marked } in source.lines {
        let start = bytes.start;
        let line = source.part(bytes);
        if head.is_none() && !marked {
            continue;
        }
        if line.trim().is_empty() {
            blank = true;
            continue;
        }
        if blank && head.as_ref().is_some_and(|(mark, kinds)| !goes_on(line, *mark, kinds.len())) {
            head = None;
        }
        blank = false;
        if let Some(found) = marked.then(|| heading(line)).flatten() {
            head = Some(found);
        } else if let Some((mark, kinds)) = &head {
            for (kind, cell) in kinds.iter().zip(filled(line, *mark, kinds.len())) {
                let Some(kind) = kind.filter(|k| !off.contains(k)) else { continue };
                let range = start + cell.start..start + cell.end;
                let shown = source.markers || kind != HOME;
                if shown
                    && fits(kind, source.part(&range))
                    && !known.get_or_insert_with(|| Known::of(out)).hold(&range)
                {
                    let (kind, tier, reason) = match kind {
                        HOME => (Kind::Address, Tier::Likely, REASON),
                        NUMBER => (Kind::Reference, Tier::Likely, REASON),
                        Kind::Operational => (kind, Tier::Check, OPENS),
                        kind => (kind, Tier::Likely, REASON),
                    };
                    out.push(Hit::new(kind, range, tier, reason));
                }
            }
        }
    }
}

/// Whether a line behind a blank one is a row still: Word sets one between the rows of its tables.
fn goes_on(line: &str, mark: u8, columns: usize) -> bool {
    line.bytes().filter(|b| *b == mark).count() + 1 >= columns && columns > 1
}

/// What was found before the tables were looked at: where each starts, in order, and how far it and all before
/// it reach. No cell lies inside another, so that what is found in them need not be added.
struct Known(Vec<(usize, usize)>);

impl Known {
    fn of(found: &[Hit]) -> Self {
        let mut all: Vec<(usize, usize)> = found.iter().map(|h| (h.bytes.start, h.bytes.end)).collect();
        all.sort_unstable();
        let mut reach = 0;
        for (_, end) in &mut all {
            reach = reach.max(*end);
            *end = reach;
        }
        Self(all)
    }

    /// Whether one of them holds the whole range.
    fn hold(&self, range: &Range<usize>) -> bool {
        let next = self.0.partition_point(|(start, _)| *start <= range.start);
        next.checked_sub(1).and_then(|last| self.0.get(last)).is_some_and(|(_, reach)| range.end <= *reach)
    }
}

/// The mark between the cells and what each column holds, when the line is a head.
fn heading(line: &str) -> Option<(u8, Vec<Option<Kind>>)> {
    if line.len() > 600 || line.bytes().filter(u8::is_ascii_digit).count() > 4 {
        return None;
    }
    let mark = MARKS.into_iter().find(|m| line.as_bytes().contains(m))?;
    let stems = pattern!(
        r"(?:^|[,;|\t])\s?\x22?(?:flat|room|house|unit|plot|door|no|number|id)\.?(?:\sno\.?)?\x22?\s?(?:[,;|\t]|$)|dob|d\.o\.b|birth|born|nino|ni\sn|national|nhs|phone|tel|mob|landline|sort|acc|a/c|passport|licence|reg|vehicle|vr[mn]|utr|council|address|tenancy|tenant|rent|person|household|customer|client|payment|crn|payroll|staff|emp|student|pupil|patient|hospital|member|learner|clock|claim|upn|uln|mrn|chi|case|uprn|safe|code|pin|password|s/c|(?:^|[,;|\t])\s?ni\s?(?:[,;|\t]|$)"
    );
    let cells = cells(line, mark);
    // words only, and short ones: a sentence has commas too
    let short = |c: &Range<usize>| line.get(c.clone()).is_some_and(|t| t.split(' ').count() <= 4);
    if cells.len() < 3 || !cells.iter().all(short) || !stems.is_match(line) {
        return None;
    }
    let kinds: Vec<Option<Kind>> = cells.iter().map(|c| named(line.get(c.clone())?)).collect();
    kinds.iter().any(Option::is_some).then_some((mark, kinds))
}

/// The cells of a row; where a long name leaves one blank before the number, they are two cells all the same.
fn filled(line: &str, mark: u8, columns: usize) -> Vec<Range<usize>> {
    let narrow = pattern!(
        r"[a-z](\s)(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\s)?[0-9][0-9/.\s-]*$"
    );
    let mut out = cells(line, mark);
    while mark == b'\t' && out.len() < columns {
        let split = out.iter().enumerate().find_map(|(i, cell)| {
            let blank = narrow.captures(line.get(cell.clone())?)?.get(1)?;
            Some((i, cell.start + blank.start()))
        });
        let Some((i, at)) = split else { break };
        let Some(cell) = out.get_mut(i) else { break };
        let rest = at + 1..cell.end;
        cell.end = at;
        out.insert(i + 1, rest);
    }
    out
}

/// What a heading stands for.
fn named(heading: &str) -> Option<Kind> {
    let words: String = heading.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let words = words.split(' ').filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ");
    let is = |shape: &Pattern| shape.is_match(&words);
    let kinds: [(Kind, &Pattern); 16] = [
        (HOME, pattern!(r"^(?:flat|room|house|unit|plot|door)(?: n(?:o|umber))?$")),
        (NUMBER, pattern!(r"^(?:n(?:o|umber)|id)$")),
        (
            Kind::Reference,
            pattern!(
                r"^(?:(?:tenancy|tenant|rent|person|household|customer|client|payment|crn|payroll|staff|emp|employee|student|pupil|patient|hospital|member|learner|clock|claim|case)(?: account)? ?(?:id|ref(?:erence)?|n(?:o|umber)|account)|tenancy|uprn|crn|upn|uln|mrn|chi)$"
            ),
        ),
        (Kind::DateOfBirth, pattern!(r"^(?:d ?o ?b|date of birth|birth ?date|born)$")),
        (Kind::Nino, pattern!(r"^(?:nino|ni|ni n(?:o|umber)|national insurance(?: n(?:o|umber))?)$")),
        (Kind::NhsNumber, pattern!(r"^nhs(?: n(?:o|umber))?$")),
        (Kind::Phone, pattern!(r"^(?:\w+ )?(?:phone|telephone|tel|mobile|mob|landline)(?: n(?:o|umber))?$")),
        (Kind::SortCode, pattern!(r"^(?:sort ?(?:code)?|s c)$")),
        (Kind::Account, pattern!(r"^(?:bank )?(?:account|acc|a c)(?: n(?:o|umber))?$")),
        (Kind::Passport, pattern!(r"^passport(?: n(?:o|umber))?$")),
        (Kind::DrivingLicence, pattern!(r"^(?:driving|driver) licence(?: n(?:o|umber))?$")),
        (
            Kind::Vehicle,
            pattern!(r"^(?:vehicle )?(?:vrm|vrn|reg|registration|vehicle)(?: n(?:o|umber)| mark)?$"),
        ),
        (Kind::Utr, pattern!(r"^utr(?: n(?:o|umber))?$")),
        (Kind::CouncilTax, pattern!(r"^council tax(?: (?:ref|reference|account))?(?: n(?:o|umber))?$")),
        (
            Kind::Operational,
            pattern!(
                r"^(?:key ?safe(?: (?:code|n(?:o|umber)))?|key code|(?:door|gate|alarm|entry|access|lock ?box) (?:code|pin)s?|pass ?code|password)$"
            ),
        ),
        (Kind::Address, pattern!(r"^(?:(?:home|current|postal|previous) )?address(?: \d)?$")),
    ];
    kinds.into_iter().find(|(_, shape)| is(shape)).map(|(kind, _)| kind)
}

/// Whether a cell can be what its head says.
fn fits(kind: Kind, cell: &str) -> bool {
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    match kind {
        Kind::DateOfBirth => {
            let month = pattern!(
                r"^(?:c\.?\s)?(?:[a-z]{3,9}\.?,?\s)?(?:19|20)[0-9]{2}$|^[01]?[0-9][/.-](?:19|20)[0-9]{2}$"
            );
            month.is_match(cell) || dates::all(cell).iter().any(|d| d.bytes.len() + 2 >= cell.trim().len())
        }
        HOME => pattern!(r"^[0-9]{1,4}[a-z]?$").is_match(cell.trim()),
        NUMBER => pattern!(r"^[a-z]{1,3}[0-9]{4,8}$").is_match(cell.trim()),
        Kind::Operational => digits >= 3 && cell.len() <= 12,
        Kind::Address => digits > 0 && cell.len() > 5 || cell.split(' ').count() >= 3,
        Kind::Vehicle => digits > 0 && (5..=9).contains(&cell.len()),
        Kind::SortCode => digits == 6 && !cell.contains('£'),
        Kind::Account => digits >= 4 && cell.len() <= 30 && !cell.contains('£'),
        _ => digits >= 4 && cell.len() <= 30,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_of_a_column_is_the_cue_of_its_cells() {
        super::super::check(
            |source, out| find(source, &[], out),
            &[
                (
                    "ref,title,name,dob,Mobile\n1,Mr,Ann Lee,1979-08-17,\n2,,\"Lee, Jo\",03/02/1989,7700 900123",
                    &["1979-08-17", "03/02/1989", "7700 900123"],
                ),
                (
                    "Name\tNI No\tNHS Number\nAnn Lee\tAB 12 34 56\t943 476 5918\n\nJo Lee\tAB 12 34 57\t943 476 5919\n\nIn 2024\nx\ty 1234\tz 1234",
                    &["AB 12 34 56", "943 476 5918", "AB 12 34 57", "943 476 5919"],
                ),
                ("Payee\tSort\tAccount\nAnn Lee 043020\t48997452", &["043020", "48997452"]),
                ("name\tdob\ttenancy id\nAnn\tApril 1956\tT5810033", &["April 1956", "T5810033"]),
                ("date,flat,name\n06/03/2026,15,Ann Lee\n07/03/2026,9b,Jo", &["15", "9b"]),
                ("Name,No,From\nDunmore C,E09913,02/02/2026\nLee J,12,03/02/2026", &["E09913"]),
                (
                    "Emp no,Name,Score\nEMP20112,Ann Lee,4\n\nUPN\tPupil\tYear\nH801200001001\tJo\t4",
                    &["EMP20112", "H801200001001"],
                ),
                (
                    "Client,Carer,Key safe\nMr Lee,Jo,2291\nMs Ray,Al,C1905Y\nMr Oh,Jo,none",
                    &["2291", "C1905Y"],
                ),
                ("Job\tDate\tCost\n123456\t01/02/2024\t12345", &[]),
                ("He gave his name, address, and a date.\nThen on 01/02/2024, at 5, he left 12345", &[]),
            ],
        );
    }
}
