//! What counts as a panel in a stranger's file: every way in which people cover text, and beside each
//! the ordinary design that looks like it and must raise nothing.

use std::fmt::Write as _;

use super::build::{Pdf, page, page_with, text};
use super::{BLACK, broken, noted, request};

/// The words of the tests, where the panels lie.
fn words() -> String {
    text(100, 300, "kept words")
}

/// Content with further entries of the page and its resources, and further objects.
fn file(content: &str, entries: &str, resources: &str, more: impl FnOnce(Pdf) -> Pdf) -> Vec<u8> {
    more(page_with(content, entries, resources)).done()
}

/// Lines from `(x, y)` to `(x + dx, y + dy)`, `count` of them, `step` apart.
fn lines(count: u32, step: f64, dx: f64, dy: f64) -> String {
    (0..count).fold(String::new(), |mut out, i| {
        let x = 96.0 + f64::from(i) * step;
        let _ = writeln!(out, "{x} 296 m {} {} l S", x + dx, 296.0 + dy);
        out
    })
}

#[test]
fn panels_of_every_form_over_text_are_found() {
    let hatching = format!("0 G .6 w {}{}", lines(40, 1.8, 14.0, 14.0), lines(40, 1.8, -14.0, 14.0));
    let weak = [
        ("path lines", "0 g 98 296 m 160 296 l 160 311 l 98 311 l h f".to_owned()),
        ("thick stroke", "0 G 15 w 98 303.5 m 160 303.5 l S".into()),
        ("slanted thick stroke", "0 G 16 w 96 302 m 162 306 l S".into()),
        ("rotated rectangle", "q .9986 .0523 -.0523 .9986 0 0 cm 0 g 112 289 64 18 re f Q".into()),
        (
            "rounded corners",
            "0 g 102 296 m 156 296 l 158 296 160 298 160 300 c 160 307 l 160 309 158 311 156 311 c \
            102 311 l 100 311 98 309 98 307 c 98 300 l 98 298 100 296 102 296 c f"
                .into(),
        ),
        ("polygon", "0 g 95 303 m 100 295 l 158 294 l 163 303 l 158 313 l 100 312 l h f".into()),
        ("ellipse", "0 g 90 303 m 90 318 170 318 170 303 c 170 288 90 288 90 303 c f".into()),
        ("scribble", "0 G 5 w 97 299 m 160 300 l 97 303 l 160 304 l 97 307 l 160 308 l S".into()),
        ("cross-hatching", hatching.clone()),
        ("slanting lines", format!("0 G .8 w {}", lines(60, 1.2, 14.0, 14.0))),
        ("upright lines", format!("0 G .8 w {}", lines(60, 1.2, 0.0, 14.0))),
        (
            "thin boxes",
            (0..50).fold("0 g ".into(), |s: String, i| {
                s + &format!("{} 296 .7 14 re f ", 97.0 + 1.3 * f64::from(i))
            }),
        ),
        ("two boxes", "0 g 98 296 30 15 re f 127 296 33 15 re f".into()),
        ("dark blue", "0 0 .25 rg 98 296 62 15 re f".into()),
    ];
    for (name, panel) in &weak {
        assert_eq!(broken(&request(page(&format!("{}{panel}", words())).done())), ["R001"], "{name}");
        // the order of painting decides: what is drawn first hides nothing
        let below = page(&format!("q {panel} Q 1 g {}", words())).done();
        assert_eq!(broken(&request(below)), [""; 0], "{name} below white text");
    }
}

#[test]
fn panels_that_are_pictures_forms_or_annotations_are_found() {
    let dot = |entries: &str, data: &[u8]| {
        let content = format!("{} q 62 0 0 15 98 296 cm /I Do Q", words());
        let entries = format!("/Subtype /Image /Width 1 /Height 1 {entries}");
        file(&content, "", "/XObject << /I 6 0 R >>", |p| p.stream(6, &entries, data))
    };
    for (name, pack, rule) in [
        ("one grey pixel", dot("/BitsPerComponent 8 /ColorSpace /DeviceGray", b"\0"), "R004"),
        ("one coloured pixel", dot("/BitsPerComponent 8 /ColorSpace /DeviceRGB", b"\0\0\0"), "R004"),
        ("one pixel of four inks", dot("/BitsPerComponent 8 /ColorSpace /DeviceCMYK", b"\0\0\0\xFF"), "R004"),
        ("one bit", dot("/BitsPerComponent 1 /ColorSpace /DeviceGray", b"\0"), "R004"),
        (
            "one bit turned round",
            dot("/BitsPerComponent 1 /ColorSpace /DeviceGray /Decode [1 0]", b"\x80"),
            "R004",
        ),
        (
            "one entry of a palette",
            dot("/BitsPerComponent 1 /ColorSpace [/Indexed /DeviceRGB 1 <000000FFFFFF>]", b"\0"),
            "R004",
        ),
        ("a stencil", dot("/BitsPerComponent 1 /ImageMask true", b"\0"), "R004"),
    ] {
        assert_eq!(broken(&request(pack)), [rule], "{name}");
    }
    let inline = format!("{} q 62 0 0 15 98 296 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \0 EI Q", words());
    assert_eq!(broken(&request(page(&inline).done())), ["R004"], "an inline picture");
    let form = file(&format!("{} /X Do", words()), "", "/XObject << /X 6 0 R >>", |p| {
        p.stream(6, "/Subtype /Form /BBox [0 0 400 400]", BLACK.as_bytes())
    });
    assert_eq!(broken(&request(form)), ["R001"], "a form");
    // white paper and the scan's own letters hide nothing
    let white = dot("/BitsPerComponent 1 /ImageMask true", b"\x80");
    assert_eq!(broken(&request(white)), [""; 0], "a stencil that paints nothing");
}

