//! The command line: typed arguments become options of the pipeline, errors become exit codes.
//!
//! It decides nothing and opens nothing; it refuses what clap cannot parse (exit 2).

use std::ffi::OsString;

use clap::{CommandFactory, Parser};
use serde_json::json;

use crate::batch::redact_folder;
use crate::diag::Place;
use crate::error::{Error, Exit, Result};
use crate::pipeline::{self, Run};
use crate::review;
use crate::show::Console;
use crate::sys::{self, Env};

pub mod args;
pub mod batch;
pub mod letter;
mod manual;
mod options;
pub mod request;

use args::{Cli, Command, Global};

/// What a newcomer sees who types nothing but the name.
const HELLO: &str = "\
blackpanel prepares subject access responses: find, decide, black out, check.
Everything stays on this computer.
  blackpanel new CASE-FOLDER     start a case
  blackpanel find CASE-FOLDER    see what would be redacted, and why
  blackpanel review CASE-FOLDER  look and decide, in the browser
  blackpanel build CASE-FOLDER   make the disclosure pack
  blackpanel --help              everything else";

/// Runs the program with its arguments, the program's own name first.
#[must_use]
pub fn run(args: impl IntoIterator<Item = OsString>) -> Exit {
    let args: Vec<OsString> = args.into_iter().collect();
    let cli = match Cli::try_parse_from(&args) {
        Ok(cli) => cli,
        Err(error) => return refused(&error, &args),
    };
    sys::interrupt::install();
    let console = Console::new(cli.global.json, cli.global.quiet);
    let env = Env::system();
    let run = Run::new(&env, &console);
    let ended = match cli.command {
        Some(command) => dispatch(command, &run),
        // somebody at a terminal, or who clicked on the program
        None if !cli.global.json && sys::terminal::is_watched() => {
            console.note(HELLO);
            let (start, serve) = options::review(args::Review::of_nothing());
            review::serve(&console, start, serve)
        }
        None => {
            console.summary(HELLO, json!({ "message": HELLO }));
            Ok(Exit::Done)
        }
    };
    report_timings(&cli.global, &run);
    match ended {
        Ok(exit) => exit,
        Err(error) => {
            console.error(&error);
            error.exit
        }
    }
}

/// What clap does not take: its own words for people, one problem of ours for machines; help and
/// version are no errors.
fn refused(error: &clap::Error, args: &[OsString]) -> Exit {
    if !error.use_stderr() {
        let _ = error.print();
        return Exit::Done;
    }
    if args.iter().any(|arg| arg == "--json") {
        let hint = "the same command without --json says what is wrong with it; blackpanel --help lists all";
        let problem = Error::usage(Place::default(), "the command line cannot be understood", hint);
        Console::new(true, false).error(&problem);
    } else {
        let _ = error.print();
    }
    Exit::Usage
}

fn dispatch(command: Command, run: &Run<'_>) -> Result<Exit> {
    match command {
        Command::New(new) => pipeline::new_case(run, &new.dir),
        Command::Find(find) if find.plain => pipeline::plain(run, &find.paths, find.show_text),
        Command::Find(find) => {
            pipeline::find(run, &find.paths, find.password_file.as_deref(), find.show_text)
        }
        Command::List(list) => pipeline::list(run, &list.case, &options::listed(&list), list.show_text),
        Command::Decide(decide) => pipeline::decide(run, &options::answers(decide)),
        Command::Build(build) => {
            if build.in_batch {
                sys::terminal::nobody_is_here();
                sys::limits::end_with_parent();
            }
            pipeline::build(run, &options::build(build)?)
        }
        Command::Verify(verify) => pipeline::verify(run, &options::verify(verify)),
        Command::Redact(redact) => {
            let options = options::redact(redact)?;
            let is_folder = sys::fs::resolve(&options.input).is_some_and(|p| sys::fs::is_folder(&p));
            if is_folder { redact_folder(run, &options) } else { pipeline::redact(run, &options) }
        }
        Command::Text(text) => pipeline::text(run, &text.file, text.password_file.as_deref()),
        Command::Codes { code } => pipeline::codes(run, code.as_deref()),
        Command::Completions { .. } | Command::Man if run.console.is_json() => {
            Err(Error::usage(Place::default(), "this command has no JSON", "leave --json away"))
        }
        Command::Completions { shell } => Ok(completions(shell)),
        Command::Man => manual(run.console),
        Command::Review(args) => {
            let (review, serve) = options::review(args);
            review::serve(run.console, review, serve)
        }
        Command::Batch(batch) => batch::run(run, batch),
        Command::Log(log) => pipeline::log(run, &request::log(log)?),
        Command::Letter(args) => letter::run(run, args),
        Command::Clock(clock) => pipeline::clock_of(run, &clock.case, clock.ics),
        Command::Record(record) => request::record(run, record),
        Command::Stats(stats) => pipeline::stats(run, &stats.dir, stats.csv),
        Command::Doctor => pipeline::doctor(run),
    }
}

fn completions(shell: clap_complete::Shell) -> Exit {
    clap_complete::generate(shell, &mut Cli::command(), "blackpanel", &mut std::io::stdout());
    Exit::Done
}

fn manual(console: &Console) -> Result<Exit> {
    let failed = || Error::problem(Place::default(), "the manual page could not be made", "");
    console.data(&manual::page().ok_or_else(failed)?);
    Ok(Exit::Done)
}

fn report_timings(global: &Global, run: &Run<'_>) {
    if !global.timings {
        return;
    }
    for (stage, seconds) in run.timings() {
        if global.json {
            run.console.line("progress", json!({ "stage": stage, "seconds": seconds }));
        } else {
            run.console.note(&format!("{seconds:9.3} s  {stage}"));
        }
    }
}
