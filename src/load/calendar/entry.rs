//! One entry of a calendar as blocks: its title, then a line for each thing a person sees of it.
//!
//! A property with a name of its own is shown by that name; what programs write for each other (`X-…`,
//! identifiers, stamps) is hidden matter.

use mail_parser::decoders::base64::base64_decode;

use super::lines::{Line, address};
use super::time;
use crate::load::paged::hidden::Hidden;
use crate::pdf::typeset::{Block, Cell, Column, Run, Table};

/// What is shown, in this order, under which label (3.8).
const SHOWN: [(&str, &str); 18] = [
    ("LOCATION", "Where"),
    ("ORGANIZER", "Organiser"),
    ("ATTENDEE", "Invited"),
    ("CONTACT", "Contact"),
    ("RESOURCES", "Resources"),
    ("STATUS", "Status"),
    ("CATEGORIES", "Categories"),
    ("CLASS", "Marked"),
    ("PRIORITY", "Priority"),
    ("RRULE", "Repeats"),
    ("RDATE", "Also on"),
    ("EXDATE", "Not on"),
    ("RECURRENCE-ID", "Instead of"),
    ("URL", "Link"),
    ("FREEBUSY", "Busy"),
    ("COMMENT", "Comment"),
    ("DESCRIPTION", "Description"),
    ("ATTACH", "Attached"),
];

/// What programs write for each other.
const TECHNICAL: [&str; 11] = [
    "UID",
    "DTSTAMP",
    "CREATED",
    "LAST-MODIFIED",
    "SEQUENCE",
    "TRANSP",
    "GEO",
    "REQUEST-STATUS",
    "RELATED-TO",
    "ACKNOWLEDGED",
    "COMPLETED",
];

/// Answers to an invitation (3.2.12).
const ANSWERS: [(&str, &str); 6] = [
    ("ACCEPTED", "accepted"),
    ("DECLINED", "declined"),
    ("TENTATIVE", "accepted tentatively"),
    ("DELEGATED", "sent somebody else"),
    ("COMPLETED", "done"),
    ("NEEDS-ACTION", "no answer yet"),
];

/// What an entry becomes: blocks, names, attached files.
type Parts = (Vec<Block>, Vec<String>, Vec<(String, Vec<u8>)>);

/// An entry.
#[derive(Debug)]
pub(super) struct Entry {
    called: &'static str,
    lines: Vec<Line>,
    names: Vec<String>,
}

impl Entry {
    /// An empty one; `sent` says what for, where it was sent to somebody.
    pub(super) fn new(called: &'static str, sent: Option<&'static str>) -> Self {
        Self { called: sent.unwrap_or(called), lines: Vec::new(), names: Vec::new() }
    }

    /// Takes a line of it.
    pub(super) fn take(&mut self, line: Line, hidden: &mut Hidden) {
        self.names.extend(line.people());
        let name = line.name.as_str();
        if matches!(name, "X-ALT-DESC" | "STYLED-DESCRIPTION") {
            hidden.text("formatted twin of the description", &line.value);
        } else if name.starts_with("X-") || TECHNICAL.contains(&name) {
            hidden.text("technical line of the calendar", &line.value);
        } else {
            self.lines.push(line);
        }
    }

    /// What it is about.
    pub(super) fn title(&self) -> Option<String> {
        self.find("SUMMARY").map(Line::text).filter(|title| !title.is_empty())
    }

    /// The day it begins, ISO 8601.
    pub(super) fn day(&self) -> Option<String> {
        let begin = self.find("DTSTART").or_else(|| self.find("DUE"))?;
        Some(time::day(&begin.value)?.to_string())
    }

    fn find(&self, name: &str) -> Option<&Line> {
        self.lines.iter().find(|line| line.name == name)
    }

