//! The second half of burn's own proof: no path, picture or shading is left under a panel.
//!
//! It looks at what was written with the rules by which it was removed, but from the outside: the
//! content is interpreted anew and pictures are decoded again.

use std::collections::HashMap;

use lopdf::{Document, Object, ObjectId};

use super::survey::Survey;
use super::{image, path, shading};
use crate::geom::{Quad, Rect};
use crate::pdf::content::device::{
    Device, Nested, NestedKind, PaintedPath, PlacedImage, PlacedShading, Show,
};
use crate::pdf::image::is_painted_out;

/// Sees the glyphs of a page, and what else lies under its panels.
pub(super) struct Witness<'w> {
    /// The glyphs.
    pub(super) survey: Survey,
    regions: &'w [Rect],
    /// Paths painted so far, and those among them that lie under a panel.
    painted: usize,
    under: Vec<usize>,
    shaded: bool,
    /// Glyph procedures around what is met: what they paint is the survey's business.
    procedures: usize,
    images: HashMap<ObjectId, Vec<Quad>>,
}

impl<'w> Witness<'w> {
    pub(super) fn new(regions: &'w [Rect], room: usize) -> Self {
        let (mut survey, images) = (Survey::default(), HashMap::new());
        survey.glyphs.reserve(room);
        Self { survey, regions, painted: 0, under: Vec::new(), shaded: false, procedures: 0, images }
    }

    /// What is still there; the panels themselves, which are painted last, do not count.
    pub(super) fn left(&self, document: &Document, panels: usize) -> Option<&'static str> {
        if !self.survey.drawn.strays(&self.survey.glyphs, self.regions).is_empty() {
            return Some("a glyph still paints under a panel after burning");
        }
        let ours = self.painted.saturating_sub(panels);
        if self.under.iter().any(|&index| index < ours) {
            return Some("a drawing is still there under a panel after burning");
        }
        let clean = |(id, parts): (&ObjectId, &Vec<Quad>)| match document.get_object(*id) {
            Ok(Object::Stream(stream)) => is_painted_out(document, stream, parts),
            _ => false,
        };
        if !self.images.iter().all(clean) {
            return Some("a picture still shows something under a panel after burning");
        }
        self.shaded.then_some("a shading is still there under a panel after burning")
    }
}

impl Device for Witness<'_> {
    fn show(&mut self, show: &Show<'_>) {
        self.survey.show(show);
    }

    fn paint(&mut self, painted: &PaintedPath<'_>) {
        self.survey.paint(painted);
        if self.procedures == 0 && path::is_under(painted, self.regions) {
            self.under.push(self.painted);
        }
        self.painted += 1;
    }

    fn image(&mut self, placed: &PlacedImage<'_>) {
        self.survey.image(placed);
        if self.procedures > 0 {
            return;
        }
        match image::parts(placed, self.regions) {
            Some(parts) if parts.is_empty() => {}
            // what should have gone whole shows as a picture that is not painted out
            None => drop(self.images.insert((0, 0), Vec::new())),
            Some(parts) => self.images.entry(placed.object).or_default().extend(parts),
        }
    }

    fn shading(&mut self, placed: &PlacedShading<'_>) {
        self.shaded |= shading::is_under(placed, self.regions);
    }

    fn enter(&mut self, nested: &Nested<'_>) {
        self.survey.enter(nested);
        self.procedures += usize::from(matches!(nested.kind, NestedKind::Procedure(_)));
    }

    fn leave(&mut self, nested: &Nested<'_>) {
        self.survey.leave(nested);
        self.procedures -= usize::from(matches!(nested.kind, NestedKind::Procedure(_)));
    }
}
