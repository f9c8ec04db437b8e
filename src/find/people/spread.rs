//! Why it exists: a name proved in one place is looked for everywhere, also where nothing stands
//! beside it: in capitals, in small letters, as initials, with one letter wrong. A word of the language
//! is taken only with a capital inside a sentence; without a proof it is not taken at all.

use super::names::{FUZZY, Names, Seen};
use super::{Mention, Page, firms, single, whole};
use crate::find::Tier;
use crate::find::lexicon::fingerprint;
use crate::find::words::{Gap, Shape, Word};

/// Adds to the names of a page those that are proved elsewhere. `fuzzy` is how many letters may be wrong
/// in a long name.
pub(crate) fn spread(page: &Page, found: &mut Vec<Mention>, names: &Names, fuzzy: u8) {
    let mut taken = vec![false; page.words.len()];
    for mention in found.iter() {
        taken.iter_mut().take(mention.words.end).skip(mention.words.start).for_each(|t| *t = true);
    }
    let mut extra: Vec<Mention> = vec![];
    for (i, word) in page.words.iter().enumerate() {
        let free = !taken.get(i).copied().unwrap_or(true);
        if let Some((tier, reason)) = free.then(|| look(page, i, word, names, fuzzy)).flatten() {
            let start = particles_before(page, forename_before(page, i, &taken), &taken);
            extra.push(Mention::new(start..stranger_behind(page, i, &taken), tier, reason));
        }
    }
    if !extra.is_empty() {
        found.append(&mut extra);
        merge(page, found);
    }
    whole::join(page, found, names);
    single::add(page, found);
    let mut free = 0;
    for mention in found.iter_mut() {
        take_initial(page, mention, names, free);
        take_letter(page, mention, names);
        take_particles(page, mention, names, &taken);
        free = mention.words.end;
    }
}

/// "A Khan", "Khan, A." with the surname of somebody known: the initial belongs to it. Words from `free`
/// on belong to no other name.
fn take_initial(page: &Page, mention: &mut Mention, names: &Names, free: usize) {
    if mention.words != mention.name || mention.name.len() != 1 || mention.reversed {
        return;
    }
    let (start, end) = (mention.name.start, mention.name.end);
    let (Some(surname), Some(first)) = (page.at(start), page.word(start).chars().next()) else { return };
    let known = |i: usize| names.initials.contains_key(&fingerprint(&format!("{}{first}", page.word(i))));
    // "signed d pugh", all in small letters
    let small = |w: &Word| w.len() == 1 && w.shape == Shape::Lower && surname.shape == Shape::Lower;
    let is_initial = |i: usize| page.at(i).is_some_and(|w| w.initial() || small(w)) && known(i);
    if start > free && surname.gap == Gap::Space && !surname.line && is_initial(start - 1) {
        mention.words.start = start - 1;
        mention.name.start = start - 1;
        return;
    }
    let comma = page.at(end).is_some_and(|w| w.gap == Gap::Comma && !w.line);
    if comma && page.between(end + 1).starts_with('.') && is_initial(end) {
        mention.words.end = end + 1;
        mention.name.end = end + 1;
        mention.reversed = true;
    }
}

/// "Jade S", "alfie g": the letter behind a forename belongs to it; in small letters only one that is no
/// word, unless somebody known has these initials.
fn take_letter(page: &Page, mention: &mut Mention, names: &Names) {
    let (start, end) = (mention.name.start, mention.name.end);
    let (Some(word), Some(letter)) = (page.at(start), page.at(end)) else { return };
    let near = letter.gap == Gap::Space && !letter.line && letter.len() == 1 && word.shape != Shape::Number;
    let ends = page.at(end + 1).is_none_or(|n| n.gap != Gap::Hyphen && page.between(end + 1) != "'");
    let given = word.known.forename() > 0 || names.words.contains_key(&word.print);
    if mention.words != mention.name
        || mention.name.len() != 1
        || mention.reversed
        || !near
        || !ends
        || !given
    {
        return;
    }
    let first = page.word(start).chars().next().unwrap_or_default();
    let known = names.initials.contains_key(&fingerprint(&format!("{first}{}", page.word(end))));
    let fits = match letter.shape {
        Shape::Capital | Shape::Upper => known || !matches!(page.word(end), "a" | "i"),
        Shape::Lower => word.shape == Shape::Lower && (known || "dfghjlmpqstvwz".contains(page.word(end))),
        _ => false,
    };
    if fits {
        (mention.words.end, mention.name.end) = (end + 1, end + 1);
    }
}

