//! A font program as far as the judge needs it: which glyphs draw, and by what they can be found.

use std::collections::{HashMap, HashSet};

use super::Shown;
use super::{postscript, sfnt};

/// A font program.
#[derive(Debug, Default)]
pub(crate) struct Program {
    /// Glyphs that leave a mark.
    pub(super) drawn: Vec<u32>,
    /// Glyphs with an advance of their own.
    pub(super) wide: Vec<u32>,
    /// Names by glyph.
    pub(super) names: HashMap<u32, String>,
    /// Character identifiers by glyph, of CID-keyed programs.
    pub(super) identifiers: HashMap<u32, u32>,
    /// Codes of its own encodings with their glyphs.
    pub(super) codes: Vec<(u32, u32)>,
    /// What composed glyphs are composed of.
    pub(super) parts: HashMap<u32, Vec<u32>>,
}

impl Program {
    /// Reads a program of any of the three formats (ISO 32000-2, 9.9); `None` when it follows none.
    pub(crate) fn read(data: &[u8]) -> Option<Self> {
        match data.get(..4)? {
            [0, 1, 0, 0] | b"true" | b"OTTO" => sfnt::read(data),
            [1, 0, ..] => postscript::cff(data),
            _ => postscript::type1(data),
        }
    }

    /// What is in the program and that none of the fonts shows, in words.
    pub(crate) fn residue(&self, fonts: &[&Shown]) -> Vec<&'static str> {
        let allowed = self.allowed(fonts);
        let beyond = |glyph: &u32| !allowed.contains(glyph);
        let found = [
            (self.drawn.iter().any(beyond), "outlines of letters that no page shows"),
            (self.wide.iter().any(beyond), "widths of letters that no page shows, in its program"),
            (self.names.keys().any(beyond), "names of letters that no page shows, in its program"),
            (self.codes.iter().any(|(_, glyph)| beyond(glyph)), "codes of letters that no page shows"),
        ];
        found.into_iter().filter(|(is, _)| *is).map(|(_, what)| what).collect()
    }

    /// Every glyph to which a shown code may lead.
    fn allowed(&self, fonts: &[&Shown]) -> HashSet<u32> {
        let mut allowed = HashSet::from([0]);
        for font in fonts {
            allowed.extend(&font.glyphs);
            allowed.extend(self.codes.iter().filter(|(code, _)| font.finds(*code)).map(|(_, glyph)| *glyph));
            let named = self.names.iter().filter(|(_, name)| font.names(name));
            allowed.extend(named.map(|(glyph, _)| *glyph));
            let identified = self.identifiers.iter().filter(|(_, id)| font.identifiers.contains(id));
            allowed.extend(identified.map(|(glyph, _)| *glyph));
            if self.codes.is_empty() {
                allowed.extend(font.codes.iter().copied());
            }
        }
        let mut open: Vec<u32> = allowed.iter().copied().collect();
        while let Some(glyph) = open.pop() {
            let parts = self.parts.get(&glyph).into_iter().flatten();
            open.extend(parts.filter(|part| allowed.insert(**part)).copied());
        }
        allowed
    }
}

/// The character that a glyph name stands for.
pub(super) fn character(name: &str) -> Option<char> {
    crate::verify::paint::standard14::unicode_of(name.as_bytes())
}
