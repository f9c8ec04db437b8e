//! Which characters of a page go, and where others stand: what conflicts, the list of what is left and the
//! terms for the verifier all ask of a page and its plan.

use std::collections::HashMap;
use std::ops::Range;

use super::{DocumentPlan, Panel, Plan};
use crate::geom::Rect;
use crate::load::DocumentId;
use crate::text::{GlyphBox, NO_GLYPH, PageText};

/// What goes from one page.
pub(super) struct Gone {
    /// Its glyphs by name: ranges in their order.
    named: Vec<Range<u32>>,
    regions: Vec<Rect>,
}

impl Gone {
    /// By the panels of the page, and by what an extract leaves out around them.
    pub(super) fn of(page: &PageText, plan: &DocumentPlan) -> Self {
        let panels = || plan.panels.iter().filter(|p| p.page == page.page);
        Self::under(page, plan, panels())
    }

    fn under<'p>(
        page: &PageText,
        plan: &DocumentPlan,
        panels: impl Iterator<Item = &'p Panel> + Clone,
    ) -> Self {
        let mut named: Vec<Range<u32>> = panels.clone().flat_map(|p| p.glyphs.iter().cloned()).collect();
        named.retain(|range| !range.is_empty());
        named.sort_unstable_by_key(|range| range.start);
        named.dedup_by(|next, one| {
            let meets = next.start <= one.end;
            one.end = if meets { one.end.max(next.end) } else { one.end };
            meets
        });
        let around = plan.cut.iter().flat_map(|cut| cut.around(&page.geometry));
        let regions = panels.map(|p| p.rect).chain(around).map(|rect| page.geometry.user_rect(&rect));
        Self { named, regions: regions.collect() }
    }

    /// Of each character of the page, whether it goes.
    pub(super) fn characters(&self, page: &PageText) -> Vec<bool> {
        let named = |glyph: u32| glyph != NO_GLYPH && self.names(glyph);
        let glyphs = (0..).zip(page.glyphs.iter());
        let glyphs: Vec<bool> = glyphs.map(|(at, glyph)| named(at) || self.covers(&glyph)).collect();
        let goes = |glyph: &u32| glyphs.get(*glyph as usize).copied().unwrap_or_else(|| named(*glyph));
        page.origins.iter().map(goes).collect()
    }

    /// Whether a panel lists a glyph.
    fn names(&self, glyph: u32) -> bool {
        let at = self.named.partition_point(|range| range.end <= glyph);
        self.named.get(at).is_some_and(|range| range.contains(&glyph))
    }

    /// Whether a panel lies over a glyph.
    fn covers(&self, glyph: &GlyphBox) -> bool {
        let bounds = glyph.quad.bounds();
        self.regions.iter().any(|region| bounds.may_touch(region) && glyph.quad.is_under(region))
    }
}

/// The parts of a plan by document and page, so that no page is looked for among all of them.
pub(super) struct Pages<'p> {
    plans: HashMap<&'p DocumentId, &'p DocumentPlan>,
    panels: HashMap<&'p DocumentId, HashMap<u32, Vec<&'p Panel>>>,
}

impl<'p> Pages<'p> {
    pub(super) fn of(plan: &'p Plan) -> Self {
        let plans = plan.documents.iter().map(|p| (&p.document, p)).collect();
        let mut panels: HashMap<_, HashMap<u32, Vec<&Panel>>> = HashMap::new();
        for document in &plan.documents {
            for panel in &document.panels {
                let pages = panels.entry(&document.document).or_default();
                pages.entry(panel.page).or_default().push(panel);
            }
        }
        Self { plans, panels }
    }

    /// The panels of a page.
    pub(super) fn panels(&self, document: &DocumentId, page: u32) -> &[&'p Panel] {
        self.panels.get(document).and_then(|pages| pages.get(&page)).map_or(&[], Vec::as_slice)
    }

    /// Whether a page is in the pack, withheld or not; one outside of an extract is not.
    pub(super) fn knows(&self, document: &DocumentId, page: u32) -> bool {
        self.plans.get(document).is_some_and(|p| p.has(page))
    }

    /// Whether a page comes into the pack, panels on it or not: it is neither held back nor withheld.
    pub(super) fn shows(&self, document: &DocumentId, page: u32) -> bool {
        let plan = self.plans.get(document);
        plan.is_some_and(|p| p.has(page) && !p.withheld.iter().any(|(w, _)| *w == page))
    }

    /// What goes from a page that comes into the pack.
    pub(super) fn gone(&self, document: &DocumentId, page: &PageText) -> Option<Gone> {
        let plan = self.plans.get(document).filter(|_| self.shows(document, page.page))?;
        let panels = self.panels(document, page.page);
        Some(Gone::under(page, plan, panels.iter().copied()))
    }
}

/// Where characters of a page stand: one box a line, display space.
pub(super) fn boxes(page: &PageText, chars: &Range<u32>) -> Vec<Rect> {
    let within = page.text.chars().zip(&page.origins).skip(chars.start as usize).take(chars.len());
    let mut lines: Vec<Option<Rect>> = vec![None];
    for (c, glyph) in within {
        if c == '\n' {
            lines.push(None);
        }
        let (Some(line), Some(glyph)) = (lines.last_mut(), page.glyphs.get(*glyph as usize)) else {
            continue;
        };
        let rect = page.geometry.display_rect(&glyph.quad.bounds());
        *line = Some(line.map_or(rect, |so_far| so_far.union(&rect)));
    }
    lines.into_iter().flatten().collect()
}
