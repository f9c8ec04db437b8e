//! Names without a title: forename and surname by the lists, initials and surname, and a forename alone. The
//! lists are evidence; a run with a body's or a place's word in it is refused.

use super::beside::{self, is_dated, is_derived, is_home_town, is_lettered, is_marked, is_month};
use super::run::{Parts, parts, run_end};
use super::vocabulary::Vocabulary;
use super::{Mention, Page, firms, reversed, services};
use crate::find::Tier;
use crate::find::lexicon::Evidence;
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
        let particle = word.known.particle() && word.shape == Shape::Lower;
        let opener = word.sentence && word.known.word() && word.known.forename() == 0 && !particle;
        let known = word.known;
        let next = page.at(start + 1).is_some_and(|n| n.shape == Shape::Capital && n.gap == Gap::Space);
        // "IP Stella Ruane", "Mon Efe / Tia": an abbreviation or a day
        let short = word.shape == Shape::Upper && super::initials::is_common(page.word(start))
            || word.shape == Shape::Capital && DAYS.holds(page.word(start));
        // "Said Marek was there"
        let said = page.word(start) == "said"
            && word.sentence
            && page.at(start + 1).is_some_and(|n| n.known.forename() >= 2);
        // "Can Rudi send"
        let asks = page.word(start) == "can"
            && word.sentence
            && page.at(start + 1).is_some_and(|n| n.known.forename() >= 2)
            && page.at(end).is_some_and(|n| n.shape == Shape::Lower || n.gap == Gap::Other);
        if !(opener
            || said
            || asks
            || is_month(page, start) && next && is_dated(page, start)
            || is_month(page, start)
                && next
                && page
                    .at(start + 2)
                    .is_some_and(|n| n.gap == Gap::Space && (n.capital() || n.known.particle()))
            || short && next
            || known.heading() && word.len() > 1
            || known.role() && known.forename() < if known.word() { 3 } else { 1 }
            || known.lead() && word.sentence && word.len() > 1)
        {
            break;
        }
        start += 1;
    }
    start
}

/// Days of a rota, as long as they are no surnames.
pub(super) static DAYS: Vocabulary = Vocabulary::of("mon tue tues wed weds thu thur thurs fri sat");

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
    if is_shortened(page, start, end) {
        return Some(Mention::new(start..end, Tier::Check, "a forename and an initial"));
    }
    // "R. Bi, 130B The Green": who signed a petition
    let housed =
        page.between(end).starts_with(", ") && page.at(end).is_some_and(|w| w.shape == Shape::Number);
    // "H. Bishop and Reed Fisher signed"
    let other = page.at(end + 1).is_some_and(|w| w.capital() && w.known.forename() >= 1);
    let paired = page.word(end) == "and" && other && last.known.surname() >= 1;
    let numbered = page.at(start)?.line && first.known.word() && !(housed || paired);
    let plain = |w: &Word| w.known.word() && w.known.surname() < 2 || w.known.body() && w.known.word();
    let spaced = page.at(start + 1).is_some_and(|w| w.gap == Gap::Space);
    let signed = page.back(start, 1) == "signed" && page.at(start).is_some_and(|w| w.gap != Gap::Dot);
    let unsure =
        spaced && !signed && (first.known.word() || !first.known.name() && !is_cued(page, start, end));
    let boxed = matches!(page.word(end - 1), "box" | "day" | "night" | "shift")
        || page.between(start).ends_with('/')
        || is_lettered(page, start)
        || is_marked(page, start, end);
    let article = page.word(start) == "a" || page.word(start) == "i";
    if numbered
        || boxed
        || plain(last)
        || last.known.other() && !housed
        || first.known.heading()
        || unsure
        || article && spaced && !page.between(end).starts_with(": ")
    {
        return None;
    }
    Some(Mention::new(start..end, Tier::Likely, "initials and surname"))
}

