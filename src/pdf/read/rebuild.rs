//! The copy in the making: which foreign objects have become which of ours, and what waits to.
//!
//! Objects are reached from pages only, along the allow-list of [`super::table`]; each is converted
//! once per use, in the order in which pages need it, so that the same file gives the same bytes.
//! What refers to itself is caught by the queue; nesting, count and size are limited.

use std::collections::{HashMap, VecDeque};

use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, MaybeRef, Object, Stream};
use lopdf::{Dictionary, Document, Object as Made, ObjectId};

use super::layers::Layers;
use super::left_out::Counted;
use super::lookup::Site;
use super::table::{Kind, keys};
use crate::diag::{Place, Problem};
use crate::load::mark::Mark;
use crate::pdf::font::FontStore;
use crate::pdf::limits::Limits;

/// The result of every step: the problem names the file, the page and the object.
pub(super) type Step<T> = Result<T, Problem>;

/// What to do with a damaged file, for hints.
pub(super) const DAMAGED: &str = "open it in another program and save or print it as a new PDF, or set \
    decision = \"exclude\" or \"withhold\" with a reason for it in case.toml";

/// An object that has a number already and waits for its value.
struct Waiting<'a> {
    id: ObjectId,
    object: Object<'a>,
    kind: Kind,
    /// Resources for content that has none of its own (7.8.3).
    resources: Dict<'a>,
}

/// The state of one conversion.
pub(super) struct Rebuild<'a> {
    /// The file as the foreign reader sees it.
    pub pdf: &'a Pdf,
    /// The document being written.
    pub out: Document,
    /// What is left behind.
    pub left: Counted,
    /// Redaction marks that were never applied.
    pub marks: Vec<Mark>,
    /// Which optional content is visible.
    pub layers: Layers,
    /// Resources of the content being copied.
    pub scope: Dict<'a>,
    /// Page being copied, from 1.
    pub page: u32,
    /// How much may be read.
    pub limits: &'a Limits,
    /// Which of our form `XObjects` draw which others.
    pub draws: HashMap<ObjectId, Vec<ObjectId>>,
    /// Spot colourants by their foreign names.
    pub colourants: HashMap<Vec<u8>, usize>,
    /// ICC profiles by their sites.
    pub profiles: HashMap<Site, Made>,
    /// Names given to embedded fonts, by the sites of their descriptors.
    pub font_names: HashMap<Site, usize>,
    /// Fonts as they are read, to compare what a field shows with its value.
    pub read_fonts: FontStore<'a>,
    /// The standard fonts in use.
    pub plain_fonts: HashMap<&'static str, ObjectId>,
    /// Attached files that were met, by their names.
    pub attachments: Vec<(String, Stream<'a>)>,
    /// Object and generation numbers of those.
    pub attachment_sites: std::collections::HashSet<(u32, i32)>,
    /// Whether a password was needed.
    pub locked: bool,
    name: &'a str,
    made: HashMap<(Site, Kind, Option<Site>), ObjectId>,
    queue: VecDeque<Waiting<'a>>,
    /// Bytes that may still be unpacked.
    pub budget: usize,
}

impl<'a> Rebuild<'a> {
    /// Begins the copy of `pdf`, a file called `name`.
    pub fn new(pdf: &'a Pdf, name: &'a str, limits: &'a Limits) -> Self {
        Self {
            pdf,
            out: Document::with_version("1.7"),
            left: Counted::default(),
            marks: Vec::new(),
            layers: Layers::read(pdf),
            scope: Dict::empty(),
            page: 0,
            limits,
            draws: HashMap::new(),
            colourants: HashMap::new(),
            profiles: HashMap::new(),
            font_names: HashMap::new(),
            read_fonts: FontStore::default(),
            plain_fonts: HashMap::new(),
            attachments: Vec::new(),
            attachment_sites: std::collections::HashSet::new(),
            locked: false,
            name,
            made: HashMap::new(),
            queue: VecDeque::new(),
            budget: limits.total_bytes,
        }
    }

