//! `manifest.json` of a record: every part with size and SHA-256, so that each can be checked by itself,
//! with any program, years later. It is made of the parts as they are sealed and names nothing else.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::diag::{Place, Problem};
use crate::sys::fs;

/// Name of the manifest among the parts.
pub const NAME: &str = "manifest.json";

/// What a record holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Version of this form: 1.
    pub schema: u32,
    /// Version of the program that made it.
    pub program: String,
    /// When it was made, ISO 8601.
    pub made: String,
    /// SHA-256 of the last line of the history that is in it.
    pub ledger_head: String,
    /// SHA-256 of the locked part with proof of identity, where there is one.
    pub identity_sha256: Option<String>,
    /// The parts by name.
    pub parts: BTreeMap<String, Measure>,
}

/// Size and hash of a part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// Bytes.
    pub bytes: u64,
    /// SHA-256 in hex.
    pub sha256: String,
}

impl Manifest {
    /// The manifest of parts (name and bytes).
    #[must_use]
    pub fn of<'a>(
        parts: impl Iterator<Item = (&'a str, &'a [u8])>,
        identity: Option<&[u8]>,
        ledger_head: &str,
        made: String,
    ) -> Self {
        let measure = |bytes: &[u8]| Measure { bytes: bytes.len() as u64, sha256: fs::sha256_hex(bytes) };
        Self {
            schema: 1,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            made,
            ledger_head: ledger_head.to_owned(),
            identity_sha256: identity.map(fs::sha256_hex),
            parts: parts.map(|(name, bytes)| (name.to_owned(), measure(bytes))).collect(),
        }
    }

    /// As JSON text.
    #[must_use]
    pub fn text(&self) -> Vec<u8> {
        let mut text = serde_json::to_vec_pretty(self).unwrap_or_default();
        text.push(b'\n');
        text
    }

    /// What of the parts is not as the manifest says: changed, missing, too many.
    #[must_use]
    pub fn broken<'a>(
        &self,
        parts: impl Iterator<Item = (&'a str, &'a [u8])>,
        identity: Option<&[u8]>,
    ) -> Vec<Problem> {
        let problem = |name: &str, what: &str| Problem::new(Place::file(name), what, "take a backup");
        let (mut wrong, mut left) = (Vec::new(), self.parts.clone());
        for (name, bytes) in parts.filter(|(name, _)| *name != NAME) {
            match left.remove(name) {
                None => wrong.push(problem(name, "is not in the manifest")),
                Some(told) if told.sha256 != fs::sha256_hex(bytes) => {
                    wrong.push(problem(name, "is not as the manifest says"));
                }
                Some(_) => {}
            }
        }
        wrong.extend(left.keys().map(|name| problem(name, "is in the manifest and not in the record")));
        if identity.map(fs::sha256_hex) != self.identity_sha256 {
            wrong.push(problem("identity.zip", "is not as the manifest says"));
        }
        wrong
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_that_was_changed_removed_or_added_is_named() {
        let parts = [("a", b"one".as_slice()), ("b", b"two")];
        let manifest = Manifest::of(parts.into_iter(), Some(b"id"), "head", "now".into());
        let read: Manifest = serde_json::from_slice(&manifest.text()).expect("JSON");
        let broken = |parts: &[(&'static str, &'static [u8])], identity: &'static [u8]| {
            let wrong = read.broken(parts.iter().copied(), Some(identity));
            wrong.into_iter().map(|p| p.place.file.raw().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(broken(&parts, b"id"), [""; 0]);
        assert_eq!(broken(&[("a", b"one"), ("b", b"tow")], b"id"), ["b"]);
        assert_eq!(broken(&[("a", b"one")], b"id"), ["b"]);
        assert_eq!(broken(&[("a", b"one"), ("b", b"two"), ("c", b"")], b"id"), ["c"]);
        assert_eq!(broken(&parts, b"di"), ["identity.zip"]);
    }
}
