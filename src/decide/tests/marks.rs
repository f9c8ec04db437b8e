//! Decisions go to a PDF editor as redaction annotations and come back, on pages however they are turned.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document as Pdf, Object, Stream, dictionary};

use super::*;
use crate::decide::exchange::Sheet;
use crate::decide::marks::{Deleted, Taken, pending, take_back, take_over, to_pdf};
use crate::load::worker::WorkerProgram;
use crate::load::{NormalForm, Source, load_with};
use crate::pdf::limits::Limits;

/// Rotation, `CropBox` or none, `UserUnit`.
type Frame = (i64, Option<[i64; 4]>, i64);

const FRAMES: [Frame; 5] = [
    (0, None, 1),
    (90, None, 1),
    (180, Some([30, 40, 500, 800]), 1),
    (270, Some([30, 40, 500, 800]), 2),
    (0, None, 2),
];

/// A stranger's page with two names on it.
fn original((rotate, crop, unit): Frame) -> Vec<u8> {
    let mut pdf = Pdf::with_version("1.7");
    let font =
        pdf.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" });
    let text = b"BT /F 12 Tf 100 600 Td (Jo Bloggs met Marc Poirier at noon) Tj ET".to_vec();
    let content = pdf.add_object(Stream::new(Dictionary::new(), text));
    let tree = pdf.new_object_id();
    let mut page = dictionary! {
        "Type" => "Page", "Parent" => tree, "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
        "Rotate" => rotate, "UserUnit" => unit, "Contents" => content,
        "Resources" => dictionary! { "Font" => dictionary! { "F" => font } },
    };
    if let Some(crop) = crop {
        page.set("CropBox", crop.map(Object::Integer).to_vec());
    }
    let page = pdf.add_object(page);
    pdf.objects
        .insert(tree, dictionary! { "Type" => "Pages", "Count" => 1, "Kids" => vec![page.into()] }.into());
    let root = pdf.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    pdf.trailer.set("Root", root);
    bytes(&mut pdf)
}

fn bytes(pdf: &mut Pdf) -> Vec<u8> {
    let mut out = Vec::new();
    pdf.save_to(&mut out).expect("saved");
    out
}

/// As the worker reads it.
fn read(bytes: &[u8]) -> NormalForm {
    let source =
        Source { name: "a.pdf".into(), bytes, password: None, show_hidden: false, own: &[], rows: vec![] };
    let mut loaded = load_with(&WorkerProgram::Here, &source, &Limits::default());
    assert!(loaded.refusals.is_empty(), "{:?}", loaded.refusals);
    loaded.documents.remove(0)
}

/// A case of one document with two people, the first undecided, the second decided by `said`.
struct Desk {
    form: NormalForm,
    texts: [DocumentText; 1],
    found: Found,
    said: Vec<Answer>,
    case: Case,
}

impl Desk {
    fn new(bytes: &[u8]) -> Self {
        let form = read(bytes);
        let pages = crate::text::document(&form.pdf).expect("text");
        let texts = [DocumentText { id: form.id.clone(), name: "a.pdf".into(), pages, names: vec![] }];
        let at = (0, &texts[0].pages[0]);
        let findings = ["Jo Bloggs", "Marc Poirier"]
            .map(|name| finding(&format!("{:016x}", name.len()), at, Kind::Person, Owner::Discovered, name));
        let said = vec![Answer {
            exemption: "S2P4-19".into(),
            reason: "counsel".into(),
            ..answer(1, about(&findings[1], &texts[0]), Ruling::Redact)
        }];
        Self { form, found: found(findings.to_vec()), texts, said, case: case("") }
    }

