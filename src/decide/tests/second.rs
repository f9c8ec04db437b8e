//! What is left around panels, and what a second person looks at.

use super::*;
use crate::decide::around::{Around, Mark, around};
use crate::decide::check::{SAMPLE, checklist};

fn left(decided: &Decided, texts: &[DocumentText], found: &Found) -> Vec<Around> {
    let documents: Vec<_> = texts.iter().map(|text| Document { text, kind: SourceKind::Pdf }).collect();
    around(&documents, found, &decided.choices, decided.preview())
}

#[test]
fn every_sentence_within_two_lines_of_a_panel_is_listed_with_its_telling_words() {
    let text = "The lift was\nbroken. Nobody came.\nThen Marc Poirier, the plumber\nfrom flat 4B, rang.\nHe shouted.\n\n\
        His sister came.\nThe end is far away.\nVery far.";
    let texts = [document("a.pdf", vec![page(1, text)])];
    let mut one = finding("1", (0, &texts[0].pages[0]), Kind::Person, Owner::Discovered, "Marc Poirier");
    one.person = Some(PersonId(7));
    let found = found(vec![one]);
    let decided = run(&case(""), &texts, &found, &[], true);
    let list = left(&decided, &texts, &found);
    let shown: Vec<&str> = list.iter().map(|a| a.sentence.expose()).collect();
    assert_eq!(
        shown,
        [
            "The lift was broken.",
            "Nobody came.",
            "Then ████████████, the plumber from flat 4B, rang.",
            "He shouted."
        ]
    );
    let marks: Vec<Mark> = list[2].marks.iter().map(|m| m.mark).collect();
    assert_eq!(marks, [Mark::Occupation, Mark::Flat]);
    assert!(list.iter().all(|a| a.people == [PersonId(7)] && a.findings == [0]));
    assert_eq!((list[0].boxes.len(), list[0].extend.len()), (2, 2), "one a line");
}

#[test]
fn extending_a_panel_by_a_word_or_a_sentence_takes_it_and_nothing_else() {
    let text = "Then Marc Poirier and his sister came.\nThe lift was broken.";
    let texts = [document("a.pdf", vec![page(1, text)])];
    let found =
        found(vec![finding("1", (0, &texts[0].pages[0]), Kind::Person, Owner::Discovered, "Marc Poirier")]);
    let list = left(&run(&case(""), &texts, &found, &[], true), &texts, &found);
    let after = |extend: &[Answer]| {
        let said: Vec<Answer> =
            extend.iter().zip(1..).map(|(a, seq)| answer(seq, a.scope.clone(), a.ruling)).collect();
        let decided = run(&case(""), &texts, &found, &said, true);
        let sentences = left(&decided, &texts, &found);
        sentences.iter().map(|a| a.sentence.expose().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(list[0].marks[0].mark, Mark::Kinship);
    assert_eq!(
        after(&list[0].marks[0].extend),
        ["Then ████████████ and ██████████ came.", "The lift was broken."]
    );
    assert_eq!(after(&list[0].extend), ["The lift was broken."], "nothing of the sentence is left");
}

#[test]
fn the_checker_sees_what_was_withheld_overridden_and_drawn_and_a_sample_that_nobody_chose() {
    let names: Vec<String> = (0..100).map(|n| format!("Jo Bloggs{n:03}")).collect();
    let texts = [document("a.pdf", vec![page(1, &names.join("\n")), page(2, "Ann Lee")])];
    let at = (0, &texts[0].pages[0]);
    let mut findings: Vec<Finding> =
        names.iter().map(|n| finding(n, at, Kind::Person, Owner::Discovered, n)).collect();
    findings.push(finding("own", (0, &texts[0].pages[1]), Kind::Person, Owner::Subject, "Ann Lee"));
    let rect = Rect::new(500.0, 500.0, 510.0, 510.0);
    let mut said: Vec<Answer> = findings
        .iter()
        .take(100)
        .zip(1..)
        .map(|(f, seq)| answer(seq, about(f, &texts[0]), Ruling::Keep))
        .collect();
    said.push(answer(200, Scope::Box { document: texts[0].id.clone(), page: 1, rect }, Ruling::Redact));
    let found = found(findings);
    let decided = run(&case(""), &texts, &found, &said, false);
    let documents = [Document { text: &texts[0], kind: SourceKind::Pdf }];
    let list = |seal: &str| checklist(&documents, &found, &decided, &said, vec![], seal);
    let one = list("seal");
    assert_eq!((one.overrides.len(), one.kept, one.sample.len()), (100, 100, SAMPLE));
    assert_eq!((one.drawn.len(), one.drawn[0].seq), (1, 200));
    assert!(!one.sample.contains(&100), "the requester's own data is no risk to others");
    assert_eq!(one, list("seal"), "the same for whoever asks again");
    assert_ne!(one.sample, list("another seal").sample);
    let page_answer = [answer(1, Scope::Page { document: texts[0].id.clone(), page: 2 }, Ruling::Withhold)];
    let withheld = run(&case(""), &texts, &found, &page_answer, true);
    assert_eq!(checklist(&documents, &found, &withheld, &page_answer, vec![], "s").pages, [(0, 2)]);
}
