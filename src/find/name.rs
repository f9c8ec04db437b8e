//! Why it exists: one person is written in many ways, and two people can be written alike. A name is
//! taken apart into title, forenames and surname, and two names are compared part by part. Where the
//! parts do not decide, it says so instead of guessing.

use super::likeness::{is_inside, nearly, same_given, same_surname, shortens, slipped};
use super::nicknames;
use super::people::{Mention, Page};
use super::words::Shape;

/// A name, folded and taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(crate) struct Name {
    /// Title without its full stop.
    pub(crate) title: Option<String>,
    /// Forenames and initials.
    pub(crate) given: Vec<String>,
    /// Surname, parts joined by a hyphen or space as written.
    pub(crate) surname: Option<String>,
    /// One word that may be either, or initials alone.
    pub(crate) single: Option<String>,
    /// "Mr and Mrs": two people in one mention.
    pub(crate) couple: bool,
    /// Of the surname only its first letters are written: "Mrs C", "Nia LH".
    pub(crate) short: bool,
}

/// How well two names go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fit {
    /// Nothing speaks against it, but a title differs, or one letter between two names that both exist.
    Doubtful,
    /// One letter differs, and what is written is no name that the lists know.
    Misspelt,
    /// Only a half of a hyphened surname is the same.
    Half,
    /// A part is the same, the rest is missing.
    Partly,
    /// The surname and the title are the same; there is no forename.
    Titled,
    /// Forename and surname are the same, or stand for each other.
    Fully,
}

impl Name {
    /// A name as a case file writes it: "Liwia Maria Maksimowicz", "Maksimowicz, Liwia", "Mrs J. Khan".
    pub(crate) fn written(text: &str, title: Option<&str>) -> Self {
        let folded = super::fold::Folded::new(text);
        let page = Page::new(&folded);
        let comma = folded.text.find(',');
        let mut start = 0;
        while page.words.get(start).is_some_and(|w| w.known.title()) && start + 1 < page.words.len() {
            start += 1;
        }
        let mut found = Mention::new(0..page.words.len(), super::Tier::Certain, "");
        found.name = start..page.words.len();
        found.reversed = comma.is_some();
        let mut name = Self::of(&page, &found);
        if let Some(title) = title {
            name.title = Some(super::fold::fold_term(title).trim_end_matches('.').to_owned());
        }
        if let Some(single) = name.single.take() {
            if super::lexicon::evidence(&single).forename() > 0 {
                name.given = vec![single];
            } else {
                name.surname = Some(single);
            }
        }
        name
    }

    /// The name of a mention.
    pub(crate) fn of(page: &Page, found: &Mention) -> Self {
        let title = (found.words.start < found.name.start)
            .then(|| page.word(found.name.start - 1).to_owned())
            .filter(|t| super::lexicon::evidence(t).title());
        let couple = (found.words.start..found.name.start)
            .any(|i| page.word(i) == "and" || page.between(i).contains('&'));
        let split = if found.reversed { comma_split(page, found) } else { surname_split(page, found) };
        let text = |words: std::ops::Range<usize>| -> Vec<String> {
            words.map(|i| page.word(i).to_owned()).collect()
        };
        let (given, surname) = if found.reversed {
            (text(split..found.name.end), text(found.name.start..split))
        } else {
            (text(found.name.start..split), text(split..found.name.end))
        };
        let surname = (!surname.is_empty()).then(|| surname.join(" "));
        let (given, surname) = if found.reversed { (given, surname) } else { turned(given, surname) };
        let short = is_short(page, found, title.is_some() || !given.is_empty());
        match (title.is_some(), given.is_empty(), surname) {
            (false, true, Some(single)) => Self { single: Some(single), ..Self::default() },
            (false, false, Some(last)) if last.len() == 1 && given.iter().all(|g| g.len() == 1) => {
                Self { single: Some(given.concat() + &last), ..Self::default() }
            }
            (_, _, surname) => Self { title, given, surname, single: None, couple, short },
        }
    }

