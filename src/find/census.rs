//! Why it exists: mentions become people in one order, the fullest names first, so that "Mr Khan" meets
//! "Imran Khan" and not the other way round. What several people can be meant by is joined to none.

use std::ops::Range;

use super::book::{Book, Whose};
use super::fold::Folded;
use super::name::Name;
use super::people::{Mention, Page, office};
use super::place::Draft;
use super::{Kind, Owner, Tier};

/// The names on a page.
pub(crate) struct Seen<'t> {
    /// Number of the page in the case.
    pub(crate) sheet: usize,
    /// The page's text.
    pub(crate) text: &'t str,
    /// The folded text in which they were found.
    pub(crate) folded: &'t Folded,
    /// Where.
    pub(crate) found: &'t [Mention],
}

/// What is found on the pages of a case, by number of the page.
pub(crate) type Drafts = Vec<(usize, Draft)>;

/// A mention with what is needed to say whose it is.
struct Place<'t> {
    seen: &'t Seen<'t>,
    mention: &'t Mention,
    chars: Range<u32>,
    name: Name,
    office: bool,
}

/// Drafts of all mentions, and the book entry of each.
pub(crate) fn people(book: &mut Book, pages: &[Seen]) -> (Drafts, Vec<Option<usize>>) {
    let mut places: Vec<Place> = vec![];
    for seen in pages {
        let page = Page::new(seen.folded);
        places.extend(seen.found.iter().map(|mention| Place {
            seen,
            mention,
            chars: seen.folded.chars(page.bytes(&mention.words)),
            name: Name::of(&page, mention),
            office: office::stands_beside(&page, mention),
        }));
    }
    book.note_titles(places.iter().map(|p| &p.name));
    // a stable order: by fullness, then by place
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by_key(|i| places.get(*i).map(|p| fullness(&p.name)));
    let mut whose: Vec<Option<Whose>> = vec![None; places.len()];
    for i in order {
        let (Some(place), Some(slot)) = (places.get(i), whose.get_mut(i)) else { continue };
        *slot = Some(assign(book, place));
    }
    beside(book, &places, &mut whose);
    let both = places.iter().zip(whose).filter_map(|(place, whose)| Some((place, whose?)));
    both.map(|(place, whose)| {
        let draft = draft(place, &whose, book.office(&whose));
        ((place.seen.sheet, draft), (!whose.shared).then_some(whose.entry))
    })
    .unzip()
}

/// A surname in the cell beside the forename of somebody who can be meant is theirs: `Folake,Adeyemi-Cole`.
fn beside(book: &mut Book, places: &[Place], whose: &mut [Option<Whose>]) {
    for i in 0..places.len() {
        let Some(place) = places.get(i).filter(|p| p.name.single.is_some()) else { continue };
        if !whose.get(i).copied().flatten().is_some_and(|w| w.shared) {
            continue;
        }
        let sure = |j: usize| -> Option<Whose> {
            let (other, theirs) = (places.get(j)?, whose.get(j).copied().flatten()?);
            let clear = !theirs.shared && !theirs.doubtful && is_next_cell(place, other);
            (clear && book.entries.get(theirs.entry)?.names.iter().any(|n| n.fit(&place.name).is_some()))
                .then_some(theirs)
        };
        let near = i.checked_sub(1).and_then(sure).or_else(|| sure(i + 1));
        if let (Some(found), Some(slot)) = (near, whose.get_mut(i)) {
            *slot = Some(found);
            book.count(found.entry, u32::MAX, false);
        }
    }
}

/// The reason of a name that is the data subject's and that of somebody who is not in case.toml.
pub(crate) const PERHAPS: &str = "fits the data subject, and somebody who is not listed";

/// Whether two mentions are cells side by side in a line: a comma without a space, or a tab.
fn is_next_cell(one: &Place, other: &Place) -> bool {
    let (first, second) = if one.chars.start < other.chars.start { (one, other) } else { (other, one) };
    let gap = second.chars.start.checked_sub(first.chars.end);
    let same = one.seen.sheet == other.seen.sheet && std::ptr::eq(one.seen.folded, other.seen.folded);
    let between = one.seen.text.chars().nth(first.chars.end as usize);
    same && gap == Some(1) && matches!(between, Some(',' | '\t' | ';' | '|'))
}

fn assign(book: &mut Book, place: &Place) -> Whose {
    let whose = book.assign(&place.name, &excerpt(place.seen.text, &place.chars));
    if !whose.shared {
        let order = place.seen.sheet as u32 * 65_536 + place.chars.start.min(65_535);
        book.count(whose.entry, order, place.office);
    }
    whose
}

fn draft(place: &Place, whose: &Whose, office: bool) -> Draft {
    let (tier, reason) = told(place, whose, office || place.office);
    let (kind, chars) = (Kind::Person, place.chars.clone());
    Draft { kind, tier, reason, owner: whose.owner, person: None, exemption: None, chars }
}

/// Full names before initials, initials before a title and surname, single words last.
fn fullness(name: &Name) -> u8 {
    match (&name.single, name.given.first(), &name.surname) {
        (Some(_), ..) => 3,
        (_, Some(g), Some(_)) if g.len() > 1 && !name.short => 0,
        (_, Some(_), Some(_)) => 1,
        _ => 2,
    }
}

fn told(place: &Place, whose: &Whose, office: bool) -> (Tier, String) {
    let mention = place.mention;
    let letters = place.name.short && place.name.given.is_empty();
    let (tier, reason) = match whose.owner {
        Owner::Ambiguous if whose.listed => (Tier::Check, "fits the data subject and somebody else"),
        Owner::Ambiguous => (Tier::Check, PERHAPS),
        Owner::Subject if whose.doubtful => (Tier::Check, "nearly the data subject's name"),
        Owner::Subject if letters => (Tier::Check, "first letters of the data subject's surname"),
        Owner::Subject => (mention.tier.min(Tier::Likely), "the data subject's own name"),
        Owner::Party(_) if whose.doubtful => (Tier::Check, "nearly the name of somebody in case.toml"),
        Owner::Party(_) if letters => (Tier::Check, "first letters of a surname in case.toml"),
        Owner::Party(_) => (Tier::Certain, "named in case.toml"),
        _ if whose.shared => (Tier::Check, "a name that several people here have"),
        _ if office => (Tier::Check, mention.reason),
        _ => (mention.tier, mention.reason),
    };
    (tier, reason.to_owned())
}

fn excerpt(text: &str, chars: &Range<u32>) -> String {
    let piece: String = text.chars().skip(chars.start as usize).take(chars.len()).collect();
    piece.split_whitespace().collect::<Vec<_>>().join(" ")
}
