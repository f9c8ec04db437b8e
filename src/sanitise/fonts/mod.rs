//! Cutting fonts down to the codes that are still shown: a table that names the letters of a removed
//! word in their order gives the word away (ISO 32000-2, 9.6.5, 9.7.4.3, 9.10.3), and so does an
//! outline, a width or a glyph procedure that nothing shows.
//!
//! Programs that fonts embed more than once become one stream; what is shown of each is gathered here,
//! and the `shelf` cuts it.

mod codes;
mod composite;
mod simple;
mod to_unicode;

use std::collections::{BTreeMap, HashMap};

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::program::Wanted;
use super::shelf::{self, Embedded, Key};
use super::usage::Strings;
pub(super) use simple::procedures;

const PROGRAMS: [&[u8]; 3] = [b"FontFile", b"FontFile2", b"FontFile3"];
/// Measures that are taken over the glyphs there were, and that viewers do not need (table 120).
const TAKEN_OVER_GLYPHS: [&[u8]; 2] = [b"AvgWidth", b"MaxWidth"];

/// Font programs of a document, with what fonts show of them.
#[derive(Default)]
pub(super) struct Programs {
    /// By the only stream of a program that fonts embed from here on.
    wanted: BTreeMap<ObjectId, (Key, Wanted)>,
    /// That stream for each program.
    first: HashMap<Key, ObjectId>,
    /// That stream for each stream there was.
    same: HashMap<ObjectId, ObjectId>,
}

impl Programs {
    /// What is shown of each program.
    pub(super) fn embedded(self) -> Vec<Embedded> {
        self.wanted.into_iter().map(|(id, (key, wanted))| Embedded { id, key, wanted }).collect()
    }

    /// The one stream of the program that a stream holds.
    fn one(&mut self, document: &Document, stream: ObjectId) -> ObjectId {
        if let Some(one) = self.same.get(&stream) {
            return *one;
        }
        // what is no stream is not on the shelf, and is refused when it should be taken from there
        let key = document.get_object(stream).ok().and_then(shelf::key).unwrap_or_default();
        let one = *self.first.entry(key).or_insert(stream);
        self.same.insert(stream, one);
        self.wanted.entry(one).or_insert_with(|| (key, Wanted::default()));
        one
    }
}

/// Cuts every font's tables; gives the number of entries that went, and what is shown of programs.
pub(super) fn cut(document: &mut Document, shown: &BTreeMap<ObjectId, Strings>) -> (u64, Programs) {
    let (mut gone, mut programs) = (0, Programs::default());
    for (id, strings) in shown {
        gone += font(document, *id, strings, &mut programs);
    }
    (gone, programs)
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
/// that were taken over glyphs, and every program but one (9.9.1 allows one).
fn program_of<'p>(
    document: &mut Document,
    dict: &mut Dictionary,
    programs: &'p mut Programs,
) -> Option<&'p mut Wanted> {
    let id = descriptor(document, dict)?;
    let mut found = document.get_dictionary(id).ok()?.clone();
    for key in TAKEN_OVER_GLYPHS {
        found.remove(key);
    }
    let embedded = PROGRAMS.map(|key| Some((key, found.remove(key)?.as_reference().ok()?)));
    let one =
        embedded.into_iter().flatten().next().map(|(key, stream)| (key, programs.one(document, stream)));
    if let Some((key, one)) = one {
        found.set(key, one);
    }
    document.objects.insert(id, Object::Dictionary(found));
    programs.wanted.get_mut(&one?.1).map(|(_, wanted)| wanted)
}

/// The descriptor of a font, which becomes an object where it is none.
fn descriptor(document: &mut Document, dict: &mut Dictionary) -> Option<ObjectId> {
    let direct = match dict.get(b"FontDescriptor").ok()? {
        Object::Reference(id) => return Some(*id),
        Object::Dictionary(direct) => direct.clone(),
        _ => return None,
    };
    let id = document.add_object(direct);
    dict.set("FontDescriptor", id);
    Some(id)
}

fn array(document: &Document, object: Option<&Object>) -> Option<Vec<Object>> {
    document.dereference(object?).ok()?.1.as_array().ok().cloned()
}

fn dictionary(document: &Document, object: Option<&Object>) -> Option<Dictionary> {
    document.dereference(object?).ok()?.1.as_dict().ok().cloned()
}
