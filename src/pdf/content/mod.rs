//! The content stream (ISO 32000-2, 7.8.2): lexer, operator table, graphics state, the one interpreter,
//! the emitter.
//!
//! Bytes of a content stream are read in one place only ([`lexer`]) and written in one place only
//! ([`emit`]); what an operator is called and takes stands in one table ([`operator`]).

pub mod emit;
pub mod inline_image;
pub mod lexer;
pub mod operator;
mod scanner;

pub use emit::Emitter;
pub use inline_image::InlineImage;
pub use lexer::{Operand, Operation, Operations};
pub use operator::{Category, Operator};
