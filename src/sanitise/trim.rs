//! Cutting resources down to what content names (ISO 32000-2, 7.8.3), nested content included.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::fonts::{self, Programs};
use super::usage::{CATEGORIES, Setter, Strings, Used, look};
use crate::diag::Place;
use crate::error::{Error, Result};
use crate::mutation::{self, Stripper};
use crate::pdf::write::deflated;

/// Keys of a page that stay (ISO 32000-2, table 31).
const PAGE_KEYS: [&str; 9] =
    ["Type", "Parent", "MediaBox", "CropBox", "Rotate", "UserUnit", "Contents", "Resources", "Group"];
/// Colour spaces that stand for the device's without being named by content.
const DEFAULTS: [&[u8]; 3] = [b"DefaultGray", b"DefaultRGB", b"DefaultCMYK"];
/// Nesting of content that is followed.
const DEEPEST: usize = 64;

/// What becomes of the frame around content: catalog, keys of pages, marked content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Frame {
    /// A source's: it goes.
    Strip,
    /// Of our making: it stays.
    Keep,
}

/// Cuts every page's resources and the tables of fonts down; gives the number of entries that went, and
/// what is shown of font programs.
pub(super) fn trim(document: &mut Document, frame: Frame) -> Result<(u64, Programs)> {
    let mut shown = BTreeMap::new();
    let mut gone = walk(document, frame, &mut shown)?;
    let procedures =
        if mutation::is_off(Stripper::Procedures) { 0 } else { fonts::procedures(document, &shown) };
    if procedures > 0 {
        // what glyph procedures that went had shown or named is needed no more
        shown.clear();
        gone += procedures + walk(document, frame, &mut shown)?;
    }
    let (entries, programs) = fonts::cut(document, &shown);
    Ok((gone + entries, programs))
}

fn walk(document: &mut Document, frame: Frame, shown: &mut BTreeMap<ObjectId, Strings>) -> Result<u64> {
    let (seen, lost) = (HashMap::new(), Strings::default());
    let mut trimmer = Trimmer { document, frame, seen, gone: 0, shown, lost };
    if frame == Frame::Strip {
        trimmer.catalog();
    }
    let pages: Vec<ObjectId> = trimmer.document.get_pages().into_values().collect();
    for page in pages {
        trimmer.page(page)?;
    }
    let (gone, lost) = (trimmer.gone, std::mem::take(&mut trimmer.lost));
    if !lost.is_empty() {
        for strings in shown.values_mut() {
            strings.extend(lost.iter().cloned());
        }
    }
    Ok(gone)
}

struct Trimmer<'t> {
    document: &'t mut Document,
    frame: Frame,
    /// Nested content looked through, with what it needs of its surroundings.
    seen: HashMap<ObjectId, Used>,
    gone: u64,
    /// Strings shown, by font.
    shown: &'t mut BTreeMap<ObjectId, Strings>,
    /// Strings shown in a font that nothing seen here has set: any font may be meant.
    lost: Strings,
}

