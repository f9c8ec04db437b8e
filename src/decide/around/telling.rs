//! Words that tell who somebody is without a name: kin, trades, flats and doors, number plates, roles.
//!
//! A word too many costs an officer a glance; it decides nothing. What is told is English as it is written
//! in complaint files.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// What kind of telling word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// Family: "his sister".
    Kinship,
    /// What somebody works as: "the plumber".
    Occupation,
    /// Where somebody lives: "flat 4B", "next door".
    Flat,
    /// A number plate.
    Plate,
    /// What somebody is in the matter: "the complainant", "a witness".
    Role,
}

impl Mark {
    /// Its name in lists.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Kinship => "kinship",
            Self::Occupation => "occupation",
            Self::Flat => "flat",
            Self::Plate => "plate",
            Self::Role => "role",
        }
    }
}

const KIN: &str = "(?:great-?|grand|step|half-?|ex-?|foster )?\
    (?:mother|father|mum|mummy|dad|daddy|parent|son|daughter|child|children|kids?|brother|sister|sibling|twin|wife|husband|\
    partner|girlfriend|boyfriend|fiancée?|spouse|widow|widower|aunt|auntie|uncle|niece|nephew|cousin|grandma|grandad|\
    granddad|nan|gran|granny|baby|toddler|carer|guardian|lover|in-laws?)s?(?:-in-law)?";

const TRADES: &str = "accountant|actor|architect|artist|baker|barber|barrister|bouncer|bricklayer|builder|butcher|caretaker|\
    carpenter|caseworker|cashier|chef|childminder|chiropodist|cleaner|clerk|coach|concierge|constable|consultant|\
    contractor|cook|councillor|counsellor|decorator|dentist|detective|director|doctor|driver|electrician|engineer|\
    estate agent|farmer|firefighter|fireman|gardener|gp|hairdresser|handyman|headteacher|health visitor|housekeeper|\
    imam|inspector|janitor|joiner|journalist|judge|labourer|landscaper|lawyer|lecturer|librarian|lollipop (?:lady|man)|\
    manager|matron|mechanic|midwife|minister|musician|nanny|nurse|officer|operative|optician|painter|paramedic|pastor|\
    pharmacist|photographer|physiotherapist|pilot|plasterer|plumber|police(?:man|woman)|porter|postman|postwoman|priest|\
    professor|psychiatrist|psychologist|publican|receptionist|roofer|sailor|scaffolder|secretary|sergeant|shopkeeper|\
    social worker|soldier|solicitor|student|supervisor|surgeon|surveyor|taxi driver|teacher|teaching assistant|\
    technician|therapist|tiler|trainee|tutor|vet|vicar|waiter|waitress|warden|window cleaner";

const ROLES: &str = "complainant|claimant|witness|informant|whistle-?blower|victim|perpetrator|suspect|offender|accused|\
    neighbour|neighbor|tenant|co-tenant|joint tenant|sub-?tenant|lodger|squatter|leaseholder|freeholder|landlord|landlady|\
    flatmate|housemate|room-?mate|occupier|occupant|resident|visitor|guest|owner|previous (?:tenant|occupier|owner)|\
    executor|attorney|deputy|advocate|interpreter|referee|next of kin|ex-?tenant|driver of|dog owner|keyholder";

const FLAT: &str = r"(?:flat|apartment|apt|maisonette|bedsit|studio|unit|plot|room|block|bungalow|caravan|pitch|house|number|nos?\.?)\s*#?\d{1,4}[a-z]?|(?:flat|apartment|apt|unit|block)\s+[a-z]\d{0,3}|(?:ground|first|second|third|fourth|fifth|top|upper|lower|basement)[ -]floor(?: flat)?|(?:the )?flat (?:above|below|opposite|upstairs|downstairs)|next[ -]door(?: but one)?|(?:upstairs|downstairs|opposite) (?:flat|neighbours?)|end of (?:the )?terrace|corner (?:flat|house)|across the (?:road|street|landing|hall)|over the road";

const PLATE: &str = r"[A-Z]{2}\d{2}[ ]?[A-Z]{3}|[A-Z]\d{1,3}[ ][A-Z]{3}|[A-Z]{3}[ ]\d{1,3}[A-Z]";

/// The patterns, the telling part of each as a whole word. Letters count in both cases but in plates.
static PATTERNS: LazyLock<Vec<(Mark, Regex)>> = LazyLock::new(|| {
    let owned = r"(?:(?:his|her|their|my|our|your)\s+)?";
    let words = |list: &str| format!(r"(?i)\b(?:{list})\b");
    let people = |list: &str| format!(r"(?i)\b{owned}(?:{list})(?:s|es|ies)?\b");
    let all = [
        (Mark::Kinship, people(KIN)),
        (Mark::Role, people(ROLES)),
        (Mark::Occupation, people(TRADES)),
        (Mark::Flat, words(FLAT)),
        (Mark::Plate, format!(r"\b(?:{PLATE})\b")),
    ];
    all.into_iter().filter_map(|(mark, pattern)| Some((mark, Regex::new(&pattern).ok()?))).collect()
});

/// The telling words of a sentence, as characters, in order; none lies in another.
pub(super) fn words(sentence: &str) -> Vec<(Range<u32>, Mark)> {
    let mut found: Vec<(Range<usize>, Mark)> = Vec::new();
    for (mark, pattern) in PATTERNS.iter() {
        found.extend(pattern.find_iter(sentence).map(|m| (m.range(), *mark)));
    }
    found.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    let mut told: Vec<(Range<u32>, Mark)> = Vec::new();
    let (mut end, mut bytes, mut chars) = (0, 0, 0);
    for (range, mark) in found {
        if range.start < end {
            continue;
        }
        chars += count(sentence, bytes..range.start);
        let length = count(sentence, range.clone());
        told.push((chars..chars + length, mark));
        (end, bytes, chars) = (range.end, range.end, chars + length);
    }
    told
}

fn count(text: &str, bytes: Range<usize>) -> u32 {
    text.get(bytes).map_or(0, |part| part.chars().count()) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_tell_who_somebody_is_are_marked() {
        assert_eq!(PATTERNS.len(), 5, "every pattern compiles");
        for (text, want) in [
            ("█████ and her sister-in-law came", &[("her sister-in-law", Mark::Kinship)][..]),
            ("é the plumber from Flat 4B", &[("plumber", Mark::Occupation), ("Flat 4B", Mark::Flat)]),
            (
                "the neighbour next door drives AB12 CDE",
                &[("neighbour", Mark::Role), ("next door", Mark::Flat), ("AB12 CDE", Mark::Plate)],
            ),
            (
                "his grandchildren and the witnesses",
                &[("his grandchildren", Mark::Kinship), ("witnesses", Mark::Role)],
            ),
            ("on the first-floor landing", &[("first-floor", Mark::Flat)]),
            ("It is a seasonal motherboard; not a flatbed, in the sonnet", &[]),
        ] {
            let chars: Vec<char> = text.chars().collect();
            let got: Vec<(String, Mark)> = words(text)
                .into_iter()
                .map(|(r, mark)| (chars[r.start as usize..r.end as usize].iter().collect(), mark))
                .collect();
            let want: Vec<(String, Mark)> = want.iter().map(|(w, m)| ((*w).to_owned(), *m)).collect();
            assert_eq!(got, want, "{text}");
        }
    }
}
