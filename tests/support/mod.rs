//! PDFs as foreign producers write them, built by code for tests and for the shipped case.

#![allow(dead_code, reason = "each test binary uses a part of it")]

pub mod foreign;
pub mod program;
