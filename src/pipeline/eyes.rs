//! Eyes for the judge: a worker draws the page, `tesseract` reads the picture.
//!
//! They say where words stand in points of the page, and refuse a page whose picture would be too
//! coarse to be read.

use std::sync::Arc;

use crate::geom::Rect;
use crate::load::{self, WorkerProgram};
use crate::ocr::{self, Engine, Word};
use crate::verify::{Eyes, Seen, Sheet, Unread};

/// Dots per inch at which a page is drawn that is no scan.
const DPI: f64 = 300.0;

/// Dots per inch of scans that are drawn pixel for pixel: to draw their specks finer or coarser costs
/// more words than it wins (measured on noisy scans of 200 dots: 94 of 100 words as they are, 74 at 300).
const NATIVE: std::ops::RangeInclusive<u32> = 150..=400;

/// Pixels of a coarser scan whose sheet is only said to be large, as phones do: drawn so too.
const FINE: f64 = 2e6;

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
    fn read(&self, pdf: &[u8], sheet: &Sheet) -> Result<Vec<Seen>, Unread> {
        if !self.engine.is_there() {
            return Err(Unread::NoEngine);
        }
        let dpi = resolution(sheet).ok_or(Unread::TooLarge)?;
        let picture =
            load::draw(&self.worker, pdf, &[sheet.page], dpi).pop().flatten().ok_or(Unread::NotDrawn)?;
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

/// Dots per inch at which a page is drawn; none when that is too coarse.
pub(super) fn resolution(sheet: &Sheet) -> Option<f64> {
    let inches = sheet.size.0 * sheet.size.1 / (72.0 * 72.0);
    let fine = |dpi: &u32| f64::from(*dpi).powi(2) * inches >= FINE && dpi < NATIVE.start();
    let native = sheet.picture_dpi.filter(|dpi| NATIVE.contains(dpi) || fine(dpi));
    let wanted = native.map_or(DPI, f64::from);
    let dpi = (MOST_PIXELS / inches.max(f64::MIN_POSITIVE)).sqrt().min(wanted);
    // what a coarse picture lacks is not won by drawing it finer
    let coarsest = sheet.picture_dpi.map_or(COARSEST, f64::from).min(COARSEST);
    (inches.is_finite() && dpi >= coarsest).then_some(dpi)
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

    fn sheet(width: f64, height: f64, picture_dpi: Option<u32>) -> Sheet {
        Sheet { page: 1, size: (width, height), picture_dpi }
    }

    #[test]
    fn a_scan_is_drawn_as_it_is_a_large_sheet_coarsely_and_a_huge_one_not_at_all() {
        let at = |width, height, dpi| resolution(&sheet(width, height, dpi));
        assert_eq!(at(595.0, 842.0, None), Some(300.0));
        assert_eq!(at(595.0, 842.0, Some(200)), Some(200.0));
        assert_eq!([at(595.0, 842.0, Some(72)), at(595.0, 842.0, Some(1200))], [Some(300.0); 2]);
        let a0 = at(2384.0, 3370.0, None).expect("drawn");
        assert!((120.0..160.0).contains(&a0), "{a0}");
        assert_eq!(at(14_400.0, 14_400.0, None), None);
        assert_eq!(at(2480.0, 3508.0, Some(72)), Some(72.0), "a phone's scan, one pixel a point");
        assert_eq!(at(f64::NAN, 1.0, None), None);
    }

    #[test]
    fn eyes_that_cannot_see_say_why() {
        let eyes = |program: &str| Drawn {
            worker: WorkerProgram::Here,
            engine: Engine::at(program.into(), std::time::Duration::from_secs(5)),
        };
        let read = |program: &str, sheet: Sheet| eyes(program).read(b"no PDF", &sheet).err();
        assert_eq!(read("/nonexistent/tesseract", sheet(595.0, 842.0, None)), Some(Unread::NoEngine));
        assert_eq!(read(file!(), sheet(595.0, 842.0, None)), Some(Unread::NotDrawn));
        assert_eq!(read(file!(), sheet(14_400.0, 14_400.0, None)), Some(Unread::TooLarge));
    }
}
