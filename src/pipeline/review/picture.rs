//! Pictures of pages: drawn in a child process under limits, two at a time, and kept in memory only.
//!
//! A page as it came is drawn from its normal form; a page as it will be is really burned first.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Condvar, Mutex, PoisonError};

use crate::diag::{Place, Problem};
use crate::load::{self, WorkerProgram};

use super::burned::Target;
use super::{No, Review};

/// Bytes of pictures that are kept.
const MOST_BYTES: usize = 96 << 20;
/// Children that draw at the same time.
const HANDS: usize = 2;
/// Dots per inch that can be asked for.
const DPI: std::ops::RangeInclusive<u32> = 24..=300;

/// Which picture of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum View {
    /// As it came.
    Source,
    /// As it will be in the pack, if what was decided is all.
    Burned,
}

/// Page, dots per inch, which view, and what the view rests on.
type Key = (u32, u32, View, String);

/// Pictures that were drawn, and the hands that draw.
#[derive(Default)]
pub(super) struct Pictures {
    kept: Mutex<Kept>,
    busy: Mutex<usize>,
    free: Condvar,
}

#[derive(Default)]
struct Kept {
    pictures: HashMap<Key, Arc<Vec<u8>>>,
    order: VecDeque<Key>,
    bytes: usize,
}

impl Review {
    /// The picture of a page as PNG.
    ///
    /// # Errors
    /// [`No::NotDrawn`] for a page that is damaged, takes too long, or is not in the pack.
    pub fn picture(&self, n: u32, dpi: u32, view: View) -> Result<Arc<Vec<u8>>, No> {
        if !DPI.contains(&dpi) {
            return Err(super::wrong("so many dots per inch are not drawn", "ask for 24 to 300"));
        }
        let target = self.look(|desk| desk.target(n))?;
        let rests = if view == View::Burned { target.digest() } else { String::new() };
        let key = (n, dpi, view, rests);
        if let Some(kept) = self.pictures.get(&key) {
            return Ok(kept);
        }
        let _hand = self.pictures.hand();
        // another request may have drawn it meanwhile
        if let Some(kept) = self.pictures.get(&key) {
            return Ok(kept);
        }
        let png = Arc::new(draw(&target, f64::from(dpi), view)?);
        self.pictures.keep(key, &png);
        Ok(png)
    }
}

fn draw(target: &Target, dpi: f64, view: View) -> Result<Vec<u8>, No> {
    let burned;
    let (pdf, page) = match view {
        View::Source => (&*target.form.pdf, target.page),
        View::Burned => {
            burned = target.burn()?.0;
            (&burned, 1)
        }
    };
    let picture = load::draw(&WorkerProgram::Own, pdf, &[page], dpi).pop().flatten();
    let picture = picture.ok_or_else(|| {
        let hint = "withhold the page, or convert the document again";
        No::NotDrawn(Problem::new(Place::default(), "the page cannot be drawn", hint))
    })?;
    picture.png().map_err(No::Failed)
}

impl Pictures {
    /// Forgets everything: another case is opened.
    pub fn forget(&self) {
        *self.lock() = Kept::default();
    }

    fn get(&self, key: &Key) -> Option<Arc<Vec<u8>>> {
        self.lock().pictures.get(key).cloned()
    }

    fn keep(&self, key: Key, png: &Arc<Vec<u8>>) {
        let mut kept = self.lock();
        kept.bytes += png.len();
        kept.order.push_back(key.clone());
        kept.pictures.insert(key, Arc::clone(png));
        while kept.bytes > MOST_BYTES
            && let Some(old) = kept.order.pop_front()
        {
            let gone = kept.pictures.remove(&old).map_or(0, |p| p.len());
            kept.bytes = kept.bytes.saturating_sub(gone);
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for a free hand.
    fn hand(&self) -> Hand<'_> {
        let mut busy = self.busy.lock().unwrap_or_else(PoisonError::into_inner);
        while *busy >= HANDS {
            busy = self.free.wait(busy).unwrap_or_else(PoisonError::into_inner);
        }
        *busy += 1;
        Hand(self)
    }
}

/// A hand that draws.
struct Hand<'p>(&'p Pictures);

impl Drop for Hand<'_> {
    fn drop(&mut self) {
        *self.0.busy.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        self.0.free.notify_one();
    }
}
