//! Another name of somebody, in quotes: `Sahra Elmi ("Saz")`, `goes by "Gaz"`, `aka "JJ"`. It refuses
//! quoted words of the language without such a cue, and what a contract calls its parties.

use super::run::run_end;
use super::{Mention, Page};
use crate::find::Tier;
use crate::find::words::{Gap, Shape};

/// The quoted name that starts with the word `i`.
pub(super) fn at(page: &Page, i: usize) -> Option<Mention> {
    let word = page.at(i)?;
    // a bracket or a quote stands before all of them
    if !matches!(word.gap, Gap::Other | Gap::Block) {
        return None;
    }
    let before = page.between(i);
    if let Some(found) = in_brackets(page, i).or_else(|| behind_quotes(page, i)) {
        return Some(found);
    }
    if i == 0 || !before.ends_with(['"', '\'']) || word.known.heading() || word.shape == Shape::Number {
        return None;
    }
    let end = run_end(page, i).max(i + 1);
    if end > i + 3 || !page.between(end).starts_with(['"', '\'']) {
        return None;
    }
    let last = page.at(i - 1)?;
    let named = last.capital()
        && (last.known.name() || !last.known.word())
        && !(last.known.body() || last.known.role() || last.known.other())
        && before.trim_start().starts_with(['(', '"', '\''])
        && !before.contains(['.', ',', ':']);
    let plain = word.known.word() || word.known.body() || word.known.role() || word.known.other();
    let fits = is_called(page, i) || named && !plain;
    fits.then(|| Mention::new(i..end, Tier::Likely, "a name in quotes after words such as ‘known as’"))
}

/// `Myfanwy Rhys-Davies (Miffy)`: one strange word in brackets behind a name.
fn in_brackets(page: &Page, i: usize) -> Option<Mention> {
    let (word, last) = (page.at(i)?, page.at(i.checked_sub(1)?)?);
    let closed = page.between(i) == " (" && page.between(i + 1).starts_with(')');
    let named = last.capital() && last.known.surname() > 0 && !last.known.is_taken();
    let fits = closed && named && super::runs::is_strange(word) && word.shape == Shape::Capital;
    fits.then(|| Mention::new(i..i + 1, Tier::Check, "a word in brackets behind a name"))
}

/// `Ricky "Rizla" Hennessy`: the surname behind the nickname.
fn behind_quotes(page: &Page, i: usize) -> Option<Mention> {
    let (word, first) = (page.at(i)?, page.at(i.checked_sub(2)?)?);
    let quoted = matches!(page.between(i), "\" " | "' ") && page.between(i - 1).ends_with(['"', '\'']);
    let named = first.capital() && first.known.forename() > 0;
    let fits = quoted && named && word.capital() && !(word.known.heading() || word.known.body());
    fits.then(|| Mention::new(i..i + 1, Tier::Likely, "a surname behind a nickname in quotes"))
}

/// "aka", "known as", "goes by the name of", "called".
pub(super) fn is_called(page: &Page, i: usize) -> bool {
    matches!(page.back(i, 1), "aka" | "fka" | "nee" | "alias" | "nicknamed" | "nickname" | "called" | "named")
        || matches!(
            (page.back(i, 2), page.back(i, 1)),
            ("known", "as") | ("name", "of" | "is") | ("goes" | "went", "by")
        )
}