#[test]
fn an_annotation_is_no_panel() {
    let annotated = |annotation: &str| {
        file(&words(), "/Annots [6 0 R]", "/XObject << /X 7 0 R >>", |p| {
            p.object(6, &format!("<< /Type /Annot /Rect [98 296 160 311] {annotation} >>")).stream(
                7,
                "/Subtype /Form /BBox [0 0 62 15]",
                b"0 g 0 0 62 15 re f",
            )
        })
    };
    for annotation in [
        "/Subtype /Square /AP << /N 7 0 R >>",
        "/Subtype /Stamp /AP << /N 7 0 R >>",
        "/Subtype /Ink /AP << /N 7 0 R >>",
        "/Subtype /Square /IC [0 0 0]",
        "/Subtype /Highlight /C [0] /QuadPoints [98 311 160 311 98 296 160 296]",
    ] {
        assert_eq!(broken(&request(annotated(annotation))), ["R001", "R010"], "{annotation}");
    }
    for annotation in [
        "/Subtype /Highlight /C [1 1 0] /QuadPoints [98 311 160 311 98 296 160 296]",
        "/Subtype /Square /C [0 0 0]",
        "/Subtype /Link /Border [0 0 0]",
    ] {
        let found = broken(&request(annotated(annotation)));
        assert!(!found.contains(&"R001") && !found.contains(&"R010"), "{annotation}: {found:?}");
    }
}

#[test]
fn whitening_out_is_covering_too() {
    let weak = [
        ("white box", format!("{} 1 g 95 290 80 30 re f", words())),
        ("white box on a tint", format!(".9 g 50 250 300 100 re f 0 g {} 1 g 95 290 80 30 re f", words())),
        ("yellow box", format!("{} 1 1 0 rg 95 290 80 30 re f", words())),
    ];
    for (name, content) in weak {
        assert_eq!(broken(&request(page(&content).done())), ["R004"], "{name}");
    }
    let sound = [
        ("shown again", format!("{} 1 g 95 290 80 30 re f 0 g {}", words(), words())),
        ("beside it", format!("{} 1 g 95 310 80 30 re f", words())),
        ("below it", format!("1 g 95 290 80 30 re f 0 g {}", words())),
        ("half of it", format!("{} 1 g 95 303 80 30 re f", words())),
        ("only spaces", format!("{} 1 g 95 290 80 30 re f", text(100, 300, "     "))),
    ];
    for (name, content) in sound {
        assert_eq!(broken(&request(page(&content).done())), [""; 0], "{name}");
    }
}

#[test]
fn text_in_the_colour_of_its_ground_is_noted() {
    let box_ = |shade: &str| format!("{shade} 90 290 100 30 re f ");
    for (name, content) in [
        ("white on the page", format!("1 g {}", words())),
        ("white on a white box over a grey one", format!("{}{}{}", box_(".5 g"), box_("1 g"), words())),
        ("grey on grey", format!("{}{}", box_(".5 g"), words())),
    ] {
        assert_eq!(noted(&request(page(&content).done())), ["R004"], "{name}");
    }
    for (name, content) in [
        ("white on grey", format!("{} 1 g {}", box_(".5 g"), words())),
        ("white on a polygon", format!("0 0 1 rg 90 290 m 200 295 l 190 320 l 80 320 l f 1 g {}", words())),
        ("white on a shading", format!("q 90 290 100 30 re W n /S sh Q 1 g {}", words())),
    ] {
        assert_eq!(noted(&request(page(&content).done())), [""; 0], "{name}");
    }
}

#[test]
fn ordinary_lines_and_areas_hide_nothing() {
    let grid: String = (0..20).fold("0 G .5 w ".into(), |s, i| {
        s + &format!(
            "{} 250 m {} 350 l S 50 {} m 350 {} l S ",
            50 + 15 * i,
            50 + 15 * i,
            250 + 5 * i,
            250 + 5 * i
        )
    });
    let bars: String =
        (0..8).fold("0 g ".into(), |s, i| s + &format!("{} 200 20 {} re f ", 60 + 30 * i, 20 + 9 * i));
    let sound = [
        ("chart grid", format!("{} {grid}", words())),
        ("chart bars with labels above", format!("{bars} {}", words())),
        (
            "underline and strike-out",
            format!("{} 0 G 1 w 98 298 m 160 298 l S 98 303 m 160 303 l S", words()),
        ),
        ("thick underline", format!("{} 0 g 98 293 62 5 re f", words())),
        ("dark page", format!("0 g 0 0 400 400 re f 1 g {}", words())),
        (
            "dark rounded button",
            format!("0 g 90 303 m 90 318 170 318 170 303 c 170 288 90 288 90 303 c f 1 g {}", words()),
        ),
        ("table header", format!(".2 g 90 290 200 20 re f 1 g {}", words())),
        ("frame of a box", format!("{} 0 G 2 w 95 293 m 165 293 l 165 313 l 95 313 l h S", words())),
        ("pie", format!("{} 0 g 150 200 m 200 200 l 200 230 170 250 150 250 c h f", words())),
        ("arrow tip", format!("{} 0 g 140 300 m 146 303 l 140 306 l h f", words())),
        (
            "signature over a line",
            format!("{} 0 G .7 w 95 290 m 110 330 120 280 130 320 c 140 290 150 310 165 300 c S", words()),
        ),
    ];
    for (name, content) in sound {
        assert_eq!(broken(&request(page(&content).done())), [""; 0], "{name}");
    }
}
