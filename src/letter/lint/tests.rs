//! What the linter promises: a part that is dropped, emptied or said wrongly is refused by name, and other
//! words for the same are not.

use super::super::tests::{facts_for, told};
use super::super::{Facts, Told, write};
use super::*;
use crate::case::body::Body;
use crate::error::Exit;
use crate::pdf::typeset::Block;

/// What is said of a letter written from templates that were changed.
fn said(kind: Kind, templates: &Templates, change: impl FnOnce(&mut Facts, &mut Told<'_>)) -> Vec<Problem> {
    let (body, before) = (Body::example().expect("complete"), facts_for(kind));
    let (mut facts, mut told) = (before.clone(), told(kind, &before, &body));
    change(&mut facts, &mut told);
    let told = Told { facts: &facts, ..told };
    let written = write(kind, templates, &told).expect("written");
    problems(lint(kind, &written, &told, templates))
}

fn problems(linted: Result<()>) -> Vec<Problem> {
    linted.err().map_or_else(Vec::new, |error| {
        assert_eq!(error.exit, Exit::Usage);
        error.problems
    })
}

/// The shipped templates with one text of one of them replaced.
fn with(name: &str, from: &str, to: &str) -> Templates {
    let shipped = Templates::texts().iter().find(|(n, _)| *n == name).expect("shipped").1;
    assert!(shipped.contains(from), "{name} does not say {from}");
    Templates::shipped().with(name, shipped.replace(from, to))
}

#[test]
fn r21_every_mandatory_part_that_a_template_no_longer_marks_is_refused_by_name_with_what_to_add() {
    for kind in Kind::ALL {
        let (body, facts) = (Body::example().expect("complete"), facts_for(kind));
        for part in parts(kind, &told(kind, &facts, &body)) {
            let mark = format!("[[{}]]", part.mark);
            let mut templates = Templates::shipped();
            for (name, text) in Templates::texts().iter().filter(|(_, text)| text.contains(&mark)) {
                templates = templates.with(name, text.replace(&mark, "[[elsewhere]]"));
            }
            let problems = said(kind, &templates, |_, _| ());
            assert_eq!(problems.len(), 1, "{kind:?} {mark}: {problems:?}");
            assert!(problems[0].what.contains(part.what), "{problems:?}");
            assert!(problems[0].hint.contains(&mark) && problems[0].hint.contains(part.add), "{problems:?}");
        }
    }
}

#[test]
fn a_part_that_is_marked_and_says_nothing_is_refused_all_the_same() {
    for kind in Kind::ALL {
        let (body, facts) = (Body::example().expect("complete"), facts_for(kind));
        let (told, templates) = (told(kind, &facts, &body), Templates::shipped());
        let whole = write(kind, &templates, &told).expect("written");
        for part in parts(kind, &told) {
            let mut written = whole.clone();
            let emptied = written.parts.iter_mut().filter(|p| p.mark == part.mark);
            emptied.for_each(|p| p.blocks = vec![Block::text("You will hear from us.")]);
            let problems = problems(lint(kind, &written, &told, &templates));
            assert_eq!(problems.len(), 1, "{kind:?} {}: {problems:?}", part.mark);
            assert!(problems[0].what.contains(part.what), "{problems:?}");
        }
    }
}

#[test]
fn a_fact_of_the_law_that_is_taken_out_of_a_part_is_missed() {
    for (kind, name, from, to, lacks) in [
        (Kind::Response, "rights", "within 30 days", "soon", "30 days"),
        (Kind::Response, "rights", ", section 164A", "", "164a"),
        (Kind::Response, "rights", "internal review", "procedure", "internal review"),
        (
            Kind::Response,
            "rights",
            ", or our {{ body.review.alternate }}",
            ", or somebody else",
            "who carries it out",
        ),
        (Kind::Response, "outside", "section 165", "section 2", "165"),
        (Kind::Response, "outside", "{{ body.regulator.name }}", "regulator", "how to reach it"),
        (Kind::Response, "search", "reasonable and proportionate", "short", "reasonable"),
        (Kind::Response, "search", "- {{ place }}", "- our systems", "places of the search"),
        (Kind::Response, "annex", "to erase it, ", "", "erase"),
        (Kind::Response, "head", "**{{ dated|date }}**", "today", "date"),
        (Kind::Response, "request", "{{ request.summary }}", "your papers", "words of the request"),
        (Kind::Response, "reasons", "Law: {{ reason.citation }}.", "", "with its law"),
        (
            Kind::Response,
            "response",
            "granting your request in part",
            "granting it",
            "decision that was taken",
        ),
        (Kind::Refusal, "refusal", "Law: {{ refusal.citation }}.", "", "ground and its law"),
        (Kind::Extension, "extension", "**{{ clock.due|date }}**", "a later day", "the day"),
        (Kind::Fee, "fee", "{{ life.fee.amount }}", "small", "the amount"),
        (Kind::Identity, "identity", "- your date of birth", "- your age", "date of birth"),
        (Kind::Consultation, "consultation", "If we hear nothing we take it neither as", "", "hear nothing"),
        (Kind::Email, "email", "- **Phone or tablet:** save", "- **Tablet:** save", "phone"),
        (Kind::Email, "email", "{{ body.letter.password }}", "You will get it.", "phone"),
    ] {
        let problems = said(kind, &with(name, from, to), |_, _| ());
        assert_eq!(problems.len(), 1, "{name}: {from}: {problems:?}");
        assert!(problems[0].what.to_lowercase().contains(&lacks.to_lowercase()), "{from}: {problems:?}");
    }
}

#[test]
fn r22_the_manager_who_responded_is_not_the_reviewer_and_the_head_is() {
    let managers = |facts: &mut Facts, _: &mut Told<'_>| facts.reviewer_responded = true;
    assert_eq!(said(Kind::Response, &Templates::shipped(), managers), []);
    let both = with(
        "rights",
        "Our {{ body.review.alternate }} carries",
        "Our {{ body.review.reviewer }} or {{ body.review.alternate }} carries",
    );
    let problems = said(Kind::Response, &both, managers);
    assert!(problems[0].what.contains("names the reviewer who gave this response"), "{problems:?}");
}

#[test]
fn other_words_for_the_same_are_taken() {
    let review = "[[review]]\n**Unhappy?** Complain to us: tell {{ body.review.email }} and {{ body.review.reviewer }}, or \
                  {{ body.review.alternate }} where the former wrote this, thinks again (our internal review, section 164A \
                  DPA). You get a receipt within thirty days.\n\n{% include \"outside\" %}\n";
    let court = "[[court]]\nA COURT may order us to obey: section 167 of the Act.\n[[regulator]]\nComplain to \
                 {{ body.regulator.name }}, {{ body.regulator.web }}, {{ body.regulator.phone }}: see s.165.\n[[end]]\n";
    let templates = Templates::shipped().with("rights", review).with("outside", court);
    assert_eq!(said(Kind::Response, &templates, |_, _| ()), []);
}

#[test]
fn a_recipient_has_a_name_or_the_letter_says_why_not() {
    let recipients = |items: &[&str]| {
        let (mut body, facts) = (Body::example().expect("complete"), facts_for(Kind::Response));
        body.processing.recipients = items.iter().map(|i| (*i).to_owned()).collect();
        let (told, templates) = (told(Kind::Response, &facts, &body), Templates::shipped());
        let written = write(Kind::Response, &templates, &told).expect("written");
        problems(lint(Kind::Response, &written, &told, &templates)).len()
    };
    assert_eq!(recipients(&["our suppliers", "other bodies"]), 1);
    assert_eq!(recipients(&["our suppliers", "Quayside Hosting Ltd, which runs our systems"]), 0);
    assert_eq!(
        recipients(&["our translators; we cannot name them, because they work under no fixed contract"]),
        0
    );
}

#[test]
fn r25_wrong_law_false_conditions_and_claims_that_cannot_be_made_are_refused() {
    for (wrong, told) in [
        ("We refuse it under section 53 of the Data Protection Act 2018.", "section 53"),
        ("We refuse it (s. 53).", "section 53"),
        ("You may complain under Article 77.", "Article 77"),
        ("Complain to us or the regulator (Art. 77).", "Article 77"),
        ("This follows from the Data Protection Act 1998.", "1998"),
        ("See the DPA 1998.", "1998"),
        ("You must use our review first.", "must be used first"),
        ("You have to complain to us before anybody else.", "must be used first"),
        ("First you need to ask for a review.", "must be used first"),
        ("The ICO will not look at it until we have reviewed it.", "a condition"),
        ("Please exhaust our procedure before you go to the Commissioner.", "a condition"),
        ("You can go to court only after the review.", "a condition"),
        ("We hold nothing else about you.", "hold nothing else"),
        ("We have no other information about you.", "hold nothing else"),
        ("This is all the information that we hold.", "hold nothing else"),
        ("We have sent you everything we have about you.", "hold nothing else"),
        ("There are no further records.", "hold nothing else"),
        ("The password is horse-battery.", "password"),
    ] {
        let changed = with("response", "[[decision]]", &format!("{wrong}\n\n[[decision]]"));
        let problems = said(Kind::Response, &changed, |_, _| ());
        assert_eq!(problems.len(), 1, "{wrong}: {problems:?}");
        assert!(problems[0].what.contains(told), "{wrong}: {problems:?}");
    }
}

#[test]
fn what_a_requester_asked_for_in_their_own_words_is_no_claim_of_ours() {
    let asked = |facts: &mut Facts, _: &mut Told<'_>| {
        facts.summary =
            "All the data we hold under section 53 of the Data Protection Act 1998 – first, before court."
                .into();
    };
    assert_eq!(said(Kind::Response, &Templates::shipped(), asked), []);
}

#[test]
fn every_pattern_of_what_is_forbidden_can_be_compiled() {
    assert_eq!(forbidden::compiled(), 6);
}

#[test]
fn every_outcome_of_a_response_is_told_and_held_to_the_law() {
    for outcome in ["granted", "part-granted", "nothing-held", "refused"] {
        let problems = said(Kind::Response, &Templates::shipped(), |_, told| {
            if let Some(response) = &mut told.response {
                response.outcome = outcome;
                if matches!(outcome, "granted" | "nothing-held") {
                    response.removed = false;
                    response.panels = 0;
                    response.reasons.clear();
                    response.withheld.clear();
                }
                response.documents *= u32::from(matches!(outcome, "granted" | "part-granted"));
            }
        });
        assert_eq!(problems, [], "{outcome}");
    }
}
