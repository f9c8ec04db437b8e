//! The second walk over a page: its content emitted anew, nested content copied where it changes.
//!
//! Forms, patterns and masks are copied on write: a copy takes the place of the original where this
//! page paints it, and everywhere else the original stays as it is.

use std::collections::HashMap;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::fresh::Fresh;
use super::image::{self, Fate};
use super::settle::Verdicts;
use super::width::Setting;
use super::{BurnCounts, path, resources, shading};
use crate::diag::{Place, Problem};
use crate::geom::Rect;
use crate::mutation::{self, Stripper};
use crate::pdf::content::device::{
    Device, Nested, NestedKind, PaintedPath, PlacedImage, PlacedShading, Show,
};
use crate::pdf::content::{Emitter, Operation, Operator};

mod frame;
mod nested;

use frame::Frame;

/// Emits the content of one page.
pub(super) struct Rewriter<'b> {
    fresh: Fresh<'b>,
    verdicts: &'b Verdicts,
    setting: &'b Setting,
    frames: Vec<Frame>,
    page: u32,
    /// Copies made, by original and content, so that equal ones are shared.
    copies: HashMap<(ObjectId, Vec<u8>), ObjectId>,
    painted: HashMap<(ObjectId, String), Fate>,
    /// Pictures and paths met so far.
    pictures: usize,
    paths: usize,
    pub(super) counts: BurnCounts,
    pub(super) dropped: Vec<Problem>,
}

/// A page's content as emitted, and its resources.
pub(super) struct Rewritten<'b> {
    pub(super) content: Vec<u8>,
    pub(super) resources: Dictionary,
    /// The copies that they name.
    pub(super) fresh: Fresh<'b>,
}

impl<'b> Rewriter<'b> {
    pub(super) fn new(
        document: &'b Document,
        (verdicts, setting): (&'b Verdicts, &'b Setting),
        object: ObjectId,
        page: u32,
    ) -> Self {
        let resources = Some(resources::of(document, object).unwrap_or_default());
        let frame = Frame { resources, object: Some(object), ..Frame::default() };
        Self {
            fresh: Fresh::beside(document),
            verdicts,
            setting,
            frames: vec![frame],
            page,
            copies: HashMap::new(),
            painted: HashMap::new(),
            pictures: 0,
            paths: 0,
            counts: BurnCounts::default(),
            dropped: Vec::new(),
        }
    }

    /// What was emitted and what for it was made, what went, and what was left out.
    pub(super) fn finish(mut self) -> (Rewritten<'b>, BurnCounts, Vec<Problem>) {
        let frame = self.frames.pop().unwrap_or_default();
        let resources = frame.additions.add_to(frame.resources.unwrap_or_default());
        (Rewritten { content: frame.out.finish(), resources, fresh: self.fresh }, self.counts, self.dropped)
    }

    fn frame(&mut self) -> Option<&mut Frame> {
        self.frames.last_mut().filter(|frame| !frame.mute)
    }

    /// The effective resources of the innermost frame that has some.
    fn effective(&mut self) -> Dictionary {
        for frame in self.frames.iter_mut().rev() {
            if frame.resources.is_none() {
                frame.resources = frame.object.and_then(|object| resources::of(self.fresh.document, object));
            }
            if let Some(resources) = &frame.resources {
                return resources.clone();
            }
        }
        Dictionary::new()
    }

    /// A name by which the current content reaches `object`.
    fn name(&mut self, category: &'static str, object: Object) -> Vec<u8> {
        let present = self.effective();
        let Some(frame) = self.frames.last_mut() else { return Vec::new() };
        frame.changed = true;
        frame.additions.name(&present, category, object)
    }
}

