//! Why it exists: one decision about a person decides all of their mentions, so mentions are put
//! together into people: the data subject first, then the parties of the case, then those discovered.
//! A mention that fits two people of different standing is *ambiguous*: flagged, never guessed.

use std::collections::HashMap;

use super::index::Index;
use super::name::{Fit, Name, man};
use super::{Owner, Person, PersonId};
use crate::case::schema::{CaseFile, Party, PartyDecision, Role};
use crate::diag::Secret;
use jiff::civil::Date;

/// A person of the book.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) owner: Owner,
    /// The first is the name as known, the others are aliases.
    pub(crate) names: Vec<Name>,
    pub(crate) shown: String,
    pub(crate) mentions: u32,
    /// A job title stands beside the name somewhere.
    pub(crate) office: bool,
    /// Last day on which the person and the requester wrote to each other by e-mail.
    pub(crate) contact: Option<Date>,
    first: Option<u32>,
    /// Role and decision of a party: a surname of two parties of one standing needs no telling apart.
    standing: Option<(Role, Option<PartyDecision>)>,
}

/// Whose a mention is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Whose {
    pub(crate) entry: usize,
    pub(crate) owner: Owner,
    /// A title or letter differs, or a reading had to be chosen.
    pub(crate) doubtful: bool,
    /// Several people can be meant: the mention is joined to none of them.
    pub(crate) shared: bool,
    /// One of them is a party of the case.
    pub(crate) listed: bool,
}

/// The people of a case.
#[derive(Debug, Default)]
pub(crate) struct Book {
    pub(crate) entries: Vec<Entry>,
    /// Which entries have a word in their names.
    pub(crate) index: Index,
    /// The data subject's title is not known, and the documents use titles of both sexes with the name.
    mixed: bool,
    /// How many letters of a long name may be wrong.
    fuzzy: u8,
    /// Whose the names are that were asked for since somebody was last added: most mentions of a case are of few
    /// people, written alike.
    told: HashMap<Name, Whose>,
}

impl Book {
    /// The people the case file names; the data subject is entry 0.
    pub(crate) fn of_case(case: Option<&CaseFile>) -> Self {
        let mut book = Self::default();
        let Some(case) = case else { return book };
        book.fuzzy = case.find.fuzzy;
        let me = &case.data_subject;
        let mut aliases = me.aliases.clone();
        aliases.extend(me.emails.iter().filter_map(|e| called(e, &me.name)));
        book.know(Owner::Subject, &me.name, me.title.as_deref(), &aliases);
        if let Some(requester) = &case.requester {
            book.know(Owner::Subject, &requester.name, None, &[]);
        }
        for (i, party) in case.parties.iter().enumerate() {
            book.party(i, party);
        }
        book
    }

    fn party(&mut self, index: usize, party: &Party) {
        self.know(Owner::Party(index), &party.name, party.title.as_deref(), &party.aliases);
        if let Some(entry) = self.entries.last_mut() {
            entry.standing = Some((party.role, party.decision));
        }
    }

    /// The entry of a party.
    pub(crate) fn entry_of(&self, owner: Owner) -> Option<usize> {
        matches!(owner, Owner::Party(_)).then(|| self.entries.iter().position(|e| e.owner == owner))?
    }

    /// Adds a person of a list.
    pub(crate) fn list(&mut self, name: &str) {
        self.know(Owner::Discovered, name, None, &[]);
    }

    fn know(&mut self, owner: Owner, name: &str, title: Option<&str>, aliases: &[String]) {
        let mut names = vec![Name::written(name, title)];
        let main = Name::written(name, title);
        names.extend(aliases.iter().flat_map(|a| main.alias(a)));
        self.told.clear();
        for name in &names {
            self.index.note(self.entries.len(), name);
        }
        self.entries.push(Entry::new(owner, names, name));
    }

