//! Why it exists: every identifier of a person has one recogniser, and each is one file here.
//!
//! A recogniser reads folded text and says where, how sure and why. Where a number has no check
//! digit worth the name, it asks for a cue beside it; where a cue stands, it takes the number even
//! if the check digit is wrong, because people mistype. It never looks at who the number belongs
//! to: `owner` does.

use std::ops::Range;

use super::cells::Line;
use super::{Kind, Tier};

mod absence;
mod account;
mod address;
mod age;
mod card;
pub(crate) mod columns;
mod council_tax;
mod date_of_birth;
pub(crate) mod dates;
mod door;
pub(crate) mod doors;
mod driving_licence;
mod email;
mod handle;
mod home;
mod house;
mod iban;
mod ip;
mod locality;
mod mend;
mod nhs_number;
mod nino;
mod office;
mod operational;
mod passport;
mod phone;
mod postcode;
mod prison_number;
pub(crate) mod proved;
mod reference;
mod scan;
mod sort_code;
mod special;
mod stems;
mod street;
mod url;
mod utr;
mod vehicle;

pub(crate) use absence::ABSENCE;
pub(crate) use address::BLOCK;
pub(crate) use columns::REASON as COLUMN;
use scan::Pattern;
pub(crate) use scan::{compile, digits};
pub(crate) use special::HEALTH;
use stems::Stem;

/// What a recogniser reads.
pub(crate) struct Source<'t> {
    /// Folded text.
    pub(crate) text: &'t str,
    /// Whether the byte stands for a capital letter.
    pub(crate) upper: &'t dyn Fn(usize) -> bool,
    /// Its lines; none where columns are not looked for.
    lines: &'t [Line],
    /// Runs of digits and the marks that group them, in order.
    numbers: Vec<Range<usize>>,
    /// Those of five digits or more: all but a few are years and house numbers.
    long: Vec<Range<usize>>,
    /// The words that recognisers start from.
    stems: Vec<(Range<usize>, Stem)>,
    /// Whether words are marked that only a person can judge.
    markers: bool,
}

impl<'t> Source<'t> {
    fn new(text: &'t str, upper: &'t dyn Fn(usize) -> bool) -> Self {
        let numbers = scan::numbers(text);
        let digits = |run: &Range<usize>| text.as_bytes().get(run.clone()).map_or(0, scan::count_digits);
        let long = numbers.iter().filter(|run| digits(run) >= 5).cloned().collect();
        Self { text, upper, lines: &[], numbers, long, stems: stems::stems(text), markers: true }
    }

    /// A piece of the text.
    fn part(&self, range: &Range<usize>) -> &str {
        self.text.get(range.clone()).unwrap_or_default()
    }
}

impl<'t> Source<'t> {
    /// The matches of a pattern near a number: in the words that touch it or lie within `reach` bytes.
    /// A pattern that must hold a digit is many times faster so.
    fn near(&self, pattern: &Pattern, reach: usize, like: impl Fn(&Range<usize>) -> bool) -> Vec<Near<'t>> {
        let like = self.numbers.iter().filter(|run| like(run)).cloned();
        self.matches(pattern, scan::windows(self.text, like, reach, reach))
    }

    /// The same near numbers of five digits or more.
    fn near_long(&self, pattern: &Pattern, reach: usize) -> Vec<Near<'t>> {
        self.matches(pattern, scan::windows(self.text, self.long.iter().cloned(), reach, reach))
    }

    /// The matches of a pattern round the words it starts from: in the words within so many bytes before
    /// and after.
    fn around(&self, stem: Stem, pattern: &Pattern, before: usize, after: usize) -> Vec<Near<'t>> {
        self.matches(pattern, scan::windows(self.text, self.stems(stem), before, after))
    }

    fn stems(&self, stem: Stem) -> impl Iterator<Item = Range<usize>> {
        self.stems.iter().filter(move |(_, s)| *s == stem).map(|(range, _)| range.clone())
    }

    fn matches(&self, pattern: &Pattern, windows: Vec<Range<usize>>) -> Vec<Near<'t>> {
        let mut out = vec![];
        for window in windows {
            let text = self.text.get(window.clone()).unwrap_or_default();
            // most windows hold none, which is told without a place for groups
            if !pattern.is_match(text) {
                continue;
            }
            let found = pattern.captures_iter(text);
            out.extend(found.map(|captures| Near { captures, from: window.start }));
        }
        out
    }
}

/// A match near a number.
struct Near<'t> {
    captures: regex::Captures<'t>,
    from: usize,
}

impl<'t> Near<'t> {
    /// The text and the bytes of a group.
    fn group(&self, i: usize) -> Option<(&'t str, Range<usize>)> {
        let m = self.captures.get(i)?;
        Some((m.as_str(), m.start() + self.from..m.end() + self.from))
    }
}

