//! `build`: from a case folder to one verified disclosure pack and its record.

use std::path::PathBuf;

use rayon::prelude::*;
use serde_json::json;

use crate::burn;
use crate::case::password::password_needed;
use crate::case::{self, Workspace, body::Body};
use crate::decide::{Decided, Plan};
use crate::diag::Place;
use crate::error::{Error, Exit, Result};
use crate::pack;
use crate::protect::{self, Password, SealedPack};
use crate::record::{self, Counts, Ledger, ReceiptFacts, Row};
use crate::sanitise::{self, Sanitised};
use crate::sys::fs::{self, Partial};
use crate::sys::{paths, private, terminal};
use crate::verify::Verified;

use super::gather::{self, Gathered};
use super::residue::{self, Terms};
use super::search;
use super::{Run, anew, input, judge, letterhead};

/// What `build` was asked to do.
#[derive(Debug)]
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

/// Where the outputs of a build go.
pub(super) struct Outputs {
    pub folder: PathBuf,
    pub pack: PathBuf,
    pub register: PathBuf,
    pub receipt: PathBuf,
}

impl Outputs {
    fn of(options: &BuildOptions) -> Self {
        let folder = options.out.clone().unwrap_or_else(|| options.case.join("out"));
        let internal = folder.join("internal");
        Self {
            pack: folder.join("send").join("pack.pdf"),
            register: internal.join("register.csv"),
            receipt: internal.join("receipt.json"),
            folder,
        }
    }

    /// No output may exist unless it is to be replaced.
    fn refuse_existing(&self, force: bool) -> Result<()> {
        let there = [&self.pack, &self.register, &self.receipt].into_iter().find(|p| fs::exists_at(p));
        match there.filter(|_| !force) {
            Some(path) => {
                let hint = "add --force to replace the earlier pack, or name another folder with --out";
                Err(Error::usage(Place::file(fs::display(path)), "exists already", hint))
            }
            None => Ok(()),
        }
    }

    fn make_folders(&self) -> Result<()> {
        for folder in [self.pack.parent(), self.register.parent()].into_iter().flatten() {
            if !fs::is_folder(folder) {
                private::make_folder(folder, true, true)?;
            }
        }
        Ok(())
    }
}

/// Builds the pack of a case.
///
/// # Errors
/// As the README's exit codes say; no output has its final name then.
pub fn build(run: &Run<'_>, options: &BuildOptions) -> Result<Exit> {
    if !case::is_case(&options.case) {
        let hint = "name a case folder; `blackpanel new DIR` makes one";
        return Err(Error::usage(Place::file(fs::display(&options.case)), "holds no case.toml", hint));
    }
    let outputs = Outputs::of(options);
    if options.new_password {
        return anew::protect_anew(run, options, &outputs);
    }
    outputs.refuse_existing(options.force)?;
    let chosen = options.password_file.as_deref();
    let chosen =
        chosen.map(|f| input::password_from(f, Some(&options.case), Some(&outputs.folder))).transpose()?;
    let workspace = Workspace::open(&options.case, run.env)?;
    let mut ledger = Ledger::open(&options.case)?;
    let built = make(run, options, &workspace, &ledger, chosen)?;
    publish(run, options, &outputs, &mut ledger, &built)
}

/// Everything a build leaves, before it is written.
struct Built {
    sealed: SealedPack,
    password: Option<(Password, bool)>,
    panels: Vec<pack::PackPanel>,
    terms: Terms,
    rows: Vec<Row>,
    counts: Counts,
    reviewed: bool,
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
    let body = Body::load(&options.case, paths::config().as_deref())?;
    let gathered = gather::gather(run, &options.case)?;
    let searched = search::search(run, Some(&gathered.case), &gathered.documents, workspace.key())?;
    let proposals = options.accept_proposed || options.draft;
    let decided = run.stage("decide", || search::settle(&gathered, &searched, ledger, proposals))?;
    let plan = decided.plan(&options.case.to_string_lossy())?;
    keep_plan(options, plan)?;
    let needed = password_needed(&gathered.case.file, &decided.kinds)?;
    let password = settle_password(run, chosen, needed.needed, needed.rule)?;
    let clean = burn_all(run, &gathered, &decided, plan)?;
    let counts = count(&gathered, &decided, plan, &clean);
    let read = (&gathered, &searched);
    let request = letterhead::request(run, options, read, &decided, &body, clean, password.is_some())?;
    let pack = run.stage("pack", || pack::pack(request))?;
    let terms = run.stage("residue", || residue::of_pack(&gathered, &searched, &decided, plan, &pack))?;
    let rows = letterhead::rows(&gathered, &decided, plan, &pack);
    let counts = Counts { pages: pack.geometry.len() as u64, ..counts };
    let panels = pack.panels.clone();
    let sealed = run.stage("protect", || protect::protect(pack, password.as_ref().map(|p| &p.0), run.env))?;
    Ok(Built { sealed, password, panels, terms, rows, counts, reviewed: decided.reviewed() && !proposals })
}

