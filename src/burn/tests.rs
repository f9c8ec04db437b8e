//! Promises of burning, on tiny documents: what is named is gone, what is not stays where it was.

use lopdf::{Object, dictionary};

mod label;
mod nested;
mod positions;
mod raster;
mod text_goes;

use super::{Burned, burn};
use crate::decide::{DocumentPlan, Panel};
use crate::geom::Rect;
use crate::load::NormalForm;
use crate::pdf::content::testing::{Maker, composite, latin, one_page, type3};
use crate::pdf::write;
use crate::text::{self, PageText};

fn panel(page: u32, rect: Rect, glyphs: Vec<std::ops::Range<u32>>) -> Panel {
    Panel { mark: "TP".into(), glyphs, ..Panel::drawn(page, rect) }
}

/// A panel for every occurrence of `needle`, as the finder would make it.
fn panels(pages: &[PageText], needle: &str) -> Vec<Panel> {
    let mut out = Vec::new();
    let wanted: Vec<char> = needle.chars().collect();
    for page in pages {
        let text: Vec<char> = page.text.chars().collect();
        for at in 0..text.len().saturating_sub(wanted.len() - 1) {
            if text[at..at + wanted.len()] != wanted[..] {
                continue;
            }
            let ordinals: Vec<u32> = page.origins[at..at + wanted.len()]
                .iter()
                .copied()
                .filter(|&o| o != text::NO_GLYPH)
                .collect();
            let rect = ordinals
                .iter()
                .map(|&o| {
                    page.geometry.display_rect(&page.glyphs.get(o as usize).expect("a glyph").quad.bounds())
                })
                .reduce(|a, b| a.union(&b))
                .unwrap();
            out.push(panel(page.page, rect, ordinals.into_iter().map(|o| o..o + 1).collect()));
        }
    }
    assert!(!out.is_empty(), "{needle} is not in {:?}", pages.iter().map(|p| &p.text).collect::<Vec<_>>());
    out
}

fn burn_with(pdf: &[u8], panels: Vec<Panel>) -> (Burned, Vec<u8>) {
    let plan = DocumentPlan::of(panels);
    let burned = burn(&NormalForm::of_one_page(pdf.to_vec()), &plan).expect("burns");
    let bytes = write::to_bytes(&mut burned.document.clone()).unwrap();
    (burned, bytes)
}

/// Every stream that is left after sanitising, decoded.
fn reachable(burned: &Burned) -> Vec<u8> {
    let document = crate::sanitise::sanitise(burned.clone()).expect("sanitises").document;
    let mut out = Vec::new();
    for object in document.objects.values() {
        if let Object::Stream(stream) = object {
            out.extend(stream.get_plain_content().unwrap_or_else(|_| stream.content.clone()));
            out.push(b'\n');
        }
    }
    out
}

fn hex(text: &str, before: &str) -> String {
    text.bytes().fold(String::new(), |so_far, b| so_far + &format!("{before}{b:02X}"))
}

fn holds(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|w| w == needle)
}

/// Burns `needle` and asserts that it is gone from text and streams, and that every other glyph
/// stands where it stood.
fn assert_gone(pdf: &[u8], needle: &str) -> (Burned, Vec<PageText>) {
    let before = text::document(pdf).unwrap();
    let plan = panels(&before, needle);
    let (burned, bytes) = burn_with(pdf, plan.clone());
    let after = text::document(&bytes).unwrap();
    for page in &after {
        assert!(!page.text.contains(needle), "{needle} is still in {:?}", page.text);
    }
    let streams = reachable(&burned);
    assert!(!holds(&streams, needle.as_bytes()), "{}", String::from_utf8_lossy(&streams));
    let hex = hex(needle, "");
    assert!(!holds(&streams, hex.as_bytes()));
    for (old, new) in before.iter().zip(&after) {
        let gone =
            |o: u32| plan.iter().any(|p| p.page == old.page && p.glyphs.iter().any(|g| g.contains(&o)));
        let kept: Vec<_> =
            (0u32..).zip(old.glyphs.iter()).filter(|(o, _)| !gone(*o)).map(|(_, g)| g).collect();
        assert!(new.glyphs.len() >= kept.len(), "{:?}", new.text);
        for (was, is) in kept.iter().zip(new.glyphs.iter()) {
            for (a, b) in was.quad.0.iter().zip(is.quad.0) {
                assert!((a.x - b.x).abs() < 0.01 && (a.y - b.y).abs() < 0.01, "{was:?} moved to {is:?}");
            }
        }
    }
    (burned, after)
}

