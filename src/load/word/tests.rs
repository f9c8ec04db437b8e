//! Promises of the Word converter.

use super::*;
use crate::diag::Untrusted;
use crate::load::convert::Converted;
use crate::load::package::testing::archive;
use crate::pdf::limits::Limits;
use crate::pdf::typeset::testing::text_of;

const HEAD: &str = "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
    xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
    xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:v=\"urn:schemas-microsoft-com:vml\" \
    xmlns:o=\"urn:schemas-microsoft-com:office:office\"><w:body>";

/// A document of a body and further parts; each part's kind and name become a relationship.
pub(super) fn source(body: &str, parts: &[(&str, &str, &[u8])]) -> Vec<u8> {
    let main = format!("{HEAD}{body}</w:body></w:document>");
    let mut list = String::from("<Relationships>");
    for (kind, name, _) in parts {
        list.push_str(&format!("<Relationship Id=\"{name}\" Type=\"x/{kind}\" Target=\"{name}\"/>"));
    }
    list.push_str("<Relationship Id=\"web\" Type=\"x/hyperlink\" Target=\"mailto:ann@example.org?a=b\" TargetMode=\"External\"/></Relationships>");
    let names: Vec<String> = parts.iter().map(|(_, name, _)| format!("word/{name}")).collect();
    let mut all: Vec<(&str, &[u8])> =
        vec![("word/document.xml", main.as_bytes()), ("word/_rels/document.xml.rels", list.as_bytes())];
    all.extend(names.iter().zip(parts).map(|(name, (_, _, bytes))| (name.as_str(), *bytes)));
    archive(&all)
}

pub(super) fn part(root: &str, inner: &str) -> Vec<u8> {
    HEAD.replace("w:document", root)
        .replace("<w:body>", inner)
        .into_bytes()
        .into_iter()
        .chain(format!("</{root}>").into_bytes())
        .collect()
}

fn read(bytes: &[u8], show_hidden: bool) -> Converted {
    let limits = Limits::default();
    convert(&Member { show_hidden, ..Member::new("a.docx", bytes, &limits) }).expect("a document")
}

fn text(body: &str) -> String {
    text_of(&read(&source(body, &[]), false).pdf)
}

pub(super) fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn counted(document: &Converted, what: &str) -> u32 {
    document.side.left_out.iter().filter(|l| l.what.starts_with(what)).map(|l| l.count).sum()
}

#[test]
fn words_of_every_kind_of_run_are_shown() {
    let body = "<w:p><w:r><w:t xml:space=\"preserve\">one </w:t><w:t>two</w:t><w:tab/><w:t>three</w:t><w:br/><w:t>four</w:t>\
        <w:noBreakHyphen/><w:t>five</w:t><w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/></w:r><w:hyperlink r:id=\"web\"><w:r><w:t>six</w:t></w:r></w:hyperlink>\
        <w:sdt><w:sdtPr><w:alias w:val=\"z\"/></w:sdtPr><w:sdtContent><w:r><w:t> seven</w:t></w:r></w:sdtContent></w:sdt>\
        <w:fldSimple w:instr=\"AUTHOR\"><w:r><w:t> eight</w:t></w:r></w:fldSimple></w:p>";
    let text = text(body);
    for words in ["one two", "three", "four-five✓six seven eight"] {
        assert!(text.contains(words), "{words} is missing:\n{text}");
    }
}

