//! Why it exists: firms, makes, charities, hospitals, holidays and stories bear the names of people ("Marie Curie",
//! "Stanley knife", "Eid Mubarak", "Leeds Beckett") and are nobody of the case. It is asked only about names that no
//! title stands before; whoever the case file names goes wherever the words stand.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::{Mention, Page};
use crate::find::lexicon::fingerprint;

/// Longest thing in words.
const LONGEST: usize = 4;

/// The fingerprints of the words of each, put together.
static THINGS: LazyLock<HashSet<u64>> = LazyLock::new(|| {
    include_str!("../data/things.txt").lines().map(|l| key(l.split(' ').map(fingerprint))).collect()
});

/// Whether the mention lies wholly inside the name of a thing.
pub(super) fn hold(page: &Page, found: &Mention) -> bool {
    let (first, end) = (found.words.start, found.words.end);
    (first.saturating_sub(2)..=first).any(|start| (end..=start + LONGEST).any(|to| is_thing(page, start, to)))
}

/// Whether one word is part of the name of a thing.
pub(super) fn hold_word(page: &Page, i: usize) -> bool {
    (i.saturating_sub(2)..=i).any(|start| (i + 1..=start + LONGEST).any(|to| is_thing(page, start, to)))
}

fn is_thing(page: &Page, start: usize, end: usize) -> bool {
    let Some(words) = page.words.get(start..end) else { return false };
    let near = (start + 1..end).all(|i| matches!(page.between(i), " " | "-" | "'s " | " & " | "' "));
    near && THINGS.contains(&key(words.iter().map(|w| w.print)))
}

fn key(prints: impl Iterator<Item = u64>) -> u64 {
    prints.fold(0, |all, print| all.rotate_left(21).wrapping_mul(3) ^ print)
}

#[cfg(test)]
mod tests {
    use crate::find::fold::Folded;
    use crate::find::people::{Page, mentions};

    #[test]
    fn what_bears_a_name_is_no_person() {
        for (text, want) in [
            ("a student at Leeds Beckett, and Frank Innes sold it", &[][..]),
            ("Jack Daniels, Captain Morgan, Amber Leaf and a Stanley knife", &[]),
            ("nurse from Marie Curie came, with Marie Jones", &["Marie Jones"]),
            ("Happy Eid Mubarak everyone; Harvey Nichols; Bristow & Sutor", &[]),
            ("we met Stanley and Mr Daniels", &["Stanley", "Mr Daniels"]),
        ] {
            let folded = Folded::new(text);
            let page = Page::new(&folded);
            let found = mentions(&page);
            let cut = |m: &crate::find::people::Mention| text.get(page.bytes(&m.words)).unwrap_or_default();
            assert_eq!(found.iter().map(cut).collect::<Vec<_>>(), want, "{text}");
        }
    }

    #[test]
    fn the_list_is_sorted_and_without_repeats() {
        let lines: Vec<&str> = include_str!("../data/things.txt").lines().collect();
        assert!(lines.windows(2).all(|w| w[0] < w[1]));
        assert!(lines.iter().all(|l| l.split(' ').count() <= super::LONGEST));
    }
}