/// Initial and surname in brackets, or behind a preposition: "(G Bhogal)", "seen by G Bhogal".
fn is_cued(page: &Page, start: usize, end: usize) -> bool {
    let bracket = page.between(start).ends_with('(') && page.between(end).starts_with(')');
    let speaks = page.between(end).starts_with(": ") && page.at(end).is_some_and(|w| !w.line);
    let by = matches!(page.back(start, 1), "by" | "with" | "from" | "to" | "per" | "cc");
    let ends = page.at(end).is_none_or(|w| w.line || w.gap != Gap::Space || w.shape == Shape::Lower);
    bracket || speaks || by && ends && page.at(start).is_some_and(|w| w.gap == Gap::Space && !w.line)
}

/// "Grace B" that fills a cell or ends its line: a common forename and one letter.
fn is_shortened(page: &Page, start: usize, end: usize) -> bool {
    let starts = page.at(start).is_some_and(|w| w.line || page.between(start).starts_with('\t'));
    let housed = page.between(end).ends_with(", ") && page.at(end).is_some_and(|w| w.shape == Shape::Number);
    let ends = page.at(end).is_none_or(|w| w.line) || page.between(end).starts_with('\t') || housed;
    let forename = page.at(start).is_some_and(|w| w.known.forename() >= 2 && w.shape == Shape::Capital);
    end == start + 2 && starts && ends && forename && page.at(start + 1).is_some_and(Word::initial)
}

/// Forename and surname.
fn pair(page: &Page, start: usize, end: usize, parts: Parts) -> Option<Mention> {
    let (first, last) = (page.at(parts.first?)?, page.at(parts.last?)?);
    let words = page.words.get(start..end)?;
    let shouting = words.iter().all(|w| w.shape == Shape::Upper || w.initial());
    let feast = matches!(page.word(end - 1), "day" | "eve" | "bank" | "sunday" | "monday");
    // "BLUE FORD", "White Transit": the colour of a thing
    let colour = beside::COLOURS.holds(page.word(start)) && first.known.forename() < 3;
    if parts.foreign && !is_last_alone(page, parts)
        || parts.body
        || feast
        || colour
        || parts.full == 2 && page.word(start) == page.word(end - 1) // "Daisy Daisy"
        || is_month(page, start)
            && page.at(end - 1).is_some_and(|w| w.shape == Shape::Upper && !w.known.name())
        || firms::is_named_after(page.word(end - 1))
    {
        return None;
    }
    let certain = good_forename(first) && good_surname(last);
    let likely = match (first.known.forename(), first.known.word()) {
        (2.., false) => !last.known.word() || last.known.surname() >= 1 && !last.sentence,
        (1, false) => !last.known.word() && (last.known.name() || !last.known.place()),
        (2.., true) => {
            last.known.surname() >= 2 && (!last.known.word() || !first.sentence && last.known.surname() == 3)
                || last.known.surname() >= 1
                    && !(last.known.word() && last.known.surname() < 2)
                    && stands_out(page, start, end)
        }
        (0, false) if !first.known.place() => {
            !shouting && last.known.name() && !last.known.word() && !last.known.place()
                || !shouting && first.known.surname() > 0 && !last.known.word() && !last.known.place()
        }
        _ => false,
    };
    let cue = |p: usize| matches!(page.word(p), "of" | "by" | "from" | "name" | "to" | "with");
    let cued =
        || start.checked_sub(1).is_some_and(cue) && words.iter().all(|w| w.len() > 1 && !w.known.other());
    let translated = page.between(start).ends_with('(') && page.between(end).starts_with(')');
    // "(Joy Tshabalala)": a forename that is a word too, and a surname that no list knows
    let bracketed = || translated && words.len() == 2 && first.known.forename() >= 2 && is_strange(last);
    // "(Bisi Coker, Safeguarding Hub)": a surname that is a place too
    let job = page.between(start).ends_with(" (") && page.between(end).starts_with(", ");
    let introduced = || {
        let surname = last.known.surname() >= 1 && !last.known.word() && last.shape == Shape::Capital;
        job && words.len() == 2 && (is_strange(first) || first.known.forename() >= 2) && surname
    };
    // "EWO is Will Penhaligon": a forename that is a word too, inside a sentence
    let inside = words.len() == 2
        && !first.sentence
        && first.shape == Shape::Capital
        && first.known.forename() >= 2
        && !first.known.other()
        && is_strange(last)
        && last.len() > 3;
    let unknown = || {
        bracketed()
            || introduced()
            || inside && stands_out(page, start, end)
            || words.iter().all(is_strange) && stands_out(page, start, end) && !translated
            || shouting
                && words.len() <= 4
                && cued()
                && words.iter().all(is_shouted)
                && !words.iter().all(|w| w.known.word())
    };
    let (tier, reason) = match (certain, likely) {
        (true, _) => (Tier::Certain, "forename and surname from the lists"),
        (_, true) => (Tier::Likely, "a forename or surname from the lists in a run of capitals"),
        _ if unknown() => (Tier::Check, "two words with capitals that no list knows"),
        _ => return None,
    };
    Some(Mention::new(start..end, tier, reason))
}

