//! What stands inside of streams and resources and no reader of the pages sees (R003): bytes after the
//! stated length or the end of compressed data, and pictures and forms that resources name and no page paints.

use std::collections::HashSet;

use super::orphans;
use super::walk;
use crate::verify::evidence::Evidence;
use crate::verify::findings::{Findings, Spot};
use crate::verify::reader::scan::Indirect;
use crate::verify::reader::{Document, Object};

const HINT: &str = "save the file as a new one, without what nothing uses";

/// Share of bytes that can be read in what is taken for words, in percent.
const READABLE: usize = 85;

/// Names every stream with readable bytes that its reader drops, and everything paintable that is not painted.
pub(super) fn find(evidence: &Evidence<'_>, findings: &mut Findings<'_>) {
    let document = evidence.document;
    for object in document.objects.iter().filter(|o| o.data.is_some() && !walk::is_plumbing(document, o)) {
        if is_words(beyond_length(document, object)) {
            let what = "bytes stand in a stream after its stated length, where readers differ";
            findings.error("R003", Spot::object(object.number), what, HINT);
        }
        if is_words(&document.decoded(object).tail) {
            let what = "bytes stand in a stream after the end of its compressed data";
            findings.error("R003", Spot::object(object.number), what, HINT);
        }
    }
    // of a page that was not followed to its end nobody knows what it paints
    for number in unpainted(evidence).into_iter().filter(|_| evidence.whole) {
        let what = "resources name a picture or text that no page paints, and that can still be read";
        findings.error("R003", Spot::object(number), what, HINT);
    }
}

/// What stands between the end by `Length` and `endstream` (7.3.8.2).
fn beyond_length<'d>(document: &'d Document<'_>, object: &Indirect) -> &'d [u8] {
    let stated = object.dict().and_then(|d| document.get(d, "Length")).and_then(Object::int);
    let data = object.data.clone().and_then(|range| document.file.get(range)).unwrap_or_default();
    // a length of nothing is a writer's that did not know it
    let stated = stated.filter(|l| *l > 0).and_then(|l| usize::try_from(l).ok());
    stated.and_then(|length| data.get(length..)).unwrap_or_default()
}

/// Whether bytes are words that somebody can read.
fn is_words(bytes: &[u8]) -> bool {
    let printable = bytes.iter().filter(|b| matches!(b, b'\t' | b'\n' | b'\r' | 32..=126)).count();
    printable * 100 >= READABLE * bytes.len() && super::r003::is_readable(bytes)
}

/// Numbers of pictures and of forms with text that resources name and no page of the file paints.
fn unpainted(evidence: &Evidence<'_>) -> Vec<u32> {
    let document = evidence.document;
    // glyphs that are pictures are no less of a font for not being shown (R013 judges fonts)
    let mut spared: HashSet<u32> = HashSet::new();
    walk::dictionaries(document, |_, dict| {
        if let Some(own) = document.dict(dict, "Resources").filter(|_| dict.is("Subtype", "Type3")) {
            spared.extend(named(document, own));
        }
        // masks are painted with their pictures
        let masks = ["SMask", "Mask"].into_iter().filter_map(|key| dict.get(key));
        spared.extend(masks.filter_map(|m| document.stream(m)).map(|stream| stream.number));
    });
    let mut found: Vec<u32> = Vec::new();
    walk::dictionaries(document, |_, dict| found.extend(named(document, dict)));
    found.sort_unstable();
    found.dedup();
    let lost = |number: &u32| !spared.contains(number) && !evidence.painted.contains(number);
    let matters = |number: &u32| document.find(*number).is_some_and(|o| orphans::tells(document, o));
    found.into_iter().filter(lost).filter(matters).collect()
}

/// The streams that a dictionary of resources names as things to paint (7.8.3).
fn named(document: &Document<'_>, resources: &crate::verify::reader::Dict) -> Vec<u32> {
    let objects = document.dict(resources, "XObject").map(|x| x.0.as_slice()).unwrap_or_default();
    objects.iter().filter_map(|(_, value)| document.stream(value)).map(|stream| stream.number).collect()
}
