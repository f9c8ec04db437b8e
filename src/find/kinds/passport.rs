//! Passport numbers: ICAO Doc 9303, nine letters or digits; British ones are nine digits, others often
//! one or two letters and six or seven digits. There is no check digit in print: a cue must stand before.

use super::scan::pattern;
use super::{Hit, Kind, Source, Tier};

pub(super) fn find(source: &Source, out: &mut Vec<Hit>) {
    let shape = pattern!(
        r"(?-u:\b)passport(?-u:\b)[^0-9\n]{0,25}?(?-u:\b)([0-9](?:\s?[0-9]){8}|[a-z]{1,2}\s?[0-9]{6,8})(?-u:\b)"
    );
    for number in shape.captures_iter(source.text).filter_map(|c| c.get(1)) {
        out.push(Hit::new(
            Kind::Passport,
            number.range(),
            Tier::Certain,
            "nine characters beside ‘passport’",
        ));
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
                ("passport is 533 401 372", &["533 401 372"]),
                ("order 533401372; passport office 2019", &[]),
            ],
        );
    }
}
