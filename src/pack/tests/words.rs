//! What the letter, the schedule and the key say, and what they never say.

use super::*;
use crate::pack::{letter, outcome, schedule};

/// All words of the pages of ours.
fn words(request: &PackRequest<'_>) -> String {
    let decision = outcome::decide(request).expect("consistent");
    let documents = request.documents.iter().map(|d| (7, d.sanitised.geometry.len() as u32)).collect();
    let numbers = Numbers { schedule: 5, key: 6, documents, parts: super::super::parts::Parts::default() };
    let mut blocks = letter::letter(request, &decision, &numbers).expect("a whole letter").blocks();
    blocks.extend(schedule::schedule(request, &decision, &numbers));
    blocks.extend(schedule::key(&decision));
    blocks.iter().map(text_of).collect::<Vec<_>>().join("\n")
}

fn text_of(block: &Block) -> String {
    let runs = |runs: &Vec<Run>| runs.iter().map(|r| r.text.as_str()).collect::<String>();
    match block {
        Block::Heading { text, .. } => text.clone(),
        Block::Paragraph(p) => runs(p),
        Block::List { items, .. } => items.iter().map(runs).collect::<Vec<_>>().join("\n"),
        Block::Table(t) => {
            t.rows.iter().chain([&t.header]).flatten().map(runs).collect::<Vec<_>>().join(" | ")
        }
        Block::KeepTogether(blocks) => blocks.iter().map(text_of).collect::<Vec<_>>().join("\n"),
        _ => String::new(),
    }
}

/// The words of a request that `change` was applied to.
fn words_with(change: impl FnOnce(&mut PackRequest<'_>)) -> String {
    let body = example();
    let mut request = request(&body);
    change(&mut request);
    words(&request)
}

#[test]
fn the_letter_holds_the_six_items_of_a_response() {
    let said = words_with(|_| ());
    for needed in [
        "“Everything you hold about my complaint 202512345.”",
        "We are granting your request in part.",
        "Reason of S2P3-16.",
        "2 documents, 4 pages in all, from page 7",
        "This internal review is also how we deal with a complaint",
        "Information Commissioner’s Office (ICO)",
        "Annex: how we use your personal information",
    ] {
        assert!(said.contains(needed), "{needed}");
    }
}

#[test]
fn the_supplement_answers_each_letter_of_article_15() {
    let body = example();
    let said = words(&request(&body));
    let facts = &body.processing;
    let lists = [&facts.purposes, &facts.categories, &facts.recipients, &facts.retention, &facts.sources];
    for fact in lists.into_iter().flatten().chain([&facts.transfers, &facts.automated, &facts.rights]) {
        assert!(said.contains(fact.as_str()), "{fact}");
    }
    for right in ["correct information", "erase it", "restrict", "object", "section 164A", "section 165"] {
        assert!(said.contains(right), "{right}");
    }
}

#[test]
fn every_exemption_used_is_named_with_its_mark_its_law_and_its_count() {
    let said = words_with(|_| ());
    for needed in
        ["TP – Label of S2P3-16", "Law of S2P3-16", "2 panels", "LPP – Label of S2P4-19", "1 panel."]
    {
        assert!(said.contains(needed), "{needed}");
    }
}

#[test]
fn an_exemption_that_only_a_document_is_withheld_under_is_not_given_for_panels() {
    let said = words_with(|r| {
        r.exemptions.push(exemption("S2P4-24", "REF", 0, true));
        r.withheld.push(withheld("Reference", "S2P4-24"));
    });
    assert!(said.contains("Law: Law of S2P4-24.") && !said.contains("REF – "));
}

#[test]
fn an_exemption_that_was_not_used_is_not_named() {
    let said = words_with(|r| r.exemptions.push(exemption("S2P4-24", "REF", 0, true)));
    assert!(!said.contains("S2P4-24"));
}

#[test]
fn a_silent_exemption_is_named_nowhere_and_the_reasons_are_pooled() {
    let said = words_with(|r| {
        r.exemptions.push(exemption("S2P1-2", "CR", 1, false));
        r.withheld.push(withheld("Police letter", "S2P1-2"));
    });
    for hidden in ["S2P1-2", "CR ", "Police letter", "TP", "LPP", "2 panels.", "1 panel."] {
        assert!(!said.contains(hidden), "{hidden}");
    }
    assert!(said.contains("for one or more of these reasons"));
    assert!(said.contains("Reason of S2P3-16."));
}

#[test]
fn a_document_withheld_in_silence_leaves_no_word_behind() {
    let with = words_with(|r| {
        r.exemptions.push(exemption("S2P1-2", "CR", 0, false));
        r.withheld.push(withheld("Police letter", "S2P1-2"));
    });
    assert_eq!(with, words_with(|_| ()));
}

#[test]
fn a_withheld_document_is_listed_with_reason_and_law() {
    let said = words_with(|r| r.withheld.push(withheld("Advice of our solicitor", "S2P4-19")));
    assert!(said.contains("Advice of our solicitor (2 pages): Reason of S2P4-19. Law: Law of S2P4-19."));
    assert!(said.contains("Advice of our solicitor | 2 | Label of S2P4-19 | Law of S2P4-19"));
}

#[test]
fn what_no_page_can_show_is_listed_as_held() {
    let held = WithheldDocument { held: Some("sound and film".into()), ..withheld("Call", "S2P4-19") };
    let said = words_with(|r| r.withheld.push(held));
    assert!(said.contains("Call | sound and film: held, not included in this file | Label of S2P4-19"));
}

fn withheld(title: &str, exemption: &str) -> WithheldDocument {
    let (title, exemption) = (title.to_owned(), exemption.to_owned());
    WithheldDocument { title, pages: Some(2), exemption, reason: String::new(), held: None }
}

#[test]
fn the_letter_cites_no_wrong_law_and_makes_no_condition_of_the_review() {
    let said = words_with(|_| ());
    for wrong in ["section 53", "s.53", "Article 77", "1998", "first ask us", "must use", "hold nothing else"]
    {
        assert!(!said.contains(wrong), "{wrong}");
    }
    assert!(said.contains("acknowledge your complaint within 30 days"));
}

#[test]
fn the_alternate_reviews_what_the_reviewer_answered() {
    let said = words_with(|r| r.facts.reviewer_responded = true);
    assert!(said.contains("Our Head of Corporate Information and Governance carries it out."));
    assert!(!said.contains("Information Governance Manager (Casework) carries"));
}

#[test]
fn the_decision_follows_from_what_was_removed() {
    let nothing_removed = |r: &mut PackRequest<'_>| r.exemptions.clear();
    assert!(words_with(nothing_removed).contains("We are granting your request. "));
    let nothing_found = |r: &mut PackRequest<'_>| {
        r.exemptions.clear();
        r.documents.clear();
    };
    assert!(words_with(nothing_found).contains("There is no information that we can send you."));
    let all_withheld = |r: &mut PackRequest<'_>| {
        r.documents.clear();
        r.exemptions = vec![exemption("S2P4-19", "LPP", 0, true)];
        r.withheld.push(withheld("Advice", "S2P4-19"));
    };
    assert!(words_with(all_withheld).contains("We are refusing your request."));
}

