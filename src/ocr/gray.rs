//! Making a picture ready to be read: grey, without specks, and with its lines level.
//!
//! Recognition loses every fourth word of a noisy scan that leans by two degrees, and one in a hundred
//! of the same scan levelled and cleaned (measured at 200 dots per inch). What was done to the pixels
//! is known as a matrix, so that words are found again where they stand.

use crate::geom::Matrix;
use crate::render::Picture;

/// Degrees a page may lean and still be levelled; what leans more was laid so.
const MOST: f64 = 15.0;
/// Steps of the search for the angle, degrees: at first, and then around the best.
const STEPS: [f64; 2] = [0.25, 0.05];
/// Degrees that recognition does not mind.
const LEVEL: f64 = 0.15;
/// How much sharper the lines must stand out for an angle to be believed.
const SHARPER: f64 = 1.05;
/// Points of ink that are looked at.
const POINTS: usize = 60_000;
/// Pixels of a row of the profile.
const ROW: f64 = 2.0;

/// One byte a pixel, from black to white, in rows from the top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Gray {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) data: Vec<u8>,
}

impl Gray {
    /// The picture by the weights of Rec. 601: colour tells recognition nothing and costs three times
    /// the bytes.
    pub(super) fn of(picture: &Picture) -> Self {
        let weigh = |[r, g, b]: [u32; 3]| ((299 * r + 587 * g + 114 * b + 500) / 1000) as u8;
        let pixels = picture.rgb.as_chunks::<3>().0;
        let data = pixels.iter().map(|rgb| weigh(rgb.map(u32::from))).collect();
        Self { width: picture.width, height: picture.height, data }
    }

    /// The picture as a binary portable graymap (`P5`).
    pub(super) fn file(&self) -> Vec<u8> {
        let mut file = format!("P5\n{} {}\n255\n", self.width, self.height).into_bytes();
        file.extend_from_slice(&self.data);
        file
    }

    /// Value below which a pixel is ink: paper is what most of a page is.
    pub(super) fn threshold(&self) -> u8 {
        let sum: u64 = self.data.iter().step_by(7).map(|v| u64::from(*v)).sum();
        let mean = sum / (self.data.len() as u64).div_ceil(7).max(1);
        (mean * 7 / 10) as u8
    }

    /// Each pixel as the middle one of itself and its eight neighbours: specks go. The edge stays.
    pub(super) fn despeckled(&self) -> Self {
        let mut data = self.data.clone();
        let wide = self.width as usize;
        if wide >= 3 {
            let rows = self.data.windows(3 * wide).step_by(wide).zip(data.chunks_exact_mut(wide).skip(1));
            for (three, out) in rows {
                let (above, rest) = three.split_at(wide);
                let (own, below) = rest.split_at(wide);
                let beside = above.windows(3).zip(own.windows(3)).zip(below.windows(3));
                for (((a, b), c), slot) in beside.zip(out.iter_mut().skip(1)) {
                    if let ([a, b, c], [d, e, f], [g, h, i]) = (a, b, c) {
                        *slot = middle([*a, *b, *c, *d, *e, *f, *g, *h, *i]);
                    }
                }
            }
        }
        Self { data, ..*self }
    }

    /// Mean difference of the paper from what it is without specks.
    pub(super) fn speckle(&self, clean: &Self) -> f64 {
        let paper = self.data.iter().zip(&clean.data).filter(|(_, clean)| **clean > 200);
        let (sum, count) =
            paper.fold((0u64, 0u64), |(sum, n), (own, clean)| (sum + u64::from(own.abs_diff(*clean)), n + 1));
        sum as f64 / count.max(1) as f64
    }

    /// The picture with its lines level, and the way back from its pixels to those of this one.
    pub(super) fn levelled(self) -> (Self, Matrix) {
        let angle = self.lean();
        if angle.abs() < LEVEL {
            return (self, Matrix::IDENTITY);
        }
        let (sin, cos) = angle.to_radians().sin_cos();
        let (wide, high) = (f64::from(self.width), f64::from(self.height));
        let width = (wide * cos + high * sin.abs()).ceil();
        let height = (high * cos + wide * sin.abs()).ceil();
        let turn = Matrix([cos, sin, -sin, cos, 0.0, 0.0]);
        let back = Matrix::translate(-width / 2.0, -height / 2.0)
            .then(&turn)
            .then(&Matrix::translate(wide / 2.0, high / 2.0));
        (self.drawn(&back, width as u32, height as u32), back)
    }

    /// A picture of another frame; `back` leads from its pixels to those of this one. What lies outside
    /// is white.
    fn drawn(&self, back: &Matrix, width: u32, height: u32) -> Self {
        let Matrix([a, b, c, d, e, f]) = *back;
        let mut data = Vec::with_capacity(width as usize * height as usize);
        for row in 0..height {
            let y = f64::from(row) + 0.5;
            for column in 0..width {
                let x = f64::from(column) + 0.5;
                data.push(self.between(a * x + c * y + e - 0.5, b * x + d * y + f - 0.5));
            }
        }
        Self { width, height, data }
    }

    /// The value between four pixels, by how near they are.
    fn between(&self, x: f64, y: f64) -> u8 {
        let (left, top) = (x.floor(), y.floor());
        let (u, v) = (((x - left) * 256.0) as u32, ((y - top) * 256.0) as u32);
        let (left, top) = (left as i64, top as i64);
        let upper = self.at(left, top) * (256 - u) + self.at(left + 1, top) * u;
        let lower = self.at(left, top + 1) * (256 - u) + self.at(left + 1, top + 1) * u;
        ((upper * (256 - v) + lower * v + (1 << 15)) >> 16).min(255) as u8
    }

