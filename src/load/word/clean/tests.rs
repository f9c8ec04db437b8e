//! Promises of the file that LibreOffice gets: what a reader sees is in it, and nothing else.

use super::*;
use crate::load::package::testing::parts;
use crate::load::word::tests::{p, part, source};
use crate::pdf::limits::Limits;

/// What is hidden in the document below, each with a word of its own.
const HIDDEN: [&str; 24] = [
    "Deleted",
    "Movedaway",
    "Vanished",
    "Stylehidden",
    "Commentword",
    "Author",
    "Rowdeleted",
    "Rowhidden",
    "Covered",
    "Chunk",
    "Fetchcode",
    "Dde",
    "Macro",
    "Property",
    "Customxml",
    "Template",
    "Bookmark",
    "Altword",
    "Olefile",
    "Unusednote",
    "Placeholder",
    "Variable",
    "mailto",
    "Scriptcontrol",
];

/// A document that hides all of it.
fn hiding() -> Vec<u8> {
    let w = "w:author=\"Author\" w:date=\"2026-01-01T00:00:00Z\" w:id=\"1\"";
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let vanish = "<w:rPr><w:vanish/></w:rPr>";
    let row = |properties: &str, text: &str| {
        format!("<w:tr><w:trPr>{properties}</w:trPr><w:tc>{}</w:tc></w:tr>", p(text))
    };
    let field = |code: &str, result: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>{code}</w:instrText></w:r>\
             <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
            run(result)
        )
    };
    let body = [
        format!("<w:p><w:ins {w}>{}</w:ins><w:del {w}><w:r><w:delText>Deleted</w:delText></w:r></w:del>", run("Inserted")),
        format!("<w:moveFrom {w}>{}</w:moveFrom><w:moveTo {w}>{}</w:moveTo>", run("Movedaway"), run("Movedhere")),
        format!("<w:r>{vanish}<w:t>Vanished</w:t></w:r><w:r><w:rPr><w:rStyle w:val=\"H\"/></w:rPr><w:t>Stylehidden</w:t></w:r>"),
        "<w:r><w:rPr><w:rStyle w:val=\"H\"/><w:vanish w:val=\"0\"/></w:rPr><w:t>Shownagain</w:t></w:r>".to_owned(),
        "<w:commentRangeStart w:id=\"1\"/><w:bookmarkStart w:id=\"2\" w:name=\"Bookmark\"/>".to_owned(),
        field("INCLUDETEXT Fetchcode", "Fetched"),
        field("DDEAUTO Dde", "Linked"),
        field("PAGE", "1"),
        format!("<w:hyperlink r:id=\"web\">{}</w:hyperlink>", run("Linktext")),
        format!("<w:sdt><w:sdtPr><w:placeholder><w:docPart w:val=\"Placeholder\"/></w:placeholder></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>", run("Control")),
        "<w:r><w:footnoteReference w:id=\"5\"/><w:object><v:shape alt=\"Altword\"/><o:OLEObject r:id=\"ole.bin\" ProgID=\"Olefile\"/></w:object><w:control r:id=\"ctl.bin\" w:name=\"Scriptcontrol\"/></w:r></w:p>".to_owned(),
        format!("<w:tbl>{}{}{}</w:tbl>", row("<w:del w:id=\"3\"/>", "Rowdeleted"), row("<w:hidden/>", "Rowhidden"), row("", "Rowshown")),
        format!("<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{}</w:tc></w:tr></w:tbl>", p("Covered")),
        "<w:altChunk r:id=\"chunk.html\"/><w:sectPr><w:headerReference w:type=\"default\" r:id=\"header1.xml\"/></w:sectPr>".to_owned(),
    ]
    .concat();
    let note = |id: &str, text: &str| format!("<w:footnote w:id=\"{id}\">{}</w:footnote>", p(text));
    let styles = "<w:style w:styleId=\"H\" w:type=\"character\"><w:rPr><w:vanish/></w:rPr></w:style>";
    let settings = "<w:docVars><w:docVar w:name=\"a\" w:val=\"Variable\"/></w:docVars>\
        <w:attachedTemplate r:id=\"Template\"/>";
    source(
        &body,
        &[
            ("styles", "styles.xml", &part("w:styles", styles)),
            ("settings", "settings.xml", &part("w:settings", settings)),
            (
                "comments",
                "comments.xml",
                &part("w:comments", &format!("<w:comment {w}>{}</w:comment>", p("Commentword"))),
            ),
            (
                "footnotes",
                "footnotes.xml",
                &part("w:footnotes", &format!("{}{}", note("5", "Notetext"), note("6", "Unusednote"))),
            ),
            ("header", "header1.xml", &part("w:hdr", &p("Headertext"))),
            ("aFChunk", "chunk.html", b"<p>Chunk</p>"),
            ("oleObject", "ole.bin", b"Olefile"),
            ("vbaProject", "vbaProject.bin", b"Macro"),
            ("customXml", "item1.xml", b"<a>Customxml</a>"),
            ("properties", "core.xml", b"<a>Property</a>"),
        ],
    )
}

