//! `verify`: any PDFs by themselves, for a person or for a gate of a publishing job.
//!
//! A file that cannot be opened keeps no other from being judged, and stands in the report as not checked:
//! nothing is green by omission. Reports name rules and places, never the text.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diag::{Place, Secret};
use crate::error::{Error, Exit, Result};
use crate::protect::Password;
use crate::sys::fs::{self, Partial};
use crate::verify::{self, Baseline, Eyes, Report, Severity, VerifyRequest, report};

use super::{Run, eyes, input, pdfs};

/// Largest baseline that is read.
const BASELINE_LIMIT: u64 = 16 << 20;

/// What `verify` was asked to do.
#[derive(Debug)]
pub struct VerifyOptions {
    /// Files, folders and patterns.
    pub paths: Vec<PathBuf>,
    /// Terms that must not be in them.
    pub terms: Option<PathBuf>,
    /// Whether pictures of the pages are drawn and read for the terms.
    pub ocr: bool,
    /// What opens them.
    pub password_file: Option<PathBuf>,
    /// How the report is written.
    pub form: ReportForm,
    /// Where the report goes instead of standard output.
    pub output: Option<PathBuf>,
    /// What is accepted for now.
    pub baseline: Option<PathBuf>,
    /// Whether warnings end with 1, too.
    pub warnings_fail: bool,
    /// Whether a panel whose width gives a name away is an error.
    pub strict: bool,
    /// A rule to explain.
    pub explain: Option<String>,
}

/// How a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportForm {
    /// Sentences.
    Human,
    /// JSON Lines.
    Json,
    /// SARIF 2.1.0.
    Sarif,
    /// `JUnit` XML.
    Junit,
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
    let form = form(run, options)?;
    let mut baseline =
        options.baseline.as_deref().map(|file| accepted(run, file)).transpose()?.unwrap_or_default();
    let asked = Asked {
        absent: options.terms.as_deref().map(input::read_terms).transpose()?.unwrap_or_default(),
        password: options
            .password_file
            .as_deref()
            .map(|f| input::password_from(f, None, None))
            .transpose()?,
        eyes: options.ocr.then(eyes::own),
        strict: options.strict,
    };
    let wanted = pdfs::wanted(&options.paths)?;
    let (mut reports, mut error) = (Vec::new(), Error { exit: Exit::Done, problems: Vec::new() });
    let mut refuse = |reports: &mut Vec<Report>, e: Error, file: &Path| {
        reports.extend(e.problems.first().map(|p| Report::unopened(fs::display(file), p)));
        error.exit = error.exit.worst(e.exit);
        error.problems.extend(e.problems);
    };
    for link in &wanted.links {
        refuse(&mut reports, pdfs::unfollowed(link), link);
    }
    for file in &wanted.files {
        match asked.one(run, file) {
            Ok(report) => reports.push(report),
            Err(e) => refuse(&mut reports, e, file),
        }
    }
    for report in &mut reports {
        baseline.apply(report);
    }
    let mut remarks = baseline.remarks();
    remarks.extend(wanted.remark());
    publish(run, options, form, &reports, &remarks)?;
    let exit = reports.iter().map(|r| ending(r, options.warnings_fail)).fold(error.exit, Exit::worst);
    if error.problems.is_empty() { Ok(exit) } else { Err(Error { exit, ..error }) }
}

/// What every file is held against.
struct Asked {
    absent: Vec<Secret>,
    password: Option<Password>,
    eyes: Option<Arc<dyn Eyes>>,
    strict: bool,
}

impl Asked {
    fn one(&self, run: &Run<'_>, file: &Path) -> Result<Report> {
        let request = VerifyRequest {
            name: fs::display(file),
            pack: input::source(file, Exit::Usage)?.into(),
            password: self.password.as_ref().map(|p| p.secret().clone()),
            absent: self.absent.clone(),
            strict: self.strict,
            foreign: true,
            eyes: self.eyes.clone(),
            ..VerifyRequest::default()
        };
        Ok(run.stage("verify", || verify::verify(&request))?.into_report())
    }
}

/// `--json` means JSON Lines, and nothing else can share standard output with them.
fn form(run: &Run<'_>, options: &VerifyOptions) -> Result<ReportForm> {
    match options.form {
        ReportForm::Human if run.console.is_json() => Ok(ReportForm::Json),
        ReportForm::Sarif | ReportForm::Junit if run.console.is_json() && options.output.is_none() => {
            let hint = "name a file with --output, or leave --json away";
            Err(Error::usage(Place::default(), "--json and this --format both want standard output", hint))
        }
        form => Ok(form),
    }
}

fn accepted(run: &Run<'_>, file: &Path) -> Result<Baseline> {
    let bytes = fs::read(file, BASELINE_LIMIT, Exit::Usage)?;
    let place = Place::file(fs::display(file));
    let text = std::str::from_utf8(&bytes)
        .map_err(|_| Error::usage(place.clone(), "is not UTF-8", "save the baseline as UTF-8 text"))?;
    let json = file.extension().is_some_and(|e| e.eq_ignore_ascii_case("json"));
    Baseline::parse(&place, text, json, run.env.today())
}

fn ending(report: &Report, warnings_fail: bool) -> Exit {
    let warned = report.violations.iter().any(|v| v.severity == Severity::Warning);
    if warnings_fail && warned { Exit::Problem.worst(report.exit()) } else { report.exit() }
}

/// Writes the report; what was checked is said in every case, beside a report that goes elsewhere.
fn publish(
    run: &Run<'_>,
    options: &VerifyOptions,
    form: ReportForm,
    reports: &[Report],
    remarks: &[String],
) -> Result<()> {
    let written = match form {
        ReportForm::Human => reports.iter().map(report::human).collect(),
        ReportForm::Json => reports.iter().map(report::json).collect(),
        ReportForm::Sarif => report::sarif(reports, remarks),
        ReportForm::Junit => report::junit(reports, remarks, options.warnings_fail),
    };
    match &options.output {
        Some(path) => Partial::write(path, written.as_bytes(), true)?.publish(true)?,
        None => run.console.data(&written),
    }
    for remark in remarks {
        run.console.note(remark);
    }
    let said = report::totals(reports);
    match (form, &options.output) {
        (ReportForm::Human, None) if reports.len() == 1 => {}
        (ReportForm::Human, None) => run.console.data(&said),
        _ => run.console.note(&said),
    }
    Ok(())
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
