//! From what was typed to the body of an event: every fault of it is named at once, nothing is added
//! when there is one.

use jiff::civil::Date;
use serde_json::{Map, Value};

use super::history::History;
use super::rules;
use super::types::{Field, Form, LOGGED, Role, Type, WRITTEN_BY};
use crate::diag::{Place, Problem};
use crate::error::{Error, Exit, Result};
use crate::record::clock::Clock;
use crate::record::ledger::FILE;

/// What somebody wants to log.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// The type of event.
    pub kind: String,
    /// The day on which it happened.
    pub on: Date,
    /// Who adds it.
    pub actor: String,
    /// In what role.
    pub role: Role,
    /// Why.
    pub reason: Option<String>,
    /// The fields, as they were typed.
    pub fields: Vec<(String, String)>,
    /// How a date is read.
    pub date: fn(&str) -> Option<Date>,
}

/// The body of the event to append.
///
/// # Errors
/// Exit 2 with everything that is wrong with it.
pub fn entry(wanted: &Wanted, history: &History, clock: &Clock, today: Date) -> Result<Value> {
    let kind = kind(&wanted.kind)?;
    let (mut body, mut wrong) = fields(kind, wanted);
    if wanted.on > today {
        wrong.push(problem(
            "an event cannot lie in the future",
            "give the day on which it happened with --on",
        ));
    }
    let reason = wanted.reason.as_deref().map(str::trim).filter(|r| !r.is_empty());
    if kind.reason && reason.is_none() {
        wrong.push(problem(&format!("{} needs a reason", kind.name), "add --reason \"…\""));
    }
    if kind.manager && wanted.role == Role::Officer {
        let hint = "let the manager add it, with --role manager and their name after --as (S2 5.4.4)";
        wrong.push(problem(&format!("{} is a manager's decision", kind.name), hint));
    }
    wrong.extend(rules::broken(kind, wanted, &body, history, clock));
    if !wrong.is_empty() {
        return Err(Error { exit: Exit::Usage, problems: wrong });
    }
    body.insert("on".into(), wanted.on.to_string().into());
    if let Some(reason) = reason {
        body.insert("reason".into(), reason.into());
    }
    Ok(Value::Object(body))
}

fn kind(name: &str) -> Result<&'static Type> {
    if let Some(kind) = Type::named(name) {
        return Ok(kind);
    }
    let refuse = |what: String, hint: String| Err(Error::usage(Place::file(FILE), what, hint));
    if let Some((kind, command)) = WRITTEN_BY.iter().find(|(n, _)| *n == name) {
        return refuse(format!("{kind} is not logged by hand"), format!("it is written by: {command}"));
    }
    let near = |t: &&Type| strsim::damerau_levenshtein(name, t.name);
    let nearest = LOGGED.iter().min_by_key(near).filter(|t| near(t) <= name.chars().count() / 3);
    let hint = nearest.map_or_else(
        || "`blackpanel log --help` lists the events".to_owned(),
        |t| format!("did you mean \"{}\"?", t.name),
    );
    refuse("there is no event of this name".into(), hint)
}

/// The fields in their forms, and what is wrong with them. A value is never repeated: it may be a name.
fn fields(kind: &Type, wanted: &Wanted) -> (Map<String, Value>, Vec<Problem>) {
    let (mut body, mut wrong) = (Map::new(), Vec::new());
    for (name, value) in &wanted.fields {
        let Some(field) = kind.fields.iter().find(|f| f.name == name) else {
            let what = format!("{} holds no field of the name given", kind.name);
            wrong.push(problem(&what, &format!("it takes: {}", kind.usage())));
            continue;
        };
        let read = value_of(field, value.trim(), wanted.date);
        match read {
            Some(_) if body.contains_key(field.name) => {
                wrong.push(problem(&format!("{} is given twice", field.name), "leave one of them away"));
            }
            Some(value) => drop(body.insert(field.name.into(), value)),
            None => {
                let what = format!("{} does not have a value that fits", field.name);
                wrong.push(problem(&what, &format!("{} takes: {}", kind.name, kind.usage())));
            }
        }
    }
    let named = |f: &&Field| wanted.fields.iter().any(|(name, _)| name == f.name);
    for field in kind.fields.iter().filter(|f| f.needed && !named(f)) {
        let what = format!("{} needs {}", kind.name, field.name);
        wrong.push(problem(&what, &format!("it takes: {}", kind.usage())));
    }
    (body, wrong)
}

fn value_of(field: &Field, value: &str, date: fn(&str) -> Option<Date>) -> Option<Value> {
    match field.form {
        Form::Text => (!value.is_empty()).then(|| value.into()),
        Form::Date => date(value).map(|d| d.to_string().into()),
        Form::Number => value.parse::<u64>().ok().map(Value::from),
        Form::YesNo => match value.to_ascii_lowercase().as_str() {
            "yes" => Some(true.into()),
            "no" => Some(false.into()),
            _ => None,
        },
        Form::Choice(words) => words.iter().find(|w| w.eq_ignore_ascii_case(value)).map(|w| (*w).into()),
    }
}

/// A problem of the event to be added.
pub(super) fn problem(what: &str, hint: &str) -> Problem {
    Problem::new(Place::file(FILE), what, hint)
}