impl Device for Rewriter<'_> {
    fn show(&mut self, shown: &Show<'_>) {
        let (verdicts, setting) = (self.verdicts, self.setting);
        let Some(frame) = self.frame() else { return };
        let first = shown.glyphs.first().map_or(u32::MAX, |g| g.ordinal);
        if setting.touched.contains(first) {
            let stays = |ordinal| !verdicts.goes(ordinal) && !setting.moved.contains(ordinal);
            frame.out.anew(shown, setting.slots.get(&first), stays);
            frame.changed = true;
            self.counts.glyphs += shown.glyphs.iter().filter(|g| verdicts.goes(g.ordinal)).count() as u64;
            return;
        }
        let gone =
            frame.out.show(shown, |ordinal| verdicts.goes(ordinal) && !mutation::is_off(Stripper::Glyphs));
        frame.changed |= gone > 0;
        self.counts.glyphs += gone;
    }

    fn paint(&mut self, painted: &PaintedPath<'_>) {
        let number = self.paths;
        self.paths += 1;
        let (verdicts, setting) = (self.verdicts, self.setting);
        let Some(frame) = self.frame() else { return };
        if let Some(pieces) = setting.rules.get(&number) {
            frame.out.path(&path::instead(painted, pieces), true);
            frame.changed = true;
            return;
        }
        let under: &[Rect] = if mutation::is_off(Stripper::Subpaths) { &[] } else { &verdicts.regions };
        let mut path = Emitter::new();
        let gone = path::emit(&mut path, painted, under);
        frame.out.path(&path, painted.paint != Operator::EndPath);
        frame.changed |= gone > 0;
        self.counts.paths += gone;
    }

    fn image(&mut self, placed: &PlacedImage<'_>) {
        let boxes = self.verdicts.boxes.get(&self.pictures).map_or(&[][..], Vec::as_slice);
        self.pictures += 1;
        if self.frame().is_none() {
            return;
        }
        let mut parts = image::parts(placed, &[self.verdicts.regions.as_slice(), boxes].concat());
        if let Some(parts) = &mut parts {
            parts.extend(image::cropped_parts(self.fresh.document, placed));
        }
        let key = (placed.object, format!("{parts:?}"));
        let fate = match self.painted.get(&key) {
            Some(&fate) => fate,
            None if mutation::is_off(Stripper::Samples) => Fate::Stays,
            None => image::burn(&mut self.fresh, placed.object, parts.as_deref()),
        };
        let first = self.painted.insert(key, fate).is_none();
        match fate {
            Fate::Stays => {
                let Some(frame) = self.frame() else { return };
                frame.out.mark().named(Operator::XObject, placed.name);
            }
            Fate::Painted(copy) => {
                self.counts.images += u64::from(first);
                let name = self.name("XObject", Object::Reference(copy));
                let Some(frame) = self.frame() else { return };
                frame.out.mark().named(Operator::XObject, &name);
            }
            Fate::Gone => {
                self.counts.images += u64::from(first);
                let Some(frame) = self.frame() else { return };
                frame.out.loss();
                frame.changed = true;
            }
            Fate::Dropped(why) => {
                self.counts.images_dropped += u64::from(first);
                let place = Place::default().page(self.page).object(placed.object.0);
                let what = format!("an image under a panel was left out whole: {why}");
                self.dropped.push(Problem::new(place, what, "look at the page before release"));
                let Some(frame) = self.frame() else { return };
                frame.out.loss();
                frame.changed = true;
            }
        }
    }

    fn shading(&mut self, placed: &PlacedShading<'_>) {
        if self.frame().is_none() || mutation::is_off(Stripper::Shadings) {
            return;
        }
        if !shading::is_under(placed, &self.verdicts.regions) {
            return;
        }
        let what = "a shading under a panel was left out whole: it may draw letters";
        self.dropped.push(Problem::new(
            Place::default().page(self.page),
            what,
            "look at the page before release",
        ));
        let Some(frame) = self.frame() else { return };
        frame.skipped = true;
        frame.changed = true;
    }

    fn enter(&mut self, nested: &Nested<'_>) {
        let mute = matches!(nested.kind, NestedKind::Procedure(_)) || self.frame().is_none();
        self.frames.push(Frame { object: Some(nested.object), mute, ..Frame::default() });
    }

    fn leave(&mut self, nested: &Nested<'_>) {
        let inherited =
            if self.frames.last().is_some_and(|f| f.changed) { self.effective() } else { Dictionary::new() };
        let Some(frame) = self.frames.pop() else { return };
        if frame.mute {
            return;
        }
        self.restored(nested, frame, inherited);
    }

    fn other(&mut self, operation: &Operation<'_>) {
        if let Some(frame) = self.frame() {
            frame.emit(operation);
        }
    }
}
