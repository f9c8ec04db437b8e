//! Many cases: one bad case never stops or touches another.
//!
//! A case is the unit of work, its inputs and outputs are folders; each is built by a child of its own, our
//! own program, so that nothing of one case is ever in the memory of another's build. A case that is
//! finished is recognised by hashes and left alone: an interrupted run is started again by the same
//! command, and any scheduler can run the parts of a shelf (`--shard`, `--print`).

use std::path::{Path, PathBuf};
use std::time::Instant;

use serde_json::json;

use crate::diag::{Place, Secret};
use crate::error::{Error, Exit, Result};
use crate::pipeline::{self, Run};
use crate::sys::{fs, interrupt, process, terminal, usage};

mod child;
mod files;
mod fingerprint;
mod gate;
mod line;
mod mark;
mod one;
mod outcome;
mod print;
mod report;
mod shelf;

pub use child::Mode;
pub use files::redact_folder;
pub use print::Scheduler;
pub use shelf::Shard;

use child::Passwords;
use gate::Gate;
use one::Work;
use outcome::Outcome;
use report::Report;
use shelf::{Shelf, Shelved};

/// The folder of the report on a shelf.
const REPORT: &str = "blackpanel-report";

/// Longest password that is read from standard input, in bytes.
const PASSWORD: u64 = 4096;

/// What `batch` was asked to do.
#[derive(Debug)]
pub struct BatchOptions {
    /// The shelf: a folder with case folders below it.
    pub dir: PathBuf,
    /// Only these cases, by their paths below the shelf.
    pub only: Vec<String>,
    /// Only this part of them.
    pub shard: Option<Shard>,
    /// How many at once; as many as there are processors if not said.
    pub jobs: Option<usize>,
    /// Bytes of memory for all builds together; three quarters of what is free if not said.
    pub memory: Option<u64>,
    /// Where outputs go, each case's below its path, instead of each case's own `out`.
    pub out: Option<PathBuf>,
    /// Where the report goes.
    pub report: Option<PathBuf>,
    /// The password of the packs: a file, a folder of files, or `-`.
    pub password_file: Option<PathBuf>,
    /// How decisions are taken.
    pub mode: Mode,
    /// Whether earlier packs are replaced.
    pub force: bool,
    /// A list of people, to draft missing case files from.
    pub people: Option<PathBuf>,
    /// What the drafts have in common.
    pub defaults: Option<PathBuf>,
    /// What to do with the cases.
    pub task: Task,
}

/// What `batch` does with the cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// Builds them.
    Build,
    /// Lists them with their numbers.
    List,
    /// Reports what is known of them.
    Report,
    /// Prints what a scheduler runs; in how many parts.
    Print(Scheduler, Option<u64>),
}

/// Does it.
///
/// # Errors
/// Exit 2 when there is no shelf or nothing to do; what happens to a case is the exit code, never an error.
pub fn batch(run: &Run<'_>, options: &BatchOptions) -> Result<Exit> {
    let drafts = drafts(run, options)?;
    let shelf = Shelf::open(&options.dir)?;
    let cases = chosen(options, &shelf)?;
    if let Task::Print(scheduler, parts) = options.task {
        return print::print(run, options, scheduler, parts, cases.len());
    }
    let mut exit = drafts.as_ref().map_or(Exit::Done, |error| error.exit);
    for error in drafts.iter().chain(&shelf.problems) {
        run.console.error(error);
        exit = exit.worst(error.exit);
    }
    let begin = Instant::now();
    let outcomes = match options.task {
        Task::List => return Ok(list(run, &cases)),
        Task::Report => {
            let work = work(run, options, cases.len())?.0;
            let known: Vec<Outcome> = cases.iter().map(|case| work.known(case)).collect();
            for outcome in &known {
                outcome.tell(run.console);
            }
            known
        }
        _ => {
            let (work, jobs) = work(run, options, cases.len())?;
            line::run(run, &work, &cases, jobs)
        }
    };
    exit = outcomes.iter().fold(exit, |exit, outcome| exit.worst(outcome.exit));
    if interrupt::stopping() {
        return Ok(Exit::Interrupted);
    }
    let made = report::now(run.env);
    let seconds = begin.elapsed().as_secs_f64();
    tell(run, options, &Report { outcomes: &outcomes, shard: options.shard, exit, seconds, made })?;
    Ok(exit)
}

/// Drafts missing case files, where a list of people was given. What cannot be drafted stops no other case.
fn drafts(run: &Run<'_>, options: &BatchOptions) -> Result<Option<Error>> {
    let Some(people) = &options.people else { return Ok(None) };
    let (drafted, problems) = pipeline::draft_cases(&options.dir, people, options.defaults.as_deref())?;
    if !drafted.is_empty() {
        run.console
            .note(&format!("drafted {} case files; check them before anything is sent", drafted.len()));
    }
    Ok(problems)
}