    /// How well another name goes with this person's; `None` when a part contradicts.
    pub(crate) fn fit(&self, other: &Self) -> Option<Fit> {
        if let Some(single) = &other.single {
            return self.fit_single(single);
        }
        if let Some(single) = &self.single {
            let seen = other.surname.as_ref() == Some(single) || other.given.first() == Some(single);
            return seen.then_some(Fit::Partly);
        }
        if self.is_turned(other) {
            return Some(Fit::Partly);
        }
        let surname = match (&self.surname, &other.surname) {
            (Some(a), Some(b)) if other.short && !self.short => Some(shortens(b, a).then_some(Fit::Partly)?),
            (Some(a), Some(b)) if self.short && !other.short => Some(shortens(a, b).then_some(Fit::Partly)?),
            // "nia.lh@…" of Nia Llewelyn-Hughes
            (Some(a), Some(b)) if (2..4).contains(&b.len()) && !other.given.is_empty() && shortens(b, a) => {
                Some(Fit::Partly)
            }
            (Some(a), Some(b)) => Some(same_surname(a, b)?),
            _ => None,
        };
        let given = match (self.given.first(), other.given.first()) {
            (Some(_), Some(b)) if self.given.iter().any(|a| same_given(a, b)) => Some(true),
            // "Marck Poirrier" of Marc Poirier: a slip in each
            (Some(_), Some(b)) => Some(self.given.iter().any(|a| slipped(a, b)).then_some(false)?),
            _ => None,
        };
        let titles = same_title(self.title.as_deref(), other.title.as_deref())?;
        let titled = self.title.is_some() && self.title == other.title && other.given.is_empty();
        match (surname, given, titles) {
            (None, None, _) => None,
            (Some(Fit::Doubtful), ..) | (.., false) => Some(Fit::Doubtful),
            (Some(Fit::Misspelt), ..) | (_, Some(false), _) => Some(Fit::Misspelt),
            (Some(_), Some(_), true) => Some(Fit::Fully),
            (Some(Fit::Half), None, true) => Some(Fit::Half),
            (Some(_), None, true) if titled => Some(Fit::Titled),
            _ => Some(Fit::Partly),
        }
    }

    /// "Akhtar N" of Nadeem Akhtar, whose surname is a forename too.
    fn is_turned(&self, other: &Self) -> bool {
        let letter = other.surname.as_ref().filter(|s| s.chars().count() == 1);
        let given = self.given.first().zip(letter).is_some_and(|(g, l)| g.starts_with(l.as_str()));
        given && other.given.len() == 1 && other.given.first() == self.surname.as_ref()
    }

    /// Whether of the person's forenames only the first letter is known, and the word begins with it.
    pub(crate) fn is_initial_of(&self, word: &str) -> bool {
        let initial = |g: &String| g.chars().count() == 1;
        self.surname.as_deref() != Some(word)
            && self.given.first().is_some_and(|g| word.starts_with(g.as_str()))
            && self.given.iter().all(initial)
    }

    /// The same for one word alone.
    fn fit_single(&self, single: &String) -> Option<Fit> {
        let given = || self.given.iter().any(|g| same_given(g, single) && single.len() > 1);
        if self.single.as_ref() == Some(single) || given() || self.is_made_into(single) {
            return Some(Fit::Partly);
        }
        let surname = self.surname.as_ref().and_then(|s| same_surname(s, single));
        let plural = self.surname.as_ref().is_some_and(|s| s.split([' ', '-']).any(|p| is_inside(p, single)));
        if plural && surname != Some(Fit::Half) {
            return Some(Fit::Partly);
        }
        let letter =
            || single.chars().count() == 1 && self.given.iter().any(|g| g.starts_with(single.as_str()));
        let slip = || self.given.iter().any(|g| slipped(g, single)).then_some(Fit::Misspelt);
        surname.or_else(|| letter().then_some(Fit::Doubtful)).or_else(slip)
    }

    /// Whether the word is the person's initials or a user name. Both begin or end as the forename does, which
    /// tells of most words without making either.
    fn is_made_into(&self, word: &String) -> bool {
        let Some(given) = self.given.first() else { return false };
        let Some(initial) = given.chars().next() else { return false };
        let (begins, ends) = (word.starts_with(initial), word.ends_with(initial) || word.ends_with(given));
        begins && self.initials().contains(word)
            || (begins || ends) && word.len() >= 4 && self.handles().contains(word)
    }

    /// Whether a word is two letters away from one of the person's names.
    pub(crate) fn is_nearly(&self, word: &str) -> bool {
        self.given.iter().chain(&self.surname).any(|part| nearly(part, word))
    }

    /// Whether a word is one of the person's own names, as written.
    pub(crate) fn has(&self, word: &str) -> bool {
        let parts = self.given.iter().chain(&self.surname).chain(&self.single);
        parts.flat_map(|p| p.split([' ', '-'])).any(|p| p == word)
    }

    /// Whether a word is only another short form of the forename that the person goes by.
    pub(crate) fn is_sibling(&self, word: &str) -> bool {
        self.given.iter().any(|g| nicknames::siblings(g, word))
    }

