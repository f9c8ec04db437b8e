//! Why it exists: notes and mails call people by one letter: `she and S split`, `T. slipped`, `C` alone as a
//! signature. A letter is marked only where a person must stand and where somebody on the same page has a
//! name that begins with it. It refuses A and I, numbering, and a letter joined to anything.

use super::vocabulary::Vocabulary;
use super::{Mention, Page, is_one_of};
use crate::find::Tier;
use crate::find::words::{Gap, Shape, Word};

const REASON: &str = "the first letter of somebody on this page";

/// Adds single letters that stand for somebody on the page.
pub(super) fn add(page: &Page, found: &mut Vec<Mention>) {
    let firsts = Firsts::of(page, found);
    // in order, so the only one that can hold a word is the last that starts before it
    let free = |i: usize| {
        let next = found.partition_point(|m| m.words.start <= i);
        next.checked_sub(1).and_then(|at| found.get(at)).is_none_or(|m| m.words.end <= i)
    };
    let mut extra: Vec<Mention> = vec![];
    let short = |w: &Word| w.len() == 1 && w.capital() || w.gap == Gap::Block && is_short(w);
    for (i, word) in page.words.iter().enumerate().filter(|(_, w)| short(w)) {
        if word.len() > 1 {
            if signs(page, i) && free(i) && firsts.longer(page.word(i)) {
                extra.push(Mention::new(
                    i..i + 1,
                    Tier::Check,
                    "a short form of a name on this page, alone at the end",
                ));
            }
            continue;
        }
        let thanked = is_thanked(page, i);
        let stands = || {
            firsts.any(page.word(i))
                && (signs(page, i) || acts(page, i, word) || is_acted_with(page, i, word))
        };
        if (thanked || stands()) && free(i) {
            let kiss = page.word(i + 1) == "x" && page.between(i + 1) == " ";
            extra.push(Mention::new(i..i + 1 + usize::from(kiss), Tier::Check, REASON));
        }
    }
    if !extra.is_empty() {
        found.append(&mut extra);
        found.sort_by_key(|m| m.words.start);
    }
}

/// A word of three to five letters with a capital that no list knows.
fn is_short(word: &Word) -> bool {
    word.shape == Shape::Capital && (3..=5).contains(&word.len()) && !word.known.is_taken()
}

/// The first words of the names of a page, sorted: those that begin alike stand side by side.
struct Firsts<'t>(Vec<&'t str>);

impl<'t> Firsts<'t> {
    fn of(page: &Page<'t>, found: &[Mention]) -> Self {
        let mut words: Vec<&str> = found.iter().map(|m| page.word(m.name.start)).collect();
        words.sort_unstable();
        words.dedup();
        Self(words)
    }

    /// Whether a name begins with these letters or is made of them.
    fn any(&self, letters: &str) -> bool {
        let next = self.0.partition_point(|word| *word < letters);
        self.0.get(next).is_some_and(|word| word.starts_with(letters))
    }

    /// Whether a name begins with them and goes on: "Rhi" of "Rhian".
    fn longer(&self, letters: &str) -> bool {
        let next = self.0.partition_point(|word| *word <= letters);
        self.0.get(next).is_some_and(|word| word.starts_with(letters))
    }
}

/// A letter alone below the closing words: whoever signed, also where nobody on the page has it.
fn is_thanked(page: &Page, i: usize) -> bool {
    let closing = is_one_of("cheers thanks thx ta regards rgds", page.back(i, 1));
    closing
        && page.at(i).is_some_and(|w| w.line)
        && page.at(i + 1).is_none_or(|n| n.gap == Gap::Block)
        && page.between(i + 1).trim().is_empty()
}

/// Alone on the last line of a mail or note, perhaps with a kiss.
fn signs(page: &Page, i: usize) -> bool {
    let block = page.at(i).is_some_and(|w| w.gap == Gap::Block) && i > 3;
    let kiss = is_one_of("x xx xxx", page.word(i + 1))
        && page.at(i + 1).is_some_and(|w| w.gap == Gap::Space && !w.line);
    let last = i + 1 + usize::from(kiss);
    block && page.at(last).is_none_or(|n| n.gap == Gap::Block) && page.between(last).trim().is_empty()
}

/// "Says T. slipped", "J works at", "- S. threatened".
fn acts(page: &Page, i: usize, word: &Word) -> bool {
    static OTHER: Vocabulary = Vocabulary::of("a i e x o v y");
    let starts = page.between(i).ends_with(['\n', ' ']) && page.between(i).contains('\n') && word.line
        || page.between(i) == ". "
        || is_one_of("says said that and", page.back(i, 1)) && word.gap == Gap::Space;
    let behind = page.between(i + 1);
    let next = page.at(i + 1);
    let verb = next.is_some_and(|n| n.shape == Shape::Lower && !n.line && n.len() > 2)
        && (next.is_some_and(|n| n.known.speech()) || does(page.word(i + 1)));
    starts && matches!(behind, " " | ". ") && verb && !OTHER.holds(page.word(i))
}

/// "works", "slipped"; not "is" or "has", which follow all kinds of letters.
fn does(word: &str) -> bool {
    word.len() > 4 && (word.ends_with("ed") || word.ends_with('s') && !word.ends_with("ss"))
}

/// "she and S split", "told S.".
fn is_acted_with(page: &Page, i: usize, word: &Word) -> bool {
    let pair = page.back(i, 1) == "and" && is_one_of("she he i me they", page.back(i, 2));
    let told = is_one_of("told asked rang texted", page.back(i, 1));
    let apart = matches!(page.between(i + 1).chars().next(), None | Some(' ' | '.' | ',' | '\n' | ')'));
    (pair || told) && apart && word.gap == Gap::Space && !is_one_of("a i", page.word(i))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::find::fold::Folded;

    #[test]
    fn one_letter_for_a_person_is_marked_where_only_a_person_can_stand() {
        let people = "Shahid, Temi, Craig and Jubayer came.\n";
        for (text, want) in [
            ("Says T. slipped on the floor", 1),
            ("she and S split in June", 1),
            ("- S. threatened to go. J works at Tesco", 2),
            ("dont tell him\n\nC\n", 1),
            ("dont tell him\n\nC x\n", 1),
            ("dont tell him\n\nB\n", 0),
            ("section C applies, vitamin C, J 5, C works", 0),
            ("plan S and T are done", 0),
        ] {
            let folded = Folded::new(&format!("{people}{text}"));
            let page = Page::new(&folded);
            let first = |name: &str| page.words.iter().position(|w| w.of(page.text) == name);
            let mut found: Vec<Mention> = ["shahid", "temi", "craig", "jubayer"]
                .iter()
                .filter_map(|n| first(n))
                .map(|i| Mention::new(i..i + 1, Tier::Check, ""))
                .collect();
            add(&page, &mut found);
            assert_eq!(found.len() - 4, want, "{text}");
        }
    }
}
