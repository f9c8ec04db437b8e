//! Names without a title: forename and surname by the lists, initials and surname, surname first,
//! pairs in small letters, and a forename alone. The lists are evidence; a run with a body's or a
//! place's word in it is refused.

use super::run::{Parts, parts, run_end};
use super::{Mention, Page};
use crate::find::Tier;
use crate::find::words::{Gap, Shape, Word};

/// The name in the run of capitals that starts with the word `i`.
pub(super) fn at(page: &Page, i: usize) -> Option<Mention> {
    let end = run_end(page, i);
    if end == i {
        return None;
    }
    let start = trim_start(page, i, end);
    if let Some(found) = surname_first(page, start, end) {
        return Some(found);
    }
    let end = trim_end(page, start, end);
    let (first, parts) = (page.at(start)?, parts(page, start..end));
    if parts.initials > 0 && first.initial() || parts.initials > 0 && parts.full == 1 {
        return initials(page, start, end, parts);
    }
    match parts.full {
        0 => None,
        1 => lone(page, start, end),
        _ => pair(page, start, end, parts),
    }
}

/// Words that start a sentence or name an office are not part of the name.
fn trim_start(page: &Page, mut start: usize, end: usize) -> usize {
    while start + 1 < end {
        let Some(word) = page.at(start) else { break };
        let opener = word.sentence && word.known.word() && word.known.forename() == 0;
        let known = word.known;
        if !(opener
            || known.heading() && word.len() > 1
            || known.role() && known.word() && known.forename() < 3
            || known.lead() && word.sentence)
        {
            break;
        }
        start += 1;
    }
    start
}

/// Offices after the name are not part of it ("Ann Lee Housing Officer").
fn trim_end(page: &Page, start: usize, mut end: usize) -> usize {
    while end > start + 1 {
        let Some(word) = page.at(end - 1) else { break };
        if !(word.known.role() && word.known.word() && word.known.surname() < 2) {
            break;
        }
        end -= 1;
    }
    end
}

/// "J. Smith", "W.K. Smith", "Spencer J. Mellors".
fn initials(page: &Page, start: usize, end: usize, parts: Parts) -> Option<Mention> {
    let (first, last) = (page.at(parts.first?)?, page.at(parts.last?)?);
    let numbered = page.at(start)?.line && first.known.word();
    let plain = |w: &Word| w.known.word() && w.known.surname() < 2 || w.known.body() && w.known.word();
    let spaced = page.at(start + 1).is_some_and(|w| w.gap == Gap::Space);
    let unsure = spaced && !(first.known.name() && !first.known.word());
    let article = page.word(start) == "a" || page.word(start) == "i";
    if numbered || plain(last) || last.known.other() || first.known.heading() || unsure || article && spaced {
        return None;
    }
    Some(Mention::new(start..end, Tier::Likely, "initials and surname"))
}

/// Forename and surname.
fn pair(page: &Page, start: usize, end: usize, parts: Parts) -> Option<Mention> {
    let (first, last) = (page.at(parts.first?)?, page.at(parts.last?)?);
    let words = page.words.get(start..end)?;
    let shouting = words.iter().all(|w| w.shape == Shape::Upper || w.initial());
    if parts.foreign {
        return None;
    }
    let certain = good_forename(first) && good_surname(last);
    let likely = match (first.known.forename(), first.known.word()) {
        (2.., false) => !last.known.word() || last.known.surname() >= 1 && !last.sentence,
        (1, false) => !last.known.word() && (last.known.name() || !last.known.place()),
        (2.., true) => {
            last.known.surname() >= 2 && (!last.known.word() || !first.sentence && last.known.surname() == 3)
        }
        (0, false) if !first.known.place() => {
            !shouting && last.known.name() && !last.known.word() && !last.known.place()
                || !shouting && first.known.surname() > 0 && !last.known.word() && !last.known.place()
        }
        _ => false,
    };
    let guess = !shouting && words.iter().all(|w| !w.known.word() && !w.known.place()) && words.len() <= 4;
    let (tier, reason) = match (certain, likely, guess) {
        (true, ..) => (Tier::Certain, "forename and surname from the lists"),
        (_, true, _) => (Tier::Likely, "a forename or surname from the lists in a run of capitals"),
        (.., true) => (Tier::Check, "a run of capitals that no list knows"),
        _ => return None,
    };
    (!shouting || certain || likely).then(|| Mention::new(start..end, tier, reason))
}

