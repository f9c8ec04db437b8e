//! A title and what follows it: the strongest rule there is. "Mr and Mrs Khan", "Lord Rodger of
//! Earlsferry", "PC 1234 Ali", and a title in small letters before one word.

use super::run::run_end;
use super::{Mention, Page};
use crate::find::Tier;
use crate::find::words::{Gap, Shape, Word};

/// Titles that are nothing else.
fn sure(title: &str) -> bool {
    matches!(
        title,
        "mr" | "mrs"
            | "ms"
            | "miss"
            | "dr"
            | "mx"
            | "messrs"
            | "prof"
            | "professor"
            | "cllr"
            | "councillor"
            | "rev"
            | "revd"
            | "mme"
            | "mlle"
            | "wpc"
            | "pcso"
            | "sgt"
            | "sr"
    )
}

/// The titled name that starts with the word `i`.
pub(super) fn at(page: &Page, i: usize) -> Option<Mention> {
    let first = page.at(i)?;
    // "my doctor Dr Patel": what he is, and then his title
    let again = first.shape == Shape::Lower
        && first.known.role()
        && page.at(i + 1).is_some_and(|n| n.known.title() && n.capital() && n.gap == Gap::Space);
    if !first.known.title() || first.shape == Shape::Number || again || is_no_title(page, i) {
        return None;
    }
    let start = chain(page, i);
    let last = start.checked_sub(1)?;
    let sure = sure(page.word(last)) || sure(page.word(i));
    let next = page.at(start)?;
    let near = matches!(next.gap, Gap::Space | Gap::Dot);
    // "Has MS. V upset": the disease ends a sentence
    let ill =
        page.word(last) == "ms" && page.at(last).is_some_and(|w| w.shape == Shape::Upper) && next.len() == 1;
    if ill && next.gap == Gap::Dot && page.at(start + 1).is_some_and(|w| w.shape == Shape::Lower) {
        return None;
    }
    // "Title Mr / Full name": a field ends
    let label = next.line && (next.known.word() && next.known.surname() < 2 || !sure);
    if !near || label || next.shape == Shape::Number {
        return None;
    }
    let end = if next.capital() || next.known.particle() { run_end(page, start) } else { start };
    let end = super::runs::trim_end(page, start, end);
    let end = letters_end(page, start, end);
    if end > start && acceptable(page, start, end, sure, first.capital()) {
        return Some(named(page, i, start, earldom(page, end)));
    }
    let last = small_particles(page, start);
    let small = next.shape == Shape::Lower && sure && end == start && small_name(page, last, first.capital());
    small.then(|| named(page, i, start, small_end(page, last)))
}

/// "fr Dr Lee" is short for from, "his sister Cerys" is no nun.
fn is_no_title(page: &Page, i: usize) -> bool {
    let whose = matches!(page.back(i, 1), "his" | "her" | "my" | "our" | "their" | "your");
    let kin = matches!(page.word(i), "sister" | "father" | "mother" | "brother");
    let from = page.word(i) == "fr" && page.at(i).is_some_and(|w| w.shape == Shape::Lower);
    from || kin && whose
}

fn named(_page: &Page, title: usize, start: usize, end: usize) -> Mention {
    let mut found = Mention::new(title..end, Tier::Certain, "title and surname");
    found.name = start..end;
    found
}

/// The first word after one title or several: "Mr and Mrs", "Mr Justice", "Dr. Sir".
fn chain(page: &Page, i: usize) -> usize {
    let mut at = i + 1;
    for _ in 0..3 {
        let Some(next) = page.at(at) else { break };
        let close = matches!(next.gap, Gap::Space | Gap::Dot) || page.between(at).trim() == "&";
        let and =
            page.word(at) == "and" && page.at(at + 1).is_some_and(|w| w.known.title() && w.gap == Gap::Space);
        if close && and {
            at += 2;
        } else if close && next.known.title() && next.len() > 1 && is_titled(page, at) {
            at += 1;
        } else {
            break;
        }
    }
    // a police officer's number
    if at > i
        && page.at(at).is_some_and(|w| w.shape == Shape::Number && w.len() <= 6 && !w.line)
        && police(page.word(at - 1))
    {
        at += 1;
    }
    at
}

