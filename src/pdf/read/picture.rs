//! Pictures (ISO 32000-2, 8.9): the samples that are drawn and not a byte more.
//!
//! Raw samples are cut to the picture's rows; a picture's own coding is kept and loses its metadata.
//! A picture that cannot be decoded is left out and counted; one above the pixel limit is refused.

use hayro_syntax::object::{Object, Stream};
use lopdf::{Dictionary, Object as Made, ObjectId};

use super::color;
use super::filters::{self, Decoded, Picture, Undecodable};
use super::lookup::integer;
use super::parms::Parms;
use super::rebuild::{Rebuild, Step, name};
use super::resources::{Category, Resources};
use super::table::Kind;
use crate::pdf::content::{InlineImage, Operand};

const SPLIT: &str = "save the file with smaller pictures";
const DAMAGED_PICTURE: &str = "picture that is damaged";

/// What its samples need to be counted.
struct Frame {
    width: usize,
    height: usize,
    /// Bits of a pixel; `None` when the colour space does not say.
    bits: Option<usize>,
}

impl<'a> Rebuild<'a> {
    /// Whether a picture has a coding that can be read and is not hidden; what is not is counted.
    pub fn drawable(&mut self, stream: &Stream<'a>) -> bool {
        let known = filters::codings(stream.dict()).is_ok();
        if !known {
            self.left.add("picture in an unknown coding");
        }
        known
    }

    /// A picture of ours; one that cannot be decoded becomes nothing (`kind` says what nothing is).
    ///
    /// # Errors
    /// When it exceeds the limits.
    pub fn picture(&mut self, stream: &Stream<'a>, kind: Kind) -> Step<Made> {
        let dict = stream.dict();
        let mut made = self.dictionary(dict, kind, 0)?;
        let object = Some(stream.obj_id().obj_number);
        let cap = self.limits.stream_bytes;
        let decoded = match filters::decode(stream, cap) {
            Err(Undecodable::TooLarge) => return Err(self.undecodable(object, Undecodable::TooLarge)),
            Err(_) => return Ok(self.no_picture(kind)),
            Ok(decoded) => decoded,
        };
        self.spend(object, decoded.bytes.len())?;
        let components = dict.get::<Object<'a>>(b"ColorSpace").and_then(|c| color::components(&c));
        let mask = dict.get::<bool>(b"ImageMask").unwrap_or(false);
        let bits =
            if mask { Some(1) } else { integer(dict, b"BitsPerComponent").map(|b| b.clamp(1, 16) as usize) };
        let size = |key: &[u8]| integer(dict, key).and_then(|v| usize::try_from(v).ok()).unwrap_or(0);
        let frame = Frame {
            width: size(b"Width"),
            height: size(b"Height"),
            bits: if mask { Some(1) } else { components.zip(bits).map(|(c, b)| c * b) },
        };
        self.finish_picture(&mut made, decoded, &frame, object, kind)
    }

    fn finish_picture(
        &mut self,
        made: &mut Dictionary,
        decoded: Decoded<'a>,
        frame: &Frame,
        object: Option<u32>,
        kind: Kind,
    ) -> Step<Made> {
        if frame.width.saturating_mul(frame.height) > self.limits.image_pixels {
            return Err(self.refuse(object, "a picture has more pixels than this program reads", SPLIT));
        }
        if !decoded.complete {
            self.left.add(DAMAGED_PICTURE);
        }
        made.set("Type", name("XObject"));
        made.set("Subtype", name("Image"));
        let mut bytes = decoded.bytes;
        match decoded.picture {
            Some((coding, parms)) => {
                let Some(clean) = crate::pdf::image::clean::clean(coding.filter().as_bytes(), &bytes) else {
                    return Ok(self.no_picture(kind));
                };
                bytes = clean.into_owned();
                made.set("Filter", name(coding.filter()));
                self.picture_parms(made, coding, parms)?;
            }
            None => {
                if let Some(bits) = frame.bits {
                    let needed = frame.width.saturating_mul(bits).div_ceil(8).saturating_mul(frame.height);
                    self.fill_up(&mut bytes, needed, object)?;
                }
            }
        }
        Ok(Made::Stream(lopdf::Stream::new(made.clone(), bytes)))
    }

    /// Raw samples in the number that the picture needs; missing ones are 0, as viewers have it.
    fn fill_up(&mut self, bytes: &mut Vec<u8>, needed: usize, object: Option<u32>) -> Step<()> {
        if bytes.len() < needed {
            if needed > self.limits.stream_bytes {
                return Err(self.undecodable(object, Undecodable::TooLarge));
            }
            self.spend(object, needed - bytes.len())?;
            self.left.add("picture whose data is short");
        }
        bytes.resize(needed, 0);
        Ok(())
    }

    fn picture_parms(&mut self, made: &mut Dictionary, coding: Picture, parms: Parms<'a>) -> Step<()> {
        let mut kept = parms.for_picture();
        if coding == Picture::Jbig2
            && let Some(globals) = parms.globals
            && let Some(id) = self.indirect(globals, Kind::Globals)?
        {
            kept.set("JBIG2Globals", Made::Reference(id));
        }
        if !kept.is_empty() {
            made.set("DecodeParms", kept);
        }
        Ok(())
    }

