//! Objects that nothing in the file refers to and that hold what pages are made of (R003): the content,
//! form or picture that an incremental save or a careless deletion has left.
//!
//! Other unreachable objects (fonts, colour spaces, dictionaries of a writer) tell little; their strings are
//! searched with everything else.

use std::collections::HashSet;

use super::walk;
use crate::verify::evidence::Evidence;
use crate::verify::findings::{Findings, Spot};
use crate::verify::reader::lexer::{Lexer, Token};
use crate::verify::reader::scan::Indirect;
use crate::verify::reader::{Document, Object};

/// Tokens of a stream that are looked at for an operator that shows something.
const LOOK: usize = 20_000;

/// Pixels of a picture in which nothing can be read.
const DOT: f64 = 64.0;

/// Names every unreachable object that holds content, a form or a picture.
pub(super) fn find(evidence: &Evidence<'_>, findings: &mut Findings<'_>) {
    let document = evidence.document;
    let reached = reachable(document);
    let lost =
        document.objects.iter().filter(|o| !reached.contains(&o.number) && !walk::is_plumbing(document, o));
    for object in lost {
        if let Some(what) = holds(document, object) {
            findings.error(
                "R003",
                Spot::object(object.number),
                what,
                "save the file as a new one, without what nothing uses",
            );
        }
    }
}

/// The numbers of all objects that the trailers lead to.
fn reachable(document: &Document<'_>) -> HashSet<u32> {
    let mut seen = HashSet::new();
    let mut open: Vec<&Object> = Vec::new();
    let trailers = document.trailers.iter().flat_map(|t| t.0.iter());
    // the tables of earlier sections are no way to the present ones
    open.extend(trailers.filter(|(key, _)| key != b"Prev").map(|(_, value)| value));
    while let Some(object) = open.pop() {
        match object {
            Object::Ref(number, _) if seen.insert(*number) => {
                open.extend(document.find(*number).map(|found| &found.value));
            }
            Object::Array(items) => open.extend(items),
            Object::Dict(dict) => open.extend(dict.0.iter().map(|(_, value)| value)),
            _ => {}
        }
    }
    seen
}

/// What of a page an object holds.
fn holds(document: &Document<'_>, object: &Indirect) -> Option<&'static str> {
    if object.data.is_none() && is_text(&object.value, 0) {
        return Some("text that nothing in the file refers to can still be read");
    }
    let dict = object.dict()?;
    if dict.is("Type", "Page") && dict.has("Contents") {
        return Some("a page that is not in the page tree can still be read");
    }
    object.data.as_ref()?;
    let foreign = ["Type", "Length1", "Length2", "FunctionType", "N"].iter().any(|key| dict.has(key));
    if dict.is("Subtype", "Image") {
        Some("a picture that no page uses can still be seen")
    } else if dict.is("Subtype", "Form") || (!foreign && shows(&document.decoded(object).data)) {
        Some("content that no page uses can still be read")
    } else {
        None
    }
}

/// Keys of dictionaries whose strings are somebody's words.
const TEXTS: [&[u8]; 12] = [
    b"Contents",
    b"V",
    b"DV",
    b"RV",
    b"RC",
    b"Title",
    b"Subject",
    b"Alt",
    b"ActualText",
    b"E",
    b"TU",
    b"Subj",
];

/// Whether an object is text or holds it where a file keeps what people wrote.
fn is_text(object: &Object, depth: usize) -> bool {
    match object {
        Object::Str(s) => super::r003::is_readable(s),
        Object::Array(items) => depth < 4 && items.iter().any(|i| is_text(i, depth + 1)),
        Object::Dict(dict) => {
            let texts = dict.entries().filter(|(key, _)| TEXTS.contains(key));
            let mut values = texts.map(|(_, value)| value).filter(|v| v.string().is_some());
            values.any(|v| is_text(v, depth + 1))
        }
        _ => false,
    }
}

/// Whether a picture or form holds what somebody could read: a picture of more than a dot, or text.
pub(super) fn tells(document: &Document<'_>, object: &Indirect) -> bool {
    let Some(dict) = object.dict() else { return false };
    let size = |key: &str| document.number(dict, key);
    if dict.is("Subtype", "Image") {
        size("Width") * size("Height") > DOT
    } else {
        shows(&document.decoded(object).data)
    }
}

/// Whether a stream shows text.
fn shows(data: &[u8]) -> bool {
    let mut lexer = Lexer::new(data, 0);
    let mut tokens = std::iter::from_fn(|| lexer.token()).take(LOOK);
    tokens.any(|token| matches!(token, Token::Word(b"Tj" | b"TJ" | b"'" | b"\"")))
}