    /// What an alias of one word says of somebody whose whole name is known: another forename or another
    /// surname.
    pub(crate) fn alias(&self, word: &str) -> Vec<Self> {
        let single = Self::written(word, None);
        let one = single.given.len() + usize::from(single.surname.is_some()) == 1;
        let (Some(surname), false, true) = (&self.surname, self.given.is_empty(), one) else {
            return vec![single];
        };
        let word = single.given.first().or(single.surname.as_ref()).cloned().unwrap_or_default();
        let forename = Self { given: vec![word.clone()], surname: Some(surname.clone()), ..self.clone() };
        vec![forename, Self { surname: Some(word), ..self.clone() }]
    }

    /// User names and local parts that are made of the name: `akhan`, `khana`, `aminakhan`, `khanamina`.
    pub(crate) fn handles(&self) -> Vec<String> {
        let (Some(given), Some(surname)) = (self.given.first(), &self.surname) else { return vec![] };
        let Some(initial) = given.chars().next() else { return vec![] };
        let whole: String = surname.chars().filter(|c| c.is_alphanumeric()).collect();
        let mut surnames = vec![whole.as_str()];
        surnames.extend(surname.split([' ', '-']).filter(|p| p.len() > 2 && p.len() < whole.len()));
        let both = |s: &str| {
            [format!("{initial}{s}"), format!("{s}{initial}"), format!("{given}{s}"), format!("{s}{given}")]
        };
        surnames.into_iter().flat_map(both).collect()
    }

    /// Each forename, also in its short forms, with the surname: what stands side by side in a whole name.
    pub(crate) fn wholes(&self) -> Vec<(String, String)> {
        let Some(surname) = self.surname.as_ref().filter(|_| !self.short) else { return vec![] };
        let parts: Vec<&str> = surname.split([' ', '-']).collect();
        let givens = self
            .given
            .iter()
            .flat_map(|g| std::iter::once(g.as_str()).chain(nicknames::forms(g).iter().copied()));
        givens.flat_map(|g| parts.iter().map(move |p| (g.to_owned(), (*p).to_owned()))).collect()
    }

    /// Whether another whole name is made of words of this longer one: "Hodan Warsame" of Hodan Warsame Nur.
    pub(crate) fn holds(&self, other: &Self) -> bool {
        let whole = other.surname.is_some() && !other.given.is_empty();
        let (own, theirs) = (|| self.parts(), || other.parts());
        whole
            && theirs().all(|w| w.len() > 1 && own().any(|o| o == w))
            && theirs().count() < own().count()
            && same_title(self.title.as_deref(), other.title.as_deref()) == Some(true)
    }

    /// The words of forenames and surname, as written.
    fn parts(&self) -> impl Iterator<Item = &str> {
        self.given.iter().chain(&self.surname).flat_map(|p| p.split([' ', '-']))
    }

    /// First letters of forename and surname, once for each part of the surname and for all of them.
    pub(crate) fn initials(&self) -> Vec<String> {
        let given = self.given.first().and_then(|g| g.chars().next());
        let (Some(given), Some(surname)) = (given, &self.surname) else { return vec![] };
        let firsts: Vec<char> = surname.split([' ', '-']).filter_map(|part| part.chars().next()).collect();
        let mut out: Vec<String> = firsts.iter().map(|c| format!("{given}{c}")).collect();
        if firsts.len() > 1 && !self.short {
            out.push(format!("{given}{}", firsts.iter().collect::<String>()));
        }
        out
    }

    /// Every word that stands for the person, without initials and particles; short forms too.
    pub(crate) fn words(&self) -> Vec<String> {
        let own = self.given.iter().chain(&self.surname).chain(&self.single);
        let mut out: Vec<String> = own
            .flat_map(|part| part.split([' ', '-']))
            .filter(|w| w.chars().count() > 1 && !(super::lexicon::evidence(w).particle() && w.len() < 4))
            .map(str::to_owned)
            .collect();
        for given in self.given.iter().filter(|g| g.len() > 2) {
            out.extend(nicknames::forms(given).iter().map(|s| (*s).to_owned()));
        }
        out.sort();
        out.dedup();
        out
    }
}

/// Whether of the surname only capitals stand there: one letter, two behind a forename that is written out,
/// or letters with hyphens.
fn is_short(page: &Page, found: &Mention, more: bool) -> bool {
    let split = if found.reversed { return false } else { surname_split(page, found) };
    let letter = |i: usize| page.at(i).is_some_and(|w| w.len() == 1 && w.shape != Shape::Number);
    let quiet = page.at(found.name.start).is_some_and(|w| w.shape == Shape::Capital && w.len() > 2);
    let letters = |i: usize| {
        let w = page.at(i);
        quiet && w.is_some_and(|w| w.shape == Shape::Upper && w.len() <= 3 && w.known.surname() == 0)
    };
    let last = split..found.name.end;
    more && !last.is_empty() && (last.clone().all(letter) || last.len() == 1 && last.clone().all(letters))
}

