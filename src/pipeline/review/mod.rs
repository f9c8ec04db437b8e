//! What the review page asks of a case: its state, its findings, its pages, and decisions about them.
//!
//! The page is served by `review`; here is everything behind it. A case is read in the background, so that the
//! page is there at once. One window writes and the others look; what comes too late (another revision) or in
//! between (a build runs) is refused, and nothing of it is taken.
//!
//! | file | what it does |
//! |---|---|
//! | [`desk`] | the case that was read, in step with its ledger |
//! | [`ask`], [`tell`], [`card`], [`sheets`] | requests to answers; state, findings and pages as JSON |
//! | [`past`] | undo and redo |
//! | [`picture`], [`burned`] | pages drawn in a child; one page really burned, and attacked |
//! | [`seat`] | which window holds the pen |
//! | [`hunt`] | search over the text |
//! | [`matter`] | contradictions, what is left around panels, the second person |
//! | [`deeds`], [`keys`] | what changes a case; which key does it |
//! | [`start`], [`building`] | before there is a case, and after all is decided |

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use serde_json::{Value, json};

use crate::diag::{Place, Problem};
use crate::error::{Error, Exit};
use crate::ocr::Engine;
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
mod hunt;
mod keys;
mod matter;
mod past;
mod picture;
mod seat;
mod sheets;
mod start;
mod tell;

use deeds::Search;
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

/// Why something is not done.
#[derive(Debug)]
pub enum No {
    /// The request is wrong.
    Wrong(Problem),
    /// What is asked for is not there.
    Missing(Problem),
    /// The case has changed since the page looked; its revision now.
    Stale(u64),
    /// It cannot be done now: the window only looks, the case is being read, a build runs.
    NotNow(Problem),
    /// What was to be made is there already.
    Taken(Problem),
    /// What was sent does not hold: every problem of it.
    Refused(Error),
    /// The page cannot be drawn.
    NotDrawn(Problem),
    /// It went wrong; nothing was taken.
    Failed(Error),
}

/// An answer for the page.
pub type Told = Result<Value, No>;

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

    /// Everything the page shows, or with `brief` without its long lists.
    pub fn state(&self, window: &str, brief: bool) -> Told {
        self.refresh();
        let mut state = match &*self.stage() {
            Stage::Open(desk) => desk.state(self.env.today(), brief),
            _ => json!({ "rev": 0 }),
        };
        let (Value::Object(beat), Some(map)) = (self.beat(window)?, state.as_object_mut()) else {
            return Ok(Value::Null);
        };
        map.extend(beat);
        map.insert("schema".into(), 1.into());
        map.insert("actor".into(), self.options.who.name.as_str().into());
        map.insert("role".into(), self.options.who.role.word().into());
        map.insert("ocr".into(), if Engine::find().is_there() { "here" } else { "missing" }.into());
        Ok(state)
    }

    /// Whether the case is there, and whether this window may write.
    pub fn beat(&self, window: &str) -> Told {
        let (mode, rev, reading, failed) = match &*self.stage() {
            Stage::Start => ("start", 0, Value::Null, Value::Null),
            Stage::Reading(watch) => ("reading", 0, reading(watch), Value::Null),
            Stage::Failed(error) => (
                "failed",
                0,
                Value::Null,
                error.problems.iter().map(tell::problem).collect::<Vec<_>>().into(),
            ),
            Stage::Open(desk) => ("review", desk.rev(), Value::Null, Value::Null),
        };
        let why = self.read_only(window);
        Ok(json!({ "mode": mode, "rev": rev, "reading": reading, "failed": failed,
            "read_only": why.is_some(), "read_only_why": why,
            "build": if self.is_building() { self.progress()? } else { Value::Null } }))
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

    /// Why a window only looks; none when it holds the pen.
    fn read_only(&self, window: &str) -> Option<&'static str> {
        if self.options.read_only {
            return Some("asked");
        }
        if self.is_building() {
            return Some("build");
        }
        if let Stage::Open(desk) = &*self.stage()
            && !desk.is_held()
        {
            return Some("process");
        }
        (!self.seat().hears(window)).then_some("window")
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

fn reading(watch: &Watch) -> Value {
    let step = watch.step();
    let (what, done, total) = step.map_or(("opening the case", 0, 0), |s| (s.what, s.done, s.total));
    json!({ "what": what, "done": done, "total": total })
}

fn only_looks(why: &str) -> Problem {
    let (what, hint) = match why {
        "window" => ("another window of this review writes", "close it, or take the pen here"),
        "build" => ("a build of the case runs", "wait until it is done"),
        "asked" => ("this review was opened to look only", "open it without --read-only"),
        _ => ("another program holds this case", "close it, then open the review again"),
    };
    Problem::new(Place::default(), what, hint)
}

fn not_open() -> No {
    No::NotNow(Problem::new(Place::default(), "no case is open yet", "wait until it is read"))
}

/// A request that is wrong.
fn wrong(what: &str, hint: &str) -> No {
    No::Wrong(Problem::new(Place::default(), what, hint))
}

/// Something that is not there.
fn missing(what: &str) -> No {
    No::Missing(Problem::new(Place::default(), what, "load the page again"))
}

impl No {
    /// How a command that met it would end.
    #[must_use]
    pub fn exit(&self) -> Exit {
        match self {
            Self::Failed(error) | Self::Refused(error) => error.exit,
            Self::NotDrawn(_) => Exit::Unchecked,
            _ => Exit::Usage,
        }
    }
}
