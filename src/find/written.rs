//! Why it exists: what the requester wrote themselves may keep the names in it, so documents that look
//! like theirs are named to the officer. It suggests and never assumes: a person writes
//! `author = "requester"`. Somebody else's signature below theirs speaks against it.

use super::{Finding, Kind, Owner, Written, contact};
use crate::text::DocumentText;

/// Lines below a closing in which a signature stands.
const BELOW: usize = 3;

/// Closings of letters, folded.
const CLOSINGS: [&str; 9] = [
    "yours sincerely",
    "yours faithfully",
    "yours truly",
    "kind regards",
    "best regards",
    "regards",
    "best wishes",
    "many thanks",
    "signed",
];

/// Fields of forms after which the writer is named.
const FIELDS: [&str; 6] =
    ["completed by", "filled in by", "statement of", "complaint from", "complaint by", "submitted by"];

/// Documents that the data subject seems to have written, in order.
pub(crate) fn by_subject(documents: &[DocumentText], findings: &[Finding]) -> Vec<Written> {
    let name = |f: &&Finding| matches!(f.kind, Kind::Person | Kind::Email);
    let named: Vec<&Finding> = findings.iter().filter(name).collect();
    let of = |(document, text): (usize, &DocumentText)| {
        let from = named.partition_point(|f| f.document < document);
        let to = named.partition_point(|f| f.document <= document);
        let reason = reason(text, named.get(from..to).unwrap_or_default())?;
        Some(Written { document, reason })
    };
    documents.iter().enumerate().filter_map(of).collect()
}

fn reason(document: &DocumentText, named: &[&Finding]) -> Option<&'static str> {
    let first = document.pages.first()?;
    let owners = |page: u32, from: u32, to: u32| {
        let inside = move |f: &&&Finding| f.page == page && from <= f.chars.start && f.chars.end <= to;
        named.iter().filter(inside).map(|f| f.owner).collect::<Vec<Owner>>()
    };
    let theirs = |list: &[Owner]| !list.is_empty() && list.iter().all(|o| *o == Owner::Subject);
    if let Some(head) = contact::heads(&first.text).into_iter().next().filter(|h| h.from.start == 0) {
        let sent = theirs(&owners(first.page, head.from.start, head.from.end));
        return sent.then_some("the data subject is its sender");
    }
    let (mut signed, mut form) = (None, false);
    for page in &document.pages {
        for (line, start, end, below) in lines(&page.text) {
            if CLOSINGS.iter().any(|c| line.starts_with(c) && line.len() <= c.len() + 12) {
                // the last signature of a document says whose it is
                signed = Some(theirs(&owners(page.page, start, below)));
            }
            form |= FIELDS.iter().any(|f| line.contains(f)) && theirs(&owners(page.page, start, end));
        }
    }
    match signed {
        Some(true) => Some("the data subject signed it"),
        None if form => Some("a field of the form names the data subject as its writer"),
        _ => None,
    }
}

/// Each line in small letters with its first and last character and the end of the lines below it.
fn lines(text: &str) -> Vec<(String, u32, u32, u32)> {
    let mut ends: Vec<(u32, u32)> = vec![];
    let mut at = 0;
    for line in text.split('\n') {
        let end = at + line.chars().count() as u32;
        ends.push((at, end));
        at = end + 1;
    }
    let below = |i: usize| ends.get((i + BELOW).min(ends.len().saturating_sub(1))).map_or(0, |e| e.1);
    let folded = text.split('\n').map(|l| l.trim().to_lowercase());
    folded.zip(&ends).enumerate().map(|(i, (l, (from, to)))| (l, *from, *to, below(i))).collect()
}
