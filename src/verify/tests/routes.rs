//! Every way by which text reaches a page: under a known panel the judge's own interpreter must see it.

use super::build::{HELVETICA, Pdf, page, page_with, text};
use super::{BLACK, broken, panelled, request};

/// A page with one more font `/G`, its objects, and content that uses it under the panel.
fn with_font(content: &str, font: &str, more: impl FnOnce(Pdf) -> Pdf) -> Vec<u8> {
    let pdf = Pdf::new()
        .object(1, "<< /Type /Catalog /Pages 2 0 R >>")
        .object(2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
        .object(
            3,
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 400] /Contents 5 0 R \
             /Resources << /Font << /F 4 0 R /G 6 0 R >> >> >>",
        )
        .object(4, HELVETICA)
        .stream(5, "", format!("{content}{BLACK}").as_bytes())
        .object(6, font);
    more(pdf).done()
}

/// `ToUnicode` that calls every code a space.
const LYING: &[u8] = b"1 begincodespacerange <0000> <ffff> endcodespacerange \
    1 beginbfrange <0000> <ffff> [<0020>] endbfrange 3 beginbfchar <0041> <0020> <0042> <0020> <0043> <0020> \
    endbfchar 2 beginbfchar <0044> <0020> <0045> <0020> endbfchar";

const CHILD: &str = "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /DW 500 >>";

#[test]
fn text_in_every_kind_of_font_under_a_panel_is_found() {
    let at = |string: &str| format!("BT /G 10 Tf 110 300 Td {string} Tj ET ");
    let type0 = |encoding: &str| {
        format!(
            "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding {encoding} /DescendantFonts [7 0 R] >>"
        )
    };
    let plain = |p: Pdf| p.object(7, CHILD);
    let cmap: &[u8] = b"/CIDInit /ProcSet findresource begin begincmap /CMapName /X def /WMode 0 def \
        1 begincodespacerange <00> <ff> endcodespacerange 1 begincidrange <00> <ff> 0 endcidrange endcmap";
    let cases = [
        (
            "no widths",
            with_font(&at("(secret)"), "<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>", |p| p),
        ),
        (
            "unknown face",
            with_font(&at("(secret)"), "<< /Type /Font /Subtype /TrueType /BaseFont /Nobody >>", |p| p),
        ),
        (
            "zero widths",
            with_font(
                &at("(secret)"),
                "<< /Type /Font /Subtype /TrueType /BaseFont /X /FirstChar 0 /LastChar 255 /Widths [] >>",
                |p| p,
            ),
        ),
        ("missing font", with_font("BT /Absent 10 Tf 110 300 Td (secret) Tj ET ", "null", |p| p)),
        (
            "font by graphics state",
            page_with(
                &format!("/E gs BT 110 300 Td (secret) Tj ET {BLACK}"),
                "",
                "/ExtGState << /E << /Font [4 0 R 10] >> >>",
            )
            .done(),
        ),
        ("Identity-H", with_font(&at("<00410042>"), &type0("/Identity-H"), plain)),
        ("UCS2", with_font(&at("<00410042>"), &type0("/UniJIS-UCS2-H"), plain)),
        ("Shift-JIS", with_font(&at("<82a082a2>"), &type0("/90ms-RKSJ-H"), plain)),
        (
            "embedded CMap",
            with_font(&at("(AB)"), &type0("8 0 R"), |p| plain(p).stream(8, "/Type /CMap /CMapName /X", cmap)),
        ),
        ("no descendant", with_font(&at("<0041>"), &type0("/Identity-H"), |p| p)),
        (
            "lying about spaces",
            with_font(&at("<00410042004300440045>"), &type0("/Identity-H /ToUnicode 8 0 R"), |p| {
                plain(p).stream(8, "", LYING)
            }),
        ),
        (
            "lying in a simple font",
            with_font(
                &at("(ABCDE)"),
                "<< /Type /Font /Subtype /TrueType /BaseFont /X /ToUnicode 8 0 R >>",
                |p| p.stream(8, "", LYING),
            ),
        ),
    ];
    for (name, pack) in cases {
        assert!(broken(&panelled(pack)).contains(&"R001"), "{name}");
    }
}

#[test]
fn codes_called_spaces_by_the_dozen_are_text_in_a_strangers_file_too() {
    let font = "<< /Type /Font /Subtype /TrueType /BaseFont /X /ToUnicode 8 0 R >>";
    let shown = |s: &str| {
        with_font(&format!("BT /G 10 Tf 110 300 Td ({s}) Tj ET "), font, |p| p.stream(8, "", LYING))
    };
    assert_eq!(broken(&request(shown("ABC"))), ["R001"]);
    assert_eq!(broken(&request(shown("   "))), [""; 0], "real spaces");
}

