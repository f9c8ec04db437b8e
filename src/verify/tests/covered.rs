//! Further ways of covering what stays in a file, each with the ordinary design beside it.

use super::build::{Pdf, page, page_with, text};
use super::{broken, noted, request};

fn words() -> String {
    text(100, 300, "kept words")
}

/// Each of these fails by these rules, or by none.
fn expect(cases: Vec<(&str, Vec<u8>, &[&str])>) {
    for (name, pack, rules) in cases {
        assert_eq!(broken(&request(pack)), rules, "{name}");
    }
}

/// A page that paints this, with a picture `/I` of these entries and samples.
fn pictured(content: &str, entries: &str, samples: &[u8], more: impl FnOnce(Pdf) -> Pdf) -> Vec<u8> {
    let file = page_with(content, "", "/XObject << /I 6 0 R /J 7 0 R >>");
    let entries = format!("/Subtype /Image /BitsPerComponent 8 /ColorSpace /DeviceGray {entries}");
    more(file.stream(6, &entries, samples)).done()
}

/// The whole page as a scan of 40 by 40 pixels: paper with dots, then what comes after it.
fn scan(after: &str, more: impl FnOnce(Pdf) -> Pdf) -> Vec<u8> {
    let dots: Vec<u8> = (0..1600).map(|i| if i % 3 == 0 { 20 } else { 250 }).collect();
    pictured(&format!("q 400 0 0 400 0 0 cm /I Do Q {after}"), "/Width 40 /Height 40", &dots, more)
}

const NOTHING: &str = "/Subtype /Form /BBox [0 0 9 9]";

#[test]
fn clips_dashes_and_points_do_not_disguise_a_box() {
    let round = "102 296 m 156 296 l 160 300 l 160 307 l 156 311 l 102 311 l 98 307 l 98 300 l h";
    let bent = "98 296 m 130 290 160 290 160 296 c 160 311 l 98 311 l h";
    let made = |content: &str| page(&format!("{}{content}", words())).done();
    expect(vec![
        ("through a clip", made(&format!("q {round} W n 0 g 0 0 400 400 re f Q")), &["R001"]),
        ("through a bent clip", made(&format!("q {bent} W n 0 g 0 0 400 400 re f Q")), &["R001"]),
        ("with a point after it", made("0 g 98 296 62 15 re 98 296 m f"), &["R001"]),
        ("a rounded one with a point", made(&format!("0 g {round} 102 296 m f")), &["R001"]),
        ("dashed without gaps", made("0 G 15 w [3 .3] 0 d 98 303.5 m 160 303.5 l S"), &["R001"]),
        ("a dashed rule", page(&format!("0 G 2 w [3 3] 0 d 98 303 m 160 303 l S {}", words())).done(), &[]),
        ("a clip elsewhere", made(&format!("q 1 0 0 1 0 -60 cm {round} W n 0 g 0 0 400 400 re f Q")), &[]),
    ]);
}

#[test]
fn stripes_over_text_cover_it() {
    let shading = |kind: u8| {
        let entries = format!("/ShadingType {kind} /ColorSpace /DeviceGray /Coords [0 0 400 0]");
        format!("/Pattern << /P << /PatternType 2 /Shading << {entries} >> >> >>")
    };
    let over = format!("{} /Pattern cs /P scn 95 290 80 30 re f", words());
    let under = format!("/Pattern cs /P scn 95 290 80 30 re f 0 g {}", words());
    expect(vec![
        ("over", page_with(&over, "", &shading(2)).done(), &["R004"]),
        ("under", page_with(&under, "", &shading(2)).done(), &[]),
    ]);
}

