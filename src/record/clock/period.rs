//! The arithmetic of the period: a calendar month or three, and the days that do not count.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use super::holidays::{Due, roll};
use crate::case::schema::Nation;

/// A time that does not count: from the day of the question to the day of the answer, both included
/// (UK GDPR Art 12A(5) and (6)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Pause {
    /// The day of the question.
    pub asked: Date,
    /// The day of the answer; `None` while it is open.
    pub answered: Option<Date>,
}

/// The last day of a period of `months` from `valid`, and how many days of it did not count. A pause that
/// is open counts up to `today`.
#[must_use]
pub fn due(valid: Date, months: i8, pauses: &[Pause], today: Date, nation: Nation) -> (Due, i64) {
    let mut raw = same_day(valid, months);
    let mut sorted = pauses.to_vec();
    sorted.sort_by_key(|p| p.asked);
    // the day itself is not counted (Regulation 1182/71, Article 3(1)), so that a pause cannot save it
    let (mut seen, mut days) = (valid, 0);
    for pause in sorted {
        let end = pause.answered.unwrap_or(today);
        let start = pause.asked.max(after(seen, 1));
        // a question asked when the time was over pauses nothing
        if start > end || start > roll(raw, nation).date {
            continue;
        }
        let length = between(start, end) + 1;
        raw = after(raw, length);
        seen = end;
        days += length;
    }
    (roll(raw, nation), days)
}

/// The same day some months later, or the last of that month when it is shorter.
fn same_day(date: Date, months: i8) -> Date {
    date.saturating_add(months.months())
}

/// The day so many days later.
pub(super) fn after(date: Date, days: i64) -> Date {
    date.saturating_add(days.days())
}

/// Days from one date to the other.
pub(super) fn between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}
