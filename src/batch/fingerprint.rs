//! By what a finished case is recognised: hashes of everything its pack was made from, and of the pack.
//!
//! What goes in: every file of the case but letters, outputs and our private folder; the body's settings of
//! the user; of the ledger the events that can change a pack. A file that cannot be read is an error, never
//! a hash of nothing.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::error::{Exit, Result};
use crate::sys::fs::{self, Entry, EntryKind};
use crate::sys::{journal, paths};

/// Folders of a case that no pack is made from.
const NO_INPUT: [&str; 3] = ["out/", ".blackpanel/", "correspondence/"];

/// The ledger in a case folder.
const LEDGER: &str = "history.jsonl";

/// Events that follow a pack, or change nothing of it.
const AFTERWARDS: [&str; 6] = ["build", "release", "closed", "complaint", "comment", "disposed"];

/// The outputs of a build beside the files of the pack.
const RECORDS: [&str; 3] = ["internal/register.csv", "internal/receipt.json", "internal/verification.json"];

/// What a pack would be made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inputs {
    /// SHA-256 in hex over names and hashes.
    pub sha256: String,
    /// Lines of the ledger: an interrupted build adds one at most.
    pub events: usize,
    /// Bytes of the largest document.
    #[serde(skip)]
    pub largest: u64,
}

impl Inputs {
    /// Reads everything a pack of this case would be made from.
    ///
    /// # Errors
    /// Exit 2 when a folder cannot be listed, exit 3 when a file cannot be read.
    pub fn of(case: &Path) -> Result<Self> {
        let entries = fs::walk(case)?;
        let wanted = |e: &&Entry| e.name != LEDGER && !NO_INPUT.iter().any(|top| e.name.starts_with(top));
        let mut all = String::new();
        let mut largest = 0;
        for entry in entries.iter().filter(wanted) {
            largest = largest.max(fs::size(&entry.path).unwrap_or(0));
            all.push_str(&line("case", entry)?);
        }
        for entry in settings() {
            all.push_str(&line("settings", &entry)?);
        }
        let lines = journal::lines(&case.join(LEDGER))?;
        let mut events = 0;
        for event in lines.whole.split_inclusive(|b| *b == b'\n').chain([&lines.torn[..]]) {
            events += usize::from(!event.is_empty());
            if may_change_a_pack(event) {
                all.push_str(&fs::sha256_hex(event));
            }
        }
        Ok(Self { sha256: fs::sha256_hex(all.as_bytes()), events, largest })
    }
}

/// The hash of what a build left in its output folder; none when that is not whole.
///
/// # Errors
/// Exit 2 when the folder cannot be listed, exit 3 when a file cannot be read.
pub fn outputs(folder: &Path) -> Result<Option<String>> {
    if !fs::is_folder(folder) {
        return Ok(None);
    }
    let is_pack = |name: &str| {
        let file = name.strip_prefix("send/").filter(|n| n.starts_with("pack"));
        file.and_then(|n| n.rsplit_once('.')).is_some_and(|(_, kind)| kind == "pdf")
    };
    let entries: Vec<Entry> = fs::walk(folder)?
        .into_iter()
        .filter(|e| is_pack(&e.name) || RECORDS.contains(&e.name.as_str()))
        .collect();
    let has_pack = entries.iter().any(|e| is_pack(&e.name));
    if !has_pack || RECORDS.iter().any(|record| !entries.iter().any(|e| e.name == *record)) {
        return Ok(None);
    }
    let lines: String = entries.iter().map(|e| line("output", e)).collect::<Result<_>>()?;
    Ok(Some(fs::sha256_hex(lines.as_bytes())))
}

/// Whether any file lies where a build would write.
pub fn anything_in(out: &Path) -> bool {
    let holds_files = |folder: &str| {
        let folder = out.join(folder);
        // what cannot be listed may hold anything
        fs::exists_at(&folder) && fs::walk(&folder).map_or(true, |entries| !entries.is_empty())
    };
    ["send", "internal"].into_iter().any(holds_files)
}

fn line(kind: &str, entry: &Entry) -> Result<String> {
    let hash = match entry.kind {
        EntryKind::File => fs::sha256_of(&entry.path, Exit::Unchecked)?,
        EntryKind::Folder | EntryKind::Special => "no file".to_owned(),
    };
    Ok(format!("{kind} {} {} {hash}\n", entry.name.len(), entry.name))
}

/// The user's own facts of the body and templates of letters.
fn settings() -> Vec<Entry> {
    let folder = paths::config().map(|c| c.join("blackpanel"));
    folder.filter(|f| fs::is_folder(f)).and_then(|f| fs::walk(&f).ok()).unwrap_or_default()
}

fn may_change_a_pack(event: &[u8]) -> bool {
    let kind = serde_json::from_slice::<serde_json::Value>(event).ok();
    let kind = kind.as_ref().and_then(|event| event.get("type")?.as_str());
    kind.is_none_or(|kind| !AFTERWARDS.contains(&kind)) && !event.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case() -> tempfile::TempDir {
        let case = tempfile::tempdir().expect("a folder");
        for folder in ["documents", "out/send", ".blackpanel", "correspondence"] {
            std::fs::create_dir_all(case.path().join(folder)).expect("a folder");
        }
        put(&case, "case.toml", "schema = 1");
        put(&case, "documents/a.txt", "a");
        put(&case, LEDGER, "{\"type\":\"received\"}\n");
        case
    }

    fn put(case: &tempfile::TempDir, name: &str, text: &str) {
        std::fs::write(case.path().join(name), text).expect("written");
    }

    #[test]
    fn every_change_of_what_a_pack_is_made_from_shows_and_no_other() {
        let case = case();
        let of = || Inputs::of(case.path()).expect("read").sha256;
        let first = of();
        for (name, text) in [
            ("out/send/pack.pdf", "%PDF"),
            (".blackpanel/key", "k"),
            ("correspondence/letter.pdf", "%PDF"),
            (LEDGER, "{\"type\":\"received\"}\n{\"type\":\"build\"}\n{\"type\":\"release\"}\n"),
        ] {
            put(&case, name, text);
            assert_eq!(of(), first, "{name}");
        }
        for (name, text) in [
            ("case.toml", "schema = 2"),
            ("documents/a.txt", "b"),
            ("documents/b.txt", "a"),
            ("keep.txt", ""),
            (LEDGER, "{\"type\":\"received\"}\n{\"type\":\"decision\"}\n"),
            (LEDGER, "{\"type\":\"received\"}\n{\"torn"),
        ] {
            let before = of();
            put(&case, name, text);
            assert_ne!(of(), before, "{name}");
        }
    }

    #[test]
    fn an_output_that_is_not_whole_is_none() {
        let out = tempfile::tempdir().expect("a folder");
        assert_eq!(outputs(&out.path().join("nothing")), Ok(None));
        std::fs::create_dir_all(out.path().join("send")).expect("a folder");
        std::fs::create_dir_all(out.path().join("internal")).expect("a folder");
        for name in RECORDS {
            assert_eq!(outputs(out.path()), Ok(None), "before {name}");
            put(&out, name, "x");
        }
        assert_eq!(outputs(out.path()), Ok(None), "no pack");
        put(&out, "send/pack-1-of-1.pdf", "%PDF");
        let whole = outputs(out.path()).expect("read").expect("whole");
        put(&out, "send/cover.eml", "a draft of the officer's");
        assert_eq!(outputs(out.path()), Ok(Some(whole.clone())));
        put(&out, "send/pack-1-of-1.pdf", "%PDF edited");
        assert_ne!(outputs(out.path()), Ok(Some(whole)));
    }
}
