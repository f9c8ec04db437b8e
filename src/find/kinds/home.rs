//! Words that point at a home without being an address: `flat 18`, `at number 14`, `the flat above`. There
//! is no standard; the forms are those of complaints about neighbours. It refuses a bare number, and
//! "next door" alone, which says no more than the complaint does.

use std::ops::Range;

use super::scan::pattern;
use super::{Hit, Kind, Source, Tier};

/// Outside the addresses that are taken already.
pub(super) fn find(source: &Source, out: &mut Vec<Hit>, taken: &[Range<usize>]) {
    let text = source.text;
    if !["flat", "house", "number", "no", "apartment", "apt"].iter().any(|w| text.contains(w)) {
        return;
    }
    let shape = pattern!(
        r"(?x)(?-u:\b)(?:
        (?:at|from|of|in|outside|opposite|beside|next\sdoor\sat|tenants?\sat|people\sat)\s((?:number|no\.?|house)\s?[0-9]{1,4}[a-z]?)
        |((?:flat|apartment|apt)\.?\s(?:no\.?\s|number\s)?[0-9]{1,4}[a-z]?)
        |(the\s(?:flat|house|property|apartment|maisonette|bungalow)\s(?:above|below|opposite|underneath|upstairs|downstairs|next\sdoor|across\sthe\s(?:road|street|landing|hall))(?:\s(?:number\s|no\.?\s)?[0-9]{1,3}[a-z]?)?)
        |(the\s(?:upstairs|downstairs|neighbouring|adjoining|(?:top|ground|first|second|third)[\s-]floor|basement)\s(?:flat|house|property|apartment|maisonette|bungalow))
        )(?-u:\b)"
    );
    for m in shape.captures_iter(text).filter_map(|c| (1..5).find_map(|i| c.get(i))) {
        if !taken.iter().any(|t| t.start < m.end() && m.start() < t.end) {
            out.push(Hit::new(Kind::Address, m.range(), Tier::Check, "words that point at a home"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_point_at_a_home_are_marked() {
        super::super::check(
            |source, out| find(source, out, &[]),
            &[
                ("he lives at number 14 now", &["number 14"]),
                ("our plumber may enter flat 18 at any time", &["flat 18"]),
                ("noise from no.9 and from No. 11", &["no.9", "No. 11"]),
                ("in the flat above 43; the house opposite", &["the flat above 43", "the house opposite"]),
                ("from the downstairs flat", &["the downstairs flat"]),
                ("a number of 14 faults, job number 12, my flat, next door", &[]),
            ],
        );
    }
}
