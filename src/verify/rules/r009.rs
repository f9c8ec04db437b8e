//! R009: a known term found
//!
//! **What.** A string that was removed, or that the user listed, stands somewhere in the file: in the
//! text of a page, in a string, a name, a stream or the bytes between objects, reachable or not, as
//! text, UTF-16, hexadecimal, octal, `#xx`, base64 or backwards. With `--ocr`, also in the picture of a page:
//! each page is drawn and read by `tesseract`, and letters that recognition confuses (`0` and `O`; `1`, `l`
//! and `I`; `rn` and `m`) count as the same.
//!
//! **Why it is dangerous.** Whoever searches the file finds it.
//!
//! **A well-known case.** Names blacked out on the page that `pdftotext` prints.
//!
//! **When it fails a file.** A whole term is an error. A term inside a longer word, or kept on pages and found beside them, is a
//! warning. In a picture, a word that differs from a term by a letter (two, from twelve letters on) is an error
//! where recognition was in doubt, a warning where it was sure.
//!
//! **How to mend it.** Redact again with this term, or with a box over the place in the picture, and let the file be made anew.

use std::cell::LazyCell;
use std::ops::Range;

use rayon::prelude::*;

use super::boilerplate::{self, Boilerplate};
use super::kerned;
use super::walk;
use crate::verify::evidence::{Evidence, PageText};
use crate::verify::findings::{Findings, Spot};
use crate::verify::reader::scan::Indirect;
use crate::verify::reader::{Dict, Object};
use crate::verify::terms::{Haystack, Searcher, fold::Folded};

const HINT: &str = "redact again with this term";
const IN_STRING: &str = "a removed term stands in a string";

/// The names that the standard itself uses.
static STANDARD: &str = include_str!("names.txt");

/// What a look at one object gave.
#[derive(Debug, Clone, Copy)]
struct Hit {
    term: usize,
    object: Option<u32>,
    what: &'static str,
}

/// Looks at every object and at the bytes between them.
pub(crate) fn file(evidence: &Evidence<'_>, findings: &mut Findings<'_>) {
    if evidence.searcher.is_empty() {
        return;
    }
    let names: std::collections::HashSet<&[u8]> = STANDARD.split_whitespace().map(str::as_bytes).collect();
    let mut hits: Vec<Hit> =
        evidence.document.objects.par_iter().flat_map_iter(|o| object(evidence, o, &names)).collect();
    hits.extend(syntax(evidence, &names));
    for hit in hits {
        let spot = Spot { object: hit.object, ..Spot::default() };
        // what is kept on a page may stand in a bookmark or an alternate text of it
        let allowed = hit.term.checked_sub(evidence.request.absent.len());
        let kept = allowed.and_then(|i| evidence.request.allowed.get(i)).is_some_and(|a| !a.pages.is_empty());
        if kept && hit.what == IN_STRING {
            findings.warning("R009", spot, "a term that is kept on pages stands beside them too", HINT);
        } else {
            findings.error("R009", spot, hit.what, HINT);
        }
    }
}

/// Looks at the visible and invisible text of a page, as the position interpreter put it together.
/// Gives how often each allowed term is visible.
pub(crate) fn page(evidence: &Evidence<'_>, number: u32, text: &PageText, findings: &mut Findings<'_>) {
    let searcher = &evidence.searcher;
    if searcher.is_empty() {
        return;
    }
    let absent = evidence.request.absent.len();
    let spot = Spot { page: Some(number), ..Spot::default() };
    let mut counts = vec![0_u32; evidence.request.allowed.len()];
    for (folded, visible) in [
        (&text.visible, Reading::Painted),
        (&text.layer, Reading::Painted),
        (&text.by_place, Reading::Other),
        (&text.other, Reading::Other),
        (&text.invisible, Reading::Unseen),
    ] {
        for (term, whole) in searcher.in_text(folded) {
            let allowed = term.checked_sub(absent).and_then(|i| counts.get_mut(i));
            match (allowed, visible) {
                (None, _) if whole => {
                    findings.error("R009", spot, "a removed term can be read in the text of the page", HINT);
                }
                (None, _) => {
                    findings.warning("R009", spot, "a removed term stands inside a longer word", HINT);
                }
                (Some(count), Reading::Painted) => *count += u32::from(whole),
                (Some(_), Reading::Unseen) if whole => {
                    findings.error("R009", spot, "a removed term stands in invisible text", HINT);
                }
                _ => {}
            }
        }
    }
    for (allowed, count) in evidence.request.allowed.iter().zip(counts) {
        let kept = allowed.pages.iter().filter(|(p, _)| *p == number).map(|(_, n)| *n).sum::<u32>();
        if count > kept {
            let what = "a term that was removed in places stands on this page more often than it was kept";
            findings.error("R009", spot, what, HINT);
        } else if count < kept {
            let what = "a term stands on this page less often than it was kept";
            findings.warning("R009", spot, what, "compare the page with its source");
        }
    }
}