    /// A refusal at the page being copied.
    pub fn refuse(&self, object: Option<u32>, what: impl Into<String>, hint: &str) -> Problem {
        let mut place = Place::file(self.name);
        place.page = (self.page > 0).then_some(self.page);
        place.object = object;
        Problem::new(place, what, hint)
    }

    /// What an entry or element stands for; `None` when it refers to nothing.
    pub fn resolve(&self, item: MaybeRef<Object<'a>>) -> Option<Object<'a>> {
        match item {
            MaybeRef::Ref(r) => self.pdf.xref().get::<Object<'a>>(r.into()),
            MaybeRef::NotRef(object) => Some(object),
        }
    }

    /// The number under which an object of this kind stands in the copy; `None` when it is missing.
    ///
    /// # Errors
    /// When the object cannot be copied.
    pub fn indirect(&mut self, item: MaybeRef<Object<'a>>, kind: Kind) -> Step<Option<ObjectId>> {
        let Some(site) = Site::of(&item) else { return Ok(None) };
        let Some(object) = self.resolve(item) else { return Ok(None) };
        let inherits = match (&object, kind) {
            (Object::Stream(s), Kind::Form | Kind::Tiling | Kind::Pattern) => {
                !s.dict().contains_key(b"Resources")
            }
            (Object::Dict(d), Kind::Font) => !d.contains_key(b"Resources") && d.contains_key(b"CharProcs"),
            _ => false,
        };
        let key = (site, kind, inherits.then(|| Site::dict(&self.scope)));
        if let Some(id) = self.made.get(&key) {
            return Ok(Some(*id));
        }
        if self.made.len() > 2_000_000 {
            return Err(self.refuse(None, "has more objects than this program reads", DAMAGED));
        }
        let id = self.out.new_object_id();
        self.made.insert(key, id);
        self.queue.push_back(Waiting { id, object, kind, resources: self.scope.clone() });
        Ok(Some(id))
    }

    /// Gives every waiting object its value.
    ///
    /// # Errors
    /// When one cannot be copied.
    pub fn settle(&mut self) -> Step<()> {
        while let Some(waiting) = self.queue.pop_front() {
            self.scope = waiting.resources;
            let value = self.build(waiting.id, waiting.object, waiting.kind, 0)?;
            self.out.objects.insert(waiting.id, value.unwrap_or(Made::Null));
        }
        Ok(())
    }

    /// The value of an entry as this kind; `None` when it has none that may cross.
    ///
    /// # Errors
    /// When it cannot be copied, or nests too deeply.
    pub fn value(&mut self, item: MaybeRef<Object<'a>>, kind: Kind, depth: usize) -> Step<Option<Made>> {
        if depth > self.limits.nesting {
            return Err(self.refuse(None, "nests its objects more deeply than this program reads", DAMAGED));
        }
        match kind {
            Kind::Numbers => Ok(self.resolve(item).and_then(|o| self.figures(&o, depth))),
            Kind::Words(words) => Ok(self.resolve(item).and_then(|o| word(&o, words))),
            _ => match item {
                MaybeRef::Ref(r) => match self.pdf.xref().get::<Object<'a>>(r.into()) {
                    Some(Object::Dict(_) | Object::Array(_) | Object::Stream(_)) => {
                        Ok(self.indirect(MaybeRef::Ref(r), kind)?.map(Made::Reference))
                    }
                    Some(object) => self.build((0, 0), object, kind, depth + 1),
                    None => Ok(None),
                },
                MaybeRef::NotRef(object) => self.build((0, 0), object, kind, depth + 1),
            },
        }
    }