/// The same for a lone surname that a rule of its own found.
fn take_particles(page: &Page, mention: &mut Mention, names: &Names, taken: &[bool]) {
    let known = page.at(mention.name.start).is_some_and(|w| names.words.contains_key(&w.print));
    if known && mention.words == mention.name && mention.name.len() == 1 {
        let start = particles_before(page, mention.name.start, taken);
        (mention.words.start, mention.name.start) = (start, start);
    }
}

/// "van der" before the Merwe who is known.
fn particles_before(page: &Page, i: usize, taken: &[bool]) -> usize {
    let joins = |at: usize| {
        let after = page.at(at + 1).is_some_and(|w| matches!(w.gap, Gap::Space | Gap::Hyphen) && !w.line);
        let free = !taken.get(at).copied().unwrap_or(true);
        let word = page.at(at);
        after && free && word.is_some_and(|w| joins_name(page, at, w, i))
    };
    let mut start = i;
    while start > 0 && joins(start - 1) && page.word(start - 1) != "a" {
        start -= 1;
    }
    start
}

/// A particle written as the name behind it is: "van der Merwe", "DA COSTA", "Da Costa", "dos santos".
fn joins_name(page: &Page, at: usize, particle: &Word, name: usize) -> bool {
    let Some(name) = page.at(name) else { return false };
    if !particle.known.particle() || particle.known.heading() {
        return false;
    }
    let text = page.word(at);
    match (particle.shape, name.shape) {
        (Shape::Lower, Shape::Lower) => !matches!(text, "an" | "do" | "te" | "ten" | "o" | "e" | "y" | "u"),
        (Shape::Lower, _) => text.len() > 1,
        (Shape::Upper, Shape::Upper) => true,
        // "Carded. Ó Dálaigh works nights": among surnames only Irish ones have an O apart
        (Shape::Capital, Shape::Capital | Shape::Mixed) => {
            text == "o" || !particle.sentence && text.len() > 1
        }
        _ => false,
    }
}

/// An unknown capitalised word before a proved name belongs to it: "Hapwor Smith" after "Mr Smith".
fn forename_before(page: &Page, i: usize, taken: &[bool]) -> usize {
    let Some(before) = i.checked_sub(1) else { return i };
    let (Some(word), Some(last)) = (page.at(before), page.at(i)) else { return i };
    let plain = word.known.is_taken() || word.known.speech() || super::beside::is_month(page, before);
    let joined = last.gap == Gap::Space && !last.line && last.capital();
    // "BWC KHAN": an abbreviation
    let plain = plain || word.shape == Shape::Upper && word.len() < 5 && !word.known.name();
    let free = !taken.get(before).copied().unwrap_or(true);
    if joined && free && word.capital() && word.len() > 2 && last.len() > 3 && !plain { before } else { i }
}

/// An unknown word with a capital behind a proved forename is its surname, perhaps misspelt.
fn stranger_behind(page: &Page, i: usize, taken: &[bool]) -> usize {
    let (Some(word), Some(next)) = (page.at(i), page.at(i + 1)) else { return i + 1 };
    let free = !taken.get(i + 1).copied().unwrap_or(true);
    let joined = next.gap == Gap::Space && !next.line && next.shape == Shape::Capital && next.len() > 2;
    let forename = word.capital() && word.known.surname() < 3 && !word.known.is_taken();
    let strange = !next.known.is_taken() && !next.known.speech() && !next.known.name();
    if free && joined && forename && strange && !word.line { i + 2 } else { i + 1 }
}

