//! `letter`: which letter, for which case, in which form.
//!
//! What belongs to a consultation is refused with any other letter.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::diag::Place;
use crate::error::{Error, Exit, Result};
use crate::pipeline::{self, Form, LetterKind, LetterOptions, Run, Wanted};

/// `letter`.
#[derive(Debug, Args)]
#[command(
    after_help = "The letter is written into CASE/correspondence and never sent. Templates in CASE/letters come \
before the shipped ones; docs/letters.md says how to change them."
)]
pub struct Letter {
    /// Which letter
    #[arg(value_enum)]
    pub kind: Which,
    /// The case folder
    pub case: PathBuf,
    /// In which form; without it, as `adjustments` in case.toml asks
    #[arg(long, value_enum)]
    pub format: Vec<AsForm>,
    /// In 18 pt type
    #[arg(long)]
    pub large_print: bool,
    /// Consultation: who is asked, by number in case.toml or by name
    #[arg(long, value_name = "WHO")]
    pub party: Option<String>,
    /// Consultation: a text file with exactly the words that would be passed on
    #[arg(long, value_name = "FILE")]
    pub extract: Option<PathBuf>,
    /// Consultation: by when; in two weeks if not given
    #[arg(long, value_name = "DATE")]
    pub by: Option<String>,
    /// Consultation: tell who asked, because they need to know it
    #[arg(long)]
    pub name_requester: bool,
    /// Replace an earlier letter
    #[arg(long)]
    pub force: bool,
}

/// Which letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Which {
    /// The request came in
    Acknowledgement,
    /// Please show us who you are
    Identity,
    /// A question; the clock pauses
    Clarification,
    /// Two more months, with the reasons
    Extension,
    /// A fee, with how it was reckoned
    Fee,
    /// Somebody else is asked whether what concerns them may be passed on
    Consultation,
    /// The response as the pack has it: granted, partly, nothing held, refused
    Response,
    /// The covering e-mail, a draft with the pack attached
    Email,
    /// No letter: copy the shipped templates to CASE/letters, to change them
    Templates,
}

/// In which form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AsForm {
    /// Tagged PDF
    Pdf,
    /// Plain text
    Text,
    /// Web page
    Html,
}

/// Does what was asked for.
pub(super) fn run(run: &Run<'_>, args: Letter) -> Result<Exit> {
    if args.kind == Which::Templates {
        return pipeline::copy_templates(run, &args.case, args.force);
    }
    pipeline::letter(run, &options(args)?)
}

fn options(args: Letter) -> Result<LetterOptions> {
    let consults = args.party.is_some() || args.extract.is_some() || args.by.is_some() || args.name_requester;
    if consults && args.kind != Which::Consultation {
        let hint = "leave --party, --extract, --by and --name-requester away, or write: letter consultation";
        return Err(Error::usage(Place::default(), "this letter asks nobody else", hint));
    }
    let form = |form: &AsForm| match form {
        AsForm::Pdf => Form::Pdf,
        AsForm::Text => Form::Text,
        AsForm::Html => Form::Html,
    };
    let forms = args.format.iter().map(form).collect();
    let wanted = match args.kind {
        Which::Acknowledgement => Wanted::Plain(LetterKind::Acknowledgement),
        Which::Identity => Wanted::Plain(LetterKind::Identity),
        Which::Clarification => Wanted::Plain(LetterKind::Clarification),
        Which::Extension => Wanted::Plain(LetterKind::Extension),
        Which::Fee => Wanted::Plain(LetterKind::Fee),
        Which::Response | Which::Templates => Wanted::Response,
        Which::Email => Wanted::Email,
        Which::Consultation => {
            let (Some(party), Some(extract)) = (args.party, args.extract) else {
                let hint = "such as --party 1 --extract words.txt";
                return Err(Error::usage(
                    Place::default(),
                    "a consultation needs --party and --extract",
                    hint,
                ));
            };
            Wanted::Consultation { party, extract, by: args.by, name_requester: args.name_requester }
        }
    };
    Ok(LetterOptions { case: args.case, wanted, forms, large_print: args.large_print, force: args.force })
}
