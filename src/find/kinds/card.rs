//! Payment card numbers: ISO/IEC 7812-1, 13 to 19 digits with the Luhn check; fours, or 4-6-5. One
//! number in ten passes by chance, so the first digit must be a card scheme's or a cue must stand.

use super::scan::{cue_before, digits, is_goods, pattern, pieces, stands_alone};
use super::{Hit, Kind, Source, Tier};

pub(super) fn find(source: &Source, out: &mut Vec<Hit>) {
    let cue = pattern!(
        r"(?-u:\b)(?:cards?|visa|mastercard|amex|american\sexpress|maestro|debit|credit|pan|long\snumber|cc)(?-u:\b)"
    );
    for run in &source.long {
        for piece in pieces(source.text, run, 13, 19) {
            let text = source.text.get(piece.clone()).unwrap_or_default();
            if !stands_alone(source.text, &piece) || text.contains(['/', '.', '(']) {
                continue;
            }
            let number = digits(text);
            let cued = cue_before(source.text, piece.start, 40, cue);
            // a card broken over a line needs its cue
            if text.contains('\n') && !cued || is_goods(source.text, piece.start) {
                continue;
            }
            let scheme = matches!(number.as_slice(), [2..=6, ..]);
            if luhn(&number) && (scheme || cued) {
                out.push(Hit::new(Kind::Card, piece, Tier::Certain, "check digit of a card number is right"));
                break;
            } else if cued && number.len() >= 15 {
                out.push(Hit::new(Kind::Card, piece, Tier::Likely, "15 digits or more beside ‘card’"));
                break;
            }
        }
    }
}

fn luhn(number: &[u8]) -> bool {
    let sum: u32 = number
        .iter()
        .rev()
        .enumerate()
        .map(|(i, d)| match (i % 2, u32::from(*d) * 2) {
            (0, _) => u32::from(*d),
            (_, twice) => twice / 10 + twice % 10,
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_number_proves_itself_or_has_a_cue() {
        super::super::check(
            find,
            &[
                ("paid 4111 1111 1111 1111 by", &["4111 1111 1111 1111"]),
                ("3782-822463-10005", &["3782-822463-10005"]),
                ("card 4111111111111112", &["4111111111111112"]),
                ("Card number 4930 2801\n5022 2458", &["4930 2801\n5022 2458"]),
                ("order 4111111111111112; Order 4000123412341234", &[]),
            ],
        );
    }
}
