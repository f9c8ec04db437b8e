//! The graphics state as far as positions and visibility need it (ISO 32000-2, 8.4 and 9.3).

use std::sync::Arc;

use super::Ink;
use super::font::Font;
use crate::geom::{Matrix, Point, Rect};

/// What the numbers of a colour mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Space {
    /// Gray, RGB or CMYK, by the number of components.
    Device,
    /// Separation, `DeviceN`: 1 is full ink.
    Tint,
    /// Indexed, Lab: not followed.
    Other,
    /// A pattern.
    Pattern,
}

/// Colour and opacity of one kind of painting.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Paint {
    /// Colour.
    pub(crate) ink: Ink,
    /// Colour space.
    pub(crate) space: Space,
    /// `ca` or `CA`.
    pub(crate) alpha: f64,
    /// Number of the tiling pattern's stream; 0: none.
    pub(crate) pattern: u32,
}

/// The state that `q` saves.
#[allow(clippy::struct_excessive_bools, reason = "independent parameters of the standard")]
#[derive(Debug, Clone)]
pub(crate) struct State {
    /// User space to display space.
    pub(crate) ctm: Matrix,
    /// What the clip leaves, as an upright box.
    pub(crate) clip: Rect,
    /// Whether the clip is that box.
    pub(crate) clip_exact: bool,
    /// The polygon that the clip is, where it is no box and was set once.
    pub(crate) clip_form: Option<Arc<[Point]>>,
    /// Filling.
    pub(crate) fill: Paint,
    /// Stroking.
    pub(crate) stroke: Paint,
    /// Line width in user space.
    pub(crate) line_width: f64,
    /// Whether lines are dashed.
    pub(crate) dashed: bool,
    /// Whether the blend mode lets what is below shine through all colours.
    pub(crate) blends: bool,
    /// Whether the blend mode lets what is below shine through all but dark colours.
    pub(crate) darkens: bool,
    /// Whether colours are laid over those below by a press (8.6.7).
    pub(crate) overprints: bool,
    /// Whether a soft mask is set.
    pub(crate) masked: bool,
    /// Whether a knockout group is painted (11.4.6): what comes later takes the place of all before.
    pub(crate) knockout: bool,
    /// Font.
    pub(crate) font: Option<(u16, Arc<Font>)>,
    /// Font size.
    pub(crate) size: f64,
    /// `Tc`.
    pub(crate) char_space: f64,
    /// `Tw`.
    pub(crate) word_space: f64,
    /// `Tz` / 100.
    pub(crate) scale: f64,
    /// `TL`.
    pub(crate) leading: f64,
    /// `Ts`.
    pub(crate) rise: f64,
    /// `Tr`.
    pub(crate) mode: i64,
}

impl State {
    /// The state at the start of a page.
    pub(crate) fn new(ctm: Matrix, clip: Rect) -> Self {
        let paint = Paint { ink: Ink::Plain([0; 3]), space: Space::Device, alpha: 1.0, pattern: 0 };
        Self {
            ctm,
            clip,
            clip_exact: true,
            clip_form: None,
            fill: paint,
            stroke: paint,
            line_width: 1.0,
            dashed: false,
            blends: false,
            darkens: false,
            overprints: false,
            masked: false,
            knockout: false,
            font: None,
            size: 0.0,
            char_space: 0.0,
            word_space: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
            mode: 0,
        }
    }

    /// Whether a paint hides what is below it.
    pub(crate) fn opaque(&self, paint: &Paint) -> bool {
        let dark = matches!(paint.ink, Ink::Plain(ink) if super::is_dark(ink));
        (dark || !self.darkens) && paint.alpha >= 0.99 && !self.blends && !self.masked && !self.overprints
    }

    /// Lessens the clip by a path: a box when `exact`, else of this form, where it is known.
    pub(crate) fn clip_to(&mut self, bounds: Rect, exact: bool, form: Option<&[Point]>) {
        if !exact {
            // where two polygons overlap is not followed
            self.clip_form = form.filter(|_| self.clip_exact).map(Arc::from);
        }
        let nothing = Rect { x0: bounds.x0, y0: bounds.y0, x1: bounds.x0, y1: bounds.y0 };
        self.clip = self.clip.intersection(&bounds).unwrap_or(nothing);
        self.clip_exact &= exact;
    }
}

/// The colour of some components, roughly: enough to tell dark from light and one from another.
pub(crate) fn colour(space: Space, n: &[f64]) -> Ink {
    let byte = |v: f64| (v.clamp(0.0, 1.0) * 255.0).round() as u8;
    match (space, n) {
        (Space::Pattern, _) => Ink::Pattern,
        (Space::Device, [g]) => Ink::Plain([byte(*g); 3]),
        (Space::Device, [r, g, b]) => Ink::Plain([byte(*r), byte(*g), byte(*b)]),
        (Space::Device, [c, m, y, k]) => {
            let mix = |v: f64| byte((1.0 - v) * (1.0 - k));
            Ink::Plain([mix(*c), mix(*m), mix(*y)])
        }
        (Space::Tint, inks) => Ink::Plain([byte(1.0 - inks.iter().copied().fold(0.0, f64::max)); 3]),
        _ => Ink::Plain([128; 3]),
    }
}
