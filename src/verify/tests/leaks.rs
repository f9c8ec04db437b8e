//! Weak and sound files for the rules on pages, layers, attachments, metadata and revisions.

use super::build::{HELVETICA, page, page_with, text};
use super::{BLACK, PANEL, broken, noted, panelled, request};
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

#[test]
fn layers_that_are_off_and_text_nobody_sees_are_noted() {
    let words = text(100, 300, "words");
    let layer = page_with(&format!("/OC /L BDC {words} EMC"), "", "/Properties << /L 6 0 R >>")
        .object(6, "<< /Type /OCG /Name (x) >>")
        .done();
    let off = String::from_utf8_lossy(&layer).replace(
        "/Pages 2 0 R >>",
        "/Pages 2 0 R /OCProperties << /OCGs [6 0 R] /D << /OFF [6 0 R] >> >> >>",
    );
    // the header's binary bytes do not matter here
    assert_eq!(noted(&request(off.into_bytes())).first(), Some(&"R004"));
    for (name, content) in [
        ("outside", text(500, 300, "words")),
        ("tiny", "BT /F .01 Tf 100 300 Td (words) Tj ET".into()),
        ("white", format!("1 g {words}")),
        ("invisible", format!("3 Tr {words}")),
        ("under white", format!("{words} 1 g 90 290 100 30 re f")),
        ("empty clip", format!("q 0 0 1 1 re W n {words} Q")),
    ] {
        assert_eq!(noted(&request(page(&content).done())), ["R004"], "{name}");
    }
    assert_eq!(noted(&request(page(&words).done())), [""; 0]);
}

/// One object more in an otherwise sound file, and the rule that must notice it.
#[test]
fn what_must_not_stand_beside_the_pages_is_found() {
    let cases = [
        ("R002", "<< /Type /Annot /Subtype /Redact /Rect [0 0 9 9] >>"),
        ("R006", "<< /Type /Filespec /F (a.pdf) /EF << /F 9 0 R >> >>"),
        ("R006", "<< /S /JavaScript /JS (app.alert\\(1\\)) >>"),
        ("R006", "<< /S /Launch /F (a.exe) >>"),
        ("R006", "<< /Type /Annot /Subtype /FileAttachment >>"),
        ("R006", "<< /XFA [(x) 9 0 R] >>"),
    ];
    for (rule, object) in cases {
        let file = page(&text(100, 300, "words")).object(6, object).done();
        assert_eq!(broken(&request(file)), [rule], "{object}");
    }
    let lesser = [
        ("R005", "<< /Title (Heading) /Parent 7 0 R >>"),
        ("R005", "<< /S /Span /ActualText (words) >>"),
        ("R006", "<< /FT /Tx /T (name) /V (value) >>"),
        ("R006", "<< /Type /Annot /Subtype /Text /Rect [0 0 1 1] /Contents (note) >>"),
        ("R007", "<< /PieceInfo << /X << /Private (x) >> >> >>"),
        ("R007", "<< /Type /Page /Zebra 1 >>"),
        ("R007", "<< /Thumb 9 0 R >>"),
    ];
    for (rule, object) in lesser {
        let file = page_with(&text(100, 300, "words"), "/B [6 0 R]", "").object(6, object).done();
        assert_eq!(noted(&request(file)), [rule], "{object}");
    }
}

#[test]
fn metadata_of_the_trailer_is_noted_and_an_error_in_a_file_of_ours() {
    let file = |info: &str| page("").trailer(" /Info 6 0 R ").object(6, info).done();
    assert_eq!(noted(&request(file("<< /Title (t) /Author (somebody) >>"))), ["R007"]);
    assert_eq!(noted(&request(file("<< /Title (t) /Producer (p) >>"))), [""; 0]);
    let mut ours = request(file("<< /Author (somebody) >>"));
    ours.ours = true;
    assert_eq!(broken(&ours), ["R007"]);
}

#[test]
fn earlier_revisions_and_stray_bytes_are_found() {
    let sound = || page(&text(100, 300, "words"));
    let appended = [sound().done(), sound().object(6, "(new)").done()].concat();
    assert_eq!(broken(&request(appended)), ["R003"], "saved twice");
    let shadowed = sound().object(6, "(first)").object(6, "(second)").done();
    assert_eq!(broken(&request(shadowed)), ["R003"], "a shadowed object");
    for stray in ["left over", "% a comment between objects"] {
        assert_eq!(noted(&request(sound().raw(stray.as_bytes()).done())), ["R003"], "{stray}");
    }
    let after = [sound().done(), b"after the end".to_vec()].concat();
    assert_eq!(noted(&request(after)), ["R003"]);
    assert_eq!(noted(&request(sound().done())), [""; 0]);
}

#[test]
fn an_object_inside_a_stream_that_only_the_table_knows_is_noted() {
    let table = |offset: usize| {
        let hidden = page("").stream(6, "", b"7 0 obj (hidden) endobj");
        let entry = format!("xref\n0 2\n0000000000 65535 f \n{offset:010} 00000 n \n");
        request(hidden.raw(entry.as_bytes()).done())
    };
    assert_eq!(noted(&table(15)), [""; 0], "the catalog stands there");
    assert_eq!(noted(&table(300)), ["R003"]);
}

