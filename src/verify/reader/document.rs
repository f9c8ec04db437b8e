//! The file as the verifier sees it: every object of every revision, decrypted, object streams
//! expanded, streams decoded on demand.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::crypt::{Locked, Security};
use super::filter::{self, Decoded, Step};
use super::object::{Dict, Object};
use super::parse::Parser;
use super::scan::{Indirect, scan};
use crate::verify::limits;

/// Why a file cannot be opened at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Closed {
    /// Wrong or missing password.
    Password,
    /// An encryption that is not known here.
    Unsupported,
    /// More objects than the limit.
    TooMany,
    /// Nothing in it that could be an object.
    Empty,
}

/// A whole file.
#[derive(Debug)]
pub(crate) struct Document<'a> {
    /// The bytes.
    pub(crate) file: &'a [u8],
    /// Every object, in the order of the file; the contents of object streams at the end.
    pub(crate) objects: Vec<Indirect>,
    /// Byte ranges outside of objects.
    pub(crate) gaps: Vec<Range<usize>>,
    /// Trailer dictionaries and those of cross-reference streams, in the order of the file.
    pub(crate) trailers: Vec<Dict>,
    /// How the file is encrypted.
    pub(crate) security: Option<Security>,
    /// The number of the encryption dictionary, which is not encrypted itself.
    pub(crate) encrypt_object: Option<u32>,
    /// Numbers of object streams that could not be read.
    pub(crate) unread_containers: Vec<u32>,
    latest: HashMap<u32, usize>,
    decoded: Vec<OnceLock<Decoded>>,
    inflated: AtomicUsize,
}

impl<'a> Document<'a> {
    /// Reads the file.
    ///
    /// # Errors
    /// [`Closed`] when nothing of it can be judged.
    pub(crate) fn open(file: &'a [u8], password: Option<&str>) -> Result<Self, Closed> {
        let found = scan(file, limits::OBJECTS).ok_or(Closed::TooMany)?;
        if found.objects.is_empty() {
            return Err(Closed::Empty);
        }
        let mut document = Self {
            file,
            objects: found.objects,
            gaps: found.gaps,
            trailers: found.trailers,
            security: None,
            encrypt_object: None,
            unread_containers: Vec::new(),
            latest: HashMap::new(),
            decoded: Vec::new(),
            inflated: AtomicUsize::new(0),
        };
        document.index();
        let streams = document.objects.iter().filter(|o| is_xref(o)).filter_map(Indirect::dict);
        document.trailers = streams.chain(&document.trailers).cloned().collect();
        document.unlock(password)?;
        document.expand()?;
        document.index();
        Ok(document)
    }

    /// The newest object of this number.
    pub(crate) fn find(&self, number: u32) -> Option<&Indirect> {
        self.latest.get(&number).and_then(|&i| self.objects.get(i))
    }

    /// Follows references, at most a few in a row.
    pub(crate) fn resolve<'s>(&'s self, object: &'s Object) -> &'s Object {
        let mut object = object;
        for _ in 0..limits::REFERENCES {
            let Object::Ref(number, _) = object else { return object };
            match self.find(*number) {
                Some(found) => object = &found.value,
                None => return &Object::Null,
            }
        }
        &Object::Null
    }

    /// The value of a key, references followed.
    pub(crate) fn get<'s>(&'s self, dict: &'s Dict, key: &str) -> Option<&'s Object> {
        dict.get(key).map(|v| self.resolve(v)).filter(|v| **v != Object::Null)
    }

    /// The dictionary under a key, references followed.
    pub(crate) fn dict<'s>(&'s self, dict: &'s Dict, key: &str) -> Option<&'s Dict> {
        self.get(dict, key).and_then(Object::dict)
    }

    /// The numbers of an array under a key.
    pub(crate) fn numbers(&self, dict: &Dict, key: &str) -> Option<Vec<f64>> {
        let items = self.get(dict, key)?.array()?;
        items.iter().map(|i| self.resolve(i).number()).collect()
    }

    /// The number under a key; 0 when there is none.
    pub(crate) fn number(&self, dict: &Dict, key: &str) -> f64 {
        self.get(dict, key).and_then(Object::number).unwrap_or(0.0)
    }

