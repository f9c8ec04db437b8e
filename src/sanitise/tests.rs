//! Promises of sanitising.

use lopdf::{Dictionary, Object, dictionary};

use super::{Shelf, sanitise, trim};
use crate::burn::{Burned, burn};
use crate::decide::DocumentPlan;
use crate::load::NormalForm;
use crate::pdf::content::testing::{Maker, helvetica, latin};

const LIBERATION: &[u8] = include_bytes!("../pdf/typeset/fonts/LiberationSans-Regular.ttf");
const MONO: &[u8] = include_bytes!("../pdf/typeset/fonts/LiberationMono-Regular.ttf");

fn burned(pdf: Vec<u8>) -> crate::error::Result<Burned> {
    burn(&NormalForm::of_one_page(pdf), &DocumentPlan::of(Vec::new()))
}

fn run(pdf: Vec<u8>) -> crate::error::Result<super::Sanitised> {
    sanitise(burned(pdf)?)
}

#[test]
fn what_content_does_not_name_is_gone() {
    let mut maker = Maker::new();
    let unused = maker.form("BT /F1 9 Tf (unused secret) Tj ET", latin());
    let used = maker.form("/G0 gs", dictionary! { "ExtGState" => dictionary! { "G0" => dictionary! { "LW" => 2 } }, "Font" => dictionary! { "F8" => helvetica() } });
    let mut resources = latin();
    resources.set("XObject", dictionary! { "X1" => unused, "X2" => used });
    maker.add(Object::string_literal("an orphan"));
    maker.page("/X2 Do", resources);
    let done = run(maker.bytes()).unwrap();
    let all = format!("{:?}", done.document);
    assert!(!all.contains("orphan") && !all.contains("X1") && !all.contains("Helvetica"), "{all}");
    assert!(done.unused >= 4, "{}", done.unused);
    assert!(!String::from_utf8_lossy(&done.bytes().unwrap()).contains("secret"));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let make = || {
        let mut maker = Maker::new();
        maker.page("BT /F1 9 Tf (a) Tj ET", latin());
        maker.page("BT /F1 9 Tf (b) Tj ET", latin());
        run(maker.bytes()).unwrap().bytes().unwrap()
    };
    assert_eq!(make(), make());
}

#[test]
fn what_the_list_does_not_know_is_an_error() {
    let with = |spoil: &dyn Fn(&mut Maker) -> (String, lopdf::Dictionary)| {
        let mut maker = Maker::new();
        let (content, resources) = spoil(&mut maker);
        maker.page(&content, resources);
        run(maker.bytes())
    };
    let secret = || Object::string_literal("secret");
    let font = |key: &str, value: Object| {
        let mut font = helvetica().as_dict().unwrap().clone();
        font.set(key, value);
        dictionary! { "Font" => dictionary! { "F1" => font } }
    };
    assert!(with(&|_| ("BT /F1 9 Tf ET".into(), latin())).is_ok());
    assert!(with(&|_| ("BT /F1 9 Tf ET".into(), font("Note", secret()))).is_err());
    assert!(with(&|_| ("BT /F1 9 Tf ET".into(), font("Widths", secret()))).is_err());
    assert!(with(&|_| ("BT /F1 9 Tf ET".into(), font("Widths", Object::Name(b"secret".to_vec())))).is_err());
    assert!(with(&|_| ("(secret) zz q Q".into(), latin())).is_err());
    assert!(with(&|_| ("q (secret) Q 5 Tj".into(), latin())).is_err());
}

#[test]
fn marked_content_does_not_cross() {
    let mut maker = Maker::new();
    maker.page("/Span <</ActualText (secret)>> BDC BT /F1 9 Tf (a) Tj ET EMC", latin());
    let done = run(maker.bytes()).unwrap();
    let streams: Vec<u8> = done
        .document
        .objects
        .values()
        .filter_map(|o| o.as_stream().ok())
        .flat_map(|s| s.get_plain_content().unwrap())
        .collect();
    let text = String::from_utf8_lossy(&streams).into_owned();
    assert!(text.contains("(a)") && !text.contains("secret") && !text.contains("BDC"), "{text}");
}