    /// The entry as blocks, the names in it, and its attached files; `before` files came before them.
    pub(super) fn shown(self, before: usize) -> Parts {
        let title = self.title();
        let mut blocks = vec![Block::Paragraph(vec![Run::plain(self.called)])];
        blocks.extend(title.map(|text| Block::Heading { level: 2, text: text.replace('\n', " ") }));
        let mut rows: Vec<Vec<Cell>> = self.when().map(|when| row("When", when)).into_iter().collect();
        let mut members = Vec::new();
        for (name, label) in SHOWN {
            let mine = self.lines.iter().filter(|line| line.name == name);
            let values: Vec<String> = match name {
                "ATTACH" => mine.map(|line| attached(line, before, &mut members)).collect(),
                _ => mine.map(value).collect(),
            };
            let text = values.into_iter().filter(|v| !v.is_empty()).collect::<Vec<_>>().join("\n");
            rows.extend((!text.is_empty()).then(|| row(label, text)));
        }
        let known = |name: &str| {
            SHOWN.iter().any(|(own, _)| *own == name)
                || matches!(name, "SUMMARY" | "DTSTART" | "DTEND" | "DUE" | "DURATION")
        };
        let other = self.lines.iter().filter(|line| !known(&line.name));
        rows.extend(other.map(|line| row(&line.name, line.text())));
        let columns = [0.16, 0.84].map(|share| Column { share: Some(share), ..Column::default() }).to_vec();
        blocks.push(Block::Table(Table { columns, rows, ..Table::default() }));
        (blocks, self.names, members)
    }

    /// From when to when.
    fn when(&self) -> Option<String> {
        let begin = self.find("DTSTART");
        let from = begin.map(time::in_words);
        let until = self.find("DTEND").map(|end| match time::last_day(end) {
            Some(last) => last.strftime("%A %-d %B %Y").to_string(),
            None => time::in_words(end),
        });
        let due = self.find("DUE").map(|due| format!("due {}", time::in_words(due)));
        let lasting = self.find("DURATION").map(|d| format!("for {}", time::duration(&d.value)));
        let until = until.filter(|until| Some(until) != from.as_ref()).map(|until| format!("until {until}"));
        let parts: Vec<String> = [from, until, lasting, due].into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join("\n"))
    }
}

fn row(label: &str, value: String) -> Vec<Cell> {
    vec![vec![Run::bold(label)], vec![Run::plain(value)]]
}

fn value(line: &Line) -> String {
    match line.name.as_str() {
        "ORGANIZER" | "ATTENDEE" => person(line),
        "RECURRENCE-ID" => time::in_words(line),
        "RDATE" | "EXDATE" => {
            let each = |value: &str| time::in_words(&Line { value: value.to_owned(), ..line.clone() });
            line.value.split(',').map(each).collect::<Vec<_>>().join("\n")
        }
        _ => line.text(),
    }
}

/// `Ann Ames <ann@x.uk>, accepted`.
fn person(line: &Line) -> String {
    let (name, own) = (line.parameter("CN").unwrap_or_default().trim(), address(&line.value));
    let mut words = match (name, own.as_str()) {
        ("", own) => own.to_owned(),
        (name, own) if own.is_empty() || name == own => name.to_owned(),
        (name, own) => format!("{name} <{own}>"),
    };
    for (parameter, label) in
        [("SENT-BY", "sent by"), ("DELEGATED-FROM", "for"), ("DELEGATED-TO", "in their place")]
    {
        if let Some(other) = line.parameter(parameter) {
            words.push_str(&format!(", {label} {}", address(other)));
        }
    }
    let says = |name: &str, value: &str| line.parameter(name).is_some_and(|v| v.eq_ignore_ascii_case(value));
    if says("ROLE", "OPT-PARTICIPANT") {
        words.push_str(", optional");
    }
    if let Some((_, answer)) = ANSWERS.iter().find(|(value, _)| says("PARTSTAT", value)) {
        words.push_str(&format!(", {answer}"));
    }
    words
}

/// An attached file's name, the file being handed over; or the link that stands for it.
fn attached(line: &Line, before: usize, members: &mut Vec<(String, Vec<u8>)>) -> String {
    let own = line.parameter("FILENAME").or_else(|| line.parameter("X-FILENAME"));
    if line.parameter("ENCODING").is_none_or(|e| !e.eq_ignore_ascii_case("BASE64")) {
        return format!(
            "{}link, not followed: {}",
            own.map(|n| format!("{n}: ")).unwrap_or_default(),
            line.text()
        );
    }
    let data: Vec<u8> = line.value.bytes().filter(|b| !b.is_ascii_whitespace()).collect();
    let name = own.map_or_else(|| format!("attachment {}", before + members.len() + 1), str::to_owned);
    members.push((name.clone(), base64_decode(&data).unwrap_or_default()));
    name
}