/// A capitalised word that is in no list, or in those of names alone.
pub(super) fn is_strange(word: &Word) -> bool {
    let k = word.known;
    // two letters are in the lists as abbreviations: Ha and Na are none
    let short = word.len() == 2
        && word.shape == Shape::Capital
        && !(k.word() || k.heading() || k.title() || k.body() || k.role() || k.place());
    short || matches!(word.shape, Shape::Capital | Shape::Mixed) && word.len() > 2 && !k.is_taken()
}

/// One such word inside a sentence, where no place or thing is named: "see attached from Zhihao".
fn is_lone_stranger(page: &Page, start: usize, end: usize) -> bool {
    let Some(word) = page.at(start) else { return false };
    let quiet = |i: usize| page.at(i).is_some_and(|w| w.shape == Shape::Lower);
    let thing = start == 0
        || matches!(
            page.word(start - 1),
            "the"
                | "a"
                | "an"
                | "in"
                | "at"
                | "of"
                | "near"
                | "on"
                | "this"
                | "that"
                | "our"
                | "your"
                | "called"
                | "via"
                | "using"
        );
    let next = page.at(end);
    let alone = next.is_none_or(|w| w.shape == Shape::Lower || !matches!(w.gap, Gap::Space | Gap::Hyphen));
    // "coming from Gdynia", "a lady from Hargeisa"
    let away = "coming came come moved lady man woman back originally flew travelled travelling born family man boy girl people";
    let thing = thing || page.back(start, 1) == "from" && super::is_one_of(away, page.back(start, 2));
    // "on Fortisip and Laxido"
    let remedy = page.back(start, 1) == "and"
        && super::is_one_of("on taking takes given prescribed had", page.back(start, 3))
        && start > 2
        && page.at(start - 2).is_some_and(|w| w.known == Evidence::default() && w.capital());
    let thing = thing || remedy;
    let joined = page.between(end).starts_with(['/', '@', '.', '&', '-'])
        && next.is_some_and(|w| !w.line && w.gap == Gap::Other);
    end == start + 1
        && word.known == Evidence::default()
        && matches!(word.shape, Shape::Capital)
        && word.gap == Gap::Space
        && !(word.sentence
            || word.line
            || thing
            || joined
            || services::is_remedy(page.word(start))
            || is_derived(page.word(start)))
        && word.len() > 3
        && alone
        && quiet(start - 1)
}

