//! Homes that have a name and no number: "neighbours at Rose Cottage", "the owner of Corner House". There is no
//! register of such names (Royal Mail keeps one that is not free); what says so is the last word of the name and
//! what stands before it. It refuses care homes, offices and what goes on with another capital.

use std::ops::Range;

use memchr::memmem;

use super::scan::{pattern, windows};
use super::{Hit, Kind, Source, Tier};

const REASON: &str = "the name of a house";

/// Adds the names of houses that are in no address found already.
pub(super) fn find(source: &Source, out: &mut Vec<Hit>, taken: &[Range<usize>]) {
    // a cottage is a home wherever somebody is at it; a house is one where somebody lives
    let cottage = pattern!(
        r"(?-u:\b)(?:at|from|in|of|to|near|by|live[sd]?|living)\s((?:the\s)?(?:[a-z][a-z']+\s){1,2}(?:cottage|cottages|villa|bungalow|farmhouse|barn|croft|rectory|vicarage|oast|farm))(?-u:\b)"
    );
    let house = pattern!(
        r"(?-u:\b)(?:live[sd]?\s(?:at|in)|living\s(?:at|in)|(?:neighbours?|tenants?|owners?|family|people|couple|man|woman|lady)\s(?:at|of|from|in)|home\sis|moved\s(?:to|into)|next\sdoor\s(?:at|in))\s((?:[a-z][a-z']+\s){1,2}(?:house|lodge|grange|manor|mill|stables|hollow|end|view))(?-u:\b)"
    );
    let text = source.text;
    for (word, shape) in [
        ("cottage", cottage),
        ("villa", cottage),
        ("bungalow", cottage),
        ("farm", cottage),
        ("barn", cottage),
        ("croft", cottage),
        ("rectory", cottage),
        ("vicarage", cottage),
        ("house", house),
        ("lodge", house),
        ("grange", house),
        ("manor", house),
    ] {
        let places = memmem::find_iter(text.as_bytes(), word).map(|at| at..at + word.len());
        for near in source.matches(shape, windows(text, places, 50, 12)) {
            let Some((_, range)) = near.group(1) else { continue };
            let free = |t: &Range<usize>| t.end <= range.start || range.end <= t.start;
            let known = out.iter().any(|h| h.kind == Kind::Address && !free(&h.bytes));
            if !known && taken.iter().all(free) && is_name(source, &range) {
                out.push(Hit::new(Kind::Address, range, Tier::Check, REASON));
            }
        }
    }
}

/// Capitals throughout, and none behind.
fn is_name(source: &Source, range: &Range<usize>) -> bool {
    const CARE: [&str; 14] = [
        "care", "nursing", "county", "clarence", "office", "court", "town", "children", "coffee", "head",
        "public", "manor", "guest", "opera",
    ];
    let mut at = range.start;
    for word in source.part(range).split_inclusive(' ') {
        let bare = word.trim();
        if !(bare == "the" || (source.upper)(at)) || CARE.contains(&bare) {
            return false;
        }
        at += word.len();
    }
    let behind = source.text.get(range.end..).unwrap_or_default();
    !(behind.starts_with(' ') && (source.upper)(range.end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_house_with_a_name_is_a_home_where_somebody_lives() {
        super::super::check(
            |source, out| find(source, out, &[]),
            &[
                ("Neighbours at Rose Cottage called 999", &["Rose Cottage"]),
                ("the owner of Corner House, who said", &["Corner House"]),
                ("stays at The Old Vicarage now", &["The Old Vicarage"]),
                ("she lives at Hafod Lodge.", &["Hafod Lodge"]),
                ("at Rose Cottage Hospital; the people of Manor House Care; at Riverside House", &[]),
                ("a meeting at the cottage; from Farm shop; lives in the house", &[]),
            ],
        );
    }
}
