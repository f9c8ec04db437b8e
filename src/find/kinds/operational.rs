//! Operational matter: legal advice, negotiations, door codes and passwords (DPA 2018 Sch 2 paras 19
//! and 23 among others). Only marked for a person to look at, never proposed for removal.

use super::scan::pattern;
use super::{Hit, Kind, Source, Tier};

pub(super) fn find(source: &Source, out: &mut Vec<Hit>) {
    let words = pattern!(
        r"(?-u:\b)(?:without\sprejudice|legal(?:ly)?\s(?:advice|privileged?)|our\ssolicitors?|counsel's\s(?:advice|opinion)|settlement\s(?:offer|figure|sum)|door\s(?:code|entry\scode)|key\s?safe(?:\scode)?|password|pass\s?code|alarm\scode)(?-u:\b)"
    );
    for m in words.find_iter(source.text) {
        out.push(Hit::new(
            Kind::Operational,
            m.range(),
            Tier::Check,
            "may be legal advice, negotiation or security matter",
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operational_words_are_marked() {
        super::super::check(
            find,
            &[
                ("Without prejudice: the door code", &["Without prejudice", "door code"]),
                ("legal matters", &[]),
            ],
        );
    }
}
