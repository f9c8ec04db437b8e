//! Where somebody lives.

use super::super::Row;
use super::super::dice::Dice;

const AT: &[&str] = &[
    "He lives at {}.",
    "Re: {}\n\nDear Sir",
    "the tenant of {} complained",
    "Address: {}",
    "moved from {} to Leeds",
    "Address\n{}\n\nTel",
];
const POINTS: &[&str] =
    &["noise from {} again", "the man at {} shouts", "the tenant of {} says", "She lives in {}, I think"];

/// The rows of these identifiers.
pub(super) const ROWS: &[Row] = &[
    Row { kind: "address", form: "on one line", frames: AT, make: |d| address(d, ", ", true) },
    Row { kind: "address", form: "over several lines", frames: AT, make: |d| address(d, "\n", true) },
    Row { kind: "address", form: "lines with commas", frames: AT, make: |d| address(d, ",\n", true) },
    Row { kind: "address", form: "no postcode", frames: AT, make: |d| address(d, ", ", false) },
    Row {
        kind: "address",
        form: "no postcode, several lines",
        frames: AT,
        make: |d| address(d, "\n", false),
    },
    Row { kind: "address", form: "a house with a name", frames: AT, make: named },
    Row { kind: "address", form: "words that point at a home", frames: POINTS, make: pointer },
    Row { kind: "postcode", form: "as written", frames: AT, make: postcode },
    Row { kind: "postcode", form: "obfuscated", frames: AT, make: postcode_bent },
];

const STREETS: [&str; 12] = [
    "Herring",
    "Mill",
    "St Mary's",
    "Old School",
    "Lamb",
    "Victoria",
    "King Edward",
    "Upper Castle",
    "Station",
    "Elm Tree",
    "Queen's",
    "Saint Peter's",
];
const WAYS: [&str; 14] = [
    "Street", "Road", "Lane", "Avenue", "Close", "Drive", "Grove", "Court", "Rd", "St", "Crescent", "Way",
    "Gardens", "Terrace",
];
const TOWNS: [&str; 9] = [
    "Preston",
    "Leeds",
    "Manchester",
    "Stoke-on-Trent",
    "Newcastle upon Tyne",
    "Birmingham",
    "Bristol",
    "Oldham",
    "Hull",
];

fn street(d: &mut Dice) -> String {
    format!("{} {}", d.of(&STREETS), d.of(&WAYS))
}

fn number(d: &mut Dice) -> String {
    let n = d.number(1, 240);
    match d.number(0, 7) {
        0 => format!("Flat {}, {n}", d.number(1, 90)),
        1 => format!("{n}{}", d.of(&["a", "B", "c"])),
        2 => format!("Flat {}, {n}", d.letters("ABCD", 1)),
        3 => format!("Apartment {}, {n}", d.number(1, 90)),
        4 => format!("{n}-{}", n + 2),
        _ => n.to_string(),
    }
}

fn address(d: &mut Dice, mark: &str, code: bool) -> String {
    let mut parts = vec![format!("{} {}", number(d), street(d))];
    if d.number(0, 2) == 0 {
        parts.push(d.of(&["Fulwood", "Didsbury", "Headingley", "Moss Side"]).to_owned());
    }
    parts.push(d.of(&TOWNS).to_owned());
    if code && d.number(0, 3) == 0 {
        parts.push(d.of(&["Lancashire", "West Yorkshire", "Greater Manchester"]).to_owned());
    }
    let joined = parts.join(mark);
    let last = if d.number(0, 1) == 0 { mark } else { " " };
    if code { format!("{joined}{last}{}", postcode(d)) } else { joined }
}

fn named(d: &mut Dice) -> String {
    let house = d.of(&["Rose Cottage", "The Old Rectory", "Harbour House", "Oakwood Lodge", "Ivy Bank"]);
    format!("{house}, {}, {}, {}", street(d), d.of(&TOWNS), postcode(d))
}

fn pointer(d: &mut Dice) -> String {
    let n = d.number(1, 90);
    match d.number(0, 9) {
        0 => format!("number {n}"),
        1 => format!("No {n}"),
        2 => format!("No. {n}"),
        3 => format!("flat {n}"),
        4 => "the flat above".to_owned(),
        5 => "the house opposite".to_owned(),
        6 => "the flat next door".to_owned(),
        7 => format!("the flat above {n}"),
        8 => "the downstairs flat".to_owned(),
        _ => format!("no.{n}"),
    }
}

fn postcode(d: &mut Dice) -> String {
    let area = d.of(&["PR", "LS", "M", "B", "EC", "N", "SW", "CF", "BT", "S"]);
    let outward = match area {
        "EC" => format!("EC{}{}", d.number(1, 4), d.letters("AMNPRVY", 1)),
        _ => format!("{area}{}", d.number(1, 28)),
    };
    let inward = d.digits(1) + &d.letters("ABDEFGJLNPQRSTUWXYZ", 2);
    let text = format!("{outward}{}{inward}", d.of(&["", " ", " ", "  "]));
    if d.number(0, 4) == 0 { text.to_lowercase() } else { text }
}

fn postcode_bent(d: &mut Dice) -> String {
    let area = d.of(&["PR", "LS", "M", "B", "N", "CF", "S"]);
    let inward = d.letters("ABDEFGHJLNPQRSTUWXYZ", 2);
    let (one, two) = (d.number(1, 9), d.number(1, 20));
    match d.number(0, 4) {
        0 => format!("{area}{one} O{inward}"),
        1 => format!("{area}I{one} {one}{inward}"),
        2 => format!("{area}{two}\n{one}{inward}"),
        3 => format!("{area} {two} {one}{inward}"),
        _ => format!("{area}{two}-{one}{inward}"),
    }
}
