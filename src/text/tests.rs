//! Promises of text extraction, on tiny documents.

use lopdf::dictionary;

use super::{NO_GLYPH, PageText, document};
use crate::geom::Point;
use crate::pdf::content::testing::{Maker, composite, latin, one_page};

fn page(content: &str) -> PageText {
    document(&one_page(content)).unwrap().remove(0)
}

fn text(content: &str) -> String {
    page(content).text
}

#[test]
fn words_are_parted_by_spaces_and_by_gaps() {
    for (content, want) in [
        ("BT /F1 10 Tf 50 300 Td (two words) Tj ET", "two words\n"),
        ("BT /F1 10 Tf 50 300 Td [(two) -300 (words)] TJ ET", "two words\n"),
        ("BT /F1 10 Tf 50 300 Td [(Sm) -20 (ith)] TJ ET", "Smith\n"),
        ("BT /F1 10 Tf 3 Tc 50 300 Td (Smith) Tj ET", "Smith\n"),
        ("BT /F1 10 Tf 50 300 Td [(S)-350(m)-350(i)-350(t)-350(h)] TJ ET", "Smith\n"),
        ("BT /F1 10 Tf 50 300 Td (Smi) Tj 14.4 0 Td (th) Tj ET", "Smith\n"),
        ("BT /F1 10 Tf 65 300 Td (ith) Tj -15 20 Td (up) Tj 0 -20 Td (Sm) Tj ET", "up\n\nSmith\n"),
        ("BT /F1 10 Tf 50 300 Td (one) Tj 0 -12 Td (two) Tj ET", "one\ntwo\n"),
        ("BT /F1 10 Tf 50 300 Td (one) Tj 0 -40 Td (two) Tj ET", "one\n\ntwo\n"),
        ("BT /F1 10 Tf 50 300 Td (below) Tj 0 12 Td (above) Tj ET", "above\nbelow\n"),
        ("BT /F1 10 Tf 50 300 Td (left) Tj 200 0 Td (right) Tj ET", "left\tright\n"),
        ("BT /F1 10 Tf 50 300 Td (line-) Tj 0 -12 Td (break) Tj ET", "line-\nbreak\n"),
    ] {
        assert_eq!(text(content), want, "{content}");
    }
}

#[test]
fn letters_set_one_by_one_are_read_as_words() {
    let placed = |letters: &str, from: f64, step: f64| -> String {
        let place = |(at, c)| format!("1 0 0 1 {} 300 Tm ({c}) Tj ", from + step * at as f64);
        letters.chars().enumerate().map(place).collect()
    };
    let typed = |text: &str| format!("({text}) Tj ");
    for (shown, want) in [
        (placed("Miller", 50.0, 9.5), "Miller\n"),
        (placed("Jones", 50.0, 20.0) + &placed("Smith", 190.0, 20.0), "Jones\tSmith\n"),
        (typed("J o n e s   S m i t h"), "Jones Smith\n"),
        // nothing tells words from letters
        (typed("A B C D"), "A B C D\n"),
        (placed("YNYY", 50.0, 60.0), "Y\tN\tY\tY\n"),
        (typed("I a m x = y"), "I a m x = y\n"),
    ] {
        let shown = format!("BT /F1 10 Tf 50 300 Td {shown} ET");
        assert_eq!(text(&shown), want, "{shown}");
    }
}

#[test]
fn bold_by_drawing_twice_is_read_once() {
    let twice = "BT /F1 10 Tf 50 300 Td (Smith) Tj 0.3 0 Td (Smith) Tj ET";
    assert_eq!(text(twice), "Smith\n");
    assert_eq!(page(twice).glyphs.len(), 10);
    assert_eq!(text("BT /F1 10 Tf 50 300 Td (ball book) Tj ET"), "ball book\n");
}

