//! The request log: the events of a request's life that people add, and the fold of them.
//!
//! It refuses an event that says too little, comes from somebody who may not add it, lies in the
//! future, or cannot follow what came before.

mod entry;
mod happened;
mod history;
mod rules;
#[cfg(test)]
mod tests;
mod types;

pub use entry::{Wanted, entry};
pub use happened::happened;
pub use history::{History, Told};
pub use types::{Field, Form, LOGGED, Role, Type, WRITTEN_BY};
