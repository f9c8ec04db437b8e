//! Drawing panels: black rectangles without an outline, and their labels.

use lopdf::Document;

use super::label::Line;
use crate::decide::DocumentPlan;
use crate::error::Result;
use crate::geom::{Matrix, PageGeometry, Point, Rect};
use crate::pdf::content::{Emitter, Operator};
use crate::pdf::typeset::{Glyphs, StampFace, StampFont};

/// Notice on a page withheld whole.
const WITHHELD: &str = "This page is withheld";
/// Of the marks beside paragraphs set anew.
const BAR_GRAY: f64 = 0.5;
/// What numbers and keys are made of besides marks.
const NUMBERS: &str = "0123456789 =";

/// The embedded font of a plan's marks and notices.
///
/// # Errors
/// When the font cannot be embedded.
pub(super) fn font(document: &mut Document, plan: &DocumentPlan) -> Result<StampFont> {
    let marks = plan.panels.iter().map(|p| p.mark.as_str());
    let notices = plan.withheld.iter().map(|(_, mark)| mark.as_str());
    let text: String = marks.chain(notices).chain([WITHHELD, NUMBERS]).collect();
    StampFont::embed(document, &text, StampFace::Bold, Glyphs::Blocks)
}

/// A font as a page's content names it.
#[derive(Clone, Copy)]
pub(super) struct Named<'f> {
    /// The font.
    pub(super) font: &'f StampFont,
    /// Its resource name.
    pub(super) name: &'f [u8],
}

/// Draws panels, then their labels. `regions` and `bars` (the marks
/// beside paragraphs set anew) lie in user space. Gives the number of glyphs of labels.
pub(super) fn draw(
    out: &mut Emitter,
    geometry: &PageGeometry,
    (regions, bars): (impl Iterator<Item = Rect>, &[Rect]),
    lines: &[Line],
    named: Option<Named<'_>>,
) -> u32 {
    out.operator(Operator::Save);
    out.numbers(Operator::FillGray, &[0.0]);
    for region in regions {
        out.numbers(Operator::Rectangle, &[region.x0, region.y0, region.width(), region.height()]);
        out.operator(Operator::Fill);
    }
    for bar in bars {
        out.numbers(Operator::FillGray, &[BAR_GRAY]);
        out.numbers(Operator::Rectangle, &[bar.x0, bar.y0, bar.width(), bar.height()]);
        out.operator(Operator::Fill);
    }
    let mut drawn = 0;
    for (line, named) in lines.iter().filter_map(|line| Some((line, named?))) {
        out.numbers(Operator::FillGray, &[if line.white { 1.0 } else { 0.0 }]);
        write(out, geometry, named, &line.text, (line.at.0, line.at.1, line.size));
        drawn += line.text.chars().count() as u32;
    }
    out.operator(Operator::Restore);
    drawn
}

/// Shows a line of text at a display position, upright as displayed.
fn write(out: &mut Emitter, geometry: &PageGeometry, named: Named<'_>, text: &str, place: (f64, f64, f64)) {
    let (x, y, size) = place;
    let Some(Matrix([a, b, c, d, e, f])) = geometry.to_display().invert() else { return };
    let at = Matrix([a, b, c, d, e, f]).apply(Point::new(x, y));
    out.operator(Operator::BeginText);
    out.name(named.name);
    out.number(size);
    out.operator(Operator::Font);
    // display space grows downwards, text upwards
    out.numbers(Operator::TextMatrix, &[a, b, -c, -d, at.x, at.y]);
    out.string(&named.font.encode(text));
    out.operator(Operator::ShowText);
    out.operator(Operator::EndText);
}

/// The content of a page withheld whole: a notice of ours.
pub(super) fn withheld(geometry: &PageGeometry, mark: &str, named: Named<'_>) -> Vec<u8> {
    let mut out = Emitter::new();
    let (wide, high) = geometry.display_size();
    let size = (wide / 30.0).clamp(4.0, 14.0);
    out.numbers(Operator::FillGray, &[0.0]);
    for (line, text) in (0u32..).zip([WITHHELD, mark]) {
        let left = (wide - named.font.width(text, size)) / 2.0;
        let place = (left.max(2.0), high / 2.0 + f64::from(line) * size * 1.5, size);
        write(&mut out, geometry, named, text, place);
    }
    out.into_bytes()
}
