//! The fonts of one document, each read once. One store a thread.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use hayro_font::hayro_cmap;
use hayro_font::{CMapResolverFn, FontCache, FontQuery, FontResolverFn};
use hayro_syntax::object::{Object, ObjectIdentifier};

use super::{Font, FontKey, keyed};

/// Finds and remembers the fonts of a document.
pub struct FontStore<'a> {
    programs: FontCache<'a>,
    fonts: HashMap<FontKey, Rc<Font<'a>>>,
    missing: Rc<Font<'a>>,
    faces: FontResolverFn,
    maps: CMapResolverFn,
}

impl Default for FontStore<'_> {
    fn default() -> Self {
        let faces: FontResolverFn = Arc::new(|query| match query {
            FontQuery::Standard(face) => Some(face.get_font_data()),
            FontQuery::Fallback(wanted) => Some(wanted.pick_standard_font().get_font_data()),
        });
        Self {
            programs: FontCache::new(),
            fonts: HashMap::new(),
            missing: Rc::new(Font::missing()),
            faces,
            maps: Arc::new(|name| hayro_cmap::load_embedded(name)),
        }
    }
}

impl<'a> FontStore<'a> {
    /// The font of a resource; one that cannot be used is [`Font::missing`] or advances by its
    /// dictionary's account, unreadable.
    pub fn font(&mut self, resource: Option<(Option<ObjectIdentifier>, Object<'a>)>) -> Rc<Font<'a>> {
        let Some((key, dict)) = resource.and_then(|(id, object)| keyed(object, id)) else {
            return Rc::clone(&self.missing);
        };
        if let Some(font) = self.fonts.get(&key) {
            return Rc::clone(font);
        }
        let program = self.programs.font(&dict, &self.faces, &self.maps);
        let font = Rc::new(Font::new(&dict, program));
        self.fonts.insert(key, Rc::clone(&font));
        font
    }
}
