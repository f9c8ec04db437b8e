//! What the request log refuses, requirement by requirement.

use serde_json::json;

use super::types::Form;
use super::*;
use crate::case::schema::Request;
use crate::record::clock::clock;
use crate::record::testing::{day, history, request};

/// What is wrong with an event on a day, after others; the words of the problems.
fn tried(
    before: &[(&str, &str, serde_json::Value)],
    (kind, on, role): (&str, &str, Role),
    reason: Option<&str>,
    fields: &[(&str, &str)],
) -> Vec<String> {
    let (request, history): (Request, History) = (request("2026-09-01"), history(before));
    let today = day("2026-12-31");
    let clock = clock(&request, &history, today);
    let wanted = Wanted {
        kind: kind.into(),
        on: day(on),
        actor: "B Officer".into(),
        role,
        reason: reason.map(str::to_owned),
        fields: fields.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect(),
        date: |text| text.parse().ok(),
    };
    match entry(&wanted, &history, &clock, today) {
        Ok(_) => Vec::new(),
        Err(error) => error.problems.into_iter().map(|p| p.what).collect(),
    }
}

fn officer<'a>(kind: &'a str, on: &'a str) -> (&'a str, &'a str, Role) {
    (kind, on, Role::Officer)
}

#[track_caller]
fn refused(got: &[String], words: &str) {
    assert!(got.len() == 1 && got[0].contains(words), "{got:?} should say {words:?}");
}

#[test]
fn r01_every_request_is_logged_with_the_channel_it_came_by() {
    refused(&tried(&[], officer("received", "2026-09-01"), None, &[]), "needs channel");
    assert_eq!(tried(&[], officer("received", "2026-09-01"), None, &[("channel", "Phone")]), [""; 0]);
    refused(&tried(&[], officer("received", "2026-09-01"), None, &[("channel", "owl")]), "channel");
}

#[test]
fn r05_an_extension_needs_reasons_a_ground_and_notice_within_the_first_month() {
    let extend = |on, reason, fields: &[(&str, &str)]| tried(&[], officer("extended", on), reason, fields);
    let ground = [("ground", "complexity")];
    assert_eq!(extend("2026-10-01", Some("900 documents"), &ground), [""; 0]);
    refused(&extend("2026-10-02", Some("900 documents"), &ground), "too late");
    refused(&extend("2026-09-20", None, &ground), "reason");
    refused(&extend("2026-09-20", Some(" "), &ground), "reason");
    refused(&extend("2026-09-20", Some("900 documents"), &[]), "ground");
    let paused = [
        ("clarification-asked", "2026-09-10", json!({})),
        ("clarification-answered", "2026-09-20", json!({})),
    ];
    let after = tried(&paused, officer("extended", "2026-10-12"), Some("900 documents"), &ground);
    assert_eq!(after, [""; 0], "the days of a pause do not count towards the month of the notice");
    let twice = [("extended", "2026-09-10", json!({"ground": "number"}))];
    refused(&tried(&twice, officer("extended", "2026-09-20"), Some("more"), &ground), "already");
}

#[test]
fn r06_a_question_and_its_answer_come_in_this_order() {
    let asked = [("clarification-asked", "2026-09-10", json!({}))];
    assert_eq!(tried(&asked, officer("clarification-answered", "2026-09-10"), None, &[]), [""; 0]);
    refused(
        &tried(&asked, officer("clarification-answered", "2026-09-09"), None, &[]),
        "before the question",
    );
    refused(&tried(&[], officer("clarification-answered", "2026-09-10"), None, &[]), "no question");
    refused(&tried(&asked, officer("clarification-asked", "2026-09-12"), Some("again"), &[]), "open since");
    let close =
        |role| tried(&asked, ("closed", "2026-12-01", role), Some("no answer"), &[("outcome", "unanswered")]);
    refused(&close(Role::Officer), "open since");
    assert_eq!(close(Role::Manager), [""; 0], "a manager decides, never the program");
}

#[test]
fn r08_only_a_manager_waives_identity_and_gives_a_reason() {
    let waive = |role, reason| tried(&[], ("identity-waived", "2026-09-02", role), reason, &[]);
    refused(&waive(Role::Officer, Some("known to us")), "manager");
    refused(&waive(Role::Manager, None), "reason");
    assert_eq!(waive(Role::Manager, Some("known to us")), [""; 0]);
}

#[test]
fn r09_a_representatives_consent_names_who_what_and_in_whose_words() {
    let consent = |fields: &[(&str, &str)]| {
        let kind = [("kind", "representative")];
        tried(&[], officer("consent", "2026-09-02"), None, &[&kind[..], fields].concat())
    };
    let whole =
        [("to", "A Solicitor"), ("data", "the repairs file of 2025"), ("statement", "I agree that …")];
    assert_eq!(consent(&whole), [""; 0]);
    for missing in 0..3 {
        let parts: Vec<_> =
            whole.iter().enumerate().filter(|(i, _)| *i != missing).map(|(_, f)| *f).collect();
        refused(&consent(&parts), "three parts");
    }
    refused(&consent(&[whole[0], ("data", "Everything."), whole[2]]), "no particular data");
}

