//! Why it exists: most addresses hold a number and a thoroughfare, and this finds both. It refuses a number
//! before an ordinary sentence ("2 of them by the road"), and in small letters whatever does not end in
//! a word that only streets have, or in a postcode.

use std::ops::Range;

use super::Source;
use super::address::tail;
use super::dates;
use super::scan::{cue_before, pattern, windows};

/// `12a Lamb Grove`, `200-204 The Old High Street`.
pub(super) fn streets(source: &Source, postcodes: &[Range<usize>]) -> Vec<Range<usize>> {
    let shape = pattern!(
        r"(?x)(?-u:\b)[0-9]{1,4}\ ?[a-z]?(?:\s?[-/&]\s?[0-9]{1,4}[a-z]?)?,?\s{1,3}(?:[a-z][a-z'.-]*\s+){0,3}?[a-z][a-z'.-]*\s+
        (?:street|st|road|rd|avenue|ave|av|lane|ln|drive|dr|close|cl|court|ct|crescent|cres|cr|gardens?|gdns|grove|gr|walk|way|place|pl|square|sq|terrace|ter|terr|mews|hill|rise|view|green|park|parade|row|gate|yard|wharf|quay|bank|croft|drove|end|fields?|heights|house|lodge|mount|meadows?|orchard|passage|path|promenade|reach|ridge|spinney|vale|villas?|wynd|broadway|boulevard|blvd|circus|common|copse|dene|embankment|estate|farm|glade|glen|highway|alley|approach|arcade|avenues|esplanade|loan|mead|paddock|parkway|pastures|precinct|quadrant|side|strand|towers?|tower|buildings?|cottages?|chase|causeway|brae|brow)(?-u:\b)\.?"
    );
    let numbers: Vec<Range<usize>> =
        source.numbers.iter().filter(|run| begins_street(source, run)).cloned().collect();
    let near = source.matches(shape, windows(source.text, numbers.iter().cloned(), 1, 70));
    // in small letters a postcode must follow, or the word must be a street's
    let coded = |range: &Range<usize>| {
        let end = tail(source, range.end, postcodes);
        postcodes.iter().any(|p| p.end == end)
    };
    let welsh = pattern!(
        r"(?x)(?-u:\b)[0-9]{1,4}[a-z]?,?\s(?:ffordd|heol|stryt|stryd|clos|l[oô]n|maes|bryn|rhodfa|llys|gerddi|erw|tan|pen|parc)[\s-](?:(?:y|yr|ar|a'r|dan|uwch)[\s-])?[a-z][a-z'-]+(?:\s(?:y|yr)\s[a-z][a-z'-]+)?(?-u:\b)"
    );
    let headed = source.matches(welsh, windows(source.text, numbers.into_iter(), 1, 50));
    let upper_last = |range: &Range<usize>| {
        let text = source.part(range);
        text.rfind([' ', '-']).is_some_and(|at| (source.upper)(range.start + at + 1))
    };
    let headed = headed.iter().filter_map(|near| near.group(0)).map(|(_, range)| range).filter(upper_last);
    let streets = near.iter().filter_map(|near| near.group(0));
    let mut out: Vec<Range<usize>> = streets
        .filter(|(text, range)| is_street(source, text, range.start))
        .filter(|(text, range)| is_named(source, text, range) || coded(range))
        .map(|(_, range)| range)
        .collect();
    // a street by its last word is whole already
    let new: Vec<Range<usize>> =
        headed.filter(|h| !out.iter().any(|o| o.start < h.end && h.start < o.end)).collect();
    out.extend(new);
    out
}

/// Whether the word after a number can begin the name of a street: years in sentences are soon told.
fn begins_street(source: &Source, run: &Range<usize>) -> bool {
    let rest = source.text.get(run.end..).unwrap_or_default();
    let mut words = rest.split([' ', '\n', ',', '-', '/', '&', '\t']).take(4).filter(|w| w.len() > 1);
    words
        .next()
        .is_some_and(|w| w.starts_with(|c: char| c.is_alphanumeric()) && SENTENCE.binary_search(&w).is_err())
}

