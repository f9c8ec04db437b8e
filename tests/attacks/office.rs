//! What Office files hold beside their words: deletions, comments, hidden sheets, properties, previews,
//! custom XML. None of it may be in a byte of the output, and what a reader sees must be.

use super::build::{KEPT, SECRET};
use super::grep;
use super::support::line::{self, Order};
use super::support::office;

/// Files of every kind that say `shown` and hide the secret everywhere else.
fn files(shown: &str, hidden: &str) -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("Word", office::packed(&office::word(shown, hidden))),
        ("Excel", office::packed(&office::workbook(shown, hidden))),
        ("OpenDocument", office::packed(&office::open_document(shown, hidden))),
        ("RTF", office::rich_text(shown, hidden)),
        ("HTML", office::web_page(shown, hidden)),
    ]
}

/// The output of the line, and the words on its pages.
fn output(kind: &str, file: &[u8], texts: &[&str]) -> (Vec<u8>, String) {
    let order = Order { texts, absent: &[SECRET], ..Order::default() };
    let done = line::redact(file, &order).unwrap_or_else(|not| panic!("{kind}: {not:?}"));
    let pages = blackpanel::text::document(&done.pdf).expect("our own pages");
    let words = pages.iter().map(|page| page.text.clone()).collect::<Vec<_>>().join("\n");
    (done.pdf, words)
}

#[test]
fn what_an_office_file_hides_is_in_no_byte_of_the_output() {
    for (kind, file) in files("middle", SECRET) {
        let (pdf, words) = output(kind, &file, &[]);
        grep::search(&pdf).unwrap_or_else(|how| panic!("{kind}: {how}"));
        for word in [KEPT[0], "middle", KEPT[1]] {
            assert!(words.contains(word), "{kind}: {word} is missing:\n{words}");
        }
    }
}

#[test]
fn what_an_office_file_shows_and_hides_goes_from_both() {
    for (kind, file) in files(SECRET, SECRET) {
        let (pdf, words) = output(kind, &file, &[SECRET]);
        grep::search(&pdf).unwrap_or_else(|how| panic!("{kind}: {how}"));
        assert!(words.contains(KEPT[0]) && words.contains(KEPT[1]), "{kind}:\n{words}");
    }
}

#[test]
fn the_hidden_word_of_these_files_is_really_in_them() {
    for (kind, file) in files("middle", SECRET) {
        let source = blackpanel::load::Source {
            name: kind.into(),
            bytes: &file,
            password: None,
            show_hidden: true,
            own: &[],
            rows: vec![],
        };
        let limits = blackpanel::pdf::limits::Limits::default();
        let loaded = blackpanel::load::load_with(&blackpanel::load::WorkerProgram::Here, &source, &limits);
        let found = loaded.documents.iter().any(|form| grep::search(&form.pdf).is_err());
        assert!(found, "{kind}: shown on request, it must be there");
    }
}
