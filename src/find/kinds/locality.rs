//! Why it exists: an address without a postcode still goes on after the street: `, Fulwood, Leeds`, or the
//! town on the next line. Royal Mail's order: dependent locality, post town, county. It refuses a run
//! of capitals that holds no place of the list, so that "5 Mill Lane, Mrs Lee" ends at the lane.

use super::super::lexicon;
use super::Source;
use super::scan::pattern;

/// Parts after the street: locality, town, county.
const PARTS: usize = 3;

/// Towns and boroughs that are common words or forenames too, and so stand on no list of places.
const TOWNS: [&str; 30] = [
    "barking",
    "barry",
    "bath",
    "battle",
    "bow",
    "bury",
    "camden",
    "deal",
    "hackney",
    "harlow",
    "harrow",
    "hove",
    "hull",
    "kingston",
    "lewisham",
    "march",
    "poole",
    "reading",
    "rugby",
    "rye",
    "sale",
    "sandwich",
    "settle",
    "sole",
    "stoke",
    "street",
    "ware",
    "wells",
    "wirral",
    "wythenshawe",
];

/// The end of the address: after the last part that is a place.
pub(super) fn end(source: &Source, street: usize) -> usize {
    let (mut at, mut best) = (street, street);
    for round in 0..PARTS {
        if let Some(code) = outward(source, at) {
            return code;
        }
        let Some((next, place)) = part(source, at) else { break };
        let place = place || round == 0 && is_locality(source, at, next);
        at = next;
        if place {
            best = next;
        }
    }
    best
}

/// ", NE8": half a postcode behind a street.
fn outward(source: &Source, at: usize) -> Option<usize> {
    let code = pattern!(r"^,?\s([a-z]{1,2}[0-9][0-9a-z]?)(?:[.,;)\s]|$)");
    let found = code.captures(source.text.get(at..)?)?.get(1)?;
    (source.upper)(at + found.start()).then_some(at + found.end())
}

/// ", Harehills" and the end of a line or sentence: one word behind a comma that no list knows.
fn is_locality(source: &Source, at: usize, next: usize) -> bool {
    let Some(word) = source.text.get(at..next).and_then(|t| t.strip_prefix(", ")) else { return false };
    let rest = source.text.get(next..).unwrap_or_default();
    let ends = rest.is_empty() || rest.starts_with(['\n', '.', ';', ')', ',']);
    let known = lexicon::evidence(word);
    ends && word.len() > 4 && !word.contains([' ', '\n']) && !known.name() && !known.is_taken()
}

/// The end of the next part, and whether a list knows a place in it. A part on a line of its own must fill
/// the line.
fn part(source: &Source, at: usize) -> Option<(usize, bool)> {
    let words = pattern!(r"^(,\s?\n?|\n)\s?((?:[a-z][a-z'-]+)(?:\s[a-z][a-z'-]+){0,3})");
    let found = words.captures(source.text.get(at..)?)?;
    let (mark, name) = (found.get(1)?.as_str(), found.get(2)?);
    let (mut end, mut place, mut from) = (at, false, at + name.start());
    for word in name.as_str().split([' ', '\n']) {
        let joins = matches!(word, "on" | "upon" | "le" | "under" | "in" | "by" | "the");
        if source.text.get(end..from)?.contains('\n') && end > at {
            break;
        }
        let may_follow = joins && end > at;
        if !((source.upper)(from) || may_follow) {
            break;
        }
        if !joins {
            let known = lexicon::evidence(word);
            // "Leeds City Council", "Mrs Lee": somebody's, and no place
            // "London by Friday": the day is no place
            if known.other() && !known.place() && end > at {
                break;
            }
            // "1 The Cottages, Main Street": the thoroughfare of a dependent one
            let street = matches!(word, "street" | "road" | "lane" | "avenue" | "row" | "square") && end > at;
            if known.title() || known.body() && !known.place() && !street {
                return None;
            }
            place |= street;
            place |= word.split('-').any(|w| lexicon::evidence(w).place() || TOWNS.contains(&w));
            end = from + word.len();
        }
        from += word.len() + 1;
    }
    let rest = source.text.get(end..)?;
    // "5 Mill Lane / Leeds City Council rang" goes on with a capital
    let next = rest.strip_prefix(' ').map(|r| r.starts_with(char::is_alphabetic) && !(source.upper)(end + 1));
    let whole =
        rest.is_empty() || rest.starts_with(['\n', ',', '.', ';', ')']) || place && next == Some(true);
    (end > at && (mark.contains(',') || whole)).then_some((end, place))
}
