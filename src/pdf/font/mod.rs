//! Fonts (ISO 32000-2, 9.6 to 9.10): code → width, box, Unicode.
//!
//! Widths, encodings and predefined character maps come from `hayro-font`; here they become tables that the
//! interpreter reads without work per glyph. A code without trustworthy Unicode is
//! [`Meaning::Unreadable`], never a guess; a font that is missing or broken still advances, and all
//! its codes are unreadable.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use hayro_font::hayro_cmap::BfString;
use hayro_font::{Font as Program, FontGlyph};
use hayro_syntax::object::{Dict, Name, Object, ObjectIdentifier, Stream};

mod control;
mod evidence;
mod metrics;
pub mod names;
pub mod sfnt;
mod store;

use evidence::Evidence;
pub use metrics::Extent;
pub use store::FontStore;

/// Advance of a code without a glyph from which it is seen as a gap.
const GAP: f64 = 0.1;

/// What a code stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// No trustworthy Unicode.
    Unreadable,
    /// One character.
    Char(char),
    /// Several: a ligature; none: a code that draws nothing.
    Many(Rc<str>),
    /// Doubtful: what `ToUnicode` says, and the letter or digit that the font itself draws.
    Two(char, char),
}

/// A code of a font with its metrics, in text space units of a font size of 1.
#[derive(Debug, Clone)]
pub struct Code {
    /// The character code.
    pub code: u32,
    /// Bytes it takes in a string.
    pub length: usize,
    /// Displacement along the writing direction: `w0x`, or `w1y` (mostly negative) in vertical writing.
    pub advance: f64,
    /// Horizontal extent of the box from the glyph's origin: from `left` …
    pub left: f64,
    /// … to `right`.
    pub right: f64,
    /// What it stands for.
    pub meaning: Meaning,
}

/// A font as the interpreter needs it.
#[derive(Debug)]
pub struct Font<'a> {
    program: Option<Program<'a>>,
    /// Codes of one byte: all of them.
    simple: Vec<Code>,
    /// Codes of a composite font, as they are met.
    composite: RefCell<HashMap<(u32, u8), Code>>,
    /// Bytes of the last code of a composite font, for codes outside every code space.
    last_length: Cell<usize>,
    two_bytes: bool,
    /// Whether its glyphs are in the file, so that a glyph without outline is known to be blank.
    embedded: bool,
    /// Whether control codes draw nothing: a font of the viewer's in one of the standard's encodings.
    plain: bool,
    /// What stands against its `ToUnicode`.
    evidence: Option<RefCell<Evidence>>,
    /// Ascent and descent of the advance box.
    pub extent: Extent,
    /// Whether it is written downwards (ISO 32000-2, 9.7.4.3).
    pub vertical: bool,
    /// What a Type 3 font needs besides.
    pub(crate) type3: Option<Type3<'a>>,
}

/// Type 3 fonts (ISO 32000-2, 9.6.4).
#[derive(Debug)]
pub(crate) struct Type3<'a> {
    /// `FontMatrix`.
    pub(crate) matrix: [f64; 6],
    /// The font's own `Resources`.
    pub(crate) resources: Option<Dict<'a>>,
    /// Whether a code's procedure shows text or other content that must be walked.
    walked: RefCell<HashMap<u32, bool>>,
}

impl<'a> Font<'a> {
    /// The font of a missing or unusable resource: half an em a byte, nothing readable.
    #[must_use]
    pub fn missing() -> Self {
        Self::of(None, Extent::default())
    }

    fn of(program: Option<Program<'a>>, extent: Extent) -> Self {
        Self {
            program,
            simple: Vec::new(),
            composite: RefCell::default(),
            last_length: Cell::new(2),
            two_bytes: false,
            embedded: false,
            plain: false,
            evidence: None,
            extent,
            vertical: false,
            type3: None,
        }
    }

