//! `letter`: the letters of a request's life, written into `correspondence/`.
//!
//! Refused: a letter for which nothing was logged (exit 4, with the command), one whose template lacks a
//! mandatory part (exit 2), one that names a third party (exit 1). Nothing is sent.

use std::path::{Path, PathBuf};

use serde_json::json;

use crate::case::schema::{Adjustment, CaseFile};
use crate::case::{self, Workspace};
use crate::diag::{Place, Untrusted};
use crate::error::{Error, Exit, Result};
use crate::find::{self, FindRequest, Found};
use crate::letter::{self, Facts, Kind, Life, Templates, Told, Written};
use crate::record::Ledger;
use crate::show::escape;
use crate::sys::fs::{self, Partial};
use crate::sys::private;

use super::{Run, gather};

mod ask;
mod covering;
mod house;
mod respond;
mod shape;
pub(super) mod strangers;

pub(super) use house::House;
use shape::{Letter, Shape};

/// Which letter, and what it needs besides the case.
#[derive(Debug, Clone)]
pub enum Wanted {
    /// Acknowledgement, identity, clarification, extension or fee.
    Plain(Kind),
    /// The response or the refusal, as the pack has it.
    Response,
    /// Somebody else is asked.
    Consultation {
        /// Their number in `case.toml`, from 1, or their name.
        party: String,
        /// A text file with the words that would be passed on.
        extract: PathBuf,
        /// By when; in two weeks if not given.
        by: Option<String>,
        /// Whether they are told who asked.
        name_requester: bool,
    },
    /// The covering e-mail.
    Email,
}

/// What `letter` was asked to do.
#[derive(Debug, Clone)]
pub struct LetterOptions {
    /// The case folder.
    pub case: PathBuf,
    /// Which letter.
    pub wanted: Wanted,
    /// In which forms; empty for those that the case asks for.
    pub forms: Vec<Form>,
    /// In large print, whatever the case says.
    pub large_print: bool,
    /// Replace an earlier letter.
    pub force: bool,
}

/// A form of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A tagged PDF.
    Pdf,
    /// A text file.
    Text,
    /// A web page.
    Html,
}

/// What every letter of a case starts from.
struct Desk<'a> {
    run: &'a Run<'a>,
    options: &'a LetterOptions,
    workspace: Workspace,
    ledger: Ledger,
}

/// Writes a letter.
///
/// # Errors
/// As the README's exit codes say; nothing is written then.
pub fn letter(run: &Run<'_>, options: &LetterOptions) -> Result<Exit> {
    gather::refuse_no_case(&options.case)?;
    let workspace = Workspace::open(&options.case, run.env)?;
    let ledger = Ledger::open(&options.case)?;
    let desk = Desk { run, options, workspace, ledger };
    match &options.wanted {
        Wanted::Plain(kind) => ask::plain(&desk, *kind),
        Wanted::Consultation { party, extract, by, name_requester } => {
            ask::consultation(&desk, (party, extract), by.as_deref(), *name_requester)
        }
        Wanted::Response => respond::respond(&desk),
        Wanted::Email => covering::covering(&desk),
    }
}

/// Copies the shipped templates to where a case has its own, for a team to change.
///
/// # Errors
/// Exit 2 when one is there already.
pub fn copy_templates(run: &Run<'_>, folder: &Path, force: bool) -> Result<Exit> {
    gather::refuse_no_case(folder)?;
    let target = folder.join("letters");
    if !fs::is_folder(&target) {
        private::make_folder(&target, false, false)?;
    }
    for (name, text) in Templates::texts() {
        Partial::write(&target.join(format!("{name}.txt")), text.as_bytes(), force)?.publish(force)?;
    }
    let shown = escape::terminal(&fs::display(&target));
    let sentence =
        format!("{} templates → {shown}; delete those that you do not change", Templates::texts().len());
    run.console.summary(&sentence, json!({ "folder": shown, "templates": Templates::texts().len() }));
    Ok(Exit::Done)
}

impl Desk<'_> {
    /// The case without a look at documents, which may not be gathered yet, and who is known in it.
    fn case(&self) -> Result<(CaseFile, House, Found)> {
        let (file, _) = case::file(&self.options.case)?;
        let mut house = House::load(&self.options.case, &file, &self.ledger, self.run.env.today())?;
        if self.options.large_print && !house.facts.large_print() {
            house.facts.adjustments.push(Adjustment::LargePrint);
        }
        let key = self.workspace.key();
        let found =
            find::find(&FindRequest { case: Some(&file), documents: &[], key, block: &[], allow: &[] });
        Ok((file, house, found))
    }

    /// The forms that were asked for, else those that the case asks for.
    fn forms(&self, facts: &Facts) -> Vec<Form> {
        if !self.options.forms.is_empty() {
            return self.options.forms.clone();
        }
        let also = |adjustment, form| facts.adjustments.contains(&adjustment).then_some(form);
        let more = [also(Adjustment::PlainText, Form::Text), also(Adjustment::Html, Form::Html)];
        [Some(Form::Pdf)].into_iter().chain(more).flatten().collect()
    }

    /// Writes a letter in its forms.
    fn publish(&self, name: &str, letter: &Letter<'_>) -> Result<Exit> {
        let folder = self.folder()?;
        let mut made = Vec::new();
        for form in self.forms(letter.facts) {
            let shape = Shape { form, letter };
            let path = folder.join(format!("{name}.{}", shape.ending()));
            made.push((Partial::write(&path, &shape.bytes(self.run)?, self.options.force)?, path));
        }
        let mut shown = Vec::new();
        for (partial, path) in made {
            partial.publish(self.options.force)?;
            shown.push(escape::terminal(&fs::display(&path)));
        }
        self.run.console.summary(&format!("letter → {}", shown.join(", ")), json!({ "letters": shown }));
        Ok(Exit::Done)
    }

    /// `correspondence/`, made when it is not there.
    fn folder(&self) -> Result<PathBuf> {
        let folder = self.options.case.join("correspondence");
        if !fs::is_folder(&folder) {
            private::make_folder(&folder, false, true)?;
        }
        Ok(folder)
    }
}

/// Writes and lints.
fn write(kind: Kind, templates: &Templates, told: &Told<'_>) -> Result<Written> {
    let written = letter::write(kind, templates, told)?;
    letter::lint(kind, &written, told, templates)?;
    Ok(written)
}

/// A letter that tells nothing but the request.
fn told<'a>(house: &'a House, facts: &'a Facts, life: Life) -> Told<'a> {
    Told {
        facts,
        body: &house.body,
        life,
        times: house.times(),
        response: None,
        consultation: None,
        file: String::new(),
        protected: false,
    }
}

/// Nothing to write from: what to log first.
fn nothing_logged(what: &str, hint: &str) -> Error {
    Error::new(Exit::Undecided, Place::file(Untrusted::from("history.jsonl")), what, hint)
}