#[test]
fn r10_a_parent_proves_responsibility_and_identity() {
    let consent = |fields: &[(&str, &str)]| tried(&[], officer("consent", "2026-09-02"), None, fields);
    let kind = ("kind", "parental-responsibility");
    refused(&consent(&[kind, ("proof", "birth certificate")]), "parent");
    refused(&consent(&[kind, ("proof", "birth certificate"), ("parent-identity", "no")]), "parent");
    assert_eq!(consent(&[kind, ("proof", "birth certificate"), ("parent-identity", "yes")]), [""; 0]);
    refused(&consent(&[("kind", "competence")]), "no ground");
}

#[test]
fn r11_a_search_says_where_for_what_by_whom_and_what_came_out() {
    let whole = [("system", "WorkPro"), ("terms", "name; address"), ("by", "B Officer"), ("found", "12")];
    let search = |fields: &[(&str, &str)]| tried(&[], officer("search", "2026-09-02"), None, fields);
    assert_eq!(search(&whole), [""; 0]);
    for missing in 0..4 {
        let parts: Vec<_> =
            whole.iter().enumerate().filter(|(i, _)| *i != missing).map(|(_, f)| *f).collect();
        refused(&search(&parts), "search needs");
    }
    refused(&search(&[whole[0], whole[1], whole[2], ("found", "many")]), "found");
}

#[test]
fn r16_what_another_person_was_asked_needs_a_sentence_of_balancing() {
    let party = |reason| {
        tried(&[], officer("party", "2026-09-02"), reason, &[("name", "N Hussain"), ("basis", "not-asked")])
    };
    refused(&party(None), "reason");
    assert_eq!(party(Some("asking would tell the neighbour who complained")), [""; 0]);
}

#[test]
fn r24_a_pack_is_not_released_while_a_fee_is_unpaid_nor_a_draft_ever() {
    let release = |before: &[(&str, &str, serde_json::Value)]| {
        tried(before, officer("release", "2026-10-01"), None, &[])
    };
    let build = |reviewed, draft| ("build", "2026-09-30", json!({"reviewed": reviewed, "draft": draft}));
    let fee = ("fee-asked", "2026-09-10", json!({"for": "copy"}));
    let paid = ("fee-paid", "2026-09-12", json!({"for": "copy"}));
    refused(&release(&[]), "no pack");
    refused(&release(&[build(false, false)]), "not reviewed");
    refused(&release(&[build(true, true)]), "draft");
    refused(&release(&[fee.clone(), build(true, false)]), "not paid");
    assert_eq!(release(&[fee, paid, build(true, false)]), [""; 0]);
}

#[test]
fn the_second_person_is_not_the_first_and_has_a_name() {
    let ready = |actor: &str, decider: &str| {
        let mut history = history(&[("ready", "2026-09-10", json!({}))]);
        history.told[0].actor = actor.into();
        history.deciders.insert(decider.into());
        let wanted = Wanted {
            kind: "signed".into(),
            on: day("2026-09-11"),
            actor: "B Officer ".into(),
            role: Role::Officer,
            reason: None,
            fields: Vec::new(),
            date: |_| None,
        };
        let clock = clock(&request("2026-09-01"), &history, day("2026-09-11"));
        entry(&wanted, &history, &clock, day("2026-09-11"))
    };
    assert!(ready("b officer", "").is_err());
    assert!(ready("A Officer", "").is_ok());
    assert!(ready("A Officer", "b  OFFICER").is_err(), "who decided cannot check");
    assert!(ready("A Officer", "C Officer").is_ok());
    refused(&tried(&[], officer("signed", "2026-09-11"), None, &[]), "nothing is ready");
}

#[test]
fn an_event_that_says_too_little_is_refused_with_everything_that_is_missing() {
    let got = tried(&[], officer("advice", "2027-01-01"), None, &[("shoe-size", "9"), ("from", "")]);
    for words in ["no field", "from does not", "needs about", "future", "reason"] {
        assert!(got.iter().any(|w| w.contains(words)), "{words}: {got:?}");
    }
    refused(&tried(&[], officer("decision", "2026-09-02"), None, &[]), "by hand");
    refused(&tried(&[], officer("recieved", "2026-09-02"), None, &[]), "no event");
    refused(&tried(&[], officer("comment", "2026-08-31"), Some("early"), &[]), "before the request");
}

#[test]
fn no_refusal_repeats_what_was_typed() {
    for kind in &LOGGED {
        let fields: Vec<(&str, &str)> = kind.fields.iter().map(|f| (f.name, "Zebedee\u{1b}[31m")).collect();
        for words in
            tried(&[], officer(kind.name, "2026-09-02"), None, &[&fields[..], &[("Zebedee", "1")]].concat())
        {
            assert!(!words.contains("Zebedee") && !words.chars().any(char::is_control), "{words}");
        }
    }
}

#[test]
fn what_was_undone_counts_no_more() {
    let told = history(&[
        ("clarification-asked", "2026-09-10", json!({})),
        ("undone", "2026-09-11", json!({"seq": 1, "reason": "sent in error"})),
    ]);
    assert_eq!(told.told.len(), 0);
    assert!(LOGGED.iter().all(|t| t.fields.iter().all(|f| f.form != Form::Choice(&[]))));
}
