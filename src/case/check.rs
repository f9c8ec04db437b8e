//! What a well-formed `case.toml` can still get wrong: every such problem, with its line.

use super::exemption::Register;
use super::read::Lines;
use super::schema::{
    CaseFile, DocumentDecision, DocumentRule, Extract, Marking, PartyDecision, PasswordPolicy, Role,
};
use crate::diag::{Place, Problem};

/// The exemption for other people, which is about the living only.
const OTHER_PEOPLE: &str = "S2P3-16";

/// Largest compiled pattern in bytes, the limit of the finder: what it would pass over is refused here.
const PATTERN_LIMIT: usize = 4 << 20;

/// Checks a file and writes exemptions as ids and paths with `/` in it; gives what is wrong.
pub(super) fn check(case: &mut CaseFile, lines: &Lines, file: &str) -> Vec<Problem> {
    let mut checker = Checker { lines, file, problems: Vec::new() };
    checker.request(case);
    checker.parties(case);
    checker.documents(&mut case.documents);
    checker.rules(case);
    for (path, what, hint) in super::traps::traps(case) {
        checker.report(&path, what, hint);
    }
    checker.problems
}

/// The lines of the file and what was noticed so far.
struct Checker<'a> {
    lines: &'a Lines,
    file: &'a str,
    problems: Vec<Problem>,
}

