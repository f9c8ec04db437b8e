//! Whole cases, invented: who is found, whose it is, and what stays the requester's.

use super::*;
use crate::case::schema::CaseFile;
use crate::diag::Untrusted;
use crate::geom::Rect;
use crate::load::DocumentId;
use crate::text::{DocumentText, PageText, testing::typed};

mod told_apart;

const KEY: [u8; 32] = [7; 32];

const CASE: &str = r#"
schema = 1
[request]
reference = "T-1"
received = "2026-09-28"
summary = "all"
[data_subject]
name = "Aisha Khan"
title = "Mrs"
date_of_birth = "1980-03-04"
addresses = ["31 Harbour Road, Preston, PR2 8TU"]
emails = ["aisha.khan@example.org"]
phones = ["07700 900852"]
identifiers = ["202522017", "AB123456A"]
[[party]]
name = "Margaret Kowalczyk-Price"
role = "third-party"
addresses = ["33 Harbour Road, Preston, PR2 8TU"]
phones = ["07700 900111"]
[[party]]
name = "Imran Khan"
title = "Mr"
role = "household"
phones = ["07700 900852"]
[find]
patterns = [{ name = "tenancy", pattern = 'T\d{8}', exemption = "third-party" }]
"#;

/// A page of ten characters a line, each character with a glyph of its own.
fn page(number: u32, text: &str) -> PageText {
    typed(number, text, (0.0, 700.0), (5.0, 12.0))
}

fn document(name: &str, text: &str) -> DocumentText {
    let id = DocumentId(name.to_owned());
    DocumentText { id, name: Untrusted::new(name), pages: vec![page(1, text)], names: vec![] }
}

fn found(case: &str, texts: &[&str]) -> Found {
    let case: CaseFile = toml::from_str(case).expect("a case of ours");
    let documents: Vec<DocumentText> =
        texts.iter().enumerate().map(|(i, t)| document(&format!("d{i}"), t)).collect();
    find(&FindRequest { case: Some(&case), documents: &documents, key: &KEY, block: &[], allow: &[] })
}

/// Owner and text of each finding, in order.
fn seen(texts: &[&str]) -> Vec<(Owner, String)> {
    found(CASE, texts).findings.iter().map(|f| (f.owner, f.text.expose().to_owned())).collect()
}

fn check(text: &str, want: &[(Owner, &str)]) {
    let got = seen(&[text]);
    let got: Vec<(Owner, &str)> = got.iter().map(|(o, t)| (*o, t.as_str())).collect();
    assert_eq!(got, want, "in: {text}");
}

#[test]
fn every_form_of_a_partys_name_is_theirs() {
    use Owner::Party;
    for form in [
        "Margaret Kowalczyk-Price",
        "MARGARET KOWALCZYK-PRICE",
        "KOWALCZYK-PRICE, Margaret",
        "Mrs Kowalczyk",
        "M. Kowalczyk-Price",
        "Maggie",
        "Peggy Kowalczyk",
        "margaret kowalczyk",
        "Kowalcyzk",
    ] {
        check(&format!("It was {form} who did it."), &[(Party(0), form)]);
    }
    check("It was Kowalczyk-Price, Margaret.", &[(Party(0), "Kowalczyk-Price, Margaret")]);
    check("Then Margaret's dog barked.", &[(Party(0), "Margaret")]);
}

#[test]
fn a_name_over_a_line_break_or_a_hyphened_break_is_found_whole() {
    check("We saw Margaret\nKowalczyk there.", &[(Owner::Party(0), "Margaret\nKowalczyk")]);
    check("We saw Mrs Kowal-\nczyk there.", &[(Owner::Party(0), "Mrs Kowal-\nczyk")]);
}

#[test]
fn the_requesters_own_data_is_the_requesters() {
    let text = "Mrs Khan of 31 Harbour Road, Preston, PR2 8TU, born on 4 March 1980, NI AB 12 34 56 A,\n\
                wrote from aisha.khan@example.org about case 202522017.";
    let got = seen(&[text]);
    assert!(got.len() >= 6, "{got:?}");
    assert!(got.iter().all(|(owner, _)| *owner == Owner::Subject), "{got:?}");
}

