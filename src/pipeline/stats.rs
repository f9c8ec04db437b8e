//! `stats`: figures over every case below a folder. A case that cannot be read is named and left out.

use std::path::{Path, PathBuf};

use serde_json::json;

use crate::error::{Error, Exit, Result};
use crate::record::stats::{Figure, Figures, stats as figures_of};
use crate::show::table;
use crate::sys::fs::{self, EntryKind};

use super::{Run, request};

/// Largest receipt or register that is read.
const LIMIT: u64 = 256 << 20;

/// Shows the figures.
///
/// # Errors
/// Exit 2 when the folder cannot be listed; exit 3 with each case that could not be read, after the figures
/// of the others.
pub fn stats(run: &Run<'_>, dir: &Path, csv: bool) -> Result<Exit> {
    let (mut read, mut wrong) = (Vec::new(), Vec::new());
    for case in cases(dir)? {
        match figures(run, &case) {
            Ok(figures) => read.push(figures),
            Err(error) => wrong.extend(error.problems),
        }
    }
    show(run, &figures_of(&read), csv);
    if wrong.is_empty() { Ok(Exit::Done) } else { Err(Error { exit: Exit::Unchecked, problems: wrong }) }
}

/// The case folders below a folder; what lies inside a case is no case of its own.
pub(super) fn cases(dir: &Path) -> Result<Vec<PathBuf>> {
    let mut found: Vec<PathBuf> = Vec::new();
    let named = |name: &str| name == "case.toml" || name.ends_with("/case.toml");
    let mut folders: Vec<PathBuf> = fs::walk(dir)?
        .into_iter()
        .filter(|e| e.kind == EntryKind::File && named(&e.name))
        .filter_map(|e| e.path.parent().map(Path::to_path_buf))
        .collect();
    folders.sort_by_key(|f| f.components().count());
    for folder in folders {
        if !found.iter().any(|f| folder.starts_with(f)) {
            found.push(folder);
        }
    }
    Ok(found)
}

fn figures(run: &Run<'_>, case: &Path) -> Result<Figures> {
    let life = request::life(case, run.env.today())?;
    let internal = case.join("out").join("internal");
    let read = |name: &str| {
        let path = internal.join(name);
        fs::exists_at(&path).then(|| fs::read(&path, LIMIT, Exit::Unchecked)).transpose()
    };
    let (receipt, register) = (read("receipt.json")?, read("register.csv")?);
    Figures::of(&life.history, &life.clock, receipt.as_deref(), register.as_deref())
}

fn show(run: &Run<'_>, figures: &[Figure], csv: bool) {
    if run.console.is_json() {
        for f in figures {
            let line = json!({ "figure": f.figure, "group": f.group, "value": f.value, "suppressed": f.value.is_none() });
            run.console.line("figure", line);
        }
        return;
    }
    let value = |f: &Figure| f.value.map_or_else(|| "suppressed".to_owned(), |n| n.to_string());
    if csv {
        // groups are months, words of ours and ids of the register: nothing in them needs quotes
        let cell = |text: &str| crate::show::escape::csv_cell(&text.into());
        let line = |f: &Figure| format!("{},{},{}\r\n", f.figure, cell(&f.group).replace(',', ";"), value(f));
        let rows: String = figures.iter().map(line).collect();
        run.console.data(&format!("figure,group,value\r\n{rows}"));
        return;
    }
    let escaped = |text: &str| crate::show::escape::terminal(&text.into());
    let row = |f: &Figure| vec![f.figure.to_owned(), escaped(&f.group), value(f)];
    run.console.data(&table(&["figure", "of", "number"], &figures.iter().map(row).collect::<Vec<_>>()));
}
