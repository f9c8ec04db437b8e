//! What a screen reader is told of a source's page: each test is a page, what was redacted on it, and the
//! structure with the words under each element.

use super::*;
use crate::burn::burn;
use crate::decide::{DocumentPlan, Panel};
use crate::load::NormalForm;
use crate::pdf::content::testing::{Maker, latin, one_page};
use crate::text::NO_GLYPH;
use crate::{sanitise, text};

/// A panel on every place where `word` stands.
fn panels(pages: &[PageText], word: &str) -> Vec<Panel> {
    let mut panels = Vec::new();
    for page in pages {
        for (byte, _) in page.text.match_indices(word) {
            let from = page.text[..byte].chars().count();
            let glyphs: Vec<u32> = page.origins[from..from + word.chars().count()].to_vec();
            let boxes = glyphs.iter().filter_map(|g| page.glyphs.get(*g as usize));
            let rect = boxes.map(|g| page.geometry.display_rect(&g.quad.bounds())).reduce(|a, b| a.union(&b));
            let panel = Panel::drawn(page.page, rect.expect("glyphs"));
            let glyphs = glyphs.into_iter().filter(|g| *g != NO_GLYPH).map(|g| g..g + 1).collect();
            panels.push(Panel { mark: "TP".into(), glyphs, ..panel });
        }
    }
    panels
}

/// The document without some words, marked, and its structure.
fn tagged(pdf: Vec<u8>, words: &[&str]) -> (Sanitised, Vec<Tag>) {
    let pages = text::document(&pdf).expect("text");
    let panels = words.iter().flat_map(|word| panels(&pages, word)).collect();
    let burned = burn(&NormalForm::of_one_page(pdf), &DocumentPlan::of(panels)).expect("burned");
    let mut clean = sanitise::sanitise(burned).expect("sanitised");
    let before = text::document(&clean.bytes().expect("written")).expect("text");
    let said: Vec<String> = (1..=clean.panels.len()).map(|n| format!("panel {n}")).collect();
    let bytes = clean.bytes().expect("written");
    let tags = tag(&mut clean, bytes, &before, &said).expect("tagged");
    let after = text::document(&clean.bytes().expect("written")).expect("text");
    let placed = |page: &PageText| -> Vec<[f64; 4]> {
        page.glyphs.iter().map(|g| g.quad.bounds().rounded()).collect()
    };
    for (before, after) in before.iter().zip(&after) {
        assert_eq!((&before.text, placed(before)), (&after.text, placed(after)), "only marks are added");
        assert_eq!((&before.pictures, before.shapes), (&after.pictures, after.shapes));
    }
    (clean, tags)
}

/// The structure as text: `P(Span"Mrs " Figure[panel 1] Span" called")`.
fn told(pdf: Vec<u8>, words: &[&str]) -> String {
    let (clean, tags) = tagged(pdf, words);
    let contents: Vec<String> = clean
        .document
        .get_pages()
        .into_values()
        .map(|page| {
            let content = clean.document.get_page_content(page);
            String::from_utf8_lossy(&content).into_owned()
        })
        .collect();
    tags.iter().map(|tag| show(tag, &contents)).collect::<Vec<_>>().join(" ")
}

fn show(tag: &Tag, contents: &[String]) -> String {
    let own: String = tag.content.iter().map(|c| words(&contents[c.page], c.mcid)).collect();
    let kids: Vec<String> = tag.kids.iter().map(|kid| show(kid, contents)).collect();
    let alt = tag.alt.as_ref().map(|alt| format!("[{alt}]")).unwrap_or_default();
    let own = if own.is_empty() { own } else { format!("{own:?}") };
    let kids = if kids.is_empty() { String::new() } else { format!("({})", kids.join(" ")) };
    format!("{}{alt}{own}{kids}", tag.role)
}

/// The strings between a mark and its end.
fn words(content: &str, mcid: u32) -> String {
    let begin = format!("<</MCID {mcid}>>BDC");
    let rest = content.split_once(&begin).expect("the mark is in the content").1;
    let marked = rest.split_once("EMC").expect("it ends").0;
    let strings = marked.split('(').skip(1).filter_map(|s| s.split_once(')'));
    strings.map(|(string, _)| string).collect()
}

