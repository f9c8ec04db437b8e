//! The end of a build: everything lies beside its final name, the pack is verified there, then renamed.

use serde_json::json;

use crate::error::{Exit, Result};
use crate::record::{self, Ledger, ReceiptFacts};
use crate::sys::fs::{self, Partial};
use crate::sys::terminal;
use crate::verify::{Verified, report};

use super::build::{BuildOptions, Built};
use super::outputs::Outputs;
use super::{Run, judge};

/// Writes everything beside its final name, verifies the pack as it lies there, then renames.
pub(super) fn publish(
    run: &Run<'_>,
    options: &BuildOptions,
    outputs: &Outputs,
    ledger: &mut Ledger,
    built: &Built,
) -> Result<Exit> {
    outputs.make_folders()?;
    let partial = Partial::write(&outputs.pack, &built.sealed.bytes, options.force)?;
    let verified = check(run, &partial, outputs, built)?;
    let event = built.gates.event(verified.sha256(), built.reviewed, options.draft);
    ledger.append(run.env, ("blackpanel", "program"), "build", event)?;
    let receipt = record::receipt(&ReceiptFacts {
        verified: &verified,
        bytes: built.sealed.bytes.len() as u64,
        encrypted: built.sealed.encrypted,
        reviewed: built.reviewed,
        built: run.env.now().to_string(),
        ledger_head: ledger.head(),
        counts: built.counts,
        pictured: &built.pictured,
    });
    let register = Partial::write(&outputs.register, &record::register(&built.rows)?, options.force)?;
    let receipt = Partial::write(&outputs.receipt, receipt.as_bytes(), options.force)?;
    let report = report::json(verified.report());
    let report = Partial::write(&outputs.report, report.as_bytes(), options.force)?;
    if let Some((password, true)) = &built.password {
        terminal::show_privately(&format!("password of the pack: {}", password.expose()))?;
    }
    register.publish(options.force)?;
    receipt.publish(options.force)?;
    report.publish(options.force)?;
    partial.publish(options.force)?;
    tell(run, options, outputs, built, &verified);
    Ok(Exit::Done)
}

fn check(run: &Run<'_>, partial: &Partial, outputs: &Outputs, built: &Built) -> Result<Verified> {
    let password = built.password.as_ref().map(|p| &p.0);
    let name = fs::display(&outputs.pack);
    let request = judge::request(&name, partial.read_back()?, password, &built.terms, &built.panels);
    run.stage("verify", || judge::hold(&request))
}

fn tell(run: &Run<'_>, options: &BuildOptions, outputs: &Outputs, built: &Built, verified: &Verified) {
    let counts = &built.counts;
    let out = crate::show::escape::terminal(&fs::display(&outputs.pack));
    let size = built.sealed.bytes.len() as f64 / 1e6;
    let report = verified.report();
    let reviewed = match (built.reviewed, options.draft) {
        (true, _) => "",
        (false, true) => "\nDRAFT: every page says so; decide the proposals before you release it",
        (false, false) => "\nNOT REVIEWED: every page says so; decide the proposals before you release it",
    };
    let sentence = format!(
        "{} pages, {} documents, {} panels, {} pages withheld → {out} ({size:.1} MB)\n\
         verified: {} rules, {} pages, by {}; nothing recovered{reviewed}",
        counts.pages,
        counts.documents,
        counts.panels,
        counts.pages_withheld,
        report.rules.len(),
        report.pages,
        report.opinions.join(", "),
    );
    let object =
        json!({ "pack": out, "sha256": verified.sha256(), "reviewed": built.reviewed, "counts": counts });
    run.console.summary(&sentence, object);
}
