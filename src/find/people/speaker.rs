//! Who speaks: the label before what somebody said or wrote, in a chat, a transcript or below a post
//! (`Zhihao: `, `[17/12/2022, 21:33] Thiago Flat 6: `, `Guy Street: grow up`). It refuses labels of
//! forms, and initials, which `initials` knows.

use super::cued::is_abbreviation;
use super::run::{Parts, parts};
use super::{Mention, Page};
use crate::find::Tier;
use crate::find::words::{Gap, Shape, Word};

const REASON: &str = "a name before a colon, as of a speaker";

/// The speaker whose label starts with the word `i`.
pub(super) fn at(page: &Page, i: usize, end: usize) -> Option<Mention> {
    let word = page.at(i)?;
    // nearly no word stands at a label, which is told first
    let labelled = word.line && page.between(end).starts_with(": ");
    if !labelled && !is_stamped(page, i) {
        return None;
    }
    let parts = parts(page, i..end);
    if word.len() < 2 || is_day(page, i) || is_abbreviation(page, i) || parts.full == 0 {
        return None;
    }
    let next = page.at(end);
    let spoken = next.is_some_and(|n| !n.line);
    let chat = is_stamped(page, i) && colon(page, word) <= 24 && !is_house(page.word(i)) && spoken;
    let poster = labelled && spoken && is_poster(page, i, parts);
    let forename = i + 1 == end && word.known.forename() >= 2 && !word.known.heading();
    let talks = forename && labelled && spoken && is_talk(page);
    (chat || poster || talks).then(|| Mention::new(i..end, Tier::Likely, REASON))
}

/// A lone word before a colon: one that no list knows is a speaker when it is one again.
pub(super) fn is_alone(page: &Page, i: usize, end: usize, word: &Word) -> bool {
    let again = || {
        word.known.name()
            || page.words.iter().any(|w| w.print == word.print && w.line && w.start != word.start)
            || super::runs::is_strange(word) && is_talk(page)
    };
    let alone = word.line && i + 1 == end && page.between(end).starts_with(": ");
    alone && word.len() > 2 && !is_day(page, i) && !is_abbreviation(page, i) && again()
}

/// "Mon: ", "Weds: ": the day of an entry.
fn is_day(page: &Page, i: usize) -> bool {
    matches!(
        page.word(i),
        "mon" | "tue" | "tues" | "wed" | "weds" | "thu" | "thur" | "thurs" | "fri" | "sat" | "sun"
    )
}

/// Three lines or more that begin with one word and a colon, and one of the words a common forename.
fn is_talk(page: &Page) -> bool {
    let label = |(i, w): &(usize, &Word)| w.line && w.capital() && page.between(i + 1).starts_with(": ");
    let labels = || page.words.iter().enumerate().filter(label);
    labels().take(3).count() == 3 && labels().any(|(i, w)| w.known.forename() >= 2 || again(page, i, w))
}

fn again(page: &Page, i: usize, word: &Word) -> bool {
    let same = |(at, w): (usize, &Word)| at != i && w.line && w.print == word.print;
    !word.known.is_taken() && page.words.iter().enumerate().any(same)
}

/// Behind the time stamp of a chat: `[17/12/2022, 21:33] `, `19/02/2022, 09:17 - `.
fn is_stamped(page: &Page, i: usize) -> bool {
    let stamp =
        i.checked_sub(1).and_then(|p| page.at(p)).is_some_and(|w| w.shape == Shape::Number || w.len() == 2);
    stamp && matches!(page.between(i), "] " | " - ")
}

/// How far behind the word its line's first colon and blank stand.
fn colon(page: &Page, word: &Word) -> usize {
    let rest = page.text.get(word.end as usize..).unwrap_or_default();
    rest.split('\n').next().and_then(|l| l.find(": ")).unwrap_or(usize::MAX)
}

/// Those who speak for the house in a chat, or the reader.
fn is_house(word: &str) -> bool {
    matches!(word, "admin" | "you" | "me" | "system" | "agent" | "bot" | "support" | "housing" | "repairs")
}

/// Forename and surname; of two words of the language, only when they label another line too.
fn is_poster(page: &Page, i: usize, parts: Parts) -> bool {
    let (Some(first), Some(last)) =
        (parts.first.and_then(|f| page.at(f)), parts.last.and_then(|l| page.at(l)))
    else {
        return false;
    };
    let plain = |w: &Word| w.known.word() || w.known.place() || w.known.other();
    let again = || {
        page.words.iter().enumerate().any(|(at, w)| {
            at != i
                && w.line
                && w.print == first.print
                && page.at(at + 1).is_some_and(|n| n.print == last.print)
        })
    };
    let pair = parts.full == 2 && page.at(i + 1).is_some_and(|w| w.gap == Gap::Space);
    pair && first.known.forename() >= 2
        && last.known.surname() >= 1
        && (!plain(first) && !plain(last) || again())
}
