//! Bank account numbers: seven or eight digits (Pay.UK), with a cue before them or right after a sort
//! code. Rent and council tax accounts have recognisers of their own.

use std::ops::Range;

use super::scan::{Pattern, cue_before, groups, pattern, pieces, stands_alone};
use super::{Hit, Kind, Source, Tier};

pub(super) fn find(source: &Source, out: &mut Vec<Hit>) {
    for run in &source.long {
        out.extend(pieces(source.text, run, 7, 8).into_iter().find_map(|piece| account(source, piece)));
    }
}

fn account(source: &Source, piece: Range<usize>) -> Option<Hit> {
    let cue = pattern!(
        r"(?-u:\b)(?:account|acc?t?|accnt|a/c|ac)(?-u:\b)\.?\s?(?:(?:number|no|num|n)(?-u:\b))?\.?(?:\s(?:is|was))?[^0-9a-z]{0,6}(?:[0-9]{2}[\s-]{0,3}[0-9]{2}[\s-]{0,3}[0-9]{2}[^0-9]{1,8})?$"
    );
    let pairs = pattern!(r"(?-u:\b)[0-9]{2}(?:\s?-\s?[0-9]{2}\s?-\s?|\s[0-9]{2}\s)[0-9]{2}[^0-9]{1,24}$");
    let solid = pattern!(r"(?-u:\b)(?:[0-9]{6}|[0-9]{2}[/.][0-9]{2}[/.][0-9]{2})[^0-9]{1,24}$");
    let text = source.text;
    let marks = source.part(&piece).contains(['/', '(', ')']);
    if marks || !stands_alone(text, &piece) || is_money(source, &piece) {
        return None;
    }
    if cue_before(text, piece.start, 50, cue) {
        return Some(Hit::new(Kind::Account, piece, Tier::Certain, "7 or 8 digits beside ‘account’"));
    }
    let paid = cue_before(text, piece.start, 90, bank());
    let code = cue_before(text, piece.start, 36, pairs) && (paid || !source.part(&piece).contains('.'))
        || paid && cue_before(text, piece.start, 32, solid);
    let after = code && !is_date(source, &piece);
    after.then(|| Hit::new(Kind::Account, piece, Tier::Likely, "7 or 8 digits after a sort code"))
}

/// Words of payments: what follows them is a bank's.
pub(super) fn bank() -> &'static Pattern {
    pattern!(
        r"(?-u:\b)(?:bank|bacs|payees?|pay(?:ing|able|ment|ments)?\s(?:into|in\sto|to|details)|transfer(?:red)?|refund(?:ed)?|sort|account|acc|a/c|direct\sdebit|standing\sorder)(?-u:\b)"
    )
}

/// `12345.67`: two digits after the last point.
fn is_money(source: &Source, piece: &Range<usize>) -> bool {
    source.part(piece).rsplit_once('.').is_some_and(|(_, pence)| pence.len() == 2)
        && source.text.get(..piece.start).is_some_and(|t| t.ends_with('£'))
}

/// `12 05 2024`, `12-05-2024`: a date after a date is no account.
fn is_date(source: &Source, piece: &Range<usize>) -> bool {
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
                ("Bank details: 743777 52194688; pay into 14-29-00 3250-9170", &["52194688", "3250-9170"]),
                ("Bank details: 59/54/99 0877-4706", &["0877-4706"]),
                ("2 coats 14 32.00 448.00\n1.02", &[]),
                ("Contract 10 10 2023 12345678; 743777 52194688", &[]),
                ("acct: 7654321", &["7654321"]),
                ("job 4471920, order 98912471, on account of 5", &[]),
            ],
        );
    }
}
