//! `receipt.json`: what was checked, fit to travel with the pack.
//!
//! It holds the pack's hash, versions, counts, rules and opinions; never a source hash, a file name, a
//! coordinate or an exemption code.

use serde::Serialize;

use crate::burn::BurnCounts;
use crate::verify::{Report, Severity, Verified};

/// What is counted over the whole pack.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct Counts {
    /// Documents disclosed in whole or in part.
    pub documents: u64,
    /// Pages of the pack.
    pub pages: u64,
    /// Panels.
    pub panels: u64,
    /// Glyphs not emitted.
    pub glyphs_removed: u64,
    /// Those of them that nobody could see: outside the page, or painted over in the source.
    pub glyphs_hidden: u64,
    /// Images not emitted because they showed nothing: without area, or outside the page.
    pub images_hidden: u64,
    /// Images whose pixels were overwritten.
    pub images_painted: u64,
    /// Images dropped because they could not be decoded.
    pub images_dropped: u64,
    /// Subpaths not emitted.
    pub paths_removed: u64,
    /// Pages withheld whole.
    pub pages_withheld: u64,
    /// Pages replaced by their pictures.
    pub pages_pictured: u64,
    /// Sensitive passages without an identifier that stay, for a person to look at.
    pub passages_kept: u64,
    /// Things of the sources that the pack leaves out (attachments, scripts, hidden layers …).
    pub left_out: u64,
}

impl Counts {
    /// Adds what burning one document removed.
    pub fn add(&mut self, burned: &BurnCounts) {
        self.panels += burned.panels;
        self.glyphs_removed += burned.glyphs;
        self.glyphs_hidden += burned.hidden;
        self.images_hidden += burned.images_hidden;
        self.images_painted += burned.images;
        self.images_dropped += burned.images_dropped;
        self.paths_removed += burned.paths;
        self.pages_pictured += burned.pages_pictured;
    }
}

/// The pages of a document that its pictures stand for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PicturedPages {
    /// Which of the pack's documents, from 1.
    pub document: u32,
    /// Pages of it, from 1.
    pub pages: Vec<u32>,
    /// Those of them that one engine only draws so.
    pub one_engine: Vec<u32>,
}

/// How the width of the panels is hidden, by number of panels.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Widths {
    /// Their paragraph was broken anew.
    pub paragraph: u64,
    /// Their line was set anew.
    pub line: u64,
    /// They cover their whole segment.
    pub strict: u64,
    /// They lie over pictures, in which nothing can move.
    pub picture: u64,
    /// They are as wide as what they cover, which was accepted.
    pub exact: u64,
    /// Bits of a name that the most telling of them gives away; none where none tells more than one.
    pub most_bits: Option<f64>,
}

/// A file of the pack, proven.
#[derive(Debug)]
pub struct SentFile {
    /// Its name.
    pub name: String,
    /// Size in bytes.
    pub bytes: u64,
    /// The proof.
    pub verified: Verified,
}

/// What the receipt is made from.
#[derive(Debug)]
pub struct ReceiptFacts<'a> {
    /// The files of the pack, in order.
    pub files: &'a [SentFile],
    /// The one hash that stands for all of them.
    pub sha256: &'a str,
    /// Whether the pack needs a password.
    pub encrypted: bool,
    /// Whether a person decided everything (false: proposals were taken).
    pub reviewed: bool,
    /// When it was built, ISO 8601.
    pub built: String,
    /// Hash of the ledger's last line.
    pub ledger_head: &'a str,
    /// What was counted.
    pub counts: Counts,
    /// Which pages are pictures.
    pub pictured: &'a [PicturedPages],
    /// How the width of the panels is hidden.
    pub widths: Widths,
}

/// The receipt as JSON text.
#[must_use]
pub fn receipt(facts: &ReceiptFacts<'_>) -> String {
    let reports: Vec<&Report> = facts.files.iter().map(|f| f.verified.report()).collect();
    let violations = reports.iter().flat_map(|r| &r.violations);
    let warnings = violations.filter(|v| v.severity == Severity::Warning).count();
    let by_all = |opinion: &&String| reports.iter().all(|r| r.opinions.contains(*opinion));
    let first = reports.first();
    let opinions: Vec<&String> =
        first.map(|r| r.opinions.iter().filter(by_all).collect()).unwrap_or_default();
    let receipt = serde_json::json!({
        "schema": 1,
        "program": { "name": "blackpanel", "version": env!("CARGO_PKG_VERSION") },
        "built": facts.built,
        "reviewed": facts.reviewed,
        "pack": {
            "sha256": facts.sha256,
            "bytes": facts.files.iter().map(|f| f.bytes).sum::<u64>(),
            "pages": reports.iter().map(|r| u64::from(r.pages)).sum::<u64>(),
            "password": facts.encrypted,
            "files": files(facts.files),
        },
        "counts": facts.counts,
        "pictured": facts.pictured,
        "widths": facts.widths,
        "verification": {
            "result": "nothing recovered",
            "objects": reports.iter().map(|r| r.objects).sum::<u64>(),
            "rules": first.map(|r| r.rules.iter().map(|r| r.0).collect::<Vec<_>>()),
            "opinions": opinions,
            "warnings": warnings,
        },
        "ledger_head": facts.ledger_head,
    });
    let mut text = serde_json::to_string_pretty(&receipt).unwrap_or_default();
    text.push('\n');
    text
}

fn files(files: &[SentFile]) -> Vec<serde_json::Value> {
    let told = |f: &SentFile| {
        let (sha256, pages) = (f.verified.sha256(), f.verified.report().pages);
        serde_json::json!({ "name": f.name, "sha256": sha256, "bytes": f.bytes, "pages": pages })
    };
    files.iter().map(told).collect()
}

/// The receipt of a pack that got another password, from the one it had; `None` when that is no receipt.
#[must_use]
pub fn receipt_anew(old: &[u8], sha256: &str, sent: &[SentFile], ledger_head: &str) -> Option<String> {
    let mut receipt: serde_json::Value = serde_json::from_slice(old).ok()?;
    let pack = receipt.get_mut("pack")?.as_object_mut()?;
    pack.insert("sha256".into(), sha256.into());
    pack.insert("bytes".into(), sent.iter().map(|f| f.bytes).sum::<u64>().into());
    pack.insert("files".into(), files(sent).into());
    pack.insert("password".into(), true.into());
    receipt.as_object_mut()?.insert("ledger_head".into(), ledger_head.into());
    let mut text = serde_json::to_string_pretty(&receipt).ok()?;
    text.push('\n');
    Some(text)
}
