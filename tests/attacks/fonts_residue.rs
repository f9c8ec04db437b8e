//! What is left of a removed word's letters in the fonts: nothing, in any kind of font. The programs
//! of the outputs are read with a parser that the product does not write them with.

use blackpanel::diag::Secret;
use blackpanel::verify::{Severity, VerifyRequest, verify};
use lopdf::{Dictionary, Document, Object, Stream};
use skrifa::raw::ps::{cff::CffFontRef, type1::Type1Font};
use skrifa::raw::types::GlyphId;
use skrifa::raw::{FontRef, TableProvider};

use super::build::{Maker, SECRET, between};
use super::font_programs::{cff, type1};
use super::support::program::blackpanel;

/// What stays in the font that shows the secret.
const STAYS: &str = "father";
/// Letters of the secret that nothing else shows.
const UNIQUE: &str = "Quil";
const LETTERS: &str = "Quilfeathr";
const LIBERATION: &[u8] = include_bytes!("../../src/pdf/typeset/fonts/LiberationSans-Regular.ttf");

/// How the font is told of its program.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Kind {
    TrueType,
    Type0,
    Type1,
    Type1C,
    Cid,
}

/// A page that shows the secret and, below, letters of it that stay.
fn page(kind: Kind) -> Vec<u8> {
    showing(kind, [SECRET, STAYS])
}

/// A page of two lines; the program is the same whatever they say.
pub(super) fn showing(kind: Kind, lines: [&str; 2]) -> Vec<u8> {
    let mut maker = Maker::new();
    let (key, entries, data) = match kind {
        Kind::TrueType | Kind::Type0 => {
            ("FontFile2", format!("/Length1 {}", LIBERATION.len()), LIBERATION.to_vec())
        }
        Kind::Type1 => ("FontFile", "/Length1 1 /Length2 1 /Length3 1".into(), type1(LETTERS)),
        Kind::Type1C => ("FontFile3", "/Subtype /Type1C".into(), cff(LETTERS, false)),
        Kind::Cid => ("FontFile3", "/Subtype /CIDFontType0C".into(), cff(LETTERS, true)),
    };
    let program = maker.stream(&entries, data);
    let flags = if kind == Kind::TrueType { 32 } else { 4 };
    let descriptor = maker.add(format!(
        "<< /Type /FontDescriptor /FontName /ABCDEF+Stranger /Flags {flags} /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 900 \
         /Descent -200 /CapHeight 700 /StemV 80 /AvgWidth 555 /MaxWidth 999 /CharSet (/Q/u/i/l) /{key} {program} 0 R >>"
    ));
    let composite = matches!(kind, Kind::Type0 | Kind::Cid);
    let code = |c: char| if kind == Kind::Type0 { glyph(c) } else { c as u32 };
    let wide = if composite { 4 } else { 2 };
    let map = maker.stream("", to_unicode(wide, code));
    let font = if composite {
        let (kind_of, widths): (_, String) = match kind {
            Kind::Type0 => {
                ("CIDFontType2", LETTERS.chars().map(|c| format!("{} [600] ", glyph(c))).collect())
            }
            _ => ("CIDFontType0", "0 200 600".into()),
        };
        let child = maker.add(format!(
            "<< /Type /Font /Subtype /{kind_of} /BaseFont /ABCDEF+Stranger /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) \
             /Supplement 0 >> /DW 600 /W [{widths}] /FontDescriptor {descriptor} 0 R >>"
        ));
        format!(
            "<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Stranger /Encoding /Identity-H /DescendantFonts [{child} 0 R] /ToUnicode {map} 0 R >>"
        )
    } else {
        let (subtype, encoding) = match kind {
            Kind::TrueType => ("TrueType", "/Encoding /WinAnsiEncoding"),
            _ => ("Type1", ""),
        };
        format!(
            "<< /Type /Font /Subtype /{subtype} /BaseFont /ABCDEF+Stranger /FirstChar 0 /LastChar 255 /Widths [{}] {encoding} \
             /FontDescriptor {descriptor} 0 R /ToUnicode {map} 0 R >>",
            "600 ".repeat(256)
        )
    };
    let font = maker.add(font);
    maker.fonts += &format!(" /X {font} 0 R");
    let codes = |text: &str| text.chars().map(|c| format!("{:0wide$X}", code(c))).collect::<String>();
    maker
        .content(between(&format!(
            "BT /X 12 Tf 72 700 Td <{}> Tj 0 -30 Td <{}> Tj ET",
            codes(lines[0]),
            codes(lines[1])
        )))
        .finish()
}

