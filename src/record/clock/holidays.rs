//! The days on which no period ends: weekends, and the bank holidays of a nation.
//!
//! The holidays are a table (`data/bank-holidays.toml`), not a rule: Parliament and the Crown add days.
//! A date outside the table is counted with weekends only, and says so.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use crate::case::schema::Nation;

/// The table as shipped; the tests prove that it can be read. Without it every date is beyond it.
static SHIPPED: LazyLock<Option<Table>> =
    LazyLock::new(|| toml::from_str(include_str!("../data/bank-holidays.toml")).ok());

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Table {
    from: Date,
    to: Date,
    #[serde(rename = "confirmed_to")]
    confirmed_to: Date,
    england_and_wales: BTreeSet<Date>,
    scotland: BTreeSet<Date>,
    northern_ireland: BTreeSet<Date>,
}

/// How far the table of bank holidays vouches for a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Vouched {
    /// It is in the table.
    Yes,
    /// It is in the table by the rules alone: no published list has confirmed it.
    ByRule,
    /// It lies outside the table: only weekends were counted.
    No,
}

/// The last day of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Due {
    /// The day that the calendar gives.
    pub raw: Date,
    /// The same, or the next working day.
    pub date: Date,
    /// Whether bank holidays were known for it.
    pub holidays: Vouched,
}

/// The last day of a period that ends on `raw`: the next working day of the nation (Regulation 1182/71,
/// Article 3(4); S2 5.7.3).
#[must_use]
pub fn roll(raw: Date, nation: Nation) -> Due {
    let mut date = raw;
    while !working(date, nation) {
        let Ok(next) = date.tomorrow() else { break };
        date = next;
    }
    let holidays = SHIPPED.as_ref().map_or(Vouched::No, |t| match raw {
        _ if raw < t.from || date > t.to => Vouched::No,
        _ if date > t.confirmed_to => Vouched::ByRule,
        _ => Vouched::Yes,
    });
    Due { raw, date, holidays }
}

/// Whether people work on a day.
fn working(date: Date, nation: Nation) -> bool {
    let weekend = matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
    !weekend && SHIPPED.as_ref().is_none_or(|t| !t.of(nation).contains(&date))
}

impl Table {
    fn of(&self, nation: Nation) -> &BTreeSet<Date> {
        match nation {
            Nation::EnglandAndWales => &self.england_and_wales,
            Nation::Scotland => &self.scotland,
            Nation::NorthernIreland => &self.northern_ireland,
        }
    }
}

#[cfg(test)]
pub(super) fn table(nation: Nation) -> &'static BTreeSet<Date> {
    SHIPPED.as_ref().expect("the table can be read").of(nation)
}
