//! Why it exists: services and teams are written in capitals that spell names (MASH, ELSA, IRIS), alone and behind
//! the people who work there, and diseases and laws bear the names of people long dead ("Parkinson's disease",
//! "Clare's Law"). None of them is anybody of the case. It refuses to spare what a title or forename stands before.

use super::vocabulary::Vocabulary;
use super::{Mention, Page, is_one_of};
use crate::find::words::{Gap, Shape, Word};

/// Services, teams, schemes and forms whose letters spell a name or a word.
pub(super) static SERVICES: Vocabulary = Vocabulary::of(
    "mash elsa mind acas iris dash marac idva isva camhs senco send sencos dsl ddsl ehcp lado hmo ofsted \
    cafcass cpoms edt dols imca swift mosaic frank relate crisis refuge scope sense dial nacro emmaus unison unite gmb ucu \
    rnib rnid alice ada iapt clare hope grace ruby aspire prevent channel lac cin cla eva safe ria pip esa uc hb lha dwp hmrc \
    nspcc rspca plt inset ta hlta eal pshe rse",
);

/// What makes the name before it that of a disease, a law, a test: "Bell's palsy", "Martha's Rule".
static EPONYMS: Vocabulary = Vocabulary::of(
    "disease syndrome palsy law rule lymphoma chorea dementia sign oesophagus phenomenon thyroiditis sarcoma \
    hernia tumour contracture fracture cyst ulcer test score scale day guidelines competence competent competency pie \
    protocol method criteria manoeuvre classification triangle model neuroma nodes neg pos",
);

/// The same, also without a possessive: "the Bruce protocol".
static METHODS: Vocabulary = Vocabulary::of(
    "dish catheter splint burner drain tube fracture nodes protocol criteria manoeuvre classification syndrome disease palsy chorea",
);

/// What bears somebody's name, with "the" before it: "the Wilson Hey theatre".
static PLACED: Vocabulary = Vocabulary::of(
    "theatre ward wing building room suite block unit clinic centre pub arms estate stand procedure \
    trophy cup bridge roundabout lounge hall library gallery",
);

/// Bodies behind a possessive: "Queen's Medical Centre".
static OWNED: Vocabulary = Vocabulary::of(
    "hospital centre school college church hospice university infirmary academy surgery trust club arms",
);

/// Ends of the names of medicines and examinations.
const REMEDIES: [&str; 28] = [
    "graphy", "scopy", "ectomy", "plasty", "ology", "itis", "aemia", "osis", "roxen", "profen", "olol",
    "opril", "sartan", "statin", "cillin", "mycin", "azole", "azepam", "dipine", "oxetine", "traline",
    "formin", "olam", "gliptin", "thiazide", "codeine", "morphine", "caine",
];

/// A medicine, an examination or a disease by the end of its name: naproxen, angiography.
pub(super) fn is_remedy(word: &str) -> bool {
    word.len() > 6 && REMEDIES.iter().any(|end| word.ends_with(end))
}

