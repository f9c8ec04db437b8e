//! Emitting a page's content anew with marks around what is painted (ISO 32000-2, 14.6).
//!
//! Everything else is written as it came. A mark begins and ends inside one text object or outside of
//! all (14.6.1); an array of strings is parted where a panel stands between them.

use super::order::{Order, Spot};
use crate::geom::{PageGeometry, Rect};
use crate::pdf::content::device::{Device, Nested, NestedKind, PaintedPath, PlacedImage, Show};
use crate::pdf::content::{Category, Emitter, Operand, Operation, Operator};
use crate::text::PageText;

/// How far the sides of a drawn panel may lie from where it is known to be, points.
const SAME: f64 = 0.05;
/// A picture that covers less of the page is an ornament.
const ORNAMENT: f64 = 0.01;

/// What a marked-content identifier stands for; they count from 0 in order of painting.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Content {
    /// Words.
    Text(Spot),
    /// A panel of the page, by number.
    Panel(usize),
    /// A picture, read before this character.
    Picture(u32),
}

/// The mark that is open.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Open {
    Nothing,
    Artifact,
    Text(Spot),
}

/// Writes a page's content with marks.
pub(super) struct Marker<'m> {
    order: &'m Order,
    /// Panels not met yet, user space.
    regions: Vec<Option<Rect>>,
    geometry: PageGeometry,
    /// Whether an invisible text layer says what the pictures show.
    layered: bool,
    out: Emitter,
    /// What came since something was painted under the open mark.
    held: Emitter,
    open: Open,
    marks: Vec<Content>,
    /// Nested content being walked, and where the first of its words is read.
    depth: usize,
    inner: Option<Spot>,
}

impl<'m> Marker<'m> {
    pub(super) fn new(order: &'m Order, regions: Vec<Rect>, text: &PageText) -> Self {
        Self {
            order,
            regions: regions.into_iter().map(Some).collect(),
            geometry: text.geometry,
            layered: text.glyphs.iter().any(|g| g.invisible),
            out: Emitter::new(),
            held: Emitter::new(),
            open: Open::Nothing,
            marks: Vec::new(),
            depth: 0,
            inner: None,
        }
    }

    /// The content, and what its identifiers stand for.
    pub(super) fn finish(mut self) -> (Vec<u8>, Vec<Content>) {
        self.close();
        (self.out.into_bytes(), self.marks)
    }

    fn close(&mut self) {
        if self.open != Open::Nothing {
            self.out.operator(Operator::EndMarked);
            self.open = Open::Nothing;
        }
        self.out.stream(self.held.bytes());
        self.held.truncate(0);
    }

    /// Opens an artifact, or goes on with the open one.
    fn artifact(&mut self) -> &mut Emitter {
        if self.open == Open::Artifact {
            self.out.stream(self.held.bytes());
            self.held.truncate(0);
        } else {
            self.close();
            self.out.named(Operator::BeginMarked, b"Artifact");
            self.open = Open::Artifact;
        }
        &mut self.out
    }

    /// Opens a mark for words that are read there, or goes on with the open one.
    fn words(&mut self, spot: Spot) -> &mut Emitter {
        let goes_on =
            |before: Spot| (before.block, before.panels) == (spot.block, spot.panels) && before.at <= spot.at;
        match self.open {
            Open::Text(before) if goes_on(before) => {
                self.out.stream(self.held.bytes());
                self.held.truncate(0);
            }
            _ => {
                self.close();
                self.begin(b"Span", Content::Text(spot));
            }
        }
        self.open = Open::Text(spot);
        &mut self.out
    }

    fn begin(&mut self, role: &[u8], content: Content) {
        let mcid = Operand::Number(self.marks.len() as f64);
        self.marks.push(content);
        self.out.name(role);
        self.out.operand(&Operand::Dict(vec![(b"MCID".as_slice().into(), mcid)]));
        self.out.operator(Operator::BeginMarkedProperties);
    }

    /// Something that is a figure on its own.
    fn figure(&mut self, content: Content, write: impl FnOnce(&mut Emitter)) {
        self.close();
        self.begin(b"Figure", content);
        write(&mut self.out);
        self.out.operator(Operator::EndMarked);
    }

    /// The panel that a path draws, if it does.
    fn panel(&mut self, path: &PaintedPath<'_>) -> Option<usize> {
        let [subpath] = path.subpaths else { return None };
        let near = |a: f64, b: f64| (a - b).abs() <= SAME;
        let drawn = subpath.bounds;
        let same = |r: &Rect| {
            near(r.x0, drawn.x0) && near(r.y0, drawn.y0) && near(r.x1, drawn.x1) && near(r.y1, drawn.y1)
        };
        let is_it = |region: &Option<Rect>| region.as_ref().is_some_and(same);
        let index = self.regions.iter().position(is_it).filter(|_| path.fills())?;
        *self.regions.get_mut(index)? = None;
        Some(index)
    }

