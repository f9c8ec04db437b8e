//! What a code draws by the font's own account: its encoding's glyph names, its program's `cmap` and
//! names. `ToUnicode` (ISO 32000-2, 9.10.3) is a note of the producer; where it contradicts what is
//! drawn, the eye reads something else than a search, so both are told and neither is believed.

use std::collections::HashMap;

use hayro_font::{Font as Program, FontGlyph, GlyphId};
use hayro_syntax::object::{Array, Dict, Name, Object};
use skrifa::raw::TableProvider;
use skrifa::raw::types::GlyphId16;
use skrifa::{FontRef, MetadataProvider};
use unicode_normalization::UnicodeNormalization;

use super::Meaning;
use super::names::{Base, foreign_differences, unicode_of};

/// Most entries of a `cmap` that are read.
const ENTRIES: usize = 200_000;
/// So many glyphs that are said to be one letter are not: a letter has a few forms at most.
const FORMS: usize = 5;

/// What the codes of a font draw, as far as it tells.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    by_code: HashMap<u32, char>,
    /// Whether outlines are the font's own.
    embedded: bool,
    /// By glyph; a glyph can stand for several.
    by_glyph: Vec<(u32, char)>,
    /// Which glyphs are said to be a letter.
    forms: HashMap<char, Vec<u32>>,
}

impl Evidence {
    /// The evidence against a font's `ToUnicode`; none for a font without one.
    pub(super) fn read(dict: &Dict<'_>, program: Option<&Program<'_>>, embedded: bool) -> Option<Self> {
        let program = program.filter(|_| dict.contains_key("ToUnicode"))?;
        let by_code = named(dict, embedded);
        let glyph = program.glyph(GlyphId::NOTDEF, 0);
        let data = match &glyph {
            FontGlyph::Outline(glyph) if embedded => glyph.font_data().map(|d| d.data),
            _ => None,
        };
        let by_glyph = data.map(|data| of_program((*data).as_ref())).unwrap_or_default();
        Some(Self { by_code, embedded, by_glyph, forms: HashMap::new() })
    }

    /// What a code is, given what is said of it.
    pub(super) fn weigh(&mut self, said: Meaning, code: u32, glyph: &FontGlyph<'_>) -> Meaning {
        let FontGlyph::Outline(outline) = glyph else { return against(said, self.by_code.get(&code)) };
        let id = outline.glyph_id().to_u32();
        let from = self.by_glyph.partition_point(|(g, _)| *g < id);
        let tail = self.by_glyph.get(from..).unwrap_or_default();
        let drawn = || tail.iter().take_while(|(g, _)| *g == id).map(|(_, c)| c);
        if drawn().next().is_some() {
            return if drawn().any(|c| !contradicts(&said, *c)) {
                said
            } else {
                against(said, drawn().next())
            };
        }
        if let Some(drawn) = self.by_code.get(&code) {
            return against(said, Some(drawn));
        }
        let is_seen = || id != 0 && self.embedded && !outline.outline().is_empty();
        let counts = |c: char| c.is_alphanumeric() || (c.is_whitespace() && is_seen());
        let letter = if let Meaning::Char(c) = said { Some(c).filter(|c| counts(*c)) } else { None };
        // a substitute's glyphs follow what is said
        let form = if self.embedded { id } else { code };
        if letter.is_some_and(|c| self.is_overused(c, form)) { Meaning::Unreadable } else { said }
    }

    /// Whether many glyphs, of which nothing else is known, are all said to be this letter or blank.
    fn is_overused(&mut self, letter: char, glyph: u32) -> bool {
        let forms = self.forms.entry(letter).or_default();
        if !forms.contains(&glyph) && forms.len() < FORMS {
            forms.push(glyph);
        }
        forms.len() >= FORMS
    }
}

