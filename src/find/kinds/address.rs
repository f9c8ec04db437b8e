//! Postal addresses: Royal Mail's layout (sub-building, number or house name, thoroughfare, locality,
//! post town, postcode) as people write it, over up to five lines, with or without the postcode. Three
//! ways in: a number before a thoroughfare; a postcode, walked back from; `number 14` after "at".
//! It refuses a street without a number unless a postcode follows: a street alone is not a home.

use std::ops::Range;

use super::postcode;
use super::scan::{pattern, windows};
use super::{Hit, Kind, Source, Tier, home, locality};

pub(super) fn find(source: &Source, out: &mut Vec<Hit>) {
    let postcodes = postcode::ranges(source);
    let mut taken: Vec<Range<usize>> = vec![];
    for street in streets(source, &postcodes) {
        let end = tail(source, street.end, &postcodes);
        let whole = end > street.end;
        // the stop of a sentence is no part of it
        let stop = usize::from(!whole && source.text.get(..end).is_some_and(|t| t.ends_with('.')));
        let range = head(source.text, street.start)..end - stop;
        let reason = if whole { "number, street and postcode" } else { "number and street" };
        push(out, &mut taken, range, if whole { Tier::Certain } else { Tier::Likely }, reason);
    }
    for code in &postcodes {
        if taken.iter().any(|t| t.start <= code.start && code.end <= t.end) {
            continue;
        }
        if let Some(start) = walk_back(source, code.start, &postcodes) {
            push(out, &mut taken, start..code.end, Tier::Likely, "lines before a postcode");
        }
    }
    home::find(source, out, &taken);
}

fn push(
    out: &mut Vec<Hit>,
    taken: &mut Vec<Range<usize>>,
    range: Range<usize>,
    tier: Tier,
    reason: &'static str,
) {
    taken.push(range.clone());
    out.push(Hit::new(Kind::Address, range, tier, reason));
}

/// `12a Lamb Grove`, `200-204 The Old High Street`.
fn streets(source: &Source, postcodes: &[Range<usize>]) -> Vec<Range<usize>> {
    let shape = pattern!(
        r"(?x)(?-u:\b)[0-9]{1,4}\ ?[a-z]?(?:\s?[-/&]\s?[0-9]{1,4}[a-z]?)?,?\s{1,3}(?:[a-z][a-z'.-]*\s+){0,3}?[a-z][a-z'.-]*\s+
        (?:street|st|road|rd|avenue|ave|av|lane|ln|drive|dr|close|cl|court|ct|crescent|cres|cr|gardens?|gdns|grove|gr|walk|way|place|pl|square|sq|terrace|ter|terr|mews|hill|rise|view|green|park|parade|row|gate|yard|wharf|quay|bank|croft|drove|end|fields?|heights|house|lodge|mount|meadows?|orchard|passage|path|promenade|reach|ridge|spinney|vale|villas?|wynd|broadway|boulevard|blvd|circus|common|copse|dene|embankment|estate|farm|glade|glen|highway|alley|approach|arcade|avenues|esplanade|loan|mead|paddock|parkway|pastures|precinct|quadrant|side|strand|towers?|tower|buildings?|cottages?|chase|causeway|brae|brow)(?-u:\b)\.?"
    );
    let numbers = source.numbers.iter().filter(|run| begins_street(source, run)).cloned();
    let near = source.matches(shape, windows(source.text, numbers, 1, 70));
    // in small letters a postcode must follow, or the word must be a street's
    let coded = |range: &Range<usize>| {
        let end = tail(source, range.end, postcodes);
        postcodes.iter().any(|p| p.end == end)
    };
    let streets = near.iter().filter_map(|near| near.group(0));
    streets
        .filter(|(text, range)| is_street(source, text, range.start))
        .filter(|(text, range)| is_named(source, text, range) || coded(range))
        .map(|(_, range)| range)
        .collect()
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
        || super::scan::cue_before(source.text, range.start, 24, home)
}

