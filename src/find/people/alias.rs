//! Another name of somebody, in quotes: `Sahra Elmi ("Saz")`, `goes by "Gaz"`, `aka "JJ"`. It refuses
//! quoted words of the language without such a cue, and what a contract calls its parties.

use super::run::run_end;
use super::{Mention, Page};
use crate::find::Tier;
use crate::find::words::Shape;

/// The quoted name that starts with the word `i`.
pub(super) fn at(page: &Page, i: usize) -> Option<Mention> {
    let word = page.at(i)?;
    let before = page.between(i);
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

/// "aka", "known as", "goes by the name of", "called".
pub(super) fn is_called(page: &Page, i: usize) -> bool {
    matches!(page.back(i, 1), "aka" | "alias" | "nicknamed" | "nickname" | "called" | "named")
        || matches!(
            (page.back(i, 2), page.back(i, 1)),
            ("known", "as") | ("name", "of" | "is") | ("goes" | "went", "by")
        )
}
