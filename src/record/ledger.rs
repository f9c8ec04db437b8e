//! The ledger, `history.jsonl`: what happened to a request, in order, chained by hashes.
//!
//! A line is `{v, seq, prev, at, actor, role, type, body}`; `prev` is the SHA-256 of the line before
//! with its line end (64 zeros for the first). A line that was edited, removed or moved is found when
//! the ledger is read, and nothing is built upon it. It may hold what an officer typed: mode 0600.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::diag::{Place, Problem};
use crate::error::{Error, Result};
use crate::sys::{Env, fs, journal};

/// What `prev` of the first line is.
const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// The types an event can have.
pub const TYPES: [&str; 26] = [
    "received",
    "forwarded",
    "identity-asked",
    "identity-confirmed",
    "identity-waived",
    "consent",
    "clarification-asked",
    "clarification-answered",
    "extended",
    "fee-asked",
    "fee-paid",
    "search",
    "advice",
    "party",
    "decision",
    "undone",
    "looked",
    "comment",
    "ready",
    "signed",
    "returned",
    "build",
    "release",
    "complaint",
    "closed",
    "disposed",
];

/// One line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// Version of the line's form: 1.
    pub v: u32,
    /// Number, from 1 without gaps.
    pub seq: u64,
    /// SHA-256 in hex of the line before with its line end.
    pub prev: String,
    /// When, ISO 8601.
    pub at: String,
    /// Who, as they named themselves; asserted, not authenticated.
    pub actor: String,
    /// In what role.
    pub role: String,
    /// One of [`TYPES`].
    #[serde(rename = "type")]
    pub kind: String,
    /// What the type carries.
    pub body: Value,
}

/// A ledger that was read and whose chain holds.
#[derive(Debug)]
pub struct Ledger {
    path: PathBuf,
    /// The events in order.
    pub events: Vec<Event>,
    head: String,
    length: u64,
    /// A torn last line, reported; it is set aside by the next append.
    pub torn: Option<Problem>,
}

impl Ledger {
    /// Reads the ledger of a case folder and checks its chain.
    ///
    /// # Errors
    /// Exit 1 with the line when a line was edited, removed, added or moved; exit 3 when the file
    /// cannot be read.
    pub fn open(case: &Path) -> Result<Self> {
        let path = case.join("history.jsonl");
        let lines = journal::lines(&path)?;
        let place = Place::file(fs::display(&path));
        let torn = (!lines.torn.is_empty()).then(|| {
            let hint = "the program was interrupted while writing it; it was never acknowledged";
            Problem::new(place.clone(), "the last line is incomplete and is set aside", hint)
        });
        let length = lines.whole.len() as u64;
        let (mut events, mut head) = (Vec::new(), GENESIS.to_owned());
        for (index, line) in lines.whole.split_inclusive(|b| *b == b'\n').enumerate() {
            let broken = || chain_broken(place.clone().line(index as u32 + 1));
            let event: Event = serde_json::from_slice(line).map_err(|_| broken())?;
            let known = TYPES.contains(&event.kind.as_str());
            if event.v != 1 || event.seq != index as u64 + 1 || event.prev != head || !known {
                return Err(broken());
            }
            head = hash(line);
            events.push(event);
        }
        Ok(Self { path, events, head, length, torn })
    }

    /// SHA-256 in hex of the last line: a receipt that holds it shows a tail that was cut.
    #[must_use]
    pub fn head(&self) -> &str {
        &self.head
    }

    /// Appends an event; it is on disk when this returns.
    ///
    /// # Errors
    /// Exit 2 when the ledger cannot be written.
    pub fn append(&mut self, env: &Env, who: (&str, &str), kind: &str, body: Value) -> Result<()> {
        let event = Event {
            v: 1,
            seq: self.events.len() as u64 + 1,
            prev: self.head.clone(),
            at: env.now().to_string(),
            actor: who.0.to_owned(),
            role: who.1.to_owned(),
            kind: kind.to_owned(),
            body,
        };
        let fail =
            |_| Error::problem(Place::file(fs::display(&self.path)), "the event cannot be written", "");
        let mut line = serde_json::to_vec(&event).map_err(fail)?;
        journal::append(&self.path, self.length, &line)?;
        line.push(b'\n');
        self.head = hash(&line);
        self.length += line.len() as u64;
        self.events.push(event);
        self.torn = None;
        Ok(())
    }
}

