//! National Insurance numbers: HMRC manual NIM39110. Two letters (first not D F I Q U V, second also
//! not O; not BG GB KN NK NT TN ZZ), six digits, suffix A to D or missing. Without a suffix, or in
//! small letters with spaces, it asks for a cue; with a cue it takes any prefix.

use super::scan::{all_upper, cued, digits, pattern, windows};
use super::{Hit, Kind, Source, Stem, Tier};

pub(super) fn find(source: &Source, out: &mut Vec<Hit>) {
    let shape = pattern!(
        r"(?-u:\b)([a-z]\s?[a-z])[\s.-]?([0-9oil](?:[\s.-]{0,3}[0-9oil]){5})(?:[\s.-]{0,3}([a-d]))?(?-u:\b)"
    );
    let cue = pattern!(r"(?-u:\b)(?:ni(?-u:\b)|nino(?-u:\b)|n\.i\.|nat(?:ional|\.?)\s?ins|insurance\sn)");
    // a number with letters for digits can be short of digits, but a cue stands by it
    let beside = source.stems(Stem::Insurance).map(|s| s.start.saturating_sub(24)..s.end + 30);
    let mut places: Vec<_> = source.long.iter().cloned().chain(beside).collect();
    places.sort_unstable_by_key(|p| p.start);
    for near in source.matches(shape, windows(source.text, places.into_iter(), 8, 8)) {
        let (Some((text, range)), Some((prefix, _)), Some((number, _))) =
            (near.group(0), near.group(1), near.group(2))
        else {
            continue;
        };
        let suffix = near.group(3).is_some();
        let firm = suffix && all_upper(source, &range);
        // O for 0 and l for 1: only beside a cue
        let clean = !number.contains(['o', 'i', 'l']);
        if text.contains("\n\n") || digits(number).len() < 2 {
            continue;
        }
        if cued(source.text, &range, 40, cue) {
            out.push(Hit::new(Kind::Nino, range, Tier::Certain, "beside the words National Insurance"));
        } else if clean && valid_prefix(prefix) && (firm || suffix && !text.contains(' ')) {
            out.push(Hit::new(Kind::Nino, range, Tier::Certain, "the form of a National Insurance number"));
        }
    }
}

fn valid_prefix(prefix: &str) -> bool {
    let mut letters = prefix.chars().filter(char::is_ascii_alphabetic);
    let (Some(a), Some(b)) = (letters.next(), letters.next()) else { return false };
    let banned = matches!(
        (a, b),
        ('b', 'g') | ('g', 'b') | ('k', 'n') | ('n', 'k') | ('n' | 't', 't' | 'n') | ('z', 'z')
    );
    !"dfiquv".contains(a)
        && !"dfiquvo".contains(b)
        && (!banned || (a, b) == ('n', 'n') || (a, b) == ('t', 't'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_in_any_spacing() {
        super::super::check(
            find,
            &[
                ("NI no JS309559D.", &["JS309559D"]),
                ("TS 02 02 81 A", &["TS 02 02 81 A"]),
                ("ni number: ra 32 68 84", &["ra 32 68 84"]),
                (
                    "A B 1 2 3 4 5 6 C; ab 12 34 56 c (National Insurance)",
                    &["A B 1 2 3 4 5 6 C", "ab 12 34 56 c"],
                ),
                ("National Insurance No. TSlllO57B", &["TSlllO57B"]),
                ("it is ab123456c here", &["ab123456c"]),
                ("NINO QQ123456C", &["QQ123456C"]),
                ("GB123456A and to 12 34 56 and AB123456E", &[]),
            ],
        );
    }
}
