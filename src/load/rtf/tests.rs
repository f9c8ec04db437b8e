//! Promises of the converter of Rich Text Format.

use super::*;
use crate::diag::Untrusted;
use crate::load::convert::Converted;
use crate::pdf::limits::Limits;
use crate::pdf::typeset::testing::text_of;

fn try_read(bytes: &[u8], show_hidden: bool) -> Conversion {
    let limits = Limits::default();
    convert(&Member { show_hidden, ..Member::new("a.rtf", bytes, &limits) })
}

fn read(source: &str) -> Converted {
    try_read(format!("{{\\rtf1\\ansi\\ansicpg1252{source}}}").as_bytes(), false).expect("a document")
}

fn text(source: &str) -> String {
    text_of(&read(source).pdf)
}

#[test]
fn characters_are_read_in_the_encoding_of_their_font() {
    let fonts =
        "{\\fonttbl{\\f0\\fcharset0 Arial;}{\\f1\\fcharset204 Arial Cyr;}{\\f2\\fcharset128 Mincho;}}";
    for (source, want) in [
        ("\\f0 caf\\'e9 \\ldblquote x\\rdblquote", "café “x”"),
        ("\\f1\\'cc\\'e8\\'f0", "Мир"),
        ("\\uc1 Jos\\u233e Nu\\u241?ez", "José Nuñez"),
        ("\\uc2\\u321\\'3f\\'3fukasz", "Łukasz"),
        ("{\\upr{gone}{\\*\\ud{ \\u321?uk}}}", "Łuk"),
        ("a\\~b\\_c\\-d", "a b-cd"),
        ("\\u-10240?\\u-8398?", "[U+10332]"),
    ] {
        let text = text(&format!("{fonts}{source}\\par"));
        assert!(text.contains(want), "{source}: {text}");
        assert!(!text.contains("gone") && !text.contains("Arial"), "{text}");
    }
}

#[test]
fn hidden_matter_is_on_no_page_unless_it_is_asked_for() {
    let source = "{\\rtf1{\\info{\\author gone0}{\\title gone0}}{\\*\\revtbl {Unknown;}{Tom Ames;}}seen {\\v gone1}\\v gone2\\v0 also\
        {\\deleted gone3}{\\*\\annotation gone4}{\\xe gone5}{\\*\\strange gone6}{\\footnote note words}\\par\
        {\\field{\\*\\fldinst HYPERLINK \"mailto:ann@example.org\"}{\\fldrslt result}}{\\header head words}}";
    let plain = try_read(source.as_bytes(), false).expect("a document");
    let text = text_of(&plain.pdf);
    for word in ["seen also[1]", "[1] note words", "result", "head words"] {
        assert!(text.contains(word), "{word} is missing:\n{text}");
    }
    assert!(!text.contains("HYPERLINK"));
    let shown = text_of(&try_read(source.as_bytes(), true).expect("a document").pdf);
    for n in 0..=6 {
        let word = format!("gone{n}");
        assert!(!text.contains(&word), "{word} is shown:\n{text}");
        assert!(shown.contains(&word), "{word} is not shown on request:\n{shown}");
    }
    for name in ["Tom Ames", "ann@example.org"] {
        assert!(plain.side.names.contains(&Untrusted::new(name)), "{name}");
    }
}

#[test]
fn a_table_keeps_its_cells_apart_and_text_after_it_follows() {
    let row = |a: &str, b: &str| format!("\\trowd\\pard\\intbl {a}\\cell {b}\\cell\\row");
    let text = text(&format!("before\\par{}{}\\pard after\\par", row("a1", "b1"), row("a2", "b2")));
    let at = |word: &str| text.find(word).unwrap_or(usize::MAX);
    let order = ["before", "a1", "b1", "a2", "b2", "after"].map(at);
    assert!(order.is_sorted() && order[5] < usize::MAX, "{text}");
    assert!(text.lines().any(|line| line.trim() == "b1"), "{text}");
}

#[test]
fn headings_and_pictures_are_kept_and_metafiles_named() {
    let mut png = Vec::new();
    let mut encoder = png::Encoder::new(&mut png, 2, 2);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.write_header().expect("a header").write_image_data(&[200; 4]).expect("a picture");
    let hex: String = png.iter().map(|b| format!("{b:02x}")).collect();
    let out = read(&format!(
        "\\pard\\outlinelevel0 Heading\\par\\pard x{{\\*\\shppict{{\\pict\\pngblip\\picwgoal400\\pichgoal400 {hex}}}}}{{\\nonshppict{{\\pict 00}}}}{{\\pict\\wmetafile8 0102}}\\par"
    ));
    let document = lopdf::Document::load_mem(&out.pdf).expect("a PDF");
    let is_image = |o: &&lopdf::Object| {
        o.as_stream()
            .is_ok_and(|s| s.dict.get(b"Subtype").is_ok_and(|n| n.as_name().is_ok_and(|n| n == b"Image")))
    };
    assert_eq!(document.objects.values().filter(is_image).count(), 1);
    let text = text_of(&out.pdf);
    assert!(text.contains("Heading") && text.matches("not shown]").count() == 1, "{text}");
}

#[test]
fn no_bytes_make_the_converter_panic_and_endless_groups_are_refused() {
    assert!(try_read("{".repeat(100_000).as_bytes(), false).is_err());
    let whole = "{\\rtf1{\\fonttbl{\\f0\\fcharset128 A;}}\\trowd\\intbl a\\cell{\\footnote x\\cell}\\row\\u-10240?\\'8{\\pict\\bin9 x}\\bin-5 }";
    for at in 0..whole.len() {
        let _ = try_read(&whole.as_bytes()[..at], true);
        let mut broken = whole.as_bytes().to_vec();
        broken[at] = broken[at].wrapping_mul(31).wrapping_add(at as u8);
        let _ = try_read(&broken, true);
    }
}
