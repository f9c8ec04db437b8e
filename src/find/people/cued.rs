//! A name beside a cue: "my neighbour Kayleigh", "spoke to Ms", "Child: Ivy", "Kwame shouted",
//! "Üner v. the Netherlands". The cue allows words the lists do not know; it refuses words that start
//! headings, bodies and places.

use super::run::{parts, run_end};
use super::{Mention, Page, firms};
use crate::find::Tier;
use crate::find::words::{Gap, Word};

/// The name that starts with the word `i` because of what stands beside it.
pub(super) fn at(page: &Page, i: usize) -> Option<Mention> {
    let end = run_end(page, i);
    if end == i {
        return None;
    }
    let word = page.at(i)?;
    let parts = parts(page, i..end);
    if is_believed(page, i) {
        return Some(Mention::new(i..end, Tier::Likely, "a name after a role and ‘to be’"));
    }
    let month = super::runs::is_month(page, i);
    let firm = parts.full == 1 && firms::begins(page, i);
    let street = firm || parts.body && !(parts.full >= 2 && word.known.forename() >= 2);
    if word.known.heading() || word.known.role() || parts.full == 0 || parts.foreign || street || month {
        return None;
    }
    let (tier, reason) = before(page, i, word).or_else(|| after(page, i, end, word))?;
    Some(Mention::new(i..end, tier, reason))
}

/// A cue on the left.
fn before(page: &Page, i: usize, word: &Word) -> Option<(Tier, &'static str)> {
    let cue = page.at(i.checked_sub(1)?)?;
    let named = word.known.name() && !word.known.word() && !word.known.place();
    let unknown = !word.known.word() && !word.known.place() && !word.known.other();
    let field = page.between(i).trim() == ":";
    let near = matches!(word.gap, Gap::Space) || word.gap == Gap::Comma && cue.known.role();
    if cue.known.role() && (near && !word.line || field) {
        let listed = word.known.forename() > u16::from(word.known.word());
        let fits = unknown || listed && !word.known.other();
        return fits.then_some((Tier::Likely, "a name after a role such as neighbour or officer"));
    }
    if field && is_field(page.word(i - 1)) {
        let listed = named || unknown || word.known.forename() >= 2;
        return listed.then_some((Tier::Likely, "a name in a form field or mail header"));
    }
    if is_abbreviation(page, i) {
        return None;
    }
    if is_named(page, i) && !cue.known.lead() && word.gap == Gap::Space {
        return unknown.then_some((Tier::Likely, "a name after words such as ‘my name is’"));
    }
    if cue.known.lead() && word.gap == Gap::Space && !word.line {
        let strong = is_named(page, i);
        let pair = asks(page.word(i - 1)) && unknown && is_pair(page, i);
        let fits = if strong {
            unknown || word.known.forename() >= 1
        } else {
            pair || word.known.forename() >= 1 && named
        };
        return fits.then_some((Tier::Likely, "a name after words such as ‘spoke to’"));
    }
    None
}

/// Two to four capitals alone that are no common forename: an abbreviation.
pub(super) fn is_abbreviation(page: &Page, i: usize) -> bool {
    let alone = run_end(page, i) == i + 1;
    alone
        && page.at(i).is_some_and(|w| {
            w.shape == crate::find::words::Shape::Upper && w.len() <= 4 && w.known.forename() < 3
        })
}

/// Fields of forms and mail headers that hold a name.
fn is_field(word: &str) -> bool {
    matches!(
        word,
        "from"
            | "to"
            | "cc"
            | "bcc"
            | "name"
            | "names"
            | "signed"
            | "attn"
            | "author"
            | "by"
            | "contact"
            | "forename"
            | "surname"
            | "attention"
            | "with"
    )
}

/// "named X", "called X", "spoke to X", "spoke with X".
fn is_named(page: &Page, i: usize) -> bool {
    let two = (i.checked_sub(2).map_or("", |p| page.word(p)), page.word(i - 1));
    matches!(two.1, "named" | "phoned" | "emailed" | "rang" | "starring" | "nicknamed")
        || matches!(
            two,
            ("name" | "this", "is")
                | ("name's", _)
                | ("named" | "called" | "calls" | "call", "him" | "her" | "me")
        )
        || matches!(two.1, "to" | "with")
            && matches!(
                two.0,
                "spoke"
                    | "speaking"
                    | "spoken"
                    | "talked"
                    | "talk"
                    | "speak"
                    | "wrote"
                    | "married"
                    | "engaged"
            )
}

/// Verbs that take a person: "asked X Y to attend", "you can ring X Y".
fn asks(word: &str) -> bool {
    matches!(
        word,
        "ask"
            | "asked"
            | "ring"
            | "told"
            | "tell"
            | "phone"
            | "contact"
            | "call"
            | "met"
            | "meet"
            | "saw"
            | "see"
            | "visit"
            | "advised"
            | "informed"
            | "invited"
            | "phoned"
            | "rang"
            | "emailed"
            | "by"
            | "with"
    )
}

/// Two capitalised words, not in capitals throughout, that are no words of the language, places or bodies.
fn is_pair(page: &Page, i: usize) -> bool {
    let plain = |w: &Word| {
        w.known.word() || w.known.place() || w.known.other() || w.known.body() || w.known.heading()
    };
    let fits = |i: usize| page.at(i).is_some_and(|w| w.capital() && w.len() > 2 && !plain(w));
    let next = page.at(i + 1).is_some_and(|w| {
        matches!(w.gap, Gap::Space) && !w.line && w.shape != crate::find::words::Shape::Upper
    });
    fits(i) && fits(i + 1) && next
}

/// "Father believed to be Sun": a role, a few words, "to be".
fn is_believed(page: &Page, i: usize) -> bool {
    i >= 3
        && page.word(i - 1) == "be"
        && page.word(i - 2) == "to"
        && page.at(i).is_some_and(|w| w.gap == Gap::Space)
        && page
            .words
            .get(i.saturating_sub(6)..i - 2)
            .unwrap_or_default()
            .iter()
            .any(|w| w.known.role() || w.known.title())
}

/// A cue on the right: a verb of speech, or "v." of a case's name.
fn after(page: &Page, i: usize, end: usize, word: &Word) -> Option<(Tier, &'static str)> {
    let next = page.at(end)?;
    let named = word.known.name() && !word.known.word() && !word.known.place() && !word.known.other();
    let unknown = !word.known.word() && !word.known.place() && !word.known.other();
    if page.word(end) == "v" && next.gap == Gap::Space && page.between(end + 1).starts_with('.') {
        let known = word.known.name() || unknown;
        return (known && !word.known.other())
            .then_some((Tier::Likely, "a party in the name of a court case"));
    }
    let shouted = word.shape == crate::find::words::Shape::Upper && word.known.forename() == 0;
    let speech = !shouted
        && !is_abbreviation(page, i)
        && next.known.speech()
        && next.gap == Gap::Space
        && !next.capital();
    let speaker = word.line && page.between(end).starts_with(": ") && i + 1 == end && word.len() > 2;
    if speaker && (named || unknown && !shouted) && !next.line {
        return Some((Tier::Check, "a name before a colon, as of a speaker"));
    }
    let strong = word.known.forename() >= 1 || word.known.surname() >= 2;
    (speech && named && strong).then_some((Tier::Likely, "a name before words such as ‘said’"))
}
