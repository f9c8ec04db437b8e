//! International bank account numbers: ISO 13616, two letters, two check digits, up to 30 characters,
//! modulus 97. Grouped in fours or run together. It refuses a wrong check digit without a cue.

use super::scan::{cue_before, pattern};
use super::{Hit, Kind, Source, Tier};

pub(super) fn find(source: &Source, out: &mut Vec<Hit>) {
    let shape = pattern!(r"(?-u:\b)[a-z]{2}[0-9]{2}(?:[ -]?[a-z0-9]{4}){2,7}(?:[ -]?[a-z0-9]{1,3})?(?-u:\b)");
    let cue = pattern!(r"(?-u:\b)iban(?-u:\b)");
    for (text, whole) in source.near_long(shape, 20).iter().filter_map(|near| near.group(0)) {
        let cued = cue_before(source.text, whole.start, 25, cue);
        if let Some(end) = longest_valid(text) {
            let range = whole.start..whole.start + end;
            out.push(Hit::new(Kind::Iban, range, Tier::Certain, "check digits of an IBAN are right"));
        } else if cued && text.bytes().filter(u8::is_ascii_digit).count() >= 8 {
            out.push(Hit::new(Kind::Iban, whole, Tier::Likely, "beside ‘IBAN’"));
        }
    }
}

/// The longest start of the text, ending at a group, whose check digits are right.
fn longest_valid(text: &str) -> Option<usize> {
    let ends = text.match_indices([' ', '-']).map(|(i, _)| i).chain([text.len()]);
    ends.filter(|end| text.get(..*end).is_some_and(valid)).max()
}

fn valid(text: &str) -> bool {
    let plain: Vec<u8> = text.bytes().filter(u8::is_ascii_alphanumeric).collect();
    if !(15..=34).contains(&plain.len()) {
        return false;
    }
    let (head, tail) = plain.split_at(4);
    let rest = tail.iter().chain(head).fold(0u32, |rest, b| match b {
        b'0'..=b'9' => (rest * 10 + u32::from(b - b'0')) % 97,
        _ => (rest * 100 + u32::from(b.to_ascii_lowercase() - b'a') + 10) % 97,
    });
    rest == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_iban_proves_itself_or_has_a_cue() {
        super::super::check(
            find,
            &[
                ("pay GB82 WEST 1234 5698 7654 32 now", &["GB82 WEST 1234 5698 7654 32"]),
                ("GB82WEST12345698765432", &["GB82WEST12345698765432"]),
                ("IBAN: GB82 WEST 1234 5698 7654 33", &["GB82 WEST 1234 5698 7654 33"]),
                ("GB83 WEST 1234 5698 7654 32", &[]),
            ],
        );
    }
}
