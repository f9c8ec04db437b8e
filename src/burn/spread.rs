//! Panels over pictures, spread over the white around them to a public size.
//!
//! In a picture nothing can move: a panel as wide as a name tells the name. Where the neighbours leave room the
//! panel takes a size that does not follow from the name. It refuses to cover what is not certainly blank.

use super::looks::Looks;
use super::settle::Verdicts;
use super::survey::{Seen, Survey};
use super::width::{Reached, Setting};
use crate::geom::{PageGeometry, Rect};

/// Widths in heights of the panel, the usual one first.
const SIZES: [f64; 12] = [5.5, 6.5, 7.5, 8.5, 10.0, 12.0, 5.0, 4.5, 4.0, 3.5, 3.0, 2.2];
/// Steps by which white is looked for, in heights.
const STRIDE: f64 = 0.25;
/// Letters may reach this far out of the box of their word, in heights.
const REACH: f64 = 0.15;

/// Spreads the panels of a page that lie over pictures.
pub(super) fn spread(
    verdicts: &mut Verdicts,
    (setting, survey): (&Setting, &Survey),
    frame: &PageGeometry,
    looks: &mut Looks<'_>,
) {
    let pictured = |at: &usize| setting.reached.get(at) == Some(&Reached::Picture);
    for at in (0..verdicts.regions.len()).filter(pictured) {
        let Some(own) = verdicts.regions.get(at).map(|r| frame.display_rect(r)) else { continue };
        let wide = wider(&own, |place| {
            let place = frame.user_rect(place);
            let other = |(i, r): (usize, &Rect)| i != at && r.intersection(&place).is_some();
            frame.crop_box.holds(&place)
                && !verdicts.regions.iter().enumerate().any(other)
                && is_white(&place, (survey, verdicts), looks)
        });
        let Some(wide) = wide.map(|wide| frame.user_rect(&wide)) else { continue };
        if let Some(region) = verdicts.regions.get_mut(at) {
            *region = wide;
        }
        // spaces of recognised text lie in the white
        let under = |g: &&Seen| g.tile.is_none() && g.bounds.intersection(&wide).is_some();
        let under: Vec<u32> = survey.glyphs.iter().filter(under).map(|g| g.ordinal).collect();
        verdicts.take(&under);
    }
}

/// Whether a place shows nothing: the pictures are of one colour there, and no word is.
fn is_white(place: &Rect, (survey, verdicts): (&Survey, &Verdicts), looks: &mut Looks<'_>) -> bool {
    let mut stays =
        survey.glyphs.iter().filter(|g| !verdicts.goes(g.ordinal) && g.bounds.intersection(place).is_some());
    survey.sheets.are_blank(place, looks)
        && stays.all(|g| g.tile.is_none() && g.unseen.is_some() && survey.sheets.are_blank(&g.bounds, looks))
}

/// The least public width that holds a panel and finds room; first to the right. Display space.
fn wider(own: &Rect, mut free: impl FnMut(&Rect) -> bool) -> Option<Rect> {
    let (high, wide) = (own.height(), own.width());
    let most = SIZES.iter().copied().fold(0.0, f64::max) * high - wide;
    let mut room = |place: &dyn Fn(f64, f64) -> Rect| {
        let mut end: f64 = 0.0;
        while end < most && free(&place(end.max(REACH * high), end + STRIDE * high)) {
            end += STRIDE * high;
        }
        end
    };
    let right = room(&|from, to| Rect { x0: own.x1 + from, x1: own.x1 + to, ..*own });
    let left = room(&|from, to| Rect { x0: own.x0 - to, x1: own.x0 - from, ..*own });
    let sizes = SIZES.iter().map(|size| size * high - wide).filter(|more| *more >= 0.0);
    let more = { sizes }.find(|more| *more <= left + right)?;
    let after = more.min(right);
    Some(Rect { x0: own.x0 - (more - after), x1: own.x1 + after, ..*own })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spread_between(left: f64, right: f64) -> Option<(f64, f64)> {
        let own = Rect::new(100.0, 100.0, 140.0, 110.0);
        let wide = wider(&own, |place| place.x0 >= left && place.x1 <= right)?;
        Some((wide.x0, wide.x1))
    }

    #[test]
    fn a_panel_takes_the_usual_size_where_there_is_room_on_the_right() {
        assert_eq!(spread_between(90.0, 300.0), Some((100.0, 155.0)));
    }

    #[test]
    fn what_is_missing_on_the_right_is_taken_on_the_left() {
        let (x0, x1) = spread_between(50.0, 145.0).expect("room");
        assert!(x1 <= 145.0 && x0 >= 50.0 && (x1 - x0 - 55.0).abs() < 1e-9, "{x0} {x1}");
    }

    #[test]
    fn between_near_neighbours_it_stays_as_it_is() {
        assert_eq!(spread_between(99.0, 141.0), Some((100.0, 140.0)), "just a size of its own");
        let own = Rect::new(100.0, 100.0, 142.0, 110.0);
        assert_eq!(wider(&own, |_| false), None);
    }
}
