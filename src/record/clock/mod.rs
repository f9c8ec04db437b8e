//! The clock: when a request became valid, and when the response is due.
//!
//! The valid date is derived from events, never typed: the latest of receipt, proof of identity and fee
//! (UK GDPR Art 12A). Identity that nobody asked for moves nothing; a waiver takes the question back.
//! What the body's policy says (S2 5.7.1, the clock begins anew after clarification) is shown beside the
//! law where it differs; the law is what counts.

use jiff::civil::Date;
use serde::Serialize;

use super::request::{History, Told};
use crate::case::schema::Request;
use crate::diag::{Place, Problem};

mod holidays;
pub mod ics;
mod period;
#[cfg(test)]
mod tests;

pub use holidays::{Due, Vouched};
pub use period::Pause;

/// Days of the body's own target, from the valid date.
const TARGET: i64 = 28;

/// Days in which a complaint is acknowledged (DPA 2018 s.164A).
const ACKNOWLEDGE: i64 = 30;

/// The clock of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Clock {
    /// The first day anyone at the body had the request: the earlier of `case.toml` and the events.
    pub received: Date,
    /// The day it was valid; `None` while identity or fee is outstanding.
    pub valid: Option<Date>,
    /// What we wait for, and since when; nothing is due while something stands here.
    pub waits: Vec<Wait>,
    /// The times between question and answer.
    pub pauses: Vec<Pause>,
    /// Days that do not count because of them.
    pub paused_days: i64,
    /// The day of a notice of extension that came in time.
    pub extended: Option<Date>,
    /// The day of a notice that came too late and extends nothing.
    pub late_notice: Option<Date>,
    /// The end of the first month. While something waits: as if it came today.
    pub first: Option<Due>,
    /// The statutory date. While something waits: as if it came today.
    pub due: Option<Due>,
    /// The date that the policy gives, where it is another.
    pub policy: Option<Due>,
    /// The body's own target of 28 days, pauses added. While something waits: as if it came today.
    pub target: Option<Date>,
    /// The day of the response: the release, or the end of the request.
    pub answered: Option<Date>,
    /// By when a complaint must be acknowledged, while it is not.
    pub acknowledge: Option<Date>,
}

/// What a request waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Wait {
    /// For what.
    pub what: Awaited,
    /// Since when.
    pub since: Date,
}

/// What can be outstanding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Awaited {
    /// Proof of identity (Art 12(6)).
    Identity,
    /// A fee for an excessive request (Art 12(5)).
    Fee,
    /// The answer to a question (Art 12A(5)).
    Clarification,
}

impl Awaited {
    /// As people say it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Identity => "proof of identity",
            Self::Fee => "the fee",
            Self::Clarification => "an answer to our question",
        }
    }
}

/// The clock of a request, as it stands on `today`.
#[must_use]
pub fn clock(request: &Request, history: &History, today: Date) -> Clock {
    let came = |kinds: &'static [&'static str]| {
        history.told.iter().filter(move |t| kinds.contains(&t.kind.as_str()))
    };
    let received = came(&["received", "forwarded"]).map(|t| t.on).fold(request.received, Date::min);
    let (identity, no_identity) = identity(history);
    let (fee, no_fee) = fee(history);
    let begun = [Some(received), identity, fee].into_iter().flatten().fold(received, Date::max);
    let pauses = pauses(history);
    let open = pauses.iter().find(|p| p.answered.is_none());
    let waits = [
        no_identity.map(|since| Wait { what: Awaited::Identity, since }),
        no_fee.map(|since| Wait { what: Awaited::Fee, since }),
        open.map(|p| Wait { what: Awaited::Clarification, since: p.asked }),
    ];
    let valid = (no_identity.is_none() && no_fee.is_none()).then_some(begun);
    let assumed = valid.unwrap_or_else(|| begun.max(today));
    let nation = request.nation;
    let count = |from: Date, months: i8, pauses: &[Pause]| period::due(from, months, pauses, today, nation);
    let (first, mut paused_days) = count(assumed, 1, &pauses);
    let notice = history.last("extended").map(|t| t.on);
    let extended = notice.filter(|on| *on <= first.date);
    let months = if extended.is_some() { 3 } else { 1 };
    let (due, days) = count(assumed, months, &pauses);
    paused_days = paused_days.max(days);
    let answers = pauses.iter().filter_map(|p| p.answered);
    let policy = count(answers.fold(assumed, Date::max), months, &[]).0;
    Clock {
        received,
        valid,
        waits: waits.into_iter().flatten().collect(),
        pauses,
        paused_days,
        extended,
        late_notice: notice.filter(|on| *on > first.date),
        first: Some(first),
        due: Some(due),
        policy: (policy.date != due.date).then_some(policy),
        target: Some(period::after(assumed, TARGET + paused_days)),
        answered: history.told.iter().find(|t| matches!(t.kind.as_str(), "release" | "closed")).map(|t| t.on),
        acknowledge: acknowledge(history),
    }
}

