//! The content streams of our pages, written by printpdf; no other file names it.
//!
//! printpdf is given a stand-in for each face that maps a character to its UTF-16 code unit, so that
//! a string in a page is readable two-byte Unicode; the fonts themselves are embedded by `embed`.
//! Its document (metadata, random names, whole fonts) is thrown away; only the streams are kept.

use std::collections::BTreeMap;

use printpdf::{
    Color, CurTransMat, DictItem, FontId, FontMetrics, Greyscale, Line, LinePoint, Mm, Op, ParsedFont,
    PdfDocument, PdfFont, PdfFontHandle, PdfPage, PdfSaveOptions, Point, Pt, TextItem, XObjectId,
    XObjectTransform,
};

use super::faces::Face;
use super::flow::PageSetup;
use super::mark::{Ink, Mark, Piece};

/// A PDF whose pages carry the content streams of `pages`, in order.
pub(super) fn print(pages: &[Ink], setup: &PageSetup) -> Vec<u8> {
    let mut document = PdfDocument::new("");
    for face in Face::ALL {
        document.resources.fonts.map.insert(font_id(face), PdfFont::new(stand_in(face, pages)));
    }
    let (width, height) = (Mm::from(Pt(setup.width as f32)), Mm::from(Pt(setup.height as f32)));
    let set = pages.iter().map(|ink| PdfPage::new(width, height, operators(ink))).collect();
    let options =
        PdfSaveOptions { optimize: false, subset_fonts: false, secure: true, image_optimization: None };
    document.with_pages(set).save(&options, &mut Vec::new())
}

fn font_id(face: Face) -> FontId {
    FontId(face.resource().to_owned())
}

/// A font without outlines in which every character used maps to its UTF-16 code unit.
fn stand_in(face: Face, pages: &[Ink]) -> ParsedFont {
    let codes: BTreeMap<u32, u16> = super::embed::characters(face, pages)
        .into_iter()
        .filter_map(|ch| Some((ch as u32, u16::try_from(ch as u32).ok()?)))
        .collect();
    let metrics = FontMetrics { ascent: 800, descent: -200 };
    ParsedFont::with_glyph_data(Vec::new(), 0, None, codes, BTreeMap::new(), 1000, metrics)
}

fn operators(ink: &Ink) -> Vec<Op> {
    ink.marks.iter().flat_map(operator).collect()
}

fn operator(mark: &Mark) -> Vec<Op> {
    match mark {
        Mark::Text { x, y, size, pieces } => text(*x, *y, *size, pieces),
        Mark::Rule { x0, x1, y, weight } => rule(*x0, *x1, *y, *weight),
        Mark::Picture { image, matrix } => vec![
            Op::SaveGraphicsState,
            Op::SetTransformationMatrix { matrix: CurTransMat::Raw(matrix.map(hundredths)) },
            Op::UseXobject {
                id: XObjectId(image_name(*image)),
                transform: XObjectTransform { no_auto_scale: true, ..XObjectTransform::default() },
            },
            Op::RestoreGraphicsState,
        ],
        Mark::Begin { role, mcid } => {
            let map = BTreeMap::from([("MCID".to_owned(), DictItem::Int(i64::from(*mcid)))]);
            vec![Op::BeginMarkedContentWithProperties {
                tag: (*role).to_owned(),
                properties: DictItem::Dict { map },
            }]
        }
        Mark::BeginArtifact => vec![Op::BeginMarkedContent { tag: "Artifact".to_owned() }],
        Mark::End => vec![Op::EndMarkedContent],
    }
}

/// The name of an image's resource in our pages.
pub(super) fn image_name(image: usize) -> String {
    format!("X{}", image + 1)
}

fn text(x: f64, y: f64, size: f64, pieces: &[Piece]) -> Vec<Op> {
    let mut ops = vec![Op::StartTextSection, Op::SetTextCursor { pos: point(x, y) }];
    for piece in pieces {
        let font = PdfFontHandle::External(font_id(piece.face));
        ops.push(Op::SetFont { font, size: Pt(hundredths(size)) });
        ops.push(Op::ShowText { items: vec![TextItem::Text(piece.text.clone())] });
    }
    ops.push(Op::EndTextSection);
    ops
}

fn rule(x0: f64, x1: f64, y: f64, weight: f64) -> Vec<Op> {
    let end = |x| LinePoint { p: point(x, y), bezier: false };
    vec![
        Op::SetOutlineColor { col: Color::Greyscale(Greyscale { percent: 0.45, icc_profile: None }) },
        Op::SetOutlineThickness { pt: Pt(hundredths(weight)) },
        Op::DrawLine { line: Line { points: vec![end(x0), end(x1)], is_closed: false } },
    ]
}

fn point(x: f64, y: f64) -> Point {
    Point { x: Pt(hundredths(x)), y: Pt(hundredths(y)) }
}

fn hundredths(value: f64) -> f32 {
    ((value * 100.0).round() / 100.0) as f32
}
