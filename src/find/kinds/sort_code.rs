//! Sort codes: six digits in pairs (Pay.UK, Vocalink sort code checking). They have no check digit of
//! their own, so a cue must stand before, or an account number right after. Dates are refused.

use super::scan::{cue_before, groups, pattern, pieces, stands_alone};
use super::{Hit, Kind, Source, Tier};

pub(super) fn find(source: &Source, out: &mut Vec<Hit>) {
    let cue = pattern!(r"(?-u:\b)(?:sort\s?-?\s?code|s/?c|sortcode|bank code)(?-u:\b)[^0-9]{0,20}$");
    let account = pattern!(r"^[^0-9]{0,30}(?:account|acc?t?|a/c)?[^0-9]{0,20}[0-9]{4}\s?[0-9]{4}(?-u:\b)");
    for run in source.numbers {
        for piece in pieces(source.text, run, 6, 6) {
            if !stands_alone(source.text, &piece) {
                continue;
            }
            let pairs = groups(source.text, &piece).iter().map(ExactSizeIterator::len).eq([2, 2, 2]);
            let rest = source.text.get(piece.end..).unwrap_or_default();
            if cue_before(source.text, piece.start, 40, cue) {
                out.push(Hit::new(Kind::SortCode, piece, Tier::Certain, "six digits beside ‘sort code’"));
            } else if pairs && account.is_match(rest) && !source.part(&piece).contains('/') {
                out.push(Hit::new(
                    Kind::SortCode,
                    piece,
                    Tier::Likely,
                    "pairs of digits before an account number",
                ));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sort_code_needs_a_cue_or_an_account_number() {
        super::super::check(
            find,
            &[
                ("sort code 477310, account", &["477310"]),
                ("Sort code: 66 73 40", &["66 73 40"]),
                ("12-34-56 12345678", &["12-34-56"]),
                ("s/c 20-00-00; Lee, 76-06-96 / 8860 7125", &["20-00-00", "76-06-96"]),
                ("on 12-05-20 we met; job 123456; 12/05/20 12345678", &[]),
            ],
        );
    }
}
