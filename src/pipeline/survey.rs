//! The commands that look at nothing of a case, or at plain text only: `new`, `codes`, `find --plain`.

use std::path::{Path, PathBuf};

use serde::Serialize;
use serde_json::json;

use crate::case::{self, exemption::Exemption, exemption::Register};
use crate::diag::Place;
use crate::error::{Error, Exit, Result};
use crate::find;
use crate::show::{escape, table};
use crate::sys::fs;

use super::search::list_term;
use super::{Run, input};

/// Makes a case folder.
///
/// # Errors
/// Exit 2 when the folder exists or cannot be made.
pub fn new_case(run: &Run<'_>, dir: &Path) -> Result<Exit> {
    case::new_case(dir, run.env)?;
    let shown = escape::terminal(&fs::display(dir));
    let next = format!(
        "made {shown}\nnext: put the documents into {shown}/documents and fill in {shown}/case.toml,\n\
         then run  blackpanel find \"{shown}\""
    );
    run.console.summary(&next, json!({ "case": shown }));
    Ok(Exit::Done)
}

/// Lists the exemptions register, or shows one entry in full.
///
/// # Errors
/// Exit 2 for a code that is not in the register.
pub fn codes(run: &Run<'_>, code: Option<&str>) -> Result<Exit> {
    let register = Register::shipped();
    let entries = match code {
        None => register.entries(),
        Some(code) => {
            let unknown =
                || Error::usage(Place::default(), "there is no exemption of this name", register.hint(code));
            std::slice::from_ref(register.get(code).ok_or_else(unknown)?)
        }
    };
    if run.console.is_json() {
        for e in entries {
            run.console.line("exemption", json!(e));
        }
        return Ok(Exit::Done);
    }
    if let (Some(_), [one]) = (code, entries) {
        run.console.data(&in_full(one));
        return Ok(Exit::Done);
    }
    let row = |e: &Exemption| {
        let words = [e.mode.words(), e.who.words()].map(str::to_owned);
        let head = [e.id.clone(), e.mark.clone(), e.aliases.join(", "), e.label.clone()];
        head.into_iter().chain(words).chain([e.citation.clone()]).collect()
    };
    let rows: Vec<_> = entries.iter().map(row).collect();
    run.console.data(&table(&["id", "mark", "also", "label", "letter", "who", "law"], &rows));
    Ok(Exit::Done)
}

/// Everything about one exemption.
fn in_full(e: &Exemption) -> String {
    let also = e.aliases.join(", ");
    let rows = [
        ("id", e.id.as_str()),
        ("mark", &e.mark),
        ("also", &also),
        ("label", &e.label),
        ("law", &e.citation),
        ("letter", e.mode.words()),
        ("who", e.who.words()),
        ("reason", &e.reason),
        ("mind", &e.notes),
    ];
    let told = rows.iter().filter(|(_, value)| !value.is_empty());
    told.map(|(name, value)| format!("{name:<7} {value}\n")).collect()
}

/// Finds in plain text files, each on its own; offsets count Unicode scalar values. A case folder among
/// the paths lends its lists, patterns and switched-off kinds, so that they can be tried on a sample.
///
/// # Errors
/// Exit 2 when a file cannot be read, a case is wrong or there are two; exit 3 when a file is not UTF-8.
pub fn plain(run: &Run<'_>, paths: &[PathBuf], show_text: bool) -> Result<Exit> {
    let (cases, files): (Vec<&PathBuf>, Vec<&PathBuf>) = paths.iter().partition(|p| case::is_case(p));
    let rules = match cases.as_slice() {
        [] => find::PlainRules::default(),
        [folder] if !files.is_empty() => rules(&case::open(folder)?),
        _ => {
            let hint = "name one case folder and the text files to try it on, or leave --plain away";
            return Err(Error::usage(
                Place::default(),
                "--plain needs text files, and one case at most",
                hint,
            ));
        }
    };
    let texts = files.iter().map(|p| Ok((fs::display(p), read_plain(p)?))).collect::<Result<Vec<_>>>()?;
    let given: Vec<(&str, &str)> = texts.iter().map(|(n, t)| (n.raw(), t.as_str())).collect();
    let found = run.stage("find", || find::plain_with(&given, &rules));
    for ((name, text), findings) in texts.iter().zip(&found) {
        show(run, name.raw(), text, findings, show_text);
    }
    Ok(Exit::Done)
}

/// A finding as its JSON line says it; the names are a contract, and stand in order.
#[derive(Serialize)]
struct Shown<'t> {
    document: &'t str,
    end: u32,
    kind: find::Kind,
    person: Option<u32>,
    reason: &'t str,
    start: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'t str>,
    tier: find::Tier,
    #[serde(rename = "type")]
    line: &'static str,
}

/// Findings are printed so many bytes at a time.
const PIECE: usize = 1 << 16;

/// The findings of a text, in order of their starts: as JSON lines, or as lines for people.
fn show(run: &Run<'_>, document: &str, text: &str, findings: &[find::PlainFinding], show_text: bool) {
    let mut out = String::new();
    // the start of the last finding, in characters and in bytes: none starts before it
    let (mut chars, mut from) = (0, 0);
    for f in findings {
        let byte = |rest: &str, n: u32| rest.char_indices().nth(n as usize).map_or(rest.len(), |(at, _)| at);
        let words = show_text.then(|| {
            from += byte(text.get(from..).unwrap_or_default(), f.start.saturating_sub(chars));
            chars = f.start;
            let rest = text.get(from..).unwrap_or_default();
            rest.get(..byte(rest, f.end - f.start)).unwrap_or_default()
        });
        out += &line(run, document, f, words);
        out.push('\n');
        if out.len() > PIECE {
            run.console.data(&std::mem::take(&mut out));
        }
    }
    if !out.is_empty() {
        run.console.data(&out);
    }
}

fn line(run: &Run<'_>, document: &str, f: &find::PlainFinding, text: Option<&str>) -> String {
    let (kind, tier, reason) = (f.kind, f.tier, f.reason.as_ref());
    let (start, end, person) = (f.start, f.end, f.person);
    if run.console.is_json() {
        let shown = Shown { document, end, kind, person, reason, start, text, tier, line: "finding" };
        return serde_json::to_string(&shown).unwrap_or_default();
    }
    let told = |word: &str| escape::terminal(&word.into());
    let word = |value: serde_json::Result<serde_json::Value>| {
        told(value.ok().as_ref().and_then(|v| v.as_str()).unwrap_or_default())
    };
    let (kind, tier) = (word(serde_json::to_value(kind)), word(serde_json::to_value(tier)));
    let text = text.map(|t| format!("  {}", told(t))).unwrap_or_default();
    format!("{}  {start}-{end}  {kind}  {tier}  {}{text}", told(document), told(reason))
}

/// What a case asks the finder for.
fn rules(case: &case::Case) -> find::PlainRules {
    let terms = |list: &[case::lists::Term]| list.iter().map(list_term).collect();
    find::PlainRules {
        find: case.file.find.clone(),
        block: terms(&case.lists.block),
        allow: terms(&case.lists.allow),
    }
}

fn read_plain(path: &Path) -> Result<String> {
    let bytes = input::source(path, Exit::Usage)?;
    String::from_utf8(bytes).map_err(|e| {
        let place = Place::file(fs::display(path)).offset(e.utf8_error().valid_up_to() as u64);
        Error::unchecked(place, "is not UTF-8 text", "save it as UTF-8, or leave --plain away")
    })
}
