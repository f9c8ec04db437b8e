//! Reading a TOML file of facts key by key, so that every problem is found in one go and in our words.
//!
//! Refuses keys that nobody asked for, blanks, placeholders and control characters.

use std::collections::BTreeSet;

use jiff::civil::Date;
use toml::{Table, Value};

use crate::diag::{Place, Problem};
use crate::error::{Error, Exit, Result};

/// What people leave where a fact should stand.
const PLACEHOLDERS: [&str; 8] = ["…", "...", "?", "-", "tbc", "tba", "todo", "xxx"];

/// A file of facts that is being read.
pub(super) struct Reader<'a> {
    text: &'a str,
    place: Place,
    table: Table,
    asked: BTreeSet<(&'static str, &'static str)>,
    problems: Vec<Problem>,
}

impl<'a> Reader<'a> {
    /// Starts reading.
    ///
    /// # Errors
    /// Exit 2 with the line when the text is no TOML.
    pub(super) fn new(text: &'a str, place: Place) -> Result<Self> {
        let table = text.parse::<Table>().map_err(|e| {
            let before = e.span().and_then(|s| text.get(..s.start)).unwrap_or_default();
            let line = before.matches('\n').count() as u32 + 1;
            let hint = "write  key = \"text\"  with straight quotes, and [names] of parts in brackets";
            Error::usage(place.clone().line(line), "this line is not written as TOML asks", hint)
        })?;
        Ok(Self { text, place, table, asked: BTreeSet::new(), problems: Vec::new() })
    }

    /// A needed text; empty after a problem was noted.
    pub(super) fn text(&mut self, section: &'static str, key: &'static str) -> String {
        match self.value(section, key) {
            Some(Value::String(s)) => self.fact(section, key, &s),
            Some(_) => self.wrong(section, key, "must be text in quotes"),
            None => String::new(),
        }
    }

    /// A needed list of at least one text.
    pub(super) fn list(&mut self, section: &'static str, key: &'static str) -> Vec<String> {
        match self.value(section, key) {
            Some(Value::Array(items)) if !items.is_empty() => {
                items.iter().map(|item| self.item(section, key, item)).collect()
            }
            Some(Value::Array(_)) => vec![self.wrong(section, key, "is an empty list")],
            Some(_) => vec![self.wrong(section, key, "must be a list of texts: [\"…\", \"…\"]")],
            None => vec![],
        }
    }

    /// A needed day.
    pub(super) fn date(&mut self, section: &'static str, key: &'static str) -> Option<Date> {
        let value = self.value(section, key)?;
        let date = match value {
            Value::Datetime(d) if d.time.is_none() => d.date,
            _ => None,
        };
        let date = date.and_then(|d| Date::new(d.year as i16, d.month as i8, d.day as i8).ok());
        if date.is_none() {
            self.wrong(section, key, "must be a day without quotes: 2026-11-02");
        }
        date
    }

    /// Ends the reading.
    ///
    /// # Errors
    /// Exit 2 with all that was wrong, unknown keys included.
    pub(super) fn finish(mut self) -> Result<()> {
        self.note_unknown();
        self.problems.sort_by_key(|p| p.place.line);
        if self.problems.is_empty() {
            return Ok(());
        }
        Err(Error { exit: Exit::Usage, problems: self.problems })
    }

    fn value(&mut self, section: &'static str, key: &'static str) -> Option<Value> {
        self.asked.insert((section, key));
        let table = match section {
            "" => Some(&self.table),
            _ => self.table.get(section).and_then(Value::as_table),
        };
        let value = table.and_then(|t| t.get(key)).cloned();
        if value.is_none() {
            self.wrong(section, key, "is missing");
        }
        value
    }

    fn item(&mut self, section: &'static str, key: &'static str, item: &Value) -> String {
        match item {
            Value::String(s) => self.fact(section, key, s),
            _ => self.wrong(section, key, "must be a list of texts: [\"…\", \"…\"]"),
        }
    }

    /// The text without outer spaces, when it is a fact.
    fn fact(&mut self, section: &'static str, key: &'static str, text: &str) -> String {
        let fact = text.trim();
        if fact.is_empty() || PLACEHOLDERS.contains(&fact.to_lowercase().as_str()) {
            return self.wrong(section, key, "is blank");
        }
        if fact.chars().any(char::is_control) {
            return self.wrong(section, key, "holds a line break or another control character");
        }
        fact.to_owned()
    }

    /// Notes a problem and stands in with an empty text, which `finish` never lets out.
    fn wrong(&mut self, section: &str, key: &str, what: &str) -> String {
        let name = full_name(section, key);
        let place = Place { line: line_of(self.text, section, key), ..self.place.clone() };
        let hint = "the letter needs this fact and none is made up; see the shipped example-body.toml";
        self.problems.push(Problem::new(place, format!("{name} {what}"), hint));
        String::new()
    }

    fn note_unknown(&mut self) {
        let mut unknown: Vec<(String, String)> = Vec::new();
        for (name, value) in &self.table {
            match value {
                Value::Table(part) => {
                    unknown.extend(part.keys().map(|key| (name.clone(), key.clone())));
                }
                _ => unknown.push((String::new(), name.clone())),
            }
        }
        unknown.retain(|(s, k)| !self.asked.iter().any(|(section, key)| s == section && k == key));
        for (section, key) in unknown {
            let place = Place { line: line_of(self.text, &section, &key), ..self.place.clone() };
            let what = "this key is not known in body.toml".to_owned();
            self.problems.push(Problem::new(place, what, "check its spelling, or take it out"));
        }
    }
}

fn full_name(section: &str, key: &str) -> String {
    if section.is_empty() { key.to_owned() } else { format!("{key} in [{section}]") }
}

/// The line on which a key stands, else that of its part's heading, from 1.
fn line_of(text: &str, section: &str, key: &str) -> Option<u32> {
    let (mut current, mut heading) = (String::new(), None);
    for (line, number) in text.lines().zip(1u32..) {
        let line = line.trim().trim_start_matches('\u{feff}');
        if let Some(name) = line.strip_prefix('[').and_then(|l| l.split(']').next()) {
            name.trim().clone_into(&mut current);
            heading = if current == section { Some(number) } else { heading };
        } else if current == section && line.split('=').next().is_some_and(|k| k.trim() == key) {
            return Some(number);
        }
    }
    heading
}
