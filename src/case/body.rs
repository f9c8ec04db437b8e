//! `body.toml`: the facts about the body that answers, from which every response letter is made.
//!
//! Each key is needed. A key that is missing, blank, a placeholder or unknown is an error with its
//! line; nothing is ever made up for it. All problems of the file are reported at once.

use std::path::Path;

use jiff::civil::Date;
use serde::Serialize;

use crate::diag::Place;
use crate::error::{Error, Exit, Result};
use crate::sys::{fs, paths};

use reader::Reader;

mod reader;
#[cfg(test)]
mod tests;

/// The facts of one body. Sentences start with a capital and end with a full stop; items of lists
/// are parts of a sentence without one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Body {
    /// Whether these are the shipped facts of a body that does not exist: the letter says EXAMPLE.
    pub example: bool,
    /// The day on which somebody last checked every fact.
    pub checked: Date,
    /// Who answers.
    pub controller: Controller,
    /// Who signs: a role, never a person.
    pub officer: Officer,
    /// The data protection officer (UK GDPR, Article 37).
    pub protection_officer: ProtectionOfficer,
    /// The internal review, which is the complaint to the controller (DPA 2018, section 164A).
    pub review: Review,
    /// The supervisory authority (DPA 2018, section 165).
    pub regulator: Regulator,
    /// Supplementary information (UK GDPR, Article 15(1) and (2)).
    pub processing: Processing,
    /// What is searched unless the case says otherwise (UK GDPR, Article 15(1A)).
    pub search: Search,
    /// Standing sentences of the letter.
    pub letter: LetterFacts,
}

/// `[controller]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Controller {
    pub name: String,
    pub address: Vec<String>,
    pub email: String,
    pub phone: String,
    pub web: String,
    /// Where the full privacy notice stands.
    pub privacy: String,
}

/// `[officer]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Officer {
    pub role: String,
    pub team: String,
}

/// `[protection-officer]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the names say it")]
pub struct ProtectionOfficer {
    pub name: String,
    pub contact: String,
}

/// `[review]`: who looks at a complaint about the response.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Review {
    /// The role that reviews.
    pub reviewer: String,
    /// The role that reviews when `reviewer` gave the response.
    pub alternate: String,
    /// Where a complaint is sent.
    pub email: String,
    /// The electronic form that section 164A asks for.
    pub form: String,
}

/// `[regulator]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Regulator {
    pub name: String,
    pub address: String,
    pub phone: String,
    pub web: String,
}

/// `[processing]`: UK GDPR, Article 15(1)(a) to (h) and 15(2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Processing {
    pub purposes: Vec<String>,
    pub basis: Vec<String>,
    pub categories: Vec<String>,
    pub recipients: Vec<String>,
    pub retention: Vec<String>,
    pub sources: Vec<String>,
    pub transfers: String,
    pub automated: String,
    pub rights: String,
}

/// `[search]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Search {
    /// The systems searched.
    pub places: Vec<String>,
    /// For what, and over which time.
    pub method: String,
}

/// `[letter]`: standing sentences.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LetterFacts {
    /// How the password comes.
    pub password: String,
    /// How proof of identity is sent.
    pub identity: String,
    /// How a fee is paid.
    pub payment: String,
    /// Other formats and adjustments.
    pub formats: String,
    /// What a further copy costs.
    pub copies: String,
}

/// Largest `body.toml` that is read.
const LIMIT: u64 = 1 << 20;

impl Body {
    /// The facts for a case: `body.toml` beside `case.toml`, else `blackpanel/body.toml` in the
    /// user's configuration folder, else the shipped example.
    ///
    /// # Errors
    /// Exit 2 when the file that was found cannot be read or lacks a fact; the next is not tried.
    pub fn load(case_folder: &Path, config_folder: Option<&Path>) -> Result<Self> {
        let beside = Some(case_folder.join("body.toml"));
        let config = config_folder.map(|c| c.join("blackpanel").join("body.toml"));
        for path in [beside, config].into_iter().flatten() {
            if let Some(bytes) = paths::read_if_there(&path, LIMIT, Exit::Usage)? {
                return Self::parse(&bytes, Place::file(fs::display(&path)));
            }
        }
        Self::example()
    }