fn look(page: &Page, i: usize, word: &Word, names: &Names, fuzzy: u8) -> Option<(Tier, &'static str)> {
    // nearly every word of a page
    if word.shape == Shape::Lower && word.known.word() && !names.may_hold(word) {
        return None;
    }
    let text = page.word(i);
    if word.known.word() && !names.may_hold(word) && !text.ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if let Some(seen) = handle(word, text, names) {
        let reason = "a user name made of the name of somebody here";
        return Some((if seen.known { Tier::Certain } else { Tier::Likely }, reason));
    }
    if word.shape == Shape::Number || word.len() < 2 {
        let glued = word.len() > 6 && names.holds(word, text);
        return glued.then_some((Tier::Likely, "a name inside a longer word"));
    }
    if word.known.after() && word.shape == Shape::Upper && i > 0 && page.at(i - 1).is_some_and(Word::capital)
    {
        return None;
    }
    if let Some(seen) = names.words.get(&word.print) {
        if !seen.known
            && (firms::begins(page, i)
                || super::things::hold_word(page, i)
                || super::services::is_none(page, i))
        {
            return None;
        }
        return (fits(page, i, word, *seen) || halves(page, i, names)).then_some(if seen.known {
            (Tier::Certain, "a name of the case file")
        } else if seen.proved {
            (Tier::Likely, "a name proved elsewhere in the documents")
        } else {
            (Tier::Check, "a forename from the lists, seen elsewhere")
        });
    }
    if word.shape == Shape::Lower
        && word.len() == 2
        && names.initials.contains_key(&word.print)
        && super::initials::signs_small(page, i)
    {
        return Some((Tier::Check, "the initials of a person named elsewhere"));
    }
    let beside = |i: usize| {
        page.at(i).is_some_and(|w| w.shape == Shape::Upper && names.initials.contains_key(&w.print))
    };
    if word.shape == Shape::Upper
        && (2..=3).contains(&word.len())
        && super::initials::is_listed(page, i, &beside)
        && beside(i)
    {
        return Some((Tier::Check, "the initials of a person named elsewhere"));
    }
    if word.shape == Shape::Upper
        && word.len() <= 4
        && names.initials.get(&word.print).is_some_and(|proved| super::initials::fit(page, i, *proved))
    {
        return Some((Tier::Check, "the initials of a person named elsewhere"));
    }
    if names.holds(word, text) {
        return Some((Tier::Likely, "a name inside a longer word"));
    }
    let odd = !word.known.word() && !word.known.other() && !word.known.place();
    let odd = odd && !super::services::is_none(page, i);
    let asked = fuzzy > 0 && odd && word.len() + 1 >= FUZZY && (word.capital() || !word.known.name());
    match asked.then(|| names.near(text, fuzzy)).flatten()? {
        0 | 1 => Some((Tier::Likely, "one letter away from a name in the documents")),
        _ => Some((Tier::Check, "two letters away from a name in the documents")),
    }
}

/// The user name that the word is, perhaps with a number behind it.
fn handle<'n>(word: &Word, text: &str, names: &'n Names) -> Option<&'n Seen> {
    if names.handles.is_empty() {
        return None;
    }
    let numbered = text.ends_with(|c: char| c.is_ascii_digit());
    let plain = || fingerprint(text.trim_end_matches(|c: char| c.is_ascii_digit()));
    names.handles.get(&if numbered { plain() } else { word.print })
}

/// Whether a hyphen joins the word to another word of a proved name.
fn halves(page: &Page, i: usize, names: &Names) -> bool {
    let proved = |i: usize| page.at(i).and_then(|w| names.words.get(&w.print)).is_some_and(|s| s.proved);
    let before = i > 0 && page.at(i).is_some_and(|w| w.gap == Gap::Hyphen) && proved(i - 1);
    before || page.at(i + 1).is_some_and(|w| w.gap == Gap::Hyphen) && proved(i + 1)
}

