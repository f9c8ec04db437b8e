//! Case files for a whole shelf, drafted from a list of people and a file of defaults.
//!
//! A draft says of a case only what the list says, and is held against the reader of case files before it
//! is written. Nobody has checked it: what is built from it waits for decisions, or says NOT REVIEWED.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use toml::{Table, Value};

use super::{check, date, decode, read};
use crate::diag::{Place, Problem};
use crate::error::{Error, Exit, Result};
use crate::sys::fs;

/// Largest list of people, and file of defaults, that is read.
const LIMIT: u64 = 64 << 20;

/// What a draft opens with.
const HEAD: &str =
    "# Drafted by `blackpanel batch` from a list of people. Check it before anything is sent.\n";

/// The role that makes a row the data subject's.
const SUBJECT: &str = "data-subject";

/// The role that makes a row that of whoever asks for the data subject.
const REQUESTER: &str = "requester";

/// Columns that hold several values, with `;` between.
const LISTS: [&str; 5] = ["aliases", "addresses", "emails", "phones", "identifiers"];

/// Columns that hold a date.
const DATES: [&str; 3] = ["date_of_birth", "received", "valid"];

/// Columns of the data subject's row that are about the request.
const REQUEST: [&str; 4] = ["reference", "received", "valid", "summary"];

/// Columns of a requester.
const ASKS: [&str; 4] = ["name", "capacity", "address", "consent"];

/// Columns of everybody else, besides `role`.
const PARTY: [&str; 8] =
    ["name", "title", "date_of_birth", "decision", "exemption", "basis", "reason", "profession"];

/// A list of people: the rows of each case folder.
#[derive(Debug)]
pub struct People {
    place: Place,
    rows: BTreeMap<String, Vec<Row>>,
}

/// One row: its line in the list, and its cells by column, empty ones left out.
#[derive(Debug)]
struct Row {
    line: u32,
    cells: BTreeMap<String, String>,
}

impl People {
    /// Reads a list: CSV with commas or semicolons, a heading that names its columns, one person a row;
    /// `case` is the folder's path below the shelf.
    ///
    /// # Errors
    /// Exit 2 with each line that cannot be used, and for a column that is not known: nothing is passed over.
    pub fn read(path: &Path) -> Result<Self> {
        let place = Place::file(fs::display(path));
        let bytes = fs::read(path, LIMIT, Exit::Usage)?;
        let hint = "save it as CSV (UTF-8) with a heading: case,role,name,…";
        let wrong = |line: u32, what: &str| Error::usage(place.clone().line(line), what, hint);
        let text = decode::text(&bytes).ok_or_else(|| wrong(1, "is no text"))?;
        let heading = text.trim_start_matches('\u{feff}').lines().next().unwrap_or_default();
        let delimiter = if heading.contains(';') && !heading.contains(',') { b';' } else { b',' };
        let mut reader = csv::ReaderBuilder::new();
        let mut reader = reader.delimiter(delimiter).trim(csv::Trim::All).from_reader(text.as_bytes());
        let heading: Vec<String> = reader
            .headers()
            .map_err(|_| wrong(1, "has no heading"))?
            .iter()
            .map(|h| h.trim_start_matches('\u{feff}').to_lowercase().replace([' ', '-'], "_"))
            .collect();
        if let Some(unknown) = heading.iter().find(|h| !is_column(h)) {
            let what = format!("has a column that is not known: \"{}\"", unknown.escape_debug());
            return Err(Error::usage(place.line(1), what, format!("the columns are: {}", columns())));
        }
        let mut rows: BTreeMap<String, Vec<Row>> = BTreeMap::new();
        for record in reader.records() {
            let line = record.as_ref().map_or_else(
                |e| e.position().map(csv::Position::line),
                |r| r.position().map(csv::Position::line),
            );
            let line = line.and_then(|l| u32::try_from(l).ok()).unwrap_or(0);
            let record = record.map_err(|_| wrong(line, "is not as long as the heading"))?;
            let cells: BTreeMap<String, String> = heading
                .iter()
                .zip(&record)
                .filter(|(_, cell)| !cell.is_empty())
                .map(|(name, cell)| (name.clone(), cell.to_owned()))
                .collect();
            if cells.is_empty() {
                continue;
            }
            let case = cells.get("case").ok_or_else(|| wrong(line, "names no case"))?;
            let case = case.replace('\\', "/").trim_matches('/').to_owned();
            if check::climbs(&case) {
                return Err(wrong(line, "names a case outside of the shelf"));
            }
            rows.entry(case).or_default().push(Row { line, cells });
        }
        Ok(Self { place, rows })
    }