    fn new(dict: &Dict<'a>, program: Option<Program<'a>>) -> Self {
        let mut font = Self::of(program, Extent::of_font(dict));
        font.embedded = metrics::descriptor(dict)
            .is_some_and(|d| ["FontFile", "FontFile2", "FontFile3"].iter().any(|key| d.contains_key(key)));
        font.evidence = Evidence::read(dict, font.program.as_ref(), font.embedded).map(RefCell::new);
        let subtype = dict.get::<Name<'_>>("Subtype");
        if subtype.as_deref() == Some(b"Type0") {
            let encoding = dict.get::<Name<'_>>("Encoding");
            font.two_bytes =
                matches!(encoding.as_deref(), Some(b"Identity-H" | b"Identity-V")) || font.program.is_none();
            font.vertical = font.program.as_ref().is_some_and(|p| !p.is_horizontal());
            return font;
        }
        if subtype.as_deref() == Some(b"Type3") {
            font.type3 = Some(Type3::new(dict));
            font.extent = Extent::of_type3(dict);
        }
        font.plain = !font.embedded && font.type3.is_none() && dict.get::<Name<'_>>("Encoding").is_some();
        font.simple = (0..256).map(|code| font.describe(code, 1)).collect();
        let drawn = font.embedded || font.type3.is_some();
        control::silence(&mut font.simple, dict, drawn);
        font
    }

    /// The code at the front of `bytes` of a font whose codes are of one byte each.
    pub(crate) fn simple(&self, bytes: &[u8]) -> Option<&Code> {
        self.simple.get(usize::from(bytes.first().copied().unwrap_or(0)))
    }

    /// The code at the front of `bytes`; takes at least one byte of a string that is not empty.
    pub fn read(&self, bytes: &[u8]) -> Code {
        if let Some(code) = self.simple(bytes) {
            return code.clone();
        }
        let (code, length) = self.cut(bytes);
        let key = (code, length as u8);
        if let Some(known) = self.composite.borrow().get(&key) {
            return known.clone();
        }
        let described = self.describe(code, length);
        self.composite.borrow_mut().insert(key, described.clone());
        described
    }

    fn cut(&self, bytes: &[u8]) -> (u32, usize) {
        if self.two_bytes {
            return read_bytes(bytes, 2);
        }
        let Some(program) = self.program.as_ref().filter(|_| !bytes.is_empty()) else {
            return read_bytes(bytes, 1);
        };
        let (code, length) = program.read_code(bytes, 0);
        if (code, length) == (0, 1) && bytes.first() != Some(&0) {
            // in no code space: as long as the codes before it
            return read_bytes(bytes, self.last_length.get());
        }
        if (code, length) == (0, 1) && self.last_length.get() > 1 {
            return read_bytes(bytes, self.last_length.get());
        }
        self.last_length.set(length.max(1));
        (code, length.clamp(1, bytes.len()))
    }

    fn describe(&self, code: u32, length: usize) -> Code {
        let Some(program) = &self.program else {
            let advance = if self.two_bytes { 1.0 } else { 0.5 };
            return Code { code, length, advance, left: 0.0, right: advance, meaning: Meaning::Unreadable };
        };
        let advance = program.code_advance(code);
        let glyph = program.glyph(program.map_code(code), code);
        let said = meaning_of(&glyph, self.embedded);
        let meaning = match &self.evidence {
            Some(evidence) => evidence.borrow_mut().weigh(said, code, &glyph),
            None => said,
        };
        if self.vertical {
            let left = finite(program.origin_displacement(code).x / 1000.0);
            let advance = finite(advance.y / 1000.0);
            return Code { code, length, advance, left, right: -left, meaning };
        }
        let advance = finite(advance.x / 1000.0);
        let blank = self.plain && meaning == Meaning::Unreadable && matches!(code, 0..=31 | 127);
        // no glyph of the standard's encodings (annex D.2): a gap, or nothing at all
        let gap = if advance > GAP { ' ' } else { '\u{200B}' };
        let meaning = if blank { Meaning::Char(gap) } else { meaning };
        Code { code, length, advance, left: 0.0, right: advance, meaning }
    }

