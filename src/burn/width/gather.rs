//! What a page shows, with everything that is needed to set its words elsewhere. It is gathered on the first
//! walk, before anybody knows what goes: that is settled afterwards.
//!
//! Words travel as the codes of their fonts, never as text. What cannot be set by the plain means of
//! ISO 32000-2, 9.4 (turned, vertical, procedural, patterned, clipping or invisible text) is noted as
//! standing in the way.

use std::collections::BTreeSet;

use super::style::{Settings, Spot, Style};
use crate::geom::{Matrix, PageGeometry, Point, Rect};
use crate::pdf::content::device::{
    Device, Glyph, Nested, NestedKind, PaintedPath, PlacedImage, PlacedShading, Show,
};
use crate::pdf::content::{Operand, Operation, Operator};
use crate::pdf::font::Meaning;

/// Text smaller than this (points) is not set.
const SMALLEST: f64 = 3.0;

/// A glyph that can be set elsewhere.
#[derive(Debug, Clone)]
pub(super) struct Sign {
    pub(super) ordinal: u32,
    /// Its origin, line space.
    pub(super) at: Point,
    /// Its advance by the widths of its font alone, points.
    pub(super) wide: f64,
    /// Character spacing behind it, points.
    pub(super) behind: f64,
    /// Size in points.
    pub(super) size: f64,
    pub(super) blank: bool,
    /// The character it ends with, where one is known.
    pub(super) last: Option<char>,
    /// Its bytes.
    pub(super) code: Code,
    pub(super) style: usize,
    /// The show operation it stands in.
    pub(super) spot: usize,
    /// The panel under which it goes.
    pub(super) panel: Option<usize>,
    /// Whether it shows.
    seen: bool,
}

/// A glyph that is not set.
#[derive(Debug, Clone, Copy)]
struct Left {
    ordinal: u32,
    /// User space.
    bounds: Rect,
    seen: bool,
}

/// The bytes of a character in its font: four at most (ISO 32000-2, 9.7.6.2).
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Code {
    bytes: [u8; 4],
    length: u8,
}

impl Code {
    fn of(bytes: &[u8]) -> Option<Self> {
        if let [byte] = bytes {
            return Some(Self { bytes: [*byte, 0, 0, 0], length: 1 });
        }
        let mut code = Self { length: u8::try_from(bytes.len()).ok()?, ..Self::default() };
        code.bytes.get_mut(..bytes.len())?.copy_from_slice(bytes);
        Some(code)
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.bytes.get(..usize::from(self.length)).unwrap_or_default()
    }
}

impl Sign {
    /// Where its advance ends.
    pub(super) fn end(&self) -> f64 {
        self.at.x + self.step()
    }

    /// Its advance, points.
    pub(super) fn step(&self) -> f64 {
        self.wide + self.behind
    }
}

/// A subpath or picture, line space.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape {
    pub(super) bounds: Rect,
    /// Number of its path in order of painting; none of what can never move.
    pub(super) path: Option<usize>,
    /// A straight bar, box or line.
    pub(super) plain: bool,
    /// The only subpath of an upright path that is filled or stroked, not both.
    pub(super) alone: bool,
    /// Whether it can cover what is painted before it.
    pub(super) filled: bool,
    /// How many show operations were painted before it.
    pub(super) after: usize,
}

/// Which panel takes a glyph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::burn) enum Fate {
    Stays,
    /// It goes under this panel.
    Under(usize),
    /// It goes for another reason.
    Goes,
}

/// A page's text as it can be set.
pub(in crate::burn) struct Gathered {
    /// From user space to line space: upright as displayed, y upwards.
    pub(super) turn: Matrix,
    /// And back.
    pub(super) unturn: Matrix,
    pub(super) signs: Vec<Sign>,
    left: Vec<Left>,
    pub(super) styles: Vec<Style>,
    pub(super) spots: Vec<Spot>,
    pub(super) shapes: Vec<Shape>,
    /// Text that stays and cannot be set, line space.
    pub(super) fixed: Vec<Rect>,
    /// Panels that take something that cannot be set.
    pub(super) unfit: BTreeSet<usize>,
    /// Panels that take something that shows as text; the others are over pictures.
    pub(super) shown: BTreeSet<usize>,
    /// Something covers the page in a way that is not understood.
    pub(super) veiled: bool,
    settings: Vec<Settings>,
    frames: usize,
    marked: usize,
    painted: usize,
    aside: usize,
}

