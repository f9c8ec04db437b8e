//! Why it exists: the address of a school, a surgery, a council or an ombudsman is a body's and no person's: the
//! head of a letter, the foot with the registered office, "write to the … Ombudsman, …". It refuses homes that
//! bear the name of a body: a flat, a room, and whatever stands behind the name of a person.

use std::ops::Range;

use super::super::lexicon;
use super::scan::pattern;
use super::{Hit, Kind, Source};

/// Farthest the name of the body begins before its address, in bytes.
const REACH: usize = 90;

/// Whether the address is that of a body: its own name stands in it, or right before it.
pub(super) fn is_office(source: &Source, address: &Range<usize>) -> bool {
    let text = source.part(address);
    if text.starts_with("p.o.") || text.starts_with("po box") {
        return true;
    }
    if text.starts_with(['f', 'a', 'r', 'u'])
        && pattern!(r"^(?:flat|apt|apartment|room|unit)\s").is_match(text)
    {
        return false;
    }
    is_body(source, address.clone())
        || is_registered(source, address.start)
        || follows_body(source, address.start)
}

/// The postcode inside the address of a body is that body's.
pub(super) fn own_postcodes(hits: &mut [Hit]) {
    let offices: Vec<Range<usize>> =
        hits.iter().filter(|h| h.kind == Kind::Address && h.body).map(|h| h.bytes.clone()).collect();
    for hit in hits.iter_mut().filter(|h| h.kind == Kind::Postcode) {
        hit.body |= offices.iter().any(|o| o.start <= hit.bytes.start && hit.bytes.end <= o.end);
    }
}

/// "Registered office: ", "Head office ".
fn is_registered(source: &Source, at: usize) -> bool {
    let before = source.text.get(..at).unwrap_or_default().trim_end_matches([' ', ':', '\n', '-']);
    let cue = [
        "registered office",
        "registered address",
        "head office",
        "our office is at",
        "offices at",
        "office is",
    ];
    cue.iter().any(|c| before.ends_with(c))
}

/// The name of a body in the block itself: "Brookmead Primary School, Brookmead Way, Luton".
fn is_body(source: &Source, address: Range<usize>) -> bool {
    let text = source.part(&address);
    let first = text.split([',', '\n']).next().unwrap_or_default();
    let numbered = first.starts_with(|c: char| c.is_ascii_digit());
    !numbered && names_a_body(source, address.start..address.start + first.len())
}

/// The name of a body right before, on the same line or filling the line above.
fn follows_body(source: &Source, at: usize) -> bool {
    let mut from = at.saturating_sub(REACH);
    while !source.text.is_char_boundary(from) {
        from += 1;
    }
    let before = source.text.get(from..at).unwrap_or_default();
    let above = before.ends_with('\n') && !before.ends_with("\n\n");
    let body = before.trim_end_matches('\n');
    if before.ends_with('\n') && !above {
        return false;
    }
    let line = body.rfind(['\n', '\t', '.', ':', '"', ';', '(']).map_or(0, |i| i + 1);
    // a line that was cut off is not read as a whole one
    if line == 0 && from > 0 {
        return false;
    }
    let lead = body.get(line..).unwrap_or_default();
    let skipped = lead.len() - lead.trim_start().len();
    names_a_body(source, from + line + skipped..from + body.len())
}

/// Marks round words.
const MARKS: [char; 7] = [' ', ',', '\n', '|', '-', '&', '\''];

/// Words in the names of bodies, in order.
const BODIES: [&str; 44] = [
    "academy",
    "agency",
    "association",
    "authority",
    "clinic",
    "co",
    "college",
    "commission",
    "commissioner",
    "constabulary",
    "council",
    "cyngor",
    "department",
    "directorate",
    "foundation",
    "homes",
    "hospital",
    "housing",
    "infirmary",
    "jobcentre",
    "library",
    "limited",
    "llp",
    "ltd",
    "ministry",
    "nhs",
    "ombudsman",
    "partners",
    "pharmacy",
    "plc",
    "police",
    "practice",
    "school",
    "service",
    "services",
    "society",
    "solicitors",
    "surgery",
    "tribunal",
    "trust",
    "uchradd",
    "union",
    "university",
    "ysgol",
];

/// Words with capitals throughout, one of which makes them a body, and no person among them.
fn names_a_body(source: &Source, range: Range<usize>) -> bool {
    let (mut found, mut words, mut at) = (false, 0, range.start);
    for word in source.part(&range).split_inclusive([' ', ',', '\n', '|']) {
        let led = word.trim_start_matches(MARKS);
        let bare = led.trim_end_matches(MARKS);
        let start = at + word.len() - led.len();
        at += word.len();
        if bare.is_empty() || matches!(bare, "of" | "and" | "the" | "for" | "to" | "at" | "in" | "on" | "st")
        {
            continue;
        }
        let known = lexicon::evidence(bare);
        if known.title() || !(source.upper)(start) {
            return false;
        }
        words += 1;
        found |= BODIES.binary_search(&bare).is_ok();
    }
    found && (2..=10).contains(&words)
}

#[cfg(test)]
mod tests {
    use super::super::{Hit, address};
    use super::*;
    use crate::find::fold::Folded;

    #[test]
    fn the_address_of_a_body_is_nobodys_and_a_home_is_somebodys() {
        for (text, want) in [
            ("Brookmead Primary School, Brookmead Way, Luton LU3 2BB\nMrs Lee", true),
            ("St Werburghs Medical Practice\n12 Sevier Street, Bristol BS5 6XX", true),
            ("Larkfield Ltd\nRegistered office: Priory House, Corporation Street, Coventry CV1 3HQ", true),
            ("Ward Lyle & Co\n12 Queen Square  Bath  BA1 2HN", true),
            ("Registered office: 200 Savile Street, Sheffield S4 7UQ", true),
            ("Soar Council, Planning Enforcement, PO Box 11, Leicester LE1 9ZZ", true),
            ("Isledock Council, Adult Social Care, 1 Dock Square, London E14 2BB", true),
            ("write to the Health Service Ombudsman, Millbank Tower, Millbank, London SW1P 4QP", true),
            ("Ann Lee, 5 Mill Lane, Leeds LS1 4AB", false),
            ("Brookmead Primary School\n\n5 Mill Lane\nLeeds LS1 4AB", false),
            ("Larkfield Homes\nFlat 12, 40 Mossbank Road, Coventry CV3 4QL", false),
            ("Mrs Lee of Hope School, 5 Mill Lane, Leeds LS1 4AB", false),
            ("she said the council, 5 Mill Lane, Leeds LS1 4AB", false),
        ] {
            let folded = Folded::new(text);
            let upper = |byte| folded.is_upper(byte);
            let mut hits: Vec<Hit> = vec![];
            address::find(&Source::new(&folded.text, &upper), &mut hits);
            assert_eq!(hits.iter().map(|h| h.body).collect::<Vec<_>>(), [want], "{text}");
        }
    }
}
