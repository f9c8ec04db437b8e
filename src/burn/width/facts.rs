//! The public sizes: what a panel may be wide, whatever was removed.
//!
//! A width that follows from the removed word tells the word; these follow from the size of the text
//! that stays. `verify` states them again in its own code (R011).

/// Widths of a panel in sizes of the text, widest first, and the factor on spaces that goes with each.
pub(super) const LADDER: [(f64, f64); 8] =
    [(5.5, 1.0), (5.0, 1.0), (4.5, 1.0), (4.0, 1.0), (3.5, 1.0), (3.0, 1.0), (3.0, 0.88), (2.2, 0.85)];
/// Wider ones, for a paragraph that would come out shorter than it was.
pub(super) const GROW: [f64; 5] = [6.5, 7.5, 8.5, 10.0, 12.0];
/// A panel reaches from below the baseline, in sizes of the text …
pub(super) const LOW: f64 = -0.24;
/// … to above it.
pub(super) const HIGH: f64 = 0.76;
/// A gap of this many sizes parts a line into columns and cells.
pub(super) const PIECE_GAP: f64 = 1.4;
/// A word may reach this far over the edge of its column, points.
pub(super) const OVER: f64 = 0.3;
/// Spaces by which a gap of a justified line may be widened; where it needs more, the line is ragged.
pub(super) const STRETCH: f64 = 3.2;
/// Character spacing from this share of the size on is a style; less evens out a line, and goes.
pub(super) const SPACED_OUT: f64 = 0.05;

/// What is written is rounded to a twentieth of a point.
pub(super) fn rounded(value: f64) -> f64 {
    (value * 20.0).round() / 20.0
}
