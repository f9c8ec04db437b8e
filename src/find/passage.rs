//! Why it exists: a passage about health or offences concerns somebody, and the officer must see whom.
//!
//! It is the person named nearest before it in its sentence, else nearest after. What is about the data
//! subject is their own and is not marked, except health data, which a gate asks about (DPA 2018
//! Sch 3 para 6). It never makes the passage a mention of that person: a decision about somebody's name
//! must not take out what is said of them.

use std::ops::Range;

use super::kinds::{ABSENCE, HEALTH};
use super::place::Draft;
use super::{Finding, Kind, Owner, PersonId};

const ABOUT: &str = "; it seems to be about ";

/// Whether a finding may be health data about the data subject, so that it raises the health gate where it
/// is kept. Whom a sentence seems to be about is a guess and closes no gate: "the doctor says that the asthma
/// …" names the doctor.
#[must_use]
pub fn is_health_of_subject(finding: &Finding) -> bool {
    finding.kind == Kind::Special && finding.reason.starts_with(HEALTH)
}

/// Says of each sensitive passage of a page whom it seems to concern.
pub(crate) fn assign(text: &str, drafts: &mut Vec<Draft>, is_staff: &dyn Fn(PersonId) -> bool) {
    if !drafts.iter().any(|d| d.kind == Kind::Special) {
        return;
    }
    let chars: Vec<char> = text.chars().collect();
    let people: Vec<Draft> = drafts.iter().filter(|d| d.kind == Kind::Person).cloned().collect();
    for draft in drafts.iter_mut().filter(|d| d.kind == Kind::Special) {
        let absence = draft.reason == ABSENCE;
        let Some(person) = nearest(&people, &sentence(&chars, &draft.chars), &draft.chars) else {
            draft.reason.push_str("; the sentence names nobody");
            continue;
        };
        if absence && !person.person.is_some_and(is_staff) {
            continue;
        }
        match (person.owner, person.person) {
            (Owner::Subject, _) => {
                draft.owner = Owner::Subject;
                draft.reason.push_str(" about the data subject");
            }
            (Owner::Ambiguous, _) | (_, None) => draft.reason.push_str("; whom it is about is not certain"),
            (_, Some(id)) => draft.reason.push_str(&format!("{ABOUT}{id}")),
        }
    }
    // sickness and leave concern staff alone: of anybody else it is health, or nobody's matter
    drafts.retain(|d| d.kind != Kind::Special || !d.reason.starts_with(ABSENCE) || d.reason.contains(ABOUT));
    drafts.retain(|d| d.kind != Kind::Special || d.owner != Owner::Subject || d.reason.starts_with(HEALTH));
    // "was off sick" of a colleague is one passage, not that and "off sick" once more
    let absent: Vec<Range<u32>> =
        drafts.iter().filter(|d| d.reason.starts_with(ABSENCE)).map(|d| d.chars.clone()).collect();
    let told = |d: &Draft| absent.iter().any(|a| a.start <= d.chars.start && d.chars.end <= a.end);
    drafts.retain(|d| d.kind != Kind::Special || d.reason.starts_with(ABSENCE) || !told(d));
}

/// The last person named before the passage in its sentence, else the first after it.
fn nearest<'d>(people: &'d [Draft], sentence: &Range<u32>, passage: &Range<u32>) -> Option<&'d Draft> {
    let inside = || people.iter().filter(|p| sentence.start <= p.chars.start && p.chars.end <= sentence.end);
    let before = inside().filter(|p| p.chars.end <= passage.start).max_by_key(|p| p.chars.end);
    before.or_else(|| inside().filter(|p| p.chars.start >= passage.end).min_by_key(|p| p.chars.start))
}

/// The sentence round a passage: up to a full stop with a blank after it that ends no title or initial, a
/// blank line, or the cell of a table.
fn sentence(chars: &[char], passage: &Range<u32>) -> Range<u32> {
    let at = |i: usize| chars.get(i).copied().unwrap_or('\n');
    let ends = |i: usize| {
        let blank = at(i + 1).is_whitespace();
        let word = (0..i).rev().take_while(|j| at(*j).is_alphabetic()).count();
        let abbreviation =
            word <= 2 && at(i.saturating_sub(word)).is_uppercase() || word == 3 && at(i - 3) == 'M';
        matches!(at(i), '!' | '?') && blank
            || at(i) == '.' && blank && !abbreviation
            || at(i) == '\n' && at(i + 1) == '\n'
    };
    let (start, end) = (passage.start as usize, passage.end as usize);
    let first = (0..start).rev().take(400).find(|i| ends(*i)).map_or(0, |i| i + 1);
    let last = (end..chars.len()).take(400).find(|i| ends(*i)).unwrap_or(chars.len());
    let from = if start > 400 { first.max(start - 400) } else { first };
    from as u32..last as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::find::Tier;

    fn draft(kind: Kind, owner: Owner, text: &str, part: &str, reason: &str) -> Draft {
        let start = text.find(part).expect(part) as u32;
        Draft {
            kind,
            tier: Tier::Check,
            reason: reason.to_owned(),
            owner,
            person: (kind == Kind::Person).then_some(PersonId(3)),
            exemption: None,
            chars: start..start + part.len() as u32,
        }
    }

    fn told(text: &str, person: (&str, Owner), part: &str, reason: &str) -> Option<String> {
        let mut all = vec![
            draft(Kind::Person, person.1, text, person.0, "a name"),
            draft(Kind::Special, Owner::Discovered, text, part, reason),
        ];
        assign(text, &mut all, &|id| id == PersonId(3));
        all.into_iter().find(|d| d.kind == Kind::Special).map(|d| d.reason)
    }

    #[test]
    fn a_passage_says_whom_it_seems_to_be_about() {
        let other = ("Mr. Lee", Owner::Discovered);
        let about = Some("may be health data; it seems to be about P03".to_owned());
        assert_eq!(told("We met Mr. Lee, who has asthma.", other, "asthma", HEALTH), about);
        assert_eq!(told("The asthma of Mr. Lee is bad.", other, "asthma", HEALTH), about);
        let nobody = Some("may be health data; the sentence names nobody".to_owned());
        assert_eq!(told("We met Mr. Lee. There was asthma.", other, "asthma", HEALTH), nobody);
    }

    #[test]
    fn sickness_is_told_of_somebody_at_work_alone() {
        let about = Some(format!("{ABSENCE}; it seems to be about P03"));
        assert_eq!(
            told("We met Mr. Lee, off sick.", ("Mr. Lee", Owner::Party(0)), "off sick", ABSENCE),
            about
        );
        assert_eq!(told("Ann Khan is off sick.", ("Ann Khan", Owner::Subject), "off sick", ABSENCE), None);
        assert_eq!(told("We met Mr. Lee. Leave.", ("Mr. Lee", Owner::Party(0)), "Leave", ABSENCE), None);
    }

    #[test]
    fn of_the_requesters_own_only_health_is_told() {
        let own = ("Ann Khan", Owner::Subject);
        let told = |part, reason| told("Ann Khan has asthma and is Sikh.", own, part, reason);
        assert_eq!(told("asthma", HEALTH).as_deref(), Some("may be health data about the data subject"));
        assert_eq!(told("Sikh", "may be data about religion or belief"), None);
    }
}
