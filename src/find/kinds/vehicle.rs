//! Registration marks: DVLA INF104, current (AA99 AAA), prefix (A999 AAA), suffix (AAA 999A) and
//! Northern Ireland (AAA 9999). Current marks stand for themselves in capitals; all others need a cue,
//! because they look like room numbers, products and references.

use std::ops::Range;

use super::scan::{all_upper, cue_before, pattern};
use super::{Hit, Kind, Source, Tier};

pub(super) fn find(source: &Source, out: &mut Vec<Hit>) {
    let shape = pattern!(
        r"(?-u:\b)(?:([a-z]{2}[0-9]{2}[\s-]?[a-z]{3})|[a-hj-np-y][0-9]{1,3}\s?[a-hj-pr-z]{3}|[a-z]{3}\s?[0-9]{1,3}[a-hj-np-y]|[a-z]{3}\s?[0-9]{1,4}|[0-9]{1,4}\s?[a-z]{1,3})(?-u:\b)"
    );
    let cue = pattern!(
        r"(?-u:\b)(?:vehicle|car|van|vrn|vrm|reg|registration|reg(?:istered)?\s?(?:no|number|plate|mark)|number[\s-]?plates?|licen[cs]e\s?plate|plates?|index(?:\s(?:mark|number))?|motor|cab|caravan|truck|pick-?up|taxi|motorbike|ford|vauxhall|bmw|audi|toyota|nissan|volkswagen|vw|renault|peugeot|fiat|honda|kia|mercedes|corsa|astra|fiesta|focus|golf|polo|clio|transit|mini|skoda|seat|mazda|hyundai|rover|volvo|citroen|suzuki|lexus|tesla|jaguar|dacia|estate|hatchback|lorry|moped|scooter|minibus|drives|driving|drove|parked)(?-u:\b)[^0-9.;]{0,25}$"
    );
    let and = pattern!(r"^(?:,|/|\sand|,\sand|\s&|,\salso|\sor)\s?$");
    let mut last = usize::MAX;
    for near in source.near(shape, 5, |run| touches_letters(source, run)) {
        let Some((_, range)) = near.group(0) else { continue };
        let upper = all_upper(source, &range);
        let current = near.group(1).is_some();
        // no I, Q or Z in the area of a mark that was ever given out
        let given =
            !source.part(&range).starts_with(['i', 'q', 'z']) && !source.part(&range).contains(['i', 'q']);
        let hyphen = source.part(&range).contains('-');
        if !upper && !current {
            continue;
        }
        // "reg P123 ABC and ABC 123D": one of a list
        let again = source.text.get(last..range.start).is_some_and(|between| and.is_match(between));
        let cued = again && upper || cue_before(source.text, range.start, 45, cue);
        if cued || current && upper && !hyphen && given {
            last = range.end;
        }
        if current && (upper && !hyphen && given || cued) {
            out.push(Hit::new(Kind::Vehicle, range, Tier::Certain, "the form of a registration mark"));
        } else if cued {
            let reason = "a registration mark beside ‘vehicle’ or ‘reg’";
            out.push(Hit::new(Kind::Vehicle, range, Tier::Likely, reason));
        }
    }
}

/// A letter touches the number, or a capital stands one blank away: years in sentences have neither.
fn touches_letters(source: &Source, run: &Range<usize>) -> bool {
    let letter = |at: Option<usize>| {
        at.and_then(|i| source.text.as_bytes().get(i)).is_some_and(u8::is_ascii_alphabetic)
    };
    let capital = |at: Option<usize>| letter(at) && at.is_some_and(source.upper);
    letter(Some(run.end))
        || letter(run.start.checked_sub(1))
        || capital(Some(run.end + 1))
        || capital(run.start.checked_sub(2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_found_by_form_or_cue() {
        super::super::check(
            find,
            &[
                ("Vehicle HL59 OTC seen", &["HL59 OTC"]),
                ("LE57WOG outside", &["LE57WOG"]),
                ("his car, reg k123 abc", &[]),
                ("his car, reg K123 ABC, and AB12 cde", &["K123 ABC"]),
                (
                    "van ABZ 1234; drives a black Corsa, as12 ryy; Drives HHN 737K",
                    &["ABZ 1234", "as12 ryy", "HHN 737K"],
                ),
                ("reg BD51 SMR, also P123 ABC and ABC 123D", &["BD51 SMR", "P123 ABC", "ABC 123D"]),
                ("Reg: ZP58-LHA", &["ZP58-LHA"]),
                ("room A12 BED, flat 12 B", &[]),
            ],
        );
    }
}
