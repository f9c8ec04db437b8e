//! Cutting resources down to what content names (ISO 32000-2, 7.8.3), nested content included.

use std::collections::{BTreeMap, HashMap};

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::fonts;
use super::usage::{CATEGORIES, Codes, Used, look};
use crate::diag::Place;
use crate::error::{Error, Result};
use crate::pdf::write::deflated;

/// Keys of a page that stay (ISO 32000-2, table 31).
const PAGE_KEYS: [&str; 9] =
    ["Type", "Parent", "MediaBox", "CropBox", "Rotate", "UserUnit", "Contents", "Resources", "Group"];
/// Colour spaces that stand for the device's without being named by content.
const DEFAULTS: [&[u8]; 3] = [b"DefaultGray", b"DefaultRGB", b"DefaultCMYK"];
/// Nesting of content that is followed.
const DEEPEST: usize = 64;

/// Cuts every page's resources down; gives the number of entries that went.
pub(super) fn trim(document: &mut Document) -> Result<u64> {
    let mut trimmer =
        Trimmer { document, seen: HashMap::new(), gone: 0, shown: BTreeMap::new(), unsure: false };
    trimmer.catalog();
    let pages: Vec<ObjectId> = trimmer.document.get_pages().into_values().collect();
    for page in pages {
        trimmer.page(page)?;
    }
    let (mut gone, shown) = (trimmer.gone, std::mem::take(&mut trimmer.shown));
    if !trimmer.unsure {
        gone += fonts::cut(document, &shown);
    }
    Ok(gone)
}

struct Trimmer<'t> {
    document: &'t mut Document,
    /// Nested content looked through, with what it needs of its surroundings.
    seen: HashMap<ObjectId, Used>,
    gone: u64,
    /// Codes shown, by font.
    shown: BTreeMap<ObjectId, Codes>,
    /// Whether text is shown in a font that the trimmer does not know.
    unsure: bool,
}

