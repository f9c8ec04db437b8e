//! Eyes for the judge: a worker draws the page, `tesseract` reads the picture.
//!
//! They say where words stand in points of the page, and refuse a page whose picture would be too
//! coarse to be read.

use std::sync::Arc;

use crate::geom::Rect;
use crate::load::{self, WorkerProgram};
use crate::ocr::{self, Engine, Word};
use crate::verify::{Eyes, Seen, Unread};

/// Dots per inch of the pictures.
const DPI: f64 = 300.0;

/// Most pixels of a picture: a sheet larger than A3 is drawn more coarsely.
const MOST_PIXELS: f64 = 36e6;

/// Dots per inch below which print of 10 points cannot be read.
const COARSEST: f64 = 100.0;

/// The eyes of this computer.
pub(super) fn own() -> Arc<dyn Eyes> {
    Arc::new(Drawn { worker: WorkerProgram::Own, engine: Engine::find() })
}

/// A worker that draws, and a program that reads.
#[derive(Debug)]
pub(super) struct Drawn {
    pub(super) worker: WorkerProgram,
    pub(super) engine: Engine,
}

impl Eyes for Drawn {
    fn read(&self, pdf: &[u8], page: u32, size: (f64, f64)) -> Result<Vec<Seen>, Unread> {
        if !self.engine.is_there() {
            return Err(Unread::NoEngine);
        }
        let dpi = resolution(size).ok_or(Unread::TooLarge)?;
        let picture = load::draw(&self.worker, pdf, &[page], dpi).pop().flatten().ok_or(Unread::NotDrawn)?;
        if picture.rgb.windows(2).all(|pair| pair[0] == pair[1]) {
            return Ok(Vec::new());
        }
        let words = self.engine.read(&picture, dpi).map_err(|why| match why {
            ocr::Unread::NoEngine => Unread::NoEngine,
            ocr::Unread::TimedOut => Unread::TimedOut,
            ocr::Unread::Failed | ocr::Unread::Nonsense => Unread::Failed,
        })?;
        Ok(words.into_iter().map(|word| seen(word, dpi)).collect())
    }
}

/// Dots per inch at which a page of so many points is drawn; none when that is too coarse.
fn resolution((width, height): (f64, f64)) -> Option<f64> {
    let inches = width * height / (72.0 * 72.0);
    let dpi = (MOST_PIXELS / inches.max(f64::MIN_POSITIVE)).sqrt().min(DPI);
    (inches.is_finite() && dpi >= COARSEST).then_some(dpi)
}

fn seen(word: Word, dpi: f64) -> Seen {
    let points = |pixels: f64| pixels * 72.0 / dpi;
    let Rect { x0, y0, x1, y1 } = word.area;
    let area = Rect::new(points(x0), points(y0), points(x1), points(y1));
    Seen { text: word.text, area, confidence: word.confidence, line: word.line }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_sheet_is_drawn_coarsely_and_a_huge_one_not_at_all() {
        assert_eq!(resolution((595.0, 842.0)), Some(300.0));
        let a0 = resolution((2384.0, 3370.0)).expect("drawn");
        assert!((120.0..160.0).contains(&a0), "{a0}");
        assert_eq!(resolution((14_400.0, 14_400.0)), None);
        assert_eq!(resolution((f64::NAN, 1.0)), None);
    }
}
