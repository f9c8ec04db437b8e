//! CFF programs (Adobe technical note 5176): which glyphs are wanted, and what they are drawn from.

use std::collections::BTreeSet;

use skrifa::raw::ps::PredefinedEncoding;

use super::Wanted;
use super::charset::{Codes, STANDARD_STRINGS, charset, dictionaries, standard};
use super::charstring::{Calls, walk};
use super::dict::{Entry, entries, index};

/// Operators of the dictionaries.
pub(super) mod operator {
    pub(in super::super) const CHARSET: u16 = 15;
    pub(in super::super) const ENCODING: u16 = 16;
    pub(in super::super) const CHARSTRINGS: u16 = 17;
    pub(in super::super) const PRIVATE: u16 = 18;
    pub(in super::super) const SUBRS: u16 = 19;
    pub(in super::super) const KIND: u16 = 0x0C06;
    pub(in super::super) const ROS: u16 = 0x0C1E;
    pub(in super::super) const FONTS: u16 = 0x0C24;
    pub(in super::super) const SELECT: u16 = 0x0C25;
}

/// A Private DICT with its subroutines; of a CID-keyed program also the Font DICT that leads to it.
#[derive(Debug, Default)]
pub(super) struct Private<'p> {
    pub(super) font: Vec<Entry<'p>>,
    pub(super) entries: Vec<Entry<'p>>,
    pub(super) subroutines: Vec<&'p [u8]>,
}

/// A program as read.
#[derive(Debug)]
pub(super) struct Cff<'p> {
    pub(super) top: Vec<Entry<'p>>,
    pub(super) strings: Vec<&'p [u8]>,
    pub(super) subroutines: Vec<&'p [u8]>,
    pub(super) glyphs: Vec<&'p [u8]>,
    /// String or character identifier by glyph.
    pub(super) charset: Vec<u16>,
    pub(super) by_identifier: bool,
    pub(super) codes: Codes,
    /// Index in `privates` by glyph.
    pub(super) select: Vec<u8>,
    pub(super) privates: Vec<Private<'p>>,
}

impl<'p> Cff<'p> {
    /// Reads a program of one font with Type 2 charstrings.
    pub(super) fn read(data: &'p [u8]) -> Option<Self> {
        let (_, at) = index(data, usize::from(*data.get(2)?))?;
        let (tops, at) = index(data, at)?;
        let (strings, at) = index(data, at)?;
        let (subroutines, _) = index(data, at)?;
        let top = entries(tops.first()?)?;
        if number(&top, operator::KIND, 0).is_some_and(|kind| kind != 2) {
            return None;
        }
        let place = |operator: u16| number(&top, operator, 0).and_then(|at| usize::try_from(at).ok());
        let (glyphs, _) = index(data, place(operator::CHARSTRINGS)?)?;
        let count = u16::try_from(glyphs.len()).ok()?;
        let by_identifier = top.iter().any(|entry| entry.operator == operator::ROS);
        let charset = charset(data, number(&top, operator::CHARSET, 0).unwrap_or(0), count, by_identifier)?;
        let (select, privates, codes) = if by_identifier {
            let (fonts, _) = index(data, place(operator::FONTS)?)?;
            let privates = fonts.iter().map(|font| private(data, entries(font)?)).collect::<Option<_>>()?;
            let select = dictionaries(data, place(operator::SELECT)?, count)?;
            (select, privates, Codes::Own(std::collections::BTreeMap::new()))
        } else {
            let codes = Codes::read(data, number(&top, operator::ENCODING, 0).unwrap_or(0), &charset)?;
            (vec![0; glyphs.len()], vec![private(data, top.clone())?], codes)
        };
        Some(Self { top, strings, subroutines, glyphs, charset, by_identifier, codes, select, privates })
    }

    /// The glyphs that are shown.
    pub(super) fn wanted(&self, wanted: &Wanted) -> BTreeSet<u16> {
        let mut found = BTreeSet::from([0]);
        for identifier in &wanted.identifiers {
            if self.by_identifier {
                found.extend(self.position(*identifier));
            } else {
                found.insert(*identifier);
            }
        }
        found.extend(&wanted.glyphs);
        for shown in &wanted.codes {
            if self.by_identifier {
                // a simple font cannot name its glyphs: viewers take the code for the glyph's number
                found.insert(u16::from(shown.code));
                found.extend(self.position(u16::from(shown.code)));
                continue;
            }
            found.extend(shown.names.iter().filter_map(|name| self.named(name)));
            if shown.names.is_empty() {
                found.extend(self.codes.glyph(shown.code, &self.charset));
            }
        }
        found
    }

    /// The glyphs with those that they are composed of; none when a charstring cannot be followed.
    pub(super) fn closed(&self, wanted: BTreeSet<u16>) -> Option<BTreeSet<u16>> {
        let mut closed: BTreeSet<u16> =
            wanted.into_iter().filter(|glyph| usize::from(*glyph) < self.glyphs.len()).collect();
        let mut open: Vec<u16> = closed.iter().copied().collect();
        while let Some(glyph) = open.pop() {
            let calls = self.calls(glyph)?;
            for code in calls.accents {
                let part = self.named(PredefinedEncoding::Standard.name(code));
                open.extend(part.filter(|part| closed.insert(*part)));
            }
        }
        Some(closed)
    }

    /// What a glyph's charstring calls.
    pub(super) fn calls(&self, glyph: u16) -> Option<Calls> {
        let charstring = self.glyphs.get(usize::from(glyph))?;
        let private = self.privates.get(usize::from(*self.select.get(usize::from(glyph))?))?;
        walk(charstring, &self.subroutines, &private.subroutines)
    }

    fn position(&self, identifier: u16) -> Option<u16> {
        self.charset.iter().position(|i| *i == identifier).and_then(|glyph| u16::try_from(glyph).ok())
    }

    fn named(&self, name: &str) -> Option<u16> {
        let bears = |sid: &u16| match sid.checked_sub(STANDARD_STRINGS) {
            Some(own) => self.strings.get(usize::from(own)).is_some_and(|s| *s == name.as_bytes()),
            None => standard(*sid) == Some(name),
        };
        self.charset.iter().position(bears).and_then(|glyph| u16::try_from(glyph).ok())
    }
}

/// An operand of an entry.
pub(super) fn number(entries: &[Entry<'_>], operator: u16, operand: usize) -> Option<i64> {
    entries.iter().find(|entry| entry.operator == operator)?.operands.get(operand).copied()
}

/// The Private DICT that a Top or Font DICT leads to.
fn private<'p>(data: &'p [u8], font: Vec<Entry<'p>>) -> Option<Private<'p>> {
    let place = |operand| number(&font, operator::PRIVATE, operand).and_then(|n| usize::try_from(n).ok());
    let (Some(length), Some(start)) = (place(0), place(1)) else {
        return Some(Private { font, ..Private::default() });
    };
    let found = entries(data.get(start..start.checked_add(length)?)?)?;
    let local = number(&found, operator::SUBRS, 0).and_then(|at| usize::try_from(at).ok());
    let subroutines = match local.filter(|at| *at > 0) {
        Some(at) => index(data, start.checked_add(at)?)?.0,
        None => Vec::new(),
    };
    Some(Private { font, entries: found, subroutines })
}