fn cleaned(bytes: &[u8]) -> Result<Clean, Unclean> {
    let limits = Limits::default();
    clean(&Member::new("a.docx", bytes, &limits))
}

/// Names and texts of all parts of the cleaned file.
fn all(bytes: &[u8]) -> String {
    let clean = cleaned(bytes).expect("a cleaned file");
    parts(&clean.bytes)
        .iter()
        .map(|(name, part)| format!("{name} {}\n", String::from_utf8_lossy(part)))
        .collect()
}

#[test]
fn nothing_that_is_hidden_is_in_the_file_for_libreoffice() {
    let source = hiding();
    let whole: String =
        parts(&source).iter().map(|(_, part)| String::from_utf8_lossy(part).into_owned()).collect();
    let all = all(&source);
    for word in HIDDEN {
        assert!(whole.contains(word), "{word} is not in the source: the test proves nothing");
        assert!(!all.contains(word), "{word} is in the cleaned file");
    }
    assert!(!all.contains("External") && !all.contains("w:vanish/"), "{all}");
}

#[test]
fn all_that_a_reader_sees_is_in_the_file_for_libreoffice() {
    let all = all(&hiding());
    for word in [
        "Inserted",
        "Movedhere",
        "Shownagain",
        "Fetched",
        "Linked",
        "Linktext",
        "Control",
        "Rowshown",
        "Notetext",
        "Headertext",
    ] {
        assert!(all.contains(word), "{word}");
    }
    assert!(all.contains(">PAGE</w:instrText>"), "the number of the page stays a field");
}

#[test]
fn words_that_pages_repeat_are_told() {
    let table = format!(
        "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc>{}</w:tc></w:tr><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>",
        p("Heading"),
        p("Once")
    );
    let clean = cleaned(&source(&table, &[])).expect("a cleaned file");
    assert!(clean.repeated.contains("Heading") && !clean.repeated.contains("Once"));
    let clean = cleaned(&hiding()).expect("a cleaned file");
    assert!(clean.repeated.contains("Headertext") && !clean.repeated.contains("Notetext"));
}

#[test]
fn a_picture_cut_to_a_part_keeps_its_document_in_the_plain_layout() {
    let drawing = |cut: &str| {
        format!(
            "<w:p><w:r><w:drawing><a:graphic><a:blipFill><a:srcRect {cut}/></a:blipFill></a:graphic></w:drawing></w:r></w:p>"
        )
    };
    assert!(matches!(cleaned(&source(&drawing("l=\"5000\""), &[])), Err(Unclean::Because(_))));
    assert!(cleaned(&source(&drawing("l=\"0\""), &[])).is_ok());
}

#[test]
fn a_file_that_is_cut_off_anywhere_is_no_panic() {
    let whole = hiding();
    for cut in (0..whole.len()).step_by(97) {
        assert!(cleaned(&whole[..cut]).is_err());
    }
}
