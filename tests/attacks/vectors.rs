//! Attacks through drawings: letters as outlines, bars, strokes, clips and meshes under a box.

use blackpanel::geom::Rect;

use super::build::{Maker, between};
use super::peel::peeled;
use super::support::line::{self, Done, Order};

/// The box of every test: as displayed, and the same in user space of a page 200 points high.
const UNDER: Rect = Rect { x0: 60.0, y0: 88.0, x1: 120.0, y1: 102.0 };

fn page(content: &str) -> Vec<u8> {
    with_resources(content, |_| String::new())
}

fn with_resources(content: &str, add: impl FnOnce(&mut Maker) -> String) -> Vec<u8> {
    let mut maker = Maker::new();
    maker.page = "/MediaBox [0 0 200 200]".into();
    maker.resources = add(&mut maker);
    maker.content(content).finish()
}

fn redacted(pdf: &[u8]) -> Done {
    let order = Order { boxes: &[(1, UNDER)], ..Order::default() };
    line::redact(pdf, &order).unwrap_or_else(|not| panic!("{not:?}"))
}

/// Pixels of the page at two to the point that are not white, inside and outside of the box.
fn ink(pdf: &[u8], reach: f64) -> (usize, Vec<(u32, u32)>) {
    let picture = blackpanel::render::page(pdf, 1, 144.0).expect("drawn");
    let (inner, outer) = (UNDER.inflate(-0.5), UNDER.inflate(reach));
    let (mut inside, mut outside) = (0, Vec::new());
    for (x, y) in (0..picture.height).flat_map(|y| (0..picture.width).map(move |x| (x, y))) {
        let at = blackpanel::geom::Point::new((f64::from(x) + 0.5) / 2.0, (f64::from(y) + 0.5) / 2.0);
        let white = picture.pixel(x, y).is_none_or(|p| p == [255; 3]);
        inside += usize::from(inner.contains(at) && !white);
        if !outer.contains(at) && !white {
            outside.push((x, y));
        }
    }
    (inside, outside)
}

/// Nothing under the box when the panel is taken off, the same ink further away.
fn gone(name: &str, pdf: &[u8]) -> Done {
    let done = redacted(pdf);
    let bare = peeled(&done.pdf);
    let (before, after) = (ink(pdf, 12.0), ink(&bare, 12.0));
    assert!(before.0 > 20, "{name}: nothing is drawn under the box");
    assert_eq!(after.0, 0, "{name}: something is left under the box");
    assert_eq!(before.1, after.1, "{name}: something beside the box changed");
    done
}

/// An "o" with its hole, by curves, its left edge at `x`.
fn round(x: f64, y: f64) -> String {
    let ring = |r: f64| {
        let (cx, cy, k) = (x + 4.0, y + 4.0, 0.55 * r);
        format!(
            "{} {cy} m {} {} {} {} {cx} {} c {} {} {} {} {} {cy} c {} {} {} {} {cx} {} c {} {} {} {} {} {cy} c h ",
            cx + r,
            cx + r,
            cy + k,
            cx + k,
            cy + r,
            cy + r,
            cx - k,
            cy + r,
            cx - r,
            cy + k,
            cx - r,
            cx - r,
            cy - k,
            cx - k,
            cy - r,
            cy - r,
            cx + k,
            cy - r,
            cx + r,
            cy - k,
            cx + r,
        )
    };
    ring(4.0) + &ring(2.0)
}

/// An "I" of thin bars.
fn barred(x: f64, y: f64) -> String {
    format!("{x} {y} 5 1 re {x} {} 5 1 re {} {y} 1 8 re ", y + 7.0, x + 2.0)
}

/// An "N" by strokes of one line each.
fn stroked(x: f64, y: f64) -> String {
    let (r, t) = (x + 5.0, y + 8.0);
    format!("{x} {y} m {x} {t} l {x} {t} m {r} {y} l {r} {y} m {r} {t} l ")
}

/// An "S" of very small straight segments, one subpath each.
fn dotted(x: f64, y: f64) -> String {
    let point = |i: usize| {
        let t = i as f64 / 24.0;
        (x + 3.0 + 3.0 * (t * 9.0).sin(), y + 8.0 * t)
    };
    (0..24)
        .map(|i| {
            let ((a, b), (c, d)) = (point(i), point(i + 1));
            format!("{a:.2} {b:.2} m {c:.2} {d:.2} l ")
        })
        .collect()
}

/// Draws a letter with its lower left corner at (x, y).
type Letter = fn(f64, f64) -> String;

