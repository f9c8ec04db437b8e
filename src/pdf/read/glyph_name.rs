//! Glyph names (ISO 32000-2, 9.6.5; Adobe Glyph List): the standard's, or made by programs.
//!
//! A glyph name is a free text that a stranger chose, so only names that a list or a pattern knows
//! cross as they are. An embedded font finds its glyphs by name; there a plain word has to stay.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Every name of the Adobe Glyph List that stands for one character.
static LISTED: LazyLock<HashSet<String>> = LazyLock::new(|| {
    (0..=0xffff_u32)
        .filter_map(glyph_names::glyph_name)
        .map(std::borrow::Cow::into_owned)
        .filter(|n| !n.starts_with("uni"))
        .collect()
});

/// Names outside the list's first choices that fonts use all the same.
const ALSO: [&str; 34] = [
    ".notdef",
    "nbspace",
    "nonbreakingspace",
    "sfthyphen",
    "softhyphen",
    "Delta",
    "Omega",
    "mu",
    "macron",
    "overscore",
    "periodcentered",
    "middot",
    "Tcommaaccent",
    "tcommaaccent",
    "Tcedilla",
    "tcedilla",
    "fraction",
    "bar",
    "hyphen",
    "minus",
    "space",
    "Euro",
    "ff",
    "fi",
    "fl",
    "ffi",
    "ffl",
    "dotlessj",
    "visiblespace",
    "visualspace",
    "nonmarkingreturn",
    "null",
    "CR",
    "increment",
];

/// The name, when a list or the pattern of a program's names knows it.
pub(super) fn known(name: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(name).ok().filter(|t| t.len() <= 40)?;
    is_known(text).then(|| text.to_owned())
}

fn is_known(text: &str) -> bool {
    let stem = match text.split_once('.') {
        Some((stem, suffix)) if !stem.is_empty() => {
            if suffix.len() > 6 || !suffix.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.') {
                return false;
            }
            stem
        }
        _ => text,
    };
    stem.split('_').all(|part| LISTED.contains(part) || ALSO.contains(&part) || numbered(part))
}

/// `uni20AC`, `g12`, `cid00034`, `glyph7`, `C0001`, `.g2`: a short stem and a number.
fn numbered(part: &str) -> bool {
    let hex = part.strip_prefix("uni").or_else(|| part.strip_prefix('u'));
    if hex.is_some_and(|h| h.len() >= 4 && h.bytes().all(|b| b.is_ascii_hexdigit())) {
        return true;
    }
    let digits = part.bytes().rev().take_while(u8::is_ascii_digit).count();
    let stem = part.get(..part.len() - digits).unwrap_or_default();
    let programs = matches!(stem, "glyph" | "index" | "gid" | "cid" | "char" | "afii" | "SF" | "H");
    digits > 0 && digits <= 6 && (programs || stem.len() <= 2)
}

/// A name by which an embedded program may find its glyph: a plain word.
pub(super) fn of_program(name: &[u8]) -> Option<String> {
    let plain =
        name.len() <= 31 && name.iter().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'));
    std::str::from_utf8(name).ok().filter(|t| plain && !t.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_the_standards_stay_and_names_of_people_do_not() {
        for name in [
            "A",
            "eacute",
            "uni20AC",
            "u1F600",
            "g12",
            "cid0034",
            "f_i",
            "a.sc",
            ".notdef",
            "afii10017",
            "C03",
        ] {
            assert!(known(name.as_bytes()).is_some(), "{name}");
        }
        for name in ["JaneDoe", "secret", "doe42x", "a.JaneDoe", "born1970", "\u{e9}"] {
            assert!(known(name.as_bytes()).is_none(), "{name}");
        }
    }
}
