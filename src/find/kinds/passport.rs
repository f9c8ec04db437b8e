//! Passport numbers: ICAO Doc 9303, nine letters or digits; British ones are nine digits, others often
//! one or two letters and six or seven digits. There is no check digit in print: a cue must stand before,
//! on the same line or the one above, or right after.

use super::scan::{cued, pattern, pieces, stands_alone};
use super::{Hit, Kind, Source, Tier};

const REASON: &str = "nine characters beside ‘passport’";

pub(super) fn find(source: &Source, out: &mut Vec<Hit>) {
    if !["passport", "travel doc", "ppt", "pp no"].iter().any(|w| source.text.contains(w)) {
        return;
    }
    let cue = pattern!(r"(?-u:\b)(?:passports?|travel\sdocument|ppt\s?no|pp\sno)(?-u:\b)");
    for run in &source.long {
        let piece = pieces(source.text, run, 9, 9).into_iter().find(|p| {
            let marks = source.part(p).contains(['/', '(', ')']);
            // "take passports. She has Imran's, he has Tasnim's (533401372)"
            let many = pattern!(r"(?-u:\b)passports(?-u:\b)");
            let far = super::scan::cue_before(source.text, p.start, 120, many);
            stands_alone(source.text, p) && !marks && (far || cued(source.text, p, 40, cue))
        });
        out.extend(piece.map(|p| Hit::new(Kind::Passport, p, Tier::Certain, REASON)));
    }
    let shape = pattern!(r"(?-u:\b)[a-z]{1,2}\s?[0-9]{6,8}(?-u:\b)");
    for (_, range) in source.near_long(shape, 4).iter().filter_map(|near| near.group(0)) {
        if cued(source.text, &range, 40, cue) {
            out.push(Hit::new(Kind::Passport, range, Tier::Certain, REASON));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passport_number_needs_its_cue() {
        super::super::check(
            find,
            &[
                ("Passport no. 533401372 was", &["533401372"]),
                ("passport number: AB1234567", &["AB1234567"]),
                ("take passports. She has Imran's, he has Tasnim's (533401372).", &["533401372"]),
                ("passport is 533 401 372", &["533 401 372"]),
                ("Passport number\n533401372, 533401373 (passport)", &["533401372", "533401373"]),
                ("order 533401372; passport office 2019", &[]),
            ],
        );
    }
}
