//! What deciding promises, on cases, texts and findings made for it.

use std::ops::Range;

use super::*;
use crate::case::lists::{Lists, Term};
use crate::case::schema::CaseFile;
use crate::diag::Secret;
use crate::error::Exit;
use crate::find::{Anchor, Finding, Owner, PersonId, Tier};
use crate::text::{NO_GLYPH, PageText, PictureBox, testing::typed};

/// A case with a professional (0), a third party (1), somebody dead (2), one with consent (3).
fn case(more: &str) -> Case {
    let text = format!(
        r#"{{"schema":1,"request":{{"reference":"R","received":"2026-09-28","summary":"All"}},
        "data_subject":{{"name":"Ann Lee"}},
        "party":[{{"name":"Dr Bo Reed","role":"professional"}},
                 {{"name":"Marc Poirier","role":"third-party","exemption":"S2P4-24"}},
                 {{"name":"Old Tom","role":"deceased"}},
                 {{"name":"Kay Fox","role":"third-party","decision":"disclose","basis":"consent"}}]{more}}}"#
    );
    Case {
        folder: "case".into(),
        file: serde_json::from_str(&text).expect("a case"),
        sources: vec![],
        ignored: vec![],
        identity: vec![],
        lists: Lists::default(),
        notes: vec![],
    }
}

/// A page of lines, each glyph 6 × 10 points, lines 20 points apart.
fn page(number: u32, text: &str) -> PageText {
    typed(number, text, (72.0, 700.0), (6.0, 20.0))
}

fn document(name: &str, pages: Vec<PageText>) -> DocumentText {
    DocumentText { id: DocumentId(format!("id of {name}")), name: name.into(), pages, names: vec![] }
}

/// A finding of `text` where it first stands on the page.
fn finding(id: &str, at: (usize, &PageText), kind: Kind, owner: Owner, text: &str) -> Finding {
    let start = at.1.text.find(text).map(|b| at.1.text[..b].chars().count()).expect("on the page");
    let chars = start as u32..(start + text.chars().count()) as u32;
    let glyphs: Vec<Range<u32>> = at.1.origins[chars.start as usize..chars.end as usize]
        .iter()
        .filter(|g| **g != NO_GLYPH)
        .map(|g| *g..g + 1)
        .collect();
    let boxes = glyphs
        .iter()
        .map(|g| {
            at.1.geometry.display_rect(&at.1.glyphs.get(g.start as usize).expect("a glyph").quad.bounds())
        })
        .collect();
    Finding {
        id: FindingId(id.into()),
        document: at.0,
        page: at.1.page,
        kind,
        tier: Tier::Likely,
        reason: "for a test".into(),
        owner,
        person: None,
        exemption: None,
        text: Secret::new(text),
        chars,
        glyphs,
        anchor: Anchor { boxes, text: format!("hmac of {text}"), before: "b".into(), after: "a".into() },
    }
}

fn found(findings: Vec<Finding>) -> Found {
    Found { findings, ..Found::default() }
}

fn answer(seq: u64, scope: Scope, ruling: Ruling) -> Answer {
    let said = Said { by: "A Officer".into(), at: "2026-11-22".into(), seq };
    Answer { scope, ruling, exemption: String::new(), reason: String::new(), said }
}

fn about(finding: &Finding, document: &DocumentText) -> Scope {
    Scope::of(finding, &document.id)
}

/// Decides with some answers.
fn run(case: &Case, texts: &[DocumentText], found: &Found, answers: &[Answer], accept: bool) -> Decided {
    let documents: Vec<Document<'_>> =
        texts.iter().map(|text| Document { text, kind: SourceKind::Pdf }).collect();
    decide(&Input {
        case,
        documents: &documents,
        refusals: &[],
        found,
        answers,
        looked: &[],
        accepted: &[],
        accept_proposed: accept,
    })
}

fn exit(decided: &Decided) -> Option<Exit> {
    decided.plan("case").err().map(|e| e.exit)
}

/// The proposal for one finding: redacted under which exemption, or kept; and whether it is settled.
fn proposal(case: &Case, kind: Kind, owner: Owner, tier: Tier, text: &str) -> (String, bool) {
    let texts = [document("a.pdf", vec![page(1, text)])];
    let one = Finding { tier, ..finding("1", (0, &texts[0].pages[0]), kind, owner, text) };
    let decided = run(case, &texts, &found(vec![one]), &[], false);
    let p = &decided.choices[0].proposal;
    (if p.verdict == Verdict::Keep { "keep".into() } else { p.exemption.clone() }, p.by_case)
}

