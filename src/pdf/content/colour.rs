//! Colours as far as they are known for certain (ISO 32000-2, 8.6): of the device spaces and of those
//! that a profile calibrates. Tints of colourants, patterns and Lab are not known.

use hayro_syntax::object::{Array, Name, Object, Stream};

use super::resources::Resources;

/// Largest difference of a component between colours that no eye tells apart.
const ALIKE: u8 = 5;
/// Smallest component of white.
const WHITE: u8 = 250;
/// Largest component of a dark colour.
const DARK: u8 = 76;

/// A colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour {
    /// Red, green and blue, without a profile's corrections.
    rgb: [u8; 3],
    /// Colours of different families may look different though their numbers are the same.
    family: Family,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    Additive { profiled: bool },
    Subtractive { profiled: bool },
}

impl Colour {
    /// `DeviceGray` black, the colour at the start of a page.
    pub(super) const BLACK: Self = Self { rgb: [0; 3], family: Family::Additive { profiled: false } };
    /// The page before anything is painted.
    pub const PAPER: Self = Self { rgb: [255; 3], family: Family::Additive { profiled: false } };

    /// Black or nearly so.
    #[must_use]
    pub fn is_dark(&self) -> bool {
        self.rgb.iter().all(|c| *c <= DARK)
    }

    /// Black for certain, in whatever space it is made lighter or darker.
    #[must_use]
    pub fn is_black(&self) -> bool {
        *self == Self::BLACK
    }

    /// White or nearly so.
    #[must_use]
    pub fn is_white(&self) -> bool {
        self.rgb.iter().all(|c| *c >= WHITE)
    }

    /// Whether no reader can tell one from the other.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        let near = self.rgb.iter().zip(other.rgb).all(|(a, b)| a.abs_diff(b) <= ALIKE);
        (self.is_white() && other.is_white()) || (near && self.family == other.family)
    }
}

/// A colour space whose colours are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Space {
    components: u8,
    profiled: bool,
}

impl Space {
    pub(super) const GRAY: Self = Self::device(1);
    pub(super) const RGB: Self = Self::device(3);
    pub(super) const CMYK: Self = Self::device(4);

    const fn device(components: u8) -> Self {
        Self { components, profiled: false }
    }

    const fn profiled(components: u8) -> Self {
        Self { components, profiled: true }
    }

    /// The space of a name; `None` when its colours are not known.
    pub(super) fn named(name: &[u8], resources: &Resources<'_>) -> Option<Self> {
        match name {
            b"DeviceGray" => return Some(Self::GRAY),
            b"DeviceRGB" => return Some(Self::RGB),
            b"DeviceCMYK" => return Some(Self::CMYK),
            _ => {}
        }
        match resources.get("ColorSpace", name)? {
            (_, Object::Name(device)) if device.as_ref() != name => Self::named(device.as_ref(), resources),
            (_, Object::Array(array)) => Self::calibrated(&array),
            _ => None,
        }
    }

    /// `[/ICCBased …]`, `[/CalGray …]`, `[/CalRGB …]`.
    fn calibrated(array: &Array<'_>) -> Option<Self> {
        let mut items = array.flex_iter();
        let family = items.next::<Name<'_>>();
        match family.as_deref()? {
            b"CalGray" => Some(Self::profiled(1)),
            b"CalRGB" => Some(Self::profiled(3)),
            b"ICCBased" => {
                let components = items.next::<Stream<'_>>()?.dict().get::<u8>("N")?;
                matches!(components, 1 | 3 | 4).then_some(Self::profiled(components))
            }
            _ => None,
        }
    }

    /// The colour of some components; those that are missing are 0.
    pub(super) fn colour(self, values: [f64; 4]) -> Colour {
        let byte = |v: f64| (v.clamp(0.0, 1.0) * 255.0).round() as u8;
        let profiled = self.profiled;
        let [a, b, c, k] = values;
        match self.components {
            1 => Colour { rgb: [byte(a); 3], family: Family::Additive { profiled } },
            3 => Colour { rgb: [a, b, c].map(byte), family: Family::Additive { profiled } },
            _ => {
                let rgb = [a, b, c].map(|ink| byte(1.0 - (ink + k)));
                Colour { rgb, family: Family::Subtractive { profiled } }
            }
        }
    }

    /// The colour that `cs` sets (ISO 32000-2, 8.6.8): black.
    pub(super) fn initial(self) -> Colour {
        self.colour(if self.components == 4 { [0.0, 0.0, 0.0, 1.0] } else { [0.0; 4] })
    }
}
