//! What the position interpreter needs of a font (ISO 32000-2, 9.5 to 9.8): how codes are read, how
//! far each advances, how high it reaches; and, for the search, what it spells.
//!
//! Positions never depend on what a code spells. Predefined `CMaps` come from `hayro-cmap`: common mode.

use std::collections::HashMap;
use std::sync::Arc;

use super::standard14::{self, Face};
use super::tounicode;
use crate::geom::Matrix;
use crate::verify::reader::{Dict, Document, Object};

/// Codes of one font that may be spaces by the word of its `ToUnicode` alone: those of several widths.
const SPACES: usize = 3;

/// A font.
#[derive(Debug)]
pub(crate) struct Font {
    /// How codes are read and measured.
    pub(crate) kind: Kind,
    /// Ascent and descent in units of the size.
    pub(crate) extent: (f64, f64),
    /// The advance of the space in units of the size, where a code spells one.
    pub(crate) space: Option<f64>,
    /// Whether text runs downwards.
    pub(crate) vertical: bool,
    /// By `ToUnicode`.
    spelled: HashMap<u32, Box<str>>,
    /// By the encoding, for simple fonts.
    encoded: Vec<Option<Box<str>>>,
    /// By `ToUnicode`, else by the encoding, for codes of up to two bytes.
    quick: Vec<Option<Box<str>>>,
    /// The codes of `quick` that spell nothing but white space.
    blank: Vec<bool>,
}

/// How codes are read and measured.
#[derive(Debug)]
pub(crate) enum Kind {
    /// One byte a code; advances in units of the size.
    Simple(Vec<f64>),
    /// A composite font.
    Composite(Box<Composite>),
    /// A Type 3 font: advances and boxes by `FontMatrix`.
    Drawn(Box<Drawn>),
}

/// A Type 0 font.
#[derive(Debug)]
pub(crate) struct Composite {
    cmap: Option<hayro_cmap::CMap>,
    /// Two bytes a code, the code is the CID.
    identity: bool,
    widths: HashMap<u32, f64>,
    default: f64,
    /// `DW2`: position vector's height and advance.
    upright: (f64, f64),
    /// `W2` by CID: advance downwards, position vector.
    columns: HashMap<u32, (f64, f64, f64)>,
}

/// A Type 3 font.
#[derive(Debug)]
pub(crate) struct Drawn {
    /// Advances in glyph space.
    pub(crate) widths: Vec<f64>,
    /// Glyph space to text space.
    pub(crate) matrix: Matrix,
    /// The procedure of each code: object number of its stream.
    pub(crate) procedures: HashMap<u8, u32>,
}

impl Font {
    /// Reads a font dictionary.
    pub(crate) fn read(document: &Document<'_>, dict: &Dict) -> Arc<Self> {
        let subtype = document.get(dict, "Subtype").and_then(Object::name).unwrap_or_default();
        let spelled = dict.get("ToUnicode").and_then(|t| document.stream(t));
        let spelled = spelled.map(|s| tounicode::parse(&document.decoded(s).data)).unwrap_or_default();
        let mut font = match subtype {
            b"Type0" => composite(document, dict),
            b"Type3" => drawn(document, dict),
            _ => simple(document, dict),
        };
        let most = spelled.keys().copied().filter(|&c| c < 65_536).max().unwrap_or(0).max(255);
        font.quick = (0..=most)
            .map(|code| {
                let by_encoding = || font.encoded.get(code as usize).cloned().flatten();
                spelled.get(&code).cloned().or_else(by_encoding)
            })
            .collect();
        let blank = |t: &Option<Box<str>>| t.as_ref().is_some_and(|t| t.chars().all(char::is_whitespace));
        font.blank = font.quick.iter().map(blank).collect();
        font.distrust_spaces();
        if let Kind::Drawn(drawn) = &font.kind {
            // a procedure can draw anything, whatever its code is said to spell
            let blank = font.blank.iter_mut().enumerate();
            blank.for_each(|(code, b)| *b &= !drawn.procedures.contains_key(&(code as u8)));
        }
        font.spelled = spelled;
        let space = font.letters().find(|(c, width)| *c == ' ' && *width > 0.0).map(|(_, width)| width);
        font.space = space;
        Arc::new(font)
    }

