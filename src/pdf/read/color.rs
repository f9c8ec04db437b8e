//! Colour spaces (ISO 32000-2, 8.6), without names that a stranger chose.
//!
//! Process and special colourants keep their names, spot colourants are numbered; lookup tables are
//! cut to their last index; ICC profiles lose their texts. What is malformed does not cross.

use hayro_syntax::object::{Array, MaybeRef, Name, Number, Object, Stream};
use lopdf::{Object as Made, StringFormat};

use super::icc;
use super::lookup::{Site, array_items};
use super::rebuild::{Rebuild, Step, name, number};
use super::table::Kind;

/// The device space that a name or its abbreviation means.
pub(super) fn device(space: &[u8]) -> Option<&'static [u8]> {
    Some(match space {
        b"DeviceGray" | b"G" | b"CalGray" => b"DeviceGray",
        b"DeviceRGB" | b"RGB" | b"CalRGB" => b"DeviceRGB",
        b"DeviceCMYK" | b"CMYK" | b"CalCMYK" => b"DeviceCMYK",
        b"Pattern" => b"Pattern",
        _ => return None,
    })
}

/// How many components a device space has.
pub(super) fn device_components(space: &[u8]) -> Option<usize> {
    match space {
        b"DeviceGray" => Some(1),
        b"DeviceRGB" => Some(3),
        b"DeviceCMYK" => Some(4),
        _ => None,
    }
}

