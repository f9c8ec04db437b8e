//! Weak and sound files for the rules on panels and what lies under them.

use super::build::{HELVETICA, page, page_with, text};
use super::{BLACK, broken, panelled, request};
use crate::geom::Rect;

/// What must be caught as R001 when the panel of the tests is known.
#[test]
fn text_under_a_known_panel_is_found_however_it_is_shown() {
    let hidden = [
        ("plain", text(100, 300, "secret")),
        ("TJ", "BT /F 10 Tf 100 300 Td [(s) -20 (e) 10 (cret)] TJ ET ".into()),
        ("quote", "BT /F 10 Tf 12 TL 100 312 Td (secret) ' ET ".into()),
        ("double quote", "BT /F 10 Tf 12 TL 100 312 Td 1 2 (secret) \" ET ".into()),
        ("hex", "BT /F 10 Tf 100 300 Td <736563726574> Tj ET ".into()),
        ("octal", "BT /F 10 Tf 100 300 Td (\\163\\145c) Tj ET ".into()),
        ("scaled", "q .5 0 0 .5 50 150 cm BT /F 20 Tf 100 300 Td (secret) Tj ET Q ".into()),
        ("Tm", "BT /F 1 Tf 10 0 0 10 100 300 Tm (secret) Tj ET ".into()),
        ("invisible", "BT 3 Tr /F 10 Tf 100 300 Td (secret) Tj ET ".into()),
        ("clip", "q BT 7 Tr /F 10 Tf 100 300 Td (secret) Tj ET Q ".into()),
        ("white", "1 g BT /F 10 Tf 100 300 Td (secret) Tj ET 0 g ".into()),
        ("rise", "BT /F 10 Tf 20 Ts 100 280 Td (secret) Tj ET ".into()),
        ("upside down", "BT /F 10 Tf -1 0 0 -1 150 306 Tm (secret) Tj ET ".into()),
        ("sideways", "BT /F 10 Tf 0 1 -1 0 130 280 Tm (secret) Tj ET ".into()),
        ("one letter", text(120, 300, "s")),
        ("outlines", "100 300 m 105 310 108 300 110 305 c 112 302 l h f ".into()),
        ("comment", format!("1 0 0 1 0 0 cm % odd ( comment\n{}", text(100, 300, "secret"))),
        ("unknown operator", format!("1 2 3 foo BX 9 bar EX {}", text(100, 300, "secret"))),
    ];
    for (name, content) in hidden {
        let file = page(&format!("{content}{BLACK}")).done();
        assert!(broken(&panelled(file)).contains(&"R001"), "{name}");
    }
}

#[test]
fn a_panel_with_its_mark_and_its_neighbours_is_sound() {
    let sound = [
        ("alone", String::new()),
        ("left", text(60, 300, "kept")),
        ("right", text(162, 300, "kept")),
        ("line above", text(100, 312, "kept words of the line above")),
        ("line below", text(100, 288, "kept words of the line below")),
        ("rule through", "0 G 10 303 m 390 303 l S ".into()),
        ("table border", "0 G 50 290 200 30 re S ".into()),
    ];
    for (name, content) in sound {
        let mark = "1 g BT /F 7 Tf 120 300 Td (TP) Tj ET";
        let file = page(&format!("{content}{BLACK}{mark}")).done();
        assert_eq!(broken(&panelled(file)), [""; 0], "{name}");
    }
}

