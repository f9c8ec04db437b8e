//! Promises of deciding.
