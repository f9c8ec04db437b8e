//! Office files in parts, each with words that a reader sees and one word in every place that nobody sees.

use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A package before it is packed: names and bytes of its parts.
pub type Parts = Vec<(String, Vec<u8>)>;

/// Packs parts into a zip archive.
pub fn packed(parts: &Parts) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(name.as_str(), SimpleFileOptions::default()).expect("a part");
        writer.write_all(bytes).expect("its bytes");
    }
    writer.finish().expect("an archive").into_inner()
}

/// Parts from texts in which `{}` stands for the hidden word.
fn parts(all: &[(&str, &str)], hidden: &str) -> Parts {
    all.iter().map(|(name, text)| ((*name).to_owned(), text.replace("{}", hidden).into_bytes())).collect()
}

/// Properties and custom XML, as every Office file can have them (ECMA-376-2, 8.3).
const BESIDE: [(&str, &str); 6] = [
    (
        "docProps/core.xml",
        "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:creator>{}</dc:creator><dc:title>{}</dc:title>\
         <cp:lastModifiedBy>{}</cp:lastModifiedBy><cp:keywords>{}</cp:keywords></cp:coreProperties>",
    ),
    (
        "docProps/app.xml",
        "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">\
         <Manager>{}</Manager><Company>{}</Company><Template>{}.dotx</Template></Properties>",
    ),
    (
        "docProps/custom.xml",
        "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\" \
         xmlns:vt=\"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes\">\
         <property name=\"{}\"><vt:lpwstr>{}</vt:lpwstr></property></Properties>",
    ),
    ("docProps/thumbnail.jpeg", "\u{fffd}{}"),
    ("customXml/item1.xml", "<data who=\"{}\">{}</data>"),
    ("customXml/itemProps1.xml", "<itemProps who=\"{}\"/>"),
];

/// A Word document (ECMA-376-1, 17) that says "Before", what `shown` is, "Afterwards".
pub fn word(shown: &str, hidden: &str) -> Parts {
    const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
        xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
        xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\"";
    let body = format!(
        "<w:document {W}><w:body><w:p><w:bookmarkStart w:id=\"0\" w:name=\"{{}}\"/><w:r><w:t xml:space=\"preserve\">Before {shown} </w:t></w:r>\
         <w:del w:author=\"{{}}\"><w:r><w:delText>{{}}</w:delText></w:r></w:del>\
         <w:moveFrom w:author=\"{{}}\"><w:r><w:t>{{}}</w:t></w:r></w:moveFrom>\
         <w:ins w:author=\"{{}}\"><w:r><w:t>Afterwards</w:t></w:r></w:ins>\
         <w:r><w:rPr><w:vanish/></w:rPr><w:t>{{}}</w:t></w:r><w:r><w:commentReference w:id=\"1\"/></w:r>\
         <w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> HYPERLINK \"http://x/{{}}\" </w:instrText></w:r>\
         <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>link</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>\
         <w:tbl><w:tr><w:tc><w:p><w:r><w:t>one</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>two</w:t></w:r></w:p></w:tc></w:tr>\
         <w:tr><w:trPr><w:hidden/></w:trPr><w:tc><w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{{}}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
         <w:sdt><w:sdtPr><w:alias w:val=\"{{}}\"/><w:tag w:val=\"{{}}\"/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>field</w:t></w:r></w:p></w:sdtContent></w:sdt>\
         <w:p><w:r><w:drawing><wp:inline><wp:docPr id=\"1\" name=\"{{}}\" descr=\"{{}}\" title=\"{{}}\"/></wp:inline></w:drawing></w:r></w:p>\
         <w:sectPr/></w:body></w:document>"
    );
    let links = "<Relationships><Relationship Id=\"c\" Type=\"x/comments\" Target=\"comments.xml\"/>\
        <Relationship Id=\"s\" Type=\"x/settings\" Target=\"settings.xml\"/>\
        <Relationship Id=\"h\" Type=\"x/hyperlink\" Target=\"mailto:{}@example.org\" TargetMode=\"External\"/></Relationships>";
    let comments = format!(
        "<w:comments {W}><w:comment w:id=\"1\" w:author=\"{{}}\" w:initials=\"{{}}\"><w:p><w:r><w:t>{{}}</w:t></w:r></w:p></w:comment></w:comments>"
    );
    let settings = format!(
        "<w:settings {W}><w:docVars><w:docVar w:name=\"{{}}\" w:val=\"{{}}\"/></w:docVars></w:settings>"
    );
    let glossary = format!(
        "<w:glossaryDocument {W}><w:docParts><w:docPart><w:docPartBody><w:p><w:r><w:t>{{}}</w:t></w:r></w:p></w:docPartBody></w:docPart></w:docParts></w:glossaryDocument>"
    );
    let header = format!("<w:hdr {W}><w:p><w:r><w:t>{{}}</w:t></w:r></w:p></w:hdr>");
    let mut all = parts(
        &[
            (
                "[Content_Types].xml",
                "<Types><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>",
            ),
            ("word/document.xml", &body),
            ("word/_rels/document.xml.rels", links),
            ("word/comments.xml", &comments),
            ("word/settings.xml", &settings),
            ("word/people.xml", "<people><person author=\"{}\"/></people>"),
            ("word/glossary/document.xml", &glossary),
            ("word/header9.xml", &header),
            ("word/vbaProject.bin", "{}"),
        ],
        hidden,
    );
    all.extend(parts(&BESIDE, hidden));
    all
}