    /// A `ToUnicode` that calls many codes a space hides what they draw: then only codes that are a
    /// space by the encoding too are believed to be one.
    fn distrust_spaces(&mut self) {
        let own = |encoded: &[Option<Box<str>>], code: usize| match encoded.get(code) {
            Some(Some(text)) => text.chars().all(char::is_whitespace),
            _ => false,
        };
        let claimed = |code: usize| !own(&self.encoded, code);
        if self.blank.iter().enumerate().filter(|(code, blank)| **blank && claimed(*code)).count() > SPACES {
            let encoded = &self.encoded;
            self.blank.iter_mut().enumerate().for_each(|(code, blank)| *blank &= own(encoded, code));
        }
    }

    /// The code at the start of `bytes` and its length.
    pub(crate) fn code(&self, bytes: &[u8]) -> (u32, usize) {
        let Kind::Composite(composite) = &self.kind else {
            return (bytes.first().copied().map_or(0, u32::from), 1);
        };
        if composite.identity {
            let (high, low) = (bytes.first().copied().unwrap_or(0), bytes.get(1).copied());
            return (u32::from(high) << 8 | u32::from(low.unwrap_or(0)), 2.min(bytes.len()).max(1));
        }
        let mut code = 0;
        for (i, &b) in bytes.iter().take(4).enumerate() {
            code = code << 8 | u32::from(b);
            let known = composite.cmap.as_ref().and_then(|c| c.lookup_cid_code(code, i as u8 + 1));
            if known.is_some() {
                return (code, i + 1);
            }
        }
        (code, if composite.cmap.is_some() { 1 } else { 2.min(bytes.len()).max(1) })
    }

    /// The advance of a code of `length` bytes, in units of the size; downwards for vertical text.
    pub(crate) fn advance(&self, code: u32, length: usize) -> f64 {
        match &self.kind {
            Kind::Simple(widths) => widths.get(code as usize).copied().unwrap_or(0.0),
            Kind::Drawn(drawn) => {
                let w = drawn.widths.get(code as usize).copied().unwrap_or(0.0);
                w * drawn.matrix.0[0].hypot(drawn.matrix.0[1])
            }
            Kind::Composite(c) => {
                c.cid(code, length).and_then(|cid| c.widths.get(&cid).copied()).unwrap_or(c.default)
            }
        }
    }

    /// Of vertical text: the advance along the column (negative is down) and the position vector from
    /// the horizontal origin (9.7.4.3), in units of the size.
    pub(crate) fn column(&self, code: u32, length: usize) -> (f64, f64, f64) {
        let half = self.advance(code, length) / 2.0;
        let Kind::Composite(c) = &self.kind else { return (-1.0, half, 0.88) };
        let own = c.cid(code, length).and_then(|cid| c.columns.get(&cid).copied());
        own.unwrap_or((c.upright.1, half, c.upright.0))
    }

    /// What a code spells, by `ToUnicode` or else by the encoding.
    pub(crate) fn text(&self, code: u32) -> Option<&str> {
        match self.quick.get(code as usize) {
            Some(found) => found.as_deref(),
            None => self.spelled.get(&code).map(AsRef::as_ref),
        }
    }

