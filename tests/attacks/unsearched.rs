//! What a search cannot see: it stops the run, or it is named.

use super::build::{Maker, SECRET, between, text};
use super::judge::{attack, redact, withstand};

/// Shapes of the size of letters in a row, of so many kinds.
fn shapes(count: usize, kinds: usize) -> String {
    let shape = |at: usize| {
        let x = 72 + at * 9;
        let waves = "1 2 3 2 4 0 c ".repeat(at % kinds);
        format!("q 1 0 0 1 {x} 700 cm 0 0 m 0 4 2 8 4 8 c {waves}6 0 l f Q ")
    };
    (0..count).map(shape).collect()
}

fn with(content: &str) -> Vec<u8> {
    Maker::new().content(content).finish()
}

#[test]
fn a_page_whose_letters_are_drawn_as_shapes_was_not_searched() {
    let search = ["--text", SECRET];
    let (code, said) = redact(&with(&shapes(20, 6)), &search);
    assert!(code == 3 && said.contains("has its letters drawn as shapes"), "{code}: {said}");
    assert_eq!(redact(&with(&shapes(20, 6)), &["--text", SECRET, "--looked-at", "1"]).0, 0);
    assert_eq!(redact(&with(&shapes(20, 6)), &["--box", "1:70,90,100,110"]).0, 0);
    for (what, content) in [("a logo", shapes(8, 6)), ("the marks of a chart", shapes(40, 2))] {
        assert_eq!(redact(&with(&between(&content)), &search).0, 0, "{what}");
    }
}

#[test]
fn a_picture_beside_text_is_named_when_words_could_stand_in_it() {
    let picture = |size: &str| {
        let mut maker = Maker::new();
        let entries =
            "/Type /XObject /Subtype /Image /Width 8 /Height 8 /BitsPerComponent 8 /ColorSpace /DeviceGray";
        let image = maker.stream(entries, vec![0x80; 64]);
        maker.resources = format!("/XObject << /I {image} 0 R >>");
        maker.content(between(&format!("q {size} 72 660 cm /I Do Q"))).finish()
    };
    for (size, search, is_named) in
        [("300 0 0 60", "--text", true), ("20 0 0 20", "--text", false), ("300 0 0 60", "--box", false)]
    {
        let what = if search == "--text" { SECRET } else { "1:70,150,100,160" };
        let (code, said) = redact(&picture(size), &[search, what]);
        assert_eq!((code, said.contains("not searched: 1 × picture")), (0, is_named), "{size}: {said}");
    }
}

#[test]
fn control_codes_that_draw_nothing_hide_no_word_and_refuse_no_page() {
    let named = |maker: &mut Maker| {
        let font =
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Differences [1 /g23] >> >>";
        let number = maker.add(font);
        maker.fonts = format!("/F1 {number} 0 R");
    };
    let shown = text("(Quill\\001feather) Tj");
    withstand(vec![attack("between letters", with(&shown))]);
    let mut maker = Maker::new();
    named(&mut maker);
    let (code, said) = redact(&maker.content(shown).finish(), &["--text", SECRET]);
    assert!(code == 3 && said.contains("(1 × sign, the first at"), "{code}: {said}");
}

#[test]
fn an_order_that_can_do_nothing_is_wrong_usage() {
    let page = with(&between(""));
    for (order, why) in [
        (["--box", "1:700,100,800,120"], "lies off page 1, which is 600 by 800"),
        (["--box", "1:10,800,20,900"], "lies off page 1"),
        (["--regex", ""], "--regex is empty"),
    ] {
        let (code, said) = redact(&page, &order);
        assert!(code == 2 && said.contains(why), "{order:?}: {code}: {said}");
    }
    assert_eq!(redact(&page, &["--box", "1:590,790,700,900"]).0, 0);
}
