//! A document with its proposals and decisions as redaction annotations, for a PDF editor.
//!
//! A decision has a red frame, a proposal a dashed blue one; what stays has no mark, so that applying all of
//! them in an editor removes what Blackpanel would.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document as Pdf, Object, Stream, dictionary, text_string};

use super::{DRAWN, FINDING, SAYS, SHEET, places, sheet_box};
use crate::case::exemption::Register;
use crate::decide::exchange::Sheet;
use crate::decide::{Answer, Choice, Ruling, Scope, Verdict};
use crate::diag::Place;
use crate::error::{Error, Result};
use crate::find::Finding;
use crate::geom::Rect;
use crate::text::PageText;

/// What stands on every page.
const WARNING: &str = "INTERNAL - NOT FOR SENDING - nothing has been removed from this file";
/// Annotation flags (table 167): printed; and not to be changed by hand.
const PRINT: i64 = 4;
const FIXED: i64 = 64 + 128;

/// One mark to write.
struct Out {
    name: String,
    boxes: Vec<Rect>,
    decided: bool,
    exemption: String,
    author: String,
    contents: String,
}

/// The normal form of a document (by its index) with its marks.
///
/// # Errors
/// When the file cannot be made.
pub fn to_pdf(normal_form: &[u8], document: usize, sheet: &Sheet<'_>) -> Result<Vec<u8>> {
    let fail = || Error::problem(Place::default(), "the file with marks could not be made", "");
    let mut pdf = Pdf::load_mem(normal_form).map_err(|_| fail())?;
    let mut by_page = marks(document, sheet);
    let Some(text) = sheet.documents.get(document).map(|d| d.text) else { return Err(fail()) };
    let font =
        pdf.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" });
    for (number, id) in pdf.get_pages() {
        let Some(page) = text.pages.iter().find(|p| p.page == number) else { continue };
        let marks = by_page.remove(&number).unwrap_or_default();
        let names: Vec<&str> = marks.iter().map(|m| m.name.as_str()).collect();
        let mut annots =
            vec![warning(&mut pdf, page, &format!("{SHEET}{}/{number}", text.id.0), &names, font)];
        annots.extend(marks.iter().map(|mark| annotation(&mut pdf, page, mark)));
        let annots =
            annots.into_iter().map(|annot| Object::Reference(pdf.add_object(annot))).collect::<Vec<_>>();
        let page = pdf.get_object_mut(id).and_then(Object::as_dict_mut).map_err(|_| fail())?;
        page.set("Annots", annots);
    }
    crate::pdf::write::to_bytes(&mut pdf)
}

/// The marks of a document by page: findings that go or are proposed to, and drawn boxes.
fn marks(document: usize, sheet: &Sheet<'_>) -> BTreeMap<u32, Vec<Out>> {
    let mut marks: BTreeMap<u32, Vec<Out>> = BTreeMap::new();
    for (finding, choice) in sheet.found.findings.iter().zip(&sheet.decided.choices) {
        if finding.document == document
            && let Some(mark) = of_finding(sheet, finding, choice)
        {
            marks.entry(finding.page).or_default().push(mark);
        }
    }
    let id = sheet.documents.get(document).map(|d| &d.text.id);
    for answer in sheet.answers.iter().filter(|a| a.ruling == Ruling::Redact) {
        if let Scope::Box { document, page, rect } = &answer.scope
            && Some(document) == id
        {
            marks.entry(*page).or_default().push(of_box(answer, *rect));
        }
    }
    marks
}

fn of_finding(sheet: &Sheet<'_>, finding: &Finding, choice: &Choice) -> Option<Out> {
    if choice.moot {
        return None;
    }
    let (verdict, exemption, by, said) = match &choice.settled {
        Some(s) => (s.verdict, &s.exemption, s.by.as_str(), Some(s)),
        None => (choice.proposal.verdict, &choice.proposal.exemption, "", None),
    };
    let state = if said.is_some() { "decided" } else { "proposed" };
    let own = said.filter(|s| !s.by.is_empty()).map_or("", |s| s.reason.as_str());
    let program = format!("{SAYS}{state}: {}; {}; {}]", finding.kind, finding.reason, choice.proposal.reason);
    (verdict == Verdict::Redact).then(|| Out {
        name: format!("{FINDING}{}", finding.id.0),
        boxes: places(sheet, finding),
        decided: said.is_some(),
        exemption: exemption.clone(),
        author: if by.is_empty() { "Blackpanel".to_owned() } else { by.to_owned() },
        contents: if own.is_empty() { program } else { format!("{own}\n{program}") },
    })
}