impl Gathered {
    /// Of a page, with room for so many glyphs.
    pub(in crate::burn) fn new(frame: &PageGeometry, room: usize) -> Self {
        let turn = line_space(frame);
        Self {
            turn,
            unturn: turn.invert().unwrap_or_default(),
            signs: Vec::with_capacity(room),
            left: Vec::new(),
            styles: Vec::new(),
            spots: Vec::new(),
            shapes: Vec::new(),
            fixed: Vec::new(),
            unfit: BTreeSet::new(),
            shown: BTreeSet::new(),
            veiled: false,
            settings: vec![Settings::page()],
            frames: 0,
            marked: 0,
            painted: 0,
            aside: 0,
        }
    }

    /// Settles by their ordinals which glyphs stay, and which panels take the others.
    pub(in crate::burn) fn settle(&mut self, fate: impl Fn(u32) -> Fate) {
        let mut signs = std::mem::take(&mut self.signs);
        signs.retain_mut(|sign| {
            let panel = match fate(sign.ordinal) {
                Fate::Goes => return false,
                Fate::Stays => None,
                Fate::Under(panel) => Some(panel),
            };
            sign.panel = panel;
            self.shown.extend(panel.filter(|_| sign.seen));
            true
        });
        self.signs = signs;
        for left in std::mem::take(&mut self.left) {
            match fate(left.ordinal) {
                Fate::Under(panel) => {
                    self.unfit.insert(panel);
                    self.shown.extend(Some(panel).filter(|_| left.seen));
                }
                Fate::Stays if left.seen => self.fixed.push(self.turned(&left.bounds)),
                _ => {}
            }
        }
    }

    /// A user-space rectangle in line space.
    pub(super) fn turned(&self, rect: &Rect) -> Rect {
        self.turn.apply_rect(rect).bounds()
    }

    /// A rectangle of line space in user space.
    pub(super) fn back(&self, rect: &Rect) -> Rect {
        self.unturn.apply_rect(rect).bounds()
    }

    fn style(&mut self, show: &Show<'_>, turned: &Matrix) -> Option<usize> {
        let settings = self.settings.last()?;
        let style = Style::of(settings, show, turned)?;
        let known = self.styles.iter().rposition(|s| *s == style);
        Some(known.unwrap_or_else(|| {
            self.styles.push(style);
            self.styles.len() - 1
        }))
    }

    /// A glyph that stays where it is, or cannot go as one that is set.
    fn leave(&mut self, glyph: &Glyph) {
        let (bounds, seen) = (glyph.quad.bounds(), !glyph.invisible);
        self.left.push(Left { ordinal: glyph.ordinal, bounds, seen });
    }

    fn sign(&mut self, glyph: &Glyph, show: &Show<'_>, line: &Line<'_>) {
        // a blank of no width (a control character) parts no words
        let blank = is_blank(&glyph.meaning) && glyph.advance > 0.0;
        if glyph.invisible && !blank {
            return self.leave(glyph);
        }
        let Some(code) = code(glyph, line.strings) else { return self.leave(glyph) };
        let text = show.text;
        let word = if glyph.length == 1 && glyph.code == 32 { text.word_spacing } else { 0.0 };
        let along = glyph.advance - (text.char_spacing + word) * text.scale;
        self.signs.push(Sign {
            ordinal: glyph.ordinal,
            at: self.turn.apply(line.origin(glyph)),
            wide: along * line.unit,
            behind: line.behind,
            size: glyph.size,
            blank,
            last: last(&glyph.meaning),
            code,
            style: line.style,
            spot: line.spot,
            panel: None,
            seen: !glyph.invisible,
        });
    }
}

/// What the glyphs of a show operation have in common.
struct Line<'s> {
    style: usize,
    spot: usize,
    /// Line space points to a unit of text space along the line.
    unit: f64,
    /// Character spacing behind each, points.
    behind: f64,
    /// How far up its box a glyph's baseline lies, as a share of the height.
    base: f64,
    /// Where their codes stand.
    strings: &'s [Operand<'s>],
}

impl<'s> Line<'s> {
    fn of(show: &Show<'s>, turned: &Matrix, (style, spot): (usize, usize), behind: f64) -> Self {
        let [a, b, ..] = turned.0;
        let extent = show.text.font.as_ref().map(|f| f.extent).unwrap_or_default();
        let base = -extent.descent / (extent.ascent - extent.descent);
        let last = show.operation.operands.last();
        let strings = last.map_or(&[][..], |last| last.array().unwrap_or(std::slice::from_ref(last)));
        Self { style, spot, unit: a.hypot(b), behind, base, strings }
    }

    /// Where a glyph stands on its own baseline, user space.
    fn origin(&self, glyph: &Glyph) -> Point {
        let [low, _, _, high] = glyph.quad.0;
        Point::new(low.x + (high.x - low.x) * self.base, low.y + (high.y - low.y) * self.base)
    }
}

