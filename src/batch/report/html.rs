//! The report as a page: what became of the shelf, plain charts, a row for each case.

use std::fmt::Write as _;

use crate::batch::outcome::{Outcome, State};
use crate::error::Exit;

use super::chart::{Bar, bars};
use super::{Report, meaning};

/// Most cases that have a bar of their own.
const BARS: usize = 60;

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;color:#111;max-width:60rem;margin:2rem auto;padding:0 1rem}\
table{border-collapse:collapse}th,td{padding:.2rem .7rem;text-align:left;border-bottom:1px solid #999}\
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}tr.bad td{font-weight:600}\
figure{margin:1.5rem 0}figcaption{font-weight:600}svg{max-width:100%;font:13px system-ui,sans-serif}\
@media (prefers-color-scheme:dark){body{background:#111;color:#eee}svg{fill:#eee}}";

/// The page.
pub fn page(report: &Report<'_>) -> String {
    let shard = report.shard.map(|s| format!(" (part {} of {})", s.part, s.of)).unwrap_or_default();
    format!(
        "<!DOCTYPE html>\n<html lang=\"en-GB\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>Blackpanel: a shelf of cases</title>\
         <style>{STYLE}</style></head><body>\n<h1>A shelf of cases{shard}</h1>\n{}{}{}\
         <p>Made {} by blackpanel {} in {:.1} seconds. Cases are named by their numbers alone; \
         <code>blackpanel batch DIR --list</code> tells which folder has which number.</p>\n</body></html>\n",
        opening(report),
        charts(report),
        table(report),
        report.made,
        env!("CARGO_PKG_VERSION"),
        report.seconds,
    )
}

fn opening(report: &Report<'_>) -> String {
    let all = report.outcomes.len();
    let made = report.count(State::Built) + report.count(State::BuiltBefore);
    let open = report.outcomes.iter().filter(|o| o.figures.is_some() && !o.reviewed).count();
    let stamp =
        if open == 0 { String::new() } else { format!(" {open} of them say NOT REVIEWED on every page.") };
    format!(
        "<p><strong>{made} of {all} cases have a verified pack.</strong>{stamp} Exit code {}: {}.</p>\n",
        report.exit.code(),
        meaning(report.exit)
    )
}

fn charts(report: &Report<'_>) -> String {
    let states = [State::Built, State::BuiltBefore, State::NotBuilt, State::Interrupted, State::NotTried];
    let count = |label: String, n: usize| Bar { label, value: n as f64, shown: n.to_string() };
    let ends: Vec<Bar> = states
        .into_iter()
        .map(|s| count(s.words().to_owned(), report.count(s)))
        .filter(|bar| bar.value > 0.0)
        .collect();
    let exits = [Exit::Problem, Exit::Usage, Exit::Unchecked, Exit::Undecided, Exit::Password];
    let failed =
        |exit: Exit| report.outcomes.iter().filter(|o| o.state == State::NotBuilt && o.exit == exit).count();
    let why: Vec<Bar> = exits
        .into_iter()
        .map(|exit| count(format!("exit {}", exit.code()), failed(exit)))
        .filter(|bar| bar.value > 0.0)
        .collect();
    let mut charts = bars("What became of the cases", &ends);
    if !why.is_empty() {
        charts += &bars("Why cases have no pack", &why);
    }
    charts += &each(report, "Pages of each pack", |o| o.figures.map(|f| f.pages as f64), 0);
    charts += &each(report, "Panels of each pack", |o| o.figures.map(|f| f.panels as f64), 0);
    charts + &each(report, "Seconds of each build", |o| Some(o.seconds).filter(|s| *s > 0.0), 1)
}

/// A bar for each case that has the figure; of many cases, the longest.
fn each(report: &Report<'_>, title: &str, of: impl Fn(&Outcome) -> Option<f64>, digits: usize) -> String {
    let bar = |o: &Outcome| {
        let value = of(o)?;
        Some((
            o.case.number,
            Bar { label: format!("case {}", o.case.number), value, shown: format!("{value:.digits$}") },
        ))
    };
    let mut all: Vec<(usize, Bar)> = report.outcomes.iter().filter_map(bar).collect();
    if all.is_empty() {
        return String::new();
    }
    let more = all.len() > BARS;
    if more {
        all.sort_by(|a, b| b.1.value.total_cmp(&a.1.value));
        all.truncate(BARS);
        all.sort_by_key(|(number, _)| *number);
    }
    let title = if more { format!("{title} (the {BARS} longest)") } else { title.to_owned() };
    bars(&title, &all.into_iter().map(|(_, bar)| bar).collect::<Vec<_>>())
}

fn table(report: &Report<'_>) -> String {
    let mut rows = String::new();
    for o in report.outcomes {
        let bad = if o.exit == Exit::Done { "" } else { " class=\"bad\"" };
        let how = match (o.state, o.reviewed) {
            (State::Built | State::BuiltBefore, false) => format!("{}, NOT REVIEWED", o.state.words()),
            (State::NotBuilt, _) => format!("{}: {}", o.state.words(), meaning(o.exit)),
            (state, _) => state.words().to_owned(),
        };
        let numbers: String = match &o.figures {
            Some(f) => [f.documents, f.pages, f.panels, f.pages_withheld]
                .map(|n| format!("<td class=\"n\">{n}</td>"))
                .concat(),
            None => "<td class=\"n\">–</td>".repeat(4),
        };
        let _ = writeln!(
            rows,
            "<tr{bad}><td class=\"n\">{}</td><td>{how}</td><td class=\"n\">{}</td>{numbers}\
             <td class=\"n\">{}</td><td class=\"n\">{:.1}</td></tr>",
            o.case.number,
            o.exit.code(),
            o.problems.len(),
            o.seconds
        );
    }
    let heads = ["exit", "documents", "pages", "panels", "withheld", "problems", "seconds"];
    let heads: String = heads.iter().map(|h| format!("<th class=\"n\" scope=\"col\">{h}</th>")).collect();
    format!(
        "<table><thead><tr><th class=\"n\" scope=\"col\">case</th><th scope=\"col\">result</th>{heads}</tr></thead>\n<tbody>\n{rows}</tbody></table>\n"
    )
}
