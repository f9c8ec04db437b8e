//! The identity of a violation over several runs: from where it is, never from what was found there.
//!
//! Taken from file, rule, page and box in whole points, so that a baseline and a list of alerts survive a
//! run that hides its text. Without a box it is the object and our own sentence: what has no place is told
//! apart by what is wrong with it.

use std::fmt::Write as _;

use crate::sys::fs;
use crate::verify::Violation;

/// The name under which SARIF carries it; a change of the recipe raises the number.
pub(crate) const KEY: &str = "blackpanelPlace/v1";

/// 32 hex digits of the SHA-256 of a violation's place.
#[must_use]
pub fn fingerprint(v: &Violation) -> String {
    let mut of = format!("{}\0{}\0{}\0", path(v.place.file.raw()), v.rule.0, v.place.page.unwrap_or(0));
    let _ = match v.area {
        Some(a) => {
            let [x0, y0, x1, y1] = [a.x0, a.y0, a.x1, a.y1].map(|side| side.round() as i64);
            write!(of, "{x0},{y0},{x1},{y1}")
        }
        None => write!(of, "{}\0{}", v.place.object.unwrap_or(0), v.what),
    };
    let mut hex = fs::sha256_hex(of.as_bytes());
    hex.truncate(32);
    hex
}

/// A path as every system writes it in a report: `/` between its parts, no `./` before them.
pub(crate) fn path(name: &str) -> String {
    let name = if cfg!(windows) { name.replace('\\', "/") } else { name.to_owned() };
    name.trim_start_matches("./").to_owned()
}
