//! Why it exists: firms and streets bear the names of people and are not people: "Wilson & Sons", "Patel
//! Lettings Ltd", "Victoria Road" over a line's end. It is asked only about words that nothing but a list
//! calls a name; the name of somebody known goes wherever it stands.

use super::Page;
use crate::find::words::{Gap, Shape};

/// Longest name of a firm in words.
const LONGEST: usize = 5;

/// Last words of the names of firms.
const FIRMS: [&str; 12] = [
    "ltd",
    "limited",
    "llp",
    "plc",
    "inc",
    "lettings",
    "solicitors",
    "contractors",
    "services",
    "builders",
    "surveyors",
    "properties",
];

/// Last words of the names of streets, found over a line's end too.
const STREETS: [&str; 12] = [
    "road", "street", "avenue", "lane", "close", "drive", "crescent", "gardens", "terrace", "court",
    "square", "grove",
];

/// Whether a run that ends in the word is a body that bears somebody's name: "Margaret Thatcher Trust".
pub(super) fn is_named_after(last: &str) -> bool {
    FIRMS.contains(&last)
        || matches!(
            last,
            "trust" | "foundation" | "association" | "school" | "academy" | "hospital" | "surgery"
        )
}

/// Whether the word begins or goes on the name of a firm or street.
pub(super) fn begins(page: &Page, i: usize) -> bool {
    family(page, i) || street(page, i) || firm(page, i)
}

/// What a body or a street is: "Homes", "House".
pub(super) fn is_kind(word: &str) -> bool {
    FIRMS.contains(&word) || STREETS.contains(&word)
}

/// "Wilson & Sons", "Marks & Spencer".
fn family(page: &Page, i: usize) -> bool {
    let and = |at: usize| page.between(at).trim() == "&" || page.word(at.saturating_sub(1)) == "and";
    let kin = |at: usize| matches!(page.word(at), "sons" | "co" | "partners" | "daughters" | "company");
    let word = i > 0 && and(i) && page.at(i - 1).is_some_and(|w| w.capital() && w.known.word());
    word || and(i + 1) && kin(i + 1) || and(i + 2) && kin(i + 2)
}

fn street(page: &Page, i: usize) -> bool {
    let next = page.at(i + 1).is_some_and(|w| w.gap == Gap::Space && w.shape == Shape::Capital);
    next && STREETS.contains(&page.word(i + 1))
}

fn firm(page: &Page, i: usize) -> bool {
    let words = i + 1..i + LONGEST;
    let run = words.take_while(|at| {
        page.at(*at).is_some_and(|w| {
            (w.gap == Gap::Space || page.between(*at).trim() == "&") && !w.line && w.capital()
        })
    });
    run.into_iter().any(|at| FIRMS.contains(&page.word(at)))
}