/// A workbook (ECMA-376-1, 18) with the same words in its cells.
pub fn workbook(shown: &str, hidden: &str) -> Parts {
    const X: &str = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
        xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
    let cell = |at: &str, text: &str| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let book = format!(
        "<workbook {X}><sheets><sheet name=\"Open\" r:id=\"a\"/><sheet name=\"{{}}\" state=\"hidden\" r:id=\"b\"/></sheets>\
         <definedNames><definedName name=\"n{{}}\" comment=\"{{}}\">\"{{}}\"</definedName></definedNames></workbook>"
    );
    let open = format!(
        "<worksheet {X}><cols><col min=\"4\" max=\"4\" hidden=\"1\"/></cols><sheetData><row r=\"1\">{}{}{}{}</row>\
         <row r=\"2\" hidden=\"1\">{}</row><row r=\"3\"><c r=\"A3\"><f>\"{{}}\"</f><v>7</v></c></row></sheetData>\
         <dataValidations><dataValidation prompt=\"{{}}\" sqref=\"A1\"><formula1>\"{{}}\"</formula1></dataValidation></dataValidations>\
         <headerFooter><firstHeader>&amp;L{{}}</firstHeader></headerFooter></worksheet>",
        cell("A1", "Before"),
        cell("B1", shown),
        cell("C1", "Afterwards"),
        cell("D1", "{}"),
        cell("A2", "{}"),
    );
    let shut =
        format!("<worksheet {X}><sheetData><row r=\"1\">{}</row></sheetData></worksheet>", cell("A1", "{}"));
    let comments = format!(
        "<comments {X}><authors><author>{{}}</author></authors><commentList><comment ref=\"A1\" authorId=\"0\"><text><t>{{}}</t></text></comment></commentList></comments>"
    );
    let cache = format!("<pivotCacheRecords {X}><r><s v=\"{{}}\"/></r></pivotCacheRecords>");
    let mut all = parts(
        &[
            (
                "[Content_Types].xml",
                "<Types><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>",
            ),
            ("xl/workbook.xml", &book),
            (
                "xl/_rels/workbook.xml.rels",
                "<Relationships><Relationship Id=\"a\" Type=\"x/worksheet\" Target=\"worksheets/a.xml\"/><Relationship Id=\"b\" Type=\"x/worksheet\" Target=\"worksheets/b.xml\"/></Relationships>",
            ),
            ("xl/worksheets/a.xml", &open),
            ("xl/worksheets/b.xml", &shut),
            (
                "xl/worksheets/_rels/a.xml.rels",
                "<Relationships><Relationship Id=\"c\" Type=\"x/comments\" Target=\"../comments1.xml\"/></Relationships>",
            ),
            ("xl/comments1.xml", &comments),
            ("xl/pivotCache/pivotCacheRecords1.xml", &cache),
            ("xl/externalLinks/externalLink1.xml", "<externalLink><v>{}</v></externalLink>"),
            ("xl/connections.xml", "<connections><connection name=\"{}\"/></connections>"),
            ("xl/printerSettings/printerSettings1.bin", "{}"),
            ("xl/persons/person.xml", "<personList><person displayName=\"{}\"/></personList>"),
        ],
        hidden,
    );
    all.extend(parts(&BESIDE, hidden));
    all
}