/// Whether a word of a proved name is that name here.
fn fits(page: &Page, i: usize, word: &Word, seen: Seen) -> bool {
    let known = word.known;
    let common = known.word() || known.other() || known.body() || known.heading() || known.place();
    let inside = word.capital() && !word.sentence;
    let neighbours = [page.at(i + 1).is_some_and(|n| n.known.body() && n.capital() && n.gap == Gap::Space)];
    if neighbours.contains(&true) && common {
        return false;
    }
    match word.shape {
        Shape::Lower => {
            let sure = seen.known || seen.proved && (known.name() || word.len() >= 4);
            let plain = common && !(seen.proved && super::common::in_small_letters(page, i));
            let month = super::beside::is_month(page, i);
            !plain && !month && !known.particle() && word.len() >= 3 && sure
        }
        Shape::Upper if common => {
            seen.proved && is_alone_in_capitals(page, i) || seen.known && is_shouted(page, i)
        }
        _ if common => {
            let acts = page
                .at(i + 1)
                .is_some_and(|n| n.known.speech() && n.gap == Gap::Space && n.shape == Shape::Lower);
            let starts = word.capital() && super::common::starts_sentence(page, i);
            seen.proved && (inside || acts || starts) && !known.heading() && !super::beside::is_month(page, i)
        }
        _ => !super::beside::is_month(page, i),
    }
}

/// Capitals stand out only where the words beside them are not in capitals.
fn is_alone_in_capitals(page: &Page, i: usize) -> bool {
    let shouted =
        |i: Option<usize>| i.and_then(|i| page.at(i)).is_some_and(|w| w.shape == Shape::Upper && w.len() > 1);
    !shouted(i.checked_sub(1)) && !shouted(Some(i + 1)) && page.at(i).is_some_and(|w| w.len() > 3)
}

/// A name of the case file in a text that is all in capitals: the name of a place at any rate ("SKIPTON"), and one
/// that is a word of the language ("LEE") beside what people do.
fn is_shouted(page: &Page, i: usize) -> bool {
    let Some(word) = page.at(i) else { return false };
    let k = word.known;
    let plain = k.word() || k.other() || k.body() || k.heading() || word.len() < 4;
    let beside = |at: Option<usize>| at.and_then(|at| page.at(at)).filter(|w| w.shape == Shape::Upper);
    let does = |w: &Word| w.known.speech() || w.known.role() || w.known.title();
    let told = beside(i.checked_sub(1)).is_some_and(does) || beside(Some(i + 1)).is_some_and(does);
    let month = super::beside::is_month(page, i);
    !month && (!plain || told && (k.forename() >= 2 || k.surname() >= 2))
}

/// Puts names together that stand side by side, and titles before them.
fn merge(page: &Page, found: &mut Vec<Mention>) {
    found.sort_by_key(|m| m.words.start);
    let mut out: Vec<Mention> = Vec::with_capacity(found.len());
    for next in found.drain(..) {
        match out.last_mut() {
            Some(last) if touches(page, last, &next) => {
                last.words.end = next.words.end;
                last.name.end = next.name.end;
                last.tier = last.tier.min(next.tier);
            }
            _ => out.push(next),
        }
    }
    *found = out;
}

fn touches(page: &Page, last: &Mention, next: &Mention) -> bool {
    let near = page.at(next.words.start).is_some_and(|w| match w.gap {
        Gap::Space => !w.line || goes_on(page, last, next),
        Gap::Hyphen => true,
        Gap::Dot => page.at(last.words.end - 1).is_some_and(Word::initial),
        _ => false,
    });
    last.words.end == next.words.start && near && next.words.start == next.name.start && !last.reversed
}

/// A forename at a line's end with a surname on the next: one name; two forenames are two people.
fn goes_on(page: &Page, last: &Mention, next: &Mention) -> bool {
    let surname = page.at(next.name.start).is_some_and(|w| w.known.surname() > 0);
    let forename = page.at(last.name.start).is_some_and(|w| w.known.forename() > 0);
    last.name.len() == 1 && next.name.len() == 1 && surname && forename
}
