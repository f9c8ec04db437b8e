//! Postcodes: Royal Mail's Programmers' Guide to the Postcode Address File, formats A9 9AA, A99 9AA,
//! AA9 9AA, AA99 9AA, A9A 9AA, AA9A 9AA and GIR 0AA; areas from the list compiled in; no C, I, K,
//! M, O, V in the inward letters. O for 0 and I for 1 are taken; ordinals (`e1 5th`) are not.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::scan::{all_upper, pattern};
use super::{Hit, Kind, Source, Tier};

const AREAS: &str = include_str!("../data/postcode_areas.txt");

pub(super) fn find(source: &Source, out: &mut Vec<Hit>) {
    for range in ranges(source) {
        out.push(Hit::new(Kind::Postcode, range, Tier::Certain, "a postcode of a known area"));
    }
}

/// Where the text holds postcodes.
pub(super) fn ranges(source: &Source) -> Vec<Range<usize>> {
    let shape = pattern!(
        r"(?-u:\b)(?:([a-z]{1,2})(\s?[0-9oi][0-9a-z]?)(\s{0,3}|\s?-\s?)([0-9o][abd-hjlnp-uw-z]{2})|gir\s?0aa)(?-u:\b)"
    );
    let mut out = vec![];
    for near in source.near(shape, 6, |run| is_inward(source.text.as_bytes(), run.end)) {
        let Some((text, range)) = near.group(0) else { continue };
        let part = |i| near.group(i).map_or("", |(text, _)| text);
        if text.starts_with("gir") || plausible(source, &range, [part(1), part(2), part(3), part(4)]) {
            out.push(range);
        }
    }
    out
}

/// Letters follow the number, as in the second half of a postcode, or an O that stands for a 0 does.
fn is_inward(bytes: &[u8], end: usize) -> bool {
    let letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
    let gap = bytes.iter().skip(end).take(3).take_while(|b| matches!(b, b' ' | b'-' | b'\n')).count();
    letter(end) || bytes.get(end + gap) == Some(&b'o') && letter(end + gap + 1)
}

fn plausible(source: &Source, range: &Range<usize>, [area, district, gap, inward]: [&str; 4]) -> bool {
    static KNOWN: LazyLock<HashSet<&str>> = LazyLock::new(|| AREAS.lines().collect());
    let is_area = |name: &str| KNOWN.contains(name);
    let upper = all_upper(source, range);
    // MI5 5RP: the I is a 1
    let mistaken = area.strip_suffix(['i', 'o']).is_some_and(is_area) && upper;
    let known = is_area(area) || mistaken;
    let spread = district.starts_with(' ') || gap.contains('-');
    let digit = district.trim_start().starts_with(|c: char| c.is_ascii_digit());
    if spread && !upper || district.starts_with('\n') {
        return false;
    }
    let ordinal = matches!(inward, "1st" | "2nd" | "3rd") || inward.ends_with("th");
    let glued = gap.is_empty() && !inward.starts_with(|c: char| c.is_ascii_digit());
    let inner = upper || inward.starts_with(|c: char| c.is_ascii_digit());
    known && inner && (digit || upper) && (!ordinal || upper) && !glued && !gap.contains("\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postcodes_of_every_format_are_found() {
        super::super::check(
            find,
            &[
                ("Leeds, B129WT", &["B129WT"]),
                ("Manchester EC1A  2FJ.", &["EC1A  2FJ"]),
                ("london n16 7ef and GIR 0AA", &["n16 7ef", "GIR 0AA"]),
                ("W1A\n0AX", &["W1A\n0AX"]),
                ("MI5 5RP, S14-7JW, CF 9 8LW", &["MI5 5RP", "S14-7JW", "CF 9 8LW"]),
                ("part s14-7jw", &[]),
                ("S1O 2TN", &["S1O 2TN"]),
                ("QQ1 2AB is no area; M1 2CK has a C; on e1 5th May; B12 9WTX", &[]),
            ],
        );
    }
}
