//! Pictures in RTF: PNG and JPEG are shown, metafiles are named.

use super::reader::Reader;
use crate::load::paged::picture::{self, Frame};

/// Twentieths of a point (RTF 1.9.1, "twips").
const TWIPS: f64 = 20.0;

/// A picture being read.
#[derive(Debug, Default)]
pub(super) struct Picture {
    pub(super) bytes: Vec<u8>,
    half: Option<u8>,
    /// Width and height it is wanted in, twips, before scaling.
    goal: (i32, i32),
    /// Per cent.
    scale: (i32, i32),
    /// Left, top, right, bottom, twips.
    crop: [i32; 4],
}

impl Picture {
    /// A digit of the picture's data.
    pub(super) fn hex(&mut self, byte: u8) {
        let Some(digit) = char::from(byte).to_digit(16) else { return };
        match self.half.take() {
            Some(high) => self.bytes.push(high * 16 + digit as u8),
            None => self.half = Some(digit as u8),
        }
    }

    /// A control word of the picture.
    pub(super) fn word(&mut self, word: &str, number: i32) {
        let [left, top, right, bottom] = &mut self.crop;
        match word {
            "picwgoal" => self.goal.0 = number,
            "pichgoal" => self.goal.1 = number,
            "picscalex" => self.scale.0 = number,
            "picscaley" => self.scale.1 = number,
            "piccropl" => *left = number,
            "piccropt" => *top = number,
            "piccropr" => *right = number,
            "piccropb" => *bottom = number,
            _ => {}
        }
    }

    /// Puts the picture on the page, or says why not.
    pub(super) fn show(self, reader: &mut Reader<'_>) {
        if self.bytes.is_empty() {
            return;
        }
        if reader.state.hidden || reader.state.deleted {
            reader.hidden.count("picture in hidden matter", 1);
            return;
        }
        let side = |goal: i32, scale: i32| {
            let scale = if scale > 0 { f64::from(scale) / 100.0 } else { 1.0 };
            f64::from(goal) / TWIPS * scale
        };
        let size = (side(self.goal.0, self.scale.0), side(self.goal.1, self.scale.1));
        let [left, top, right, bottom] = self.crop.map(f64::from);
        let share =
            |cut: f64, whole: i32| if whole > 0 { (cut / f64::from(whole)).clamp(0.0, 1.0) } else { 0.0 };
        let (wide, high) = self.goal;
        let cut = [share(left, wide), share(top, high), share(right, wide), share(bottom, high)];
        match picture::block(&self.bytes, Frame { size: Some(size), cut }, reader.limits) {
            Ok((block, left_out)) => {
                reader.page.block(block);
                reader.left_out.extend(left_out);
            }
            Err(what) => {
                reader.page.beside(&format!("[{what}, not shown]"));
                reader.hidden.count("picture that cannot be shown", 1);
            }
        }
    }
}