impl Clock {
    /// Whether something is outstanding, so that no day is fixed.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        !self.waits.is_empty()
    }

    /// Days from `today` to the statutory date, negative when it is over; `None` while something waits
    /// and when the response is out.
    #[must_use]
    pub fn days_left(&self, today: Date) -> Option<i64> {
        let due = self.due.filter(|_| !self.is_waiting() && self.answered.is_none())?;
        Some(period::between(today, due.date))
    }

    /// Days by which the response was late; `None` while there is none, 0 when it was in time.
    #[must_use]
    pub fn late_by(&self) -> Option<i64> {
        Some(period::between(self.due?.date, self.answered?).max(0))
    }

    /// Days from the valid date to the response.
    #[must_use]
    pub fn days_taken(&self) -> Option<i64> {
        Some(period::between(self.valid?, self.answered?).max(0))
    }
}

/// The day on which identity that had been asked for was proved, and since when it is outstanding.
fn identity(history: &History) -> (Option<Date>, Option<Date>) {
    let (mut proved, mut open) = (None, None);
    for told in &history.told {
        match told.kind.as_str() {
            "identity-asked" => open = Some(told.on),
            "identity-confirmed" if open.is_some() && whole(told) => (proved, open) = (Some(told.on), None),
            "identity-waived" => open = None,
            _ => {}
        }
    }
    (proved, open)
}

/// Whether a proof proves name, address and date of birth, at the address on record (S2 5.4.3).
pub(super) fn whole(told: &Told) -> bool {
    ["name", "address", "date-of-birth", "matches"].into_iter().all(|f| told.yes(f))
}

/// The day on which a fee under Art 12(5) was paid, and since when it is outstanding. A fee for a further
/// copy does not touch the clock of the first.
fn fee(history: &History) -> (Option<Date>, Option<Date>) {
    let (mut paid, mut open) = (None, None);
    for told in history.told.iter().filter(|t| t.text("for") == "excessive") {
        match told.kind.as_str() {
            "fee-asked" => open = Some(told.on),
            "fee-paid" => (paid, open) = (Some(told.on), None),
            _ => {}
        }
    }
    (paid, open)
}

fn pauses(history: &History) -> Vec<Pause> {
    let mut pauses: Vec<Pause> = Vec::new();
    for told in &history.told {
        match told.kind.as_str() {
            "clarification-asked" => pauses.push(Pause { asked: told.on, answered: None }),
            "clarification-answered" => {
                let open = pauses.iter_mut().rev().find(|p| p.answered.is_none());
                if let Some(pause) = open {
                    pause.answered = Some(told.on);
                }
            }
            _ => {}
        }
    }
    pauses
}

fn acknowledge(history: &History) -> Option<Date> {
    let complaint = history.last("complaint").filter(|t| t.date("acknowledged").is_none())?;
    Some(period::after(complaint.on, ACKNOWLEDGE))
}

/// What is wrong with `valid` in `case.toml`: it is held against the events, and a later date than the
/// law's would give an unlawfully late answer.
#[must_use]
pub fn valid_too_late(request: &Request, clock: &Clock) -> Option<Problem> {
    let (typed, valid) = (request.valid?, clock.valid?);
    (typed > valid).then(|| {
        let what = format!("\"valid\" is later than the law's date, {valid}");
        let hint = "log what made it later (identity-asked and identity-confirmed, fee-asked and \
                    fee-paid), or correct the date";
        Problem::new(Place::file("case.toml"), what, hint)
    })
}

/// What is to be known about the dates of a request, and is no error.
#[must_use]
pub fn notes(request: &Request, clock: &Clock) -> Vec<Problem> {
    let note = |what: String, hint: &str| Problem::new(Place::file("case.toml"), what, hint);
    let mut notes = Vec::new();
    if clock.received < request.received {
        let what = format!("the log has the request at the body on {}; that day counts", clock.received);
        notes.push(note(what, "correct `received`: the first day anybody at the body had it"));
    }
    if let (Some(typed), Some(valid)) = (request.valid, clock.valid)
        && typed < valid
    {
        notes.push(note(format!("\"valid\" is {typed}, the events give {valid}"), "correct the date"));
    }
    if let Some(late) = clock.late_notice {
        let what = format!("the notice of {late} came after the first month; it extends nothing");
        notes.push(note(what, "respond at once (UK GDPR Art 12A(4))"));
    }
    notes
}
