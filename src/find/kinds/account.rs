//! Bank account numbers: seven or eight digits (Pay.UK), with a cue before them or right after a sort
//! code. Rent and council tax accounts have recognisers of their own.

use super::scan::{cue_before, groups, pattern, pieces, stands_alone};
use super::{Hit, Kind, Source, Tier};

pub(super) fn find(source: &Source, out: &mut Vec<Hit>) {
    let cue = pattern!(
        r"(?-u:\b)(?:account|acc?t?|a/c|ac)(?-u:\b)\.?\s?(?:(?:number|no|num|n)(?-u:\b))?\.?(?:\s(?:is|was))?[^0-9a-z]{0,6}(?:[0-9]{2}[\s-]{0,3}[0-9]{2}[\s-]{0,3}[0-9]{2}[^0-9]{1,8})?$"
    );
    let code = pattern!(r"(?-u:\b)[0-9]{2}[\s-]{0,3}[0-9]{2}[\s-]{0,3}[0-9]{2}[^0-9]{1,20}$");
    for run in source.numbers {
        for piece in pieces(source.text, run, 7, 8) {
            if !stands_alone(source.text, &piece) {
                continue;
            }
            let digits_only = !source.part(&piece).contains(['/', '(', ')']) && !is_money(source, &piece);
            if cue_before(source.text, piece.start, 50, cue) && digits_only {
                out.push(Hit::new(Kind::Account, piece, Tier::Certain, "7 or 8 digits beside ‘account’"));
                break;
            }
            if digits_only && !is_date(source, &piece) && cue_before(source.text, piece.start, 30, code) {
                out.push(Hit::new(Kind::Account, piece, Tier::Likely, "7 or 8 digits after a sort code"));
                break;
            }
        }
    }
}

/// `12345.67`: two digits after the last point.
fn is_money(source: &Source, piece: &std::ops::Range<usize>) -> bool {
    source.part(piece).rsplit_once('.').is_some_and(|(_, pence)| pence.len() == 2)
        && source.text.get(..piece.start).is_some_and(|t| t.ends_with('£'))
}

/// `12 05 2024`, `12-05-2024`: a date after a date is no account.
fn is_date(source: &Source, piece: &std::ops::Range<usize>) -> bool {
    groups(source.text, piece).iter().map(ExactSizeIterator::len).eq([2, 2, 4])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_number_needs_a_cue_or_a_sort_code() {
        super::super::check(
            find,
            &[
                ("account 98912471. Vehicle", &["98912471"]),
                ("a/c no. 1234 5678", &["1234 5678"]),
                ("12-34-56 12345678", &["12345678"]),
                ("20-00-00 1234 5678; account number is 12345678", &["1234 5678", "12345678"]),
                ("sort code and account number: 20-00-00, 12345678", &["12345678"]),
                ("acct: 7654321", &["7654321"]),
                ("job 4471920, order 98912471, on account of 5", &[]),
            ],
        );
    }
}
