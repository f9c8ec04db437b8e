//! What a second person signs: one hash of the case file, the sources and every decision. Whatever of
//! them changes afterwards makes another hash, and the signature counts no more.

use super::ledger::Ledger;
use crate::sys::fs;

/// Types of event that change what a pack shows or claims.
const DECIDING: [&str; 4] = ["decision", "looked", "undone", "party"];

/// The hash, in hex: of `case.toml`, of the sources (name and SHA-256, in order of name), of the
/// decisions of the ledger.
#[must_use]
pub fn seal(case_file: &[u8], sources: &[(String, String)], ledger: &Ledger) -> String {
    let mut whole = format!("blackpanel seal 1\n{}\n", fs::sha256_hex(case_file));
    for (name, hash) in sources {
        // the name as a hash: a line end in it cannot make two lists alike
        whole.push_str(&format!("{} {hash}\n", fs::sha256_hex(name.as_bytes())));
    }
    for event in ledger.events.iter().filter(|e| DECIDING.contains(&e.kind.as_str())) {
        let body = serde_json::to_vec(&event.body).unwrap_or_default();
        whole.push_str(&format!("{} {} {}\n", event.seq, event.kind, fs::sha256_hex(&body)));
    }
    fs::sha256_hex(whole.as_bytes())
}
