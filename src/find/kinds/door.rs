//! Bare house numbers: `Mrs Pugh (25)`, `Mark from 29 had`, `the lady at 14`, `next door at 86`, `in 14 for Mrs
//! Lee`. There is no standard; the forms are those of notes about neighbours. It is marked to be checked and
//! never more. It refuses hours, days, sums and ages.

use std::ops::Range;

use super::super::lexicon;
use super::scan::pattern;
use super::{Hit, Kind, Source, Tier};

const REASON: &str = "a number where a house number stands";

/// Bytes before a number that are read.
const REACH: usize = 40;

/// Outside the addresses that are taken already.
pub(super) fn find(source: &Source, out: &mut Vec<Hit>, taken: &[Range<usize>]) {
    if !source.markers {
        return;
    }
    for run in &source.numbers {
        let lead = source.part(run).bytes().take_while(|b| !b.is_ascii_digit()).count();
        let start = run.start + lead;
        let digits = source.part(&(start..run.end)).bytes().take_while(u8::is_ascii_digit).count();
        let range = start..start + digits;
        let free = !taken.iter().any(|t| t.start < range.end && range.start < t.end);
        if (1..=3).contains(&digits) && free && is_door(source, &range) {
            out.push(Hit::new(Kind::Address, range, Tier::Check, REASON));
        }
    }
}

fn is_door(source: &Source, range: &Range<usize>) -> bool {
    let mut from = range.start.saturating_sub(REACH);
    while !source.text.is_char_boundary(from) {
        from += 1;
    }
    let before = source.text.get(from..range.start).unwrap_or_default();
    let behind = source.text.get(range.end..).unwrap_or_default();
    let titled = pattern!(r"(?-u:\b)(?:mr|mrs|ms|miss|mx)\.?\s[a-z'-]+\s\($");
    if titled.is_match(before) {
        return behind.starts_with(')');
    }
    let goes_on = pattern!(
        r"^[a-c]?(?:$|[,.;)!?]?\n|[,;)!?]|\.(?:$|\s)|\s(?:had|has|is|was|said|says|who|and|or|came|told|called|keeps|for|have|are|were)(?-u:\b))"
    );
    if !goes_on.is_match(behind) || pattern!(r"^[,.][0-9]").is_match(behind) {
        return false;
    }
    let for_person = pattern!(r"^\sfor\s(?:mr|mrs|ms|miss)(?-u:\b)");
    if behind.starts_with(" for ") && !for_person.is_match(behind) {
        return false;
    }
    let home = pattern!(
        r"(?x)(?-u:\b)(?:next\sdoor\s(?:at|in)|live[sd]?\s(?:at|in)|living\s(?:at|in)
        |(?:lady|man|woman|guy|couple|family|people|kids|neighbours?|tenants?|residents?|lot|them|those)\s(?:at|in|from))\s$"
    );
    home.is_match(before)
        || for_person.is_match(behind) && before.ends_with(" in ")
        || after_name(source, from, before)
}

/// "Mark from 29": a forename with a capital before "from", "in" or "at" and the number.
fn after_name(source: &Source, from: usize, before: &str) -> bool {
    let shape = pattern!(r"(?:^|[^a-z])([a-z][a-z'-]+)\s(?:from|frm)\s$");
    let name = shape.captures(before).and_then(|c| c.get(1));
    name.is_some_and(|m| (source.upper)(from + m.start()) && lexicon::evidence(m.as_str()).forename() >= 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_number_is_a_house_only_beside_those_who_live_there() {
        super::super::check(
            |source, out| find(source, out, &[]),
            &[
                ("Neighbour Mrs Pugh (25) banging", &["25"]),
                ("He said Mark from 29 had called", &["29"]),
                ("she lives next door at 86. Wendy", &["86"]),
                ("the lady at 14 is ill; the kids from 9, again", &["14", "9"]),
                ("did the stack in 14 for Mrs Lee", &["14"]),
                ("Mark from 9.30 am; from 29 March; Tom (7); lives in 3 rooms", &[]),
                ("in 14 for the repair; at 14 days; paid from 25% of", &[]),
            ],
        );
    }
}