    /// The single characters that codes of up to two bytes spell, with their advances in units of the size.
    pub(crate) fn letters(&self) -> impl Iterator<Item = (char, f64)> + '_ {
        let length = if matches!(self.kind, Kind::Composite(_)) { 2 } else { 1 };
        self.quick.iter().enumerate().filter_map(move |(code, text)| {
            let mut letters = text.as_ref()?.chars();
            let letter = letters.next().filter(|_| letters.next().is_none())?;
            Some((letter, self.advance(code as u32, length)))
        })
    }

    /// Whether a code spells nothing but white space.
    pub(crate) fn is_blank(&self, code: u32) -> bool {
        self.blank.get(code as usize).copied().unwrap_or(false)
    }

    /// What a code spells by the other reading: the encoding, else the code itself as a character.
    pub(crate) fn other_text(&self, code: u32) -> Option<String> {
        if matches!(self.kind, Kind::Composite(_)) && self.text(code).is_some() {
            // codes of a composite font are glyph numbers more often than characters
            return None;
        }
        match self.encoded.get(code as usize) {
            Some(Some(text)) => Some(text.to_string()),
            _ => char::from_u32(code).filter(|c| !c.is_control()).map(String::from),
        }
    }
}

impl Composite {
    /// The character identifiers that a code may select, whatever its length.
    pub(crate) fn identifiers(&self, code: u32) -> Vec<u32> {
        match &self.cmap {
            Some(cmap) => (1..=4).filter_map(|length| cmap.lookup_cid_code(code, length)).collect(),
            None => vec![code],
        }
    }

    fn cid(&self, code: u32, length: usize) -> Option<u32> {
        if self.identity { Some(code) } else { self.cmap.as_ref()?.lookup_cid_code(code, length as u8) }
    }
}

fn bare(kind: Kind, extent: (f64, f64), encoded: Vec<Option<Box<str>>>) -> Font {
    Font {
        kind,
        extent,
        space: None,
        vertical: false,
        spelled: HashMap::new(),
        encoded,
        quick: Vec::new(),
        blank: Vec::new(),
    }
}

/// Type 1, TrueType and what claims to be neither (9.6).
fn simple(document: &Document<'_>, dict: &Dict) -> Font {
    let base = document.get(dict, "BaseFont").and_then(Object::name).unwrap_or_default();
    let descriptor = document.dict(dict, "FontDescriptor");
    let face = Face::of(base);
    let names = encoding(document, dict, face);
    let missing = descriptor.and_then(|d| document.get(d, "MissingWidth")).and_then(Object::number);
    let widths = widths(document, dict).map_or_else(
        || {
            // a font without widths is shown with those of a standard one: of Helvetica, when unknown
            let face = face.unwrap_or(Face::Column(0));
            let first = |code: usize| names.get(code).and_then(|n| n.as_ref()?.chars().next());
            (0..256).map(|code| face.width(code as u8, first(code)) / 1000.0).collect()
        },
        |found| (0..256).map(|code| found.get(&code).copied().or(missing).unwrap_or(0.0) / 1000.0).collect(),
    );
    bare(Kind::Simple(widths), extent(document, descriptor), names)
}

/// `Widths` by code.
fn widths(document: &Document<'_>, dict: &Dict) -> Option<HashMap<usize, f64>> {
    let items = document.get(dict, "Widths")?.array()?;
    let first = document.get(dict, "FirstChar").and_then(Object::int).unwrap_or(0).clamp(0, 255) as usize;
    let number = |o: &Object| document.resolve(o).number();
    Some(items.iter().take(256).enumerate().filter_map(|(i, w)| Some((first + i, number(w)?))).collect())
}

