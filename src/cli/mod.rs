//! The command line: typed arguments to options.
