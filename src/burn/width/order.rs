//! At which show operation the words of a block are written: after everything that would cover them.
//!
//! A background that is painted line by line, or a highlight that travels with its words, comes between the
//! operations of a paragraph. Words that were written at the first of them would lie under it.

use std::collections::{BTreeMap, BTreeSet};

use super::emit;
use super::gather::{Gathered, Shape};
use super::guard;
use super::set::{Anew, Placed, Work};
use crate::geom::Rect;

/// Shapes lower than this share of the size are rules, which cover nothing.
const LOW: f64 = 0.3;

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
    let mut of_groups: BTreeMap<Group, BTreeSet<usize>> = BTreeMap::new();
    for sign in emit::taken(work, anew).into_iter().filter_map(|at| gathered.signs.get(at)) {
        let Some(group) = group_of_spot(gathered, sign.spot) else { continue };
        of_groups.entry(group).or_default().insert(sign.spot);
    }
    let mut slots = BTreeMap::new();
    for (group, spots) in of_groups {
        let placed = anew.placed.iter().filter(|p| group_of(gathered, p) == Some(group));
        let boxes: Vec<Rect> =
            placed.filter_map(|p| Some(guard::area(gathered.signs.get(p.sign)?, p.at.x, p.at.y))).collect();
        let after = covered_until(work, anew, &boxes);
        let slot = spots.iter().copied().find(|spot| *spot >= after);
        let slot = slot.or(spots.first().copied().filter(|_| boxes.is_empty()));
        slots.insert(group, slot.ok_or("something is painted over its line")?);
    }
    Ok(slots)
}

/// How many show operations come before the last thing that covers one of the boxes.
fn covered_until(work: &Work<'_>, anew: &Anew, boxes: &[Rect]) -> usize {
    let all = boxes.iter().copied().reduce(|a, b| a.union(&b)).unwrap_or_default();
    let covers = |r: &Rect| {
        let high = r.height() > LOW * anew.size && r.intersection(&all).is_some();
        high && boxes.iter().any(|b| r.intersection(b).is_some_and(|s| s.area() > 0.0))
    };
    let pieces = |shape: &Shape| {
        let moved = anew.rules.iter().find(|(path, _)| shape.path == Some(*path));
        moved.map_or_else(|| covers(&shape.bounds), |(_, pieces)| pieces.iter().any(covers))
    };
    let shapes = work.sheet.shapes.iter().filter(|s| s.filled);
    shapes.filter(|s| pieces(s)).map(|s| s.after).max().unwrap_or(0)
}

/// The group of a glyph that is placed.
pub(super) fn group_of(gathered: &Gathered<'_>, placed: &Placed) -> Option<Group> {
    group_of_spot(gathered, gathered.signs.get(placed.sign)?.spot)
}

fn group_of_spot(gathered: &Gathered<'_>, spot: usize) -> Option<Group> {
    gathered.spots.get(spot).map(|spot| (spot.stream, spot.marked))
}
