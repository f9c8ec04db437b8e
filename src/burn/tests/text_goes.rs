//! Text that a plan names goes, glyph by glyph, in every kind of font; its neighbours stay.

use super::*;

#[test]
fn a_name_goes_from_every_way_of_showing_text() {
    for content in [
        "BT /F1 10 Tf 50 300 Td (Dear Smith, hello) Tj ET",
        "BT /F1 10 Tf 50 300 Td [(Dear Sm) -20 (ith) 30 (, hel) 5 (lo)] TJ ET",
        "BT /F1 10 Tf 50 300 Td 12 TL (Dear) ' (Smith, hello) ' (end) ' ET",
        "BT /F1 10 Tf 50 300 Td 12 TL 3 1 (Dear Smith, hello you) \" (and more) ' ET",
        "BT /F1 10 Tf 50 300 Td <4465617220536D6974682C2068656C6C6F> Tj ET",
        "BT /F1 10 Tf 50 300 Td (Dear Sm) Tj (ith, hel) Tj (lo) Tj ET",
        "BT /F1 10 Tf 50 300 Td (S) Tj (m) Tj (i) Tj (t) Tj (h hello) Tj ET",
        "BT /F1 10 Tf 2 Tc 5 Tw 80 Tz 3 Ts 50 300 Td (Dear Smith, hello) Tj ( you) Tj ET",
        "BT /F1 1 Tf 9 0 2 11 40 200 Tm (Dear Smith) Tj ( hello) Tj 0 -1.2 Td (next) Tj ET",
        "q BT /F1 10 Tf 7 Tr 50 300 Td (Dear Smith, hello) Tj ET 0.5 g 0 0 400 400 re f Q",
        "BT /F1 -10 Tf -1 0 0 -1 50 300 Tm (Dear Smith, hello) Tj ET",
        "q 0.5 0 0 0.5 10 10 cm BT /F1 10 Tf 50 300 Td (Dear \\123mith, hello) Tj ET Q",
        "BT /F1 10 Tf 50 300 Td (Dear Smith) Tj 0 -14 TD (hello) Tj T* (world) Tj ET",
        "BT /F1 10 Tf 50 300 Td (Dear ) Tj /F1 14 Tf (Smith) Tj /F1 8 Tf 50 Tz ( hello) Tj ET",
    ] {
        let (burned, _) = assert_gone(&one_page(content), "Smith");
        assert_eq!((burned.counts.glyphs, burned.counts.panels), (5, 1), "{content}");
    }
}

#[test]
fn nothing_of_its_width_is_left_where_nothing_follows() {
    let content = "BT /F1 10 Tf 50 300 Td (Dear ) Tj (Smith) Tj ET BT 50 200 Td (hello) Tj ET";
    let (burned, _) = assert_gone(&one_page(content), "Smith");
    let streams = String::from_utf8_lossy(&reachable(&burned)).into_owned();
    assert!(!streams.contains("TJ"), "{streams}");
}

#[test]
fn two_panels_in_one_show_operation_take_only_their_own() {
    let pdf = one_page("BT /F1 10 Tf 50 300 Td [(Ann) -300 (met) -300 (Ann) -300 (again)] TJ ET");
    let (burned, after) = assert_gone(&pdf, "Ann");
    assert_eq!(burned.counts.glyphs, 6);
    assert_eq!(after[0].text.split_whitespace().collect::<Vec<_>>(), ["TP", "met", "TP", "again"]);
}

#[test]
fn neighbours_at_ten_on_twelve_points_stay() {
    let content =
        "BT /F1 10 Tf 12 TL 50 300 Td (above above) Tj T* (left Smith right) Tj T* (below below) Tj ET";
    let (_, after) = assert_gone(&one_page(content), "Smith");
    for word in ["above above", "left", "right", "below below"] {
        assert!(after[0].text.contains(word), "{word}: {:?}", after[0].text);
    }
}

#[test]
fn a_box_takes_whole_glyphs_and_nothing_beside() {
    let pdf = one_page("BT /F1 10 Tf 50 300 Td (abcdefgh) Tj ET");
    let before = text::document(&pdf).unwrap();
    let glyphs = &before[0].glyphs;
    let bounds = |at: usize| glyphs.get(at).expect("a glyph").quad.bounds();
    let (c, e) = (bounds(2), bounds(4));
    // from the middle of c to a twentieth of e
    let user = Rect::new(c.x0 + c.width() / 2.0, c.y0, e.x0 + e.width() / 20.0, e.y1);
    let rect = before[0].geometry.display_rect(&user);
    let (burned, bytes) = burn_with(&pdf, vec![panel(1, rect, Vec::new())]);
    assert_eq!(burned.counts.glyphs, 2);
    let after = text::document(&bytes).unwrap();
    assert!(after[0].text.contains("ab") && after[0].text.contains("efgh"), "{:?}", after[0].text);
}

#[test]
fn composite_and_vertical_fonts_lose_whole_codes() {
    for (encoding, place) in [("Identity-H", "50 300 Td"), ("Identity-V", "200 350 Td 1 Tc")] {
        let mut maker = Maker::new();
        let font = composite(&mut maker, encoding);
        let codes = |s: &str| hex(s, "00");
        let content = format!("BT /F2 10 Tf {place} <{}> Tj [<{}>] TJ ET", codes("a Smith"), codes(" b c"));
        maker.page(&content, dictionary! { "Font" => dictionary! { "F2" => font } });
        let pdf = maker.bytes();
        let (burned, _) = assert_gone(&pdf, "Smith");
        let streams = String::from_utf8_lossy(&reachable(&burned)).into_owned();
        assert!(!streams.contains(&codes("mi")), "{encoding}: {streams}");
    }
}

#[test]
fn a_ligature_goes_whole() {
    let mut maker = Maker::new();
    let font = composite(&mut maker, "Identity-H");
    let content = "BT /F2 10 Tf 50 300 Td <0061002000AA006E0061002000620063> Tj ET";
    maker.page(content, dictionary! { "Font" => dictionary! { "F2" => font } });
    let (burned, after) = assert_gone(&maker.bytes(), "ina");
    assert_eq!(burned.counts.glyphs, 3);
    assert!(!after[0].text.contains('f'));
}

#[test]
fn a_missing_font_is_burned_by_its_codes() {
    let pdf = one_page("BT /F9 10 Tf 50 300 Td (Smith) Tj ET");
    let before = text::document(&pdf).unwrap();
    assert_eq!(before[0].unreadable.first(), Some(&(0..5)));
    let (burned, _) = burn_with(&pdf, vec![panel(1, Rect::new(40.0, 80.0, 200.0, 110.0), Vec::new())]);
    assert_eq!(burned.counts.glyphs, 5);
    assert!(!holds(&reachable(&burned), b"Smith"));
}