#[test]
fn hidden_matter_is_on_no_page_unless_it_is_asked_for() {
    let body = "<w:p><w:r><w:t>seen</w:t></w:r><w:del w:author=\"Tom Ames\"><w:r><w:delText>gone1</w:delText></w:r></w:del>\
        <w:ins w:author=\"Tom Ames\"><w:r><w:t>added</w:t></w:r><w:del><w:r><w:delText>gone2</w:delText></w:r></w:del></w:ins>\
        <w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom>\
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>unseen</w:t></w:r><w:r><w:rPr><w:rStyle w:val=\"H\"/></w:rPr><w:t>styled</w:t></w:r>\
        <w:r><w:rPr><w:rStyle w:val=\"H\"/><w:vanish w:val=\"0\"/></w:rPr><w:t>again</w:t></w:r></w:p>\
        <w:p><w:pPr><w:pStyle w:val=\"HP\"/></w:pPr><w:r><w:t>whole</w:t></w:r></w:p>\
        <w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>row</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    let styles = part(
        "w:styles",
        "<w:style w:type=\"character\" w:styleId=\"B\"><w:rPr><w:vanish/></w:rPr></w:style>\
        <w:style w:type=\"character\" w:styleId=\"H\"><w:basedOn w:val=\"B\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"HP\"><w:rPr><w:vanish/></w:rPr></w:style>",
    );
    let comments = part("w:comments", &format!("<w:comment w:author=\"Jo Roe\">{}</w:comment>", p("remark")));
    let vars = part("w:settings", "<w:docVars><w:docVar w:name=\"n\" w:val=\"variable\"/></w:docVars>");
    let bytes = source(
        body,
        &[
            ("styles", "styles.xml", &styles),
            ("comments", "comments.xml", &comments),
            ("settings", "settings.xml", &vars),
        ],
    );
    let out = read(&bytes, false);
    let plain = text_of(&out.pdf);
    assert!(plain.contains("seenaddedagain"), "{plain}");
    let gone = ["gone1", "gone2", "moved", "unseen", "styled", "whole", "row", "remark", "variable"];
    for word in gone {
        assert!(!plain.contains(word), "{word} is shown:\n{plain}");
    }
    for (what, count) in [
        ("deleted text", 2),
        ("text moved", 1),
        ("hidden text", 3),
        ("deleted table row", 1),
        ("comment", 1),
        ("document variable", 1),
        ("tracked insertion", 1),
    ] {
        assert_eq!(counted(&out, what), count, "{what}");
    }
    for name in ["Tom Ames", "Jo Roe"] {
        assert!(out.side.names.contains(&Untrusted::new(name)), "{name}");
    }
    let shown = text_of(&read(&bytes, true).pdf);
    for word in gone {
        assert!(shown.contains(word), "{word} is not shown on request:\n{shown}");
    }
    assert!(shown.contains("Hidden matter"));
}

#[test]
fn a_field_shows_its_result_and_not_its_code() {
    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let code = |text: &str| format!("<w:r><w:instrText>{text}</w:instrText></w:r>");
    let field = |c: &str, result: &str| {
        [mark("begin"), code(c), mark("separate"), result.to_owned(), mark("end")].concat()
    };
    let body = format!(
        "<w:p>{}{}</w:p>",
        field("HYPERLINK &quot;mailto:tom@example.org&quot;", "<w:r><w:t>result</w:t></w:r>"),
        [mark("begin"), code(" XE &quot;Ann Dowling&quot; "), mark("end")].concat()
    );
    let out = read(&source(&body, &[]), false);
    let text = text_of(&out.pdf);
    assert!(text.contains("result") && !text.contains("HYPERLINK") && !text.contains("Dowling"), "{text}");
    assert_eq!((counted(&out, "address behind a link"), counted(&out, "field code")), (1, 1));
    assert!(out.side.names.contains(&Untrusted::new("tom@example.org")));
}

#[test]
fn only_one_of_two_alternatives_is_shown_and_other_words_in_the_second_are_named() {
    let boxed = |inner: &str| {
        format!(
            "<w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict>",
            p(inner)
        )
    };
    let body = format!(
        "<w:p><w:r><w:t>before</w:t><mc:AlternateContent><mc:Choice Requires=\"wps\">{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:r></w:p>",
        boxed("boxed words"),
        boxed("boxed words other"),
    );
    let out = read(&source(&body, &[]), false);
    let text = text_of(&out.pdf);
    assert_eq!((text.matches("boxed").count(), text.matches("other").count()), (1, 0), "{text}");
    assert_eq!(counted(&out, "alternative content"), 1);
}

