//! The architecture as a promise: who may use whom, and where the outside world is touched.
//!
//! Every `crate::` and `super::` path of `src/` is read as text and held against the tables below.

#![allow(clippy::pedantic, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The stages in the order of the data; a stage uses the types of earlier ones, never their functions.
const STAGES: [&str; 11] =
    ["case", "load", "text", "find", "decide", "burn", "sanitise", "pack", "protect", "verify", "record"];

/// What every module may call: leaves, and the outside world behind `sys`.
const LEAVES: [&str; 4] = ["geom", "diag", "error", "sys"];

/// Calls allowed besides the leaves. `pdf` is the ground that stages stand on; `verify` stands apart.
fn may_call(module: &str) -> Vec<&'static str> {
    match module {
        "geom" | "diag" => vec![],
        "error" => vec!["diag"],
        "sys" => vec!["diag", "error"],
        "verify" => LEAVES.to_vec(),
        "main" => vec!["cli", "load"],
        "cli" => [&LEAVES[..], &["show", "pipeline", "batch", "review"]].concat(),
        "show" => vec!["diag", "error", "geom"],
        "batch" | "review" => [&LEAVES[..], &["show", "pipeline", "render"]].concat(),
        "pipeline" => [&LEAVES[..], &STAGES, &["pdf", "show", "render", "ocr", "office", "letter"]].concat(),
        "office" => LEAVES.to_vec(),
        "render" | "pdf" => LEAVES.to_vec(),
        // what it reads are pictures
        "ocr" => [&LEAVES[..], &["render"]].concat(),
        // the worker draws, and scans are read
        "load" => [&LEAVES[..], &["pdf", "show", "render", "ocr"]].concat(),
        // what strips can be switched off by a test; a page that cannot be burned becomes its picture
        "burn" => [&LEAVES[..], &["pdf", "show", "render", "mutation"]].concat(),
        "sanitise" => [&LEAVES[..], &["pdf", "show", "mutation"]].concat(),
        "mutation" => vec![],
        // what the body says of itself, and the traps of the law
        "letter" => [&LEAVES[..], &["case", "pdf", "show"]].concat(),
        "pack" => [&LEAVES[..], &["letter", "pdf", "show"]].concat(),
        _ => [&LEAVES[..], &["pdf", "show"]].concat(),
    }
}

/// Types that may cross without a call.
fn may_name(module: &str) -> Vec<&'static str> {
    let mut allowed = may_call(module);
    if let Some(at) = STAGES.iter().position(|s| *s == module).filter(|_| module != "verify") {
        allowed.extend(STAGES[..at].iter().filter(|s| **s != "verify"));
    }
    allowed.extend(match module {
        // the finder's kinds and the exemptions of case.toml name each other's types
        "case" => &["find", "load"][..],
        "load" => &["pdf"],
        "pdf" => &["load"],
        "record" => &["verify"],
        "cli" => &["find", "decide", "verify", "case"],
        _ => &[],
    });
    allowed
}

#[test]
fn every_module_uses_only_what_the_design_allows() {
    let mut broken = Vec::new();
    for file in sources() {
        let module = top_module(&file);
        for path in paths_in(&file) {
            let used = path[0].as_str();
            if used == module || !is_module(used) {
                continue;
            }
            let calls = path.last().is_some_and(|l| l.starts_with(|c: char| c.is_ascii_lowercase()));
            let allowed = if calls { may_call(&module) } else { may_name(&module) };
            if !allowed.contains(&used) {
                broken.push(format!("{}: {}", file.display(), path.join("::")));
            }
        }
    }
    assert!(broken.is_empty(), "not allowed:\n{}", broken.join("\n"));
}

#[test]
fn only_sys_touches_files_clocks_processes_and_sockets() {
    let banned = [
        "std::fs",
        "std::process::Command",
        "TcpListener",
        "TcpStream",
        "UdpSocket",
        "getrandom::",
        "SystemTime",
        "env::var",
    ];
    let mut broken = Vec::new();
    for file in sources().into_iter().filter(|f| top_module(f) != "sys") {
        let text = code_of(&file);
        for word in banned.iter().filter(|w| text.contains(**w)) {
            broken.push(format!("{}: {word}", file.display()));
        }
    }
    assert!(broken.is_empty(), "outside sys:\n{}", broken.join("\n"));
}