/// A run of ordinary words between number and thoroughfare is a sentence ("2 of them by the road").
fn is_street(source: &Source, text: &str, start: usize) -> bool {
    let plain = |word: &str| SENTENCE.binary_search(&word).is_ok();
    let mut at = start;
    let mut before = false;
    // the time of "15:20 Mill Lane"
    if source.text.get(..start).is_some_and(|t| t.ends_with([':', '.']))
        && !source.text.get(..start).is_some_and(|t| t.ends_with("no."))
    {
        return false;
    }
    for (i, word) in text.split([' ', '\n']).enumerate() {
        let upper = (source.upper)(at);
        at += word.len() + 1;
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        // Duke of York Square
        let joins = before && matches!(bare, "of" | "on" | "in" | "the");
        if i > 0 && plain(bare) && !joins {
            return false;
        }
        before = upper || joins;
    }
    true
}

/// Words of sentences, not of streets.
const SENTENCE: [&str; 68] = [
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

/// The start with `Flat 73, ` or `Rose House, ` before it.
fn head(text: &str, start: usize) -> usize {
    let unit = pattern!(
        r"(?:p\.?\s?o\.?\sbox\s|(?-u:\b)[0-9]{1,4}[a-z]?\s(?:[a-z'-]+\s){1,2}(?:house|court|point|towers?|lodge|heights|mansions),?\s{1,2}|(?-u:\b)(?:flat|apt|apartment|unit|room|maisonette|studio|suite|floor|block|no|number|plot|bungalow|cottage|house|basement|ground\sfloor|first\sfloor|top\sfloor)\.?(?:\sflat)?(?:\s(?:[0-9]{1,4}[a-z]?|[a-h]|[ivx]{1,4}))?\s?[,/]?\s{1,3}(?:(?:block|floor|room)\s[0-9a-z]{1,3},?\s{1,3})?(?:[a-z'-]+\s(?:house|court|point|tower|lodge|heights|mansions),?\s{1,2})?)$"
    );
    let mut from = start.saturating_sub(60);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let before = text.get(from..start).unwrap_or_default();
    unit.find(before).map_or(start, |m| from + m.start())
}

/// The end after locality and postcode, when a postcode follows soon.
fn tail(source: &Source, end: usize, postcodes: &[Range<usize>]) -> usize {
    let Some(code) = postcodes.iter().find(|p| p.start >= end && p.start - end <= 90) else {
        return locality::end(source, end);
    };
    let between = source.text.get(end..code.start).unwrap_or_default();
    let words = between.split_whitespace().count();
    let sentence = between.contains(['!', '?', ';', '@']) || between.contains(|c: char| c.is_ascii_digit());
    if words <= 8
        && !sentence
        && !between.trim_end_matches(". ").contains(". ")
        && !is_said(source, end..code.start)
    {
        code.end
    } else {
        locality::end(source, end)
    }
}

/// Whether words in small letters follow a street with capitals: a sentence, not a town.
fn is_said(source: &Source, between: Range<usize>) -> bool {
    let joins = ["of", "on", "upon", "le", "in", "under", "next", "and", "the", "by"];
    let text = source.text.get(between.clone()).unwrap_or_default();
    let mut at = between.start;
    let mut small = 0;
    for word in text.split_inclusive([' ', '\n', '\t', ',', '.']) {
        let bare = word.trim_matches([' ', '\n', '\t', ',', '.']);
        let plain = !bare.is_empty() && !joins.contains(&bare);
        small += usize::from(plain && !(source.upper)(at + word.find(bare).unwrap_or(0)));
        at += word.len();
    }
    let street = source.text.get(..between.start).unwrap_or_default();
    let last = street.rfind([' ', '\n', ',']).map_or(0, |i| i + 1);
    small > 1 && (source.upper)(last)
}

/// From a postcode back over capitalised words and numbers, across up to five lines.
fn walk_back(source: &Source, code: usize, postcodes: &[Range<usize>]) -> Option<usize> {
    let floor = postcodes.iter().map(|p| p.end).filter(|end| *end <= code).max().unwrap_or(0);
    let word = pattern!(r"([a-z0-9][a-z0-9'/-]*)(,?\.?\s{0,2}\n?)$");
    let (mut at, mut start, mut lines) = (code, None, 0);
    for _ in 0..14 {
        let mut from = at.saturating_sub(40);
        while !source.text.is_char_boundary(from) {
            from += 1;
        }
        let Some(c) = word.captures(source.text.get(from..at)?) else { break };
        let (whole, part) = (c.get(0)?, c.get(1)?);
        lines += whole.as_str().matches('\n').count();
        let first = from + part.start();
        let text = part.as_str();
        let number = text.starts_with(|c: char| c.is_ascii_digit());
        // the minutes of "15:20 CF24 2LH"
        if number && source.text.get(..first).is_some_and(|t| t.ends_with([':', '.'])) {
            break;
        }
        let joins = matches!(text, "the" | "of" | "on" | "upon" | "le" | "in" | "under" | "next" | "and");
        let sentence = c.get(2).is_some_and(|m| m.as_str().contains(". ")) && text.len() > 4;
        if first < floor
            || lines > 5
            || sentence
            || !(number || joins || (source.upper)(first))
            || super::super::lexicon::evidence(text).title()
        {
            break;
        }
        if number || (source.upper)(first) {
            start = Some(first);
        }
        at = first;
        if number {
            return Some(head(source.text, first));
        }
    }
    start
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_found_whole() {
        super::super::check(
            find,
            &[
                (
                    "Re: Flat 73, 200a Herring Street\nManchester EC1A  2FJ\n\nThank",
                    &["Flat 73, 200a Herring Street\nManchester EC1A  2FJ"],
                ),
                (
                    "at Flat A,  157 Lamb Grove\nLeeds, CF24 6HH. Kay",
                    &["Flat A,  157 Lamb Grove\nLeeds, CF24 6HH"],
                ),
                ("Flat 4, 110 Dennis Walk\nLeeds, B129WT", &["Flat 4, 110 Dennis Walk\nLeeds, B129WT"]),
                (
                    "I live at 12 The Larches, Didsbury, Manchester, M20 2AB.",
                    &["12 The Larches, Didsbury, Manchester, M20 2AB"],
                ),
                (
                    "Ann Lee\n5 Mill Lane\nHope\nDerbyshire\nS33 6RS",
                    &["5 Mill Lane\nHope\nDerbyshire\nS33 6RS"],
                ),
                ("seen outside 31 Harbour Road on Friday", &["31 Harbour Road"]),
                (
                    "of 5 Mill Lane, Headingley, Stoke-on-Trent to",
                    &["5 Mill Lane, Headingley, Stoke-on-Trent"],
                ),
                ("lives at 5 Mill Lane\nLeeds.", &["5 Mill Lane\nLeeds"]),
                ("at 5 Mill Lane\nLeeds City Council rang", &["5 Mill Lane"]),
                ("at 82 Duke of York Square, near", &["82 Duke of York Square"]),
                ("at 15:20 CF24 2LH", &[]),
                ("i live at 51 sandpiper way, norwich nr3 1au", &["51 sandpiper way, norwich nr3 1au"]),
                (
                    "Address: 37 Ruskin Point, 137 Quarry Hill, Glasgow, G51 2XH",
                    &["37 Ruskin Point, 137 Quarry Hill, Glasgow, G51 2XH"],
                ),
                (
                    "Re: 17a st saviour's close, cardiff cf24 2lh",
                    &["17a st saviour's close, cardiff cf24 2lh"],
                ),
                ("offers a room at 77 Cobden Mews", &["77 Cobden Mews"]),
                ("see paragraph 14 and job number 12", &[]),
                ("In 2019 there were 2 of them by the road. Harbour Road is long. 12 June 2023", &[]),
            ],
        );
    }
}
