//! Promises of the escape: a page that became a picture holds nothing but pixels and the words that stay.

use std::collections::BTreeMap;

use lopdf::{Object, dictionary};

use super::*;
use crate::burn::raster::{DPI, Drawn};
use crate::burn::{Attempt, attempt};
use crate::load::{WorkerProgram, draw};
use crate::render::Opinion;

/// Has every open page drawn, as the pipeline does.
fn pictured(mut attempt: Attempt) -> crate::error::Result<Burned> {
    let bytes = attempt.bytes()?;
    let open = attempt.open();
    for (page, picture) in open.iter().zip(draw(&WorkerProgram::Here, &bytes, &open, DPI)) {
        let Some(picture) = picture else { continue };
        let text = text::page(&bytes, *page).ok();
        attempt.picture(*page, Drawn { picture, opinion: Opinion::Alone }, text.as_ref())?;
    }
    attempt.proven()
}

fn asked() -> BTreeMap<u32, String> {
    [(1, "asked".to_owned())].into()
}

/// Page 1 as a picture, without `needle`.
fn picture_of(pdf: Vec<u8>, needle: &str) -> (Burned, PageText, Vec<u8>) {
    let plan = DocumentPlan::of(panels(&text::document(&pdf).unwrap(), needle));
    let burned =
        pictured(attempt(&NormalForm::of_one_page(pdf), &plan, &asked()).expect("burns")).expect("proved");
    let bytes = write::to_bytes(&mut burned.document.clone()).unwrap();
    let page = text::document(&bytes).unwrap().remove(0);
    (burned, page, bytes)
}

/// The words of a page but for the panels' marks.
fn words(page: &PageText) -> Vec<&str> {
    page.text.split_whitespace().filter(|word| *word != "TP").collect()
}

const LINE: &str = "BT /F1 12 Tf 50 300 Td (Dear ) Tj (Marjorie) Tj ( of the office) Tj ET";

#[test]
fn a_pictured_page_shows_the_same_but_for_its_panels_and_says_what_stays() {
    let before = text::document(&one_page(LINE)).unwrap().remove(0);
    let drawn_before = crate::render::page(&one_page(LINE), 1, DPI).unwrap();
    let (burned, page, bytes) = picture_of(one_page(LINE), "Marjorie");
    assert_eq!(words(&page), ["Dear", "of", "the", "office"]);
    assert!(page.glyphs.iter().filter(|g| g.invisible).count() == 15, "the layer does not show");
    let find = |page: &PageText, word: &str| {
        let at = page.text.find(word).unwrap();
        page.glyphs.get(page.origins[page.text[..at].chars().count()] as usize).expect("a glyph").quad
    };
    for word in ["Dear", "of", "the", "office"] {
        for (a, b) in find(&before, word).0.iter().zip(find(&page, word).0) {
            assert!((a.x - b.x).abs() < 0.01 && (a.y - b.y).abs() < 0.01, "{word} moved");
        }
    }
    let drawn = crate::render::page(&bytes, 1, DPI).unwrap();
    let panel = burned.panels[0].rect.inflate(0.5);
    let at = |pixel: u32| (f64::from(pixel) + 0.5) * 72.0 / DPI;
    for (x, y) in (0..drawn.width).flat_map(|x| (200..340).map(move |y| (x, y))) {
        let (was, is) = (drawn_before.pixel(x, y).unwrap(), drawn.pixel(x, y).unwrap());
        let inside = panel.contains(crate::geom::Point::new(at(x), at(y)));
        assert!(inside || was[0].abs_diff(is[0]) < 10, "{x}, {y}: {was:?} became {is:?}");
    }
    assert_eq!((burned.counts.pages_pictured, burned.pictured[0].why.as_str()), (1, "asked"));
}

#[test]
fn the_samples_under_a_panel_are_black_before_they_are_encoded() {
    let (burned, _, _) = picture_of(one_page(LINE), "Marjorie");
    let image = burned.document.objects.values().find_map(|o| {
        let stream = o.as_stream().ok()?;
        (stream.dict.get(b"Width").is_ok()).then(|| stream.clone())
    });
    let image = image.expect("a picture");
    let (width, samples) =
        (image.dict.get(b"Width").unwrap().as_i64().unwrap() as usize, unpredicted(&image));
    let rect = burned.panels[0].rect;
    let pixel = |points: f64| points * DPI / 72.0;
    for y in pixel(rect.y0).floor() as usize..pixel(rect.y1).ceil() as usize {
        for x in pixel(rect.x0).floor() as usize..pixel(rect.x1).ceil() as usize {
            assert_eq!(samples[y * width + x], 0, "{x}, {y}");
        }
    }
    assert!(samples.contains(&255), "the rest is not");
}