/// A line of such letters across the page: 20 to 180, three quarters of the way up.
fn line_of(letter: Letter) -> String {
    (0..16).map(|i| letter(20.0 + 10.0 * f64::from(i), 101.0)).collect()
}

#[test]
fn letters_drawn_in_any_way_go_under_the_box_and_stay_beside_it() {
    let letters: [(&str, Letter); 4] =
        [("curves with holes", round), ("bars", barred), ("strokes", stroked), ("specks", dotted)];
    for (name, letter) in letters {
        let line = line_of(letter);
        for paint in ["f", "f*", "S", "B", "b*"] {
            if matches!(name, "strokes" | "specks") && paint != "S" {
                continue;
            }
            gone(&format!("{name} painted by {paint}"), &page(&format!("0.4 w {line} {paint}")));
        }
        let each: String = (0..16).map(|i| letter(20.0 + 10.0 * f64::from(i), 101.0) + "S ").collect();
        gone(&format!("{name}, a path each"), &page(&format!("0.4 w {each}")));
    }
}

#[test]
fn a_letter_that_is_half_covered_goes_whole_with_its_hole() {
    for (name, letter) in [("o", round(55.0, 101.0)), ("I", barred(57.0, 101.0))] {
        let done = redacted(&page(&format!("{letter} f")));
        let (inside, outside) = ink(&peeled(&done.pdf), 0.0);
        assert_eq!((inside, outside.len()), (0, if name == "I" { outside.len() } else { 0 }), "{name}");
        assert!(outside.len() < 40, "{name}: {} pixels are left", outside.len());
    }
}

#[test]
fn letters_go_from_forms_patterns_and_clips() {
    let line = line_of(round);
    let form = with_resources("/F Do", |maker| {
        format!("/XObject << /F {} 0 R >>", maker.form("", &format!("{line} f")))
    });
    gone("form", &form);
    let tiling = with_resources("/Pattern cs /P scn 0 0 200 200 re f", |maker| {
        let entries = "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 200 50] /XStep 200 /YStep 50 /Resources << >>";
        let letters: String = (0..16).map(|i| round(20.0 + 10.0 * f64::from(i), 1.0)).collect();
        let pattern = maker.stream(entries, format!("{letters} f"));
        format!("/Pattern << /P {pattern} 0 R >>")
    });
    let done = redacted(&tiling);
    assert_eq!(ink(&peeled(&done.pdf), 0.0).0, 0, "a pattern's letters");
    for (name, letter) in [("outlines", round as Letter), ("bars", barred)] {
        let clipped = format!("q {} W n 0 0 200 200 re f Q", line_of(letter));
        let done = redacted(&page(&clipped));
        let content = content_of(&done.pdf);
        let (before, after) = (ink(&page(&clipped), 12.0), ink(&peeled(&done.pdf), 12.0));
        assert_eq!((after.0, before.1), (0, after.1), "a clip of {name}");
        assert!(!content.contains("\n80 ") && !content.contains(" 82 "), "a clip of {name}: {content}");
    }
}

/// All content streams of a file.
fn content_of(pdf: &[u8]) -> String {
    let document = lopdf::Document::load_mem(pdf).expect("ours");
    let pages = document.get_pages();
    pages.values().map(|id| String::from_utf8_lossy(&document.get_page_content(*id)).into_owned()).collect()
}

#[test]
fn rows_of_dashes_that_draw_a_picture_go_and_dotted_rules_stay() {
    let row = |y: u32| format!("[3 2 1 4 5 2 1 1 3 7 2 2] 0 d 10 {y} m 190 {y} l S ");
    let rows: String = (100..110).map(row).collect();
    let done = redacted(&page(&format!("1 w {rows}")));
    assert_eq!((done.counts.paths, ink(&peeled(&done.pdf), 0.0).0), (10, 0));
    assert_eq!(redacted(&page("[1 2] 0 d 10 105 m 190 105 l S")).counts.paths, 0);
}

#[test]
fn rules_borders_and_backgrounds_stay() {
    let content = "0.9 g 10 95 180 20 re f 0 g 10 99 180 0.5 re f 0.5 w 10 98 m 190 98 l S 10 90 180 30 re S \
        20 90 m 20 120 l S 125 90 0.5 30 re f 0.95 g 0 0 200 200 re f";
    let done = redacted(&page(content));
    assert_eq!(done.counts.paths, 0);
    let clip = "q 10 95 180 20 re W n 0 g 0 0 200 200 re f Q";
    assert_eq!(redacted(&page(clip)).counts.paths, 0, "a frame that clips");
}

