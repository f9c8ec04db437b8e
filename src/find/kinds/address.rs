//! Postal addresses: Royal Mail's layout (sub-building, number or house name, thoroughfare, locality,
//! post town, postcode) as people write it, over up to five lines, with or without the postcode. Three
//! ways in: a number before a thoroughfare; a postcode, walked back from; `number 14` after "at".
//! It refuses a street without a number unless a postcode follows: a street alone is not a home.

use std::ops::Range;

use super::postcode;
use super::scan::pattern;
use super::{Hit, Kind, Source, Tier, door, home, house, locality, office, street};

/// A block without a house number, as a body writes its own.
pub(crate) const BLOCK: &str = "lines before a postcode, without a number";

pub(super) fn find(source: &Source, out: &mut Vec<Hit>) {
    let postcodes = postcode::ranges(source);
    let mut taken: Vec<Range<usize>> = vec![];
    for street in street::streets(source, &postcodes) {
        let end = tail(source, street.end, &postcodes);
        let whole = end > street.end;
        // the stop of a sentence is no part of it
        let stop = usize::from(!whole && source.text.get(..end).is_some_and(|t| t.ends_with('.')));
        let range = head(source.text, street.start)..end - stop;
        let reason = if whole { "number, street and postcode" } else { "number and street" };
        push(source, (out, &mut taken), range, if whole { Tier::Certain } else { Tier::Likely }, reason);
    }
    for code in &postcodes {
        if taken.iter().any(|t| t.start <= code.start && code.end <= t.end) {
            continue;
        }
        if let Some(start) = walk_back(source, code.start, &postcodes) {
            let numbered = source.part(&(start..code.start)).bytes().any(|b| b.is_ascii_digit());
            let reason = if numbered { "lines before a postcode" } else { BLOCK };
            push(source, (out, &mut taken), start..code.end, Tier::Likely, reason);
        }
    }
    home::find(source, out, &taken);
    house::find(source, out, &taken);
    door::find(source, out, &taken);
}

fn push(
    source: &Source,
    (out, taken): (&mut Vec<Hit>, &mut Vec<Range<usize>>),
    range: Range<usize>,
    tier: Tier,
    reason: &'static str,
) {
    taken.push(range.clone());
    let office = office::is_office(source, &range);
    out.push(Hit::new(Kind::Address, range, tier, reason).of_body(office));
}

/// The start with `Flat 73, ` or `Rose House, ` before it.
fn head(text: &str, start: usize) -> usize {
    let unit = pattern!(
        r"(?:p\.?\s?o\.?\sbox\s|(?-u:\b)[0-9]{1,4}[a-z]?\s(?:[a-z'-]+\s){1,2}(?:house|court|point|towers?|lodge|heights|mansions),?\s{1,2}|(?-u:\b)(?:flat|apt|apartment|unit|room|maisonette|studio|suite|floor|block|no|number|plot|bungalow|cottage|house|basement|ground\sfloor|first\sfloor|top\sfloor)\.?(?:\sflat)?(?:\s(?:[0-9]{1,4}[a-z]?|[a-h]|[ivx]{1,4}))?\s?[,/]?\s{1,3}(?:(?:block|floor|room)\s[0-9a-z]{1,3},?\s{1,3})?(?:(?:[a-z'-]+\s){1,2}(?:house|court|point|towers?|lodge|heights|mansions|mills?|wharf|quay|gardens|apartments|buildings?|view|place|hostel|hotel|centre|works|park|grange|manor|hall|villas|chambers|residence|site),?\s{1,2})?)$"
    );
    let mut from = start.saturating_sub(60);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let before = text.get(from..start).unwrap_or_default();
    unit.find(before).map_or(start, |m| from + m.start())
}

