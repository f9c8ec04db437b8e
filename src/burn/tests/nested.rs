//! Text in forms, patterns, soft masks and glyph procedures goes where it is burned, and only there.

use super::*;

#[test]
fn a_form_shared_by_pages_changes_only_where_it_is_burned() {
    let mut maker = Maker::new();
    let inner = maker.form("BT /F1 10 Tf 50 300 Td (Dear Smith, hello) Tj ET", latin());
    let outer =
        maker.form("q 1 0 0 1 0 -20 cm /X0 Do Q", dictionary! { "XObject" => dictionary! { "X0" => inner } });
    let resources = dictionary! { "XObject" => dictionary! { "X1" => outer } };
    maker.page("/X1 Do", resources.clone());
    maker.page("q 1 0 0 1 0 50 cm /X1 Do Q /X1 Do", resources);
    let pdf = maker.bytes();
    let before = text::document(&pdf).unwrap();
    let first: Vec<Panel> = panels(&before, "Smith").into_iter().take(1).collect();
    let (_, bytes) = burn_with(&pdf, first);
    let after = text::document(&bytes).unwrap();
    assert_eq!(after[0].text.matches("Smith").count(), 0);
    assert_eq!(after[1].text.matches("Smith").count(), 2);
    let (burned, _) = assert_gone(&pdf, "Smith");
    assert_eq!(burned.counts.glyphs, 15);
}

/// Pages are burned beside each other, each with copies of what it shares with others: whichever is first,
/// the file is the same, and each page names its own.
#[test]
fn pages_burned_at_once_give_the_file_of_pages_burned_one_by_one() {
    let mut maker = Maker::new();
    let form = maker.form("BT /F1 10 Tf 50 300 Td (Dear Smith, hello) Tj ET", latin());
    for page in 0..60 {
        let mut resources = latin();
        resources.set("XObject", dictionary! { "X1" => form.clone() });
        let own = format!("/X1 Do BT /F1 10 Tf 50 {} Td (page {page} of Smith) Tj ET", 100 + page);
        maker.page(if page % 7 == 3 { "" } else { &own }, resources);
    }
    let pdf = maker.bytes();
    let before = text::document(&pdf).unwrap();
    let plan = || panels(&before, "Smith").into_iter().filter(|p| p.page % 5 != 0).collect::<Vec<_>>();
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| burn_with(&pdf, plan()))
    };
    let (alone, bytes) = on(1);
    for threads in [2, 3, 8] {
        let (together, same) = on(threads);
        assert_eq!((&together.panels, together.counts), (&alone.panels, alone.counts), "{threads} threads");
        assert!(bytes == same, "{threads} threads write another file");
    }
    let after = text::document(&bytes).unwrap();
    for (old, new) in before.iter().zip(&after) {
        let left = if old.page % 5 == 0 { old.text.clone() } else { old.text.replace("Smith", "") };
        let words = |text: &str| text.split_whitespace().collect::<String>();
        let named = |text: &str| words(text).replace("TP", "");
        assert_eq!(named(&new.text), named(&left), "page {}", old.page);
    }
}

#[test]
fn a_form_without_resources_uses_those_of_its_page() {
    let mut maker = Maker::new();
    let form = maker.stream(
        dictionary! { "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 400.into(), 400.into()] },
        "BT /F1 10 Tf 50 300 Td (Dear Smith) Tj ET",
    );
    let mut resources = latin();
    resources.set("XObject", dictionary! { "X1" => form });
    maker.page("/X1 Do", resources);
    assert_gone(&maker.bytes(), "Smith");
}

#[test]
fn type3_glyphs_go_and_text_in_their_procedures_takes_them_along() {
    let mut maker = Maker::new();
    let font = type3(&mut maker);
    let resources = || dictionary! { "Font" => dictionary! { "F3" => font.clone() } };
    maker.page("BT /F3 20 Tf 50 300 Td (nSnSn) Tj ET", resources());
    assert_gone(&maker.bytes(), "SnS");
    let mut maker = Maker::new();
    let font = type3(&mut maker);
    maker.page(
        "BT /F3 20 Tf 50 300 Td (S) Tj (t) Tj (S) Tj ET",
        dictionary! { "Font" => dictionary! { "F3" => font } },
    );
    let pdf = maker.bytes();
    let before = text::document(&pdf).unwrap();
    assert!(before[0].text.contains("Inner"), "{:?}", before[0].text);
    let (_, bytes) = burn_with(&pdf, panels(&before, "nne"));
    assert!(!text::document(&bytes).unwrap()[0].text.contains("nne"));
}

#[test]
fn text_in_patterns_and_soft_masks_goes() {
    let mut maker = Maker::new();
    let pattern = maker.stream(
        dictionary! {
            "PatternType" => 1, "PaintType" => 1, "TilingType" => 1, "XStep" => 100, "YStep" => 40,
            "BBox" => vec![0.into(), 0.into(), 100.into(), 40.into()], "Resources" => latin(),
        },
        "BT /F1 10 Tf 5 5 Td (Smith drew) Tj ET",
    );
    let mask = maker.form("BT /F1 30 Tf 50 200 Td (Jones too) Tj ET", latin());
    let state = dictionary! { "SMask" => dictionary! { "S" => "Luminosity", "G" => mask } };
    let resources = dictionary! {
        "Pattern" => dictionary! { "P1" => pattern }, "ExtGState" => dictionary! { "G1" => state },
    };
    maker.page("/Pattern cs /P1 scn 0 0 400 400 re f", resources.clone());
    maker.page("q /G1 gs 0 0 400 400 re f Q", resources);
    let pdf = maker.bytes();
    assert_gone(&pdf, "Smith");
    assert_gone(&pdf, "Jones");
    // a box over another repetition of the pattern takes the text out of its cell
    let (_, bytes) = burn_with(&pdf, vec![panel(1, Rect::new(200.0, 0.0, 240.0, 400.0), Vec::new())]);
    let after = text::document(&bytes).unwrap();
    assert!(!after[0].text.contains("Smith"), "{:?}", after[0].text);
}