#[test]
fn turned_cropped_and_scaled_pages_are_burned_in_place() {
    for rotate in [0, 90, 180, 270] {
        let mut maker = Maker::new();
        let page = maker.page("BT /F1 10 Tf 150 200 Td (Dear Smith, hello) Tj ET", latin());
        page.set("CropBox", vec![50.into(), 60.into(), 350.into(), 380.into()]);
        page.set("Rotate", rotate);
        page.set("UserUnit", 2);
        let pdf = maker.bytes();
        let (burned, _) = assert_gone(&pdf, "Smith");
        // the panel is black where the name was, also for a box given in display space
        let rect = burned.panels[0].rect;
        let (by_box, _) = burn_with(&pdf, vec![panel(1, rect, Vec::new())]);
        assert_eq!(by_box.counts.glyphs, 5, "{rotate}");
    }
}

#[test]
fn outlined_letters_go_and_rules_stay() {
    let letter = |x: f64| {
        format!("{x} 300 m {} 300 l {} 308 l {} 309 {} 309 {x} 308 c h ", x + 5.0, x + 5.0, x + 4.0, x + 1.0)
    };
    let word: String = (0..5).map(|i| letter(100.0 + 6.0 * f64::from(i))).collect();
    let far = letter(300.0);
    let content = format!("50 299 300 0.5 re f 0 0 400 400 re S {word}{far} f 10 10 5 5 re W n");
    let pdf = one_page(&content);
    let rect = Rect::new(98.0, 90.0, 132.0, 102.0);
    let (burned, _) = burn_with(&pdf, vec![panel(1, rect, Vec::new())]);
    assert_eq!(burned.counts.paths, 5);
    let streams = String::from_utf8_lossy(&reachable(&burned)).into_owned();
    for kept in ["50 299 300 .5 re", "0 0 400 400 re", "300 300 m", "10 10 5 5 re\nW\nn"] {
        assert!(streams.contains(kept), "{kept}: {streams}");
    }
    assert!(!streams.contains("106 300 m"), "{streams}");
}

#[test]
fn a_signature_larger_than_the_panel_is_straightened_under_it() {
    let pdf = one_page(
        "20 200 m 60 300 100 300 120 200 c 130 190 140 210 150 200 c 155 195 158 205 160 202 c 300 300 l S",
    );
    let (burned, _) = burn_with(&pdf, vec![panel(1, Rect::new(110.0, 180.0, 170.0, 215.0), Vec::new())]);
    let streams = String::from_utf8_lossy(&reachable(&burned)).into_owned();
    assert!(!streams.contains("130 190") && !streams.contains("155 195"), "{streams}");
    assert!(streams.contains("60 300 100 300 120 200 c\n160 202 l\n300 300 l"), "{streams}");
}

#[test]
fn a_withheld_page_holds_nothing_of_its_own() {
    let plan = DocumentPlan { withheld: vec![(1, "S2P3-16".into())], ..DocumentPlan::of(Vec::new()) };
    let pdf = one_page("BT /F1 10 Tf 50 300 Td (Smith) Tj ET");
    let burned = burn(&NormalForm::of_one_page(pdf), &plan).unwrap();
    assert!(!holds(&reachable(&burned), b"Smith"));
    let bytes = write::to_bytes(&mut burned.document.clone()).unwrap();
    let text = text::document(&bytes).unwrap()[0].text.trim_end().to_owned();
    assert!(text.starts_with("This page is withheld") && text.ends_with("S2P3-16"), "{text}");
}

