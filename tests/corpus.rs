//! Every PDF of a folder of foreign files goes through `redact`, with and without a term, and ends in
//! a valid file that says and shows the same but for the term, or in a clear refusal. Needs qpdf and
//! poppler's programs; the folder is `../shared/corpus`, or `BLACKPANEL_CORPUS`.

#![allow(clippy::pedantic, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/corpus.rs"]
mod corpus;
#[path = "support/mentions.rs"]
mod mentions;
#[path = "support/program.rs"]
#[allow(dead_code, reason = "each test binary uses a part of it")]
mod program;

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use corpus::{Checked, each};

/// Files that are refused, with the reason's beginning as the message has it.
const REFUSED: &[(&str, &str)] = &[
    // cut off or overwritten in the middle: mutool finds no page in them either
    ("OCRmyPDF__invalid.pdf", "cannot be read as a PDF"),
    ("format-corpus__T02-01_005_document-catalog-type-key-missing.pdf", "cannot be read as a PDF"),
    ("pdfium__bug_1238_2.pdf", "cannot be read as a PDF"),
    ("pdfium__bug_1324189.pdf", "cannot be read as a PDF"),
    ("qpdf__issue-101.pdf", "cannot be read as a PDF"),
    ("pikepdf__newline-buffer-test.pdf", "has no pages"),
    // a page or a part of its content is lost, or shown in a font that is nowhere
    (
        "format-corpus__T02-02_004_page-tree-non-existing-object-as-kid.pdf",
        "its page tree names a page that is not there",
    ),
    ("format-corpus__T02-05-01_013_stream-keyword-missing.pdf", "a part of the page's content is missing"),
    ("format-corpus__T02-05-01_014_endstream-keyword-missing.pdf", "a part of the page's content is missing"),
    // locked
    ("format-corpus__lorem-ipsum-plus-image-openprintcopypw.pdf", "needs a password to open"),
    ("format-corpus__lorem-ipsum-plus-image-updated-opencopyprintpw.pdf", "needs a password to open"),
    ("format-corpus__simple-open-password.pdf", "needs a password to open"),
    ("pdfium__encrypted_hello_world_r2.pdf", "needs a password to open"),
    ("pdfium__encrypted_hello_world_r3_bad_okey.pdf", "needs a password to open"),
    ("pikepdf__graph-encrypted.pdf", "needs a password to open"),
];

/// Files whose text or looks differ from the source's, with the cause.
const DIFFERENT: &[(&str, &str)] = &[
    ("format-corpus__T02-03_007_page-object-resources-wrong-object.pdf", "Helvetica for a missing font"),
    ("format-corpus__T02-03_012_page-object-resources-missing.pdf", "Helvetica for a missing font"),
    ("OCRmyPDF__cmyk.pdf", "pdftotext splits a line of codes without meaning otherwise"),
    ("format-corpus__Neddy_Flyer_HeatherRyan.pdf", "letters through which nothing is painted go"),
    ("pypdf__issue-301.pdf", "points of the recognised words that lie where the scan is blank go"),
    ("pdfbox__Acroform-PDFBOX-2333.pdf", "values longer than their fields: what the field cuts off goes"),
    ("pdfbox__AlignmentTests.pdf", "values longer than their fields: what the field cuts off goes"),
    ("qpdf__json-changed-need-appearances.pdf", "form values: poppler leaves out what its font lacks"),
    ("qpdf__need-appearances-more3.pdf", "form values: poppler leaves out what its font lacks"),
    ("qpdf__need-appearances.pdf", "form values: poppler leaves out what its font lacks"),
    ("sample-files__google-doc-document.pdf", "four emoji have their text in ActualText only"),
    ("sample-files__habibi.pdf", "codes that the font maps to nothing are read by their number"),
];

/// Files whose `text` is not word for word what `pdftotext` says, with the cause.
const OTHER_TEXT: &[(&str, &str)] = &[
    ("OCRmyPDF__cmyk.pdf", "pdftotext splits a line of codes without meaning otherwise"),
    ("format-corpus__Neddy_Flyer_HeatherRyan.pdf", "letters spaced out by hand are joined to words"),
    ("open-redact-pdf__type0-utf16-h.pdf", "codes without a map, read by the encoding's name"),
    ("pdfbox__ControlCharacters.pdf", "control characters are no letters"),
    ("pdfbox__PDFBOX-3038-001033-p2.pdf", "letters spaced out by hand are joined to words"),
    (
        "pdfbox__PDFBOX-3127-RAU4G6QMOVRYBISJU7R6MOVZCRFUO7P4-VFont.pdf",
        "letters in columns, read across and joined to words",
    ),
    ("pdfbox__embedded_zip.pdf", "codes without a meaning"),
    ("pdfbox__source.pdf", "letters spaced out by justification are joined to words"),
    ("pdfium__control_characters.pdf", "control characters are no letters"),
    ("pypdf__issue-301.pdf", "formulas"),
    ("qpdf__json-changed-need-appearances.pdf", "form values: poppler leaves out what its font lacks"),
    ("qpdf__need-appearances-more3.pdf", "form values: poppler leaves out what its font lacks"),
    ("qpdf__need-appearances.pdf", "form values: poppler leaves out what its font lacks"),
    ("qpdf__zlib-new-id1.pdf", "formulas"),
    ("sample-files__GeoTopo-komprimiert.pdf", "formulas"),
    ("sample-files__google-doc-document.pdf", "four emoji have their text in ActualText only"),
    ("sample-files__habibi.pdf", "right to left: words in the order of reading"),
    ("tika__testPDF_childAttachments.pdf", "pdftotext joins dots of leaders to words"),
];