#[test]
fn annotations_that_viewers_draw_themselves_are_no_panels() {
    let annotated = |annotation: &str| {
        let file = page_with(&words(), "/Annots [6 0 R]", "");
        let body = format!("<< /Type /Annot /Rect [98 296 160 311] {annotation} >>");
        file.object(6, &body).done()
    };
    for annotation in [
        "/Subtype /Ink /C [0] /BS << /W 15 >> /InkList [[98 303 160 303]]",
        "/Subtype /Line /C [0 0 0] /BS << /W 15 >> /L [98 303 160 303]",
        "/Subtype /PolyLine /C [0] /Border [0 0 15] /Vertices [98 303 160 303]",
        "/Subtype /Polygon /IC [0] /Vertices [98 296 160 296 160 311 98 311]",
        "/Subtype /Widget /FT /Btn /MK << /BG [0] >>",
    ] {
        assert_eq!(broken(&request(annotated(annotation))), ["R001", "R010"], "{annotation}");
    }
    for annotation in [
        "/Subtype /Ink /C [0] /InkList [[98 303 160 303]]",
        "/Subtype /Line /C [0 0 0] /BS << /W 1 >> /L [98 297 160 297]",
        "/Subtype /Polygon /C [0] /Vertices [98 296 160 296 160 311 98 311]",
        "/Subtype /Widget /FT /Btn /MK << /BC [0] >>",
    ] {
        assert_eq!(broken(&request(annotated(annotation))), [""; 0], "{annotation}");
    }
}

#[test]
fn a_row_of_blocks_over_letters_is_a_box() {
    let blocks = |over: &str, under: &str| {
        let font = "<< /Type /Font /Subtype /Type1 /BaseFont /X /FirstChar 97 /LastChar 97 /Widths [600] \
             /ToUnicode 7 0 R >>";
        let map = b"1 beginbfchar <61> <2588> endbfchar";
        let content = format!("{over} BT /B 12 Tf 98 300 Td (aaaaaaaaa) Tj ET {under}");
        page_with(&content, "", "/Font << /F 4 0 R /B 6 0 R >>").object(6, font).stream(7, "", map).done()
    };
    expect(vec![
        ("over", blocks(&words(), ""), &["R001"]),
        ("elsewhere", blocks(&text(100, 200, "kept words"), ""), &[]),
    ]);
}

#[test]
fn a_clear_picture_with_an_opaque_bar_covers_what_is_below() {
    let masked = |mask: u8, content: &str| {
        let mask = vec![mask; 4];
        let entries = "/Subtype /Image /Width 2 /Height 2 /BitsPerComponent 8 /ColorSpace /DeviceGray";
        pictured(content, "/Width 2 /Height 2 /SMask 7 0 R", &[0; 4], |p| p.stream(7, entries, &mask))
    };
    let over = format!("{} q 62 0 0 15 98 296 cm /I Do Q", words());
    let shown_again = format!("{over} {}", words());
    expect(vec![
        ("opaque", masked(255, &over), &["R004"]),
        ("all but opaque", masked(240, &over), &["R004"]),
        ("clear", masked(0, &over), &[]),
        ("half clear", masked(128, &over), &[]),
        ("shown again", masked(255, &shown_again), &[]),
    ]);
    let inline = format!("{} 0 g q 62 0 0 15 98 296 cm BI /W 1 /H 1 /IM true /BPC 1 ID \0 EI Q", words());
    assert_eq!(broken(&request(page(&inline).done())), ["R004"], "an inline stencil");
}

#[test]
fn whitening_out_a_part_of_a_scan_is_covering_it() {
    let dot = |p: Pdf| {
        let entries = "/Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray";
        p.stream(7, entries, b"\xFF")
    };
    let form = |p: Pdf| p.stream(7, NOTHING, b"");
    expect(vec![
        ("a white box", scan("1 g 98 296 62 15 re f", form), &["R008"]),
        ("a black box", scan("0 g 98 296 62 15 re f", form), &["R008"]),
        ("a white picture", scan("q 62 0 0 15 98 296 cm /J Do Q", dot), &["R008"]),
        ("a label", scan(&format!("1 g 90 290 80 30 re f 0 g {}", words()), form), &[]),
        ("a dark label", scan(&format!("0 g 90 290 80 30 re f 1 g {}", words()), form), &[]),
        ("a sheet", scan("1 g 0 0 400 400 re f", form), &[]),
    ]);
    let small = "q 90 0 0 90 10 10 cm /I Do Q 1 g 20 20 30 20 re f";
    let photograph = pictured(small, "/Width 2 /Height 2", &[0, 255, 0, 255], form);
    assert_eq!(broken(&request(photograph)), [""; 0], "a frame on a photograph is layout");
}