    /// The case folders that the list names.
    pub fn cases(&self) -> impl Iterator<Item = &str> {
        self.rows.keys().map(String::as_str)
    }

    /// The text of a case file for one of them, valid as the reader of case files takes it.
    ///
    /// # Errors
    /// Exit 2 with every line of the list, or key of the defaults, that stands in the way.
    pub fn draft(&self, case: &str, defaults: &Table) -> Result<String> {
        let rows = self.rows.get(case).map_or(&[][..], Vec::as_slice);
        let mut problems = Vec::new();
        let mut wrong = |line: Option<u32>, what: &str, hint: &str| {
            problems.push(Problem::new(Place { line, ..self.place.clone() }, what, hint));
        };
        let subjects = rows.iter().filter(|r| r.role() == SUBJECT).count();
        if subjects != 1 {
            let hint = "one row of each case needs the role data-subject: the person the data is about";
            wrong(rows.first().map(|r| r.line), "the case has not one data subject", hint);
        }
        let mut file = defaults.clone();
        file.insert("schema".into(), Value::Integer(1));
        let mut parties = Vec::new();
        for row in rows {
            let fit = row.fields().map(|fields| match row.role() {
                SUBJECT => {
                    let (request, own) = split(fields, &REQUEST);
                    merge(&mut file, "request", request);
                    merge(&mut file, "data_subject", own);
                }
                REQUESTER => merge(&mut file, "requester", fields),
                _ => parties.push(Value::Table(fields)),
            });
            if let Err(column) = fit {
                let what = format!("\"{column}\" cannot be used in this row");
                wrong(
                    Some(row.line),
                    &what,
                    "a date is written 2026-09-28 or 28/09/2026; only the data subject has a reference",
                );
            }
        }
        if !parties.is_empty() {
            let all = file.entry("party").or_insert_with(|| Value::Array(Vec::new()));
            if let Value::Array(all) = all {
                all.extend(parties);
            }
        }
        if !problems.is_empty() {
            return Err(Error { exit: Exit::Usage, problems });
        }
        let text = toml::to_string(&file).map_err(|_| {
            Error::usage(self.place.clone(), "no case file can be written from it", "check the defaults")
        })?;
        let text = format!("{HEAD}{text}");
        valid(&text).map(|()| text)
    }
}

impl Row {
    fn role(&self) -> &str {
        self.cells.get("role").map_or("", String::as_str)
    }

    /// The row as keys of a case file; the column that cannot be used in it as the error.
    fn fields(&self) -> std::result::Result<Table, &str> {
        let mut fields = Table::new();
        let is_party = ![SUBJECT, REQUESTER].contains(&self.role());
        for (column, cell) in self.cells.iter().filter(|(c, _)| *c != "case") {
            let allowed: &[&[&str]] = match self.role() {
                SUBJECT => &[&REQUEST, &LISTS, &["name", "title", "date_of_birth", "role"]],
                REQUESTER => &[&ASKS, &["role"]],
                _ => &[&PARTY, &LISTS, &["role"]],
            };
            if !allowed.iter().any(|set| set.contains(&column.as_str())) {
                return Err(column);
            }
            if column == "role" && !is_party {
                continue;
            }
            fields.insert(column.clone(), value(column, cell).ok_or(column.as_str())?);
        }
        Ok(fields)
    }
}

fn value(column: &str, cell: &str) -> Option<Value> {
    if LISTS.contains(&column) {
        let parts = cell.split(';').map(str::trim).filter(|part| !part.is_empty());
        return Some(Value::Array(parts.map(|part| Value::String(part.to_owned())).collect()));
    }
    if DATES.contains(&column) {
        return date::parse(cell)?.to_string().parse().ok().map(Value::Datetime);
    }
    Some(Value::String(cell.to_owned()))
}

fn split(fields: Table, first: &[&str]) -> (Table, Table) {
    fields.into_iter().partition(|(key, _)| first.contains(&key.as_str()))
}

/// What the list says comes before what the defaults say.
fn merge(file: &mut Table, table: &str, fields: Table) {
    let there = file.entry(table).or_insert_with(|| Value::Table(Table::new()));
    if let Value::Table(there) = there {
        there.extend(fields);
    }
}

fn is_column(name: &str) -> bool {
    name == "case"
        || name == "role"
        || [&REQUEST[..], &LISTS, &ASKS, &PARTY].iter().any(|set| set.contains(&name))
}

