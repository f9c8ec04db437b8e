//! What the program says of itself: its version, and the languages that it can read.
//!
//! Both are a stranger's words: only letters, digits and a few signs are taken, and few of them.

use super::{Engine, Unread};
use crate::sys::process::{Ended, Job, run};

/// Most bytes of such an answer.
const ANSWER: u64 = 64 << 10;

impl Engine {
    /// Name and version ("tesseract 5.3.4"); the name alone where it does not say.
    #[must_use]
    pub fn version(&self) -> String {
        let said = self.say("--version").unwrap_or_default();
        let first = said.lines().next().unwrap_or_default();
        let plain = |c: &char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '.' | '-');
        let first: String = first.chars().filter(plain).take(40).collect();
        if first.starts_with("tesseract") { first.trim().to_owned() } else { "tesseract".to_owned() }
    }

    /// Those of the languages it is to read that are not installed.
    ///
    /// # Errors
    /// When the program does not say which are.
    pub fn missing(&self) -> Result<Vec<String>, Unread> {
        let said = self.say("--list-langs")?;
        let installed: Vec<&str> = said.lines().skip(1).map(str::trim).collect();
        let missing = |language: &&String| !installed.contains(&language.as_str());
        Ok(self.languages.iter().filter(missing).cloned().collect())
    }

    fn say(&self, argument: &str) -> Result<String, Unread> {
        let program = self.program.clone().ok_or(Unread::NoEngine)?;
        let job = Job {
            program,
            args: vec![argument.into()],
            env: Vec::new(),
            timeout: self.timeout,
            output_limit: ANSWER,
            ..Job::default()
        };
        let done = run(&job, &[]);
        match done.ended {
            Ended::Code(0) => String::from_utf8(done.untrusted_stdout).map_err(|_| Unread::Nonsense),
            _ => Err(Unread::Failed),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_language_that_the_program_does_not_name_is_missing() {
        let echo = Path::new("/bin/echo");
        if !echo.exists() {
            return;
        }
        let engine = Engine::at(echo.into(), Duration::from_secs(5)).reading(&["cym".into(), "eng".into()]);
        assert_eq!(engine.missing(), Ok(vec!["cym".to_owned(), "eng".to_owned()]));
        assert_eq!(engine.version(), "tesseract", "what a program says of itself is not believed");
        let none = Engine::at("/nonexistent/tesseract".into(), Duration::from_secs(5));
        assert!(none.missing().is_err() && none.version() == "tesseract");
    }
}