/// Which reading of a page a text is. Only one may count what is visible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    Painted,
    Unseen,
    Other,
}

type Names<'n> = std::collections::HashSet<&'n [u8]>;

fn object(evidence: &Evidence<'_>, object: &Indirect, names: &Names<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    if walk::is_plumbing(evidence.document, object) {
        return hits;
    }
    let number = Some(object.number);
    values(&object.value, &evidence.searcher, names, &mut |term, what| {
        hits.push(Hit { term, object: number, what });
    });
    if object.data.is_some() {
        let absent = evidence.request.absent.len();
        let painted = evidence.painted.contains(&object.number);
        let found = stream(evidence, object, names, painted);
        // a term that may stand on pages is counted there
        let found = found.into_iter().filter(|&t| !painted || t < absent);
        hits.extend(found.map(|term| Hit {
            term,
            object: number,
            what: "a removed term stands in a stream",
        }));
    }
    hits
}

fn values(
    object: &Object,
    searcher: &Searcher,
    names: &Names<'_>,
    hit: &mut impl FnMut(usize, &'static str),
) {
    match object {
        Object::Str(s) => {
            searcher.in_string(s).into_iter().for_each(|t| hit(t, IN_STRING));
        }
        Object::Name(n) => name(n, searcher, names, hit),
        Object::Array(items) => items.iter().for_each(|i| values(i, searcher, names, hit)),
        Object::Dict(Dict(entries)) => entries.iter().for_each(|(key, value)| {
            name(key, searcher, names, hit);
            values(value, searcher, names, hit);
        }),
        _ => {}
    }
}

fn name(bytes: &[u8], searcher: &Searcher, names: &Names<'_>, hit: &mut impl FnMut(usize, &'static str)) {
    if bytes.len() > 3 && !names.contains(bytes) {
        searcher.in_string(bytes).into_iter().for_each(|t| hit(t, "a removed term stands in a name"));
    }
}

