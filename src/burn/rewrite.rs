//! The second walk over a page: its content emitted anew, nested content copied where it changes.
//!
//! Forms, patterns and masks are copied on write: a copy takes the place of the original where this
//! page paints it, and everywhere else the original stays as it is.

use std::collections::HashMap;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::image::{self, Fate};
use super::resources::{self, Additions};
use super::settle::Verdicts;
use super::writing::Writing;
use super::{BurnCounts, path, shading};
use crate::diag::{Place, Problem};
use crate::geom::Rect;
use crate::mutation::{self, Stripper};
use crate::pdf::content::device::{
    Device, Nested, NestedKind, PaintedPath, PlacedImage, PlacedShading, Show,
};
use crate::pdf::content::{Emitter, Operand, Operation, Operator};
use crate::pdf::write::deflated;

/// A name that leads nowhere, and so paints nothing.
const NOWHERE: &[u8] = b"B";

/// One content stream being emitted.
#[derive(Default)]
struct Frame {
    out: Writing,
    /// Whether it differs from its original.
    changed: bool,
    additions: Additions,
    /// Effective resources, read when first needed.
    resources: Option<Dictionary>,
    object: Option<ObjectId>,
    /// What the resource named by the next operation is called now.
    renamed: Option<Vec<u8>>,
    /// The next operation is not emitted.
    skipped: bool,
    /// Inside a Type 3 procedure nothing is emitted: the outer glyph goes or stays whole.
    mute: bool,
}

/// Emits the content of one page.
pub(super) struct Rewriter<'b> {
    document: &'b mut Document,
    verdicts: &'b Verdicts,
    frames: Vec<Frame>,
    page: u32,
    /// Copies made, by original and content, so that equal ones are shared.
    copies: HashMap<(ObjectId, Vec<u8>), ObjectId>,
    painted: HashMap<(ObjectId, String), Fate>,
    /// Pictures met so far.
    pictures: usize,
    pub(super) counts: BurnCounts,
    pub(super) dropped: Vec<Problem>,
}

/// A page's content as emitted, and its resources.
pub(super) struct Rewritten {
    pub(super) content: Vec<u8>,
    pub(super) resources: Dictionary,
}

impl<'b> Rewriter<'b> {
    pub(super) fn new(
        document: &'b mut Document,
        verdicts: &'b Verdicts,
        object: ObjectId,
        page: u32,
    ) -> Self {
        let resources = Some(resources::of(document, object).unwrap_or_default());
        let frame = Frame { resources, object: Some(object), ..Frame::default() };
        Self {
            document,
            verdicts,
            frames: vec![frame],
            page,
            copies: HashMap::new(),
            painted: HashMap::new(),
            pictures: 0,
            counts: BurnCounts::default(),
            dropped: Vec::new(),
        }
    }

    pub(super) fn finish(mut self) -> (Rewritten, BurnCounts, Vec<Problem>) {
        let frame = self.frames.pop().unwrap_or_default();
        let resources = frame.additions.add_to(frame.resources.unwrap_or_default());
        (Rewritten { content: frame.out.finish(), resources }, self.counts, self.dropped)
    }

    fn frame(&mut self) -> Option<&mut Frame> {
        self.frames.last_mut().filter(|frame| !frame.mute)
    }

