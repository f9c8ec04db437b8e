//! The frame of a JPEG (ISO/IEC 10918-1, B.2.2): components, their sampling and their blocks.

use crate::pdf::limits::Limits;

use super::ImageError;

/// What the frame header and the application markers say.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    pub(super) width: u16,
    pub(super) height: u16,
    pub(super) progressive: bool,
    pub(super) components: Vec<Component>,
    /// The transform of an Adobe marker (ISO/IEC 10918-6, 6.5.3), when there is one.
    pub(super) adobe_transform: Option<u8>,
    /// True when a JFIF marker is there.
    pub(super) jfif: bool,
}

/// One component of the frame.
#[derive(Debug, Clone)]
pub(super) struct Component {
    pub(super) id: u8,
    /// Sampling factors, horizontally and vertically.
    pub(super) h: u32,
    pub(super) v: u32,
    /// Which quantisation table it uses.
    pub(super) table: u8,
    /// The first (DC) entry of that table, known once the tables are.
    pub(super) quantum: u16,
    /// Blocks that hold pixels, without those that only fill a minimum coded unit.
    pub(super) real: (u32, u32),
}

/// Quantised coefficients of a component, 64 per block in zigzag order, rows of blocks from the top.
#[derive(Debug, Clone)]
pub(super) struct Coefficients {
    pub(super) across: u32,
    pub(super) values: Vec<i16>,
}

impl Coefficients {
    /// The block in column `x` and row `y`.
    pub(super) fn block_mut(&mut self, x: u32, y: u32) -> Option<&mut [i16; 64]> {
        let at = self.position(x, y)?;
        self.values.get_mut(at..at + 64)?.try_into().ok()
    }

    /// The block in column `x` and row `y`.
    pub(super) fn block(&self, x: u32, y: u32) -> Option<&[i16; 64]> {
        let at = self.position(x, y)?;
        self.values.get(at..at + 64)?.try_into().ok()
    }

    fn position(&self, x: u32, y: u32) -> Option<usize> {
        (x < self.across).then_some((y as usize * self.across as usize + x as usize) * 64)
    }
}

impl Frame {
    /// Width and height in pixels.
    pub(super) fn size(&self) -> (u32, u32) {
        (u32::from(self.width), u32::from(self.height))
    }

    /// Reads the body of a frame header. A single component is coded as if its sampling were 1 × 1
    /// (A.2.2).
    pub(super) fn read(body: &[u8], progressive: bool) -> Result<Self, ImageError> {
        let [bits, h1, h0, w1, w0, count, rest @ ..] = body else { return Err(ImageError::Damaged) };
        let (height, width) = (u16::from_be_bytes([*h1, *h0]), u16::from_be_bytes([*w1, *w0]));
        if *bits != 8 || height == 0 {
            return Err(ImageError::Unsupported);
        }
        let count = usize::from(*count);
        if width == 0 || !(1..=4).contains(&count) || rest.len() < count * 3 {
            return Err(ImageError::Damaged);
        }
        let mut components = Vec::new();
        for spec in rest.chunks_exact(3).take(count) {
            let (h, v) = (u32::from(spec[1] >> 4), u32::from(spec[1] & 15));
            if !(1..=4).contains(&h) || !(1..=4).contains(&v) {
                return Err(ImageError::Damaged);
            }
            let (h, v) = if count == 1 { (1, 1) } else { (h, v) };
            components.push(Component { id: spec[0], h, v, table: spec[2], quantum: 0, real: (0, 0) });
        }
        let mut frame = Self { width, height, progressive, components, adobe_transform: None, jfif: false };
        frame.measure()?;
        Ok(frame)
    }

    fn measure(&mut self) -> Result<(), ImageError> {
        let (h_max, v_max) = self.unit();
        let blocks = |size: u16, own: u32, max: u32| (u32::from(size) * own).div_ceil(max).div_ceil(8);
        let (width, height) = (self.width, self.height);
        for c in &mut self.components {
            c.real = (blocks(width, c.h, h_max), blocks(height, c.v, v_max));
        }
        if self.components.iter().map(|c| c.h * c.v).sum::<u32>() > 10 {
            return Err(ImageError::Unsupported);
        }
        let units = self.units();
        let per_unit: u32 = self.components.iter().map(|c| c.h * c.v).sum();
        let bytes = u64::from(units.0) * u64::from(units.1) * u64::from(per_unit) * 128;
        if bytes > 2 * Limits::default().stream_bytes as u64 {
            return Err(ImageError::TooLarge);
        }
        Ok(())
    }

    /// Blocks of 8 × 8 pixels in a minimum coded unit, across and down.
    pub(super) fn unit(&self) -> (u32, u32) {
        let most = |f: fn(&Component) -> u32| self.components.iter().map(f).max().unwrap_or(1);
        (most(|c| c.h), most(|c| c.v))
    }

    /// Minimum coded units across and down.
    pub(super) fn units(&self) -> (u32, u32) {
        let (h, v) = self.unit();
        (u32::from(self.width).div_ceil(8 * h), u32::from(self.height).div_ceil(8 * v))
    }

    /// The blocks of one minimum coded unit: component, column, row.
    pub(super) fn unit_blocks(&self, unit: (u32, u32)) -> impl Iterator<Item = (usize, u32, u32)> {
        self.components.iter().enumerate().flat_map(move |(index, c)| {
            let rows = (0..c.v).flat_map(move |y| (0..c.h).map(move |x| (x, y)));
            rows.map(move |(x, y)| (index, unit.0 * c.h + x, unit.1 * c.v + y))
        })
    }

    /// Room for all coefficients.
    pub(super) fn coefficients(&self) -> Vec<Coefficients> {
        let (units_x, units_y) = self.units();
        let plane = |c: &Component| Coefficients {
            across: units_x * c.h,
            values: vec![0; (units_x * c.h) as usize * (units_y * c.v) as usize * 64],
        };
        self.components.iter().map(plane).collect()
    }

    /// Every block of a scan over all components, in the order of coding (A.2.3): component, column,
    /// row.
    pub(super) fn interleaved(&self, of: &[usize]) -> impl Iterator<Item = (usize, u32, u32)> {
        let (units_x, units_y) = self.units();
        let inside: Vec<(usize, u32, u32, u32, u32)> = of
            .iter()
            .filter_map(|&i| self.components.get(i).map(|c| (i, c.h, c.v)))
            .flat_map(|(i, h, v)| (0..v).flat_map(move |y| (0..h).map(move |x| (i, h, v, x, y))))
            .collect();
        (0..units_y).flat_map(move |uy| {
            let inside = inside.clone();
            (0..units_x).flat_map(move |ux| {
                inside.clone().into_iter().map(move |(i, h, v, x, y)| (i, ux * h + x, uy * v + y))
            })
        })
    }
}
