//! One walk for two who look: what a page shows is interpreted once for both of them.

use crate::pdf::content::Operation;
use crate::pdf::content::device::{Device, Nested, PaintedPath, PlacedImage, PlacedShading, Show};

/// Tells two devices what it is told, the first one first.
pub(super) struct Both<'d, A, B>(pub(super) &'d mut A, pub(super) &'d mut B);

impl<A: Device, B: Device> Device for Both<'_, A, B> {
    fn show(&mut self, show: &Show<'_>) {
        self.0.show(show);
        self.1.show(show);
    }

    fn paint(&mut self, path: &PaintedPath<'_>) {
        self.0.paint(path);
        self.1.paint(path);
    }

    fn image(&mut self, image: &PlacedImage<'_>) {
        self.0.image(image);
        self.1.image(image);
    }

    fn shading(&mut self, shading: &PlacedShading<'_>) {
        self.0.shading(shading);
        self.1.shading(shading);
    }

    fn enter(&mut self, nested: &Nested<'_>) {
        self.0.enter(nested);
        self.1.enter(nested);
    }

    fn leave(&mut self, nested: &Nested<'_>) {
        self.0.leave(nested);
        self.1.leave(nested);
    }

    fn other(&mut self, operation: &Operation<'_>) {
        self.0.other(operation);
        self.1.other(operation);
    }
}
