//! Retention: when what is kept of a request has to go, by a table of policy per kind of source.
//!
//! Nothing is due before a request is closed, or while a complaint came after its closing: then the record
//! is still needed. The table is data; a body's own takes its place.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::request::History;
use crate::diag::Place;
use crate::error::{Error, Result};

/// The table of policy.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    #[serde(rename = "rule")]
    rules: Vec<Rule>,
}

/// How long one kind stays.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// What it is called.
    pub kind: String,
    /// The folder of the case it lies in; empty for the whole case.
    pub folder: String,
    /// Endings of the files it is about; empty for all.
    #[serde(default)]
    pub endings: Vec<String>,
    /// Months from the closing.
    pub months: i32,
    /// Where the policy says so.
    pub source: String,
}

/// What was disposed of, for the certificate: no name, no reference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Gone {
    /// The kind.
    pub kind: String,
    /// How many files.
    pub files: u64,
    /// How many bytes.
    pub bytes: u64,
    /// By which rule.
    pub source: String,
}

impl Table {
    /// The body's own table, or the shipped one.
    ///
    /// # Errors
    /// Exit 2 when it cannot be read, or holds a folder that is none of a case's or a time that is none.
    pub fn read(own: Option<&[u8]>) -> Result<Self> {
        let wrong = |what: &str| {
            let hint = "copy the shipped table (docs/request.md) and change the months";
            Error::usage(Place::file("retention.toml"), what, hint)
        };
        let bytes = own.unwrap_or(include_bytes!("data/retention.toml"));
        let text = std::str::from_utf8(bytes).map_err(|_| wrong("is not UTF-8 text"))?;
        let table: Self = toml::from_str(text).map_err(|_| wrong("is no table of retention"))?;
        let folders = ["", "identity", "documents", "correspondence"];
        let possible = |r: &Rule| folders.contains(&r.folder.as_str()) && (0..=1200).contains(&r.months);
        if !table.rules.iter().all(possible) {
            return Err(wrong("names a folder or a time that cannot be"));
        }
        Ok(table)
    }

    /// The rules with the day from which each kind of a request is due; none while the request is needed.
    #[must_use]
    pub fn due(&self, history: &History) -> Vec<(&Rule, Date)> {
        let Some(closed) = history.waiting("closed", &["complaint", "received"]) else { return Vec::new() };
        self.rules.iter().map(|rule| (rule, closed.on.saturating_add(rule.months.months()))).collect()
    }
}

impl Rule {
    /// Whether a file of the rule's folder is of its kind.
    #[must_use]
    pub fn takes(&self, name: &str) -> bool {
        let ending = name.rsplit_once('.').map(|(_, e)| e.to_lowercase()).unwrap_or_default();
        self.endings.is_empty() || self.endings.contains(&ending)
    }
}

/// The certificate of a disposal. It names nobody: the hash is of the history's last line, which only
/// somebody who still has the history can compute.
#[must_use]
pub fn certificate(gone: &[Gone], on: Date, ledger_head: &str) -> Value {
    json!({
        "schema": 1,
        "what": "disposal of what was kept of a request for personal data",
        "program": env!("CARGO_PKG_VERSION"),
        "on": on.to_string(),
        "ledger_head": ledger_head,
        "gone": gone,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::testing::{day, history};

    fn due(events: &[(&str, &str, Value)]) -> Vec<(String, Date)> {
        let table = Table::read(None).expect("the shipped table");
        table.due(&history(events)).into_iter().map(|(rule, on)| (rule.kind.clone(), on)).collect()
    }

    #[test]
    fn r26_each_kind_is_due_so_many_months_after_the_closing() {
        let closed = ("closed", "2026-08-31", json!({}));
        let dates = due(&[closed]);
        assert!(dates.contains(&("recordings".into(), day("2027-02-28"))), "{dates:?}");
        assert!(dates.contains(&("identity".into(), day("2029-08-31"))), "{dates:?}");
        assert!(dates.contains(&("record".into(), day("2029-08-31"))), "{dates:?}");
    }

    #[test]
    fn r26_nothing_is_due_of_an_open_request_or_while_a_complaint_came_after_its_closing() {
        let closed = ("closed", "2026-09-01", json!({}));
        let complaint = ("complaint", "2026-09-20", json!({}));
        assert_eq!(due(&[]), []);
        assert_eq!(due(&[closed.clone(), complaint.clone()]), []);
        let again = ("closed", "2026-11-01", json!({}));
        assert!(due(&[closed, complaint, again]).contains(&("record".into(), day("2029-11-01"))));
    }

    #[test]
    fn a_table_that_cannot_be_is_refused() {
        for bad in ["", "[[rule]]", "[[rule]]\nkind=\"a\"\nfolder=\"../..\"\nmonths=1\nsource=\"x\"\n"] {
            assert!(Table::read(Some(bad.as_bytes())).is_err(), "{bad}");
        }
    }
}