#[test]
fn a_profession_of_para_17_is_kept_in_its_work_and_no_other_is() {
    let of = |role: &str, profession: &str| {
        let file: CaseFile = serde_json::from_str(&format!(
            r#"{{"schema":1,"request":{{"reference":"R","received":"2026-09-28","summary":"All"}},
            "data_subject":{{"name":"Ann Lee"}},"party":[{{"name":"Bo Reed","role":"{role}"{profession}}}]}}"#
        ))
        .expect("a case");
        let case = Case { file, ..case("") };
        [("Bo Reed", Kind::Person), ("07700 900852", Kind::Phone)]
            .map(|(text, kind)| proposal(&case, kind, Owner::Party(0), Tier::Certain, text).0)
    };
    let health = r#","profession":"health""#;
    assert_eq!(of("third-party", health), ["keep", "S2P3-16"]);
    assert_eq!(of("professional", health), ["keep", "S2P3-16"]);
    assert_eq!(of("third-party", ""), ["S2P3-16", "S2P3-16"]);
}

#[test]
fn sickness_of_staff_is_proposed_to_go_and_other_passages_stay() {
    let told = |reason: &str| {
        let texts = [document("a.pdf", vec![page(1, "Bo is off sick")])];
        let mut one = finding("1", (0, &texts[0].pages[0]), Kind::Special, Owner::Discovered, "off sick");
        (one.tier, one.reason) = (Tier::Check, reason.into());
        let decided = run(&case(""), &texts, &found(vec![one]), &[], false);
        (decided.choices[0].proposal.verdict, decided.choices[0].proposal.by_case)
    };
    assert_eq!(
        told(&format!("{}; it seems to be about P02", crate::find::ABSENCE)),
        (Verdict::Redact, false)
    );
    assert_eq!(told("may be health data; it seems to be about P02"), (Verdict::Keep, false));
}

#[test]
fn roles_and_owners_propose_what_an_officer_expects() {
    use Kind::{Address, DateOfBirth, Email, Nino, Person, Phone, Special};
    let case = case("");
    for (kind, owner, tier, text, want, settled) in [
        (Person, Owner::Subject, Tier::Certain, "Ann Lee", "keep", true),
        (Nino, Owner::Subject, Tier::Check, "AB023406A", "keep", true),
        (Person, Owner::Party(0), Tier::Certain, "Dr Bo Reed", "keep", true),
        (Email, Owner::Party(0), Tier::Certain, "b.reed@nhs.net", "keep", true),
        (Email, Owner::Party(0), Tier::Certain, "boreed@gmail.com", "S2P3-16", true),
        (Phone, Owner::Party(0), Tier::Certain, "020 7946 0000", "keep", true),
        (Phone, Owner::Party(0), Tier::Certain, "07700 900852", "S2P3-16", true),
        (Phone, Owner::Party(0), Tier::Certain, "+44 (0)7700 900852", "S2P3-16", true),
        (Address, Owner::Party(0), Tier::Certain, "1 Home Road", "S2P3-16", true),
        (DateOfBirth, Owner::Party(0), Tier::Certain, "1 May 1970", "S2P3-16", true),
        (Person, Owner::Party(1), Tier::Certain, "Marc Poirier", "S2P4-24", true),
        (Person, Owner::Party(1), Tier::Check, "Marc", "S2P4-24", false),
        (Person, Owner::Party(2), Tier::Certain, "Old Tom", "NPD", true),
        (Address, Owner::Party(3), Tier::Certain, "2 Fox Lane", "keep", true),
        (Person, Owner::Discovered, Tier::Likely, "Jo Bloggs", "S2P3-16", false),
        (Nino, Owner::Discovered, Tier::Check, "AB123456C", "S2P3-16", false),
        (Special, Owner::Discovered, Tier::Check, "has asthma", "keep", false),
        (Address, Owner::Ambiguous, Tier::Likely, "1 Shared St", "keep", false),
        (Person, Owner::Ambiguous, Tier::Check, "Lee", "S2P3-16", false),
        (Phone, Owner::Nobody, Tier::Likely, "0300 111 3000", "keep", true),
    ] {
        assert_eq!(
            proposal(&case, kind, owner, tier, text),
            (want.to_owned(), settled),
            "{kind:?} {owner:?} {text}"
        );
    }
}

