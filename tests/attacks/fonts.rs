//! Attacks through fonts: Type 3 procedures, composite fonts, lying and missing tables.

use super::build::{self, IDENTITY, Maker, SECRET, between, codes, hex, text};
use super::content::LINE;
use super::judge::{attack, withstand};

/// A Type 3 font whose letters are boxes; `procedures` names one for each code of the secret.
fn type3(letters: &str, to_unicode: bool) -> Vec<u8> {
    let mut maker = Maker::new();
    let square = maker.stream("", "600 0 0 0 500 700 d1 0 0 500 700 re f");
    let names: Vec<String> = (0..letters.len()).map(|i| format!("/g{i}")).collect();
    let procedures: String = names.iter().map(|n| format!("{n} {square} 0 R ")).collect();
    let map = maker.stream("", build::to_unicode(letters, 1));
    let unicode = if to_unicode { format!("/ToUnicode {map} 0 R") } else { String::new() };
    let last = letters.len() - 1;
    let font = maker.add(format!(
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 600 700] /FontMatrix [0.001 0 0 0.001 0 0] /CharProcs << {procedures} >> \
         /Encoding << /Type /Encoding /Differences [0 {}] >> /FirstChar 0 /LastChar {last} /Widths [{}] {unicode} /Resources << >> >>",
        names.join(" "),
        "600 ".repeat(letters.len())
    ));
    maker.fonts += &format!(" /T {font} 0 R");
    let codes: String = (0..letters.len()).map(|i| format!("{i:02X}")).collect();
    maker.content(between(&format!("BT /T 12 Tf 72 700 Td <{codes}> Tj ET"))).finish()
}

/// A Type 3 glyph whose procedure shows the whole secret in another font.
fn whole_string() -> Vec<u8> {
    let mut maker = Maker::new();
    let font = maker.whole_string("");
    maker.fonts += &format!(" /T {font} 0 R");
    maker.content(between("BT /T 12 Tf 72 700 Td (a) Tj ET")).finish()
}

/// A composite font without embedded file; `vertical` writes downwards.
fn composite(letters: &str, to_unicode: bool, vertical: bool) -> Vec<u8> {
    let mut maker = Maker::new();
    let encoding = if vertical { "Identity-V" } else { "Identity-H" };
    let font = maker.composite(if to_unicode { letters } else { "" }, encoding, IDENTITY);
    maker.fonts += &format!(" /C {font} 0 R");
    maker.content(between(&format!("BT /C 12 Tf 300 700 Td <{}> Tj ET", codes(letters)))).finish()
}

/// Every code of the secret by a `Differences` array of glyph names, shuffled.
fn differences() -> Vec<u8> {
    let mut maker = Maker::new();
    let names: Vec<String> = SECRET.chars().map(|c| format!("/{c}")).collect();
    let font = maker.add(format!(
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Type /Encoding /Differences [200 {}] >> >>",
        names.join(" ")
    ));
    maker.fonts += &format!(" /D {font} 0 R");
    let codes: String = (0..SECRET.len()).map(|i| format!("{:02X}", 200 + i)).collect();
    maker.content(between(&format!("BT /D 12 Tf 72 700 Td <{codes}> Tj ET"))).finish()
}

/// Shows one thing and calls it the secret, or shows the secret and calls it something else.
fn lying() -> Vec<u8> {
    let mut maker = Maker::new();
    let map = maker.stream(
        "",
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def\n\
         1 begincodespacerange <00> <FF> endcodespacerange\n1 beginbfrange <41> <7A> <0042> endbfrange\nendcmap end end",
    );
    let font = maker.add(format!(
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode {map} 0 R >>"
    ));
    maker.fonts += &format!(" /L {font} 0 R");
    maker.content(between(&format!("BT /L 12 Tf 72 700 Td ({SECRET}) Tj ET"))).finish()
}

/// Shows the secret and calls every letter of it a space.
fn spaces() -> Vec<u8> {
    let mut maker = Maker::new();
    let map = maker.stream(
        "",
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def\n\
         1 begincodespacerange <00> <FF> endcodespacerange\n2 beginbfchar <51> <0020> <75> <0020> endbfchar\n\
         1 beginbfrange <61> <74> [<0020> <0020> <0020> <0020> <0020> <0020> <0020> <0020> <0020> <0020> <0020> <0020> \
         <0020> <0020> <0020> <0020> <0020> <0020> <0020> <0020>] endbfrange\nendcmap end end",
    );
    let font = maker.add(format!(
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode {map} 0 R >>"
    ));
    maker.fonts += &format!(" /L {font} 0 R");
    maker.content(between(&format!("BT /L 12 Tf 72 700 Td ({SECRET}) Tj ET"))).finish()
}

#[test]
fn the_secret_is_gone_whatever_font_showed_it() {
    let windows = |operators: &str| Maker::new().content(text(operators)).finish();
    withstand(vec![
        attack("Type3", type3(SECRET, true)),
        attack("Type3 without ToUnicode under a box", type3(SECRET, false)).boxed(LINE).or_refused(),
        attack("Type3 procedure showing a string", whole_string()).or_refused(),
        attack("Type3 procedure showing a string under a box", whole_string()).boxed(LINE),
        attack("composite font", composite(SECRET, true, false)),
        attack("composite font without ToUnicode", composite(SECRET, false, false)).or_refused(),
        attack("composite font without ToUnicode under a box", composite(SECRET, false, false))
            .boxed("1:298,85,400,105")
            .black(320.0, 95.0),
        attack("vertical", composite(SECRET, true, true)),
        attack("vertical under a box", composite(SECRET, true, true)).boxed("1:280,95,320,260"),
        attack("names of glyphs", differences()),
        attack("lying ToUnicode under a box", lying()).boxed(LINE),
        attack("lying ToUnicode", lying()),
        attack("ToUnicode of spaces", spaces()),
        attack("soft hyphen", windows(&format!("(Quill\\255feather) Tj ({SECRET}) Tj"))),
        attack("wrapped", windows("(Dear Quill-) Tj 1 0 0 1 72 686 Tm (feather of) Tj"))
            .keeps(&["Dear", "of"]),
        attack("hexadecimal of an accented neighbour", windows(&format!("<E9{}E9> Tj", hex(SECRET)))),
    ]);
}

#[test]
fn a_ligature_in_the_secret_goes_with_it() {
    // "Quillfeather" with its "fe" as one glyph
    let mut maker = Maker::new();
    let map = maker.stream("", build::to_unicode("Quill?ather", 1).replace("<003F>", "<00660065>"));
    let font = maker.add(format!(
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Differences [0 /Q /u /i /l /l /f /a /t /h /e /r] >> /ToUnicode {map} 0 R >>"
    ));
    maker.fonts += &format!(" /L {font} 0 R");
    let pdf = maker.content(between("BT /L 12 Tf 72 700 Td <000102030405060708090A> Tj ET")).finish();
    withstand(vec![attack("ligature", pdf)]);
}
