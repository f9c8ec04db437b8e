//! Promises of the converter of `OpenDocument` files.

use super::*;
use crate::diag::Untrusted;
use crate::load::convert::Converted;
use crate::load::package::testing::archive;
use crate::pdf::limits::Limits;
use crate::pdf::typeset::testing::text_of;

fn xmlns() -> String {
    let all = ["office", "text", "table", "style", "meta", "manifest", "presentation"];
    let ours = |n: &&str| format!("xmlns:{n}=\"urn:oasis:names:tc:opendocument:xmlns:{n}:1.0\"");
    let mut out: Vec<String> = all.iter().map(ours).collect();
    out.push("xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\"".into());
    out.push("xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\"".into());
    out.push(
        "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"".into(),
    );
    out.join(" ")
}

pub(super) fn source(styles: &str, body: &str) -> Vec<u8> {
    let ns = xmlns();
    let content = format!(
        "<office:document-content {ns}><office:automatic-styles>{styles}</office:automatic-styles><office:body>{body}</office:body></office:document-content>"
    );
    let looks = format!(
        "<office:document-styles {ns}><style:master-page style:name=\"Standard\"><style:footer><text:p>Foot words</text:p></style:footer></style:master-page>\
        <style:master-page style:name=\"Unused\"><style:header><text:p>gone0</text:p></style:header></style:master-page></office:document-styles>"
    );
    let meta = format!(
        "<office:document-meta {ns}><office:meta><dc:creator>Tom Ames</dc:creator><dc:date>2026-05-01T10:00:00</dc:date></office:meta></office:document-meta>"
    );
    archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", content.as_bytes()),
        ("styles.xml", looks.as_bytes()),
        ("meta.xml", meta.as_bytes()),
    ])
}

fn read(bytes: &[u8], show_hidden: bool) -> Converted {
    let limits = Limits::default();
    convert(&Member { show_hidden, ..Member::new("a.odt", bytes, &limits) }).expect("a document")
}

pub(super) const STYLES: &str = "<style:style style:name=\"H\" style:family=\"text\"><style:text-properties text:display=\"none\"/></style:style>\
    <style:style style:name=\"TH\" style:family=\"table\"><style:table-properties table:display=\"false\"/></style:style>\
    <text:list-style style:name=\"L\"><text:list-level-style-number text:level=\"1\" style:num-format=\"1\" style:num-suffix=\".\"/>\
    <text:list-level-style-number text:level=\"2\" style:num-format=\"a\" style:num-suffix=\")\" text:display-levels=\"2\"/></text:list-style>";

#[test]
fn a_text_is_shown_in_reading_order_without_its_hidden_matter() {
    let body = "<office:text><text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc:creator>Jo Roe</dc:creator></office:change-info><text:p>gone1</text:p></text:deletion></text:changed-region></text:tracked-changes>\
        <text:h text:outline-level=\"1\">Heading</text:h><text:p>one<text:s text:c=\"2\"/>two<text:tab/>three<text:span text:style-name=\"H\">gone2</text:span><office:annotation><dc:creator>Jo Roe</dc:creator><text:p>gone3</text:p></office:annotation>\
        <text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>note words</text:p></text:note-body></text:note></text:p>\
        <text:section text:display=\"none\"><text:p>gone4</text:p></text:section>\
        <text:list text:style-name=\"L\"><text:list-item><text:p>first</text:p><text:list><text:list-item><text:p>sub</text:p></text:list-item></text:list></text:list-item><text:list-item><text:p>second</text:p></text:list-item></text:list>\
        <table:table><table:table-row><table:table-cell><text:p>a1</text:p></table:table-cell><table:table-cell><text:p>b1</text:p></table:table-cell></table:table-row></table:table>\
        <text:p><draw:frame><draw:text-box><text:p>boxed</text:p></draw:text-box></draw:frame></text:p></office:text>";
    let bytes = source(STYLES, body);
    let out = read(&bytes, false);
    let text = text_of(&out.pdf);
    let mut at = 0;
    for word in [
        "Heading",
        "one  two",
        "three",
        "[1]",
        "1. first",
        "1.a) sub",
        "2. second",
        "a1",
        "b1",
        "boxed",
        "[1] note words",
        "Foot words",
    ] {
        let found = text.get(at..).and_then(|rest| rest.find(word));
        assert!(found.is_some(), "{word} is missing or out of order:\n{text}");
        at += found.unwrap_or(0);
    }
    let shown = text_of(&read(&bytes, true).pdf);
    for n in 0..=4 {
        let word = format!("gone{n}");
        assert!(!text.contains(&word) && shown.contains(&word), "{word}:\n{text}");
    }
    assert_eq!(out.side.date.as_deref(), Some("2026-05-01"));
    for name in ["Tom Ames", "Jo Roe"] {
        assert!(out.side.names.contains(&Untrusted::new(name)), "{name}");
    }
}

