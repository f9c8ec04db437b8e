//! Unique Taxpayer References: HMRC, ten digits, sometimes with K after them. One number in ten passes
//! the check digit by chance, so a cue must stand; with it the number is taken either way.

use super::scan::{cue_before, cued, digits, pattern, pieces, stands_alone};
use super::{Hit, Kind, Source, Tier};

pub(super) fn find(source: &Source, out: &mut Vec<Hit>) {
    let cue = pattern!(
        r"(?-u:\b)(?:u\.?\s?t\.?\s?r(?-u:\b)|tax(?:payer)?(?:'?s)?\s(?:ref|reference)|unique\stax|self[\s-]assessment\s(?:ref|no|number))"
    );
    let said = pattern!(
        r"(?-u:\b)(?:u\.?\s?t\.?\s?r(?-u:\b)|unique\stax|tax(?:payer)?(?:'?s)?\s(?:ref|reference))[^0-9]*$"
    );
    let mut last = None;
    for run in &source.long {
        for mut piece in pieces(source.text, run, 10, 10) {
            piece.end += usize::from(source.text.as_bytes().get(piece.end) == Some(&b'k'));
            // another number in the same sentences: "we have … on file; HMRC say …"
            let again = last.is_some_and(|end: usize| piece.start >= end && piece.start - end <= 40);
            let far = is_valid(source.part(&piece)) && cue_before(source.text, piece.start, 140, said);
            if stands_alone(source.text, &piece) && (again || far || cued(source.text, &piece, 40, cue)) {
                last = Some(piece.end);
                out.push(Hit::new(Kind::Utr, piece, Tier::Certain, "ten digits beside ‘UTR’"));
                break;
            }
        }
    }
}

/// HMRC's check digit: the first, from the other nine with weights 6 7 8 9 10 5 4 3 2, modulo 11.
fn is_valid(number: &str) -> bool {
    let digits = digits(number);
    let Some((check, rest)) = digits.split_first() else { return false };
    let weights = [6_u32, 7, 8, 9, 10, 5, 4, 3, 2];
    let sum: u32 = rest.iter().zip(weights).map(|(d, w)| u32::from(*d) * w).sum();
    let left = 11 - sum % 11;
    rest.len() == 9 && u32::from(*check) == if left > 9 { left - 9 } else { left }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taxpayer_reference_needs_its_cue() {
        super::super::check(
            find,
            &[
                ("UTR: 1123456789K", &["1123456789K"]),
                ("tax reference 11234 56789", &["11234 56789"]),
                ("11234-56789 (UTR); U.T.R. no 1123456789", &["11234-56789", "1123456789"]),
                (
                    "your UTR. (We have 3796427504 on file; HMRC say 50512 19319.)",
                    &["3796427504", "50512 19319"],
                ),
                ("ref 1123456789", &[]),
            ],
        );
    }
}
