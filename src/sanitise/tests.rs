//! Promises of sanitising.

use std::sync::Arc;

use lopdf::{Object, dictionary};

use super::sanitise;
use crate::burn::burn;
use crate::decide::DocumentPlan;
use crate::diag::Untrusted;
use crate::load::{DocumentId, NormalForm, SideTable, SourceKind};
use crate::pdf::content::testing::{Maker, helvetica, latin};

fn run(pdf: Vec<u8>) -> crate::error::Result<super::Sanitised> {
    let side = SideTable {
        kind: SourceKind::Pdf,
        converted: String::new(),
        left_out: Vec::new(),
        title: None,
        date: None,
        names: Vec::new(),
        locked: false,
    };
    let normal = NormalForm {
        id: DocumentId("d".into()),
        name: Untrusted::new("d.pdf"),
        source_sha256: String::new(),
        pdf: Arc::new(pdf),
        pages: 1,
        side,
        recognised: vec![],
    };
    let plan = DocumentPlan { document: DocumentId("d".into()), panels: Vec::new(), withheld: Vec::new() };
    sanitise(burn(&normal, &plan)?)
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
