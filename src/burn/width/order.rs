//! At which show operation the words of a block are written: after everything that would cover them.
//!
//! A background that is painted line by line, or a highlight that travels with its words, comes between the
//! operations of a paragraph. Words that were written at the first of them would lie under it.

use std::collections::BTreeMap;

use super::gather::{Gathered, Shape};
use super::guard;
use super::set::{Anew, Placed, Work};
use crate::geom::Rect;

/// Shapes lower than this share of the size are rules, which cover nothing.
pub(super) const FLAT: f64 = 0.3;

/// What is written at a show operation: stream and marked content, then the words.
pub(super) type Group = (usize, Option<usize>);

/// The show operation at which each group is written, by its number in the page's.
pub(super) type Slots = BTreeMap<Group, usize>;

/// Where the words of a block are written.
///
/// # Errors
/// Where something covers the words wherever they are written.
pub(super) fn slots(work: &Work<'_>, anew: &Anew) -> Result<Slots, &'static str> {
    let gathered = work.gathered;
    let signs = anew.lines.iter().filter_map(|l| work.sheet.line(*l)).flat_map(|l| &l.signs);
    let mut of_groups: BTreeMap<Group, Vec<usize>> = BTreeMap::new();
    let mut last = None;
    for sign in signs.filter_map(|at| gathered.signs.get(*at)) {
        // the glyphs of one show operation follow each other
        if last.replace(sign.spot) == Some(sign.spot) {
            continue;
        }
        let Some(group) = group_of_spot(gathered, sign.spot) else { continue };
        of_groups.entry(group).or_default().push(sign.spot);
    }
    let mut slots = BTreeMap::new();
    for (group, mut spots) in of_groups {
        spots.sort_unstable();
        let Some(first) = spots.first().copied() else { continue };
        let after = covered_until(work, anew, group, first);
        let slot = spots.into_iter().find(|spot| *spot >= after);
        slots.insert(group, slot.ok_or("something is painted over its line")?);
    }
    Ok(slots)
}

/// How many show operations come before the last thing that covers words of a group, written at its `first` one.
fn covered_until(work: &Work<'_>, anew: &Anew, group: Group, first: usize) -> usize {
    let late = |s: &&Shape| s.filled && s.after > first;
    // most pages paint nothing between the words of a paragraph
    if !work.sheet.shapes.iter().any(|s| late(&s)) {
        return first;
    }
    let gathered = work.gathered;
    let placed = anew.placed.iter().filter(|p| group_of(gathered, p) == Some(group));
    let boxes: Vec<Rect> = placed.filter_map(|p| guard::placed(gathered, p)).collect();
    let all = boxes.iter().copied().reduce(|a, b| a.union(&b)).unwrap_or_default();
    let covers = |r: &Rect| {
        let high = r.height() > FLAT * anew.size && r.intersection(&all).is_some();
        high && boxes.iter().any(|b| r.intersection(b).is_some_and(|s| s.area() > 0.0))
    };
    let covering = |shape: &&Shape| {
        let moved = anew.rules.iter().find(|(path, _)| shape.path == Some(*path));
        moved.map_or_else(|| covers(&shape.bounds), |(_, pieces)| pieces.iter().any(covers))
    };
    let covering = work.sheet.shapes.iter().filter(late).filter(covering);
    covering.map(|s| s.after).max().unwrap_or(first)
}

/// The group of a glyph that is placed.
pub(super) fn group_of(gathered: &Gathered, placed: &Placed) -> Option<Group> {
    group_of_spot(gathered, gathered.signs.get(placed.sign)?.spot)
}

fn group_of_spot(gathered: &Gathered, spot: usize) -> Option<Group> {
    gathered.spots.get(spot).map(|spot| (spot.stream, spot.marked))
}