fn of_box(answer: &Answer, rect: Rect) -> Out {
    let program = format!("{SAYS}decided: a drawn box]");
    Out {
        name: format!("{DRAWN}{}", answer.said.seq),
        boxes: vec![rect],
        decided: true,
        exemption: answer.exemption.clone(),
        author: answer.said.by.clone(),
        contents: if answer.reason.is_empty() { program } else { format!("{}\n{program}", answer.reason) },
    }
}

/// A redaction annotation (table 195) with a frame as its appearance.
fn annotation(pdf: &mut Pdf, page: &PageText, mark: &Out) -> Dictionary {
    let boxes: Vec<Rect> = mark.boxes.iter().map(|b| page.geometry.user_rect(b)).collect();
    let around = boxes.iter().copied().reduce(|a, b| a.union(&b)).unwrap_or_default();
    // upper left, upper right, lower left, lower right: the order in which readers write them
    let quads = boxes.iter().flat_map(|r| [r.x0, r.y1, r.x1, r.y1, r.x0, r.y0, r.x1, r.y0]);
    let colour = if mark.decided { [0.83, 0.2, 0.11] } else { [0.11, 0.44, 0.72] };
    let overlay = Register::shipped().get(&mark.exemption).map_or("", |e| e.mark.as_str());
    let mut drawn = format!("{} {} {} RG 1.2 w ", colour[0], colour[1], colour[2]);
    if !mark.decided {
        drawn.push_str("[4 2] 0 d ");
    }
    for r in &boxes {
        drawn.push_str(&format!("{:.2} {:.2} {:.2} {:.2} re S ", r.x0, r.y0, r.width(), r.height()));
    }
    let form =
        dictionary! { "Type" => "XObject", "Subtype" => "Form", "BBox" => corners(&around.inflate(1.0)) };
    let form = pdf.add_object(Stream::new(form, drawn.into_bytes()));
    dictionary! {
        "Type" => "Annot",
        "Subtype" => "Redact",
        "Rect" => corners(&around.inflate(1.0)),
        "QuadPoints" => quads.map(real).collect::<Vec<_>>(),
        "C" => colour.map(real).to_vec(),
        "IC" => vec![real(0.0), real(0.0), real(0.0)],
        "OverlayText" => text_string(overlay),
        "DA" => Object::string_literal("/Helv 8 Tf 1 1 1 rg"),
        "Q" => 1,
        "NM" => text_string(&mark.name),
        "T" => text_string(&mark.author),
        "Subj" => text_string(if mark.decided { "Decided" } else { "Proposed" }),
        "Contents" => text_string(&mark.contents),
        "F" => PRINT,
        "AP" => dictionary! { "N" => form },
    }
}

/// What says on each page what the file is, which page it shows, and which marks it had.
fn warning(pdf: &mut Pdf, page: &PageText, name: &str, marks: &[&str], font: lopdf::ObjectId) -> Dictionary {
    let shown = sheet_box(page);
    let rect = page.geometry.user_rect(&shown);
    let (width, height) = (shown.width(), shown.height());
    let drawn = format!(
        "1 0.95 0.6 rg 0 0 {width:.2} {height:.2} re f 0.7 0 0 rg BT /F 8 Tf 4 2.5 Td ({WARNING}) Tj ET"
    );
    // the form is upright as displayed: turned against the page's own rotation (12.5.5)
    let turn: [i64; 6] = match page.geometry.rotate {
        90 => [0, 1, -1, 0, 0, 0],
        180 => [-1, 0, 0, -1, 0, 0],
        270 => [0, -1, 1, 0, 0, 0],
        _ => [1, 0, 0, 1, 0, 0],
    };
    let form = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Form",
        "BBox" => corners(&Rect::new(0.0, 0.0, width, height)),
        "Matrix" => turn.map(Object::Integer).to_vec(),
        "Resources" => dictionary! { "Font" => dictionary! { "F" => font } },
    };
    let form = pdf.add_object(Stream::new(form, drawn.into_bytes()));
    dictionary! {
        "Type" => "Annot",
        "Subtype" => "Stamp",
        "Rect" => corners(&rect),
        "NM" => text_string(name),
        "Contents" => text_string(&format!("{WARNING}\n{SAYS}marks: {}]", marks.join(" "))),
        "F" => PRINT + FIXED,
        "AP" => dictionary! { "N" => form },
    }
}

fn corners(r: &Rect) -> Vec<Object> {
    [r.x0, r.y0, r.x1, r.y1].map(real).to_vec()
}

fn real(value: f64) -> Object {
    // two decimals: a hundredth of a point is less than any reader draws
    Object::Real(((value * 100.0).round() / 100.0) as f32)
}
