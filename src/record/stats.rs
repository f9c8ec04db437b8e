//! Figures over many requests, for the performance team (S2 5.8.2): no name, no reference, no date finer
//! than a month, and no count under five.
//!
//! Counts that could be had back from the sum of their group take the next smallest with them. What was
//! suppressed is not told apart from what went with it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde_json::Value;

use super::clock::Clock;
use super::request::History;
use crate::diag::Place;
use crate::error::{Error, Result};

/// The smallest count that is shown.
const SMALLEST: u64 = 5;

/// What one request adds to the figures.
#[derive(Debug, Clone, Default)]
pub struct Figures {
    /// Month of receipt, `2026-09`.
    month: String,
    /// Days from valid to answered, and whether that was late.
    answered: Option<(i64, bool)>,
    extended: bool,
    outcome: Option<String>,
    /// Exemptions that the pack uses.
    exemptions: BTreeSet<String>,
    /// Pages of the pack.
    pages: Option<u64>,
}

impl Figures {
    /// The figures of a request: of its events and clock, of the receipt (JSON) and the register (CSV) of
    /// its pack, where there is one.
    ///
    /// # Errors
    /// Exit 3 when the receipt or the register is there and is none: a pack that is not counted would make
    /// every figure wrong.
    pub fn of(
        history: &History,
        clock: &Clock,
        receipt: Option<&[u8]>,
        register: Option<&[u8]>,
    ) -> Result<Self> {
        let days = clock.days_taken().zip(clock.late_by());
        Ok(Self {
            month: month(clock.received),
            answered: days.map(|(days, late)| (days, late > 0)),
            extended: clock.extended.is_some(),
            outcome: history.last("closed").map(|t| t.text("outcome").to_owned()),
            exemptions: register.map(exemptions).transpose()?.unwrap_or_default(),
            pages: receipt.map(pages).transpose()?,
        })
    }
}

/// One figure; `None` is suppressed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// What is counted.
    pub figure: &'static str,
    /// Of which group.
    pub group: String,
    /// How many.
    pub value: Option<u64>,
}

/// The figures of many requests, small counts suppressed.
#[must_use]
pub fn stats(cases: &[Figures]) -> Vec<Figure> {
    let mut all = family("requests", [("all".to_owned(), cases.len() as u64)].into());
    let mut count = |figure, groups: &mut dyn Iterator<Item = String>| {
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        groups.for_each(|g| *counts.entry(g).or_default() += 1);
        all.extend(family(figure, counts));
    };
    count("received in", &mut cases.iter().map(|c| c.month.clone()));
    count("outcome", &mut cases.iter().map(|c| c.outcome.clone().unwrap_or_else(|| "open".into())));
    count("answered", &mut cases.iter().map(|c| timeliness(c.answered).to_owned()));
    let extended = |c: &Figures| if c.extended { "yes" } else { "no" }.to_owned();
    count("extended", &mut cases.iter().map(extended));
    // a figure of which everything is hidden, and whose parts are still too small: its sum would tell them
    let parts = |f: &Figure| f.value.is_none() && f.figure != "requests";
    let of = |name: &str, all: &[Figure]| all.iter().filter(|f| f.figure == name).count() as u64;
    let told = |name: &str| {
        let hidden = all.iter().filter(|f| f.figure == name && parts(f)).count() as u64;
        hidden > 0 && hidden == of(name, &all) && (cases.len() as u64) < SMALLEST + hidden - 1
    };
    if ["received in", "outcome", "answered", "extended"].into_iter().any(told) {
        for figure in &mut all {
            figure.value = None;
        }
    }
    let mut used: BTreeMap<String, u64> = BTreeMap::new();
    for exemption in cases.iter().flat_map(|c| &c.exemptions) {
        *used.entry(exemption.clone()).or_default() += 1;
    }
    all.extend(overlapping("requests with exemption", used, cases.len() as u64));
    let days = cases.iter().filter_map(|c| c.answered).map(|(days, _)| days.max(0) as u64).collect();
    all.extend(middle("days taken", days));
    all.extend(middle("pages of a pack", cases.iter().filter_map(|c| c.pages).collect()));
    all
}

fn timeliness(answered: Option<(i64, bool)>) -> &'static str {
    match answered {
        None => "not yet",
        Some((_, true)) => "late",
        Some((days, false)) if days <= 28 => "within 28 days",
        Some(_) => "in time, after 28 days",
    }
}

/// The counts of one figure, with what must be suppressed suppressed. Whoever knows the sum knows what the
/// suppressed counts come to: the next smallest go with them until each of them could be five or more.
fn family(figure: &'static str, counts: BTreeMap<String, u64>) -> Vec<Figure> {
    let mut by_size: Vec<(u64, String)> = counts.iter().map(|(group, n)| (*n, group.clone())).collect();
    by_size.sort();
    let (mut hidden, mut sum) = (BTreeSet::new(), 0);
    for (n, group) in by_size {
        let others = (hidden.len() as u64).saturating_sub(1);
        let told = !hidden.is_empty() && sum < SMALLEST + others;
        if n < SMALLEST || told {
            hidden.insert(group);
            sum += n;
        }
    }
    let shown = |(group, n)| Figure { figure, value: (!hidden.contains(&group)).then_some(n), group };
    counts.into_iter().map(shown).collect()
}

/// Counts of one figure of which a request can have several or none: how many do not have it is one
/// difference away, so that is no small number either.
fn overlapping(figure: &'static str, counts: BTreeMap<String, u64>, all: u64) -> Vec<Figure> {
    let small = |n: u64| n > 0 && n < SMALLEST;
    let shown = |n: u64| (!small(n) && !small(all.saturating_sub(n))).then_some(n);
    counts.into_iter().map(|(group, n)| Figure { figure, value: shown(n), group }).collect()
}

