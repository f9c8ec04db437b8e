//! The whole line from a normal form to a verdict, in this process.

mod copies;
mod mutants;
mod people;