    /// The shipped facts of a body that does not exist.
    ///
    /// # Errors
    /// None, as a test shows: the file is part of the program.
    pub fn example() -> Result<Self> {
        let bytes = include_bytes!("example-body.toml");
        let body = Self::parse(bytes, Place::file("example-body.toml"))?;
        Ok(Self { example: true, ..body })
    }

    /// Reads `body.toml`: UTF-8, or UTF-16 with its byte-order mark. `place` names the file.
    ///
    /// # Errors
    /// Exit 2 with every problem of the file, each with its line.
    pub fn parse(bytes: &[u8], place: Place) -> Result<Self> {
        let encoding = encoding_rs::Encoding::for_bom(bytes).map_or(encoding_rs::UTF_8, |(e, _)| e);
        let (text, _, malformed) = encoding.decode(bytes);
        if malformed {
            let hint = "save it as UTF-8 text";
            return Err(Error::usage(place, "the file holds bytes that are no text", hint));
        }
        let mut reader = Reader::new(&text, place)?;
        let body = read_body(&mut reader);
        reader.finish()?;
        body.ok_or_else(|| Error::usage(Place::default(), "body.toml could not be read", ""))
    }
}

/// Asks the reader for every fact; it collects what is wrong, and what nobody asked for.
fn read_body(r: &mut Reader<'_>) -> Option<Body> {
    let checked = r.date("", "checked");
    let controller = Controller {
        name: r.text("controller", "name"),
        address: r.list("controller", "address"),
        email: r.text("controller", "email"),
        phone: r.text("controller", "phone"),
        web: r.text("controller", "web"),
        privacy: r.text("controller", "privacy"),
    };
    let officer = Officer { role: r.text("officer", "role"), team: r.text("officer", "team") };
    let protection_officer = ProtectionOfficer {
        name: r.text("protection-officer", "name"),
        contact: r.text("protection-officer", "contact"),
    };
    let (review, regulator) = (read_review(r), read_regulator(r));
    let (processing, search) = (read_processing(r), read_search(r));
    let letter = LetterFacts {
        password: r.text("letter", "password"),
        identity: r.text("letter", "identity"),
        payment: r.text("letter", "payment"),
        formats: r.text("letter", "formats"),
        copies: r.text("letter", "copies"),
    };
    let checked = checked?;
    Some(Body {
        example: false,
        checked,
        controller,
        officer,
        protection_officer,
        review,
        regulator,
        processing,
        search,
        letter,
    })
}

fn read_review(r: &mut Reader<'_>) -> Review {
    Review {
        reviewer: r.text("review", "reviewer"),
        alternate: r.text("review", "alternate"),
        email: r.text("review", "email"),
        form: r.text("review", "form"),
    }
}

fn read_regulator(r: &mut Reader<'_>) -> Regulator {
    Regulator {
        name: r.text("regulator", "name"),
        address: r.text("regulator", "address"),
        phone: r.text("regulator", "phone"),
        web: r.text("regulator", "web"),
    }
}

fn read_processing(r: &mut Reader<'_>) -> Processing {
    Processing {
        purposes: r.list("processing", "purposes"),
        basis: r.list("processing", "basis"),
        categories: r.list("processing", "categories"),
        recipients: r.list("processing", "recipients"),
        retention: r.list("processing", "retention"),
        sources: r.list("processing", "sources"),
        transfers: r.text("processing", "transfers"),
        automated: r.text("processing", "automated"),
        rights: r.text("processing", "rights"),
    }
}

fn read_search(r: &mut Reader<'_>) -> Search {
    Search { places: r.list("search", "places"), method: r.text("search", "method") }
}