/// An OpenDocument text (ODF 1.3) with the same words.
pub fn open_document(shown: &str, hidden: &str) -> Parts {
    const NS: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
        xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" \
        xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"";
    let content = format!(
        "<office:document-content {NS}><office:body><office:text><text:tracked-changes><text:changed-region text:id=\"x\"><text:deletion>\
         <office:change-info><dc:creator>{{}}</dc:creator></office:change-info><text:p>{{}}</text:p></text:deletion></text:changed-region></text:tracked-changes>\
         <text:p>Before {shown}<text:change text:change-id=\"x\"/><office:annotation><dc:creator>{{}}</dc:creator><text:p>{{}}</text:p></office:annotation> Afterwards</text:p>\
         <text:p><text:hidden-text text:string-value=\"{{}}\" text:is-hidden=\"true\">{{}}</text:hidden-text></text:p>\
         <text:section text:display=\"none\" text:name=\"{{}}\"><text:p>{{}}</text:p></text:section>\
         <table:table table:name=\"{{}}\"><table:table-row><table:table-cell><text:p>one</text:p></table:table-cell></table:table-row></table:table>\
         </office:text></office:body></office:document-content>"
    );
    let meta = format!(
        "<office:document-meta {NS}><office:meta><dc:creator>{{}}</dc:creator><meta:user-defined meta:name=\"{{}}\">{{}}</meta:user-defined></office:meta></office:document-meta>"
    );
    parts(
        &[
            ("mimetype", "application/vnd.oasis.opendocument.text"),
            ("content.xml", &content),
            ("meta.xml", &meta),
            ("settings.xml", "<settings who=\"{}\">{}</settings>"),
            ("Thumbnails/thumbnail.png", "{}"),
            ("Basic/Standard/Module1.xml", "<module>{}</module>"),
        ],
        hidden,
    )
}

/// Rich text with the same words, and hidden ones in groups that no reader shows.
pub fn rich_text(shown: &str, hidden: &str) -> Vec<u8> {
    format!(
        "{{\\rtf1\\ansi{{\\fonttbl{{\\f0 Arial;}}}}{{\\info{{\\author {hidden}}}{{\\title {hidden}}}{{\\company {hidden}}}}}\
         {{\\*\\userprops{{\\propname {hidden}}}{{\\staticval {hidden}}}}}{{\\*\\docvar {{{hidden}}}{{{hidden}}}}}\
         Before {shown} {{\\v {hidden}}}{{\\deleted {hidden}}}{{\\*\\annotation {hidden}}}{{\\*\\bkmkstart {hidden}}} Afterwards\\par}}"
    )
    .into_bytes()
}

/// A web page with the same words.
pub fn web_page(shown: &str, hidden: &str) -> Vec<u8> {
    format!(
        "<!DOCTYPE html><html><head><meta name=author content={hidden}><script>var a='{hidden}'</script></head><body>\
         <!-- {hidden} --><p title={hidden}>Before {shown} <span style='display:none'>{hidden}</span>Afterwards</p>\
         <table><tr><td>one<td>two</table><input type=hidden value={hidden}><noscript>{hidden}</noscript></body></html>"
    )
    .into_bytes()
}
