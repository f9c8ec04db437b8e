//! The one interpreter: it walks a page's content in order of painting and tells a [`Device`].
//!
//! Text extraction and burning run this same loop, so that what is found is what is removed. It
//! fails, rather than skips, when nested content cannot be read, lies too deep, or is too much work:
//! a page that was not seen whole must not pass for one that was.

use std::borrow::Cow;
use std::collections::HashMap;
use std::rc::Rc;

use hayro_syntax::object::{Array, Dict, Object, ObjectIdentifier, Stream};
use hayro_syntax::page::Page;
use hayro_syntax::xref::XRef;

use super::device::{Device, Glyph, PaintedPath, PlacedImage, Tile};
use super::lexer::{Operation, Operations};
use super::nested::knocks_out;
use super::operator::{Category, Operator};
use super::path::PathBuilder;
use super::resources::{Resources, object_id};
use super::state::State;
use crate::geom::{Matrix, PageGeometry, Point, Rect};
use crate::pdf::font::FontStore;
use crate::pdf::limits::Limits;

/// Operations of one page, nested content counted each time it is painted.
const MOST_OPERATIONS: u64 = 40_000_000;
/// Glyphs of one page.
const MOST_GLYPHS: u32 = 8_000_000;
/// Glyphs for which room is made before they come.
const MOST_ROOM: usize = 1 << 16;
/// Saved graphics states.
const MOST_SAVED: usize = 20_000;

/// Why a page was not interpreted to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// Content nests deeper than [`Limits::nesting`].
    TooDeep,
    /// More operations, glyphs or saved states than a page can sensibly have.
    TooMuch,
    /// A content stream cannot be decoded.
    Unreadable,
}

impl Trouble {
    /// In words, for a problem.
    #[must_use]
    pub fn what(self) -> &'static str {
        match self {
            Self::TooDeep => "the page's content nests too deep to be read whole",
            Self::TooMuch => "the page's content is too much to be read whole",
            Self::Unreadable => "a content stream of the page cannot be decoded",
        }
    }
}

/// Interprets pages of one document; keeps its fonts and decoded forms from page to page.
pub struct Interpreter<'a> {
    pub(super) fonts: FontStore<'a>,
    pub(super) xref: &'a XRef,
    streams: HashMap<ObjectIdentifier, Rc<[u8]>>,
    nesting: usize,
    /// Glyphs of the page before.
    last: u32,
    /// The content of the page before, by where its dictionary lies: burning walks a page several times.
    content: Option<(usize, Rc<[u8]>)>,
}

/// One walk over one page.
pub(super) struct Walk<'w, 'a> {
    pub(super) keep: &'w mut Interpreter<'a>,
    pub(super) device: &'w mut dyn Device,
    pub(super) page: Rect,
    pub(super) ordinal: u32,
    operations: u64,
    /// Soft masks that were entered.
    pub(super) masks: usize,
    pub(super) active: Vec<ObjectIdentifier>,
    pub(super) tile: Option<Tile>,
    /// Spare memory of the glyphs of a show operation.
    pub(super) spare: Vec<Glyph>,
}

/// One content stream being walked.
pub(super) struct Level<'a> {
    pub(super) resources: Resources<'a>,
    pub(super) state: State<'a>,
    saved: Vec<State<'a>>,
    pub(super) path: PathBuilder,
    /// `Tm` and `Tlm`.
    pub(super) text_matrix: Matrix,
    pub(super) line_matrix: Matrix,
    /// From the stream's own space to user space, where patterns are anchored.
    pub(super) base: Matrix,
}

impl<'a> Interpreter<'a> {
    /// For a document's pages; `xref` is the document's.
    #[must_use]
    pub fn new(xref: &'a XRef, limits: &Limits) -> Self {
        let (fonts, streams) = (FontStore::default(), HashMap::new());
        Self { fonts, xref, streams, nesting: limits.nesting, last: 0, content: None }
    }

    /// Walks a page. Gives the number of glyphs.
    ///
    /// # Errors
    /// When the page cannot be walked whole; what the device got until then must not be used.
    pub fn page(
        &mut self,
        page: &Page<'a>,
        geometry: &PageGeometry,
        device: &mut dyn Device,
    ) -> Result<u32, Trouble> {
        let content = self.content(page)?;
        let dict = page.raw().get::<Dict<'a>>("Resources").unwrap_or_default();
        let mut state = State::new(Matrix::IDENTITY, geometry.crop_box);
        state.ink.within_form(true, knocks_out(page.raw()));
        let level = Level::new(Resources::new(dict, self.xref), state);
        let mut walk = Walk {
            keep: self,
            device,
            page: geometry.crop_box,
            ordinal: 0,
            operations: 0,
            masks: 0,
            active: Vec::new(),
            tile: None,
            spare: Vec::new(),
        };
        walk.stream(&content, level)?;
        let glyphs = walk.ordinal;
        self.last = glyphs;
        Ok(glyphs)
    }

