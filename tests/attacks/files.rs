//! Attacks through the file around the pages: encryption, cross-reference tables, revisions, leftovers.

use lopdf::{Document, Object, SaveOptions};

use super::build::{KEPT, Maker, SECRET, between, hex, text};
use super::grep::search;
use super::support::line::{self, Done, Not, Order};
use super::support::sealed;

/// A page that shows the secret between public words.
fn plain() -> Vec<u8> {
    Maker::new().content(text(&format!("(Dear {SECRET} of) Tj"))).finish()
}

/// A page that shows nothing of the secret, for files that hold it elsewhere.
fn public() -> Maker {
    Maker::new()
}

fn redacted(pdf: &[u8]) -> Result<Done, Not> {
    line::redact(pdf, &Order { texts: &[SECRET], absent: &[SECRET], ..Order::default() })
}

/// The secret is gone from everything, the public words are there.
fn withstands(name: &str, pdf: &[u8]) {
    let done = redacted(pdf).unwrap_or_else(|not| panic!("{name}: {not:?}"));
    search(&done.pdf).unwrap_or_else(|why| panic!("{name}: {why}"));
    let pages = blackpanel::text::document(&done.pdf).unwrap_or_else(|_| panic!("{name}: not read"));
    let words: String = pages.iter().map(|p| p.text.as_str()).collect();
    for kept in KEPT {
        assert!(words.contains(kept), "{name}: {kept} was lost");
    }
    assert!(!words.contains(SECRET), "{name}: still read");
}

/// Either that, or a refusal that says something.
fn withstands_or_refuses(name: &str, pdf: &[u8]) {
    match redacted(pdf) {
        Err(Not::Refused(what)) => assert!(!what.is_empty(), "{name}"),
        Err(Not::Failed(why)) => panic!("{name}: {why:?}"),
        Ok(_) => withstands(name, pdf),
    }
}

fn replaced(pdf: &[u8], from: &str, to: &str) -> Vec<u8> {
    let text: String = pdf.iter().map(|&b| b as char).collect();
    assert!(text.contains(from), "{from} is not there");
    text.replace(from, to).chars().map(|c| c as u8).collect()
}

#[test]
fn owner_locked_files_of_every_cipher_are_redacted_and_locked_ones_refused() {
    for kind in sealed::KINDS {
        withstands(kind, &sealed::with(&plain(), kind, ""));
        let locked = redacted(&sealed::with(&plain(), kind, "open"));
        assert!(matches!(&locked, Err(Not::Refused(what)) if what.contains("password")), "{kind}");
    }
}

#[test]
fn tables_that_lie_hide_nothing() {
    let pdf = plain();
    let table = pdf.windows(5).rposition(|w| w == b"xref\n").expect("a table");
    let start = pdf.windows(9).rposition(|w| w == b"startxref").expect("its place");
    withstands("no table at all", &pdf[..table - 5]);
    withstands("no place of the table", &pdf[..start]);
    withstands("a wrong place", &replaced(&pdf, "startxref\n", "startxref\n7"));
    withstands(
        "wrong offsets",
        &replaced(&pdf, " 00000 n", " 00000 n")
            .iter()
            .enumerate()
            .map(|(i, &b)| if i > table + 30 && i < start && b == b'1' { b'2' } else { b })
            .collect::<Vec<u8>>(),
    );
    withstands("shifted by what precedes the header", &[b"GARBAGE\n".as_slice(), &pdf].concat());
    withstands("a size too small", &replaced(&pdf, "/Size 6", "/Size 3"));
}

#[test]
fn what_no_page_reaches_is_not_in_the_output() {
    let mut maker = public();
    maker.add(format!("({SECRET})"));
    maker.stream("", SECRET);
    maker.stream("/Type /ObjStm /N 1 /First 4", format!("99 0 ({SECRET})"));
    withstands("orphans", &maker.content(text("(Nothing) Tj")).finish());

    let pdf = public().content(text("(Nothing) Tj")).finish();
    withstands("bytes after the end", &[&pdf[..], SECRET.as_bytes()].concat());
    withstands("bytes before the start", &[format!("% {SECRET}\n").as_bytes(), &pdf].concat());
    let between_objects = replaced(&pdf, "endobj\n3 0 obj", &format!("endobj\n% {SECRET}\n3 0 obj"));
    withstands("bytes between objects", &between_objects);

    let mut maker = public();
    let freed = maker.add(format!("<< /Was ({SECRET}) >>"));
    let pdf = maker.content(text("(Nothing) Tj")).finish();
    let at = pdf.windows(8).position(|w| w == format!("{freed} 0 obj\n").as_bytes()).expect("the object");
    let entry = format!("{at:010} 00000 n");
    withstands("an object on the free list", &replaced(&pdf, &entry, "0000000000 00001 f"));
}

