//! `blackpanel new`: an empty case folder whose `case.toml` explains every key.

use std::path::Path;

use crate::diag::Place;
use crate::error::{Error, Result};
use crate::sys::{Env, fs, private};

/// The commented file; `@TODAY@` stands for the day on which the case is made.
const TEMPLATE: &str = include_str!("template.toml");

/// Makes a case folder: `case.toml` to fill in, `documents/`, `identity/`, `correspondence/`.
///
/// # Errors
/// Exit 2 when the folder exists already or cannot be made.
pub fn new_case(dir: &Path, env: &Env) -> Result<()> {
    if fs::exists_at(dir) {
        let hint = "choose a name that is not taken";
        return Err(Error::usage(Place::file(fs::display(dir)), "exists already", hint));
    }
    private::make_folder(dir, true, true)?;
    for name in ["documents", "identity", "correspondence"] {
        private::make_folder(&dir.join(name), false, true)?;
    }
    let today = env.now().to_zoned(jiff::tz::TimeZone::system()).date().to_string();
    let text = TEMPLATE.replace("@TODAY@", &today);
    fs::Partial::write(&dir.join("case.toml"), text.as_bytes(), false)?.publish(false)
}
