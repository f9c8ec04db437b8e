//! One row a person: what is written there decides every mention, and the rows below are exceptions.
//!
//! To keep a person keeps their name and, of somebody with a job title, the mailbox at work; a private
//! number or address is decided by itself. The data subject has no row: they are kept.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use super::super::{Choice, Decided, Document, Ruling, Scope, Settled, Settlement, Verdict, bind};
use super::COLUMNS;
use super::write::{settled_word, verdict};
use crate::find::{Found, Kind, Owner, Person, PersonId};

/// What stands in the column of the kind.
pub(super) const KIND: &str = "all mentions";

/// A person with the indices of their findings.
pub(super) struct Group<'a> {
    /// Number of the person, and a mark that changes with the texts of the mentions.
    pub(super) id: String,
    pub(super) person: &'a Person,
    findings: Vec<usize>,
    texts: Vec<String>,
}

/// The people who can be decided, in the order of their numbers.
pub(super) fn groups(found: &Found) -> Vec<Group<'_>> {
    let others = found.people.iter().filter(|p| p.owner != Owner::Subject);
    others.filter_map(|p| group(found, p)).collect()
}

/// What a decision about a person holds on to; none of somebody who is named nowhere.
#[must_use]
pub fn scope_of(found: &Found, person: PersonId) -> Option<Scope> {
    let person = found.people.iter().find(|p| p.id == person)?;
    group(found, person).map(|g| g.scope())
}

fn group<'a>(found: &Found, person: &'a Person) -> Option<Group<'a>> {
    let mine = |(i, f): (usize, &crate::find::Finding)| (f.person == Some(person.id)).then_some(i);
    let findings: Vec<usize> = found.findings.iter().enumerate().filter_map(mine).collect();
    let named = findings.iter().filter_map(|i| found.findings.get(*i)).filter(|f| f.kind == Kind::Person);
    let texts: BTreeSet<&str> = named.map(|f| f.anchor.text.as_str()).collect();
    if texts.is_empty() {
        return None;
    }
    let texts: Vec<String> = texts.into_iter().map(str::to_owned).collect();
    let digest = Sha256::digest(texts.concat());
    let mark: String = digest.iter().take(4).map(|b| format!("{b:02x}")).collect();
    Some(Group { id: format!("{}-{mark}", person.id), person, findings, texts })
}

impl Group<'_> {
    /// What a decision about the person holds on to.
    pub(super) fn scope(&self) -> Scope {
        Scope::Person { person: self.person.id, texts: self.texts.clone() }
    }

    /// The choices for what a ruling about the person covers.
    fn covered<'c>(&self, found: &Found, decided: &'c Decided, ruling: Ruling) -> Vec<&'c Choice> {
        let covers = |i: &&usize| found.findings.get(**i).is_some_and(|f| bind::covers(found, ruling, f));
        self.findings.iter().filter(covers).filter_map(|i| decided.choices.get(*i)).collect()
    }

    /// Whether the ledger says so already.
    pub(super) fn is_decided(
        &self,
        found: &Found,
        decided: &Decided,
        ruling: Ruling,
        as_decided: impl Fn(&Choice) -> bool,
    ) -> bool {
        self.covered(found, decided, ruling).into_iter().all(as_decided)
    }

    /// The exemption that most of the proposals name.
    pub(super) fn exemption(&self, decided: &Decided) -> String {
        let named = self.findings.iter().filter_map(|i| decided.choices.get(*i));
        named.map(|c| c.proposal.exemption.clone()).find(|e| !e.is_empty()).unwrap_or_default()
    }

    /// The row of the list.
    pub(super) fn row(&self, documents: &[Document<'_>], found: &Found, decided: &Decided) -> Vec<String> {
        let choices = self.covered(found, decided, Ruling::Redact);
        let mut verdicts: Vec<Verdict> = choices.iter().map(|c| c.proposal.verdict).collect();
        verdicts.dedup();
        let proposal = if let [one] = verdicts.as_slice() { verdict(*one) } else { "mixed" };
        let said = said(&choices);
        let same = |part: fn(&Settlement) -> String| said.map_or_else(String::new, part);
        let reason = choices.first().map_or("", |c| c.proposal.reason.as_str());
        let mut row = vec![
            self.id.clone(),
            self.first_seen(documents, found),
            String::new(),
            KIND.to_owned(),
            String::new(),
            self.person.id.to_string(),
            format!("{} mentions; {reason}", self.findings.len()),
            proposal.to_owned(),
            self.exemption(decided),
            common(&choices),
            same(|s| verdict(s.verdict).to_owned()),
            same(|s| s.exemption.clone()),
            same(|s| s.reason.clone()),
            String::new(),
            String::new(),
            self.person.name.expose().to_owned(),
        ];
        row.resize(COLUMNS.len(), String::new());
        row
    }

    fn first_seen(&self, documents: &[Document<'_>], found: &Found) -> String {
        let first = self.findings.first().and_then(|i| found.findings.get(*i));
        let document = first.and_then(|f| documents.get(f.document));
        document.map_or_else(String::new, |d| d.text.name.raw().to_owned())
    }
}

/// What a person decided of all mentions alike.
fn said<'c>(choices: &[&'c Choice]) -> Option<&'c Settlement> {
    let mut all = choices.iter().map(|c| c.settled.as_ref().filter(|s| s.settled == Settled::Decided));
    let first = all.next()??;
    let like = |s: &Settlement| {
        (s.verdict, &s.exemption, &s.reason) == (first.verdict, &first.exemption, &first.reason)
    };
    all.all(|s| s.is_some_and(like)).then_some(first)
}

/// How the mentions were settled, when all of them were; else nothing.
fn common(choices: &[&Choice]) -> String {
    let mut words: Vec<&str> = choices.iter().map(|c| settled_word(c)).collect();
    words.sort_unstable();
    words.dedup();
    match words.as_slice() {
        [one] => (*one).to_owned(),
        [first, ..] if !first.is_empty() => "decided in parts".to_owned(),
        _ => String::new(),
    }
}
