//! PDFs as foreign producers write them, built by code for tests and for the shipped case.

#![allow(clippy::expect_used, reason = "a test that cannot be set up has failed")]
#![allow(dead_code, reason = "each test binary uses a part of it")]

pub mod browser;
pub mod foreign;
pub mod line;
pub mod office;
pub mod program;
pub mod sealed;
pub mod swap;
