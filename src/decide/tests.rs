//! What deciding promises, on cases, texts and findings made for it.

use std::ops::Range;

use super::exchange::{looked_at, read_csv, to_csv};
use super::residue::residue;
use super::*;
use crate::case::lists::{Lists, Term};
use crate::diag::Secret;
use crate::error::Exit;
use crate::find::{Anchor, Finding, Owner, PersonId, Tier};
use crate::geom::{PageGeometry, Rect};
use crate::text::{GlyphBox, NO_GLYPH, PageText, PictureBox};

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
    let (mut origins, mut glyphs) = (Vec::new(), Vec::new());
    let (mut x, mut y) = (72.0, 700.0);
    for c in text.chars() {
        if c == '\n' {
            (x, y) = (72.0, y - 20.0);
            origins.push(NO_GLYPH);
            continue;
        }
        origins.push(glyphs.len() as u32);
        glyphs.push(GlyphBox {
            quad: Rect::new(x, y, x + 6.0, y + 10.0).to_quad(),
            size: 10.0,
            invisible: false,
        });
        x += 6.0;
    }
    PageText {
        page: number,
        geometry: PageGeometry::upright(595.0, 842.0),
        text: text.into(),
        origins,
        glyphs,
        unreadable: vec![],
        pictures: vec![],
    }
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
        .map(|g| at.1.geometry.display_rect(&at.1.glyphs[g.start as usize].quad.bounds()))
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
    Found { people: vec![], findings }
}

fn answer(seq: u64, scope: Scope, ruling: Ruling) -> Answer {
    let said = Said { by: "A Officer".into(), at: "2026-11-22".into(), seq };
    Answer { scope, ruling, exemption: String::new(), reason: String::new(), said }
}

