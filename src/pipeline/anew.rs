//! `build --new-password`: the unchanged pack under another password, verified, with a receipt that fits it.

use std::path::Path;

use serde_json::{Value, json};

use crate::case::Workspace;
use crate::diag::Place;
use crate::error::{Error, Exit, Result};
use crate::protect::{self, Password};
use crate::record::{self, Event, Ledger, SentFile};
use crate::sys::fs::{self, Partial};
use crate::sys::terminal;

use super::build::BuildOptions;
use super::outputs::Outputs;
use super::residue::Terms;
use super::{Run, input, judge, sent};

/// Protects the pack of a case anew.
///
/// # Errors
/// Exit 2 when there is no pack or no new password, exit 5 when the present password does not open it.
pub(super) fn protect_anew(run: &Run<'_>, options: &BuildOptions, outputs: &Outputs) -> Result<Exit> {
    let Some(file) = &options.password_file else {
        let hint = "give --password-file FILE with the password that opens it now";
        return Err(Error::usage(Place::default(), "--new-password needs the present password", hint));
    };
    let old = input::password_from(file, Some(&options.case), Some(&outputs.folder))?;
    let _workspace = Workspace::open(&options.case, run.env)?;
    let mut ledger = Ledger::open(&options.case)?;
    let files = sent::found(&outputs.send)?;
    if files.is_empty() {
        let hint = "build it first: blackpanel build CASE";
        return Err(Error::usage(Place::file(fs::display(&outputs.send)), "there is no pack", hint));
    }
    let before = sent::hash_of(&files, Exit::Usage)?;
    let receipt = input::source(&outputs.receipt, Exit::Usage)?;
    let (new, made_up) = match input::password_new()? {
        Some(password) => (password, false),
        None => (protect::passphrase(run.env)?, true),
    };
    let again: Vec<(Partial, SentFile)> =
        files.iter().map(|file| reseal(run, file, &old, &new)).collect::<Result<_>>()?;
    let (partials, sent): (Vec<Partial>, Vec<SentFile>) = again.into_iter().unzip();
    let sha256 = sent::hash(&sent.iter().map(|f| f.verified.sha256()).collect::<Vec<_>>());
    let event = event(&ledger, &before, &sha256);
    ledger.append(run.env, ("blackpanel", "program"), "build", event)?;
    let receipt = record::receipt_anew(&receipt, &sha256, &sent, ledger.head());
    let receipt = receipt.ok_or_else(|| {
        let hint = "build the pack anew with --force";
        Error::usage(Place::file(fs::display(&outputs.receipt)), "is no receipt of this pack", hint)
    })?;
    let receipt = Partial::write(&outputs.receipt, receipt.as_bytes(), true)?;
    let report = Partial::write(&outputs.report, sent::reports(&sent).as_bytes(), true)?;
    if made_up {
        terminal::show_privately(&format!("password of the pack: {}", new.expose()))?;
    }
    for partial in partials {
        partial.publish(true)?;
    }
    receipt.publish(true)?;
    report.publish(true)?;
    run.console.summary("the pack has a new password", json!({ "sha256": sha256 }));
    Ok(Exit::Done)
}

/// A file of the pack under the new password, verified, beside its name.
fn reseal(run: &Run<'_>, file: &Path, old: &Password, new: &Password) -> Result<(Partial, SentFile)> {
    let sealed = protect::reprotect(&input::source(file, Exit::Usage)?, Some(old), Some(new), run.env)?;
    let partial = Partial::write(file, &sealed, true)?;
    let request = judge::request(&fs::display(file), partial.read_back()?, Some(new), &Terms::default(), &[]);
    let verified = run.stage("verify", || judge::hold(&request))?;
    let name = file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    Ok((partial, SentFile { name, bytes: sealed.len() as u64, verified }))
}

/// The event that built the pack that was `old`, under its new hash: what was reviewed stays so.
fn event(ledger: &Ledger, old: &str, pack: &str) -> Value {
    let built = |e: &&Event| e.kind == "build" && e.body.get("pack").and_then(Value::as_str) == Some(old);
    let before = ledger.events.iter().rev().find(built).map(|e| e.body.clone());
    let mut event = before.filter(Value::is_object).unwrap_or_else(|| json!({}));
    if let Some(fields) = event.as_object_mut() {
        fields.insert("pack".into(), pack.into());
        fields.insert("new_password".into(), true.into());
    }
    event
}
