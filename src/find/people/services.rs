//! Why it exists: services and teams are written in capitals that spell names (MASH, ELSA, IRIS), alone and behind
//! the people who work there, and diseases and laws bear the names of people long dead ("Parkinson's disease",
//! "Clare's Law"). None of them is anybody of the case. It refuses to spare what a title or forename stands before.

use super::{Mention, Page, is_one_of};
use crate::find::words::{Shape, Word};

/// Services, teams, schemes and forms whose letters spell a name or a word.
pub(super) const SERVICES: &str = "mash elsa mind acas iris dash marac idva isva camhs senco send sencos dsl ddsl ehcp lado hmo ofsted \
    cafcass cpoms edt dols imca swift mosaic frank relate crisis refuge scope sense dial nacro emmaus unison unite gmb ucu \
    rnib rnid alice ada iapt clare hope grace ruby aspire prevent channel lac cin cla eva safe ria pip esa uc hb lha dwp hmrc \
    nspcc rspca plt inset ta hlta eal pshe rse";

/// What makes the name before it that of a disease, a law, a test: "Bell's palsy", "Martha's Rule".
const EPONYMS: &str = "disease syndrome palsy law rule lymphoma chorea dementia sign oesophagus phenomenon thyroiditis sarcoma \
    hernia tumour contracture fracture cyst ulcer test score scale day guidelines competence competent competency pie";

/// What of a mention is a person: nothing of a service or a disease, and of "Ann Lee MASH" the name alone.
pub(super) fn spare(page: &Page, mut found: Mention) -> Option<Mention> {
    if found.words == found.name && found.name.len() == 1 && is_none(page, found.name.start) {
        return None;
    }
    let saint = found.words == found.name && found.name.len() == 2 && is_saint(page, found.name.start + 1);
    if saint {
        return None;
    }
    let whole = found.words.end;
    while found.name.len() > 1 && is_behind(page, &found) {
        found.words.end -= 1;
        found.name.end -= 1;
    }
    // "at April PLT"
    let month =
        found.words.len() == 1 && matches!(page.word(found.words.start), "april" | "may" | "june" | "august");
    let cut = found.words.end < whole;
    (!(month && cut)).then_some(found)
}

/// Whether the lone word is a service, or what bears somebody's name.
pub(super) fn is_none(page: &Page, i: usize) -> bool {
    let Some(word) = page.at(i) else { return false };
    // among capitals ELSA may be anybody
    let quiet = |at: Option<usize>| {
        at.and_then(|at| page.at(at)).is_none_or(|w| w.shape != Shape::Upper || w.len() < 2)
    };
    let apart = quiet(i.checked_sub(1)) || quiet(Some(i + 1));
    let service = word.shape == Shape::Upper && word.len() > 2 && apart && is_one_of(SERVICES, page.word(i));
    service || is_eponym(page, i) || is_saint(page, i)
}

/// "St Mary's School", "St Anne's Rd": what bears a saint's name.
fn is_saint(page: &Page, i: usize) -> bool {
    const PLACES: &str = "school hospital church primary academy college hospice surgery infants junior juniors catholic rc \
        ce nursery parish ward house court centre hall road rd street st close avenue ave lane crescent terrace cathedral";
    let owned = page.between(i + 1) == "'" && page.word(i + 1) == "s";
    let next = i + 1 + usize::from(owned);
    let near = page.at(next).is_some_and(|w| !w.line) && page.between(next) == " ";
    let titled = i.checked_sub(2).and_then(|p| page.at(p)).is_some_and(|w| w.known.title());
    page.back(i, 1) == "st" && !titled && (owned || near && is_one_of(PLACES, page.word(next)))
}

/// "Parkinson's disease", "Gillick competence".
fn is_eponym(page: &Page, i: usize) -> bool {
    let owned = page.between(i + 1) == "'" && page.word(i + 1) == "s";
    let next = i + 1 + usize::from(owned);
    let near = page.at(next).is_some_and(|w| !w.line) && page.between(next) == " ";
    let bare =
        matches!(page.word(i), "gillick" | "fraser" | "bell" | "raynaud" | "crohn" | "hodgkin" | "hodgkins");
    near && (owned || bare || page.word(i).ends_with('s')) && is_one_of(EPONYMS, page.word(next))
}

/// Capitals of a service behind a name that is not in capitals: "Wendy Hargreaves MASH", "Sgt Hughes NWP".
fn is_behind(page: &Page, found: &Mention) -> bool {
    let last = found.name.end - 1;
    let Some(word) = page.at(last) else { return false };
    let letters = word.shape == Shape::Upper && (3..=6).contains(&word.len());
    let service = !word.known.name() || is_one_of(SERVICES, page.word(last));
    let quiet = |w: &Word| w.shape == Shape::Capital && w.len() > 1 || w.shape == Shape::Mixed;
    let named = page.words.get(found.name.start..last).unwrap_or_default().iter().any(quiet);
    letters && service && named && page.between(last) == " "
}

#[cfg(test)]
mod tests {
    use crate::find::fold::Folded;
    use crate::find::people::{Page, mentions};

    #[test]
    fn a_service_or_a_disease_is_no_person_and_a_name_before_it_is() {
        for (text, want) in [
            ("spoke to Wendy Hargreaves MASH. No", &["Wendy Hargreaves"][..]),
            ("to ring Sgt Ffion Hughes NWP.", &["Sgt Ffion Hughes"]),
            ("will fund ELSA time with Maria Pereira", &["Maria Pereira"]),
            ("her late husband had Parkinson's disease and Bell's palsy", &[]),
            ("a request under Clare's Law, and she is Gillick competent", &[]),
            ("we met Elsa at Clare's house", &["Elsa", "Clare"]),
            ("Will share at April PLT.", &[]),
            ("Zosia is at St Mary's School, St Mary's or St Anne Road", &["Zosia"]),
            ("Mr St John's car", &["Mr St John"]),
            ("ELSA SMITH came", &["ELSA SMITH"]),
        ] {
            let folded = Folded::new(text);
            let page = Page::new(&folded);
            let found = mentions(&page);
            let cut = |m: &crate::find::people::Mention| text.get(page.bytes(&m.words)).unwrap_or_default();
            assert_eq!(found.iter().map(cut).collect::<Vec<_>>(), want, "{text}");
        }
    }
}
