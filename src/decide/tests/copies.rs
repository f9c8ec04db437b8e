//! A decision about one place holds wherever the same is said.

use super::*;

const MAIL: &str = "the neighbour said that Marc Poirier had left the tap on";
const QUOTED: &str = "Thanks\n> the neighbour said\n> that Marc\n> Poirier had left the tap on";
const OTHER: &str = "we all think that Marc Poirier should pay";

fn verdicts(answers: &[(usize, Ruling)], texts: &[DocumentText]) -> Vec<Option<Verdict>> {
    let find = |(d, text): (usize, &DocumentText)| {
        let words =
            if text.pages[0].text.contains("Marc Poirier") { "Marc Poirier" } else { "Marc\n> Poirier" };
        let mut one = finding(&format!("{d}"), (d, &text.pages[0]), Kind::Person, Owner::Discovered, words);
        "hmac of Marc Poirier".clone_into(&mut one.anchor.text);
        one.person = Some(PersonId(5));
        one
    };
    let all: Vec<Finding> = texts.iter().enumerate().map(find).collect();
    let given: Vec<Answer> = answers
        .iter()
        .zip(1..)
        .map(|((at, ruling), seq)| answer(seq, about(&all[*at], &texts[*at]), *ruling))
        .collect();
    let decided = run(&case(""), texts, &found(all), &given, false);
    assert!(decided.orphans.is_empty());
    decided.choices.iter().map(|c| c.settled.as_ref().map(|s| s.verdict)).collect()
}

fn texts(all: &[&str]) -> Vec<DocumentText> {
    (1..).zip(all).map(|(n, text)| document(&format!("{n}.eml"), vec![page(1, text)])).collect()
}

#[test]
fn a_decision_about_a_mail_holds_in_the_reply_that_quotes_it() {
    for (ruling, verdict) in [(Ruling::Redact, Verdict::Redact), (Ruling::Keep, Verdict::Keep)] {
        let said = verdicts(&[(0, ruling)], &texts(&[MAIL, QUOTED, OTHER]));
        assert_eq!(said, [Some(verdict), Some(verdict), None], "another sentence stays open");
    }
}

#[test]
fn copies_decided_differently_decide_nothing_else() {
    let answers = [(0, Ruling::Redact), (1, Ruling::Keep)];
    let said = verdicts(&answers, &texts(&[MAIL, MAIL, QUOTED]));
    assert_eq!(said, [Some(Verdict::Redact), Some(Verdict::Keep), None]);
}

#[test]
fn a_name_with_too_few_words_around_it_is_decided_by_itself() {
    let said = verdicts(&[(0, Ruling::Keep)], &texts(&["From Marc Poirier", "From Marc Poirier"]));
    assert_eq!(said, [Some(Verdict::Keep), None]);
}
