//! The known attacks on redaction, one line each: the secret must be gone from the whole file, by
//! every way it could be read, and the public words beside it must still be there.

#![allow(clippy::pedantic, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../support/mod.rs"]
mod support;

mod build;
mod codecs;
mod content;
mod extracts;
mod files;
mod font_programs;
mod fonts;
mod fonts_residue;
mod fonts_shared;
mod grep;
mod hidden;
mod images;
mod judge;
mod office;
mod pages;
mod peel;
mod pictures;
mod raster;
mod routes;
mod things;
mod unsearched;
mod vectors;
mod width;