impl Trimmer<'_> {
    fn catalog(&mut self) {
        if let Ok(catalog) = self.document.catalog_mut() {
            *catalog = only(catalog, &["Type", "Pages"]);
        }
    }

    fn page(&mut self, id: ObjectId) -> Result<()> {
        let present = self.resources(id).unwrap_or_default();
        let contents = self.document.get_dictionary(id).ok().and_then(|d| d.get(b"Contents").ok()).cloned();
        let mut used = Used::default();
        if let Some(Object::Reference(stream)) = contents {
            used = self.content(stream)?;
        } else if contents.is_some() {
            return Err(foreign(id, "a page's content is not one stream"));
        }
        self.nested(&mut used, &present, 0)?;
        let kept = self.cut(present, &used);
        if let Ok(page) = self.document.get_dictionary_mut(id) {
            *page = only(page, &PAGE_KEYS);
            page.set("Resources", kept);
        }
        Ok(())
    }

    /// Looks through a content stream and takes marked content out of it.
    fn content(&mut self, id: ObjectId) -> Result<Used> {
        let stream = self.document.get_object(id).and_then(Object::as_stream);
        let stream = stream.map_err(|_| foreign(id, "a content stream is missing"))?;
        let decoded =
            stream.get_plain_content().map_err(|_| foreign(id, "a content stream cannot be decoded"))?;
        let look = look(&decoded);
        self.unsure |= look.inherits;
        if look.foreign {
            return Err(foreign(id, "a content stream holds something that is no operation"));
        }
        if let Some(cleaned) = look.cleaned
            && let Ok(stream) = self.document.get_object_mut(id).and_then(Object::as_stream_mut)
        {
            let mut dict = stream.dict.clone();
            dict.remove(b"Filter");
            dict.remove(b"DecodeParms");
            *stream = deflated(dict, cleaned);
        }
        Ok(look.used)
    }

    /// Follows the names in `used` into forms, patterns, masks and Type 3 fonts; adds what those
    /// without resources of their own need.
    fn nested(&mut self, used: &mut Used, present: &Dictionary, depth: usize) -> Result<()> {
        if depth > DEEPEST {
            return Err(foreign((0, 0), "content nests too deep"));
        }
        let mut more = Used::default();
        self.unsure |= self.sets_font(used, present);
        for category in ["XObject", "Pattern", "ExtGState", "Font"] {
            let Ok(entries) = present.get(category.as_bytes()).and_then(Object::as_dict) else { continue };
            let named: Vec<Object> = used.of(category).filter_map(|n| entries.get(n).ok()).cloned().collect();
            for object in named {
                more.add(&self.entry(category, &object, present, depth)?);
            }
        }
        used.add(&more);
        Ok(())
    }

    fn entry(&mut self, category: &str, object: &Object, present: &Dictionary, depth: usize) -> Result<Used> {
        match category {
            "ExtGState" => match self.mask_group(object) {
                Some(group) => self.stream(group, present, depth),
                None => Ok(Used::default()),
            },
            "Font" => self.type3(object, present, depth),
            _ => match object {
                Object::Reference(id) => self.stream(*id, present, depth),
                _ => Ok(Used::default()),
            },
        }
    }

    /// A form or tiling pattern; images and shading patterns need nothing.
    fn stream(&mut self, id: ObjectId, present: &Dictionary, depth: usize) -> Result<Used> {
        if let Some(known) = self.seen.get(&id) {
            return Ok(known.clone());
        }
        self.seen.insert(id, Used::default());
        let Ok(stream) = self.document.get_object(id).and_then(Object::as_stream) else {
            return Ok(Used::default());
        };
        let is_content = stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|n| n == b"Form")
            || stream.dict.has(b"PatternType");
        if !is_content {
            return Ok(Used::default());
        }
        let mut used = self.content(id)?;
        let own = self.resources(id);
        self.nested(&mut used, own.as_ref().unwrap_or(present), depth + 1)?;
        let Some(own) = own else {
            self.seen.insert(id, used.clone());
            return Ok(used);
        };
        let kept = self.cut(own, &used);
        if let Ok(stream) = self.document.get_object_mut(id).and_then(Object::as_stream_mut) {
            stream.dict.set("Resources", kept);
        }
        Ok(Used::default())
    }

    /// Which codes are shown in which font objects.
    fn note_codes(&mut self, present: &Dictionary, used: &Used) {
        let Ok(fonts) = present.get(b"Font").and_then(Object::as_dict) else { return };
        // a font that is set and shows nothing any more counts too
        for name in used.of("Font") {
            if let Ok(Object::Reference(id)) = fonts.get(name) {
                let codes = self.shown.entry(*id).or_default();
                used.shown.get(name).into_iter().for_each(|shown| codes.add(shown));
            }
        }
    }

    /// Whether a graphics state among those used sets a font.
    fn sets_font(&self, used: &Used, present: &Dictionary) -> bool {
        let states = present.get(b"ExtGState").and_then(Object::as_dict).ok();
        let mut named = used.of("ExtGState").filter_map(|n| states?.get(n).ok());
        named.any(|state| {
            self.document.dereference(state).is_ok_and(|(_, s)| s.as_dict().is_ok_and(|s| s.has(b"Font")))
        })
    }

    fn mask_group(&self, object: &Object) -> Option<ObjectId> {
        let (_, state) = self.document.dereference(object).ok()?;
        let (_, mask) = self.document.dereference(state.as_dict().ok()?.get(b"SMask").ok()?).ok()?;
        mask.as_dict().ok()?.get(b"G").and_then(Object::as_reference).ok()
    }

    fn type3(&mut self, object: &Object, present: &Dictionary, depth: usize) -> Result<Used> {
        let Ok((id, font)) = self.document.dereference(object) else { return Ok(Used::default()) };
        let Ok(procedures) = font.as_dict().and_then(|font| font.get(b"CharProcs")) else {
            return Ok(Used::default());
        };
        if let Some(known) = id.and_then(|id| self.seen.get(&id)) {
            return Ok(known.clone());
        }
        let procedures =
            self.document.dereference(procedures).ok().and_then(|(_, p)| p.as_dict().ok()).cloned();
        let streams: Vec<ObjectId> =
            procedures.iter().flat_map(Dictionary::iter).filter_map(|(_, v)| v.as_reference().ok()).collect();
        let mut used = Used::default();
        for stream in streams {
            used.add(&self.content(stream)?);
        }
        let own = id.and_then(|id| self.resources(id));
        if let Some(id) = id {
            self.seen.insert(id, Used::default());
        }
        self.nested(&mut used, own.as_ref().unwrap_or(present), depth + 1)?;
        let (Some(own), Some(id)) = (own, id) else {
            return Ok(used);
        };
        let kept = self.cut(own, &used);
        if let Ok(font) = self.document.get_dictionary_mut(id) {
            font.set("Resources", kept);
        }
        Ok(Used::default())
    }

    /// The resources of a page, stream or font, with every category in place.
    fn resources(&self, id: ObjectId) -> Option<Dictionary> {
        let dict = match self.document.get_object(id).ok()? {
            Object::Dictionary(dict) => dict,
            Object::Stream(stream) => &stream.dict,
            _ => return None,
        };
        let (_, resources) = self.document.dereference(dict.get(b"Resources").ok()?).ok()?;
        let mut out = Dictionary::new();
        for (category, value) in resources.as_dict().ok()? {
            let value = self.document.dereference(value).map_or(value, |(_, v)| v);
            out.set(category.clone(), value.clone());
        }
        Some(out)
    }

    fn cut(&mut self, present: Dictionary, used: &Used) -> Dictionary {
        self.note_codes(&present, used);
        let mut out = Dictionary::new();
        for category in CATEGORIES {
            let Ok(entries) = present.get(category.as_bytes()).and_then(Object::as_dict) else { continue };
            let mut kept = Dictionary::new();
            for (name, value) in entries {
                let default = category == "ColorSpace" && DEFAULTS.contains(&name.as_slice());
                if default || used.of(category).any(|n| n == name) {
                    kept.set(name.clone(), value.clone());
                } else {
                    self.gone += 1;
                }
            }
            if !kept.is_empty() {
                out.set(category, kept);
            }
        }
        out
    }
}

/// A dictionary with these keys only.
pub(super) fn only(dict: &Dictionary, keys: &[&str]) -> Dictionary {
    let mut out = Dictionary::new();
    for (key, value) in dict.iter().filter(|(key, _)| keys.iter().any(|k| k.as_bytes() == key.as_slice())) {
        out.set(key.clone(), value.clone());
    }
    out
}

fn foreign(id: ObjectId, what: &str) -> Error {
    let place = Place::default().object(id.0);
    Error::unchecked(
        place,
        what,
        "withhold the document in case.toml, and report its kind to the makers of Blackpanel",
    )
}