#[test]
fn text_in_nested_content_under_a_panel_is_found() {
    let secret = text(100, 300, "secret");
    let res = "/Resources << /Font << /F 4 0 R >> /XObject << /G 7 0 R >> >>";
    let form = |data: &str| {
        page_with(&format!("/X Do {BLACK}"), "", "/XObject << /X 6 0 R >>")
            .stream(6, &format!("/Subtype /Form /BBox [0 0 400 400] {res}"), data.as_bytes())
            .stream(7, &format!("/Subtype /Form /BBox [0 0 400 400] {res}"), secret.as_bytes())
            .done()
    };
    assert!(broken(&panelled(form(&secret))).contains(&"R001"), "form");
    assert!(broken(&panelled(form("/G Do"))).contains(&"R001"), "form in a form");
    let pattern = page_with(
        &format!("/Pattern cs /P scn 0 0 400 400 re f {BLACK}"),
        "",
        "/Pattern << /P 6 0 R >>",
    )
    .stream(
        6,
        &format!("/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 400 400] /XStep 400 /YStep 400 {res}"),
        secret.as_bytes(),
    )
    .done();
    assert!(broken(&panelled(pattern)).contains(&"R001"), "pattern");
    let mask = page_with(
        &format!("q /M gs 0 0 9 9 re f Q {BLACK}"),
        "",
        "/ExtGState << /M << /SMask << /S /Luminosity /G 7 0 R >> >> >>",
    )
    .stream(7, &format!("/Subtype /Form /BBox [0 0 400 400] {res}"), secret.as_bytes())
    .done();
    assert!(broken(&panelled(mask)).contains(&"R001"), "soft mask");
    let stamp = page_with(BLACK, "/Annots [6 0 R]", "")
        .object(6, "<< /Type /Annot /Subtype /Stamp /Rect [0 0 400 400] /AP << /N 7 0 R >> >>")
        .stream(7, &format!("/Subtype /Form /BBox [0 0 400 400] {res}"), secret.as_bytes())
        .done();
    assert!(broken(&panelled(stamp)).contains(&"R001"), "appearance of an annotation");
}

#[test]
fn the_glyph_procedure_that_spells_a_whole_string_is_found() {
    let file = super::build::Pdf::new()
        .object(1, "<< /Type /Catalog /Pages 2 0 R >>")
        .object(2, "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 400 400] >>")
        .object(3, "<< /Type /Page /Parent 2 0 R /Contents 5 0 R /Resources << /Font << /T 6 0 R >> >> >>")
        .object(4, HELVETICA)
        .stream(5, "", format!("BT /T 1 Tf 0 0 Td (a) Tj ET {BLACK}").as_bytes())
        .object(6, "<< /Type /Font /Subtype /Type3 /FontMatrix [1 0 0 1 0 0] /FontBBox [0 0 1 1] /FirstChar 97 /LastChar 97 /Widths [1] /Encoding << /Differences [97 /a] >> /CharProcs << /a 7 0 R >> /Resources 8 0 R >>")
        .stream(7, "", text(100, 300, "secret").as_bytes())
        .object(8, "<< /Font << /F 4 0 R >> >>")
        .done();
    assert!(broken(&panelled(file)).contains(&"R001"));
}

#[test]
fn rotation_crop_box_and_user_unit_move_panel_and_text_alike() {
    // /Rotate 90, CropBox at (50, 100), two points a unit
    let entries = "/Rotate 90 /CropBox [50 100 250 400] /UserUnit 2";
    let file = page_with(&format!("{}0 g 98 196 62 15 re f", text(100, 200, "secret")), entries, "").done();
    let area = Rect::new(2.0 * 96.0, 2.0 * 48.0, 2.0 * 111.0, 2.0 * 110.0);
    let mut asked = request(file);
    asked.panels = vec![(1, area)];
    assert_eq!(broken(&asked), ["R001"]);
}

#[test]
fn black_boxes_of_strangers_over_text_are_found_however_they_are_drawn() {
    let secret = text(100, 300, "secret");
    let drawn = [
        ("rectangle", BLACK.to_owned()),
        ("lines", "0 g 98 296 m 160 296 l 160 311 l 98 311 l h f ".into()),
        ("thick stroke", "0 G 15 w 98 303.5 m 160 303.5 l S ".into()),
        ("in a form's matrix", "q 2 0 0 2 0 0 cm 0 g 49 148 31 7.5 re f Q ".into()),
        ("dark grey", ".1 g 98 296 62 15 re f ".into()),
        ("cmyk", "0 0 0 1 k 98 296 62 15 re f ".into()),
        ("many in one path", "0 g 98 296 62 15 re 200 100 50 10 re f ".into()),
    ];
    for (name, panel) in drawn {
        assert_eq!(broken(&request(page(&format!("{secret}{panel}")).done())), ["R001"], "{name}");
    }
    let black_on_black = page(&format!("{BLACK}{secret}")).done();
    assert_eq!(broken(&request(black_on_black)), ["R001", "R004"]);
    let hatched = page_with(
        &format!("{secret} /Pattern cs /P scn 98 296 62 15 re f"),
        "",
        "/Pattern << /P 6 0 R >>",
    )
    .stream(
        6,
        "/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 4 4] /XStep 4 /YStep 4 /Resources << >>",
        b"0 0 m 4 4 l S",
    );
    assert_eq!(broken(&request(hatched.done())), ["R001"]);
}