/// A `ToUnicode` for codes of so many hexadecimal digits.
fn to_unicode(wide: usize, code: impl Fn(char) -> u32) -> String {
    let lines: String =
        LETTERS.chars().map(|c| format!("<{:0wide$X}> <{:04X}>\n", code(c), c as u32)).collect();
    let (low, high) = ("0".repeat(wide), "F".repeat(wide));
    format!(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def\n\
         1 begincodespacerange <{low}> <{high}> endcodespacerange\n{} beginbfchar\n{lines}endbfchar\nendcmap end end",
        LETTERS.len()
    )
}

pub(super) fn glyph(letter: char) -> u32 {
    let font = FontRef::new(LIBERATION).expect("a font");
    font.cmap().expect("a map").map_codepoint(letter).expect("a glyph").to_u32()
}

fn redacted(pdf: &[u8]) -> Vec<u8> {
    redacted_by(pdf, ["--text", SECRET])
}

fn redacted_by(pdf: &[u8], what: [&str; 2]) -> Vec<u8> {
    let dir = tempfile::tempdir().expect("a folder");
    let (input, output) = (dir.path().join("in.pdf"), dir.path().join("out.pdf"));
    std::fs::write(&input, pdf).expect("written");
    let paths = [&input, &output].map(|p| p.to_str().expect("UTF-8"));
    let run = blackpanel(&["redact", paths[0], "-o", paths[1], what[0], what[1]]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    std::fs::read(&output).expect("an output")
}

/// The program of the font in question, decoded: the only one under a name for embedded fonts.
fn program(document: &Document) -> Vec<u8> {
    let is_it =
        |d: &&Dictionary| d.get(b"FontName").and_then(Object::as_name).is_ok_and(|n| n == b"BPANEL+F1");
    let mut dicts = document.objects.values().filter_map(|o| o.as_dict().ok());
    let descriptor = dicts.find(is_it).expect("a descriptor");
    assert!([&b"CharSet"[..], b"AvgWidth", b"MaxWidth"].iter().all(|key| !descriptor.has(key)));
    let keys: [&[u8]; 3] = [b"FontFile", b"FontFile2", b"FontFile3"];
    let stream = keys.iter().find_map(|key| descriptor.get(key).ok()).expect("a program");
    let stream = document.dereference(stream).expect("a stream").1.as_stream().expect("a stream");
    stream.get_plain_content().expect("decodes")
}

/// The glyphs that draw something, and the names of all.
pub(super) fn left(kind: Kind, data: &[u8]) -> (Vec<u32>, Vec<String>) {
    match kind {
        Kind::TrueType | Kind::Type0 => {
            let font = FontRef::new(data).expect("a font");
            let (loca, glyf) = (font.loca(None).expect("places"), font.glyf().expect("outlines"));
            let count = u32::from(font.maxp().expect("a count").num_glyphs());
            let drawn =
                (1..count).filter(|g| loca.get_glyf(GlyphId::new(*g), &glyf).expect("sound").is_some());
            let post = font.post().expect("names");
            let named =
                |g: u32| post.glyph_name(skrifa::raw::types::GlyphId16::new(g as u16)).map(str::to_owned);
            (drawn.collect(), (1..count).filter_map(named).filter(|n| n != ".notdef").collect())
        }
        Kind::Type1 => {
            let font = Type1Font::new(data).expect("a font");
            let drawn =
                font.glyph_names().filter(|(g, _)| font.evaluate_extents(*g).expect("sound").is_some());
            let drawn = drawn.map(|(_, name)| u32::from(name.as_bytes()[0])).collect();
            (drawn, font.glyph_names().map(|(_, n)| n.to_owned()).filter(|n| n != ".notdef").collect())
        }
        Kind::Type1C | Kind::Cid => {
            let font = CffFontRef::new_cff(data, 0, None).expect("a font");
            let charset = font.charset().expect("a charset");
            let mut drawn = Vec::new();
            for number in 1..font.num_glyphs() {
                let glyph = GlyphId::new(number);
                let private = font.subfont(font.subfont_index(glyph).expect("one"), &[]).expect("one");
                if font.evaluate_extents(&private, glyph, &[]).expect("sound").is_some() {
                    let id = charset.string_id(glyph).expect("an identifier").to_u16();
                    drawn.push(u32::from(if font.is_cid() { id } else { id + 31 }));
                }
            }
            let sids = (1..font.num_glyphs()).filter_map(|g| charset.string_id(GlyphId::new(g)));
            let names = sids.filter(|s| s.to_u16() != 0 && !font.is_cid());
            (drawn, names.map(|s| char::from((s.to_u16() + 31) as u8).to_string()).collect())
        }
    }
}

#[test]
fn no_outline_name_width_or_map_entry_of_a_letter_that_is_no_longer_shown_stays() {
    for kind in [Kind::TrueType, Kind::Type0, Kind::Type1, Kind::Type1C, Kind::Cid] {
        let document = Document::load_mem(&redacted(&page(kind))).expect("opens");
        let data = program(&document);
        let (drawn, names) = left(kind, &data);
        let code = |c: char| if matches!(kind, Kind::TrueType | Kind::Type0) { glyph(c) } else { c as u32 };
        let mut expected: Vec<u32> = STAYS.chars().map(code).collect();
        let mut found = drawn.clone();
        expected.sort_unstable();
        found.sort_unstable();
        assert_eq!(found, expected, "outlines of {}", kind as u8);
        assert!(names.iter().all(|n| STAYS.contains(n.as_str())), "names of {}: {names:?}", kind as u8);
        let outlines = UNIQUE.chars().map(|c| (300 + 7 * (c as i16 - 64)).to_be_bytes());
        if kind == Kind::Type1C || kind == Kind::Cid {
            for height in outlines {
                assert!(!data.windows(2).any(|w| w == height), "an outline hides in a subroutine");
            }
        }
        tables(kind, &document);
    }
}

/// `ToUnicode`, `Widths` and `W` name only what stays.
fn tables(kind: Kind, document: &Document) {
    let streams = document.objects.values().filter_map(|o| o.as_stream().ok());
    let maps = streams.filter_map(|s| s.get_plain_content().ok()).filter(|d| d.starts_with(b"/CIDInit"));
    for map in maps {
        let text = String::from_utf8(map).expect("a map");
        let unique = UNIQUE.chars().map(|c| format!("<{:04X}>", c as u32));
        assert!(unique.into_iter().all(|letter| !text.contains(&letter)), "{text}");
    }
    for dict in document.objects.values().filter_map(|o| o.as_dict().ok()) {
        if let Ok(widths) = dict.get(b"Widths").and_then(Object::as_array) {
            let first = dict.get(b"FirstChar").and_then(Object::as_i64).expect("a first code");
            for (code, width) in (first..).zip(widths) {
                let stays = STAYS.bytes().any(|b| i64::from(b) == code);
                assert_eq!(width.as_float().expect("a width") != 0.0, stays, "width of {code}");
            }
        }
        if let Ok(widths) = dict.get(b"W").and_then(Object::as_array)
            && dict.get(b"BaseFont").and_then(Object::as_name).is_ok_and(|n| n == b"BPANEL+F1")
        {
            assert_eq!(widths.len(), 2 * STAYS.len(), "{} {widths:?}", kind as u8);
        }
    }
}

#[test]
fn letters_that_stay_look_as_before() {
    for kind in [Kind::TrueType, Kind::Type0, Kind::Type1, Kind::Type1C, Kind::Cid] {
        let source = page(kind);
        let pictures = [source.clone(), redacted(&source)]
            .map(|pdf| blackpanel::render::page(&pdf, 1, 144.0).expect("drawn"));
        let mut ink = 0;
        for (x, y) in (130..320).flat_map(|x| (230..270).map(move |y| (x, y))) {
            let [before, after] = [&pictures[0], &pictures[1]].map(|picture| picture.pixel(x, y));
            // a position may be written with other digits, which shows at edges
            let far = before.zip(after).is_none_or(|(b, a)| b[0].abs_diff(a[0]) > 60);
            assert!(!far, "{} at {x}, {y}: {before:?} {after:?}", kind as u8);
            ink += usize::from(before.is_some_and(|p| p[0] < 128));
        }
        assert!(ink > 100, "kind {} draws nothing", kind as u8);
    }
}

#[test]
fn what_a_glyph_procedure_that_goes_had_used_goes_with_it() {
    // each letter of a Type 3 font is a form of its own; the form of Q shows words
    let mut maker = Maker::new();
    let (mut forms, mut procedures, mut names) = (String::new(), String::new(), String::new());
    for letter in LETTERS.chars() {
        let content = if letter == 'Q' {
            "BT /F1 9 Tf (Words inside) Tj ET".to_owned()
        } else {
            "0 0 500 700 re f".into()
        };
        let form = maker.form("", &content);
        forms += &format!("/X{letter} {form} 0 R ");
        let procedure = maker.stream("", format!("600 0 d0 /X{letter} Do"));
        procedures += &format!("/{letter} {procedure} 0 R ");
        names += &format!("{} /{letter} ", letter as u32);
    }
    let map = maker.stream("", to_unicode(2, |c| c as u32));
    let font = maker.add(format!(
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 600 700] /FontMatrix [0.001 0 0 0.001 0 0] /CharProcs << {procedures} >> \
         /Encoding << /Differences [{names}] >> /FirstChar 0 /LastChar 255 /Widths [{}] /Resources << /XObject << {forms} >> >> /ToUnicode {map} 0 R >>",
        "600 ".repeat(256)
    ));
    maker.fonts += &format!(" /T {font} 0 R");
    let pdf = maker
        .content(between(&format!("BT /T 12 Tf 72 700 Td ({SECRET}) Tj 0 -30 Td ({STAYS}) Tj ET")))
        .finish();
    let document = Document::load_mem(&redacted_by(&pdf, ["--box", "1:60,85,400,105"])).expect("opens");
    let fonts =
        document.objects.values().filter_map(|o| o.as_dict().ok()?.get(b"CharProcs").ok()?.as_dict().ok());
    let counts: Vec<usize> = fonts.map(Dictionary::len).collect();
    assert_eq!(counts, [STAYS.len()], "procedures");
    let streams = document.objects.values().filter_map(|o| o.as_stream().ok()?.get_plain_content().ok());
    let forms = streams.filter(|data| data.windows(6).any(|w| w == b"inside"));
    assert_eq!(forms.count(), 0, "the form of a removed letter stays");
}