fn unpredicted(image: &lopdf::Stream) -> Vec<u8> {
    let mut document = lopdf::Document::with_version("2.0");
    document.add_object(image.clone());
    image.decompressed_content().expect("Flate with a predictor")
}

#[test]
fn what_nobody_saw_on_the_page_is_not_in_the_text_of_its_picture() {
    let hidden = "1 g BT /F1 12 Tf 50 200 Td (white) Tj ET BT 3 Tr /F1 12 Tf 50 150 Td (unseen) Tj ET 0 g";
    let (_, page, _) = picture_of(one_page(&format!("{LINE} {hidden}")), "Marjorie");
    assert!(page.text.contains("office") && !page.text.contains("white") && !page.text.contains("unseen"));
}

#[test]
fn a_pictured_page_is_upright_and_as_large_as_it_was_shown() {
    for (rotate, unit) in [(90, 1), (180, 1), (270, 2)] {
        let mut maker = Maker::new();
        let page = maker.page(LINE, latin());
        page.set("Rotate", rotate);
        page.set("UserUnit", unit);
        page.set("CropBox", vec![20.into(), 100.into(), 300.into(), 390.into()]);
        let (burned, page, _) = picture_of(maker.bytes(), "Marjorie");
        let sides = if rotate == 180 { (280.0, 290.0) } else { (290.0, 280.0) };
        let sides = (sides.0 * f64::from(unit), sides.1 * f64::from(unit));
        assert_eq!((page.geometry.rotate, page.geometry.display_size()), (0, sides));
        assert_eq!(burned.geometry[0], page.geometry);
        assert_eq!(words(&page), ["Dear", "of", "the", "office"]);
    }
}

#[test]
fn a_page_that_cannot_be_walked_is_open_until_it_is_a_picture() {
    let mut maker = Maker::new();
    let mut inner = maker.form("0 0 10 10 re f", dictionary! {});
    for _ in 0..40 {
        let resources = dictionary! { "XObject" => dictionary! { "X" => inner } };
        inner = maker.form("/X Do", resources);
    }
    let mut resources = latin();
    resources.set("XObject", dictionary! { "X" => inner });
    maker.page(&format!("{LINE} /X Do"), resources);
    let pdf = maker.bytes();
    let plan = DocumentPlan::of(vec![panel(1, Rect::new(80.0, 85.0, 130.0, 105.0), vec![])]);
    let form = NormalForm::of_one_page(pdf);
    let open = || attempt(&form, &plan, &BTreeMap::new()).expect("burns");
    assert_eq!(open().open(), [1]);
    assert!(burn(&form, &plan).is_err(), "no proof, no output");
    let burned = pictured(open()).expect("a picture");
    assert!(burned.pictured[0].why.contains("deep"), "{}", burned.pictured[0].why);
    let bytes = write::to_bytes(&mut burned.document.clone()).unwrap();
    let drawn = crate::render::page(&bytes, 1, 72.0).unwrap();
    assert_eq!(drawn.pixel(85, 90), Some([0; 3]));
    let page = text::document(&bytes).unwrap().remove(0);
    assert!(words(&page).is_empty(), "what could not be read is not said again: {}", page.text);
}

#[test]
fn a_letter_of_a_ligature_gets_its_share_of_the_box() {
    let mut maker = Maker::new();
    let map = "1 begincodespacerange <41> <42> endcodespacerange 2 beginbfchar <41> <00660066> <42> <0061> endbfchar";
    let map = maker.stream(dictionary! {}, map);
    let mut font = crate::pdf::content::testing::helvetica().as_dict().unwrap().clone();
    font.set("ToUnicode", map);
    let resources = dictionary! { "Font" => dictionary! { "F1" => Object::Dictionary(font) } };
    maker.page("BT /F1 20 Tf 50 300 Td (AB) Tj 0 -50 Td (B) Tj ET", resources);
    let pdf = maker.bytes();
    let plan = DocumentPlan::of(vec![panel(1, Rect::new(300.0, 300.0, 320.0, 320.0), vec![])]);
    let burned =
        pictured(attempt(&NormalForm::of_one_page(pdf), &plan, &asked()).expect("burns")).expect("proved");
    let page = text::document(&write::to_bytes(&mut burned.document.clone()).unwrap()).unwrap().remove(0);
    assert!(page.text.starts_with("ffa"), "{}", page.text);
    let width = |at: usize| page.glyphs.get(at).expect("a glyph").quad.bounds().width();
    assert!((width(0) - 6.67).abs() < 0.02 && (width(1) - 6.67).abs() < 0.02, "{} {}", width(0), width(1));
}
