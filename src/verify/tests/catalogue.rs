//! Every rule of the catalogue has a file that it must catch and one that it must pass.

use super::build::{Pdf, page, page_with, text};
use super::{BLACK, noted, panelled, request, without};
use crate::verify::{VerifyRequest, rules};

/// A rule, a request that it must catch, and the like that it must pass.
type Row = (&'static str, VerifyRequest, VerifyRequest);

fn words() -> String {
    text(100, 300, "words")
}

fn plain() -> Pdf {
    page(&words())
}

fn ours(pack: Vec<u8>) -> VerifyRequest {
    VerifyRequest { ours: true, ..request(pack) }
}

/// One row a rule at least: a new rule comes with its row.
fn table() -> Vec<Row> {
    let picture = |samples: &[u8]| {
        let content = format!("q 62 0 0 15 98 296 cm /I Do Q {BLACK}");
        let entries = "/Subtype /Image /Width 2 /Height 2 /BitsPerComponent 8 /ColorSpace /DeviceGray";
        page_with(&content, "", "/XObject << /I 6 0 R >>").stream(6, entries, samples).done()
    };
    let veiled = |alpha: &str| {
        let states = format!("/ExtGState << /H << /ca {alpha} >> >>");
        page_with(&format!("/H gs {BLACK}"), "", &states).done()
    };
    let font = |widths: &str| {
        let entries = "/Type /Font /Subtype /TrueType /BaseFont /AAAAAB+X /Encoding /WinAnsiEncoding";
        let body = format!("<< {entries} /FirstChar 97 /LastChar 98 /Widths [{widths}] >>");
        page_with("BT /G 10 Tf 9 9 Td (a) Tj ET", "", "/Font << /G 6 0 R >>").object(6, &body).done()
    };
    // a panel between two words, a space from each
    let gap = |wide: f64| {
        let after = 120.56 + wide + 2.78;
        format!(
            "BT /F 10 Tf 1 0 0 1 100 300 Tm (was) Tj 1 0 0 1 {after} 300 Tm (who) Tj ET 0 g {} 297.6 {wide} 10 re f",
            120.56
        )
    };
    let protected = |pack| VerifyRequest { must_be_encrypted: true, ..request(pack) };
    vec![
        ("R001", panelled(page(&format!("{}{BLACK}", words())).done()), panelled(page(BLACK).done())),
        ("R002", with(6, "<< /Subtype /Redact >>"), with(6, "<< /Subtype /Link >>")),
        (
            "R003",
            request([plain().done(), plain().object(7, "(new)").done()].concat()),
            request(plain().done()),
        ),
        ("R004", request(page(&format!("3 Tr {}", words())).done()), request(plain().done())),
        ("R005", with(6, "<< /Title (Heading) /Parent 7 0 R >>"), with(6, "<< /Title () /Parent 7 0 R >>")),
        ("R006", with(6, "<< /S /JavaScript >>"), with(6, "<< /S /GoTo >>")),
        ("R007", with(6, "<< /Thumb 9 0 R >>"), with(6, "<< /Thumb null >>")),
        ("R008", panelled(picture(&[0, 9, 200, 0])), panelled(picture(&[0; 4]))),
        ("R009", without(plain().done(), &["words"]), without(plain().done(), &["others"])),
        ("R010", panelled(veiled(".5")), panelled(veiled("1"))),
        ("R011", request(page(&gap(41.7)).done()), request(page(&gap(55.0)).done())),
        ("R012", protected(plain().done()), request(plain().done())),
        ("R013", ours(font("500 600")), ours(font("500"))),
        ("R900", request(page("/Nothing Do").done()), request(page("q Q").done())),
    ]
}

fn with(number: u32, object: &str) -> VerifyRequest {
    request(plain().object(number, object).done())
}

#[test]
fn every_rule_catches_its_weak_file_and_passes_its_sound_one() {
    let table = table();
    for (rule, weak, sound) in &table {
        assert!(noted(weak).contains(rule), "{rule} misses its weak file");
        assert!(!noted(sound).contains(rule), "{rule} is raised by its sound file");
    }
    let bare = rules().into_iter().map(|r| r.id.0).find(|id| table.iter().all(|(rule, ..)| rule != id));
    assert_eq!(bare, None, "a rule without a row");
}