#[test]
fn a_panel_is_said_where_the_name_stood_in_its_sentence() {
    let page = one_page("BT /F1 12 Tf 20 300 Td (Then Marc Poirier called me back) Tj ET");
    assert_eq!(told(page, &["Marc Poirier"]), r#"P(Span"Then  " Figure[panel 1] Span"called me back")"#);
}

#[test]
fn panels_at_the_ends_of_lines_stay_in_their_paragraph() {
    let lines = "BT /F1 12 Tf 14 TL 20 300 Td (Marc told) Tj T* (us that Marc) Tj T* (was away) Tj ET";
    assert_eq!(
        told(one_page(lines), &["Marc"]),
        r#"P(Figure[panel 1] Span" toldus that " Figure[panel 2] Span"was away")"#
    );
}

#[test]
fn a_line_that_went_whole_is_said_between_its_neighbours() {
    let lines = "BT /F1 12 Tf 20 300 Td (Seen by) Tj 0 -40 Td (Marc) Tj 0 -40 Td (at noon) Tj ET";
    assert_eq!(told(one_page(lines), &["Marc"]), r#"P"Seen by" Figure[panel 1] P"at noon""#);
}

#[test]
fn what_is_painted_last_is_read_first_when_it_stands_on_top() {
    let page = "BT /F1 12 Tf 20 100 Td (Yours) Tj ET BT /F1 12 Tf 20 300 Td (Dear Sir) Tj ET";
    assert_eq!(told(one_page(page), &[]), r#"P"Dear Sir" P"Yours""#);
}

#[test]
fn words_of_a_form_are_one_mark_where_the_form_is_painted() {
    let mut maker = Maker::new();
    let form = maker.form("BT /F1 12 Tf 20 200 Td (inside) Tj ET", latin());
    let mut resources = latin();
    resources.set("XObject", lopdf::dictionary! { "X" => form });
    let content = "BT /F1 12 Tf 20 300 Td (before) Tj ET /X Do BT /F1 12 Tf 20 100 Td (behind) Tj ET";
    maker.page(content, resources);
    assert_eq!(told(maker.bytes(), &[]), r#"P"before" P P"behind""#);
}

#[test]
fn lines_frames_and_marks_of_panels_are_artifacts() {
    let page = one_page("10 10 100 50 re S BT /F1 12 Tf 20 300 Td (Then Marc called) Tj ET 0 0 9 9 re f");
    let (clean, _) = tagged(page, &["Marc"]);
    let first = clean.document.get_pages().into_values().next().expect("page");
    let content = clean.document.get_page_content(first);
    let content = String::from_utf8_lossy(&content).into_owned();
    let (mut depth, mut outside) = (0, Vec::new());
    for line in content.lines() {
        match line.rsplit([' ', '>', ')', ']']).next() {
            Some("BDC" | "BMC") => depth += 1,
            Some("EMC") => depth -= 1,
            Some("S" | "f" | "Tj" | "TJ" | "Do") if depth != 1 => outside.push(line),
            _ => {}
        }
    }
    assert_eq!((depth, outside), (0, vec![]), "{content}");
    assert_eq!(content.matches("Artifact").count(), 3, "frame, dot, mark: {content}");
}

#[test]
fn marks_lie_inside_one_text_object_or_outside_of_all() {
    let page =
        one_page("0 0 9 9 re f BT /F1 12 Tf 20 300 Td (a b) Tj 1 0 0 rg 0 -14 Td (c) Tj ET 0 0 1 1 re f");
    let (clean, _) = tagged(page, &[]);
    let first = clean.document.get_pages().into_values().next().expect("page");
    let content = String::from_utf8_lossy(&clean.document.get_page_content(first)).into_owned();
    let mut open: Option<bool> = None;
    let mut inside = false;
    for line in content.lines() {
        match line.rsplit([' ', '>', ')', ']']).next() {
            Some("BT") => inside = true,
            Some("ET") => inside = false,
            Some("BDC" | "BMC") => open = Some(inside),
            Some("EMC") => assert_eq!(open.take(), Some(inside), "{content}"),
            _ => {}
        }
        assert!(open.is_none_or(|o| o == inside), "{content}");
    }
}

#[test]
fn a_page_that_is_not_the_one_that_was_read_is_refused() {
    let burned = burn(&NormalForm::of_one_page(one_page("")), &DocumentPlan::of(vec![])).expect("burned");
    let mut clean = sanitise::sanitise(burned).expect("sanitised");
    let bytes = clean.bytes().expect("written");
    assert!(tag(&mut clean, bytes, &[], &[]).is_err());
}