/// "Mr A-P. Leak again": behind letters with a hyphen a sentence starts, unless the word is a surname; and
/// "Mrs Joy / Tshabalala", a forename whose surname begins the next line.
fn letters_end(page: &Page, start: usize, end: usize) -> usize {
    let letters = (start..end).take_while(|i| page.at(*i).is_some_and(Word::initial)).count();
    let next = page.at(start + letters);
    let hyphened = letters > 1 && (start + 1..start + letters).all(|i| page.between(i) == "-");
    let starts = |w: &Word| w.line || w.known.word() && w.known.surname() < 3;
    if hyphened && next.is_some_and(|w| w.gap == Gap::Dot && starts(w)) {
        return start + letters;
    }
    // "CW and Mr B. Nil found"
    let noun = |w: &Word| w.gap == Gap::Dot && w.known.word() && w.known.surname() < 2;
    if letters == 1 && end > start + 1 && next.is_some_and(noun) {
        return start + 1;
    }
    let forename = page.at(start).is_some_and(|w| w.known.forename() >= 2 && w.known.surname() < 2);
    let below = page.at(end).is_some_and(|w| {
        w.gap == Gap::Space && w.line && w.shape == Shape::Capital && super::runs::is_strange(w)
    });
    let closed = page.at(end + 1).is_none_or(|w| w.line || w.gap != Gap::Space || w.shape == Shape::Lower);
    end + usize::from(end == start + 1 && forename && below && closed)
}

fn police(title: &str) -> bool {
    matches!(title, "pc" | "dc" | "ds" | "wpc" | "pcso" | "sgt" | "sergeant" | "constable")
}

/// A word that may be title or name ("Mr Master said") is a title only with a name after it.
fn is_titled(page: &Page, at: usize) -> bool {
    page.at(at + 1).is_some_and(|w| w.capital() && matches!(w.gap, Gap::Space | Gap::Dot))
}

fn acceptable(page: &Page, start: usize, end: usize, sure: bool, capital: bool) -> bool {
    let Some(first) = page.at(start) else { return false };
    let alone = end == start + 1;
    if sure {
        let office = alone && (first.known.role() && first.known.word() && first.known.surname() < 3);
        return !(office
            || alone && first.len() == 1 && start > 0 && page.word(start - 1) == "rev"
            || alone
                && first.len() == 1
                && first.gap == Gap::Space
                && page.between(end).starts_with(' ')
                && !capital);
    }
    let noun = |w: &Word| w.known.body() || w.known.other() || w.known.word() && w.known.surname() == 0;
    let plain = first.known.word() && alone && first.known.surname() < 2;
    // "Master Key Policy": two words of the language are a thing, not a person
    let thing = first.known.word() && !alone && end.checked_sub(1).and_then(|l| page.at(l)).is_some_and(noun);
    capital && !(first.known.heading() || noun(first) || plain || thing)
}

/// "of Earlsferry" after a lord's name.
fn earldom(page: &Page, end: usize) -> usize {
    let of = page.word(end) == "of" && page.at(end).is_some_and(|w| w.gap == Gap::Space);
    let place = page.at(end + 1).is_some_and(|w| w.capital() && w.gap == Gap::Space && !w.known.heading());
    let lord = page
        .words
        .get(end.saturating_sub(3)..end)
        .unwrap_or_default()
        .iter()
        .any(|w| matches!(w.of(page.text), "lord" | "lady" | "baroness" | "baron"));
    if of && place && lord { end + 2 } else { end }
}

/// Over particles in small letters: "ms dos santos".
fn small_particles(page: &Page, start: usize) -> usize {
    let particle = |at: usize| {
        let word = page.at(at).is_some_and(|w| w.known.particle() && w.shape == Shape::Lower);
        word && page.at(at + 1).is_some_and(|n| n.gap == Gap::Space && n.shape == Shape::Lower && !n.line)
    };
    (start..start + 3).find(|at| !particle(*at)).unwrap_or(start)
}

/// A name in small letters after a title.
fn small_name(page: &Page, at: usize, capital: bool) -> bool {
    page.at(at).is_some_and(|w| {
        let plain =
            w.known.heading() || w.known.speech() || w.known.lead() || w.known.title() || w.known.role();
        w.len() > 2
            && w.gap == Gap::Space
            && !plain
            && (!w.known.word() || capital && w.known.surname() >= 2 || w.known.surname() == 3)
    })
}

/// A second word in small letters when both lists know the pair.
fn small_end(page: &Page, start: usize) -> usize {
    let pair = page.at(start).is_some_and(|w| w.known.forename() > 0)
        && page.at(start + 1).is_some_and(|w| {
            w.gap == Gap::Space && w.shape == Shape::Lower && w.known.surname() > 0 && !w.known.word()
        });
    let mut end = start + 1 + usize::from(pair);
    while page.at(end).is_some_and(|w| w.gap == Gap::Hyphen && w.shape != Shape::Number) {
        end += 1;
    }
    end
}
