//! What must be settled before a pack goes out, asked of a case whose documents were read.
//!
//! `build` asks with everything that was found and decided. `log CASE release` opens no document: it
//! takes from the build what only documents can show, and refuses when the case has changed since.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;
use serde_json::{Value, json};

use crate::case::gates::{self, Gate, Release, Stranger};
use crate::case::schema::CaseFile;
use crate::decide::{Decided, Settlement, Verdict};
use crate::diag::Place;
use crate::error::{Error, Exit, Result};
use crate::find::{self, Found, Kind, Owner};
use crate::record::request::{Told, happened};
use crate::record::{History, is_drawn};
use crate::show::escape::shell;
use crate::sys::fs;

use super::request::{self, Life};
use super::sent;

/// Exemption for information about other people (DPA 2018, Sch 2, para 16).
pub(super) const OTHERS: &str = "S2P3-16";

/// What a build found open, and what it tells a later release.
#[derive(Debug)]
pub(super) struct Asked {
    /// The seal of sources and decisions as they were.
    pub seal: String,
    /// Whether data about the data subject's health goes out.
    pub health: bool,
    /// SHA-256 of the plan that was burned; empty until there is one.
    pub plan: String,
    /// Every open gate with its command; exit 4.
    pub open: Option<Error>,
}

impl Asked {
    /// What the `build` event keeps of it, besides the pack's hash.
    pub fn event(&self, pack: &str, reviewed: bool, draft: bool) -> Value {
        json!({
            "pack": pack,
            "reviewed": reviewed,
            "draft": draft,
            "seal": self.seal,
            "plan": self.plan,
            "health": self.health,
        })
    }
}

/// Asks every gate of a case that was read, searched and decided.
pub(super) fn ask(
    folder: &Path,
    (today, key): (Date, &[u8; 32]),
    found: &Found,
    decided: &Decided,
) -> Result<Asked> {
    let life = request::life(folder, today)?;
    let seal = request::seal(folder, &life)?;
    let health = health(found, decided);
    let open = still_open((folder, today, key), (&life.file, &life.history), &seal, (found, decided));
    Ok(Asked { seal, health, plan: String::new(), open })
}

/// The open gates of a case as it stands under a seal; none when all are closed.
pub(super) fn still_open(
    (folder, today, key): (&Path, Date, &[u8; 32]),
    (file, history): (&CaseFile, &History),
    seal: &str,
    (found, decided): (&Found, &Decided),
) -> Option<Error> {
    let (strangers, used) = (strangers(found, decided), used(decided));
    let happened = happened(history, today);
    let release = Release {
        case: file,
        happened: &happened,
        today,
        health: health(found, decided),
        seal: Some(seal),
        found: &strangers,
        drawn: is_drawn(key, &file.request.reference),
        used: &used,
    };
    as_error(&gates::open(&release), folder)
}

/// Refuses a release while a gate is open, and of any pack but the one that was built last from what lies
/// there now. Gives the pack's SHA-256.
///
/// # Errors
/// Exit 4 for open gates; exit 1 for another pack or a case that changed; exit 2 when there is no pack.
pub(super) fn hold_release(
    folder: &Path,
    life: &Life,
    (today, key): (Date, &[u8; 32]),
    pack: Option<&str>,
) -> Result<String> {
    let built = life.history.last("build");
    let seal = request::seal(folder, life)?;
    let happened = happened(&life.history, today);
    let health = built.is_some_and(|b| b.yes("health"));
    let release = Release {
        case: &life.file,
        happened: &happened,
        today,
        health,
        seal: Some(&seal),
        found: &[],
        drawn: is_drawn(key, &life.file.request.reference),
        used: &[],
    };
    let gates = as_error(&gates::open(&release), folder);
    let held = built.map_or_else(|| Err(no_pack()), |built| same(folder, built, &seal, pack));
    match (gates, held) {
        (None, held) => held,
        (Some(gates), Ok(_)) => Err(gates),
        (Some(gates), Err(error)) => Err(error.and(gates)),
    }
}

/// The pack that is released is the one that was built, from the sources and decisions of now.
fn same(folder: &Path, built: &Told, seal: &str, pack: Option<&str>) -> Result<String> {
    let send = folder.join("out").join("send");
    let files = pack.map_or_else(|| sent::found(&send), |file| Ok(vec![file.into()]))?;
    let Some(path) = files.first() else { return Err(no_pack()) };
    let sha256 = sent::hash_of(&files, Exit::Usage)?;
    if sha256 != built.text("pack") {
        let hint = "release the pack as it was built; to release another: blackpanel build CASE --force";
        return Err(Error::problem(
            Place::file(fs::display(path)),
            "is not the pack that was built last",
            hint,
        ));
    }
    if seal != built.text("seal") {
        let hint = "build it again: blackpanel build CASE --force";
        return Err(Error::problem(
            Place::file("case.toml"),
            "sources or decisions changed after the pack was built",
            hint,
        ));
    }
    Ok(sha256)
}

fn no_pack() -> Error {
    Error::usage(Place::default(), "there is no pack", "run: blackpanel build CASE")
}

/// The open gates as one error; none when all are closed.
fn as_error(open: &[Gate], folder: &Path) -> Option<Error> {
    let case = shell(fs::display(folder).raw());
    let problems: Vec<_> = open.iter().map(|gate| gate.problem(&case)).collect();
    (!problems.is_empty()).then_some(Error { exit: Exit::Undecided, problems })
}

/// Whether a passage about the data subject's health goes out (DPA 2018, Sch 3, para 6).
fn health(found: &Found, decided: &Decided) -> bool {
    let pairs = found.findings.iter().zip(&decided.choices);
    pairs.into_iter().any(|(finding, choice)| {
        let goes = choice.settled.as_ref().is_some_and(|s| s.verdict == Verdict::Redact);
        find::is_health_of_subject(finding) && !choice.moot && !goes
    })
}

/// The people who are not listed and were withheld as other people, or disclosed without a word why. What
/// a person kept with a reason, or `case.toml` and its lists keep, needs no second word.
fn strangers(found: &Found, decided: &Decided) -> Vec<Stranger> {
    let mut by_number: BTreeMap<u32, Stranger> = BTreeMap::new();
    for (finding, choice) in found.findings.iter().zip(&decided.choices) {
        let (Some(person), Some(settled)) = (finding.person, &choice.settled) else { continue };
        let concerned = finding.kind == Kind::Person && finding.owner == Owner::Discovered && !choice.moot;
        if !concerned || !needs_weighing(settled) {
            continue;
        }
        let stranger =
            by_number.entry(person.0).or_insert_with(|| Stranger { number: person.0, names: vec![] });
        if !stranger.names.contains(&finding.text) {
            stranger.names.push(finding.text.clone());
        }
    }
    for person in &found.people {
        if let Some(stranger) = by_number.get_mut(&person.id.0) {
            stranger.names.push(person.name.clone());
        }
    }
    by_number.into_values().collect()
}

fn needs_weighing(settled: &Settlement) -> bool {
    match settled.verdict {
        Verdict::Redact => settled.exemption == OTHERS,
        Verdict::Keep => settled.reason.trim().is_empty(),
    }
}

/// Ids of the exemptions that panels, pages and documents stand under.
fn used(decided: &Decided) -> Vec<String> {
    let panels = decided.counts.exemptions.keys();
    let pages = decided.withheld.values().map(|w| &w.exemption);
    let documents = decided.held.iter().filter(|h| !h.excluded).map(|h| &h.exemption);
    panels.chain(pages).chain(documents).cloned().collect()
}
