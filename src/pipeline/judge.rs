//! Verification: of what was just made, before it gets its name, and of any file by itself.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diag::{Place, Problem, Secret, Untrusted};
use crate::error::{Error, Exit, Result};
use crate::pack::PackPanel;
use crate::protect::Password;
use crate::sys::fs::{self, Partial};
use crate::verify::{self, Eyes, Report, Severity, Verdict, Verified, VerifyRequest, Violation, report};

use super::residue::Terms;
use super::{Run, eyes, input};

/// What `verify` was asked to do.
#[derive(Debug)]
pub struct VerifyOptions {
    /// The files.
    pub files: Vec<PathBuf>,
    /// Terms that must not be in them.
    pub terms: Option<PathBuf>,
    /// Whether pictures of the pages are drawn and read for the terms.
    pub ocr: bool,
    /// What opens them.
    pub password_file: Option<PathBuf>,
    /// JSON Lines instead of sentences.
    pub json: bool,
    /// Where the report goes instead of standard output.
    pub output: Option<PathBuf>,
    /// Whether a panel whose width gives a name away is an error.
    pub strict: bool,
    /// A rule to explain.
    pub explain: Option<String>,
}

/// The request for a file of ours: its panels and what was removed are known.
pub(super) fn request(
    name: &Untrusted,
    bytes: Vec<u8>,
    password: Option<&Password>,
    terms: &Terms,
    panels: &[PackPanel],
) -> VerifyRequest {
    VerifyRequest {
        name: name.clone(),
        pack: bytes,
        password: password.map(|p| p.secret().clone()),
        absent: terms.absent.clone(),
        allowed: terms.allowed.clone(),
        panels: panels.iter().map(|p| (p.page, p.rect)).collect(),
        // a width that tells something is a person's to accept before anything is published (`widths`)
        accepted: panels.iter().map(|p| (p.page, p.rect)).collect(),
        must_be_encrypted: password.is_some(),
        ours: true,
        strict: false,
        foreign: true,
        // nothing that was not searched or looked at was burned: the pictures need no second look
        eyes: None,
    }
}

/// Demands that a file holds; every violation becomes a problem of the error.
pub(super) fn hold(request: &VerifyRequest) -> Result<Verified> {
    match verify::verify(request)? {
        Verdict::Held(verified) => Ok(verified),
        Verdict::Failed(report) => Err(as_error(&report)),
    }
}

/// One problem for each thing that is wrong, at its first place; further places are counted.
pub(super) fn as_error(report: &Report) -> Error {
    let mut told: Vec<(&Violation, usize)> = Vec::new();
    for v in report.violations.iter().filter(|v| v.severity != Severity::Warning) {
        match told.iter_mut().find(|(t, _)| t.rule == v.rule && t.what == v.what) {
            Some((_, more)) => *more += 1,
            None => told.push((v, 0)),
        }
    }
    let problem = |(v, more): (&Violation, usize)| {
        let more = if more == 0 { String::new() } else { format!(" (and in {more} more places)") };
        Problem::new(v.place.clone(), format!("{}: {}{more}", v.rule.0, v.what), v.hint.clone())
    };
    Error { exit: ending(report), problems: told.into_iter().map(problem).collect() }
}

fn ending(report: &Report) -> Exit {
    let has = |s: Severity| report.violations.iter().any(|v| v.severity == s);
    match (has(Severity::Error), has(Severity::NotChecked)) {
        (true, _) => Exit::Problem,
        (false, true) => Exit::Unchecked,
        (false, false) => Exit::Done,
    }
}

/// Verifies files on their own, or explains a rule.
///
/// # Errors
/// Exit 2 for wrong usage, 5 for a wrong password; leaks are no error but an ending.
pub fn verify(run: &Run<'_>, options: &VerifyOptions) -> Result<Exit> {
    if let Some(rule) = &options.explain {
        let manual = explain(rule)?;
        run.console.summary(&manual, serde_json::json!({ "rule": rule, "manual": manual }));
        return Ok(Exit::Done);
    }
    let absent = options.terms.as_deref().map(input::read_terms).transpose()?.unwrap_or_default();
    let password =
        options.password_file.as_deref().map(|f| input::password_from(f, None, None)).transpose()?;
    let (mut written, mut exit, mut problems) = (String::new(), Exit::Done, Vec::new());
    let eyes = options.ocr.then(eyes::own);
    let json = options.json || run.console.is_json();
    for file in &options.files {
        // a file that cannot be opened keeps no other from being judged
        match one(run, options, file, &absent, password.as_ref(), eyes.clone()) {
            Ok(report) => {
                written.push_str(&if json { report::json(&report) } else { report::human(&report) });
                exit = exit.worst(ending(&report));
            }
            Err(error) => {
                exit = exit.worst(error.exit);
                problems.extend(error.problems);
            }
        }
    }
    publish(run, options.output.as_deref(), &written)?;
    if problems.is_empty() { Ok(exit) } else { Err(Error { exit, problems }) }
}

fn one(
    run: &Run<'_>,
    options: &VerifyOptions,
    file: &Path,
    absent: &[Secret],
    password: Option<&Password>,
    eyes: Option<Arc<dyn Eyes>>,
) -> Result<Report> {
    let request = VerifyRequest {
        name: fs::display(file),
        pack: input::source(file, Exit::Usage)?,
        password: password.map(|p| p.secret().clone()),
        absent: absent.to_vec(),
        strict: options.strict,
        foreign: true,
        eyes,
        ..VerifyRequest::default()
    };
    Ok(run.stage("verify", || verify::verify(&request))?.into_report())
}

fn publish(run: &Run<'_>, output: Option<&Path>, written: &str) -> Result<()> {
    match output {
        Some(path) => Partial::write(path, written.as_bytes(), true)?.publish(true),
        None => {
            run.console.data(written);
            Ok(())
        }
    }
}

/// The manual of a rule.
///
/// # Errors
/// Exit 2 when there is no such rule; the known ones are named.
pub fn explain(rule: &str) -> Result<String> {
    let rules = verify::rules();
    rules.iter().find(|r| r.id.0.eq_ignore_ascii_case(rule)).map(verify::Rule::manual).ok_or_else(|| {
        let known: Vec<&str> = rules.iter().map(|r| r.id.0).collect();
        Error::usage(
            Place::default(),
            "there is no such rule",
            format!("the rules are: {}", known.join(", ")),
        )
    })
}
