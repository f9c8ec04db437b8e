//! The case folder: the request, the people, the rules, the documents, the body's own facts.
//!
//! A path is a case when it holds `case.toml`. No symbolic link, socket or device below it is
//! followed: each is named (exit 3). Every problem of the files is collected and reported at once.

use std::path::PathBuf;

use crate::diag::Untrusted;

pub mod body;
pub mod schema;

/// A file found below `documents/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Where it lies.
    pub path: PathBuf,
    /// Its name relative to `documents/`, with `/`.
    pub name: Untrusted,
}

/// A case as the later stages see it.
#[derive(Debug, Clone)]
pub struct Case {
    /// The folder that holds `case.toml`.
    pub folder: PathBuf,
    /// What `case.toml` says.
    pub file: schema::CaseFile,
    /// The documents, in order of name.
    pub sources: Vec<SourceFile>,
}
