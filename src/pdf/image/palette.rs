//! Colour tables (ISO 32000-2, 8.6.6.3) without the entries that no sample names: they colour nothing
//! and can hold anything.

use std::collections::BTreeSet;

use lopdf::{Document, Object, Stream, StringFormat};

use super::ImageError;
use super::describe::Description;
use super::space::{Space, resolve};
use crate::pdf::limits::Limits;

/// The colour space of a raw `Indexed` image with the unused entries of its table set to 0; `None` when
/// it has none, or is no such image.
pub(super) fn used(document: &Document, image: &Stream) -> Result<Option<Object>, ImageError> {
    let about = Description::read(document, image)?;
    let Some(Space::Indexed { base, table }) = &about.space else { return Ok(None) };
    let shape = about.shape(&Limits::default())?;
    if shape.bits > 8 || image.dict.has(b"Filter") {
        return Ok(None);
    }
    let samples = samples(&image.content, shape.bits);
    let top = f64::from((1u32 << shape.bits) - 1);
    let entry = |sample: u8| match about.decode.as_slice() {
        [low, high] => (low + f64::from(sample) * (high - low) / top).round().max(0.0) as usize,
        _ => usize::from(sample),
    };
    let named: BTreeSet<usize> = samples.into_iter().map(entry).collect();
    let step = base.components().max(1) as usize;
    let mut trimmed = table.clone();
    for (index, colour) in trimmed.chunks_mut(step).enumerate() {
        if !named.contains(&index) {
            colour.fill(0);
        }
    }
    if trimmed == *table {
        return Ok(None);
    }
    let space = image.dict.get(b"ColorSpace").map_err(|_| ImageError::Dictionary)?;
    let mut parts = resolve(document, space)?.as_array().map_err(|_| ImageError::Dictionary)?.clone();
    if let Some(last) = parts.get_mut(3) {
        *last = Object::String(trimmed, StringFormat::Hexadecimal);
    }
    Ok(Some(Object::Array(parts)))
}

/// Which values occur among packed samples.
fn samples(data: &[u8], bits: u32) -> BTreeSet<u8> {
    let mut seen = [false; 256];
    for &byte in data {
        seen[usize::from(byte)] = true;
    }
    let bytes = (0..=255_u8).filter(|&b| seen[usize::from(b)]);
    let mask = ((1u16 << bits) - 1) as u8;
    bytes.flat_map(|byte| (0..8 / bits).map(move |i| byte >> (i * bits) & mask)).collect()
}
