//! Going through the inputs in a thread of its own, so that one that never ends is noticed.

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::seeds::Seed;

/// No input may take longer, on a slow machine and without optimisation.
const PATIENCE: Duration = Duration::from_secs(60);

/// Where the last panic was.
static PLACE: Mutex<String> = Mutex::new(String::new());

/// One run at a time: they share what is told of panics.
static ALONE: Mutex<()> = Mutex::new(());

/// Forgets where the last panic was.
pub fn forget_panics() {
    PLACE.lock().unwrap_or_else(PoisonError::into_inner).clear();
}

/// Where the last panic was, of a library or of our own.
pub fn place_of_panic() -> String {
    PLACE.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

/// Which inputs are looked at.
pub struct Run {
    first: u64,
    count: u64,
}

/// What the thread tells.
enum Told {
    Started(u64),
    Wrong(String),
    Done(Sum),
}

/// What became of the inputs.
#[derive(Default)]
struct Sum {
    accepted: u64,
    refused: u64,
    /// The input that took longest, and how long.
    longest: (Duration, u64),
}

impl Run {
    /// As many as the environment says, or `usual`.
    pub fn from_environment(usual: u64) -> Self {
        let number = |key: &str| std::env::var(key).ok().and_then(|v| v.parse().ok());
        Self {
            first: number("BLACKPANEL_FUZZ_FROM").unwrap_or(0),
            count: number("BLACKPANEL_FUZZ").unwrap_or(usual),
        }
    }

    /// Makes and looks at all of them, and fails with what went wrong.
    pub fn hold(self, make: impl Fn(u64) -> Seed + Send + 'static, look: fn(&Seed) -> Result<bool, String>) {
        let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
        let (tell, told) = channel();
        let (first, end, begin) = (self.first, self.first + self.count, Instant::now());
        std::thread::Builder::new()
            .stack_size(8 << 20)
            .spawn(move || go_through(first..end, &tell, &make, look))
            .expect("a thread");
        let (mut current, mut wrong) = (first, Vec::new());
        let sum = loop {
            match told.recv_timeout(PATIENCE) {
                Ok(Told::Started(number)) => current = number,
                Ok(Told::Wrong(what)) => wrong.push(what),
                Ok(Told::Done(sum)) => break sum,
                Err(RecvTimeoutError::Timeout) => panic!("input {current} does not end"),
                Err(RecvTimeoutError::Disconnected) => panic!("input {current} ended the thread"),
            }
        };
        let Sum { accepted, refused, longest: (time, number) } = sum;
        println!(
            "{} inputs in {:?}: {accepted} accepted, {refused} refused, {} wrong; the longest, {number}, took {time:?}",
            self.count,
            begin.elapsed(),
            wrong.len()
        );
        assert!(wrong.is_empty(), "{} inputs:\n{}", wrong.len(), wrong.join("\n"));
        assert!(accepted > 0 && refused > 0, "damage that is never or always accepted tests nothing");
    }
}

fn go_through(
    numbers: Range<u64>,
    tell: &Sender<Told>,
    make: &dyn Fn(u64) -> Seed,
    look: fn(&Seed) -> Result<bool, String>,
) {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        *PLACE.lock().unwrap_or_else(PoisonError::into_inner) = place.unwrap_or_default();
    }));
    let mut sum = Sum::default();
    for number in numbers {
        let _ = tell.send(Told::Started(number));
        let (input, begin) = (make(number), Instant::now());
        let outcome = catch_unwind(AssertUnwindSafe(|| look(&input)));
        sum.longest = sum.longest.max((begin.elapsed(), number));
        let wrong = match outcome {
            Ok(Ok(true)) => {
                sum.accepted += 1;
                None
            }
            Ok(Ok(false)) => {
                sum.refused += 1;
                None
            }
            Ok(Err(what)) => Some(what),
            Err(payload) => Some({
                let place = place_of_panic();
                format!("panic at {place}: {}", message(payload.as_ref()))
            }),
        };
        if let Some(what) = wrong {
            let file = std::env::temp_dir().join(format!("blackpanel-fuzz-{number}.pdf"));
            let _ = std::fs::write(&file, &input.pdf);
            let _ = tell.send(Told::Wrong(format!("{number} ({}, {}): {what}", input.name, file.display())));
        }
    }
    let _ = std::panic::take_hook();
    let _ = tell.send(Told::Done(sum));
}

fn message(payload: &(dyn std::any::Any + Send)) -> String {
    let text = payload.downcast_ref::<String>().cloned();
    text.or_else(|| payload.downcast_ref::<&str>().map(|s| (*s).to_owned())).unwrap_or_default()
}
