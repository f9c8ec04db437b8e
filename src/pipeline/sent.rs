//! The files that are sent: one pack, or its numbered parts. Their names, and the one hash that stands for
//! all of them.
//!
//! Refused: a folder in which parts are missing or lie beside those of another build.

use std::path::{Path, PathBuf};

use crate::diag::Place;
use crate::error::{Error, Exit, Result};
use crate::record::SentFile;
use crate::sys::fs::{self, EntryKind};
use crate::verify::report;

use super::input;

/// The name of a pack of one file.
const WHOLE: &str = "pack.pdf";

/// Where `count` files of a pack go, in order.
pub(super) fn paths(folder: &Path, count: usize) -> Vec<PathBuf> {
    match count {
        0 | 1 => vec![folder.join(WHOLE)],
        _ => (1..=count).map(|n| folder.join(format!("pack-{n}-of-{count}.pdf"))).collect(),
    }
}

/// The files of the pack that lies in a folder, in order; none when there is no pack.
///
/// # Errors
/// Exit 2 when a part is missing or one of another build lies there.
pub(super) fn found(folder: &Path) -> Result<Vec<PathBuf>> {
    let there = packs(folder)?;
    let wanted = paths(folder, there.len());
    if there.is_empty() || wanted.iter().all(|path| there.contains(path)) {
        return Ok(if there.is_empty() { there } else { wanted });
    }
    let hint = "build the pack anew with --force";
    let what = "holds parts of more than one pack, or not all parts of one";
    Err(Error::usage(Place::file(fs::display(folder)), what, hint))
}

/// Everything in a folder that has the name of a pack or of a part.
///
/// # Errors
/// Exit 2 when the folder cannot be listed.
pub(super) fn packs(folder: &Path) -> Result<Vec<PathBuf>> {
    named(folder, is_pack)
}

/// What a killed build left beside their final names.
pub(super) fn unfinished(folder: &Path) -> Vec<PathBuf> {
    let is_partial =
        |name: &str| name.strip_prefix('.').and_then(|n| n.strip_suffix(".partial")).is_some_and(is_pack);
    named(folder, is_partial).unwrap_or_default()
}

fn named(folder: &Path, is_it: impl Fn(&str) -> bool) -> Result<Vec<PathBuf>> {
    if !fs::is_folder(folder) {
        return Ok(Vec::new());
    }
    let files = fs::walk(folder)?.into_iter().filter(|e| e.kind == EntryKind::File && is_it(&e.name));
    Ok(files.map(|e| e.path).collect())
}

fn is_pack(name: &str) -> bool {
    let number = |n: &str| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit());
    let numbers = name.strip_prefix("pack-").and_then(|n| n.strip_suffix(".pdf")?.split_once("-of-"));
    name == WHOLE || numbers.is_some_and(|(n, of)| number(n) && number(of))
}

/// The one hash of a pack from those of its files: that of the file, or of the list of them.
pub(super) fn hash(files: &[&str]) -> String {
    match files {
        [one] => (*one).to_owned(),
        many => fs::sha256_hex(many.join("\n").as_bytes()),
    }
}

/// The hash of the pack whose files lie there.
///
/// # Errors
/// When one cannot be read.
pub(super) fn hash_of(files: &[PathBuf], exit: Exit) -> Result<String> {
    let hashes = files.iter().map(|file| Ok(fs::sha256_hex(&input::source(file, exit)?)));
    let hashes: Vec<String> = hashes.collect::<Result<_>>()?;
    Ok(hash(&hashes.iter().map(String::as_str).collect::<Vec<_>>()))
}

/// What the verifier reported, as JSON: of one file, or a list of those of all.
pub(super) fn reports(files: &[SentFile]) -> String {
    let all: Vec<String> = files.iter().map(|f| report::json(f.verified.report())).collect();
    match all.as_slice() {
        [one] => one.clone(),
        many => format!("[\n{}\n]\n", many.join(",\n")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_part_and_a_part_of_an_earlier_build_are_noticed() {
        let folder = tempfile::tempdir().expect("a folder");
        let folder = folder.path();
        let put = |name: &str| std::fs::write(folder.join(name), name).expect("written");
        assert!(found(folder).expect("read").is_empty());
        put("pack-1-of-2.pdf");
        assert!(found(folder).is_err(), "one of two");
        put("pack-2-of-2.pdf");
        put("cover.eml");
        assert_eq!(found(folder).expect("both"), paths(folder, 2));
        put("pack.pdf");
        assert!(found(folder).is_err(), "an earlier pack beside them");
    }

    #[test]
    fn the_hash_of_parts_changes_with_each_and_with_their_order() {
        let all = [hash(&["a"]), hash(&["a", "b"]), hash(&["b", "a"]), hash(&["a", "c"])];
        assert_eq!(all[0], "a");
        assert!((0..4).all(|i| (0..i).all(|j| all[i] != all[j])));
    }
}
