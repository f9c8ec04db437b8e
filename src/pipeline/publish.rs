//! The end of a build: everything lies beside its final name, the pack is verified there, then renamed.

use std::path::{Path, PathBuf};

use serde_json::json;

use crate::error::{Exit, Result};
use crate::pack::PackPanel;
use crate::record::{self, Ledger, ReceiptFacts, SentFile};
use crate::sys::fs::{self, Partial};
use crate::sys::terminal;
use crate::verify::Report;

use super::build::{BuildOptions, Built, Part};
use super::outputs::Outputs;
use super::{Run, judge, sent, widths};

/// Writes everything beside its final name, verifies the pack as it lies there, then renames.
pub(super) fn publish(
    run: &Run<'_>,
    options: &BuildOptions,
    outputs: &Outputs,
    ledger: &mut Ledger,
    mut built: Built,
) -> Result<Exit> {
    outputs.make_folders()?;
    let paths = sent::paths(&outputs.send, built.files.len());
    let mut partials = Vec::new();
    for (part, path) in built.files.iter_mut().zip(&paths) {
        // what is judged is read back: of a large pack one copy at a time
        let bytes = std::mem::take(&mut part.sealed.bytes);
        partials.push(Partial::write(path, &bytes, options.force)?);
    }
    let built = &built;
    let parts = built.files.iter().zip(&paths).zip(&partials);
    let sent: Vec<SentFile> = parts
        .map(|((part, path), partial)| check(run, partial, path, (part, built)))
        .collect::<Result<_>>()?;
    let reports: Vec<&Report> = sent.iter().map(|f| f.verified.report()).collect();
    let measured: Vec<(&[PackPanel], &Report)> =
        built.files.iter().map(|f| f.panels.as_slice()).zip(reports.iter().copied()).collect();
    if let Some(open) = widths::open(&built.bare, &measured).filter(|_| !options.takes_proposals()) {
        return Err(open);
    }
    let sha256 = sent::hash(&sent.iter().map(|f| f.verified.sha256()).collect::<Vec<_>>());
    let event = built.gates.event(&sha256, built.reviewed, options.draft);
    ledger.append(run.env, ("blackpanel", "program"), "build", event)?;
    let receipt = record::receipt(&ReceiptFacts {
        files: &sent,
        sha256: &sha256,
        encrypted: built.files.iter().all(|f| f.sealed.encrypted),
        reviewed: built.reviewed,
        built: run.env.now().to_string(),
        ledger_head: ledger.head(),
        counts: built.counts,
        pictured: &built.pictured,
        widths: widths::counts(built.files.iter().flat_map(|f| &f.panels), &reports),
    });
    let register = Partial::write(&outputs.register, &record::register(&built.rows)?, options.force)?;
    let receipt = Partial::write(&outputs.receipt, receipt.as_bytes(), options.force)?;
    let report = sent::reports(&sent);
    let report = Partial::write(&outputs.report, report.as_bytes(), options.force)?;
    if let Some((password, true)) = &built.password {
        terminal::show_privately(&format!("password of the pack: {}", password.expose()))?;
    }
    register.publish(options.force)?;
    receipt.publish(options.force)?;
    report.publish(options.force)?;
    // of an earlier build no part may lie beside these
    for old in sent::packs(&outputs.send)?.iter().filter(|old| !paths.contains(old)) {
        fs::remove(old)?;
    }
    for partial in partials {
        partial.publish(options.force)?;
    }
    tell(run, options, (&paths, &sha256), built, &sent);
    Ok(Exit::Done)
}

fn check(run: &Run<'_>, partial: &Partial, path: &Path, (part, built): (&Part, &Built)) -> Result<SentFile> {
    let password = built.password.as_ref().map(|p| &p.0);
    let name = fs::display(path);
    let request = judge::request(&name, partial.read_back()?, password, &part.terms, &part.panels);
    let verified = run.stage("verify", || judge::hold(&request))?;
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(SentFile { name, bytes: request.pack.len() as u64, verified })
}

fn tell(
    run: &Run<'_>,
    options: &BuildOptions,
    (paths, sha256): (&[PathBuf], &str),
    built: &Built,
    sent: &[SentFile],
) {
    let counts = &built.counts;
    let shown: Vec<String> = paths.iter().map(|p| crate::show::escape::terminal(&fs::display(p))).collect();
    let out = shown.join(", ");
    let size = sent.iter().map(|f| f.bytes).sum::<u64>() as f64 / 1e6;
    let Some(report) = sent.first().map(|f| f.verified.report()) else { return };
    let pages: u32 = sent.iter().map(|f| f.verified.report().pages).sum();
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
        pages,
        report.opinions.join(", "),
    );
    let object = json!({ "pack": out, "files": shown, "sha256": sha256, "reviewed": built.reviewed, "counts": counts });
    run.console.summary(&sentence, object);
}
