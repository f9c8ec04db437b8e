//! `record --check`: whether the history is as it was written, and what vouches for its end.
//!
//! The chain holds every line by the one after it. The last line is held by the hash in the private
//! folder and by the receipts; where neither is there, the check says that nothing holds the end.

use serde_json::Value;

use super::ledger::{FILE, Ledger};
use crate::diag::{Place, Problem};

/// What a check of the history found.
#[derive(Debug)]
pub struct Checked {
    /// Events that were read.
    pub events: u64,
    /// SHA-256 of the last line, in hex.
    pub head: String,
    /// What holds the end: the private folder, the receipt.
    pub held_by: Vec<&'static str>,
    /// What is wrong.
    pub problems: Vec<Problem>,
    /// What is not wrong and should be known.
    pub notes: Vec<Problem>,
}

/// Holds a ledger whose chain is whole against the receipt (its JSON text, if there is one) and against
/// the SHA-256 of the pack that lies beside it.
#[must_use]
pub fn check(ledger: &Ledger, receipt: Option<&[u8]>, pack: Option<&str>) -> Checked {
    let (mut held_by, mut problems, mut notes) = (Vec::new(), Vec::new(), Vec::new());
    problems.extend(ledger.torn.clone());
    if ledger.end_is_kept() {
        held_by.push("the private folder");
    }
    let receipt = receipt.map(|bytes| serde_json::from_slice::<Value>(bytes).unwrap_or_default());
    if let Some(receipt) = &receipt {
        match receipt.get("ledger_head").and_then(Value::as_str) {
            Some(head) if ledger.had_head(head) => held_by.push("the receipt"),
            _ => {
                let hint = "lines were cut off or changed after that pack was built; restore a backup";
                problems.push(problem(FILE, "the receipt of the last pack holds another history", hint));
            }
        }
        let told = receipt.pointer("/pack/sha256").and_then(Value::as_str);
        if pack.is_some() && pack != told {
            let hint = "do not send it; build again with --force";
            problems.push(problem("out/send/pack.pdf", "is not the pack that the receipt vouches for", hint));
        }
    }
    if held_by.is_empty() && !ledger.events.is_empty() {
        let hint = "a changed last line or a cut end would not be noticed; compare with a backup";
        notes.push(problem(
            FILE,
            "nothing holds the end of the history: no private folder, no receipt",
            hint,
        ));
    }
    let events = ledger.events.len() as u64;
    Checked { events, head: ledger.head().to_owned(), held_by, problems, notes }
}

fn problem(file: &str, what: &str, hint: &str) -> Problem {
    Problem::new(Place::file(file), what, hint)
}
