//! Weak and sound files for the rules on layers, attachments, metadata, revisions and what no page uses.

use super::build::{HELVETICA, page, page_with, text};
use super::{BLACK, PANEL, broken, noted, request};

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
