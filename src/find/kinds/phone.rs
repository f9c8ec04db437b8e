//! Telephone numbers of the United Kingdom: Ofcom's National Telephone Numbering Plan (S-numbers of
//! 9 or 10 digits after 0, with 1, 2, 3, 5, 7, 8 or 9 first), also as +44, 0044 and +44 (0); other countries
//! by ITU-T E.164 when they start with a plus. Any grouping by space, dot, hyphen or brackets.
//! It refuses numbers glued to letters or longer ones. Freephone and 03 numbers belong to a body.

use std::ops::Range;

use super::scan::{cue_before, digits, groups, is_goods, pattern, pieces, stands_alone};
use super::{Hit, Kind, Source, Stem, Tier};

pub(super) fn find(source: &Source, out: &mut Vec<Hit>) {
    local(source, out);
    spoken(source, out);
    for run in &source.long {
        let groups = groups(source.text, run);
        let mut skip = 0;
        for (i, first) in groups.iter().enumerate() {
            if i < skip {
                continue;
            }
            let Some(used) = number_at(source, run, &groups, i) else { continue };
            if is_goods(source.text, first.start) {
                continue;
            }
            skip = i + used;
            let end = groups.get(skip - 1).map_or(first.end, |g| g.end);
            let range = with_lead(source.text, first.start, end)..with_extension(source.text, end);
            let body = is_body(source.text.get(range.clone()).unwrap_or_default());
            let reason = "a telephone number by the national numbering plan";
            out.push(Hit::new(Kind::Phone, range, Tier::Certain, reason).of_body(body));
        }
    }
}

/// A number without its area code, after "tel" or "phone".
fn local(source: &Source, out: &mut Vec<Hit>) {
    let cue = pattern!(
        r"(?-u:\b)(?:tel|telephone|phone|mob|mobile|landline)(?-u:\b)[.:]?(?:\s(?:no|number|is))?[.:]?\s{0,2}$"
    );
    let without = pattern!(
        r"(?-u:\b)(?:tel|telephone|phone|phoned|mob|mobile|ring|rang|call|called|text|texted|txt|whatsapp|number\sis|contact)(?-u:\b)[^0-9.;]{0,16}$"
    );
    for run in &source.long {
        let piece =
            pieces(source.text, run, 6, 8).into_iter().find(|p| p.start == run.start && p.end == run.end);
        let shape = |p: &Range<usize>| {
            groups(source.text, p).iter().map(ExactSizeIterator::len).eq([4, 6])
                || groups(source.text, p).iter().map(ExactSizeIterator::len).eq([4, 3, 3])
        };
        let mobile = pieces(source.text, run, 10, 10).into_iter().find(|p| {
            source.part(p).starts_with('7')
                && stands_alone(source.text, p)
                && (cue_before(source.text, p.start, 24, without)
                    || p.start == run.start && shape(p) && !is_goods(source.text, p.start))
        });
        if let Some(piece) = mobile {
            out.push(Hit::new(Kind::Phone, piece, Tier::Likely, "a mobile number without its 0"));
        }
        if let Some(piece) = piece.filter(|p| cue_before(source.text, p.start, 24, cue)) {
            out.push(Hit::new(Kind::Phone, piece, Tier::Likely, "a number after ‘tel’ or ‘phone’"));
        }
    }
}

/// A number in words, as in the notes of a call: `oh seven seven double oh …`.
fn spoken(source: &Source, out: &mut Vec<Hit>) {
    let shape = pattern!(
        r"(?-u:\b)(?:zero|oh|nought)(?:[\s,.-]{1,2}(?:zero|oh|o|nought|one|two|three|four|five|six|seven|eight|nine|double|treble|triple)){7,12}(?-u:\b)"
    );
    for (text, range) in source.around(Stem::Spoken, shape, 1, 110).iter().filter_map(|near| near.group(0)) {
        if !text.contains("\n\n") {
            out.push(Hit::new(Kind::Phone, range, Tier::Likely, "a telephone number in words"));
        }
    }
}

/// How many groups from `i` on make a number.
fn number_at(source: &Source, run: &Range<usize>, groups: &[Range<usize>], i: usize) -> Option<usize> {
    let first = groups.get(i)?;
    let before = first.start.checked_sub(1).and_then(|b| source.text.as_bytes().get(b));
    if before.is_some_and(|b| b.is_ascii_alphanumeric() || *b >= 0x80 || (*b == b'/' && i > 0)) {
        return None;
    }
    let plus =
        before == Some(&b'+') || source.text.get(run.start..first.start).is_some_and(|l| l.contains('+'));
    // "00353 86 555 0199": the prefix for calls abroad and a country's code, by themselves (ITU-T E.164)
    let lead = source.part(first);
    let abroad = lead.starts_with("00") && !lead.starts_with("000") && (4..=5).contains(&lead.len());
    let plus = plus || abroad && !lead.starts_with("0044") && groups.len() > i + 2;
    let mut number = vec![];
    let mut best = None;
    for (n, group) in groups.iter().enumerate().skip(i).take(12) {
        let between = n
            .checked_sub(1)
            .filter(|p| *p >= i)
            .and_then(|p| groups.get(p))
            .map_or(0..0, |p| p.end..group.start);
        let halves = i + 1 == n && first.len() == 5 && group.len() == 6;
        if source.text.get(between).is_some_and(|gap| gap.contains('/') && !halves || gap.contains("\n\n")) {
            break;
        }
        number.extend(digits(source.text.get(group.clone())?));
        let alone = source.text.as_bytes().get(group.end).is_none_or(|b| !b.is_ascii_alphabetic());
        // "055352772 / 27/09/2021": the day of a date is no end of a number
        let slash = source.text.as_bytes().get(group.end) == Some(&b'/');
        let alone = alone && !(slash && group.len() <= 2);
        // "order 4471 2209 8812": 44 without a plus stands alone or before all of the number
        if n == i && !plus && group.len() == 4 && source.part(group).starts_with("44") {
            return None;
        }
        if alone && is_number(&number, plus) {
            best = Some(n - i + 1);
        }
    }
    best
}

