//! The ledger, `history.jsonl`: what happened to a request, in order, chained by hashes.
//!
//! A line is `{v, seq, prev, at, actor, role, type, body}`; `prev` is the SHA-256 of the line before
//! with its line end (64 zeros for the first). A line that was edited, removed or moved is found when
//! the ledger is read, and nothing is built upon it. The last line has none after it that would hold its
//! hash: that stands in `.blackpanel/head` (and in receipts), so that a changed last line or a cut tail
//! shows. The ledger may hold what an officer typed: mode 0600.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::diag::{Place, Problem};
use crate::error::{Error, Exit, Result};
use crate::sys::{Env, fs, journal};

/// What `prev` of the first line is.
const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// Name of the ledger in a case folder.
pub(super) const FILE: &str = "history.jsonl";

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
    case: PathBuf,
    path: PathBuf,
    /// The events in order.
    pub events: Vec<Event>,
    head: String,
    heads: Vec<String>,
    length: u64,
    /// A torn last line, reported; it is set aside by the next append.
    pub torn: Option<Problem>,
}

impl Ledger {
    /// Reads the ledger of a case folder and checks its chain.
    ///
    /// # Errors
    /// Exit 1 with the line when a line was edited, removed, added or moved, or the tail was cut; exit 3
    /// when the file cannot be read.
    pub fn open(case: &Path) -> Result<Self> {
        let path = case.join(FILE);
        let lines = journal::lines(&path)?;
        let place = Place::file(fs::display(&path));
        let torn = (!lines.torn.is_empty()).then(|| {
            let hint = "the program was interrupted while writing it; it was never acknowledged";
            Problem::new(place.clone(), "the last line is incomplete and is set aside", hint)
        });
        let length = lines.whole.len() as u64;
        let (mut events, mut head, mut heads) = (Vec::new(), GENESIS.to_owned(), Vec::new());
        for (index, line) in lines.whole.split_inclusive(|b| *b == b'\n').enumerate() {
            let broken = || chain_broken(place.clone().line(index as u32 + 1));
            let event: Event = serde_json::from_slice(line).map_err(|_| broken())?;
            let known = TYPES.contains(&event.kind.as_str());
            if event.v != 1 || event.seq != index as u64 + 1 || event.prev != head || !known {
                return Err(broken());
            }
            heads.push(std::mem::replace(&mut head, fs::sha256_hex(line)));
            events.push(event);
        }
        heads.push(head.clone());
        check_head(case, place, &heads)?;
        let case = case.to_path_buf();
        Ok(Self { case, path, events, head, heads, length, torn })
    }

    /// Whether the history ended with this hash once: a receipt of then holds it.
    #[must_use]
    pub fn had_head(&self, hash: &str) -> bool {
        self.heads.iter().any(|h| h == hash)
    }

    /// Whether the private folder keeps the hash of its end.
    #[must_use]
    pub fn end_is_kept(&self) -> bool {
        fs::exists_at(&head_path(&self.case))
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
        self.append_all(env, who, kind, vec![body])
    }

    /// Appends events of one type with one write; they are on disk when this returns.
    ///
    /// # Errors
    /// Exit 2 when the ledger cannot be written.
    pub fn append_all(&mut self, env: &Env, who: (&str, &str), kind: &str, bodies: Vec<Value>) -> Result<()> {
        let at = env.now().to_string();
        let (mut head, mut lines, mut events) = (self.head.clone(), Vec::new(), Vec::new());
        for body in bodies {
            let event = Event {
                v: 1,
                seq: (self.events.len() + events.len()) as u64 + 1,
                prev: head,
                at: at.clone(),
                actor: who.0.to_owned(),
                role: who.1.to_owned(),
                kind: kind.to_owned(),
                body,
            };
            let fail =
                |_| Error::problem(Place::file(fs::display(&self.path)), "the event cannot be written", "");
            let mut line = serde_json::to_vec(&event).map_err(fail)?;
            // kept as it will be read: a number can come back with another last digit, and a seal is over what is read
            let event = serde_json::from_slice(&line).map_err(fail)?;
            line.push(b'\n');
            head = fs::sha256_hex(&line);
            lines.extend(line);
            events.push(event);
        }
        let Some((_, whole)) = lines.split_last() else { return Ok(()) };
        journal::append(&self.path, self.length, whole)?;
        self.heads.push(head.clone());
        self.head = head;
        self.length += lines.len() as u64;
        self.events.extend(events);
        self.torn = None;
        self.keep_head()
    }

