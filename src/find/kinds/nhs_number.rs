//! NHS numbers: NHS Data Dictionary, ten digits, the last a check digit (weights 10 to 2, modulus 11).
//! One number in eleven passes by chance, so without a cue it asks for the printed layout 3 3 4 as well.

use super::scan::{cued, digits, groups, pattern, pieces, stands_alone};
use super::{Hit, Kind, Source, Tier};

pub(super) fn find(source: &Source, out: &mut Vec<Hit>) {
    let cue = pattern!(r"(?-u:\b)(?:nhs|national\shealth|chi|h&c|hcn|health\s(?:and|&)\scare)(?-u:\b)");
    for run in &source.long {
        for piece in pieces(source.text, run, 10, 10) {
            let number = digits(source.text.get(piece.clone()).unwrap_or_default());
            if !stands_alone(source.text, &piece) {
                continue;
            }
            let layout = groups(source.text, &piece).iter().map(ExactSizeIterator::len).eq([3, 3, 4]);
            if cued(source.text, &piece, 40, cue) {
                out.push(Hit::new(Kind::NhsNumber, piece, Tier::Certain, "ten digits beside ‘NHS’"));
                break;
            } else if layout && valid(&number) && number.first() != Some(&0) {
                out.push(Hit::new(
                    Kind::NhsNumber,
                    piece,
                    Tier::Likely,
                    "the layout and check digit of an NHS number",
                ));
                break;
            }
        }
    }
}

fn valid(number: &[u8]) -> bool {
    let sum: u32 = number.iter().zip((2..=10).rev()).map(|(d, w)| u32::from(*d) * w).sum();
    let check = match 11 - sum % 11 {
        11 => 0,
        c => c,
    };
    number.last().is_some_and(|last| u32::from(*last) == check)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cue_or_layout_and_check_digit_make_the_number() {
        super::super::check(
            find,
            &[
                ("NHS No 3907579380.", &["3907579380"]),
                ("NHS number: 943 476 5919", &["943 476 5919"]),
                ("her number 943 476 5919 is", &["943 476 5919"]),
                ("nhs 943-476-5918 mistyped", &["943-476-5918"]),
                (
                    "9434765918 (NHS number), 9 4 3 4 7 6 5 9 1 8 (CHI)",
                    &["9434765918", "9 4 3 4 7 6 5 9 1 8"],
                ),
                ("order 9434765919, 943 476 5918", &[]),
            ],
        );
    }
}
