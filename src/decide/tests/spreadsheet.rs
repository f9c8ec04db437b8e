//! A list of decisions survives the spreadsheet it was edited in, and nothing is taken from a bad one.

use super::*;
use std::collections::BTreeMap;

use crate::decide::exchange::{Sheet, about_finding, about_page, read_csv as read_sheet, to_csv as to_sheet};

/// The list without decisions about places and without comments.
fn to_csv(documents: &[Document<'_>], found: &Found, decided: &Decided, show_text: bool) -> Vec<u8> {
    let comments = BTreeMap::new();
    to_sheet(&Sheet { documents, found, decided, answers: &[], comments: &comments }, show_text)
}

fn read_csv(
    file: &str,
    text: &str,
    documents: &[Document<'_>],
    found: &Found,
    decided: &Decided,
) -> crate::error::Result<exchange::ReadBack> {
    let comments = BTreeMap::new();
    read_sheet(file, text, &Sheet { documents, found, decided, answers: &[], comments: &comments })
}

/// Two findings in one document, the first undecided, the second of a listed party.
fn two() -> ([DocumentText; 1], Found) {
    let texts = [document("=letters; draft.pdf", vec![page(1, "Jo Bloggs met Marc Poirier")])];
    let at = (0, &texts[0].pages[0]);
    let findings = found(vec![
        finding("00000000000000a1", at, Kind::Person, Owner::Discovered, "Jo Bloggs"),
        finding("1234567890123456", at, Kind::Person, Owner::Party(1), "Marc Poirier"),
    ]);
    (texts, findings)
}

/// Writes the list, lets `edit` have it, and reads it back.
fn round_trip(edit: impl Fn(String) -> String) -> crate::error::Result<exchange::ReadBack> {
    let (texts, findings) = two();
    let decided = run(&case(""), &texts, &findings, &[], false);
    let documents = [Document { text: &texts[0], kind: SourceKind::Pdf }];
    let csv = to_csv(&documents, &findings, &decided, false);
    let text = edit(String::from_utf8(csv).expect("UTF-8"));
    read_csv("d.csv", &text, &documents, &findings, &decided)
}

/// The cells of the list, edited and joined again with `separator`.
fn cells(csv: &str, separator: &str, edit: impl Fn(&mut Vec<Vec<String>>)) -> String {
    let reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let mut rows: Vec<Vec<String>> =
        reader.into_records().map(|r| r.expect("row").iter().map(str::to_owned).collect()).collect();
    edit(&mut rows);
    let quote = |c: &String| {
        if c.contains([';', ',', '\t', '"']) { format!("\"{}\"", c.replace('"', "\"\"")) } else { c.clone() }
    };
    rows.iter().map(|r| r.iter().map(quote).collect::<Vec<_>>().join(separator) + "\r\n").collect()
}

/// Index of a column.
fn column(rows: &[Vec<String>], name: &str) -> usize {
    rows[0].iter().position(|h| h == name).expect("column")
}

fn set(rows: &mut [Vec<String>], row: usize, name: &str, value: &str) {
    let at = column(rows, name);
    rows[row][at] = value.into();
}

#[test]
fn the_list_holds_no_formula_and_no_text_that_was_not_asked_for() {
    let (texts, findings) = two();
    let decided = run(&case(""), &texts, &findings, &[], false);
    let documents = [Document { text: &texts[0], kind: SourceKind::Pdf }];
    let plain = String::from_utf8(to_csv(&documents, &findings, &decided, false)).expect("UTF-8");
    assert!(plain.starts_with("\u{feff}id,document,page,kind,tier,person,reason,proposal,exemption,"));
    assert!(plain.contains("'=letters; draft.pdf") && !plain.contains("Bloggs"));
    assert!(plain.contains("#1234567890123456"), "an id must not become a number");
    let shown = String::from_utf8(to_csv(&documents, &findings, &decided, true)).expect("UTF-8");
    assert!(shown.contains("Jo Bloggs"));
}

#[test]
fn the_list_comes_back_from_excel_as_it_went() {
    let back = round_trip(|csv| csv).expect("unchanged");
    assert_eq!((back.answers.len(), back.open), (0, 2));
    for separator in [",", ";", "\t"] {
        let back = round_trip(|csv| {
            cells(&csv, separator, |rows| {
                set(rows, 1, "decision", " Redact ");
                set(rows, 1, "decided exemption", "legal-privilege");
                set(rows, 1, "page", "1,00");
                set(rows, 2, "decision", "keep");
                for row in rows.iter_mut() {
                    row.reverse();
                }
                rows.swap(1, 2);
                rows.insert(2, vec![String::new(); rows[0].len()]);
            })
        })
        .unwrap_or_else(|e| panic!("{separator:?}: {e:?}"));
        let said: Vec<(Ruling, &str)> =
            back.answers.iter().map(|a| (a.ruling, a.exemption.as_str())).collect();
        assert_eq!(said, [(Ruling::Keep, ""), (Ruling::Redact, "S2P4-19")], "{separator:?}");
    }
    let back = round_trip(|csv| format!("sep=,\r\n{}", cells(&csv, ",", |r| set(r, 1, "decision", "r"))))
        .expect("sep");
    assert_eq!(back.answers[0].exemption, "S2P3-16", "without a word of its own, as proposed");
}

#[test]
fn a_decision_that_came_back_binds_and_is_not_taken_twice() {
    let (texts, findings) = two();
    let documents = [Document { text: &texts[0], kind: SourceKind::Pdf }];
    let open = run(&case(""), &texts, &findings, &[], false);
    let csv = String::from_utf8(to_csv(&documents, &findings, &open, false)).expect("UTF-8");
    let edited = cells(&csv, ";", |rows| set(rows, 1, "decision", "keep"));
    let back = read_csv("d.csv", &edited, &documents, &findings, &open).expect("read");
    let json = serde_json::to_string(&back.answers[0]).expect("the body of an event");
    let said: Answer = serde_json::from_str(&json).expect("and back");
    let said = [Answer { said: Said { by: "A".into(), at: "now".into(), seq: 1 }, ..said }];
    let decided = run(&case(""), &texts, &findings, &said, false);
    assert_eq!((exit(&decided), decided.counts.kept), (None, 1));
    let again = read_csv("d.csv", &edited, &documents, &findings, &decided).expect("read");
    assert_eq!((again.answers.len(), again.unchanged), (0, 1));
}

#[test]
fn a_bad_row_is_named_and_nothing_is_taken() {
    let edit = |name: &'static str, value: &'static str| {
        round_trip(|csv| {
            cells(&csv, ",", |rows| {
                set(rows, 1, "decision", "keep");
                set(rows, 2, "decision", "redact");
                set(rows, 2, name, value);
            })
        })
    };
    for (name, value, want) in [
        ("id", "ffffffffffffffff", "belongs to no finding"),
        ("id", "1.23457E+15", "belongs to no finding"),
        ("id", "", "belongs to no finding"),
        ("id", "00000000000000a1", "twice"),
        ("page", "2", "does not belong"),
        ("document", "other.pdf", "does not belong"),
        ("kind", "phone", "does not belong"),
        ("decision", "maybe", "neither"),
        ("decided exemption", "TQP", "does not exist"),
    ] {
        let error = edit(name, value).expect_err(want);
        assert_eq!(
            (error.exit, error.problems.len(), error.problems[0].place.line),
            (Exit::Usage, 1, Some(3)),
            "{name} {value}"
        );
        assert!(error.problems[0].what.contains(want), "{name} {value}: {error:?}");
    }
    let error = round_trip(|csv| csv.replacen("decision,", "verdict,", 1)).expect_err("no column");
    assert!(error.problems[0].what.contains("no column \"decision\""));
    assert!(round_trip(|_| String::new()).is_err());
}

#[test]
fn a_decision_that_fits_nothing_any_more_is_taken_back_in_the_list() {
    let (texts, findings) = two();
    let documents = [Document { text: &texts[0], kind: SourceKind::Pdf }];
    let gone = Scope::Text { text: "hmac of what is gone".into() };
    let decided = run(&case(""), &texts, &findings, &[answer(7, gone, Ruling::Redact)], false);
    let csv = String::from_utf8(to_csv(&documents, &findings, &decided, false)).expect("UTF-8");
    let say = |word: &str| {
        let edited = cells(&csv, ",", |rows| {
            assert_eq!((rows.len(), rows[3][0].as_str()), (4, "decision-7"));
            assert!(rows[3][column(rows, "settled")].starts_with("no longer fits"));
            set(rows, 3, "decision", word);
        });
        read_csv("d.csv", &edited, &documents, &findings, &decided).map(|b| b.undone)
    };
    assert_eq!(say(""), Ok(vec![]));
    assert_eq!(say("undo"), Ok(vec![7]));
    assert_eq!(say("keep").expect_err("nothing to keep").exit, Exit::Usage);
}

/// Two mentions and a private mailbox of one person, and a mention of another.
fn a_person() -> ([DocumentText; 1], Found) {
    let texts =
        [document("a.pdf", vec![page(1, "Jo Bloggs met Jo and wrote from jo@gmail.com to Marc Poirier")])];
    let at = (0, &texts[0].pages[0]);
    let mut all = vec![
        finding("a1", at, Kind::Person, Owner::Discovered, "Jo Bloggs"),
        finding("a2", at, Kind::Person, Owner::Discovered, "Jo and"),
        finding("a3", at, Kind::Email, Owner::Discovered, "jo@gmail.com"),
        finding("a4", at, Kind::Person, Owner::Party(1), "Marc Poirier"),
    ];
    all.iter_mut().take(3).for_each(|f| f.person = Some(PersonId(1)));
    all[3].person = Some(PersonId(2));
    let person = |id: u32, owner: Owner| crate::find::Person {
        id: PersonId(id),
        owner,
        name: Secret::new("somebody"),
        mentions: 2,
        office: false,
        contact: None,
        words: vec![],
    };
    let people = vec![person(0, Owner::Subject), person(1, Owner::Discovered), person(2, Owner::Party(1))];
    (texts, Found { people, findings: all, written: vec![] })
}

/// The answers of a list that `edit` has filled in, as the ledger gives them back.
fn answered(before: &[Answer], edit: impl Fn(&mut Vec<Vec<String>>)) -> (Vec<Answer>, usize) {
    let (texts, findings) = a_person();
    let documents = [Document { text: &texts[0], kind: SourceKind::Pdf }];
    let open = run(&case(""), &texts, &findings, before, false);
    let csv = String::from_utf8(to_csv(&documents, &findings, &open, false)).expect("UTF-8");
    let edited = cells(&csv, ",", edit);
    let back = read_csv("d.csv", &edited, &documents, &findings, &open).expect("read");
    let said = |a: &Answer| {
        let json = serde_json::to_string(a).expect("the body of an event");
        let answer: Answer = serde_json::from_str(&json).expect("and back");
        Answer { said: Said { by: "A".into(), at: "now".into(), seq: 1 + before.len() as u64 }, ..answer }
    };
    (back.answers.iter().map(said).collect(), back.unchanged)
}

#[test]
fn one_row_decides_a_person_and_a_row_below_is_an_exception() {
    let (texts, findings) = a_person();
    let verdicts = |answers: &[Answer]| -> Vec<Option<Verdict>> {
        let decided = run(&case(""), &texts, &findings, answers, false);
        decided.choices.iter().map(|c| c.settled.as_ref().map(|s| s.verdict)).collect()
    };
    let (goes, stays) = (Some(Verdict::Redact), Some(Verdict::Keep));
    let (all, _) = answered(&[], |rows| {
        assert_eq!((rows[1][0].split('-').next(), rows[1][3].as_str()), (Some("P01"), "all mentions"));
        assert_eq!(rows.len(), 7, "two people, the data subject not among them, and four findings");
        set(rows, 1, "decision", "redact");
    });
    assert_eq!(verdicts(&all), [goes, goes, goes, goes]);
    let (kept, _) = answered(&[], |rows| {
        set(rows, 1, "decision", "keep");
        set(rows, 4, "decision", "redact");
    });
    assert_eq!(verdicts(&kept), [stays, goes, None, goes], "a private mailbox is decided by itself");
    let (again, unchanged) = answered(&all, |_| {});
    assert_eq!((again.len(), unchanged), (0, 4), "what was decided comes back as it is");
}

#[test]
fn drawn_boxes_pages_documents_and_comments_come_back_as_they_went() {
    let (texts, findings) = two();
    let id = || texts[0].id.clone();
    let rect = Rect::new(10.0, 20.5, 30.25, 40.0);
    let said = [
        Answer {
            exemption: "S2P4-19".into(),
            ..answer(3, Scope::Box { document: id(), page: 1, rect }, Ruling::Redact)
        },
        Answer {
            reason: "all of it".into(),
            ..answer(4, Scope::Page { document: id(), page: 1 }, Ruling::Keep)
        },
        answer(5, Scope::Document { document: id() }, Ruling::Disclose),
    ];
    let decided = run(&case(""), &texts, &findings, &said, false);
    let documents = [Document { text: &texts[0], kind: SourceKind::Pdf }];
    let comments = BTreeMap::from([
        (about_finding("00000000000000a1"), "ask Kay".to_owned()),
        (about_page(&texts[0].id.0, 1), "hard to read".to_owned()),
    ]);
    let sheet = Sheet {
        documents: &documents,
        found: &findings,
        decided: &decided,
        answers: &said,
        comments: &comments,
    };
    let csv = String::from_utf8(to_sheet(&sheet, false)).expect("UTF-8");
    for words in ["decision-3", ",box,", "10 20.5 30.25 40", "ask Kay", "hard to read", "all of it"] {
        assert!(csv.contains(words), "{words}: {csv}");
    }
    for separator in [",", ";", "\t"] {
        let back = read_sheet("d.csv", &cells(&csv, separator, |_| ()), &sheet).expect("unchanged");
        assert_eq!((back.answers.len(), back.undone.len(), back.comments.len()), (0, 0, 0), "{separator}");
    }
    let edited = cells(&csv, ",", |rows| {
        let of = |id: &str, rows: &[Vec<String>]| rows.iter().position(|r| r[0] == id).expect("the row");
        let (drawn, whole, first) =
            (of("decision-3", rows), of("decision-5", rows), of("00000000000000a1", rows));
        set(rows, drawn, "decision", "undo");
        set(rows, whole, "decision", "withhold");
        set(rows, whole, "decided exemption", "LPP");
        set(rows, first, "comment", "asked");
        let mut new = vec![String::new(); rows[0].len()];
        for (name, value) in [
            ("document", "'=letters; draft.pdf"),
            ("page", "1"),
            ("kind", "box"),
            ("box", "1, 2, 30, 40"),
            ("decision", "redact"),
        ] {
            new[column(rows, name)] = value.into();
        }
        rows.push(new);
    });
    let back = read_sheet("d.csv", &edited, &sheet).expect("edited");
    assert_eq!(
        (back.undone, back.comments),
        (vec![3], vec![(about_finding("00000000000000a1"), "asked".to_owned())])
    );
    let rulings: Vec<_> = back.answers.iter().map(|a| (a.ruling, a.exemption.as_str())).collect();
    assert_eq!(rulings, [(Ruling::Withhold, "S2P4-19"), (Ruling::Redact, "S2P3-16")]);
    assert_eq!(
        back.answers[1].scope,
        Scope::Box { document: id(), page: 1, rect: Rect::new(1.0, 2.0, 30.0, 40.0) }
    );
}

#[test]
fn a_row_about_a_place_that_is_not_there_is_refused() {
    let refused = |kind: &str, page: &str, rect: &str, decision: &str| {
        let back = round_trip(|csv| {
            cells(&csv, ",", |rows| {
                let mut new = vec![String::new(); rows[0].len()];
                for (name, value) in [
                    ("document", "'=letters; draft.pdf"),
                    ("page", page),
                    ("kind", kind),
                    ("box", rect),
                    ("decision", decision),
                ] {
                    new[column(rows, name)] = value.into();
                }
                rows.push(new);
            })
        });
        back.map_or_else(|e| e.problems[0].what.clone(), |_| String::new())
    };
    assert_eq!(refused("box", "1", "1 2 3 4", "redact"), "");
    for (wrong, kind, page, rect, decision) in [
        ("no such page", "box", "7", "1 2 3 4", "redact"),
        ("x0 y0 x1 y1", "box", "1", "3 2 1 4", "redact"),
        ("cannot be decided so", "box", "1", "1 2 3 4", "withhold"),
        ("cannot be decided so", "page", "1", "", "redact"),
        ("no finding", "paragraph", "1", "", "redact"),
        ("no decision", "page", "1", "", ""),
        ("the decision is none", "page", "1", "", "burn"),
    ] {
        let what = refused(kind, page, rect, decision);
        assert!(what.contains(wrong), "{wrong}: {what}");
    }
}
