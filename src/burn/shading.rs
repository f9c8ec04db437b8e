//! Shadings under a panel: one whose parts could draw a letter there is not painted at all.
//!
//! Gradients that merely pass under a panel stay; they have no parts, or parts larger than letters.

use super::region::repeated;
use super::shape;
use crate::geom::Rect;
use crate::pdf::content::device::PlacedShading;

/// Whether a part of the shading lies under a region, by the rule for shapes; what cannot be read does.
pub(super) fn is_under(placed: &PlacedShading<'_>, regions: &[Rect]) -> bool {
    if regions.is_empty() {
        return false;
    }
    let Some(parts) = placed.parts() else { return true };
    let under = |part: &Rect, region: &Rect| {
        repeated(region, part, placed.tile).iter().any(|region| shape::goes(part, false, region))
    };
    parts.iter().any(|part| regions.iter().any(|region| under(part, region)))
}
