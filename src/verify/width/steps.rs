//! The public sizes of panels, in units of the size of the text beside them. Stated here and where panels
//! are set, on purpose: what sets them cannot mislead what judges them.

/// Widths of a panel, with how far the spaces of its lines may be squeezed for it.
const STEPS: [(f64, f64); 13] = [
    (5.5, 1.0),
    (5.0, 1.0),
    (4.5, 1.0),
    (4.0, 1.0),
    (3.5, 1.0),
    (3.0, 1.0),
    (3.0, 0.88),
    (2.2, 0.85),
    (6.5, 1.0),
    (7.5, 1.0),
    (8.5, 1.0),
    (10.0, 1.0),
    (12.0, 1.0),
];

/// How exactly a panel keeps to its step.
const OFF: f64 = 0.02;
/// The same where it is measured by its own height, or in pixels.
const OFF_PICTURED: f64 = 0.06;

/// By how much spaces may be squeezed beside a panel of a width; none when the width is no public one.
pub(super) fn squeezes(width: f64, size: f64) -> Vec<f64> {
    let fits = |step: f64| (width / size - step).abs() <= OFF;
    STEPS.iter().filter(|(step, _)| fits(*step)).map(|(_, squeeze)| *squeeze).collect()
}

/// Whether a panel that stands alone, or on a picture, has a public width by its own height.
pub(super) fn is_step_by_height(width: f64, height: f64) -> bool {
    STEPS.iter().any(|(step, _)| (width / height - step).abs() <= OFF_PICTURED)
}
