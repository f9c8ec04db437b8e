//! False alarms that real files raised, each with the weak file beside it that must still fail.

use super::build::{HELVETICA, Pdf, page, page_with, text};
use super::{BLACK, broken, noted, panelled, request, without};
use crate::geom::Rect;

/// A Type 3 font whose letters are pictures of half an em, at 98 to 160 points the panel of the tests.
fn lettered(procedure: &[u8], content: &str) -> Vec<u8> {
    Pdf::new()
        .object(1, "<< /Type /Catalog /Pages 2 0 R >>")
        .object(2, "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 400 400] >>")
        .object(3, "<< /Type /Page /Parent 2 0 R /Contents 5 0 R /Resources << /Font << /T 6 0 R >> >> >>")
        .object(4, HELVETICA)
        .stream(5, "", content.as_bytes())
        .object(
            6,
            "<< /Type /Font /Subtype /Type3 /FontMatrix [.01 0 0 .01 0 0] /FontBBox [0 0 50 100] \
             /FirstChar 97 /LastChar 97 /Widths [50] /Encoding << /Differences [97 /a] >> \
             /CharProcs << /a 7 0 R >> /Resources << /Font << /F 4 0 R >> /XObject << /I 8 0 R >> >> >>",
        )
        .stream(7, "", procedure)
        .stream(
            8,
            "/Type /XObject /Subtype /Image /Width 8 /Height 2 /BitsPerComponent 1 /ImageMask true",
            b"\x55\xAA",
        )
        .done()
}

#[test]
fn letters_that_are_pictures_are_judged_where_they_stand() {
    let letter = b"50 0 d0 q 45 0 0 80 2 0 cm /I Do Q";
    let shown = |x: u32, string: &str| format!("BT /T 10 Tf {x} 300 Td ({string}) Tj ET {BLACK}");
    // eight letters of five points end at the panel's edge
    assert_eq!(broken(&panelled(lettered(letter, &shown(57, "aaaaaaaa")))), [""; 0], "kept before it");
    assert_eq!(broken(&panelled(lettered(letter, &shown(161, "aaaaaaaa")))), [""; 0], "kept after it");
    assert_eq!(broken(&panelled(lettered(letter, &shown(57, "aaaaaaaaa")))), ["R001"], "one more");
    // what paints far from its box is looked at each time it is shown
    let far = b"50 0 d0 q 45 0 0 80 900 0 cm /I Do Q";
    let twice = format!("BT /T 10 Tf 10 100 Td (a) Tj ET BT /T 10 Tf 10 300 Td (a) Tj ET {BLACK}");
    assert_eq!(broken(&panelled(lettered(far, &twice))), ["R008"], "only the second lies under the panel");
}

#[test]
fn a_letter_said_to_be_a_space_is_a_letter_when_it_is_drawn() {
    let file = |procedures: &str| {
        Pdf::new()
            .object(1, "<< /Type /Catalog /Pages 2 0 R >>")
            .object(2, "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 400 400] >>")
            .object(
                3,
                "<< /Type /Page /Parent 2 0 R /Contents 5 0 R /Resources << /Font << /T 6 0 R >> >> >>",
            )
            .stream(5, "", format!("BT /T 10 Tf 110 300 Td (a) Tj ET {BLACK}").as_bytes())
            .object(
                6,
                &format!(
                    "<< /Type /Font /Subtype /Type3 /FontMatrix [.01 0 0 .01 0 0] /FontBBox [0 0 50 100] \
                     /FirstChar 97 /LastChar 97 /Widths [50] /Encoding << /Differences [97 /space] >> \
                     /CharProcs << {procedures} >> >>"
                ),
            )
            .stream(7, "", b"50 0 d0 0 0 40 80 re f")
            .done()
    };
    assert!(broken(&request(file("/space 7 0 R"))).contains(&"R001"));
    assert_eq!(broken(&request(file(""))), [""; 0], "nothing is drawn");
    assert!(broken(&panelled(file(""))).contains(&"R001"), "under a panel of ours there is no glyph at all");
}

#[test]
fn a_panel_that_the_page_cuts_off_need_not_be_seen_to_be_black() {
    for (area, covered, rules) in [
        (Rect::new(50.0, -60.0, 90.0, -50.0), "", vec![]),
        (Rect::new(50.0, -10.0, 90.0, 10.0), "0 g 50 390 40 20 re f", vec![]),
        (Rect::new(50.0, -10.0, 90.0, 10.0), "", vec!["R010"]),
        (Rect::new(50.0, -60.0, 90.0, -50.0), "BT /F 10 Tf 55 452 Td (left) Tj ET", vec!["R001"]),
    ] {
        let mut asked = request(page(covered).done());
        asked.panels = vec![(1, area)];
        assert_eq!(broken(&asked), rules, "{area:?} {covered}");
    }
}

#[test]
fn a_second_table_without_entries_is_no_earlier_revision() {
    let file = |table: &str| {
        let more = format!("xref\n0 {table}trailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n");
        [page(&text(20, 300, "words")).done(), more.into_bytes()].concat()
    };
    let revised = |pack: Vec<u8>| broken(&request(pack)).contains(&"R003");
    assert!(!revised(file("0\n")), "written for readers without cross-reference streams");
    assert!(!revised(file("1\n0000000000 65535 f \n")), "with the head of the free list");
    assert!(revised(file("1\n0000000000 65535 f \n7 1\n0000000000 00001 f \n")), "an object is freed");
    assert!(revised(file("1\n0000000015 00000 n \n")), "an object is named anew");
}

