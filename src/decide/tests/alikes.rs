//! Words that look like a name that goes.

use super::*;
use crate::decide::alikes::alikes;

/// The words of a page that look like `Dowling`, which goes from the page before.
fn left(text: &str, answers: &[Answer]) -> Vec<String> {
    let texts = [document("a.pdf", vec![page(1, "Tom Dowling"), page(2, text)])];
    let dowling = finding("1", (0, &texts[0].pages[0]), Kind::Person, Owner::Party(1), "Tom Dowling");
    let findings = found(vec![dowling.clone()]);
    let gone = answer(1, Scope::of(&dowling, &texts[0].id), Ruling::Redact);
    let decided = run(&case(""), &texts, &findings, &[&[gone], answers].concat(), false);
    let documents = [Document { text: &texts[0], kind: SourceKind::Pdf }];
    let list = alikes(&documents, &findings, &decided.choices, decided.preview());
    let word =
        |chars: &Range<u32>| text.chars().skip(chars.start as usize).take(chars.len()).collect::<String>();
    assert!(
        list.iter()
            .all(|a| a.page == 2 && a.times == 1 && a.name.expose() == "dowling" && !a.boxes.is_empty())
    );
    list.iter().map(|a| word(&a.chars)).collect()
}

#[test]
fn a_misread_or_mistyped_name_is_listed() {
    for word in ["Dow1ing", "DOWL1NG", "Dowiing", "D0wling", "Dowlng", "Dowlling", "Dolwing"] {
        assert_eq!(left(&format!("then {word} left"), &[]), [word], "{word}");
    }
}

#[test]
fn other_words_and_the_name_itself_are_not() {
    for text in ["Dowling left", "the dowlings left", "Bowling", "Towing", "Down", "Darling", ""] {
        assert_eq!(left(text, &[]), [""; 0], "{text}");
    }
}

#[test]
fn what_lies_under_a_panel_is_not_left() {
    let id = document("a.pdf", vec![]).id;
    let scope = Scope::Page { document: id, page: 2 };
    assert_eq!(left("Dow1ing", &[answer(2, scope, Ruling::Withhold)]), [""; 0]);
}
