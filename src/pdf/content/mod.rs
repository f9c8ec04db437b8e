//! The content stream (ISO 32000-2, 7.8.2): lexer, operator table, graphics state, the one interpreter,
//! the emitter.
//!
//! Bytes of a content stream are read in one place only ([`lexer`]) and written in one place only
//! ([`emit`]); what an operator is called and takes stands in one table ([`operator`]); what a page
//! shows is told by one loop ([`interpret`]) to a [`Device`].

pub mod colour;
pub mod device;
mod each;
pub mod emit;
mod ink;
pub mod inline_image;
pub mod interpret;
pub mod lexer;
mod nested;
pub mod operator;
pub mod page;
pub mod path;
mod resources;
mod scanner;
mod shading;
mod show;
pub mod state;
#[cfg(test)]
pub(crate) mod testing;

pub use device::Device;
pub use each::each;
pub use emit::Emitter;
pub use inline_image::InlineImage;
pub use interpret::{Interpreter, Trouble};
pub use lexer::{Operand, Operation, Operations};
pub use operator::{Category, Operator};
