//! Whether two names are one name: short forms, letters of a surname, halves of a double one, a slip of the pen. It
//! compares words and knows nobody. Thousands of mentions are held against hundreds of people, and nearly always
//! differ: the cheap questions come first.

use memchr::memchr2;

use super::lexicon::evidence;
use super::name::Fit;
use super::nicknames;

/// Whether letters begin the parts of a surname: `ap`, `a-p`, `a` of Adebayo-Price.
pub(super) fn shortens(letters: &str, surname: &str) -> bool {
    let letters: String = letters.chars().filter(|c| c.is_alphanumeric()).collect();
    let firsts: String = surname.split([' ', '-']).filter_map(|p| p.chars().next()).collect();
    letters == firsts || letters.chars().count() == 1 && firsts.contains(&letters)
}

pub(super) fn same_given(a: &str, b: &str) -> bool {
    let initial = |x: &str, y: &str| x.chars().count() == 1 && y.starts_with(x);
    a == b
        || initial(a, b)
        || initial(b, a)
        || nicknames::forms(a).contains(&b)
        || begins(a, b)
        || begins(b, a)
}

/// A forename with one letter wrong, which is no forename as it is written: Marck for Marc.
pub(super) fn slipped(given: &str, found: &str) -> bool {
    let long = given.len().min(found.len()) >= 4 && given.len().max(found.len()) >= 5;
    let first = given.chars().next() == found.chars().next();
    long && first && evidence(found).forename() == 0 && strsim::osa_distance(given, found) <= 1
}

/// A surname in the plural, or with letters, digits or another word written to it: `kowalczyks`, `mkowalczyk`,
/// `KowalczykStatement`. Abdirahman is another name than Abdi, and Robertson than Roberts.
pub(super) fn is_inside(surname: &str, word: &str) -> bool {
    let rest = word.strip_prefix(surname).or_else(|| word.strip_suffix(surname));
    let Some(rest) = rest.filter(|_| surname.len() >= 4) else { return false };
    let plain = rest.chars().all(|c| c.is_ascii_digit()) || matches!(rest, "s" | "es");
    plain || (rest.len() <= 2 || surname.len() >= 6) && !evidence(word).name()
}

/// "Temi" for Temitope: the beginning of a longer forename that is no common forename by itself.
pub(super) fn begins(short: &str, long: &str) -> bool {
    // "Nads" of Nadia
    let pet = short.strip_suffix(['s', 'z']).filter(|stem| stem.len() == 3 && long.len() > 4);
    let none = evidence(short).forename() == 0;
    if pet.is_some_and(|stem| long.starts_with(stem)) && none {
        return true;
    }
    let cut = short.len() >= 4 && short.len() + 2 <= long.len() && long.starts_with(short);
    cut && !short.contains(['-', ' ']) && evidence(short).forename() < 2
}

/// The same surname, a half of a hyphened one, or one letter different in six or more.
pub(super) fn same_surname(a: &str, b: &str) -> Option<Fit> {
    let whole = |name: &str| memchr2(b' ', b'-', name.as_bytes()).is_none();
    if whole(a) && whole(b) {
        return if a == b { Some(Fit::Partly) } else { near(a, b) };
    }
    let half = |x: &str, y: &str| x.split([' ', '-']).any(|p| p == y && p.len() > 2);
    let spaced = |name: &str| name.bytes().map(|b| if b == b'-' { b' ' } else { b }).collect::<Vec<u8>>();
    if a == b || a.len() == b.len() && (a.contains('-') || b.contains('-')) && spaced(a) == spaced(b) {
        return Some(Fit::Partly);
    }
    if half(a, b) || half(b, a) {
        return Some(Fit::Half);
    }
    parts(a).flat_map(|x| parts(b).filter_map(move |y| near(x, y))).max()
}

/// A surname and, where it has several, its parts.
fn parts(surname: &str) -> impl Iterator<Item = &str> {
    std::iter::once(surname).chain(surname.split([' ', '-']).filter(|p| p.len() < surname.len()))
}

/// One letter apart. Hussain and Hussein are two names, Maksimowicz and Maksimovicz one.
pub(super) fn near(a: &str, b: &str) -> Option<Fit> {
    let apart = a.len() < 6 || b.len() < 6 || a.len().abs_diff(b.len()) > 1;
    if apart || differs(a, b) || strsim::osa_distance(a, b) > 1 {
        return None;
    }
    let (first, second) = (evidence(a), evidence(b));
    match (first.surname() > 0, second.surname() > 0) {
        (true, true) => Some(Fit::Doubtful),
        _ => Some(Fit::Misspelt),
    }
}

/// Whether more than one letter is surely wrong: where one or two neighbours are, all others stand at the same
/// distance from an end.
fn differs(a: &str, b: &str) -> bool {
    let same = |pairs: &mut dyn Iterator<Item = (u8, u8)>| pairs.take_while(|(x, y)| x == y).count();
    let starts = same(&mut a.bytes().zip(b.bytes()));
    let ends = same(&mut a.bytes().rev().zip(b.bytes().rev()));
    a.is_ascii() && b.is_ascii() && starts + ends + 2 < a.len().max(b.len())
}

/// Two letters apart in a long name, which `[find] fuzzy = 2` allows.
pub(super) fn nearly(a: &str, b: &str) -> bool {
    a.len().min(b.len()) >= super::people::FUZZIER
        && a.chars().next() == b.chars().next()
        && a.len().abs_diff(b.len()) <= 2
        && strsim::osa_distance(a, b) <= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_wrong_letter_is_never_told_apart_by_the_ends_of_names() {
        for (a, b, want) in [
            ("maksimowicz", "maksimovicz", false),
            ("maksimowicz", "maksimwoicz", false),
            ("maksimowicz", "maksimowic", false),
            ("maksimowicz", "amksimowicz", false),
            ("aaaaaaaa", "aaaaaaa", false),
            ("maksimowicz", "maksymowitz", true),
            ("müllerová", "mullerova", false),
        ] {
            assert_eq!((differs(a, b), differs(b, a)), (want, want), "{a} {b}");
            assert!(want || !a.is_ascii() || strsim::osa_distance(a, b) <= 1, "{a} {b}");
        }
    }

    #[test]
    fn halves_and_hyphens_go_together() {
        for (a, b, want) in [
            ("rhys-davies", "rhys davies", Some(Fit::Partly)),
            ("rhys-davies", "davies", Some(Fit::Half)),
            ("kowalczyk", "kowalcyzk", Some(Fit::Misspelt)),
            ("hussain", "hussein", Some(Fit::Doubtful)),
            ("khan", "kahn", None),
        ] {
            assert_eq!((same_surname(a, b), same_surname(b, a)), (want, want), "{a} {b}");
        }
    }
}
