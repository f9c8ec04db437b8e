//! Bank account numbers: seven or eight digits (Pay.UK), with a cue before them or right after a sort
//! code. Rent and council tax accounts have recognisers of their own.

use super::scan::{cue_before, pattern, pieces, stands_alone};
use super::{Hit, Kind, Source, Tier};

pub(super) fn find(source: &Source, out: &mut Vec<Hit>) {
    let cue = pattern!(r"(?-u:\b)(?:account|acc?t?|a/c|ac)(?-u:\b)\.?\s?(?:number|no|num|n)?[^0-9a-z]{0,6}$");
    let code = pattern!(r"(?-u:\b)[0-9]{2}[\s-]?[0-9]{2}[\s-]?[0-9]{2}[^0-9]{1,20}$");
    for run in source.numbers {
        for piece in pieces(source.text, run, 7, 8) {
            if !stands_alone(source.text, &piece) {
                continue;
            }
            let digits_only = !source.part(&piece).contains(['/', '.', '(', ')']);
            if cue_before(source.text, piece.start, 30, cue) && digits_only {
                out.push(Hit::new(Kind::Account, piece, Tier::Certain, "7 or 8 digits beside ‘account’"));
                break;
            }
            let whole = source.part(&piece).bytes().all(|b| b.is_ascii_digit());
            if whole && cue_before(source.text, piece.start, 30, code) {
                out.push(Hit::new(Kind::Account, piece, Tier::Likely, "7 or 8 digits after a sort code"));
                break;
            }
        }
    }
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
                ("acct: 7654321", &["7654321"]),
                ("job 4471920, order 98912471, on account of 5", &[]),
            ],
        );
    }
}
