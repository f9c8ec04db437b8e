//! What pages show of a font, in every form in which a program can be asked for it.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::program::character;
use crate::verify::paint::font::{Font, Kind};
use crate::verify::paint::{Painted, standard14};
use crate::verify::reader::{Dict, Document, Object};

/// Places at which a symbolic font may hold a code (ISO 32000-2, 9.6.5.4).
const SYMBOL_PAGES: [u32; 4] = [0, 0xF000, 0xF100, 0xF200];

/// Codes shown, by font: the fonts are told apart by where their dictionary lies in the document read.
#[derive(Debug, Default)]
pub(crate) struct Codes(HashMap<usize, BTreeSet<u32>>);

impl Codes {
    /// The codes that one page shows.
    pub(crate) fn of(painted: &Painted) -> Self {
        let mut all: Vec<(Vec<u64>, BTreeSet<u32>)> = Vec::new();
        all.resize_with(painted.fonts.len(), Default::default);
        for glyph in &painted.glyphs {
            let Some((small, large)) = all.get_mut(usize::from(glyph.font)) else { continue };
            if glyph.code >= 65_536 {
                large.insert(glyph.code);
                continue;
            }
            let word = glyph.code as usize / 64;
            if small.len() <= word {
                small.resize(word + 1, 0);
            }
            if let Some(word) = small.get_mut(word) {
                *word |= 1 << (glyph.code % 64);
            }
        }
        let codes = |(small, mut large): (Vec<u64>, BTreeSet<u32>)| {
            let bit = |(word, bits): (usize, u64)| {
                (0..64).filter(move |bit| bits >> bit & 1 == 1).map(move |bit| word as u32 * 64 + bit)
            };
            large.extend(small.into_iter().enumerate().flat_map(bit));
            large
        };
        Self(painted.font_keys.iter().copied().zip(all.into_iter().map(codes)).collect())
    }

    /// Adds what another page shows.
    pub(crate) fn add(&mut self, other: Self) {
        for (font, codes) in other.0 {
            self.0.entry(font).or_default().extend(codes);
        }
    }

    /// The codes shown in a font; none when no page sets it.
    pub(crate) fn get(&self, dict: &Dict) -> BTreeSet<u32> {
        self.0.get(&(std::ptr::from_ref(dict) as usize)).cloned().unwrap_or_default()
    }
}

/// What is shown of one font.
#[derive(Debug, Default)]
pub(crate) struct Shown {
    /// Codes.
    pub(crate) codes: BTreeSet<u32>,
    /// Character identifiers of a composite font.
    pub(crate) identifiers: HashSet<u32>,
    /// Glyphs that identifiers stand for.
    pub(super) glyphs: HashSet<u32>,
    /// Glyph names that the encoding gives to codes.
    names: HashSet<String>,
    /// Characters that the encoding gives to codes.
    characters: HashSet<char>,
    /// Codes by which a program's own tables can be asked.
    asked: HashSet<u32>,
}

impl Shown {
    /// What these codes of a font may show.
    pub(crate) fn of(document: &Document<'_>, dict: &Dict, codes: BTreeSet<u32>) -> Self {
        let mut shown = Self { codes, ..Self::default() };
        let font = Font::read(document, dict);
        if let Kind::Composite(composite) = &font.kind {
            let identifiers = shown.codes.iter().flat_map(|code| composite.identifiers(*code));
            shown.identifiers = identifiers.collect();
            shown.glyphs = glyphs(document, dict, &shown.identifiers);
            return shown;
        }
        shown.encoded(document, dict);
        shown
    }

    /// Whether an entry of a program's own encoding is that of a shown code.
    pub(super) fn finds(&self, code: u32) -> bool {
        self.asked.contains(&code)
    }

    /// Whether a glyph name is that of a shown code.
    pub(super) fn names(&self, name: &str) -> bool {
        self.names.contains(name) || character(name).is_some_and(|c| self.characters.contains(&c))
    }

    fn encoded(&mut self, document: &Document<'_>, dict: &Dict) {
        let entry = document.get(dict, "Encoding");
        let base = match entry {
            Some(Object::Name(name)) => name.as_slice(),
            Some(Object::Dict(d)) => {
                document.get(d, "BaseEncoding").and_then(Object::name).unwrap_or_default()
            }
            _ => b"",
        };
        let differences = super::tables::differences(document, dict);
        for code in self.codes.iter().filter_map(|code| u8::try_from(*code).ok()) {
            self.asked.extend(SYMBOL_PAGES.map(|page| page + u32::from(code)));
            if let Some(name) = differences.get(&code) {
                let name = String::from_utf8_lossy(name).into_owned();
                self.characters.extend(character(&name));
                let digits = name.trim_start_matches(|c: char| !c.is_ascii_digit());
                self.glyphs.extend(digits.parse::<u32>());
                self.names.insert(name);
                continue;
            }
            let base: &[u8] = if base.is_empty() { b"StandardEncoding" } else { base };
            let found = standard14::encoded(base, code);
            self.characters.extend(found.unwrap_or('\u{2022}').to_lowercase().filter(|_| found.is_none()));
            self.characters.extend(found);
        }
        for (soft, plain) in [('\u{ad}', '-'), ('\u{a0}', ' '), ('\u{20ac}', '\u{a4}')] {
            if self.characters.contains(&soft) {
                self.characters.insert(plain);
            }
        }
        for character in &self.characters {
            self.asked.insert(u32::from(*character));
            let mut text = [0; 4];
            let (mac, _, lossy) = encoding_rs::MACINTOSH.encode(character.encode_utf8(&mut text));
            self.asked.extend(mac.first().filter(|_| !lossy).map(|code| u32::from(*code)));
        }
    }
}

/// The glyphs of identifiers by `CIDToGIDMap`, or the identifiers themselves.
fn glyphs(document: &Document<'_>, dict: &Dict, identifiers: &HashSet<u32>) -> HashSet<u32> {
    let map = super::tables::descendant(document, dict).and_then(|child| child.get("CIDToGIDMap"));
    let Some(stream) = map.and_then(|map| document.stream(map)) else { return identifiers.clone() };
    let data = &document.decoded(stream).data;
    let glyph = |identifier: &u32| match data.get(2 * *identifier as usize..)? {
        [high, low, ..] => Some(u32::from(*high) << 8 | u32::from(*low)),
        _ => None,
    };
    identifiers.iter().filter_map(glyph).collect()
}
