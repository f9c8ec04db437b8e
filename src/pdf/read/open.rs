//! Opening: passwords, and why a file does not open, in our words.

use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use super::rebuild::DAMAGED;
use super::{owner, problem};
use crate::diag::Secret;
use crate::load::convert::NotConverted;

const LOCKED: &str = "name a password file with password_file in its [[document]] table of case.toml, \
    or with --password-file for a single file";

/// The file, decrypted where it opens with `password` or with none, and whether it needed the password.
///
/// # Errors
/// A password that is missing or wrong, an unknown encryption, or a file that is no PDF.
pub(super) fn open(bytes: &[u8], password: Option<&Secret>, name: &str) -> Result<(Pdf, bool), NotConverted> {
    let data = std::sync::Arc::new(bytes.to_vec());
    let word = password.map_or("", Secret::expose);
    // a password may be named for a file that needs none, so none is tried first
    match Pdf::new_with_password(data.clone(), "") {
        Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected)) if !word.is_empty() => {
            let opened = match Pdf::new_with_password(data.clone(), word) {
                Err(error) => {
                    let users = owner::user_passwords(&data, word);
                    users.iter().find_map(|user| Pdf::new_with_password(data.clone(), user).ok()).ok_or(error)
                }
                opened => opened,
            };
            opened.map(|pdf| (pdf, true)).map_err(|error| refusal(error, true, name))
        }
        opened => opened.map(|pdf| (pdf, false)).map_err(|error| refusal(error, false, name)),
    }
}

fn refusal(error: LoadPdfError, tried: bool, name: &str) -> NotConverted {
    match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) if tried => {
            let hint = "name the password that opens the file for reading";
            problem(name, "does not open with the password that was named", hint, true)
        }
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => {
            problem(name, "needs a password to open", LOCKED, true)
        }
        LoadPdfError::Decryption(DecryptionError::UnsupportedAlgorithm) => {
            problem(name, "is encrypted in a way that this program does not know", DAMAGED, false)
        }
        LoadPdfError::Decryption(_) => {
            problem(name, "is encrypted and its encryption is damaged", DAMAGED, false)
        }
        LoadPdfError::Invalid => problem(name, "cannot be read as a PDF", DAMAGED, false),
    }
}