#[test]
fn the_map_in_lib_rs_names_every_module() {
    let lib = fs::read_to_string(root().join("lib.rs")).expect("lib.rs");
    for module in modules() {
        assert!(lib.contains(&format!("[`{module}`]")), "lib.rs does not explain {module}");
        assert!(lib.contains(&format!("pub mod {module};")), "lib.rs does not declare {module}");
    }
}

#[test]
fn every_file_says_why_it_exists() {
    for file in sources() {
        let text = fs::read_to_string(&file).expect("source");
        assert!(text.starts_with("//!"), "{} does not open with its reason", file.display());
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn sources() -> Vec<PathBuf> {
    let (mut found, mut open) = (Vec::new(), vec![root()]);
    while let Some(dir) = open.pop() {
        for entry in fs::read_dir(dir).expect("folder") {
            let path = entry.expect("entry").path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                found.push(path);
            }
        }
    }
    found.retain(|f| !is_test(f));
    assert!(found.len() > 20, "the sources were not found");
    found.sort();
    found
}

/// Test files may touch what they test with.
fn is_test(file: &Path) -> bool {
    let parts: Vec<_> = file.iter().map(|p| p.to_string_lossy()).collect();
    parts.iter().skip_while(|p| *p != "src").any(|p| matches!(&**p, "tests" | "tests.rs" | "testing.rs"))
}

fn modules() -> BTreeSet<String> {
    sources().iter().map(|f| top_module(f)).filter(|m| m != "lib" && m != "main").collect()
}

fn is_module(name: &str) -> bool {
    root().join(name).is_dir() || root().join(format!("{name}.rs")).is_file()
}

/// The module path of a file: `src/pdf/font/mod.rs` is `["pdf", "font"]`.
fn module_path(file: &Path) -> Vec<String> {
    let mut parts: Vec<String> = file
        .strip_prefix(root())
        .expect("below src")
        .with_extension("")
        .iter()
        .map(|p| p.to_string_lossy().into_owned())
        .collect();
    if parts.last().is_some_and(|l| l == "mod") {
        parts.pop();
    }
    parts
}

fn top_module(file: &Path) -> String {
    module_path(file)[0].clone()
}

/// A file without comments and without its tests.
fn code_of(file: &Path) -> String {
    let text = fs::read_to_string(file).expect("source");
    let code = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default().to_owned();
    code.lines().map(|l| l.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// Every path from the crate's root that a file names, groups taken apart.
fn paths_in(file: &Path) -> Vec<Vec<String>> {
    let (code, here) = (code_of(file), module_path(file));
    let mut paths = Vec::new();
    let start = regex::Regex::new(r"\b(crate|super(?:::super)*|blackpanel)::").expect("pattern");
    for found in start.captures_iter(&code) {
        let ups = found[1].matches("super").count();
        let mut prefix = match ups {
            0 => vec![],
            n => here[..here.len().saturating_sub(n)].to_vec(),
        };
        let end = found.get(0).expect("whole").end();
        expand(&code[end..], &mut prefix, &mut paths);
    }
    paths.retain(|p| !p.is_empty());
    paths
}

/// Reads `a::b::{C, d::E}` and pushes each full path.
fn expand(text: &str, prefix: &mut Vec<String>, paths: &mut Vec<Vec<String>>) {
    let (mut rest, depth) = (text, prefix.len());
    loop {
        let word: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        if !word.is_empty() {
            prefix.push(word.clone());
            rest = &rest[word.len()..];
        }
        let Some(tail) = rest.strip_prefix("::") else { break };
        rest = tail;
        if let Some(group) = rest.strip_prefix('{') {
            for part in split_group(group) {
                expand(part.trim(), &mut prefix.clone(), paths);
            }
            prefix.truncate(depth);
            return;
        }
    }
    paths.push(prefix.clone());
    prefix.truncate(depth);
}

/// The members of a `{…}` group at its own level.
fn split_group(text: &str) -> Vec<&str> {
    let (mut depth, mut from, mut parts) = (0, 0, Vec::new());
    for (i, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                parts.push(&text[from..i]);
                return parts;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&text[from..i]);
                from = i + 1;
            }
            _ => {}
        }
    }
    parts
}

#[test]
fn the_reader_of_paths_reads_groups() {
    let mut paths = Vec::new();
    expand("find::{Kind, kinds::{email, Phone}};", &mut vec![], &mut paths);
    let got: BTreeMap<_, _> = paths.iter().map(|p| (p.join("::"), ())).collect();
    let want = ["find::Kind", "find::kinds::Phone", "find::kinds::email"];
    assert_eq!(got.keys().map(String::as_str).collect::<Vec<_>>(), want);
}