#[test]
fn what_cannot_be_read_is_not_passed() {
    let damaged = page("").stream(6, "/Filter /FlateDecode", b"no deflate").done();
    assert_eq!(broken(&request(damaged)), ["R900"]);
    let no_page = super::build::Pdf::new().object(1, "<< /Type /Catalog >>").done();
    assert_eq!(broken(&request(no_page)), ["R900"]);
    let missing = page("/Nothing Do").done();
    assert_eq!(broken(&request(missing)), ["R900"]);
    assert!(PANEL.area() > 0.0);
}

#[test]
fn what_no_page_uses_any_more_and_can_still_be_read_fails_a_file() {
    let sound = || page(&text(100, 300, "words"));
    let form = "/Subtype /Form /BBox [0 0 9 9]";
    let image = "/Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray";
    for (name, entries, data) in [
        ("content", "", text(100, 300, "old words")),
        ("a form", form, "0 0 9 9 re f".into()),
        ("a picture", image, "x".into()),
    ] {
        let lost = sound().stream(6, entries, data.as_bytes());
        assert_eq!(broken(&request(lost.done())), ["R003"], "{name}");
        let used = sound().stream(6, entries, data.as_bytes()).trailer("/Used 6 0 R");
        assert!(!broken(&request(used.done())).contains(&"R003"), "{name} that is used");
    }
    let old = sound().object(6, "<< /Type /Page /MediaBox [0 0 9 9] /Contents 5 0 R >>");
    assert_eq!(broken(&request(old.done())), ["R003"], "a page");
    let font = sound().object(6, HELVETICA);
    assert_eq!(noted(&request(font.done())), [""; 0], "a font tells nothing");
}

#[test]
fn readable_bytes_outside_objects_and_a_thumbnail_fail_a_strangers_file() {
    let sound = || page(&text(100, 300, "words"));
    assert_eq!(broken(&request(sound().raw(b"Margaret was here\n").done())), ["R003"]);
    assert_eq!(broken(&request(sound().raw(b"%% Original object ID: 7 0\n").done())), [""; 0]);
    let unreadable = request(sound().raw(b"% \x01\x02 \xF0\n").done());
    assert_eq!((broken(&unreadable), noted(&unreadable)), (vec![], vec!["R003"]));
    assert_eq!(broken(&request(page_with("", "/Thumb 9 0 R", "").done())), ["R007"]);
    // illustrators leave such data in every file
    let private = request(page_with("", "/PieceInfo << /X << /Private (x) >> >>", "").done());
    assert_eq!((broken(&private), noted(&private)), (vec![], vec!["R007"]));
}

#[test]
fn a_picture_with_more_rows_than_it_shows_and_one_that_cannot_be_read_under_a_box_do_not_pass() {
    let picture = |data: &[u8], entries: &str, after: &str| {
        let content = format!("q 62 0 0 15 98 296 cm /I Do Q {after}");
        let entries = format!("/Subtype /Image /Width 16 /Height 2 /ColorSpace /DeviceGray {entries}");
        request(page_with(&content, "", "/XObject << /I 6 0 R >>").stream(6, &entries, data).done())
    };
    let rows: Vec<u8> = (0..64).collect();
    assert_eq!(broken(&picture(&rows, "/BitsPerComponent 8", "")), ["R008"], "two rows more");
    assert_eq!(broken(&picture(&rows[..32], "/BitsPerComponent 8", "")), [""; 0]);
    assert_eq!(
        broken(&picture(&[rows[..32].to_vec(), vec![0; 32]].concat(), "/BitsPerComponent 8", "")),
        [""; 0]
    );
    assert_eq!(broken(&picture(&rows[..32], "/BitsPerComponent 3", BLACK)), ["R900"], "three bits");
}

#[test]
fn a_layers_membership_is_judged_as_readers_do() {
    let file = |membership: &str| {
        let content = format!("/OC /L BDC {} EMC", text(100, 300, "words"));
        let layered = page_with(&content, "", "/Properties << /L 6 0 R >>")
            .object(6, &format!("<< /Type /OCMD {membership} >>"))
            .object(7, "<< /Type /OCG /Name (on) >>")
            .object(8, "<< /Type /OCG /Name (off) >>")
            .done();
        let layers = "/Pages 2 0 R /OCProperties << /OCGs [7 0 R 8 0 R] /D << /OFF [8 0 R] >> >> >>";
        String::from_utf8_lossy(&layered).replacen("/Pages 2 0 R >>", layers, 1).into_bytes()
    };
    for (membership, hides) in [
        ("/OCGs [7 0 R 8 0 R]", false),
        ("/OCGs [8 0 R]", true),
        ("/OCGs 8 0 R", true),
        ("/OCGs [7 0 R 8 0 R] /P /AllOn", true),
        ("/OCGs [7 0 R] /P /AnyOff", true),
        ("/OCGs [7 0 R 8 0 R] /P /AnyOff", false),
        ("/OCGs [7 0 R 8 0 R] /P /AllOff", true),
        ("/VE [/Not 7 0 R]", true),
        ("/VE [/Not 8 0 R]", false),
        ("/VE [/And 7 0 R [/Or 8 0 R [/Not 8 0 R]]]", false),
        ("/VE [/And 7 0 R 8 0 R] /OCGs [7 0 R]", true),
    ] {
        assert_eq!(broken(&request(file(membership))).contains(&"R004"), hides, "{membership}");
    }
}