    /// Learns the data subject's title where the documents write it with the whole name. While it is not
    /// known, and documents write "Mr Khan" and "Mrs Khan" without a listed person to be meant by one of
    /// them, neither tells the data subject from somebody of the household.
    pub(crate) fn note_titles<'n>(&mut self, names: impl Iterator<Item = &'n Name> + Clone) {
        self.told.clear();
        let Some(me) = self.entries.first().filter(|e| e.owner == Owner::Subject) else { return };
        let Some(mine) = me.names.first().filter(|n| n.title.is_none()).cloned() else { return };
        let whole = |n: &&Name| n.title.is_some() && mine.fit(n) == Some(Fit::Fully);
        let mut titles: Vec<&String> = names.clone().filter(whole).filter_map(|n| n.title.as_ref()).collect();
        titles.sort();
        titles.dedup();
        if let ([title], Some(me)) = (titles.as_slice(), self.entries.first_mut()) {
            me.names.iter_mut().for_each(|n| n.title = Some((*title).clone()));
            return;
        }
        let theirs = |n: &Name| self.entries.iter().skip(1).any(|e| e.fit(n) == Some(Fit::Titled));
        let (mut men, mut women) = (false, false);
        for name in names.filter(|n| n.given.is_empty() && n.surname.is_some() && n.surname == mine.surname) {
            match name.title.as_deref().and_then(man).filter(|_| !theirs(name)) {
                Some(true) => men = true,
                Some(false) => women = true,
                None => {}
            }
        }
        self.mixed = men && women;
    }

    /// Whose the name is; a new person when it is nobody's yet.
    pub(crate) fn assign(&mut self, name: &Name, shown: &str) -> Whose {
        if let Some(whose) = self.told.get(name) {
            return *whose;
        }
        if let Some(whose) = self.whose(name) {
            let theirs = !whose.doubtful && !whose.shared && whose.owner == Owner::Discovered;
            if theirs && self.enrich(whose.entry, name, shown) {
                self.told.clear();
            } else {
                self.told.insert(name.clone(), whose);
            }
            return whose;
        }
        self.told.clear();
        let entry = self.entries.len();
        let owner = Owner::Discovered;
        self.index.note(entry, name);
        self.entries.push(Entry::new(owner, vec![name.clone()], shown));
        Whose { entry, owner, doubtful: false, shared: false, listed: false }
    }

    /// Whose the name is, by the best fit; several equally good fits of different standing are ambiguous.
    pub(crate) fn whose(&self, name: &Name) -> Option<Whose> {
        let like = self.index.like(name).into_iter();
        let fits: Vec<(usize, Fit)> =
            like.filter_map(|i| Some((i, self.entries.get(i)?.fit(name)?))).collect();
        let Some(best) = fits.iter().map(|(_, fit)| *fit).max() else { return self.nearly(name) };
        // half of a hyphened surname alone is its bearer's as well as that of somebody who has no more
        let half = best == Fit::Partly && name.single.is_some() || self.is_half_mine(name, &fits, best);
        let worst = if half { Fit::Half } else { best };
        let tied: Vec<usize> = fits.iter().filter(|(_, fit)| *fit >= worst).map(|(i, _)| *i).collect();
        let tied = self.without_siblings(tied, name);
        let owner_of = |i: &usize| self.entries.get(*i).map_or(Owner::Discovered, |e| e.owner);
        let first = *tied.first()?;
        let mine = tied.iter().any(|i| owner_of(i) == Owner::Subject);
        let others = tied.iter().any(|i| owner_of(i) != Owner::Subject);
        let listed = tied.iter().any(|i| matches!(owner_of(i), Owner::Party(_)));
        let doubtful = best <= Fit::Misspelt;
        let titled = self.mixed && name.title.is_some() && name.given.is_empty();
        if mine && (others || best == Fit::Doubtful || titled || name.couple) {
            let others = others && listed || best == Fit::Doubtful || titled || name.couple;
            return Some(Whose {
                entry: first,
                owner: Owner::Ambiguous,
                doubtful: true,
                shared: true,
                listed: others,
            });
        }
        let shared = tied.len() > 1 && !mine;
        let owner = if shared && !self.alike(&tied) { Owner::Discovered } else { owner_of(&first) };
        Some(Whose {
            entry: first,
            owner,
            // a slip of the pen in a listed name is still that name
            doubtful: doubtful && !(best == Fit::Misspelt && matches!(owner, Owner::Party(_)))
                || shared && owner == Owner::Discovered,
            shared,
            listed,
        })
    }

    /// Where the case allows two wrong letters, the one listed person whose name is so near.
    fn nearly(&self, name: &Name) -> Option<Whose> {
        let word = name.single.as_ref().or(name.surname.as_ref()).filter(|_| self.fuzzy > 1)?;
        let listed = |e: &Entry| e.owner != Owner::Discovered;
        let near = |(_, e): &(usize, &Entry)| listed(e) && e.names.iter().any(|n| n.is_nearly(word));
        let mut all = self.entries.iter().enumerate().filter(near);
        let (entry, found) = all.next().filter(|_| name.given.is_empty())?;
        let owner = if all.next().is_some() { Owner::Ambiguous } else { found.owner };
        Some(Whose { entry, owner, doubtful: true, shared: owner == Owner::Ambiguous, listed: true })
    }

    /// "Mrs Brown" is Mrs Kowalczyk-Brown too, unless another Brown is known to be called Mrs.
    fn is_half_mine(&self, name: &Name, fits: &[(usize, Fit)], best: Fit) -> bool {
        let entry = |i: &usize| self.entries.get(*i);
        let mine = |(i, fit): &(usize, Fit)| {
            let titled = |e: &Entry| e.names.iter().any(|n| n.title.is_some() && n.title == name.title);
            *fit == Fit::Half && entry(i).is_some_and(|e| e.owner == Owner::Subject && titled(e))
        };
        let untitled =
            |(i, _): &(usize, Fit)| entry(i).is_some_and(|e| e.names.iter().all(|n| n.title.is_none()));
        matches!(best, Fit::Titled | Fit::Partly)
            && name.given.is_empty()
            && fits.iter().any(mine)
            && fits.iter().filter(|(_, fit)| *fit == best).all(untitled)
    }

    /// "Will" is Will Price's, and not that of Bill Savage, though both are short for William; and Nia is not N.
    /// Solanki where somebody here is called Nia.
    fn without_siblings(&self, mut tied: Vec<usize>, name: &Name) -> Vec<usize> {
        let Some(word) = &name.single else { return tied };
        let names = |i: &usize| self.entries.get(*i).map_or(&[][..], |e| e.names.as_slice());
        let has = |i: &usize| names(i).iter().any(|n| n.has(word));
        if tied.iter().any(has) {
            tied.retain(|i| has(i) || !names(i).iter().any(|n| n.is_sibling(word) || n.is_initial_of(word)));
        }
        tied
    }

    /// Whether all of them are parties of the same role and decision.
    fn alike(&self, entries: &[usize]) -> bool {
        let mut standings = entries.iter().map(|i| self.entries.get(*i).and_then(|e| e.standing));
        let first = standings.next().flatten();
        first.is_some() && standings.all(|s| s == first)
    }

    /// Notes another form of somebody's name; tells whether it says anything new.
    fn enrich(&mut self, entry: usize, name: &Name, shown: &str) -> bool {
        let new = self.entries.get(entry).is_some_and(|e| !e.names.contains(name));
        if new {
            self.index.note(entry, name);
        }
        let Some(entry) = self.entries.get_mut(entry) else { return false };
        let fuller = entry.names.first().is_some_and(|old| {
            old.single.is_some() && name.single.is_none() || old.given.is_empty() && !name.given.is_empty()
        });
        if fuller {
            shown.clone_into(&mut entry.shown);
            entry.names.insert(0, name.clone());
        } else if entry.names.len() < 12 && !entry.names.contains(name) {
            entry.names.push(name.clone());
        }
        new || fuller
    }

    /// Counts a mention; `order` says where in the documents it stands, `office` whether a job title
    /// stands beside it.
    pub(crate) fn count(&mut self, entry: usize, order: u32, office: bool) {
        if let Some(entry) = self.entries.get_mut(entry) {
            entry.mentions += 1;
            entry.first = Some(entry.first.map_or(order, |f| f.min(order)));
            entry.office |= office;
        }
    }

    /// Whether a job title stands beside a name of the person somewhere.
    pub(crate) fn office(&self, whose: &Whose) -> bool {
        !whose.shared && self.entries.get(whose.entry).is_some_and(|e| e.office)
    }

    /// Notes a day on which the person and the data subject wrote to each other.
    pub(crate) fn meet(&mut self, entry: usize, day: Option<Date>) {
        if let Some(entry) = self.entries.get_mut(entry) {
            entry.contact = entry.contact.max(day);
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
                    office: entry.office,
                    contact: entry.contact,
                    words: words(entry),
                });
            }
        }
        (people, ids)
    }
}