/// The control points of a patch, the inner four last (ISO 32000-2, 8.7.4.5.8): a Coons patch has the
/// first twelve.
const PATCH: [(u8, u8); 16] = [
    (0, 101),
    (0, 103),
    (0, 106),
    (0, 109),
    (3, 109),
    (6, 109),
    (8, 109),
    (8, 106),
    (8, 103),
    (8, 101),
    (6, 101),
    (3, 101),
    (3, 103),
    (3, 106),
    (6, 106),
    (6, 103),
];

/// Triangles in the shape of letters, as a mesh of type 4 with bytes for coordinates.
fn mesh(maker: &mut Maker, kind: u8) -> usize {
    let mut data = Vec::new();
    for i in 0..16_u8 {
        let x = 20 + 10 * i;
        let points: &[(u8, u8)] = match kind {
            4 => &[(0, 101), (4, 109), (8, 101)],
            5 => &[(0, 101), (8, 101)],
            6 => &PATCH[..12],
            _ => &PATCH,
        };
        if kind >= 6 {
            data.push(0);
        }
        for &(dx, y) in points {
            if kind == 4 {
                data.push(0);
            }
            data.extend([x + dx, y]);
            if kind < 6 {
                data.extend([10, 20, 30]);
            }
        }
        if kind >= 6 {
            data.extend([10, 20, 30].repeat(4));
        }
    }
    if kind == 5 {
        let upper: Vec<u8> = data.chunks(5).flat_map(|v| [v[0], 109, 10, 20, 30]).collect();
        data.extend(upper);
    }
    let entries = format!(
        "/ShadingType {kind} /ColorSpace /DeviceRGB /BitsPerCoordinate 8 /BitsPerComponent 8 /BitsPerFlag 8 /VerticesPerRow 32 /Decode [0 255 0 255 0 1 0 1 0 1]"
    );
    maker.stream(&entries, data)
}

#[test]
fn meshes_that_could_draw_letters_under_the_box_are_left_out_and_named() {
    for kind in 4..=7 {
        for (how, content) in [("painted", "/S sh"), ("as a colour", "/Pattern cs /P scn 0 0 200 200 re f")] {
            let pdf = with_resources(&between(content), |maker| {
                let mesh = mesh(maker, kind);
                format!(
                    "/Shading << /S {mesh} 0 R >> /Pattern << /P << /PatternType 2 /Shading {mesh} 0 R >> >>"
                )
            });
            let done = redacted(&pdf);
            assert!(ink(&pdf, 0.0).0 > 20, "type {kind} {how} draws nothing");
            assert_eq!(ink(&peeled(&done.pdf), 0.0).0, 0, "type {kind} {how}");
            assert!(done.named.iter().any(|n| n.contains("shading")), "type {kind} {how}: {:?}", done.named);
        }
    }
}

#[test]
fn a_gradient_that_passes_under_the_box_stays() {
    let pdf = with_resources("q 10 90 180 30 re W n /S sh Q", |_| {
        "/Shading << /S << /ShadingType 2 /ColorSpace /DeviceGray /Coords [10 0 190 0] /Function << /FunctionType 2 /Domain [0 1] /N 1 /C0 [0.2] /C1 [0.8] >> >> >>".into()
    });
    let done = redacted(&pdf);
    assert!(done.named.is_empty() && content_of(&done.pdf).contains(" sh"), "{:?}", done.named);
}

#[test]
fn a_procedure_that_draws_a_line_of_letters_goes_with_its_glyph() {
    let line: String = (0..16).map(|i| round(10.0 * f64::from(i), 0.0)).collect();
    let pdf = with_resources("BT /T 1 Tf 20 101 Td (a) Tj ET", |maker| {
        let procedure = maker.stream("", format!("1 0 d0 {line} f"));
        let font = maker.add(format!(
            "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 160 8] /FontMatrix [1 0 0 1 0 0] /CharProcs << /a {procedure} 0 R >> \
             /Encoding << /Type /Encoding /Differences [97 /a] >> /FirstChar 97 /LastChar 97 /Widths [1] /Resources << >> >>"
        ));
        maker.fonts = format!("/T {font} 0 R");
        String::new()
    });
    let done = redacted(&pdf);
    assert!(ink(&pdf, 0.0).0 > 20, "nothing is drawn");
    assert_eq!(ink(&peeled(&done.pdf), 0.0).0, 0);
}