/// In small letters only words that mean a street and nothing else: "4 identify the approach" is none.
fn is_named(source: &Source, text: &str, range: &Range<usize>) -> bool {
    let last = text.trim_end_matches('.').rsplit([' ', '\n']).next().unwrap_or_default();
    let start = range.start + text.trim_end_matches('.').len() - last.len();
    let street = "street st road rd avenue ave lane ln drive crescent grove terrace gardens mews";
    let home = pattern!(
        r"(?-u:\b)(?:live[sd]?|living|stay(?:s|ed|ing)?|resid(?:es?|ing)|address(?:\sis)?|moved|house)(?:\s(?:at|to|in))?:?\s$"
    );
    (source.upper)(start)
        || street.split(' ').any(|s| s == last)
        || cue_before(source.text, range.start, 24, home)
}

/// A run of ordinary words between number and thoroughfare is a sentence ("2 of them by the road").
fn is_street(source: &Source, text: &str, start: usize) -> bool {
    // "26 March 2026 | Present | Dr": a cell ends
    if text.contains('\t') && crosses_cells(text) {
        return false;
    }
    let plain = |word: &str| SENTENCE.binary_search(&word).is_ok();
    let mut at = start;
    let mut before = false;
    // the time of "15:20 Mill Lane"
    if source.text.get(..start).is_some_and(|t| t.ends_with([':', '.']))
        && !source.text.get(..start).is_some_and(|t| t.ends_with("no."))
    {
        return false;
    }
    // "March 2025 / Dear Dr Lee", "11-Mar-2025 Telephone Dr Lee": a year; "485 777 3456 / Rose Villa": a number goes on
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let ahead = source.text.get(..start).unwrap_or_default();
    let last = ahead.trim_end().rsplit(' ').next().unwrap_or_default();
    let year = digits == 4 && (text.starts_with("19") || text.starts_with("20"));
    let dated = ahead.ends_with(['-', '/', '.']) || dates::is_month(last);
    let ended = text.get(digits..).is_some_and(|t| t.starts_with('\n'));
    if year && (dated || ended) || goes_on(ahead, digits) {
        return false;
    }
    // "0388 / Dr R Vaughan / St Werburghs": the end of a number; "12 / Mrs Lee / Hope House": a person's line
    let person = |w: &str| matches!(w.trim_end_matches('.'), "mr" | "mrs" | "ms" | "miss" | "mx");
    if text.starts_with('0') || text.split([' ', '\n']).any(person) {
        return false;
    }
    for (i, word) in text.split([' ', '\n']).enumerate() {
        let upper = (source.upper)(at);
        at += word.len() + 1;
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        // Duke of York Square
        let joins = before && matches!(bare, "of" | "on" | "in" | "the");
        // "14 bags. Abandoned trolley. Street lights": the end of a sentence inside
        let stops = word.len() > 4 && word.ends_with('.') && at < start + text.len();
        if stops || i > 0 && plain(bare) && !joins {
            return false;
        }
        before = upper || joins;
    }
    true
}

/// Whether a number of so many digits is the last group of a longer one: "485 777 3456".
pub(super) fn goes_on(before: &str, digits: usize) -> bool {
    let last = before.strip_suffix(' ').and_then(|b| b.rsplit([' ', '\n', '\t']).next()).unwrap_or_default();
    digits > 2 && last.len() > 2 && last.bytes().all(|b| b.is_ascii_digit())
}

/// A tab anywhere but right behind the house number, which is no year.
fn crosses_cells(text: &str) -> bool {
    let number = text.find(|c: char| c.is_whitespace()).unwrap_or(0);
    text.get(number + 1..).is_some_and(|t| t.contains('\t'))
        || text.get(..number).is_some_and(|n| n.len() == 4 && n.starts_with("20"))
}

/// Words of sentences, not of streets.
const SENTENCE: [&str; 70] = [
    "a",
    "after",
    "am",
    "an",
    "april",
    "are",
    "as",
    "at",
    "august",
    "before",
    "by",
    "days",
    "dear",
    "december",
    "february",
    "for",
    "from",
    "had",
    "has",
    "have",
    "he",
    "her",
    "his",
    "hours",
    "i",
    "in",
    "is",
    "it",
    "its",
    "january",
    "july",
    "june",
    "least",
    "march",
    "may",
    "members",
    "minutes",
    "months",
    "my",
    "no",
    "not",
    "november",
    "october",
    "of",
    "officers",
    "on",
    "or",
    "our",
    "people",
    "per",
    "pm",
    "september",
    "she",
    "telephone",
    "that",
    "their",
    "they",
    "this",
    "to",
    "under",
    "was",
    "we",
    "weeks",
    "were",
    "when",
    "which",
    "who",
    "with",
    "years",
    "your",
];