/// What is said, or both where what is drawn contradicts it.
fn against(said: Meaning, drawn: Option<&char>) -> Meaning {
    match (drawn, &said) {
        (Some(drawn), _) if !contradicts(&said, *drawn) => said,
        // a blank that draws a letter is that letter
        (Some(drawn), Meaning::Char(c)) if c.is_whitespace() => Meaning::Char(*drawn),
        (Some(drawn), Meaning::Char(c)) => Meaning::Two(*c, *drawn),
        _ => said,
    }
}

/// Whether a letter or digit that is drawn is another than what is said, in any case and with any accent.
fn contradicts(said: &Meaning, drawn: char) -> bool {
    let plain = |c: char| c.nfkd().next().unwrap_or(c).to_lowercase().next();
    match said {
        Meaning::Char(c) => drawn.is_alphanumeric() && plain(*c) != plain(drawn),
        _ => false,
    }
}

/// Letters and digits by code, from a simple font's `Encoding` (9.6.5).
fn named(dict: &Dict<'_>, embedded: bool) -> HashMap<u32, char> {
    let mut names: HashMap<u32, char> = HashMap::new();
    let entry = dict.get::<Object<'_>>("Encoding");
    let base = match &entry {
        Some(Object::Name(name)) => Some(name.to_vec()),
        Some(Object::Dict(dict)) => dict.get::<Name<'_>>("BaseEncoding").map(|n| n.to_vec()),
        _ => None,
    };
    let subtype = dict.get::<Name<'_>>("Subtype");
    if subtype.as_deref() == Some(b"Type0") {
        return names;
    }
    let own = embedded || subtype.as_deref() == Some(b"Type3") || is_symbolic(dict);
    let base = match base {
        Some(base) => Base::of(&base),
        None if own => Base::Own,
        None => Base::Standard,
    };
    let letter = |code: u8| base.character(code).filter(|c| c.is_alphanumeric());
    names.extend((0..=255_u8).filter_map(|code| Some((u32::from(code), letter(code)?))));
    let differences = match &entry {
        Some(Object::Dict(dict)) => dict.get::<Array<'_>>("Differences"),
        _ => None,
    };
    for (code, name) in foreign_differences(differences.iter().flat_map(Array::iter::<Object<'_>>)) {
        match std::str::from_utf8(&name).ok().and_then(of_name) {
            Some(drawn) => names.insert(u32::from(code), drawn),
            None => names.remove(&u32::from(code)),
        };
    }
    names
}

/// The letter or digit of a glyph name.
fn of_name(name: &str) -> Option<char> {
    unicode_of(name).filter(|c| c.is_alphanumeric())
}

/// Whether a standard font has codes of its own: Symbol and `ZapfDingbats` (9.6.2.2).
fn is_symbolic(dict: &Dict<'_>) -> bool {
    let base = dict.get::<Name<'_>>("BaseFont");
    base.is_some_and(|n| n.windows(6).any(|w| w == b"Symbol" || w == b"Dingba" || w == b"Wingdi"))
}

/// Letters and digits by glyph, from an embedded program: the `cmap` for Unicode, else its names.
fn of_program(data: &[u8]) -> Vec<(u32, char)> {
    let Ok(font) = FontRef::new(data) else { return Vec::new() };
    let readable = |(code, glyph): (u32, skrifa::GlyphId)| {
        char::from_u32(code).filter(|c| c.is_alphanumeric()).map(|c| (glyph.to_u32(), c))
    };
    let mut all: Vec<(u32, char)> = font.charmap().mappings().take(ENTRIES).filter_map(readable).collect();
    if all.is_empty()
        && let (Ok(post), Ok(maxp)) = (font.post(), font.maxp())
        && post.version().to_major_minor() == (2, 0)
    {
        let name = |g: u16| Some((u32::from(g), of_name(post.glyph_name(GlyphId16::new(g))?)?));
        all.extend((0..maxp.num_glyphs()).filter_map(name));
    }
    all.sort_unstable();
    all
}
