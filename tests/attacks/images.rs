//! Attacks through pictures: what lies under a box is gone from the samples, whatever holds them, and
//! nothing changes beside it. The output is looked at without its panel, by another decoder.

use super::build::Maker;
use super::judge::search;
use super::pictures::{self as made, Coded};
use super::support::line::{self, Done, Order};
use blackpanel::geom::Rect;

/// Where a picture stands on the page: one sample is one point.
const PLACE: &str = "64 0 0 48 40 80 cm";
/// Columns and rows 16 to 32 of it, as displayed.
const UNDER: Rect = Rect { x0: 56.0, y0: 88.0, x1: 72.0, y1: 104.0 };

/// One page that paints `X` by these operators.
fn page(coded: &Coded, operators: &str) -> Vec<u8> {
    let mut maker = Maker::new();
    maker.page = "/MediaBox [0 0 200 200]".into();
    let mut entries = coded.entries.clone();
    for (key, more, data) in &coded.parts {
        let part = maker.stream(more, data);
        entries = entries.replace(key, &format!("{part} 0 R"));
    }
    let picture = maker.stream(&format!("/Type /XObject /Subtype /Image {entries}"), &coded.data);
    maker.resources = format!("/XObject << /X {picture} 0 R >>");
    maker.content(operators).finish()
}

fn placed(coded: &Coded) -> Vec<u8> {
    page(coded, &format!("0.2 0.4 0.6 rg q {PLACE} /X Do Q"))
}

fn redacted(pdf: &[u8], under: Rect) -> Result<Done, String> {
    let order = Order { boxes: &[(1, under)], ..Order::default() };
    line::redact(pdf, &order).map_err(|not| format!("{not:?}"))
}

/// An output without the panel that is painted last.
fn peeled(pdf: &[u8]) -> Vec<u8> {
    let mut document = lopdf::Document::load_mem(pdf).expect("our own file");
    for page in document.get_pages().into_values() {
        let mut content = document.get_page_content(page);
        let panel = content.windows(4).rposition(|w| w == b"0 g\n").expect("a panel");
        content.truncate(panel);
        content.extend_from_slice(b"Q");
        document.change_page_content(page, content).expect("content");
    }
    let mut out = Vec::new();
    document.save_to(&mut out).expect("saved");
    out
}

/// Compares what is drawn before and after: one colour under the box, the same outside of it.
fn compare(before: &[u8], after: &[u8], under: &Rect, reach: f64) -> Result<(), String> {
    let draw = |pdf: &[u8]| blackpanel::render::page(pdf, 1, 72.0).map_err(|_| "cannot be drawn".to_owned());
    let (before, after) = (draw(before)?, draw(&peeled(after))?);
    let (inner, outer) = (under.inflate(-1.0), under.inflate(reach));
    let (mut inside, mut looked) = (Vec::new(), Vec::new());
    for (x, y) in (0..before.height).flat_map(|y| (0..before.width).map(move |x| (x, y))) {
        let middle = blackpanel::geom::Point::new(f64::from(x) + 0.5, f64::from(y) + 0.5);
        if inner.contains(middle) {
            inside.push(after.pixel(x, y));
            looked.push(before.pixel(x, y));
        } else if !outer.contains(middle) && before.pixel(x, y) != after.pixel(x, y) {
            let (b, a) = (before.pixel(x, y), after.pixel(x, y));
            return Err(format!("changed outside of the box at {x}, {y}: {b:?} became {a:?}"));
        }
    }
    if looked.windows(2).all(|w| w[0] == w[1]) {
        return Err("the test draws nothing under the box".into());
    }
    let constant = inside.windows(2).all(|w| w[0] == w[1]);
    if constant { Ok(()) } else { Err("something is left under the box".into()) }
}

fn judge(coded: &Coded) -> Result<(), String> {
    let pdf = placed(coded);
    let done = redacted(&pdf, UNDER)?;
    search(&done.pdf)?;
    if done.counts.images == 0 {
        return Err(format!("not painted out: {:?} {:?}", done.counts, done.named));
    }
    compare(&pdf, &done.pdf, &UNDER, if coded.lossy { 17.0 } else { 1.0 })
}

fn withstand(pictures: Vec<Coded>) {
    let wrong: Vec<String> =
        pictures.iter().filter_map(|p| judge(p).err().map(|why| format!("{}: {why}", p.name))).collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), pictures.len(), wrong.join("\n"));
}

#[test]
fn samples_of_every_depth_and_colour_space_are_destroyed() {
    withstand(made::spaces());
}

#[test]
fn samples_behind_every_filter_and_predictor_are_destroyed() {
    withstand(made::filters());
}

#[test]
fn jpegs_of_every_kind_lose_whole_blocks_and_keep_the_rest() {
    withstand(made::jpegs());
}

#[test]
fn faxes_and_jbig2_pages_are_destroyed_under_the_box() {
    withstand(made::faxes());
}

#[test]
fn masks_of_every_kind_are_destroyed_with_their_picture() {
    withstand(made::masks());
}