    /// The stream object that a value refers to.
    pub(crate) fn stream<'s>(&'s self, object: &Object) -> Option<&'s Indirect> {
        let mut object = object;
        for _ in 0..limits::REFERENCES {
            let Object::Ref(number, _) = object else { return None };
            let found = self.find(*number)?;
            if found.data.is_some() {
                return Some(found);
            }
            object = &found.value;
        }
        None
    }

    /// The catalog: what the newest trailer calls `/Root`, else an object that says it is one.
    pub(crate) fn catalog(&self) -> Option<&Dict> {
        let roots = self.trailers.iter().rev().filter_map(|t| self.dict(t, "Root"));
        let typed = self.objects.iter().rev().filter_map(Indirect::dict).filter(|d| d.is("Type", "Catalog"));
        roots.chain(typed).find(|d| d.has("Pages"))
    }

    /// The stream's bytes with all filters but a picture's codec undone; empty when it is no stream.
    pub(crate) fn decoded(&self, object: &Indirect) -> &Decoded {
        static NONE: OnceLock<Decoded> = OnceLock::new();
        let slot = self.position(object).and_then(|i| self.decoded.get(i));
        match slot {
            Some(slot) => slot.get_or_init(|| self.decode(object)),
            None => NONE.get_or_init(Decoded::default),
        }
    }

    /// The stream's bytes decrypted, with its filters.
    pub(crate) fn raw(&self, object: &Indirect) -> Vec<u8> {
        let data = object.data.clone().and_then(|r| self.file.get(r)).unwrap_or_default();
        match &self.security {
            Some(security) if !self.is_clear(object) => {
                security.stream(object.number, object.generation, data)
            }
            _ => data.to_vec(),
        }
    }

    /// The filters of a stream with their parameters.
    pub(crate) fn steps(&self, dict: &Dict) -> Vec<Step> {
        let list = |keys: [&str; 2]| match keys.iter().find_map(|k| self.get(dict, k)) {
            Some(Object::Array(items)) => items.iter().map(|i| self.resolve(i).clone()).collect(),
            Some(other) => vec![other.clone()],
            None => Vec::new(),
        };
        let params = list(["DecodeParms", "DP"]);
        let names = list(["Filter", "F"]);
        let name = |o: &Object| o.name().unwrap_or(b"?").to_vec();
        let param = |i: usize| params.get(i).and_then(Object::dict).map(|d| self.flat(d)).unwrap_or_default();
        names.iter().enumerate().map(|(i, n)| (name(n), param(i))).collect()
    }

    /// A copy of a dictionary with scalar values in place of references to them.
    fn flat(&self, dict: &Dict) -> Dict {
        let plain = |v: &Object| match self.resolve(v) {
            found @ (Object::Int(_) | Object::Real(_) | Object::Bool(_) | Object::Name(_)) => found.clone(),
            _ => v.clone(),
        };
        Dict(dict.entries().map(|(k, v)| (k.to_vec(), plain(v))).collect())
    }

    fn decode(&self, object: &Indirect) -> Decoded {
        let left = limits::TOTAL_BYTES.saturating_sub(self.inflated.load(Ordering::Relaxed));
        let steps = object.dict().map(|d| self.steps(d)).unwrap_or_default();
        let decoded = filter::decode(&self.raw(object), &steps, limits::STREAM_BYTES.min(left));
        self.inflated.fetch_add(decoded.data.len(), Ordering::Relaxed);
        decoded
    }

    fn position(&self, object: &Indirect) -> Option<usize> {
        let same = |o: &Indirect| std::ptr::eq(o, object);
        let newest = self.latest.get(&object.number).copied();
        newest
            .filter(|&i| self.objects.get(i).is_some_and(same))
            .or_else(|| self.objects.iter().position(same))
    }

    /// Whether the stream is exempt from encryption (7.6.2).
    fn is_clear(&self, object: &Indirect) -> bool {
        let Some(dict) = object.dict() else { return false };
        let metadata = self.security.as_ref().is_some_and(|s| !s.metadata) && dict.is("Type", "Metadata");
        let identity = self.steps(dict).first().is_some_and(|(name, params)| {
            name == b"Crypt" && params.get("Name").and_then(Object::name).is_none_or(|n| n == b"Identity")
        });
        is_xref(object) || metadata || identity
    }

    fn index(&mut self) {
        // of equal numbers the later in the file wins; a compressed object stands where its stream does
        let mut order: Vec<usize> = (0..self.objects.len()).collect();
        order.sort_by_key(|&i| self.objects.get(i).map_or(0, |o| o.offset));
        self.latest = order.iter().filter_map(|&i| self.objects.get(i).map(|o| (o.number, i))).collect();
        self.decoded = self.objects.iter().map(|_| OnceLock::new()).collect();
    }

    /// Finds the encryption dictionary, opens it and decrypts every string.
    fn unlock(&mut self, password: Option<&str>) -> Result<(), Closed> {
        let Some(trailer) = self.trailers.iter().rev().find(|t| t.has("Encrypt")) else { return Ok(()) };
        let entry = trailer.get("Encrypt").cloned().unwrap_or_default();
        let dict = self.resolve(&entry).dict().ok_or(Closed::Unsupported)?;
        let filters = self.dict(dict, "CF").map(|cf| {
            let inline = |v: &Object| self.resolve(v).clone();
            Object::Dict(Dict(cf.entries().map(|(k, v)| (k.to_vec(), inline(v))).collect()))
        });
        let mut dict = self.flat(dict);
        dict.0.extend(filters.map(|f| (b"CF".to_vec(), f)));
        let ids = self.trailers.iter().rev().find_map(|t| self.get(t, "ID")?.array()?.first());
        let id = ids.map(|i| self.resolve(i)).and_then(Object::string).unwrap_or_default().to_vec();
        let security = Security::open(&dict, &id, password).map_err(|e| match e {
            Locked::Password => Closed::Password,
            Locked::Unsupported => Closed::Unsupported,
        })?;
        self.encrypt_object = if let Object::Ref(number, _) = entry { Some(number) } else { None };
        for object in &mut self.objects {
            if Some(object.number) != self.encrypt_object && !is_xref(object) {
                let (number, generation) = (object.number, object.generation);
                decrypt_strings(&mut object.value, &|s| security.string(number, generation, s));
            }
        }
        self.security = Some(security);
        Ok(())
    }

    /// Adds what object streams hold (7.5.7).
    fn expand(&mut self) -> Result<(), Closed> {
        let mut inner = Vec::new();
        for object in self.objects.iter().filter(|o| o.dict().is_some_and(|d| d.is("Type", "ObjStm"))) {
            let decoded = self.decode(object);
            if decoded.fault.is_some() || decoded.codec.is_some() {
                self.unread_containers.push(object.number);
            }
            let count = object.dict().and_then(|d| self.get(d, "N")).and_then(Object::int).unwrap_or(0);
            let first = object.dict().and_then(|d| self.get(d, "First")).and_then(Object::int).unwrap_or(0);
            compressed(object, &decoded.data, count, first, &mut inner);
            if inner.len() + self.objects.len() > limits::OBJECTS {
                return Err(Closed::TooMany);
            }
        }
        self.objects.extend(inner);
        Ok(())
    }
}