#[test]
fn a_neighbour_on_the_same_street_goes_whole() {
    check(
        "from 35 Harbour Road, Preston, PR2 8TU again",
        &[(Owner::Discovered, "35 Harbour Road, Preston, PR2 8TU")],
    );
    check("at 33 Harbour Road today", &[(Owner::Party(0), "33 Harbour Road")]);
}

#[test]
fn half_of_the_requesters_surname_with_their_title_is_never_somebody_elses_for_sure() {
    let case = CASE
        .replace("Aisha Khan", "Aisha Malik-Khan")
        .replace("Imran Khan", "Olga Khan")
        .replace("title = \"Mr\"", "");
    let owners = |text| found(&case, &[text]).findings.iter().map(|f| f.owner).collect::<Vec<_>>();
    assert_eq!(owners("Mrs Khan called us."), [Owner::Ambiguous]);
    assert_eq!(owners("Olga Khan called us."), [Owner::Party(1)]);
    assert_eq!(owners("Mr Khan called us."), [Owner::Party(1)]);
}

#[test]
fn a_surname_of_the_household_is_told_by_title_and_forename_or_flagged() {
    check("Mr Khan rang.", &[(Owner::Party(1), "Mr Khan")]);
    check("Mrs Khan rang.", &[(Owner::Subject, "Mrs Khan")]);
    check("Imran rang Aisha.", &[(Owner::Party(1), "Imran"), (Owner::Subject, "Aisha")]);
    check("We told Khan so.", &[(Owner::Ambiguous, "Khan")]);
    check("Call 07700 900852 now", &[(Owner::Ambiguous, "07700 900852")]);
}

#[test]
fn a_couple_and_initials_are_flagged_or_the_requesters() {
    check("Mr and Mrs Khan rang.", &[(Owner::Ambiguous, "Mr and Mrs Khan")]);
    check("We told A.K. so.", &[(Owner::Subject, "A.K")]);
    check("We told MK to go.", &[(Owner::Party(0), "MK")]);
}

#[test]
fn titles_of_both_sexes_flag_a_requester_whose_title_is_not_known() {
    let case = CASE.replace("title = \"Mrs\"\n", "").replace("Imran Khan", "Jo Bloggs");
    let got = found(&case, &["Mr Khan rang. Mrs Khan too.", "Aisha left."]);
    let owners: Vec<Owner> = got.findings.iter().map(|f| f.owner).collect();
    assert_eq!(owners, [Owner::Ambiguous, Owner::Ambiguous, Owner::Subject]);
}

#[test]
fn a_name_inside_a_longer_word_is_found() {
    check("see KowalczykStatement.pdf", &[(Owner::Party(0), "KowalczykStatement")]);
    check("user mkowalczyk wrote", &[(Owner::Party(0), "mkowalczyk")]);
    check("seen by marek_kowalczyk_2", &[(Owner::Party(0), "kowalczyk")]);
    check("The Kowalczyks shout.", &[(Owner::Party(0), "Kowalczyks")]);
}

#[test]
fn hostile_text_is_read_without_harm() {
    let long = "A".repeat(5000) + &" mr".repeat(300) + &"(".repeat(500) + &"0 ".repeat(2000);
    for text in [
        "",
        "\n\n",
        "-\n",
        "\u{301}",
        "Mr",
        "Mr and",
        "A. B. C.",
        "@@@@",
        "0 0 0",
        "\u{0}\u{fffd}é\u{200b}",
        "名前 山田太郎 さん",
        &long,
    ] {
        let chars = text.chars().count() as u32;
        for finding in plain(&[("x", text)]).concat() {
            assert!(finding.start < finding.end && finding.end <= chars, "{finding:?}");
        }
        let _ = found(CASE, &[text]);
    }
}

