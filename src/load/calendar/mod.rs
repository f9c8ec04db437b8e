//! Calendar entries and invitations (`.ics`, RFC 5545): what, when, where, who, as a person reads it.
//!
//! Alarms, time zones and technical lines are left out and counted; an attached file becomes a member,
//! a link is named and not followed. Refused: what holds no entry, and what needs too many pages.

mod entry;
mod lines;
#[cfg(test)]
mod tests;
mod time;

use crate::diag::Untrusted;
use crate::pdf::typeset::{Block, Flow};

use super::convert::{Conversion, Member};
use super::paged::hidden::Hidden;
use super::{LeftOut, SideTable, SourceKind, paged, text};

use entry::Entry;
use lines::{Line, lines};

/// Parts that are entries (3.6), and how each is called.
const ENTRIES: [(&str, &str); 4] = [
    ("VEVENT", "Calendar entry"),
    ("VTODO", "Task"),
    ("VJOURNAL", "Journal entry"),
    ("VFREEBUSY", "Busy times"),
];

/// What a calendar is sent for (RFC 5546, 1.4).
const METHODS: [(&str, &str); 5] = [
    ("REQUEST", "Invitation"),
    ("CANCEL", "Cancellation of a calendar entry"),
    ("REPLY", "Reply to an invitation"),
    ("COUNTER", "Another time proposed for a calendar entry"),
    ("DECLINECOUNTER", "Refusal of another time for a calendar entry"),
];

/// What is collected from a file.
#[derive(Default)]
struct Calendar {
    blocks: Vec<Block>,
    entries: usize,
    names: Vec<String>,
    members: Vec<(String, Vec<u8>)>,
    hidden: Hidden,
    title: Option<String>,
    date: Option<String>,
}

/// Shows calendar entries as pages.
///
/// # Errors
/// When the bytes are no text, hold no entry, or need too many pages.
pub fn convert(member: &Member<'_>) -> Conversion {
    let decoded = text::decode(member)?;
    let mut left_out: Vec<LeftOut> =
        paged::left_out("byte sequence that is no character", decoded.broken).into_iter().collect();
    let mut calendar = Calendar { hidden: Hidden::new(member.show_hidden), ..Calendar::default() };
    calendar.read(lines(&decoded.text));
    if calendar.entries == 0 {
        let hint = "open it in a calendar and print it to PDF, or withhold it with a reason";
        return Err(paged::refuse(member, "this calendar file holds no entry that can be read", hint));
    }
    let (listed, hidden) = calendar.hidden.finish();
    left_out.extend(listed);
    calendar.blocks.extend(hidden);
    calendar.names.sort_unstable();
    calendar.names.dedup();
    let side = SideTable {
        marks: Vec::new(),
        message_id: None,
        kind: SourceKind::Calendar,
        converted: "calendar entries set as pages".to_owned(),
        left_out,
        locked: false,
        title: calendar.title.map(Untrusted::new),
        date: calendar.date,
        names: calendar.names.into_iter().map(Untrusted::new).collect(),
    };
    let flow = Flow { page: paged::page(member.limits), blocks: calendar.blocks, ..Flow::default() };
    paged::convert(&flow, member, side, calendar.members)
}

impl Calendar {
    fn read(&mut self, lines: Vec<Line>) {
        let mut method = None;
        let mut open: Vec<String> = Vec::new();
        let mut entry: Option<(Entry, usize)> = None;
        for line in lines {
            match (line.name.as_str(), &mut entry) {
                ("BEGIN", _) => {
                    let part = line.value.trim().to_ascii_uppercase();
                    let known = ENTRIES.iter().find(|(name, _)| *name == part);
                    match known.filter(|_| entry.is_none()) {
                        Some((_, called)) => entry = Some((Entry::new(called, method), open.len())),
                        None if part != "VCALENDAR" => self.hidden.count(part_left_out(&part), 1),
                        None => {}
                    }
                    open.push(part);
                }
                ("END", _) => {
                    open.pop();
                    if entry.as_ref().is_some_and(|(_, depth)| *depth >= open.len()) {
                        self.finish(entry.take());
                    }
                }
                (_, Some((entry, depth))) if *depth + 1 == open.len() => entry.take(line, &mut self.hidden),
                ("METHOD", None) => method = called(&line.value),
                _ => self.aside(&line),
            }
        }
        self.finish(entry);
    }

    /// A line outside of an entry, or of an alarm inside one: hidden matter, but who it names is known.
    fn aside(&mut self, line: &Line) {
        self.names.extend(line.people());
        if !matches!(line.name.as_str(), "VERSION" | "PRODID" | "CALSCALE") {
            self.hidden.text("technical line of the calendar", &line.value);
        }
    }

    fn finish(&mut self, entry: Option<(Entry, usize)>) {
        let Some((entry, _)) = entry else { return };
        if self.entries > 0 {
            self.blocks.push(Block::Rule);
        }
        self.entries += 1;
        self.title = self.title.take().or_else(|| entry.title());
        self.date = self.date.take().or_else(|| entry.day());
        let (blocks, names, members) = entry.shown(self.members.len());
        self.blocks.extend(blocks);
        self.names.extend(names);
        self.members.extend(members);
    }
}

fn called(method: &str) -> Option<&'static str> {
    METHODS.iter().find(|(name, _)| method.trim().eq_ignore_ascii_case(name)).map(|(_, called)| *called)
}

fn part_left_out(part: &str) -> &'static str {
    match part {
        "VALARM" => "alarm of a calendar entry",
        "VTIMEZONE" | "STANDARD" | "DAYLIGHT" => "rule of a time zone",
        _ => "part of the calendar that is not understood",
    }
}
