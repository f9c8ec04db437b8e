//! What people decided: who wins, what binds, what is an orphan.

use super::*;

#[test]
fn a_human_answer_always_wins_and_the_finest_most() {
    let texts = [document("a.pdf", vec![page(1, "Marc Poirier")])];
    let mut one = finding("1", (0, &texts[0].pages[0]), Kind::Person, Owner::Party(1), "Marc Poirier");
    one.person = Some(PersonId(3));
    let rect = Rect::new(0.0, 0.0, 595.0, 842.0);
    let document = || texts[0].id.clone();
    let scopes = [
        about(&one, &texts[0]),
        Scope::Box { document: document(), page: 1, rect },
        Scope::Text { text: one.anchor.text.clone() },
        Scope::Person { person: PersonId(3), texts: vec![one.anchor.text.clone()] },
        Scope::Page { document: document(), page: 1 },
        Scope::Document { document: document() },
    ];
    let all = found(vec![one]);
    let verdict = |answers: &[Answer]| {
        let decided = run(&case(""), &texts, &all, answers, false);
        let settled = decided.choices[0].settled.clone().expect("settled");
        (settled.verdict, settled.settled)
    };
    for scope in &scopes {
        let kept = verdict(&[answer(1, scope.clone(), Ruling::Keep)]);
        assert_eq!(kept, (Verdict::Keep, Settled::Decided), "{scope:?} wins over case.toml");
    }
    // of each neighbouring pair the finer wins, whichever came later
    for pair in scopes[..4].windows(2) {
        for (fine, coarse) in [(1, 2), (2, 1)] {
            let answers = [
                answer(fine, pair[0].clone(), Ruling::Keep),
                answer(coarse, pair[1].clone(), Ruling::Redact),
            ];
            assert_eq!(verdict(&answers).0, Verdict::Keep, "{:?} against {:?}", pair[0], pair[1]);
        }
    }
    // of the same scope, the later
    let twice = [answer(1, scopes[0].clone(), Ruling::Keep), answer(2, scopes[0].clone(), Ruling::Redact)];
    assert_eq!(verdict(&twice).0, Verdict::Redact);
}

#[test]
fn an_answer_follows_its_text_when_the_id_changes_and_is_an_orphan_when_it_cannot() {
    let texts = [document("a.pdf", vec![page(1, "Marc Poirier and Jo")])];
    let now = finding("new", (0, &texts[0].pages[0]), Kind::Person, Owner::Discovered, "Marc Poirier");
    let settled = |then: &Finding| {
        let said = [answer(1, about(then, &texts[0]), Ruling::Keep)];
        let decided = run(&case(""), &texts, &found(vec![now.clone()]), &said, false);
        (decided.choices[0].settled.is_some(), decided.orphans.len(), exit(&decided))
    };
    let then = |dx: f64, text: &str, page: u32| {
        let mut f = Finding { id: FindingId("old".into()), page, ..now.clone() };
        f.anchor.boxes.iter_mut().for_each(|b| (b.x0, b.x1) = (b.x0 + dx, b.x1 + dx));
        f.anchor.text = text.into();
        f
    };
    let same = now.anchor.text.clone();
    assert_eq!(settled(&now), (true, 0, None), "the same id");
    assert_eq!(settled(&then(0.5, &same, 1)), (true, 0, None), "shifted a little");
    for (why, then) in [
        ("moved away", then(300.0, &same, 1)),
        ("another text", then(0.0, "hmac of something else", 1)),
        ("another page", then(0.0, &same, 2)),
    ] {
        assert_eq!(settled(&then), (false, 1, Some(Exit::Undecided)), "{why}");
    }
    // taking all proposals does not silence an orphan
    let said = [answer(1, about(&then(300.0, &same, 1), &texts[0]), Ruling::Keep)];
    let decided = run(&case(""), &texts, &found(vec![now.clone()]), &said, true);
    assert_eq!(exit(&decided), Some(Exit::Undecided));
    let problem = &decided.plan("case").expect_err("orphan").problems[0];
    assert!(problem.what.contains("no longer fits") && problem.hint.contains("decision-1"), "{problem:?}");
    assert_eq!((problem.place.file.raw(), problem.place.page), ("a.pdf", Some(1)));
}

#[test]
fn boxes_pages_and_documents_of_a_document_that_is_gone_are_orphans() {
    let texts = [document("a.pdf", vec![page(1, "x")])];
    let gone = DocumentId("gone".into());
    let rect = Rect::new(0.0, 0.0, 9.0, 9.0);
    for (scope, ruling) in [
        (Scope::Box { document: gone.clone(), page: 1, rect }, Ruling::Redact),
        (Scope::Box { document: texts[0].id.clone(), page: 7, rect }, Ruling::Redact),
        (Scope::Page { document: gone.clone(), page: 1 }, Ruling::Withhold),
        (Scope::Document { document: gone.clone() }, Ruling::Withhold),
        (Scope::Text { text: "hmac".into() }, Ruling::Redact),
        (Scope::Person { person: PersonId(1), texts: vec!["hmac".into()] }, Ruling::Keep),
        (Scope::Page { document: texts[0].id.clone(), page: 1 }, Ruling::Exclude),
    ] {
        let decided = run(&case(""), &texts, &found(vec![]), &[answer(1, scope.clone(), ruling)], true);
        assert_eq!((decided.orphans.len(), exit(&decided)), (1, Some(Exit::Undecided)), "{scope:?}");
    }
}

#[test]
fn a_drawn_box_is_a_panel_of_its_own() {
    let texts = [document("a.pdf", vec![page(1, "x")])];
    let rect = Rect::new(10.0, 20.0, 30.0, 40.0);
    let scope = Scope::Box { document: texts[0].id.clone(), page: 1, rect };
    let said = Answer { exemption: "S2P4-19".into(), ..answer(1, scope, Ruling::Redact) };
    let decided = run(&case(""), &texts, &found(vec![]), &[said], false);
    let panel = &decided.plan("case").expect("settled").documents[0].panels[0];
    assert_eq!(
        (panel.rect, panel.mark.as_str(), panel.settled, panel.finding.is_none()),
        (rect, "LPP", Settled::Decided, true)
    );
}

#[test]
fn one_text_decided_differently_is_a_conflict() {
    let texts = [document("a.pdf", vec![page(1, "Jo Bloggs"), page(2, "Jo Bloggs")])];
    let at = |p: usize| (0, &texts[0].pages[p]);
    let findings = vec![
        finding("1", at(0), Kind::Person, Owner::Discovered, "Jo Bloggs"),
        finding("2", at(1), Kind::Person, Owner::Discovered, "Jo Bloggs"),
    ];
    let said = [answer(1, about(&findings[0], &texts[0]), Ruling::Keep)];
    let decided = run(&case(""), &texts, &found(findings), &said, true);
    let [one] = decided.conflicts.as_slice() else { panic!("{:?}", decided.conflicts) };
    assert_eq!((one.kind, &one.redacted[..], &one.kept[..]), (ConflictKind::Text, &[1][..], &[0][..]));
    assert_eq!(one.what, "the same text goes in 1 place and stays in 1 place");
    assert!(!one.gate, "a name can belong to two people");
}
