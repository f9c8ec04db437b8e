//! Promises of the converter of presentations.

use super::*;
use crate::load::convert::Converted;
use crate::load::package::testing::archive;
use crate::pdf::limits::Limits;
use crate::pdf::typeset::testing::text_of;

const XMLNS: &str = "xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
    xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"";

fn shape(about: &str, place: &str, text: &str) -> String {
    format!(
        "<p:sp><p:nvSpPr><p:cNvPr id=\"1\" name=\"x\" {about}/><p:nvPr>{place}</p:nvPr></p:nvSpPr><p:txBody>{text}</p:txBody></p:sp>"
    )
}

fn p(text: &str) -> String {
    format!("<a:p><a:r><a:t>{text}</a:t></a:r></a:p>")
}

fn tree(root: &str, more: &str, shapes: &str) -> Vec<u8> {
    format!("<p:{root} {XMLNS} {more}><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:{root}>").into_bytes()
}

fn relations(all: &[(&str, &str)]) -> Vec<u8> {
    let one = |(to, kind): &(&str, &str)| {
        format!("<Relationship Id=\"{kind}\" Type=\"x/{kind}\" Target=\"{to}\"/>")
    };
    let inner: String = all.iter().map(one).collect();
    format!("<Relationships>{inner}<Relationship Id=\"web\" Type=\"x/hyperlink\" Target=\"mailto:ann@example.org?s=1\" TargetMode=\"External\"/></Relationships>").into_bytes()
}

/// A presentation of two slides, the second one hidden, with everything that hangs on the first.
fn source(shapes: &str) -> Vec<u8> {
    let main = format!(
        "<p:presentation {XMLNS}><p:sldIdLst><p:sldId id=\"1\" r:id=\"two\"/><p:sldId id=\"2\" r:id=\"one\"/></p:sldIdLst></p:presentation>"
    );
    let title = shape("", "<p:ph type=\"title\"/>", &p("Case conference"));
    let place = shape("", "<p:ph type=\"body\"/>", &p("Click to edit"));
    let parts: [(&str, Vec<u8>); 12] = [
        ("ppt/presentation.xml", main.into_bytes()),
        ("ppt/_rels/presentation.xml.rels", relations(&[("slides/slide1.xml", "two"), ("slides/slide2.xml", "one")])),
        ("ppt/slides/slide1.xml", tree("sld", "", &format!("{title}{shapes}"))),
        ("ppt/slides/_rels/slide1.xml.rels", relations(&[
            ("../notesSlides/notes1.xml", "notesSlide"),
            ("../comments/c1.xml", "comments"),
            ("../slideLayouts/l1.xml", "slideLayout"),
            ("../media/call.wav", "audio"),
            ("../embeddings/list.xlsx", "package"),
        ])),
        ("ppt/slides/slide2.xml", tree("sld", "show=\"0\"", &shape("", "", &p("Nobody sees Gwen Hale")))),
        ("ppt/notesSlides/notes1.xml", tree("notes", "", &shape("", "<p:ph type=\"body\"/>", &p("Do not mention Tom Ames")))),
        ("ppt/comments/c1.xml", format!("<p:cmLst {XMLNS}><p:cm><p:text>Ask Ravi first</p:text></p:cm></p:cmLst>").into_bytes()),
        ("ppt/slideLayouts/l1.xml", tree("sldLayout", "", &format!("{place}{}", shape("", "", &p("Northfield Homes, internal"))))),
        ("ppt/media/call.wav", b"RIFF1234WAVEfmt ".to_vec()),
        ("ppt/embeddings/list.xlsx", b"PK\x03\x04 not really".to_vec()),
        ("ppt/slides/slide9.xml", tree("sld", "", &shape("", "", &p("An old slide")))),
        ("docProps/core.xml", b"<cp:coreProperties xmlns:cp=\"x\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:creator>Priya Shah</dc:creator></cp:coreProperties>".to_vec()),
    ];
    archive(&parts.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect::<Vec<_>>())
}

fn read(bytes: &[u8], show_hidden: bool) -> Conversion {
    let limits = Limits::default();
    convert(&Member {
        name: "a.pptx",
        bytes,
        password: None,
        limits: &limits,
        show_hidden,
        own: &[],
        rows: None,
    })
}

fn made(shapes: &str, show_hidden: bool) -> Converted {
    read(&source(shapes), show_hidden).expect("a presentation")
}

