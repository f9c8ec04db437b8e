//! Embedding a face with only the glyphs that are used (ISO 32000-2, 9.7).
//!
//! A code is the character's UTF-16 code unit; `CIDToGIDMap` leads from it to the glyph in the
//! subset, `ToUnicode` back to the character, so that two characters drawn with one glyph keep their
//! own Unicode. Nothing in the font tells in which order characters came.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use subsetter::GlyphRemapper;

use crate::diag::Place;
use crate::error::{Error, Result};

use super::super::read::font_program;
use super::faces::Face;
use super::mark::{Ink, Mark};

/// Blocks of 256 characters that nearly every document uses: Latin, its extensions, punctuation and signs.
const COMMON: [u32; 3] = [0x00, 0x01, 0x20];

/// Which glyphs of a face are embedded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Glyphs {
    /// Those that are used: for pages that leave the house as they are.
    Used,
    /// All of the common blocks and of others in which a character lies that is used: documents that use
    /// the same blocks embed the same program. For pages that are sanitised, which cuts it.
    Blocks,
}

impl Glyphs {
    fn of(self, characters: &BTreeSet<char>) -> BTreeSet<char> {
        if self == Self::Used {
            return characters.clone();
        }
        let blocks: BTreeSet<u32> =
            COMMON.into_iter().chain(characters.iter().map(|ch| *ch as u32 / 256)).collect();
        blocks.iter().flat_map(|block| block * 256..(block + 1) * 256).filter_map(char::from_u32).collect()
    }
}

/// The characters of a face on all pages.
pub(super) fn characters(face: Face, pages: &[Ink]) -> BTreeSet<char> {
    let pieces = pages.iter().flat_map(|page| &page.marks).filter_map(|mark| match mark {
        Mark::Text { pieces, .. } => Some(pieces),
        _ => None,
    });
    pieces.flatten().filter(|piece| piece.face == face).flat_map(|piece| piece.text.chars()).collect()
}

/// Adds a Type 0 font for `characters` to the document and returns its object.
///
/// # Errors
/// When the face cannot be subset.
pub(super) fn embed(
    document: &mut Document,
    face: Face,
    characters: &BTreeSet<char>,
    glyphs: Glyphs,
) -> Result<ObjectId> {
    let failed = |_| Error::problem(Place::default(), "a font of ours could not be embedded", "");
    let mut remapper = GlyphRemapper::new();
    let numbers =
        glyphs.of(characters).into_iter().filter_map(|ch| Some((ch, remapper.remap(face.glyph(ch)?))));
    let numbers: BTreeMap<char, u16> = numbers.collect();
    let used = characters.iter().filter_map(|ch| Some((*ch as u32 as u16, *numbers.get(ch)?)));
    let used: Vec<(u16, u16)> = used.collect();
    let mut file = subsetter::subset(face.file(), 0, &remapper).map_err(failed)?;
    // a foundry's notice says "trademark", and a removed "Mark" must stand nowhere
    font_program::strip(&mut file);
    let base_font = Object::Name(format!("AAAAAA+{}", face.post_script()).into_bytes());
    let length = file.len() as i64;
    let file = document.add_object(packed(dictionary! { "Length1" => length }, file));
    let descriptor = document.add_object(descriptor(face, &base_font, file));
    let map = document.add_object(packed(Dictionary::new(), cid_to_gid(&used)));
    let to_unicode = document.add_object(packed(Dictionary::new(), to_unicode(characters)));
    let descendant = document.add_object(dictionary! {
        "Type" => "Font",
        "Subtype" => "CIDFontType2",
        "BaseFont" => base_font.clone(),
        "CIDSystemInfo" => dictionary! {
            "Registry" => Object::string_literal("Adobe"),
            "Ordering" => Object::string_literal("Identity"),
            "Supplement" => 0,
        },
        "FontDescriptor" => descriptor,
        "DW" => 0,
        "W" => widths(face, characters),
        "CIDToGIDMap" => map,
    });
    Ok(document.add_object(dictionary! {
        "Type" => "Font",
        "Subtype" => "Type0",
        "BaseFont" => base_font,
        "Encoding" => "Identity-H",
        "DescendantFonts" => vec![Object::Reference(descendant)],
        "ToUnicode" => to_unicode,
    }))
}

fn packed(dictionary: Dictionary, bytes: Vec<u8>) -> Stream {
    let mut stream = Stream::new(dictionary, bytes);
    // an incompressible stream stays as it is
    let _ = stream.compress();
    stream
}

fn descriptor(face: Face, base_font: &Object, file: ObjectId) -> Dictionary {
    let measures = face.measures();
    dictionary! {
        "Type" => "FontDescriptor",
        "FontName" => base_font.clone(),
        "Flags" => if face == Face::Mono { 33 } else { 32 },
        "FontBBox" => measures.bounds.map(Object::Integer).to_vec(),
        "ItalicAngle" => 0,
        "Ascent" => measures.ascent,
        "Descent" => measures.descent,
        "CapHeight" => measures.cap_height,
        "StemV" => if face == Face::Bold { 140 } else { 80 },
        "FontFile2" => file,
    }
}

/// Two bytes for each code up to the last, the glyph's number in the subset (9.7.4.2).
fn cid_to_gid(glyphs: &[(u16, u16)]) -> Vec<u8> {
    let last = glyphs.last().map_or(0, |(code, _)| usize::from(*code));
    let mut map = vec![0; 2 * (last + 1)];
    for (code, glyph) in glyphs {
        if let Some(slot) = map.get_mut(2 * usize::from(*code)..).and_then(|rest| rest.get_mut(..2)) {
            slot.copy_from_slice(&glyph.to_be_bytes());
        }
    }
    map
}

/// `W`: for each run of consecutive codes the first and the list of widths (9.7.4.3).
fn widths(face: Face, characters: &BTreeSet<char>) -> Vec<Object> {
    let mut runs: Vec<(u32, Vec<Object>)> = Vec::new();
    for ch in characters {
        let (code, width) = (*ch as u32, Object::Integer(i64::from(face.advance(*ch))));
        match runs.last_mut() {
            Some((first, list)) if *first + list.len() as u32 == code => list.push(width),
            _ => runs.push((code, vec![width])),
        }
    }
    runs.into_iter()
        .flat_map(|(first, list)| [Object::Integer(i64::from(first)), Object::Array(list)])
        .collect()
}

/// A `ToUnicode` character map (9.10.3) that maps each code to the character it stands for.
fn to_unicode(characters: &BTreeSet<char>) -> Vec<u8> {
    let mut out = String::from(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo << /Registry (Adobe) \
         /Ordering (UCS) /Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n\
         1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
    );
    let all: Vec<_> = characters.iter().collect();
    for block in all.chunks(100) {
        let _ = writeln!(out, "{} beginbfchar", block.len());
        for ch in block {
            let code = **ch as u32;
            let _ = writeln!(out, "<{code:04X}> <{code:04X}>");
        }
        out.push_str("endbfchar\n");
    }
    out.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    out.into_bytes()
}
