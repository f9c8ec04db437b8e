//! Promises of sanitising.