#[test]
fn lists_and_the_requesters_own_documents_settle() {
    let term =
        |t: &str, e: Option<&str>| Term { term: Secret::new(t), kind: None, exemption: e.map(Into::into) };
    let mut listed = case("");
    listed.lists =
        Lists { block: vec![term("Jo Bloggs", Some("S2P4-19"))], allow: vec![term("Max Power", None)] };
    let p = |case: &Case, text: &str| proposal(case, Kind::Person, Owner::Discovered, Tier::Check, text);
    assert_eq!(p(&listed, "Jo Bloggs"), ("S2P4-19".into(), true));
    assert_eq!(p(&listed, "Max Power"), ("keep".into(), true));
    let supplied = case(r#","document":[{"file":"a.pdf","author":"requester"}]"#);
    assert_eq!(p(&supplied, "Jo Bloggs"), ("keep".into(), true));
}

#[test]
fn the_requesters_own_words_are_not_under_any_panel() {
    let texts = [document("a.pdf", vec![page(1, "Ann Lee met Marc Poirier")])];
    let at = (0, &texts[0].pages[0]);
    let findings = found(vec![
        finding("1", at, Kind::Person, Owner::Subject, "Ann Lee"),
        finding("2", at, Kind::Person, Owner::Party(1), "Marc Poirier"),
    ]);
    let decided = run(&case(""), &texts, &findings, &[], false);
    let plan = decided.plan("case").expect("case.toml settles both");
    let panel = &plan.documents[0].panels;
    assert_eq!(panel.len(), 1);
    assert_eq!(
        (panel[0].mark.as_str(), panel[0].exemption.as_str(), panel[0].settled),
        ("REF", "S2P4-24", Settled::ByCase)
    );
    // "Marc Poirier" begins at the thirteenth glyph: 72 + 12 × 6 points from the left
    assert_eq!(panel[0].rect.rounded(), [144.0, 132.0, 216.0, 142.0]);
    assert_eq!(panel[0].glyphs, vec![12..24]);
}

#[test]
fn what_lies_inside_the_data_subjects_own_stays() {
    let texts = [document("a.pdf", vec![page(1, "1 High St, PR2 8TU and PR2 8TU")])];
    let at = (0, &texts[0].pages[0]);
    let findings = found(vec![
        finding("1", at, Kind::Address, Owner::Subject, "1 High St, PR2 8TU"),
        finding("2", at, Kind::Postcode, Owner::Discovered, "PR2 8TU"),
        finding("3", at, Kind::Postcode, Owner::Discovered, "8TU and PR2"),
    ]);
    let decided = run(&case(""), &texts, &findings, &[], false);
    assert_eq!(decided.undecided, [2], "only what goes beyond it needs deciding");
}

#[test]
fn one_silent_exemption_takes_the_marks_from_all_panels() {
    let texts = [document("a.pdf", vec![page(1, "Marc Poirier, Jo Bloggs")])];
    let at = (0, &texts[0].pages[0]);
    let findings = vec![
        finding("1", at, Kind::Person, Owner::Party(1), "Marc Poirier"),
        finding("2", at, Kind::Person, Owner::Discovered, "Jo Bloggs"),
    ];
    let said = |e: &str| {
        [Answer { exemption: e.into(), ..answer(1, about(&findings[1], &texts[0]), Ruling::Redact) }]
    };
    for (exemption, marks, silent) in [("NPD", ["REF", "NPD"], false), ("S2P1-2", ["", ""], true)] {
        let decided = run(&case(""), &texts, &found(findings.clone()), &said(exemption), false);
        let got: Vec<&str> = decided.preview().documents[0].panels.iter().map(|p| p.mark.as_str()).collect();
        assert_eq!((got, decided.silent), (marks.to_vec(), silent), "{exemption}");
    }
}

#[test]
fn a_name_over_two_lines_gets_a_panel_on_each() {
    let texts = [document("a.pdf", vec![page(1, "I saw Marc\nPoirier there")])];
    let one = finding("1", (0, &texts[0].pages[0]), Kind::Person, Owner::Party(1), "Marc\nPoirier");
    let decided = run(&case(""), &texts, &found(vec![one]), &[], false);
    let rects: Vec<[f64; 4]> =
        decided.preview().documents[0].panels.iter().map(|p| p.rect.rounded()).collect();
    assert_eq!(rects, [[108.0, 132.0, 132.0, 142.0], [72.0, 152.0, 114.0, 162.0]]);
}

#[test]
fn overlapping_findings_make_one_panel_that_the_firmer_one_labels() {
    let texts = [document("a.pdf", vec![page(1, "poirier@fox.org")])];
    let at = (0, &texts[0].pages[0]);
    let findings = found(vec![
        finding("1", at, Kind::Email, Owner::Discovered, "poirier@fox.org"),
        finding("2", at, Kind::Person, Owner::Party(1), "poirier"),
    ]);
    let decided = run(&case(""), &texts, &findings, &[], true);
    let panels = &decided.preview().documents[0].panels;
    assert_eq!(panels.len(), 1);
    assert_eq!(
        (panels[0].settled, panels[0].glyphs.clone()),
        (Settled::ByCase, std::iter::once(0..15).collect::<Vec<_>>())
    );
}

mod alikes;
mod answers;
mod contradictions;
mod copies;
mod gates;
mod left;
mod marks;
mod second;
mod spreadsheet;
