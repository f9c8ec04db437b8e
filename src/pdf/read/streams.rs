//! Streams of the copy (ISO 32000-2, 7.3.8): unpacked within the file's limits, packed anew.
//!
//! What cannot be unpacked is refused with its object; no byte of a stranger's coding stays.

use hayro_syntax::object::Stream;
use lopdf::Object as Made;

use super::filters::{self, Decoded, Undecodable};
use super::mesh;
use super::rebuild::{DAMAGED, Rebuild, Step, name};
use super::table::Kind;
use crate::diag::Problem;

impl<'a> Rebuild<'a> {
    /// A stream of data that is copied as it is, its filters undone.
    ///
    /// # Errors
    /// When it cannot be decoded.
    pub fn data_stream(&mut self, stream: &Stream<'a>, kind: Kind, depth: usize) -> Step<Made> {
        let dict = self.dictionary(stream.dict(), kind, depth)?;
        let mut decoded = self.decode(stream)?;
        if kind == Kind::Shading {
            mesh::cut(stream.dict(), &mut decoded.bytes);
        }
        if kind == Kind::FontProgram && !decoded.complete {
            self.left.add("font program that is damaged");
        }
        Ok(Made::Stream(lopdf::Stream::new(dict, decoded.bytes)))
    }

    /// A stream's bytes, filters undone, counted against the file's limit.
    ///
    /// # Errors
    /// What is undecodable or too large; data that ends early is for the caller to judge.
    pub fn decode(&mut self, stream: &Stream<'a>) -> Step<Decoded<'a>> {
        let object = Some(stream.obj_id().obj_number);
        let cap = self.limits.stream_bytes.min(self.budget);
        let decoded = filters::decode(stream, cap).map_err(|e| self.undecodable(object, e))?;
        self.budget = self.budget.saturating_sub(decoded.bytes.len());
        Ok(decoded)
    }

    /// Counts bytes that were unpacked against the file's limit.
    ///
    /// # Errors
    /// When the limit is reached.
    pub fn spend(&mut self, object: Option<u32>, bytes: usize) -> Step<()> {
        match self.budget.checked_sub(bytes) {
            Some(left) => {
                self.budget = left;
                Ok(())
            }
            None => Err(self.undecodable(object, Undecodable::TooLarge)),
        }
    }

    /// A refusal because of data that cannot be decoded.
    pub fn undecodable(&self, object: Option<u32>, error: Undecodable) -> Problem {
        match error {
            Undecodable::UnknownFilter => {
                self.refuse(object, "a stream has a coding that no standard names", DAMAGED)
            }
            Undecodable::External => {
                self.refuse(object, "a stream's data lies in another file, which is never opened", DAMAGED)
            }
            Undecodable::TooLarge => self.refuse(
                object,
                "unpacks to more data than this program reads",
                "split the file, or save it anew with another program",
            ),
            Undecodable::Damaged => self.refuse(object, "a stream is damaged", DAMAGED),
        }
    }

    /// Compresses every stream that has no coding yet.
    pub fn compress(&mut self) {
        use rayon::prelude::*;
        self.out.objects.par_iter_mut().for_each(|(_, object)| {
            if let Made::Stream(stream) = object
                && !stream.dict.has(b"Filter")
            {
                stream.content = deflate(&stream.content);
                stream.dict.set("Filter", name("FlateDecode"));
                stream.dict.set("Length", stream.content.len() as i64);
            }
        });
    }
}

/// Compressed for the few seconds a normal form lives: fast rather than small.
fn deflate(data: &[u8]) -> Vec<u8> {
    use std::io::Write as _;
    let room = Vec::with_capacity(data.len() / 3 + 64);
    let mut encoder = flate2::write::ZlibEncoder::new(room, flate2::Compression::new(2));
    // writing to memory does not fail
    let _ = encoder.write_all(data);
    encoder.finish().unwrap_or_default()
}
