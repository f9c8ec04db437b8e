//! A name beside a cue: "my neighbour Kayleigh", "spoke to Ms", "Child: Ivy", "Kwame shouted",
//! "Üner v. the Netherlands". The cue allows words the lists do not know; it refuses words that start
//! headings, bodies and places.

use super::run::{parts, run_end};
use super::{Mention, Page, firms};
use crate::find::Tier;
use crate::find::words::{Gap, Shape, Word};

/// The name that starts with the word `i` because of what stands beside it.
pub(super) fn at(page: &Page, i: usize) -> Option<Mention> {
    let end = run_end(page, i);
    if end == i {
        return None;
    }
    let word = page.at(i)?;
    let parts = parts(page, i..end);
    if let Some(found) = super::fields::at(page, i, end).or_else(|| super::speaker::at(page, i, end)) {
        return Some(found);
    }
    if is_believed(page, i) && !word.known.speech() {
        return Some(Mention::new(i..end, Tier::Likely, "a name after a role and ‘to be’"));
    }
    let month = || super::beside::is_month(page, i);
    let named = || end > i + 1 && firms::is_named_after(page.word(end - 1)) && !word.known.title();
    let firm = || parts.full == 1 && firms::begins(page, i) || named();
    let body = parts.body && !(parts.full >= 2 && word.known.forename() >= 2);
    let plain = word.known.heading() || word.known.role() || parts.full == 0 || parts.foreign || body;
    if plain || month() || firm() {
        return None;
    }
    let (tier, reason) = before(page, i, end, word).or_else(|| super::behind::at(page, i, end, word))?;
    Some(Mention::new(i..end, tier, reason))
}

/// A cue on the left.
fn before(page: &Page, i: usize, end: usize, word: &Word) -> Option<(Tier, &'static str)> {
    let cue = page.at(i.checked_sub(1)?)?;
    let named = word.known.name() && !word.known.word() && !word.known.place();
    let unknown = !word.known.word() && !word.known.place() && !word.known.other();
    let named = named || word.known.particle() && word.shape == Shape::Lower && end > i + 1;
    if is_plural(page, i, end, word) {
        return Some((Tier::Check, "a surname in the plural"));
    }
    let role = super::informal::is_role(page, i);
    let near = matches!(word.gap, Gap::Space) || word.gap == Gap::Comma && role;
    // "Consultant Haematologist": the job goes on
    let job = ["ologist", "iatrist", "ician", "iatrician"].iter().any(|e| page.word(i).ends_with(e));
    // "Carer,Mon,Tue": a day
    let job = job || super::runs::DAYS.holds(page.word(i)) || page.word(i) == "sun";
    if role && near && !word.line && !job {
        let listed = word.known.forename() > u16::from(word.known.word());
        let surname = word.known.surname() >= 1 && !word.known.word();
        let fits = unknown || (listed || surname) && !word.known.other();
        return fits.then_some((Tier::Likely, "a name after a role such as neighbour or officer"));
    }
    if super::alias::is_called(page, i) && word.gap == Gap::Space && (unknown || word.known.forename() >= 2) {
        return Some((Tier::Likely, "a name after words such as ‘known as’"));
    }
    if is_called_so(page, i)
        && word.gap == Gap::Space
        && word.shape == Shape::Capital
        && !word.known.heading()
    {
        return Some((Tier::Check, "a name after words such as ‘they call him’"));
    }
    if is_descended(page, i) && !word.known.other() {
        return Some((Tier::Likely, "a name after ‘son of’ or ‘daughter of’"));
    }
    if super::christian::behind_cue(page, i, end, word) {
        return Some((Tier::Check, "a forename that is also a word, with a capital inside a sentence"));
    }
    // "to do IG training"
    if is_abbreviation(page, i) || page.word(i) == "do" && page.back(i, 1) == "to" {
        return None;
    }
    if is_named(page, i) && !cue.known.lead() && word.gap == Gap::Space {
        return unknown.then_some((Tier::Likely, "a name after words such as ‘my name is’"));
    }
    let short = page.word(i - 1) == "w" && page.between(i) == "/ ";
    // "on the corner of Victoria Road and Albert Street"
    let street = page.back(i, 1) == "and" && end == i + 2 && firms::is_kind(page.word(end - 1));
    if cue.known.lead() && (word.gap == Gap::Space || short) && !word.line && !street {
        let strong = is_named(page, i);
        let pair = asks(page.word(i - 1)) && unknown && is_pair(page, i);
        let person = takes_person(page.word(i - 1)) && unknown && word.shape != Shape::Upper;
        let fits = if strong {
            unknown || word.known.forename() >= 1
        } else {
            pair || person || word.known.forename() >= 1 && named
        };
        // "wrote to Penny Rich": two words of the language that are a forename and a surname
        let last = page.at(end - 1).is_some_and(|w| w.known.surname() >= 2);
        let whole = end == i + 2 && word.known.forename() >= 2 && last;
        let tier = if named || whole { Tier::Likely } else { Tier::Check };
        return fits.then_some((tier, "a name after words such as ‘spoke to’"));
    }
    None
}

