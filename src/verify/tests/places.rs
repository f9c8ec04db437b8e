//! The places of a file, by which outputs of one page with different names are compared.

use super::build::{page, page_with, text};
use crate::verify::{PlaceKind, places};

fn kinds(content: &str) -> Vec<PlaceKind> {
    places(&page(content).done()).expect("opens").iter().map(|p| p.kind).collect()
}

#[test]
fn files_of_one_page_differ_by_what_was_moved_and_by_nothing_else() {
    let shown = |x: u32| places(&page(&text(x, 300, "words")).done()).expect("opens");
    assert_eq!(shown(100), shown(100));
    assert_ne!(shown(100), shown(101));
    let other = places(&page_with(&text(100, 300, "words"), "/Tabs /S", "").done()).expect("opens");
    assert_eq!(shown(100), other, "what is not painted is no place");
}

#[test]
fn a_place_of_the_pen_where_nothing_is_shown_is_a_place() {
    use PlaceKind::{Glyph, Pause};
    for (content, found) in [
        ("BT /F 10 Tf 10 300 Td (a) Tj 20 0 Td (b) Tj ET", vec![Glyph, Glyph]),
        ("BT /F 10 Tf 10 300 Td (a) Tj 20 0 Td 20 0 Td (b) Tj ET", vec![Glyph, Glyph, Pause]),
        ("BT /F 10 Tf 10 300 Td (a) Tj 20 0 Td () Tj 20 0 Td (b) Tj ET", vec![Glyph, Glyph, Pause]),
        ("BT /F 10 Tf 10 300 Td [(a) -900 (b)] TJ ET", vec![Glyph, Glyph]),
        ("BT /F 10 Tf 10 300 Td [(a) -900] TJ 1 0 0 1 50 300 Tm (b) Tj ET", vec![Glyph, Glyph, Pause]),
        ("BT /F 10 Tf 10 300 Td [(a) -900] TJ ET", vec![Glyph, Pause]),
    ] {
        assert_eq!(kinds(content), found, "{content}");
    }
}
