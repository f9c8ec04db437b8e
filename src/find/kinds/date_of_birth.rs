//! Dates of birth: a date right after a cue (`DOB`, `born`, `date of birth`), in any of the forms of
//! `dates`; after "born in" also a year alone. It refuses dates without a cue: tenancy and
//! appointment dates are not about a birth.

use super::dates::after;
use super::scan::pattern;
use super::{Hit, Kind, Source, Tier};

pub(super) fn find(source: &Source, out: &mut Vec<Hit>) {
    let cue = pattern!(
        r"(?-u:\b)(?:d\.?\s?o\.?\s?b\.?|date[\s-]+of[\s-]+birth|birth\s?(?:date|day)|born)(?-u:\b)?"
    );
    let year = pattern!(r"^[\s:]{1,2}in\s(?:[a-z]{3,9}\s)?((?:19|20)[0-9]{2})(?-u:\b)");
    for m in cue.find_iter(source.text) {
        let mut reach = 14;
        let form = pattern!(r"^\s?\([dmy/ .-]{4,14}\)");
        let mut from =
            source.text.get(m.end()..).and_then(|r| form.find(r)).map_or(m.end(), |f| m.end() + f.end());
        let mut any = false;
        // twins and couples: "born on 1 May 1980 and 3 June 1982"
        while let Some(date) = after(source.text, from, reach) {
            from = date.bytes.end;
            reach = 6;
            any = true;
            out.push(Hit::new(
                Kind::DateOfBirth,
                date.bytes,
                Tier::Certain,
                "a date beside ‘born’ or ‘date of birth’",
            ));
        }
        let rest = source.text.get(m.end()..).unwrap_or_default();
        if let Some(y) = year.captures(rest).filter(|_| !any).and_then(|c| c.get(1)) {
            let range = m.end() + y.start()..m.end() + y.end();
            out.push(Hit::new(Kind::DateOfBirth, range, Tier::Likely, "a year after ‘born in’"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_date_with_a_cue_is_a_birth_date() {
        super::super::check(
            find,
            &[
                ("d.o.b. 2/1/48, NHS", &["2/1/48"]),
                ("(DOB 3th Sep 1991)", &["3th Sep 1991"]),
                ("Date of birth:  1954-08-25", &["1954-08-25"]),
                ("Date of birth (dd/mm/yyyy): 12/03/1978", &["12/03/1978"]),
                ("born on 16 February 1966 in", &["16 February 1966"]),
                ("born in 1975 and", &["1975"]),
                ("DOB\n16/02/1966", &["16/02/1966"]),
                ("attend on 12 June 2023; stubborn 1/2/99; tenancy began 01/04/2019", &[]),
            ],
        );
    }
}
