//! What `find` shows: the people, then identifiers, then what somebody should check; or JSON Lines.
//!
//! Names and found texts are shown only with `--show-text`.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use crate::case::Case;
use crate::case::schema::{Author, CaseFile, Role};
use crate::decide::{Choice, Conflict, Decided, Verdict};
use crate::diag::Untrusted;
use crate::find::{Finding, Kind, Owner, Person, PersonId, Tier};
use crate::geom::Rect;
use crate::show::{escape, table};
use crate::sys::fs;

use super::Run;
use super::search::Searched;

/// What is shown.
pub(super) struct Shown<'a> {
    /// The texts and what was found in them.
    pub searched: &'a Searched,
    /// The case, if it is one.
    pub case: Option<&'a Case>,
    /// What is proposed and settled, in a case.
    pub decided: Option<&'a Decided>,
    /// Whether names and texts are shown.
    pub show_text: bool,
}

/// Shows all of it.
pub(super) fn found(run: &Run<'_>, shown: &Shown<'_>) {
    if run.console.is_json() {
        shown.people().into_iter().for_each(|p| run.console.line("person", shown.person_json(&p)));
        for (index, finding) in shown.searched.found.findings.iter().enumerate() {
            run.console.line("finding", shown.finding_json(finding, shown.choice(index)));
        }
    } else {
        let header = ["person", "name", "times", "first seen", "role", "proposal", "why"];
        let rows: Vec<_> = shown.people().iter().map(|p| shown.person_row(p)).collect();
        run.console.data(&table(&header, &rows));
        shown.findings(run);
    }
    shown.suggest(run);
}

/// How much contradicts itself, with the command that shows where.
pub(super) fn conflicts(run: &Run<'_>, folder: &Path, conflicts: &[Conflict]) {
    let open = conflicts.iter().filter(|c| !c.settled).count();
    if open > 0 {
        let stops = conflicts.iter().filter(|c| c.stops()).count();
        let case = escape::shell(fs::display(folder).raw());
        run.console.note(&format!(
            "{open} contradictions, {stops} of them stop the build: blackpanel list {case} --conflicts --csv"
        ));
    }
}

/// A person with the indices of their findings.
struct Row<'a> {
    person: &'a Person,
    findings: Vec<usize>,
}

