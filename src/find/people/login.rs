//! Why it exists: logs and tickets name who did it by a user name made of an initial and a surname or of a forename
//! and an initial: `Opened by jnovak`, `Assigned to: gracem`. Beside such a label only, and only where no list of
//! words holds it; systems and mailboxes (`sysadmin`) are made of no name.

use super::vocabulary::Vocabulary;
use super::{Mention, Page};
use crate::find::Tier;
use crate::find::lexicon::{Evidence, evidence};

static LABELS: Vocabulary = Vocabulary::of(
    "by user username login agent operator owner handler assigned to reporter creator author officer \
    enforcement caseworker modified",
);

/// Shortest user name.
const SHORTEST: usize = 5;

/// The user name at `i`.
pub(super) fn at(page: &Page, i: usize) -> Option<Mention> {
    let word = page.at(i)?;
    if word.line || word.capital() {
        return None;
    }
    let dotted = word.len() == 1 && page.between(i + 1) == ".";
    // nearly every word of a page is in a list, which is told first
    let listed = !dotted && word.known != Evidence::default();
    if listed || !is_labelled(page, i) {
        return None;
    }
    let last = i + usize::from(dotted);
    let (text, known) = (page.word(last), page.at(last)?.known);
    let behind = page.between(last + 1);
    let apart =
        !behind.starts_with(['@', '.', '-', '/']) || behind.starts_with(". ") || page.at(last + 1).is_none();
    let named = if dotted {
        text.len() > 2 && !known.is_taken()
    } else {
        let name = text.trim_end_matches(|c: char| c.is_ascii_digit());
        known == Evidence::default() && name.len() >= SHORTEST && is_made_of_a_name(name)
    };
    (apart && named).then(|| {
        Mention::new(i..last + 1, Tier::Check, "a user name made of an initial and a name, behind a label")
    })
}

fn is_labelled(page: &Page, i: usize) -> bool {
    let label = LABELS.holds(page.back(i, 1));
    let to = page.back(i, 1) != "to"
        || matches!(page.back(i, 2), "assigned" | "allocated" | "escalated" | "passed");
    label && to && matches!(page.between(i), " " | ": " | ":" | "\t")
}

/// `jnovak`, `gracem`.
fn is_made_of_a_name(text: &str) -> bool {
    let mut chars = text.char_indices();
    let Some((second, _)) = chars.nth(1) else { return false };
    let Some((last, _)) = text.char_indices().next_back() else { return false };
    let surname = text.get(second..).map(evidence).unwrap_or_default();
    let forename = text.get(..last).map(evidence).unwrap_or_default();
    surname.surname() >= 1 && text.len() > SHORTEST || forename.forename() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::find::fold::Folded;

    #[test]
    fn a_user_name_behind_a_label_is_found_and_a_system_is_not() {
        for (text, want) in [
            ("opened 09:12 by jnovak", true),
            ("Assigned to: gracem", true),
            ("Enforcement: jpickles opened case 3", true),
            ("Owner: a.mcateer", true),
            ("reopened by mgallagher2; done", true),
            ("paid by 31 March, by 2nd class post", false),
            ("closed by sysadmin", false),
            ("went to jnovak street", false),
            ("run by techserv", false),
        ] {
            let folded = Folded::new(text);
            let page = Page::new(&folded);
            let found = (0..page.words.len()).find_map(|i| at(&page, i));
            assert_eq!(found.is_some(), want, "{text}");
        }
    }
}