    /// Converts one object; `id` is its number in the copy, or 0 for a direct one.
    fn build(&mut self, id: ObjectId, object: Object<'a>, kind: Kind, depth: usize) -> Step<Option<Made>> {
        match (kind, object) {
            (Kind::Form | Kind::Tiling, Object::Stream(s)) => self.drawing(id, &s, kind).map(Some),
            (Kind::Pattern, Object::Stream(s)) => self.drawing(id, &s, Kind::Tiling).map(Some),
            (Kind::Picture | Kind::Mask, Object::Stream(s)) => self.picture(&s, kind).map(Some),
            (Kind::Mask, object @ Object::Array(_)) => Ok(self.figures(&object, depth)),
            (Kind::ColorSpace, object) => self.color_space(object, depth),
            (Kind::Function, object) => self.function(object, depth),
            (Kind::SoftMask, Object::Name(_)) => Ok(Some(name("None"))),
            (Kind::Font, Object::Dict(d)) => self.font(&d).map(|f| Some(Made::Dictionary(f))),
            (Kind::Descendants, Object::Array(a)) => match a.raw_iter().next() {
                Some(first) => Ok(self.value(first, Kind::CidFont, depth)?.map(|f| Made::Array(vec![f]))),
                None => Ok(None),
            },
            (Kind::CidFont, Object::Dict(d)) => self.cid_font(&d).map(|f| Some(Made::Dictionary(f))),
            (Kind::Descriptor, Object::Dict(d)) => self.descriptor(&d).map(|f| Some(Made::Dictionary(f))),
            (Kind::FontProgram | Kind::GidMap | Kind::Globals | Kind::Shading, Object::Stream(s)) => {
                self.data_stream(&s, kind, depth).map(Some)
            }
            (Kind::GidMap, Object::Name(_)) => Ok(Some(name("Identity"))),
            (_, Object::Dict(d)) => Ok(Some(Made::Dictionary(self.dictionary(&d, kind, depth)?))),
            _ => Ok(None),
        }
    }

    /// The allow-listed entries of a dictionary.
    ///
    /// # Errors
    /// When one of them cannot be copied.
    pub fn dictionary(&mut self, dict: &Dict<'a>, kind: Kind, depth: usize) -> Step<Dictionary> {
        let mut made = Dictionary::new();
        for &(key, kind) in keys(kind) {
            if let Some(item) = dict.get_raw::<Object<'a>>(key)
                && let Some(value) = self.value(item, kind, depth + 1)?
            {
                made.set(key, value);
            }
        }
        Ok(made)
    }

    /// Numbers, booleans and arrays of them; other elements become null.
    pub fn figures(&self, object: &Object<'a>, depth: usize) -> Option<Made> {
        match object {
            Object::Boolean(b) => Some(Made::Boolean(*b)),
            Object::Number(n) => Some(number(n.as_f64())),
            Object::Array(a) if depth <= self.limits.nesting => Some(Made::Array(
                a.raw_iter()
                    .map(|m| self.resolve(m).and_then(|o| self.figures(&o, depth + 1)).unwrap_or(Made::Null))
                    .collect(),
            )),
            _ => None,
        }
    }
}

/// A name of ours.
pub(super) fn name(text: &str) -> Made {
    Made::Name(text.as_bytes().to_vec())
}

/// A number as the writer takes it: whole numbers stay whole.
pub(super) fn number(value: f64) -> Made {
    if value.fract() == 0.0 && value.abs() < 2e9 {
        Made::Integer(value as i64)
    } else if value.is_finite() {
        Made::Real(value as f32)
    } else {
        Made::Integer(0)
    }
}

/// An array of numbers.
pub(super) fn number_array(values: &[f64]) -> Made {
    Made::Array(values.iter().map(|&v| number(v)).collect())
}

/// A name when it is one of `words`; of an array, its first such element (blend modes, 11.3.5).
fn word(object: &Object<'_>, words: &[&'static str]) -> Option<Made> {
    match object {
        Object::Name(n) => words.iter().find(|w| w.as_bytes() == n.as_ref()).map(|w| name(w)),
        Object::Array(a) => super::lookup::array_items::<hayro_syntax::object::Name<'_>>(a)
            .into_iter()
            .flatten()
            .find_map(|n| words.iter().find(|w| w.as_bytes() == n.as_ref()).map(|w| name(w))),
        _ => None,
    }
}