impl Trimmer<'_> {
    fn catalog(&mut self) {
        if let Ok(catalog) = self.document.catalog_mut()
            && !mutation::is_off(Stripper::CatalogKeys)
        {
            *catalog = only(catalog, &["Type", "Pages"]);
        }
    }

    fn page(&mut self, id: ObjectId) -> Result<()> {
        let present = self.resources(id).unwrap_or_default();
        let contents = self.document.get_dictionary(id).ok().and_then(|d| d.get(b"Contents").ok()).cloned();
        let mut used = Used::default();
        if let Some(Object::Reference(stream)) = contents {
            used = self.content(stream, &present)?;
        } else if contents.is_some() {
            return Err(foreign(id, "a page's content is not one stream"));
        }
        self.nested(&mut used, &present, 0)?;
        self.lost.extend(std::mem::take(&mut used.inherited));
        let kept = self.cut(present, &used);
        if let Ok(page) = self.document.get_dictionary_mut(id) {
            if self.frame == Frame::Strip && !mutation::is_off(Stripper::PageKeys) {
                *page = only(page, &PAGE_KEYS);
            }
            page.set("Resources", kept);
        }
        Ok(())
    }

    /// Looks through a content stream and takes marked content out of it.
    fn content(&mut self, id: ObjectId, resources: &Dictionary) -> Result<Used> {
        let stream = self.document.get_object(id).and_then(Object::as_stream);
        let stream = stream.map_err(|_| foreign(id, "a content stream is missing"))?;
        let decoded =
            stream.get_plain_content().map_err(|_| foreign(id, "a content stream cannot be decoded"))?;
        let look = look(&decoded, &self.setting_states(resources));
        if look.foreign {
            return Err(foreign(id, "a content stream holds something that is no operation"));
        }
        let strips = self.frame == Frame::Strip && !mutation::is_off(Stripper::MarkedContent);
        if let Some(cleaned) = look.cleaned.filter(|_| strips)
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
        for category in ["XObject", "Pattern", "ExtGState", "Font"] {
            let Ok(entries) = present.get(category.as_bytes()).and_then(Object::as_dict) else { continue };
            let entry = |name: &Vec<u8>| Some((name.clone(), entries.get(name).ok()?.clone()));
            let named: Vec<(Vec<u8>, Object)> = used.of(category).filter_map(entry).collect();
            for (name, object) in named {
                let needs = self.entry(category, &object, present, depth)?;
                more.add(&needs);
                if category == "XObject" {
                    used.lend(&name, &needs.inherited);
                } else {
                    self.lost.extend(needs.inherited);
                }
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
        let own = self.resources(id);
        let mut used = self.content(id, own.as_ref().unwrap_or(present))?;
        self.nested(&mut used, own.as_ref().unwrap_or(present), depth + 1)?;
        let Some(own) = own else {
            self.seen.insert(id, used.clone());
            return Ok(used);
        };
        let kept = self.cut(own, &used);
        if let Ok(stream) = self.document.get_object_mut(id).and_then(Object::as_stream_mut) {
            stream.dict.set("Resources", kept);
        }
        let rest = Used { inherited: used.inherited, ..Used::default() };
        self.seen.insert(id, rest.clone());
        Ok(rest)
    }

    /// Which strings are shown in which font objects.
    fn note_strings(&mut self, present: &Dictionary, used: &Used) {
        let fonts = present.get(b"Font").and_then(Object::as_dict).ok();
        let font = |name: &Vec<u8>| fonts?.get(name).and_then(Object::as_reference).ok();
        // a font that is set and shows nothing any more counts too
        for id in used.of("Font").filter_map(font) {
            self.shown.entry(id).or_default();
        }
        for (setter, strings) in &used.shown {
            let id = match setter {
                Setter::Font(name) => font(name),
                Setter::State(name) => self.font_of_state(present, name),
            };
            match id {
                Some(id) => self.shown.entry(id).or_default().extend(strings.iter().cloned()),
                None => self.lost.extend(strings.iter().cloned()),
            }
        }
    }

    /// The graphics states that set a font.
    fn setting_states(&self, present: &Dictionary) -> BTreeSet<Vec<u8>> {
        let states = present.get(b"ExtGState").and_then(Object::as_dict).ok();
        let names = states.into_iter().flatten().map(|(name, _)| name.clone());
        names.filter(|name| self.font_of_state(present, name).is_some()).collect()
    }

    fn font_of_state(&self, present: &Dictionary, name: &[u8]) -> Option<ObjectId> {
        let state = present.get(b"ExtGState").and_then(Object::as_dict).ok()?.get(name).ok()?;
        let (_, state) = self.document.dereference(state).ok()?;
        let (_, font) = self.document.dereference(state.as_dict().ok()?.get(b"Font").ok()?).ok()?;
        font.as_array().ok()?.first()?.as_reference().ok()
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
        let own = id.and_then(|id| self.resources(id));
        let mut used = Used::default();
        for stream in streams {
            let one = self.content(stream, own.as_ref().unwrap_or(present))?;
            used.add(&one);
            self.lost.extend(one.inherited);
        }
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
    fn resources(&mut self, id: ObjectId) -> Option<Dictionary> {
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
        if let Ok(Object::Dictionary(fonts)) = out.get_mut(b"Font") {
            // a font has to be an object to be told from others
            for (_, font) in fonts.iter_mut().filter(|(_, font)| font.as_dict().is_ok()) {
                *font = Object::Reference(self.document.add_object(font.clone()));
            }
        }
        Some(out)
    }

    fn cut(&mut self, present: Dictionary, used: &Used) -> Dictionary {
        self.note_strings(&present, used);
        let mut out = Dictionary::new();
        for category in CATEGORIES {
            let Ok(entries) = present.get(category.as_bytes()).and_then(Object::as_dict) else { continue };
            let mut kept = Dictionary::new();
            for (name, value) in entries {
                let default = category == "ColorSpace" && DEFAULTS.contains(&name.as_slice());
                let unused = !used.of(category).any(|n| n == name);
                if default || !unused || mutation::is_off(Stripper::Resources) {
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
