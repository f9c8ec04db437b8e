//! `case.toml` from its bytes to its types, with every problem found on the way and its line.
//!
//! The file is held against the table in `keys.rs` first, so that all mistakes are told at once and
//! in our words; only a file without any reaches the types.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::keys::{self, Key, Takes};
use super::nearest::hint;
use super::schema::CaseFile;
use crate::diag::{Place, Problem};

/// On which line each key stands: by path, as `party[1].exemption`.
#[derive(Debug, Default)]
pub(super) struct Lines(BTreeMap<String, u32>);

impl Lines {
    /// The line of a key, or of the nearest table around it that is written down; else none.
    pub(super) fn of(&self, path: &str) -> Option<u32> {
        let mut path = path;
        loop {
            if let Some(line) = self.0.get(path) {
                return Some(*line);
            }
            path = &path[..path.rfind(['.', '['])?];
        }
    }
}

/// Reads the text of a case file; `file` is its name in messages.
pub(super) fn read(bytes: &[u8], file: &str) -> Result<(CaseFile, Lines), Vec<Problem>> {
    let Some(text) = super::decode::text(bytes) else {
        let hint = "save it as plain text (UTF-8) and run it again";
        return Err(vec![Problem::new(Place::file(file), "is not a text file", hint)]);
    };
    let text = super::straighten::straighten(&text);
    let (table, errors) = DeTable::parse_recoverable(&text);
    let mut reader =
        Reader { text: &text, file, problems: Vec::new(), lines: Lines::default(), broken: BTreeSet::new() };
    for error in &errors {
        reader.syntax(error);
    }
    reader.broken = reader.problems.iter().filter_map(|p| p.place.line).collect();
    let value = reader.table(table.get_ref(), keys::FILE, "", 1);
    if !reader.problems.is_empty() {
        reader.problems.sort_by_key(|p| p.place.line);
        reader.problems.dedup();
        return Err(reader.problems);
    }
    let Ok(case) = serde_json::from_value(value) else {
        let hint = "compare it with the case.toml that `blackpanel new` writes";
        return Err(vec![Problem::new(Place::file(file), "does not follow the form of a case file", hint)]);
    };
    Ok((case, reader.lines))
}

/// The text being read and what was noticed so far.
struct Reader<'a> {
    text: &'a str,
    file: &'a str,
    problems: Vec<Problem>,
    lines: Lines,
    /// Lines that are no TOML: nothing more is said about them, nor of keys that may stand there.
    broken: BTreeSet<u32>,
}

