//! Terms in every place and encoding, and kept words that look like them.

use super::build::{page, page_with, text};
use super::{broken, noted, request, without};
use crate::diag::Secret;
use crate::verify::Allowed;

const TERM: &str = "Dennis Whitlock";

#[test]
fn a_term_is_found_wherever_it_stands() {
    let utf16: String = TERM.encode_utf16().map(|u| format!("{u:04X}")).collect();
    let hex: String = TERM.bytes().map(|b| format!("{b:02x}")).collect();
    let objects = [
        ("string", format!("<< /X ({TERM}) >>")),
        ("UTF-16", format!("<< /X <FEFF{utf16}> >>")),
        ("UTF-16 without its mark", format!("<< /X <{utf16}> >>")),
        ("hexadecimal digits in a string", format!("<< /X ({hex}) >>")),
        ("name", "<< /Dennis#20Whitlock 1 >>".into()),
        ("name joined", "<< /X /DennisWhitlock >>".into()),
        ("octal", "<< /X (\\104\\145\\156\\156\\151\\163\\040\\127hitlock) >>".into()),
        ("base64", "<< /X (RGVubmlzIFdoaXRsb2Nr) >>".into()),
        ("backwards", "<< /X (kcoltihW sinneD) >>".into()),
        ("another case", "<< /X (DENNIS WHITLOCK) >>".into()),
        ("comment", format!("<< /X 1 % {TERM}\n>>")),
        ("deep", format!("[[[[<< /A [<< /B ({TERM}) >>] >>]]]]")),
        ("a key that stands twice", format!("<< /X ({TERM}) /X (other) >>")),
    ];
    for (name, object) in objects {
        let file = page(&text(100, 300, "words")).object(6, &object).done();
        assert_eq!(broken(&without(file, &[TERM])), ["R009"], "{name}");
    }
}

#[test]
fn a_term_is_found_in_streams_that_no_page_reaches() {
    let orphan = |data: &str| page("").stream(6, "", data.as_bytes()).done();
    for data in [
        "BT (Dennis Whit) Tj (lock) Tj ET",
        "<x:creator>Dennis Whitlock</x:creator>",
        "&#68;&#101;&#110;&#110;&#105;&#115;&#32;&#87;&#104;&#105;&#116;&#108;&#111;&#99;&#107;",
    ] {
        assert!(broken(&without(orphan(data), &[TERM])).contains(&"R009"), "{data}");
    }
    let samples = page("")
        .stream(
            6,
            "/Subtype /Image /Width 4 /Height 4 /BitsPerComponent 8 /ColorSpace /DeviceGray",
            b"\x00Dennis Whitlock\xF0",
        )
        .done();
    assert_eq!(broken(&without(samples, &[TERM])), ["R003", "R009"], "as samples of a picture");
    let tail = page("").stream(6, "/Filter /ASCIIHexDecode", b"41 42 > Dennis Whitlock").done();
    assert_eq!(broken(&without(tail, &[TERM])), ["R003", "R009"], "after the end of the data");
}

#[test]
fn a_term_is_found_however_the_page_spells_it() {
    let spelled = [
        ("plain", text(50, 300, TERM)),
        ("two operands", "BT /F 10 Tf 50 300 Td (Den) Tj (nis Whitlock) Tj ET".into()),
        ("kerned", "BT /F 10 Tf 50 300 Td [(D) 20 (ennis) -278 (W) 40 (hitlock)] TJ ET".into()),
        ("hyphenated", format!("{}{}", text(50, 300, "Dennis Whit-"), text(50, 288, "lock"))),
        ("two lines", format!("{}{}", text(50, 300, "Mr Dennis"), text(50, 288, "Whitlock said"))),
        (
            "letter by letter",
            TERM.chars().enumerate().map(|(i, c)| text(50 + 8 * i as u32, 300, &c.to_string())).collect(),
        ),
        (
            "letters in any order",
            TERM.chars()
                .enumerate()
                .collect::<Vec<_>>()
                .into_iter()
                .rev()
                .map(|(i, c)| text(50 + 6 * i as u32, 300, &c.to_string()))
                .collect(),
        ),
        ("possessive", text(50, 300, "Dennis Whitlock's")),
    ];
    for (name, content) in spelled {
        assert_eq!(broken(&without(page(&content).done(), &[TERM])), ["R009"], "{name}");
    }
}

