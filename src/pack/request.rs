//! What a pack is made from: plain data that the pipeline fills in.
//!
//! Whatever comes from a case (titles, the summary) has been through the finder before it comes
//! here: no third party's name may stand in it.

use jiff::civil::Date;

use crate::case::body::{Body, Search};
use crate::case::schema::{Capacity, CaseFile, DataSubject, Nation, Outcome};
use crate::sanitise::Sanitised;
use crate::text::PageText;

/// Everything a pack is made from.
#[derive(Debug)]
pub struct PackRequest<'a> {
    /// What the letter says of the request.
    pub facts: Facts,
    /// Who answers it.
    pub body: &'a Body,
    /// The documents disclosed, in order.
    pub documents: Vec<PackDocument>,
    /// The documents withheld whole.
    pub withheld: Vec<WithheldDocument>,
    /// What is held as well and no page can show.
    pub held: Vec<HeldFile>,
    /// Every exemption used, for a panel or for a document, in the order of the letter.
    pub exemptions: Vec<ExemptionUse>,
    /// What stands on every page besides reference and number.
    pub stamp: Stamp,
    /// Whether the pack will need a password.
    pub protected: bool,
    /// The most that a file may take, in 10⁶ bytes; 0 for one file of any size.
    pub max_mb: u32,
}

/// The request and its dates, as the letter tells them.
#[derive(Debug, Clone)]
pub struct Facts {
    /// The body's reference.
    pub reference: String,
    /// What was asked, in the requester's words, without third parties' names.
    pub summary: String,
    /// To whom the letter goes: the name with its title, then the lines of the address.
    pub addressee: Vec<String>,
    /// How the letter greets them: "Miss Maksimowicz".
    pub salutation: String,
    /// For whom somebody else asks, and in what capacity.
    pub on_behalf_of: Option<(String, Capacity)>,
    /// The first day anyone at the body had the request.
    pub received: Date,
    /// The day it was valid and complete.
    pub valid: Option<Date>,
    /// The day by which the law wants an answer.
    pub due: Option<Date>,
    /// The date of the letter.
    pub dated: Date,
    /// Whose courts can be asked.
    pub nation: Nation,
    /// The decision; `Auto` follows from what was removed.
    pub outcome: Outcome,
    /// Why the request is refused, for the outcome `Refused`: the ground with its facts, and the law.
    pub refusal: Option<Refusal>,
    /// What was searched, when the case records it; otherwise the body's own standing words.
    pub search: Option<Search>,
    /// Whether the body's reviewer gave this response, so that the alternate reviews it.
    pub reviewer_responded: bool,
}

impl Facts {
    /// The facts as `case.toml` has them, for a letter of a date; the rest is left open.
    #[must_use]
    pub fn from_case(case: &CaseFile, dated: Date) -> Self {
        let subject = &case.data_subject;
        let name = match &subject.title {
            Some(title) => format!("{title} {}", subject.name),
            None => subject.name.clone(),
        };
        let own_address = subject.addresses.first().map(String::as_str);
        let (addressee, salutation, on_behalf_of) = match &case.requester {
            Some(r) => {
                (address_block(&r.name, r.address.as_deref()), r.name.clone(), Some((name, r.capacity)))
            }
            None => (address_block(&name, own_address), greeting(subject), None),
        };
        Self {
            reference: case.request.reference.clone(),
            summary: case.request.summary.clone(),
            addressee,
            salutation,
            on_behalf_of,
            received: case.request.received,
            valid: case.request.valid,
            due: None,
            dated,
            nation: case.request.nation,
            outcome: case.request.outcome,
            refusal: None,
            search: None,
            reviewer_responded: false,
        }
    }
}

/// Title and surname, with the particles before it ("Mr van der Berg"); the whole name without a title.
fn greeting(subject: &DataSubject) -> String {
    let words: Vec<&str> = subject.name.split_whitespace().collect();
    let Some((title, (surname, before))) = subject.title.as_ref().zip(words.split_last()) else {
        return subject.name.clone();
    };
    let is_particle = |w: &&&str| w.chars().next().is_some_and(char::is_lowercase);
    let particles = before.iter().rev().take_while(is_particle).count();
    let particles = before.iter().skip(before.len() - particles).copied();
    std::iter::once(title.as_str()).chain(particles).chain([*surname]).collect::<Vec<_>>().join(" ")
}