/// What R013 says of a file.
fn judged(document: &Document, ours: bool, terms: bool) -> Vec<Severity> {
    let mut pack = Vec::new();
    document.clone().save_to(&mut pack).expect("saved");
    let absent = if terms { vec![Secret::new(SECRET)] } else { Vec::new() };
    let verdict = verify(&VerifyRequest { pack: pack.into(), ours, absent, ..VerifyRequest::default() })
        .expect("judged");
    verdict.report().violations.iter().filter(|v| v.rule.0 == "R013").map(|v| v.severity).collect()
}

fn stream(document: &Document, data: Vec<u8>, like: Object) -> Object {
    let mut entries =
        document.dereference(&like).expect("there").1.as_stream().expect("a stream").dict.clone();
    ["Filter", "Length"].iter().for_each(|key| drop(entries.remove(key.as_bytes())));
    Stream::new(entries, data).into()
}

/// Puts a value in place of another in every dictionary that has the key.
fn put(document: &mut Document, key: &str, make: impl Fn(&Document, Object) -> Object) {
    let ids: Vec<_> = document.objects.keys().copied().collect();
    for id in ids {
        let Ok(old) = document.get_dictionary(id).and_then(|d| d.get(key.as_bytes())).cloned() else {
            continue;
        };
        let new = match make(document, old) {
            made @ Object::Stream(_) => document.add_object(made).into(),
            made => made,
        };
        document.get_dictionary_mut(id).expect("there").set(key, new);
    }
}