    fn with<T>(&self, then: impl FnOnce(&Sheet<'_>) -> T) -> T {
        let documents = [Document { text: &self.texts[0], kind: SourceKind::Pdf }];
        let decided = run(&self.case, &self.texts, &self.found, &self.said, false);
        let comments = BTreeMap::new();
        let (found, answers) = (&self.found, self.said.as_slice());
        then(&Sheet { documents: &documents, found, decided: &decided, answers, comments: &comments })
    }

    /// The file that goes out.
    fn out(&self) -> Vec<u8> {
        self.with(|sheet| to_pdf(&self.form.pdf, 0, sheet).expect("written"))
    }

    fn back(&self, bytes: &[u8], deleted: Option<Deleted>) -> crate::error::Result<Taken> {
        let form = read(bytes);
        self.with(|sheet| take_back("a.pdf", (&form.side.marks, form.pages), sheet, deleted))
    }

    fn problem(&self, bytes: &[u8]) -> String {
        self.back(bytes, None).map_or_else(|e| e.problems[0].what.clone(), |t| format!("taken: {t:?}"))
    }
}

/// The file after `edit` had its only page and the list of its annotations.
fn edited(file: &[u8], edit: impl FnOnce(&mut Dictionary, &mut Vec<Dictionary>)) -> Vec<u8> {
    let mut pdf = Pdf::load_mem(file).expect("a file");
    let id = *pdf.get_pages().values().next().expect("a page");
    let mut page = pdf.get_dictionary(id).expect("a page").clone();
    let listed = page.get(b"Annots").and_then(Object::as_array).cloned().unwrap_or_default();
    let mut annots: Vec<Dictionary> = listed
        .iter()
        .map(|a| pdf.get_dictionary(a.as_reference().expect("a reference")).expect("a dictionary").clone())
        .collect();
    edit(&mut page, &mut annots);
    let annots: Vec<Object> = annots.into_iter().map(|a| pdf.add_object(a).into()).collect();
    page.set("Annots", annots);
    pdf.objects.insert(id, page.into());
    bytes(&mut pdf)
}

fn is_redact(annotation: &Dictionary) -> bool {
    annotation.get(b"Subtype").and_then(Object::as_name).is_ok_and(|n| n == b"Redact")
}

fn text_of(annotation: &Dictionary, key: &[u8]) -> String {
    annotation.get(key).ok().and_then(|t| lopdf::decode_text_string(t).ok()).unwrap_or_default()
}

/// A mark as an editor makes it, user space.
fn drawn(rect: [i64; 4]) -> Dictionary {
    dictionary! { "Type" => "Annot", "Subtype" => "Redact", "Rect" => rect.map(Object::Integer).to_vec(),
    "NM" => Object::string_literal("0b5e"), "T" => Object::string_literal("Priya Shah"),
    "M" => Object::string_literal("D:20261122101500Z"), "Contents" => Object::string_literal("her mother") }
}

#[test]
fn marks_lie_on_their_words_and_come_back_as_decisions_on_every_page_however_turned() {
    for frame in FRAMES {
        let desk = Desk::new(&original(frame));
        let out = desk.out();
        let marks = read(&out).side.marks;
        assert_eq!(marks.iter().filter(|m| m.redacts).count(), 2, "{frame:?}");
        for (mark, finding) in marks.iter().filter(|m| m.redacts).zip(&desk.found.findings) {
            let around = finding.anchor.boxes.iter().copied().reduce(|a, b| a.union(&b)).expect("boxes");
            assert!(
                mark.boxes[0].inflate(0.1).holds(&around) && around.inflate(0.1).holds(&mark.boxes[0]),
                "{frame:?}"
            );
        }
        let taken = desk.back(&out, None).expect("taken");
        assert_eq!((taken.unchanged, taken.undone.len(), taken.deleted), (1, 0, 0), "{frame:?}");
        let [one] = taken.answers.as_slice() else { panic!("{frame:?}: {:?}", taken.answers) };
        assert_eq!((one.ruling, one.exemption.as_str()), (Ruling::Redact, "S2P3-16"));
        assert_eq!(one.scope, about(&desk.found.findings[0], &desk.texts[0]));
    }
}

#[test]
fn proposals_and_decisions_can_be_told_apart_and_the_file_says_what_it_is() {
    let desk = Desk::new(&original(FRAMES[0]));
    edited(&desk.out(), |_, annots| {
        assert!(text_of(&annots[0], b"Contents").starts_with("INTERNAL - NOT FOR SENDING"));
        let said: Vec<_> =
            annots.iter().skip(1).map(|a| (text_of(a, b"Subj"), text_of(a, b"OverlayText"))).collect();
        assert_eq!(said, [("Proposed".into(), "TP".into()), ("Decided".into(), "LPP".into())]);
        assert!(text_of(&annots[2], b"Contents").starts_with("counsel\n[blackpanel decided:"));
        assert!(text_of(&annots[1], b"NM").ends_with(&desk.found.findings[0].id.0));
    });
}

#[test]
fn a_deleted_mark_is_asked_about_and_never_guessed() {
    let desk = Desk::new(&original(FRAMES[0]));
    let without = edited(&desk.out(), |_, annots| annots.retain(|a| text_of(a, b"Subj") != "Proposed"));
    let error = desk.back(&without, None).expect_err("asked");
    assert_eq!((error.exit, error.problems[0].what.as_str()), (Exit::Usage, "1 mark is gone or moved away"));
    assert!(error.problems[0].hint.contains("--deleted keep"));
    let kept = desk.back(&without, Some(Deleted::Keep)).expect("taken");
    assert_eq!(kept.answers.iter().map(|a| a.ruling).collect::<Vec<_>>(), [Ruling::Keep]);
    assert_eq!(desk.back(&without, Some(Deleted::Leave)).expect("taken").answers, []);
}

#[test]
fn a_new_mark_is_a_drawn_box_where_it_was_drawn_with_who_and_when() {
    for frame in FRAMES {
        let desk = Desk::new(&original(frame));
        let back = edited(&desk.out(), |_, annots| annots.push(drawn([200, 300, 260, 330])));
        let taken = desk.back(&back, None).expect("taken");
        let boxes: Vec<_> = taken.answers.iter().filter(|a| matches!(a.scope, Scope::Box { .. })).collect();
        let [Answer { scope: Scope::Box { rect, page: 1, .. }, reason, exemption, .. }] = boxes[..] else {
            panic!("{frame:?}: {boxes:?}")
        };
        let user = desk.texts[0].pages[0].geometry.user_rect(rect);
        let want = Rect::new(200.0, 300.0, 260.0, 330.0);
        assert!(user.inflate(0.01).holds(&want) && want.inflate(0.01).holds(&user), "{frame:?}: {user:?}");
        assert_eq!(reason, "her mother (marked in a PDF editor by Priya Shah on 2026-11-22T10:15)");
        assert_eq!(exemption, "S2P3-16");
    }
}

#[test]
fn a_drawn_box_comes_back_unchanged_moved_or_not_at_all() {
    let mut desk = Desk::new(&original(FRAMES[3]));
    let rect = Rect::new(50.0, 60.0, 90.0, 80.0);
    let scope = Scope::Box { document: desk.texts[0].id.clone(), page: 1, rect };
    desk.said.push(Answer { exemption: "S2P4-19".into(), ..answer(9, scope, Ruling::Redact) });
    let out = desk.out();
    let taken = desk.back(&out, None).expect("taken");
    assert_eq!((taken.unchanged, taken.answers.len(), taken.undone.len()), (2, 1, 0));
    let is_box = |a: &Dictionary| text_of(a, b"NM") == "blackpanel-box/9";
    let without = edited(&out, |_, annots| annots.retain(|a| !is_box(a)));
    assert_eq!(desk.back(&without, Some(Deleted::Keep)).expect("taken").undone, [9]);
    let moved = edited(&out, |_, annots| {
        for a in annots.iter_mut().filter(|a| is_box(a)) {
            a.remove(b"QuadPoints");
            a.set("Rect", vec![300.into(), 300.into(), 350.into(), 350.into()]);
        }
    });
    assert_eq!(desk.problem(&moved), "1 mark is gone or moved away");
    let taken = desk.back(&moved, Some(Deleted::Keep)).expect("taken");
    assert_eq!((taken.undone, taken.answers.len()), (vec![9], 2), "a new box and a confirmed proposal");
}

#[test]
fn what_cannot_be_understood_is_refused_whole() {
    let desk = Desk::new(&original(FRAMES[0]));
    let out = desk.out();
    for (want, bytes) in [
        ("is no file that was written for marking", original(FRAMES[0])),
        ("the page was turned, cut or resized in the editor", edited(&out, |page, _| page.set("Rotate", 90))),
        (
            "names no exemption",
            edited(&out, |_, annots| {
                for a in annots.iter_mut().filter(|a| is_redact(a)) {
                    a.set("OverlayText", Object::string_literal("Sec. 40"));
                }
            }),
        ),
        (
            "belongs to no document of the case",
            edited(&out, |_, annots| {
                annots[0].set("NM", Object::string_literal("blackpanel-page/feed/1"));
            }),
        ),
    ] {
        assert!(desk.problem(&bytes).contains(want), "{want}: {}", desk.problem(&bytes));
    }
    let other = edited(&out, |_, annots| {
        for a in annots.iter_mut().filter(|a| text_of(a, b"Subj") == "Decided") {
            a.set("OverlayText", Object::string_literal("TP"));
        }
    });
    let answers = desk.back(&other, None).expect("taken").answers;
    assert!(answers.iter().all(|a| a.exemption == "S2P3-16") && answers.len() == 2, "{answers:?}");
}

#[test]
fn marks_that_came_with_a_document_wait_until_they_are_taken_or_looked_at() {
    for frame in FRAMES {
        let marked = edited(&original(frame), |_, annots| annots.push(drawn([100, 590, 160, 615])));
        let mut desk = Desk::new(&marked);
        let marks = desk.form.side.marks.clone();
        let open = |desk: &Desk, looked: &[Looked]| {
            desk.with(|sheet| {
                let all = pending(&[marks.as_slice()], sheet, looked);
                let answers: Vec<Answer> = all.iter().flat_map(|p| take_over(p, sheet)).collect();
                (all.first().map(|p| p.problem(sheet, "case")), answers)
            })
        };
        let (problem, answers) = open(&desk, &[]);
        let problem = problem.expect("a problem");
        assert!(
            problem.what.starts_with("1 redaction mark was made") && problem.hint.contains("--marks a.pdf")
        );
        let [Answer { scope: Scope::Box { rect, .. }, reason, .. }] = answers.as_slice() else {
            panic!("{answers:?}")
        };
        let user = desk.texts[0].pages[0].geometry.user_rect(rect);
        assert!(user.inflate(0.01).holds(&Rect::new(100.0, 590.0, 160.0, 615.0)), "{frame:?}: {user:?}");
        assert!(reason.contains("by Priya Shah on 2026-11-22"), "{reason}");
        let looked = Looked { document: desk.texts[0].id.clone(), pages: None, said: Said::default() };
        assert_eq!(open(&desk, &[looked]).0, None, "somebody has looked");
        desk.said
            .extend(answers.into_iter().map(|a| Answer { said: Said { seq: 5, ..Said::default() }, ..a }));
        assert_eq!(open(&desk, &[]).0, None, "they are decisions now");
    }
}
