//! Promises of the file that LibreOffice gets: what a reader sees is in it, and nothing else.

use super::*;
use crate::load::opendocument::tests::{STYLES, source};
use crate::load::package::testing::parts;
use crate::pdf::limits::Limits;

/// A document that hides "gone" in every place.
const BODY: &str = "<office:text><office:scripts><gone/></office:scripts>\
    <text:tracked-changes><text:changed-region><text:deletion><text:p>gone1</text:p></text:deletion></text:changed-region></text:tracked-changes>\
    <text:user-field-decls><text:user-field-decl text:name=\"gone\" office:string-value=\"gone\"/></text:user-field-decls>\
    <text:h text:outline-level=\"1\">Heading</text:h>\
    <text:p>one<text:span text:style-name=\"H\">gone2</text:span><office:annotation><dc:creator>gone3</dc:creator><text:p>gone3</text:p></office:annotation>\
    <text:bookmark text:name=\"gone\"/><text:a xlink:href=\"https://gone.example\">linked</text:a><text:date text:fixed=\"true\">5 October</text:date>\
    <text:hidden-text text:is-hidden=\"true\" text:string-value=\"gone4\">gone4</text:hidden-text>\
    <text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>note words</text:p></text:note-body></text:note></text:p>\
    <text:section text:display=\"none\"><text:p>gone5</text:p></text:section>\
    <text:section text:name=\"gone\"><text:section-source xlink:href=\"gone.odt\"/><text:p>section words</text:p></text:section>\
    <table:table table:name=\"gone\"><table:table-header-rows><table:table-row><table:table-cell><text:p>head</text:p></table:table-cell></table:table-row></table:table-header-rows>\
    <table:table-row table:visibility=\"collapse\"><table:table-cell><text:p>gone6</text:p></table:table-cell></table:table-row>\
    <table:table-row><table:table-cell table:formula=\"gone\"><text:p>cell</text:p></table:table-cell><table:covered-table-cell><text:p>gone7</text:p></table:covered-table-cell></table:table-row></table:table>\
    <table:table table:style-name=\"TH\"><table:table-row><table:table-cell><text:p>gone8</text:p></table:table-cell></table:table-row></table:table>\
    <text:p><draw:frame><draw:text-box><text:p>boxed</text:p></draw:text-box></draw:frame>\
    <draw:frame><draw:image xlink:href=\"https://gone.example/a.png\"/></draw:frame></text:p></office:text>";

fn cleaned(body: &str) -> Result<Clean, Unclean> {
    clean(&Member::new("a.odt", &source(STYLES, body), &Limits::default()))
}

#[test]
fn what_is_seen_of_a_text_is_written_and_nothing_else() {
    let clean = cleaned(BODY).expect("a cleaned file");
    let all: String =
        parts(&clean.bytes).iter().map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned()).collect();
    for seen in [
        "Heading",
        "one",
        "linked",
        "5 October",
        "note words",
        "section words",
        "cell",
        "boxed",
        "Foot words",
    ] {
        assert!(all.contains(seen), "{seen} is missing:\n{all}");
    }
    assert!(!all.contains("gone") && !all.contains("Tom Ames"), "{all}");
    assert!(clean.repeated.contains("head") && clean.repeated.contains("Foot words"), "{}", clean.repeated);
    assert!(!clean.repeated.contains("cell"), "{}", clean.repeated);
}

#[test]
fn a_text_that_shows_what_is_not_ours_to_write_is_not_handed_over() {
    for (inside, why) in [
        ("<draw:frame><draw:object xlink:href=\"./Object 1\"/></draw:frame>", "object"),
        ("<draw:control draw:control=\"c\"/>", "object"),
        (
            "<draw:frame draw:style-name=\"C\"><draw:image xlink:href=\"Pictures/a.png\"/></draw:frame>",
            "part of a picture",
        ),
    ] {
        let body = format!("<office:text><text:p>{inside}</text:p></office:text>");
        let clip = format!(
            "{STYLES}<style:style style:name=\"C\" style:family=\"graphic\"><style:graphic-properties fo:clip=\"rect(0cm, 1.5cm, 0cm, 0cm)\"/></style:style>"
        );
        let bytes = source(&clip, &body);
        match clean(&Member::new("a.odt", &bytes, &Limits::default())) {
            Err(Unclean::Because(said)) => assert!(said.contains(why), "{inside}: {said}"),
            other => panic!("{inside}: {other:?}"),
        }
    }
    assert!(matches!(cleaned("<office:spreadsheet/>"), Err(Unclean::Plain)));
}