#[test]
fn a_picture_hides_nothing_by_its_own_dictionary() {
    let painted = |entries: &str| {
        let more = |p: Pdf| p.stream(7, NOTHING, b"");
        pictured("q 90 0 0 90 10 10 cm /I Do Q", &format!("/Width 2 /Height 2 {entries}"), b"abcd", more)
    };
    expect(vec![
        ("one colour for all", painted("/Decode [0 0]"), &["R008"]),
        ("inverted", painted("/Decode [1 0]"), &[]),
        ("an alternate", painted("/Alternates [<< /Image 9 0 R >>]"), &["R008"]),
        ("no alternate", painted("/Alternates []"), &[]),
    ]);
}

#[test]
fn what_resources_name_and_no_page_paints_can_still_be_read() {
    let named = |content: &str, data: &str| {
        page_with(content, "", "/XObject << /X 6 0 R >>").stream(6, NOTHING, data.as_bytes()).done()
    };
    expect(vec![
        ("text", named("", &words()), &["R003"]),
        ("text that is painted", named("/X Do", &words()), &["R004"]),
        ("a line", named("", "0 0 m 9 9 l S"), &[]),
    ]);
}

#[test]
fn what_stands_in_a_stream_after_its_end_is_found() {
    let sound = || page(&words());
    let raw = |length: usize, data: &str| {
        let body = format!("6 0 obj\n<< /Length {length} >>\nstream\n{data}\nendstream\nendobj\n");
        sound().raw(body.as_bytes()).trailer("/Used 6 0 R").done()
    };
    let hex = |data: &str| {
        let entries = "/Filter /ASCIIHexDecode";
        sound().stream(6, entries, data.as_bytes()).trailer("/Used 6 0 R").done()
    };
    expect(vec![
        ("beyond the length", raw(4, "q Q\nMargaret was here"), &["R003"]),
        ("the whole length", raw(21, "q Q\nMargaret was here"), &[]),
        ("no length", raw(0, "q Q\nMargaret was here"), &[]),
        ("beyond the end of data", hex("7120510a>Margaret was here"), &["R003"]),
        ("to the end of data", hex("7120510a>"), &[]),
    ]);
}

#[test]
fn words_that_nothing_refers_to_fail_a_file() {
    for (object, rules) in [
        ("(Margaret was here)", ["R003"].as_slice()),
        ("[(Margaret was here)]", &["R003"]),
        ("<< /Type /Annot /Contents (Margaret was here) >>", &["R003"]),
        ("<< /Producer (A program) >>", &[]),
        ("(a)", &[]),
    ] {
        assert_eq!(broken(&request(page("").object(6, object).done())), rules, "{object}");
        let used = request(page("").object(6, object).trailer("/Used 6 0 R").done());
        assert!(!broken(&used).contains(&"R003"), "{object} that is used");
    }
}

#[test]
fn values_that_no_page_shows_fail_a_file() {
    let field = |entries: &str, shown: &str| {
        let form = format!(
            "/AcroForm << /Fields [6 0 R] {} >>",
            if shown == "asked" { "/NeedAppearances true" } else { "" }
        );
        let widget = format!(
            "<< /Type /Annot /Subtype /Widget /Rect [98 296 198 311] /T (f) /AP << /N 7 0 R >> {entries} >>"
        );
        let look = "/Subtype /Form /BBox [0 0 100 15] /Resources << /Font << /F 4 0 R >> >>";
        let shown = if shown == "asked" { "" } else { shown };
        Pdf::new()
            .object(1, &format!("<< /Type /Catalog /Pages 2 0 R {form} >>"))
            .object(2, "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 400 400] >>")
            .object(3, "<< /Type /Page /Parent 2 0 R /Annots [6 0 R] /Resources << >> >>")
            .object(4, super::build::HELVETICA)
            .object(6, &widget)
            .stream(7, look, format!("BT /F 10 Tf 2 4 Td ({shown}) Tj ET").as_bytes())
            .done()
    };
    expect(vec![
        ("shown", field("/FT /Tx /V (Margaret Moss)", "Margaret Moss"), &[]),
        ("not shown", field("/FT /Tx /V (Margaret Moss)", "xxxx"), &["R006"]),
        (
            "more than there is room for",
            field("/FT /Tx /V (Margaret Moss of Leeds)", "Margaret Moss of Leeds"),
            &[],
        ),
        ("half of it", field("/FT /Tx /V (Margaret Moss)", "Margaret"), &["R006"]),
        ("the default", field("/FT /Tx /V (Lea) /DV (Margaret)", "Lea"), &["R006"]),
        ("rich text", field("/FT /Tx /V (Lea) /RV (<p>Margaret</p>)", "Lea"), &["R006"]),
        ("rich text that is shown", field("/FT /Tx /V (Lea) /RV (<body><p>Lea</p></body>)", "Lea"), &[]),
        ("one of a list", field("/FT /Ch /V (de) /Opt [[(de) (Deutschland)]]", "Deutschland"), &[]),
        ("a tick", field("/FT /Btn /V /Yes", "x"), &[]),
        ("drawn by viewers", field("/FT /Tx /V (Margaret Moss)", "asked"), &[]),
        ("hidden", field("/FT /Tx /F 2 /V (Margaret Moss)", "Margaret Moss"), &["R004", "R006"]),
    ]);
    let nowhere = page("").object(6, "<< /FT /Tx /T (f) /V (Margaret Moss) >>").trailer("/Used 6 0 R");
    assert_eq!(broken(&request(nowhere.done())), ["R006"], "a field on no page");
}