/// Whether the object is a cross-reference stream.
pub(crate) fn is_xref(object: &Indirect) -> bool {
    object.data.is_some() && object.dict().is_some_and(|d| d.is("Type", "XRef"))
}

/// The objects in the decoded data of an object stream.
fn compressed(container: &Indirect, data: &[u8], count: i64, first: i64, out: &mut Vec<Indirect>) {
    let first = usize::try_from(first).unwrap_or(0);
    let mut header = Parser::new(data.get(..first).unwrap_or_default(), 0);
    for _ in 0..count.clamp(0, limits::OBJECTS as i64) {
        let (Some(number), Some(offset)) = (header.object(), header.object()) else { return };
        let Some(number) = number.int().and_then(|n| u32::try_from(n).ok()) else { continue };
        let Some(offset) = offset.int().and_then(|n| usize::try_from(n).ok()) else { continue };
        let mut parser = Parser::new(data, first.saturating_add(offset));
        let value = parser.object().unwrap_or_default();
        out.push(Indirect {
            number,
            offset: container.offset,
            container: Some(container.number),
            value,
            too_deep: parser.too_deep,
            ..Indirect::default()
        });
    }
}

/// Replaces every string in an object.
fn decrypt_strings(object: &mut Object, decrypt: &impl Fn(&[u8]) -> Vec<u8>) {
    match object {
        Object::Str(s) => *s = decrypt(s),
        Object::Array(items) => items.iter_mut().for_each(|i| decrypt_strings(i, decrypt)),
        Object::Dict(d) => d.0.iter_mut().for_each(|(_, v)| decrypt_strings(v, decrypt)),
        _ => {}
    }
}