/// Whether the digits are a number of the plan, or an international one after a plus.
fn is_number(number: &[u8], plus: bool) -> bool {
    let national = match number {
        [0, 0, 4, 4, 0, rest @ ..] | [0, 0, 4, 4, rest @ ..] => rest,
        [4, 4, 0, rest @ ..] | [4, 4, rest @ ..] if plus => rest,
        _ if plus => return (8..=15).contains(&number.len()),
        [0, rest @ ..] => rest,
        [4, 4, rest @ ..] if matches!(rest, [7, ..]) && rest.len() == 10 => rest,
        _ => return false,
    };
    match national {
        [1, ..] | [8, 0, 0, ..] => (9..=10).contains(&national.len()),
        [2 | 3 | 5 | 7 | 8 | 9, ..] => national.len() == 10,
        _ => false,
    }
}

/// The start with a plus before it, and with an opening bracket that is closed inside.
fn with_lead(text: &str, start: usize, end: usize) -> usize {
    let closed = text.get(start..end).is_some_and(|number| number.contains(')') && !number.contains('('));
    let before = text.get(..start).unwrap_or_default();
    let plus = before.trim_end_matches('+');
    let bracket = if closed { plus.strip_suffix('(').unwrap_or(plus) } else { plus };
    start - (before.len() - bracket.len()).min(2)
}

/// The end with an extension after it.
fn with_extension(text: &str, end: usize) -> usize {
    let extension = pattern!(r"^,?\s?\(?(?:ext(?:ension|n)?|x)\.?:?\s?[0-9]{1,6}\)?");
    text.get(end..).and_then(|rest| extension.find(rest)).map_or(end, |m| end + m.end())
}

/// Freephone (0800, 0808), 03 and 084/087 numbers are those of bodies.
fn is_body(number: &str) -> bool {
    let abroad = number.starts_with('+') && !number.starts_with("+44");
    let number = digits(number);
    let national = match number.as_slice() {
        [0, 0, 4, 4, rest @ ..] | [4, 4, 0, rest @ ..] | [4, 4, rest @ ..] | [0, rest @ ..] | rest => rest,
    };
    !abroad && matches!(national, [3, ..] | [8, 0 | 4 | 7, ..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_in_every_grouping() {
        super::super::check(
            find,
            &[
                ("on 07700 900908, he", &["07700 900908"]),
                ("(07700) 900816.", &["(07700) 900816"]),
                ("07700.900367", &["07700.900367"]),
                ("ring +44 (0)7700 900350 now", &["+44 (0)7700 900350"]),
                ("00442079460265", &["00442079460265"]),
                ("020 7946 0018 ext. 12", &["020 7946 0018 ext. 12"]),
                ("01632-960014", &["01632-960014"]),
                ("+33 1 42 68 53 00", &["+33 1 42 68 53 00"]),
                ("0800 123 4567 and 07700 900001", &["0800 123 4567", "07700 900001"]),
                ("tel 496 0123 or 447700900123", &["496 0123", "447700900123"]),
                ("job 4471920, 12/03/2023, AB07700900123", &[]),
                ("0 7 7 0 0 9 0 0 1 2 3", &["0 7 7 0 0 9 0 0 1 2 3"]),
                (
                    "ring oh seven seven double oh nine double oh one two three",
                    &["oh seven seven double oh nine double oh one two three"],
                ),
                ("or ring 7700 900717 after six; 07700/900318", &["7700 900717", "07700/900318"]),
                ("part no. 07780-12345 2; Order 07700 900123", &[]),
                ("I've only got 7700 900526 and; order 7700 900526", &["7700 900526"]),
                ("order 4471 2209 8812; 055352772\n27/09/2021", &[]),
                ("invoice 00123 45; oh one or two of the nine", &[]),
            ],
        );
    }

    #[test]
    fn freephone_belongs_to_a_body() {
        assert!(
            is_body("0800 123 4567")
                && is_body("+44 300 111 0000")
                && !is_body("+353 81 511 8066")
                && !is_body("07700 900123")
        );
    }
}