impl Checker<'_> {
    fn report(&mut self, path: &str, what: impl Into<String>, hint: impl Into<String>) {
        self.problems.push(problem(self.lines, self.file, path, what, hint));
    }

    fn filled(&mut self, path: &str, text: &str) {
        if text.trim().is_empty() {
            let key = path.rsplit('.').next().unwrap_or(path);
            self.report(path, format!("\"{key}\" is empty"), "write it between the quotes");
        }
    }

    fn request(&mut self, case: &CaseFile) {
        if case.schema != 1 {
            self.report("schema", "this version reads schema 1 only", "write schema = 1");
        }
        let request = &case.request;
        self.filled("request.reference", &request.reference);
        self.filled("request.summary", &request.summary);
        self.filled("data_subject.name", &case.data_subject.name);
        if let Some(r) = &case.requester {
            self.filled("requester.name", &r.name);
        }
        if request.reference.chars().any(char::is_control) || request.reference.chars().count() > 60 {
            let hint = "write at most 60 letters and digits; it is stamped on every page";
            self.report("request.reference", "the reference does not fit on a page", hint);
        }
        if request.valid.is_some_and(|valid| valid < request.received) {
            let hint = "a request becomes valid on the day it was received or later; check both dates";
            self.report("request.valid", "\"valid\" lies before \"received\"", hint);
        }
    }

    fn parties(&mut self, case: &mut CaseFile) {
        for (i, party) in case.parties.iter_mut().enumerate() {
            let path = format!("party[{i}]");
            self.filled(&format!("{path}.name"), &party.name);
            self.exemption(&format!("{path}.exemption"), &mut party.exemption);
            let dead = party.role == Role::Deceased && party.exemption.as_deref() == Some(OTHER_PEOPLE);
            if dead {
                let hint = "para 16 is about the living; delete the line, or write exemption = \"NPD\"";
                self.report(&format!("{path}.exemption"), "somebody who has died is no third party", hint);
            }
            if party.decision == Some(PartyDecision::Disclose) && party.exemption.is_some() {
                let hint = "write decision = \"withhold\", or delete the exemption";
                self.report(&format!("{path}.exemption"), "a party that is disclosed has no exemption", hint);
            }
        }
    }

    /// An exemption by any of its names becomes its id.
    fn exemption(&mut self, path: &str, name: &mut Option<String>) {
        let Some(written) = name else { return };
        let register = Register::shipped();
        if let Some(found) = register.get(written) {
            *name = Some(found.id.clone());
        } else {
            let shown: String = written.chars().take(40).collect();
            self.report(path, format!("the exemption \"{shown}\" does not exist"), register.hint(written));
        }
    }

    fn documents(&mut self, rules: &mut [DocumentRule]) {
        for i in 0..rules.len() {
            let path = format!("document[{i}]");
            let (before, rest) = rules.split_at_mut(i);
            let Some(rule) = rest.first_mut() else { continue };
            rule.file = tidy(&rule.file);
            if let Some(first) = before.iter().position(|b| b.file == rule.file) {
                let line = self.lines.of(&format!("document[{first}].file")).unwrap_or(0);
                let hint =
                    format!("put everything about it into one [[document]] (the first is in line {line})");
                self.report(&format!("{path}.file"), "this document has two entries", hint);
            }
            self.document(&path, rule);
        }
    }

    fn document(&mut self, path: &str, rule: &mut DocumentRule) {
        let file = format!("{path}.file");
        self.filled(&file, &rule.file);
        if climbs(&rule.file) {
            let hint = "name it relative to documents/, as \"letters/council.pdf\"";
            self.report(&file, "the name leads out of the documents folder", hint);
        }
        self.exemption(&format!("{path}.exemption"), &mut rule.exemption);
        let decision = match rule.decision {
            DocumentDecision::Disclose => None,
            DocumentDecision::Withhold => Some("withheld"),
            DocumentDecision::Exclude => Some("excluded"),
        };
        if let Some(done) = decision.filter(|_| rule.reason.as_deref().is_none_or(|r| r.trim().is_empty())) {
            let what = format!("a document is {done} without a reason");
            self.report(&file, what, "add a line reason = \"…\" with one sentence");
        }
        if let Some(extract) = &rule.extract {
            self.extract(&format!("{path}.extract"), extract);
        }
    }

    fn extract(&mut self, path: &str, extract: &Extract) {
        let (what, hint) = match (&extract.pages, &extract.rows, &extract.region) {
            (Some(_), None, None) => ("this is no list of pages", "write it as \"2-3,5\", counted from 1"),
            (None, Some(_), None) => (
                "this is no list of rows",
                "write it as \"2-3,5\" or \"Sheet!2-3,5\", rows as the spreadsheet program numbers them",
            ),
            (None, None, Some(_)) => (
                "this is no box on a page",
                "write it as \"PAGE:x0,y0,x1,y1\" in points from the top-left corner",
            ),
            _ => ("an extract takes one of pages, rows and box", "write { pages = \"2-3\" }"),
        };
        if extract.part().is_none() {
            self.report(path, what, hint);
        }
    }

    fn rules(&mut self, case: &mut CaseFile) {
        for (i, pattern) in case.find.patterns.iter_mut().enumerate() {
            let path = format!("find.patterns[{i}]");
            self.filled(&format!("{path}.name"), &pattern.name);
            self.exemption(&format!("{path}.exemption"), &mut pattern.exemption);
            match regex::RegexBuilder::new(&pattern.pattern).size_limit(PATTERN_LIMIT).build() {
                Ok(regex) if regex.is_match("") => {
                    let hint = "it would be found everywhere; make at least one character necessary";
                    self.report(&format!("{path}.pattern"), "the pattern fits nothing at all", hint);
                }
                Ok(_) => {}
                Err(_) => {
                    let hint =
                        "put it in single quotes, and \\ before a bracket or dot that is meant as such";
                    self.report(
                        &format!("{path}.pattern"),
                        "this is no regular expression, or too large",
                        hint,
                    );
                }
            }
        }
        let security = &case.security;
        if matches!(security.marking, Marking::Secret | Marking::TopSecret) {
            let hint = "this tool is for OFFICIAL and OFFICIAL-SENSITIVE; ask your security officer";
            self.report("security.marking", "packs above OFFICIAL-SENSITIVE are refused", hint);
        }
        if security.password == PasswordPolicy::Never && security.reason.trim().is_empty() {
            let hint = "add reason = \"…\" below it, or write password = \"auto\"";
            self.report("security.password", "no password is wanted, and no reason is given", hint);
        }
    }
}

/// A problem at a key of the file.
pub(super) fn problem(
    lines: &Lines,
    file: &str,
    path: &str,
    what: impl Into<String>,
    hint: impl Into<String>,
) -> Problem {
    let mut place = Place::file(file);
    place.line = lines.of(path);
    Problem::new(place, what, hint)
}

/// A name below a folder as a person may have typed it: with `/`, without `./` or `documents/`.
fn tidy(name: &str) -> String {
    let name = name.trim().replace('\\', "/");
    let name = name.strip_prefix("./").unwrap_or(&name);
    name.strip_prefix("documents/").unwrap_or(name).to_owned()
}

/// Whether a name leads out of the folder it is meant for.
pub(super) fn climbs(name: &str) -> bool {
    let drive = name.get(1..2) == Some(":") && name.starts_with(|c: char| c.is_ascii_alphabetic());
    drive || name.starts_with(['/', '\\', '~']) || name.split(['/', '\\']).any(|part| part == "..")
}
