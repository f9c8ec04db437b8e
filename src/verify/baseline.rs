//! What a team has looked at and accepts for a time: entries with a reason, a name and a day on which they end.
//!
//! R001 to R008 are ways to get back what was removed, and R900 is what nobody checked: neither can be accepted.
//! An entry that has expired, or that fits nothing, is said; it never hides anything.

use jiff::civil::Date;
use serde::Deserialize;

use super::{Accepted, Report, RuleId, Severity, Violation, report, rules};
use crate::diag::{Place, Problem};
use crate::error::{Error, Exit, Result};

/// A file of accepted violations.
#[derive(Debug, Default)]
pub struct Baseline {
    entries: Vec<(Entry, bool)>,
    today: Date,
}

/// The file: TOML with `[[accepted]]`, or JSON with the same keys.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    accepted: Vec<Raw>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    rule: String,
    fingerprint: String,
    reason: String,
    by: String,
    expires: Day,
}

/// A day: a string in JSON, a date of its own in TOML.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Day {
    Text(String),
    Toml(toml::value::Datetime),
}

#[derive(Debug)]
struct Entry {
    rule: RuleId,
    fingerprint: String,
    reason: String,
    by: String,
    expires: Date,
}

impl Baseline {
    /// Reads a baseline; `json` says which of the two forms it has.
    ///
    /// # Errors
    /// Exit 2 when it cannot be understood, an entry lacks something, or names a rule that cannot be accepted.
    pub fn parse(place: &Place, text: &str, json: bool, today: Date) -> Result<Self> {
        let hint = "an entry is: [[accepted]], then rule, fingerprint, reason, by, expires = 2027-01-31";
        let what = "is no baseline: a key is missing, unknown or of the wrong kind";
        let file: File = if json {
            let fail = |e: serde_json::Error| (u32::try_from(e.line()).ok(), what);
            serde_json::from_str(text).map_err(fail)
        } else {
            let line = |at: usize| text.get(..at).map(|t| t.matches('\n').count() as u32 + 1);
            toml::from_str(text).map_err(|e: toml::de::Error| (e.span().and_then(|s| line(s.start)), what))
        }
        .map_err(|(line, what)| Error::usage(Place { line, ..place.clone() }, what, hint))?;
        let mut problems = Vec::new();
        let mut entries = Vec::new();
        for (index, raw) in file.accepted.into_iter().enumerate() {
            match entry(raw) {
                Ok(entry) => entries.push((entry, false)),
                Err((what, hint)) => {
                    let what = format!("entry {}: {what}", index + 1);
                    problems.push(Problem::new(place.clone(), what, hint));
                }
            }
        }
        if problems.is_empty() {
            Ok(Self { entries, today })
        } else {
            Err(Error { exit: Exit::Usage, problems })
        }
    }

    /// Moves what the baseline accepts out of a report's violations.
    pub fn apply(&mut self, report: &mut Report) {
        for v in std::mem::take(&mut report.violations) {
            let print = report::fingerprint(&v);
            let fits = |e: &Entry| e.rule == v.rule && e.fingerprint == print;
            let today = self.today;
            match self.entries.iter_mut().find(|(e, _)| fits(e) && e.expires >= today) {
                Some((e, used)) => {
                    *used = true;
                    let (reason, by) = (e.reason.clone(), e.by.clone());
                    report.accepted.push(Accepted { violation: v, reason, by, expires: e.expires });
                }
                None => report.violations.push(v),
            }
        }
        let uncompared =
            report.omitted.keys().filter(|rule| report.accepted.iter().any(|a| a.violation.rule.0 == **rule));
        let open: Vec<Violation> = uncompared.map(|rule| uncomparable(report, rule)).collect();
        report.violations.extend(open);
    }

    /// What is to be said after all files: entries that have expired, and entries that fitted nothing.
    #[must_use]
    pub fn remarks(&self) -> Vec<String> {
        let remark = |(entry, used): &(Entry, bool)| {
            let Entry { rule, fingerprint, by, expires, .. } = entry;
            if *expires < self.today {
                return Some(format!(
                    "baseline: {} {fingerprint} of {by} expired on {expires} and is not applied",
                    rule.0
                ));
            }
            (!used).then(|| format!("baseline: {} {fingerprint} of {by} fits nothing: remove it", rule.0))
        };
        self.entries.iter().filter_map(remark).collect()
    }
}

/// Violations beyond those listed cannot be compared with the baseline: never green by omission.
fn uncomparable(report: &Report, rule: &str) -> Violation {
    Violation {
        rule: RuleId("R900"),
        severity: Severity::NotChecked,
        place: Place::file(report.name.clone()),
        area: None,
        what: format!("more of {rule} than are listed: the rest was not compared with the baseline"),
        hint: "mend some of them first".to_owned(),
    }
}

fn entry(raw: Raw) -> std::result::Result<Entry, (&'static str, &'static str)> {
    let known = rules().into_iter().map(|r| r.id).find(|id| id.0 == raw.rule);
    let rule = known.ok_or(("names no rule", "blackpanel verify --explain R009 names one"))?;
    if rule.0 <= "R008" || rule.0 == "R900" {
        return Err(("R001 to R008 and R900 cannot be accepted", "mend the file, or leave it out"));
    }
    let hex = raw.fingerprint.len() == 32 && raw.fingerprint.bytes().all(|b| b.is_ascii_hexdigit());
    if !hex {
        return Err(("the fingerprint is not 32 hex digits", "copy it from --format json"));
    }
    if raw.reason.trim().is_empty() || raw.by.trim().is_empty() {
        return Err(("it needs a reason, and who accepts it", "fill in reason and by"));
    }
    let day = match raw.expires {
        Day::Text(text) => text,
        Day::Toml(date) => date.to_string(),
    };
    let expires = day.parse().map_err(|_| ("expires is no day", "write it as 2027-01-31"))?;
    Ok(Entry {
        rule,
        fingerprint: raw.fingerprint.to_ascii_lowercase(),
        reason: raw.reason,
        by: raw.by,
        expires,
    })
}
