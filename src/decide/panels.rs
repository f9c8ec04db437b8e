//! From a finding to its panels: one for each line it stands on.
//!
//! A panel is the union of its glyphs' advance boxes as displayed; `burn` trims it so that no kept
//! glyph is under it. Overlapping panels of one mark become one.

use std::ops::Range;

use crate::find::Finding;
use crate::geom::Rect;
use crate::text::{DocumentText, PageText};

use super::{DocumentPlan, Panel, Settled};

/// What every panel of one finding has in common.
#[derive(Debug, Clone)]
pub struct PanelFacts {
    /// Short mark drawn on the panel.
    pub mark: String,
    /// Exemption id.
    pub exemption: String,
    /// Who settled it.
    pub settled: Settled,
    /// Name or role of who decided.
    pub by: String,
    /// When, ISO 8601.
    pub at: String,
}

impl PanelFacts {
    /// Facts for `redact`: the person who typed the command decided, no exemption is named.
    #[must_use]
    pub fn plain() -> Self {
        let (mark, exemption, by, at) = (String::new(), String::new(), String::new(), String::new());
        Self { mark, exemption, settled: Settled::Decided, by, at }
    }
}

/// The plan of a single file without exemptions: its findings and boxes drawn by hand (page from 1,
/// display space).
#[must_use]
pub fn plan_of(document: &DocumentText, findings: &[Finding], boxes: &[(u32, Rect)]) -> DocumentPlan {
    let facts = PanelFacts::plain();
    let mut made = Vec::new();
    for finding in findings {
        if let Some(page) = document.pages.iter().find(|p| p.page == finding.page) {
            made.extend(panels(finding, page, &facts));
        }
    }
    made.extend(boxes.iter().map(|(page, rect)| drawn(*page, *rect, &facts)));
    DocumentPlan { document: document.id.clone(), panels: merge(made), withheld: vec![] }
}

/// A panel drawn by a person.
#[must_use]
pub fn drawn(page: u32, rect: Rect, facts: &PanelFacts) -> Panel {
    panel(page, rect, vec![], facts)
}

/// The panels of a finding on its page, in the order of its lines.
#[must_use]
pub fn panels(finding: &Finding, page: &PageText, facts: &PanelFacts) -> Vec<Panel> {
    let display = page.geometry.to_display();
    let mut lines: Vec<(Rect, Vec<u32>)> = Vec::new();
    for ordinal in finding.glyphs.iter().flat_map(Range::clone) {
        let Some(glyph) = page.glyphs.get(ordinal as usize) else { continue };
        let rect = crate::geom::Quad(glyph.quad.0.map(|p| display.apply(p))).bounds();
        match lines.iter_mut().rev().find(|(line, _)| same_line(line, &rect)) {
            Some((line, glyphs)) => {
                *line = line.union(&rect);
                glyphs.push(ordinal);
            }
            None => lines.push((rect, vec![ordinal])),
        }
    }
    let made = lines.into_iter().map(|(rect, glyphs)| Panel {
        kind: Some(finding.kind),
        finding: Some(finding.id.clone()),
        ..panel(page.page, rect, runs(glyphs), facts)
    });
    made.collect()
}

fn panel(page: u32, rect: Rect, glyphs: Vec<Range<u32>>, facts: &PanelFacts) -> Panel {
    Panel {
        page,
        rect,
        mark: facts.mark.clone(),
        exemption: facts.exemption.clone(),
        kind: None,
        finding: None,
        glyphs,
        settled: facts.settled,
        by: facts.by.clone(),
        at: facts.at.clone(),
    }
}

/// Whether a glyph's box goes on with a line: level with it (or, for turned text, in its column) and
/// no further away than two of its heights.
fn same_line(line: &Rect, glyph: &Rect) -> bool {
    let overlap = |a0: f64, a1: f64, b0: f64, b1: f64| a1.min(b1) - a0.max(b0);
    let level = overlap(line.y0, line.y1, glyph.y0, glyph.y1) >= 0.5 * line.height().min(glyph.height());
    let gap = -overlap(line.x0, line.x1, glyph.x0, glyph.x1);
    let column = overlap(line.x0, line.x1, glyph.x0, glyph.x1) >= 0.5 * line.width().min(glyph.width());
    let drop = -overlap(line.y0, line.y1, glyph.y0, glyph.y1);
    let turned = line.height() > 2.0 * line.width() || glyph.width() > 0.9 * line.width() && line.height() > line.width();
    (level && gap <= 2.0 * line.height()) || (turned && column && drop <= 0.5 * glyph.width().max(glyph.height()))
}

/// Ascending ordinals as runs.
fn runs(mut ordinals: Vec<u32>) -> Vec<Range<u32>> {
    ordinals.sort_unstable();
    ordinals.dedup();
    let mut runs: Vec<Range<u32>> = Vec::new();
    for n in ordinals {
        match runs.last_mut().filter(|r| r.end == n) {
            Some(run) => run.end = n + 1,
            None => runs.push(n..n + 1),
        }
    }
    runs
}

/// Joins panels of one page and one mark that overlap, so that no panel is drawn over another.
#[must_use]
pub fn merge(panels: Vec<Panel>) -> Vec<Panel> {
    let mut merged: Vec<Panel> = Vec::new();
    for panel in panels {
        let twin = merged.iter_mut().find(|m| {
            m.page == panel.page
                && m.exemption == panel.exemption
                && level(&m.rect, &panel.rect)
                && m.rect.intersection(&panel.rect).is_some_and(|r| r.width() > 0.0)
        });
        match twin {
            Some(twin) => {
                twin.rect = twin.rect.union(&panel.rect);
                let both = twin.glyphs.iter().chain(&panel.glyphs).flat_map(Range::clone).collect();
                twin.glyphs = runs(both);
            }
            None => merged.push(panel),
        }
    }
    merged.sort_by(|a, b| {
        (a.page, a.rect.y0, a.rect.x0).partial_cmp(&(b.page, b.rect.y0, b.rect.x0)).unwrap_or(std::cmp::Ordering::Equal)
    });
    merged
}

/// Whether two boxes stand on one line: half of the lower one's height is shared.
fn level(a: &Rect, b: &Rect) -> bool {
    a.y1.min(b.y1) - a.y0.max(b.y0) >= 0.5 * a.height().min(b.height())
}