/// Searches the decoded bytes of a stream, what stood after their end and, where it did not decode,
/// the raw bytes.
fn stream(evidence: &Evidence<'_>, object: &Indirect, names: &Names<'_>, painted: bool) -> Vec<usize> {
    let (document, searcher) = (evidence.document, &evidence.searcher);
    let decoded = document.decoded(object);
    let kind = kind(object.dict(), &decoded.data);
    let shown = if painted && kind == Haystack::Text { Haystack::Shown } else { kind };
    let mut found = in_bytes(searcher, &decoded.data, shown, names);
    found.extend(in_bytes(searcher, &decoded.tail, Haystack::Text, names));
    if decoded.fault.is_some() {
        found.extend(in_bytes(searcher, &document.raw(object), Haystack::Binary, names));
    }
    let mut found: Vec<usize> = found.into_iter().map(|(term, _)| term).collect();
    if kind == Haystack::Text && !painted {
        let text = if object.dict().is_some_and(|d| d.is("Type", "ObjStm")) {
            without_syntax(&decoded.data, names)
        } else if let Some(boilerplate) = Boilerplate::of(&decoded.data) {
            boilerplate.rest()
        } else {
            Folded::of(&super::super::terms::text_string(&decoded.data))
        };
        found.extend(searcher.in_text(&text).into_iter().map(|h| h.0));
        let map = Boilerplate::of(&decoded.data).is_some();
        found.extend(searcher.in_text(&strings(&decoded.data, map)).into_iter().map(|h| h.0));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The text of an object stream without numbers and the standard's own names: `/Contents 1979 0 R`
/// says nothing about anybody.
fn without_syntax(data: &[u8], names: &Names<'_>) -> Folded {
    use crate::verify::reader::lexer::is_regular;
    let (mut text, mut at) = (Folded::default(), 0);
    while let Some(&first) = data.get(at) {
        let rest = data.get(at..).unwrap_or_default();
        let name = usize::from(first == b'/');
        let length = name + rest.iter().skip(name).take_while(|&&b| is_regular(b)).count();
        let token = rest.get(..length.max(1)).unwrap_or_default();
        let number = token.iter().all(|b| b.is_ascii_digit() || b".-+".contains(b));
        if number || (name == 1 && names.contains(token.get(1..).unwrap_or_default())) {
            text.gap();
        } else {
            String::from_utf8_lossy(token).chars().for_each(|c| text.push(c));
        }
        at += token.len();
    }
    text
}

/// All strings of a stream that no page shows, joined in their order; those of a map each for itself,
/// since letters that were used for the first time one after the other stand in it side by side.
fn strings(data: &[u8], map: bool) -> Folded {
    use crate::verify::reader::lexer::{Lexer, Token};
    let (mut lexer, mut text) = (Lexer::new(data, 0), Folded::default());
    let mut named = false;
    while let Some(token) = lexer.token() {
        let of_collection = std::mem::replace(&mut named, boilerplate::names_collection(&token));
        match token {
            Token::Str(s) if of_collection && boilerplate::COLLECTIONS.contains(&s.as_ref()) => text.gap(),
            Token::Str(s) => {
                if map {
                    text.wall();
                }
                s.iter().for_each(|&b| text.push(char::from(b)));
            }
            Token::Word(b"Td" | b"TD" | b"Tm" | b"T*" | b"ET") => text.gap(),
            _ => {}
        }
    }
    text
}

/// Hits in bytes, but for those inside a name that the standard itself uses, and for pieces of longer words that
/// a page shows.
fn in_bytes(
    searcher: &Searcher,
    data: &[u8],
    kind: Haystack,
    names: &Names<'_>,
) -> Vec<(usize, Range<usize>)> {
    use crate::verify::reader::lexer::{is_regular, is_space};
    let is_numeric = |b: u8| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+');
    let standard = |at: usize| {
        let before = data.get(..at).unwrap_or_default().iter().rev().take_while(|&&b| is_regular(b)).count();
        let start = at - before;
        let token = data.get(start..).unwrap_or_default();
        let length = token.iter().take(64).take_while(|&&b| is_regular(b)).count();
        let slash = start.checked_sub(1).and_then(|i| data.get(i)) == Some(&b'/');
        slash && names.contains(token.get(..length).unwrap_or_default())
    };
    // a number of the syntax is no year and no house number
    let numeric = |at: usize| {
        let before = data.get(..at).unwrap_or_default().iter().rev().take_while(|b| is_numeric(**b)).count();
        let around = |i: Option<usize>| {
            i.and_then(|i| data.get(i)).is_none_or(|&b| is_space(b) || b"[]<>/".contains(&b))
        };
        let start = at - before;
        let length = data.get(start..).unwrap_or_default().iter().take_while(|b| is_numeric(**b)).count();
        length > 0 && start + length > at && around(start.checked_sub(1)) && around(Some(start + length))
    };
    let hits = searcher.in_bytes(data, kind).into_iter();
    let boilerplate = LazyCell::new(|| Boilerplate::of(data));
    let piece = |hit: &Range<usize>| kind == Haystack::Shown && kerned::goes_on(data, hit);
    hits.filter(|(_, hit)| {
        let at = hit.start;
        !standard(at) && !numeric(at) && !piece(hit) && !boilerplate.as_ref().is_some_and(|b| b.holds(at))
    })
    .collect()
}

/// Samples, outlines and profiles are binary; so is what does not look like text.
fn kind(dict: Option<&Dict>, data: &[u8]) -> Haystack {
    let sampled = dict.is_some_and(|d| {
        d.is("Subtype", "Image")
            || d.has("Length1")
            || d.is("Subtype", "Type1C")
            || d.is("Subtype", "CIDFontType0C")
    });
    let head = data.get(..data.len().min(4096)).unwrap_or_default();
    let odd = head.iter().filter(|b| matches!(b, 0..=8 | 14..=31 | 127..)).count();
    if sampled || odd * 10 > head.len() { Haystack::Binary } else { Haystack::Text }
}

/// The bytes of the file that are no stream: between objects, comments inside them; not what is encrypted.
fn syntax(evidence: &Evidence<'_>, names: &Names<'_>) -> Vec<Hit> {
    let file = evidence.document.file;
    let (mut hits, mut from) = (Vec::new(), 0);
    let streams =
        evidence.document.objects.iter().filter(|o| o.container.is_none()).filter_map(|o| o.data.clone());
    for data in streams.chain(std::iter::once(file.len()..file.len())) {
        let bytes = file.get(from..data.start).unwrap_or_default();
        let found = in_bytes(&evidence.searcher, bytes, Haystack::Text, names).into_iter();
        let by_chance =
            |at: &Range<usize>| evidence.document.is_ciphertext(&(from + at.start..from + at.end));
        hits.extend(found.filter(|(_, at)| !by_chance(at)).map(|(term, _)| Hit {
            term,
            object: None,
            what: "a removed term stands in the bytes of the file",
        }));
        from = data.end;
    }
    hits
}