/// How many components a colour space has; `None` when it does not say.
pub(super) fn components(space: &Object<'_>) -> Option<usize> {
    let array = match space {
        Object::Name(n) => return device(n).and_then(device_components),
        Object::Array(array) => array,
        _ => return None,
    };
    let mut items = array.flex_iter();
    let family = items.next::<Name<'_>>()?;
    match family.as_ref() {
        b"ICCBased" => usize::try_from(items.next::<Stream<'_>>()?.dict().get::<Number>(b"N")?.as_i64()).ok(),
        b"Lab" => Some(3),
        b"Indexed" | b"I" | b"Separation" => Some(1),
        b"DeviceN" => Some(items.next::<Array<'_>>()?.raw_iter().count()),
        other => device(other).and_then(device_components),
    }
}

/// An `Indexed` space whose table ends with its last index (8.6.6.3).
pub(super) fn indexed(base: Made, high: i64, components: Option<usize>, table: &[u8]) -> Made {
    let high = high.clamp(0, 255);
    let length = components.map_or(table.len(), |c| (high as usize + 1) * c).min(table.len());
    let table = table.get(..length).unwrap_or_default().to_vec();
    let table = Made::String(table, StringFormat::Hexadecimal);
    Made::Array(vec![name("Indexed"), base, Made::Integer(high), table])
}

impl<'a> Rebuild<'a> {
    /// A colour space of ours; `None` when it is malformed.
    ///
    /// # Errors
    /// When a part of it cannot be copied.
    pub fn color_space(&mut self, object: Object<'a>, depth: usize) -> Step<Option<Made>> {
        let array = match object {
            Object::Name(n) => return Ok(device(&n).map(|d| Made::Name(d.to_vec()))),
            Object::Array(array) => array,
            _ => return Ok(None),
        };
        let mut items = array.raw_iter();
        let Some(Object::Name(family)) = items.next().and_then(|m| self.resolve(m)) else { return Ok(None) };
        let rest: Vec<_> = items.take(4).collect();
        match family.as_ref() {
            b"CalGray" | b"CalRGB" | b"Lab" => self.calibrated(&family, rest, depth),
            b"ICCBased" => self.profile(rest),
            b"Indexed" | b"I" => self.indexed(rest, depth),
            b"Separation" | b"DeviceN" => self.colourant_space(&family, rest, depth),
            b"Pattern" => match rest.into_iter().next() {
                None => Ok(Some(name("Pattern"))),
                Some(base) => {
                    let base = self.value(base, Kind::ColorSpace, depth + 1)?;
                    Ok(base.map(|b| Made::Array(vec![name("Pattern"), b])))
                }
            },
            other => Ok(device(other).map(|d| Made::Name(d.to_vec()))),
        }
    }

    fn calibrated(
        &mut self,
        family: &[u8],
        rest: Vec<MaybeRef<Object<'a>>>,
        depth: usize,
    ) -> Step<Option<Made>> {
        let Some(first) = rest.into_iter().next() else { return Ok(None) };
        let dict = self.value(first, Kind::Calibrated, depth + 1)?;
        Ok(dict.map(|d| Made::Array(vec![Made::Name(family.to_vec()), d])))
    }

    fn indexed(&mut self, rest: Vec<MaybeRef<Object<'a>>>, depth: usize) -> Step<Option<Made>> {
        let mut rest = rest.into_iter();
        let (Some(base), Some(high), Some(table)) = (rest.next(), rest.next(), rest.next()) else {
            return Ok(None);
        };
        let components = match &base {
            MaybeRef::Ref(r) => self.pdf.xref().get::<Object<'a>>((*r).into()).as_ref().and_then(components),
            MaybeRef::NotRef(object) => components(object),
        };
        let Some(base) = self.value(base, Kind::ColorSpace, depth + 1)? else { return Ok(None) };
        let Some(Object::Number(high)) = self.resolve(high) else { return Ok(None) };
        let table = match self.resolve(table) {
            Some(Object::String(s)) => s.to_vec(),
            Some(Object::Stream(s)) => self.decode(&s)?.bytes,
            _ => return Ok(None),
        };
        Ok(Some(indexed(base, high.as_i64(), components, &table)))
    }

    /// `Separation` and `DeviceN` (8.6.6.4, 8.6.6.5); `DeviceN` attributes stay behind.
    fn colourant_space(
        &mut self,
        family: &[u8],
        rest: Vec<MaybeRef<Object<'a>>>,
        depth: usize,
    ) -> Step<Option<Made>> {
        let mut rest = rest.into_iter();
        let (Some(names), Some(alternate), Some(tint)) = (rest.next(), rest.next(), rest.next()) else {
            return Ok(None);
        };
        let names = match self.resolve(names) {
            Some(Object::Name(n)) => self.colourant(&n),
            Some(Object::Array(a)) => {
                let all = array_items::<Name<'a>>(&a);
                Made::Array(all.iter().flatten().map(|n| self.colourant(n)).collect())
            }
            _ => return Ok(None),
        };
        let alternate = self.value(alternate, Kind::ColorSpace, depth + 1)?;
        let tint = self.value(tint, Kind::Function, depth + 1)?;
        let (Some(alternate), Some(tint)) = (alternate, tint) else { return Ok(None) };
        Ok(Some(Made::Array(vec![Made::Name(family.to_vec()), names, alternate, tint])))
    }

    fn colourant(&mut self, foreign: &[u8]) -> Made {
        const KNOWN: [&str; 6] = ["All", "None", "Cyan", "Magenta", "Yellow", "Black"];
        if let Some(known) = KNOWN.iter().find(|k| k.as_bytes() == foreign) {
            return name(known);
        }
        let next = self.colourants.len() + 1;
        let number = *self.colourants.entry(foreign.to_vec()).or_insert(next);
        name(&format!("Spot{number}"))
    }

    /// `ICCBased` (8.6.5.5): the profile without its texts, or the device space of as many components.
    fn profile(&mut self, rest: Vec<MaybeRef<Object<'a>>>) -> Step<Option<Made>> {
        let Some(item) = rest.into_iter().next() else { return Ok(None) };
        let site = Site::of(&item);
        if let Some(known) = site.and_then(|s| self.profiles.get(&s)) {
            return Ok(Some(known.clone()));
        }
        let Some(Object::Stream(stream)) = self.resolve(item) else { return Ok(None) };
        let count = stream.dict().get::<Number>(b"N").map_or(3, |n| n.as_i64());
        let device = match count {
            1 => "DeviceGray",
            4 => "DeviceCMYK",
            _ => "DeviceRGB",
        };
        let decoded = self.decode(&stream)?;
        let space = match icc::without_texts(&decoded.bytes).filter(|_| decoded.complete) {
            Some(profile) => {
                let mut dict = lopdf::Dictionary::new();
                dict.set("N", number(count as f64));
                dict.set("Alternate", name(device));
                let id = self.out.add_object(Made::Stream(lopdf::Stream::new(dict, profile)));
                Made::Array(vec![name("ICCBased"), Made::Reference(id)])
            }
            None => name(device),
        };
        if let Some(site) = site {
            self.profiles.insert(site, space.clone());
        }
        Ok(Some(space))
    }
}
