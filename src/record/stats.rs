//! Figures over many requests, for the performance team (S2 5.8.2): no name, no reference, no date finer
//! than a month, and no count under five.
//!
//! A count that stands alone as the only one suppressed could be had back from the sum: then the next
//! smallest of its group goes with it. What was suppressed is not told apart from what went with it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde_json::Value;

use super::clock::Clock;
use super::request::History;

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
    #[must_use]
    pub fn of(history: &History, clock: &Clock, receipt: Option<&[u8]>, register: Option<&[u8]>) -> Self {
        let receipt: Option<Value> = receipt.and_then(|bytes| serde_json::from_slice(bytes).ok());
        let days = clock.days_taken().zip(clock.late_by());
        Self {
            month: month(clock.received),
            answered: days.map(|(days, late)| (days, late > 0)),
            extended: clock.extended.is_some(),
            outcome: history.last("closed").map(|t| t.text("outcome").to_owned()),
            exemptions: register.map(exemptions).unwrap_or_default(),
            pages: receipt.and_then(|r| r.pointer("/pack/pages")?.as_u64()),
        }
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
    count("requests with exemption", &mut cases.iter().flat_map(|c| c.exemptions.iter().cloned()));
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

/// The counts of one figure, with what must be suppressed suppressed.
fn family(figure: &'static str, counts: BTreeMap<String, u64>) -> Vec<Figure> {
    let small = counts.values().filter(|n| **n < SMALLEST).count();
    let next = counts.values().filter(|n| **n >= SMALLEST).min().copied();
    let mut second = next.filter(|_| small == 1);
    let suppressed = |n: u64, second: &mut Option<u64>| n < SMALLEST || second.take_if(|s| *s == n).is_some();
    let figure = |(group, n)| Figure { figure, group, value: (!suppressed(n, &mut second)).then_some(n) };
    counts.into_iter().map(figure).collect()
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
fn exemptions(register: &[u8]) -> BTreeSet<String> {
    let text = register.strip_prefix("\u{feff}".as_bytes()).unwrap_or(register);
    let mut reader = csv::Reader::from_reader(text);
    let column = reader.headers().ok().and_then(|h| h.iter().position(|h| h == "exemption"));
    let Some(column) = column else { return BTreeSet::new() };
    let cells = reader.records().filter_map(Result::ok);
    cells.filter_map(|r| r.get(column).map(str::to_owned)).filter(|c| !c.is_empty()).collect()
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
    fn r29_two_small_counts_need_no_third_and_few_requests_have_no_figures_at_all() {
        let mut cases = vec![case("2026-01", "granted"); 9];
        cases.extend([case("2026-02", "granted"), case("2026-03", "granted")]);
        let figures = stats(&cases);
        assert_eq!(value(&figures, "received in", "2026-01"), Some(9));
        assert_eq!(value(&figures, "outcome", "granted"), Some(11));
        let mut few = vec![case("2026-01", "granted"); 4];
        few[0].answered = Some((20, false));
        few[0].pages = Some(30);
        assert!(stats(&few).iter().all(|f| f.value.is_none()), "{:?}", stats(&few));
    }

    #[test]
    fn exemptions_come_from_the_register_each_once_a_request() {
        let csv =
            "\u{feff}row,what,exemption\r\n1,panel,S2P3-16\r\n2,panel,S2P3-16\r\n3,document disclosed,\r\n";
        assert_eq!(exemptions(csv.as_bytes()), ["S2P3-16".to_owned()].into());
        assert!(exemptions(b"no register").is_empty());
    }
}