    /// Keeps the hash of the last line beside the key. Without a private folder there is nothing to
    /// keep it in: then the receipt alone holds it.
    fn keep_head(&self) -> Result<()> {
        let path = head_path(&self.case);
        if !path.parent().is_some_and(fs::is_folder) {
            return Ok(());
        }
        fs::Partial::write(&path, self.head.as_bytes(), true)?.publish(true)
    }
}

fn head_path(case: &Path) -> PathBuf {
    case.join(".blackpanel").join("head")
}

/// Holds the ledger against the hash that was kept of its end: some line must have it. After a crash
/// that line may have others behind it, never fewer than were written.
fn check_head(case: &Path, place: Place, heads: &[String]) -> Result<()> {
    let path = head_path(case);
    if !fs::exists_at(&path) {
        return Ok(());
    }
    let kept = fs::read(&path, 64, Exit::Unchecked)?;
    if heads.iter().any(|h| h.as_bytes() == kept) {
        return Ok(());
    }
    let hint = "the last line was edited, or lines after it were cut off; restore the file from a backup";
    Err(Error::problem(place, "the history of this case does not end as it was written", hint))
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
    fn a_seal_made_before_the_history_is_read_again_was_another_one() {
        let dir = tempfile::tempdir().expect("a folder");
        let env = Env::fixed(jiff::Timestamp::UNIX_EPOCH, 1);
        let mut ledger = Ledger::open(dir.path()).expect("an empty ledger");
        let bodies = (1..2000).map(|n| serde_json::json!({ "x": f64::from(n) * 0.37 / 1.3 })).collect();
        ledger.append_all(&env, ("Officer", "officer"), "decision", bodies).expect("appended");
        let seal = |ledger: &Ledger| crate::record::seal(b"", &[], ledger);
        assert_eq!(seal(&ledger), seal(&Ledger::open(dir.path()).expect("read again")));
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
    fn with_a_private_folder_a_changed_last_line_and_a_cut_tail_are_found() {
        let dir = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(dir.path().join(".blackpanel")).expect("private");
        let good = written(dir.path());
        let path = dir.path().join("history.jsonl");
        let last = good[..good.len() - 1].iter().rposition(|b| *b == b'\n').expect("lines") + 1;
        for at in last..good.len() {
            let mut bad = good.clone();
            bad[at] ^= 1;
            std::fs::write(&path, &bad).expect("written");
            assert!(Ledger::open(dir.path()).is_err(), "byte {at} of {}", good.len());
        }
        std::fs::write(&path, &good[..last]).expect("written");
        assert_eq!(Ledger::open(dir.path()).expect_err("cut").exit, Exit::Problem);
    }

    #[test]
    fn a_crash_before_the_head_was_kept_is_no_alarm() {
        let dir = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(dir.path().join(".blackpanel")).expect("private");
        written(dir.path());
        let head = dir.path().join(".blackpanel/head");
        let old = std::fs::read(&head).expect("head");
        let env = Env::fixed(jiff::Timestamp::UNIX_EPOCH, 1);
        let mut ledger = Ledger::open(dir.path()).expect("whole");
        ledger.append(&env, ("Officer", "officer"), "comment", Value::Null).expect("appended");
        std::fs::write(&head, old).expect("written");
        assert!(Ledger::open(dir.path()).is_ok());
    }

    #[test]
    fn many_events_are_one_write_and_one_chain() {
        let dir = tempfile::tempdir().expect("a folder");
        let env = Env::fixed(jiff::Timestamp::UNIX_EPOCH, 1);
        let mut ledger = Ledger::open(dir.path()).expect("empty");
        let bodies = (0..50).map(Value::from).collect();
        ledger.append_all(&env, ("Officer", "officer"), "comment", bodies).expect("appended");
        ledger.append_all(&env, ("Officer", "officer"), "comment", Vec::new()).expect("nothing to do");
        let again = Ledger::open(dir.path()).expect("whole");
        assert_eq!((again.events.len(), again.head()), (50, ledger.head()));
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
