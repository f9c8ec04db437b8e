//! Why it exists: switchboards, shared mailboxes, an office's postcode stand on a keep-list, and are kept
//! however they are written: a telephone number in any grouping and with +44, a postcode without its
//! blank. It refuses to keep what a party of the case file owns.

use super::fold::{Folded, fold_term};
use super::place::Draft;
use super::terms::{places, torn};
use super::{ListTerm, Owner};

/// The reason of what the list keeps.
const REASON: &str = "on the list of terms to keep";

/// Marks as nobody's what lies wholly inside a term of the keep-list.
pub(crate) fn allow(text: &Folded, drafts: &mut [Draft], allow: &[ListTerm]) {
    if allow.is_empty() {
        return;
    }
    let kept = ranges(text, allow);
    for draft in drafts.iter_mut().filter(|d| !matches!(d.owner, Owner::Party(_))) {
        // an office's postcode releases the lines before it, unless a house number stands there
        let block = draft.owner == Owner::Discovered
            && draft.reason == super::kinds::BLOCK
            && kept.iter().any(|k| draft.chars.start < k.start && k.end == draft.chars.end);
        if block || is_kept(&kept, &draft.chars) {
            draft.owner = Owner::Nobody;
            REASON.clone_into(&mut draft.reason);
        }
    }
}

/// Where the terms of the list stand, in characters.
pub(crate) fn ranges(text: &Folded, allow: &[ListTerm]) -> Vec<std::ops::Range<u32>> {
    let terms: Vec<String> = allow.iter().map(|t| fold_term(t.term.expose())).collect();
    let forms: Vec<String> = terms.iter().flat_map(|t| dialled(t)).collect();
    places(text, &terms).into_iter().map(|(_, range)| range).chain(torn(text, &forms)).collect()
}

/// Whether a finding lies inside, a bracket or plus before or after it not counted.
pub(crate) fn is_kept(kept: &[std::ops::Range<u32>], chars: &std::ops::Range<u32>) -> bool {
    kept.iter().any(|k| k.start.saturating_sub(1) <= chars.start && chars.end <= k.end + 1)
}

/// A term as it is, and a telephone number also as it is dialled from abroad.
fn dialled(term: &str) -> Vec<String> {
    let digits: String = term.chars().filter(char::is_ascii_digit).collect();
    let mut out = vec![term.to_owned()];
    if let Some(national) = digits.strip_prefix('0').filter(|n| (9..=10).contains(&n.len())) {
        out.extend(["44", "440", "0044", "00440"].map(|lead| format!("{lead}{national}")));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Secret;
    use crate::find::Kind;

    #[test]
    fn a_switchboard_is_kept_in_every_grouping_and_a_neighbours_number_is_not() {
        let term = |t: &str| ListTerm { term: Secret::new(t), kind: Kind::Phone, exemption: None };
        let list = [term("01632 960014"), term("PR2 8TU"), term("desk@example.org")];
        for (text, want) in [
            ("(01632) 960-014", true),
            ("+44 1632 960 014", true),
            ("+44 (0)1632 960014", true),
            ("pr28tu", true),
            ("Desk@Example.org", true),
            ("01632 960015", false),
            ("201632 960014", false),
        ] {
            let kept = ranges(&Folded::new(text), &list);
            assert_eq!(is_kept(&kept, &(0..text.chars().count() as u32)), want, "{text}");
        }
    }
}
