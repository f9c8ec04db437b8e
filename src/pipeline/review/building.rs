//! A build that the page asked for: our own program as a child, its progress and its plain words for the page.
//!
//! The case is given up while it runs and taken again afterwards. The password goes through a pipe; it is in no
//! argument, no variable and no answer.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::case::Workspace;
use crate::case::password::password_needed;
use crate::diag::Secret;
use crate::record::Ledger;
use crate::sys::process::{self, Ended, Job};

use super::desk::Desk;
use super::{Review, Stage, Told, wrong};

/// Longest build.
const LONGEST: Duration = Duration::from_hours(12);
/// Lines that are kept of what it says.
const LINES: usize = 200;

/// What the page asks a build for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BuildAsked {
    #[serde(default)]
    password: Option<String>,
    #[serde(default)]
    accept_proposed: bool,
    #[serde(default)]
    draft: bool,
    #[serde(default)]
    force: bool,
}

/// What a build said so far.
#[derive(Debug, Default, Clone)]
pub(super) struct Building {
    running: bool,
    lines: Vec<String>,
    problems: Vec<Value>,
    result: Option<Value>,
    exit: Option<i32>,
}

impl Building {
    /// Takes a line of JSON that `build --json` wrote.
    fn hear(&mut self, line: &str) {
        let Ok(Value::Object(mut said)) = serde_json::from_str::<Value>(line) else { return };
        let kind = said.remove("type");
        match kind.as_ref().and_then(Value::as_str) {
            Some("progress") => {
                let text = said.get("message").and_then(Value::as_str).unwrap_or_default();
                if !text.is_empty() && self.lines.len() < LINES {
                    self.lines.push(text.to_owned());
                }
            }
            Some("problem") if self.problems.len() < LINES => {
                let of = |key: &str| said.get(key).cloned().unwrap_or_default();
                let (what, place, page, hint) = (of("what"), of("file"), of("page"), of("hint"));
                self.problems.push(json!({ "what": what, "where": place, "page": page, "hint": hint }));
            }
            Some("summary") => self.result = Some(Value::Object(said)),
            _ => {}
        }
    }

    fn told(&self) -> Value {
        json!({ "running": self.running, "lines": self.lines, "problems": self.problems, "exit": self.exit,
            "result": self.result })
    }
}

impl Review {
    /// Starts a build.
    pub fn build(self: &Arc<Self>, window: &str, wanted: BuildAsked) -> Told {
        let password = wanted.password.as_deref().filter(|p| !p.is_empty()).map(Secret::new);
        let folder = self.change(window, None, |desk| {
            let needed = desk.password();
            if password.is_none() && needed.as_ref().is_some_and(|(needed, _)| *needed) {
                let why = needed.map_or("", |(_, rule)| rule);
                return Err(wrong(
                    &format!("the pack needs a password: {why}"),
                    "choose one and tell it to the requester by another way",
                ));
            }
            if password.as_ref().is_some_and(|p| p.expose().contains(['\n', '\r'])) {
                return Err(wrong("the password has more than one line", "choose another"));
            }
            // the lock is free for the child from here on
            desk.workspace = None;
            Ok(desk.folder.clone())
        })?;
        *self.building() = Some(Building { running: true, ..Building::default() });
        let mut args: Vec<std::ffi::OsString> = vec!["build".into(), folder.into(), "--json".into()];
        for (flag, on) in [
            ("--accept-proposed", wanted.accept_proposed),
            ("--draft", wanted.draft),
            ("--force", wanted.force),
        ] {
            args.extend(on.then(|| flag.into()));
        }
        if password.is_some() {
            args.extend(["--password-file", "-"].map(Into::into));
        }
        let review = Arc::clone(self);
        std::thread::spawn(move || review.run_build(args, password));
        Ok(json!({ "started": true }))
    }

    fn run_build(&self, args: Vec<std::ffi::OsString>, password: Option<Secret>) {
        let job = Job {
            program: process::own_program().unwrap_or_default(),
            args,
            timeout: LONGEST,
            memory: u64::MAX,
            file_bytes: u64::MAX,
            ..Job::default()
        };
        let input = password.as_ref().map_or("", |p| p.expose());
        let ended = process::run_with_lines(&job, input.as_bytes(), &|line| {
            if let Some(building) = &mut *self.building() {
                building.hear(line);
            }
        });
        self.take_again();
        if let Some(building) = &mut *self.building() {
            building.running = false;
            building.exit = Some(match ended {
                Ended::Code(code) => code,
                _ => 1,
            });
        }
    }

    /// Takes the case again, with what the build wrote into its history.
    fn take_again(&self) {
        if let Stage::Open(desk) = &mut *self.write_stage() {
            desk.workspace = Workspace::open(&desk.folder, &self.env).ok();
            let before = desk.ledger.events.len();
            match Ledger::open(&desk.folder) {
                Ok(ledger) if ledger.events.len() >= before => {
                    desk.ledger = ledger;
                    // an event that cannot be read leaves everything as it was
                    let _ = desk.go_on(before);
                }
                _ => desk.workspace = None,
            }
        }
    }

    /// How far the build is.
    pub fn progress(&self) -> Told {
        let none = || json!({ "running": false, "lines": [], "problems": [], "exit": null, "result": null });
        Ok(self.building().as_ref().map_or_else(none, Building::told))
    }

    /// Whether a build runs.
    pub(super) fn is_building(&self) -> bool {
        self.building().as_ref().is_some_and(|b| b.running)
    }

    fn building(&self) -> std::sync::MutexGuard<'_, Option<Building>> {
        self.building.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Where what a build says is kept.
pub(super) type Said = Mutex<Option<Building>>;

impl Desk {
    /// Whether the pack needs a password, and by which rule.
    pub(super) fn password(&self) -> Option<(bool, &'static str)> {
        let rule = password_needed(&self.gathered.case.file, &self.decided.kinds).ok()?;
        Some((rule.needed, rule.rule))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_build_says_comes_to_the_page_as_it_means_it() {
        let mut building = Building::default();
        for line in [
            r#"{"type":"progress","message":"burning 3/6"}"#,
            r#"{"type":"problem","file":"a.pdf","page":2,"what":"is damaged","hint":"scan it again"}"#,
            r#"{"type":"summary","panels":3}"#,
            "no json",
        ] {
            building.hear(line);
        }
        let told = building.told();
        assert_eq!((told["lines"][0].as_str(), &told["result"]["panels"]), (Some("burning 3/6"), &json!(3)));
        assert_eq!(told["problems"][0]["where"], "a.pdf");
    }
}
