//! Verification of what was just made, before it gets its name.

use crate::diag::{Problem, Untrusted};
use crate::error::{Error, Result};
use crate::pack::PackPanel;
use crate::protect::Password;
use crate::verify::{self, Report, Severity, Verdict, Verified, VerifyRequest, Violation};

use super::residue::Terms;

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
        pack: bytes.into(),
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
    Error { exit: report.exit(), problems: told.into_iter().map(problem).collect() }
}