#[test]
fn what_one_document_proves_is_found_in_all() {
    let got = found(CASE, &["My neighbour Tariq Okonkwo shouts.", "then OKONKWO left and okonkwo laughed"]);
    let texts: Vec<(usize, &str)> = got.findings.iter().map(|f| (f.document, f.text.expose())).collect();
    assert_eq!(texts, [(0, "Tariq Okonkwo"), (1, "OKONKWO"), (1, "okonkwo")]);
    let person = got.findings[0].person;
    assert!(got.findings.iter().all(|f| f.person == person));
    let entry = got.people.iter().find(|p| Some(p.id) == person).expect("in the book");
    assert_eq!((entry.owner, entry.mentions), (Owner::Discovered, 3));
    assert_eq!(got.people[0].id, PersonId(0));
    assert_eq!(got.people[0].owner, Owner::Subject);
}

#[test]
fn a_mailbox_tells_whose_it_is() {
    check("to m.kowalczyk-price@example.net", &[(Owner::Party(0), "m.kowalczyk-price@example.net")]);
    check("to complaints@example.net", &[(Owner::Nobody, "complaints@example.net")]);
}

#[test]
fn block_and_allow_lists_and_patterns_are_followed() {
    let case: CaseFile = toml::from_str(CASE).expect("a case of ours");
    let documents = [document("a", "The Gate project, T12345678, and Doctor Best; ring 01632 960014.")];
    let term = |t: &str, kind| ListTerm { term: Secret::new(t), kind, exemption: Some("x".to_owned()) };
    let (block, allow) = ([term("gate project", Kind::Custom)], [term("01632 960014", Kind::Phone)]);
    let request =
        FindRequest { case: Some(&case), documents: &documents, key: &KEY, block: &block, allow: &allow };
    let got: Vec<(Kind, Owner, String, Option<String>)> = find(&request)
        .findings
        .into_iter()
        .filter(|f| f.kind != Kind::Person)
        .map(|f| (f.kind, f.owner, f.text.expose().to_owned(), f.exemption))
        .collect();
    let want = [
        (Kind::Custom, Owner::Discovered, "Gate project".to_owned(), Some("x".to_owned())),
        (Kind::Custom, Owner::Discovered, "T12345678".to_owned(), Some("third-party".to_owned())),
        (Kind::Phone, Owner::Nobody, "01632 960014".to_owned(), None),
    ];
    assert_eq!(got, want);
}

#[test]
fn a_finding_knows_its_glyphs_and_one_box_a_line() {
    let got = found(CASE, &["Saw Imran\nKhan today"]);
    let finding = &got.findings[0];
    assert_eq!(finding.chars, 4..14);
    assert_eq!((finding.glyphs.len(), &finding.glyphs[0]), (1, &(4..13)));
    assert_eq!(finding.anchor.boxes.len(), 2);
    assert_eq!(finding.anchor.boxes[0], Rect::new(20.0, 132.0, 45.0, 142.0));
    assert_eq!(finding.id.0.len(), 16);
}

#[test]
fn the_identity_of_a_finding_depends_on_the_key_and_on_nothing_else_around_it() {
    let case: CaseFile = toml::from_str(CASE).expect("a case of ours");
    let id = |key: &[u8; 32], name: &str| {
        let documents = [document(name, "Mr Khan rang.")];
        find(&FindRequest { case: Some(&case), documents: &documents, key, block: &[], allow: &[] }).findings
            [0]
        .id
        .clone()
    };
    assert_eq!(id(&KEY, "a"), id(&KEY, "a"));
    assert_ne!(id(&KEY, "a"), id(&[8; 32], "a"));
    assert_ne!(id(&KEY, "a"), id(&KEY, "b"));
}

