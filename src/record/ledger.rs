//! `history.jsonl`: what happened to a case, each line chained to the one before.
//!
//! A line is `{v, seq, prev, at, actor, role, type, body}`; `prev` is the SHA-256 of the line before,
//! its newline included, and 64 zeros in the first. An edited, removed or moved line breaks the chain
//! and is named (exit 1). The head's hash also stands in `.blackpanel/head`, in the receipt and in
//! sign-offs, so that a changed last line or a cut tail shows. A torn last line (a crash while
//! writing) is reported, kept aside, and replaced by the next event.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::case::Workspace;
use crate::diag::Place;
use crate::error::{Error, Exit, Result};
use crate::sys::{Env, fs, private};

/// The name of the ledger in a case folder.
pub const FILE: &str = "history.jsonl";

/// Largest ledger that is read.
const LIMIT: u64 = 1 << 30;

/// Longest line that is written: the body of one event.
const LINE_LIMIT: usize = 16 << 20;

/// Version of the lines.
const VERSION: u32 = 1;

/// What kind of thing happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names are those of the procedure (README, \"The ledger\")")]
pub enum EventType {
    Received,
    Forwarded,
    IdentityAsked,
    IdentityConfirmed,
    IdentityWaived,
    Consent,
    ClarificationAsked,
    ClarificationAnswered,
    Extended,
    FeeAsked,
    FeePaid,
    Search,
    Advice,
    Party,
    Decision,
    Undone,
    Looked,
    Comment,
    Ready,
    Signed,
    Returned,
    Release,
    Build,
    Complaint,
    Closed,
    Disposed,
}

/// One line of the ledger.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// Version of the line's form.
    pub v: u32,
    /// Number, from 1.
    pub seq: u64,
    /// SHA-256 in hex of the line before, its newline included; 64 zeros in the first.
    pub prev: String,
    /// When, ISO 8601.
    pub at: String,
    /// Who, as they call themselves.
    pub actor: String,
    /// In what role.
    pub role: String,
    /// What happened.
    #[serde(rename = "type")]
    pub kind: EventType,
    /// What else is known of it.
    pub body: Value,
}

/// A last line that was not written whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Torn {
    /// Its number, from 1.
    pub line: u32,
    /// Its bytes.
    bytes: Vec<u8>,
}

/// The ledger of a case, its chain checked.
#[derive(Debug, Clone)]
pub struct Ledger {
    path: PathBuf,
    /// The events in order.
    events: Vec<Event>,
    head: String,
    /// Bytes of whole lines.
    length: u64,
    torn: Option<Torn>,
}

impl Ledger {
    /// Reads and checks the ledger of a case folder; a missing one is empty.
    ///
    /// # Errors
    /// Exit 1 with the line where the chain breaks; exit 2 when it cannot be read.
    pub fn open(case: &Path) -> Result<Self> {
        let path = case.join(FILE);
        let bytes = if fs::exists_at(&path) { fs::read(&path, LIMIT, Exit::Usage)? } else { Vec::new() };
        let mut ledger = Self { path, events: Vec::new(), head: zeros(), length: 0, torn: None };
        let mut before = zeros();
        for (i, line) in bytes.split_inclusive(|b| *b == b'\n').enumerate() {
            let number = i as u32 + 1;
            if !line.ends_with(b"\n") {
                ledger.torn = Some(Torn { line: number, bytes: line.to_vec() });
                break;
            }
            before.clone_from(&ledger.head);
            ledger.take(line, number)?;
        }
        ledger.check_head(case, &before)?;
        Ok(ledger)
    }

    /// Checks one whole line and takes it in.
    fn take(&mut self, line: &[u8], number: u32) -> Result<()> {
        let Ok(event) = serde_json::from_slice::<Event>(line) else {
            return Err(broken(number, "is no event of a ledger"));
        };
        if event.v != VERSION {
            return Err(broken(number, "was written by another version"));
        }
        if event.seq != u64::from(number) || event.prev != self.head {
            return Err(broken(
                number,
                "does not follow the line before it: a line was changed, removed or moved",
            ));
        }
        self.head = fs::sha256_hex(line);
        self.length += line.len() as u64;
        self.events.push(event);
        Ok(())
    }

    /// Holds the last line against the hash that was kept of it. After a crash the hash may be one
    /// line behind.
    fn check_head(&self, case: &Path, before: &str) -> Result<()> {
        let path = head_path(case);
        if !fs::exists_at(&path) {
            return Ok(());
        }
        let kept = fs::read(&path, 64, Exit::Usage)?;
        if kept == self.head.as_bytes() || kept == before.as_bytes() {
            return Ok(());
        }
        let what = "the last line is not the one that was written last: it was changed, or lines after it were cut off";
        Err(broken(self.events.len() as u32, what))
    }

    /// The events in order.
    #[must_use]
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// SHA-256 in hex of the last line, its newline included; 64 zeros when there is none.
    #[must_use]
    pub fn head(&self) -> &str {
        &self.head
    }

    /// A last line that was not written whole: to be reported.
    #[must_use]
    pub fn torn(&self) -> Option<&Torn> {
        self.torn.as_ref()
    }

    /// Adds an event and waits until it is on the disk. Needs the lock of the case.
    ///
    /// # Errors
    /// Exit 2 when it cannot be written or is too long; then nothing has changed.
    pub fn append(
        &mut self,
        workspace: &Workspace,
        env: &Env,
        who: &Who<'_>,
        kind: EventType,
        body: Value,
    ) -> Result<&Event> {
        let event = Event {
            v: VERSION,
            seq: self.events.len() as u64 + 1,
            prev: self.head.clone(),
            at: env.now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
            actor: who.actor.to_owned(),
            role: who.role.to_owned(),
            kind,
            body,
        };
        let line = serialise(&event).filter(|l| l.len() <= LINE_LIMIT);
        let line = line.ok_or_else(|| {
            Error::usage(Place::file(FILE), "the event is too long for one line", "say it in several")
        })?;
        self.set_torn_aside()?;
        private::append(&self.path, self.length, &line)?;
        self.head = fs::sha256_hex(&line);
        self.length += line.len() as u64;
        fs::Partial::write(&head_path(workspace.case()), self.head.as_bytes(), true)?.publish(true)?;
        self.events.push(event);
        self.events.last().ok_or_else(|| Error::problem(Place::file(FILE), "holds no event", ""))
    }

    /// Keeps what is there of a torn line in `history.torn.jsonl`.
    fn set_torn_aside(&mut self) -> Result<()> {
        let Some(torn) = self.torn.take() else { return Ok(()) };
        let aside = self.path.with_file_name("history.torn.jsonl");
        let keep = fs::size(&aside).unwrap_or(0);
        private::append(&aside, keep, &[&torn.bytes[..], b"\n"].concat())
    }
}

/// Who does something, in what role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Who<'a> {
    /// As they call themselves; names are asserted, not proven.
    pub actor: &'a str,
    /// Officer, checker, manager …
    pub role: &'a str,
}

fn serialise(event: &Event) -> Option<Vec<u8>> {
    let mut line = serde_json::to_vec(event).ok()?;
    line.push(b'\n');
    Some(line)
}

fn broken(line: u32, what: &str) -> Error {
    let hint = "nothing is built on a ledger that was changed; restore it from a backup";
    Error::problem(Place::file(FILE).line(line), format!("the ledger is not whole: this line {what}"), hint)
}

fn head_path(case: &Path) -> PathBuf {
    case.join(".blackpanel").join("head")
}

fn zeros() -> String {
    "0".repeat(64)
}

#[cfg(test)]
mod tests;