impl Reader<'_> {
    fn line(&self, offset: usize) -> u32 {
        let before = self.text.as_bytes().iter().take(offset);
        1 + before.filter(|b| **b == b'\n').count() as u32
    }

    fn report(&mut self, line: u32, what: impl Into<String>, hint: impl Into<String>) {
        if self.broken.contains(&line) {
            return;
        }
        self.problems.push(Problem::new(Place::file(self.file).line(line), what, hint));
    }

    /// A place that is no TOML, in our words.
    fn syntax(&mut self, error: &toml::de::Error) {
        let line = self.line(error.span().map_or(0, |s| s.start));
        let written = self.text.lines().nth(line as usize - 1).unwrap_or_default().trim().to_owned();
        let value = written.split_once('=').map(|(_, v)| v.trim());
        let (what, hint) = match value {
            _ if error.message().contains("duplicate") => {
                ("this stands in the file twice", "keep one of the two")
            }
            _ if written.starts_with('[') => {
                ("this heading cannot be understood", "write [request] for a section, [[party]] for an entry")
            }
            None => ("this line cannot be understood", "write `key = value`, or start the line with #"),
            Some("") => ("the key has no value", "write a value, or delete the line"),
            Some(v) if v.starts_with(['"', '\'', '“', '”', '‘', '’']) => (
                "the text in quotes cannot be understood",
                "close the quotes on the same line; inside them write \\\" for a quote and / for a backslash",
            ),
            Some(v) if v.starts_with(|c: char| c.is_ascii_digit()) => (
                "this is neither a number nor a date",
                "write a date as 2026-09-28, and anything else in quotes",
            ),
            Some(_) => ("the value cannot be understood", "put text in quotes and lists in [ ]"),
        };
        self.report(line, what, hint);
    }

    /// A table against its keys; gives what was understood of it.
    fn table(&mut self, table: &DeTable<'_>, keys: &[Key], path: &str, line: u32) -> Value {
        let mut map = Map::new();
        for (name, value) in table {
            let (name, at) = (name.get_ref().as_ref(), self.line(name.span().start));
            let here = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
            let Some(key) = keys.iter().find(|k| k.name == name) else {
                self.unknown(name, keys, path, at);
                continue;
            };
            self.lines.0.insert(here.clone(), at);
            if let Some(value) = self.value(value, key, &here) {
                map.insert(name.to_owned(), value);
            }
        }
        let whole = self.broken.is_empty();
        for key in keys.iter().filter(|k| k.required && whole) {
            let mistyped = |p: &Problem| p.hint == format!("did you mean \"{}\"?", key.name);
            if !table.keys().any(|k| k.get_ref() == key.name) && !self.problems.iter().any(mistyped) {
                self.missing(key, path, line);
            }
        }
        Value::Object(map)
    }

    fn unknown(&mut self, name: &str, keys: &[Key], path: &str, line: u32) {
        let known: Vec<&str> = keys.iter().map(|k| k.name).collect();
        let otherwise = format!("the keys are {}", known.join(", "));
        let hint = hint(name, known, &otherwise);
        let place =
            if path.is_empty() { "in a case file".to_owned() } else { format!("in [{}]", heading(path)) };
        let name: String = name.chars().take(40).collect();
        self.report(line, format!("there is no key \"{name}\" {place}"), hint);
    }

    fn missing(&mut self, key: &Key, path: &str, line: u32) {
        let (what, hint) = match key.takes {
            Takes::Table(_) => (
                format!("the section [{}] is missing", key.name),
                format!("add [{}] with its keys", key.name),
            ),
            _ if path.is_empty() => (
                format!("the key \"{}\" is missing", key.name),
                format!("write {} at the top", key.example()),
            ),
            _ => (
                format!("the key \"{}\" is missing in [{}]", key.name, heading(path)),
                format!("add a line {}", key.example()),
            ),
        };
        self.report(line, what, hint);
    }

    /// A value against what its key takes; `None` when it does not fit (and was reported).
    fn value(&mut self, value: &Spanned<DeValue<'_>>, key: &Key, path: &str) -> Option<Value> {
        let line = self.line(value.span().start);
        match (key.takes, value.get_ref()) {
            (Takes::Text, DeValue::String(s)) => Some(Value::from(s.as_ref())),
            (Takes::Date, DeValue::String(s)) => self.date(s, line),
            (Takes::Date, DeValue::Datetime(d)) => self.date(&d.to_string(), line),
            (Takes::Number(max), DeValue::Integer(i)) => self.number(i, max, line),
            (Takes::Word(words), DeValue::String(s)) => self.word(s, words, line),
            (Takes::Texts | Takes::Words(_), DeValue::Array(items)) => {
                let one = if let Takes::Words(w) = key.takes { Takes::Word(w) } else { Takes::Text };
                let one = Key { takes: one, ..*key };
                let items: Vec<Value> = items.iter().filter_map(|v| self.value(v, &one, path)).collect();
                Some(Value::Array(items))
            }
            // one string where a list of them is due: what is meant is plain
            (Takes::Texts, DeValue::String(s)) => Some(Value::from(vec![s.to_string()])),
            (Takes::Table(keys), DeValue::Table(t)) => Some(self.table(t, keys, path, line)),
            (Takes::Tables(keys), DeValue::Array(items)) => Some(self.tables(items, keys, key, path)),
            (Takes::Tables(_), DeValue::Table(_)) => {
                let hint = format!("write [[{0}]] with two brackets on each side for each {0}", key.name);
                self.report(line, format!("[{}] can stand several times", key.name), hint);
                None
            }
            _ => {
                let what = format!("\"{}\" takes {}", key.name, key.wants());
                self.report(line, what, format!("write {}", key.example()));
                None
            }
        }
    }

    fn tables(&mut self, items: &toml::de::DeArray<'_>, keys: &[Key], key: &Key, path: &str) -> Value {
        let mut all = Vec::new();
        for (i, item) in items.iter().enumerate() {
            let (here, line) = (format!("{path}[{i}]"), self.line(item.span().start));
            self.lines.0.insert(here.clone(), line);
            match item.get_ref() {
                DeValue::Table(t) => all.push(self.table(t, keys, &here, line)),
                _ => self.report(line, format!("\"{}\" takes tables", key.name), "write { name = \"…\", … }"),
            }
        }
        Value::Array(all)
    }

    fn date(&mut self, text: &str, line: u32) -> Option<Value> {
        let date = super::date::parse(text);
        if date.is_none() {
            self.report(line, "this is no date", "write year-month-day, as 2026-09-28, or day/month/year");
        }
        date.map(|d| Value::from(d.to_string()))
    }

    fn number(&mut self, number: &toml::de::DeInteger<'_>, max: i64, line: u32) -> Option<Value> {
        let text = number.as_str().replace('_', "");
        let found = i64::from_str_radix(&text, number.radix()).ok().filter(|n| (0..=max).contains(n));
        if found.is_none() {
            self.report(line, format!("the number must lie from 0 to {max}"), "write another number");
        }
        found.map(Value::from)
    }

    fn word(&mut self, word: &str, words: &[&str], line: u32) -> Option<Value> {
        if let Some(known) = words.iter().find(|w| w.eq_ignore_ascii_case(word.trim())) {
            return Some(Value::from(*known));
        }
        let shown: String = word.chars().take(40).collect();
        let otherwise = format!("write one of {}", words.join(", "));
        self.report(
            line,
            format!("\"{shown}\" is not one of the words this key takes"),
            hint(word, words.iter().copied(), &otherwise),
        );
        None
    }
}

/// `party[1]` as the heading a person wrote: `party`.
fn heading(path: &str) -> String {
    path.split('.').map(|p| p.split('[').next().unwrap_or(p)).collect::<Vec<_>>().join(".")
}

impl Key {
    /// What the key takes, in words.
    fn wants(&self) -> &'static str {
        match self.takes {
            Takes::Text | Takes::Word(_) => "text in quotes",
            Takes::Date => "a date",
            Takes::Number(_) => "a number",
            Takes::Texts | Takes::Words(_) => "a list of texts in quotes",
            Takes::Table(_) => "keys of its own",
            Takes::Tables(_) => "entries of its own",
        }
    }

    /// How a line with the key looks.
    fn example(&self) -> String {
        let name = self.name;
        match self.takes {
            Takes::Text => format!("{name} = \"…\""),
            Takes::Date => format!("{name} = 2026-09-28"),
            Takes::Number(max) => format!("{name} = {}", max.min(1)),
            Takes::Word(words) => format!("{name} = \"{}\"", words.first().unwrap_or(&"…")),
            Takes::Texts | Takes::Words(_) => format!("{name} = [\"…\", \"…\"]"),
            Takes::Table(_) => format!("[{name}] and its keys below"),
            Takes::Tables(_) => format!("[[{name}]] and its keys below"),
        }
    }
}
