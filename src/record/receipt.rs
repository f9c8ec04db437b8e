//! `receipt.json`: proof of what was made and checked, fit to travel with the pack.
//!
//! It holds hashes of the pack and of the ledger's head, counts, rules and opinions; no source hash,
//! file name, coordinate or exemption code, and nothing that would tell a silent exemption. The same
//! input gives the same bytes.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::decide::Counts;
use crate::verify::{Report, Severity};

/// The receipt of a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Receipt {
    /// Version of the receipt's form.
    v: u32,
    /// What made it.
    program: &'static str,
    /// Version of what made it.
    version: &'static str,
    /// When, ISO 8601.
    at: String,
    /// SHA-256 in hex of the pack.
    pack_sha256: String,
    /// Size of the pack in bytes.
    pack_bytes: u64,
    /// Pages of the pack.
    pages: u32,
    /// Whether it needs a password.
    encrypted: bool,
    /// Whether people settled everything; else it is not for release.
    reviewed: bool,
    /// Documents in the pack.
    documents: usize,
    /// Panels of the pack.
    panels: usize,
    /// What was removed, by kind.
    removed: BTreeMap<String, usize>,
    /// How the findings were settled.
    settled: Settled,
    /// What was checked, and by whom.
    verification: Verification,
    /// SHA-256 in hex of the last line of the ledger.
    ledger_head: String,
}

/// How the findings were settled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Settled {
    by_a_person: usize,
    by_the_case_file: usize,
    proposed_not_reviewed: usize,
    kept: usize,
}

/// What was checked, and by whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Verification {
    rules: Vec<&'static str>,
    opinions: Vec<String>,
    pages: u32,
    objects: u64,
    errors: usize,
    warnings: usize,
}

/// What a receipt is made from.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// When, ISO 8601.
    pub at: &'a str,
    /// SHA-256 in hex of the pack that passed.
    pub pack_sha256: &'a str,
    /// Size of the pack in bytes.
    pub pack_bytes: u64,
    /// Whether it needs a password.
    pub encrypted: bool,
    /// Whether people settled everything.
    pub reviewed: bool,
    /// Documents in the pack.
    pub documents: usize,
    /// Panels of the pack.
    pub panels: usize,
    /// Numbers of what was decided.
    pub counts: &'a Counts,
    /// What `verify` reported.
    pub report: &'a Report,
    /// SHA-256 in hex of the last line of the ledger.
    pub ledger_head: &'a str,
}

impl Receipt {
    /// The receipt of a pack that passed.
    #[must_use]
    pub fn new(facts: &Facts<'_>) -> Self {
        let Facts { counts, report, .. } = *facts;
        let graded = |s: Severity| report.violations.iter().filter(|v| v.severity == s).count();
        let kind = |k: &crate::find::Kind| {
            serde_json::to_value(k).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
        };
        Self {
            v: 1,
            program: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
            at: facts.at.to_owned(),
            pack_sha256: facts.pack_sha256.to_owned(),
            pack_bytes: facts.pack_bytes,
            pages: report.pages,
            encrypted: facts.encrypted,
            reviewed: facts.reviewed,
            documents: facts.documents,
            panels: facts.panels,
            removed: counts.kinds.iter().map(|(k, n)| (kind(k), *n)).collect(),
            settled: Settled {
                by_a_person: counts.decided,
                by_the_case_file: counts.by_case,
                proposed_not_reviewed: counts.proposed,
                kept: counts.kept,
            },
            verification: Verification {
                rules: report.rules.iter().map(|r| r.0).collect(),
                opinions: report.opinions.clone(),
                pages: report.pages,
                objects: report.objects,
                errors: graded(Severity::Error),
                warnings: graded(Severity::Warning),
            },
            ledger_head: facts.ledger_head.to_owned(),
        }
    }

    /// The file: indented JSON with a last newline.
    #[must_use]
    pub fn to_json(&self) -> Vec<u8> {
        // numbers and strings only: writing them does not fail
        let mut json = serde_json::to_vec_pretty(self).unwrap_or_default();
        json.push(b'\n');
        json
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::find::Kind;
    use crate::verify::RuleId;

    #[test]
    fn a_receipt_tells_counts_and_hashes_and_nothing_of_the_documents() {
        let counts = Counts {
            exemptions: BTreeMap::from([("S2P1-2".to_owned(), 3)]),
            kinds: BTreeMap::from([(Kind::NhsNumber, 2), (Kind::Person, 5)]),
            kept: 4,
            proposed: 7,
            ..Counts::default()
        };
        let report = Report {
            name: "letter about Bo Lee.pdf".into(),
            pages: 9,
            rules: vec![RuleId("R001")],
            opinions: vec!["own reader".into()],
            ..Report::default()
        };
        let facts = Facts {
            at: "2026-11-22T12:00:00Z",
            pack_sha256: "ab",
            pack_bytes: 100,
            encrypted: true,
            reviewed: false,
            documents: 2,
            panels: 3,
            counts: &counts,
            report: &report,
            ledger_head: "cd",
        };
        let json = String::from_utf8(Receipt::new(&facts).to_json()).expect("UTF-8");
        for told in [
            "\"nhs-number\": 2",
            "\"R001\"",
            "\"own reader\"",
            "\"reviewed\": false",
            "\"ledger_head\": \"cd\"",
        ] {
            assert!(json.contains(told), "{told} is missing: {json}");
        }
        for untold in ["S2P1-2", "Bo Lee", ".pdf", "x0", "exemption"] {
            assert!(!json.contains(untold), "{untold} is told: {json}");
        }
        assert_eq!(json.into_bytes(), Receipt::new(&facts).to_json(), "the same input gives the same bytes");
    }
}