    /// For how many glyphs there should be room: about as many as the page before had.
    #[must_use]
    pub fn room(&self) -> usize {
        (self.last as usize + self.last as usize / 4).min(MOST_ROOM)
    }

    /// The content of a page, which stays decoded until another page is walked.
    fn content(&mut self, page: &Page<'a>) -> Result<Rc<[u8]>, Trouble> {
        let key = page.raw().data().as_ptr() as usize;
        if let Some((_, known)) = self.content.as_ref().filter(|(of, _)| *of == key) {
            return Ok(Rc::clone(known));
        }
        let content: Rc<[u8]> = page_content(page)?.as_ref().into();
        self.content = Some((key, Rc::clone(&content)));
        Ok(content)
    }

    /// The decoded bytes of a nested stream, read once.
    pub(super) fn decoded(&mut self, stream: &Stream<'a>) -> Result<Rc<[u8]>, Trouble> {
        let id = stream.obj_id();
        if let Some(known) = self.streams.get(&id) {
            return Ok(Rc::clone(known));
        }
        let data: Rc<[u8]> = stream.decoded_data().map_err(|_| Trouble::Unreadable)?.as_ref().into();
        self.streams.insert(id, Rc::clone(&data));
        Ok(data)
    }
}

/// The content of a page; parts, should there be several, joined by line breaks.
fn page_content<'a>(page: &Page<'a>) -> Result<Cow<'a, [u8]>, Trouble> {
    let decode = |stream: Stream<'a>| stream.decoded_data().map_err(|_| Trouble::Unreadable);
    match page.raw().get::<Object<'a>>("Contents") {
        Some(Object::Stream(stream)) => decode(stream),
        Some(Object::Array(parts)) => joined(&parts),
        _ => Ok(Cow::Borrowed(&[])),
    }
}

fn joined<'a>(parts: &Array<'a>) -> Result<Cow<'a, [u8]>, Trouble> {
    let mut all = Vec::new();
    let streams: Vec<Stream<'a>> = parts.iter::<Stream<'a>>().collect();
    if streams.len() != parts.raw_iter().count() {
        return Err(Trouble::Unreadable);
    }
    for stream in streams {
        all.extend_from_slice(&stream.decoded_data().map_err(|_| Trouble::Unreadable)?);
        all.push(b'\n');
    }
    Ok(Cow::Owned(all))
}

impl<'a> Level<'a> {
    pub(super) fn new(resources: Resources<'a>, state: State<'a>) -> Self {
        let base = state.ctm;
        Self {
            resources,
            state,
            saved: Vec::new(),
            path: PathBuilder::default(),
            text_matrix: Matrix::IDENTITY,
            line_matrix: Matrix::IDENTITY,
            base,
        }
    }

    fn set_line(&mut self, matrix: Matrix) {
        self.line_matrix = matrix;
        self.text_matrix = matrix;
    }

    /// `Td` (ISO 32000-2, 9.4.2).
    pub(super) fn next_line(&mut self, x: f64, y: f64) {
        self.set_line(Matrix::translate(x, y).then(&self.line_matrix));
    }
}

