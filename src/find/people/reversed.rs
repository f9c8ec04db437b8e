//! Surname first: "HUSSAIN, Tariq", "Mac an tSaoir, Siobhán". A list of places or of surnames has the
//! same commas, so the surname is in capitals, or both lists must know their part.

use std::ops::Range;

use super::{Mention, Page};
use crate::find::Tier;
use crate::find::words::{Gap, Shape, Word};

/// The reversed name whose surname is the run from `start` to `end`.
pub(super) fn at(page: &Page, start: usize, end: usize) -> Option<Mention> {
    let given = page.at(end)?;
    let plain = given.known.heading()
        || given.known.title()
        || given.known.other()
        || given.known.place() && given.known.forename() < 2;
    if given.gap != Gap::Comma || given.line || !given.capital() || plain {
        return None;
    }
    let surname = start..end;
    // "Ta, Niamh", "Hi Ann, Bob": a greeting is no surname
    if page.at(start).is_some_and(|w| w.known.heading()) {
        return None;
    }
    if !(shouted(page, surname.clone(), given)
        || field(page, surname.clone(), given)
        || quiet(page, surname.clone(), given)
        || initial(page, surname))
    {
        return None;
    }
    let mut last = end + 1;
    while page.at(last).is_some_and(|w| w.gap == Gap::Space && !w.line && w.capital() && is_given(w)) {
        last += 1;
    }
    let mut found = Mention::new(start..last, Tier::Certain, "surname and forename, reversed");
    found.reversed = true;
    Some(found)
}

/// "TRUONG Kim Chi", "DOS SANTOS Graça": the surname in capitals and no comma, at the start of a line, cell or
/// field.
pub(super) fn without_comma(page: &Page, start: usize) -> Option<Mention> {
    let first = page.at(start)?;
    let before = page.between(start);
    let starts = first.line || before.starts_with('\t') || before == ": " || before == ". ";
    let near = |at: usize| page.at(at).is_some_and(|w| matches!(w.gap, Gap::Space | Gap::Hyphen) && !w.line);
    let run = |from: usize, fits: &dyn Fn(&Word) -> bool| {
        (from..from + 4)
            .find(|at| !(*at == start || near(*at)) || !page.at(*at).is_some_and(fits))
            .unwrap_or(from + 4)
    };
    let plain = |w: &Word| w.known.is_taken() && w.known.surname() < 2 && w.known.forename() < 2;
    let given_at = run(start, &|w| w.shape == Shape::Upper && (!plain(w) || w.known.particle()));
    let end = run(given_at, &|w| w.shape == Shape::Capital && w.len() > 1 && !(plain(w) && w.known.word()));
    let (given, last) = (page.at(given_at)?, page.at(given_at.checked_sub(1)?)?);
    let closed = page.at(end).is_none_or(|w| w.line || w.gap != Gap::Space || w.shape == Shape::Number);
    let named = given.known.forename() >= 1 || last.known.surname() >= 1 && !given.known.is_taken();
    if !starts || given_at == start || end == given_at || !closed || !named || last.len() < 2 {
        return None;
    }
    let mut found = Mention::new(start..end, Tier::Likely, "surname in capitals and forename, reversed");
    found.reversed = true;
    Some(found)
}

fn is_given(word: &Word) -> bool {
    let plain = word.known.word() || word.known.other() || word.known.heading();
    word.initial() || word.known.forename() > 0 && !plain
}

