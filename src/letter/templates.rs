//! Where templates come from: a team's own in `letters/` beside `case.toml`, then in the user's
//! configuration folder, then the shipped ones.
//!
//! A file in `letters/` that no letter uses is an error: a slip in its name would mean that the shipped
//! text goes out instead.

use std::collections::BTreeMap;
use std::path::Path;

use crate::diag::Place;
use crate::error::{Error, Exit, Result};
use crate::sys::fs::{self, EntryKind};

/// Largest template that is read.
const LIMIT: u64 = 256 << 10;

/// The folder of a team's own templates, in a case or in the configuration folder of this program.
const FOLDER: &str = "letters";

/// The shipped templates: first the letters, then what several of them include.
const SHIPPED: [(&str, &str); 18] = [
    ("acknowledgement", include_str!("templates/acknowledgement.txt")),
    ("identity", include_str!("templates/identity.txt")),
    ("clarification", include_str!("templates/clarification.txt")),
    ("extension", include_str!("templates/extension.txt")),
    ("fee", include_str!("templates/fee.txt")),
    ("consultation", include_str!("templates/consultation.txt")),
    ("response", include_str!("templates/response.txt")),
    ("refusal", include_str!("templates/refusal.txt")),
    ("email", include_str!("templates/email.txt")),
    ("head", include_str!("templates/head.txt")),
    ("request", include_str!("templates/request.txt")),
    ("search", include_str!("templates/search.txt")),
    ("reasons", include_str!("templates/reasons.txt")),
    ("rights", include_str!("templates/rights.txt")),
    ("complaint", include_str!("templates/complaint.txt")),
    ("outside", include_str!("templates/outside.txt")),
    ("close", include_str!("templates/close.txt")),
    ("annex", include_str!("templates/annex.txt")),
];

/// A template and the file it came from.
#[derive(Debug, Clone)]
struct Template {
    text: String,
    place: Place,
}

/// All templates, by name.
#[derive(Debug, Clone)]
pub struct Templates {
    by_name: BTreeMap<String, Template>,
}

impl Templates {
    /// The shipped templates.
    #[must_use]
    pub fn shipped() -> Self {
        let one = |(name, text): (&str, &str)| {
            let place = Place::file(format!("{name}.txt (shipped)"));
            (name.to_owned(), Template { text: text.to_owned(), place })
        };
        Self { by_name: SHIPPED.into_iter().map(one).collect() }
    }

    /// The templates for a case: its own before those of the user before the shipped ones.
    ///
    /// # Errors
    /// Exit 2 for a template that cannot be read or that no letter uses.
    pub fn load(case_folder: &Path, config_folder: Option<&Path>) -> Result<Self> {
        let mut templates = Self::shipped();
        let config = config_folder.map(|c| c.join("blackpanel").join(FOLDER));
        for folder in [config, Some(case_folder.join(FOLDER))].into_iter().flatten() {
            if fs::is_folder(&folder) {
                templates.take(&folder)?;
            }
        }
        Ok(templates)
    }

    /// Names and texts of the shipped templates, for a team that wants to change them.
    #[must_use]
    pub fn texts() -> &'static [(&'static str, &'static str)] {
        &SHIPPED
    }

    /// One template changed, as a team would change it.
    #[cfg(test)]
    #[must_use]
    pub(crate) fn with(mut self, name: &str, text: impl Into<String>) -> Self {
        let template = Template { text: text.into(), place: Place::file(format!("letters/{name}.txt")) };
        self.by_name.insert(name.to_owned(), template);
        self
    }

    /// Name and text of each.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.by_name.iter().map(|(name, template)| (name.as_str(), template.text.as_str()))
    }

    /// The file of a template.
    pub(super) fn place(&self, name: &str) -> Place {
        self.by_name.get(name).map_or_else(|| Place::file(name), |t| t.place.clone())
    }

    fn take(&mut self, folder: &Path) -> Result<()> {
        let entries = fs::walk(folder)?;
        let taken = entries.into_iter().filter(|e| e.kind == EntryKind::File).map(|entry| {
            let place = Place::file(fs::display(&entry.path));
            let name = own_name(&entry.name, &place)?;
            let bytes = fs::read(&entry.path, LIMIT, Exit::Usage)?;
            let text = String::from_utf8(bytes).map_err(|_| {
                Error::usage(place.clone(), "is no UTF-8 text", "save it as plain text in UTF-8")
            })?;
            let text = text.trim_start_matches('\u{feff}').to_owned();
            Ok((name.to_owned(), Template { text, place }))
        });
        self.by_name.extend(taken.collect::<Result<Vec<_>>>()?);
        Ok(())
    }
}

/// The template that a file stands for.
fn own_name(file: &str, place: &Place) -> Result<&'static str> {
    let known = file.strip_suffix(".txt");
    let named = SHIPPED.iter().map(|(name, _)| *name).find(|name| Some(*name) == known);
    named.ok_or_else(|| {
        let names = SHIPPED.iter().map(|(name, _)| format!("{name}.txt")).collect::<Vec<_>>().join(", ");
        let hint = format!("a template is called {names}; keep other files elsewhere");
        Error::usage(place.clone(), "no letter uses a template of this name", hint)
    })
}