impl<'a> Walk<'_, 'a> {
    /// Walks one content stream to its end.
    pub(super) fn stream(&mut self, content: &[u8], mut level: Level<'a>) -> Result<(), Trouble> {
        if self.active.len() > self.keep.nesting {
            return Err(Trouble::TooDeep);
        }
        for operation in Operations::new(content) {
            self.operations += 1;
            if self.operations > MOST_OPERATIONS || self.ordinal > MOST_GLYPHS {
                return Err(Trouble::TooMuch);
            }
            self.operation(&operation, &mut level)?;
        }
        Ok(())
    }

    fn operation(&mut self, operation: &Operation<'_>, level: &mut Level<'a>) -> Result<(), Trouble> {
        match operation.operator.category() {
            Category::PathBuild => {
                level.path.add(operation.operator, operation.numbers(), &level.state.ctm);
                return Ok(());
            }
            Category::Clip => {
                level.path.clip = Some(operation.operator);
                return Ok(());
            }
            Category::PathPaint => {
                self.paint(operation.operator, level);
                return Ok(());
            }
            Category::TextShow => return self.show(operation, level),
            Category::XObject => return self.x_object(operation, level),
            Category::Special => special(operation, level)?,
            Category::TextObject => {
                // text behind an `ET` goes on where the text object ended, as readers have it
                if operation.operator == Operator::BeginText {
                    level.set_line(Matrix::IDENTITY);
                }
                level.state.end_text();
            }
            Category::TextState | Category::TextPosition => self.text(operation, level),
            Category::Colour => self.colour(operation, level)?,
            Category::Shading => self.shading(operation, level),
            Category::GraphicsState => self.graphics(operation, level)?,
            _ => {}
        }
        self.device.other(operation);
        Ok(())
    }

    fn paint(&mut self, operator: Operator, level: &mut Level<'a>) {
        let state = &mut level.state;
        let scale = state.ctm.determinant().abs().sqrt();
        let path = PaintedPath {
            segments: &level.path.segments,
            subpaths: &level.path.subpaths,
            paint: operator,
            clip: level.path.clip,
            line_width: state.line_width * scale,
            dashes: state.dashes,
            fill: state.ink.fill(),
            line: state.ink.line(),
            matrix: state.ctm,
            window: state.clip,
            tile: self.tile,
        };
        self.device.paint(&path);
        // clipping without a path is nonsense that some viewers skip
        if let Some(bounds) = level.path.clip.and_then(|_| level.path.bounds()) {
            let nothing = Rect::default();
            state.ink.clip_is_exact &= level.path.is_rectangle() && is_upright(&state.ctm);
            state.clip = state.clip.intersection(&bounds).unwrap_or(nothing);
        }
        level.path.clear();
    }

    fn text(&mut self, operation: &Operation<'_>, level: &mut Level<'a>) {
        let value = operation.number(0);
        let text = &mut level.state.text;
        match operation.operator {
            Operator::CharSpacing => text.char_spacing = value,
            Operator::WordSpacing => text.word_spacing = value,
            Operator::HorizontalScaling => text.scale = value / 100.0,
            Operator::Leading => text.leading = value,
            Operator::RenderMode => text.mode = value.clamp(0.0, 255.0) as u8,
            Operator::Rise => text.rise = value,
            Operator::Font => {
                text.size = operation.number(1);
                let name = operation.name(0).unwrap_or_default();
                text.font = Some(self.keep.fonts.font(level.resources.get("Font", name)));
            }
            Operator::MoveText => level.next_line(value, operation.number(1)),
            Operator::MoveTextLeading => {
                text.leading = -operation.number(1);
                level.next_line(value, operation.number(1));
            }
            Operator::TextMatrix => level.set_line(Matrix(operation.numbers())),
            Operator::NextLine => {
                let leading = text.leading;
                level.next_line(0.0, -leading);
            }
            _ => {}
        }
    }

    fn x_object(&mut self, operation: &Operation<'_>, level: &mut Level<'a>) -> Result<(), Trouble> {
        let name = operation.name(0).unwrap_or_default();
        let Some((Some(id), Object::Stream(stream))) = level.resources.get("XObject", name) else {
            return Ok(());
        };
        let subtype = stream.dict().get::<hayro_syntax::object::Name<'_>>("Subtype");
        match subtype.as_deref() {
            Some(b"Form") => self.form(name, id, &stream, level),
            Some(b"Image") => {
                self.device.image(&PlacedImage {
                    object: object_id(id),
                    name,
                    matrix: level.state.ctm,
                    clip: level.state.clip,
                    hides: level.state.ink.covers() && is_whole(stream.dict()),
                    tile: self.tile,
                });
                Ok(())
            }
            _ => Ok(()),
        }
    }
}

/// Whether an image has no mask and is none, so that it paints all of its square.
fn is_whole(dict: &Dict<'_>) -> bool {
    let masked = ["SMask", "Mask", "SMaskInData", "Alternates"].into_iter().any(|key| dict.contains_key(key));
    !masked && dict.get::<bool>("ImageMask") != Some(true)
}

fn special(operation: &Operation<'_>, level: &mut Level<'_>) -> Result<(), Trouble> {
    match operation.operator {
        Operator::Save if level.saved.len() >= MOST_SAVED => return Err(Trouble::TooMuch),
        Operator::Save => level.saved.push(level.state.clone()),
        Operator::Restore => {
            if let Some(state) = level.saved.pop() {
                level.state = state;
            }
        }
        _ => level.state.ctm = Matrix(operation.numbers()).then(&level.state.ctm),
    }
    Ok(())
}

/// Whether a matrix takes upright rectangles to upright rectangles.
#[must_use]
pub fn is_upright(matrix: &Matrix) -> bool {
    let [a, b, c, d, ..] = matrix.0;
    let small = 1e-6 * (a.abs() + b.abs() + c.abs() + d.abs());
    (b.abs() <= small && c.abs() <= small) || (a.abs() <= small && d.abs() <= small)
}

/// A vector through a matrix, without its shift.
pub(super) fn vector(matrix: &Matrix, x: f64, y: f64) -> Point {
    let [a, b, c, d, ..] = matrix.0;
    Point::new(a * x + c * y, b * x + d * y)
}
