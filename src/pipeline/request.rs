//! The commands of a request's life: `log`, `clock`, `record --check`. They read `case.toml` and the
//! ledger; no document is opened.

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde_json::{Value, json};

use crate::case::schema::CaseFile;
use crate::case::{self, Workspace};
use crate::diag::{Place, Untrusted};
use crate::error::{Error, Exit, Result};
use crate::record::request::{LOGGED, Role, Wanted, entry};
use crate::record::{self, Clock, History, Ledger};
use crate::show::{escape, table};
use crate::sys::fs::{self, EntryKind};

use super::{Run, gates, gather, input, sent};

/// Largest receipt that is read.
const RECEIPT_LIMIT: u64 = 4 << 20;

/// What `log` was asked to do.
#[derive(Debug)]
pub struct LogOptions {
    /// The case folder.
    pub case: PathBuf,
    /// The type of event; `None` shows the log.
    pub event: Option<String>,
    /// The day on which it happened, as typed; today if not.
    pub on: Option<String>,
    /// Who adds it.
    pub actor: String,
    /// In what role.
    pub role: Role,
    /// Why.
    pub reason: Option<String>,
    /// Fields of the event.
    pub fields: Vec<(String, String)>,
}

/// A request as `case.toml` and the ledger tell it.
pub(super) struct Life {
    pub file: CaseFile,
    pub bytes: Vec<u8>,
    pub ledger: Ledger,
    pub history: History,
    pub clock: Clock,
}

/// Reads the request of a case, as it stands on `today`.
pub(super) fn life(folder: &Path, today: Date) -> Result<Life> {
    gather::refuse_no_case(folder)?;
    let (file, bytes) = case::file(folder)?;
    let ledger = Ledger::open(folder)?;
    let history = History::of(&ledger)?;
    let clock = record::clock(&file.request, &history, today);
    Ok(Life { file, bytes, ledger, history, clock })
}

/// The events that `log` takes, for its help.
#[must_use]
pub fn log_help() -> String {
    let mut help = "Events, and what each holds:\n".to_owned();
    for kind in &LOGGED {
        let usage = kind.usage();
        let space = if usage.is_empty() { "" } else { " " };
        help.push_str(&format!("  {}{space}{usage}\n      {}\n", kind.name, kind.about));
    }
    help
}

/// Adds an event to the request log, or shows the log.
///
/// # Errors
/// Exit 2 with everything that is wrong with the event; exit 1 when the ledger was tampered with.
pub fn log(run: &Run<'_>, options: &LogOptions) -> Result<Exit> {
    gather::refuse_no_case(&options.case)?;
    let today = run.env.today();
    let Some(event) = &options.event else {
        let life = life(&options.case, today)?;
        show_log(run, &life);
        return Ok(Exit::Done);
    };
    let workspace = Workspace::open(&options.case, run.env)?;
    let mut life = life(&options.case, today)?;
    if let Some(torn) = &life.ledger.torn {
        run.console.problem(torn);
    }
    let body = body_in(options, event, today, (&life, workspace.key()))?;
    life.ledger.append(run.env, (&options.actor, options.role.name()), event, body)?;
    let seq = life.ledger.events.len();
    let on = day(options.on.as_deref(), today)?;
    let sentence = format!("noted as {seq}: {event} on {on}");
    if matches!(event.as_str(), "ready" | "signed" | "returned") {
        run.console.note("the name is taken as it was given: nothing checks who typed it");
    }
    run.console.summary(&sentence, json!({ "seq": seq, "event": event, "on": on }));
    Ok(Exit::Done)
}

/// The body of an event that is to be added to the log of a case that somebody holds.
///
/// # Errors
/// As [`log`] has it.
pub(super) fn body(options: &LogOptions, event: &str, today: Date, key: &[u8; 32]) -> Result<Value> {
    body_in(options, event, today, (&life(&options.case, today)?, key))
}

fn body_in(options: &LogOptions, event: &str, today: Date, (life, key): (&Life, &[u8; 32])) -> Result<Value> {
    let wanted = Wanted {
        kind: event.to_owned(),
        on: day(options.on.as_deref(), today)?,
        actor: options.actor.clone(),
        role: options.role,
        reason: options.reason.clone(),
        fields: options.fields.clone(),
        date: case::date::parse,
    };
    let mut body = entry(&wanted, &life.history, &life.clock, today)?;
    let bound = match event {
        "release" => {
            let pack = body.get("pack").and_then(Value::as_str);
            Some(("pack", gates::hold_release(&options.case, life, (today, key), pack)?))
        }
        "ready" => Some(("seal", seal(&options.case, life)?)),
        "signed" => Some(("seal", unchanged(life, seal(&options.case, life)?)?)),
        _ => None,
    };
    if let (Some((name, hash)), Some(map)) = (bound, body.as_object_mut()) {
        map.insert(name.into(), hash.into());
    }
    Ok(body)
}

