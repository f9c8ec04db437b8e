//! What a converter of one file kind takes and gives; each kind is a file of its own beside this one.
//!
//! Converters run in the worker only. One never returns half a document: either everything of the
//! source is in the pages, in the members, or counted as left out, or the source is refused.

use crate::case::extract::Rows;
use crate::diag::{Problem, Secret};
use crate::pdf::limits::Limits;

use super::SideTable;

/// One file, or one member of a file, to convert.
#[derive(Debug, Clone, Copy)]
pub struct Member<'a> {
    /// Name for messages, as in [`super::NormalForm::name`].
    pub name: &'a str,
    /// The bytes.
    pub bytes: &'a [u8],
    /// What opens it, when the case names a password.
    pub password: Option<&'a Secret>,
    /// How much may be read.
    pub limits: &'a Limits,
    /// Whether hidden matter becomes marked pages instead of being left out.
    pub show_hidden: bool,
    /// Addresses and numbers of the person the data is about, as in [`super::Source::own`].
    pub own: &'a [String],
    /// The rows that alone become pages; all where none are named.
    pub rows: Option<&'a Rows>,
}

impl<'a> Member<'a> {
    /// A file without a password, of which all that is seen becomes pages, and nothing that is hidden.
    #[must_use]
    pub fn new(name: &'a str, bytes: &'a [u8], limits: &'a Limits) -> Self {
        Self { name, bytes, password: None, limits, show_hidden: false, own: &[], rows: None }
    }
}

/// A converted file.
#[derive(Debug, Clone)]
pub struct Converted {
    /// The normal form (see [`super::NormalForm::pdf`]).
    pub pdf: Vec<u8>,
    /// Number of pages.
    pub pages: u32,
    /// What else is known.
    pub side: SideTable,
    /// Attached files by their own (untrusted) names, in order: each becomes a document below this one.
    pub members: Vec<(String, Vec<u8>)>,
}

/// Why a file was not converted.
#[derive(Debug, Clone)]
pub struct NotConverted {
    /// Where, what, and what to do.
    pub problem: Problem,
    /// True when only a password is missing or wrong.
    pub locked: bool,
}

/// The result of a converter.
pub type Conversion = Result<Converted, NotConverted>;
