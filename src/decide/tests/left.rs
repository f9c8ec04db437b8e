//! What must not be left in a pack.

use super::*;
use crate::case::schema::Width;
use crate::decide::residue::{KeptTerm, residue};

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
    let left = residue(&documents, &findings, Some(&decided.choices), decided.preview(), &[]);
    assert!(left.absent.is_empty(), "both stand elsewhere; Tom is too short to be looked for");
    let pages = vec![(0, 1, 1), (1, 1, 1)];
    let kept = |term: &str| KeptTerm { term: Secret::new(term), pages: pages.clone() };
    assert_eq!(left.kept, [kept("Marc Poirier"), kept("poirier")]);
    let alone = residue(
        &documents[..1],
        &findings,
        Some(&decided.choices),
        &Plan {
            documents: vec![DocumentPlan {
                width: Width::Exact,
                withheld: vec![(1, "OOS".into())],
                ..decided.preview().documents[0].clone()
            }],
        },
        &[],
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
    let left = residue(&documents, &none, Some(&decided.choices), decided.preview(), &[]);
    assert_eq!(left.absent, [Secret::new("secret words")]);
}

#[test]
fn everything_goes_when_one_file_is_redacted() {
    let texts = [document("a.pdf", vec![page(1, "Ann Lee")])];
    let findings =
        found(vec![finding("1", (0, &texts[0].pages[0]), Kind::Person, Owner::Subject, "Ann Lee")]);
    let documents = [Document { text: &texts[0], kind: SourceKind::Pdf }];
    let plan = everything(&documents, &findings, &[(0, 1, Rect::new(1.0, 1.0, 2.0, 2.0))], Width::Exact);
    assert_eq!(plan.documents[0].panels.len(), 2);
    assert!(plan.documents[0].panels.iter().all(|p| p.mark.is_empty() && p.exemption.is_empty()));
    assert_eq!(residue(&documents, &findings, None, &plan, &[]).absent, [Secret::new("Ann Lee")]);
}