#[test]
fn columns_are_read_one_after_the_other_and_tables_by_row() {
    let mut columns = String::from("BT /F1 10 Tf ");
    let mut table = columns.clone();
    for line in 0..8 {
        let y = 300 - 12 * line;
        for (x, side) in [(20, "left"), (220, "right")] {
            let full = "filling up the whole of its line";
            columns = format!("{columns} 1 0 0 1 {x} {y} Tm ({side}{line} {full}) Tj ");
            table = format!("{table} 1 0 0 1 {x} {y} Tm ({side}{line}) Tj ");
        }
    }
    let read = text(&(columns + "ET"));
    assert!(read.find("left7") < read.find("right0"), "{read}");
    let read = text(&(table + "ET"));
    assert!(read.starts_with("left0\tright0\nleft1\tright1\n"), "{read}");
}

#[test]
fn turned_pages_and_turned_lines_are_read_upright() {
    for rotate in [0, 90, 180, 270] {
        let mut maker = Maker::new();
        maker.page("BT /F1 10 Tf 50 300 Td (Smith was here) Tj ET", latin()).set("Rotate", rotate);
        assert_eq!(document(&maker.bytes()).unwrap()[0].text, "Smith was here\n", "{rotate}");
    }
    let side = "BT /F1 10 Tf 0 1 -1 0 100 100 Tm (on its side) Tj ET";
    assert_eq!(text(side), "on its side\n");
    for degrees in [1.0, 2.5, 4.0, 5.0, 8.0, 10.0, 25.0, 36.87, 50.0, 95.0, 170.0, 200.0, 260.0, 350.0_f64] {
        let (sin, cos) = degrees.to_radians().sin_cos();
        let (x, y) = (200.0 - 190.0 * cos, 200.0 - 190.0 * sin);
        let line = "a slope of many words on which nothing is torn in the middle";
        let lean = format!("BT /F1 10 Tf {cos} {sin} {} {cos} {x} {y} Tm ({line}) Tj ET", -sin);
        assert_eq!(text(&lean), format!("{line}\n"), "{degrees}");
    }
    let skew = "BT /F1 10 Tf 0.9986 0.0523 -0.0523 0.9986 50 300 Tm (a skewed scan) Tj ET";
    assert_eq!(text(skew), "a skewed scan\n");
}

#[test]
fn text_on_a_curve_is_read_as_words() {
    let mut content = String::from("BT /F1 10 Tf ");
    for (at, letter) in "aeonpbdgqu".chars().enumerate() {
        let turn = (15.0 * at as f64).to_radians();
        let (sin, cos) = (-turn.sin(), turn.cos());
        let (x, y) = (200.0 + 21.5 * turn.sin(), 200.0 + 21.5 * turn.cos());
        content += &format!("{cos} {sin} {} {cos} {x} {y} Tm ({letter}) Tj ", -sin);
    }
    assert_eq!(text(&(content + "ET")), "aeonpbdgqu\n");
}

#[test]
fn every_character_knows_its_glyph() {
    let page = page("BT /F1 10 Tf 50 300 Td (a b) Tj ET");
    assert_eq!(page.text, "a b\n");
    assert_eq!(page.origins, [0, NO_GLYPH, 2, NO_GLYPH]);
    assert_eq!(page.glyphs.get(0).expect("a glyph").quad.0[0], Point::new(50.0, 300.0 - 2.2));
    assert!((page.glyphs.get(2).expect("a glyph").quad.0[0].x - (50.0 + 5.56 + 2.78)).abs() < 1e-6);
}

#[test]
fn text_that_is_not_seen_is_read_and_marked() {
    for content in [
        "BT /F1 10 Tf 3 Tr 50 300 Td (Smith) Tj ET",
        "BT /F1 10 Tf 7 Tr 50 300 Td (Smith) Tj ET",
        "BT /F1 10 Tf 900 300 Td (Smith) Tj ET",
        "q 0 0 10 10 re W n BT /F1 10 Tf 50 300 Td (Smith) Tj ET Q",
    ] {
        let page = page(content);
        assert_eq!(page.text, "Smith\n");
        assert!(page.glyphs.iter().all(|g| g.invisible), "{content}");
    }
    assert!(!page("BT /F1 10 Tf 50 300 Td (Smith) Tj ET").glyphs.get(0).expect("a glyph").invisible);
}

