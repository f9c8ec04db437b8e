//! `clock`: when the response is due, as a table, as JSON, as a calendar file.

use std::path::Path;

use jiff::civil::Date;
use serde_json::{Value, json};

use crate::diag::{Place, Problem, Untrusted};
use crate::error::{Error, Exit, Result};
use crate::record::clock::{Due, Vouched, ics};
use crate::record::{Clock, clock};
use crate::show::{escape, table};

use super::{Run, request};

/// Shows the clock of a case.
///
/// # Errors
/// Exit 2 when `valid` in `case.toml` is later than the law's date, exit 3 when the date lies beyond the
/// table of bank holidays; the clock is shown first.
pub fn clock_of(run: &Run<'_>, folder: &Path, calendar: bool) -> Result<Exit> {
    if calendar && run.console.is_json() {
        let hint = "leave one of them away";
        return Err(Error::usage(Place::default(), "--ics and --json cannot be used together", hint));
    }
    let today = run.env.today();
    let life = request::life(folder, today)?;
    let (clock, asked) = (&life.clock, &life.file.request);
    if calendar {
        run.console.data(&ics::ics(&asked.reference, clock, run.env.now()));
    } else if run.console.is_json() {
        run.console.line("clock", machine(&asked.reference, clock, today));
    } else {
        run.console.data(&people(&asked.reference, clock, today));
    }
    for note in clock::notes(asked, clock) {
        run.console.problem(&note);
    }
    let wrong = [clock::valid_too_late(asked, clock).map(|p| (Exit::Usage, p)), beyond(clock)];
    let errors = wrong.into_iter().flatten().map(|(exit, p)| Error { exit, problems: vec![p] });
    errors.reduce(Error::and).map_or(Ok(Exit::Done), Err)
}

/// A date that the bank holidays are not known for is no answer to rely on.
fn beyond(clock: &Clock) -> Option<(Exit, Problem)> {
    let due = clock.due.filter(|d| d.holidays == Vouched::No)?;
    let hint = "look at https://www.gov.uk/bank-holidays for days between and after";
    let what = format!("{} lies beyond the table of bank holidays; only weekends were counted", due.date);
    Some((Exit::Unchecked, Problem::new(Place::file("case.toml"), what, hint)))
}

/// The clock with its figures for machines.
fn machine(reference: &str, clock: &Clock, today: Date) -> Value {
    let mut line = json!(clock);
    if let Some(map) = line.as_object_mut() {
        map.insert("reference".into(), reference.into());
        map.insert("tentative".into(), clock.is_waiting().into());
        map.insert("days_left".into(), json!(clock.days_left(today)));
        map.insert("late_by".into(), json!(clock.late_by()));
    }
    line
}

fn people(reference: &str, clock: &Clock, today: Date) -> String {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut say = |what: &str, day: String, words: String| rows.push(vec![what.into(), day, words]);
    say("request", escape::terminal(&Untrusted::from(reference)), String::new());
    say("received", clock.received.to_string(), String::new());
    let valid = clock.valid.map_or_else(|| "not yet".into(), |d| d.to_string());
    say("valid", valid, "the latest of receipt, identity and fee".into());
    for wait in &clock.waits {
        say("waiting", wait.since.to_string(), format!("for {}", wait.what.words()));
    }
    for pause in &clock.pauses {
        let end = pause.answered.map_or_else(|| "today".into(), |d| d.to_string());
        say("paused", pause.asked.to_string(), format!("to {end}, both days included"));
    }
    if let Some(day) = clock.extended {
        say("extended", day.to_string(), "two further months".into());
    }
    let open = if clock.is_waiting() { ", if the answer comes today" } else { "" };
    if let Some(day) = clock.target {
        say("target", day.to_string(), format!("28 days{open}"));
    }
    if let Some(due) = clock.due {
        say("due by law", due.date.to_string(), format!("{}{open}", how(due)));
    }
    if let Some(policy) = clock.policy {
        say("due by policy", policy.date.to_string(), "the clock begun anew; the law counts".into());
    }
    if let Some(day) = clock.answered {
        let late = clock.late_by().unwrap_or_default();
        say(
            "answered",
            day.to_string(),
            if late > 0 { format!("{late} days late") } else { "in time".into() },
        );
    } else if let Some(days) = clock.days_left(today) {
        say("left", today.to_string(), left(days));
    }
    if let Some(day) = clock.acknowledge {
        say("complaint", day.to_string(), "acknowledge it by then (DPA 2018 s.164A)".into());
    }
    table(&["", "date", ""], &rows)
}

fn left(days: i64) -> String {
    match days {
        0 => "due today".into(),
        1 => "1 day left".into(),
        d if d < 0 => format!("{} days late", -d),
        d => format!("{d} days left"),
    }
}

fn how(due: Due) -> String {
    let mut words = due.date.strftime("%A").to_string();
    if due.raw != due.date {
        words.push_str(&format!("; {} is no working day", due.raw));
    }
    if due.holidays == Vouched::ByRule {
        words.push_str("; bank holidays of that year are not confirmed yet");
    }
    words
}
