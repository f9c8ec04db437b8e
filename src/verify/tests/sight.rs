//! Pictures of pages: terms in recognised words, pages that nobody could read, pages that nobody read.

use std::sync::Arc;

use super::build::{Pdf, page, page_with, text};
use super::{Severity, broken, noted, without};
use crate::diag::Secret;
use crate::geom::Rect;
use crate::verify::report::{human, json};
use crate::verify::{Eyes, Seen, Sheet, Unread, VerifyRequest, Words, verify};

const NAME: &str = "Dennis Whitlock";

/// Eyes that see the same lines on each page: words with a confidence.
#[derive(Debug)]
struct Scripted(Result<&'static str, Unread>, f64);

impl Eyes for Scripted {
    fn read(&self, pdf: &[u8], sheet: &Sheet) -> Result<Vec<Seen>, Unread> {
        assert!(pdf.starts_with(b"%PDF-"));
        assert_eq!((sheet.page, sheet.size), (1, (400.0, 400.0)));
        let seen = |line: u32, at: usize, word: &str| Seen {
            text: Secret::new(word),
            area: Rect::new(
                at as f64 * 50.0,
                f64::from(line) * 20.0,
                at as f64 * 50.0 + 40.0,
                f64::from(line) * 20.0 + 10.0,
            ),
            confidence: self.1,
            line,
        };
        let lines = (0..).zip(self.0?.lines());
        Ok(lines.flat_map(|(n, line)| line.split(' ').enumerate().map(move |(i, w)| seen(n, i, w))).collect())
    }
}

/// A page that is one picture, with `content` after it.
fn scan(content: &str) -> Pdf {
    let content = format!("q 400 0 0 400 0 0 cm /X Do Q {content}");
    let entries = "/Subtype /Image /Width 2 /Height 2 /BitsPerComponent 8 /ColorSpace /DeviceGray";
    page_with(&content, "", "/XObject << /X 6 0 R >>").stream(6, entries, &[255, 200, 190, 180])
}

fn seeing(lines: Result<&'static str, Unread>, confidence: f64) -> VerifyRequest {
    VerifyRequest {
        eyes: Some(Arc::new(Scripted(lines, confidence))),
        ..without(scan("").done(), &[NAME, "Ann Lee"])
    }
}

#[test]
fn a_term_in_the_picture_of_a_page_is_found_with_its_place_and_a_sound_page_passes() {
    let asked = seeing(Ok("Dear Sir\nthe damp was seen by Dennis\nWhitlock on Monday"), 96.0);
    assert_eq!(broken(&asked), ["R009"]);
    let verdict = verify(&asked).expect("opens");
    let hit = &verdict.report().violations[0];
    assert_eq!((hit.place.page, hit.area), (Some(1), Some(Rect::new(0.0, 20.0, 290.0, 50.0))));
    assert!(verdict.report().opinions.contains(&"recognition of pictures".to_owned()));
    assert_eq!(noted(&seeing(Ok("Dear Sir\nnothing about anybody"), 96.0)), [""; 0]);
    assert_eq!(noted(&seeing(Ok(""), 96.0)), [""; 0], "an empty sheet");
}

#[test]
fn a_term_that_recognition_misread_is_found() {
    for lines in ["Denn1s Whit1ock", "DENNIS WHITL0CK", "Dennis Whit-\nlock", "DennisWhitlock", "Mr Ann\nLee"]
    {
        assert_eq!(broken(&seeing(Ok(lines), 96.0)), ["R009"], "{lines}");
    }
    // by letters: an error where recognition doubts, a note where it is sure of another word
    assert_eq!(broken(&seeing(Ok("Dennis Whitiook"), 60.0)), ["R009"]);
    assert_eq!(broken(&seeing(Ok("Dennis Whitiook"), 95.0)), [""; 0]);
    assert_eq!(noted(&seeing(Ok("Dennis Whitiook"), 95.0)), ["R009"]);
}

#[test]
fn a_page_that_could_not_be_read_is_not_checked() {
    for why in [Unread::NoEngine, Unread::NotDrawn, Unread::TimedOut, Unread::Failed, Unread::TooLarge] {
        let asked = seeing(Err(why), 0.0);
        let verdict = verify(&asked).expect("opens");
        let [found] = verdict.report().violations.as_slice() else { panic!("{why:?}: one violation") };
        assert_eq!((found.rule.0, found.severity), ("R900", Severity::NotChecked));
        assert_eq!(found.place.page.is_none(), why == Unread::NoEngine, "{why:?}");
        assert!(!found.hint.is_empty());
        assert_eq!(verdict.report().exit(), crate::error::Exit::Unchecked);
        assert_eq!(verdict.report().looked[0].words, Words::Pictured);
    }
}

#[test]
fn a_picture_that_nothing_read_is_named() {
    let pages = [
        ("a picture", scan("").done(), Words::Pictured),
        ("with a layer of its words", scan("BT 3 Tr /F 10 Tf 20 20 Td (words) Tj ET").done(), Words::Text),
        ("text", page(&text(100, 300, "words")).done(), Words::Text),
    ];
    for (what, pack, words) in pages {
        let verdict = verify(&without(pack, &[NAME])).expect("opens");
        assert_eq!(verdict.report().looked[0].words, words, "{what}");
        let (pictured, told) = (words == Words::Pictured, human(verdict.report()));
        assert_eq!(
            told.contains("p. 1       a picture, its words were not searched"),
            pictured,
            "{what}: {told}"
        );
        assert_eq!(json(verdict.report()).contains("\"words\":\"not searched\""), pictured, "{what}");
    }
}

#[test]
fn a_report_holds_no_word_that_was_seen() {
    const CANARY: &str = "Quillfeather";
    let asked = VerifyRequest {
        eyes: Some(Arc::new(Scripted(Ok("by Mr Quillfeather and Quilfeather"), 50.0))),
        ..without(scan("").done(), &[CANARY])
    };
    let verdict = verify(&asked).expect("opens");
    let report = verdict.report();
    assert_eq!(report.violations.len(), 2);
    for written in [human(report), json(report), format!("{report:?}")] {
        assert!(!written.to_lowercase().contains("quil"), "{written}");
    }
}
