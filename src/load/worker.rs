//! stub
/// stub
pub const SUBCOMMAND: &str = "--internal-worker";
/// stub
pub fn serve() -> std::process::ExitCode { std::process::ExitCode::SUCCESS }