#[test]
fn redact_rules_select_what_they_name_and_nothing_else() {
    let text = "Dear Jo,\nMr Tariq Okon-\nkwo (07700 900123) said the Secret\nGarden is shut. T. Okonkwo, Ann Lee, X-99.";
    let documents = [document("a", text)];
    let secret = |s: &str| vec![Secret::new(s)];
    let shown = |rules: &RedactRules| -> Vec<String> {
        select(&documents, rules, &KEY).iter().map(|f| f.text.expose().to_owned()).collect()
    };
    let rules = RedactRules { texts: secret("secret garden"), ..RedactRules::default() };
    assert_eq!(shown(&rules), ["Secret\nGarden"]);
    let rules = RedactRules { kinds: vec![Kind::Phone], ..RedactRules::default() };
    assert_eq!(shown(&rules), ["07700 900123"]);
    let rules = RedactRules { regexes: vec![compile(r"X-\d+").expect("ours")], ..RedactRules::default() };
    assert_eq!(shown(&rules), ["X-99"]);
    let rules = RedactRules { names: secret("Tariq Okonkwo"), ..RedactRules::default() };
    assert_eq!(shown(&rules), ["Mr Tariq Okon-\nkwo", "T. Okonkwo"]);
}

#[test]
fn a_cell_of_a_table_ends_a_name() {
    check("Mr Khan\tWater\tImran\tBath", &[(Owner::Party(1), "Mr Khan"), (Owner::Party(1), "Imran")]);
}

#[test]
fn known_people_are_found_in_running_text() {
    check(
        "We thank those who came: for the roses,\nand Margaret Kowalczyk brought cake.\nLeaks in the building: Aisha Khan of flat 14.",
        &[
            (Owner::Party(0), "Margaret Kowalczyk"),
            (Owner::Subject, "Aisha Khan"),
            (Owner::Discovered, "flat 14"),
        ],
    );
}

#[test]
fn a_desk_line_under_a_professional_is_theirs_and_a_mobile_is_not() {
    let case = CASE.replace("role = \"third-party\"", "role = \"professional\"");
    let text = "Margaret Kowalczyk\nHousing Officer\nDirect line 01632 960118\nMobile 07700 900555";
    let got = found(&case, &[text]);
    let owners: Vec<Owner> = got.findings.iter().map(|f| f.owner).collect();
    assert_eq!(owners, [Owner::Party(0), Owner::Party(0), Owner::Discovered]);
}

#[test]
fn plain_texts_do_not_learn_from_each_other() {
    let got = plain(&[("a", "My neighbour Tariq Okonkwo shouts."), ("b", "then okonkwo laughed")]);
    let spans: Vec<Vec<(u32, u32, Kind)>> =
        got.iter().map(|f| f.iter().map(|f| (f.start, f.end, f.kind)).collect()).collect();
    assert_eq!(spans, [vec![(13, 26, Kind::Person)], vec![]]);
}

#[test]
fn a_sample_shows_what_lists_patterns_and_switched_off_kinds_do() {
    let case: CaseFile = toml::from_str(CASE).expect("a case of ours");
    let term = |t: &str, kind| ListTerm { term: Secret::new(t), kind, exemption: None };
    let mut rules = PlainRules {
        find: case.find,
        block: vec![term("gate project", Kind::Custom)],
        allow: vec![term("01632 960014", Kind::Phone)],
    };
    rules.find.off = vec![Kind::Email];
    let sample = "T12345678: the Gate project, 01632-960014, 07700 900123, a.lee@example.org";
    let seen: Vec<(u32, Kind)> =
        plain_with(&[("sample", sample)], &rules).concat().iter().map(|f| (f.start, f.kind)).collect();
    assert_eq!(seen, [(0, Kind::Custom), (15, Kind::Custom), (43, Kind::Phone)]);
}

#[test]
fn every_kind_can_be_switched_off() {
    let text = "Mr Lee, 5 Mill Lane, Leeds LS1 4AB, 07700 900123, a.lee@example.org, NI AB 12 34 56 C, DOB 1/2/80, \
                aged 7, reg AB12 CDE, UTR 1123456789, @ann_lee, 192.0.2.17";
    let kinds: std::collections::BTreeSet<Kind> =
        plain(&[("a", text)]).concat().iter().map(|f| f.kind).collect();
    assert!(kinds.len() >= 9, "{kinds:?}");
    for kind in kinds {
        let mut rules = PlainRules::default();
        rules.find.off = vec![kind];
        assert!(plain_with(&[("a", text)], &rules).concat().iter().all(|f| f.kind != kind), "{kind}");
    }
}
