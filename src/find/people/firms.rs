//! Why it exists: firms and streets bear the names of people and are not people: "Wilson & Sons", "Patel
//! Lettings Ltd", "Victoria Road" over a line's end. It is asked only about words that nothing but a list
//! calls a name; the name of somebody known goes wherever it stands.

use super::vocabulary::Vocabulary;
use super::{Mention, Page, is_one_of};
use crate::find::words::{Gap, Shape, Word};

/// Longest name of a firm in words.
const LONGEST: usize = 5;

/// Last words of the names of firms.
static FIRMS: Vocabulary = Vocabulary::of(
    "ltd limited llp plc inc lettings solicitors contractors services builders surveyors \
    properties homes housing council association college academy school hospital university surgery \
    logistics foods energy telecom networks systems solutions consulting consultancy recruitment cleaning \
    plumbing heating electrics electrical roofing scaffolding removals motors garage bakery cafe pharmacy \
    dental insurance finance media digital software airways coaches taxis nurseries farms brewery estates \
    holdings enterprises industries engineering construction developments supplies stores",
);

/// Last words of the names of streets, found over a line's end too.
static STREETS: Vocabulary = Vocabulary::of(
    "road street avenue lane close drive crescent gardens terrace court square grove \
    house lodge tower towers mews wharf",
);

/// Whether a run that ends in the word is a body that bears somebody's name: "Margaret Thatcher Trust".
pub(super) fn is_named_after(last: &str) -> bool {
    FIRMS.holds(last)
        || matches!(
            last,
            "trust" | "foundation" | "association" | "school" | "academy" | "hospital" | "surgery"
        )
}

/// First words of the names of bodies in Welsh.
static WELSH: Vocabulary = Vocabulary::of(
    "ysgol heddlu cymdeithas cyngor ysbyty cartrefi coleg canolfan prifysgol bwrdd ymddiriedolaeth grwp",
);

/// What of a mention is a person: nothing of "Hughes & Partners", "Hussain Baker LLP", "Ysgol Bryn Coch" and of a
/// case a council was in; the line above, where a signature goes on with the firm.
pub(super) fn spare(page: &Page, mut found: Mention) -> Option<Mention> {
    let (start, end) = (found.words.start, found.words.end);
    if !is_firm(page, start, end) {
        return Some(found);
    }
    let below = (start + 1..end).find(|i| page.at(*i).is_some_and(|w| w.line))?;
    found.words.end = below;
    found.name.end = below;
    (found.name.start < below).then_some(found)
}

fn is_firm(page: &Page, start: usize, end: usize) -> bool {
    const FORMS: [&str; 4] = ["llp", "ltd", "limited", "plc"];
    let near = |i: usize| page.at(i).is_some_and(|w| w.gap == Gap::Space && !w.line && w.capital());
    let last = end.checked_sub(1).is_some_and(|l| l > start && FORMS.contains(&page.word(l)));
    let next = near(end) && FORMS.contains(&page.word(end));
    let and = page.between(end) == " & " || page.word(end) == "and";
    let kin = end + usize::from(page.word(end) == "and");
    let kin = and
        && page.at(kin).is_some_and(Word::capital)
        && matches!(page.word(kin), "partners" | "sons" | "co");
    // "Ysgol Bryn Coch", "Heddlu Gwent"
    let school = near(start) && WELSH.holds(page.back(start, 1))
        || WELSH.holds(page.word(start)) && page.at(start).is_some_and(Word::capital);
    let body = start > 1 && page.at(start - 2).is_some_and(|w| w.known.body() && w.capital());
    let case = body && page.back(start, 1) == "v" && page.between(start) != "\n";
    // "Williams v Horsham District Council"
    let other = (end + 1..end + 6).take_while(|at| page.at(*at).is_some_and(|w| w.capital() && !w.line));
    let sued = page.word(end) == "v"
        && found_bare(page, start)
        && other.into_iter().any(|at| is_one_of("council corporation authority", page.word(at)));
    last || next || kin || school || case || sued
}

/// No title before the name.
fn found_bare(page: &Page, start: usize) -> bool {
    page.at(start).is_some_and(|w| !w.known.title())
}

/// Whether the word begins or goes on the name of a firm or street.
pub(super) fn begins(page: &Page, i: usize) -> bool {
    family(page, i) || street(page, i) || firm(page, i)
}

/// What a body or a street is: "Homes", "House".
pub(super) fn is_kind(word: &str) -> bool {
    FIRMS.holds(word) || STREETS.holds(word)
}

/// "Wilson & Sons", "Marks & Spencer".
fn family(page: &Page, i: usize) -> bool {
    let and = |at: usize| ampersand(page, at) || page.word(at.saturating_sub(1)) == "and";
    let kin = |at: usize| matches!(page.word(at), "sons" | "co" | "partners" | "daughters" | "company");
    let word = i > 0 && and(i) && page.at(i - 1).is_some_and(|w| w.capital() && w.known.word());
    word || and(i + 1) && kin(i + 1) || and(i + 2) && kin(i + 2)
}

/// Whether nothing but `&` stands before the word.
fn ampersand(page: &Page, at: usize) -> bool {
    let marked = page.at(at).is_none_or(|w| matches!(w.gap, Gap::Other | Gap::Block));
    marked && page.between(at).trim() == "&"
}

fn street(page: &Page, i: usize) -> bool {
    let next = page.at(i + 1).is_some_and(|w| w.gap == Gap::Space && w.shape == Shape::Capital);
    next && STREETS.holds(page.word(i + 1))
}

fn firm(page: &Page, i: usize) -> bool {
    let words = i + 1..i + LONGEST;
    let run = words.take_while(|at| {
        page.at(*at).is_some_and(|w| w.capital() && !w.line && (w.gap == Gap::Space || ampersand(page, *at)))
    });
    run.into_iter().any(|at| FIRMS.holds(page.word(at)))
}

#[cfg(test)]
mod tests {
    use crate::find::fold::Folded;
    use crate::find::people::{Page, mentions};

    #[test]
    fn a_firm_a_school_or_a_case_of_a_council_is_no_person() {
        for (text, want) in [
            ("her office is Gwilym Hughes & Partners.", &[][..]),
            ("solicitor Mr Q. Hussain from Hussain Baker LLP.", &["Mr Q. Hussain"]),
            ("Regards\nFiona\nHarper Macleod LLP\n", &["Fiona"]),
            ("at Ysgol Bryn Coch, can help", &[]),
            ("Heddlu Gwent and Cymdeithas Tai Eryri wrote to Mrs Lee", &["Mrs Lee"]),
            ("see Birmingham City Council v James.", &[]),
            ("relies on Williams v Horsham District Council and", &[]),
            ("# Chronology: tenant v Trent Vale Homes\nLawson Homes, 1974", &[]),
            ("Operations Manager | Arbor Logistics\nM: 12", &[]),
            ("To: Preston Homes\n\nMy neighbour", &[]),
            ("we met Gwilym Hughes & Sian Lloyd", &["Gwilym Hughes", "Sian Lloyd"]),
        ] {
            let folded = Folded::new(text);
            let page = Page::new(&folded);
            let cut = |m: &crate::find::people::Mention| text.get(page.bytes(&m.words)).unwrap_or_default();
            let found = mentions(&page);
            assert_eq!(found.iter().map(cut).collect::<Vec<_>>(), want, "{text}");
        }
    }
}