#[test]
fn codes_without_meaning_are_unreadable_and_ligatures_are_spelt_out() {
    let mut maker = Maker::new();
    let font = composite(&mut maker, "Identity-H");
    let resources = dictionary! { "Font" => dictionary! { "F2" => font } };
    maker.page("BT /F2 10 Tf 50 300 Td <0061006200AA> Tj 0 -20 Td <F123F124> Tj ET", resources);
    let page = document(&maker.bytes()).unwrap().remove(0);
    assert!(page.text.starts_with("abfi\n"), "{}", page.text);
    assert_eq!(page.origins[2], page.origins[3]);
    assert_eq!((page.unreadable.clone(), page.searchable()), (vec![3..5], false));
}

#[test]
fn a_font_all_of_whose_glyphs_are_said_to_be_one_letter_is_not_believed() {
    let said = |letters: &str, maker: &mut Maker| {
        let lines: String =
            letters.chars().zip(1..).map(|(c, i)| format!("<{i:04X}> <{:04X}>\n", c as u32)).collect();
        let map = format!(
            "begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange {} beginbfchar {lines} endbfchar endcmap",
            letters.len()
        );
        let map = maker.stream(lopdf::Dictionary::new(), &map);
        let mut font = composite(maker, "Identity-H");
        font.as_dict_mut().unwrap().set("ToUnicode", map);
        dictionary! { "Font" => dictionary! { "F2" => font } }
    };
    for (letters, searchable) in [("Quillfea", true), ("xxxxxxxx", false)] {
        let mut maker = Maker::new();
        let resources = said(letters, &mut maker);
        maker.page("BT /F2 10 Tf 50 300 Td <00010002000300040005000600070008> Tj ET", resources);
        let page = document(&maker.bytes()).unwrap().pop().unwrap();
        assert_eq!(page.searchable(), searchable, "{}", page.text);
    }
}

#[test]
fn control_codes_of_a_standard_font_draw_nothing() {
    let control = page("BT /F1 10 Tf 50 300 Td (Dear Smith\\015\\012) Tj 0 -12 Td (Jo\\001nes) Tj ET");
    assert!(control.searchable(), "{}", control.text);
    let letters: String = control.text.chars().filter(|c| c.is_alphabetic()).collect();
    assert_eq!(letters, "DearSmithJones");
}

#[test]
fn hostile_content_ends_in_an_error_or_a_text() {
    let mut maker = Maker::new();
    let resources = latin();
    let form = maker.form("/X1 Do", dictionary! {});
    let id = form.as_reference().unwrap();
    let own = dictionary! { "XObject" => dictionary! { "X1" => form.clone() } };
    maker.document.get_object_mut(id).unwrap().as_stream_mut().unwrap().dict.set("Resources", own);
    let mut with_form = resources.clone();
    with_form.set("XObject", dictionary! { "X1" => form });
    maker.page("/X1 Do BT /F1 1e30 Tf (a) Tj 0 0 Td -5 Tz (b) Tj ET q q q [[[ << (", with_form);
    assert!(document(&maker.bytes()).is_ok());
    assert!(document(b"%PDF-1.7 nonsense").is_err());
    let mut maker = Maker::new();
    let mut inner = maker.form("BT /F1 9 Tf (deep) Tj ET", latin());
    for _ in 0..40 {
        inner = maker.form("/X1 Do", dictionary! { "XObject" => dictionary! { "X1" => inner } });
    }
    maker.page("/X1 Do", dictionary! { "XObject" => dictionary! { "X1" => inner } });
    assert!(document(&maker.bytes()).is_err(), "what lies too deep was not seen");
}