/// "Grabowski P" of a list is P. Grabowski.
fn turned(mut given: Vec<String>, surname: Option<String>) -> (Vec<String>, Option<String>) {
    let listed = |g: &String| g.chars().count() > 2 && super::lexicon::evidence(g).forename() == 0;
    match (given.as_slice(), surname) {
        ([one], Some(letter)) if letter.chars().count() == 1 && listed(one) => {
            let surname = given.pop();
            (vec![letter], surname)
        }
        (_, surname) => (given, surname),
    }
}

fn comma_split(page: &Page, found: &Mention) -> usize {
    found
        .name
        .clone()
        .find(|i| *i > found.name.start && page.between(*i).contains(','))
        .unwrap_or(found.name.end)
}

/// The surname is the last word with its particles and hyphened halves.
fn surname_split(page: &Page, found: &Mention) -> usize {
    let mut at = found.name.end.saturating_sub(1).max(found.name.start);
    while at > found.name.start {
        let hyphened = page.between(at) == "-";
        let inside = at - 1 > found.name.start || found.words.start < found.name.start;
        let particle = page
            .at(at - 1)
            .is_some_and(|w| w.known.particle() && (w.shape == Shape::Lower || inside) && w.len() > 1);
        if !(hyphened || particle) {
            break;
        }
        at -= 1;
    }
    at
}

/// Whether the title is a man's (`true`) or a woman's; `None` for others.
pub(crate) fn man(title: &str) -> Option<bool> {
    let man = matches!(title, "mr" | "sir" | "lord" | "master" | "herr" | "fr" | "father");
    let woman =
        matches!(title, "mrs" | "ms" | "miss" | "lady" | "dame" | "madam" | "mme" | "mlle" | "sister");
    (man || woman).then_some(man)
}

/// `None`: the titles are those of two people. `false`: they differ but may be one person's.
fn same_title(a: Option<&str>, b: Option<&str>) -> Option<bool> {
    let (Some(a), Some(b)) = (a, b) else { return Some(true) };
    if man(a).zip(man(b)).is_some_and(|(a, b)| a != b) {
        return None;
    }
    Some(!(matches!((a, b), ("mrs", "miss") | ("miss", "mrs"))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_for_a_surname_and_the_beginning_of_a_forename_are_the_same_person() {
        let of = |text: &str| {
            let folded = crate::find::fold::Folded::new(text);
            let page = Page::new(&folded);
            let mut found = Mention::new(0..page.words.len(), crate::find::Tier::Likely, "");
            found.name.start += usize::from(page.at(0).is_some_and(|w| w.known.title()));
            Name::of(&page, &found)
        };
        let me = Name::written("Temitope Adebayo-Price", Some("Mr"));
        for (other, want) in [
            ("Temi", Some(Fit::Partly)),
            ("Mr A-P", Some(Fit::Titled)),
            ("Mr A", Some(Fit::Titled)),
            ("Mr B", None),
            ("Mrs A", None),
            ("Temi AP", Some(Fit::Fully)),
            ("Temi P", Some(Fit::Fully)),
            ("Temi C", None),
            ("T", Some(Fit::Doubtful)),
        ] {
            assert_eq!(me.fit(&of(other)), want, "{other}");
        }
        assert_eq!(of("Grabowski P").given, ["p"], "the surname first");
    }

    #[test]
    fn names_are_compared_part_by_part() {
        let me = Name::written("Aisha Maria Khan-Patel", Some("Mrs"));
        for (other, want) in [
            ("Aisha Khan", Some(Fit::Fully)),
            ("Khan-Patel, Aisha", Some(Fit::Fully)),
            ("A. Khan-Patel", Some(Fit::Fully)),
            ("Mrs Khan", Some(Fit::Half)),
            ("Mrs Khan-Patel", Some(Fit::Titled)),
            ("Mr Khan", None),
            ("Miss Khan", Some(Fit::Doubtful)),
            ("Imran Khan", None),
            ("Ms Khan-Patal", Some(Fit::Misspelt)),
            ("Ms Khan-Patel", Some(Fit::Partly)),
        ] {
            assert_eq!(me.fit(&Name::written(other, None)), want, "{other}");
        }
        assert_eq!(Name::written("Mr Jan van der Berg", None).surname.as_deref(), Some("van der berg"));
        assert_eq!(me.initials(), ["ak", "ap", "akp"]);
        let robert = Name { single: Some("robert".into()), ..Name::default() };
        assert_eq!(Name::written("Tom Roberts", None).fit(&robert), Some(Fit::Doubtful), "another name");
        assert_eq!(same_surname("hussain", "hussein"), Some(Fit::Doubtful), "two names");
        assert_eq!(same_surname("maksimowicz", "maksimovicz"), Some(Fit::Misspelt));
    }
}
