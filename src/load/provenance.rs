//! Where a document comes from and what had a part in turning it into pages: for the register.
//!
//! The parent process fills it; what the worker says of a document is its [`super::SideTable`].

use serde::{Deserialize, Serialize};

use crate::diag::Untrusted;

/// The origin of a normal form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// Size of the document as it came, bytes.
    pub size: u64,
    /// Programs that had a part in it besides our own, with their versions ("tesseract 5.3.4").
    pub programs: Vec<String>,
    /// Names of other sources that hold the same: disclosed once, under this document's name.
    pub copies: Vec<Untrusted>,
    /// Whether a password was named for it, or for the file that it lies in.
    pub opened: bool,
}
