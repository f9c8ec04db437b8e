//! From findings that go to panels: one for each line of a finding, overlapping ones made one. What a
//! rectangle around a line would take of its neighbours is spared: a large initial has a panel of its
//! own, and so has each glyph of a slanting line.

use std::collections::BTreeSet;
use std::ops::Range;

use super::{Panel, Settled};
use crate::find::Finding;
use crate::geom::{Point, Quad, Rect};
use crate::text::{NO_GLYPH, PageText};

/// A glyph this much larger than the one beside it is an initial.
const INITIAL: f64 = 1.7;
/// Rise of a line over its length, from which it slants: about three degrees.
const SLANT: f64 = 0.05;

/// What all panels of a finding say beside where they are.
#[derive(Debug, Clone)]
pub(super) struct Label {
    pub mark: String,
    pub exemption: String,
    pub settled: Settled,
    pub by: String,
    pub at: String,
}

impl Label {
    /// The label on a region.
    pub(super) fn panel(&self, page: u32, rect: Rect) -> Panel {
        let label = self.clone();
        Panel {
            page,
            rect,
            mark: label.mark,
            exemption: label.exemption,
            kind: None,
            finding: None,
            glyphs: Vec::new(),
            settled: label.settled,
            by: label.by,
            at: label.at,
        }
    }

    /// The label on a place that has none.
    pub(super) fn on(&self, place: &Panel) -> Panel {
        let (kind, finding, glyphs) = (place.kind, place.finding.clone(), place.glyphs.clone());
        Panel { kind, finding, glyphs, ..self.panel(place.page, place.rect) }
    }
}

/// The panels of a finding: its glyphs line by line, each line's advance boxes as one region.
/// A finding none of whose glyphs has a box gets the boxes of its anchor.
pub(super) fn of_finding(finding: &Finding, page: &PageText, label: &Label) -> Vec<Panel> {
    let mut left: BTreeSet<u32> = finding.glyphs.iter().cloned().flatten().collect();
    let mut lines: Vec<Vec<u32>> = vec![Vec::new()];
    let chars = page.text.chars().zip(&page.origins);
    let within = chars.skip(finding.chars.start as usize).take(finding.chars.len());
    for (c, glyph) in within {
        if c == '\n' {
            lines.push(Vec::new());
        } else if *glyph != NO_GLYPH && left.remove(glyph) {
            lines.last_mut().into_iter().for_each(|l| l.push(*glyph));
        }
    }
    // glyphs that stand for no character of the text (parts of a ligature, doubles) still go
    lines.extend(left.into_iter().map(|g| vec![g]));
    let panel = |rect: Rect, glyphs: &[u32]| Panel {
        kind: Some(finding.kind),
        finding: Some(finding.id.clone()),
        glyphs: runs(glyphs),
        ..label.panel(finding.page, rect)
    };
    let pieces = lines.iter().flat_map(|line| pieces(page, line));
    let mut panels: Vec<Panel> =
        pieces.filter_map(|glyphs| Some(panel(around(page, &glyphs)?, &glyphs))).collect();
    if panels.is_empty() {
        panels.extend(finding.anchor.boxes.iter().map(|b| panel(*b, &[])));
    }
    panels
}

/// The parts of a line that have a panel each: runs of glyphs of about one size, and each glyph of its
/// own where the line slants.
fn pieces(page: &PageText, line: &[u32]) -> Vec<Vec<u32>> {
    let glyph = |g: &u32| page.glyphs.get(*g as usize);
    let alike = |a: &u32, b: &u32| match (glyph(a), glyph(b)) {
        (Some(a), Some(b)) => {
            let sizes = a.size.max(b.size) <= INITIAL * a.size.min(b.size);
            sizes && !slants(&a.quad) && !slants(&b.quad)
        }
        _ => true,
    };
    line.chunk_by(alike).map(<[u32]>::to_vec).collect()
}

/// Whether a glyph stands on a line that leans from both axes.
fn slants(quad: &Quad) -> bool {
    let [corner, right, ..] = quad.0;
    let (x, y) = ((right.x - corner.x).abs(), (right.y - corner.y).abs());
    x.min(y) > SLANT * x.max(y)
}

/// The display-space region of some glyphs of a page; of one that slants, the upright box around the
/// middle of its height: the glyph goes whole, and lines beside it stay.
fn around(page: &PageText, glyphs: &[u32]) -> Option<Rect> {
    let glyphs = glyphs.iter().filter_map(|g| page.glyphs.get(*g as usize));
    let user = glyphs.map(|g| if slants(&g.quad) { middle(&g.quad).bounds() } else { g.quad.bounds() });
    user.reduce(|a, b| a.union(&b)).map(|r| page.geometry.display_rect(&r))
}

/// The middle half of a glyph's height.
fn middle(quad: &Quad) -> Quad {
    let [low_left, low_right, high_right, high_left] = quad.0;
    let on = |a: Point, b: Point, at: f64| Point::new(a.x + at * (b.x - a.x), a.y + at * (b.y - a.y));
    Quad([
        on(low_left, high_left, 0.25),
        on(low_right, high_right, 0.25),
        on(low_right, high_right, 0.75),
        on(low_left, high_left, 0.75),
    ])
}

/// Ascending runs of ordinals.
fn runs(glyphs: &[u32]) -> Vec<Range<u32>> {
    let mut runs: Vec<Range<u32>> = Vec::new();
    for glyph in glyphs.iter().copied().collect::<BTreeSet<u32>>() {
        match runs.last_mut() {
            Some(run) if run.end == glyph => run.end += 1,
            _ => runs.push(glyph..glyph + 1),
        }
    }
    runs
}

/// Panels in the order of pages and lines, with those made one that share glyphs or lie in one another.
pub(super) fn merged(mut panels: Vec<Panel>) -> Vec<Panel> {
    let order = |p: &Panel| (p.page, (p.rect.y0 * 100.0) as i64, (p.rect.x0 * 100.0) as i64);
    panels.sort_by_key(|p| (order(p), strength(p.settled)));
    let mut out: Vec<Panel> = Vec::new();
    for panel in panels {
        match out.iter_mut().rev().take(64).find(|o| belong_together(o, &panel)) {
            Some(other) => join(other, panel),
            None => out.push(panel),
        }
    }
    out
}

/// How firmly a panel is settled: the lower, the firmer.
fn strength(settled: Settled) -> u8 {
    match settled {
        Settled::Decided => 0,
        Settled::ByCase => 1,
        Settled::Proposed => 2,
    }
}

fn belong_together(a: &Panel, b: &Panel) -> bool {
    let shared = |x: &Panel, y: &Panel| {
        x.glyphs.iter().any(|r| y.glyphs.iter().any(|s| r.start < s.end && s.start < r.end))
    };
    let common = a.rect.intersection(&b.rect).map_or(0.0, |r| r.area());
    let smaller = a.rect.area().min(b.rect.area());
    // boxes drawn by a person stay as they were drawn
    let both_found = a.finding.is_some() && b.finding.is_some();
    a.page == b.page
        && both_found
        && (shared(a, b) || (smaller > 0.0 && common > smaller * 0.8 && a.exemption == b.exemption))
}

/// Adds `other` to a panel; what was settled more firmly gives the label.
fn join(panel: &mut Panel, other: Panel) {
    let glyphs: Vec<u32> = panel.glyphs.iter().chain(&other.glyphs).cloned().flatten().collect();
    let rect = panel.rect.union(&other.rect);
    if strength(other.settled) < strength(panel.settled) {
        *panel = other;
    }
    panel.rect = rect;
    panel.glyphs = runs(&glyphs);
}
