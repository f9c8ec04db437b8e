//! PDF as we read, model and write it; the one interpreter and the one emitter.
//!
//! | module | holds |
//! |---|---|
//! | [`limits`] | how much of a stranger's file is read, on by default |
//! | [`read`] | a stranger's PDF → normal form (worker only), the guards, the allow-list |
//! | [`font`] | code → glyph, width, Unicode |
//! | [`image`] | raster codecs: decode, paint out, encode, strip metadata |
//! | [`content`] | lexer, operator table, graphics state, the one interpreter, the emitter |
//! | [`typeset`] | our own pages: paragraphs, tables, letters (printpdf lives here and nowhere else) |
//! | [`write`] | deterministic saving of the object model |

pub mod content;
pub mod font;
pub mod image;
pub mod limits;
pub mod read;
pub mod typeset;
pub mod write;
