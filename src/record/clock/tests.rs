//! The clock against the cases of the law, and against a count day by day that shares nothing with it.

use serde_json::{Value, json};

use super::period::due;
use super::*;
use crate::case::schema::Nation;
use crate::record::testing::{day, history, request};

mod brute;

const ENGLAND: Nation = Nation::EnglandAndWales;

fn pause(asked: &str, answered: &str) -> Pause {
    Pause { asked: day(asked), answered: Some(day(answered)) }
}

#[test]
fn r04_the_month_ends_on_the_same_day_or_the_last_and_never_on_a_day_off() {
    let cases = [
        // valid, months, the day the calendar gives, the day it is due
        ("2026-09-03", 1, "2026-10-03", "2026-10-05"), // a Saturday
        ("2026-01-31", 1, "2026-02-28", "2026-03-02"), // a short month that ends on a Saturday
        ("2028-01-31", 1, "2028-02-29", "2028-02-29"), // a leap year
        ("2026-03-31", 1, "2026-04-30", "2026-04-30"), // thirty days
        ("2026-11-25", 1, "2026-12-25", "2026-12-29"), // Christmas on a Friday, Monday instead of Saturday
        ("2026-11-26", 1, "2026-12-26", "2026-12-29"),
        ("2026-03-03", 1, "2026-04-03", "2026-04-07"), // Good Friday to Easter Monday
        ("2026-12-01", 1, "2027-01-01", "2027-01-04"), // New Year
        ("2026-09-03", 3, "2026-12-03", "2026-12-03"), // extended
        ("2026-11-30", 3, "2027-02-28", "2027-03-01"), // extended into a short month
    ];
    for (valid, months, raw, date) in cases {
        let (got, days) = due(day(valid), months, &[], day(valid), ENGLAND);
        assert_eq!((got.raw, got.date, days), (day(raw), day(date), 0), "{valid} + {months}");
    }
}

#[test]
fn r06_days_between_question_and_answer_do_not_count_both_included() {
    let count = |valid: &str, pauses: &[Pause]| due(day(valid), 1, pauses, day("2026-12-31"), ENGLAND);
    let (got, days) = count("2026-09-01", &[pause("2026-09-10", "2026-09-20")]);
    assert_eq!((got.date, days), (day("2026-10-12"), 11));
    // two questions that overlap are one pause
    let both = [pause("2026-09-15", "2026-09-22"), pause("2026-09-10", "2026-09-20")];
    assert_eq!(count("2026-09-01", &both).1, 13);
    // what lies before the valid date, and that day itself, was not counted anyway
    assert_eq!(count("2026-09-15", &[pause("2026-09-10", "2026-09-15")]).1, 0);
    assert_eq!(count("2026-09-15", &[pause("2026-09-10", "2026-09-16")]).1, 1);
    // a question asked when the time is over pauses nothing
    assert_eq!(count("2026-09-01", &[pause("2026-10-02", "2026-11-20")]).1, 0);
    // a question on the same day as its answer is one day
    assert_eq!(count("2026-09-01", &[pause("2026-09-10", "2026-09-10")]).1, 1);
}

fn at(events: &[(&str, &str, Value)], today: &str) -> Clock {
    clock(&request("2026-09-01"), &history(events), day(today))
}

fn proof(matches: bool) -> Value {
    json!({"name": true, "address": true, "date-of-birth": true, "matches": matches})
}

#[test]
fn r03_the_valid_date_is_the_latest_of_receipt_identity_and_fee() {
    assert_eq!(at(&[], "2026-09-02").valid, Some(day("2026-09-01")));
    let asked = ("identity-asked", "2026-09-03", json!({}));
    let waiting = at(std::slice::from_ref(&asked), "2026-09-05");
    assert_eq!(
        (waiting.valid, waiting.is_waiting(), waiting.days_left(day("2026-09-05"))),
        (None, true, None)
    );
    let proved = ("identity-confirmed", "2026-09-09", proof(true));
    assert_eq!(at(&[asked.clone(), proved.clone()], "2026-09-10").valid, Some(day("2026-09-09")));
    let fee = [("fee-asked", "2026-09-04", json!({"for": "excessive"}))];
    let paid = ("fee-paid", "2026-09-11", json!({"for": "excessive"}));
    assert_eq!(at(&fee, "2026-09-05").valid, None);
    assert_eq!(
        at(&[asked.clone(), proved.clone(), fee[0].clone(), paid], "2026-09-12").valid,
        Some(day("2026-09-11"))
    );
    // a fee for another copy, identity that nobody asked for, and a waiver move nothing
    let copy = ("fee-asked", "2026-09-20", json!({"for": "copy"}));
    let waived = ("identity-waived", "2026-09-08", json!({}));
    for events in [vec![copy], vec![proved], vec![asked, waived]] {
        assert_eq!(at(&events, "2026-09-21").valid, Some(day("2026-09-01")), "{events:?}");
    }
}

