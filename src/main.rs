//! The program: a panic hook that shows no case text, then the command line.

fn main() {}
