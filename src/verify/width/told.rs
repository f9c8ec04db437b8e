//! What a report says of the widths of panels: for each one in a line of text, and in one sentence for all.

use std::fmt::Write as _;

use crate::geom::Rect;

/// A panel with what its width says of what it hides (R011).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PanelWidth {
    /// Page, from 1.
    pub page: u32,
    /// Display space.
    pub area: Rect,
    /// What it says.
    pub width: Width,
    /// Whether that is more than it may.
    pub leaks: bool,
    /// Whether somebody accepted it.
    pub accepted: bool,
}

/// What the width of a panel says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Width {
    /// Nothing: it follows from what stays visible, or is wider than any name.
    Public,
    /// Something of a name.
    Names {
        /// Bits: the binary logarithm of how rare the width is among names.
        bits: f64,
        /// Names and full names of the list that are as wide.
        left: u64,
    },
    /// Neither public data nor a name explain it.
    Unexplained,
    /// It could not be judged: on a picture, beside slanted text.
    NotJudged,
}

/// One line for a person on all panels that were measured; nothing when there were none.
pub(crate) fn sentence(widths: &[PanelWidth]) -> Option<String> {
    let count = |is: fn(&PanelWidth) -> bool| widths.iter().filter(|w| is(w)).count();
    let public = count(|w| !w.leaks && w.width != Width::NotJudged);
    let most = |accepted: bool| {
        let leaks = widths.iter().filter(move |w| w.leaks && w.accepted == accepted);
        let bits = leaks.clone().filter_map(|w| match w.width {
            Width::Names { bits, .. } => Some(bits),
            _ => None,
        });
        (leaks.count(), bits.fold(0.0, f64::max))
    };
    let mut out = format!("panel widths: {public} say no more than 1 bit");
    for (what, (count, bits)) in [("give a name away", most(false)), ("do so and were accepted", most(true))]
    {
        if count > 0 {
            let _ = write!(out, ", {count} {what} (up to {bits:.1} bits)");
        }
    }
    match count(|w| w.width == Width::NotJudged) {
        0 => {}
        open => {
            let _ = write!(out, ", {open} not judged (on pictures, beside slanted text)");
        }
    }
    (!widths.is_empty()).then_some(out)
}

/// For a machine.
pub(crate) fn json(widths: &[PanelWidth]) -> Vec<serde_json::Value> {
    let one = |w: &PanelWidth| {
        let (says, bits, left) = match w.width {
            Width::Public => ("nothing", None, None),
            Width::Names { bits, left } => ("names", Some((bits * 100.0).round() / 100.0), Some(left)),
            Width::Unexplained => ("unexplained", None, None),
            Width::NotJudged => ("not judged", None, None),
        };
        serde_json::json!({
            "page": w.page, "box": w.area.rounded(), "says": says, "bits": bits, "names_left": left,
            "leaks": w.leaks, "accepted": w.accepted,
        })
    };
    widths.iter().map(one).collect()
}
