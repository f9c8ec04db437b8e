//! Plain bars: SVG without a script, each with its number beside it, so that no colour has to be told apart.

use std::fmt::Write as _;

/// Height of a bar with the space below it, and width of the longest, in pixels.
const STEP: usize = 22;
const WIDTH: f64 = 420.0;

/// Where bars begin: labels stand before.
const LEFT: f64 = 190.0;

/// A bar: its label, its length, and its number in words. Labels are ours.
pub struct Bar {
    pub label: String,
    pub value: f64,
    pub shown: String,
}

/// Horizontal bars under a title.
pub fn bars(title: &str, bars: &[Bar]) -> String {
    let most = bars.iter().map(|b| b.value).fold(0.0, f64::max).max(f64::MIN_POSITIVE);
    let mut svg = String::new();
    for (row, bar) in bars.iter().enumerate() {
        let (y, length) =
            (row * STEP, (bar.value / most * WIDTH).max(if bar.value > 0.0 { 1.0 } else { 0.0 }));
        let (text, end) = (y + 15, LEFT + length + 6.0);
        let _ = write!(
            svg,
            "<text x=\"{:.0}\" y=\"{text}\" text-anchor=\"end\">{}</text>\
             <rect x=\"{LEFT:.0}\" y=\"{}\" width=\"{length:.1}\" height=\"14\"/>\
             <text x=\"{end:.1}\" y=\"{text}\">{}</text>",
            LEFT - 8.0,
            bar.label,
            y + 3,
            bar.shown
        );
    }
    let (width, height) = (LEFT + WIDTH + 90.0, bars.len() * STEP + 4);
    format!(
        "<figure><figcaption>{title}</figcaption><svg role=\"img\" \
         aria-label=\"{title}\" viewBox=\"0 0 {width:.0} {height}\" width=\"{width:.0}\" height=\"{height}\">{svg}</svg></figure>\n"
    )
}
