//! Having LibreOffice set documents as pages, or turn old formats into new ones; photographs of phones
//! are turned by a helper of their own ([`photo`]).
//!
//! The program is a stranger to us that reads strangers' files: it runs without a shell, locked in (see
//! [`cage`]) with a throw-away profile, macros off, links never updated, a cleared environment, and
//! limits on time, memory and files. Where it cannot be locked in it is not used at all. What it writes
//! is untrusted: it goes the way of every stranger's file.

mod cage;
pub mod photo;
mod profile;

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::error::{Exit, Result};
use crate::sys::fs;
use crate::sys::process::{Ended, Job, is_program, run, which};
use crate::sys::scratch::Scratch;

pub use cage::{Cage, NoCage};

/// Seconds one file may take.
const SECONDS: u64 = 60;

/// Seconds each further file of a batch adds.
const MORE: u64 = 15;

/// Files that are handed over at once: starting the program takes longer than most files.
const BATCH: usize = 8;

/// Most bytes of address space.
const MEMORY: u64 = 6 << 30;

/// Most bytes of a file that is taken from it.
const WRITTEN: u64 = 256 << 20;

/// What a file becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Into {
    /// Pages.
    Pdf,
    /// A Word document.
    Docx,
    /// A workbook.
    Xlsx,
    /// A presentation.
    Pptx,
}

impl Into {
    fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Pptx => "pptx",
        }
    }

    /// The ending and the filter, as `--convert-to` takes them.
    fn filter(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx:MS Word 2007 XML",
            Self::Xlsx => "xlsx:Calc MS Excel 2007 XML",
            Self::Pptx => "pptx:Impress MS PowerPoint 2007 XML",
        }
    }
}

/// A file to convert.
#[derive(Debug, Clone, Copy)]
pub struct Given<'a> {
    /// Its bytes.
    pub bytes: &'a [u8],
    /// The ending of its kind, such as `docx`: the program tells kinds by it.
    pub ending: &'static str,
}

/// Why a file was not converted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unconverted {
    /// It took too long.
    TimedOut,
    /// The program gave up, or was stopped at a limit.
    Failed,
    /// It left nothing that can be taken.
    Nothing,
}

impl Unconverted {
    /// In plain words, after the name of the program.
    #[must_use]
    pub fn what(self) -> &'static str {
        match self {
            Self::TimedOut => "took longer than is allowed",
            Self::Failed => "gave up",
            Self::Nothing => "made nothing of it",
        }
    }
}

/// Why there is no engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// The program is not on this computer.
    Program,
    /// It could not be locked in.
    Cage(NoCage),
}

/// The program, locked in.
#[derive(Debug, Clone)]
pub struct Engine {
    program: PathBuf,
    cage: Cage,
    timeout: Duration,
    /// Most bytes of a file that is taken from it.
    written: u64,
}

impl Engine {
    /// `soffice`, sought on `PATH`, in a cage that was tried.
    ///
    /// # Errors
    /// When there is none, or no cage.
    pub fn find() -> std::result::Result<Self, Missing> {
        let program = which("soffice").or_else(|| which("libreoffice")).ok_or(Missing::Program)?;
        let cage = Cage::find().map_err(Missing::Cage)?;
        Ok(Self { program, cage, timeout: Duration::from_secs(SECONDS), written: WRITTEN })
    }

    /// A program at this path, with this much time for a file and for this many bytes: for tests.
    ///
    /// # Errors
    /// When there is no cage.
    pub fn at(program: PathBuf, timeout: Duration, written: u64) -> std::result::Result<Self, Missing> {
        let program = Some(program).filter(|p| is_program(p)).ok_or(Missing::Program)?;
        Ok(Self { program, cage: Cage::find().map_err(Missing::Cage)?, timeout, written })
    }

    /// How it is locked in.
    #[must_use]
    pub fn cage(&self) -> &Cage {
        &self.cage
    }