/// The seal of now, when it is the one that was ready to be checked.
fn unchanged(life: &Life, seal: String) -> Result<String> {
    let ready = life.history.waiting("ready", &["returned"]);
    if ready.is_some_and(|r| r.text("seal") == seal) {
        return Ok(seal);
    }
    let hint = "whoever prepared the case says again that it is ready: blackpanel log CASE ready --as NAME";
    Err(Error::problem(Place::file("history.jsonl"), "sources or decisions changed after it was ready", hint))
}

/// The day that was typed, or today.
fn day(typed: Option<&str>, today: Date) -> Result<Date> {
    let Some(typed) = typed else { return Ok(today) };
    case::date::parse(typed).ok_or_else(|| {
        let hint = "write it as 2026-09-28, 28/09/2026 or \"28 September 2026\"";
        Error::usage(Place::default(), "--on is no date", hint)
    })
}

/// The hash that a second person signs, of the case as it lies there now.
pub(super) fn seal(folder: &Path, life: &Life) -> Result<String> {
    Ok(record::seal(&life.bytes, &sources(folder, &life.file)?, &life.ledger))
}

/// Names and hashes of what a seal is over, besides `case.toml` and the decisions.
pub(super) fn sources(folder: &Path, file: &CaseFile) -> Result<Vec<(String, String)>> {
    let documents = folder.join("documents");
    let entries = if fs::is_folder(&documents) { fs::walk(&documents)? } else { Vec::new() };
    let documents = entries.into_iter().filter(|e| e.kind == EntryKind::File).map(|e| (e.name, e.path));
    // what the lists say to redact or keep is decided as much as a line of case.toml
    let lists = file.find.block.iter().chain(&file.find.allow);
    let lists = lists.map(|list| (format!("case.toml/{list}"), folder.join(list)));
    let mut sources = Vec::new();
    for (name, path) in documents.chain(lists) {
        let bytes = input::source(&path, Exit::Unchecked)?;
        sources.push((name, fs::sha256_hex(&bytes)));
    }
    Ok(sources)
}

/// The events that count, one a line. What an officer typed is shown to the officer, escaped.
fn show_log(run: &Run<'_>, life: &Life) {
    let mut rows = Vec::new();
    for told in &life.history.told {
        if run.console.is_json() {
            let line = json!({ "seq": told.seq, "event": told.kind, "on": told.on, "actor": told.actor,
                "role": told.role, "body": told.body });
            run.console.line("event", line);
            continue;
        }
        let shown = |text: &str| escape::terminal(&Untrusted::from(text));
        let who = shown(&format!("{} ({})", told.actor, told.role));
        rows.push(vec![
            told.seq.to_string(),
            told.on.to_string(),
            told.kind.clone(),
            who,
            shown(&words(&told.body)),
        ]);
    }
    if !run.console.is_json() {
        run.console.data(&table(&["no", "on", "event", "by", "what"], &rows));
    }
}

/// The fields of an event in one line.
fn words(body: &Value) -> String {
    let Some(map) = body.as_object() else { return String::new() };
    let fields = map.iter().filter(|(name, _)| !matches!(name.as_str(), "on" | "seal" | "pack" | "plan"));
    let word = |(name, value): (&String, &Value)| match value {
        Value::String(text) => format!("{name}={text}"),
        Value::Bool(yes) => format!("{name}={}", if *yes { "yes" } else { "no" }),
        other => format!("{name}={other}"),
    };
    fields.map(word).collect::<Vec<_>>().join("; ")
}

/// Whether the history of a case is as it was written.
///
/// # Errors
/// Exit 1 for a line that was edited, removed, added or moved, for a torn or cut end, and for a pack
/// that is not the one of its receipt; exit 3 when a file cannot be read.
pub fn check_record(run: &Run<'_>, folder: &Path) -> Result<Exit> {
    gather::refuse_no_case(folder)?;
    let ledger = Ledger::open(folder)?;
    let out = folder.join("out");
    let receipt = out.join("internal").join("receipt.json");
    let receipt = there(&receipt).map(|p| fs::read(p, RECEIPT_LIMIT, Exit::Unchecked)).transpose()?;
    let files = sent::found(&out.join("send"))?;
    let pack = (!files.is_empty()).then(|| sent::hash_of(&files, Exit::Unchecked)).transpose()?;
    let checked = record::check(&ledger, receipt.as_deref(), pack.as_deref());
    for note in &checked.notes {
        run.console.problem(note);
    }
    if !checked.problems.is_empty() {
        return Err(Error { exit: Exit::Problem, problems: checked.problems });
    }
    let held = if checked.held_by.is_empty() { "nothing".to_owned() } else { checked.held_by.join(" and ") };
    let sentence = format!("{} events, the chain holds; its end is held by {held}", checked.events);
    let object = json!({ "events": checked.events, "head": checked.head, "held_by": checked.held_by });
    run.console.summary(&sentence, object);
    Ok(Exit::Done)
}

fn there(path: &Path) -> Option<&Path> {
    fs::exists_at(path).then_some(path)
}