#[test]
fn columns_follow_their_own_metrics() {
    let font = |child: &str, start: u32| {
        let content = format!("BT /G 10 Tf 120 {start} Td <004100420043> Tj ET ");
        let type0 =
            "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-V /DescendantFonts [7 0 R] >>";
        with_font(&content, type0, |p| {
            p.object(7, &format!("<< /Type /Font /Subtype /CIDFontType0 /BaseFont /X {child} >>"))
        })
    };
    let seen = |child: &str, start: u32| broken(&panelled(font(child, start))).contains(&"R001");
    // three em boxes hang from 345 to 315: above the panel, which begins at 311
    assert!(!seen("", 345));
    assert!(seen("", 325), "the second lies under it");
    assert!(seen("/DW2 [880 -1500]", 345), "steps of one and a half");
    assert!(seen("/W2 [65 [-2000 500 880]]", 335), "one code steps further");
    assert!(seen("/W2 [65 66 -1600 500 880]", 345), "a range of codes does");
    assert!(seen("/DW2 [2880 -1000]", 345), "hung lower");
}

#[test]
fn text_without_size_is_found_where_it_stands() {
    for (name, shown) in [
        ("no size", "/F 0 Tf 110 300 Td (secret) Tj"),
        ("no scale", "/F 10 Tf 0 Tz 110 300 Td (secret) Tj"),
        ("singular matrix", "/F 10 Tf 0 0 0 0 110 300 Tm (secret) Tj"),
        ("flat matrix", "/F 10 Tf 1 0 0 0 110 300 Tm (secret) Tj"),
        ("tiny", "/F .001 Tf 110 300 Td (secret) Tj"),
        ("mirrored", "/F -10 Tf 130 302 Td (secret) Tj"),
        ("right to left", "/F 10 Tf -1 0 0 1 150 300 Tm (secret) Tj"),
        ("empty clip", "ET q 0 0 0 0 re W n BT /F 10 Tf 110 300 Td (secret) Tj ET Q BT"),
    ] {
        let file = page(&format!("BT {shown} ET {BLACK}")).done();
        assert!(broken(&panelled(file)).contains(&"R001"), "{name}");
    }
    for mode in 0..8 {
        let file = page(&format!("q BT {mode} Tr {} ET Q {BLACK}", "/F 10 Tf 110 300 Td (secret) Tj")).done();
        assert!(broken(&panelled(file)).contains(&"R001"), "render mode {mode}");
    }
}

#[test]
fn a_string_split_over_streams_is_found() {
    let pack = Pdf::new()
        .object(1, "<< /Type /Catalog /Pages 2 0 R >>")
        .object(2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
        .object(
            3,
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 400] /Contents [5 0 R 6 0 R 7 0 R] \
             /Resources << /Font << /F 4 0 R >> >> >>",
        )
        .object(4, HELVETICA)
        .stream(5, "", b"BT /F 10 Tf 110 300 Td (se")
        .stream(6, "", b"cret) ")
        .stream(7, "", format!("Tj ET {BLACK}").as_bytes())
        .done();
    assert_eq!(broken(&panelled(pack)), ["R001"]);
}

#[test]
fn tiles_are_found_wherever_they_repeat() {
    let res = "/Resources << /Font << /F 4 0 R >> >>";
    let tiled = |matrix: &str, cell: &str, fill: &str| {
        let entries = format!(
            "/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 50 50] /XStep 50 /YStep 50 {matrix} {res}"
        );
        let content = format!("q 2 0 0 2 0 0 cm /Pattern cs /P scn {fill} re f Q {BLACK}");
        page_with(&content, "", "/Pattern << /P 6 0 R >>").stream(6, &entries, cell.as_bytes()).done()
    };
    let word = text(2, 2, "abc");
    let seen = |pack| broken(&panelled(pack)).contains(&"R001");
    assert!(seen(tiled("", &word, "0 0 200 200")), "the tile at 100, 300");
    assert!(!seen(tiled("", &word, "0 0 200 140")), "filled elsewhere");
    assert!(
        seen(tiled("/Matrix [1 0 0 1 33 7]", &text(19, 40, "abc"), "0 0 200 200")),
        "moved by its matrix"
    );
    // the pattern does not move with the content that uses it
    assert!(!seen(tiled("/Matrix [1 0 0 1 0 25]", &word, "0 0 200 200")), "moved away");
}

#[test]
fn text_of_glyph_procedures_and_appearances_is_found() {
    let font = "<< /Type /Font /Subtype /Type3 /FontMatrix [.01 0 0 .01 0 0] /FontBBox [0 0 50 100] /FirstChar 97 \
        /LastChar 97 /Widths [50] /Encoding << /Differences [97 /a] >> /CharProcs << /a 7 0 R >> >>";
    let drawn =
        with_font("BT /G 10 Tf 110 300 Td (a) Tj ET ", font, |p| p.stream(7, "", b"50 0 d0 0 0 40 80 re f"));
    assert_eq!(broken(&panelled(drawn)), ["R001"], "a letter");
    let states = page_with(BLACK, "/Annots [6 0 R]", "")
        .object(
            6,
            "<< /Type /Annot /Subtype /Widget /Rect [0 0 400 400] /AS /Off /AP << /N << /On 7 0 R >> /D 7 0 R >> >>",
        )
        .stream(
            7,
            "/Subtype /Form /BBox [0 0 400 400] /Resources << /Font << /F 4 0 R >> >>",
            text(100, 300, "secret").as_bytes(),
        )
        .done();
    assert!(broken(&panelled(states)).contains(&"R001"), "an appearance that does not show");
}
