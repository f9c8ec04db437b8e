//! Promises of the file that LibreOffice gets: what a reader sees is in it, and nothing else.

use super::*;
use crate::pdf::limits::Limits;

fn cleaned(source: &str) -> Result<Clean, Unclean> {
    let source = format!("{{\\rtf1\\ansi\\ansicpg1252{source}}}");
    clean(&Member::new("a.rtf", source.as_bytes(), &Limits::default()))
}

fn written(source: &str) -> String {
    String::from_utf8(cleaned(source).expect("a cleaned file").bytes).expect("plain letters")
}

#[test]
fn what_is_seen_of_rich_text_is_written_and_nothing_else() {
    let out = written(
        "{\\info{\\author gone0}}{\\*\\revtbl {gone;}}{\\*\\template gone}{\\fonttbl{\\f0 Arial;}}\
         {\\stylesheet{\\s1\\v heading 1;}{\\*\\cs2 strong;}}{\\*\\listtable{\\list{\\listname gone;}}}\
         seen {\\v gone1 {\\b gone1}\\tab}\\v gone2\\u103?one\\v0 also{\\deleted gone3}{\\*\\annotation gone4}{\\xe gone5}\
         {\\*\\strange gone6}{\\footnote note words}\\par\
         {\\field{\\*\\fldinst HYPERLINK \"mailto:gone@example.org\"}{\\fldrslt result}}\
         {\\field{\\*\\fldinst INCLUDETEXT \"gone.doc\"}{\\fldrslt fetched}}\
         {\\field{\\*\\fldinst { PAGE }}{\\fldrslt 1}}{\\upr{gone7}{\\*\\ud{ \\u321?uk}}}\\uc2\\u321\\'3f\\'3fukasz\
         \\revauth1\\insrsid42 {\\*\\bkmkstart gone}caf\\'e9 \\{x\\}{\\header head words}",
    );
    for seen in [
        "seen ",
        "also",
        "note words",
        "result",
        "fetched",
        "{\\field{\\*\\fldinst PAGE}{\\fldrslt 1}}",
        "\\u321?uk",
        "\\u321?ukasz",
        "caf\\'e9 \\'7bx\\'7d",
        "head words",
        "{\\*\\cs2 strong;}",
    ] {
        assert!(out.contains(seen), "{seen} is missing:\n{out}");
    }
    assert!(!out.contains("gone") && !out.contains("42") && !out.contains("\\v"), "{out}");
    assert!(cleaned("{\\header head \\u321?words}body").expect("clean").repeated.contains("head Łwords"));
}

#[test]
fn a_picture_is_its_pixels_and_what_is_not_shown_whole_is_not_handed_over() {
    let hex: String = crate::load::testing::jpeg().iter().map(|byte| format!("{byte:02X}")).collect();
    let pict = |words: &str| format!("{{\\pict{{\\*\\picprop gone}}\\jpegblip{words}\\picw8\n{hex}}}");
    let out = written(&pict(""));
    assert!(out.contains("\\pict\\jpegblip\\picw8 ffd8") && !out.contains("gone"), "{out}");
    for (source, why) in [
        (pict("\\piccropl20"), "part of a picture"),
        ("{\\pict\\wmetafile8 0102}".to_owned(), "cannot be shown"),
        ("{\\object\\objemb{\\*\\objdata 01}{\\result x}}".to_owned(), "object"),
        ("{\\shp{\\*\\shpinst{\\sp{\\sn pib}}}}".to_owned(), "shapes"),
    ] {
        match cleaned(&source) {
            Err(Unclean::Because(said)) => assert!(said.contains(why), "{source}: {said}"),
            other => panic!("{source}: {other:?}"),
        }
    }
    assert!(!written(&format!("{{\\v {}}}", pict(""))).contains("pict"), "in hidden matter");
}

#[test]
fn groups_nested_without_end_and_cut_files_end() {
    assert!(matches!(cleaned(&"{".repeat(10_000)), Err(Unclean::Refused)));
    let whole = "{\\rtf1{\\header x}{\\pict\\pngblip 89}{\\field{\\*\\fldinst PAGE}{\\fldrslt 1}}\\u321?}";
    for at in 0..whole.len() {
        let _ = clean(&Member::new("a.rtf", &whole.as_bytes()[..at], &Limits::default()));
    }
}
