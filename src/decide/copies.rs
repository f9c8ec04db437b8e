//! A decision about one place holds wherever the same stands: the same text of the same person between the
//! same words, as in a reply that quotes the mail.
//!
//! Where people decided such places differently nothing is carried over: what is left stays open.

use std::collections::BTreeMap;

use super::Document;
use super::answer::{Answer, Scope};
use crate::find::{Finding, Found, Kind, PersonId};

/// Words on either side that must be the same.
const WORDS: usize = 3;

/// What a place says: kind, text, person, and the words around it.
type Saying<'f> = (Kind, &'f str, Option<PersonId>, [Vec<String>; 2]);

/// The findings that say the same: each such place has one number, and none where no other says it too.
pub(super) fn sayings<'f>(found: &'f Found, documents: &[Document<'_>]) -> Vec<Option<u32>> {
    let mut times: BTreeMap<&str, u32> = BTreeMap::new();
    for finding in &found.findings {
        *times.entry(&finding.anchor.text).or_default() += 1;
    }
    let mut numbers: BTreeMap<Saying<'f>, u32> = BTreeMap::new();
    let mut number = |finding: &'f Finding| {
        let text = finding.anchor.text.as_str();
        times.get(text).filter(|n| **n > 1)?;
        let saying = (finding.kind, text, finding.person, around(documents, finding)?);
        let next = numbers.len() as u32;
        Some(*numbers.entry(saying).or_insert(next))
    };
    found.findings.iter().map(&mut number).collect()
}

/// Lets answers about single findings settle those that say the same elsewhere.
pub(super) fn spread<'a>(sayings: &[Option<u32>], settled: &mut [Option<&'a Answer>]) {
    let mut said: BTreeMap<u32, Vec<&'a Answer>> = BTreeMap::new();
    for (number, slot) in sayings.iter().zip(settled.iter()) {
        if let (Some(number), Some(answer)) = (number, slot)
            && matches!(answer.scope, Scope::Finding { .. })
        {
            said.entry(*number).or_default().push(answer);
        }
    }
    let like = |a: &Answer, b: &Answer| (a.ruling, &a.exemption) == (b.ruling, &b.exemption);
    let agreed = |answers: &Vec<&'a Answer>| {
        let last = answers.iter().max_by_key(|a| a.said.seq).copied()?;
        answers.iter().all(|a| like(a, last)).then_some(last)
    };
    for (number, slot) in sayings.iter().zip(settled) {
        let Some(answers) = number.as_ref().and_then(|n| said.get(n)) else { continue };
        if slot.is_none_or(is_coarser)
            && let Some(last) = agreed(answers)
        {
            *slot = Some(last);
        }
    }
}

/// Whether an answer is about more than a place: the finest wins.
fn is_coarser(answer: &Answer) -> bool {
    !matches!(answer.scope, Scope::Finding { .. } | Scope::Box { .. })
}

/// The words before and after a finding on its page; none where there are too few to know it again.
fn around(documents: &[Document<'_>], finding: &Finding) -> Option<[Vec<String>; 2]> {
    let text = documents.get(finding.document)?.text;
    let page = text.pages.iter().find(|p| p.page == finding.page)?;
    let mut places = page.text.char_indices().map(|(at, _)| at).chain([page.text.len()]);
    let start = places.nth(finding.chars.start as usize)?;
    let end = if finding.chars.is_empty() { start } else { places.nth(finding.chars.len() - 1)? };
    let before: String = page.text.get(..start)?.chars().rev().take(200).collect();
    let after: String = page.text.get(end..)?.chars().take(200).collect();
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
        words.take(WORDS).map(str::to_lowercase).collect()
    };
    let both = [words(&before), words(&after)];
    both.iter().all(|side| side.len() == WORDS).then_some(both)
}
