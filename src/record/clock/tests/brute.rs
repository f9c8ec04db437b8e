//! A second clock that shares nothing with the first: days are numbers, holidays come from the rules of
//! the Act, and every day is walked. Table and arithmetic must agree with it for three nations and
//! five years.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::super::holidays::table;
use super::*;

/// A day as year, month, day; stepping is all it can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Day(i32, u32, u32);

fn length(year: i32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

impl Day {
    fn next(self) -> Self {
        match self {
            Self(y, m, d) if d < length(y, m) => Self(y, m, d + 1),
            Self(y, 12, _) => Self(y + 1, 1, 1),
            Self(y, m, _) => Self(y, m + 1, 1),
        }
    }

    /// 0 is Monday: 1 January 2024 was one.
    fn weekday(self) -> u32 {
        let (mut at, mut days) = (Self(2024, 1, 1), 0);
        while at.0 < self.0 {
            days += if length(at.0, 2) == 29 { 366 } else { 365 };
            at.0 += 1;
        }
        while at < self {
            (at, days) = (at.next(), days + 1);
        }
        days % 7
    }

    fn date(self) -> Date {
        Date::new(self.0 as i16, self.1 as i8, self.2 as i8).expect("a date")
    }
}

/// Easter Sunday by the rule of Meeus, Jones and Butcher.
fn easter(y: i32) -> Day {
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (b - (b + 8) / 25 + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let l = (32 + 2 * e + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Day(y, (n / 31) as u32, (n % 31 + 1) as u32)
}

/// The first Monday from a day.
fn monday_from(mut day: Day) -> Day {
    while day.weekday() != 0 {
        day = day.next();
    }
    day
}

/// The holidays of a year by the rules of the Act, and the one proclaimed for Scotland.
fn holidays(year: i32, nation: Nation) -> BTreeSet<Day> {
    let scotland = nation == Nation::Scotland;
    let mut found = BTreeSet::new();
    let sunday = easter(year);
    let (mut friday, mut at) = (None, Day(year, 3, 1));
    while at < sunday {
        if at.weekday() == 4 {
            friday = Some(at);
        }
        at = at.next();
    }
    found.extend(friday);
    if !scotland {
        found.insert(sunday.next());
    }
    found.insert(monday_from(Day(year, 5, 1)));
    found.insert(monday_from(Day(year, 5, 25)));
    found.insert(monday_from(if scotland { Day(year, 8, 1) } else { Day(year, 8, 25) }));
    let mut fixed = vec![Day(year, 1, 1), Day(year, 12, 25), Day(year, 12, 26)];
    match nation {
        Nation::Scotland => fixed.extend([Day(year, 1, 2), Day(year, 11, 30)]),
        Nation::NorthernIreland => fixed.extend([Day(year, 3, 17), Day(year, 7, 12)]),
        Nation::EnglandAndWales => {}
    }
    if scotland && year == 2026 {
        fixed.push(Day(2026, 6, 15));
    }
    fixed.sort();
    let (weekend, weekday): (Vec<_>, Vec<_>) = fixed.into_iter().partition(|d| d.weekday() > 4);
    found.extend(weekday);
    for mut day in weekend {
        while day.weekday() > 4 || found.contains(&day) {
            day = day.next();
        }
        found.insert(day);
    }
    found
}

const NATIONS: [Nation; 3] = [Nation::EnglandAndWales, Nation::Scotland, Nation::NorthernIreland];

#[test]
fn the_table_of_bank_holidays_is_what_the_rules_give() {
    for nation in NATIONS {
        let by_rule: BTreeSet<Date> =
            (2024..=2028).flat_map(|y| holidays(y, nation)).map(Day::date).collect();
        assert_eq!(table(nation), &by_rule, "{nation:?}");
    }
}

/// Walks day by day: the month ends on the day of the same number, or where the month ends.
fn walked(valid: Day, months: u32, paused: &[(Day, Day)], days_off: &BTreeSet<Day>) -> Day {
    let (mut at, mut left, mut borrowed) = (valid, months, 0);
    let off = |d: Day| d.weekday() > 4 || days_off.contains(&d);
    while left > 0 {
        at = at.next();
        borrowed += u32::from(paused.iter().any(|(from, to)| *from <= at && at <= *to));
        let last = at.2 == length(at.0, at.1);
        if at.2 == valid.2 || (last && at.2 < valid.2) {
            left -= 1;
        }
    }
    while borrowed > 0 {
        at = at.next();
        borrowed += u32::from(paused.iter().any(|(from, to)| *from <= at && at <= *to));
        borrowed -= 1;
    }
    while off(at) {
        at = at.next();
    }
    at
}

#[test]
fn r04_the_clock_agrees_with_a_count_day_by_day_for_three_nations_and_five_years() {
    let mut counted = 0;
    for nation in NATIONS {
        let off: BTreeSet<Day> = (2024..=2029).flat_map(|y| holidays(y, nation)).collect();
        let mut valid = Day(2024, 1, 1);
        while valid < Day(2028, 9, 1) {
            let (ask, mut answer) = (valid.next().next().next(), valid.next().next().next());
            (0..valid.2).for_each(|_| answer = answer.next());
            for paused in [&[][..], &[(ask, answer)]] {
                let pauses: Vec<Pause> =
                    paused.iter().map(|(a, b)| Pause { asked: a.date(), answered: Some(b.date()) }).collect();
                for months in [1, 3] {
                    let got = due(valid.date(), months as i8, &pauses, valid.date(), nation).0;
                    let want = walked(valid, months, paused, &off).date();
                    if got.holidays == Vouched::No {
                        assert!(want.year() > 2028, "{valid:?} lies within the table");
                        continue;
                    }
                    assert_eq!(got.date, want, "{nation:?} {valid:?} {months} {paused:?}");
                    counted += 1;
                }
            }
            valid = valid.next();
        }
    }
    assert!(counted > 20_000, "{counted}");
}
