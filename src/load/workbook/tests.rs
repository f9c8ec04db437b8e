//! Promises of the converter of workbooks.

use super::*;
use crate::load::convert::Converted;
use crate::load::package::testing::archive;
use crate::pdf::limits::Limits;
use crate::pdf::typeset::testing::text_of;

const X: &str = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

/// A workbook of sheets: name, state, and the inside of its part.
fn source(sheets: &[(&str, &str, &str)]) -> Vec<u8> {
    let (mut list, mut links, mut parts) = (String::new(), String::new(), Vec::new());
    for (at, (name, state, inside)) in sheets.iter().enumerate() {
        list.push_str(&format!("<sheet name=\"{name}\" state=\"{state}\" r:id=\"s{at}\"/>"));
        links.push_str(&format!(
            "<Relationship Id=\"s{at}\" Type=\"x/worksheet\" Target=\"worksheets/s{at}.xml\"/>"
        ));
        parts.push((format!("xl/worksheets/s{at}.xml"), format!("<worksheet {X}>{inside}</worksheet>")));
    }
    links.push_str("<Relationship Id=\"a\" Type=\"x/sharedStrings\" Target=\"s.xml\"/><Relationship Id=\"b\" Type=\"x/styles\" Target=\"t.xml\"/>");
    parts.push(("xl/workbook.xml".into(), format!("<workbook {X}><sheets>{list}</sheets><definedNames><definedName name=\"n\">Secret</definedName></definedNames></workbook>")));
    parts.push(("xl/_rels/workbook.xml.rels".into(), format!("<Relationships>{links}</Relationships>")));
    parts.push(("xl/s.xml".into(), format!("<sst {X}><si><t>Ann</t></si><si><r><t>Do</t></r><r><t>wling</t></r><rPh><t>reading</t></rPh></si></sst>")));
    parts.push(("xl/t.xml".into(), format!("<styleSheet {X}><numFmts><numFmt numFmtId=\"164\" formatCode=\"d mmm yyyy\"/><numFmt numFmtId=\"165\" formatCode=\";;;\"/></numFmts>\
        <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/></cellXfs></styleSheet>")));
    parts.push(("xl/vbaProject.bin".into(), "x".into()));
    parts.push(("customXml/item1.xml".into(), "<a><b>gone6</b><b>left of it</b></a>".into()));
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(n, t)| (n.as_str(), t.as_bytes())).collect();
    archive(&parts)
}

fn read(sheets: &[(&str, &str, &str)], show_hidden: bool) -> Converted {
    let (bytes, limits) = (source(sheets), Limits::default());
    convert(&Member { show_hidden, ..Member::new("a.xlsx", &bytes, &limits) }).expect("a workbook")
}

fn counted(document: &Converted, what: &str) -> u32 {
    document.side.left_out.iter().filter(|l| l.what.starts_with(what)).map(|l| l.count).sum()
}

const CELLS: &str = "<cols><col min=\"3\" max=\"3\" hidden=\"1\"/></cols><sheetData>\
    <row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c><c r=\"C1\" t=\"inlineStr\"><is><t>gone1</t></is></c></row>\
    <row r=\"2\" hidden=\"1\"><c r=\"A2\" t=\"str\"><v>gone2</v></c></row>\
    <row r=\"3\"><c r=\"A3\" s=\"1\"><v>45123</v></c><c r=\"B3\"><f>1+1</f><v>2</v></c><c r=\"D3\" t=\"b\"><v>1</v></c><c r=\"E3\"><f>NOW()</f></c></row>\
    <row r=\"4\"><c r=\"A4\" s=\"2\" t=\"str\"><v>gone3</v></c><c r=\"B4\" t=\"str\"><v>top</v></c><c r=\"B5\"/></row>\
    <row r=\"5\"><c r=\"B5\" t=\"str\"><v>gone4</v></c></row></sheetData><mergeCells><mergeCell ref=\"B4:B5\"/></mergeCells>\
    <headerFooter><oddHeader>&amp;L&amp;\"Arial,Bold\"&amp;12Head words&amp;R&amp;P</oddHeader></headerFooter>";

#[test]
fn values_are_shown_as_a_person_sees_them_and_hidden_ones_only_on_request() {
    let sheets = [
        ("First", "visible", CELLS),
        ("Secret sheet", "veryHidden", "<sheetData><row><c t=\"str\"><v>gone5</v></c></row></sheetData>"),
    ];
    let out = read(&sheets, false);
    let text = text_of(&out.pdf);
    for word in ["First", "Ann", "Dowling", "16 Jul 2023", "2", "TRUE", "=NOW()", "top", "Head words"] {
        assert!(text.contains(word), "{word} is missing:\n{text}");
    }
    let shown = text_of(&read(&sheets, true).pdf);
    for n in 1..=6 {
        let word = format!("gone{n}");
        assert!(!text.contains(&word), "{word} is shown:\n{text}");
        assert!(shown.contains(&word), "{word} is not shown on request:\n{shown}");
    }
    assert!(!text.contains("reading") && !text.contains("1+1"));
    let counts = [
        "custom XML",
        "hidden column",
        "hidden row",
        "hidden sheet",
        "cell hidden by its format",
        "text of a merged cell",
        "macro",
        "name of cells",
        "formula without",
    ];
    for what in counts {
        assert_eq!(counted(&out, what), 1, "{what}");
    }
}

#[test]
fn a_wide_sheet_is_shown_in_groups_of_columns_with_every_value() {
    let cell = |row: u32, column: u32| format!("<c t=\"str\"><v>value-{row}-{column}</v></c>");
    let rows: String =
        (0..3).map(|r| format!("<row>{}</row>", (0..60).map(|c| cell(r, c)).collect::<String>())).collect();
    let out = read(&[("Wide", "visible", &format!("<sheetData>{rows}</sheetData>"))], false);
    let text = text_of(&out.pdf);
    assert!(out.pages > 2 && text.contains("Columns 1 to"));
    for row in 0..3 {
        for column in 0..60 {
            assert!(text.contains(&format!("value-{row}-{column}")), "{row} {column}");
        }
    }
}

#[test]
fn references_outside_of_a_sheet_are_no_cells() {
    for (reference, want) in [
        ("A1", Some((1, 1))),
        ("$AB$12", Some((12, 28))),
        ("XFE1", None),
        ("1A", None),
        ("", None),
        ("ZZZZZZZZZ1", None),
    ] {
        assert_eq!(cells::position(reference), want, "{reference}");
    }
}

#[test]
fn no_damage_to_a_workbook_makes_the_converter_panic() {
    let whole = source(&[("First", "visible", CELLS)]);
    let limits = Limits::default();
    for at in (0..whole.len()).step_by(11) {
        for bytes in [whole[..at].to_vec(), {
            let mut b = whole.clone();
            b[at] = b[at].wrapping_mul(31).wrapping_add(at as u8);
            b
        }] {
            drop(convert(&Member { show_hidden: true, ..Member::new("a.xlsx", &bytes, &limits) }));
        }
    }
}
