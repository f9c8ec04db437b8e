//! Passwords: what is taken as one, and where a file that holds one must not lie.
//!
//! Refuses an empty password, one that cannot be typed, one longer than the standard keeps, and a
//! file inside the case or the output folder. No message shows a password or any part of it.

use std::path::Path;

use crate::diag::{Place, Secret};
use crate::error::{Error, Exit, Result};
use crate::sys::{fs, paths};

/// Bytes of UTF-8 that revision 6 uses of a password (ISO 32000-2, 7.6.4.3.3).
const LONGEST: usize = 127;

/// A password after `SASLprep` (RFC 4013), fit for a PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Password(Secret);

impl Password {
    /// Takes the content of a password file or of standard input: UTF-8 without its byte-order mark
    /// and one line ending.
    ///
    /// # Errors
    /// Exit 2 when it is empty, longer than 127 bytes, has several lines, or holds what cannot be typed.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let text = std::str::from_utf8(bytes)
            .map_err(|_| refuse("is not UTF-8 text", "save the password file as UTF-8"))?;
        let line = text.strip_suffix("\r\n").or_else(|| text.strip_suffix(['\n', '\r'])).unwrap_or(text);
        if line.contains(['\n', '\r']) {
            return Err(refuse("has more than one line", "keep the password alone on one line"));
        }
        Self::prepared(line)
    }

    /// The password itself: for opening and sealing a file, never for messages.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose()
    }

    /// The password as `verify` takes it.
    #[must_use]
    pub fn secret(&self) -> &Secret {
        &self.0
    }

    pub(super) fn prepared(text: &str) -> Result<Self> {
        let hint = "choose a password of letters, digits and signs that a keyboard has";
        let prepared = stringprep::saslprep(text)
            .map_err(|_| refuse("holds a character that cannot be used in a password", hint))?;
        if prepared.trim().is_empty() {
            return Err(refuse("is empty", "put the password on the first line"));
        }
        if prepared.len() > LONGEST {
            return Err(refuse("is longer than 127 bytes", "choose a shorter one; five words are enough"));
        }
        Ok(Self(Secret::new(prepared)))
    }
}

fn refuse(what: &str, hint: &str) -> Error {
    Error::usage(Place::default(), format!("the password {what}"), hint)
}

/// Reads a password file that lies outside the case and the output folder, links resolved.
///
/// # Errors
/// Exit 2 when it lies inside one of them, cannot be read, or holds no fit password.
pub fn read_password_file(path: &Path, case: Option<&Path>, out: Option<&Path>) -> Result<Password> {
    let place = || Place::file(fs::display(path));
    let real = paths::canonical(path)?;
    for (folder, name) in [(case, "case"), (out, "output")] {
        // a folder that is not there yet holds no file
        let folder = folder.and_then(|f| paths::canonical(f).ok());
        if folder.is_some_and(|f| real.starts_with(f)) {
            let what = format!("the password file lies inside the {name} folder");
            return Err(Error::usage(place(), what, "keep the password away from what it protects"));
        }
    }
    let bytes = fs::read(&real, 1 << 12, Exit::Usage)?;
    Password::from_bytes(&bytes).map_err(|mut e| {
        e.problems.iter_mut().for_each(|p| p.place = place());
        e
    })
}