/// What each code spells by `Encoding` (9.6.5).
fn encoding(document: &Document<'_>, dict: &Dict, face: Option<Face>) -> Vec<Option<Box<str>>> {
    let entry = document.get(dict, "Encoding");
    let named = match entry {
        Some(Object::Name(n)) => Some(n.as_slice()),
        Some(Object::Dict(d)) => document.get(d, "BaseEncoding").and_then(Object::name),
        _ => None,
    };
    let symbolic = matches!(face, Some(Face::Symbol | Face::Dingbats));
    let base = named.unwrap_or(b"StandardEncoding");
    let spelled = |code: u8| standard14::encoded(base, code).map(|c| c.to_string().into());
    let mut out: Vec<Option<Box<str>>> =
        (0..=255).map(|c| if symbolic { None } else { spelled(c) }).collect();
    let differences = entry.and_then(Object::dict).and_then(|d| document.get(d, "Differences"));
    let mut code = 0_usize;
    for item in differences.and_then(Object::array).unwrap_or_default() {
        match document.resolve(item) {
            Object::Int(n) => code = usize::try_from(*n).unwrap_or(256),
            Object::Name(name) => {
                if let Some(slot) = out.get_mut(code) {
                    *slot = standard14::unicode_of(name).map(|c| c.to_string().into());
                }
                code += 1;
            }
            _ => {}
        }
    }
    out
}

/// Ascent and descent of the descriptor where they are sane, else those of a common face.
fn extent(document: &Document<'_>, descriptor: Option<&Dict>) -> (f64, f64) {
    let value = |key: &str| descriptor.and_then(|d| document.get(d, key)).and_then(Object::number);
    let ascent = value("Ascent").map(|a| a / 1000.0).filter(|a| (0.6..=1.1).contains(a));
    let descent = value("Descent").map(|d| -d.abs() / 1000.0).filter(|d| (-0.35..=-0.12).contains(d));
    (ascent.unwrap_or(0.9), descent.unwrap_or(-0.22))
}

/// Type 0 (9.7).
fn composite(document: &Document<'_>, dict: &Dict) -> Font {
    let descendants = document.get(dict, "DescendantFonts").and_then(Object::array).unwrap_or_default();
    let empty = Dict::default();
    let child = descendants.first().and_then(|d| document.resolve(d).dict()).unwrap_or(&empty);
    let load = |name: hayro_cmap::CMapName<'_>| hayro_cmap::load_embedded(name);
    let (cmap, identity, mut vertical) = match document.get(dict, "Encoding") {
        Some(Object::Name(n)) if n.starts_with(b"Identity") => (None, true, n.ends_with(b"-V")),
        Some(Object::Name(n)) => {
            let data = hayro_cmap::load_embedded(hayro_cmap::CMapName::from_bytes(n));
            (data.and_then(|d| hayro_cmap::CMap::parse(d, load)), false, n.ends_with(b"V"))
        }
        _ => {
            let stream = dict.get("Encoding").and_then(|e| document.stream(e));
            let data = stream.map(|s| document.decoded(s).data.as_slice());
            (data.and_then(|d| hayro_cmap::CMap::parse(d, load)), stream.is_none(), false)
        }
    };
    vertical |=
        cmap.as_ref().is_some_and(|c| c.metadata().writing_mode == Some(hayro_cmap::WritingMode::Vertical));
    let default = document.get(child, "DW").and_then(Object::number).unwrap_or(1000.0) / 1000.0;
    let upright = match document.numbers(child, "DW2").as_deref() {
        Some([height, advance]) => (height / 1000.0, advance / 1000.0),
        _ => (0.88, -1.0),
    };
    let (widths, columns) = (cid_widths(document, child), cid_columns(document, child));
    let composite = Composite { cmap, identity, widths, default, upright, columns };
    let extent = extent(document, document.dict(child, "FontDescriptor"));
    Font { vertical, ..bare(Kind::Composite(Box::new(composite)), extent, Vec::new()) }
}

/// `W` (9.7.4.3): `c [w1 w2 …]` or `first last w`.
fn cid_widths(document: &Document<'_>, child: &Dict) -> HashMap<u32, f64> {
    let mut out = HashMap::new();
    let items = document.get(child, "W").and_then(Object::array).unwrap_or_default();
    let mut rest = items.iter().map(|i| document.resolve(i));
    while let (Some(first), Some(second)) = (rest.next(), rest.next()) {
        let Some(first) = first.int().and_then(|n| u32::try_from(n).ok()) else { continue };
        if let Some(list) = second.array() {
            let widths = list.iter().filter_map(|w| document.resolve(w).number());
            out.extend(widths.enumerate().map(|(i, w)| (first.saturating_add(i as u32), w / 1000.0)));
        } else if let (Some(last), Some(width)) = (second.int(), rest.next().and_then(Object::number)) {
            let last = u32::try_from(last).unwrap_or(first).min(first.saturating_add(65_535));
            out.extend((first..=last).map(|cid| (cid, width / 1000.0)));
        }
    }
    out
}

