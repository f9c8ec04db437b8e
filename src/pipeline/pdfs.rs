//! Which PDFs `verify` was asked for: files as they are named, folders with all below them, patterns.
//!
//! No link below a folder is followed; each is named, because what it leads to was not checked. A folder or a
//! pattern that holds no PDF is wrong usage: a check of nothing is not green.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use regex::Regex;

use crate::diag::Place;
use crate::error::{Error, Result};
use crate::sys::fs::{self, EntryKind};

/// Files to check, each once, in the order of their paths within each argument.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    /// PDFs.
    pub files: Vec<PathBuf>,
    /// Links and devices below folders, not followed.
    pub links: Vec<PathBuf>,
    /// Files below folders that are no PDFs.
    others: usize,
    seen: BTreeSet<PathBuf>,
}

impl Wanted {
    /// What to say of the files that were passed over.
    pub(super) fn remark(&self) -> Option<String> {
        (self.others > 0)
            .then(|| format!("{} files in these folders are no PDFs and were not checked", self.others))
    }

    fn file(&mut self, path: PathBuf) {
        if self.seen.insert(path.clone()) {
            self.files.push(path);
        }
    }

    fn below(&mut self, folder: &Path, pattern: Option<&Regex>) -> Result<()> {
        let before = (self.files.len(), self.links.len());
        for entry in fs::walk(folder)? {
            let path = if folder == Path::new(".") {
                entry.path.components().skip_while(|c| *c == Component::CurDir).collect()
            } else {
                entry.path
            };
            if pattern.is_some_and(|p| !p.is_match(&entry.name)) {
                continue;
            }
            match entry.kind {
                EntryKind::Special if self.seen.insert(path.clone()) => self.links.push(path),
                EntryKind::Special => {}
                _ if pattern.is_some() || is_pdf(&path) => self.file(path),
                _ => self.others += 1,
            }
        }
        let named_before = self.seen.iter().any(|p| p.starts_with(folder));
        if before == (self.files.len(), self.links.len()) && !named_before {
            let hint =
                "name a folder or a pattern that holds PDFs; a check of nothing would look like a pass";
            return Err(Error::usage(
                Place::file(fs::display(folder)),
                "there is no PDF to check here",
                hint,
            ));
        }
        Ok(())
    }
}

/// Finds the PDFs.
///
/// # Errors
/// Exit 2 when a folder cannot be listed, or a folder or a pattern holds none.
pub(super) fn wanted(paths: &[PathBuf]) -> Result<Wanted> {
    let mut wanted = Wanted::default();
    for path in paths {
        if fs::is_folder(path) {
            wanted.below(path, None)?;
        } else if let Some((folder, pattern)) = pattern(path).filter(|_| !fs::exists_at(path)) {
            wanted.below(&folder, Some(&pattern))?;
        } else {
            wanted.file(path.clone());
        }
    }
    Ok(wanted)
}

/// What is said of a link below a folder (exit 3).
pub(super) fn unfollowed(link: &Path) -> Error {
    let what = "is a link or a device and was not followed";
    Error::unchecked(Place::file(fs::display(link)), what, "name the file that it leads to")
}

/// The folder where a pattern begins, and what the names below it must look like.
fn pattern(path: &Path) -> Option<(PathBuf, Regex)> {
    let special = |part: &str| part.contains(['*', '?', '[']);
    let text = path.to_str().filter(|text| special(text))?;
    let parts: Vec<&str> = text.split(|c| c == '/' || (cfg!(windows) && c == '\\')).collect();
    let fixed = parts.iter().take_while(|part| !special(part)).count();
    let folder = match parts[..fixed].join("/") {
        empty if empty.is_empty() && text.starts_with('/') => "/".to_owned(),
        empty if empty.is_empty() => ".".to_owned(),
        folder => folder,
    };
    let mut expression = String::from("^");
    for (index, part) in parts.iter().enumerate().skip(fixed) {
        let last = index + 1 == parts.len();
        match (*part, last) {
            ("**", false) => expression.push_str("(?:.*/)?"),
            ("**", true) => expression.push_str(".*"),
            (part, last) => expression.push_str(&(within(part) + if last { "" } else { "/" })),
        }
    }
    Some((PathBuf::from(folder), Regex::new(&(expression + "$")).ok()?))
}

/// One part of a path: `*`, `?` and `[a-z]` never reach over a `/`.
fn within(part: &str) -> String {
    let (mut out, mut open) = (String::new(), false);
    for c in part.chars() {
        match c {
            '[' if !open => {
                open = true;
                out.push('[');
            }
            ']' if open => {
                open = false;
                out.push(']');
            }
            '!' if open && out.ends_with('[') => out.push('^'),
            '-' if open => out.push('-'),
            '*' if !open => out.push_str("[^/]*"),
            '?' if !open => out.push_str("[^/]"),
            c => out.push_str(&regex::escape(c.encode_utf8(&mut [0; 4]))),
        }
    }
    out
}

/// By its name, or because it begins as one (ISO 32000-2, 7.5.2): a PDF under another name is checked too.
fn is_pdf(path: &Path) -> bool {
    path.extension().is_some_and(|e| e.eq_ignore_ascii_case("pdf"))
        || fs::head(path, 1024).is_some_and(|head| head.windows(5).any(|w| w == b"%PDF-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_reaches_as_far_as_it_says() {
        let holds = |pattern_of: &str, name: &str| {
            let (_, regex) = pattern(Path::new(pattern_of)).expect("a pattern");
            regex.is_match(name)
        };
        let cases = [
            ("out/*.pdf", "a.pdf", true),
            ("out/*.pdf", "sub/a.pdf", false),
            ("out/**/*.pdf", "a.pdf", true),
            ("out/**/*.pdf", "sub/deep/a.pdf", true),
            ("out/**/*.pdf", "sub/a.pdfx", false),
            ("out/**", "sub/a.txt", true),
            ("out/?.[pP]df", "a.Pdf", true),
            ("out/?.pdf", "ab.pdf", false),
            ("out/a+(1)*.pdf", "a+(1) b.pdf", true),
            ("out/[!a].pdf", "a.pdf", false),
        ];
        for (pattern_of, name, want) in cases {
            assert_eq!(holds(pattern_of, name), want, "{pattern_of} {name}");
        }
        assert!(pattern(Path::new("out/a.pdf")).is_none());
        let folder = |text: &str| pattern(Path::new(text)).expect("a pattern").0;
        assert_eq!(folder("*.pdf"), Path::new("."));
        assert_eq!(folder("/*.pdf"), Path::new("/"));
        assert_eq!(folder("a/b/**/*.pdf"), Path::new("a/b"));
    }
}
