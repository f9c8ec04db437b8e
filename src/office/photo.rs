//! Having a helper turn the photographs of phones (HEIC, ISO/IEC 23008-12) into PNG: no library of ours
//! reads them.
//!
//! The helper reads a stranger's file: it runs as LibreOffice does, locked in ([`super::cage`]) and under
//! limits, and where it cannot be locked in it is not used. What it writes is untrusted.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::{Cage, Converted, MEMORY, Missing, Unconverted, WRITTEN};
use crate::error::Result;
use crate::sys::fs;
use crate::sys::process::{Ended, Job, is_program, run, which};
use crate::sys::scratch::Scratch;

/// The helpers, all called with the photograph and the picture to be made: of libheif (Debian:
/// libheif-examples), then `ImageMagick`. Its `convert` is not asked: other programs bear that name.
const KNOWN: [&str; 3] = ["heif-dec", "heif-convert", "magick"];

/// Seconds one photograph may take.
const SECONDS: u64 = 30;

/// A helper, locked in.
#[derive(Debug, Clone)]
pub struct Photo {
    program: PathBuf,
    cage: Cage,
}

impl Photo {
    /// The first of the known helpers on `PATH`, in a cage that was tried.
    ///
    /// # Errors
    /// When there is none, or no cage.
    pub fn find() -> std::result::Result<Self, Missing> {
        Self::at(KNOWN.into_iter().find_map(which).ok_or(Missing::Program)?)
    }

    /// A program at this path.
    ///
    /// # Errors
    /// When it is none, or there is no cage.
    pub fn at(program: PathBuf) -> std::result::Result<Self, Missing> {
        let program = Some(program).filter(|p| is_program(p)).ok_or(Missing::Program)?;
        Ok(Self { program, cage: Cage::find().map_err(Missing::Cage)? })
    }

    /// How it is locked in.
    #[must_use]
    pub fn cage(&self) -> &Cage {
        &self.cage
    }

    /// The program, without its folder.
    #[must_use]
    pub fn name(&self) -> String {
        self.program.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    }

    /// What tells this program from another version of it: for keys of what it made.
    #[must_use]
    pub fn version(&self) -> String {
        let real = fs::resolve(&self.program).unwrap_or_else(|| self.program.clone());
        format!("{} {}", real.to_string_lossy(), fs::stamp(&real))
    }

    /// Turns a photograph into a PNG. One that holds several pictures is not turned: which of them counts
    /// is not ours to say. Files of the moment lie below `work`.
    ///
    /// # Errors
    /// Exit 2 when no folder can be made there.
    pub fn convert(&self, work: &Path, photograph: &[u8]) -> Result<Converted> {
        let scratch = Scratch::below(work)?;
        scratch.folder("in")?;
        scratch.folder("out")?;
        scratch.write("in/0.heic", photograph)?;
        let folder = fs::resolve(scratch.path()).unwrap_or_else(|| scratch.path().to_owned());
        let mut args = self.cage.arguments(&folder);
        args.extend([self.program.clone().into(), "in/0.heic".into(), "out/0.png".into()]);
        let job = Job {
            program: self.cage.program().to_owned(),
            args,
            timeout: Duration::from_secs(SECONDS),
            memory: MEMORY,
            file_bytes: WRITTEN + 1,
            folder: Some(folder),
            ..Job::default()
        };
        Ok(match run(&job, &[]).ended {
            Ended::Code(0) => scratch
                .untrusted("out/0.png", WRITTEN)
                .filter(|bytes| bytes.starts_with(b"\x89PNG"))
                .ok_or(Unconverted::Nothing),
            Ended::TimedOut => Err(Unconverted::TimedOut),
            _ => Err(Unconverted::Failed),
        })
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    /// What becomes of a photograph with this script; none where nothing can be locked in.
    fn made(script: &str) -> Option<Converted> {
        let folder = tempfile::tempdir().expect("a folder");
        let program = folder.path().join("heif-convert");
        std::fs::write(&program, format!("#!/bin/sh\n{script}\n")).expect("written");
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).expect("a program");
        let photo = Photo::at(program).ok()?;
        Some(photo.convert(folder.path(), b"\x89PNG as it came").expect("a folder"))
    }

    #[test]
    fn a_photograph_is_what_the_helper_makes_of_it_and_nothing_else_is_taken() {
        for (script, want) in [
            ("cp \"$1\" \"$2\"", Ok(b"\x89PNG as it came".to_vec())),
            ("exit 3", Err(Unconverted::Failed)),
            ("exit 0", Err(Unconverted::Nothing)),
            ("echo no picture > \"$2\"", Err(Unconverted::Nothing)),
            ("cp \"$1\" out/0-1.png; cp \"$1\" out/0-2.png", Err(Unconverted::Nothing)),
            ("ln -s /etc/passwd \"$2\"", Err(Unconverted::Nothing)),
        ] {
            let Some(made) = made(script) else { return };
            assert_eq!(made, want, "{script}");
        }
    }
}
