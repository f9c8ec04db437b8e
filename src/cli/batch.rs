//! `batch`: which shelf, which part of it, and what to do with its cases.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::batch::{self, BatchOptions, Mode, Scheduler, Shard, Task};
use crate::diag::Place;
use crate::error::{Error, Exit, Result};
use crate::pipeline::Run;

/// `batch`.
#[derive(Debug, Args)]
#[command(
    after_help = "Every folder below DIR that holds case.toml is built, each by a process of its own. Cases that are \
finished are recognised by their hashes: after an interruption, type the same command again. The exit code is the worst of \
the cases. docs/batch.md tells more."
)]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub struct Batch {
    /// The shelf: a folder with case folders below it
    pub dir: PathBuf,
    /// Only this case, by its path below DIR
    #[arg(long, value_name = "CASE")]
    pub only: Vec<String>,
    /// Only part K of N; the parts together are the whole shelf
    #[arg(long, value_name = "K/N")]
    pub shard: Option<String>,
    /// How many cases at once; as many as there are processors if not given
    #[arg(long, value_name = "NUMBER")]
    pub jobs: Option<usize>,
    /// Memory for all builds together, such as 6G or 800M; three quarters of what is free if not given
    #[arg(long, value_name = "SIZE")]
    pub memory: Option<String>,
    /// Where packs go, each case's below its own path, instead of CASE/out
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Where the report goes, instead of DIR/blackpanel-report
    #[arg(long, value_name = "DIR")]
    pub report: Option<PathBuf>,
    /// The packs' password: a file of one line, a folder with CASE.txt for each case, or - for standard input
    #[arg(long, value_name = "FILE")]
    pub password_file: Option<PathBuf>,
    /// Take every proposal; packs say NOT REVIEWED, but for cases that a second person has signed
    #[arg(long)]
    pub accept_proposed: bool,
    /// Drafts for discussion; every page is stamped DRAFT
    #[arg(long, conflicts_with = "accept_proposed")]
    pub draft: bool,
    /// Build all anew and replace earlier packs
    #[arg(long)]
    pub force: bool,
    /// Draft missing case files from this list: CSV with case,role,name and more
    #[arg(long, value_name = "FILE.csv")]
    pub people: Option<PathBuf>,
    /// What the drafts have in common: a part of a case.toml
    #[arg(long, value_name = "FILE.toml", requires = "people")]
    pub defaults: Option<PathBuf>,
    /// List the cases and their numbers, and build nothing
    #[arg(long, group = "instead")]
    pub list: bool,
    /// Report what is known of the cases, and build nothing: one report over all parts
    #[arg(long, group = "instead")]
    pub report_only: bool,
    /// Print what a scheduler runs, and build nothing
    #[arg(long, value_enum, group = "instead")]
    pub print: Option<For>,
    /// With --print: in how many parts
    #[arg(long, value_name = "NUMBER", requires = "print", value_parser = clap::value_parser!(u64).range(1..=100_000))]
    pub parts: Option<u64>,
    /// End when the program that started this one ends
    #[arg(long, hide = true)]
    pub end_with_parent: bool,
}

/// For which scheduler.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum For {
    /// An Indexed Job
    Kubernetes,
    /// An array script
    Slurm,
    /// A Python runner for a Dask cluster
    Dask,
}

/// Does what was asked for.
pub(super) fn run(run: &Run<'_>, args: Batch) -> Result<Exit> {
    if args.end_with_parent {
        crate::sys::limits::end_with_parent();
    }
    batch::batch(run, &options(args)?)
}

fn options(args: Batch) -> Result<BatchOptions> {
    let mode = match (args.accept_proposed, args.draft) {
        (true, _) => Mode::AcceptProposed,
        (false, true) => Mode::Draft,
        (false, false) => Mode::Decided,
    };
    let task = match (args.print, args.list, args.report_only) {
        (Some(scheduler), ..) => Task::Print(scheduler.into(), args.parts),
        (None, true, _) => Task::List,
        (None, false, true) => Task::Report,
        (None, false, false) => Task::Build,
    };
    if args.jobs == Some(0) {
        return Err(usage("--jobs is nought", "one at least"));
    }
    let stdin = args.password_file.as_deref() == Some(Path::new("-"));
    // what is known of a case does not depend on the password
    let password_file = args.password_file.filter(|_| !(stdin && task == Task::Report));
    Ok(BatchOptions {
        dir: args.dir,
        only: args.only,
        shard: args.shard.as_deref().map(shard).transpose()?,
        jobs: args.jobs,
        memory: args.memory.as_deref().map(bytes).transpose()?,
        out: args.out,
        report: args.report,
        password_file,
        mode,
        force: args.force,
        people: args.people,
        defaults: args.defaults,
        task,
    })
}

impl From<For> for Scheduler {
    fn from(scheduler: For) -> Self {
        match scheduler {
            For::Kubernetes => Self::Kubernetes,
            For::Slurm => Self::Slurm,
            For::Dask => Self::Dask,
        }
    }
}

fn usage(what: &str, hint: &str) -> Error {
    Error::usage(Place::default(), what, hint)
}

fn shard(text: &str) -> Result<Shard> {
    let wrong = || usage("--shard is not K/N", "such as --shard 1/8: K from 1 to N");
    let (part, of) = text.split_once('/').ok_or_else(wrong)?;
    let (part, of): (u64, u64) = part.parse().ok().zip(of.parse().ok()).ok_or_else(wrong)?;
    if part == 0 || part > of { Err(wrong()) } else { Ok(Shard { part, of }) }
}

/// `6G`, `800M`, `2GiB`, or bytes.
fn bytes(text: &str) -> Result<u64> {
    let wrong = || usage("--memory is no size", "such as --memory 6G or --memory 800M");
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, unit) = text.split_at(digits);
    let shift = match unit.trim().to_ascii_lowercase().trim_end_matches("ib").trim_end_matches('b') {
        "" => 0,
        "k" => 10,
        "m" => 20,
        "g" => 30,
        "t" => 40,
        _ => return Err(wrong()),
    };
    let number: u64 = number.parse().map_err(|_| wrong())?;
    number.checked_mul(1 << shift).filter(|n| *n > 0).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shard_is_one_of_its_parts() {
        assert_eq!(shard("3/7"), Ok(Shard { part: 3, of: 7 }));
        for wrong in ["", "0/3", "4/3", "3", "a/b", "-1/3", "1/0", "1/3/5"] {
            assert!(shard(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_size_is_written_as_people_write_it() {
        for (text, want) in
            [("6G", 6 << 30), ("800M", 800 << 20), ("2GiB", 2 << 30), ("10kb", 10 << 10), ("5", 5)]
        {
            assert_eq!(bytes(text), Ok(want), "{text}");
        }
        for wrong in ["", "G", "0", "-1G", "1.5G", "99999999999T", "6X"] {
            assert!(bytes(wrong).is_err(), "{wrong}");
        }
    }
}