/// A place where a recogniser sees its identifier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hit {
    /// What it is.
    pub(crate) kind: Kind,
    /// Bytes of the folded text.
    pub(crate) bytes: Range<usize>,
    /// How sure.
    pub(crate) tier: Tier,
    /// Why, in plain English.
    pub(crate) reason: &'static str,
    /// It belongs to a body and not to a person: a role mailbox, a freephone number.
    pub(crate) body: bool,
}

impl Hit {
    fn new(kind: Kind, bytes: Range<usize>, tier: Tier, reason: &'static str) -> Self {
        Self { kind, bytes, tier, reason, body: false }
    }

    fn of_body(mut self, body: bool) -> Self {
        self.body = body;
        self
    }
}

type Recogniser = fn(&Source, &mut Vec<Hit>);

/// Kind by kind, the whole address before the postcode inside it.
const REGISTRY: [(Kind, Recogniser); 22] = [
    (Kind::Email, email::find),
    (Kind::Address, address::find),
    (Kind::Postcode, postcode::find),
    (Kind::Phone, phone::find),
    (Kind::Nino, nino::find),
    (Kind::NhsNumber, nhs_number::find),
    (Kind::DateOfBirth, date_of_birth::find),
    (Kind::Age, age::find),
    (Kind::SortCode, sort_code::find),
    (Kind::Account, account::find),
    (Kind::Iban, iban::find),
    (Kind::Card, card::find),
    (Kind::Passport, passport::find),
    (Kind::DrivingLicence, driving_licence::find),
    (Kind::Vehicle, vehicle::find),
    (Kind::Utr, utr::find),
    (Kind::CouncilTax, council_tax::find),
    (Kind::Reference, reference::find),
    (Kind::Reference, prison_number::find),
    (Kind::Ip, ip::find),
    (Kind::Url, url::find),
    (Kind::Handle, handle::find),
];

/// Marked for a person to look at, never proposed for removal on their own.
const MARKERS: [(Kind, Recogniser); 3] =
    [(Kind::Special, special::find), (Kind::Special, absence::find), (Kind::Operational, operational::find)];

/// Everything the recognisers see in folded text, except kinds that are switched off.
pub(crate) fn hits(folded: &super::fold::Folded, off: &[Kind], markers: bool) -> Vec<Hit> {
    let upper = |byte| folded.is_upper(byte);
    let source = Source { markers, lines: folded.lines(), ..Source::new(&folded.text, &upper) };
    let mut out = vec![];
    let extra: &[(Kind, Recogniser)] = if markers { &MARKERS } else { &[] };
    for (kind, find) in REGISTRY.iter().chain(extra) {
        if !off.contains(kind) {
            find(&source, &mut out);
        }
    }
    columns::find(&source, off, &mut out);
    office::own_postcodes(&mut out);
    if let Some((text, places)) = mend::mended(source.text, &source.numbers) {
        again(&Source::new(&text, source.upper), off, &places, &mut out);
    }
    out
}

/// What the recognisers see where letters were mended.
fn again(source: &Source, off: &[Kind], places: &[usize], out: &mut Vec<Hit>) {
    let mut found = vec![];
    let kinds = REGISTRY.iter().filter(|(k, _)| mend::KINDS.contains(k) && !off.contains(k));
    kinds.for_each(|(_, find)| find(source, &mut found));
    let mended = |h: &Hit| {
        let next = places.partition_point(|p| *p < h.bytes.start);
        places.get(next).is_some_and(|p| *p < h.bytes.end)
    };
    out.extend(found.into_iter().filter(mended));
}

/// Where folded text holds postcodes.
pub(crate) fn postcodes(text: &str) -> Vec<Range<usize>> {
    postcode::ranges(&Source::new(text, &|_| true))
}

/// A table of hits and near-misses, for the tests of each recogniser: the expected texts in order.
#[cfg(test)]
fn check(find: Recogniser, table: &[(&str, &[&str])]) {
    for (text, want) in table {
        let folded = super::fold::Folded::new(text);
        let upper = |byte| folded.is_upper(byte);
        let mut hits = vec![];
        find(&Source { lines: folded.lines(), ..Source::new(&folded.text, &upper) }, &mut hits);
        let chars: Vec<char> = text.chars().collect();
        let got: Vec<String> = hits
            .iter()
            .map(|h| {
                let c = folded.chars(h.bytes.clone());
                chars[c.start as usize..c.end as usize].iter().collect()
            })
            .collect();
        assert_eq!(got, *want, "in: {text}");
    }
}

#[cfg(test)]
mod tests;