    /// What stands for a picture that cannot be decoded: a drawing of nothing, or no mask.
    fn no_picture(&mut self, kind: Kind) -> Made {
        self.left.add(DAMAGED_PICTURE);
        if kind == Kind::Mask {
            return Made::Null;
        }
        super::codec::nothing()
    }

    /// An inline image (8.9.7) as an image `XObject`.
    ///
    /// # Errors
    /// When it exceeds the limits or its colour space cannot be copied.
    pub fn inline_picture(
        &mut self,
        image: &InlineImage<'_>,
        resources: &mut Resources<'a>,
        object: Option<u32>,
    ) -> Step<Option<ObjectId>> {
        let mut made = Dictionary::new();
        let components = self.inline_space(image, resources, &mut made)?;
        for key in ["Width", "Height", "BitsPerComponent", "ImageMask", "Interpolate", "Decode"] {
            if let Some(value) = image.get(key.as_bytes()).and_then(figures) {
                made.set(key, value);
            }
        }
        let count =
            |key: &[u8]| image.get(key).and_then(Operand::number).map_or(0, |n| n.clamp(0.0, 1e6) as usize);
        let mask = matches!(image.get(b"ImageMask"), Some(Operand::Bool(true)));
        let bits = if mask { Some(1) } else { components.map(|c| c * count(b"BitsPerComponent").max(1)) };
        let frame = Frame { width: count(b"Width"), height: count(b"Height"), bits };
        let Some(codings) = inline_codings(image) else {
            self.left.add("picture in an unknown coding");
            return Ok(None);
        };
        let decoded = match filters::decode_bytes(image.data.to_vec(), codings, self.limits.stream_bytes) {
            Err(Undecodable::TooLarge) => return Err(self.undecodable(object, Undecodable::TooLarge)),
            Err(_) => {
                self.left.add(DAMAGED_PICTURE);
                return Ok(None);
            }
            Ok(decoded) => decoded,
        };
        self.spend(object, decoded.bytes.len())?;
        let made = self.finish_picture(&mut made, decoded, &frame, object, Kind::Picture)?;
        Ok(Some(self.out.add_object(made)))
    }

    /// An inline image's colour space: a device space, `Indexed` of one, or a resource.
    fn inline_space(
        &mut self,
        image: &InlineImage<'_>,
        resources: &mut Resources<'a>,
        made: &mut Dictionary,
    ) -> Step<Option<usize>> {
        match image.get(b"ColorSpace") {
            Some(Operand::Name(n)) => {
                if let Some(device) = color::device(n) {
                    made.set("ColorSpace", Made::Name(device.to_vec()));
                    return Ok(color::device_components(device));
                }
                let item = resources.find(Category::ColorSpace, n).and_then(|m| self.resolve(m));
                let components = item.as_ref().and_then(color::components);
                if let Some(id) = self.resource(resources, Category::ColorSpace, n)? {
                    made.set("ColorSpace", Made::Reference(id));
                }
                Ok(components)
            }
            Some(Operand::Array(items)) => {
                if let [_, Operand::Name(base), Operand::Number(high), Operand::String(table)] =
                    items.as_slice()
                    && let Some(base) = color::device(base)
                {
                    made.set(
                        "ColorSpace",
                        color::indexed(
                            Made::Name(base.to_vec()),
                            *high as i64,
                            color::device_components(base),
                            table,
                        ),
                    );
                }
                Ok(Some(1))
            }
            _ => Ok(None),
        }
    }
}

/// The codings of an inline image; `None` when one is unknown.
fn inline_codings<'o>(image: &InlineImage<'_>) -> Option<Vec<(filters::Coding, Parms<'o>)>> {
    let names: Vec<&[u8]> = match image.get(b"Filter") {
        None | Some(Operand::Null) => Vec::new(),
        Some(Operand::Name(n)) => vec![n],
        Some(Operand::Array(items)) => items.iter().map(Operand::name).collect::<Option<_>>()?,
        Some(_) => return None,
    };
    let parms = |i: usize| match image.get(b"DecodeParms") {
        Some(Operand::Array(items)) => items.get(i).map(Parms::of_operand).unwrap_or_default(),
        Some(dict) => Parms::of_operand(dict),
        None => Parms::default(),
    };
    names.into_iter().enumerate().map(|(i, n)| Some((filters::coding(n)?, parms(i)))).collect()
}

/// Numbers, booleans and arrays of numbers.
fn figures(operand: &Operand<'_>) -> Option<Made> {
    match operand {
        Operand::Number(n) => Some(super::rebuild::number(*n)),
        Operand::Bool(b) => Some(Made::Boolean(*b)),
        Operand::Array(items) => {
            Some(Made::Array(items.iter().filter_map(Operand::number).map(super::rebuild::number).collect()))
        }
        _ => None,
    }
}
