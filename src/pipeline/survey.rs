//! The commands that look at nothing of a case, or at plain text only: `new`, `codes`, `find --plain`.

use std::path::{Path, PathBuf};

use serde_json::json;

use crate::case::{self, exemption::Register};
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

/// Lists the exemptions register.
///
/// # Errors
/// None; the result fits the other commands.
pub fn codes(run: &Run<'_>) -> Result<Exit> {
    let entries = Register::shipped().entries();
    if run.console.is_json() {
        for e in entries {
            run.console.line("exemption", json!(e));
        }
        return Ok(Exit::Done);
    }
    let row = |e: &case::exemption::Exemption| {
        vec![e.id.clone(), e.mark.clone(), e.aliases.join(", "), e.label.clone(), e.citation.clone()]
    };
    let rows: Vec<_> = entries.iter().map(row).collect();
    run.console.data(&table(&["id", "mark", "also", "label", "law"], &rows));
    Ok(Exit::Done)
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
        for f in findings {
            let mut line = json!({ "document": name.raw(), "start": f.start, "end": f.end, "kind": f.kind,
                "tier": f.tier, "reason": f.reason, "person": f.person });
            if show_text && let Some(map) = line.as_object_mut() {
                let words: String =
                    text.chars().skip(f.start as usize).take((f.end - f.start) as usize).collect();
                map.insert("text".into(), words.into());
            }
            show(run, line);
        }
    }
    Ok(Exit::Done)
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

/// One finding as a JSON line, or as a line for people.
fn show(run: &Run<'_>, line: serde_json::Value) {
    if run.console.is_json() {
        run.console.line("finding", line);
        return;
    }
    let word = |key: &str| escape::terminal(&line[key].as_str().unwrap_or_default().into());
    let (start, end) = (&line["start"], &line["end"]);
    let text = line.get("text").map(|_| format!("  {}", word("text"))).unwrap_or_default();
    let (document, kind, tier, reason) = (word("document"), word("kind"), word("tier"), word("reason"));
    run.console.data(&format!("{document}  {start}-{end}  {kind}  {tier}  {reason}{text}"));
}

fn read_plain(path: &Path) -> Result<String> {
    let bytes = input::source(path, Exit::Usage)?;
    String::from_utf8(bytes).map_err(|e| {
        let place = Place::file(fs::display(path)).offset(e.utf8_error().valid_up_to() as u64);
        Error::unchecked(place, "is not UTF-8 text", "save it as UTF-8, or leave --plain away")
    })
}