/// The end after locality and postcode, when a postcode follows soon.
pub(super) fn tail(source: &Source, end: usize, postcodes: &[Range<usize>]) -> usize {
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
        // "GMC 6119922", "485 777 3456": no house has such a number
        let ahead = source.text.get(..first).unwrap_or_default();
        // "Year 9 / Hope School, Mill Lane": the end of the line before
        let line = ahead.rfind('\n').map_or(0, |i| i + 1);
        let unit = pattern!(r"(?:flat|apt|apartment|unit|room|no|number|plot|block)\.?\s?$|[,\t|]\s?$|^\s*$");
        let ended = text.len() < 5 && c.get(2).is_some_and(|m| m.as_str().contains('\n'));
        if number && ended && !unit.is_match(ahead.get(line..).unwrap_or_default()) {
            break;
        }
        if number
            && (street::goes_on(ahead, text.len()) || text.bytes().filter(u8::is_ascii_digit).count() > 4)
        {
            break;
        }
        // the minutes of "15:20 CF24 2LH"
        if number && source.text.get(..first).is_some_and(|t| t.ends_with([':', '.'])) {
            break;
        }
        let joins = matches!(
            text,
            "the" | "of" | "on" | "upon" | "le" | "in" | "under" | "next" | "and" | "y" | "yr" | "ar"
        );
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
                ("Typed: 10 March 2025\nDear Dr Lee; 11-Mar-2025 Telephone Dr Lee", &[]),
                (
                    "NHS 485 777 3456\nPrimrose Villa, Back Lane, Burnley BB11 2HT",
                    &["Primrose Villa, Back Lane, Burnley BB11 2HT"],
                ),
                (
                    "Head of Year 9\nHope School, Mill Lane, Leeds LS1 4AB",
                    &["Hope School, Mill Lane, Leeds LS1 4AB"],
                ),
                (
                    "GMC 6119922\nMoor Surgery, Halifax Road, Burnley BB10 2JG",
                    &["Moor Surgery, Halifax Road, Burnley BB10 2JG"],
                ),
                ("at Flat 2 141 High Street, Leeds LS1 4AB", &["Flat 2 141 High Street, Leeds LS1 4AB"]),
                ("Tel: 0117 496 0388\nDr R Vaughan\nSt Werburghs", &[]),
                ("02\nTom Hill\n12 Mrs Lee House", &[]),
                (
                    "Ann Lee\n\n2 Heol y Bont\n\nCardiff\n\nCF14 2RT",
                    &["2 Heol y Bont\n\nCardiff\n\nCF14 2RT"],
                ),
                ("at 3 Ffordd Las, Gwersyllt. He", &["3 Ffordd Las, Gwersyllt"]),
                ("at 6 Clos y Berllan, Mold, CH7 1XJ.", &["6 Clos y Berllan, Mold, CH7 1XJ"]),
                ("to 22 Beech Grove, Harehills\n\nmy", &["22 Beech Grove, Harehills"]),
                ("at 12 Saltwell View, NE8.", &["12 Saltwell View, NE8"]),
                ("26 March 2026\nPresent\tDr Lee", &[]),
                ("i live at 51 sandpiper way, norwich nr3 1au", &["51 sandpiper way, norwich nr3 1au"]),
                (
                    "Address: 37 Ruskin Point, 137 Quarry Hill, Glasgow, G51 2XH",
                    &["37 Ruskin Point, 137 Quarry Hill, Glasgow, G51 2XH"],
                ),
                (
                    "Re: 17a st saviour's close, cardiff cf24 2lh",
                    &["17a st saviour's close, cardiff cf24 2lh"],
                ),
                (
                    "Apt 4b Riverside Mills, 2 Mill Street, Bradford, BD1 4AB",
                    &["Apt 4b Riverside Mills, 2 Mill Street, Bradford, BD1 4AB"],
                ),
                ("c/o Room 12, Hope Hostel, 3 Quay St, M3 3JE", &["Room 12, Hope Hostel, 3 Quay St, M3 3JE"]),
                ("at 1 The Cottages, Main Street, Aberfoyle.", &["1 The Cottages, Main Street, Aberfoyle"]),
                ("offers a room at 77 Cobden Mews", &["77 Cobden Mews"]),
                ("see paragraph 14 and job number 12", &[]),
                ("In 2019 there were 2 of them by the road. Harbour Road is long. 12 June 2023", &[]),
            ],
        );
    }
}