/// `pdf` with one object replaced by an update of the file.
fn updated(mut pdf: Vec<u8>, number: usize, body: &str, more: &str) -> Vec<u8> {
    let start = pdf.windows(9).rposition(|w| w == b"startxref").expect("its end");
    let tail = String::from_utf8_lossy(&pdf[start + 9..]).into_owned();
    let before: usize = tail.split_whitespace().next().expect("a number").parse().expect("a number");
    let at = pdf.len();
    pdf.extend(format!("{number} 0 obj\n{body}\nendobj\n").bytes());
    let table = pdf.len();
    let entries = format!("{number} 1\n{at:010} 00000 n \n");
    pdf.extend(
        format!("xref\n{entries}trailer\n<< /Size 9 /Root 1 0 R /Prev {before} {more} >>\nstartxref\n{table}\n%%EOF\n")
            .bytes(),
    );
    pdf
}

#[test]
fn earlier_revisions_and_shadowed_objects_are_not_in_the_output() {
    let content = text("(Nothing) Tj");
    let stream = format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len());
    withstands("a page that was replaced", &updated(plain(), 4, &stream, ""));
    let twice = updated(updated(plain(), 4, &stream, ""), 4, &stream, "");
    withstands("replaced twice", &twice);
    // the other way round: what the last revision shows must be found
    let secret = text(&format!("(Dear {SECRET} of) Tj"));
    let showing = format!("<< /Length {} >>\nstream\n{secret}\nendstream", secret.len());
    let pdf = public().content(text("(Nothing) Tj")).finish();
    withstands("a page that the last revision shows", &updated(pdf, 4, &showing, ""));
}

#[test]
fn hybrid_files_hide_nothing_from_either_kind_of_reader() {
    // the table calls the content free, the stream of XRefStm knows where it is
    let mut pdf = plain();
    let content = pdf.windows(8).position(|w| w == b"4 0 obj\n").expect("the content");
    let start = pdf.windows(9).rposition(|w| w == b"startxref").expect("its end");
    let tail = pdf.split_off(start);
    let trailer = pdf.windows(7).rposition(|w| w == b"trailer").expect("a trailer");
    let rest = pdf.split_off(trailer);
    let stream_at = pdf.len();
    let row = [1, (content >> 8) as u8, content as u8, 0];
    let mut row_hex = String::new();
    row.iter().for_each(|b| row_hex += &format!("{b:02X}"));
    pdf.extend(
        format!("9 0 obj\n<< /Type /XRef /Size 10 /Index [4 1] /W [1 2 1] /Filter /ASCIIHexDecode /Length 9 >>\nstream\n{row_hex}>\nendstream\nendobj\n")
            .bytes(),
    );
    pdf.extend(replaced(&rest, "/Root 1 0 R", &format!("/Root 1 0 R /XRefStm {stream_at}")));
    pdf.extend(tail);
    let entry = format!("{content:010} 00000 n");
    withstands_or_refuses("hybrid", &replaced(&pdf, &entry, "0000000000 00001 f"));
}

fn saved(change: impl FnOnce(&mut Document), options: SaveOptions) -> Vec<u8> {
    let mut document = Document::load_mem(&plain()).expect("a file");
    document.version = "1.5".into();
    change(&mut document);
    let mut out = Vec::new();
    document.save_with_options(&mut out, options).expect("saved");
    out
}

#[test]
fn object_streams_are_read_and_their_orphans_left_behind() {
    let packed = || SaveOptions::builder().use_object_streams(true).use_xref_streams(true).build();
    withstands("object streams", &saved(|_| {}, packed()));
    let orphan = |document: &mut Document| {
        document.add_object(Object::string_literal(SECRET));
        document.add_object(Object::Name(SECRET.into()));
    };
    withstands("orphans in object streams", &saved(orphan, packed()));
    let stream_only = SaveOptions::builder().use_object_streams(false).use_xref_streams(true).build();
    withstands("a cross-reference stream", &saved(|_| {}, stream_only));
    let linear = SaveOptions::builder().linearize(true).build();
    withstands("linearised", &saved(|_| {}, linear));
}

#[test]
fn page_trees_with_cycles_end_and_names_in_disguise_do_not_cross() {
    let pdf = plain();
    withstands_or_refuses("a page tree that contains itself", &replaced(&pdf, "/Kids [", "/Kids [2 0 R "));
    withstands_or_refuses("a page that is its own parent", &replaced(&pdf, "/Parent 2 0 R", "/Parent 5 0 R"));
    withstands_or_refuses("a count that lies", &replaced(&pdf, "/Count 1", "/Count 9"));
    let disguised: String =
        hex(SECRET).as_bytes().chunks(2).map(|p| format!("#{}", String::from_utf8_lossy(p))).collect();
    let mut maker = public();
    maker.fonts += &format!(" /{disguised} 3 0 R");
    maker.page += &format!(" /{disguised} /{disguised}");
    maker.catalog = format!("/{disguised} << /{disguised} ({SECRET}) >>");
    let content = between(&format!("/{disguised} BMC BT /{disguised} 12 Tf 72 700 Td (Nothing) Tj ET EMC"));
    withstands("names in disguise", &maker.content(content).finish());
}
