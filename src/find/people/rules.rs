//! Why it exists: the order of the rules, the strongest first. One rule is one file.

use super::{
    Mention, Page, alias, cued, dotted, fields, informal, initials, letter, login, reversed, runs, small,
    titled,
};
use crate::find::words::{Shape, Word};

/// Whether no rule begins at the word: most of a page are small words of the language that nobody is called.
pub(super) fn is_plain(word: &Word) -> bool {
    let k = word.known;
    word.shape == Shape::Lower && k.word() && !(k.name() || k.title() || k.particle())
}

/// The name that starts with the word `i`, by the first rule that sees one.
pub(super) fn at(page: &Page, i: usize) -> Option<Mention> {
    let word = page.at(i)?;
    match word.shape {
        Shape::Lower if word.known.title() => titled::at(page, i),
        Shape::Lower if word.known.particle() && !page.between(i).ends_with('/') => {
            runs::at(page, i).filter(|m| m.reversed).or_else(|| cued::at(page, i))
        }
        Shape::Lower => in_small_letters(page, i),
        Shape::Number => login::at(page, i),
        _ => titled::at(page, i)
            .or_else(|| letter::at(page, i))
            .or_else(|| alias::at(page, i))
            .or_else(|| initials::at(page, i))
            .or_else(|| in_run(page, i)),
    }
}

/// A run of capitals; a reversed name is longer than what a cue before it would take.
fn in_run(page: &Page, i: usize) -> Option<Mention> {
    let run = runs::at(page, i);
    if run.as_ref().is_some_and(|m| m.reversed) {
        return run;
    }
    reversed::without_comma(page, i).or_else(|| cued::at(page, i)).or(run).or_else(|| dotted::at(page, i))
}

/// Small letters: most words of a page, so the lists are asked first.
fn in_small_letters(page: &Page, i: usize) -> Option<Mention> {
    let known = page.at(i)?.known;
    let letter = (known.forename() > 0).then(|| letter::at(page, i)).flatten();
    letter
        .or_else(|| fields::in_small_letters(page, i))
        .or_else(|| alias::at(page, i))
        .or_else(|| small::at(page, i))
        .or_else(|| informal::at(page, i))
        .or_else(|| login::at(page, i))
}
