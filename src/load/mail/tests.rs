//! Promises of the mail converter.