impl<'a> Shown<'a> {
    fn choice(&self, index: usize) -> Option<&'a Choice> {
        self.decided.and_then(|d| d.choices.get(index))
    }

    fn people(&self) -> Vec<Row<'a>> {
        let mut of: BTreeMap<PersonId, Vec<usize>> = BTreeMap::new();
        for (index, finding) in self.searched.found.findings.iter().enumerate() {
            if let Some(person) = finding.person {
                of.entry(person).or_default().push(index);
            }
        }
        let row = |person: &'a Person| Row { person, findings: of.remove(&person.id).unwrap_or_default() };
        let shown = |row: &Row<'_>| row.person.owner != Owner::Discovered || !row.findings.is_empty();
        self.searched.found.people.iter().map(row).filter(shown).collect()
    }

    fn first(&self, row: &Row<'_>) -> Option<&'a Finding> {
        row.findings.first().and_then(|i| self.searched.found.findings.get(*i))
    }

    /// `redact`, `keep`, or `mixed` where the mentions differ; and why.
    fn proposal(&self, row: &Row<'_>) -> (&'static str, &'a str) {
        let choices: Vec<&Choice> = row.findings.iter().filter_map(|i| self.choice(*i)).collect();
        let verdict = |c: &&Choice| c.proposal.verdict;
        let Some(first) = choices.first() else { return ("", "") };
        let word = match verdict(first) {
            one if choices.iter().any(|c| verdict(c) != one) => "mixed",
            Verdict::Redact => "redact",
            Verdict::Keep => "keep",
        };
        (word, &first.proposal.reason)
    }

    fn person_row(&self, row: &Row<'_>) -> Vec<String> {
        let person = row.person;
        let seen = self.first(row).map(|f| self.place(f)).unwrap_or_default();
        let (proposal, why) = self.proposal(row);
        let times = person.mentions.to_string();
        let name = self.text(person.name.expose());
        vec![person.id.to_string(), name, times, seen, self.role(person).into(), proposal.into(), why.into()]
    }

    fn person_json(&self, row: &Row<'_>) -> Value {
        let person = row.person;
        let first = self.first(row).map(|f| json!({ "document": self.document(f), "page": f.page }));
        let (proposal, why) = self.proposal(row);
        json!({
            "id": person.id.to_string(), "owner": person.owner, "mentions": person.mentions,
            "name": self.show_text.then(|| person.name.expose()), "first": first, "role": self.role(person),
            "proposal": Some(proposal).filter(|p| !p.is_empty()), "reason": Some(why).filter(|w| !w.is_empty()),
            "known": person.contact.map(|day| day.to_string()),
        })
    }

    fn role(&self, person: &Person) -> &'static str {
        let file: Option<&CaseFile> = self.case.map(|c| &c.file);
        match person.owner {
            Owner::Subject if person.id.0 > 0 => "asks for the data subject",
            Owner::Subject => "the data subject",
            Owner::Party(i) => {
                file.and_then(|f| f.parties.get(i)).map_or("listed in case.toml", |p| role(p.role))
            }
            Owner::Discovered if person.office => "perhaps staff, not listed",
            Owner::Discovered => "not listed",
            Owner::Ambiguous => "cannot be told apart",
            Owner::Nobody => "nobody",
        }
    }

    /// Identifiers that are certain or likely, then what to check, names among it.
    fn findings(&self, run: &Run<'_>) {
        let all: Vec<(usize, &Finding)> = self.searched.found.findings.iter().enumerate().collect();
        let doubtful = |(i, f): &(usize, &Finding)| {
            f.tier == Tier::Check || self.choice(*i).is_some_and(|c| c.proposal.gate)
        };
        let (check, sure): (Vec<_>, Vec<_>) = all.iter().partition(|f| doubtful(f));
        let identifiers: Vec<_> = sure.into_iter().filter(|(_, f)| f.kind != Kind::Person).collect();
        for (heading, list) in [("identifiers", identifiers), ("check this", check)] {
            run.console.data(&format!("\n{heading}: {}", list.len()));
            if !list.is_empty() {
                let rows: Vec<_> =
                    list.into_iter().map(|(i, f)| self.finding_row(f, self.choice(i))).collect();
                run.console.data(&table(&["kind", "how sure", "proposal", "where", "text", "why"], &rows));
            }
        }
        let hint =
            if self.show_text { "" } else { "  (--show-text shows names and texts, on a safe screen)" };
        run.console.note(&format!("{} findings{hint}", all.len()));
    }

    fn finding_row(&self, finding: &Finding, choice: Option<&Choice>) -> Vec<String> {
        let proposal = choice.map_or("", |c| match c.proposal.verdict {
            Verdict::Redact => "redact",
            Verdict::Keep => "keep",
        });
        let why = match choice {
            Some(c) => format!("{}; {}", finding.reason, c.proposal.reason),
            None => finding.reason.clone(),
        };
        let text = self.text(finding.text.expose());
        vec![
            finding.kind.to_string(),
            tier(finding.tier).into(),
            proposal.into(),
            self.place(finding),
            text,
            why,
        ]
    }

    fn finding_json(&self, finding: &Finding, choice: Option<&Choice>) -> Value {
        let boxes: Vec<[f64; 4]> = finding.anchor.boxes.iter().map(Rect::rounded).collect();
        let mut line = json!({
            "id": finding.id, "document": self.document(finding), "page": finding.page, "kind": finding.kind,
            "tier": finding.tier, "reason": finding.reason, "person": finding.person.map(|p| p.to_string()),
            "boxes": boxes, "proposal": choice.map(|c| c.proposal.verdict),
            "exemption": choice.map(|c| c.proposal.exemption.as_str()),
        });
        if let Some(map) = line.as_object_mut().filter(|_| self.show_text) {
            map.insert("text".into(), finding.text.expose().into());
        }
        line
    }

    /// Documents that the requester seems to have written and nobody has said so.
    fn suggest(&self, run: &Run<'_>) {
        let Some(case) = self.case else { return };
        for written in &self.searched.found.written {
            let Some(text) = self.searched.texts.get(written.document) else { continue };
            let said = case.file.rule(text.name.raw()).is_some_and(|r| r.author == Some(Author::Requester));
            if !said {
                run.console.note(&format!(
                    "{}: {}; if the requester wrote it, give it a [[document]] entry with author = \"requester\", \
                     and what it says of others is kept",
                    escape::terminal(&text.name),
                    written.reason
                ));
            }
        }
    }

    fn text(&self, text: &str) -> String {
        if self.show_text { escape::terminal(&Untrusted::new(text)) } else { "…".into() }
    }

    fn document(&self, finding: &Finding) -> &'a str {
        self.searched.texts.get(finding.document).map_or("", |t| t.name.raw())
    }

    fn place(&self, finding: &Finding) -> String {
        format!("{}, page {}", escape::terminal(&self.document(finding).into()), finding.page)
    }
}

fn role(role: Role) -> &'static str {
    match role {
        Role::ThirdParty => "third party",
        Role::Professional => "professional",
        Role::Representative => "representative",
        Role::Child => "child",
        Role::Household => "household",
        Role::Deceased => "deceased",
    }
}

fn tier(tier: Tier) -> &'static str {
    match tier {
        Tier::Certain => "certain",
        Tier::Likely => "likely",
        Tier::Check => "check this",
    }
}
