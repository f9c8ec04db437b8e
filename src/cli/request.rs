//! Commands of a request's life: `log`, `clock`, `record`, `stats`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::diag::Place;
use crate::error::{Error, Exit, Result};
use crate::pipeline::{self, LogOptions, RecordOptions, Role, Run, log_help};

/// `log`.
#[derive(Debug, Args)]
#[command(after_help = log_help())]
pub struct Log {
    /// The case folder
    pub case: PathBuf,
    /// What happened; without it, the log is shown
    pub event: Option<String>,
    /// What the event holds
    #[arg(value_name = "NAME=VALUE", requires = "event")]
    pub fields: Vec<String>,
    /// The day on which it happened, if not today
    #[arg(long, value_name = "DATE", requires = "event")]
    pub on: Option<String>,
    /// Who adds it
    #[arg(long = "as", value_name = "NAME", default_value = "officer")]
    pub actor: String,
    /// In what role
    #[arg(long, value_enum, default_value_t = AsRole::Officer)]
    pub role: AsRole,
    /// Why, in a sentence
    #[arg(long, value_name = "TEXT", requires = "event")]
    pub reason: Option<String>,
}

/// In what role somebody acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AsRole {
    /// An officer of the team
    Officer,
    /// The manager of the team
    Manager,
    /// The head of the service
    Head,
}

/// `clock`.
#[derive(Debug, Args)]
pub struct Clock {
    /// The case folder
    pub case: PathBuf,
    /// As a calendar file, on standard output
    #[arg(long)]
    pub ics: bool,
}

/// `record`.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("other").args(["check", "due", "dispose"]))]
pub struct Record {
    /// The case folder; with --check also an archive, with --due a folder of cases
    pub case: PathBuf,
    /// Is the history, or the archive, as it was written?
    #[arg(long)]
    pub check: bool,
    /// List what has been kept as long as the policy says
    #[arg(long)]
    pub due: bool,
    /// Delete what is due of a case, and leave a certificate
    #[arg(long)]
    pub dispose: bool,
    /// The case's reference, to confirm that it is to be deleted
    #[arg(long, value_name = "REFERENCE", requires = "dispose")]
    pub confirm: Option<String>,
    /// Where the archive goes, instead of CASE/out/internal/record.zip
    #[arg(long, short, value_name = "FILE", conflicts_with = "other")]
    pub output: Option<PathBuf>,
    /// The archive's password: a file of one line, or - for standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["due", "dispose"])]
    pub password_file: Option<PathBuf>,
    /// The password of the part with proof of identity
    #[arg(long, value_name = "FILE", conflicts_with = "other")]
    pub identity_password_file: Option<PathBuf>,
    /// Replace an earlier archive
    #[arg(long, conflicts_with = "other")]
    pub force: bool,
}

/// `stats`.
#[derive(Debug, Args)]
pub struct Stats {
    /// A folder with case folders below it
    pub dir: PathBuf,
    /// As CSV
    #[arg(long, conflicts_with = "json")]
    pub csv: bool,
}

/// Does what `record` was asked to do.
pub(super) fn record(run: &Run<'_>, args: Record) -> Result<Exit> {
    if args.due {
        return pipeline::due(run, &args.case);
    }
    if args.dispose {
        return pipeline::dispose(run, &args.case, args.confirm.as_deref());
    }
    if args.check && args.case.is_file() {
        return pipeline::check_archive(run, &args.case, args.password_file.as_deref());
    }
    if args.check {
        return pipeline::check_record(run, &args.case);
    }
    let options = RecordOptions {
        case: args.case,
        output: args.output,
        password_file: args.password_file,
        identity_file: args.identity_password_file,
        force: args.force,
    };
    pipeline::record(run, &options)
}

/// `log`'s options.
pub(super) fn log(args: Log) -> Result<LogOptions> {
    let field = |text: String| match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => Ok((name.trim().to_owned(), value.to_owned())),
        _ => {
            let hint = "write it as NAME=VALUE; \"NAME=VALUE\" where there are blanks";
            Err(Error::usage(Place::default(), "what the event holds cannot be understood", hint))
        }
    };
    let role = match args.role {
        AsRole::Officer => Role::Officer,
        AsRole::Manager => Role::Manager,
        AsRole::Head => Role::Head,
    };
    Ok(LogOptions {
        case: args.case,
        event: args.event,
        on: args.on,
        actor: args.actor,
        role,
        reason: args.reason,
        fields: args.fields.into_iter().map(field).collect::<Result<_>>()?,
    })
}
