//! Output for people and machines: data to standard output, messages to standard error.
//!
//! The only module that prints. Strings of strangers pass [`escape`] on their way; found text is
//! printed only where the caller asked for it with `--show-text`.

use std::io::{IsTerminal, Write};
use std::sync::Arc;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value, json};

use crate::diag::{Place, Problem};
use crate::error::Error;

pub mod escape;
mod table;
mod watch;

pub use table::table;
pub use watch::{Step, Watch};

/// Where a command's words go.
#[derive(Debug)]
pub struct Console {
    json: bool,
    quiet: bool,
    /// What a summary is called in JSON.
    last: &'static str,
    watch: Option<Arc<Watch>>,
}

impl Console {
    /// A console; with `json` everything is JSON Lines on standard output.
    #[must_use]
    pub fn new(json: bool, quiet: bool) -> Self {
        Self { json, quiet, last: "summary", watch: None }
    }

    /// The console of one file among many: its last word is a `file` line, not the command's summary.
    #[must_use]
    pub fn one_of_many(&self) -> Self {
        Self { last: "file", ..Self::new(self.json, self.quiet) }
    }

    /// A console that prints nothing: somebody watches what it would say.
    #[must_use]
    pub fn watched(watch: Arc<Watch>) -> Self {
        Self { watch: Some(watch), ..Self::new(false, true) }
    }

    /// Whether output is JSON Lines.
    #[must_use]
    pub fn is_json(&self) -> bool {
        self.json
    }

    /// Data: what the command was run for.
    pub fn data(&self, text: &str) {
        if self.watch.is_some() {
            return;
        }
        let mut out = std::io::stdout().lock();
        let _ = out.write_all(text.as_bytes());
        if !text.ends_with('\n') {
            let _ = out.write_all(b"\n");
        }
    }

    /// One JSON Lines object; `kind` becomes its `type`.
    pub fn line(&self, kind: &str, mut object: Value) {
        if let Some(map) = object.as_object_mut() {
            map.insert("type".into(), kind.into());
        }
        self.data(&object.to_string());
    }

    /// A message of ours on the way; silent with `--quiet`, a `progress` line with `--json`.
    pub fn note(&self, text: &str) {
        if self.json {
            self.line("progress", json!({ "message": text }));
        } else if !self.quiet {
            let _ = writeln!(std::io::stderr().lock(), "{text}");
        }
    }

    /// The last word of a command: what was done, as a sentence or a `summary` line.
    pub fn summary(&self, text: &str, object: Value) {
        if self.json {
            self.line(self.last, object);
        } else {
            self.data(text);
        }
    }

    /// All problems of an error.
    pub fn error(&self, error: &Error) {
        for p in &error.problems {
            self.problem(p);
        }
    }

    /// One problem: `file (page 3): what`, then `hint:`.
    pub fn problem(&self, problem: &Problem) {
        if let Some(watch) = &self.watch {
            return watch.tell(problem.clone());
        }
        if self.json {
            let place = &problem.place;
            let object = json!({ "file": place.file.raw(), "page": place.page, "object": place.object,
                "line": place.line, "offset": place.offset, "what": problem.what, "hint": problem.hint });
            self.line("problem", object);
            return;
        }
        let mut err = std::io::stderr().lock();
        let _ = writeln!(err, "{}", sentence(problem));
        if !problem.hint.is_empty() {
            let _ = writeln!(err, "  hint: {}", problem.hint);
        }
    }

    /// A progress display over `total` steps; see [`Progress`].
    #[must_use]
    pub fn progress(&self, what: &'static str, total: u64) -> Progress {
        let terminal = std::io::stderr().is_terminal();
        let bar = if self.quiet || self.json || !terminal {
            ProgressBar::hidden()
        } else {
            let style = ProgressStyle::with_template("{msg} {bar:30} {pos}/{len} · {per_sec} · {eta} left");
            ProgressBar::new(total).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        };
        bar.set_message(what);
        let spoken = Instant::now();
        let watch = self.watch.clone();
        let mut progress = Progress {
            bar,
            what,
            total,
            done: 0,
            lines: !terminal && !self.quiet,
            json: self.json,
            spoken,
            watch,
        };
        progress.show();
        progress
    }
}

/// A bar on a terminal; a line every ten seconds otherwise.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
    what: &'static str,
    total: u64,
    done: u64,
    lines: bool,
    json: bool,
    spoken: Instant,
    watch: Option<Arc<Watch>>,
}

impl Progress {
    /// One step further.
    pub fn step(&mut self) {
        self.done += 1;
        self.bar.inc(1);
        self.show();
        self.tick();
    }

    /// Time has passed without a step: a line when ten seconds have.
    pub fn tick(&mut self) {
        if self.lines && self.spoken.elapsed() >= Duration::from_secs(10) {
            self.spoken = Instant::now();
            let text = format!("{} {}/{}", self.what, self.done, self.total);
            Console::new(self.json, false).note(&text);
        }
    }

    fn show(&mut self) {
        if let Some(watch) = &self.watch {
            watch.at(Step { what: self.what, done: self.done, total: self.total });
        }
    }

    /// Words that go to the same terminal: the bar makes room for them.
    pub fn aside(&self, words: impl FnOnce()) {
        self.bar.suspend(words);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// A problem as one line: `letter.pdf (page 2, object 12): what`.
fn sentence(problem: &Problem) -> String {
    let place = where_in(&problem.place);
    if place.is_empty() { problem.what.clone() } else { format!("{place}: {}", problem.what) }
}

/// `file (page 2, object 12, line 3, offset 4)`, as much as is known.
fn where_in(place: &Place) -> String {
    let parts = [
        place.page.map(|n| format!("page {n}")),
        place.object.map(|n| format!("object {n}")),
        place.line.map(|n| format!("line {n}")),
        place.offset.map(|n| format!("offset {n}")),
    ];
    let inner = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let file = escape::terminal(&place.file);
    if inner.is_empty() { file } else { format!("{file} ({inner})") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_says_where_and_what() {
        let place = Place::file("a\u{1b}b.pdf").page(2).object(12);
        let problem = Problem::new(place, "the image is damaged", "scan the page again");
        assert_eq!(sentence(&problem), "a\\u{1b}b.pdf (page 2, object 12): the image is damaged");
        assert_eq!(sentence(&Problem::new(Place::default(), "no", "")), "no");
    }
}