impl Device for Gathered {
    fn show(&mut self, show: &Show<'_>) {
        let turned = show.begin.then(&show.ctm).then(&self.turn);
        let size = show.glyphs.first().map_or(0.0, |g| g.size);
        let plain = show.text.mode == 0 && show.mask.is_none() && show.tile.is_none();
        let fit = plain && !show.vertical && !show.drawn && self.aside == 0 && size >= SMALLEST;
        let style = if fit && is_upright(&turned) { self.style(show, &turned) } else { None };
        let (Some(style), Some(settings)) = (style, self.settings.last()) else {
            return show.glyphs.iter().for_each(|glyph| self.leave(glyph));
        };
        self.spots.push(Spot::of(settings, show, style));
        let behind = self.styles.get(style).map_or(0.0, Style::spaced);
        let line = Line::of(show, &turned, (style, self.spots.len() - 1), behind);
        show.glyphs.iter().for_each(|glyph| self.sign(glyph, show, &line));
    }

    fn paint(&mut self, path: &PaintedPath<'_>) {
        let number = self.painted;
        self.painted += 1;
        if path.paint == Operator::EndPath {
            return;
        }
        let upright = path.clip.is_none() && path.tile.is_none() && path.dashes == 0;
        let alone = upright && path.subpaths.len() == 1 && path.fills() != path.strokes();
        for part in path.subpaths {
            let seen = part.bounds.inflate(path.reach()).intersection(&path.window);
            let Some(bounds) = seen else { continue };
            let bounds = self.turned(&bounds);
            let (plain, filled, after) = (part.plain, path.fills(), self.spots.len());
            self.shapes.push(Shape { bounds, path: Some(number), plain, alone, filled, after });
        }
    }

    fn image(&mut self, placed: &PlacedImage<'_>) {
        if let Some(seen) = placed.bounds().intersection(&placed.clip) {
            let bounds = self.turned(&seen);
            let after = self.spots.len();
            self.shapes.push(Shape { bounds, path: None, plain: false, alone: false, filled: true, after });
        }
    }

    fn shading(&mut self, _: &PlacedShading<'_>) {
        self.veiled = true;
    }

    fn enter(&mut self, nested: &Nested<'_>) {
        self.frames += 1;
        self.aside += usize::from(nested.kind != NestedKind::Form);
        self.settings.push(Settings::nested(self.frames));
    }

    fn leave(&mut self, nested: &Nested<'_>) {
        self.aside -= usize::from(nested.kind != NestedKind::Form);
        self.settings.pop();
    }

    fn other(&mut self, operation: &Operation<'_>) {
        self.marked += 1;
        let number = self.marked;
        if let Some(settings) = self.settings.last_mut() {
            settings.take(operation, number);
        }
    }
}

/// The rotation by which a page is displayed, y upwards.
fn line_space(frame: &PageGeometry) -> Matrix {
    Matrix(match frame.rotate {
        90 => [0.0, -1.0, 1.0, 0.0, 0.0, 0.0],
        180 => [-1.0, 0.0, 0.0, -1.0, 0.0, 0.0],
        270 => [0.0, 1.0, -1.0, 0.0, 0.0, 0.0],
        _ => [1.0, 0.0, 0.0, 1.0, 0.0, 0.0],
    })
}

/// Text along the line, perhaps slanting (an oblique made by the matrix).
fn is_upright(turned: &Matrix) -> bool {
    let [a, b, _, d, ..] = turned.0;
    a > 0.0 && d > 0.0 && b.abs() < 1e-4 * a
}

/// The bytes of a glyph in the operand it stands in; none of one that cannot be shown by itself.
fn code(glyph: &Glyph, strings: &[Operand<'_>]) -> Option<Code> {
    let bytes = strings.get(glyph.item as usize).and_then(Operand::string).unwrap_or_default();
    let start = glyph.start as usize;
    let end = (start + glyph.length as usize).min(bytes.len());
    Code::of(bytes.get(start..end).filter(|code| !code.is_empty())?)
}

fn is_blank(meaning: &Meaning) -> bool {
    match meaning {
        Meaning::Char(c) => c.is_whitespace(),
        Meaning::Many(text) => text.chars().all(char::is_whitespace),
        Meaning::Unreadable | Meaning::Two(..) => false,
    }
}

fn last(meaning: &Meaning) -> Option<char> {
    match meaning {
        Meaning::Char(c) | Meaning::Two(c, _) => Some(*c),
        Meaning::Many(text) => text.chars().last(),
        Meaning::Unreadable => None,
    }
}
