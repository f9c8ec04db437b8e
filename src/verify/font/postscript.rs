//! CFF and Type 1 programs (Adobe technical notes 5176 and 5040).

use skrifa::raw::ps::cff::CffFontRef;
use skrifa::raw::ps::type1::Type1Font;
use skrifa::raw::types::GlyphId;

use super::Program;
use super::program::character;

/// Marks of which accented letters may be composed, by the glyph names of the standard encoding.
const MARKS: [&str; 13] = [
    "grave",
    "acute",
    "circumflex",
    "tilde",
    "macron",
    "breve",
    "dotaccent",
    "dieresis",
    "ring",
    "cedilla",
    "hungarumlaut",
    "ogonek",
    "caron",
];

/// A CFF program.
pub(super) fn cff(data: &[u8]) -> Option<Program> {
    let font = CffFontRef::new_cff(data, 0, None).ok()?;
    let (charset, mut program) = (font.charset(), Program::default());
    for number in 0..font.num_glyphs() {
        let glyph = GlyphId::new(number);
        let sid = charset.as_ref().and_then(|charset| charset.string_id(glyph));
        if font.is_cid() {
            program.identifiers.extend(sid.map(|sid| (number, u32::from(sid.to_u16()))));
        } else if let Some(name) = sid.and_then(|sid| font.string(sid)).filter(|name| *name != b".notdef") {
            program.names.insert(number, String::from_utf8_lossy(name).into_owned());
        }
        let subfont = font.subfont_index(glyph).and_then(|index| font.subfont(index, &[]).ok());
        let extents = subfont.map(|subfont| font.evaluate_extents(&subfont, glyph, &[]));
        if !matches!(extents, Some(Ok(None))) {
            program.drawn.push(number);
        }
    }
    if let Some(encoding) = font.encoding().filter(|encoding| encoding.predefined().is_none()) {
        let entries = (0..=255).filter_map(|code| Some((u32::from(code), encoding.map(code)?.to_u32())));
        program.codes.extend(entries.filter(|(_, glyph)| *glyph != 0));
    } else if let Some(encoding) = font.encoding() {
        let entry = |code: u8| Some((u32::from(code), encoding.map(code)?.to_u32()));
        let drawn: std::collections::HashSet<u32> = program.drawn.iter().copied().collect();
        program.codes.extend((0..=255).filter_map(entry).filter(|(_, glyph)| drawn.contains(glyph)));
    }
    compose(&mut program);
    Some(program)
}

/// A Type 1 program.
pub(super) fn type1(data: &[u8]) -> Option<Program> {
    let font = Type1Font::new(data).ok()?;
    let mut program = Program::default();
    for (glyph, name) in font.glyph_names() {
        if name == ".notdef" {
            continue;
        }
        program.names.insert(glyph.to_u32(), name.to_owned());
        if !matches!(font.evaluate_extents(glyph), Ok(None)) {
            program.drawn.push(glyph.to_u32());
        }
    }
    if let Some(encoding) = font.encoding() {
        let entries = (0..=255).filter_map(|code| Some((u32::from(code), encoding.map(code)?.to_u32())));
        program.codes.extend(entries.filter(|(_, glyph)| *glyph != 0));
    }
    compose(&mut program);
    Some(program)
}

/// An accented letter may be drawn from its letter and its mark (`seac`); which ones the library does
/// not tell, so both are taken to be parts of it.
fn compose(program: &mut Program) {
    use unicode_normalization::UnicodeNormalization;
    let glyphs: Vec<(u32, &String)> = program.names.iter().map(|(glyph, name)| (*glyph, name)).collect();
    let marks: Vec<u32> =
        glyphs.iter().filter(|(_, name)| MARKS.contains(&name.as_str())).map(|(g, _)| *g).collect();
    let mut parts = Vec::new();
    for (glyph, name) in &glyphs {
        let Some(letter) = character(name).filter(|c| !c.is_ascii()) else { continue };
        let base = letter.nfd().next().filter(|base| *base != letter);
        let base = if letter == '\u{131}' { Some('i') } else { base };
        let Some(base) = base else { continue };
        let dotless = if base == 'i' { Some('\u{131}') } else { None };
        let is_base = |name: &str| character(name).is_some_and(|c| c == base || Some(c) == dotless);
        let mut of: Vec<u32> = glyphs.iter().filter(|(_, name)| is_base(name)).map(|(g, _)| *g).collect();
        of.extend(&marks);
        parts.push((*glyph, of));
    }
    program.parts.extend(parts);
}
