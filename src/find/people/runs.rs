//! Names without a title: forename and surname by the lists, initials and surname, and a forename alone. The lists are evidence; a run with a body's or a
//! place's word in it is refused.

use super::run::{Parts, parts, run_end};
use super::{Mention, Page, firms, reversed};
use crate::find::Tier;
use crate::find::words::{Gap, Shape, Word};

/// The name in the run of capitals that starts with the word `i`.
pub(super) fn at(page: &Page, i: usize) -> Option<Mention> {
    let end = run_end(page, i);
    if end == i {
        return None;
    }
    let start = trim_start(page, i, end);
    if let Some(found) = reversed::at(page, start, end) {
        return Some(found);
    }
    let end = trim_end(page, start, end);
    let (first, parts) = (page.at(start)?, parts(page, start..end));
    if parts.initials > 0 && (first.initial() || parts.full == 1) {
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
pub(super) fn trim_end(page: &Page, start: usize, mut end: usize) -> usize {
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
    let unsure = spaced && (first.known.word() || !first.known.name());
    let boxed = page.word(end - 1) == "box";
    let article = page.word(start) == "a" || page.word(start) == "i";
    if numbered
        || boxed
        || plain(last)
        || last.known.other()
        || first.known.heading()
        || unsure
        || article && spaced
    {
        return None;
    }
    Some(Mention::new(start..end, Tier::Likely, "initials and surname"))
}

/// Forename and surname.
fn pair(page: &Page, start: usize, end: usize, parts: Parts) -> Option<Mention> {
    let (first, last) = (page.at(parts.first?)?, page.at(parts.last?)?);
    let words = page.words.get(start..end)?;
    let shouting = words.iter().all(|w| w.shape == Shape::Upper || w.initial());
    if parts.foreign || parts.body || firms::is_named_after(page.word(end - 1)) {
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
    let (tier, reason) = match (certain, likely) {
        (true, _) => (Tier::Certain, "forename and surname from the lists"),
        (_, true) => (Tier::Likely, "a forename or surname from the lists in a run of capitals"),
        _ => return None,
    };
    Some(Mention::new(start..end, tier, reason))
}

fn good_forename(word: &Word) -> bool {
    word.known.forename() >= 2 && !word.known.word()
}

fn good_surname(word: &Word) -> bool {
    word.known.surname() >= 1 && !word.known.word() && !word.known.place()
}

/// April, June and others beside a number are months.
pub(super) fn is_month(page: &Page, i: usize) -> bool {
    let number = |i: Option<usize>| i.and_then(|i| page.at(i)).is_some_and(|w| w.shape == Shape::Number);
    matches!(page.word(i), "april" | "may" | "june" | "august" | "jan" | "mar")
        && (number(i.checked_sub(1))
            || number(Some(i + 1))
            || i > 0 && matches!(page.word(i - 1), "in" | "since" | "until" | "of" | "and"))
}

/// A forename alone; a word of the language is never taken by itself.
fn lone(page: &Page, start: usize, end: usize) -> Option<Mention> {
    let word = page.at(start)?;
    let known = word.known;
    if firms::begins(page, start) {
        return None;
    }
    let plain =
        known.word() || known.place() || known.other() || known.body() || known.heading() || known.title();
    let surname =
        known.surname() == 3 && !plain && !word.sentence && word.shape != Shape::Upper && word.len() > 3;
    if surname && known.forename() == 0 {
        return Some(Mention::new(start..end, Tier::Check, "a surname from the lists"));
    }
    let plain = plain || super::cued::is_abbreviation(page, start);
    (known.forename() >= 2 && !plain && word.len() > 2 && !is_month(page, start))
        .then(|| Mention::new(start..end, Tier::Check, "a forename from the lists"))
}