/// How many pages took the escape: became pictures because nothing else could be proved of them.
#[derive(Default)]
struct Share {
    pictures: AtomicUsize,
    pages: AtomicUsize,
}

impl Share {
    fn add(&self, (pictures, pages): (usize, usize)) {
        self.pictures.fetch_add(pictures, Ordering::Relaxed);
        self.pages.fetch_add(pages, Ordering::Relaxed);
    }

    /// At most two pages of a hundred.
    fn hold(self) {
        let (pictures, pages) = (self.pictures.into_inner(), self.pages.into_inner());
        println!("{pictures} of {pages} pages became pictures");
        assert!(pages < 100 || pictures * 50 <= pages, "more than two in a hundred");
    }
}

fn listed(table: &[(&str, &str)], name: &str) -> bool {
    table.iter().any(|(n, _)| *n == name)
}

#[test]
#[ignore = "needs the corpus, qpdf and poppler"]
fn every_foreign_pdf_is_redacted_to_the_same_pages_or_clearly_refused() {
    let share = Share::default();
    let (complaints, files) = each(&|checked: &Checked| {
        let plain = checked.redact(&[]);
        share.add(plain.pictured());
        let mut wrong = plain.faults();
        if plain.run.code != 0 {
            let known = REFUSED.iter().any(|(n, what)| *n == checked.name && plain.run.stderr.contains(what));
            if !known {
                wrong.push(format!("refused: {}", plain.run.stderr));
            }
            return wrong;
        }
        wrong.extend(plain.losses(checked, "").filter(|_| !listed(DIFFERENT, &checked.name)));
        wrong.extend(plain.looks_other(checked).filter(|_| !listed(DIFFERENT, &checked.name)));
        wrong
    });
    share.hold();
    assert!(complaints.is_empty(), "{} of {files} files:\n{}", complaints.len(), complaints.join("\n"));
}

#[test]
#[ignore = "needs the corpus, qpdf and poppler"]
fn a_word_of_page_one_goes_from_every_foreign_pdf_and_all_others_stay() {
    let share = Share::default();
    let (complaints, files) = each(&|checked: &Checked| {
        let Some(word) = checked.word() else { return vec![] };
        let redacted = checked.redact(&["--text", &word]);
        share.add(redacted.pictured());
        let mut wrong = redacted.faults();
        let unsearched = redacted.run.code == 3 && redacted.run.stderr.contains("--looked-at");
        if redacted.run.code == 0 {
            wrong.extend(redacted.still_says(&word));
            wrong.extend(redacted.losses(checked, &word).filter(|_| !listed(DIFFERENT, &checked.name)));
        } else if !unsearched {
            wrong.push(format!("{}: {}", redacted.run.code, redacted.run.stderr));
        }
        wrong
    });
    share.hold();
    assert!(complaints.is_empty(), "{} of {files} files:\n{}", complaints.len(), complaints.join("\n"));
}

/// Files of which a reader takes the columns otherwise, though every word stands where it should; and why.
const OTHER_ORDER: &[(&str, &str)] = &[(
    "pikepdf__form_dd0293.pdf",
    "the number of a question and its words are one string, and the words that are set anew come first in the file",
)];

/// Four panels of five are of a public size; no other word changes, is lost, or comes out of its order.
#[test]
#[ignore = "needs the corpus, qpdf and poppler"]
fn words_that_go_from_random_places_move_others_and_change_none() {
    let all: Mutex<(mentions::Shares, Vec<String>)> = Mutex::default();
    let (complaints, files) = each(&|checked: &Checked| {
        let Some(moved) = mentions::moved(checked) else { return vec![] };
        let mut all = all.lock().unwrap();
        for (way, count) in &moved.shares {
            *all.0.entry(way.clone()).or_default() += count;
        }
        all.1.extend(moved.why.iter().map(|why| format!("{}: {why}", checked.name)));
        if listed(OTHER_ORDER, &checked.name) { vec![] } else { moved.faults }
    });
    let (shares, why) = all.into_inner().unwrap();
    println!("{shares:?}\n{}", why.join("\n"));
    let of = |way: &str| shares.get(way).copied().unwrap_or_default();
    let (hidden, panels) = (of("paragraph") + of("line"), shares.values().sum::<u64>());
    assert!(complaints.is_empty(), "{} of {files} files:\n{}", complaints.len(), complaints.join("\n"));
    assert!(hidden * 5 >= panels * 4, "{hidden} of {panels}");
}

#[test]
#[ignore = "needs the corpus, qpdf and poppler"]
fn the_text_of_every_foreign_pdf_is_what_another_reader_sees() {
    let (complaints, files) = each(&|checked: &Checked| {
        let recall = checked.recall_of_text();
        let low = recall.is_some_and(|r| r < 0.98) && !listed(OTHER_TEXT, &checked.name);
        if low { vec![format!("recall {recall:?}")] } else { vec![] }
    });
    assert!(complaints.is_empty(), "{} of {files} files:\n{}", complaints.len(), complaints.join("\n"));
}

#[test]
#[ignore = "needs the corpus"]
fn a_sound_foreign_pdf_is_no_leak() {
    let (complaints, files) = each(&|checked: &Checked| checked.verified_alone());
    assert!(complaints.is_empty(), "{} of {files} files:\n{}", complaints.len(), complaints.join("\n"));
}
