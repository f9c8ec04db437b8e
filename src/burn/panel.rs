//! Drawing panels: a black rectangle, and the mark in white where it fits.

use lopdf::Document;

use crate::decide::DocumentPlan;
use crate::error::Result;
use crate::geom::{Matrix, PageGeometry, Point, Rect};
use crate::pdf::content::{Emitter, Operator};
use crate::pdf::typeset::{StampFace, StampFont};

/// Smallest size of a mark, points as displayed.
const SMALLEST_MARK: f64 = 6.0;
/// Largest size of a mark.
const LARGEST_MARK: f64 = 10.0;
/// Notice on a page withheld whole.
const WITHHELD: &str = "This page is withheld";

/// The embedded font of a plan's marks and notices.
///
/// # Errors
/// When the font cannot be embedded.
pub(super) fn font(document: &mut Document, plan: &DocumentPlan) -> Result<StampFont> {
    let marks = plan.panels.iter().map(|p| p.mark.as_str());
    let notices = plan.withheld.iter().map(|(_, mark)| mark.as_str());
    let text: String = marks.chain(notices).chain([WITHHELD]).collect();
    StampFont::embed(document, &text, StampFace::Bold)
}

/// A font as a page's content names it.
#[derive(Clone, Copy)]
pub(super) struct Named<'f> {
    /// The font.
    pub(super) font: &'f StampFont,
    /// Its resource name.
    pub(super) name: &'f [u8],
}

/// Draws one panel. `region` lies in user space. Gives the number of glyphs of its mark.
pub(super) fn draw(
    out: &mut Emitter,
    geometry: &PageGeometry,
    region: &Rect,
    mark: &str,
    named: Option<Named<'_>>,
) -> u32 {
    out.operator(Operator::Save);
    out.numbers(Operator::FillGray, &[0.0]);
    out.numbers(Operator::Rectangle, &[region.x0, region.y0, region.width(), region.height()]);
    out.operator(Operator::Fill);
    let drawn = named.map_or(0, |named| draw_mark(out, geometry, region, mark, named));
    out.operator(Operator::Restore);
    drawn
}

fn draw_mark(out: &mut Emitter, geometry: &PageGeometry, region: &Rect, mark: &str, named: Named<'_>) -> u32 {
    let shown = geometry.display_rect(region);
    let wide = named.font.width(mark, 1.0);
    let size = (shown.height() / 1.1).min((shown.width() - 2.0) / wide).min(LARGEST_MARK);
    if mark.is_empty() || !size.is_finite() || size < SMALLEST_MARK {
        return 0;
    }
    let left = (shown.x0 + shown.x1 - wide * size) / 2.0;
    let baseline = f64::midpoint(shown.y0, shown.y1) + named.font.cap_height(size) / 2.0;
    out.numbers(Operator::FillGray, &[1.0]);
    write(out, geometry, named, mark, (left, baseline, size));
    mark.chars().count() as u32
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
