//! What lies below the case folder: the documents, what is only litter, and what is refused.
//!
//! Refuses symbolic links, sockets and devices (each named, exit 3), a copy of a proof of identity
//! among the documents, and a case without documents.

use std::path::Path;

use super::SourceFile;
use crate::diag::{Place, Untrusted};
use crate::error::{Error, Exit, Result};
use crate::sys::fs::{self, Entry, EntryKind};

/// Largest proof of identity that is compared; larger ones are refused rather than skipped.
const IDENTITY_LIMIT: u64 = 1 << 30;

/// What was found below the folder.
pub(super) struct Folder {
    pub sources: Vec<SourceFile>,
    pub ignored: Vec<Untrusted>,
    pub identity: Vec<String>,
}

/// Looks through the case folder.
pub(super) fn look(folder: &Path) -> Result<Folder> {
    if !fs::is_folder(&folder.join("documents")) {
        let hint = "make a folder documents beside case.toml and put what the searches found into it";
        return Err(named(folder, "documents", Exit::Usage, "there is no folder of this name", hint));
    }
    let entries = fs::walk(folder)?;
    let specials = entries.iter().filter(|e| e.kind == EntryKind::Special).map(|e| {
        let hint = "put a copy of the file itself here, or remove it";
        let what = "is a link, socket or device; nothing behind it is read";
        Error::unchecked(Place::file(e.name.as_str()), what, hint)
    });
    if let Some(error) = specials.reduce(Error::and) {
        return Err(error);
    }
    let below = |top: &str| -> Vec<Entry> {
        entries
            .iter()
            .filter_map(|e| Some(Entry { name: e.name.strip_prefix(top)?.to_owned(), ..e.clone() }))
            .collect()
    };
    let (litter, documents): (Vec<_>, Vec<_>) =
        below("documents/").into_iter().partition(|e| is_litter(&e.name));
    if documents.is_empty() {
        let hint = "put what the searches found into it; for a search that found nothing: blackpanel letter response CASE";
        return Err(named(folder, "documents", Exit::Usage, "holds no document", hint));
    }
    let identity = identity(&below("identity/"), &documents)?;
    let sources =
        documents.into_iter().map(|e| SourceFile { path: e.path, name: Untrusted::new(e.name) }).collect();
    let ignored = litter.into_iter().map(|e| Untrusted::new(e.name)).collect();
    Ok(Folder { sources, ignored, identity })
}

fn named(folder: &Path, name: &str, exit: Exit, what: &str, hint: &str) -> Error {
    Error::new(exit, Place::file(fs::display(&folder.join(name))), what, hint)
}

/// Files that operating systems and word processors leave behind and nobody means to disclose.
fn is_litter(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    let known = [".DS_Store", "Thumbs.db", "desktop.ini", ".localized", "ehthumbs.db", ".directory"];
    known.iter().any(|k| k.eq_ignore_ascii_case(file))
        || file.starts_with("~$")
        || file.starts_with("._")
        || file.starts_with(".~lock.")
}

/// The hashes of the proofs of identity; an error names each document that is a copy of one.
fn identity(proofs: &[Entry], documents: &[Entry]) -> Result<Vec<String>> {
    let mut hashes = Vec::new();
    let mut copies: Option<Error> = None;
    for proof in proofs.iter().filter(|p| !is_litter(&p.name)) {
        let Some(size) = fs::size(&proof.path).filter(|s| *s > 0) else { continue };
        let hash = sha256(&proof.path)?;
        for document in documents.iter().filter(|d| fs::size(&d.path) == Some(size)) {
            if sha256(&document.path)? != hash {
                continue;
            }
            let what =
                format!("is a copy of identity/{}: a proof of identity never enters a pack", proof.name);
            let place = Place::file(document.name.as_str());
            let error = Error::usage(place, what, "remove it from documents/");
            copies = Some(match copies.take() {
                Some(before) => before.and(error),
                None => error,
            });
        }
        hashes.push(hash);
    }
    copies.map_or(Ok(hashes), Err)
}

fn sha256(path: &Path) -> Result<String> {
    let bytes = fs::read(path, IDENTITY_LIMIT, Exit::Unchecked)?;
    Ok(fs::sha256_hex(&bytes))
}
