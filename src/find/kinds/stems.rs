//! Why it exists: most recognisers start from a few words, and one automaton finds the words of all of
//! them in one pass. A recogniser then looks only round its own. It decides nothing.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

/// Whose words they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stem {
    Birth,
    Age,
    Tax,
    Home,
    Network,
    Spoken,
    Spelled,
    At,
    Insurance,
    Licence,
}

const STEMS: [(Stem, &[&str]); 10] = [
    (Stem::Birth, &["birth", "born", "dob", "d.o", "d o b", "b."]),
    (Stem::Age, &["age", "old", "y/o", " yo"]),
    (Stem::Tax, &["tax", " ct ", "ct:"]),
    (
        Stem::Home,
        &[
            "flat",
            "apartment",
            "apt",
            "number",
            "no.",
            " no ",
            "(no ",
            "house",
            "property",
            "bungalow",
            "maisonette",
            "plot",
            "pitch",
            "berth",
            "mooring",
            "chalet",
            "caravan",
            "bedsit",
            "(room",
            "from room",
            "in room",
            "(rm",
            ", room",
            ", rm",
            "\nno ",
        ],
    ),
    (
        Stem::Network,
        &[
            "twitter",
            "insta",
            "facebook",
            "tiktok",
            "snapchat",
            "telegram",
            "youtube",
            "discord",
            "reddit",
            "skype",
            "nextdoor",
            "bluesky",
            "mastodon",
            "username",
            "user name",
        ],
    ),
    (Stem::Spoken, &["zero", "nought", " oh ", "\noh "]),
    (
        Stem::Spelled,
        &[
            "(at", "[at", "{at", "<at", "( at", "[ at", "(a)", "[a]", " dot ", ".com", ".co.", ".org",
            ".net", ".uk", ".gov", ".ac.",
        ],
    ),
    (Stem::At, &["@"]),
    (Stem::Insurance, &["insurance", "nino", "n.i", "nat ins", "ni n", "ni:", "ni\t", " ni ", "\nni "]),
    (Stem::Licence, &["licen", "driver", "dvla", "dl no", "d/l no"]),
];

/// Every stem of the text with its place, in order.
pub(super) fn stems(text: &str) -> Vec<(Range<usize>, Stem)> {
    static AUTOMATON: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
        let words = STEMS.iter().flat_map(|(_, words)| words.iter());
        let kind = Some(AhoCorasickKind::DFA);
        AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostFirst)
            .kind(kind)
            .prefilter(false)
            .build(words)
            .ok()
    });
    static OWNERS: LazyLock<Vec<Stem>> =
        LazyLock::new(|| STEMS.iter().flat_map(|(stem, words)| words.iter().map(|_| *stem)).collect());
    let Some(automaton) = AUTOMATON.as_ref() else { return vec![] };
    let found = automaton.find_iter(text);
    found.filter_map(|m| Some((m.range(), *OWNERS.get(m.pattern().as_usize())?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_leads_to_its_recogniser() {
        for (stem, words) in STEMS {
            for word in words {
                assert!(stems(word).iter().any(|(_, found)| *found == stem), "{word}");
            }
        }
    }
}
