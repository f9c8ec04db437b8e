//! Pictures under somebody's earlier box: a dark rectangle that was laid over a scan hides its samples
//! from readers only. They are painted out as under a panel of ours.
//!
//! Only bare boxes count: a dark area with words on it is a caption, a heading or a button.

use std::collections::HashMap;

use super::super::survey::Survey;
use super::THIN;
use super::sheet::{Shape, Sheet};
use crate::geom::Rect;

/// Boxes of one page that are looked at.
const MOST: usize = 400;

/// Where a picture was painted, user space, and how many sheets were painted before it.
#[derive(Debug, Clone, Copy)]
pub(in crate::burn) struct Laid {
    pub(in crate::burn) bounds: Rect,
    pub(in crate::burn) sheets: usize,
}

/// By the number of the picture, in order of painting: the boxes laid over it, user space.
pub(in crate::burn) fn over_pictures(survey: &Survey) -> HashMap<usize, Vec<Rect>> {
    let mut out: HashMap<usize, Vec<Rect>> = HashMap::new();
    if survey.laid.iter().all(Option::is_none) {
        return out;
    }
    let dark = survey.sheets.all().iter().enumerate().filter(|(_, sheet)| is_box(sheet)).take(MOST);
    for (number, sheet) in dark {
        let under = |laid: &Laid| {
            let shared = laid.bounds.intersection(&sheet.bounds);
            laid.sheets <= number && shared.is_some_and(|s| s.width() >= THIN && s.height() >= THIN)
        };
        let pictures = survey.laid.iter().enumerate();
        let mut pictures = pictures.filter(|(_, laid)| laid.as_ref().is_some_and(under)).peekable();
        if pictures.peek().is_some() && is_bare(sheet, survey) {
            pictures.for_each(|(picture, _)| out.entry(picture).or_default().push(sheet.bounds));
        }
    }
    out
}

fn is_box(sheet: &Sheet) -> bool {
    let thick = sheet.bounds.width() >= THIN && sheet.bounds.height() >= THIN;
    let plain = matches!(sheet.shape, Shape::Rect) && sheet.image.is_none();
    thick && plain && sheet.colour.is_some_and(|colour| colour.is_dark())
}

/// Whether no letter is painted on it.
fn is_bare(sheet: &Sheet, survey: &Survey) -> bool {
    let later = survey.glyphs.get(sheet.above..).unwrap_or_default();
    !later.iter().any(|glyph| glyph.unseen.is_none() && glyph.quad.is_under(&sheet.bounds))
}
