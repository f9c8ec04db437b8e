//! Block and allow lists: terms that always go, or always stay, whoever they belong to.
//!
//! One term a line, or CSV `term,kind,exemption`; `#` starts a comment. Saved in any of the ways
//! `decode` knows. An unknown kind or exemption is an error with its line.

use std::path::Path;

use super::check::{climbs, problem};
use super::exemption::Register;
use super::read::Lines;
use super::schema::FindRules;
use super::{decode, keys, nearest};
use crate::diag::{Place, Problem, Secret};
use crate::error::Exit;
use crate::find::Kind;
use crate::sys::fs;

/// Largest list that is read.
const LIST_LIMIT: u64 = 16 << 20;

/// The terms of a case's lists.
#[derive(Debug, Clone, Default)]
pub struct Lists {
    /// Terms to redact.
    pub block: Vec<Term>,
    /// Terms to keep.
    pub allow: Vec<Term>,
}

/// One term of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The term as written.
    pub term: Secret,
    /// What it is, where the list says so.
    pub kind: Option<Kind>,
    /// Exemption id, where the list names one.
    pub exemption: Option<String>,
}

impl Lists {
    /// The term of the block list that a found text is, compared without case and spacing.
    #[must_use]
    pub fn blocked(&self, text: &str) -> Option<&Term> {
        find(&self.block, text)
    }

    /// Asks whether a term of the block list stands in a text in whole words, compared without case and spacing.
    pub fn blocked_in(&self) -> impl Fn(&str) -> bool + use<> {
        let terms: Vec<String> = self.block.iter().map(|t| folded(t.term.expose())).collect();
        move |text| {
            let text = if terms.is_empty() { String::new() } else { folded(text) };
            terms.iter().any(|term| holds(&text, term))
        }
    }

    /// The term of the allow list that a found text is, compared without case and spacing.
    #[must_use]
    pub fn allowed(&self, text: &str) -> Option<&Term> {
        find(&self.allow, text)
    }
}

fn find<'a>(terms: &'a [Term], text: &str) -> Option<&'a Term> {
    if terms.is_empty() {
        return None;
    }
    let text = folded(text);
    terms.iter().find(|t| folded(t.term.expose()) == text)
}

fn holds(text: &str, term: &str) -> bool {
    let joins = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let whole = |at: usize| {
        let before = text.get(..at).and_then(|t| t.chars().next_back());
        let behind = text.get(at + term.len()..).and_then(|t| t.chars().next());
        !joins(before) && !joins(behind)
    };
    !term.is_empty() && text.match_indices(term).any(|(at, _)| whole(at))
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Reads the lists that `[find]` names.
pub(super) fn read(
    folder: &Path,
    rules: &FindRules,
    lines: &Lines,
    written: &str,
) -> Result<Lists, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut all = |key: &str, names: &[String]| {
        let mut terms = Vec::new();
        for name in names {
            let at = |what: &str, hint: &str| problem(lines, written, &format!("find.{key}"), what, hint);
            let name = name.replace('\\', "/");
            if climbs(&name) || fs::size(&folder.join(&name)).is_none() {
                let hint = "put it into the case and name it from there, as \"lists/keep.txt\"";
                problems.push(at("there is no such list in the case", hint));
                continue;
            }
            match file(&folder.join(&name), &name) {
                Ok(found) => terms.extend(found),
                Err(wrong) => problems.extend(wrong),
            }
        }
        terms
    };
    let lists = Lists { block: all("block", &rules.block), allow: all("allow", &rules.allow) };
    if problems.is_empty() { Ok(lists) } else { Err(problems) }
}

fn file(path: &Path, name: &str) -> Result<Vec<Term>, Vec<Problem>> {
    let bytes = fs::read(path, LIST_LIMIT, Exit::Usage).map_err(|e| e.problems)?;
    let Some(text) = decode::text(&bytes) else {
        let hint = "save it as plain text, one term a line";
        return Err(vec![Problem::new(Place::file(name), "is not a text file", hint)]);
    };
    let is_csv = text.lines().next().is_some_and(|l| {
        let head = l.to_lowercase().replace(['"', ' '], "");
        head == "term" || head.starts_with("term,") || head.starts_with("term;")
    }) || Path::new(name).extension().is_some_and(|e| e.eq_ignore_ascii_case("csv"));
    let (mut terms, mut problems) = (Vec::new(), Vec::new());
    for (i, line) in text.lines().enumerate() {
        let line_number = i as u32 + 1;
        let cells = if is_csv { cells(line) } else { vec![line.trim().to_owned()] };
        match term(&cells) {
            Ok(found) => terms.extend(found),
            Err((what, hint)) => {
                problems.push(Problem::new(Place::file(name).line(line_number), what, hint));
            }
        }
    }
    if problems.is_empty() { Ok(terms) } else { Err(problems) }
}

/// The cells of one line of CSV, separated by comma, semicolon or tab.
fn cells(line: &str) -> Vec<String> {
    let outside = |sep: char| line.split('"').step_by(2).any(|part| part.contains(sep));
    let separator = ['\t', ';'].into_iter().find(|s| outside(*s)).map_or(b',', |s| s as u8);
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).delimiter(separator).from_reader(line.as_bytes());
    let record = reader.records().next().and_then(Result::ok).unwrap_or_default();
    record.iter().map(|c| c.trim().to_owned()).collect()
}

/// A term with its kind and exemption; nothing for an empty line, a comment or the heading.
fn term(cells: &[String]) -> Result<Option<Term>, (String, String)> {
    let cell = |i: usize| cells.get(i).map(String::as_str).filter(|c| !c.is_empty());
    let Some(text) = cell(0).filter(|t| !t.starts_with('#')) else { return Ok(None) };
    if text.eq_ignore_ascii_case("term") && cell(1).is_none_or(|k| k.eq_ignore_ascii_case("kind")) {
        return Ok(None);
    }
    let kind = cell(1).map(kind).transpose()?;
    let exemption = cell(2).map(exemption).transpose()?;
    Ok(Some(Term { term: Secret::new(text), kind, exemption }))
}

fn kind(name: &str) -> Result<Kind, (String, String)> {
    serde_json::from_value(serde_json::Value::from(name.to_lowercase())).map_err(|_| {
        let otherwise = format!("the kinds are {}", keys::KINDS.join(", "));
        let hint = nearest::hint(name, keys::KINDS.iter().copied(), &otherwise);
        ("the second cell is no kind of finding".to_owned(), hint)
    })
}

fn exemption(name: &str) -> Result<String, (String, String)> {
    let register = Register::shipped();
    register
        .get(name)
        .map(|e| e.id.clone())
        .ok_or_else(|| ("the third cell is no exemption".to_owned(), register.hint(name)))
}