/// A surname in capitals before a forename of the list, or before any unknown word when the surname
/// itself is listed.
fn shouted(page: &Page, surname: Range<usize>, given: &Word) -> bool {
    let (surname_start, end) = (surname.start, surname.end);
    let Some(words) = page.words.get(surname) else { return false };
    // "JD,Green": two letters are initials, unless they are a surname (NG, WU)
    let capitals = words.iter().all(|w| {
        w.shape == Shape::Upper
            && (w.len() > 2 || w.len() == 2 && w.known.surname() >= 2 || w.known.particle())
    });
    let listed = words.last().is_some_and(|w| w.known.surname() > 0 && !w.known.word());
    let foreign = words
        .iter()
        .any(|w| w.known.other() && !w.known.particle() || w.known.body() && w.known.surname() == 0);
    let cued = surname_start.checked_sub(1).and_then(|p| page.at(p)).is_some_and(|w| w.known.role());
    // "THILLAIAMPALAM, Kanagarajah" at the start of a line or cell
    let strange = page.between(surname_start).ends_with(['\t', '\n']) || surname_start == 0;
    let strange =
        strange && words.iter().all(|w| w.len() > 3 && !w.known.is_taken()) && super::runs::is_strange(given);
    // "GUCCI BAG, ONE SAMSUNG", "GALAXY, RALPH LAUREN": among capitals a list of things
    let thing = given.shape == Shape::Upper
        && !cued
        && (given.known.word() && given.known.forename() < 3
            || words.iter().all(|w| w.known.word() && w.known.surname() < 3))
        || super::things::hold_word(page, end)
        || super::things::hold_word(page, surname_start);
    if thing {
        return false;
    }
    let fits = strange || given.known.forename() > 0 || (listed || cued) && !given.known.word();
    capitals && fits && !foreign && given.len() > 1
}

/// "Kowalczyk, Anna said": one listed surname, one common forename, and no list around them.
fn quiet(page: &Page, surname: Range<usize>, given: &Word) -> bool {
    let (Some(first), end) = (page.at(surname.start), surname.end) else { return false };
    let plain = first.known.word() || first.known.place() || first.known.other();
    surname.len() == 1
        && first.known.surname() >= 2
        && first.known.forename() < 2
        && !plain
        && given.known.forename() >= 2
        && page.at(end + 1).is_none_or(|w| w.gap != Gap::Comma && page.word(end + 1) != "and")
}

/// "Wrzos, Z. reports": a surname at the start of an entry, an initial with its stop, and a sentence that
/// goes on.
fn initial(page: &Page, surname: Range<usize>) -> bool {
    let (Some(first), end) = (page.at(surname.start), surname.end) else { return false };
    let k = first.known;
    let plain = k.word() || k.place() || k.other() || k.body() || k.heading() || k.role();
    let starts = first.line
        || surname.start > 0 && page.at(surname.start - 1).is_some_and(|w| w.shape == Shape::Number);
    let goes_on = page.at(end + 1).is_some_and(|w| w.shape == Shape::Lower && w.gap == Gap::Dot && !w.line);
    surname.len() == 1 && starts && !plain && goes_on && page.at(end).is_some_and(Word::initial)
}

/// "Tenant: Patel, Rajesh", alone in its field, cell or line.
fn field(page: &Page, surname: Range<usize>, given: &Word) -> bool {
    let name = |w: &Word| {
        let k = w.known;
        let plain = k.word() && !k.name()
            || k.place() && k.surname() < 2
            || k.other()
            || k.body()
            || k.heading()
            || k.role();
        w.known.particle() || !plain && w.len() > 1
    };
    let words = page.words.get(surname.clone()).unwrap_or_default();
    let before = page.between(surname.start);
    let starts = words.first().is_some_and(|w| w.line) || before.starts_with('\t') || before.trim() == ":";
    let mut last = surname.end + 1;
    while page.at(last).is_some_and(|w| w.gap == Gap::Space && !w.line && w.capital() && is_given(w)) {
        last += 1;
    }
    let ends = page.at(last).is_none_or(|w| w.line) && !page.between(last).starts_with(',')
        || page.between(last).trim_start_matches(' ').starts_with(['\t', '(', '<', '[']);
    let labelled = before.trim() == ":";
    let letter = given.initial() && labelled;
    let listed = labelled || given.known.forename() > 0 || words.iter().any(|w| w.known.surname() > 0);
    starts
        && ends
        && listed
        && words.iter().all(name)
        && (letter || name(given))
        && (labelled || given.known.surname() < 3 || given.known.forename() >= 2)
}