fn columns() -> String {
    let all: BTreeSet<&str> = [&REQUEST[..], &LISTS, &ASKS, &PARTY].concat().into_iter().collect();
    let all: Vec<&str> = ["case", "role"].into_iter().chain(all).collect();
    all.join(", ")
}

/// Reads the defaults: a part of a case file.
///
/// # Errors
/// Exit 2 when it is no TOML.
pub fn defaults(path: &Path) -> Result<Table> {
    let bytes = fs::read(path, LIMIT, Exit::Usage)?;
    let place = || Place::file(fs::display(path));
    let text = decode::text(&bytes).ok_or_else(|| Error::usage(place(), "is no text", "save it as UTF-8"))?;
    toml::from_str(&text).map_err(|error| {
        let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
        let line = 1 + before.matches('\n').count() as u32;
        Error::usage(
            place().line(line),
            "is not the form of a case file (TOML)",
            "compare it with a case.toml",
        )
    })
}

fn valid(text: &str) -> Result<()> {
    let name = "the drafted case.toml";
    let problems = match read::read(text.as_bytes(), name) {
        Ok((mut file, lines)) => check::check(&mut file, &lines, name),
        Err(problems) => problems,
    };
    if problems.is_empty() { Ok(()) } else { Err(Error { exit: Exit::Usage, problems }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people(text: &str) -> Result<People> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("people.csv");
        std::fs::write(&path, text).expect("written");
        People::read(&path)
    }

    const HEADING: &str = "case,role,name,reference,received,aliases,date_of_birth,exemption,reason\n";

    #[test]
    fn a_draft_says_what_the_list_and_the_defaults_say() {
        let rows = "a/b,data-subject,\"Lee, Ann\",R-1,28/09/2026,\"A Lee; Annie\",1970-01-31,,\n\
                    a/b,third-party,Bo \"\"\"Q\"\"\" Ray,,,,,third-party,was asked\n\
                    c,data-subject,Cy Dee,R-2,,,,,\n";
        let people = people(&format!("\u{feff}{HEADING}{rows}")).expect("a list");
        assert_eq!(people.cases().collect::<Vec<_>>(), ["a/b", "c"]);
        let defaults: Table = toml::from_str(
            "[request]\nsummary = \"All\"\nreceived = 2026-01-02\n[policy]\nstaff = \"ask\"\n",
        )
        .expect("defaults");
        let text = people.draft("a/b", &defaults).expect("a draft");
        let (file, _) = read::read(text.as_bytes(), "case.toml").expect("valid");
        assert_eq!((file.request.reference.as_str(), file.request.summary.as_str()), ("R-1", "All"));
        assert_eq!(file.request.received.to_string(), "2026-09-28");
        assert_eq!((file.data_subject.name.as_str(), file.data_subject.aliases.len()), ("Lee, Ann", 2));
        assert_eq!(file.parties[0].reason.as_deref(), Some("was asked"));
        assert!(text.starts_with("# Drafted"));
        let other = people.draft("c", &defaults).expect("a draft");
        assert!(!other.contains("Ray") && !other.contains("Lee") && other.contains("2026-01-02"));
    }

    #[test]
    fn what_cannot_be_used_is_named_with_its_line_and_nothing_is_passed_over() {
        for (text, line) in [
            ("case,role,name,colour\n", Some(1)),
            ("name,role,case\nAnn,data-subject,\n", Some(2)),
            ("case,role,name\n../b,data-subject,Ann\n", Some(2)),
            ("case,role,name\na,data-subject\n", Some(2)),
        ] {
            let error = people(text).expect_err("named");
            assert_eq!((error.exit, error.problems[0].place.line), (Exit::Usage, line), "{text}");
        }
        for (rows, what) in [
            ("c,third-party,Ann,,,,,,\n", "not one data subject"),
            ("c,data-subject,Ann,R,,,,,\nc,data-subject,Bo,R,,,,,\n", "not one data subject"),
            ("c,data-subject,Ann,R,soon,,,,\n", "\"received\""),
            ("c,data-subject,Ann,R,2026-01-02,,,,\nc,neighbour,Bo,,,,,,\n", "role"),
            ("c,data-subject,Ann,R,2026-01-02,,,,\nc,third-party,Bo,R,,,,,\n", "\"reference\""),
        ] {
            let people = people(&format!("{HEADING}{rows}")).expect("a list");
            let summary: Table = toml::from_str("[request]\nsummary = \"All\"").expect("defaults");
            let error = people.draft("c", &summary).expect_err("named");
            let said: String = error.problems.iter().map(|p| format!("{} {};", p.what, p.hint)).collect();
            assert!(said.contains(what), "{rows}: {said}");
        }
    }
}
