//! Driver numbers: DVLA, 16 characters: five of the surname (padded with 9), decade, month (women + 50),
//! day, year, two initials (or 9), arbitrary digit, two letters; Northern Ireland (DVA): eight digits
//! with a cue. It holds surname and birth date. It refuses months and days that do not exist.

use super::scan::{cue_before, cued, pattern};
use super::{Hit, Kind, Source, Stem, Tier};

pub(super) fn find(source: &Source, out: &mut Vec<Hit>) {
    // a number broken over a line, or with every sign apart
    let shape = pattern!(
        r"(?x)(?-u:\b)(?:
        [a-z](?:\n?[a-z9]){4}[\s-]?[0-9]\n?[0156]\n?[0-9]\n?[0-3]\n?[0-9]\n?[0-9][\s-]?[a-z9]\n?[a-z9][\s-]?[0-9a-z][\s-]?[a-z]\n?[a-z](?:[\s-]?[0-9]{2})?
        |[a-z](?:\x20[a-z9]){4}\x20[0-9]\x20[0156]\x20[0-9]\x20[0-3](?:\x20[0-9]){2}(?:\x20[a-z9]){2}\x20[0-9a-z](?:\x20[a-z]){2}
        )(?-u:\b)"
    );
    let northern = pattern!(r"(?-u:\b)[0-9]{8}(?-u:\b)");
    let cue = pattern!(
        r"(?:driv(?:ing|er|ers|er's)\s(?:licence|license|number|no)|licence\s?(?:no|number))[^0-9]{0,15}$"
    );
    let mistaken = pattern!(
        r"(?-u:\b)[a-z][a-z9]{4}[\s-]?[0-9oil][0156oil][0-9oil][0-3oil][0-9oil]{2}[\s-]?[a-z9]{2}[\s-]?[0-9a-z][\s-]?[a-z]{2}(?-u:\b)"
    );
    let near = pattern!(
        r"(?-u:\b)(?:driv(?:ing|ers?|er's)\s(?:licence|license|number|no)|licence\s?(?:no|number)|dvla|d/?l\sno|licence(?-u:\b))"
    );
    for (text, range) in
        source.around(Stem::Licence, mistaken, 30, 70).iter().filter_map(|near| near.group(0))
    {
        let signs = text.bytes().filter(u8::is_ascii_alphanumeric).skip(5).take(6);
        let wrong = signs.into_iter().any(|b| !b.is_ascii_digit());
        if wrong && cued(source.text, &range, 40, near) {
            out.push(Hit::new(
                Kind::DrivingLicence,
                range,
                Tier::Likely,
                "letters for digits in a driver number",
            ));
        }
    }
    for (_, range) in source.near_long(shape, 14).iter().filter_map(|near| near.group(0)) {
        out.push(Hit::new(Kind::DrivingLicence, range, Tier::Certain, "the form of a driver number"));
    }
    let eight = source.around(Stem::Licence, northern, 0, 50);
    for (_, range) in eight.iter().filter_map(|near| near.group(0)) {
        if cue_before(source.text, range.start, 40, cue) {
            let reason = "eight digits beside ‘driving licence’";
            out.push(Hit::new(Kind::DrivingLicence, range, Tier::Likely, reason));
        }
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
                ("DVLA no OKONK6O3O37JA6LE", &["OKONK6O3O37JA6LE"]),
                ("FOX99657\n054S99IJ", &["FOX99657\n054S99IJ"]),
                ("F O X 9 9 6 5 7 0 5 4 S 9 9 I J", &["F O X 9 9 6 5 7 0 5 4 S 9 9 I J"]),
                ("Driving licence no: 12345678", &["12345678"]),
                ("MORGA697954SM9IJ and 12345678", &[]),
            ],
        );
    }
}