    /// The parts of a show operation that are read in one go: where, and its first glyph.
    fn parts(&self, show: &Show<'_>) -> Vec<(Option<Spot>, usize)> {
        let mut parts: Vec<(Option<Spot>, usize)> = Vec::new();
        let mut last: Option<Spot> = None;
        for (index, glyph) in show.glyphs.iter().enumerate() {
            let Some(spot) = self.order.glyph(glyph.ordinal) else { continue };
            let goes_on = last.is_some_and(|l| (l.block, l.panels) == (spot.block, spot.panels));
            if !goes_on {
                parts.push((Some(spot), if parts.is_empty() { 0 } else { index }));
            }
            last = Some(spot);
        }
        if parts.is_empty() {
            parts.push((None, 0));
        }
        parts
    }
}

impl Device for Marker<'_> {
    fn show(&mut self, show: &Show<'_>) {
        if self.depth > 0 {
            let first = show.glyphs.iter().find_map(|g| self.order.glyph(g.ordinal));
            self.inner = self.inner.or(first);
            return;
        }
        let parts = self.parts(show);
        let parted = matches!(show.operation.operator, Operator::ShowText | Operator::ShowArray);
        if parts.len() == 1 || !parted {
            let spot = parts.first().and_then(|(spot, _)| *spot);
            let out = match spot {
                Some(spot) => self.words(spot),
                None => self.artifact(),
            };
            return out.operation(show.operation);
        }
        let ends = parts.iter().skip(1).map(|(_, start)| *start).chain([show.glyphs.len()]);
        for ((spot, start), end) in parts.iter().zip(ends.collect::<Vec<_>>()) {
            let Some(spot) = spot else { continue };
            let out = self.words(*spot);
            write_part(out, show, *start, end);
        }
    }

    fn paint(&mut self, path: &PaintedPath<'_>) {
        if self.depth > 0 {
            return;
        }
        match self.panel(path) {
            Some(index) => self.figure(Content::Panel(index), |out| write_path(out, path)),
            None if path.paint == Operator::EndPath => {
                let held = if self.open == Open::Nothing { &mut self.out } else { &mut self.held };
                write_path(held, path);
            }
            None => write_path(self.artifact(), path),
        }
    }

    fn image(&mut self, image: &PlacedImage<'_>) {
        if self.depth > 0 {
            return;
        }
        let shown = self.geometry.display_rect(&image.bounds());
        let (wide, high) = self.geometry.display_size();
        if self.layered || shown.area() < ORNAMENT * wide * high {
            return self.artifact().named(Operator::XObject, image.name);
        }
        let at = self.order.at(&shown);
        self.figure(Content::Picture(at), |out| out.named(Operator::XObject, image.name));
    }

    fn enter(&mut self, _: &Nested<'_>) {
        self.depth += 1;
    }

    fn leave(&mut self, nested: &Nested<'_>) {
        self.depth = self.depth.saturating_sub(1);
        if self.depth > 0 {
            return;
        }
        let first = self.inner.take();
        if nested.kind != NestedKind::Form {
            return;
        }
        let out = match first {
            Some(spot) => {
                self.close();
                self.words(spot)
            }
            None => self.artifact(),
        };
        out.named(Operator::XObject, nested.name);
        self.close();
    }

    fn other(&mut self, operation: &Operation<'_>) {
        if self.depth > 0 {
            return;
        }
        if operation.operator.category() == Category::TextObject {
            self.close();
        }
        match (operation.operator, self.open) {
            (Operator::Shading, _) => self.artifact().operation(operation),
            (_, Open::Nothing) => self.out.operation(operation),
            _ => self.held.operation(operation),
        }
    }
}

fn write_path(out: &mut Emitter, path: &PaintedPath<'_>) {
    out.segments(path.segments);
    path.clip.into_iter().for_each(|clip| out.operator(clip));
    out.operator(path.paint);
}

/// The part of a show operation from one glyph up to another; the first part takes what stands before
/// its glyphs, the last what stands behind them.
fn write_part(out: &mut Emitter, show: &Show<'_>, start: usize, end: usize) {
    let Some(last) = show.operation.operands.last() else { return };
    let items = last.array().unwrap_or(std::slice::from_ref(last));
    let place = |index: usize| show.glyphs.get(index).map(|g| (g.item, g.start));
    let from = place(start).filter(|_| start > 0).unwrap_or((0, 0));
    let to = place(end).unwrap_or((u32::MAX, u32::MAX));
    out.begin_array();
    for (number, item) in (0u32..).zip(items) {
        if number < from.0 || (number, 0) >= to {
            continue;
        }
        match item {
            Operand::String(bytes) => {
                let first = if number == from.0 { from.1 as usize } else { 0 };
                let behind = if number == to.0 { to.1 as usize } else { bytes.len() };
                out.string(bytes.get(first..behind).unwrap_or_default());
            }
            other => out.operand(other),
        }
    }
    out.end_array();
    out.operator(Operator::ShowArray);
}