#[test]
fn r07_proof_with_another_address_starts_no_clock() {
    let events =
        [("identity-asked", "2026-09-03", json!({})), ("identity-confirmed", "2026-09-09", proof(false))];
    assert_eq!(at(&events, "2026-09-10").valid, None);
}

#[test]
fn r05_a_late_notice_extends_nothing_and_is_named() {
    let extended = |on| at(&[("extended", on, json!({"ground": "complexity"}))], "2026-10-20");
    let (good, late) = (extended("2026-10-01"), extended("2026-10-02"));
    assert_eq!((good.due.map(|d| d.date), good.late_notice), (Some(day("2026-12-01")), None));
    assert_eq!(
        (late.due.map(|d| d.date), late.late_notice),
        (Some(day("2026-10-01")), Some(day("2026-10-02")))
    );
    assert_eq!(notes(&request("2026-09-01"), &late).len(), 1);
}

#[test]
fn r06_the_policys_date_is_shown_where_it_is_not_the_laws() {
    let events = [
        ("clarification-asked", "2026-09-10", json!({})),
        ("clarification-answered", "2026-09-20", json!({})),
    ];
    let clock = at(&events, "2026-09-25");
    assert_eq!(clock.due.map(|d| d.date), Some(day("2026-10-12")), "the law pauses");
    assert_eq!(clock.policy.map(|d| d.date), Some(day("2026-10-20")), "the policy begins anew");
    assert_eq!(at(&[], "2026-09-25").policy, None);
    assert_eq!(clock.target, Some(day("2026-10-10")), "28 days and the 11 that do not count");
}

#[test]
fn r34_the_clock_begins_on_the_first_day_at_the_body_not_at_the_team() {
    let events =
        [("forwarded", "2026-09-08", json!({})), ("received", "2026-08-28", json!({"channel": "email"}))];
    let clock = at(&events, "2026-09-10");
    assert_eq!((clock.received, clock.valid), (day("2026-08-28"), Some(day("2026-08-28"))));
    assert_eq!(at(&events[..1], "2026-09-10").received, day("2026-09-01"));
}

#[test]
fn a_typed_valid_date_later_than_the_laws_is_an_error_and_an_earlier_one_a_note() {
    let typed = |valid: &str| {
        let mut request = request("2026-09-01");
        request.valid = Some(day(valid));
        let clock = clock(&request, &history(&[]), day("2026-09-05"));
        (valid_too_late(&request, &clock).is_some(), notes(&request, &clock).len())
    };
    assert_eq!(typed("2026-09-02"), (true, 0));
    assert_eq!(typed("2026-09-01"), (false, 0));
    assert_eq!(typed("2026-08-31"), (false, 1));
}

#[test]
fn a_date_beyond_the_table_says_so_and_one_by_rule_alone_too() {
    let vouched = |valid: &str| due(day(valid), 1, &[], day(valid), ENGLAND).0.holidays;
    assert_eq!(vouched("2027-11-20"), Vouched::Yes);
    assert_eq!(vouched("2028-11-20"), Vouched::ByRule);
    assert_eq!(vouched("2028-11-30"), Vouched::No, "30 December 2028 is a Saturday: due in 2029");
    assert_eq!(vouched("2023-11-15"), Vouched::No);
}

#[test]
fn an_answer_is_in_time_or_late_by_days() {
    let answered = |on| at(&[("release", on, json!({}))], "2026-12-01");
    assert_eq!((answered("2026-10-01").late_by(), answered("2026-10-05").late_by()), (Some(0), Some(4)));
    assert_eq!(answered("2026-10-01").days_taken(), Some(30));
    assert_eq!(at(&[], "2026-10-05").days_left(day("2026-10-05")), Some(-4));
}

#[test]
fn r22_a_complaint_is_acknowledged_within_thirty_days() {
    let complaint = |body: Value| at(&[("complaint", "2026-11-01", body)], "2026-11-02").acknowledge;
    assert_eq!(complaint(json!({})), Some(day("2026-12-01")));
    assert_eq!(complaint(json!({"acknowledged": "2026-11-03"})), None);
}

#[test]
fn a_calendar_file_keeps_its_ids_folds_its_lines_and_holds_no_markup_of_the_reference() {
    let reference = format!("SAR;{},é\r\nATTENDEE:x", "7".repeat(80));
    let now = jiff::Timestamp::UNIX_EPOCH;
    let text = ics::ics(&reference, &at(&[], "2026-09-02"), now);
    assert_eq!(text, ics::ics(&reference, &at(&[], "2026-09-03"), now));
    assert!(text.ends_with("END:VCALENDAR\r\n") && text.contains("DTSTART;VALUE=DATE:20261001\r\n"));
    assert!(text.lines().all(|l| l.len() <= 75), "a line is too long");
    assert!(!text.lines().any(|l| l.starts_with("ATTENDEE")), "{text}");
    assert!(text.replace("\r\n ", "").contains("SAR\\;") && text.contains("STATUS:CONFIRMED"));
}