/// What of a mention is a person: nothing of a service or a disease, and of "Ann Lee MASH" the name alone.
pub(super) fn spare(page: &Page, mut found: Mention) -> Option<Mention> {
    if found.words == found.name && found.name.len() == 1 && is_none(page, found.name.start) {
        return None;
    }
    let bare = found.words == found.name;
    let second = found.name.start + 1;
    let saint = found.name.len() == 2 && (is_saint(page, second) || page.word(found.name.start) == "saint")
        || is_dedicated(page, &found);
    if bare && (saint || is_placed(page, &found)) {
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
    let service = word.shape == Shape::Upper && word.len() > 2 && apart && SERVICES.holds(page.word(i));
    let eve = page.word(i) == "eve"
        && is_one_of("parents parent christmas years year s easter midsummer", page.back(i, 1));
    service
        || eve
        || is_model(page, i)
        || is_form(page, i)
        || is_eponym(page, i)
        || is_illness(page, i)
        || is_saint(page, i)
        || is_owned(page, i)
}

/// "PMH: Addison's, Cushing's": the possessive of a disease with nothing behind it.
fn is_illness(page: &Page, i: usize) -> bool {
    static ILLS: Vocabulary = Vocabulary::of(
        "addison cushing dupuytren paget meniere sjogren marfan crohn hashimoto parkinson alzheimer \
        asperger tourette huntington raynaud hodgkin kawasaki perthes",
    );
    let owned = page.between(i + 1) == "'" && page.word(i + 1) == "s";
    let closed = page.at(i + 2).is_none_or(|w| w.line || w.gap != Gap::Space);
    owned && closed && ILLS.holds(page.word(i)) && page.at(i).is_some_and(|w| w.gap != Gap::Dot)
}

/// "a Seat Leon", "grey Astra FN19 KXW": a car.
fn is_model(page: &Page, i: usize) -> bool {
    static MAKES: Vocabulary = Vocabulary::of(
        "vauxhall seat skoda kia nissan renault citroen peugeot honda toyota fiat mazda suzuki hyundai volvo mercedes \
        audi bmw vw volkswagen dacia opel jeep",
    );
    let make =
        page.between(i) == " " && MAKES.holds(page.back(i, 1)) && page.at(i - 1).is_some_and(Word::capital);
    let plate = |word: &str| {
        let (letters, digits) = word.split_at_checked(2).unwrap_or_default();
        word.len() == 4
            && letters.bytes().all(|b| b.is_ascii_lowercase())
            && digits.bytes().all(|b| b.is_ascii_digit())
    };
    make || page.between(i + 1) == " " && plate(page.word(i + 1)) && page.word(i + 2).len() == 3
}

/// "in 10 Owen", "(9 Teilo)": the form of a school.
fn is_form(page: &Page, i: usize) -> bool {
    let year = page.back(i, 1).parse::<u8>().is_ok_and(|n| (1..=13).contains(&n)) && page.between(i) == " ";
    year && (page.between(i - 1).ends_with('(') || is_one_of("in form class year tutor of", page.back(i, 2)))
        && page.at(i).is_some_and(|w| w.shape == Shape::Capital)
        && page.at(i + 1).is_none_or(|w| w.line || w.gap != Gap::Space || w.shape == Shape::Lower)
}

/// "the Wilson Hey theatre".
fn is_placed(page: &Page, found: &Mention) -> bool {
    let next = page.at(found.name.end).is_some_and(|w| w.shape == Shape::Lower && !w.line);
    let the = page.back(found.name.start, 1) == "the" && page.between(found.name.start) == " ";
    the && next && page.between(found.name.end) == " " && PLACED.holds(page.word(found.name.end))
}

/// "Queen's Medical Centre": a possessive, and within three words with capitals a body.
fn is_owned(page: &Page, i: usize) -> bool {
    let owned = page.between(i + 1) == "'" && page.word(i + 1) == "s";
    let capitals = (i + 2..i + 5).take_while(|at| page.at(*at).is_some_and(Word::capital));
    owned && capitals.into_iter().any(|at| OWNED.holds(page.word(at)))
}

/// "St Mary's School", "St Anne's Rd": what bears a saint's name.
fn is_saint(page: &Page, i: usize) -> bool {
    static PLACES: Vocabulary = Vocabulary::of(
        "school hospital church primary academy college hospice surgery infants junior juniors catholic rc \
        ce nursery parish ward house court centre hall road rd street st close avenue ave lane crescent terrace cathedral",
    );
    let owned = page.between(i + 1) == "'" && page.word(i + 1) == "s";
    let next = i + 1 + usize::from(owned);
    let near = page.at(next).is_some_and(|w| !w.line) && page.between(next) == " ";
    let titled = i.checked_sub(2).and_then(|p| page.at(p)).is_some_and(|w| w.known.title());
    page.back(i, 1) == "st" && !titled && (owned || near && PLACES.holds(page.word(next)))
}

/// "St Oswald", "St Vincent de Paul": a saint with no title or forename before, and "Storm Eunice".
fn is_dedicated(page: &Page, found: &Mention) -> bool {
    let inside = page.word(found.name.start) == "st" && found.name.len() > 1;
    let start = if inside { found.name.start } else { found.name.start.saturating_sub(1) };
    let near = page.between(start + 1) == " " && page.at(start).is_some_and(|w| w.shape == Shape::Capital);
    let free = start.checked_sub(1).and_then(|i| page.at(i)).is_none_or(|w| {
        page.at(start).is_some_and(|s| s.gap != Gap::Space || s.line)
            || !w.capital()
            || !(w.known.title() || w.known.name())
    });
    let is_storm = |word: &str| matches!(word, "storm" | "hurricane");
    let called = |w: &Word| w.known.forename() >= 1 && w.known.surname() < 3;
    let storm = is_storm(page.word(found.name.start))
        && found.name.len() == 2
        && page.at(found.name.start + 1).is_some_and(called)
        || is_storm(page.back(found.name.start, 1)) && page.between(found.name.start) == " ";
    let given = page.at(start + 1).is_some_and(|w| w.known.forename() >= 1);
    near && free && given && page.word(start) == "st" || storm
}

/// "Parkinson's disease", "Gillick competence".
fn is_eponym(page: &Page, i: usize) -> bool {
    let owned = page.between(i + 1) == "'" && page.word(i + 1) == "s";
    let next = i + 1 + usize::from(owned);
    let near = page.at(next).is_some_and(|w| !w.line) && page.between(next) == " ";
    let bare =
        matches!(page.word(i), "gillick" | "fraser" | "bell" | "raynaud" | "crohn" | "hodgkin" | "hodgkins");
    let method = METHODS.holds(page.word(next)) && page.at(next).is_some_and(|w| w.shape == Shape::Lower);
    near && (method || (owned || bare || page.word(i).ends_with('s')) && EPONYMS.holds(page.word(next)))
}

/// Capitals of a service behind a name that is not in capitals: "Wendy Hargreaves MASH", "Sgt Hughes NWP".
fn is_behind(page: &Page, found: &Mention) -> bool {
    let last = found.name.end - 1;
    let Some(word) = page.at(last) else { return false };
    let letters = word.shape == Shape::Upper && (3..=6).contains(&word.len());
    let service = !word.known.name() || SERVICES.holds(page.word(last));
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
            ("the exercise test (Bruce protocol), and Bruce came", &["Bruce"]),
            ("taken to Queen's Medical Centre by Ann Lee", &["Ann Lee"]),
            ("in the Wilson Hey theatre with Ann Wilson", &["Ann Wilson"]),
            ("the churches St Oswald and St Vincent de Paul after Storm Eunice", &[]),
            ("with Jill St John and Mr St John", &["Jill St John", "Mr St John"]),
            ("Foley catheter, Petri dish, Morton's neuroma; met Foley", &["Foley"]),
            ("a red Seat Leon and a grey Astra FN19 KXW; Leon drove", &["Leon"]),
            ("Harvey is in 10 Owen. Parents Eve with Eve Lee", &["Harvey", "Eve Lee"]),
            ("prayed to Saint Anthony; St Anthony's School", &[]),
            ("has now prescribed Naproxen and will arrange Angiography at", &[]),
        ] {
            let folded = Folded::new(text);
            let page = Page::new(&folded);
            let found = mentions(&page);
            let cut = |m: &crate::find::people::Mention| text.get(page.bytes(&m.words)).unwrap_or_default();
            assert_eq!(found.iter().map(cut).collect::<Vec<_>>(), want, "{text}");
        }
    }
}
