//! Fonts (ISO 32000-2, 9.6 to 9.9): what shows the same glyphs, under names of ours.
//!
//! Embedded fonts are numbered; fonts that are not embedded keep their name when it is made of words
//! that type founders use, because viewers substitute by it. `ToUnicode` and encodings are written
//! anew. The font programs themselves are cut down later, when it is known which glyphs stay.

use std::collections::{BTreeMap, HashMap};

use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream, String as PdfString};
use lopdf::{Dictionary, Object as Made, ObjectId, Stream as MadeStream};

use super::cmap::CMap;
use super::content::{self, Role};
use super::font_name;
use super::font_program;
use super::glyph_name;
use super::lookup::Site;
use super::rebuild::{Rebuild, Step, name, number_array};
use super::table::Kind;
use crate::pdf::font::names::foreign_differences;

const PROGRAMS: [&[u8]; 3] = [b"FontFile", b"FontFile2", b"FontFile3"];
const ENCODINGS: [&str; 4] = ["StandardEncoding", "MacRomanEncoding", "WinAnsiEncoding", "MacExpertEncoding"];

/// Whether glyphs are looked up by names in the font's own program.
fn named_by_program(descriptor: Option<&Dict<'_>>) -> bool {
    descriptor.is_some_and(|d| PROGRAMS.iter().any(|k| d.get::<Stream<'_>>(*k).is_some()))
}

impl<'a> Rebuild<'a> {
    /// A font of ours.
    ///
    /// # Errors
    /// When a part of it cannot be copied.
    pub fn font(&mut self, dict: &Dict<'a>) -> Step<Dictionary> {
        let mut made = self.dictionary(dict, Kind::Font, 0)?;
        made.set("Type", name("Font"));
        if !made.has(b"Subtype") {
            made.set("Subtype", name("Type1"));
        }
        match made.get(b"Subtype").and_then(Made::as_name).unwrap_or_default() {
            b"Type3" => self.type3(dict, &mut made)?,
            b"Type0" => self.composite(dict, &mut made)?,
            _ => {
                let descriptor = dict.get::<Dict<'a>>(b"FontDescriptor");
                made.set("BaseFont", self.base_font(dict, descriptor.as_ref()));
                if let Some(encoding) = self.encoding(dict, descriptor.as_ref()) {
                    made.set("Encoding", encoding);
                }
            }
        }
        self.unicode_map(dict, &mut made)?;
        Ok(made)
    }

    /// A composite font's own part (9.7.6): the encoding, by name or written anew.
    fn composite(&mut self, dict: &Dict<'a>, made: &mut Dictionary) -> Step<()> {
        let child = dict.get::<Array<'a>>(b"DescendantFonts").and_then(|a| {
            match self.resolve(a.raw_iter().next()?)? {
                Object::Dict(d) => Some(d),
                _ => None,
            }
        });
        let child = child.unwrap_or_default();
        made.set("BaseFont", self.base_font(&child, child.get::<Dict<'a>>(b"FontDescriptor").as_ref()));
        match dict.get::<Object<'a>>(b"Encoding") {
            Some(Object::Stream(s)) => {
                let cmap = self.cmap(&s, 0)?;
                made.set("Encoding", self.cmap_object(&cmap, false));
            }
            Some(Object::Name(n)) => made.set("Encoding", font_name::predefined_cmap(&n)),
            _ => made.set("Encoding", name("Identity-H")),
        }
        Ok(())
    }

    /// A `CIDFont` (9.7.4).
    ///
    /// # Errors
    /// When a part of it cannot be copied.
    pub fn cid_font(&mut self, dict: &Dict<'a>) -> Step<Dictionary> {
        let mut made = self.dictionary(dict, Kind::CidFont, 0)?;
        made.set("Type", name("Font"));
        if !made.has(b"Subtype") {
            made.set("Subtype", name("CIDFontType2"));
        }
        made.set("BaseFont", self.base_font(dict, dict.get::<Dict<'a>>(b"FontDescriptor").as_ref()));
        let info = dict.get::<Dict<'a>>(b"CIDSystemInfo").unwrap_or_default();
        let ordering = info.get::<PdfString<'a>>(b"Ordering");
        let supplement = info.get::<Number>(b"Supplement").map_or(0, |n| n.as_i64().clamp(0, 99));
        made.set(
            "CIDSystemInfo",
            font_name::system_info(ordering.as_deref().unwrap_or_default(), supplement),
        );
        Ok(made)
    }

    /// A font descriptor (9.8).
    ///
    /// # Errors
    /// When the font program cannot be copied.
    pub fn descriptor(&mut self, dict: &Dict<'a>) -> Step<Dictionary> {
        let mut made = self.dictionary(dict, Kind::Descriptor, 0)?;
        made.set("Type", name("FontDescriptor"));
        made.set("FontName", self.base_font(dict, Some(dict)));
        // a family steers substitution, so it matters only where nothing is embedded
        if !named_by_program(Some(dict))
            && let Some(family) = dict.get::<PdfString<'a>>(b"FontFamily")
            && font_name::is_known(&family)
        {
            made.set("FontFamily", Made::string_literal(family.to_vec()));
        }
        Ok(made)
    }

    /// The name of a font: a number of ours when it is embedded, else a name viewers know.
    fn base_font(&mut self, dict: &Dict<'a>, descriptor: Option<&Dict<'a>>) -> Made {
        if let Some(descriptor) = descriptor.filter(|d| named_by_program(Some(d))) {
            let next = self.font_names.len() + 1;
            let number = *self.font_names.entry(Site::dict(descriptor)).or_insert(next);
            return name(&format!("BPANEL+F{number}"));
        }
        let foreign = dict.get::<Name<'a>>(b"BaseFont").or_else(|| dict.get::<Name<'a>>(b"FontName"));
        let flags = descriptor.and_then(|d| d.get::<Number>(b"Flags")).map_or(0, |n| n.as_i64());
        name(&font_name::substitute(foreign.as_deref().unwrap_or_default(), flags))
    }

    /// A font of the standard fourteen, without a stranger's part in it.
    pub fn plain_font(&mut self, base: &'static str) -> ObjectId {
        if let Some(id) = self.plain_fonts.get(base) {
            return *id;
        }
        let mut made = Dictionary::new();
        made.set("Type", name("Font"));
        made.set("Subtype", name("Type1"));
        made.set("BaseFont", name(base));
        if base != "ZapfDingbats" {
            made.set("Encoding", name("WinAnsiEncoding"));
        }
        let id = self.out.add_object(made);
        self.plain_fonts.insert(base, id);
        id
    }

    /// A Type 3 font (9.6.4): its glyph procedures are content, named by their codes.
    fn type3(&mut self, dict: &Dict<'a>, made: &mut Dictionary) -> Step<()> {
        if !made.has(b"FontMatrix") {
            made.set("FontMatrix", number_array(&[0.001, 0.0, 0.0, 0.001, 0.0, 0.0]));
        }
        let resources = dict.get::<Dict<'a>>(b"Resources").unwrap_or_else(|| self.scope.clone());
        let procedures = dict.get::<Dict<'a>>(b"CharProcs").unwrap_or_default();
        let names = dict.get::<Dict<'a>>(b"Encoding").map(|e| differences(&e)).unwrap_or_default();
        let (mut glyphs, mut used, mut codes) = (Dictionary::new(), Dictionary::new(), BTreeMap::new());
        for (code, foreign) in names {
            let Some(stream) = procedures.get::<Stream<'a>>(&foreign) else { continue };
            let ours = glyph_name::known(&foreign).unwrap_or_else(|| format!("c{code}"));
            if !glyphs.has(ours.as_bytes()) {
                let object = Some(stream.obj_id().obj_number);
                let source = self.content_bytes(&stream)?;
                let content = content::copy(self, &source, resources.clone(), object, Role::Glyph)?;
                merge(&mut used, content.resources);
                let procedure = MadeStream::new(Dictionary::new(), content.bytes);
                let id = self.out.add_object(procedure);
                glyphs.set(ours.as_bytes().to_vec(), Made::Reference(id));
            }
            codes.insert(code, ours);
        }
        made.set("CharProcs", glyphs);
        made.set("Resources", used);
        let mut encoding = Dictionary::new();
        encoding.set("Type", name("Encoding"));
        encoding.set("Differences", difference_array(&codes));
        made.set("Encoding", encoding);
        Ok(())
    }

    /// A simple font's encoding (9.6.5): glyph names of the standards, or those of the program, which are
    /// ours by then where no list knows them.
    fn encoding(&mut self, dict: &Dict<'a>, descriptor: Option<&Dict<'a>>) -> Option<Made> {
        let word = |n: &[u8]| ENCODINGS.iter().find(|e| e.as_bytes() == n).map(|e| name(e));
        let foreign = match dict.get::<Object<'a>>(b"Encoding")? {
            Object::Name(n) => return word(&n),
            Object::Dict(d) => d,
            _ => return None,
        };
        let mut made = Dictionary::new();
        made.set("Type", name("Encoding"));
        if let Some(base) = foreign.get::<Name<'a>>(b"BaseEncoding").and_then(|n| word(&n)) {
            made.set("BaseEncoding", base);
        }
        let differences = differences(&foreign);
        let strange = differences.values().any(|n| glyph_name::known(n).is_none());
        let program = if strange { self.program_names(descriptor) } else { HashMap::new() };
        let names: BTreeMap<u32, String> = differences
            .into_iter()
            .map(|(code, n)| {
                let of_program = || program.get(&n).and_then(|ours| glyph_name::of_program(ours));
                let ours = glyph_name::known(&n).or_else(of_program);
                (code, ours.unwrap_or_else(|| ".notdef".to_owned()))
            })
            .collect();
        if !names.is_empty() {
            made.set("Differences", difference_array(&names));
        }
        Some(Made::Dictionary(made))
    }

    /// What becomes of the glyph names in an embedded program.
    fn program_names(&mut self, descriptor: Option<&Dict<'a>>) -> HashMap<Vec<u8>, Vec<u8>> {
        let stream = descriptor.and_then(|d| PROGRAMS.iter().find_map(|k| d.get::<Stream<'a>>(*k)));
        let decoded = stream.and_then(|s| self.decode(&s).ok());
        decoded.map(|mut d| font_program::strip(&mut d.bytes)).unwrap_or_default()
    }

    fn unicode_map(&mut self, dict: &Dict<'a>, made: &mut Dictionary) -> Step<()> {
        match dict.get::<Object<'a>>(b"ToUnicode") {
            Some(Object::Stream(s)) => {
                let cmap = self.cmap(&s, 0)?;
                if !cmap.is_empty() {
                    made.set("ToUnicode", self.cmap_object(&cmap, true));
                }
            }
            Some(Object::Name(n)) if n.as_ref() == b"Identity-H" => made.set("ToUnicode", name("Identity-H")),
            _ => {}
        }
        Ok(())
    }

    /// A parsed `CMap`; what it builds on comes with it.
    fn cmap(&mut self, stream: &Stream<'a>, depth: usize) -> Step<CMap> {
        let mut cmap = CMap::parse(&self.decode(stream)?.bytes);
        match stream.dict().get::<Object<'a>>(b"UseCMap") {
            Some(Object::Stream(base)) if depth < 4 => cmap.build_on(self.cmap(&base, depth + 1)?),
            Some(Object::Name(n)) => cmap.uses = font_name::predefined(&n).map(str::to_owned),
            _ => {}
        }
        if is_vertical(stream.dict()) {
            cmap.vertical = true;
        }
        Ok(cmap)
    }

    fn cmap_object(&mut self, cmap: &CMap, to_unicode: bool) -> Made {
        let mut dict = Dictionary::new();
        if !to_unicode {
            dict.set("Type", name("CMap"));
            dict.set("CMapName", name("BlackpanelCMap"));
            dict.set("CIDSystemInfo", font_name::system_info(b"Identity", 0));
            if cmap.vertical {
                dict.set("WMode", 1);
            }
            if let Some(base) = &cmap.uses {
                dict.set("UseCMap", name(base));
            }
        }
        Made::Reference(self.out.add_object(Made::Stream(MadeStream::new(dict, cmap.write(to_unicode)))))
    }
}