/// What a careless engine leaves: one thing each.
fn careless(kind: Kind) -> Vec<Document> {
    let sound = Document::load_mem(&redacted(&page(kind))).expect("opens");
    let weak = |key: &str, make: &dyn Fn(&Document, Object) -> Object| {
        let mut document = sound.clone();
        put(&mut document, key, make);
        document
    };
    let widths = |_: &Document, _| vec![Object::Integer(600); 100].into();
    let map = |document: &Document, old| match kind {
        Kind::Type0 => stream(document, to_unicode(4, glyph).into_bytes(), old),
        _ => stream(document, to_unicode(2, |c| c as u32).into_bytes(), old),
    };
    let file = |data: Vec<u8>| move |document: &Document, old| stream(document, data.clone(), old);
    match kind {
        Kind::Type0 => vec![
            weak("ToUnicode", &map),
            weak("FontFile2", &file(LIBERATION.to_vec())),
            weak("W", &|_, _| vec![glyph('Q').into(), Object::Array(vec![600.into()])].into()),
        ],
        Kind::Type1 => {
            vec![weak("ToUnicode", &map), weak("Widths", &widths), weak("FontFile", &file(type1(LETTERS)))]
        }
        _ => vec![weak("Widths", &widths), weak("FontFile3", &file(cff(LETTERS, kind == Kind::Cid)))],
    }
}

#[test]
fn the_judge_finds_each_thing_that_a_careless_engine_leaves_in_a_font() {
    for kind in [Kind::Type0, Kind::Type1, Kind::Type1C] {
        let sound = Document::load_mem(&redacted(&page(kind))).expect("opens");
        assert_eq!(judged(&sound, true, true), [], "a sound file, kind {}", kind as u8);
        for (number, weak) in careless(kind).iter().enumerate() {
            let found = judged(weak, true, true);
            assert!(found.contains(&Severity::Error), "kind {}, weakness {number}: {found:?}", kind as u8);
            // a stranger's file holds such things for innocent reasons
            assert_eq!(judged(weak, false, false), [], "kind {}, weakness {number}", kind as u8);
            let told = judged(weak, false, true);
            assert!(told.iter().all(|s| *s == Severity::Warning) && !told.is_empty(), "{number}: {told:?}");
        }
    }
}
