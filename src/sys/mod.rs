//! The outside world: files, clock, randomness, child processes. Nothing of it is touched elsewhere.
//!
//! [`Env`] carries what a run must be able to inject (clock, random source), so that the same input
//! gives the same pack byte for byte up to encryption. The rest are plain functions of the modules.

use std::sync::Mutex;

use jiff::Timestamp;

use crate::diag::Place;
use crate::error::{Error, Result};

pub mod children;
pub mod fs;
pub mod interrupt;
pub mod journal;
pub mod limits;
pub mod net;
pub mod paths;
pub mod private;
pub mod process;
pub mod scratch;
pub mod terminal;
pub mod usage;

/// Where time comes from.
#[derive(Debug, Clone, Copy)]
pub enum Clock {
    /// The system's clock.
    System,
    /// A fixed instant, for tests and repeatable builds.
    Fixed(Timestamp),
}

/// Where randomness comes from.
#[derive(Debug)]
pub enum Random {
    /// The operating system.
    System,
    /// A counter hashed with a seed: repeatable, for tests only.
    Seeded(Mutex<(u64, u64)>),
}

/// The injected part of the outside world.
#[derive(Debug)]
pub struct Env {
    /// Where time comes from.
    pub clock: Clock,
    /// Where randomness comes from.
    pub random: Random,
}

impl Env {
    /// The real clock and the operating system's randomness.
    #[must_use]
    pub fn system() -> Self {
        Self { clock: Clock::System, random: Random::System }
    }

    /// A fixed clock and a seeded source: the same input gives the same bytes.
    #[must_use]
    pub fn fixed(now: Timestamp, seed: u64) -> Self {
        Self { clock: Clock::Fixed(now), random: Random::Seeded(Mutex::new((seed, 0))) }
    }

    /// Now.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        match self.clock {
            Clock::System => Timestamp::now(),
            Clock::Fixed(at) => at,
        }
    }

    /// Today, where the officer sits; a fixed clock counts in UTC, so that tests agree everywhere.
    #[must_use]
    pub fn today(&self) -> jiff::civil::Date {
        let zone = match self.clock {
            Clock::System => jiff::tz::TimeZone::system(),
            Clock::Fixed(_) => jiff::tz::TimeZone::UTC,
        };
        self.now().to_zoned(zone).date()
    }

    /// Fills `bytes` with randomness fit for keys (with [`Random::System`]).
    ///
    /// # Errors
    /// When the operating system gives none; there is no weaker fallback.
    pub fn fill(&self, bytes: &mut [u8]) -> Result<()> {
        match &self.random {
            Random::System => getrandom::fill(bytes).map_err(|_| {
                Error::problem(Place::default(), "the operating system gave no random bytes", "try again")
            }),
            Random::Seeded(state) => {
                let mut state = state.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                for chunk in bytes.chunks_mut(32) {
                    use sha2::Digest;
                    let block = sha2::Sha256::digest([state.0.to_le_bytes(), state.1.to_le_bytes()].concat());
                    chunk.copy_from_slice(&block[..chunk.len()]);
                    state.1 += 1;
                }
                Ok(())
            }
        }
    }
}