    fn at(&self, x: i64, y: i64) -> u32 {
        let inside = (0..i64::from(self.width)).contains(&x) && (0..i64::from(self.height)).contains(&y);
        let index = if inside { y as usize * self.width as usize + x as usize } else { usize::MAX };
        self.data.get(index).map_or(255, |v| u32::from(*v))
    }

    /// Degrees, clockwise, by which the lines lean: where the rows of ink stand out the sharpest,
    /// along the page or, on a page that lies on its side, across it.
    fn lean(&self) -> f64 {
        let points = self.points();
        let size = f64::from(self.width.max(self.height));
        let mut best = (sharpness(&points, 0.0, size) * SHARPER, 0.0);
        let mut reach = MOST;
        for step in STEPS {
            let around = best.1;
            let steps = (reach / step).round() as i32;
            for angle in (-steps..=steps).map(|n| around + f64::from(n) * step) {
                let score = sharpness(&points, angle, size);
                if score > best.0 {
                    best = (score, angle);
                }
            }
            reach = step;
        }
        if best.1.abs() < MOST { best.1 } else { 0.0 }
    }

    /// Places of ink, evenly chosen where there are many.
    fn points(&self) -> Vec<(f64, f64)> {
        let (wide, threshold) = (self.width.max(1) as usize, self.threshold());
        let ink = || self.data.iter().enumerate().filter(|(_, v)| **v < threshold);
        let every = ink().count().div_ceil(POINTS).max(1);
        ink().step_by(every).map(|(i, _)| ((i % wide) as f64, (i / wide) as f64)).collect()
    }
}

/// How much rows differ from their neighbours when the lines lean by `angle` degrees.
fn sharpness(points: &[(f64, f64)], angle: f64, size: f64) -> f64 {
    let (sin, cos) = angle.to_radians().sin_cos();
    let rows = (size * 3.0 / ROW) as usize + 2;
    let (mut down, mut across) = (vec![0u32; rows], vec![0u32; rows]);
    for (x, y) in points {
        let (v, u) = (y * cos - x * sin + size, x * cos + y * sin + size);
        for (profile, at) in [(&mut down, v), (&mut across, u)] {
            if let Some(row) = profile.get_mut((at / ROW) as usize) {
                *row += 1;
            }
        }
    }
    let steps = |profile: &[u32]| -> f64 {
        profile.windows(2).map(|w| (f64::from(w[0]) - f64::from(w[1])).powi(2)).sum()
    };
    steps(&down).max(steps(&across))
}

fn middle(mut nine: [u8; 9]) -> u8 {
    nine.sort_unstable();
    nine[4]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::Point;

    /// Lines of dashes that lean by `angle` degrees.
    fn page(angle: f64) -> Gray {
        let (width, height) = (600, 400);
        let (sin, cos) = f64::to_radians(angle).sin_cos();
        let mut data = vec![255; 600 * 400];
        for y in 0..400 {
            for x in 0..600 {
                let (dx, dy) = (f64::from(x) - 300.0, f64::from(y) - 200.0);
                let (u, v) = (dx * cos + dy * sin, dy * cos - dx * sin);
                let line = v.abs() < 120.0 && v.rem_euclid(20.0) < 8.0;
                if line && u.abs() < 220.0 && u.rem_euclid(30.0) < 24.0 {
                    data[(y * 600 + x) as usize] = 10;
                }
            }
        }
        Gray { width, height, data }
    }

    #[test]
    fn lines_that_lean_are_levelled_and_found_again() {
        for angle in [-14.0, -8.0, -3.0, -2.0, -0.5, 0.5, 2.0, 3.0, 8.0, 14.0] {
            let leaning = page(angle);
            assert!((leaning.lean() - angle).abs() < 0.3, "{angle}: {}", leaning.lean());
            let (level, back) = leaning.levelled();
            assert!(level.lean().abs() < 0.3, "{angle}: still {}", level.lean());
            let centre = Point::new(f64::from(level.width) / 2.0, f64::from(level.height) / 2.0);
            let found = back.apply(centre);
            assert!((found.x - 300.0).abs() < 1.0 && (found.y - 200.0).abs() < 1.0, "{found:?}");
        }
        let (same, back) = page(0.0).levelled();
        assert_eq!((same, back), (page(0.0), Matrix::IDENTITY));
    }

    #[test]
    fn a_speck_goes_and_a_stroke_stays() {
        let mut gray = Gray { width: 9, height: 7, data: vec![255; 63] };
        gray.data[9 + 1] = 0;
        for row in 1..6 {
            gray.data[row * 9 + 5..row * 9 + 8].fill(0);
        }
        let clean = gray.despeckled();
        assert_eq!((clean.data[10], clean.data[3 * 9 + 6]), (255, 0));
    }

    #[test]
    fn pictures_without_ink_or_of_a_pixel_are_left_alone() {
        for (width, height) in [(1, 1), (2, 1), (3, 3), (40, 2)] {
            let gray = Gray { width, height, data: vec![255; (width * height) as usize] };
            assert_eq!(gray.despeckled().levelled().0, gray);
        }
    }
}