#[test]
fn ordinary_design_is_no_redaction() {
    let words = text(100, 300, "kept words");
    let sound = [
        ("white on black", format!("{BLACK}1 g {words}")),
        ("underline", format!("{words}0 g 98 298 62 .7 re f ")),
        ("table header", format!("0 g 90 290 200 20 re f 1 g {words}")),
        ("frame", format!("{words}0 g 90 290 100 30 re 92 292 96 26 re f* ")),
        ("highlight", format!("1 1 0 rg 98 296 62 15 re f 0 g {words}")),
        ("black dot", format!("{words}0 g 100 300 2 2 re f ")),
        ("outline", format!("{words}0 G 98 296 62 15 re S ")),
        ("twice", format!("{words}0 g 90 290 100 30 re f 1 g 95 292 90 26 re f 0 g {words}")),
    ];
    for (name, content) in sound {
        let rules = broken(&request(page(&content).done()));
        assert_eq!(rules, [""; 0], "{name}");
    }
}

#[test]
fn a_half_transparent_bar_is_r010() {
    let file = page_with(
        &format!("{} /H gs {BLACK}", text(100, 300, "secret")),
        "",
        "/ExtGState << /H << /ca .6 >> >>",
    );
    assert!(broken(&request(file.done())).contains(&"R010"));
    assert!(broken(&panelled(page("").done())).contains(&"R010"), "no panel at all");
    assert!(broken(&panelled(page("1 g 98 296 62 15 re f").done())).contains(&"R010"), "a white one");
    assert!(broken(&panelled(page("0 g 98 296 40 15 re f").done())).contains(&"R010"), "too short a one");
    assert_eq!(
        broken(&panelled(page("0 g 98 296 30 15 re 128 296 32 15 re f").done())),
        [""; 0],
        "two that meet"
    );
}

#[test]
fn pictures_under_a_panel_must_be_constant() {
    let picture = |data: &[u8], extra: &str| {
        page_with(&format!("q 62 0 0 15 98 296 cm /I Do Q {BLACK}"), "", "/XObject << /I 6 0 R >>").stream(
            6,
            &format!(
                "/Subtype /Image /Width 8 /Height 8 /BitsPerComponent 8 /ColorSpace /DeviceGray {extra}"
            ),
            data,
        )
    };
    let mut varied = [0_u8; 64];
    varied[36] = 200;
    assert_eq!(broken(&panelled(picture(&varied, "").done())), ["R008"]);
    assert_eq!(broken(&panelled(picture(&[0; 64], "").done())), [""; 0]);
    let mask = picture(&[0; 64], "/SMask 7 0 R").stream(
        7,
        "/Subtype /Image /Width 8 /Height 8 /BitsPerComponent 8 /ColorSpace /DeviceGray",
        &varied,
    );
    assert_eq!(broken(&panelled(mask.done())), ["R008"], "the mask holds the picture");
    let unknown = picture(&[0; 64], "/Filter /Rot13");
    assert_eq!(broken(&panelled(unknown.done())), ["R900"]);
    let inline = page(&format!(
        "q 62 0 0 15 98 296 cm BI /W 4 /H 4 /BPC 8 /CS /G ID \x01\x02\x03\x04abcdefghijkl EI Q {BLACK}"
    ));
    assert_eq!(broken(&panelled(inline.done())), ["R008"], "inline");
}

#[test]
fn recognised_text_over_a_blackened_part_of_a_scan_is_found() {
    let mut scan = vec![255_u8; 200 * 200];
    for y in 40..60 {
        scan[y * 200 + 40..y * 200 + 100].fill(0);
    }
    let file = |at: u32| {
        page_with(
            &format!("q 400 0 0 400 0 0 cm /I Do Q 3 Tr {}", text(100, at, "secret")),
            "",
            "/XObject << /I 6 0 R >>",
        )
        .stream(
            6,
            "/Subtype /Image /Width 200 /Height 200 /BitsPerComponent 8 /ColorSpace /DeviceGray",
            &scan,
        )
        .done()
    };
    assert_eq!(broken(&request(file(295))), ["R004"]);
    assert_eq!(broken(&request(file(100))), ["R004"], "over white paper");
}
