//! What letters promise: every kind as it reads, in plain words, in every form.

use std::path::Path;

use jiff::civil::{Date, date};
use mail_parser::MimeHeaders;

use super::*;
use crate::case::body::{Body, Search};
use crate::case::schema::{Adjustment, Capacity, Delivery, Nation, Outcome};

mod reading;

/// A day of the letters of the tests.
pub(super) const TODAY: Date = date(2026, 10, 21);

pub(super) fn facts() -> Facts {
    Facts {
        reference: "SAR-2026-0142".to_owned(),
        summary: "Everything you hold about my complaint 202512345.".to_owned(),
        addressee: ["Miss Liwia Maksimowicz", "31 Harbour Exchange Square", "Preston"]
            .map(String::from)
            .to_vec(),
        salutation: "Miss Maksimowicz".to_owned(),
        for_whom: None,
        capacity: None,
        email: Some("liwia@example.org".to_owned()),
        received: date(2026, 9, 28),
        valid: Some(date(2026, 9, 30)),
        due: Some(date(2026, 10, 30)),
        dated: TODAY,
        nation: Nation::EnglandAndWales,
        delivery: Delivery::Email,
        adjustments: vec![],
        outcome: Outcome::Auto,
        refusal: None,
        search: Some(Search {
            places: vec!["our case system".into(), "recordings of calls".into()],
            method: "In them we searched for: your name; your address. Calls before May 2026 are deleted."
                .into(),
        }),
        reviewer_responded: false,
    }
}

/// Facts for a letter of a kind.
pub(super) fn facts_for(kind: Kind) -> Facts {
    let mut facts = facts();
    if kind == Kind::Consultation {
        facts = facts.to_party(Some("Mr"), "Marc Poirier", Some("2 Quay, Preston"));
    }
    if kind == Kind::Refusal {
        let reason = "You asked for the same on 1 June and on 1 July, and nothing has changed since.";
        facts.refusal = Some(Refusal { reason: reason.into(), citation: "UK GDPR, Article 12(5)".into() });
    }
    facts
}

/// Everything that a letter of a kind tells.
pub(super) fn told<'a>(kind: Kind, facts: &'a Facts, body: &'a Body) -> Told<'a> {
    Told {
        facts,
        body,
        life: Life {
            spoken: false,
            needed: vec!["proof of who you are, as we asked for".into()],
            doubt: Some("The e-mail address is not one that we know.".into()),
            unclear: Some("You had two cases with us. Which of them do you mean?".into()),
            unclear_on: Some(date(2026, 10, 5)),
            found: 0,
            ground: Some("complexity".into()),
            extension: Some("Your case went on for six years, and most of it is on paper.".into()),
            fee: Some(Fee {
                purpose: "copy".into(),
                amount: "£12.40".into(),
                reason: "62 pages at 20p for paper and postage.".into(),
            }),
        },
        times: Times { first: Some(date(2026, 10, 30)), due: Some(date(2026, 12, 30)) },
        response: (kind == Kind::Response).then(response),
        consultation: (kind == Kind::Consultation).then(|| Consultation {
            extract: vec!["Mr Poirier told us on 3 May that water came through his ceiling.".into()],
            by: date(2026, 11, 4),
            requester: None,
        }),
        file: "SAR-2026-0142.pdf".to_owned(),
        protected: true,
    }
}

pub(super) fn response() -> Response {
    let reason = Reason {
        mark: "TP".into(),
        label: "Other people".into(),
        reason: "It tells you about somebody else.".into(),
        citation: "Data Protection Act 2018, Schedule 2, Part 3, paragraph 16".into(),
        count: 3,
    };
    let withheld = WithheldWhole {
        title: "Advice of our solicitor".into(),
        pages: Some(2),
        reason: "It is confidential legal advice.".into(),
        citation: "Data Protection Act 2018, Schedule 2, Part 4, paragraph 19".into(),
    };
    Response {
        outcome: "part-granted",
        documents: 2,
        pages: 4,
        files: 1,
        held: 0,
        schedule: 5,
        key: 6,
        first: 7,
        panels: 3,
        pooled: false,
        removed: true,
        reasons: vec![reason],
        withheld: vec![withheld],
    }
}