    /// The procedure of a Type 3 glyph, when it holds text or nested content of its own, or draws
    /// outside of its own place.
    pub(crate) fn procedure(&self, code: u32) -> Option<Stream<'a>> {
        let type3 = self.type3.as_ref()?;
        let program = self.program.as_ref()?;
        if type3.walked.borrow().get(&code) == Some(&false) {
            return None;
        }
        let FontGlyph::Type3(glyph) = program.glyph(program.map_code(code), code) else { return None };
        let stream = glyph.program().cloned();
        let room = (program.code_advance(code).x.abs() / 1000.0 + 0.5) / type3.matrix[0].abs().max(1e-9);
        let walked = |data: &[u8]| nests(data) || reaches(data, room);
        let nests = stream.as_ref().is_some_and(|s| s.decoded_data().map_or(true, |data| walked(&data)));
        type3.walked.borrow_mut().insert(code, nests);
        stream.filter(|_| nests)
    }
}

/// Whether a glyph procedure shows text or uses forms, patterns or masks.
fn nests(content: &[u8]) -> bool {
    use super::content::{Category, Operations};
    Operations::new(content).any(|o| {
        matches!(o.operator.category(), Category::TextShow | Category::XObject)
            || o.operator == super::content::Operator::ExtGState
    })
}

/// Whether a glyph procedure draws paths further than `room` from its origin, glyph space, or moves
/// its space, so that where they lie is not told by their numbers.
fn reaches(content: &[u8], room: f64) -> bool {
    use super::content::{Category, Operations, Operator};
    let mut moved = false;
    Operations::new(content).any(|o| {
        moved |= o.operator == Operator::Concat;
        let built = o.operator.category() == Category::PathBuild;
        let far = || o.numbers::<6>().iter().step_by(2).any(|x| x.abs() > room);
        o.operator == Operator::Shading || (built && (moved || far()))
    })
}

impl<'a> Type3<'a> {
    fn new(dict: &Dict<'a>) -> Self {
        let matrix = dict.get::<[f32; 6]>("FontMatrix").unwrap_or([0.001, 0.0, 0.0, 0.001, 0.0, 0.0]);
        Self { matrix: matrix.map(f64::from), resources: dict.get("Resources"), walked: RefCell::default() }
    }
}

fn read_bytes(bytes: &[u8], length: usize) -> (u32, usize) {
    let taken = bytes.get(..length.min(bytes.len())).unwrap_or_default();
    (taken.iter().fold(0, |code, &b| (code << 8) | u32::from(b)), taken.len().max(1))
}

fn finite(value: f64) -> f64 {
    if value.is_finite() { value.clamp(-1000.0, 1000.0) } else { 0.0 }
}

fn meaning_of(glyph: &FontGlyph<'_>, embedded: bool) -> Meaning {
    let unicode = match glyph {
        FontGlyph::Outline(glyph) => glyph.as_unicode(),
        FontGlyph::Type3(glyph) => glyph.as_unicode(),
    };
    let trusted = |c: char| c != '\u{FFFD}' && (!c.is_control() || matches!(c, '\t' | '\n' | '\r'));
    match unicode {
        Some(BfString::Char(c)) if trusted(c) => Meaning::Char(c),
        Some(BfString::String(s)) if !s.is_empty() && s.chars().all(trusted) => {
            Meaning::Many(s.as_str().into())
        }
        _ => match glyph {
            FontGlyph::Outline(glyph) if embedded && glyph.outline().is_empty() => Meaning::Char(' '),
            _ => Meaning::Unreadable,
        },
    }
}

/// Key under which a resource's font is remembered: its object, or where the direct dictionary lies.
pub(crate) type FontKey = Result<ObjectIdentifier, usize>;

/// The object behind a font resource with its key.
pub(crate) fn keyed(object: Object<'_>, id: Option<ObjectIdentifier>) -> Option<(FontKey, Dict<'_>)> {
    let dict = object.into_dict()?;
    Some((id.ok_or(dict.data().as_ptr() as usize), dict))
}