fn address_block(name: &str, address: Option<&str>) -> Vec<String> {
    let lines = address.unwrap_or_default().split([',', '\n']).map(str::trim).filter(|l| !l.is_empty());
    std::iter::once(name).chain(lines).map(str::to_owned).collect()
}

/// Why a request is refused.
#[derive(Debug, Clone)]
pub struct Refusal {
    /// The ground with its facts, as sentences.
    pub reason: String,
    /// The law it rests on ("UK GDPR, Article 12(5)").
    pub citation: String,
}

/// A disclosed document.
#[derive(Debug)]
pub struct PackDocument {
    /// Its title, redacted.
    pub title: String,
    /// What it is, for the schedule ("Letter", "E-mail").
    pub kind: String,
    /// Its own date, when it is known.
    pub date: Option<Date>,
    /// What is left out of it besides panels, in a few words; empty for nothing.
    pub left_out: String,
    /// Its pages.
    pub sanitised: Sanitised,
    /// What stands on its pages now, in order: a screen reader follows it.
    pub texts: Vec<PageText>,
    /// What is said of each of its panels ("Redacted: information about another person").
    pub said: Vec<String>,
    /// For each page whether its foot is known to be free for the stamp; see [`super::foot_is_free`].
    /// Where it is not, the page is made a little longer, so that the stamp hides nothing.
    pub foot_free: Vec<bool>,
}

/// A document withheld whole.
#[derive(Debug, Clone)]
pub struct WithheldDocument {
    /// Its title, redacted.
    pub title: String,
    /// Its pages, when they may be told.
    pub pages: Option<u32>,
    /// Id of the exemption it is withheld under; one of [`PackRequest::exemptions`].
    pub exemption: String,
    /// Why, as a sentence to the requester; empty for the exemption's own.
    pub reason: String,
}

/// Something that is held and not in the file, because no page can show it.
#[derive(Debug, Clone)]
pub struct HeldFile {
    /// Its title, redacted.
    pub title: String,
    /// What it is ("Recording").
    pub kind: String,
    /// Its size in bytes.
    pub bytes: u64,
}

/// An exemption that was used.
#[derive(Debug, Clone)]
pub struct ExemptionUse {
    /// Its id ("S2P3-16").
    pub id: String,
    /// What is drawn on the panels ("TP").
    pub mark: String,
    /// A few words ("Other people").
    pub label: String,
    /// What it means, as a sentence to the requester.
    pub reason: String,
    /// Where the law says it; empty where no law is needed ("outside your request").
    pub citation: String,
    /// Panels that carry it; 0 when only whole documents are withheld under it.
    pub count: u32,
    /// Whether the letter may name it. One that may not is silent: it is named nowhere in the pack,
    /// and when a panel rests on it the letter gives its reasons without marks and counts.
    pub stated: bool,
}

/// What stands on every page besides reference and number.
#[derive(Debug, Clone, Copy, Default)]
pub struct Stamp {
    /// NOT REVIEWED – NOT FOR RELEASE.
    pub unreviewed: bool,
    /// DRAFT.
    pub draft: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_and_particles_are_greeted_politely() {
        for (name, title, want) in [
            ("Liwia Maksimowicz", Some("Miss"), "Miss Maksimowicz"),
            ("Jan van der Berg", Some("Mr"), "Mr van der Berg"),
            ("Liwia Maksimowicz", None, "Liwia Maksimowicz"),
        ] {
            let title = title.map(str::to_owned);
            let subject = DataSubject { name: name.to_owned(), title, ..DataSubject::default() };
            assert_eq!(greeting(&subject), want);
        }
    }

    #[test]
    fn an_address_is_set_line_by_line_below_the_name() {
        let lines = address_block("Liwia Maksimowicz", Some("1 Quay, Preston,\nPR2 8TU"));
        assert_eq!(lines, ["Liwia Maksimowicz", "1 Quay", "Preston", "PR2 8TU"]);
        assert_eq!(address_block("Liwia Maksimowicz", None), ["Liwia Maksimowicz"]);
    }
}
