//! Attacks through the operators of content streams and through content inside content.

use super::build::{Maker, SECRET, between, hex, text};
use super::judge::{Attack, attack, withstand};

/// Where a line of 12 points at (72, 700) stands on the page, top-left origin.
pub const LINE: &str = "1:70,89,144,103";

fn plain(content: &str) -> Vec<u8> {
    Maker::new().content(content).finish()
}

fn shown(name: &'static str, operators: &str) -> Attack {
    attack(name, plain(&text(operators)))
}

#[test]
fn the_secret_is_gone_whatever_operators_showed_it() {
    let (left, right) = SECRET.split_at(5);
    let kerned: String = SECRET.chars().map(|c| format!("({c}) -20 ")).collect();
    let single: String = SECRET.chars().map(|c| format!("({c}) Tj ")).collect();
    let octal: String = SECRET.bytes().map(|b| format!("\\{b:03o}")).collect();
    let spaced: String = SECRET.chars().map(|c| format!("<{}>0", hex(&c.to_string()))).collect();
    withstand(vec![
        shown("Tj", &format!("({SECRET}) Tj")).black(90.0, 97.0),
        shown("TJ kerned letter by letter", &format!("[{kerned}] TJ")).black(90.0, 97.0),
        shown("TJ with the secret mid-string", &format!("[(Dear {SECRET} of)] TJ"))
            .keeps(&["Dear", "of", "Before"]),
        shown("apostrophe", &format!("14 TL ({SECRET}) '")),
        shown("quotation mark", &format!("14 TL 1 0.5 ({SECRET}) \"")),
        shown("hexadecimal", &format!("<{}> Tj", hex(SECRET))),
        shown("hexadecimal in a TJ with zeros", &format!("[{spaced}] TJ")),
        shown("hexadecimal with blanks in it", &format!("<{}> Tj", hex(SECRET).replace('7', "7 \n"))),
        shown("octal escapes", &format!("({octal}) Tj")),
        shown("line continuations", &format!("({left}\\\n{right}) Tj")),
        shown("two operators", &format!("({left}) Tj ({right}) Tj")),
        shown("an operator per letter", &single),
        shown("split over TJ items", &format!("[({left}) 15 ({right})] TJ")),
        shown("character spacing", &format!("3 Tc ({SECRET}) Tj 0 Tc")),
        shown("half as wide", &format!("50 Tz ({SECRET}) Tj 100 Tz")),
        shown("raised", &format!("5 Ts ({SECRET}) Tj 0 Ts")),
        shown("a matrix per letter", &matrices()),
        shown("backwards by matrices", &backwards()),
        shown("drawn twice for bold", &format!("({SECRET}) Tj 1 0 0 1 72.3 700 Tm ({SECRET}) Tj")),
        shown("outlined and clipping", &format!("7 Tr ({SECRET}) Tj 0 Tr")).keeps(&["Before"]),
        shown("stroked", &format!("1 Tr ({SECRET}) Tj 0 Tr")),
        shown("white", &format!("1 g ({SECRET}) Tj 0 g")),
        shown("an unknown operator with operands", &format!("({SECRET}) Xx ({SECRET}) Tj")),
        shown("compatibility section", &format!("BX ({SECRET}) Zz EX ({SECRET}) Tj")),
        shown("comment", &format!("% {SECRET}\n({SECRET}) Tj")),
        shown("stray brackets", &format!("] ) > ({SECRET}) Tj")),
        shown("operands nobody takes", &format!("({SECRET}) 1 2 ({SECRET}) Tj")),
        shown(
            "ActualText in the content",
            &format!("/Span << /ActualText ({SECRET}) >> BDC (Quil) Tj (lfeather) Tj EMC"),
        ),
        shown("a marked point", &format!("/P << /Alt ({SECRET}) /X <{}> >> DP ({SECRET}) Tj", hex(SECRET))),
        shown("tag name", &format!("/{SECRET} BMC ({SECRET}) Tj EMC")),
        shown("two in one TJ", &format!("[(Dear {SECRET} and {SECRET} both)] TJ"))
            .keeps(&["Dear", "and", "both"]),
    ]);
}

/// Each letter shown where Helvetica of 12 points would have it.
fn placed() -> Vec<String> {
    let widths = [778, 556, 222, 222, 222, 278, 556, 556, 278, 556, 556, 333];
    let mut x = 72.0;
    let letters = SECRET.chars().zip(widths);
    letters
        .map(|(c, width)| {
            let shown = format!("1 0 0 1 {x:.3} 700 Tm ({c}) Tj ");
            x += f64::from(width) * 0.012;
            shown
        })
        .collect()
}

fn matrices() -> String {
    placed().concat()
}

fn backwards() -> String {
    placed().into_iter().rev().collect()
}

