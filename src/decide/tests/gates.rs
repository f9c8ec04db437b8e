//! What stops a build, and what lets it go on.

use super::*;
use crate::decide::exchange::looked_at;

#[test]
fn what_nobody_decided_stops_the_build_unless_proposals_are_taken() {
    let texts = [document("a.pdf", vec![page(1, "Jo Bloggs has asthma")])];
    let at = (0, &texts[0].pages[0]);
    let findings = found(vec![
        finding("1", at, Kind::Person, Owner::Discovered, "Jo Bloggs"),
        finding("2", at, Kind::Special, Owner::Discovered, "has asthma"),
    ]);
    let open = run(&case(""), &texts, &findings, &[], false);
    assert_eq!((exit(&open), open.undecided.len()), (Some(Exit::Undecided), 2));
    let hint = &open.plan("my case").expect_err("open").problems[0].hint;
    assert!(hint.contains("blackpanel list 'my case' --csv"), "{hint}");
    let taken = run(&case(""), &texts, &findings, &[], true);
    let plan = taken.plan("case").expect("taken");
    assert_eq!((plan.documents[0].panels.len(), plan.documents[0].panels[0].settled), (1, Settled::Proposed));
    assert_eq!((taken.counts.sensitive, taken.counts.proposed, taken.reviewed()), (1, 2, false));
}

#[test]
fn a_page_that_could_not_be_searched_stops_until_somebody_looked() {
    let mut scan = page(1, "");
    scan.pictures.push(PictureBox { quad: Rect::new(0.0, 0.0, 595.0, 842.0).to_quad(), share: 1.0 });
    let texts =
        [document("my scan.pdf", vec![scan, page(2, "text")]), document("photo.jpg", vec![page(1, "")])];
    let documents = [
        Document { text: &texts[0], kind: SourceKind::Pdf },
        Document { text: &texts[1], kind: SourceKind::Image },
    ];
    let (case, none) = (case(""), found(vec![]));
    let go = |looked: &[Looked], answers: &[Answer]| {
        let input = Input {
            case: &case,
            documents: &documents,
            refusals: &[],
            found: &none,
            answers,
            looked,
            accepted: &[],
            accept_proposed: true,
        };
        decide(&input)
    };
    let open = go(&[], &[]);
    let error = open.plan("case").expect_err("taking proposals does not override it");
    assert_eq!((error.exit, error.problems.len()), (Exit::Unchecked, 2));
    assert!(
        error.problems[0].hint.contains("blackpanel decide case --looked-at 'my scan.pdf:1'"),
        "{error:?}"
    );
    // the photo was read: it is not said that it was not
    assert!(error.problems[1].what.contains("its words were searched"), "{error:?}");
    assert!(!error.problems[0].what.contains("its words were searched"), "{error:?}");
    let both = looked_at("all", &documents, &[], &open.to_look).expect("all");
    assert_eq!(exit(&go(&both, &[])), None);
    let one = looked_at("my scan.pdf:1", &documents, &[], &open.to_look).expect("one");
    assert_eq!(go(&one, &[]).to_look.len(), 1);
    assert_eq!(
        go(&looked_at("photo.jpg", &documents, &[], &[]).expect("file"), &one_withheld(&texts[0]))
            .to_look
            .len(),
        0
    );
    for wrong in ["nothing.pdf", "my scan.pdf:3", "my scan.pdf:x", "photo.jpg:"] {
        assert_eq!(looked_at(wrong, &documents, &[], &[]).expect_err(wrong).exit, Exit::Usage);
    }
}

/// The first page of a document, withheld.
fn one_withheld(document: &DocumentText) -> [Answer; 1] {
    [answer(1, Scope::Page { document: document.id.clone(), page: 1 }, Ruling::Withhold)]
}

#[test]
fn withheld_and_excluded_documents_leave_the_plan_with_their_members() {
    let case = case(
        r#","document":[{"file":"mail.eml","decision":"exclude","reason":"Not about it"},
        {"file":"mail.eml!2/keep.pdf"},{"file":"b.pdf","decision":"withhold","reason":"In confidence","exemption":"S2P4-24"}]"#,
    );
    let names = ["mail.eml", "mail.eml!1/gone.pdf", "mail.eml!2/keep.pdf", "b.pdf", "c.pdf"];
    let texts = names.map(|n| document(n, vec![page(1, "Jo Bloggs")]));
    let findings = texts.iter().enumerate().map(|(i, t)| {
        finding(&i.to_string(), (i, &t.pages[0]), Kind::Person, Owner::Discovered, "Jo Bloggs")
    });
    let decided = run(&case, &texts, &found(findings.collect()), &[], false);
    assert_eq!(decided.disclosed, [2, 4]);
    assert_eq!(decided.undecided, [2, 4], "nothing needs deciding in what is not in the pack");
    let held: Vec<(&str, bool)> = decided.held.iter().map(|h| (h.name.raw(), h.excluded)).collect();
    assert_eq!(held, [("mail.eml", true), ("mail.eml!1/gone.pdf", true), ("b.pdf", false)]);
}