#[test]
fn names_and_numbers_of_the_syntax_in_an_object_stream_are_no_words() {
    let packed = |body: &str| {
        let data = format!("20 0 {body}");
        let head = data.len() - body.len();
        page("").stream(9, &format!("/Type /ObjStm /N 1 /First {head}"), data.as_bytes()).done()
    };
    let syntax = "<< /X /Page /Contents 1979 0 R /MarkInfo << /Marked true >> /W [1979 0 207 946] >>";
    let terms = ["Content", "Page", "1979", "Mark", "Information", "0207 946"];
    assert_eq!(noted(&without(packed(syntax), &terms)), [""; 0]);
    for (body, term) in [
        ("<< /X (the Content of it) >>", "Content"),
        ("<< /X (born 1979) >>", "1979"),
        ("<< /Whitlock 1 >>", "Whitlock"),
        ("<< /X 1 % Whitlock\n>>", "Whitlock"),
    ] {
        assert_eq!(broken(&without(packed(body), &[term])), ["R009"], "{body}");
    }
}

#[test]
fn kept_words_are_not_the_removed_ones_they_hold() {
    let cases = [
        ("Ella", "umbrella Gabriella Ellas"),
        ("Mark", "marked remark Markham Denmark market"),
        ("Page", "paged pages Pageant"),
        ("Bath", "Bathroom baths Bathgate"),
        ("1979", "19790 21979 1978"),
        ("flat 18", "flat 180, flat 181; flat 1 8th"),
        ("Rose", "roses prose Rosetta"),
        ("Lee", "sleep fleet Leeds"),
        ("Ann", "annual Hannah planned"),
        ("May", "mayor dismay Maya"),
    ];
    for (term, kept) in cases {
        let stamp = text(20, 20, "HOS-SAR-2026-0142 page 3 of 18");
        let shown = page_with(&format!("{}{stamp}", text(20, 300, kept)), "", "").done();
        let allowed = term != "Page";
        assert_eq!(noted(&without(shown.clone(), &[term])).is_empty(), allowed, "{term} in {kept}");
        let said = page(&text(20, 300, &format!("{kept} {term}."))).done();
        assert_eq!(broken(&without(said, &[term])), ["R009"], "{term} itself");
    }
}

/// A gray picture of 200 × 200 pixels over all of the page, and this content.
fn scanned(scan: &[u8], content: &str) -> Vec<u8> {
    let entries = "/Subtype /Image /Width 200 /Height 200 /BitsPerComponent 8 /ColorSpace /DeviceGray";
    page_with(content, "", "/XObject << /I 6 0 R >>").stream(6, entries, scan).done()
}

#[test]
fn recognised_words_of_a_blank_sheet_are_no_words_whose_pixels_were_removed() {
    const PICTURE: &str = "q 400 0 0 400 0 0 cm /I Do Q ";
    let paper = vec![200_u8; 200 * 200];
    let mut panelled_paper = paper.clone();
    for y in 44..52 {
        panelled_paper[y * 200 + 49..y * 200 + 80].fill(0);
    }
    let mut written = paper.clone();
    for (i, pixel) in written.iter_mut().enumerate().filter(|(i, _)| i % 200 > 150) {
        *pixel = (i % 7 * 30) as u8;
    }
    let layer = format!("{PICTURE} 3 Tr {}", text(100, 100, "words"));
    let under = format!("{} {PICTURE}", text(100, 100, "words"));
    assert_eq!(broken(&request(scanned(&paper, &layer))), [""; 0], "a blank sheet");
    assert_eq!(broken(&request(scanned(&written, &layer))), ["R004"], "it is written on elsewhere");
    assert_eq!(broken(&request(scanned(&written, &under))), ["R004"], "painted over by it");
    assert_eq!(broken(&request(scanned(&paper, &under))), ["R004"], "painted over by a blank sheet");
    let ours = format!("{layer} {BLACK}");
    assert_eq!(broken(&panelled(scanned(&panelled_paper, &ours))), [""; 0], "only our panel is on it");
    assert_eq!(broken(&request(scanned(&panelled_paper, &layer))), ["R004"], "somebody's panel is on it");
}

#[test]
fn white_letters_that_a_blend_mode_or_a_knockout_group_makes_visible_are_no_hidden_text() {
    let words = format!("1 g {}", text(100, 300, "words"));
    let file = |mode: &str| {
        page_with(&format!("/X gs {words}"), "", &format!("/ExtGState << /X << {mode} >> >>")).done()
    };
    assert_eq!(broken(&request(file("/BM /Difference"))), [""; 0]);
    assert_eq!(broken(&request(file("/BM /Normal"))), ["R004"]);
    assert_eq!(broken(&request(file("/BM /Multiply"))), ["R004"], "white multiplied by white is white");
    let group = |entries: &str| {
        let content = format!(".7 g 90 290 90 30 re f /X gs {}", text(100, 300, "words"));
        page_with("/G Do", "", "/XObject << /G 6 0 R >>")
            .stream(
                6,
                &format!(
                    "/Subtype /Form /BBox [0 0 400 400] /Group << /S /Transparency {entries} >> \
                     /Resources << /Font << /F 4 0 R >> /ExtGState << /X << /ca 0 >> >> >>"
                ),
                content.as_bytes(),
            )
            .done()
    };
    assert_eq!(broken(&request(group("/K true"))), [""; 0]);
    assert_eq!(broken(&request(group(""))), ["R004"]);
}