#[test]
fn text_outside_the_page_or_under_somebody_elses_box_goes_without_being_asked_for() {
    for (content, left) in [
        ("BT /F1 10 Tf 50 -40 Td (Smith) Tj ET BT /F1 10 Tf 50 300 Td (here) Tj ET", "here"),
        (
            "BT /F1 10 Tf 50 300 Td (Smith) Tj ET 45 295 60 14 re f BT /F1 10 Tf 50 200 Td (here) Tj ET",
            "here",
        ),
        (
            "BT /F1 10 Tf 50 300 Td (Smith) Tj ET 1 g 45 295 60 14 re f 0 g BT /F1 10 Tf 50 200 Td (here) Tj ET",
            "here",
        ),
        ("45 295 60 14 re f 1 g BT /F1 10 Tf 50 300 Td (here) Tj ET", "here"),
        ("BT /F1 10 Tf 50 300 Td (here) Tj ET 45 295 60 14 re 40 290 70 24 re f*", "here"),
        ("BT /F1 10 Tf 50 300 Td (Smith) Tj ET 60 260 m 110 300 l 60 340 l 10 300 l h f", ""),
        ("BT /F1 10 Tf 50 300 Td (here) Tj ET 60 260 m 90 300 l 60 302 l 10 300 l h f", "here"),
        ("BT /F1 10 Tf 50 300 Td (here) Tj ET q 0 0 m 9 9 l 0 9 l h W n 45 295 60 14 re f Q", "here"),
    ] {
        let (burned, bytes) = burn_with(&one_page(content), Vec::new());
        assert_eq!(text::document(&bytes).unwrap()[0].text.trim(), left, "{content}");
        let hidden = if content.contains("Smith") { 5 } else { 0 };
        assert_eq!((burned.counts.hidden, burned.counts.glyphs), (hidden, hidden), "{content}");
    }
}

#[test]
fn a_panel_on_a_page_that_does_not_exist_is_an_error() {
    let plan = DocumentPlan::of(vec![panel(2, Rect::new(0.0, 0.0, 9.0, 9.0), Vec::new())]);
    assert!(burn(&NormalForm::of_one_page(one_page("")), &plan).is_err());
}

#[test]
fn an_image_is_painted_or_dropped_and_named() {
    let image = |maker: &mut Maker, filter: Option<&str>| {
        let mut dict = dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => 4, "Height" => 4,
            "BitsPerComponent" => 8, "ColorSpace" => "DeviceGray",
        };
        if let Some(filter) = filter {
            dict.set("Filter", filter);
        }
        maker.stream(dict, [200u8; 16])
    };
    for (filter, painted) in [(None, 1), (Some("JPXDecode"), 0)] {
        let mut maker = Maker::new();
        let object = image(&mut maker, filter);
        let resources = dictionary! { "XObject" => dictionary! { "I1" => object } };
        maker.page("q 100 0 0 100 50 50 cm /I1 Do Q", resources);
        let (burned, _) =
            burn_with(&maker.bytes(), vec![panel(1, Rect::new(60.0, 300.0, 90.0, 340.0), Vec::new())]);
        assert_eq!(burned.counts.images, painted);
        assert_eq!(burned.counts.images_dropped, 1 - painted);
        assert_eq!(burned.dropped.len() as u64, 1 - painted);
    }
}

#[test]
fn stray_restores_cannot_undo_the_frame_around_the_page() {
    let pdf = one_page("Q Q 2 0 0 2 0 0 cm q BT /F1 10 Tf 50 100 Td (Dear Smith) Tj ET");
    let (burned, _) = assert_gone(&pdf, "Smith");
    let rect = burned.panels[0].rect;
    assert!(rect.x0 > 100.0, "{rect:?}");
}
