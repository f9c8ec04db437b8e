//! Why it exists: a body numbers all its customers, students and tenancies in one way, so a number made as one that
//! `case.toml` names is somebody else's: `Z0981377` beside the data subject's `Z0981123`. The same letters, digits
//! where it has digits, and of a number without letters the same first digits. It refuses short ones, and marks what
//! it finds to be checked, never more.

use super::fold::Folded;
use super::place::Draft;
use super::{Kind, Owner, Tier};

/// Fewest digits beside letters.
const LETTERED: usize = 4;

/// Fewest digits of a number without letters.
const BARE: usize = 7;

/// How many first digits two numbers without letters must share.
const SHARED: usize = 3;

const REASON: &str = "made as an identifier of case.toml is: perhaps somebody else's";

/// What is made as one of the known identifiers (letters and digits only) and is none of them.
pub(crate) fn find(text: &Folded, known: &[String]) -> Vec<Draft> {
    let known: Vec<&String> = known.iter().filter(|k| is_long(k)).collect();
    if known.is_empty() {
        return vec![];
    }
    let mut out = vec![];
    let mut start = 0;
    for token in text.text.split_inclusive(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '/' | '-'))) {
        let from = start;
        start += token.len();
        let whole = token.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
        let tight: String = whole.chars().filter(char::is_ascii_alphanumeric).collect();
        let alike = known.iter().any(|k| is_alike(k, &tight)) && !known.iter().any(|k| **k == tight);
        if alike {
            let chars = text.chars(from..from + whole.len());
            let (kind, owner) = (Kind::Reference, Owner::Discovered);
            let (reason, tier) = (REASON.to_owned(), Tier::Check);
            out.push(Draft { kind, tier, reason, owner, person: None, exemption: None, chars });
        }
    }
    out
}

fn is_long(known: &str) -> bool {
    let digits = known.bytes().filter(u8::is_ascii_digit).count();
    known.is_ascii() && digits >= if digits == known.len() { BARE } else { LETTERED }
}

fn is_alike(known: &str, found: &str) -> bool {
    let same = |(a, b): (u8, u8)| a == b || a.is_ascii_digit() && b.is_ascii_digit();
    let bare = known.bytes().all(|b| b.is_ascii_digit());
    known.len() == found.len()
        && known.bytes().zip(found.bytes()).all(same)
        && (!bare || known.get(..SHARED) == found.get(..SHARED))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_made_as_the_requesters_is_somebody_elses() {
        let known = ["z0981123".to_owned(), "88120034".to_owned(), "t12".to_owned()];
        for (text, want) in [
            ("Z0981123 and another student, Z0981377,", 1),
            ("her account 88120041 and 88120034", 1),
            ("order 77120041, X0981377, Z09813771, T13, Z098137", 0),
            ("Z-0981377.", 1),
        ] {
            assert_eq!(find(&Folded::new(text), &known).len(), want, "{text}");
        }
    }
}
