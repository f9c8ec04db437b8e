//! Font programs of all documents that go into one file (ISO 32000-2, 9.9): a program that several of
//! them embed is cut once, to what all of them still show, and is the same stream in each, so that the
//! pack writes it once.
//!
//! Only burned documents lie here: one that is withheld asks for nothing, and nothing stays for it. A
//! program that cannot be cut refuses the documents that need of it what cannot be had.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use lopdf::{Dictionary, Object, ObjectId, Stream, Writer};
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::program::{self, Wanted};
use crate::diag::Place;
use crate::error::{Error, Result};
use crate::pdf::write::deflated;

/// What tells programs apart: SHA-256 of the stream as it lies in a normal form, where equal programs
/// are written alike.
pub(super) type Key = [u8; 32];

/// A program that a document embeds, and what the document still shows of it.
#[derive(Debug)]
pub(super) struct Embedded {
    pub(super) id: ObjectId,
    pub(super) key: Key,
    pub(super) wanted: Wanted,
}

/// Where font programs lie until it is known what all documents of a file show of them.
#[derive(Debug, Default)]
pub struct Shelf(Mutex<BTreeMap<Key, (Stream, Wanted)>>);

impl Shelf {
    /// Lays a document's program down.
    pub(super) fn put(&self, embedded: &Embedded, program: Stream) {
        let mut shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (_, wanted) = shelf.entry(embedded.key).or_insert_with(|| (program, Wanted::default()));
        wanted.add(&embedded.wanted);
    }

    /// Cuts every program to what the documents that laid it down show of it together.
    #[must_use]
    pub fn cut(self) -> CutPrograms {
        let shelf = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        let cut = |(key, (whole, wanted)): (Key, (Stream, Wanted))| {
            let made = cut(&whole, &wanted).map_or_else(|| Program::Whole(whole), Program::Cut);
            (key, made)
        };
        CutPrograms(shelf.into_par_iter().map(cut).collect())
    }
}

/// The programs of a shelf, cut.
#[derive(Debug)]
pub struct CutPrograms(BTreeMap<Key, Program>);

#[derive(Debug)]
enum Program {
    Cut(Stream),
    /// Cannot be cut to all that is asked of it.
    Whole(Stream),
}

impl CutPrograms {
    /// The program for a document that laid it down.
    ///
    /// # Errors
    /// When it cannot be cut: named is the document whose letters are the reason, and no other.
    pub(super) fn take(&self, embedded: &Embedded) -> Result<Stream> {
        let made = match self.0.get(&embedded.key) {
            Some(Program::Cut(stream)) => Some(stream.clone()),
            Some(Program::Whole(stream)) => cut(stream, &embedded.wanted),
            None => None,
        };
        made.ok_or_else(|| uncut(embedded.id))
    }
}

/// The key of a program's stream; none for what is no stream.
pub(super) fn key(program: &Object) -> Option<Key> {
    program.as_stream().ok()?;
    let mut bytes = Vec::new();
    Writer::write_object(&mut bytes, program).ok()?;
    Some(Sha256::digest(&bytes).into())
}

fn cut(stream: &Stream, wanted: &Wanted) -> Option<Stream> {
    let made = program::cut(&stream.get_plain_content().ok()?, wanted)?;
    let mut dict = Dictionary::new();
    if let Ok(subtype) = stream.dict.get(b"Subtype") {
        dict.set("Subtype", subtype.clone());
    }
    let lengths = program::lengths(&made);
    for (key, length) in ["Length1", "Length2", "Length3"].into_iter().zip(lengths) {
        dict.set(key, length as i64);
    }
    Some(deflated(dict, made))
}

fn uncut(id: ObjectId) -> Error {
    Error::unchecked(
        Place::default().object(id.0),
        "a font cannot be cut down to the letters that are still shown",
        "redact the document by --raster, or withhold it in case.toml",
    )
}
