//! The dates of a request as a calendar file (RFC 5545), for the officer's own calendar.
//!
//! It holds the reference and dates, no name: calendars are shared.

use jiff::Timestamp;
use jiff::civil::Date;

use super::{Clock, period};
use crate::sys::fs;

/// Longest line in bytes, without its end (RFC 5545 3.1).
const LINE: usize = 75;

/// The calendar of a request: its target and its statutory date, as whole days. While something is
/// outstanding the dates are tentative: they hold if it came today.
#[must_use]
pub fn ics(reference: &str, clock: &Clock, now: Timestamp) -> String {
    let mut out = String::new();
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//blackpanel//clock//EN", "METHOD:PUBLISH"] {
        push(&mut out, line);
    }
    let stamp = now.strftime("%Y%m%dT%H%M%SZ").to_string();
    let days = [
        ("target", "Response target", clock.target),
        ("due", "Response due by law", clock.due.map(|d| d.date)),
        ("complaint", "Acknowledge the complaint", clock.acknowledge),
    ];
    for (id, words, day) in days {
        if let Some(day) = day {
            event(&mut out, (id, words), (reference, &stamp), day, clock.is_waiting());
        }
    }
    push(&mut out, "END:VCALENDAR");
    out
}

fn event(
    out: &mut String,
    (id, words): (&str, &str),
    (reference, stamp): (&str, &str),
    day: Date,
    open: bool,
) {
    // the same request has the same id every time, so that a calendar moves the day and adds none
    let hash = fs::sha256_hex(format!("{id} {reference}").as_bytes());
    let uid = hash.get(..32).unwrap_or(&hash);
    let (status, suffix) = if open { ("TENTATIVE", " (if answered today)") } else { ("CONFIRMED", "") };
    let lines = [
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{uid}@blackpanel.invalid"),
        format!("DTSTAMP:{stamp}"),
        format!("DTSTART;VALUE=DATE:{}", day.strftime("%Y%m%d")),
        format!("DTEND;VALUE=DATE:{}", period::after(day, 1).strftime("%Y%m%d")),
        format!("SUMMARY:{}", escaped(&format!("{words}: {reference}{suffix}"))),
        format!("STATUS:{status}"),
        "TRANSP:TRANSPARENT".to_owned(),
        "END:VEVENT".to_owned(),
    ];
    for line in &lines {
        push(out, line);
    }
}

/// Text as a property value holds it (RFC 5545 3.3.11).
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !c.is_control()) {
        if matches!(c, '\\' | ';' | ',') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A line, folded where it is too long, never within a character.
fn push(out: &mut String, line: &str) {
    let mut width = 0;
    for c in line.chars() {
        if width + c.len_utf8() > LINE {
            out.push_str("\r\n ");
            width = 1;
        }
        out.push(c);
        width += c.len_utf8();
    }
    out.push_str("\r\n");
}
