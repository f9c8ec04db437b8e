//! What is decided for a page between the survey and the rewriting: which glyphs go, and how far each
//! panel reaches.

use std::collections::HashMap;

use super::looks::Looks;
use super::region::Beside;
use super::survey::Survey;
use super::width::Setting;
use crate::decide::Panel;
use crate::geom::{PageGeometry, Rect};
use crate::mutation::{self, Stripper};

/// The region of a panel that went into another: far outside of every page, and of no size.
const NOWHERE: Rect = Rect { x0: -1e7, y0: -1e7, x1: -1e7, y1: -1e7 };

/// What is decided for a page before it is rewritten.
#[derive(Debug)]
pub(super) struct Verdicts {
    /// By ordinal: whether the glyph goes.
    pub(super) going: Vec<bool>,
    /// The panels' regions in user space, in the order given, and those that go without a panel.
    pub(super) regions: Vec<Rect>,
    /// Glyphs that go because nobody can see them.
    pub(super) hidden: u64,
    /// Images that go for the same reason.
    pub(super) empty_images: u64,
    /// Somebody's earlier boxes over a picture, user space, by its number in order of painting.
    pub(super) boxes: HashMap<usize, Vec<Rect>>,
}

impl Verdicts {
    /// Whether the glyph goes; one that was not surveyed does.
    pub(super) fn goes(&self, ordinal: u32) -> bool {
        self.going.get(ordinal as usize).copied().unwrap_or(true)
    }

    /// Glyphs that go too.
    pub(super) fn take(&mut self, ordinals: &[u32]) {
        for ordinal in ordinals {
            if let Some(slot) = self.going.get_mut(*ordinal as usize) {
                *slot = true;
            }
        }
    }

    /// Panels lie where their lines were set anew; what a panel over a whole segment covers goes too.
    pub(super) fn set(&mut self, setting: &Setting) {
        for (panel, region) in &setting.panels {
            if let Some(slot) = self.regions.get_mut(*panel) {
                *slot = region.unwrap_or(NOWHERE);
            }
        }
        for slot in setting.covered.iter() {
            if let Some(slot) = self.going.get_mut(slot) {
                *slot = true;
            }
        }
    }
}

/// Settles what goes: the glyphs each panel lists, then every glyph under its region. The region of
/// a panel with listed glyphs is first drawn back from neighbours that merely reach into it.
/// `around` are regions that go without a panel, display space; their regions follow those of the panels.
/// `looks` tells what its pictures show.
pub(super) fn settle(
    survey: &Survey,
    (panels, around): (&[&Panel], &[Rect]),
    geometry: &PageGeometry,
    count: u32,
    looks: &mut Looks<'_>,
) -> Verdicts {
    let mut going = vec![false; count as usize];
    for range in panels.iter().flat_map(|p| &p.glyphs) {
        let (start, end) = (range.start as usize, (range.end as usize).min(going.len()));
        if let Some(listed) = going.get_mut(start.min(end)..end) {
            listed.fill(true);
        }
    }
    let regions: Vec<Rect> = panels
        .iter()
        .map(|panel| {
            let region = geometry.user_rect(&panel.rect);
            if panel.glyphs.is_empty() { region } else { drawn_back(region, survey, &going) }
        })
        .chain(around.iter().map(|rect| geometry.user_rect(rect)))
        .collect();
    let mut beside = Beside::new(&regions);
    for glyph in &survey.glyphs {
        let listed = going.get(glyph.ordinal as usize).copied().unwrap_or(true);
        if listed || beside.take(&glyph.quad, &glyph.bounds, glyph.tile) {
            for ordinal in [Some(glyph.ordinal), glyph.outer].into_iter().flatten() {
                if let Some(slot) = going.get_mut(ordinal as usize) {
                    *slot = true;
                }
            }
        }
    }
    let strays = survey.drawn.strays(&survey.glyphs, &regions).into_iter();
    for ordinal in strays.filter(|_| !mutation::is_off(Stripper::Strays)) {
        if let Some(slot) = going.get_mut(ordinal as usize) {
            *slot = true;
        }
    }
    let mut hidden = 0;
    let unseen = super::hidden::glyphs(survey, geometry, looks).into_iter();
    for ordinal in unseen.filter(|_| !mutation::is_off(Stripper::Hidden)) {
        if let Some(slot) = going.get_mut(ordinal as usize).filter(|slot| !**slot) {
            *slot = true;
            hidden += 1;
        }
    }
    let boxes = if mutation::is_off(Stripper::Hidden) {
        HashMap::new()
    } else {
        super::hidden::over_pictures(survey)
    };
    Verdicts { going, regions, hidden, empty_images: survey.empty_images, boxes }
}

/// Trims a region so that neighbours whose middle lies outside it are not under it.
fn drawn_back(mut region: Rect, survey: &Survey, going: &[bool]) -> Rect {
    for glyph in &survey.glyphs {
        let goes = going.get(glyph.ordinal as usize).copied().unwrap_or(true);
        let bounds = glyph.bounds;
        let apart = goes || glyph.tile.is_some() || !bounds.may_touch(&region);
        if apart || !glyph.quad.is_under(&region) {
            continue;
        }
        let middle = (f64::midpoint(bounds.x0, bounds.x1), f64::midpoint(bounds.y0, bounds.y1));
        let high = glyph.quad.overlap(&region).is_some_and(|(_, high)| high > 0.5);
        let cut = if !high && middle.1 < region.y0 {
            Rect { y0: region.y0.max(bounds.y1 - 0.1 * bounds.height()).min(region.y1), ..region }
        } else if !high && middle.1 > region.y1 {
            Rect { y1: region.y1.min(bounds.y0 + 0.1 * bounds.height()).max(region.y0), ..region }
        } else if middle.0 < region.x0 {
            Rect { x0: region.x0.max(bounds.x1).min(region.x1), ..region }
        } else if middle.0 > region.x1 {
            Rect { x1: region.x1.min(bounds.x0).max(region.x0), ..region }
        } else {
            continue;
        };
        region = cut;
    }
    region
}
