//! Forename and surname in small letters ("andrea montoya"), as notes and texts have them. Both words
//! must be names of the lists; a pair of ordinary words ("sue long") needs a cue right before it.

use super::{Mention, Page};
use crate::find::Tier;
use crate::find::words::{Gap, Shape, Word};

/// The pair that starts with the word `i`.
pub(super) fn at(page: &Page, i: usize) -> Option<Mention> {
    let (first, last) = (page.at(i)?, page.at(i + 1)?);
    let none = crate::find::lexicon::Evidence::default();
    if first.known.forename() == 0 && first.known != none {
        return None;
    }
    let grammar = |w: &Word| {
        w.known.heading() || w.known.speech() || w.known.lead() || w.known.role() || w.known.title()
    };
    if last.shape != Shape::Lower || last.gap != Gap::Space || last.len() < 3 || last.known.other() {
        return None;
    }
    if first.known == none && last.known == none && first.len() > 2 && cues(page, i).0 {
        return Some(Mention::new(
            i..i + 2,
            Tier::Check,
            "two words that no list knows, after words such as ‘states that’",
        ));
    }
    if first.known.forename() == 0 || first.known.particle() || grammar(first) || grammar(last) {
        return None;
    }
    // "told sian straight away": a word of the language goes on
    let goes_on = page.at(i + 2).is_some_and(|w| w.gap == Gap::Space && !w.line && w.shape == Shape::Lower);
    let verb = page.at(i + 2).is_some_and(|w| w.known.speech());
    if last.known.word() && goes_on && !verb && last.known.surname() < 3 {
        return None;
    }
    let (strong, weak) = cues(page, i);
    let (f, s) = (first.known.forename(), last.known.surname());
    let fits = match (first.known.word() || first.known.other(), last.known.word()) {
        (false, false) => f >= 2 && s > 0 || strong || weak && f >= 2,
        (false, true) => f >= 2 && s >= 2 && (strong || weak || f == 3 && s == 3),
        (true, false) => s > 0 && (strong || weak && f >= 2),
        (true, true) => strong && f >= 2 && s >= 2,
    };
    if !fits {
        return None;
    }
    let mut end = i + 2;
    while page.at(end).is_some_and(|w| w.gap == Gap::Hyphen && w.shape == Shape::Lower) {
        end += 1;
    }
    Some(Mention::new(i..end, Tier::Likely, "forename and surname from the lists, in small letters"))
}

/// Whether a strong cue (a role, "states that", "called") or a weak one ("to", "by") stands before.
fn cues(page: &Page, i: usize) -> (bool, bool) {
    let Some(before) = i.checked_sub(1).and_then(|p| page.at(p)) else { return (false, false) };
    let that = page.word(i - 1) == "that" && i > 1 && page.at(i - 2).is_some_and(|w| w.known.speech());
    let strong = before.known.role()
        || that
        || matches!(page.word(i - 1), "named" | "called" | "told" | "asked" | "phoned" | "rang");
    (strong, before.known.lead() || before.known.speech())
}