/// Sum and median, where five or more requests stand behind them.
fn middle(figure: &'static str, mut values: Vec<u64>) -> Vec<Figure> {
    if values.is_empty() {
        return Vec::new();
    }
    values.sort_unstable();
    let enough = values.len() as u64 >= SMALLEST;
    let median = values.get(values.len() / 2).copied();
    let one = |group: &str, value: Option<u64>| Figure {
        figure,
        group: group.into(),
        value: value.filter(|_| enough),
    };
    vec![one("sum", Some(values.iter().sum())), one("median", median)]
}

fn month(date: Date) -> String {
    date.strftime("%Y-%m").to_string()
}

/// The exemptions that a register names, each once.
fn exemptions(register: &[u8]) -> Result<BTreeSet<String>> {
    let text = register.strip_prefix("\u{feff}".as_bytes()).unwrap_or(register);
    let mut reader = csv::Reader::from_reader(text);
    let none = || unread("register.csv");
    let column = reader.headers().ok().and_then(|h| h.iter().position(|h| h == "exemption"));
    let column = column.ok_or_else(none)?;
    let cells = reader.records().map(|row| Some(row.ok()?.get(column)?.to_owned()));
    let cells = cells.collect::<Option<BTreeSet<String>>>().ok_or_else(none)?;
    Ok(cells.into_iter().filter(|c| !c.is_empty()).collect())
}

/// Pages of the pack, as its receipt tells.
fn pages(receipt: &[u8]) -> Result<u64> {
    let receipt: Option<Value> = serde_json::from_slice(receipt).ok();
    receipt.and_then(|r| r.pointer("/pack/pages")?.as_u64()).ok_or_else(|| unread("receipt.json"))
}

fn unread(name: &str) -> Error {
    let hint = "build the case again with --force, or restore the file from a backup";
    Error::unchecked(Place::file(name), "is not as this program writes it; its case cannot be counted", hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(month: &str, outcome: &str) -> Figures {
        Figures { month: month.into(), outcome: Some(outcome.into()), ..Figures::default() }
    }

    /// The value of a figure that must be there; `None` is suppressed.
    fn value(figures: &[Figure], figure: &str, group: &str) -> Option<u64> {
        figures.iter().find(|f| f.figure == figure && f.group == group).expect("the figure").value
    }

    #[test]
    fn r29_a_count_under_five_is_suppressed_and_cannot_be_had_back_from_the_sum() {
        let mut cases = vec![case("2026-01", "granted"); 12];
        cases.extend(vec![case("2026-02", "granted"); 7]);
        cases.extend(vec![case("2026-03", "refused"); 4]);
        let figures = stats(&cases);
        assert_eq!(value(&figures, "requests", "all"), Some(23));
        assert_eq!(value(&figures, "received in", "2026-03"), None);
        assert_eq!(value(&figures, "received in", "2026-02"), None, "else 23 - 12 - 7 gives it back");
        assert_eq!(value(&figures, "received in", "2026-01"), Some(12));
        assert_eq!(value(&figures, "outcome", "granted"), None, "else 23 - 19 gives it back");
    }

    #[test]
    fn r29_two_counts_of_one_take_a_third_with_them_and_few_requests_have_no_figures_at_all() {
        let mut cases = vec![case("2026-01", "granted"); 9];
        cases.extend(vec![case("2026-04", "granted"); 20]);
        cases.extend([case("2026-02", "granted"), case("2026-03", "granted")]);
        let figures = stats(&cases);
        assert_eq!(value(&figures, "received in", "2026-04"), Some(20));
        assert_eq!(value(&figures, "received in", "2026-01"), None, "else 31 - 20 - 9 gives one and one");
        assert_eq!(value(&figures, "outcome", "granted"), Some(31));
        let ones: Vec<Figures> = (1..=5).map(|n| case(&format!("2026-0{n}"), "granted")).collect();
        assert!(stats(&ones).iter().all(|f| f.value.is_none()), "five months, five requests: {ones:?}");
        let mut few = vec![case("2026-01", "granted"); 4];
        few[0].answered = Some((20, false));
        few[0].pages = Some(30);
        assert!(stats(&few).iter().all(|f| f.value.is_none()), "{:?}", stats(&few));
    }

    #[test]
    fn exemptions_come_from_the_register_each_once_a_request() {
        let csv =
            "\u{feff}row,what,exemption\r\n1,panel,S2P3-16\r\n2,panel,S2P3-16\r\n3,document disclosed,\r\n";
        assert_eq!(exemptions(csv.as_bytes()), Ok(["S2P3-16".to_owned()].into()));
    }

    #[test]
    fn a_receipt_or_register_that_is_none_is_no_absent_one() {
        assert_eq!(pages(b"{\"pack\":{\"pages\":7}}"), Ok(7));
        for bad in [&b"{}"[..], b"", b"{\"pack\":{\"pages\":\"7\"}}"] {
            assert_eq!(pages(bad).expect_err("none").exit, crate::error::Exit::Unchecked);
        }
        assert!(exemptions(b"no register").is_err());
    }

    #[test]
    fn r29_an_exemption_that_all_but_a_few_requests_use_is_suppressed_too() {
        let uses = |n: usize| Figures {
            exemptions: (n < 21).then(|| "S2P3-16".to_owned()).into_iter().collect(),
            ..case("2026-01", "granted")
        };
        let figures = stats(&(0..23).map(uses).collect::<Vec<_>>());
        assert_eq!(value(&figures, "requests with exemption", "S2P3-16"), None, "23 - 21 is two");
    }
}