#[test]
fn a_workbook_shows_what_its_cells_show_and_a_million_empty_rows_cost_nothing() {
    let cell = |text: &str| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>");
    let body = format!(
        "<office:spreadsheet><table:table table:name=\"First\"><table:table-column/><table:table-column table:visibility=\"collapse\"/><table:table-column/>\
         <table:table-row>{}{}{}<table:table-cell table:number-columns-repeated=\"16380\"/></table:table-row>\
         <table:table-row table:visibility=\"filter\">{}</table:table-row><table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>\
         <table:table-row table:number-rows-repeated=\"2\">{}</table:table-row></table:table>\
         <table:table table:name=\"Second\" table:style-name=\"TH\"><table:table-row>{}</table:table-row></table:table></office:spreadsheet>",
        cell("A"),
        cell("gone1"),
        cell("C"),
        cell("gone2"),
        cell("twice"),
        cell("gone3"),
    );
    let bytes = source(STYLES, &body);
    let text = text_of(&read(&bytes, false).pdf);
    for (word, count) in [("First", 1), ("twice", 2), ("Second", 0)] {
        assert_eq!(text.matches(word).count(), count, "{word}:\n{text}");
    }
    let shown = text_of(&read(&bytes, true).pdf);
    for n in 1..=3 {
        let word = format!("gone{n}");
        assert!(!text.contains(&word) && shown.contains(&word), "{word}:\n{text}");
    }
}

#[test]
fn a_sheet_of_endless_repeated_cells_is_refused() {
    let row = "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell table:number-columns-repeated=\"16000\"><text:p>x</text:p></table:table-cell></table:table-row>";
    let bytes =
        source("", &format!("<office:spreadsheet><table:table>{row}</table:table></office:spreadsheet>"));
    let limits = Limits::default();
    let refused = convert(&Member::new("a.ods", &bytes, &limits)).expect_err("too many");
    assert!(refused.problem.what.contains("more cells"));
}

#[test]
fn a_locked_file_is_refused_as_locked() {
    let manifest = format!(
        "<manifest:manifest {}><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>",
        xmlns()
    );
    let bytes = archive(&[("META-INF/manifest.xml", manifest.as_bytes()), ("content.xml", b"\x01\x02")]);
    let limits = Limits::default();
    let refused = convert(&Member::new("a.odt", &bytes, &limits)).expect_err("locked");
    assert!(refused.problem.what.contains("password"));
}

#[test]
fn a_presentation_shows_a_page_a_slide_and_neither_notes_nor_hidden_slides() {
    let styles = "<style:style style:name=\"gone\" style:family=\"drawing-page\"><style:drawing-page-properties presentation:visibility=\"hidden\"/></style:style>";
    let frame = |text: &str| {
        format!("<draw:frame><draw:text-box><text:p>{text}</text:p></draw:text-box></draw:frame>")
    };
    let slide = |style: &str, text: &str| {
        let notes = format!("<presentation:notes>{}</presentation:notes>", frame(&format!("note on {text}")));
        format!("<draw:page draw:style-name=\"{style}\">{}{notes}</draw:page>", frame(text))
    };
    let body = format!(
        "<office:presentation>{}{}{}</office:presentation>",
        slide("", "damp"),
        slide("gone", "secret"),
        slide("", "mould")
    );
    for show in [false, true] {
        let made = read(&source(styles, &body), show);
        let text = text_of(&made.pdf);
        assert!(text.contains("damp") && text.contains("mould") && text.contains("[Slide 3]"), "{text}");
        for hidden in ["note on damp", "secret"] {
            assert_eq!(text.contains(hidden), show, "{hidden} in {text}");
        }
        for what in ["hidden slide", "speaker notes", "text of a hidden slide"] {
            assert!(made.side.left_out.iter().any(|l| l.what.starts_with(what)), "{what}");
        }
    }
}

#[test]
fn a_picture_cut_to_a_part_is_not_shown_whole() {
    let clip = "<style:style style:name=\"C\" style:family=\"graphic\"><style:graphic-properties fo:clip=\"rect(0cm, 1.5cm, 0cm, 0cm)\"/></style:style>";
    let body = "<office:text><text:p>Seen<draw:frame draw:style-name=\"C\"><draw:image xlink:href=\"Pictures/a.png\"/></draw:frame></text:p></office:text>";
    let out = read(&source(clip, body), false);
    assert!(text_of(&out.pdf).contains("[picture of which only a part is seen, not shown]"));
    assert!(out.side.left_out.iter().any(|l| l.what == "picture of which only a part is seen"));
}
