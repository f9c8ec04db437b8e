//! Words that point at a home without being an address: `flat 18`, `at number 14`, `the flat above`. There
//! is no standard; the forms are those of complaints about neighbours. It refuses a bare number, and
//! "next door" alone, which says no more than the complaint does.

use std::ops::Range;

use super::super::lexicon;
use super::scan::pattern;
use super::{Hit, Kind, Source, Stem, Tier};

/// Outside the addresses that are taken already.
pub(super) fn find(source: &Source, out: &mut Vec<Hit>, taken: &[Range<usize>]) {
    let shape = pattern!(
        r"(?x)(?-u:\b)(?:
        (?:at|from|frm|of|in|outside|opposite|beside|behind|near|next\sdoor\sat|by|@)\s((?:number|no\.?|house)\s?[0-9]{1,4}[a-z]?)
        |((?:flat|apartment|apt)\.?\s(?:no\.?\s|number\s)?[0-9]{1,4}[a-z]?(?:,?\s[a-z][a-z'-]+){0,2}\s(?:point|house|court|towers?|lodge|heights|mansions|buildings?|wharf|quay|mews|view|place|gardens))
        |((?:flat|apartment|apt)\.?\s(?:no\.?\s|number\s)?[0-9]{1,4}[a-z]?)
        |(?:^|[.!?:]\s|\n|\sand\s)((?:number|no\.?)\s[0-9]{1,3}[a-z]?)(?:'s|\s(?:leaking|have|has|had|is|was|says|said|and|again|keeps|got|complain(?:ed|ing)))
        |[a-z][a-z'-]+(?:,\s|\s\()((?:number|no\.?)\s?[0-9]{1,3}[a-z]?)
        |(the\s(?:flat|house|property|apartment|maisonette|bungalow)\s(?:above|below|opposite|underneath|upstairs|downstairs|next\sdoor|across\sthe\s(?:road|street|landing|hall))(?:\s(?:number\s|no\.?\s)?[0-9]{1,3}[a-z]?)?)
        |(the\s(?:upstairs|downstairs|neighbouring|adjoining|(?:top|ground|first|second|third)[\s-]floor|basement)\s(?:flat|house|property|apartment|maisonette|bungalow))
        |((?:room|rm)\.?\s?[0-9]{1,3}[a-z]?)
        |((?:plot|pitch|berth|mooring|chalet|caravan|bedsit)\s(?:no\.?\s|number\s)?[0-9]{1,3}[a-z]?(?:,?\s(?:[a-z][a-z'-]+\s){1,3}(?:caravan\ssite|caravan\spark|mobile\shome\spark|park|site|marina|wharf|moorings?|travellers?\ssite))?)
        )(?-u:\b)"
    );
    for near in source.around(Stem::Home, shape, 24, 64) {
        let Some((group, (_, range))) = (1..10).find_map(|i| Some((i, near.group(i)?))) else { continue };
        // where nobody judges, only what identifies by itself: a flat with a number, "no. 14", the home of
        // somebody who is not named ("the lady at number 14")
        let number = source.part(&range).starts_with("no") && !source.part(&range).starts_with("number");
        let shown = source.markers
            || matches!(group, 2 | 3 | 9)
            || number
            || group == 1 && !after_name(source, &range);
        let free = !taken.iter().any(|t| t.start < range.end && range.start < t.end);
        if shown && free && points(source, group, &range) {
            out.push(Hit::new(Kind::Address, range, Tier::Check, "words that point at a home"));
        }
    }
}

/// What must be so besides the words: a block's name and a name before `, no. 14` have a capital, and
/// `number 3 on the list` is no house.
fn points(source: &Source, group: usize, range: &Range<usize>) -> bool {
    let upper = |at: Option<usize>| at.is_some_and(source.upper);
    let text = source.part(range);
    let rest = source.text.get(range.end..).unwrap_or_default();
    let listed =
        pattern!(r"^\s(?:on\s(?:the|my|your|our)\s|of\s(?:the|our|a)\s|in\s(?:the|a)\s(?:list|queue|order))");
    match group {
        1 => !listed.is_match(rest),
        // "Mario (rm 11)", "(he is in Block A, room 3)"
        8 if is_dwellers(source, range) => true,
        8 => {
            source.text.get(..range.start).is_some_and(|t| t.ends_with('(') || t.ends_with(", "))
                && rest.starts_with(')')
        }
        2 => text.rfind([' ', '\n']).is_some_and(|at| upper(Some(range.start + at + 1))),
        5 => {
            let before = source.text.get(..range.start).unwrap_or_default().trim_end_matches([',', ' ', '(']);
            let start = before.rfind(|c: char| c.is_whitespace()).map_or(0, |at| at + 1);
            let known = lexicon::evidence(before.get(start..).unwrap_or_default());
            let plain = known.word() || known.other() || known.body();
            // "(rose ellis, no 21)"
            let small = known.name() && !plain && rest.starts_with(')');
            (upper(Some(start)) || small) && (!plain || is_surname(source, start, known))
        }
        _ => true,
    }
}

/// "Walter from room 9 walked in": behind a forename and "from".
fn is_dwellers(source: &Source, range: &Range<usize>) -> bool {
    let before = source.text.get(..range.start).unwrap_or_default();
    let Some(before) = before.strip_suffix(" from ").or_else(|| before.strip_suffix(" in ")) else {
        return false;
    };
    let start = before.rfind(|c: char| c.is_whitespace()).map_or(0, |at| at + 1);
    let known = lexicon::evidence(before.get(start..).unwrap_or_default());
    start < before.len() && (source.upper)(start) && known.forename() >= 2 && !known.heading()
}

/// "ring Ann Lee at number 14": the name goes, and what is left points at nobody.
fn after_name(source: &Source, range: &Range<usize>) -> bool {
    let before = source.text.get(..range.start).unwrap_or_default();
    let Some(before) = before.trim_end().strip_suffix("at") else { return false };
    let before = before.trim_end_matches(' ');
    let start = before.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let known = lexicon::evidence(before.get(start..).unwrap_or_default());
    start < before.len() && (source.upper)(start) && (known.name() || !known.is_taken())
}

/// A surname that is a word too, behind a forename or title: "Rob Small, No 17", "Mr Street (No. 22)".
fn is_surname(source: &Source, start: usize, known: lexicon::Evidence) -> bool {
    let before = source.text.get(..start).unwrap_or_default().trim_end_matches(' ');
    let first = before.rfind(|c: char| !c.is_alphanumeric()).map_or(0, |at| at + 1);
    let given = lexicon::evidence(before.get(first..).unwrap_or_default());
    known.surname() > 0
        && first < before.len()
        && (source.upper)(first)
        && (given.title() || given.forename() >= 2)
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
                ("Conceição, no. 14\n\nDate", &["no. 14"]),
                ("Justyna, no. 14; its justyna frm no 8; (Flat 2B)", &["no. 14", "no 8", "Flat 2B"]),
                ("Flat 42 Ruskin Point", &["Flat 42 Ruskin Point"]),
                ("Mr Street (No. 22) and Ms Lee (No. 24); Rob Small, No 17.", &["No. 22", "No. 24", "No 17"]),
                ("Party at number 9. Jimsie on plot 9 has; the plot 9", &["number 9", "plot 9", "plot 9"]),
                ("Sheridan, Plot 9, Greenfields Caravan Site.", &["Plot 9, Greenfields Caravan Site"]),
                (
                    "on the hook. no 12 leaking into 8; (rose ellis, no 21) came\nno 9 is out",
                    &["no 12", "no 21", "no 9"],
                ),
                ("Mario (rm 11) and Kayden (he is in Block A, room 3); see room 3", &["rm 11", "room 3"]),
                (
                    "the flat above and number 9 have both complained; Walter from room 9 came",
                    &["the flat above", "number 9", "room 9"],
                ),
                ("at number 3 on the list; Invoice, no. 14; 2no. tread; permit 0072", &[]),
                ("a number of 14 faults, job number 12, my flat, next door", &[]),
            ],
        );
    }
}
