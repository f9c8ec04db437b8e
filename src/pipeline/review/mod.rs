//! What the review page asks of a case: its state, its findings, its pages, and decisions about them.
//!
//! The page is served by `review`; here is everything behind it. A case is read in the background, so that the
//! page is there at once. One window writes and the others look; what comes too late (another revision) or in
//! between (a build runs) is refused, and nothing of it is taken.
//!
//! | file | what it does |
//! |---|---|
//! | [`desk`], [`steps`] | the case that was read; what keeps it in step with its ledger |
//! | [`standing`], [`no`] | how far the review is and who may write; why something is not done |
//! | [`ask`], [`tell`], [`card`], [`index`], [`sheets`] | requests to answers; state, findings and pages as JSON |
//! | [`past`] | undo and redo |
//! | [`picture`], [`burned`] | pages drawn in a child; one page really burned, and attacked |
//! | [`seat`] | which window holds the pen |
//! | [`hunt`] | search over the text |
//! | [`matter`], [`weighed`] | contradictions, what is left around panels, the second person |
//! | [`exchange`] | decisions out to a spreadsheet or a PDF editor, and back |
//! | [`deeds`], [`keys`] | what changes a case; which key does it |
//! | [`start`], [`building`] | before there is a case, and after all is decided |

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use serde_json::json;

use crate::error::Error;
use crate::show::{Console, Watch};
use crate::sys::Env;

use super::{Run, gather};
use desk::Desk;
use seat::Seat;

mod ask;
mod building;
mod burned;
mod card;
mod deeds;
mod desk;
mod exchange;
mod hunt;
mod index;
mod keys;
mod matter;
mod no;
mod past;
mod picture;
mod seat;
mod sheets;
mod standing;
mod start;
mod steps;
mod tell;
mod weighed;

use deeds::Search;
pub use no::{No, Told};
use no::{missing, not_open, only_looks, wrong};
pub use picture::View;

/// Who sits before the page, as they named themselves: asserted, not authenticated.
#[derive(Debug, Clone)]
pub struct Who {
    /// The name.
    pub name: String,
    /// In what role.
    pub role: ReviewRole,
}

/// In what role somebody reviews.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReviewRole {
    /// Who decides.
    Reviewer,
    /// The second person, who checks.
    Checker,
}

impl ReviewRole {
    fn word(self) -> &'static str {
        match self {
            Self::Reviewer => "reviewer",
            Self::Checker => "checker",
        }
    }
}

/// What `review` was asked to do.
#[derive(Debug, Clone)]
pub struct ReviewOptions {
    /// The case folder; without one the start page is shown.
    pub case: Option<PathBuf>,
    /// Who reviews.
    pub who: Who,
    /// Whether nothing may be written.
    pub read_only: bool,
}

/// The case behind a review page, or the start page before there is one.
pub struct Review {
    env: Env,
    options: ReviewOptions,
    stage: RwLock<Stage>,
    /// Counts the cases that were opened: what is still being read for an earlier one is dropped.
    opened: AtomicU64,
    seat: Mutex<Seat>,
    pictures: picture::Pictures,
    building: building::Said,
}

/// How far a review is.
enum Stage {
    Start,
    Reading(Arc<Watch>),
    Failed(Error),
    Open(Box<Desk>),
}

impl Review {
    /// A review that has read nothing yet.
    #[must_use]
    pub fn new(options: ReviewOptions) -> Arc<Self> {
        Arc::new(Self {
            env: Env::system(),
            options,
            stage: RwLock::new(Stage::Start),
            opened: AtomicU64::new(0),
            seat: Mutex::default(),
            pictures: picture::Pictures::default(),
            building: building::Said::default(),
        })
    }

    /// Begins to read a case, in the background.
    ///
    /// # Errors
    /// Exit 2 when the folder holds none.
    pub fn open(self: &Arc<Self>, folder: &Path) -> Result<(), Error> {
        gather::refuse_no_case(folder)?;
        let watch = Arc::new(Watch::default());
        let number = self.opened.fetch_add(1, Ordering::SeqCst) + 1;
        *self.write_stage() = Stage::Reading(Arc::clone(&watch));
        self.pictures.forget();
        let (review, folder) = (Arc::clone(self), folder.to_path_buf());
        std::thread::spawn(move || {
            let console = Console::watched(watch);
            let run = Run::new(&review.env, &console);
            let opened = Desk::open(&run, &folder, review.options.read_only);
            let mut stage = review.write_stage();
            if review.opened.load(Ordering::SeqCst) == number {
                *stage = match opened {
                    Ok(desk) => Stage::Open(Box::new(desk)),
                    Err(error) => Stage::Failed(error),
                };
            }
        });
        Ok(())
    }

    /// Lets the case go: its lock is free, and nothing of it is held.
    pub fn close(&self) {
        self.opened.fetch_add(1, Ordering::SeqCst);
        *self.write_stage() = Stage::Start;
        self.pictures.forget();
    }

    /// Gives a window the pen.
    pub fn take(&self, window: &str) -> Told {
        self.seat().take(window);
        self.beat(window)
    }

    /// A window is closed.
    pub fn bye(&self, window: &str) -> Told {
        self.seat().leave(window);
        Ok(json!({}))
    }

    /// Whether a case was read.
    fn is_open(&self) -> bool {
        matches!(&*self.stage(), Stage::Open(_))
    }

    /// The case, to look at.
    fn look<T>(&self, then: impl FnOnce(&Desk) -> Result<T, No>) -> Result<T, No> {
        match &*self.stage() {
            Stage::Open(desk) => then(desk),
            _ => Err(not_open()),
        }
    }

    /// The case, for the window that holds the pen and has seen revision `rev`, where that matters.
    fn change<T>(
        &self,
        window: &str,
        rev: impl Into<Option<u64>>,
        then: impl FnOnce(&mut Desk) -> Result<T, No>,
    ) -> Result<T, No> {
        if let Some(why) = self.read_only(window) {
            return Err(No::NotNow(only_looks(why)));
        }
        let rev = rev.into();
        match &mut *self.write_stage() {
            Stage::Open(desk) if rev.is_some_and(|rev| desk.rev() != rev) => Err(No::Stale(desk.rev())),
            // a build may have taken it since it was asked above
            Stage::Open(desk) if !desk.is_held() => Err(No::NotNow(only_looks("build"))),
            Stage::Open(desk) => then(desk),
            _ => Err(not_open()),
        }
    }

    /// Takes in what another program wrote, where this one only looks.
    fn refresh(&self) {
        let looks = !self.is_building() && matches!(&*self.stage(), Stage::Open(desk) if !desk.is_held());
        if looks && let Stage::Open(desk) = &mut *self.write_stage() {
            // what is being written just now is taken in the next time
            let _ = desk.refresh();
        }
    }

    fn stage(&self) -> RwLockReadGuard<'_, Stage> {
        self.stage.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write_stage(&self) -> RwLockWriteGuard<'_, Stage> {
        self.stage.write().unwrap_or_else(PoisonError::into_inner)
    }

    fn seat(&self) -> std::sync::MutexGuard<'_, Seat> {
        self.seat.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
