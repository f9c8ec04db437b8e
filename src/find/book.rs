//! Why it exists: one decision about a person decides all of their mentions, so mentions are put
//! together into people: the data subject first, then the parties of the case, then those discovered.
//! A mention that fits two people of different standing is *ambiguous*: flagged, never guessed.

use super::name::{Fit, Name, man};
use super::{Owner, Person, PersonId};
use crate::case::schema::CaseFile;
use crate::diag::Secret;

/// A person of the book.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) owner: Owner,
    /// The first is the name as known, the others are aliases.
    pub(crate) names: Vec<Name>,
    pub(crate) shown: String,
    pub(crate) mentions: u32,
    first: Option<u32>,
}

/// Whose a mention is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Whose {
    pub(crate) entry: usize,
    pub(crate) owner: Owner,
    /// A title or letter differs, or a reading had to be chosen.
    pub(crate) doubtful: bool,
}

/// The people of a case.
#[derive(Debug, Default)]
pub(crate) struct Book {
    pub(crate) entries: Vec<Entry>,
    /// The data subject's title is not known, and the documents use titles of both sexes with the name.
    mixed: bool,
}

impl Book {
    /// The people the case file names; the data subject is entry 0.
    pub(crate) fn of_case(case: Option<&CaseFile>) -> Self {
        let mut book = Self::default();
        let Some(case) = case else { return book };
        let me = &case.data_subject;
        book.know(Owner::Subject, &me.name, me.title.as_deref(), &me.aliases);
        if let Some(requester) = &case.requester {
            book.know(Owner::Subject, &requester.name, None, &[]);
        }
        for (i, party) in case.parties.iter().enumerate() {
            book.know(Owner::Party(i), &party.name, party.title.as_deref(), &party.aliases);
        }
        book
    }

    /// Adds a person of a list.
    pub(crate) fn list(&mut self, name: &str) {
        self.know(Owner::Discovered, name, None, &[]);
    }

    fn know(&mut self, owner: Owner, name: &str, title: Option<&str>, aliases: &[String]) {
        let mut names = vec![Name::written(name, title)];
        names.extend(aliases.iter().map(|a| Name::written(a, None)));
        self.entries.push(Entry { owner, names, shown: name.to_owned(), mentions: 0, first: None });
    }

    /// Looks whether documents write "Mr Khan" and "Mrs Khan" while the data subject's title is not
    /// known: then neither tells the data subject from somebody of the household.
    pub(crate) fn note_titles<'n>(&mut self, names: impl Iterator<Item = &'n Name>) {
        let Some(me) = self.entries.first().filter(|e| e.owner == Owner::Subject) else { return };
        let Some(mine) = me.names.first().filter(|n| n.title.is_none()) else { return };
        let (mut men, mut women) = (false, false);
        for name in names.filter(|n| n.given.is_empty() && n.surname.is_some() && n.surname == mine.surname) {
            match name.title.as_deref().and_then(man) {
                Some(true) => men = true,
                Some(false) => women = true,
                None => {}
            }
        }
        self.mixed = men && women;
    }

    /// Whose the name is; a new person when it is nobody's yet.
    pub(crate) fn assign(&mut self, name: &Name, shown: &str) -> Whose {
        if let Some(whose) = self.whose(name) {
            if !whose.doubtful && whose.owner == Owner::Discovered {
                self.enrich(whose.entry, name, shown);
            }
            return whose;
        }
        let entry = self.entries.len();
        let owner = Owner::Discovered;
        self.entries.push(Entry {
            owner,
            names: vec![name.clone()],
            shown: shown.to_owned(),
            mentions: 0,
            first: None,
        });
        Whose { entry, owner, doubtful: false }
    }

    /// Whose the name is, by the best fit; several equally good fits of different standing are ambiguous.
    pub(crate) fn whose(&self, name: &Name) -> Option<Whose> {
        let fits: Vec<(usize, Fit)> = self
            .entries
            .iter()
            .enumerate()
            .filter_map(|(i, e)| Some((i, e.names.iter().filter_map(|n| n.fit(name)).max()?)))
            .collect();
        let best = fits.iter().map(|(_, fit)| *fit).max()?;
        let tied: Vec<usize> = fits.iter().filter(|(_, fit)| *fit == best).map(|(i, _)| *i).collect();
        let owner_of = |i: &usize| self.entries.get(*i).map_or(Owner::Discovered, |e| e.owner);
        let first = *tied.first()?;
        let mine = tied.iter().any(|i| owner_of(i) == Owner::Subject);
        let others = tied.iter().any(|i| owner_of(i) != Owner::Subject);
        let doubtful = best == Fit::Doubtful;
        let titled = self.mixed && name.title.is_some() && name.given.is_empty();
        if mine && (others || doubtful || titled || name.couple) {
            return Some(Whose { entry: first, owner: Owner::Ambiguous, doubtful: true });
        }
        Some(Whose { entry: first, owner: owner_of(&first), doubtful: doubtful || tied.len() > 1 && !mine })
    }

    fn enrich(&mut self, entry: usize, name: &Name, shown: &str) {
        let Some(entry) = self.entries.get_mut(entry) else { return };
        let fuller = entry.names.first().is_some_and(|old| {
            old.single.is_some() && name.single.is_none() || old.given.is_empty() && !name.given.is_empty()
        });
        if fuller {
            shown.clone_into(&mut entry.shown);
            entry.names.insert(0, name.clone());
        } else if entry.names.len() < 12 && !entry.names.contains(name) {
            entry.names.push(name.clone());
        }
    }

    /// Counts a mention; `order` says where in the documents it stands.
    pub(crate) fn count(&mut self, entry: usize, order: u32) {
        if let Some(entry) = self.entries.get_mut(entry) {
            entry.mentions += 1;
            entry.first = Some(entry.first.map_or(order, |f| f.min(order)));
        }
    }

    /// The people with their numbers, and for each entry its number: the data subject is P00, the others
    /// follow in order of first mention.
    pub(crate) fn people(&self) -> (Vec<Person>, Vec<PersonId>) {
        let mut order: Vec<usize> = (0..self.entries.len()).collect();
        let rank = |i: &usize| {
            self.entries.get(*i).map(|e| (e.owner != Owner::Subject, e.first.is_none(), e.first, *i))
        };
        order.sort_by_key(rank);
        let from = u32::from(self.entries.first().is_none_or(|e| e.owner != Owner::Subject));
        let mut ids = vec![PersonId(0); self.entries.len()];
        let mut people = vec![];
        for (number, i) in order.into_iter().enumerate() {
            let id = PersonId(number as u32 + from);
            if let (Some(entry), Some(slot)) = (self.entries.get(i), ids.get_mut(i)) {
                *slot = id;
                people.push(Person {
                    id,
                    owner: entry.owner,
                    name: Secret::new(entry.shown.clone()),
                    mentions: entry.mentions,
                    words: words(entry),
                });
            }
        }
        (people, ids)
    }
}

/// The folded words that stand for a person, for titles and file names.
fn words(entry: &Entry) -> Vec<Secret> {
    let mut out: Vec<String> = entry.names.iter().flat_map(Name::words).collect();
    out.sort();
    out.dedup();
    out.into_iter().map(Secret::new).collect()
}
