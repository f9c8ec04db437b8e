//! Promises of the calendar reader.

use super::*;
use crate::load::convert::Converted;
use crate::pdf::limits::Limits;
use crate::pdf::typeset::testing::text_of;

fn try_read(source: &str, show_hidden: bool) -> Conversion {
    let limits = Limits::default();
    let bytes = source.as_bytes();
    convert(&Member { show_hidden, ..Member::new("a.ics", bytes, &limits) })
}

fn read(inside: &str) -> Converted {
    try_read(&format!("BEGIN:VCALENDAR\nVERSION:2.0\n{inside}\nEND:VCALENDAR\n"), false).expect("a calendar")
}

const MEETING: &str = "METHOD:REQUEST\nBEGIN:VTIMEZONE\nTZID:Europe/London\nEND:VTIMEZONE\nBEGIN:VEVENT\nUID:1@x\n\
    DTSTART;TZID=Europe/London:20261005T100000\nDTEND;TZID=Europe/London:20261005T113000\nSUMMARY:Damp at 4 Elm Row\\, again\n\
    LOCATION:Room 2\nORGANIZER;CN=Ann Ames:mailto:ann@x.uk\nATTENDEE;CN=Tom Dow;PARTSTAT=DECLINED:mailto:tom@x.uk\n\
    ATTENDEE;ROLE=OPT-PARTICIPANT;PARTSTAT=NEEDS-ACTION:MAILTO:sue@x.uk\nDESCRIPTION:Bring the\\nphotos\nX-ALT-DESC:<p>Bring</p>\n\
    RRULE:FREQ=WEEKLY;COUNT=3\nATTACH;FMTTYPE=text/plain;ENCODING=BASE64;VALUE=BINARY;FILENAME=n.txt:SGk=\n\
    ATTACH:https://x.uk/plan.pdf\nBEGIN:VALARM\nTRIGGER:-PT15M\nDESCRIPTION:Reminder for Zoe\nEND:VALARM\nEND:VEVENT";

#[test]
fn an_invitation_says_what_when_where_and_who() {
    let out = read(MEETING);
    let text = text_of(&out.pdf);
    for line in [
        "Invitation",
        "Damp at 4 Elm Row, again",
        "Monday 5 October 2026, 10:00 (Europe/London)",
        "until Monday 5 October 2026, 11:30 (Europe/London)",
        "Room 2",
        "Ann Ames <ann@x.uk>",
        "Tom Dow <tom@x.uk>, declined",
        "sue@x.uk, optional, no answer yet",
        "Bring the",
        "photos",
        "FREQ=WEEKLY;COUNT=3",
        "link, not followed: https://x.uk/plan.pdf",
        "n.txt",
    ] {
        assert!(text.contains(line), "{line} is missing:\n{text}");
    }
    assert!(!text.contains("Reminder") && !text.contains("<p>"), "{text}");
    assert_eq!(out.members, [("n.txt".to_owned(), b"Hi".to_vec())]);
    assert_eq!(out.side.date.as_deref(), Some("2026-10-05"));
    for name in ["Ann Ames", "ann@x.uk", "Tom Dow", "tom@x.uk", "sue@x.uk"] {
        assert!(out.side.names.contains(&Untrusted::new(name)), "{name}");
    }
}

#[test]
fn what_is_not_shown_of_a_calendar_is_counted() {
    let out = read(MEETING);
    for what in ["alarm of a calendar entry", "formatted twin of the description", "rule of a time zone"] {
        assert!(
            out.side.left_out.iter().any(|l| l.what == what && l.count == 1),
            "{what}: {:?}",
            out.side.left_out
        );
    }
    let shown = try_read(&format!("BEGIN:VCALENDAR\n{MEETING}\nEND:VCALENDAR"), true).expect("a calendar");
    assert!(text_of(&shown.pdf).contains("Reminder for Zoe"));
}

#[test]
fn an_entry_of_whole_days_ends_on_its_last_day() {
    for (end, when) in
        [("20261006", "Monday 5 October 2026\n"), ("20261008", "until Wednesday 7 October 2026")]
    {
        let event = format!("BEGIN:VEVENT\nDTSTART;VALUE=DATE:20261005\nDTEND;VALUE=DATE:{end}\nEND:VEVENT");
        let text = text_of(&read(&event).pdf);
        assert!(text.contains(when), "{text}");
        assert!(!text.contains("until Tuesday"), "{text}");
    }
}

#[test]
fn what_holds_no_entry_is_refused_and_damage_never_panics() {
    for source in ["", "BEGIN:VCALENDAR\nEND:VCALENDAR", "just words", "END:VEVENT\nEND:X"] {
        assert!(try_read(source, false).is_err(), "{source:?}");
    }
    let whole = format!("BEGIN:VCALENDAR\r\n{MEETING}\r\nEND:VCALENDAR\r\n");
    for at in (0..whole.len()).step_by(7) {
        let _ = try_read(whole.get(..at).unwrap_or_default(), true);
    }
    let deep = "BEGIN:VEVENT\n".repeat(50_000);
    assert!(try_read(&format!("BEGIN:VCALENDAR\n{deep}SUMMARY:x"), false).is_ok());
}
