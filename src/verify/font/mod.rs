//! What is left in a font: its tables and its program against the codes that pages show.
//!
//! Programs are read with `skrifa`, which the writer of programs does not use to write. What may be
//! shown of a program is taken widely, by every way in which a viewer may look a code up; what no way
//! leads to is residue.

mod postscript;
mod program;
mod sfnt;
mod shown;
mod tables;

pub(crate) use program::Program;
pub(crate) use shown::{Codes, Shown};
pub(crate) use tables::{descendant, residue};
