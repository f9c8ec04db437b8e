//! What went wrong, where, and what to do: the words in which every stage reports.
//!
//! A leaf: it imports nothing of the crate. It also holds the two wrappers that keep text where it
//! belongs: [`Secret`] (never printed) and [`Untrusted`] (printed only after escaping by
//! `show::escape`). Neither has a `Display`, so that a `{}` of either does not compile.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Text that must not be shown: a password, or a string that was removed. Its `Debug` masks it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Secret(String);

impl Secret {
    /// Wraps a secret.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The secret itself: for comparing and encrypting, never for messages.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// A string from a file, a file name or a child process: it may hold control characters or markup.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Untrusted(String);

impl Untrusted {
    /// Wraps a string that somebody else chose.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The string as it came: for comparing and for `show::escape`, never for a terminal or a file.
    #[must_use]
    pub fn raw(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Untrusted {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<String> for Untrusted {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

/// Where a problem is: a file, and as much of page, object, line and offset as is known.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Place {
    /// File name as a person knows it (relative to `documents/` inside a case).
    pub file: Untrusted,
    /// Page, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// Number of the indirect object.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub object: Option<u32>,
    /// Line of a text file, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// Byte offset in the file, or in the object's decoded stream where an object is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offset: Option<u64>,
}

impl Place {
    /// A whole file.
    pub fn file(name: impl Into<Untrusted>) -> Self {
        Self { file: name.into(), ..Self::default() }
    }

    /// The same file, at a page (from 1).
    #[must_use]
    pub fn page(mut self, page: u32) -> Self {
        self.page = Some(page);
        self
    }

    /// The same file, at an indirect object.
    #[must_use]
    pub fn object(mut self, number: u32) -> Self {
        self.object = Some(number);
        self
    }

    /// The same file, at a line (from 1).
    #[must_use]
    pub fn line(mut self, line: u32) -> Self {
        self.line = Some(line);
        self
    }

    /// The same file, at a byte offset.
    #[must_use]
    pub fn offset(mut self, offset: u64) -> Self {
        self.offset = Some(offset);
        self
    }
}

/// One thing that went wrong: where, what, and what to do next. `what` and `hint` are our own
/// sentences: no document text, no password, no foreign library's wording, no full stop at the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Where it is.
    pub place: Place,
    /// What is wrong.
    pub what: String,
    /// What the reader can do about it; empty when nothing can be said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hint: String,
}

impl Problem {
    /// A problem with its cure.
    pub fn new(place: Place, what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { place, what: what.into(), hint: hint.into() }
    }
}
