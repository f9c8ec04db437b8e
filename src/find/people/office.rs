//! Why it exists: whether staff are named to the requester is a policy of the body, so somebody with a
//! job title beside their name is told from a neighbour. It says "perhaps staff", never that they are;
//! a trade after "a" or "an" ("my brother, a retired engineer") is no office held here.

use super::vocabulary::Vocabulary;
use super::{Mention, Page};
use crate::find::words::{Gap, Shape, Word};

/// Words that end a job title.
static OFFICES: Vocabulary = Vocabulary::of(
    " accountant administrator adviser advisor analyst assessor assistant auditor barrister \
    caretaker caseworker chair chairman chairperson chairwoman chief clerk commissioner concierge constable \
    consultant contractor controller coordinator co-ordinator councillor counsellor dentist detective director \
    doctor electrician engineer executive foreman gp handler head headteacher inspector investigator judge \
    landlord lawyer leader lecturer librarian magistrate manager matron midwife nurse officer ombudsman operative \
    operator paramedic pcso pharmacist physiotherapist planner plumber practitioner principal psychiatrist \
    psychologist receptionist registrar secretary sergeant solicitor specialist steward superintendent supervisor \
    surveyor teacher technician therapist trainee warden worker ",
);

/// Titles that are an office.
static TITLES: Vocabulary = Vocabulary::of(
    " pc wpc dc ds sgt sergeant insp inspector pcso cllr councillor dr doctor prof professor judge rev \
    revd reverend constable superintendent detective ",
);

/// Longest job title in words, small words among them.
const LONGEST: usize = 7;

/// Whether a job title stands right before or after the name.
pub(crate) fn stands_beside(page: &Page, mention: &Mention) -> bool {
    titled(page, mention) || before(page, mention.words.start) || after(page, mention.words.end)
}

fn titled(page: &Page, mention: &Mention) -> bool {
    (mention.words.start..mention.name.start).any(|i| TITLES.holds(page.word(i)))
}

/// "Housing Officer Ann Lee", "our caseworker, Ann Lee".
fn before(page: &Page, start: usize) -> bool {
    let Some(last) = start.checked_sub(1) else { return false };
    let near = page.at(start).is_some_and(|w| matches!(w.gap, Gap::Space | Gap::Comma) && !w.line);
    let article = |i: usize| matches!(page.word(i), "a" | "an");
    let trade = (last.saturating_sub(2)..last).any(article);
    near && OFFICES.holds(page.word(last)) && !trade
}

/// "Ann Lee, Senior Housing Officer", "Ann Lee (Surveyor)", or on the line below.
fn after(page: &Page, end: usize) -> bool {
    let mut lines = 0;
    for i in end..end + LONGEST {
        let Some(word) = page.at(i) else { return false };
        lines += usize::from(word.line);
        if lines > 1 || !goes_on(page, i, word, i == end) {
            return false;
        }
        let title = word.capital() || i > end && matches!(page.word(end), "the" | "our" | "your" | "their");
        if title && OFFICES.holds(page.word(i)) {
            // "Mr Lee, Housing Officer Ann Smith": the office is that of the next
            let next = page.at(i + 1);
            return !next.is_some_and(|n| {
                n.gap == Gap::Space && !n.line && n.capital() && n.known.name() && !n.known.word()
            });
        }
    }
    false
}

/// Whether a word can be part of a job title after a name: capitals and the small words between them.
fn goes_on(page: &Page, i: usize, word: &Word, first: bool) -> bool {
    let small = matches!(page.word(i), "of" | "and" | "for" | "the" | "to" | "in" | "our" | "your" | "their");
    let led = match word.gap {
        Gap::Space | Gap::Hyphen => !first || word.line || word.capital(),
        Gap::Comma | Gap::Other => true,
        Gap::Block => first,
        Gap::Dot => false,
    };
    let inside =
        !first && !word.line && word.shape == Shape::Lower && word.known.word() && !word.known.speech();
    led && (word.capital() || small || inside && word.len() > 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::find::fold::Folded;
    use crate::find::people::mentions;

    #[test]
    fn a_job_title_beside_a_name_is_seen_and_a_trade_is_not() {
        for (text, want) in [
            ("Ann Lee, Senior Housing Officer, came", true),
            ("Ann Lee (Surveyor) came", true),
            ("Regards\nAnn Lee\nHead of Repairs\nCouncil", true),
            ("Regards\nAnn Lee\nTeam Leader", true),
            ("Housing Officer Ann Lee came", true),
            ("our caseworker, Ann Lee, came", true),
            ("Ann Lee, the surveyor, came", true),
            ("PC 1234 Ann Lee came", true),
            ("my brother Tom Reed, a retired engineer, came", false),
            ("Ann Lee came. The officer left", false),
            ("Ann Lee told the officer", false),
            ("Ann Lee and the warden left", false),
            ("Tom Reed, Housing Officer Ann Lee and others", false),
            ("an engineer Tom Reed knows", false),
        ] {
            let folded = Folded::new(text);
            let page = Page::new(&folded);
            let found = mentions(&page);
            let first = found.first().unwrap_or_else(|| panic!("no name in {text}"));
            assert_eq!(stands_beside(&page, first), want, "{text}");
        }
    }
}
