//! Hostile and broken files: no panic, no hang, and never a pass by accident.

use super::build::{page_with, text};
use super::request;
use crate::diag::Secret;
use crate::verify::{VerifyRequest, verify};

/// A small generator with a fixed seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below.max(1)
    }
}

fn seeds() -> Vec<Vec<u8>> {
    let rich = page_with(&format!("{} q 9 0 0 9 0 0 cm /X Do Q BI /W 1 /H 1 /BPC 8 /CS /G ID a EI", text(100, 300, "words")), "/Annots [8 0 R]", "/XObject << /X 6 0 R /I 7 0 R >> /ExtGState << /G << /ca .5 /SMask << /G 6 0 R >> >> >>")
        .stream(6, "/Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>", b"/X Do 1 0 0 rg 0 0 5 5 re f* (a) Tj")
        .stream(7, "/Subtype /Image /Width 2 /Height 2 /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter [/ASCIIHexDecode /RunLengthDecode]", b"03 01 02 03 04 80>")
        .object(8, "<< /Subtype /Stamp /Rect [0 0 9 9] /AP << /N << /On 6 0 R >> >> /AS /On >>")
        .stream(9, "/Type /ObjStm /N 2 /First 8", b"10 0 11 4 (a) << /B 1 >>")
        .object(12, "<< /Type /Font /Subtype /Type0 /Encoding /Identity-H /DescendantFonts [<< /W [1 [500] 2 9 300] /DW 1000 >>] >>")
        .trailer("/Info << /Title (t) >> /ID [<00> <01>]");
    vec![rich.done()]
}

#[test]
fn two_thousand_mutations_end_in_a_verdict_or_an_error() {
    let (seeds, mut dice) = (seeds(), Dice(42));
    let words: [&[u8]; 12] = [
        b"obj",
        b"endobj",
        b"stream\n",
        b"endstream",
        b"<<",
        b">>",
        b"[",
        b"(",
        b" 0 R",
        b"/Filter /FlateDecode",
        b"99999999999",
        b"-1",
    ];
    for round in 0..2_000 {
        let mut file = seeds[round % seeds.len()].clone();
        for _ in 0..=dice.roll(6) {
            let at = dice.roll(file.len());
            match dice.roll(4) {
                0 => file[at] = dice.roll(256) as u8,
                1 => drop(file.drain(at..(at + dice.roll(40)).min(file.len()))),
                2 => drop(file.splice(at..at, words[dice.roll(words.len())].iter().copied())),
                _ => file.truncate(at.max(1)),
            }
            if file.is_empty() {
                file.push(b'%');
            }
        }
        let asked = VerifyRequest {
            // the search for terms costs most: now and then is enough
            absent: if round % 8 == 0 { vec![Secret::new("absent")] } else { Vec::new() },
            panels: vec![(1, super::PANEL)],
            ..request(file)
        };
        let _ = verify(&asked);
    }
}

#[test]
fn loops_and_depth_end() {
    let looped = page_with("/X Do", "", "/XObject << /X 6 0 R >>")
        .stream(
            6,
            "/Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>",
            b"/X Do /X Do /X Do",
        )
        .object(7, "8 0 R")
        .object(8, "7 0 R")
        .object(9, &"[".repeat(50_000))
        .done();
    let verdict = verify(&request(looped)).expect("opens");
    assert!(verdict.report().violations.iter().any(|v| v.rule.0 == "R900"));
    let tree = super::build::Pdf::new()
        .object(1, "<< /Type /Catalog /Pages 2 0 R >>")
        .object(2, "<< /Type /Pages /Kids [2 0 R 2 0 R] >>")
        .done();
    assert!(verify(&request(tree)).is_ok());
}

#[test]
fn many_streams_without_an_end_take_no_quadratic_time() {
    let mut file = b"%PDF-1.7\n".to_vec();
    for i in 1..60_000 {
        file.extend_from_slice(format!("{i} 0 obj<</Length 9>>stream\n").as_bytes());
    }
    let start = std::time::Instant::now();
    let _ = verify(&request(file));
    assert!(start.elapsed().as_secs() < 10);
}

/// Every file of the corpus gives a verdict or an error in time.
#[test]
#[ignore = "needs the corpus"]
fn every_foreign_file_ends_in_a_verdict_or_an_error() {
    let folder = std::env::var("BLACKPANEL_CORPUS")
        .unwrap_or_else(|_| format!("{}/../shared/corpus", env!("CARGO_MANIFEST_DIR")));
    let mut seen = 0;
    for entry in std::fs::read_dir(&folder).expect("the corpus is there") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|e| e != "pdf") {
            continue;
        }
        seen += 1;
        let start = std::time::Instant::now();
        let asked = VerifyRequest {
            absent: vec![Secret::new("Quillfeather Absent")],
            ..request(std::fs::read(&path).expect("read"))
        };
        let verdict = verify(&asked);
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        assert!(start.elapsed().as_secs() < 20, "{name}");
        match verdict {
            Ok(v) => {
                let count = |s| v.report().violations.iter().filter(|x| x.severity == s).count();
                let rules: std::collections::BTreeSet<_> = v
                    .report()
                    .violations
                    .iter()
                    .filter(|x| x.severity != crate::verify::Severity::Warning)
                    .map(|x| format!("{} {}", x.rule.0, x.what))
                    .collect();
                for v in v.report().violations.iter().filter(|v| v.rule.0 == "R001" || v.rule.0 == "R004") {
                    println!("{name}: {} {:?} {:?} {:?}", v.rule.0, v.severity, v.place.page, v.area);
                }
                println!(
                    "{name}: {} pages {:?} errors {} unchecked {} warnings {} {rules:?}",
                    v.report().pages,
                    start.elapsed(),
                    count(crate::verify::Severity::Error),
                    count(crate::verify::Severity::NotChecked),
                    count(crate::verify::Severity::Warning)
                );
            }
            Err(e) => println!("{name}: {:?}", e.problems.first().map(|p| p.what.clone())),
        }
    }
    assert!(seen > 100, "only {seen} files");
}

/// Time of a check, printed: `BLACKPANEL_TIMED=file.pdf cargo test … -- --ignored --nocapture timed`.
#[test]
#[ignore = "needs a file to time"]
fn a_timed_check() {
    let file = std::env::var("BLACKPANEL_TIMED").expect("names a file");
    let terms = ["Whitlock Dennis", "Zachariah", "07700 900341", "QQ123456C", "zoe.quill@example.org"];
    let asked = super::without(std::fs::read(file).expect("read"), &terms);
    let mut own = request(asked.pack.clone());
    own.allowed =
        asked.absent.iter().map(|t| crate::verify::Allowed { term: t.clone(), pages: Vec::new() }).collect();
    for _ in 0..3 {
        let start = std::time::Instant::now();
        let _ = verify(&own);
        println!("own reader alone: {:?}", start.elapsed());
        let start = std::time::Instant::now();
        let report = verify(&asked).expect("opens").into_report();
        println!("{:?} {}", start.elapsed(), crate::verify::report::human(&report));
    }
}
