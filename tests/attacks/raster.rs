//! Attacks on the escape: a page that became its picture, because it had to or was asked to.

use super::build::{Maker, SECRET, between, text};
use super::judge::{Attack, attack, redact, withstand};

fn pictured(name: &'static str, entries: &str, content: &str) -> Attack {
    let mut maker = Maker::new();
    maker.page = entries.into();
    attack(name, maker.content(content).finish()).pictured()
}

/// A small sheet: drawing takes its time.
const SHEET: &str = "/MediaBox [60 630 260 760]";

#[test]
fn the_secret_is_gone_from_pictures_of_pages_and_the_words_beside_it_stay() {
    let shown = || text(&format!("({SECRET}) Tj"));
    let at = |rest: &str| format!("BT /F1 12 Tf {rest} ({SECRET}) Tj ET");
    let elsewhere = "1:150,50,190,70";
    let turned = "/MediaBox [60 630 260 760] /Rotate 90";
    let doubled = "/MediaBox [60 630 260 760] /UserUnit 2";
    let cropped = "/MediaBox [0 0 600 800] /CropBox [60 630 260 760]";
    let covered = format!("{} 0 g 70 697 80 14 re f", at("72 700 Td"));
    withstand(vec![
        pictured("plain", SHEET, &shown()).black(40.0, 58.0),
        pictured("single glyphs", SHEET, &text("[(Quill) -20 (feather)] TJ")).black(40.0, 58.0),
        pictured("rotated", turned, &shown()).black(72.0, 40.0),
        pictured("user unit", doubled, &shown()).black(80.0, 116.0),
        pictured("crop box", cropped, &shown()).black(40.0, 58.0),
        pictured("invisible", SHEET, &between(&at("3 Tr 72 700 Td"))).boxed(elsewhere).keeps(&["Before"]),
        pictured("white", SHEET, &between(&format!("1 g {} 0 g", at("72 700 Td")))).boxed(elsewhere),
        pictured("outside", SHEET, &between(&at("72 300 Td"))).boxed(elsewhere),
        pictured("under a box", SHEET, &between(&covered)).boxed(elsewhere),
    ]);
}

#[test]
fn what_a_box_removes_and_another_place_keeps_does_not_refuse_the_picture() {
    let twice = format!("({SECRET}) Tj 1 0 0 1 160 700 Tm (Featherstone) Tj 0 -20 Td (Featherstone) Tj");
    withstand(vec![
        pictured("kept elsewhere", SHEET, &text(&twice)).boxed("1:5,48,198,65").black(120.0, 58.0).keeps(&[
            "Before",
            "Featherstone",
            "Afterwards",
        ]),
    ]);
}

/// Letters behind black lines of half the page's height together: burning holds that they can be read
/// between the lines, the verifier that they cannot.
fn hatched() -> Vec<u8> {
    let mut maker = Maker::new();
    maker.page = SHEET.into();
    let lines: String = (0..8).map(|i| format!("70 {} 110 1.2 re f ", 696.0 + 2.2 * f64::from(i))).collect();
    maker.content(format!("{} {lines}", text("(Featherstone) Tj"))).finish()
}

#[test]
fn a_page_on_which_two_proofs_differ_becomes_its_picture_and_is_named() {
    let (code, said) = redact(&hatched(), &["--box", "1:5,5,20,15"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("(page 1): replaced by its picture") && said.contains("R001"), "{said}");
}

#[test]
fn a_picture_does_not_make_an_unsearched_page_pass() {
    let mut maker = Maker::new();
    let samples = vec![0x80; 64 * 64];
    let image = maker.stream(
        "/Type /XObject /Subtype /Image /Width 64 /Height 64 /BitsPerComponent 8 /ColorSpace /DeviceGray",
        samples,
    );
    maker.page = SHEET.into();
    maker.resources = format!("/XObject << /I {image} 0 R >>");
    let scan = maker.content("q 200 0 0 130 60 630 cm /I Do Q").finish();
    let (code, said) = redact(&scan, &["--text", SECRET, "--raster"]);
    assert!(code == 3 && said.contains("is a picture that was not read"), "{code}: {said}");
    assert_eq!(redact(&scan, &["--text", SECRET, "--raster", "--looked-at", "1"]).0, 0);
    assert_eq!(redact(&scan, &["--box", "1:10,10,100,100", "--raster"]).0, 0);
}
