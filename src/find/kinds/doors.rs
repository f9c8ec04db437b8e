//! Why it exists: who lives at "flat 14" in one document is "14" in the next: "he did the stack in 14", "Conor
//! upstairs (12)", "16's alarm". A bare number is marked only where the documents call it somebody's door elsewhere,
//! and where words that point at a home stand beside it. It refuses hours, dates, measures and everything else.

use std::collections::BTreeSet;

use super::super::fold::Folded;
use super::scan::pattern;
use super::{Hit, Kind, Tier};

const REASON: &str = "the number of a home that the documents name elsewhere";

/// A number in brackets behind a name is an age up to here.
const ADULT: u32 = 19;

/// Up to this number "at" and "from" stand before an hour.
const HOURS: u32 = 12;

/// Notes the doors that the hits of a page name.
pub(crate) fn note(text: &Folded, hits: &[Hit], doors: &mut BTreeSet<String>) {
    let shape = pattern!(
        r"^(?:(?:flat|apt|apartment|number|no\.?|house)\s?([0-9]{1,3}[a-z]?)|([0-9]{1,3}[a-z]?),?\s[a-z].*)$"
    );
    for hit in hits.iter().filter(|h| h.kind == Kind::Address && !h.body) {
        let written = text.text.get(hit.bytes.clone()).and_then(|t| t.lines().next()).unwrap_or_default();
        let found = shape.captures(written).and_then(|c| c.get(1).or_else(|| c.get(2)));
        doors.extend(found.map(|m| m.as_str().to_owned()));
    }
}

/// Adds the bare numbers that stand for one of these doors.
pub(crate) fn add(text: &Folded, doors: &BTreeSet<String>, hits: &mut Vec<Hit>) {
    if doors.is_empty() {
        return;
    }
    let bytes = text.text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let is_word = |at: usize| bytes.get(at).is_some_and(|b| b.is_ascii_alphanumeric() || !b.is_ascii());
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        while is_digit(at) {
            at += 1;
        }
        let end = at + usize::from(at > start && is_word(at) && !is_word(at + 1));
        let whole = at > start && !is_word(end) && !start.checked_sub(1).is_some_and(is_word);
        let door = whole && text.text.get(start..end).is_some_and(|n| doors.contains(n));
        if door
            && points(&text.text, start, end)
            && !hits.iter().any(|h| h.bytes.start < end && start < h.bytes.end)
        {
            hits.push(Hit::new(Kind::Address, start..end, Tier::Check, REASON));
        }
        at = end.max(start + 1);
    }
}

/// Whether the words beside a number say that it is a door.
fn points(text: &str, start: usize, end: usize) -> bool {
    let (before, behind) = (text.get(..start).unwrap_or_default(), text.get(end..).unwrap_or_default());
    let goes_on = pattern!(
        r"^(?:'s\s|s?[.,;?!)]*(?:\s*$|\n)|[,;?!]\s|\.\s|\s(?:for|is|was|has|had|have|and|who|with|again|says|said|about|leak|not|upstairs|downstairs|opposite|came|keeps|still|will|but|because|as|when|got|where)(?-u:\b))"
    );
    let number: u32 =
        text.get(start..end).and_then(|n| n.trim_end_matches(char::is_alphabetic).parse().ok()).unwrap_or(0);
    let bracket = before.ends_with(" (") && behind.starts_with(')');
    if bracket {
        let word = before.trim_end_matches(" (").rsplit([' ', '\n']).next().unwrap_or_default();
        // "Zofia (6)" is an age
        let near = matches!(word, "upstairs" | "downstairs" | "door" | "opposite" | "neighbour" | "tenant");
        return near || number > ADULT && word.len() > 2 && word.chars().all(char::is_alphabetic);
    }
    if !before.ends_with(' ') || !goes_on.is_match(behind) {
        return false;
    }
    let word = before.trim_end().rsplit([' ', '\n', '(']).next().unwrap_or_default();
    match word {
        "above" | "below" | "opposite" | "outside" | "behind" | "beside" | "tenant" | "neighbour"
        | "resident" | "lady" | "man" | "flats" | "thats" => true,
        "at" | "from" | "frm" | "in" | "with" => number > HOURS,
        "be" => behind.starts_with('?'),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_door_named_once_is_found_by_its_bare_number_where_it_points_at_a_home() {
        let letter = Folded::new("the tenants of flat 12, of no. 16 and of 29 Larch Close");
        let mut doors = BTreeSet::new();
        note(&letter, &super::super::hits(&letter, &[], true), &mut doors);
        for (text, want) in [
            ("I rang Conor upstairs (12) and", &["12"][..]),
            ("could it be 16? He did the stack in 29 for her. she is at 16", &["16", "29", "16"]),
            ("noise from 29. the lady opposite 12 said", &["29", "12"]),
            (
                "Zofia (12), in 17 for her, at 12 and at 12.30, in 16 days, from 16 to 29 May, 16%, 29/4/2025",
                &[],
            ),
            ("scored 16 of 29 (16.5)", &[]),
        ] {
            let folded = Folded::new(text);
            let mut hits = vec![];
            add(&folded, &doors, &mut hits);
            let got: Vec<&str> = hits.iter().filter_map(|h| text.get(h.bytes.clone())).collect();
            assert_eq!(got, want, "{text}");
        }
    }
}