    /// The effective resources of the innermost frame that has some.
    fn effective(&mut self) -> Dictionary {
        for frame in self.frames.iter_mut().rev() {
            if frame.resources.is_none() {
                frame.resources = frame.object.and_then(|object| resources::of(self.document, object));
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

    /// Puts a changed copy of nested content in place of its original; gives its object.
    fn copied(&mut self, object: ObjectId, frame: Frame, inherited: Dictionary) -> Option<ObjectId> {
        let content = frame.out.finish();
        let alone = frame.additions.is_empty();
        let key = (object, content.clone());
        if alone && let Some(&copy) = self.copies.get(&key) {
            return Some(copy);
        }
        let Ok(Object::Stream(original)) = self.document.get_object(object) else { return None };
        let mut dict = original.dict.clone();
        for gone in ["Length", "Filter", "DecodeParms"] {
            dict.remove(gone.as_bytes());
        }
        let own = frame.resources.unwrap_or(inherited);
        dict.set("Resources", frame.additions.add_to(own));
        let copy = self.document.add_object(deflated(dict, content));
        if alone {
            self.copies.insert(key, copy);
        }
        Some(copy)
    }

    /// A copy of a graphics state dictionary whose soft mask's group is `group`.
    fn masked(&mut self, name: &[u8], group: ObjectId) -> Option<Object> {
        let present = self.effective();
        let states = present.get(b"ExtGState").and_then(Object::as_dict).ok()?;
        let (_, state) = self.document.dereference(states.get(name).ok()?).ok()?;
        let mut state = state.as_dict().ok()?.clone();
        let (_, mask) = self.document.dereference(state.get(b"SMask").ok()?).ok()?;
        let mut mask = mask.as_dict().ok()?.clone();
        mask.set("G", Object::Reference(group));
        state.set("SMask", mask);
        Some(Object::Dictionary(state))
    }

    fn restored(&mut self, nested: &Nested<'_>, frame: Frame, inherited: Dictionary) {
        let changed = frame.changed;
        let emptied = nested.kind == NestedKind::Form && frame.out.is_emptied();
        let copy = if changed && !emptied { self.copied(nested.object, frame, inherited) } else { None };
        let new_name = match (nested.kind, copy) {
            (NestedKind::Form, Some(copy)) => Some(self.name("XObject", Object::Reference(copy))),
            (NestedKind::Pattern, Some(copy)) => Some(self.name("Pattern", Object::Reference(copy))),
            (NestedKind::SoftMask, Some(copy)) => {
                self.masked(nested.name, copy).map(|state| self.name("ExtGState", state))
            }
            _ => None,
        };
        let lost = changed && new_name.is_none();
        let Some(outer) = self.frame() else { return };
        if nested.kind == NestedKind::Form {
            if lost {
                outer.out.loss();
            } else {
                outer.out.mark().named(Operator::XObject, new_name.as_deref().unwrap_or(nested.name));
            }
            outer.changed |= lost;
        } else if lost {
            outer.renamed = Some(NOWHERE.to_vec());
            outer.changed = true;
        } else {
            outer.renamed = new_name;
        }
    }
}

impl Frame {
    fn emit(&mut self, operation: &Operation<'_>) {
        if std::mem::take(&mut self.skipped) {
            // a pattern that is left out paints nothing: its name leads nowhere
            self.renamed = Some(NOWHERE.to_vec()).filter(|_| operation.operator != Operator::Shading);
            if self.renamed.is_none() {
                return self.out.loss();
            }
        }
        let Some(name) = self.renamed.take() else {
            self.out.operation(operation);
            return;
        };
        let mut operation = operation.clone();
        if let Some(last) = operation.operands.last_mut() {
            *last = Operand::Name(name.into());
        }
        self.out.operation(&operation);
    }
}

impl Device for Rewriter<'_> {
    fn show(&mut self, shown: &Show<'_>) {
        let verdicts = self.verdicts;
        let Some(frame) = self.frame() else { return };
        let gone =
            frame.out.show(shown, |ordinal| verdicts.goes(ordinal) && !mutation::is_off(Stripper::Glyphs));
        frame.changed |= gone > 0;
        self.counts.glyphs += gone;
    }

    fn paint(&mut self, painted: &PaintedPath<'_>) {
        let verdicts = self.verdicts;
        let Some(frame) = self.frame() else { return };
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
            parts.extend(image::cropped_parts(self.document, placed));
        }
        let key = (placed.object, format!("{parts:?}"));
        let fate = match self.painted.get(&key) {
            Some(&fate) => fate,
            None if mutation::is_off(Stripper::Samples) => Fate::Stays,
            None => image::burn(self.document, placed.object, parts.as_deref()),
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
