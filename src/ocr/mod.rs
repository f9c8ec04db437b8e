//! Having `tesseract` read the words in a picture: pixels in, words with their places out.
//!
//! The program is a stranger to us: it runs without a shell, with a cleared environment, one thread,
//! a time limit and a limit on its answer, and writes no file. What it answers is checked number by
//! number; an answer that makes no sense in one place is refused as a whole. Words are case text and
//! print themselves nowhere.

mod about;
mod gray;
mod place;
mod quality;
mod tsv;

pub use place::Placed;

use std::path::PathBuf;
use std::time::Duration;

use crate::diag::Secret;
use crate::geom::Rect;
use crate::render::Picture;
use crate::sys::fs;
use crate::sys::process::{Ended, Job, is_program, run, which};

use gray::Gray;
use quality::Quality;

/// Seconds one picture may take. A page of close print takes two to four.
const SECONDS: u64 = 60;

/// Most bytes of an answer: a page of 10,000 words has less than one million.
const ANSWER: u64 = 8 << 20;

/// Mean difference of paper from itself without specks, from which on a picture is noisy: 0.4 to 0.9 on
/// clean sheets, also as JPEG, and 1.3 on a fax with specks (measured at 200 and 300 dots per inch).
const NOISE: f64 = 1.1;

/// Dots per inch below which taking specks away takes strokes with them.
const FINE: f64 = 180.0;

/// A word that was recognised.
#[derive(Debug, Clone)]
pub struct Word {
    /// What it seems to say.
    pub text: Secret,
    /// Where: pixels of the picture from its upper left corner, half-open, within the picture.
    pub area: Rect,
    /// How sure the program is, from 0 to 100.
    pub confidence: f64,
    /// Its line, counted from 0 in reading order over the whole picture.
    pub line: u32,
}

/// What was recognised on a page.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// Its words in reading order.
    pub words: Vec<Placed>,
    /// Whether a person has to look at it: much of it was not read, or not for sure.
    pub doubtful: bool,
}

/// Why a picture was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    /// The program is not there, or does not start.
    NoEngine,
    /// It took too long.
    TimedOut,
    /// It gave up: no language data, a picture it cannot take.
    Failed,
    /// Its answer is too long or does not add up.
    Nonsense,
}

/// The program that reads.
#[derive(Debug, Clone)]
pub struct Engine {
    program: Option<PathBuf>,
    timeout: Duration,
    /// What it reads, as it names languages ("eng", "cym").
    languages: Vec<String>,
}

impl Engine {
    /// `tesseract`, sought on `PATH`.
    #[must_use]
    pub fn find() -> Self {
        Self { program: which("tesseract"), timeout: Duration::from_secs(SECONDS), languages: english() }
    }

    /// A program at this path, with this much time for a picture: for tests, and for engines that are
    /// not on `PATH`.
    #[must_use]
    pub fn at(program: PathBuf, timeout: Duration) -> Self {
        Self { program: Some(program), timeout, languages: english() }
    }

    /// The same program, reading these languages; English where none is named.
    #[must_use]
    pub fn reading(self, languages: &[String]) -> Self {
        if languages.is_empty() { self } else { Self { languages: languages.to_vec(), ..self } }
    }

    /// Whether there is a program to start; whether it can read shows when it does.
    #[must_use]
    pub fn is_there(&self) -> bool {
        self.program.as_deref().is_some_and(is_program)
    }

    /// What tells this program, and the languages it reads, from others: for keys of what it read.
    #[must_use]
    pub fn key(&self) -> String {
        let stamp = |path: &PathBuf| format!("{} {}", path.to_string_lossy(), fs::stamp(path));
        let program = self.program.as_ref().map(stamp).unwrap_or_default();
        format!("{program} {}", self.languages.join("+"))
    }

    /// The words of a picture of `dpi` dots per inch, in reading order; blank ones are left out.
    ///
    /// # Errors
    /// When it was not read to its end: then nothing of it counts as read.
    pub fn read(&self, picture: &Picture, dpi: f64) -> Result<Vec<Word>, Unread> {
        self.words(&Gray::of(picture), dpi)
    }

    /// What a page says, levelled and without specks where that reads better, with the place of each
    /// word in the picture as it is.
    ///
    /// # Errors
    /// As [`Self::read`] has it.
    pub fn recognise(&self, picture: &Picture, dpi: f64) -> Result<Page, Unread> {
        let gray = Gray::of(picture);
        let clean = gray.despeckled();
        let noisy = gray.speckle(&clean) > NOISE && dpi >= FINE;
        let (first, second) = if noisy { (clean, gray) } else { (gray, clean) };
        let (level, back) = first.levelled();
        let words = self.words(&level, dpi)?;
        let quality = Quality::of(&words);
        if quality.is_good() {
            let doubtful = quality::is_doubtful(&level, &words);
            return Ok(Page { words: place::place(words, &back), doubtful });
        }
        let (other, way) = second.levelled();
        let again = self.words(&other, dpi)?;
        let better = Quality::of(&again).worth() > quality.worth();
        let (level, words, back) = if better { (other, again, way) } else { (level, words, back) };
        let doubtful = quality::is_doubtful(&level, &words);
        Ok(Page { words: place::place(words, &back), doubtful })
    }

    fn words(&self, gray: &Gray, dpi: f64) -> Result<Vec<Word>, Unread> {
        let program = self.program.clone().ok_or(Unread::NoEngine)?;
        let dpi = format!("{}", dpi.round().clamp(70.0, 2400.0));
        // page segmentation 1: also finds out whether the page lies on its side or upside down
        let languages = self.languages.join("+");
        let args = ["stdin", "stdout", "-l", &languages, "--dpi", &dpi, "--psm", "1", "tsv"];
        let job = Job {
            program,
            args: args.iter().map(Into::into).collect(),
            env: vec![("OMP_THREAD_LIMIT".to_owned(), "1".to_owned())],
            timeout: self.timeout,
            output_limit: ANSWER,
            ..Job::default()
        };
        let done = run(&job, &gray.file());
        match done.ended {
            Ended::Code(0) => tsv::words(&done.untrusted_stdout, gray.width, gray.height),
            Ended::NotStarted => Err(Unread::NoEngine),
            Ended::TimedOut => Err(Unread::TimedOut),
            Ended::TooMuch => Err(Unread::Nonsense),
            Ended::Code(_) | Ended::Killed => Err(Unread::Failed),
        }
    }
}

fn english() -> Vec<String> {
    vec!["eng".to_owned()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn white() -> Picture {
        Picture { width: 2, height: 1, rgb: vec![255, 255, 255, 255, 0, 0] }
    }

    #[test]
    fn a_picture_goes_out_as_one_byte_a_pixel() {
        assert_eq!(Gray::of(&white()).file(), b"P5\n2 1\n255\n\xFF\x4C");
    }

    #[test]
    fn a_program_that_is_not_there_fails_hangs_or_babbles_reads_nothing() {
        let none = Engine { program: None, timeout: Duration::from_secs(1), languages: english() };
        assert_eq!(none.read(&white(), 300.0).err(), Some(Unread::NoEngine));
        for (program, why) in [
            ("/nonexistent/tesseract", Unread::NoEngine),
            ("/bin/false", Unread::Failed),
            ("/bin/echo", Unread::Nonsense),
            ("/bin/true", Unread::Nonsense),
        ] {
            if program.starts_with("/bin") && !std::path::Path::new(program).exists() {
                continue;
            }
            let engine = Engine::at(program.into(), Duration::from_secs(5));
            assert_eq!(engine.read(&white(), 300.0).err(), Some(why), "{program}");
        }
    }
}
