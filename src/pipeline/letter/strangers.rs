//! No letter names a third party: what people wrote is redacted on the way in, and the words that came out
//! are held against everybody whom `case.toml` lists.

use crate::case::schema::{CaseFile, Party, PartyDecision};
use crate::decide::residue;
use crate::diag::{Place, Problem, Secret};
use crate::error::{Error, Exit, Result};
use crate::find::{self, Found, Kind, Owner, Tier};

/// What stands where a name stood that nobody lists.
const SOMEBODY: &str = "[another person]";

/// Takes other people's names and identifiers out of what somebody wrote.
pub(super) fn redact(text: &str, file: &CaseFile, found: &Found) -> String {
    let text = find::redact_title(text, found, &|person| person.owner == Owner::Subject);
    unlisted(&text, &own_words(file))
}

/// Takes out names of people whom no document and no list knows; `own` are words of names that may stay.
pub(in crate::pipeline) fn unlisted(text: &str, own: &[String]) -> String {
    let mut out: Vec<char> = text.chars().collect();
    let findings = find::plain(&[("", text)]).into_iter().flatten();
    let people = findings.filter(|f| f.kind == Kind::Person && f.tier != Tier::Check);
    let mut ranges: Vec<(usize, usize)> = people.map(|f| (f.start as usize, f.end as usize)).collect();
    ranges.sort_unstable();
    ranges.dedup();
    for (start, end) in ranges.into_iter().rev() {
        let Some(name) = out.get(start..end).map(|c| c.iter().collect::<String>()) else { continue };
        if !words(&name).iter().all(|w| own.contains(w)) {
            out.splice(start..end, SOMEBODY.chars());
        }
    }
    out.into_iter().collect()
}

/// Words of the names of those who may be named: the data subject and who asks.
pub(in crate::pipeline) fn own_words(file: &CaseFile) -> Vec<String> {
    let subject = &file.data_subject;
    let names = [&subject.name].into_iter().chain(&subject.aliases).chain(subject.title.as_ref());
    names.chain(file.requester.as_ref().map(|r| &r.name)).flat_map(|name| words(name)).collect()
}

fn words(name: &str) -> Vec<String> {
    let split = name.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    split.map(str::to_lowercase).collect()
}

/// Holds the words of a letter against everybody listed, except `addressee` (from 0).
///
/// # Errors
/// Exit 1 with the number of each party that is named; never the name.
pub(super) fn refuse(text: &str, file: &CaseFile, addressee: Option<usize>, place: &Place) -> Result<()> {
    refuse_those(text, file, place, &|index, _| Some(index) != addressee)
}

/// The same for a response: whoever is disclosed can stand in the title of a document.
///
/// # Errors
/// As [`refuse`].
pub(super) fn refuse_withheld(text: &str, file: &CaseFile, place: &Place) -> Result<()> {
    refuse_those(text, file, place, &|_, party| party.decision == Some(PartyDecision::Withhold))
}

fn refuse_those(
    text: &str,
    file: &CaseFile,
    place: &Place,
    counts: &dyn Fn(usize, &Party) -> bool,
) -> Result<()> {
    let others = file.parties.iter().enumerate().filter(|(index, party)| counts(*index, party));
    let named = others.filter(|(_, party)| terms(party).iter().any(|t| holds(text, t)));
    let problems: Vec<Problem> = named.map(|(index, _)| {
        let what = format!("the letter names party {} of case.toml", index + 1);
        let hint = "take the name out of the template, the settings or what was logged; no letter names somebody else";
        Problem::new(place.clone(), what, hint)
    }).collect();
    if problems.is_empty() { Ok(()) } else { Err(Error { exit: Exit::Problem, problems }) }
}

/// Whether a text that goes to somebody else tells who asked: by name, address or number, in `extract` by
/// the surname alone.
pub(super) fn names_subject(text: &str, extract: &str, file: &CaseFile) -> bool {
    let s = &file.data_subject;
    let names = [&s.name].into_iter().chain(&s.aliases).chain(&s.addresses).chain(&s.emails);
    let mut all =
        names.chain(&s.phones).chain(&s.identifiers).chain(file.requester.as_ref().map(|r| &r.name));
    let surname = s.name.split_whitespace().last().map(Secret::new);
    all.any(|term| holds(text, &Secret::new(term))) || surname.is_some_and(|name| holds(extract, &name))
}

fn terms(party: &Party) -> Vec<Secret> {
    let names = [&party.name].into_iter().chain(&party.aliases).chain(&party.addresses);
    names.chain(&party.emails).chain(&party.phones).chain(&party.identifiers).map(Secret::new).collect()
}

fn holds(text: &str, term: &Secret) -> bool {
    residue::is_searched_for(term) && residue::occurrences(text, term) > 0
}