fn refusal(name: &str, held: Option<&str>) -> Refusal {
    Refusal {
        name: name.into(),
        id: DocumentId(name.into()),
        source_sha256: String::new(),
        size: 1,
        problem: Problem::new(crate::diag::Place::file(name), "is damaged", "ask for a better copy"),
        locked: false,
        held: held.map(str::to_owned),
    }
}

fn unread(case: &Case, refusals: &[Refusal], answers: &[Answer], looked: &[Looked]) -> Decided {
    let (documents, found) = (&[], &found(vec![]));
    decide(&Input { case, documents, refusals, found, answers, looked, accepted: &[], accept_proposed: true })
}

#[test]
fn what_could_not_be_read_stops_until_it_is_excluded_or_withheld() {
    let case = case(r#","document":[{"file":"a.zip","decision":"exclude","reason":"Not about it"}]"#);
    let refusals = [refusal("a.zip", None), refusal("b.doc", None)];
    let go = |answers: &[Answer]| unread(&case, &refusals, answers, &[]);
    let error = go(&[]).plan("case").expect_err("b.doc");
    assert_eq!((error.exit, error.problems.len()), (Exit::Unchecked, 1));
    assert!(error.problems[0].hint.contains("exclude"), "{error:?}");
    let withheld = answer(1, Scope::Document { document: refusals[1].id.clone() }, Ruling::Withhold);
    assert_eq!(exit(&go(&[withheld])), None);
}

#[test]
fn what_no_page_can_show_stops_until_a_person_has_dealt_with_it_by_name() {
    let (case, refusals) = (case(""), [refusal("my call.mp3", Some("Recording")), refusal("b.doc", None)]);
    let error = unread(&case, &refusals[..1], &[], &[]).plan("case").expect_err("a call");
    assert!(error.problems[0].hint.contains("--looked-at 'my call.mp3' "), "{error:?}");
    let dealt = looked_at("my call.mp3", &[], &refusals, &[]).expect("held");
    let decided = unread(&case, &refusals[..1], &[], &dealt);
    assert_eq!(exit(&decided), None);
    let held = &decided.held[0];
    assert_eq!(
        (held.beside.as_deref(), held.is_withheld(), held.excluded),
        (Some("Recording"), false, false)
    );
    assert_eq!(looked_at("b.doc", &[], &refusals, &[]).expect_err("damaged").exit, Exit::Usage);
    assert!(looked_at("all", &[], &refusals, &[]).expect("nothing").is_empty(), "each by its name");
    let looked = Looked { document: refusals[1].id.clone(), ..dealt[0].clone() };
    let still = unread(&case, &refusals[1..], &[], &[looked]);
    assert_eq!(exit(&still), Some(Exit::Unchecked), "a damaged file is not held");
}

#[test]
fn an_extract_discloses_only_its_pages() {
    let extract = |e: &str| case(&format!(r#","document":[{{"file":"a.pdf","extract":{e}}}]"#));
    let texts = [document("a.pdf", (1..=4).map(|n| page(n, "text")).collect())];
    let decided = run(&extract(r#"{"pages":"2-3"}"#), &texts, &found(vec![]), &[], false);
    let plan = decided.plan("case").expect("settled");
    let places: Vec<_> = (1..=4).map(|n| plan.documents[0].place_of(n)).collect();
    assert_eq!(places, [None, Some(1), Some(2), None]);
    assert!(plan.documents[0].withheld.is_empty(), "the other pages are not there at all");
    for wrong in [r#"{"pages":"2-5"}"#, r#"{"box":"5:1,1,9,9"}"#, r#"{"box":"1:9000,1,9001,9"}"#] {
        let decided = run(&extract(wrong), &texts, &found(vec![]), &[], true);
        assert_eq!(exit(&decided), Some(Exit::Usage), "{wrong}");
    }
}

#[test]
fn nothing_outside_a_box_needs_deciding_and_all_of_it_must_be_absent() {
    let case = case(r#","document":[{"file":"a.pdf","extract":{"box":"1:0,100,600,150"}}]"#);
    let texts = [document("a.pdf", vec![page(1, "words here"), page(2, "Quillfeather elsewhere")])];
    let at = (0, &texts[0].pages[1]);
    let findings = found(vec![finding("1", at, Kind::Person, Owner::Discovered, "Quillfeather")]);
    let decided = run(&case, &texts, &findings, &[], false);
    assert!(decided.choices[0].moot && decided.undecided.is_empty());
    let documents = [Document { text: &texts[0], kind: SourceKind::Pdf }];
    let plan = decided.plan("case").expect("settled");
    let left = crate::decide::residue::residue(&documents, &findings, Some(&decided.choices), plan, &[]);
    assert!(left.absent.contains(&Secret::new("Quillfeather elsewhere")), "{}", left.absent.len());
}
