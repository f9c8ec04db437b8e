//! Promises of cutting font programs.

use std::collections::BTreeSet;

use skrifa::raw::types::GlyphId;
use skrifa::raw::{FontRef, TableProvider};

use super::{Shown, Wanted, cut};

const LIBERATION: &[u8] = include_bytes!("../../pdf/typeset/fonts/LiberationSans-Regular.ttf");

fn shown(code: u8, name: &str) -> Wanted {
    let codes = BTreeSet::from([Shown { code, names: vec![name.to_owned()], by_code: false }]);
    Wanted { codes, ..Wanted::default() }
}

fn glyph(font: &FontRef<'_>, letter: char) -> GlyphId {
    font.cmap().unwrap().map_codepoint(letter).unwrap()
}

fn drawn(font: &FontRef<'_>) -> Vec<u32> {
    let (loca, glyf) = (font.loca(None).unwrap(), font.glyf().unwrap());
    let count = u32::from(font.maxp().unwrap().num_glyphs());
    (1..count).filter(|g| loca.get_glyf(GlyphId::new(*g), &glyf).unwrap().is_some()).collect()
}

#[test]
fn a_composed_letter_keeps_its_parts_and_no_other_letter_stays() {
    let source = FontRef::new(LIBERATION).unwrap();
    let made = cut(LIBERATION, &shown(0xE9, "eacute")).unwrap();
    let font = FontRef::new(&made).unwrap();
    let (wanted, other) = (glyph(&source, 'é'), glyph(&source, 'Q'));
    let left = drawn(&font);
    assert!(left.contains(&wanted.to_u32()) && left.contains(&glyph(&source, 'e').to_u32()), "{left:?}");
    assert!(left.len() <= 3 && !left.contains(&other.to_u32()), "{left:?}");
    assert!(font.cmap().unwrap().map_codepoint('Q').is_none_or(|g| g == GlyphId::NOTDEF));
    assert_eq!(font.hmtx().unwrap().advance(other), Some(0));
    assert_eq!(font.hmtx().unwrap().advance(wanted), source.hmtx().unwrap().advance(wanted));
    assert!(font.post().unwrap().glyph_names().all(|(_, name)| name != "Q"));
    for tag in [b"name", b"GSUB", b"GPOS", b"kern", b"GDEF", b"DSIG"] {
        assert!(font.table_data(skrifa::raw::types::Tag::new(tag)).is_none(), "{tag:?}");
    }
}

#[test]
fn glyphs_keep_their_numbers_and_hints() {
    let source = FontRef::new(LIBERATION).unwrap();
    let wanted = Wanted { glyphs: BTreeSet::from([36, 40]), ..Wanted::default() };
    let made = cut(LIBERATION, &wanted).unwrap();
    let font = FontRef::new(&made).unwrap();
    assert_eq!(drawn(&font), [36, 40]);
    assert_eq!(font.maxp().unwrap().num_glyphs(), source.maxp().unwrap().num_glyphs());
    for tag in [b"fpgm", b"prep", b"cvt "] {
        let tag = skrifa::raw::types::Tag::new(tag);
        let [before, after] = [&source, &font].map(|f| f.table_data(tag).map(|d| d.as_bytes().to_vec()));
        assert_eq!(before, after);
    }
}

#[test]
fn a_program_is_cut_to_the_same_bytes_again() {
    let wanted = shown(b'a', "a");
    let once = cut(LIBERATION, &wanted).unwrap();
    assert_eq!(cut(&once, &wanted).unwrap(), once);
}

#[test]
fn what_follows_no_format_is_refused_and_does_not_panic() {
    let wanted = shown(b'a', "a");
    for bytes in
        [&b""[..], b"\x01\0\x04", b"\0\x01\0\0\xff\xff", b"OTTO\0\x01", b"%!", b"%!eexec", b"\x80\x01\xff"]
    {
        assert_eq!(cut(bytes, &wanted), None);
    }
    // every early end of a sound program, and a byte changed here and there
    for end in (0..LIBERATION.len()).step_by(40_961) {
        let _ = cut(&LIBERATION[..end], &wanted);
        let mut spoilt = LIBERATION.to_vec();
        spoilt[end] ^= 0xFF;
        let _ = cut(&spoilt, &wanted);
    }
}