/// A letter of a kind from the shipped templates, changed as a test needs it.
pub(super) fn written(kind: Kind, change: impl FnOnce(&mut Facts, &mut Told<'_>)) -> Written {
    let (body, before) = (Body::example().expect("complete"), facts_for(kind));
    let (mut facts, mut told) = (before.clone(), told(kind, &before, &body));
    change(&mut facts, &mut told);
    let told = Told { facts: &facts, ..told };
    let templates = Templates::shipped();
    let written = write(kind, &templates, &told).expect("written");
    lint(kind, &written, &told, &templates).expect("whole");
    written
}

#[test]
fn every_kind_of_letter_reads_as_it_did() {
    let refresh = std::env::var_os("BLACKPANEL_REFRESH").is_some();
    for kind in Kind::ALL {
        let text = plain(&written(kind, |_, _| ()).blocks());
        let path = format!("{}/src/letter/tests/{}.txt", env!("CARGO_MANIFEST_DIR"), kind.name());
        if refresh {
            std::fs::write(Path::new(&path), &text).expect("written");
        }
        let kept = std::fs::read_to_string(&path).expect("BLACKPANEL_REFRESH=1 writes it");
        assert_eq!(text, kept, "{kind:?}: BLACKPANEL_REFRESH=1 takes the new words");
    }
}

#[test]
fn a_fact_that_is_not_there_is_an_error_with_its_line_and_never_a_gap() {
    let (body, facts) = (Body::example().expect("complete"), facts());
    let mut told = told(Kind::Identity, &facts, &body);
    told.life.doubt = None;
    let error = write(Kind::Identity, &Templates::shipped(), &told).expect_err("a gap");
    let shipped = Templates::texts().iter().find(|(name, _)| *name == "identity").expect("shipped").1;
    let line = shipped.lines().position(|l| l.contains("life.doubt")).map(|n| n as u32 + 1);
    assert_eq!((error.exit, error.problems[0].place.line), (crate::error::Exit::Usage, line));
}

#[test]
fn a_template_that_cannot_be_used_is_named_with_its_line_and_nothing_of_its_words_is_repeated() {
    let (body, facts) = (Body::example().expect("complete"), facts());
    let told = told(Kind::Fee, &facts, &body);
    for (text, line) in [
        ("one\n{% if %}", 2),
        ("one\ntwo\n{{ body.controler.secret }}", 3),
        ("{% include \"haed\" %}", 1),
        ("{{ 'x'|date }}", 1),
        ("{% for a in range(10000) %}{% for b in range(10000) %}{% endfor %}{% endfor %}", 1),
    ] {
        let templates = Templates::shipped().with("fee", text);
        let error = write(Kind::Fee, &templates, &told).expect_err(text);
        let problem = &error.problems[0];
        assert_eq!(problem.place.line, Some(line), "{text}");
        assert!(problem.place.file.raw().contains("fee.txt"), "{text}");
        assert!(!problem.what.contains("controler") && !problem.hint.contains("haed"));
    }
}

#[test]
fn what_a_requester_wrote_can_neither_mark_a_part_nor_set_a_heading() {
    let trick = "x\n[[end]]\n[[court]]\n# Court, section 167\n{{ body.checked }} **b** \\";
    let (body, mut facts) = (Body::example().expect("complete"), facts());
    facts.summary = trick.into();
    let told = told(Kind::Response, &facts, &body);
    let templates = Templates::shipped().with("outside", "[[regulator]]\n");
    let written = write(Kind::Response, &templates, &told).expect("written");
    assert_eq!(written.part("court"), None, "no value makes a part");
    let said = written.part("request").expect("the part");
    assert!(said.contains("[[court]] # Court, section 167 {{ body.checked }} **b** \\"), "{said}");
}

#[test]
fn a_spoken_request_is_confirmed_in_writing() {
    let said = written(Kind::Acknowledgement, |_, told| told.life.spoken = true).words();
    assert!(said.contains("You spoke to us on 28\u{a0}September\u{a0}2026. We write down what you asked"));
}

#[test]
fn r02_what_is_missing_is_asked_for_and_the_request_stands() {
    let said =
        written(Kind::Acknowledgement, |_, told| told.life.needed = vec!["your address".into()]).words();
    assert!(said.contains("To go on, we need:\nyour address\nYour request stands"), "{said}");
    let said = written(Kind::Acknowledgement, |_, told| told.life.needed.clear()).words();
    assert!(said.contains("Nothing at the moment."));
}

#[test]
fn r18_the_answer_comes_by_email_unless_paper_was_asked_for_and_never_on_discs() {
    let said = |delivery| written(Kind::Acknowledgement, |facts, _| facts.delivery = delivery).words();
    assert!(said(Delivery::Email).contains("We will send our answer by e-mail"));
    assert!(said(Delivery::Email).contains("can count as a further copy"));
    assert!(said(Delivery::Paper).contains("You asked us for paper"));
    for delivery in [Delivery::Email, Delivery::Paper] {
        assert!(said(delivery).contains("We do not send discs or memory sticks."));
    }
}

#[test]
fn r06_a_question_stops_the_clock_and_does_not_begin_it_again() {
    let said = written(Kind::Clarification, |_, _| ()).part("clock").expect("the part");
    assert!(said.contains("goes on from where it stopped; it does not begin again"), "{said}");
}

#[test]
fn r16_a_third_party_is_asked_with_the_exact_words_and_not_told_who_asked() {
    let said = written(Kind::Consultation, |_, _| ()).words();
    assert!(said.contains("“Mr Poirier told us on 3 May that water came through his ceiling.”"));
    assert!(said.contains("neither as a yes nor as a no") && said.contains("We decide"));
    assert!(!said.contains("Maksimowicz") && !said.contains("202512345"), "{said}");
}

#[test]
fn a_letter_to_a_representative_says_for_whom() {
    for (capacity, words) in [
        (Capacity::Parent, "As a person with parental responsibility for Liwia, you asked us for:"),
        (Capacity::Deputy, "As deputy for Liwia, you asked us for:"),
        (Capacity::Solicitor, "On behalf of Liwia, you asked us for:"),
    ] {
        let said = written(Kind::Response, |facts, _| {
            (facts.for_whom, facts.capacity) = (Some("Liwia".into()), Some(capacity));
        });
        assert!(said.words().contains(words));
        assert!(said.words().contains("how we use this personal information"));
    }
}

#[test]
fn r31_a_web_page_has_headings_lists_and_language_and_fetches_nothing() {
    let blocks =
        written(Kind::Response, |facts, _| facts.summary = "<script>alert(1)</script> & so on".into());
    let page = html("Our letter <x>", &blocks.blocks(), true);
    for part in
        ["<html lang=\"en-GB\">", "<h1>", "<h2>", "<li>", "font-size:18pt", "<title>Our letter &lt;x&gt;"]
    {
        assert!(page.contains(part), "{part}");
    }
    for wrong in ["<script", "http", "src=", "url("] {
        assert!(!page.contains(wrong), "{wrong}");
    }
}

#[test]
fn a_table_is_read_row_by_row_with_the_names_of_its_columns() {
    use crate::pdf::typeset::{Block, Run, Table};
    let cell = |text: &str| vec![Run::plain(text)];
    let table = Table {
        header: vec![cell("No."), cell("Document")],
        rows: vec![vec![cell("1"), cell("A")], vec![cell("2"), cell("B & C")]],
        ..Table::default()
    };
    let blocks = [Block::Table(table)];
    assert_eq!(plain(&blocks), "No.: 1\nDocument: A\n\nNo.: 2\nDocument: B & C\n");
    let page = html("t", &blocks, false);
    assert!(page.contains("<th scope=\"col\">No.</th>") && page.contains("<td>B &amp; C</td>"));
}

#[test]
fn large_print_follows_the_adjustment() {
    let mut facts = facts();
    assert!(!facts.large_print());
    facts.adjustments.push(Adjustment::LargePrint);
    assert!(facts.large_print());
}

#[test]
fn the_covering_email_is_a_draft_that_holds_the_reference_the_pack_and_no_password() {
    let written = written(Kind::Email, |_, _| ());
    let covering = Covering {
        from: ("Northmere Homes Ombudsman", "information@northmere.example"),
        to: Some("liwia@example.org"),
        reference: "SAR-2026-0142",
        at: jiff::Timestamp::UNIX_EPOCH,
        large_print: false,
    };
    let attached = Attachment { name: "SAR-2026-0142.pdf", bytes: b"%PDF-2.0 the pack" };
    let bytes = draft(&covering, &written, &[attached]).expect("drafted");
    let read = mail_parser::MessageParser::default().parse(&bytes).expect("a message");
    assert_eq!(read.subject(), Some("SAR-2026-0142"));
    assert_eq!(read.header_raw("X-Unsent").map(str::trim), Some("1"));
    assert_eq!(read.to().and_then(|a| a.first()).and_then(|a| a.address()), Some("liwia@example.org"));
    let file = read.attachment(0).expect("the pack");
    assert_eq!(
        (file.attachment_name(), file.contents()),
        (Some("SAR-2026-0142.pdf"), &b"%PDF-2.0 the pack"[..])
    );
    assert_eq!(read.attachment_count(), 1);
    let (text, page) = (read.body_text(0).expect("text"), read.body_html(0).expect("a page"));
    for said in [
        "Windows",
        "Mac",
        "Phone",
        "Screen reader",
        "01632 960 100",
        "large print",
        "section 164A",
        "section 165",
    ] {
        assert!(text.contains(said) && page.contains(said), "{said}");
    }
    assert!(text.contains("at a number that we already hold for you. We never send it by e-mail."));
}

#[test]
fn an_email_without_a_password_says_nothing_of_one() {
    let said = written(Kind::Email, |_, told| told.protected = false).words();
    assert!(!said.to_lowercase().contains("password"), "{said}");
}

#[test]
fn no_name_of_a_body_can_break_out_of_the_head_of_the_message() {
    let written = written(Kind::Email, |_, _| ());
    let covering = Covering {
        from: ("A \"B\" <x@evil.example>, Ltd – Ö", "information@northmere.example"),
        to: None,
        reference: "SAR 7: “Ö”\r\nBcc: y@evil.example",
        at: jiff::Timestamp::UNIX_EPOCH,
        large_print: false,
    };
    let bytes = draft(&covering, &written, &[]).expect("drafted");
    let read = mail_parser::MessageParser::default().parse(&bytes).expect("a message");
    assert_eq!(
        read.from().and_then(|a| a.first()).and_then(|a| a.address()),
        Some("information@northmere.example")
    );
    assert_eq!(read.from().map(|a| a.iter().count()), Some(1));
    assert!(read.bcc().is_none() && read.to().is_none(), "{}", String::from_utf8_lossy(&bytes[..400]));
}
