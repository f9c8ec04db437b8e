//! Resources (ISO 32000-2, 7.8.3): found by the stranger's names, listed under ours.

use hayro_syntax::object::{Array, Dict, MaybeRef, Number, Object, Stream};
use lopdf::{Dictionary, Object as Made, ObjectId};

use super::lookup::is_name;
use super::rebuild::{Rebuild, Step};
use super::table::Kind;

/// The kinds of resources that content names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Category {
    /// `Font`.
    Font,
    /// `XObject`.
    XObject,
    /// `ExtGState`.
    GraphicsState,
    /// `ColorSpace`.
    ColorSpace,
    /// `Pattern`.
    Pattern,
    /// `Shading`.
    Shading,
}

impl Category {
    /// The key of its dictionary.
    pub fn key(self) -> &'static str {
        match self {
            Self::Font => "Font",
            Self::XObject => "XObject",
            Self::GraphicsState => "ExtGState",
            Self::ColorSpace => "ColorSpace",
            Self::Pattern => "Pattern",
            Self::Shading => "Shading",
        }
    }

    /// What our names of this kind begin with; the object's number follows.
    pub fn prefix(self) -> &'static str {
        match self {
            Self::Font => "F",
            Self::XObject => "X",
            Self::GraphicsState => "G",
            Self::ColorSpace => "C",
            Self::Pattern => "P",
            Self::Shading => "S",
        }
    }

    /// Lists an object in a resource dictionary of ours.
    pub fn list(self, resources: &mut Dictionary, name: &[u8], id: ObjectId) {
        if !resources.has(self.key().as_bytes()) {
            resources.set(self.key(), Dictionary::new());
        }
        if let Ok(Made::Dictionary(names)) = resources.get_mut(self.key().as_bytes()) {
            names.set(name.to_vec(), Made::Reference(id));
        }
    }
}

/// A stranger's resource dictionary, its parts opened when they are needed.
pub(super) struct Resources<'a> {
    dict: Dict<'a>,
    open: [Option<Dict<'a>>; 6],
    properties: Option<Dict<'a>>,
}

impl<'a> Resources<'a> {
    /// The resources of one piece of content.
    pub fn new(dict: Dict<'a>) -> Self {
        Self { dict, open: Default::default(), properties: None }
    }

    /// The entry that content means by `name`.
    pub fn find(&mut self, category: Category, name: &[u8]) -> Option<MaybeRef<Object<'a>>> {
        let slot = self.open.get_mut(category as usize)?;
        let dict = slot.get_or_insert_with(|| self.dict.get::<Dict<'a>>(category.key()).unwrap_or_default());
        dict.get_raw::<Object<'a>>(name)
    }

    /// `Properties`: what marked content refers to.
    pub fn properties(&mut self) -> &Dict<'a> {
        self.properties.get_or_insert_with(|| self.dict.get::<Dict<'a>>(b"Properties").unwrap_or_default())
    }

    /// A colour space resource that only names a device space.
    pub fn device_space(&mut self, name: &[u8]) -> Option<&'static [u8]> {
        let Some(MaybeRef::NotRef(Object::Name(n))) = self.find(Category::ColorSpace, name) else {
            return None;
        };
        super::color::device(&n)
    }

    /// Whether an `XObject` belongs to a hidden layer.
    pub fn hidden(&mut self, rebuild: &Rebuild<'a>, name: &[u8]) -> bool {
        let Some(item) = self.find(Category::XObject, name) else { return false };
        match rebuild.resolve(item) {
            Some(Object::Stream(s)) => rebuild.layers.hides(rebuild.pdf, s.dict()),
            _ => false,
        }
    }
}

impl<'a> Rebuild<'a> {
    /// Our object for what content calls `name`; `None`, and counted, when there is no such thing.
    ///
    /// # Errors
    /// When it cannot be copied.
    pub fn resource(
        &mut self,
        resources: &mut Resources<'a>,
        category: Category,
        name: &[u8],
    ) -> Step<Option<ObjectId>> {
        let default = name.starts_with(b"Default") && category == Category::ColorSpace;
        let Some(item) = resources.find(category, name) else {
            return if default { Ok(None) } else { Ok(self.missing(category)) };
        };
        let kind = match category {
            Category::Font => Kind::Font,
            Category::XObject => return self.x_object(item),
            Category::GraphicsState => Kind::GraphicsState,
            Category::ColorSpace => Kind::ColorSpace,
            Category::Pattern => Kind::Pattern,
            Category::Shading => Kind::Shading,
        };
        match self.indirect(item, kind)? {
            Some(id) => Ok(Some(id)),
            None if default => Ok(None),
            None => Ok(self.missing(category)),
        }
    }

    /// A font that is missing is Helvetica, so that its text is found where a viewer shows it.
    fn missing(&mut self, category: Category) -> Option<ObjectId> {
        match category {
            Category::Font => {
                self.left.add("font that the file names but does not hold");
                Some(self.plain_font("Helvetica"))
            }
            Category::XObject => {
                self.left.add("picture or drawing that the file names but does not hold");
                None
            }
            _ => None,
        }
    }

    fn x_object(&mut self, item: MaybeRef<Object<'a>>) -> Step<Option<ObjectId>> {
        let stream = match &item {
            MaybeRef::Ref(r) => self.pdf.xref().get::<Stream<'a>>((*r).into()),
            MaybeRef::NotRef(_) => None,
        };
        let Some(stream) = stream else { return Ok(self.missing(Category::XObject)) };
        let dict = stream.dict();
        if is_name(dict, b"Subtype", b"Image") {
            return if self.drawable(&stream) { self.indirect(item, Kind::Picture) } else { Ok(None) };
        }
        if is_name(dict, b"Subtype", b"PS") {
            self.left.add("PostScript fragment");
            return Ok(None);
        }
        self.indirect(item, Kind::Form)
    }

    /// The font and size that a graphics state sets (table 57, `Font`).
    ///
    /// # Errors
    /// When the font cannot be copied.
    pub fn font_of_state(
        &mut self,
        resources: &mut Resources<'a>,
        name: &[u8],
    ) -> Step<Option<(ObjectId, f64)>> {
        let state = resources.find(Category::GraphicsState, name).and_then(|item| self.resolve(item));
        let Some(Object::Dict(state)) = state else { return Ok(None) };
        let Some(array) = state.get::<Array<'a>>(b"Font") else { return Ok(None) };
        let mut items = array.raw_iter();
        let (Some(font), Some(size)) = (items.next(), items.next()) else { return Ok(None) };
        let Some(Object::Number(size)) = self.resolve(size) else { return Ok(None) };
        Ok(self.indirect(font, Kind::Font)?.map(|id| (id, Number::as_f64(&size))))
    }

    /// The object behind one of our `XObject` names, when it is no picture.
    pub fn form_named(used: &Dictionary, name: &[u8]) -> Option<ObjectId> {
        used.get(b"XObject").ok()?.as_dict().ok()?.get(name).ok()?.as_reference().ok()
    }
}