/// A page that shows a text in a TrueType font with these entries in its descriptor.
fn in_face(text: &str, mut maker: Maker, programs: Dictionary) -> Vec<u8> {
    let mut descriptor = dictionary! {
        "Type" => "FontDescriptor", "FontName" => "BPANEL+F1", "Flags" => 32, "ItalicAngle" => 0,
        "FontBBox" => vec![0.into(), (-200).into(), 1000.into(), 900.into()],
        "Ascent" => 900, "Descent" => -200, "CapHeight" => 700, "StemV" => 80, "MaxWidth" => 999,
    };
    descriptor.extend(&programs);
    let font = maker.add(dictionary! {
        "Type" => "Font", "Subtype" => "TrueType", "BaseFont" => "BPANEL+F1", "Encoding" => "WinAnsiEncoding",
        "FirstChar" => 32, "LastChar" => 126, "Widths" => vec![Object::from(600); 95],
        "FontDescriptor" => descriptor,
    });
    maker
        .page(&format!("BT /F1 9 Tf ({text}) Tj ET"), dictionary! { "Font" => dictionary! { "F1" => font } });
    maker.bytes()
}

fn face(maker: &mut Maker, data: &[u8]) -> Object {
    maker.stream(dictionary! { "Length1" => data.len() as i64 }, data)
}

/// The programs of a document, as they are written.
fn programs(done: &super::Sanitised) -> Vec<Vec<u8>> {
    let streams = done.document.objects.values().filter_map(|o| o.as_stream().ok());
    streams.filter(|s| s.dict.has(b"Length1")).map(|s| s.content.clone()).collect()
}

#[test]
fn a_program_that_documents_share_is_cut_to_what_they_show_together_and_is_the_same_in_each() {
    let documents = |texts: &[&str]| {
        let shelf = Shelf::default();
        let trimmed: Vec<_> = texts
            .iter()
            .map(|text| {
                let mut maker = Maker::new();
                let program = face(&mut maker, LIBERATION);
                trim(burned(in_face(text, maker, dictionary! { "FontFile2" => program })).unwrap(), &shelf)
            })
            .collect();
        let cut = shelf.cut();
        let made = trimmed.into_iter().map(|one| programs(&one.unwrap().finish(&cut).unwrap()));
        made.collect::<Vec<_>>()
    };
    let together = documents(&["fat", "hear", "tear"]);
    assert_eq!(together[0].len(), 1);
    assert!(together.iter().all(|one| *one == together[0]));
    assert_eq!(together[0], documents(&["fathear"])[0], "the letters of all, and no other");
    assert_ne!(together[0], documents(&["fat"])[0]);
}

#[test]
fn a_program_that_a_document_embeds_twice_is_one() {
    let mut maker = Maker::new();
    let mut fonts = Dictionary::new();
    for (name, text) in [("F1", "a"), ("F2", "b")] {
        let program = face(&mut maker, LIBERATION);
        let descriptor = maker.add(dictionary! {
            "Type" => "FontDescriptor", "FontName" => "BPANEL+F1", "Flags" => 32, "FontFile2" => program,
        });
        fonts.set(name, dictionary! {
            "Type" => "Font", "Subtype" => "TrueType", "BaseFont" => text, "Encoding" => "WinAnsiEncoding",
            "FontDescriptor" => descriptor,
        });
    }
    maker.page("BT /F1 9 Tf (a) Tj /F2 9 Tf (b) Tj ET", dictionary! { "Font" => fonts });
    assert_eq!(programs(&run(maker.bytes()).unwrap()).len(), 1);
}

#[test]
fn a_second_program_in_a_descriptor_is_never_left_uncut() {
    let mut maker = Maker::new();
    let (first, second) = (face(&mut maker, LIBERATION), face(&mut maker, MONO));
    let done = run(in_face("a", maker, dictionary! { "FontFile2" => first, "FontFile3" => second })).unwrap();
    assert_eq!(programs(&done).len(), 1);
    assert!(programs(&done)[0].len() < 20_000);
    assert!(!format!("{:?}", done.document).contains("MaxWidth"), "nor a measure of what was cut");
}

#[test]
fn a_program_that_is_no_program_refuses_the_document() {
    let mut maker = Maker::new();
    let program = face(&mut maker, b"no font");
    assert!(run(in_face("a", maker, dictionary! { "FontFile2" => program })).is_err());
    let maker = Maker::new();
    assert!(run(in_face("a", maker, dictionary! { "FontFile2" => Object::Reference((999, 0)) })).is_err());
}