#[test]
fn lists_are_numbered_as_a_word_processor_numbers_them() {
    let level = |at: u32, format: &str, text: &str| {
        format!(
            "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/></w:lvl>"
        )
    };
    let numbering = part(
        "w:numbering",
        &format!(
            "<w:abstractNum w:abstractNumId=\"0\">{}{}</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>\
        <w:num w:numId=\"2\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"7\"/></w:lvlOverride></w:num>",
            level(0, "decimal", "%1."),
            level(1, "lowerLetter", "%1.%2)")
        ),
    );
    let item = |num: u32, at: u32, text: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{at}\"/><w:numId w:val=\"{num}\"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let body = [
        item(1, 0, "one"),
        item(1, 1, "sub"),
        item(1, 1, "sub"),
        item(1, 0, "two"),
        item(1, 1, "sub"),
        item(2, 0, "seven"),
        item(0, 0, "none"),
    ]
    .concat();
    let text = text_of(&read(&source(&body, &[("numbering", "numbering.xml", &numbering)]), false).pdf);
    let lines: Vec<&str> = text.split('\n').map(str::trim).filter(|l| !l.is_empty()).collect();
    assert_eq!(lines, ["1. one", "1.a) sub", "1.b) sub", "2. two", "2.a) sub", "7. seven", "none"]);
}

#[test]
fn notes_follow_the_text_in_its_order_and_stray_ones_are_hidden_matter() {
    let note = |id: u32, text: &str| format!("<w:footnote w:id=\"{id}\">{}</w:footnote>", p(text));
    let notes =
        part("w:footnotes", &[note(1, "first note"), note(2, "second note"), note(3, "stray note")].concat());
    let refer = |id: u32| format!("<w:r><w:footnoteReference w:id=\"{id}\"/></w:r>");
    let body = format!(
        "<w:p><w:r><w:t>a</w:t></w:r>{}<w:r><w:t>b</w:t></w:r>{}{}</w:p>",
        refer(2),
        refer(1),
        refer(9)
    );
    let out = read(&source(&body, &[("footnotes", "footnotes.xml", &notes)]), false);
    let text = text_of(&out.pdf);
    for line in ["a[1]b[2]", "[1] second note", "[2] first note"] {
        assert!(text.contains(line), "{line}:\n{text}");
    }
    assert!(!text.contains("stray"));
    assert_eq!(counted(&out, "note that no text refers to"), 1);
}

#[test]
fn headers_that_pages_show_are_shown_and_others_are_hidden_matter() {
    let parts = ["h1", "h2", "f1"]
        .map(|name| part(if name == "f1" { "w:ftr" } else { "w:hdr" }, &p(&format!("words of {name}"))));
    let body = format!(
        "{}<w:sectPr><w:headerReference w:type=\"default\" r:id=\"header1.xml\"/><w:headerReference w:type=\"first\" r:id=\"header2.xml\"/>\
        <w:footerReference w:type=\"default\" r:id=\"footer1.xml\"/></w:sectPr>",
        p("body")
    );
    let out = read(
        &source(
            &body,
            &[
                ("header", "header1.xml", &parts[0]),
                ("header", "header2.xml", &parts[1]),
                ("footer", "footer1.xml", &parts[2]),
            ],
        ),
        false,
    );
    let text = text_of(&out.pdf);
    let at = |word: &str| text.find(word);
    assert!(
        at("words of h1") < at("body") && at("body") < at("words of f1") && at("words of f1").is_some(),
        "{text}"
    );
    assert!(at("words of h2").is_none());
    assert_eq!(counted(&out, "header or footer that no page shows"), 1);
}

#[test]
fn tables_keep_their_columns_and_the_text_of_merged_cells_is_hidden_matter() {
    let cell = |pr: &str, text: &str| format!("<w:tc><w:tcPr>{pr}</w:tcPr>{}</w:tc>", p(text));
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let body = format!(
        "<w:tbl>{}{}{}</w:tbl>",
        row(&[cell("", "a1"), cell("", "b1"), cell("", "c1")]),
        row(&[cell("<w:gridSpan w:val=\"2\"/>", "wide"), cell("", "c2")]),
        row(&[cell("<w:vMerge/>", "lurking"), cell("", "b3"), cell("", "c3")])
    );
    let out = read(&source(&body, &[]), false);
    let text = text_of(&out.pdf);
    for word in ["a1", "b1", "c1", "wide", "c2", "b3", "c3"] {
        assert!(text.lines().any(|l| l.trim_matches(['\u{c}', ' ']) == word), "{word}:\n{text}");
    }
    assert!(!text.contains("lurking"));
    assert_eq!(counted(&out, "text of a merged cell"), 1);
}

