//! Whether what is filled hides what lies below it: colour, alpha, blend mode and clip as far as they
//! are known for certain (ISO 32000-2, 8.6, 11.3.5, 11.6.4).
//!
//! It answers "hides" only when nothing speaks against it: patterns, tints of colourants, masks,
//! groups that fade and clips that are no upright rectangle never hide.

use hayro_syntax::object::{Array, Dict, Name, Object, Stream};

use super::lexer::Operation;
use super::operator::Operator;
use super::resources::Resources;

/// What an opaque fill looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shade {
    /// Black or nearly so.
    Dark,
    /// Any other colour.
    Light,
}

/// The nonstroking colour space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Space {
    Gray,
    Rgb,
    Cmyk,
    Other,
}

/// The part of the graphics state that decides whether a fill hides.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ink {
    space: Space,
    shade: Option<Shade>,
    /// Constant alpha, blend mode and soft mask let nothing through.
    alpha: bool,
    blend: bool,
    unmasked: bool,
    /// An outer group fades what is painted here.
    faded: bool,
    /// The clip is exactly its bounds.
    pub(super) clip_is_exact: bool,
}

impl Default for Ink {
    fn default() -> Self {
        Self {
            space: Space::Gray,
            shade: Some(Shade::Dark),
            alpha: true,
            blend: true,
            unmasked: true,
            faded: false,
            clip_is_exact: true,
        }
    }
}

impl Ink {
    /// What an opaque fill here looks like; `None` when something may shine through.
    pub(super) fn hides(&self) -> Option<Shade> {
        let solid = self.alpha && self.blend && self.unmasked && !self.faded && self.clip_is_exact;
        self.shade.filter(|_| solid)
    }

    /// Inside a form that is painted with the present state.
    pub(super) fn within_form(&mut self, upright: bool) {
        self.faded |= !(self.alpha && self.blend && self.unmasked);
        self.clip_is_exact &= upright;
    }

    /// An operator of the colour group.
    pub(super) fn colour(&mut self, operation: &Operation<'_>, resources: &Resources<'_>) {
        let numbers = operation.numbers::<4>();
        let [gray, ..] = numbers;
        let [red, green, blue, _] = numbers;
        match operation.operator {
            Operator::FillGray => self.set(Space::Gray, &[gray]),
            Operator::FillRgb => self.set(Space::Rgb, &[red, green, blue]),
            Operator::FillCmyk => self.set(Space::Cmyk, &numbers),
            Operator::FillSpace => {
                self.space = space(operation.name(0).unwrap_or_default(), resources);
                self.shade = (self.space != Space::Other).then_some(Shade::Dark);
            }
            Operator::FillColour | Operator::FillColourN => match self.space {
                Space::Gray => self.set(Space::Gray, &[gray]),
                Space::Rgb => self.set(Space::Rgb, &[red, green, blue]),
                Space::Cmyk => self.set(Space::Cmyk, &numbers),
                Space::Other => self.shade = None,
            },
            _ => {}
        }
    }

    fn set(&mut self, space: Space, values: &[f64]) {
        let light = |v: &f64| *v >= 0.3;
        let dark = match values {
            [c, m, y, k] => [c, m, y].iter().all(|v| **v + k > 0.7),
            _ => !values.iter().any(light),
        };
        self.space = space;
        self.shade = Some(if dark { Shade::Dark } else { Shade::Light });
    }

    /// The entries of a graphics state dictionary (ISO 32000-2, table 57).
    pub(super) fn parameters(&mut self, dict: &Dict<'_>) {
        if let Some(alpha) = dict.get::<f32>("ca") {
            self.alpha = alpha >= 0.99;
        }
        if let Some(mode) = dict.get::<Object<'_>>("BM") {
            self.blend = matches!(&mode, Object::Name(n) if matches!(n.as_ref(), b"Normal" | b"Compatible"));
        }
        if dict.contains_key("SMask") {
            self.unmasked = dict.get::<Name<'_>>("SMask").is_some_and(|n| n.as_ref() == b"None");
        }
    }
}

fn space(name: &[u8], resources: &Resources<'_>) -> Space {
    match name {
        b"DeviceGray" => return Space::Gray,
        b"DeviceRGB" => return Space::Rgb,
        b"DeviceCMYK" => return Space::Cmyk,
        _ => {}
    }
    match resources.get("ColorSpace", name) {
        Some((_, Object::Name(device))) if device.as_ref() != name => space(device.as_ref(), resources),
        Some((_, Object::Array(array))) => profiled(&array),
        _ => Space::Other,
    }
}

/// `[/ICCBased …]`, `[/CalGray …]`, `[/CalRGB …]`.
fn profiled(array: &Array<'_>) -> Space {
    let mut items = array.flex_iter();
    let family = items.next::<Name<'_>>();
    match family.as_deref() {
        Some(b"CalGray") => Space::Gray,
        Some(b"CalRGB") => Space::Rgb,
        Some(b"ICCBased") => match items.next::<Stream<'_>>().and_then(|s| s.dict().get::<i32>("N")) {
            Some(1) => Space::Gray,
            Some(3) => Space::Rgb,
            Some(4) => Space::Cmyk,
            _ => Space::Other,
        },
        _ => Space::Other,
    }
}