#[test]
fn a_black_box_does_not_say_what_it_covers() {
    let marked = |entry: &str, content: &str| {
        noted(&request(page(&format!("/Span << {entry} >> BDC {content} EMC")).done()))
    };
    let black = "0 g 98 296 62 15 re f";
    let fails = |entry: &str, content: &str| {
        broken(&request(page(&format!("/Span << {entry} >> BDC {content} EMC")).done()))
    };
    assert_eq!(fails("/ActualText (Margaret Moss)", black), ["R005"]);
    assert_eq!(fails("/E (Margaret Moss)", black), ["R005"]);
    assert_eq!(fails("/Alt (A square)", black), [""; 0], "a figure is described");
    assert_eq!(marked("/ActualText (Margaret Moss)", &text(9, 9, "xxxx")), ["R005"], "another text: a note");
    assert_eq!(marked("/ActualText (kept words)", &words()), [""; 0], "the same text");
    assert_eq!(marked("/ActualText (-)", black), [""; 0], "a rule");
}

#[test]
fn holes_in_a_scan_and_veils_over_it_hide_nothing() {
    let masked = |hole: std::ops::Range<usize>| {
        let clear = |i: usize| hole.contains(&(i % 80)) && (16..32).contains(&(i / 80));
        let mask: Vec<u8> = (0..6400).map(|i| if clear(i) { 0 } else { 255 }).collect();
        let dots: Vec<u8> = (0..6400).map(|i| if i % 3 == 0 { 20 } else { 250 }).collect();
        let entries = "/Subtype /Image /Width 80 /Height 80 /BitsPerComponent 8 /ColorSpace /DeviceGray";
        let picture = "/Width 80 /Height 80 /SMask 7 0 R";
        pictured("q 400 0 0 400 0 0 cm /I Do Q", picture, &dots, |p| p.stream(7, entries, &mask))
    };
    let veiled = |after: &str| {
        let content = format!("q 400 0 0 400 0 0 cm /I Do Q /V gs 0 g 98 296 62 15 re f {after}");
        let states = "/ExtGState << /V << /ca .6 >> >> /XObject << /I 6 0 R >>";
        let entries = "/Subtype /Image /Width 2 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray";
        page_with(&content, "", states).stream(6, entries, b"\0\xFF").done()
    };
    expect(vec![
        ("a hole", masked(16..48), &["R008"]),
        ("a speck", masked(16..26), &[]),
        ("a veil", veiled(""), &["R010"]),
        ("a caption's veil", veiled(&format!("/V gs 1 g {}", words())), &[]),
    ]);
}

#[test]
fn an_inline_picture_holds_no_more_than_it_shows() {
    let inline = |rest: &str| {
        let content = format!("q 9 0 0 9 1 1 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x{rest} EI Q");
        broken(&request(page(&content).done()))
    };
    assert_eq!(inline(" Margaret was here"), ["R008"]);
    assert_eq!(inline(""), [""; 0]);
}

#[test]
fn a_drawing_under_a_black_area_is_noted() {
    let curl = "0 G 100 300 m 120 310 130 290 150 305 c S ";
    let drawn = |content: String| noted(&request(page(&content).done()));
    assert_eq!(drawn(format!("{curl} 0 g 98 285 62 30 re f")), ["R001"]);
    assert_eq!(drawn(format!("0 g 98 285 62 30 re f 1 G {curl}")), [""; 0]);
}
