//! Sort codes: six digits in pairs (Pay.UK, Vocalink sort code checking). They have no check digit of
//! their own, so a cue must stand before, or an account number right after. Dates are refused.

use std::ops::Range;

use super::account::bank;
use super::scan::{cue_before, groups, pattern, pieces, stands_alone};
use super::{Hit, Kind, Source, Tier};

pub(super) fn find(source: &Source, out: &mut Vec<Hit>) {
    for run in &source.long {
        out.extend(pieces(source.text, run, 6, 6).into_iter().filter_map(|piece| sort_code(source, piece)));
    }
}

fn sort_code(source: &Source, piece: Range<usize>) -> Option<Hit> {
    let cue = pattern!(r"(?-u:\b)(?:sort\s?-?\s?codes?|s/?c|sortcode|bank\scode|sort)(?-u:\b)[^0-9]{0,20}$");
    let account = pattern!(
        r"^[^0-9]{0,30}(?:account|acc?t?|a/c)?[^0-9]{0,20}(?:[0-9]{4}[\s-]?[0-9]{4}|([0-9]{4}[\s-]?[0-9]{3}))(?-u:\b)"
    );
    if !stands_alone(source.text, &piece) {
        return None;
    }
    // "… SC / 02/04/25": who made an entry, and the day of the next
    let dated = source.part(&piece).contains('/')
        && !super::dates::all(source.part(&piece)).is_empty()
        && source.text.get(..piece.start).is_none_or(|t| t.ends_with('\n'));
    if !dated && cue_before(source.text, piece.start, 40, cue) {
        return Some(Hit::new(Kind::SortCode, piece, Tier::Certain, "six digits beside ‘sort code’"));
    }
    let sizes: Vec<usize> = groups(source.text, &piece).iter().map(ExactSizeIterator::len).collect();
    let (pairs, solid) = (sizes == [2, 2, 2], sizes == [6]);
    let rest = source.text.get(piece.end..).unwrap_or_default();
    let seven = account.captures(rest).map(|c| c.get(1).is_some())?;
    let slashes = source.part(&piece).contains('/');
    let paid = cue_before(source.text, piece.start, 70, bank());
    let fits = pairs && !seven && !slashes || (pairs || solid) && paid;
    fits.then(|| Hit::new(Kind::SortCode, piece, Tier::Likely, "six digits before an account number"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sort_code_needs_a_cue_or_an_account_number() {
        super::super::check(
            find,
            &[
                ("New occ since Feb. SC\n02/04/25 called the landlord", &[]),
                ("sort code 477310, account", &["477310"]),
                ("Sort code: 66 73 40", &["66 73 40"]),
                ("12-34-56 12345678", &["12-34-56"]),
                ("s/c 20-00-00; Lee, 76-06-96 / 8860 7125", &["20-00-00", "76-06-96"]),
                ("Please pay into 09-50-38, account 5602310; bank: 743777 52194688", &["09-50-38", "743777"]),
                ("Bank details: 59/54/99 0877-4706", &["59/54/99"]),
                ("on 12-05-20 we met; job 123456; 12/05/20 12345678", &[]),
            ],
        );
    }
}