#[test]
fn to_unicode_and_the_encoding_are_both_believed() {
    let cmap = b"1 beginbfrange <41> <5A> <0061> endbfrange 1 beginbfchar <20> <0020> endbfchar";
    let file = |shown: &str| {
        page_with(&format!("BT /G 10 Tf 50 300 Td ({shown}) Tj ET"), "", "").done();
        super::build::Pdf::new()
            .object(1, "<< /Type /Catalog /Pages 2 0 R >>")
            .object(2, "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 400 400] >>")
            .object(3, "<< /Type /Page /Parent 2 0 R /Contents 5 0 R /Resources << /Font << /G 4 0 R >> >> >>")
            .object(4, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R /Encoding << /Differences [1 /W /h /i /t /l /o /c /k] >> >>")
            .stream(5, "", format!("BT /G 10 Tf 50 300 Td ({shown}) Tj ET").as_bytes())
            .stream(6, "", cmap)
            .done()
    };
    assert_eq!(broken(&without(file("WHITLOCK"), &["whitlock"])), ["R009"], "by ToUnicode");
    assert_eq!(
        broken(&without(file("\\001\\002\\003\\004\\005\\006\\007\\010"), &["whitlock"])),
        ["R009"],
        "by the encoding"
    );
}

#[test]
fn kept_words_that_look_like_terms_raise_nothing() {
    let words = "Umbrella marked 1979x pages; flat 180; remarkable";
    let content = format!("{} 1979 0 0 1979 0 0 cm /Marked BMC EMC", text(20, 300, words));
    let file = page_with(&content, "", "/XObject << /I 7 0 R >>")
        .object(
            6,
            "<< /Type /StructTreeRoot /MarkInfo << /Marked true >> /Lang (en-GB) /W 1979 /X [1979 1979] >>",
        )
        .stream(
            7,
            "/Subtype /Image /Width 4 /Height 2 /BitsPerComponent 8 /ColorSpace /DeviceGray",
            b"\x01ella\xF0mark",
        )
        .done();
    assert_eq!(noted(&without(file, &["Ella", "Mark", "1979", "flat 18"])), [""; 0]);
    let file = page(&text(20, 300, "Ella, Mark; born 1979 at flat 18.")).done();
    for term in ["Ella", "Mark", "1979", "flat 18"] {
        assert_eq!(broken(&without(file.clone(), &[term])), ["R009"], "{term}");
    }
}

#[test]
fn a_kept_name_may_stand_as_often_as_it_was_kept() {
    let shown = |times: usize| text(20, 300, &"Okafor, ".repeat(times));
    for (times, kept, fails) in [(2, 2, false), (3, 2, true), (1, 2, false), (1, 0, true)] {
        let mut asked = request(page(&shown(times)).done());
        asked.allowed = vec![Allowed { term: Secret::new("Okafor"), pages: vec![(1, kept)] }];
        assert_eq!(!broken(&asked).is_empty(), fails, "{times} shown, {kept} kept");
    }
    let mut hidden = request(page(&format!("{}3 Tr {}", shown(1), text(20, 100, "Okafor"))).done());
    hidden.allowed = vec![Allowed { term: Secret::new("Okafor"), pages: vec![(1, 2)] }];
    assert_eq!(broken(&hidden), ["R004", "R009"], "invisible text may hold none");
}

#[test]
fn a_kept_word_of_the_layer_over_a_scan_counts_as_kept() {
    let scan: Vec<u8> = (0..200 * 200).map(|i| (i % 11 * 20) as u8).collect();
    let entries = "/Subtype /Image /Width 200 /Height 200 /BitsPerComponent 8 /ColorSpace /DeviceGray";
    for (times, kept, fails) in [(2, 2, false), (3, 2, true), (1, 0, true)] {
        let words = text(20, 300, &"Okafor, ".repeat(times));
        let file =
            page_with(&format!("q 400 0 0 400 0 0 cm /I Do Q 3 Tr {words}"), "", "/XObject << /I 6 0 R >>");
        let mut asked = request(file.stream(6, entries, &scan).done());
        asked.allowed = vec![Allowed { term: Secret::new("Okafor"), pages: vec![(1, kept)] }];
        assert_eq!(broken(&asked).contains(&"R009"), fails, "{times} recognised, {kept} kept");
        let asked = without(asked.pack, &["Okafor"]);
        assert_eq!(broken(&asked), ["R009"], "and it is a leak where nothing was kept");
    }
}

#[test]
fn words_of_the_syntax_of_maps_and_fonts_are_no_terms_but_their_strings_are() {
    let map = |more: &str| {
        format!(
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo << /Registry (Adobe) \
             /Ordering (UCS) /Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n\
             1 begincodespacerange\n<00> <FF>\nendcodespacerange\n{more}\nendcmap\n\
             CMapName currentdict /CMap defineresource pop\nend\nend\n"
        )
    };
    let font = |more: &str| {
        format!(
            "%!PS-AdobeFont-1.0: X\n11 dict begin\n/FontInfo 9 dict dup begin\n{more}\n/Weight (Bold) \
             readonly def\nend readonly def\ncurrentdict end\ncurrentfile eexec\n"
        )
    };
    let terms =
        ["Begin", "Identity", "Type", "Current", "Adobe", "Resource", "currentfile", "Weight", "Info"];
    let file = |data: &str| page("").stream(6, "", data.as_bytes()).done();
    assert_eq!(noted(&without(file(&map("")), &terms)), [""; 0], "a map");
    assert_eq!(noted(&without(file(&font("")), &terms)), [""; 0], "a font");
    for written in
        ["/Notice (made by Begin and Type) def", "% Begin", "/Ordering (Begin) def", "/Quill 1 def"]
    {
        for data in [map(written), font(written)] {
            assert_eq!(broken(&without(file(&data), &["Begin", "Quill"])), ["R009"], "{written}");
        }
    }
    // letters in the order of their first use, and a code that stands for the whole word
    let letters = map("2 beginbfchar <01> <0048> <02> <0065> <03> <0061> <04> <0064> endbfchar");
    assert_eq!(noted(&without(file(&letters), &["Head"])), [""; 0]);
    let word = map("1 beginbfchar <01> <0048006500610064> endbfchar");
    assert_eq!(broken(&without(file(&word), &["Head"])), ["R009"]);
    assert_eq!(broken(&without(file("we begin here"), &["Begin"])), ["R009"], "any other stream");
}
