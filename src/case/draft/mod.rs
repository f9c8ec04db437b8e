//! Case files for a whole shelf, drafted from a list of people and a file of defaults.
//!
//! A draft says of a case only what the list says, and is held against the reader of case files before it
//! is written. Nobody has checked it: what is built from it waits for decisions, or says NOT REVIEWED.

use std::path::Path;

use toml::{Table, Value};

use super::{check, decode, read};
use crate::diag::{Place, Problem};
use crate::error::{Error, Exit, Result};
use crate::sys::fs;

mod list;

pub use list::People;
use list::{REQUEST, REQUESTER, Row, SUBJECT};

/// Largest list of people, and file of defaults, that is read.
const LIMIT: u64 = 64 << 20;

/// What a draft opens with.
const HEAD: &str =
    "# Drafted by `blackpanel batch` from a list of people. Check it before anything is sent.\n";

impl People {
    /// The text of a case file for one of them, valid as the reader of case files takes it.
    ///
    /// # Errors
    /// Exit 2 with every line of the list, or key of the defaults, that stands in the way.
    pub fn draft(&self, case: &str, defaults: &Table) -> Result<String> {
        let rows = self.of(case);
        let mut file = defaults.clone();
        file.insert("schema".into(), Value::Integer(1));
        let mut problems = self.not_one_subject(rows);
        for row in rows {
            if let Err(column) = put(&mut file, row) {
                let what = format!("\"{column}\" cannot be used in this row");
                let hint =
                    "a date is written 2026-09-28 or 28/09/2026; only the data subject has a reference";
                problems.push(Problem::new(self.place.clone().line(row.line), what, hint));
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

    fn not_one_subject(&self, rows: &[Row]) -> Vec<Problem> {
        if rows.iter().filter(|r| r.role() == SUBJECT).count() == 1 {
            return Vec::new();
        }
        let place = Place { line: rows.first().map(|r| r.line), ..self.place.clone() };
        let hint = "one row of each case needs the role data-subject: the person the data is about";
        vec![Problem::new(place, "the case has not one data subject", hint)]
    }
}

/// Puts a row into the case file; the column that cannot be used in it as the error.
fn put<'r>(file: &mut Table, row: &'r Row) -> std::result::Result<(), &'r str> {
    let fields = row.fields()?;
    match row.role() {
        SUBJECT => {
            let (request, own) = split(fields, &REQUEST);
            merge(file, "request", request);
            merge(file, "data_subject", own);
        }
        REQUESTER => merge(file, "requester", fields),
        _ => {
            let all = file.entry("party").or_insert_with(|| Value::Array(Vec::new()));
            if let Value::Array(all) = all {
                all.push(Value::Table(fields));
            }
        }
    }
    Ok(())
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
            ("c,data-subject,Ann,R,2026-01-02,,,,\nc,neighbour,Bo,,,,,,\n", "\"neighbour\""),
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