#[test]
fn embedded_files_become_members_and_macros_are_named() {
    let body = "<w:p><w:r><w:object><o:OLEObject r:id=\"embeddings/a.xlsx\"/></w:object></w:r></w:p>";
    let parts: [(&str, &str, &[u8]); 4] = [
        ("package", "embeddings/a.xlsx", b"PK"),
        ("package", "embeddings/b.xlsx", b"PK"),
        ("vbaProject", "vbaProject.bin", b"x"),
        ("z", "strange.bin", b"x"),
    ];
    let out = read(&source(body, &parts), false);
    assert_eq!(out.members, [("a.xlsx".to_owned(), b"PK".to_vec())]);
    for what in ["macro", "embedded file that no page shows", "part of the file that is not read"] {
        assert_eq!(counted(&out, what), 1, "{what}");
    }
    assert_eq!(read(&source(body, &parts), true).members.len(), 2);
}

#[test]
fn a_picture_stands_on_the_page_and_what_is_cut_off_is_painted_over() {
    let mut png = Vec::new();
    let mut encoder = png::Encoder::new(&mut png, 4, 4);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.write_header().expect("a header").write_image_data(&[200; 16]).expect("a picture");
    let blip = |cut: &str| {
        format!(
            "<w:p><w:r><w:drawing><wp:inline><wp:extent cx=\"635000\" cy=\"635000\"/><a:graphic><a:blipFill><a:blip r:embed=\"media/i.png\"/>{cut}</a:blipFill></a:graphic></wp:inline></w:drawing></w:r></w:p>"
        )
    };
    for (cut, count) in [("", 0), ("<a:srcRect l=\"50000\"/>", 1)] {
        let out = read(&source(&blip(cut), &[("image", "media/i.png", &png)]), false);
        assert_eq!(counted(&out, "part of a picture that was cut off"), count);
        let document = lopdf::Document::load_mem(&out.pdf).expect("a PDF");
        let is_image = |o: &&lopdf::Object| {
            o.as_stream()
                .is_ok_and(|s| s.dict.get(b"Subtype").is_ok_and(|n| n.as_name().is_ok_and(|n| n == b"Image")))
        };
        let images: Vec<_> = document.objects.values().filter(is_image).collect();
        assert_eq!(images.len(), 1);
        let samples = images[0].as_stream().expect("a stream").decompressed_content().expect("samples");
        let row: &[u8] = if cut.is_empty() { &[200; 4] } else { &[0, 0, 200, 200] };
        assert!(samples.windows(4).any(|samples| samples == row), "{samples:?}");
    }
    let broken = read(&source(&blip(""), &[("image", "media/i.png", b"\x89PNG\r\n\x1a\nx")]), false);
    assert!(text_of(&broken.pdf).contains("[a damaged picture, not shown]"));
}

#[test]
fn no_damage_to_a_document_makes_the_converter_panic() {
    let body = format!(
        "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl><w:p><w:r><w:fldChar w:fldCharType=\"begin\"/><w:t>x</w:t></w:r></w:p>",
        p("cell")
    );
    let whole = source(&body, &[]);
    let limits = Limits::default();
    let try_it = |bytes: &[u8]| {
        drop(convert(&Member { show_hidden: true, ..Member::new("a.docx", bytes, &limits) }));
    };
    for at in (0..whole.len()).step_by(7) {
        try_it(&whole[..at]);
        let mut broken = whole.clone();
        broken[at] = broken[at].wrapping_mul(31).wrapping_add(at as u8);
        try_it(&broken);
    }
    for inner in [
        "<w:p",
        "</w:tbl>",
        "<w:tbl><w:tr><w:tc/></w:tr></w:tbl>",
        "<w:p><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>",
        &"<w:ins>".repeat(500),
    ] {
        try_it(&source(inner, &[]));
    }
}