/// A stranger or rare forename that makes a sentence of its own at the end of a line: "got no key. Radek".
fn is_signed(page: &Page, start: usize, end: usize) -> bool {
    let Some(word) = page.at(start) else { return false };
    let (before, behind) = (page.between(start), page.between(end));
    // a sentence or the name of a body goes on in the next line
    let goes_on = page.at(end).is_some_and(|w| w.shape == Shape::Lower || w.known.body())
        || firms::is_kind(page.word(end));
    let ends =
        page.at(end).is_none_or(|w| w.line) && !goes_on && !behind.starts_with([':', ',', '-', '/', '?']);
    end == start + 1
        && is_strange(word)
        && word.shape == Shape::Capital
        && !word.line
        && matches!(before, ". " | "! " | "? ")
        && ends
        && start > 2
}

/// The same in capitals throughout.
fn is_shouted(word: &Word) -> bool {
    let k = word.known;
    !(k.word() && k.surname() < 2
        || k.place()
        || k.other()
        || k.body()
        || k.heading()
        || k.role()
        || k.title())
}

/// Capitals inside a line whose other words have none: no heading, no name of a body.
fn stands_out(page: &Page, start: usize, end: usize) -> bool {
    let quiet = |i: usize| page.at(i).is_none_or(|w| w.shape == Shape::Lower && w.len() > 1);
    let Some(first) = page.at(start) else { return false };
    let hostile = matches!(
        page.back(start, 2),
        "shouted" | "shouting" | "swore" | "swearing" | "yelled" | "spat" | "laughed"
    );
    let article =
        start > 0 && matches!(page.word(start - 1), "the" | "a" | "an" | "in" | "at" | "near") && !hostile;
    let left = first.gap != Gap::Space || start > 0 && quiet(start - 1) && !article;
    let joined = page.at(end).is_some_and(|w| w.gap == Gap::Space && !w.line || w.gap == Gap::Hyphen);
    let short = end - start == 2 && page.at(start + 1).is_some_and(|w| w.gap == Gap::Space && !w.line);
    short && left && (!joined || quiet(end))
}

/// A listed forename before one surname that is another proper noun too: "Tanvir Islam".
fn is_last_alone(page: &Page, parts: Parts) -> bool {
    let (Some(first), Some(last)) =
        (parts.first.and_then(|i| page.at(i)), parts.last.and_then(|i| page.at(i)))
    else {
        return false;
    };
    parts.full == 2 && first.known.forename() >= 1 && !first.known.is_taken() && last.known.surname() >= 1
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
    if firms::begins(page, start) {
        return None;
    }
    let plain =
        known.word() || known.place() || known.other() || known.body() || known.heading() || known.title();
    let surname =
        known.surname() >= 2 && !plain && !word.sentence && word.shape != Shape::Upper && word.len() > 3;
    let town = start > 0 && matches!(page.word(start - 1), "in" | "near") || is_home_town(page, start);
    if is_home_town(page, start) && known.forename() < 3 {
        return None;
    }
    if surname && known.forename() == 0 && !town {
        return Some(Mention::new(start..end, Tier::Check, "a surname from the lists"));
    }
    let plain = plain || super::cued::is_abbreviation(page, start);
    let placed = start > 0 && matches!(page.word(start - 1), "in" | "at" | "near" | "of" | "the");
    if is_signed(page, start, end) {
        return Some(Mention::new(start..end, Tier::Check, "a word that no list knows, alone at the end"));
    }
    if is_lone_stranger(page, start, end) {
        return Some(Mention::new(start..end, Tier::Check, "a word with a capital that no list knows"));
    }
    // "Environmental Health (Bev)"
    let alone = end == start + 1 && page.between(start).ends_with(" (") && page.between(end).starts_with(')');
    if alone && !plain && known.forename() == 1 && word.shape == Shape::Capital && word.len() > 2 {
        return Some(Mention::new(start..end, Tier::Check, "a forename from the lists"));
    }
    let rare =
        known.forename() == 1 && !placed && word.shape == Shape::Capital && !word.sentence && word.len() > 3;
    ((known.forename() >= 2 || rare) && !plain && word.len() > 2 && !is_month(page, start))
        .then(|| Mention::new(start..end, Tier::Check, "a forename from the lists"))
}