#[test]
fn a_slide_is_a_page_with_its_title_text_and_tables_and_nothing_that_is_hidden() {
    let table = "<p:graphicFrame><a:tbl><a:tblPr firstRow=\"1\"/><a:tr><a:tc><a:txBody><a:p><a:r><a:t>Date</a:t></a:r></a:p></a:txBody></a:tc><a:tc><a:txBody><a:p><a:r><a:t>Visit</a:t></a:r></a:p></a:txBody></a:tc></a:tr>\
        <a:tr><a:tc><a:txBody><a:p><a:r><a:t>1 May</a:t></a:r></a:p></a:txBody></a:tc><a:tc hMerge=\"1\"><a:txBody><a:p><a:r><a:t>covered words</a:t></a:r></a:p></a:txBody></a:tc></a:tr></a:tbl></p:graphicFrame>";
    let shapes = format!(
        "{}{}{table}",
        shape(
            "",
            "",
            "<a:p><a:pPr lvl=\"1\"/><a:r><a:t>Damp in the</a:t></a:r><a:br/><a:r><a:rPr><a:hlinkClick r:id=\"web\"/></a:rPr><a:t>back bedroom</a:t></a:r></a:p>"
        ),
        shape("hidden=\"1\" descr=\"A photo of Joan\"", "", &p("A hidden box"))
    );
    let made = made(&shapes, false);
    let text = text_of(&made.pdf);
    for shown in [
        "Slide 1",
        "Case conference",
        "Damp in the",
        "back bedroom",
        "1 May",
        "Visit",
        "Northfield Homes, internal",
    ] {
        assert!(text.contains(shown), "{shown} in {text}");
    }
    for hidden in [
        "Gwen",
        "Tom Ames",
        "Ravi",
        "Click to edit",
        "A hidden box",
        "Joan",
        "covered",
        "An old slide",
        "Priya",
    ] {
        assert!(!text.contains(hidden), "{hidden} in {text}");
    }
    let listed: Vec<&str> = made.side.left_out.iter().map(|l| l.what.as_str()).collect();
    for what in [
        "hidden slide",
        "speaker notes",
        "comment",
        "hidden shape",
        "description of a picture",
        "text of a merged cell",
        "slide that the presentation no longer lists",
        "document property",
        "address behind a link",
        "embedded file or picture that no slide shows",
    ] {
        assert!(listed.contains(&what), "{what} in {listed:?}");
    }
    let names: Vec<&str> = made.side.names.iter().map(Untrusted::raw).collect();
    assert_eq!(names, ["Priya Shah", "ann@example.org"]);
    assert_eq!(made.side.title.as_ref().map(Untrusted::raw), Some("Case conference"));
    assert_eq!(made.members.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["call.wav"]);
}

#[test]
fn what_is_hidden_in_slides_becomes_marked_pages_where_the_case_asks_for_it() {
    let made = made("", true);
    let text = text_of(&made.pdf);
    for shown in
        ["Nobody sees Gwen Hale", "Do not mention Tom Ames", "Ask Ravi first", "Priya Shah", "Hidden matter"]
    {
        assert!(text.contains(shown), "{shown} in {text}");
    }
    assert_eq!(made.members.len(), 2, "the recording and the embedded list");
}

#[test]
fn of_twins_one_is_shown_and_what_only_the_other_says_is_hidden_matter() {
    let twins = format!(
        "<mc:AlternateContent><mc:Choice Requires=\"v\">{}<p:graphicFrame><p:oleObj r:id=\"package\"/></p:graphicFrame></mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>",
        shape("", "", &p("Only in the choice")),
        shape("", "", &p("What all see"))
    );
    let made = made(&twins, false);
    let text = text_of(&made.pdf);
    assert!(text.contains("What all see") && !text.contains("Only in the choice"), "{text}");
    assert!(made.side.left_out.iter().any(|l| l.what == "alternative content that is not shown"));
    assert!(
        made.members.iter().any(|(name, _)| name == "list.xlsx"),
        "an object of the other twin is a document"
    );
}

#[test]
fn a_presentation_without_the_slides_it_lists_is_damaged() {
    let main = format!(
        "<p:presentation {XMLNS}><p:sldIdLst><p:sldId id=\"1\" r:id=\"x\"/></p:sldIdLst></p:presentation>"
    );
    let refused = read(&archive(&[("ppt/presentation.xml", main.as_bytes())]), false).expect_err("damaged");
    assert!(refused.problem.what.contains("a slide that it lists is missing"), "{:?}", refused.problem);
}
