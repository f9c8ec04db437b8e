//! What must hold of lines set anew before they are taken: the same words in the same order, none
//! touching, none outside of its column, nothing covered.

use std::cell::LazyCell;
use std::collections::BTreeSet;

use super::facts::{HIGH, LOW, OVER};
use super::gather::{Gathered, Sign};
use super::order;
use super::rules;
use super::set::{Anew, Placed, Work};
use super::style::Spot;
use crate::burn::shape;
use crate::geom::Rect;

/// Boxes may share this much, points: rounding.
const TOUCH: f64 = 0.35;

/// The lines, when everything holds; else what does not.
pub(super) fn held(work: &Work<'_>, mut anew: Anew) -> Result<Anew, &'static str> {
    anew.rules = rules::moved(work, &anew)?;
    anew.slots = order::slots(work, &anew)?;
    same_words(work, &anew)?;
    let boxes = boxes(work, &anew);
    one_stream(work, &anew, &boxes)?;
    let (left, right) = anew.column;
    if boxes.iter().any(|b| b.x0 < left - 0.5 || b.x1 > right + OVER + 0.2) {
        return Err("no room in its column");
    }
    if boxes.windows(2).any(|pair| matches!(pair, [a, b] if touch(a, b))) {
        return Err("words would touch");
    }
    clear_of_others(work, &anew, &boxes)?;
    Ok(anew)
}

/// Whether nothing shows in a place.
pub(super) fn is_free(work: &Work<'_>, place: &Rect) -> bool {
    let hit = |r: &Rect| r.intersection(place).is_some();
    let page = &work.sheet.page;
    let background = |r: &Rect| r.holds(place) && r.width() > 0.5 * page.width();
    page.holds(place)
        && !work.near(place, &[]).any(|s| hit(&area(s, s.at.x, s.at.y)))
        && !work.gathered.fixed.iter().any(hit)
        && !work.taken.iter().any(hit)
        && !work.sheet.shapes.iter().any(|s| hit(&s.bounds) && !(s.plain && background(&s.bounds)))
}

/// Every glyph that stays is set once, in its order; a panel over a segment sets none.
fn same_words(work: &Work<'_>, anew: &Anew) -> Result<(), &'static str> {
    let lines = anew.lines.iter().filter_map(|l| work.sheet.line(*l));
    let words = lines.flat_map(|l| &l.words).flat_map(|w| &w.signs).copied();
    let kept = words.filter(|s| work.gathered.signs.get(*s).is_some_and(|s| s.panel.is_none()));
    let set = anew.placed.iter().map(|p| p.sign);
    let same = anew.placed.is_empty() || kept.eq(set);
    if same { Ok(()) } else { Err("its words would change") }
}

/// Everything is shown by one content stream under one state, and seen where it is set.
fn one_stream(work: &Work<'_>, anew: &Anew, boxes: &[Rect]) -> Result<(), &'static str> {
    let signs = anew.lines.iter().filter_map(|l| work.sheet.line(*l)).flat_map(|l| &l.signs);
    let mut spots: Vec<usize> = signs.filter_map(|s| work.gathered.signs.get(*s)).map(|s| s.spot).collect();
    spots.sort_unstable();
    spots.dedup();
    let spots: Vec<&Spot> = spots.into_iter().filter_map(|s| work.gathered.spots.get(s)).collect();
    let Some(first) = spots.first() else { return Ok(()) };
    if spots.iter().any(|s| s.stream != first.stream || s.state != first.state) {
        return Err("it is drawn by several parts of the page");
    }
    let styles: BTreeSet<usize> = spots.iter().map(|s| s.style).collect();
    let styles = || styles.iter().filter_map(|s| work.gathered.styles.get(*s));
    if styles().any(|s| s.colour.is_empty()) && styles().any(|s| !s.colour.is_empty()) {
        return Err("its colour is that of what is around it");
    }
    if styles().any(|a| work.gathered.styles.iter().any(|b| a.is_stretched_from(b))) {
        return Err("its letters are stretched line by line");
    }
    let seen = spots
        .iter()
        .map(|s| work.gathered.turned(&s.window))
        .reduce(|a, b| a.intersection(&b).unwrap_or_default());
    let all = boxes.iter().copied().reduce(|a, b| a.union(&b));
    let cut = all.zip(seen).is_some_and(|(all, seen)| !seen.inflate(1.0).holds(&all));
    if cut { Err("it is drawn through a frame of its own") } else { Ok(()) }
}

/// The boxes of everything set, in reading order.
fn boxes(work: &Work<'_>, anew: &Anew) -> Vec<Rect> {
    let row = |y: f64| (-y / (0.6 * anew.size)).round() as i64;
    let mut last = (f64::NAN, 0);
    // what stands on one baseline follows each other
    let mut row = move |y: f64| {
        if y.to_bits() != last.0.to_bits() {
            last = (y, row(y));
        }
        last.1
    };
    let mut all: Vec<(Rect, i64)> = Vec::with_capacity(anew.placed.len() + anew.panels.len());
    all.extend(anew.placed.iter().filter_map(|p| Some((placed(work.gathered, p)?, row(p.at.y)))));
    all.extend(anew.panels.iter().map(|(_, r)| (*r, row(r.y0 - LOW * anew.size))));
    all.sort_by(|a, b| a.1.cmp(&b.1).then(a.0.x0.total_cmp(&b.0.x0)));
    all.into_iter().map(|(r, _)| r).collect()
}

/// What a glyph that is set covers of its line.
pub(super) fn placed(gathered: &Gathered, placed: &Placed) -> Option<Rect> {
    Some(area(gathered.signs.get(placed.sign)?, placed.at.x, placed.at.y))
}

/// What a glyph at a place covers of its line.
pub(super) fn area(sign: &Sign, x: f64, y: f64) -> Rect {
    Rect::new(x, y - 0.2 * sign.size, x + sign.wide, y + 0.7 * sign.size)
}

fn touch(a: &Rect, b: &Rect) -> bool {
    if !a.may_touch(b) {
        return false;
    }
    let shared = a.intersection(b).map_or((0.0, 0.0), |s| (s.width(), s.height()));
    shared.0 > TOUCH && shared.1 > 0.25 * a.height().min(b.height())
}

fn clear_of_others(work: &Work<'_>, anew: &Anew, boxes: &[Rect]) -> Result<(), &'static str> {
    let all = boxes.iter().copied().reduce(|a, b| a.union(&b)).unwrap_or_default();
    // most of a page lies nowhere near
    let hits = |r: &Rect| all.may_touch(r) && boxes.iter().any(|b| touch(b, r));
    let stays = |s: &&Sign| !s.blank && s.panel.is_none() && !work.setting.moved.contains(s.ordinal);
    let mut others = work.near(&all, &anew.lines).filter(stays);
    if others.any(|s| hits(&area(s, s.at.x, s.at.y))) || work.taken.iter().any(hits) {
        return Err("words would touch others");
    }
    if work.gathered.fixed.iter().any(hits) {
        return Err("text that cannot be set lies on its line");
    }
    let own = anew.lines.iter().filter_map(|l| work.sheet.line(*l)).flat_map(|l| &l.signs);
    let own = own.filter_map(|s| work.gathered.signs.get(*s));
    // most pages draw nothing beside their words
    let before = LazyCell::new(|| own.map(|s| area(s, s.at.x, s.at.y)).collect::<Vec<Rect>>());
    let moving = |path: Option<usize>| path.is_some_and(|p| anew.rules.iter().any(|(r, _)| *r == p));
    let stays = work.sheet.shapes.iter().filter(|s| !moving(s.path));
    for shape in stays {
        let b = &shape.bounds;
        let lies = |all: &[Rect]| {
            all.iter().any(|r| r.intersection(b).is_some_and(|s| s.area() > 0.0 || b.area() == 0.0))
        };
        if !shape.plain && (lies(boxes) || lies(&before)) {
            return Err("a drawing or picture lies on its line");
        }
        if anew.panels.iter().any(|(_, panel)| shape::goes(b, shape.plain, panel)) {
            return Err("a panel would cover a drawing");
        }
        let upright = b.width() < 2.0 && b.height() > 0.8 * anew.size;
        let crosses =
            |r: &Rect| r.x0 + TOUCH < b.x1 && b.x0 < r.x1 - TOUCH && b.y0 < r.y1 - LOW && b.y1 > r.y0 + HIGH;
        if shape.plain && upright && boxes.iter().any(crosses) {
            return Err("a rule runs through its line");
        }
        let low_or_upright = b.width() < 2.0 || b.height() < order::FLAT * anew.size;
        let entered = |r: &Rect| touch(r, b) && !b.holds(r);
        if shape.plain && !low_or_upright && boxes.iter().any(entered) && !before.iter().any(entered) {
            return Err("it would run into a box");
        }
    }
    Ok(())
}
