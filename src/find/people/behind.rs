//! A cue on the right of a name: a verb of speech, "v." of a case's name, a role, an age or an address behind
//! it. What stands there decides how much the lists must know; words of the language need the strongest.

use super::cued::is_abbreviation;
use super::vocabulary::Vocabulary;
use super::{Page, christian, is_one_of};
use crate::find::Tier;
use crate::find::lexicon::Evidence;
use crate::find::words::{Gap, Shape, Word};

/// How sure and why.
type Told = (Tier, &'static str);

/// A name that starts at `i`, ends before `end`, and what the lists know of it.
struct Place<'t, 'p> {
    page: &'p Page<'t>,
    i: usize,
    end: usize,
    word: &'p Word,
    next: &'p Word,
    named: bool,
    unknown: bool,
}

/// What stands behind the words from `i` to `end`.
pub(super) fn at(page: &Page, i: usize, end: usize, word: &Word) -> Option<Told> {
    let unknown = !word.known.word() && !word.known.place() && !word.known.other();
    let named = word.known.name() && unknown;
    let place = Place { page, i, end, word, next: page.at(end)?, named, unknown };
    if page.word(end) == "v" && place.next.gap == Gap::Space && page.between(end + 1).starts_with('.') {
        let known = word.known.name() || unknown;
        return (known && !word.known.other())
            .then_some((Tier::Likely, "a party in the name of a court case"));
    }
    home(&place).or_else(|| person(&place)).or_else(|| kin(&place)).or_else(|| verb(&place))
}

/// Where somebody lives, or an age: "Kayleigh upstairs", "Tom (7)", "Olu, 16 Bridge Court".
fn home(p: &Place) -> Option<Told> {
    let (page, k) = (p.page, p.word.known);
    let near = matches!(page.word(p.end), "upstairs" | "downstairs" | "nextdoor" | "opposite")
        || (page.word(p.end), page.word(p.end + 1)) == ("next", "door");
    if near && p.next.gap == Gap::Space && (p.unknown || k.forename() > 0) && !k.heading() {
        return Some((Tier::Check, "a name before words such as ‘upstairs’"));
    }
    let number = p.next.shape == Shape::Number && p.end == p.i + 1 && k.forename() >= 1;
    let aged = page.between(p.end) == " (" && p.next.len() <= 2 && page.between(p.end + 1).starts_with(')');
    if number && aged && p.word.capital() && !(k.word() && k.forename() < 2) {
        return Some((Tier::Likely, "a name before an age in brackets"));
    }
    let signs = page.between(p.end) == ", " && p.next.len() <= 4 && p.word.line;
    let street = page.at(p.end + 1).is_some_and(Word::capital);
    (number && signs && street && p.word.shape == Shape::Capital)
        .then_some((Tier::Check, "a name before an address, as on a petition"))
}

/// A forename that is a word too, by what follows.
fn person(p: &Place) -> Option<Told> {
    if christian::is_anchored(p.page, p.i, p.end, p.word) {
        return Some((Tier::Likely, "a forename that is also a word, where only a person can stand"));
    }
    if christian::is_placed(p.page, p.i, p.end, p.word) {
        return Some((Tier::Check, "a forename that is also a word, with a place or a team behind it"));
    }
    if is_of_team(p) {
        return Some((Tier::Check, "a name before the team somebody is from"));
    }
    christian::is_asked(p.page, p.i, p.end, p.word)
        .then_some((Tier::Check, "a forename that is also a word, before a question or a request"))
}

/// "Priti from payroll": a team behind "from".
fn is_of_team(p: &Place) -> bool {
    static TEAMS: Vocabulary = Vocabulary::of(
        "payroll hr it finance housing repairs reception highways accounts security admin \
        environmental legal planning procurement estates maintenance facilities benefits occupational \
        education revenues lettings enforcement allocations complaints pharmacy stores dispatch",
    );
    let k = p.word.known;
    p.end == p.i + 1
        && p.word.shape == Shape::Capital
        && p.word.len() > 2
        && p.next.gap == Gap::Space
        && p.page.word(p.end) == "from"
        && TEAMS.holds(p.page.word(p.end + 1))
        && (p.unknown || k.forename() >= 2)
        && !(k.heading() || k.other())
}

/// Whose they are: "s/o", ", his mother", "(sister)", "family".
fn kin(p: &Place) -> Option<Told> {
    let (page, end, k) = (p.page, p.end, p.word.known);
    let of = matches!(page.word(end), "s" | "d" | "w")
        && page.word(end + 1) == "o"
        && page.between(end + 1) == "/";
    if of && p.next.gap == Gap::Space && p.unknown {
        return Some((Tier::Likely, "a name before ‘son of’ or ‘daughter of’"));
    }
    if is_explained(page, end) && p.unknown && end == p.i + 1 && p.word.shape == Shape::Capital {
        return Some((Tier::Likely, "a name before words such as ‘, his mother’"));
    }
    let bracket = page.between(end) == " (" && p.next.known.role() && !p.next.capital();
    if bracket && (p.unknown || k.forename() >= 2) && p.word.capital() {
        return Some((Tier::Likely, "a name before a role in brackets"));
    }
    let family = is_one_of("family household children kids brothers sisters", page.word(end))
        && p.next.gap == Gap::Space
        && p.next.shape == Shape::Lower;
    (family && (p.unknown || k.surname() >= 2 || k.particle()) && k.forename() < 3)
        .then_some((Tier::Likely, "a name before ‘family’"))
}

/// "Bogusia, his mother, wants": whose they are, behind a comma.
fn is_explained(page: &Page, end: usize) -> bool {
    let whose = matches!(page.word(end), "his" | "her" | "their" | "my" | "our" | "your");
    let comma = page.at(end).is_some_and(|w| w.gap == Gap::Comma);
    let role =
        (end + 1..end + 3).any(|at| page.at(at).is_some_and(|w| w.known.role() && w.gap == Gap::Space));
    whose && comma && role
}

/// Verbs of people, also after a word that no list knows.
static HUMAN: Vocabulary =
    Vocabulary::of("said says told asked rang texted phoned shouted swore thinks knows emailed");

/// What people do: "said", "rang", "was"; or the colon before what they say.
fn verb(p: &Place) -> Option<Told> {
    let (page, word, k) = (p.page, p.word, p.word.known);
    let shouted = word.shape == Shape::Upper && k.forename() == 0;
    let does = p.next.known.speech() && p.next.gap == Gap::Space && !p.next.capital();
    let speech = does && !shouted && !is_abbreviation(page, p.i);
    if super::speaker::is_alone(page, p.i, p.end, word) && (p.named || p.unknown && !shouted) && !p.next.line
    {
        return Some((Tier::Check, "a name before a colon, as of a speaker"));
    }
    if speech && p.named && (k.forename() >= 1 || k.surname() >= 2) {
        return Some((Tier::Likely, "a name before words such as ‘said’"));
    }
    let lone = p.end == p.i + 1 && word.len() > 3;
    let is = || is_one_of("was is has had lives left went came wants wanted", page.word(p.end));
    let strange = k == Evidence::default() && word.shape == Shape::Capital && word.sentence;
    if speech && lone && strange && is() {
        return Some((Tier::Check, "a word that no list knows, before a verb"));
    }
    let strange = p.unknown && lone && matches!(word.shape, Shape::Capital | Shape::Mixed);
    let listed = k.forename() >= 2 && k.word() && !k.heading();
    (speech && HUMAN.holds(page.word(p.end)) && (strange || listed))
        .then_some((Tier::Check, "a name before words such as ‘said’"))
}
