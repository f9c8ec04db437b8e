//! The verifier's own reader: it trusts no cross-reference table and no `/Length`.
//!
//! `lexer` → `parse` → `scan` (every object in the bytes) → `document` (decrypted, expanded, resolved).
//! Hostile bytes give fewer objects and a note of what was not read, never a panic or a hang.

pub(crate) mod crypt;
pub(crate) mod document;
pub(crate) mod filter;
pub(crate) mod lexer;
pub(crate) mod object;
pub(crate) mod parse;
pub(crate) mod scan;
mod sealed;

pub(crate) use document::{Closed, Document};
pub(crate) use object::{Dict, Object};
pub(crate) use scan::Indirect;
