//! Cutting fonts down to the codes that are still shown: a table that names the letters of a removed
//! word in their order gives the word away (ISO 32000-2, 9.6.5, 9.7.4.3, 9.10.3), and so does an
//! outline, a width or a glyph procedure that nothing shows.
//!
//! Font programs are shared by fonts and cut once, to what all of them show. A program that cannot be
//! cut is refused when glyphs were removed from the document.

mod codes;
mod composite;
mod simple;
mod to_unicode;

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId};
use rayon::prelude::*;

use super::program::{self, Wanted};
use super::usage::Strings;
use crate::diag::Place;
use crate::error::{Error, Result};
use crate::mutation::{self, Stripper};
use crate::pdf::write::deflated;
pub(super) use simple::procedures;

const PROGRAMS: [&[u8]; 3] = [b"FontFile", b"FontFile2", b"FontFile3"];
/// Measures that are taken over the glyphs there were, and that viewers do not need (table 120).
const TAKEN_OVER_GLYPHS: [&[u8]; 2] = [b"AvgWidth", b"MaxWidth"];

/// Font programs by their streams, with what fonts show of them.
type Programs = BTreeMap<ObjectId, Wanted>;

/// Cuts every font and every font program; gives the number of entries that went.
///
/// # Errors
/// When a font program cannot be cut.
pub(super) fn cut(document: &mut Document, shown: &BTreeMap<ObjectId, Strings>) -> Result<u64> {
    let (mut gone, mut programs) = (0, Programs::new());
    for (id, strings) in shown {
        gone += font(document, *id, strings, &mut programs);
    }
    if mutation::is_off(Stripper::Programs) {
        programs.clear();
    }
    let made: Vec<(ObjectId, Option<lopdf::Stream>)> =
        programs.par_iter().map(|(id, wanted)| (*id, cut_program(document, *id, wanted))).collect();
    for (id, stream) in made {
        let stream = stream.ok_or_else(|| uncut(id))?;
        document.objects.insert(id, Object::Stream(stream));
    }
    Ok(gone)
}

fn font(document: &mut Document, id: ObjectId, strings: &Strings, programs: &mut Programs) -> u64 {
    let Ok(mut dict) = document.get_dictionary(id).cloned() else { return 0 };
    let composite = dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|n| n == b"Type0");
    let gone = if composite {
        composite::cut(document, &mut dict, strings, programs)
    } else {
        simple::cut(document, &mut dict, strings, programs)
    };
    document.objects.insert(id, Object::Dictionary(dict));
    gone
}

/// The wants of the program that a font or descendant font embeds; its descriptor loses measures
/// that were taken over glyphs.
fn program_of<'p>(
    document: &mut Document,
    dict: &Dictionary,
    programs: &'p mut Programs,
) -> Option<&'p mut Wanted> {
    let descriptor = dict.get(b"FontDescriptor").ok()?;
    let program = {
        let (_, found) = document.dereference(descriptor).ok()?;
        let found = found.as_dict().ok()?;
        PROGRAMS.iter().find_map(|key| found.get(key).and_then(Object::as_reference).ok())
    };
    if let Ok(id) = descriptor.as_reference()
        && let Ok(found) = document.get_dictionary_mut(id)
    {
        for key in TAKEN_OVER_GLYPHS {
            found.remove(key);
        }
    }
    Some(programs.entry(program?).or_default())
}

fn cut_program(document: &Document, id: ObjectId, wanted: &Wanted) -> Option<lopdf::Stream> {
    let stream = document.get_object(id).and_then(Object::as_stream).ok()?;
    let made = program::cut(&stream.get_plain_content().ok()?, wanted)?;
    let mut dict = Dictionary::new();
    if let Ok(subtype) = stream.dict.get(b"Subtype") {
        dict.set("Subtype", subtype.clone());
    }
    let lengths = program::lengths(&made);
    for (key, length) in ["Length1", "Length2", "Length3"].into_iter().zip(lengths) {
        dict.set(key, length as i64);
    }
    Some(deflated(dict, made))
}

fn uncut(id: ObjectId) -> Error {
    Error::unchecked(
        Place::default().object(id.0),
        "a font cannot be cut down to the letters that are still shown",
        "redact the document by --raster, or withhold it in case.toml",
    )
}

fn array(document: &Document, object: Option<&Object>) -> Option<Vec<Object>> {
    document.dereference(object?).ok()?.1.as_array().ok().cloned()
}

fn dictionary(document: &Document, object: Option<&Object>) -> Option<Dictionary> {
    document.dereference(object?).ok()?.1.as_dict().ok().cloned()
}