fn good_forename(word: &Word) -> bool {
    word.known.forename() >= 2 && !word.known.word()
}

fn good_surname(word: &Word) -> bool {
    word.known.surname() >= 1 && !word.known.word() && !word.known.place()
}

/// A forename alone; a word of the language is never taken by itself.
fn lone(page: &Page, start: usize, end: usize) -> Option<Mention> {
    let word = page.at(start)?;
    let known = word.known;
    let plain =
        known.word() || known.place() || known.other() || known.body() || known.heading() || known.title();
    (known.forename() >= 2 && !plain && word.len() > 2)
        .then(|| Mention::new(start..end, Tier::Check, "a forename from the lists"))
}

/// "HUSSAIN, Tariq", "Mac an tSaoir, Siobhán".
fn surname_first(page: &Page, start: usize, end: usize) -> Option<Mention> {
    let given = page.at(end)?;
    let before = page.words.get(start..end)?;
    if given.gap != Gap::Comma
        || given.line
        || !given.capital()
        || given.known.forename() == 0
        || given.known.heading()
    {
        return None;
    }
    let shouted = before.iter().all(|w| w.shape == Shape::Upper && w.len() >= 2 || w.known.particle());
    let listed = page.at(start)?;
    let quiet = before.len() == 1
        && listed.known.surname() >= 2
        && listed.known.forename() < 2
        && !(listed.known.word() || listed.known.place() || listed.known.other())
        && given.known.forename() >= 2
        && !(given.known.place() || given.known.other())
        && page.at(end + 1).is_none_or(|w| !matches!(w.gap, Gap::Comma) && page.word(end + 1) != "and");
    if !(shouted && !(given.known.other() || listed.known.body()) || quiet) {
        return None;
    }
    let mut last = end + 1;
    while page.at(last).is_some_and(|w| {
        w.gap == Gap::Space
            && !w.line
            && w.capital()
            && (w.initial() || w.known.forename() > 0 && !w.known.word())
    }) {
        last += 1;
    }
    let mut found = Mention::new(start..last, Tier::Certain, "surname and forename, reversed");
    found.reversed = true;
    Some(found)
}

/// "andrea montoya" in small letters.
pub(super) fn small(page: &Page, i: usize) -> Option<Mention> {
    let (first, last) = (page.at(i)?, page.at(i + 1)?);
    let f = first.known.forename();
    if f == 0
        || last.shape != Shape::Lower
        || last.gap != Gap::Space
        || last.known.word()
        || last.len() < 3
        || last.known.other()
    {
        return None;
    }
    let cue = i
        .checked_sub(1)
        .and_then(|p| page.at(p))
        .is_some_and(|p| p.known.role() || p.known.lead() || p.known.speech())
        || i > 0 && page.word(i - 1) == "that";
    let plain = first.known.word() || first.known.other() || first.known.heading() || first.known.particle();
    let both = f >= 2
        && !plain
        && (last.known.surname() > 0 || last.known == crate::find::lexicon::Evidence::default());
    let led = cue && !first.known.heading() && last.known.surname() > 0 && !first.known.particle();
    if !(both || led) {
        return None;
    }
    let mut end = i + 2;
    while page.at(end).is_some_and(|w| {
        w.gap == Gap::Hyphen && w.shape == Shape::Lower && (w.known.name() || !w.known.word())
    }) {
        end += 1;
    }
    Some(Mention::new(i..end, Tier::Likely, "forename and surname from the lists, in small letters"))
}
