//! Unique Taxpayer References: HMRC, ten digits, sometimes with K after them. One number in ten passes
//! the check digit by chance, so a cue must stand; with it the number is taken either way.

use super::scan::{cued, pattern, pieces, stands_alone};
use super::{Hit, Kind, Source, Tier};

pub(super) fn find(source: &Source, out: &mut Vec<Hit>) {
    let cue = pattern!(
        r"(?-u:\b)(?:u\.?\s?t\.?\s?r(?-u:\b)|tax(?:payer)?(?:'?s)?\s(?:ref|reference)|unique\stax|self[\s-]assessment\s(?:ref|no|number))"
    );
    for run in &source.long {
        for mut piece in pieces(source.text, run, 10, 10) {
            piece.end += usize::from(source.text.as_bytes().get(piece.end) == Some(&b'k'));
            if stands_alone(source.text, &piece) && cued(source.text, &piece, 40, cue) {
                out.push(Hit::new(Kind::Utr, piece, Tier::Certain, "ten digits beside ‘UTR’"));
                break;
            }
        }
    }
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
                ("ref 1123456789", &[]),
            ],
        );
    }
}
