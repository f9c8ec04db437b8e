//! Commands of a request's life: `log`, `clock`, `record`, `stats`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::diag::Place;
use crate::error::{Error, Result};
use crate::pipeline::{LogOptions, Role, log_help};

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
pub struct Record {
    /// The case folder
    pub case: PathBuf,
    /// Is the history as it was written? (the archive of the record is not built yet)
    #[arg(long, required = true)]
    pub check: bool,
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
