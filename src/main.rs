//! The program: a panic hook that shows no case text, then the worker or the command line.

use std::process::ExitCode;

use blackpanel::{cli, load};

fn main() -> ExitCode {
    // The first statement, workers included: a panic's payload can hold case text, its place cannot.
    std::panic::set_hook(Box::new(|info| {
        let (file, line) = info.location().map_or(("", 0), |l| (l.file(), l.line()));
        let own = if file.starts_with("src/") { file } else { "a library" };
        eprintln!("blackpanel stopped at {own} line {line}; nothing was published");
    }));
    if std::env::args_os().nth(1).is_some_and(|a| a == load::worker::SUBCOMMAND) {
        return load::worker::serve();
    }
    ExitCode::from(cli::run(std::env::args_os()).code())
}