#[test]
fn an_outcome_that_the_pages_contradict_is_refused() {
    let body = example();
    for outcome in [Outcome::Granted, Outcome::NothingHeld, Outcome::Refused] {
        let mut request = request(&body);
        request.facts.outcome = outcome;
        let error = pack(request).expect_err("contradiction");
        assert_eq!(error.exit, crate::error::Exit::Usage, "{outcome:?}");
    }
    let mut request = request(&body);
    request.withheld.push(withheld("Advice", "S9P9-9"));
    assert!(pack(request).is_err(), "an exemption that nobody explains");
}

#[test]
fn a_refusal_gives_its_ground_and_its_law() {
    let refused = |r: &mut PackRequest<'_>| {
        r.documents.clear();
        r.exemptions.clear();
        r.facts.outcome = Outcome::Refused;
        r.facts.refusal = Some(Refusal {
            reason: "You asked for the same twice.".into(),
            citation: "UK GDPR, Article 12(5)".into(),
        });
    };
    assert!(!words_with(refused).contains("How we searched"), "nothing was searched");
    assert!(words_with(refused).contains("You asked for the same twice. Law: UK GDPR, Article 12(5)."));
}

#[test]
fn the_password_itself_is_never_in_the_letter_but_how_it_comes_is() {
    assert!(words_with(|_| ()).contains("We never send it by e-mail."));
    assert!(!words_with(|r| r.protected = false).contains("protected by a password"));
}

#[test]
fn r31_in_large_print_every_word_of_ours_is_18_point_and_no_table_is_squeezed() {
    let body = example();
    let mut request = request(&body);
    request.facts.adjustments.push(crate::case::schema::Adjustment::LargePrint);
    let pages = crate::text::document(&made(request).front).expect("read");
    let sizes = pages.iter().flat_map(|p| p.glyphs.iter()).map(|g| g.size);
    let smallest = sizes.fold(f64::MAX, f64::min);
    assert!((smallest - 18.0).abs() < 0.01, "{smallest}");
    let said: String = pages.iter().map(|p| p.text.as_str()).collect();
    assert!(
        said.contains("Document: Landlord’s letter of 3 November") && said.contains("Mark: TP"),
        "{said}"
    );
}

#[test]
fn a_letter_by_itself_is_tagged_with_language_and_title_and_stamped_with_its_reference() {
    let blocks = vec![crate::pack::letter::heading(1, "Hello"), Block::text("Words.")];
    let pack = alone(&facts(), "Our letter SAR-7", blocks, true).expect("set");
    let catalog = pack.document.catalog().expect("a catalog");
    assert!(catalog.has(b"StructTreeRoot") && catalog.has(b"Lang") && catalog.has(b"Outlines"));
    assert!(
        pack.stamps[0].contains("page 1 of 1") && pack.stamps[0].contains("EXAMPLE"),
        "{:?}",
        pack.stamps
    );
}
