//! Ctrl-C and termination: what is half made is removed, then the process ends with 130.
//!
//! Files register here while they exist under a name that must not survive, and helpers while they
//! run; a handler thread removes the ones and ends the others. `kill -9` cannot be caught: what it leaves bears a `.partial` name, is sealed or redacted
//! already, and is swept at the next start.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::error::Exit;

/// How long runs of our own program, which clean up behind themselves, may take to end.
const GRACE: Duration = Duration::from_secs(10);

static STOPPING: AtomicBool = AtomicBool::new(false);
static CHILDREN: Mutex<Vec<u32>> = Mutex::new(Vec::new());
static HALF_MADE: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());
static GROUPS: Mutex<Vec<u32>> = Mutex::new(Vec::new());

/// What ends a program that runs until it is stopped.
type Ending = Box<dyn Fn() + Send>;
static ENDING: Mutex<Option<Ending>> = Mutex::new(None);

/// Installs the handler; a second call does nothing.
pub fn install() {
    let _ = ctrlc::set_handler(|| {
        STOPPING.store(true, Ordering::SeqCst);
        end_children();
        // first: a helper that goes on could write again what is removed
        for group in GROUPS.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            super::limits::end_group(*group);
        }
        if let Some(ending) = ENDING.lock().unwrap_or_else(PoisonError::into_inner).take() {
            ending();
            std::process::exit(i32::from(Exit::Done.code()));
        }
        for path in HALF_MADE.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            let _ = std::fs::remove_file(path).or_else(|_| std::fs::remove_dir_all(path));
        }
        std::process::exit(i32::from(Exit::Interrupted.code()));
    });
}

/// From now on an interruption is how the program is meant to end: `ending` puts away what it holds, and the
/// program is done.
pub fn is_the_end(ending: impl Fn() + Send + 'static) {
    *ENDING.lock().unwrap_or_else(PoisonError::into_inner) = Some(Box::new(ending));
}

/// From now on an interruption removes this file, or this folder with all it holds.
pub fn register(path: &Path) {
    HALF_MADE.lock().unwrap_or_else(PoisonError::into_inner).push(path.to_path_buf());
}

/// The file or folder is gone or has its final name.
pub fn release(path: &Path) {
    HALF_MADE.lock().unwrap_or_else(PoisonError::into_inner).retain(|p| p != path);
}

/// Whether an interruption has begun: nothing new is to be started.
#[must_use]
pub fn stopping() -> bool {
    STOPPING.load(Ordering::SeqCst)
}

/// Asks each run of our own program to end, and waits until it has: it ends its helpers itself.
fn end_children() {
    let running = || CHILDREN.lock().unwrap_or_else(PoisonError::into_inner).clone();
    for child in running() {
        super::limits::ask_group_to_end(child);
    }
    let begin = Instant::now();
    while !running().is_empty() && begin.elapsed() < GRACE {
        std::thread::sleep(Duration::from_millis(20));
    }
    for child in running() {
        super::limits::end_group(child);
    }
}

/// From now on an interruption asks this run of our own program, the leader of its group, to end. False
/// when an interruption has begun already.
pub(super) fn register_child(child: u32) -> bool {
    CHILDREN.lock().unwrap_or_else(PoisonError::into_inner).push(child);
    !stopping()
}

/// The run has ended.
pub(super) fn release_child(child: u32) {
    CHILDREN.lock().unwrap_or_else(PoisonError::into_inner).retain(|c| *c != child);
}

/// From now on an interruption ends this group of processes.
pub(super) fn register_group(group: u32) {
    GROUPS.lock().unwrap_or_else(PoisonError::into_inner).push(group);
}

/// The group has ended.
pub(super) fn release_group(group: u32) {
    GROUPS.lock().unwrap_or_else(PoisonError::into_inner).retain(|g| *g != group);
}
