//! The case folder: the request, the people, the rules, the documents, the body's own facts.
//!
//! A path is a case when it holds `case.toml`. No symbolic link, socket or device below it is
//! followed: each is named (exit 3). Every problem of the files is collected and reported at once.

use std::path::PathBuf;

use crate::diag::Untrusted;

pub mod body;
mod check;
pub(crate) mod date;
pub(crate) mod decode;
mod documents;
pub mod draft;
pub mod exemption;
pub mod extract;
pub mod gates;
mod keys;
pub mod lists;
pub(crate) mod mailbox;
mod nearest;
mod open;
pub mod pages;
pub mod password;
mod read;
pub mod schema;
mod straighten;
mod template;
mod traps;
pub mod workspace;

pub use open::{check as check_text, check_members, file, is_case, open};
pub use template::new_case;
pub use traps::cites_53;
pub use workspace::Workspace;

/// A file found below `documents/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Where it lies.
    pub path: PathBuf,
    /// Its name relative to `documents/`, with `/`.
    pub name: Untrusted,
}

/// A case as the later stages see it: checked, exemptions written as ids, paths with `/`.
#[derive(Debug, Clone)]
pub struct Case {
    /// The folder that holds `case.toml`.
    pub folder: PathBuf,
    /// What `case.toml` says.
    pub file: schema::CaseFile,
    /// The documents, in order of name.
    pub sources: Vec<SourceFile>,
    /// Litter of the operating system below `documents/` that is not loaded; to be named to the user.
    pub ignored: Vec<Untrusted>,
    /// SHA-256 in hex of each file in `identity/`: no document or attachment may have one of them.
    pub identity: Vec<String>,
    /// The terms of the block and allow lists.
    pub lists: lists::Lists,
    /// What was accepted although it is not quite right; to be told to the user.
    pub notes: Vec<crate::diag::Problem>,
}

#[cfg(test)]
mod tests;
