//! Cutting embedded font programs (ISO 32000-2, 9.9) down to the glyphs that are shown: an outline
//! that nobody shows any more is a letter of a word that was removed.
//!
//! Glyphs keep their numbers, so that codes stay valid; those that are not wanted lose outline, name,
//! width and every entry that leads to them. Names, notices and layout tables do not cross. A program
//! that does not follow its format is not guessed at: [`cut`] refuses it.

mod bytes;
mod cff;
mod cff_write;
mod charset;
mod charstring;
mod cmap;
mod dict;
mod glyf;
mod operand;
mod post;
mod sfnt;
mod type1;
mod type1_charstring;
mod type1_scan;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

/// What is shown of a program, by all fonts that use it.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Wanted {
    /// Glyphs by number: composite fonts whose identifiers are glyph numbers.
    pub(super) glyphs: BTreeSet<u16>,
    /// Character identifiers (9.7.2), for programs that map them themselves.
    pub(super) identifiers: BTreeSet<u16>,
    /// Codes of simple fonts.
    pub(super) codes: BTreeSet<Shown>,
}

impl Wanted {
    /// Adds what others show.
    pub(super) fn add(&mut self, other: &Self) {
        self.glyphs.extend(&other.glyphs);
        self.identifiers.extend(&other.identifiers);
        self.codes.extend(other.codes.iter().cloned());
    }
}

/// A code of a simple font.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Shown {
    pub(super) code: u8,
    /// Names that the font's encoding gives it; none where the program's own encoding holds.
    pub(super) names: Vec<String>,
    /// Whether viewers may look the code up without its name (9.6.5.4).
    pub(super) by_code: bool,
}

/// The program with the wanted glyphs only; `None` when it does not follow its format.
pub(super) fn cut(program: &[u8], wanted: &Wanted) -> Option<Vec<u8>> {
    match program.get(..4)? {
        [0, 1, 0, 0] | b"true" | b"OTTO" => sfnt::cut(program, wanted),
        [1, 0, ..] => {
            let cff = cff::Cff::read(program)?;
            let keep = cff.closed(cff.wanted(wanted))?;
            cff_write::write(&cff, &keep, wanted)
        }
        [b'%', b'!', ..] | [0x80, 1, ..] => type1::cut(program, wanted),
        _ => None,
    }
}

/// `Length1`, `Length2` and `Length3` of a program that was cut here (table 125).
pub(super) fn lengths(program: &[u8]) -> Vec<usize> {
    match program.get(..4) {
        Some([b'%', b'!', ..]) => type1::lengths(program).map(Vec::from).unwrap_or_default(),
        Some([0, 1, 0, 0] | b"true") => vec![program.len()],
        _ => Vec::new(),
    }
}