/// The cases that were asked for.
fn chosen(options: &BatchOptions, shelf: &Shelf) -> Result<Vec<Shelved>> {
    let dir = || Place::file(fs::display(&options.dir));
    if shelf.cases.is_empty() {
        let hint = "a case folder holds case.toml: make one with blackpanel new, or draft them with --people";
        let none = Error::usage(dir(), "no case folder is below it", hint);
        return Err(shelf.problems.clone().map_or_else(|| none.clone(), |links| none.clone().and(links)));
    }
    let wanted = |name: &str| name.replace('\\', "/").trim_matches('/').to_owned();
    let only: Vec<String> = options.only.iter().map(|name| wanted(name)).collect();
    if let Some(unknown) = only.iter().find(|name| !shelf.cases.iter().any(|c| c.name.raw() == **name)) {
        let what = "is no case of this shelf";
        return Err(Error::usage(
            Place::file(unknown.as_str()),
            what,
            "blackpanel batch DIR --list names them",
        ));
    }
    let is_wanted = |case: &&Shelved| {
        (only.is_empty() || only.iter().any(|name| name == case.name.raw()))
            && options.shard.is_none_or(|shard| shard.has(case))
    };
    Ok(shelf.cases.iter().filter(is_wanted).cloned().collect())
}

fn list(run: &Run<'_>, cases: &[Shelved]) -> Exit {
    for case in cases {
        if run.console.is_json() {
            run.console.line("case", json!({ "number": case.number, "case": case.name.raw() }));
        } else {
            let name = crate::show::escape::terminal(&case.name);
            run.console.data(&format!("{:>4}  {name}", case.number));
        }
    }
    Exit::Done
}

/// What all cases have in common, and how many are built at once.
fn work<'w>(run: &Run<'w>, options: &BatchOptions, cases: usize) -> Result<(Work<'w>, usize)> {
    let processors = usage::processors();
    let jobs = options.jobs.unwrap_or(processors).clamp(1, cases.max(1));
    let budget = options.memory.or_else(|| usage::free_memory().map(|free| free / 4 * 3));
    if options.memory.is_some() && usage::resident(&[]).is_none() {
        run.console.note("this system does not tell what programs use: --memory limits nothing, --jobs does");
    }
    let passwords = passwords(options)?;
    if cases > 1
        && matches!(passwords, Passwords::File(_) | Passwords::Given(_))
        && options.task == Task::Build
    {
        run.console.note(
            "one password for several packs: whoever has it opens all; a folder of files gives each its own",
        );
    }
    let out = options.out.as_deref().map(absolute).transpose()?;
    let work = Work {
        env: run.env,
        gate: Gate::new(budget),
        mode: options.mode,
        passwords,
        out,
        force: options.force,
        threads: (processors / jobs).max(1),
        program: program()?,
    };
    Ok((work, jobs))
}

fn passwords(options: &BatchOptions) -> Result<Passwords> {
    let Some(file) = &options.password_file else { return Ok(Passwords::None) };
    if file == Path::new("-") {
        let bytes = terminal::standard_input(PASSWORD)?;
        let wrong =
            || Error::usage(Place::default(), "the password is no UTF-8 text", "give one line of UTF-8");
        return String::from_utf8(bytes).map(|text| Passwords::Given(Secret::new(text))).map_err(|_| wrong());
    }
    Ok(if fs::is_folder(file) { Passwords::Folder(file.clone()) } else { Passwords::File(file.clone()) })
}

/// Outputs are the same wherever the command is typed.
fn absolute(path: &Path) -> Result<PathBuf> {
    std::path::absolute(path).map_err(|_| {
        Error::usage(Place::file(fs::display(path)), "cannot be used as a folder", "name another with --out")
    })
}

/// This very program: another one finishes nothing for it.
fn program() -> Result<String> {
    let own = process::own_program().ok_or_else(|| {
        Error::usage(
            Place::default(),
            "the program cannot find itself, so it can start no build",
            "start it by its path",
        )
    })?;
    Ok(format!("{} {}", env!("CARGO_PKG_VERSION"), fs::sha256_of(&own, Exit::Usage)?))
}

/// The last words, and the report.
fn tell(run: &Run<'_>, options: &BatchOptions, report: &Report<'_>) -> Result<()> {
    let default = || {
        let whole = options.only.is_empty() && !report.outcomes.iter().any(|o| o.case.name.raw() == ".");
        let below = options.out.as_ref().unwrap_or(&options.dir);
        whole.then(|| below.join(REPORT))
    };
    let folder = options.report.clone().or_else(default);
    let written = folder.map(|folder| report.write(&folder)).transpose()?;
    let counts = report.counts();
    let mut sentence = format!(
        "{} cases: {} built, {} built before, {} not built",
        counts["cases"], counts["built"], counts["built_before"], counts["not_built"]
    );
    if counts["not_tried"] != 0 {
        sentence += &format!(", {} not tried", counts["not_tried"]);
    }
    if let Some(path) = &written {
        sentence += &format!(" → {}", crate::show::escape::terminal(&path.as_str().into()));
    }
    run.console
        .summary(&sentence, json!({ "counts": counts, "exit": report.exit.code(), "report": written }));
    Ok(())
}