/// The plan stays in the private part of the case: places and exemptions, no text.
fn keep_plan(options: &BuildOptions, plan: &Plan) -> Result<()> {
    let path = options.case.join(".blackpanel").join("plan.json");
    let bytes = serde_json::to_vec(plan)
        .map_err(|_| Error::problem(Place::file("plan.json"), "could not be written", ""))?;
    Partial::write(&path, &bytes, true)?.publish(true)
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

/// Burns and sanitises every disclosed document, in order.
fn burn_all(run: &Run<'_>, gathered: &Gathered, decided: &Decided, plan: &Plan) -> Result<Vec<Sanitised>> {
    let work: Vec<_> = decided.disclosed.iter().zip(&plan.documents).collect();
    let burn_one = |(index, plan): &(&usize, &crate::decide::DocumentPlan)| {
        let Some(form) = gathered.documents.get(**index) else {
            return Err(Error::problem(Place::default(), "the plan names a document that is not there", ""));
        };
        burn::burn(form, plan).and_then(sanitise::sanitise).map_err(|e| search::named(e, &form.name))
    };
    run.stage("burn", || work.par_iter().map(burn_one).collect())
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

/// Writes everything beside its final name, verifies the pack as it lies there, then renames.
fn publish(
    run: &Run<'_>,
    options: &BuildOptions,
    outputs: &Outputs,
    ledger: &mut Ledger,
    built: &Built,
) -> Result<Exit> {
    outputs.make_folders()?;
    let partial = Partial::write(&outputs.pack, &built.sealed.bytes, options.force)?;
    let verified = check(run, &partial, outputs, built)?;
    let event = json!({ "pack": verified.sha256(), "reviewed": built.reviewed, "draft": options.draft });
    ledger.append(run.env, ("blackpanel", "program"), "build", event)?;
    let receipt = record::receipt(&ReceiptFacts {
        verified: &verified,
        bytes: built.sealed.bytes.len() as u64,
        encrypted: built.sealed.encrypted,
        reviewed: built.reviewed,
        built: run.env.now().to_string(),
        ledger_head: ledger.head(),
        counts: built.counts,
    });
    let register = Partial::write(&outputs.register, &record::register(&built.rows)?, options.force)?;
    let receipt = Partial::write(&outputs.receipt, receipt.as_bytes(), options.force)?;
    if let Some((password, true)) = &built.password {
        terminal::show_privately(&format!("password of the pack: {}", password.expose()))?;
    }
    register.publish(options.force)?;
    receipt.publish(options.force)?;
    partial.publish(options.force)?;
    tell(run, outputs, built, &verified);
    Ok(Exit::Done)
}

fn check(run: &Run<'_>, partial: &Partial, outputs: &Outputs, built: &Built) -> Result<Verified> {
    let password = built.password.as_ref().map(|p| &p.0);
    let name = fs::display(&outputs.pack);
    let request = judge::request(&name, partial.read_back()?, password, &built.terms, &built.panels);
    run.stage("verify", || judge::hold(&request))
}

fn tell(run: &Run<'_>, outputs: &Outputs, built: &Built, verified: &Verified) {
    let counts = &built.counts;
    let out = crate::show::escape::terminal(&fs::display(&outputs.pack));
    let size = built.sealed.bytes.len() as f64 / 1e6;
    let report = verified.report();
    let reviewed = if built.reviewed {
        ""
    } else {
        "\nNOT REVIEWED: every page says so; decide the proposals before you release it"
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
