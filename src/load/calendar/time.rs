//! Times of a calendar in words (RFC 5545, 3.3.4 to 3.3.6); as it stands where it is not understood.

use jiff::civil::{Date, DateTime};

use super::lines::Line;

/// `Monday 5 October 2026, 10:00 (Europe/London)`.
pub(super) fn in_words(line: &Line) -> String {
    let value = line.value.trim();
    if let Some(day) = whole_day(value) {
        return day.strftime("%A %-d %B %Y").to_string();
    }
    let Some(time) = moment(value) else { return value.to_owned() };
    let shown = time.strftime("%A %-d %B %Y, %H:%M").to_string();
    match (value.ends_with('Z'), line.parameter("TZID")) {
        (true, _) => format!("{shown} (UTC)"),
        (_, Some(zone)) => format!("{shown} ({zone})"),
        _ => shown,
    }
}

/// The last day of an entry of whole days, whose end is the day after (3.6.1).
pub(super) fn last_day(line: &Line) -> Option<Date> {
    whole_day(line.value.trim())?.yesterday().ok()
}

/// A whole day.
pub(super) fn whole_day(value: &str) -> Option<Date> {
    (value.len() == 8).then(|| Date::strptime("%Y%m%d", value).ok())?
}

/// The day of a time.
pub(super) fn day(value: &str) -> Option<Date> {
    whole_day(value.trim()).or_else(|| Some(moment(value.trim())?.date()))
}

fn moment(value: &str) -> Option<DateTime> {
    DateTime::strptime("%Y%m%dT%H%M%S", value.trim_end_matches('Z')).ok()
}

/// `1 hour 30 minutes`.
pub(super) fn duration(value: &str) -> String {
    let (mut words, mut number) = (Vec::new(), String::new());
    for c in value.trim().chars() {
        let unit = match c {
            'P' | 'T' | '+' => continue,
            '0'..='9' => {
                number.push(c);
                continue;
            }
            'W' => "week",
            'D' => "day",
            'H' => "hour",
            'M' => "minute",
            'S' => "second",
            _ => return value.to_owned(),
        };
        match number.as_str() {
            "0" | "00" => {}
            "1" => words.push(format!("1 {unit}")),
            many => words.push(format!("{many} {unit}s")),
        }
        number.clear();
    }
    if words.is_empty() { value.to_owned() } else { words.join(" ") }
}