    /// What tells this program from another version of it: for keys of what it made.
    #[must_use]
    pub fn version(&self) -> String {
        let real = fs::resolve(&self.program).unwrap_or_else(|| self.program.clone());
        let list = fs::read(&real.with_file_name("versionrc"), 1 << 16, Exit::Unchecked);
        let told = list.unwrap_or_else(|_| fs::stamp(&real).into_bytes());
        fs::sha256_hex(&[real.to_string_lossy().as_bytes(), &told].concat())
    }

    /// Which release lies on `PATH`, as its own list of versions says: the program is not started.
    #[must_use]
    pub fn release() -> Option<String> {
        let real = fs::resolve(&which("soffice").or_else(|| which("libreoffice"))?)?;
        let list = fs::read(&real.with_file_name("versionrc"), 1 << 16, Exit::Unchecked).ok()?;
        let list = String::from_utf8_lossy(&list).into_owned();
        let value = |key: &str| list.lines().find_map(|line| line.strip_prefix(key)).map(str::to_owned);
        let short =
            value("UpdateID=").map(|id| id.split("_en-").next().unwrap_or_default().replace('_', " "));
        Some(format!("{} build {}", short?, value("buildid=")?))
    }

    /// Converts files, several at a time; in their order. Files of the moment lie below `work`.
    ///
    /// # Errors
    /// Exit 2 when no folder can be made there.
    pub fn convert(&self, work: &Path, files: &[Given<'_>], to: Into) -> Result<Vec<Converted>> {
        let mut made = Vec::with_capacity(files.len());
        for batch in files.chunks(BATCH) {
            match self.together(work, batch, to)? {
                Some(all) => made.extend(all),
                // one of them upset the program: each by itself, so that only that one is lost
                None => {
                    for one in batch.chunks(1) {
                        let alone = self.together(work, one, to)?;
                        made.extend(alone.unwrap_or_else(|| vec![Err(Unconverted::Failed)]));
                    }
                }
            }
        }
        Ok(made)
    }

    /// Converts a batch in one call; none when the call went wrong and there were several.
    fn together(&self, work: &Path, batch: &[Given<'_>], to: Into) -> Result<Option<Vec<Converted>>> {
        let scratch = Scratch::below(work)?;
        let job = self.job(&scratch, batch, to)?;
        let ended = run(&job, &[]).ended;
        if ended != Ended::Code(0) {
            let why = if ended == Ended::TimedOut { Unconverted::TimedOut } else { Unconverted::Failed };
            return Ok((batch.len() == 1).then(|| vec![Err(why)]));
        }
        let take = |at: usize| {
            let made = scratch.untrusted(&format!("out/{at}.{}", to.ending()), self.written);
            made.filter(|bytes| !bytes.is_empty()).ok_or(Unconverted::Nothing)
        };
        Ok(Some((0..batch.len()).map(take).collect()))
    }

    fn job(&self, scratch: &Scratch, batch: &[Given<'_>], to: Into) -> Result<Job> {
        profile::write(scratch)?;
        scratch.folder("in")?;
        scratch.folder("out")?;
        let folder = fs::resolve(scratch.path()).unwrap_or_else(|| scratch.path().to_owned());
        let mut args = self.cage.arguments(&folder);
        args.push(self.program.clone().into());
        args.extend(profile::arguments(&folder));
        args.extend(["--convert-to", to.filter(), "--outdir", "out"].map(std::convert::Into::into));
        for (at, file) in batch.iter().enumerate() {
            let name = format!("in/{at}.{}", file.ending);
            scratch.write(&name, file.bytes)?;
            args.push(name.into());
        }
        Ok(Job {
            program: self.cage.program().to_owned(),
            args,
            env: profile::environment(),
            timeout: self.timeout + Duration::from_secs(MORE) * (batch.len() as u32).saturating_sub(1),
            memory: MEMORY,
            // one more than is taken: a file that was cut off at the limit is not taken for a whole one
            file_bytes: self.written + 1,
            folder: Some(folder),
            ..Job::default()
        })
    }
}

/// What became of one file.
pub type Converted = std::result::Result<Vec<u8>, Unconverted>;

#[cfg(test)]
mod tests;
