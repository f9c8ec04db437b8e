//! Prison numbers (NOMIS: a letter, four digits, two letters, as in PSI 04/2012) of people in custody. A part number
//! can look alike, so one word of a prison must stand on the page. It refuses them in small letters.

use std::ops::Range;

use super::scan::pattern;
use super::{Hit, Kind, Source, Tier};

pub(super) fn find(source: &Source, out: &mut Vec<Hit>) {
    let shape = pattern!(r"(?-u:\b)([a-z][0-9]{4}[a-z]{2})(?-u:\b)");
    let four = |run: &Range<usize>| run.len() == 4;
    let near = source.near(shape, 3, four);
    let mut prison = None;
    for (_, range) in near.iter().filter_map(|near| near.group(1)) {
        let capitals = [range.start, range.end - 2, range.end - 1].iter().all(|at| (source.upper)(*at));
        let inside = || {
            pattern!(r"(?-u:\b)(?:hmp|hmyoi|prison|prisoner|prisoners|wing|cell|adjudication|probation|noms)(?-u:\b)")
                .is_match(source.text)
        };
        if capitals && *prison.get_or_insert_with(inside) {
            out.push(Hit::new(Kind::Reference, range, Tier::Likely, "a prison number"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prison_number_needs_a_prison() {
        super::super::check(
            find,
            &[
                ("HMP FENMARSH 1130 LEE A9920GH SEEN", &["A9920GH"]),
                ("Prisoner: Lee A1180FM, B1-03", &["A1180FM"]),
                ("part A9920GH of the boiler", &[]),
                ("HMP: a9920gh, A9920GHX, XA9920GH", &[]),
            ],
        );
    }
}