/// Two to four capitals alone that are no common forename: an abbreviation.
pub(super) fn is_abbreviation(page: &Page, i: usize) -> bool {
    let short = |w: &Word| w.shape == Shape::Upper && w.len() <= 4 && w.known.forename() < 3;
    page.at(i).is_some_and(short) && run_end(page, i) == i + 1
}

/// "the Ouyangs and the Prices".
fn is_plural(page: &Page, i: usize, end: usize, word: &Word) -> bool {
    let stem = page.word(i).strip_suffix('s').map(crate::find::lexicon::evidence).unwrap_or_default();
    let next = page.at(end).is_none_or(|w| w.shape == Shape::Lower || w.gap != Gap::Space);
    page.word(i - 1) == "the"
        && end == i + 1
        && word.shape == Shape::Capital
        && stem.surname() >= 1
        && !(stem.other()
            || stem.body()
            || stem.role()
            || stem.heading()
            || word.known.other()
            || word.known.name())
        && !word.known.word()
        && !word.known.place()
        && next
}

/// "they call him Spud", "nicknamed Tiny": any word with a capital.
fn is_called_so(page: &Page, i: usize) -> bool {
    page.back(i, 1) == "nicknamed"
        || matches!((page.back(i, 2), page.back(i, 1)), ("know" | "knew" | "knows" | "known", "as" | "only"))
        || matches!(page.back(i, 2), "call" | "calls" | "called" | "named")
            && matches!(page.back(i, 1), "him" | "her" | "them" | "me" | "himself" | "herself")
}

/// "named X", "called X", "spoke to X", "spoke with X".
fn is_named(page: &Page, i: usize) -> bool {
    let two = (i.checked_sub(2).map_or("", |p| page.word(p)), page.word(i - 1));
    matches!(two.1, "named" | "phoned" | "emailed" | "rang" | "starring" | "nicknamed")
        || matches!(
            two,
            ("name" | "this", "is")
                | ("statement" | "evidence" | "testimony" | "mg11", "of" | "from" | "by")
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

/// Verbs whose object is a person, also when no list knows the word: "thanked X", "let X know".
fn takes_person(word: &str) -> bool {
    matches!(
        word,
        "thanked"
            | "thank"
            | "let"
            | "told"
            | "tell"
            | "asked"
            | "ask"
            | "phoned"
            | "rang"
            | "texted"
            | "emailed"
            | "informed"
            | "advised"
            | "fr"
            | "frm"
            | "w"
            | "met"
            | "messaged"
            | "invited"
    )
}

/// Two capitalised words, not in capitals throughout, that are no words of the language, places or bodies.
fn is_pair(page: &Page, i: usize) -> bool {
    let plain = |w: &Word| {
        w.known.word() || w.known.place() || w.known.other() || w.known.body() || w.known.heading()
    };
    let fits = |i: usize| page.at(i).is_some_and(|w| w.capital() && w.len() > 2 && !plain(w));
    let next =
        page.at(i + 1).is_some_and(|w| matches!(w.gap, Gap::Space) && !w.line && w.shape != Shape::Upper);
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

/// "Sivakumar s/o Murugesan": son, daughter or wife of.
fn is_descended(page: &Page, i: usize) -> bool {
    i > 1
        && page.word(i - 1) == "o"
        && matches!(page.word(i - 2), "s" | "d" | "w")
        && page.between(i - 1) == "/"
}
