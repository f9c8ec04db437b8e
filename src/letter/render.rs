//! From a template and facts to a letter. Values are escaped, so that none acts as markup or as a mark;
//! a fact that is not there is an error, never a gap.

use jiff::civil::Date;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, ErrorKind, UndefinedBehavior, context};
use serde::Serialize;

use super::facts::{Consultation, Facts, Life, Times};
use super::{Kind, Templates, Written, counted, long_date, markup};
use crate::case::body::Body;
use crate::error::{Error, Result};

/// Work that one letter may take: a template that never ends is an error.
const FUEL: u64 = 2_000_000;

/// Everything a letter may tell.
#[derive(Debug, Clone)]
pub struct Told<'a> {
    /// The request.
    pub facts: &'a Facts,
    /// Who writes.
    pub body: &'a Body,
    /// What the log says.
    pub life: Life,
    /// The dates.
    pub times: Times,
    /// What a response tells of the decision.
    pub response: Option<Response>,
    /// Whom else we ask, and what about.
    pub consultation: Option<Consultation>,
    /// The name of the attached file.
    pub file: String,
    /// Whether the pack needs a password.
    pub protected: bool,
}

/// What a response tells of the decision. Templates know it as `response`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Response {
    /// `granted`, `part-granted`, `nothing-held` or `refused`.
    pub outcome: &'static str,
    /// Documents sent.
    pub documents: u32,
    /// Their pages.
    pub pages: u32,
    /// The files over which they are shared out.
    pub files: u32,
    /// What is held as well and no page can show.
    pub held: u32,
    /// Page of the schedule.
    pub schedule: u32,
    /// Page of the key to the redactions.
    pub key: u32,
    /// Page of the first document.
    pub first: u32,
    /// Black panels.
    pub panels: u32,
    /// Reasons are given without marks and counts.
    pub pooled: bool,
    /// Whether the requester sees that something is missing.
    pub removed: bool,
    /// The reasons behind the panels.
    pub reasons: Vec<Reason>,
    /// Documents withheld whole.
    pub withheld: Vec<WithheldWhole>,
}

/// A reason that the letter gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// What is drawn on the panels.
    pub mark: String,
    /// A few words.
    pub label: String,
    /// A sentence.
    pub reason: String,
    /// The law; empty where none is needed.
    pub citation: String,
    /// Panels that carry it.
    pub count: u32,
}

/// A document withheld whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WithheldWhole {
    /// Its title, redacted.
    pub title: String,
    /// Its pages, when they may be told.
    pub pages: Option<u32>,
    /// A sentence.
    pub reason: String,
    /// The law.
    pub citation: String,
}

/// Writes a letter.
///
/// # Errors
/// Exit 2 when the template cannot be read or asks for a fact that there is not.
pub fn write(kind: Kind, templates: &Templates, told: &Told<'_>) -> Result<Written> {
    let mut environment = environment();
    for (name, text) in templates.iter() {
        let added = environment.add_template(name, text);
        added.map_err(|e| problem(templates, name, &e))?;
    }
    let template = environment.get_template(kind.name());
    let template = template.map_err(|e| problem(templates, kind.name(), &e))?;
    let text = template.render(facts(told)).map_err(|e| problem(templates, kind.name(), &e))?;
    Ok(markup::read(&text))
}

fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    if let Ok(syntax) =
        SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build()
    {
        environment.set_syntax(syntax);
    }
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    environment.set_fuel(Some(FUEL));
    environment.add_filter("date", date);
    environment.add_function("counted", |count: u32, one: String| counted(count, &one));
    environment.set_formatter(|out, _, value| {
        let missing = value.is_none() || value.is_undefined();
        if missing || value.as_str().is_some_and(|s| s.trim().is_empty()) {
            return Err(minijinja::Error::new(ErrorKind::UndefinedError, "blank"));
        }
        out.write_str(&markup::escaped(&value.to_string())).map_err(minijinja::Error::from)
    });
    environment
}

/// `{{ request.received|date }}`: 22 November 2026.
fn date(value: &Value) -> std::result::Result<String, minijinja::Error> {
    let read: Option<Date> = value.as_str().and_then(|d| d.parse().ok());
    read.map(long_date).ok_or_else(|| minijinja::Error::new(ErrorKind::UndefinedError, "no date"))
}

/// What templates can name; `docs/letters.md` lists it.
fn facts(told: &Told<'_>) -> Value {
    let Told { facts, body, .. } = told;
    let search = facts.search.as_ref().unwrap_or(&body.search);
    context! {
        body => of(body),
        request => of(facts),
        dated => of(facts.dated),
        search => of(search),
        refusal => of(&facts.refusal),
        life => of(&told.life),
        clock => of(&told.times),
        response => of(&told.response),
        consultation => of(&told.consultation),
        email => context! { file => told.file.as_str() },
        protected => told.protected,
        signed_by => if facts.reviewer_responded { &body.review.reviewer } else { &body.officer.role },
    }
}

fn of(value: impl Serialize) -> Value {
    Serde(value).into()
}

/// In our words; the crate's own may repeat what a template or a case holds.
fn problem(templates: &Templates, name: &str, error: &minijinja::Error) -> Error {
    let mut place = templates.place(error.name().unwrap_or(name));
    place.line = error.line().map(|line| line as u32);
    let (what, hint) = match error.kind() {
        ErrorKind::SyntaxError => (
            "the template cannot be read here",
            "close each {% if %} and {% for %}, and each {{ with }}; docs/letters.md shows how",
        ),
        ErrorKind::UndefinedError => (
            "the template asks here for a fact that there is not, or that is blank",
            "docs/letters.md lists the facts; put {% if … %} around one that can be missing",
        ),
        ErrorKind::TemplateNotFound => {
            ("the template includes one that there is not", "docs/letters.md lists what can be included")
        }
        ErrorKind::OutOfFuel => ("the template does not come to an end", "take out the loop"),
        _ => (
            "the template cannot be used here",
            "compare it with the shipped one: blackpanel letter templates",
        ),
    };
    Error::usage(place, what, hint)
}
