//! `build`: from a case folder to one verified disclosure pack and its record.

use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;

use crate::case::Workspace;
use crate::case::password::password_needed;
use crate::decide::{Decided, DocumentPlan, Plan};
use crate::diag::Place;
use crate::error::{Error, Exit, Result};
use crate::load::NormalForm;
use crate::pack::{self, Pack};
use crate::pdf::write;
use crate::protect::{self, Password, SealedPack};
use crate::record::{Counts, Ledger, PicturedPages, Row};
use crate::sanitise::{self, Sanitised, Shelf, Trimmed};
use crate::sys::fs::{self, Partial};
use crate::text;

use super::escape::Asked;
use super::gates::{self, Asked as Gates};
use super::gather::{self, Gathered};
use super::letter::House;
use super::letterhead::Shown;
use super::outputs::Outputs;
use super::residue::{self, Terms};
use super::search::{self, Searched};
use super::widths::{self, Bare};
use super::{Run, anew, escape, input, letterhead, marked, publish};

/// What `build` was asked to do.
#[derive(Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub struct BuildOptions {
    /// The case folder.
    pub case: PathBuf,
    /// Where `send/` and `internal/` go instead of `CASE/out`.
    pub out: Option<PathBuf>,
    /// The pack's password.
    pub password_file: Option<PathBuf>,
    /// Take every proposal.
    pub accept_proposed: bool,
    /// A draft for discussion.
    pub draft: bool,
    /// Replace an earlier pack.
    pub force: bool,
    /// Protect the unchanged pack anew.
    pub new_password: bool,
}

/// Builds the pack of a case.
///
/// # Errors
/// As the README's exit codes say; no output has its final name then.
pub fn build(run: &Run<'_>, options: &BuildOptions) -> Result<Exit> {
    gather::refuse_no_case(&options.case)?;
    let outputs = Outputs::of(options);
    if options.new_password {
        return anew::protect_anew(run, options, &outputs);
    }
    outputs.refuse_existing(options.force)?;
    let chosen = options.password_file.as_deref();
    let chosen =
        chosen.map(|f| input::password_from(f, Some(&options.case), Some(&outputs.folder))).transpose()?;
    let workspace = Workspace::open(&options.case, run.env)?;
    outputs.sweep();
    let mut ledger = Ledger::open(&options.case)?;
    let built = make(run, options, &workspace, &ledger, chosen)?;
    publish::publish(run, options, &outputs, &mut ledger, built)
}

/// A file of the pack, and what verification of it is told.
pub(super) struct Part {
    pub sealed: SealedPack,
    pub panels: Vec<pack::PackPanel>,
    pub terms: Terms,
}

/// Everything a build leaves, before it is written.
pub(super) struct Built {
    /// The files of the pack, in order.
    pub files: Vec<Part>,
    pub password: Option<(Password, bool)>,
    pub rows: Vec<Row>,
    pub counts: Counts,
    pub pictured: Vec<PicturedPages>,
    /// Documents with panels whose width is not hidden.
    pub bare: Vec<Bare>,
    pub reviewed: bool,
    pub gates: Gates,
}

fn make(
    run: &Run<'_>,
    options: &BuildOptions,
    workspace: &Workspace,
    ledger: &Ledger,
    chosen: Option<Password>,
) -> Result<Built> {
    if let Some(problem) = &ledger.torn {
        run.console.problem(problem);
    }
    let Ready { mut gathered, mut searched, decided, house } = ready(run, options, workspace, ledger)?;
    let decided = &decided;
    let marked = marked::hold(&options.case, (&gathered, &searched), decided, ledger);
    let (plan, mut gates) = match (nothing_open(run, (options, workspace.key()), &searched, decided), marked)
    {
        (Err(open), Err(marked)) => return Err(open.and(marked)),
        (open, marked) => marked.and(open)?,
    };
    gates.plan = keep_plan(options, plan)?;
    let needed = password_needed(&gathered.case.file, &decided.kinds)?;
    let password = settle_password(run, chosen, needed.needed, needed.rule)?;
    let removed = run.stage("residue", || residue::removed(&gathered, &searched, decided, plan))?;
    let feet = feet(&searched, decided, plan);
    // nothing after this reads the sources' texts, and only burning their pages: a large case has no room for both
    searched.texts = Vec::new();
    let clean = burn_all(run, &mut gathered, decided, plan)?;
    let gathered = &gathered;
    let counts = count(gathered, decided, plan, &clean);
    let pictured = escape::named(&clean);
    let hidden = widths::hidden(&clean);
    let bare = widths::bare(&forms(gathered, decided)?, &clean, plan);
    let shown = tag_all(run, gathered, decided, (plan, clean, feet))?;
    let read = (gathered, &searched);
    let request =
        letterhead::request(options, read, decided, &house, (plan, &hidden, shown), password.is_some());
    let pack = run.stage("pack", || pack::pack(request))?;
    let terms = run.stage("residue", || residue::of_pack(removed, plan, &pack))?;
    let rows = letterhead::rows(gathered, decided, (plan, &hidden), &pack);
    let spans = pack.spans.clone();
    let counts = Counts { pages: pack.geometry.len() as u64, ..counts };
    let files = run.stage("protect", || seal(run, pack, &terms, password.as_ref().map(|p| &p.0)))?;
    Ok(Built {
        files,
        password,
        rows,
        counts,
        pictured,
        bare: bare.into_iter().map(|b| b.within(&spans)).collect(),
        reviewed: decided.reviewed() && !options.takes_proposals(),
        gates,
    })
}

