//! The frame of a page: the only place where user space and display space meet.
//!
//! It refuses nothing; boxes and rotation were made sound when the page was read.

use serde::{Deserialize, Serialize};

use super::{Matrix, Rect};

/// The frame of a page: what turns user space into display space (ISO 32000-2, 14.11.2 and 7.7.3.3).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PageGeometry {
    /// `MediaBox` in user space.
    pub media_box: Rect,
    /// `CropBox` in user space, already clipped to the `MediaBox`.
    pub crop_box: Rect,
    /// `Rotate`: clockwise degrees, one of 0, 90, 180, 270.
    pub rotate: u16,
    /// `UserUnit`: display points per user-space unit.
    pub user_unit: f64,
}

impl PageGeometry {
    /// An unrotated page of `width` × `height` points with its origin at the lower left.
    #[must_use]
    pub fn upright(width: f64, height: f64) -> Self {
        let media_box = Rect::new(0.0, 0.0, width, height);
        Self { media_box, crop_box: media_box, rotate: 0, user_unit: 1.0 }
    }

    /// The map from user space to display space.
    #[must_use]
    pub fn to_display(&self) -> Matrix {
        let (c, u) = (&self.crop_box, self.user_unit);
        let m = match self.rotate {
            90 => [0.0, u, u, 0.0, -c.y0 * u, -c.x0 * u],
            180 => [-u, 0.0, 0.0, u, c.x1 * u, -c.y0 * u],
            270 => [0.0, -u, -u, 0.0, c.y1 * u, c.x1 * u],
            _ => [u, 0.0, 0.0, -u, -c.x0 * u, c.y1 * u],
        };
        Matrix(m)
    }

    /// A user-space rectangle as a person sees it, in display space.
    #[must_use]
    pub fn display_rect(&self, user: &Rect) -> Rect {
        self.to_display().apply_rect(user).bounds()
    }

    /// A display-space rectangle in user space; the inverse of [`Self::display_rect`].
    #[must_use]
    pub fn user_rect(&self, display: &Rect) -> Rect {
        let inverse = self.to_display().invert().unwrap_or_default();
        inverse.apply_rect(display).bounds()
    }

    /// Width and height of the page as displayed, in points.
    #[must_use]
    pub fn display_size(&self) -> (f64, f64) {
        let r = self.display_rect(&self.crop_box);
        (r.width(), r.height())
    }
}

#[cfg(test)]
mod tests {
    use super::super::Point;
    use super::*;

    #[test]
    fn display_space_starts_at_the_top_left_corner_in_every_rotation() {
        let crop_box = Rect::new(10.0, 20.0, 110.0, 220.0);
        for (rotate, corner) in
            [(0, (10.0, 220.0)), (90, (10.0, 20.0)), (180, (110.0, 20.0)), (270, (110.0, 220.0))]
        {
            let page = PageGeometry { media_box: crop_box, crop_box, rotate, user_unit: 2.0 };
            let p = page.to_display().apply(Point::new(corner.0, corner.1));
            assert_eq!((p.x, p.y), (0.0, 0.0), "rotate {rotate}");
            let size = if rotate % 180 == 0 { (200.0, 400.0) } else { (400.0, 200.0) };
            assert_eq!(page.display_size(), size, "rotate {rotate}");
            let r = Rect::new(30.0, 40.0, 50.0, 60.0);
            assert_eq!(page.user_rect(&page.display_rect(&r)), r, "rotate {rotate}");
        }
    }
}
