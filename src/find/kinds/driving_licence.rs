//! Driver numbers: DVLA, 16 characters: five of the surname (padded with 9), decade, month (women + 50),
//! day, year, two initials (or 9), arbitrary digit, two letters; Northern Ireland (DVA): eight digits
//! with a cue. It holds surname and birth date. It refuses months and days that do not exist.

use super::scan::{cue_before, pattern};
use super::{Hit, Kind, Source, Tier};

pub(super) fn find(source: &Source, out: &mut Vec<Hit>) {
    let shape = pattern!(
        r"(?-u:\b)[a-z][a-z9]{4}[\s-]?[0-9][0156][0-9][0-3][0-9][0-9][\s-]?[a-z9]{2}[\s-]?[0-9a-z][\s-]?[a-z]{2}(?:[\s-]?[0-9]{2})?(?-u:\b)"
    );
    let northern = pattern!(r"(?-u:\b)[0-9]{8}(?-u:\b)");
    let cue = pattern!(
        r"(?:driv(?:ing|er|ers|er's)\s(?:licence|license|number|no)|licence\s?(?:no|number))[^0-9]{0,15}$"
    );
    for (_, range) in source.near(shape, 12).filter_map(|near| near.group(0)) {
        out.push(Hit::new(Kind::DrivingLicence, range, Tier::Certain, "the form of a driver number"));
    }
    if !source.text.contains("licen") && !source.text.contains("driver") {
        return;
    }
    for m in northern.find_iter(source.text).filter(|m| cue_before(source.text, m.start(), 40, cue)) {
        out.push(Hit::new(
            Kind::DrivingLicence,
            m.range(),
            Tier::Likely,
            "eight digits beside ‘driving licence’",
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn driver_numbers_are_found_by_form_or_cue() {
        super::super::check(
            find,
            &[
                ("licence MORGA657054SM9IJ seen", &["MORGA657054SM9IJ"]),
                ("FOX99 657054 S99IJ", &["FOX99 657054 S99IJ"]),
                ("Driving licence no: 12345678", &["12345678"]),
                ("MORGA697954SM9IJ and 12345678", &[]),
            ],
        );
    }
}
