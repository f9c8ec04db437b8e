//! Promises of labels: a mark that fits is inside its panel; else a number and a key where the page is
//! free, and nothing over content.

use super::*;
use crate::burn::label::{Labels, Line, labels};
use crate::geom::PageGeometry;
use crate::pdf::typeset::{Glyphs, StampFace, StampFont};

fn sheet() -> PageGeometry {
    PageGeometry::upright(400.0, 400.0)
}

fn labelled(panels: &[(Rect, &str)], taken: &[Rect]) -> Labels {
    let mut document = lopdf::Document::with_version("2.0");
    let font = StampFont::embed(&mut document, "s.40(2)TPCR0123456789 =", StampFace::Bold, Glyphs::Used)
        .expect("a font");
    labels(panels, &sheet(), || taken.to_vec(), &font)
}

fn texts(labels: &Labels) -> Vec<&str> {
    labels.lines.iter().map(|l| l.text.as_str()).collect()
}

/// Roughly where a line's ink is.
fn area(line: &Line) -> Rect {
    let wide = line.text.chars().count() as f64 * 0.56 * line.size;
    Rect::new(line.at.0, line.at.1 - 0.72 * line.size, line.at.0 + wide, line.at.1)
}

fn text_block() -> Rect {
    Rect::new(60.0, 60.0, 340.0, 330.0)
}

const WIDE: Rect = Rect { x0: 100.0, y0: 100.0, x1: 160.0, y1: 112.0 };
const NARROW: Rect = Rect { x0: 100.0, y0: 120.0, x1: 108.0, y1: 132.0 };
const FLAT: Rect = Rect { x0: 200.0, y0: 140.0, x1: 260.0, y1: 145.0 };

#[test]
fn a_mark_that_fits_is_inside_its_panel_and_needs_no_key() {
    let labels = labelled(&[(WIDE, "s.40(2)")], &[text_block()]);
    assert_eq!((texts(&labels), labels.untold), (vec!["s.40(2)"], 0));
    assert!(labels.lines[0].white && labels.lines[0].size >= 6.0);
}

#[test]
fn a_small_panel_gets_a_number_inside_or_in_the_margin_and_the_page_a_key() {
    let panels = [(WIDE, "TP"), (NARROW, "s.40(2)"), (FLAT, "CR")];
    let labels = labelled(&panels, &[text_block()]);
    assert_eq!((texts(&labels), labels.untold), (vec!["TP", "1", "2", "1 = s.40(2)   2 = CR"], 0));
    let [_, inside, beside, key] = &labels.lines[..] else { panic!("four lines") };
    assert!(inside.white && NARROW.intersection(&area(inside)).is_some());
    assert!(!beside.white && (beside.at.1 - 144.0).abs() < 3.0, "at the height of its panel: {beside:?}");
    for line in [beside, key] {
        assert!(line.size >= 6.0 && text_block().intersection(&area(line)).is_none(), "{line:?}");
    }
}

#[test]
fn nothing_is_drawn_where_the_page_has_no_room() {
    let all = Rect::new(0.0, 0.0, 400.0, 400.0);
    let labels = labelled(&[(WIDE, "TP"), (NARROW, "s.40(2)"), (FLAT, "CR")], &[all]);
    assert_eq!((texts(&labels), labels.untold), (vec!["TP"], 2));
}

#[test]
fn a_key_stands_at_the_foot_the_head_or_in_a_margin_whichever_is_free() {
    let block = |x0, y0, x1, y1| Rect::new(x0, y0, x1, y1);
    let key = |taken: Rect| {
        let labels = labelled(&[(NARROW, "s.40(2)")], &[taken]);
        labels.lines.iter().find(|l| l.text.contains('=')).expect("a key").at
    };
    assert!(key(block(60.0, 60.0, 340.0, 330.0)).1 > 330.0, "the foot");
    assert!(key(block(0.0, 60.0, 400.0, 400.0)).1 < 50.0, "the head");
    assert!(key(block(80.0, 0.0, 400.0, 400.0)).0 < 40.0, "the left margin");
    assert!(key(block(0.0, 0.0, 340.0, 400.0)).0 > 340.0, "the right margin");
}

#[test]
fn a_page_with_a_small_panel_says_what_its_number_means_and_keeps_every_word() {
    let pdf =
        one_page("BT /F1 5 Tf 50 300 Td (public) Tj 40 0 Td (I) Tj 40 0 Td (words) Tj ET 0 0 400 20 re f");
    let pages = text::document(&pdf).unwrap();
    let (_, bytes) = burn_with(&pdf, panels(&pages, "I"));
    let page = text::document(&bytes).unwrap().remove(0);
    for word in ["public", "words", "1 = TP"] {
        assert!(page.text.contains(word), "{word}: {}", page.text);
    }
    let drawn = crate::render::page(&bytes, 1, 72.0).unwrap();
    assert_eq!(drawn.pixel(30, 390), Some([0; 3]), "the bar at the foot is as it was");
}