fn about(finding: &Finding, document: &DocumentText) -> Scope {
    Scope::Finding {
        finding: finding.id.clone(),
        document: document.id.clone(),
        page: finding.page,
        kind: finding.kind,
        anchor: finding.anchor.clone(),
    }
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
    assert_eq!(panel[0].glyphs, [12..24]);
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
    assert_eq!((panels[0].settled, &panels[0].glyphs[..]), (Settled::ByCase, &[0..15][..]));
}

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
    assert!(problem.what.contains("no longer fits") && problem.hint.contains("undone 1"), "{problem:?}");
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
    let both = looked_at("all", &documents, &open.to_look).expect("all");
    assert_eq!(exit(&go(&both, &[])), None);
    let one = looked_at("my scan.pdf:1", &documents, &open.to_look).expect("one");
    assert_eq!(go(&one, &[]).to_look.len(), 1);
    assert_eq!(
        go(&looked_at("photo.jpg", &documents, &[]).expect("file"), &one_withheld(&texts[0])).to_look.len(),
        0
    );
    for wrong in ["nothing.pdf", "my scan.pdf:3", "my scan.pdf:x", "photo.jpg:"] {
        assert_eq!(looked_at(wrong, &documents, &[]).expect_err(wrong).exit, Exit::Usage);
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

#[test]
fn what_could_not_be_read_stops_until_it_is_excluded_or_withheld() {
    let refusal = |name: &str| Refusal {
        name: name.into(),
        id: DocumentId(name.into()),
        source_sha256: String::new(),
        size: 1,
        problem: Problem::new(crate::diag::Place::file(name), "is damaged", "ask for a better copy"),
        locked: false,
    };
    let case = case(r#","document":[{"file":"a.zip","decision":"exclude","reason":"Not about it"}]"#);
    let refusals = [refusal("a.zip"), refusal("b.doc")];
    let go = |answers: &[Answer]| {
        decide(&Input {
            case: &case,
            documents: &[],
            refusals: &refusals,
            found: &found(vec![]),
            answers,
            looked: &[],
            accept_proposed: true,
        })
    };
    let error = go(&[]).plan("case").expect_err("b.doc");
    assert_eq!((error.exit, error.problems.len()), (Exit::Unchecked, 1));
    assert!(error.problems[0].hint.contains("exclude"), "{error:?}");
    let withheld = answer(1, Scope::Document { document: refusals[1].id.clone() }, Ruling::Withhold);
    assert_eq!(exit(&go(&[withheld])), None);
}

#[test]
fn an_extract_discloses_only_its_pages() {
    let extract = |e: &str| case(&format!(r#","document":[{{"file":"a.pdf","extract":{e}}}]"#));
    let texts = [document("a.pdf", (1..=4).map(|n| page(n, "text")).collect())];
    let decided = run(&extract(r#"{"pages":"2-3"}"#), &texts, &found(vec![]), &[], false);
    let plan = decided.plan("case").expect("settled");
    assert_eq!(plan.documents[0].withheld, [(1, "OOS".to_owned()), (4, "OOS".to_owned())]);
    let decided = run(&extract(r#"{"rows":"2-3"}"#), &texts, &found(vec![]), &[], true);
    assert_eq!(exit(&decided), Some(Exit::Usage), "what is not possible yet is refused, not ignored");
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
    assert_eq!(decided.conflicts, [Conflict { redacted: vec![1], kept: vec![0] }]);
}

#[test]
fn a_removed_string_is_absent_or_counted_where_it_was_kept() {
    let texts = [
        document("a.pdf", vec![page(1, "Marc Poirier and Marc Poirier, Tom"), page(2, "Lee or poirier")]),
        document("b.pdf", vec![page(1, "Marc\nPoirier came. Marching Poiriers")]),
    ];
    let at = (0, &texts[0].pages[0]);
    let findings = found(vec![
        finding("1", at, Kind::Person, Owner::Party(1), "Marc Poirier"),
        finding("2", at, Kind::Person, Owner::Party(1), "Tom"),
        finding("3", (0, &texts[0].pages[1]), Kind::Person, Owner::Party(1), "poirier"),
    ]);
    let decided = run(&case(""), &texts, &findings, &[], false);
    let documents: Vec<Document<'_>> =
        texts.iter().map(|text| Document { text, kind: SourceKind::Pdf }).collect();
    let left = residue(&documents, &findings, Some(&decided.choices), decided.preview());
    assert!(left.absent.is_empty(), "both stand elsewhere; Tom is too short to be looked for");
    let kept: Vec<(&str, &[(usize, u32, u32)])> =
        left.kept.iter().map(|k| (k.term.expose(), &k.pages[..])).collect();
    assert_eq!(
        kept,
        [("Marc Poirier", &[(0, 1, 1), (1, 1, 1)][..]), ("poirier", &[(0, 1, 1), (1, 1, 1)][..])]
    );
    let alone = residue(
        &documents[..1],
        &findings,
        Some(&decided.choices),
        &Plan {
            documents: vec![DocumentPlan {
                withheld: vec![(1, "OOS".into())],
                ..decided.preview().documents[0].clone()
            }],
        },
    );
    assert_eq!(alone.absent.len(), 2, "on a page that is not in the pack nothing is kept");
}

#[test]
fn the_text_under_a_drawn_box_counts_as_removed() {
    let texts = [document("a.pdf", vec![page(1, "secret words here")])];
    let scope =
        Scope::Box { document: texts[0].id.clone(), page: 1, rect: Rect::new(70.0, 130.0, 144.0, 145.0) };
    let none = found(vec![]);
    let decided = run(&case(""), &texts, &none, &[answer(1, scope, Ruling::Redact)], false);
    let documents = [Document { text: &texts[0], kind: SourceKind::Pdf }];
    let left = residue(&documents, &none, Some(&decided.choices), decided.preview());
    assert_eq!(left.absent, [Secret::new("secret words")]);
}

#[test]
fn everything_goes_when_one_file_is_redacted() {
    let texts = [document("a.pdf", vec![page(1, "Ann Lee")])];
    let findings =
        found(vec![finding("1", (0, &texts[0].pages[0]), Kind::Person, Owner::Subject, "Ann Lee")]);
    let documents = [Document { text: &texts[0], kind: SourceKind::Pdf }];
    let plan = everything(&documents, &findings, &[(0, 1, Rect::new(1.0, 1.0, 2.0, 2.0))]);
    assert_eq!(plan.documents[0].panels.len(), 2);
    assert!(plan.documents[0].panels.iter().all(|p| p.mark.is_empty() && p.exemption.is_empty()));
    assert_eq!(residue(&documents, &findings, None, &plan).absent, [Secret::new("Ann Lee")]);
}

mod spreadsheet;