/// The files of a pack under its password.
fn seal(run: &Run<'_>, pack: Pack, terms: &Terms, password: Option<&Password>) -> Result<Vec<Part>> {
    let ranges = pack.parts.clone();
    let several = ranges.len() > 1;
    let parts = pack.into_parts()?.into_iter().zip(ranges);
    let one = |(mut pack, range): (Pack, Range<u32>)| {
        if several {
            sanitise::recut(&mut pack.document)?;
        }
        let (panels, terms) = (pack.panels.clone(), terms.within(&range));
        Ok(Part { sealed: protect::protect(pack, password, run.env)?, panels, terms })
    };
    parts.map(one).collect()
}

/// The plan, when no decision is missing and, of a pack that is to be released, no gate is open. Everything
/// that is missing is told at once.
fn nothing_open<'a>(
    run: &Run<'_>,
    (options, key): (&BuildOptions, &[u8; 32]),
    searched: &Searched,
    decided: &'a Decided,
) -> Result<(&'a Plan, Gates)> {
    let mut gates = gates::ask(&options.case, (run.env.today(), key), &searched.found, decided)?;
    let plan = decided.plan(&options.case.to_string_lossy());
    match (plan, gates.open.take().filter(|_| !options.takes_proposals())) {
        (Ok(plan), None) => Ok((plan, gates)),
        (Ok(_), Some(open)) => Err(open),
        (Err(error), None) => Err(error),
        (Err(error), Some(open)) => Err(error.and(open)),
    }
}

/// A case that is read, searched and decided.
pub(super) struct Ready {
    pub gathered: Gathered,
    pub searched: Searched,
    pub decided: Decided,
    pub house: House,
}

impl Ready {
    /// What is to be done.
    ///
    /// # Errors
    /// Exit 4 while decisions are missing, exit 3 while something was not read.
    pub fn plan(&self, options: &BuildOptions) -> Result<&Plan> {
        self.decided.plan(&options.case.to_string_lossy())
    }
}

impl BuildOptions {
    /// Whether a proposal counts as a decision.
    pub(super) fn takes_proposals(&self) -> bool {
        self.accept_proposed || self.draft
    }
}

/// Reads, searches and settles a case.
pub(super) fn ready(
    run: &Run<'_>,
    options: &BuildOptions,
    workspace: &Workspace,
    ledger: &Ledger,
) -> Result<Ready> {
    let mut gathered = gather::gather(run, workspace)?;
    let texts = std::mem::take(&mut gathered.texts);
    let house = House::load(&options.case, &gathered.case.file, ledger, run.env.today())?;
    let searched = search::search(run, Some(&gathered.case), gathered.all(), texts, workspace.key())?;
    let proposals = options.takes_proposals();
    let decided = run.stage("decide", || search::settle(&gathered, &searched, ledger, proposals))?;
    Ok(Ready { gathered, searched, decided, house })
}

/// The plan stays in the private part of the case: places and exemptions, no text. Gives its SHA-256.
fn keep_plan(options: &BuildOptions, plan: &Plan) -> Result<String> {
    let path = options.case.join(".blackpanel").join("plan.json");
    let bytes = serde_json::to_vec(plan)
        .map_err(|_| Error::problem(Place::file("plan.json"), "could not be written", ""))?;
    Partial::write(&path, &bytes, true)?.publish(true)?;
    Ok(fs::sha256_hex(&bytes))
}