#[test]
fn under_a_box_the_secret_goes_however_it_is_painted() {
    withstand(vec![
        attack("zero font size", plain(&text(&format!("/F1 0 Tf ({SECRET}) Tj")))).boxed(LINE),
        attack("zero width", plain(&text(&format!("0 Tz ({SECRET}) Tj 100 Tz")))).boxed(LINE),
        attack("a hundredth of a point", plain(&text(&format!("/F1 0.01 Tf ({SECRET}) Tj")))).boxed(LINE),
        attack("flattened matrix", plain(&text(&format!("1 0 0 0 72 704 Tm ({SECRET}) Tj")))).boxed(LINE),
        attack("invisible", plain(&text(&format!("3 Tr ({SECRET}) Tj 0 Tr")))).boxed(LINE),
        attack(
            "clipped away",
            plain(&between(&format!("q 0 0 1 1 re W n BT /F1 12 Tf 72 700 Td ({SECRET}) Tj ET Q"))),
        )
        .boxed(LINE),
        attack("two boxes in one string", plain(&text(&format!("({SECRET} kept {SECRET}) Tj"))))
            .boxed("1:70,89,215,103"),
        attack("slanted", plain(&text(&format!("1 0 0.3 1 72 700 Tm ({SECRET}) Tj")))).boxed(LINE),
        attack("missing font", missing()).boxed(LINE).black(100.0, 97.0),
        attack("outlined letters as one path", outlined()).boxed("1:70,89,100,103").black(80.0, 97.0),
    ]);
}

fn missing() -> Vec<u8> {
    plain(&between(&format!("BT /Nowhere 12 Tf 72 700 Td ({SECRET}) Tj ET")))
}

/// Three "letters" and one far away in one path.
fn outlined() -> Vec<u8> {
    let letter = |x: f64| format!("{x} 700 m {} 710 {} 710 {} 700 c h ", x + 2.0, x + 5.0, x + 7.0);
    let all: String = [72.0, 80.0, 88.0, 300.0].map(letter).concat();
    plain(&between(&format!("% {SECRET}\n{all} f")))
}

fn nested(depth: usize) -> Vec<u8> {
    let mut maker = Maker::new();
    let mut inner = maker.form("", &format!("BT /F1 12 Tf 72 700 Td ({SECRET}) Tj ET"));
    for _ in 1..depth {
        inner = maker.form(&format!("/XObject << /X {inner} 0 R >>"), "/X Do");
    }
    maker.resources = format!("/XObject << /X {inner} 0 R >>");
    maker.content(between("/X Do")).finish()
}

fn twice_on_a_page() -> Vec<u8> {
    let mut maker = Maker::new();
    let form = maker.form("", &format!("BT /F1 12 Tf 72 300 Td (Dear {SECRET}) Tj ET"));
    maker.resources = format!("/XObject << /X {form} 0 R >>");
    maker.content(between("/X Do q 1 0 0 1 0 -100 cm /X Do Q")).finish()
}

fn on_two_pages() -> Vec<u8> {
    let mut maker = Maker::new();
    let form = maker.form("", &format!("BT /F1 12 Tf 72 300 Td (Dear {SECRET}) Tj ET"));
    maker.resources = format!("/XObject << /X {form} 0 R >>");
    maker.content(between("/X Do")).content(between("/X Do")).finish()
}

fn split_over_streams() -> Vec<u8> {
    let mut maker = Maker::new();
    let (left, right) = SECRET.split_at(6);
    let first = maker.stream("", format!("BT /F1 12 Tf 72 740 Td (Before) Tj 0 -40 Td [({left})"));
    let second = maker.stream("", format!("({right})] TJ 0 -60 Td (Afterwards) Tj ET"));
    maker.page_of(&format!("[{first} 0 R {second} 0 R]"));
    maker.finish()
}

fn pattern() -> Vec<u8> {
    let mut maker = Maker::new();
    let pattern = maker.stream(
        "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 200 50] /XStep 200 /YStep 50 /Resources << /Font << /F1 3 0 R >> >>",
        format!("BT /F1 12 Tf 10 20 Td ({SECRET}) Tj ET"),
    );
    maker.resources = format!("/Pattern << /P {pattern} 0 R >>");
    maker.content(between("/Pattern cs /P scn 72 650 200 50 re f")).finish()
}

fn soft_mask() -> Vec<u8> {
    let mut maker = Maker::new();
    let group = maker.stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Group << /S /Transparency /CS /DeviceGray >> /Resources << /Font << /F1 3 0 R >> >>",
        format!("1 g BT /F1 12 Tf 72 700 Td ({SECRET}) Tj ET"),
    );
    maker.resources = format!("/ExtGState << /G << /SMask << /S /Luminosity /G {group} 0 R >> >> >>");
    maker.content(between("q /G gs 0 g 60 690 200 30 re f Q")).finish()
}

#[test]
fn the_secret_is_gone_from_content_inside_content() {
    withstand(vec![
        attack("form", nested(1)),
        attack("form ten deep", nested(10)),
        attack("form used twice", twice_on_a_page()).keeps(&["Dear", "Before"]),
        attack("form on two pages", on_two_pages()).keeps(&["Dear", "Before"]),
        attack("split over content streams", split_over_streams()),
        attack("tiling pattern", pattern()),
        attack("soft mask", soft_mask()),
    ]);
}