fn is_vertical(dict: &Dict<'_>) -> bool {
    dict.get::<Number>(b"WMode").is_some_and(|n| n.as_i64() == 1)
}

/// `Differences` as code → glyph name.
fn differences(encoding: &Dict<'_>) -> BTreeMap<u32, Vec<u8>> {
    let array = encoding.get::<Array<'_>>(b"Differences");
    let items = array.iter().flat_map(super::lookup::array_items::<Object<'_>>).flatten();
    foreign_differences(items).map(|(code, name)| (u32::from(code), name.to_vec())).collect()
}

fn difference_array(names: &BTreeMap<u32, String>) -> Made {
    let (mut items, mut next) = (Vec::new(), None);
    for (code, glyph) in names {
        if next != Some(*code) {
            items.push(Made::Integer(i64::from(*code)));
        }
        items.push(name(glyph));
        next = Some(code + 1);
    }
    Made::Array(items)
}

/// Adds one resource dictionary of ours to another; equal names mean equal objects.
pub(super) fn merge(into: &mut Dictionary, from: Dictionary) {
    for (category, names) in from {
        match (into.get_mut(&category), names) {
            (Ok(Made::Dictionary(known)), Made::Dictionary(more)) => {
                for (key, value) in more {
                    known.set(key, value);
                }
            }
            (_, names) => into.set(category, names),
        }
    }
}
