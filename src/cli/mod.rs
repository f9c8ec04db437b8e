//! The command line.
pub mod args;
/// stub
pub fn run(_: std::env::ArgsOs) -> crate::error::Exit { crate::error::Exit::Done }
