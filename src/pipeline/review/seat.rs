//! Which of several windows holds the pen: one writes, the others look.

use std::time::{Duration, Instant};

/// How long a window that says nothing keeps the pen.
const PATIENCE: Duration = Duration::from_secs(20);

/// The window that writes, and when it was heard of.
#[derive(Debug, Default)]
pub(super) struct Seat(Option<(String, Instant)>);

impl Seat {
    /// A window is heard of; whether it holds the pen. It gets it when nobody does.
    pub fn hears(&mut self, window: &str) -> bool {
        let held = self.0.as_ref().is_some_and(|(who, at)| who != window && at.elapsed() < PATIENCE);
        if !held {
            self.take(window);
        }
        !held
    }

    /// A window takes the pen from whoever holds it.
    pub fn take(&mut self, window: &str) {
        self.0 = Some((window.to_owned(), Instant::now()));
    }

    /// A window is closed.
    pub fn leave(&mut self, window: &str) {
        self.0.take_if(|(who, _)| who == window);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_window_writes_until_it_leaves_or_the_pen_is_taken() {
        let mut seat = Seat::default();
        assert!(seat.hears("a") && seat.hears("a") && !seat.hears("b"));
        seat.leave("b");
        assert!(!seat.hears("b"), "only who holds it can lay it down");
        seat.leave("a");
        assert!(seat.hears("b") && !seat.hears("a"));
        seat.take("a");
        assert!(seat.hears("a") && !seat.hears("b"));
    }
}
