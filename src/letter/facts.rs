//! What letters are told of a request: plain data that the pipeline fills in.
//!
//! Whatever comes from a case (the summary, reasons) has been through the finder before it comes here:
//! no third party's name may stand in it.

use jiff::civil::Date;
use serde::Serialize;

use crate::case::body::Search;
use crate::case::schema::{Adjustment, Capacity, CaseFile, DataSubject, Delivery, Nation, Outcome};

/// The request and its dates, as letters tell them. Templates know it as `request`.
#[derive(Debug, Clone, Serialize)]
pub struct Facts {
    /// The body's reference.
    pub reference: String,
    /// What was asked, in the requester's words, without third parties' names.
    pub summary: String,
    /// To whom the letter goes: the name with its title, then the lines of the address.
    pub addressee: Vec<String>,
    /// How the letter greets them: "Miss Maksimowicz".
    pub salutation: String,
    /// For whom somebody else asks.
    pub for_whom: Option<String>,
    /// In what capacity.
    pub capacity: Option<Capacity>,
    /// Where the answer goes by e-mail; the data subject's own, never a representative's guessed one.
    pub email: Option<String>,
    /// The first day anyone at the body had the request.
    pub received: Date,
    /// The day it was valid and complete.
    pub valid: Option<Date>,
    /// The day by which the law wants an answer.
    pub due: Option<Date>,
    /// The date of the letter.
    #[serde(skip)]
    pub dated: Date,
    /// Whose courts can be asked.
    pub nation: Nation,
    /// How the answer is sent (S2 7.2.3).
    pub delivery: Delivery,
    /// Reasonable adjustments that were agreed (S2 5.3.3).
    pub adjustments: Vec<Adjustment>,
    /// The decision; `Auto` follows from what was removed.
    #[serde(skip)]
    pub outcome: Outcome,
    /// Why the request is refused, for the outcome `Refused`: the ground with its facts, and the law.
    #[serde(skip)]
    pub refusal: Option<Refusal>,
    /// What was searched, when the case records it; otherwise the body's own standing words.
    #[serde(skip)]
    pub search: Option<Search>,
    /// Whether the body's reviewer gave this response, so that the alternate reviews it.
    pub reviewer_responded: bool,
}

/// Why a request is refused. Templates know it as `refusal`.
#[derive(Debug, Clone, Serialize)]
pub struct Refusal {
    /// The ground with its facts, as sentences.
    pub reason: String,
    /// The law it rests on ("UK GDPR, Article 12(5)").
    pub citation: String,
}

/// What the log of the request says. Templates know it as `life`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Life {
    /// The request was spoken.
    pub spoken: bool,
    /// What the requester still has to give us, each a part of a sentence.
    pub needed: Vec<String>,
    /// Why we are not sure who asks.
    pub doubt: Option<String>,
    /// What is unclear.
    pub unclear: Option<String>,
    /// The day on which we asked.
    pub unclear_on: Option<Date>,
    /// Records found so far.
    pub found: u32,
    /// `complexity` or `number`.
    pub ground: Option<String>,
    /// Why more time is needed.
    pub extension: Option<String>,
    /// The fee that was announced.
    pub fee: Option<Fee>,
}

/// A fee.
#[derive(Debug, Clone, Serialize)]
pub struct Fee {
    /// `excessive` or `copy`.
    pub purpose: String,
    /// How much, as it was announced ("£18.40").
    pub amount: String,
    /// How it was reckoned.
    pub reason: String,
}

/// The dates. Templates know it as `clock`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Times {
    /// The end of the first month.
    pub first: Option<Date>,
    /// The statutory date; while something waits, as if it came today.
    pub due: Option<Date>,
}

/// What somebody is asked about (DPA 2018, Sch 2, para 16). Templates know it as `consultation`.
#[derive(Debug, Clone, Serialize)]
pub struct Consultation {
    /// The words that would be passed on, paragraph by paragraph.
    pub extract: Vec<String>,
    /// By when an answer is asked for.
    pub by: Date,
    /// Who asked, where they need to know it.
    pub requester: Option<String>,
}

impl Facts {
    /// The facts as `case.toml` has them, for a letter of a date; the rest is left open.
    #[must_use]
    pub fn from_case(case: &CaseFile, dated: Date) -> Self {
        let subject = &case.data_subject;
        let name = titled(subject.title.as_deref(), &subject.name);
        let own_address = subject.addresses.first().map(String::as_str);
        let asks = case.requester.as_ref();
        let (addressee, salutation) = match asks {
            Some(r) => (address_block(&r.name, r.address.as_deref()), r.name.clone()),
            None => (address_block(&name, own_address), greeting(subject)),
        };
        Self {
            reference: case.request.reference.clone(),
            summary: case.request.summary.trim().trim_matches(['"', '“', '”']).to_owned(),
            addressee,
            salutation,
            capacity: asks.map(|r| r.capacity),
            for_whom: asks.map(|_| name),
            email: subject.emails.first().filter(|_| asks.is_none()).cloned(),
            received: case.request.received,
            valid: case.request.valid,
            due: None,
            dated,
            nation: case.request.nation,
            delivery: case.request.delivery,
            adjustments: case.request.adjustments.clone(),
            outcome: case.request.outcome,
            refusal: None,
            search: None,
            reviewer_responded: false,
        }
    }

    /// The same letter to somebody else, by name and address.
    #[must_use]
    pub fn to_party(mut self, title: Option<&str>, name: &str, address: Option<&str>) -> Self {
        let name = titled(title, name);
        self.addressee = address_block(&name, address);
        self.salutation = name;
        self
    }

    /// The facts with whatever a person wrote put through `redact`, which takes out other people's names.
    #[must_use]
    pub fn redacted(&self, redact: &dyn Fn(&str) -> String) -> Self {
        let refusal = self.refusal.as_ref();
        let search = self.search.as_ref();
        Self {
            summary: redact(&self.summary),
            refusal: refusal.map(|r| Refusal { reason: redact(&r.reason), ..r.clone() }),
            search: search.map(|s| Search {
                places: s.places.iter().map(|p| redact(p)).collect(),
                method: redact(&s.method),
            }),
            ..self.clone()
        }
    }

    /// Whether the letter is set in large print.
    #[must_use]
    pub fn large_print(&self) -> bool {
        self.adjustments.contains(&Adjustment::LargePrint)
    }
}

fn titled(title: Option<&str>, name: &str) -> String {
    title.map_or_else(|| name.to_owned(), |title| format!("{title} {name}"))
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