impl Entry {
    fn new(owner: Owner, names: Vec<Name>, shown: &str) -> Self {
        let shown = shown.to_owned();
        Self { owner, names, shown, mentions: 0, office: false, contact: None, first: None, standing: None }
    }

    /// How well a name goes with the person; a child is nobody's Mr or Mrs.
    fn fit(&self, name: &Name) -> Option<Fit> {
        let grown =
            name.given.is_empty() && name.title.as_deref().is_some_and(|t| !matches!(t, "miss" | "master"));
        if grown && self.standing.is_some_and(|(role, _)| role == Role::Child) {
            return None;
        }
        let parts = self.names.iter().any(|n| n.holds(name));
        if parts { Some(Fit::Fully) } else { self.names.iter().filter_map(|n| n.fit(name)).max() }
    }
}

/// "kavi.sivalingam@…" of Kavitha Sivalingam: the short form of the forename by which the person is called.
fn called(email: &str, name: &str) -> Option<String> {
    let (local, _) = email.split_once('@')?;
    let (short, last) = local.split_once(['.', '_', '-'])?;
    let given = name.split_whitespace().next()?.to_lowercase();
    let (short, last) =
        (short.to_lowercase(), last.trim_end_matches(|c: char| c.is_ascii_digit()).to_lowercase());
    let surname = name.split_whitespace().last().is_some_and(|s| s.to_lowercase() == last);
    let begins = short.chars().count() >= 3 && given.len() > short.len() && given.starts_with(&short);
    (surname && begins).then_some(short)
}

/// The folded words that stand for a person, for titles and file names.
fn words(entry: &Entry) -> Vec<Secret> {
    let mut out: Vec<String> = entry.names.iter().flat_map(Name::words).collect();
    out.sort();
    out.dedup();
    out.into_iter().map(Secret::new).collect()
}