/// The password of the pack, and whether the program made it up.
fn settle_password(
    run: &Run<'_>,
    chosen: Option<Password>,
    needed: bool,
    rule: &str,
) -> Result<Option<(Password, bool)>> {
    match chosen {
        Some(password) => Ok(Some((password, false))),
        None if !needed => Ok(None),
        None => {
            run.console.note(&format!("the pack needs a password: {rule}"));
            match input::password_typed()? {
                Some(password) => Ok(Some((password, false))),
                None => Ok(Some((protect::passphrase(run.env)?, true))),
            }
        }
    }
}

/// Burns and sanitises every disclosed document, in order, and lets go of its pages as they were. Font
/// programs that documents share are cut when all are burned, to what they show together.
pub(super) fn burn_all(
    run: &Run<'_>,
    gathered: &mut Gathered,
    decided: &Decided,
    plan: &Plan,
) -> Result<Vec<Sanitised>> {
    let sources: Vec<NormalForm> = forms(gathered, decided)?.into_iter().cloned().collect();
    for form in gathered.documents.iter_mut().chain(&mut gathered.rest) {
        form.pdf = Arc::default();
    }
    let shelf = Shelf::default();
    let burn_one = |(form, part): (NormalForm, &DocumentPlan)| {
        let burned = escape::burn(&form, part, &Asked::new());
        burned.and_then(|burned| sanitise::trim(burned, &shelf)).map_err(|e| search::named(e, &form.name))
    };
    let work = sources.into_par_iter().zip(&plan.documents);
    let trimmed: Vec<Trimmed> = run.stage("burn", || work.map(burn_one).collect::<Result<_>>())?;
    let forms = forms(gathered, decided)?;
    let clean: Vec<Sanitised> = run.stage("sanitise", || {
        let cut = shelf.cut();
        let finish =
            |(one, form): (Trimmed, &&NormalForm)| one.finish(&cut).map_err(|e| search::named(e, &form.name));
        trimmed.into_par_iter().zip(&forms).map(finish).collect::<Result<_>>()
    })?;
    for (form, clean) in forms.iter().zip(&clean) {
        escape::tell(run, &form.name, &clean.pictured);
    }
    Ok(clean)
}

/// The disclosed documents, in order.
fn forms<'g>(gathered: &'g Gathered, decided: &Decided) -> Result<Vec<&'g NormalForm>> {
    let forms = decided.disclosed.iter().map(|index| gathered.documents.get(*index));
    let lost = || Error::problem(Place::default(), "the plan names a document that is not there", "");
    forms.collect::<Option<_>>().ok_or_else(lost)
}

/// Of each page of the documents that are disclosed, whether its foot is free for the stamp.
pub(super) fn feet(searched: &Searched, decided: &Decided, plan: &Plan) -> Vec<Vec<bool>> {
    let texts = decided.disclosed.iter().map(|index| searched.texts.get(*index));
    let feet = texts.zip(&plan.documents);
    feet.map(|(text, part)| text.map_or_else(Vec::new, |text| letterhead::feet(text, part))).collect()
}

/// Reads each document as it is now, for the order in which it is read aloud, and marks its pages with it.
pub(super) fn tag_all(
    run: &Run<'_>,
    gathered: &Gathered,
    decided: &Decided,
    (plan, clean, feet): (&Plan, Vec<Sanitised>, Vec<Vec<bool>>),
) -> Result<Vec<Shown>> {
    let forms = forms(gathered, decided)?;
    let tag = |(mut sanitised, part, feet): (Sanitised, &DocumentPlan, Vec<bool>)| -> Result<Shown> {
        let bytes = write::to_plain_bytes(&mut sanitised.document)?;
        let texts = text::document(&bytes)?;
        let said = letterhead::said_of(&sanitised, part);
        let tags = pack::tag(&mut sanitised, bytes, &texts, &said)?;
        Ok(Shown { sanitised, tags, feet })
    };
    let parts = clean.into_par_iter().zip(&plan.documents).zip(feet).zip(forms);
    let all = parts.map(|(((clean, part), feet), form)| {
        tag((clean, part, feet)).map_err(|e| search::named(e, &form.name))
    });
    run.stage("read", || all.collect())
}

fn count(gathered: &Gathered, decided: &Decided, plan: &Plan, clean: &[Sanitised]) -> Counts {
    let mut counts = Counts {
        documents: clean.len() as u64,
        pages_withheld: plan.documents.iter().map(|d| d.withheld.len() as u64).sum(),
        passages_kept: decided.counts.sensitive as u64,
        ..Counts::default()
    };
    for one in clean {
        counts.add(&one.counts);
    }
    let forms = decided.disclosed.iter().filter_map(|i| gathered.documents.get(*i));
    counts.left_out = forms.flat_map(|f| &f.side.left_out).map(|l| u64::from(l.count)).sum();
    counts
}
