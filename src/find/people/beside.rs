//! Why it exists: a word can look like a name by its capital and by the lists, and be none by what stands beside it: a
//! month, a home town, the letter of a hall, a label, a colour. It looks at those neighbours only and refuses to
//! judge a word without them.

use super::Page;
use super::vocabulary::Vocabulary;
use crate::find::words::{Gap, Shape, Word};

/// "lives in Kingston", "born in Chester", "she is from Lagos".
pub(super) fn is_home_town(page: &Page, i: usize) -> bool {
    static LIVES: Vocabulary =
        Vocabulary::of("born live lives lived living raised based moved house flat home brought");
    static COMES: Vocabulary = Vocabulary::of("is was are come comes came moved originally back flew");
    match page.back(i, 1) {
        "in" => LIVES.holds(page.back(i, 2)),
        "from" => COMES.holds(page.back(i, 2)),
        _ => false,
    }
}

/// Colours that hardly anybody is called.
pub(super) static COLOURS: Vocabulary = Vocabulary::of(
    "blue black white red green grey gray silver orange yellow purple navy maroon cream beige pink",
);

/// "K. NS", "CO-B", "F  Born:": capitals of two people or of one, and a letter before the label of a field.
pub(super) fn is_marked(page: &Page, start: usize, end: usize) -> bool {
    let words = page.words.get(start..end).unwrap_or_default();
    // two bytes are one letter of another alphabet
    let letters =
        |w: &Word| w.shape == Shape::Upper && w.len() == 2 && !w.known.name() && w.of(page.text).is_ascii();
    let two = words.last().is_some_and(|w| letters(w) && w.gap == Gap::Dot);
    let short = |w: &Word| w.shape == Shape::Upper && w.len() == 2;
    let hyphened = words.last().is_some_and(|w| w.gap == Gap::Hyphen);
    let all = words.iter().all(|w| w.initial() || letters(w) || hyphened && short(w));
    let sex =
        matches!(page.word(start), "m" | "f") && words.len() == 2 && page.between(end).starts_with(": ");
    two || all || sex
}

/// "Code C. PACE", "Hall B. Ivy": the letter of a thing.
pub(super) fn is_lettered(page: &Page, start: usize) -> bool {
    static LETTERED: Vocabulary = Vocabulary::of(
        "hall code block class category cat bay grade form part schedule appendix section option plan level \
        zone wing ward unit room set band group type tab table annex annexe exhibit stage team vitamin hepatitis house flat \
        floor phase route gate platform area",
    );
    let near = page.at(start).is_some_and(|w| w.gap == Gap::Space && !w.line && w.initial());
    near && page.between(start + 1).starts_with('.') && LETTERED.holds(page.back(start, 1))
}

/// A word of the language that no list has, by its end: mitigation, refurbishment.
pub(super) fn is_derived(word: &str) -> bool {
    const ENDS: [&str; 12] = [
        "tion", "tions", "ment", "ments", "ability", "ibility", "ised", "ative", "ational", "wards",
        "holder", "ships",
    ];
    word.len() > 8 && ENDS.iter().any(|end| word.ends_with(end))
}

/// "9 April Craig": behind the day of a month.
pub(super) fn is_dated(page: &Page, i: usize) -> bool {
    let day = |w: &Word| w.shape == Shape::Number && w.len() <= 2 && !w.line;
    let housed = matches!(page.back(i, 2), "flat" | "no" | "number" | "room" | "unit" | "house");
    i > 0 && page.at(i - 1).is_some_and(day) && !housed && page.at(i).is_some_and(|w| w.gap == Gap::Space)
}

/// April, June and others beside a number are months.
pub(super) fn is_month(page: &Page, i: usize) -> bool {
    let number = |i: Option<usize>| i.and_then(|i| page.at(i)).is_some_and(|w| w.shape == Shape::Number);
    // "[18:40]" and in the next line "May Tolentino"
    let same = page.at(i).is_some_and(|w| !w.line);
    matches!(page.word(i), "april" | "may" | "june" | "august" | "jan" | "mar")
        && (same && number(i.checked_sub(1))
            || number(Some(i + 1))
            || i > 0 && matches!(page.word(i - 1), "in" | "since" | "until" | "till" | "til" | "of" | "and")
            || is_time(page, i))
}

/// "the June readings", "last May", "at April PLT": a month by what stands before it, unless somebody acts.
fn is_time(page: &Page, i: usize) -> bool {
    let next = page.at(i + 1);
    let acts = next.is_some_and(|n| n.known.speech() || page.between(i + 1).starts_with('\''));
    let surname = next.is_some_and(|n| n.shape == Shape::Capital && n.gap == Gap::Space && !n.line);
    let spaced = page.at(i).is_some_and(|w| w.gap == Gap::Space && !w.line);
    let before = [
        "the", "last", "next", "this", "before", "after", "during", "by", "early", "late", "mid", "every",
        "due",
    ];
    spaced && !acts && !surname && i > 0 && before.contains(&page.word(i - 1))
}
