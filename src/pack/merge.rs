//! Many documents in one object model: pages copied with all they need, and nothing else.
//!
//! Only what a page reaches comes across, so that no catalog, page tree or orphan of a source does.
//! What two documents have in common (fonts, mostly) is written once. Refused: a reference to an
//! object that is not there, and nesting deeper than our own documents have.

use std::collections::{HashMap, HashSet};

use lopdf::{Dictionary, Document, Object, ObjectId, Writer};
use sha2::{Digest, Sha256};

use crate::diag::Place;
use crate::error::{Error, Result};

/// References and containers inside one another; forms nest 28 deep at most.
const DEEPEST: usize = 200;

/// The document that grows, and what is already in it.
#[derive(Debug)]
pub(super) struct Merger {
    pub(super) document: Document,
    known: HashMap<[u8; 32], ObjectId>,
}

/// A document that is being taken apart.
struct Source {
    document: Document,
    /// New numbers of what was copied.
    done: HashMap<ObjectId, ObjectId>,
    /// What is being copied, and the numbers given to it because something below refers back.
    open: HashSet<ObjectId>,
    early: HashMap<ObjectId, ObjectId>,
}

impl Merger {
    pub(super) fn new() -> Self {
        Self { document: Document::with_version("2.0"), known: HashMap::new() }
    }

    /// Copies the pages of a document, whose inherited keys stand on the pages already, and returns
    /// their numbers. They have no `Parent` yet.
    ///
    /// # Errors
    /// Exit 3 when the document refers to what it does not hold, or nests too deep.
    pub(super) fn add(&mut self, document: Document) -> Result<Vec<ObjectId>> {
        let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
        let mut source =
            Source { document, done: HashMap::new(), open: HashSet::new(), early: HashMap::new() };
        for page in &pages {
            let new = self.document.new_object_id();
            source.done.insert(*page, new);
        }
        for page in &pages {
            let mut dictionary = take_page(&mut source.document, *page)?;
            for key in [b"Parent".as_slice(), b"StructParents", b"Tabs"] {
                dictionary.remove(key);
            }
            let copied = self.dictionary(&mut source, dictionary, 0)?;
            if let Some(new) = source.done.get(page) {
                self.document.objects.insert(*new, Object::Dictionary(copied));
            }
        }
        Ok(pages.iter().filter_map(|p| source.done.get(p).copied()).collect())
    }

    fn reference(&mut self, source: &mut Source, id: ObjectId, depth: usize) -> Result<ObjectId> {
        if let Some(new) = source.done.get(&id) {
            return Ok(*new);
        }
        if source.open.contains(&id) {
            return Ok(*source.early.entry(id).or_insert_with(|| self.document.new_object_id()));
        }
        let object =
            source.document.objects.remove(&id).ok_or_else(|| unsound("refers to a missing object"))?;
        source.open.insert(id);
        let object = self.object(source, object, depth)?;
        source.open.remove(&id);
        let new = match source.early.remove(&id) {
            Some(new) => {
                self.document.objects.insert(new, object);
                new
            }
            None => self.keep(object)?,
        };
        source.done.insert(id, new);
        Ok(new)
    }

    fn object(&mut self, source: &mut Source, object: Object, depth: usize) -> Result<Object> {
        if depth > DEEPEST {
            return Err(unsound("nests too deep"));
        }
        Ok(match object {
            Object::Reference(id) => Object::Reference(self.reference(source, id, depth + 1)?),
            Object::Array(items) => {
                let items: Result<_> = items.into_iter().map(|o| self.object(source, o, depth + 1)).collect();
                Object::Array(items?)
            }
            Object::Dictionary(d) => Object::Dictionary(self.dictionary(source, d, depth + 1)?),
            Object::Stream(mut stream) => {
                stream.dict = self.dictionary(source, stream.dict, depth + 1)?;
                Object::Stream(stream)
            }
            plain => plain,
        })
    }

    fn dictionary(&mut self, source: &mut Source, from: Dictionary, depth: usize) -> Result<Dictionary> {
        let mut to = Dictionary::new();
        for (key, value) in from {
            to.set(key, self.object(source, value, depth + 1)?);
        }
        Ok(to)
    }

    /// Adds an object, or finds the one that is written the same. Streams are deflated first: what is
    /// encrypted can no longer be made smaller.
    fn keep(&mut self, mut object: Object) -> Result<ObjectId> {
        if let Object::Stream(stream) = &mut object
            && !stream.dict.has(b"Filter")
        {
            stream.compress().map_err(|_| unsound("holds what cannot be written"))?;
        }
        let mut bytes = Vec::new();
        Writer::write_object(&mut bytes, &object).map_err(|_| unsound("holds what cannot be written"))?;
        let hash: [u8; 32] = Sha256::digest(&bytes).into();
        if let Some(same) = self.known.get(&hash) {
            return Ok(*same);
        }
        let id = self.document.add_object(object);
        self.known.insert(hash, id);
        Ok(id)
    }
}

fn take_page(document: &mut Document, page: ObjectId) -> Result<Dictionary> {
    match document.objects.remove(&page) {
        Some(Object::Dictionary(dictionary)) => Ok(dictionary),
        _ => Err(unsound("has a page that is no dictionary")),
    }
}

fn unsound(what: &str) -> Error {
    let what = format!("a document that should go into the pack {what}");
    Error::unchecked(Place::default(), what, "exclude or withhold it, and report this")
}