/// `W2` (9.7.4.3): `c [w1 vx vy …]` or `first last w1 vx vy`.
fn cid_columns(document: &Document<'_>, child: &Dict) -> HashMap<u32, (f64, f64, f64)> {
    let mut out = HashMap::new();
    let items = document.get(child, "W2").and_then(Object::array).unwrap_or_default();
    let mut rest = items.iter().map(|i| document.resolve(i));
    while let (Some(first), Some(second)) = (rest.next(), rest.next()) {
        let Some(first) = first.int().and_then(|n| u32::try_from(n).ok()) else { continue };
        if let Some(list) = second.array() {
            let numbers: Vec<f64> = list.iter().filter_map(|w| document.resolve(w).number()).collect();
            let each = numbers.chunks_exact(3).enumerate();
            out.extend(each.map(|(i, m)| (first.saturating_add(i as u32), column(m))));
        } else {
            let metrics: Vec<f64> = rest.by_ref().take(3).filter_map(Object::number).collect();
            let last = second.int().and_then(|n| u32::try_from(n).ok()).unwrap_or(first);
            let last = last.min(first.saturating_add(65_535));
            out.extend((first..=last).map(|cid| (cid, column(&metrics))));
        }
    }
    out
}

fn column(metrics: &[f64]) -> (f64, f64, f64) {
    match metrics {
        [advance, x, y] => (advance / 1000.0, x / 1000.0, y / 1000.0),
        _ => (-1.0, 0.5, 0.88),
    }
}

/// Type 3 (9.6.4).
fn drawn(document: &Document<'_>, dict: &Dict) -> Font {
    let matrix = document.numbers(dict, "FontMatrix").and_then(|m| <[f64; 6]>::try_from(m).ok());
    let matrix = Matrix(matrix.unwrap_or([0.001, 0.0, 0.0, 0.001, 0.0, 0.0]));
    let found = widths(document, dict).unwrap_or_default();
    let widths = (0..256).map(|code| found.get(&code).copied().unwrap_or(0.0)).collect();
    let procedures = procedures(document, dict);
    let tall = document.numbers(dict, "FontBBox").filter(|b| b.len() == 4 && b[3] > b[1]);
    let extent = tall.map_or((0.9, -0.22), |b| (b[3] * matrix.0[3], b[1] * matrix.0[3]));
    let extent = if extent.0 > extent.1 && extent.0 < 4.0 { extent } else { (0.9, -0.22) };
    let kind = Kind::Drawn(Box::new(Drawn { widths, matrix, procedures }));
    bare(kind, extent, encoding(document, dict, Some(Face::Symbol)))
}

/// The procedure of each code, by `Differences` and `CharProcs`.
fn procedures(document: &Document<'_>, dict: &Dict) -> HashMap<u8, u32> {
    let mut out = HashMap::new();
    let Some(procs) = document.dict(dict, "CharProcs") else { return out };
    let differences = document.dict(dict, "Encoding").and_then(|d| document.get(d, "Differences"));
    let mut code = 0_i64;
    for item in differences.and_then(Object::array).unwrap_or_default() {
        match document.resolve(item) {
            Object::Int(n) => code = *n,
            Object::Name(name) => {
                if let (Ok(code), Some(Object::Ref(number, _))) = (u8::try_from(code), procs.get_bytes(name))
                {
                    out.insert(code, *number);
                }
                code += 1;
            }
            _ => {}
        }
    }
    out
}
