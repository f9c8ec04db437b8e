//! What a scheduler runs: an Indexed Job, a job array, a runner for a Dask cluster.
//!
//! Texts in the binary with the shelf's path and the options put in, each quoted as its language wants. No
//! password and no name of a case is in them. There is no queue of ours.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::diag::Place;
use crate::error::{Error, Exit, Result};
use crate::pipeline::Run;
use crate::show::escape::shell;
use crate::sys::fs;

use super::{BatchOptions, absolute};

/// Most parts that are made unasked.
const PARTS: u64 = 20;

/// Pods at once.
const PARALLEL: u64 = 4;

/// Where a pod finds the password.
const SECRET: &str = "/etc/blackpanel";

const MOUNT: &str = "            - name: password
              mountPath: /etc/blackpanel
              readOnly: true
";
const VOLUME: &str = "        # kubectl create secret generic blackpanel-password --from-file=password=FILE
        - name: password
          secret:
            secretName: blackpanel-password
            defaultMode: 0440
";

/// For which scheduler.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheduler {
    /// Kubernetes: an Indexed Job.
    Kubernetes,
    /// Slurm: an array script.
    Slurm,
    /// Dask: a Python runner.
    Dask,
}

/// Prints it.
pub(super) fn print(
    run: &Run<'_>,
    options: &BatchOptions,
    scheduler: Scheduler,
    parts: Option<u64>,
    cases: usize,
) -> Result<Exit> {
    let parts = parts.unwrap_or_else(|| (cases as u64).min(PARTS)).max(1);
    let shelf = printable(&absolute(&options.dir)?)?;
    let text = match scheduler {
        Scheduler::Kubernetes => kubernetes(options, &shelf, parts)?,
        Scheduler::Slurm => slurm(options, &shelf, parts)?,
        Scheduler::Dask => dask(options, &shelf)?,
    };
    if run.console.is_json() {
        run.console.line("text", json!({ "text": text }));
    } else {
        run.console.data(&text);
    }
    Ok(Exit::Done)
}

fn kubernetes(options: &BatchOptions, shelf: &str, parts: u64) -> Result<String> {
    let sealed = options.password_file.is_some();
    let password = sealed.then(|| PathBuf::from(SECRET).join("password"));
    let flags = flags(options, password)?;
    let command = format!(
        "exec blackpanel batch {} --shard \"$((JOB_COMPLETION_INDEX + 1))/{parts}\"{}",
        shell(shelf),
        joined(&flags)
    );
    let volume = if sealed { VOLUME.trim_end_matches('\n') } else { "" };
    Ok(fill(
        include_str!("templates/kubernetes.yaml"),
        &[
            ("PARTS", &parts.to_string()),
            ("PARALLEL", &parts.min(PARALLEL).to_string()),
            ("VERSION", env!("CARGO_PKG_VERSION")),
            ("REPORT", &report(shelf, &flags)),
            // a string of JSON is one of YAML too (YAML 1.2, 1.3)
            ("COMMAND", &json!(command).to_string()),
            ("SHELF", &json!(shelf).to_string()),
            ("MOUNT", if sealed { MOUNT } else { "" }),
            ("VOLUME", volume),
        ],
    ))
}

fn slurm(options: &BatchOptions, shelf: &str, parts: u64) -> Result<String> {
    let flags = flags(options, options.password_file.clone())?;
    let command = format!(
        "blackpanel batch {} --shard \"${{SLURM_ARRAY_TASK_ID}}/{parts}\" --jobs \"${{SLURM_CPUS_PER_TASK:-1}}\"{}",
        shell(shelf),
        joined(&flags)
    );
    let wrapped = shell(&report(shelf, &flags));
    Ok(fill(
        include_str!("templates/slurm.sh"),
        &[("PARTS", &parts.to_string()), ("WRAPPED", &wrapped), ("COMMAND", &command)],
    ))
}

fn dask(options: &BatchOptions, shelf: &str) -> Result<String> {
    let flags = flags(options, options.password_file.clone())?;
    // a string of JSON is one of Python as long as it holds no escape of two halves, and it holds none
    let words = [("SHELF", json!(shelf).to_string()), ("OPTIONS", json!(flags).to_string())];
    Ok(fill(include_str!("templates/dask.py"), &words.each_ref().map(|(name, word)| (*name, word.as_str()))))
}

/// The flags of every part; paths are absolute, since each part starts elsewhere.
fn flags(options: &BatchOptions, password: Option<PathBuf>) -> Result<Vec<String>> {
    if options.force {
        let hint = "leave --force away: a part that is started again must find what it has finished";
        return Err(Error::usage(Place::default(), "--force cannot be used with --print", hint));
    }
    if options.password_file.as_deref() == Some(Path::new("-")) {
        let hint = "name a file that every part can read";
        return Err(Error::usage(
            Place::default(),
            "--print cannot use a password from standard input",
            hint,
        ));
    }
    let mut flags: Vec<String> = options.mode.flag().map(str::to_owned).into_iter().collect();
    for (flag, path) in [("--password-file", password), ("--out", options.out.clone())] {
        if let Some(path) = path {
            flags.extend([flag.to_owned(), printable(&absolute(&path)?)?]);
        }
    }
    if let Some(memory) = options.memory {
        flags.extend(["--memory".to_owned(), memory.to_string()]);
    }
    Ok(flags)
}

fn report(shelf: &str, flags: &[String]) -> String {
    format!("blackpanel batch {} --report-only{}", shell(shelf), joined(flags))
}

fn joined(flags: &[String]) -> String {
    flags.iter().map(|flag| format!(" {}", shell(flag))).collect()
}

/// A path as text, which a script can hold on one line.
fn printable(path: &Path) -> Result<String> {
    let text = OsString::from(path).into_string().ok().filter(|t| !t.chars().any(char::is_control));
    text.ok_or_else(|| {
        let what = "its path holds characters that no script can hold";
        Error::usage(Place::file(fs::display(path)), what, "give the folder another name")
    })
}

/// Puts words in place of `@NAME@`, each once: what was put in is not looked through again.
fn fill(template: &str, words: &[(&str, &str)]) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('@') {
        out.push_str(before);
        let word =
            words.iter().find_map(|(name, word)| Some((word, after.strip_prefix(name)?.strip_prefix('@')?)));
        match word {
            Some((word, after)) => {
                out.push_str(word);
                rest = after;
            }
            None => {
                out.push('@');
                rest = after;
            }
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_in_is_not_looked_through_again() {
        assert_eq!(fill("a @B@ @C@ @D", &[("B", "@C@"), ("C", "c")]), "a @C@ c @D");
    }
}
