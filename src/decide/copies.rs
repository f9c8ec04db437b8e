//! A decision about one place holds wherever the same stands: the same text of the same person between the
//! same words, as in a reply that quotes the mail.
//!
//! Where people decided such places differently nothing is carried over: what is left stays open.

use std::collections::{BTreeMap, BTreeSet};

use super::Document;
use super::answer::{Answer, Scope};
use crate::find::{Finding, Found, Kind, PersonId};

/// Words on either side that must be the same.
const WORDS: usize = 3;

/// What a place says: kind, text, person, and the words around it.
type Saying<'f> = (Kind, &'f str, Option<PersonId>, [Vec<String>; 2]);

/// Lets answers about single findings settle those that say the same elsewhere.
pub(super) fn spread<'a>(found: &Found, documents: &[Document<'_>], settled: &mut [Option<&'a Answer>]) {
    let direct = |i: usize, settled: &[Option<&'a Answer>]| {
        settled.get(i).copied().flatten().filter(|a| matches!(a.scope, Scope::Finding { .. }))
    };
    let answered = found.findings.iter().enumerate().filter(|(i, _)| direct(*i, settled).is_some());
    let texts: BTreeSet<&str> = answered.map(|(_, f)| f.anchor.text.as_str()).collect();
    let mut places: BTreeMap<Saying<'_>, Vec<usize>> = BTreeMap::new();
    // findings stand in the order of pages: each page is taken apart once
    let mut last: Option<((usize, u32), Vec<char>)> = None;
    for (i, finding) in found.findings.iter().enumerate() {
        if !texts.contains(finding.anchor.text.as_str()) {
            continue;
        }
        let at = (finding.document, finding.page);
        if last.as_ref().is_none_or(|(page, _)| *page != at) {
            last = Some((at, characters(documents, finding)));
        }
        let chars = last.as_ref().map_or(&[][..], |(_, chars)| chars);
        if let Some(around) = around(chars, finding) {
            let saying = (finding.kind, finding.anchor.text.as_str(), finding.person, around);
            places.entry(saying).or_default().push(i);
        }
    }
    for same in places.into_values() {
        let said: Vec<&'a Answer> = same.iter().filter_map(|i| direct(*i, settled)).collect();
        let Some(last) = said.iter().max_by_key(|a| a.said.seq).copied() else { continue };
        if said.iter().any(|a| (a.ruling, &a.exemption) != (last.ruling, &last.exemption)) {
            continue;
        }
        for i in same {
            if let Some(slot) = settled.get_mut(i).filter(|slot| slot.is_none_or(is_coarser)) {
                *slot = Some(last);
            }
        }
    }
}

/// Whether an answer is about more than a place: the finest wins.
fn is_coarser(answer: &Answer) -> bool {
    !matches!(answer.scope, Scope::Finding { .. } | Scope::Box { .. })
}

/// The characters of the page of a finding.
fn characters(documents: &[Document<'_>], finding: &Finding) -> Vec<char> {
    let document = documents.get(finding.document);
    let page = document.and_then(|d| d.text.pages.iter().find(|p| p.page == finding.page));
    page.map(|p| p.text.chars().collect()).unwrap_or_default()
}

/// The words before and after a finding on its page; none where there are too few to know it again.
fn around(chars: &[char], finding: &Finding) -> Option<[Vec<String>; 2]> {
    let before: String = chars.get(..finding.chars.start as usize)?.iter().rev().take(200).collect();
    let after: String = chars.get(finding.chars.end as usize..)?.iter().take(200).collect();
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
        words.take(WORDS).map(str::to_lowercase).collect()
    };
    let both = [words(&before), words(&after)];
    both.iter().all(|side| side.len() == WORDS).then_some(both)
}