fn hash(line: &[u8]) -> String {
    use std::fmt::Write;
    Sha256::digest(line).iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn chain_broken(place: Place) -> Error {
    let hint = "a line was edited, removed, added or moved; restore the file from a backup";
    Error::problem(place, "the history of this case does not hold together here", hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(folder: &Path) -> Vec<u8> {
        let env = Env::fixed(jiff::Timestamp::UNIX_EPOCH, 1);
        let mut ledger = Ledger::open(folder).expect("an empty ledger");
        for n in 0..3 {
            ledger
                .append(&env, ("Officer", "officer"), "comment", serde_json::json!({ "n": n }))
                .expect("appended");
        }
        std::fs::read(folder.join("history.jsonl")).expect("the file")
    }

    #[test]
    fn what_was_appended_is_read_back() {
        let dir = tempfile::tempdir().expect("a folder");
        written(dir.path());
        let ledger = Ledger::open(dir.path()).expect("whole");
        assert_eq!(ledger.events.len(), 3);
        assert_eq!(ledger.events[2].body["n"], 2);
    }

    #[test]
    fn a_changed_byte_before_the_last_line_is_found() {
        let dir = tempfile::tempdir().expect("a folder");
        let good = written(dir.path());
        let last = good[..good.len() - 1].iter().rposition(|b| *b == b'\n').expect("lines");
        for at in 0..last {
            let mut bad = good.clone();
            bad[at] ^= 1;
            std::fs::write(dir.path().join("history.jsonl"), &bad).expect("written");
            let error = Ledger::open(dir.path()).expect_err("a changed byte passed");
            assert_eq!(error.exit, crate::error::Exit::Problem);
        }
    }

    #[test]
    fn a_removed_or_moved_line_is_found_and_a_cut_tail_changes_the_head() {
        let dir = tempfile::tempdir().expect("a folder");
        let good = written(dir.path());
        let head = Ledger::open(dir.path()).expect("whole").head().to_owned();
        let lines: Vec<&[u8]> = good.split_inclusive(|b| *b == b'\n').collect();
        for wrong in [vec![lines[0], lines[2]], vec![lines[1], lines[0], lines[2]], vec![lines[1], lines[2]]]
        {
            std::fs::write(dir.path().join("history.jsonl"), wrong.concat()).expect("written");
            assert!(Ledger::open(dir.path()).is_err());
        }
        std::fs::write(dir.path().join("history.jsonl"), lines[..2].concat()).expect("written");
        assert_ne!(Ledger::open(dir.path()).expect("a shorter chain").head(), head);
    }

    #[test]
    fn a_torn_last_line_is_reported_and_set_aside() {
        let dir = tempfile::tempdir().expect("a folder");
        let good = written(dir.path());
        let path = dir.path().join("history.jsonl");
        std::fs::write(&path, [good.as_slice(), b"{\"v\":1,\"se"].concat()).expect("written");
        let mut ledger = Ledger::open(dir.path()).expect("the whole lines");
        assert!(ledger.torn.is_some() && ledger.events.len() == 3);
        let env = Env::fixed(jiff::Timestamp::UNIX_EPOCH, 1);
        ledger.append(&env, ("Officer", "officer"), "comment", Value::Null).expect("appended");
        assert_eq!(Ledger::open(dir.path()).expect("whole again").events.len(), 4);
        assert_eq!(std::fs::read(dir.path().join("history.jsonl.torn")).expect("aside"), b"{\"v\":1,\"se");
    }
}
