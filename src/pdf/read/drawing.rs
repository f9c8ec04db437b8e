//! Form `XObjects`, tiling patterns and Type 3 glyphs (ISO 32000-2, 8.10, 8.7.3, 9.6.4): content with
//! resources of its own.
//!
//! Content that is damaged is refused with its object: what was in the missing part cannot be known.

use hayro_syntax::object::{Dict, Stream};
use lopdf::{Object as Made, ObjectId};

use super::content::{self, Role};
use super::rebuild::{DAMAGED, Rebuild, Step, name};
use super::table::Kind;

impl<'a> Rebuild<'a> {
    /// A form or tiling pattern of ours.
    ///
    /// # Errors
    /// When its content cannot be copied.
    pub fn drawing(&mut self, id: ObjectId, stream: &Stream<'a>, kind: Kind) -> Step<Made> {
        let dict = stream.dict();
        let resources = dict.get::<Dict<'a>>(b"Resources").unwrap_or_else(|| self.scope.clone());
        let mut made = self.dictionary(dict, kind, 0)?;
        if kind == Kind::Form {
            made.set("Type", name("XObject"));
            made.set("Subtype", name("Form"));
            if !made.has(b"BBox") {
                self.left.add("drawing without a frame");
                made.set("BBox", super::rebuild::number_array(&[0.0; 4]));
            }
        } else {
            made.set("Type", name("Pattern"));
        }
        let object = Some(stream.obj_id().obj_number);
        let source = self.content_bytes(stream)?;
        let content = content::copy(self, &source, resources, object, Role::Ordinary)?;
        made.set("Resources", content.resources);
        self.draws.insert(id, content.draws);
        Ok(Made::Stream(lopdf::Stream::new(made, content.bytes)))
    }

    /// The bytes of a content stream, whole.
    ///
    /// # Errors
    /// When they cannot be decoded to their end.
    pub fn content_bytes(&mut self, stream: &Stream<'a>) -> Step<Vec<u8>> {
        let decoded = self.decode(stream)?;
        if decoded.complete && decoded.picture.is_none() {
            return Ok(decoded.bytes);
        }
        let object = Some(stream.obj_id().obj_number);
        Err(self.refuse(object, "a part of the page's content is damaged", DAMAGED))
    }

    /// Refuses forms that draw themselves, or nest more deeply than the limit.
    ///
    /// # Errors
    /// The first such form's page is not known any more; the file is named.
    pub fn check_nesting(&mut self) -> Step<()> {
        let mut depth: std::collections::HashMap<ObjectId, usize> = std::collections::HashMap::new();
        let mut roots: Vec<ObjectId> = self.draws.keys().copied().collect();
        roots.sort_unstable();
        for root in roots {
            // depth-first without recursion: a form is measured when all it draws is measured
            let mut open = vec![(root, false)];
            let mut path = std::collections::HashSet::new();
            while let Some((id, leaving)) = open.pop() {
                let children = self.draws.get(&id).map(Vec::as_slice).unwrap_or_default();
                if leaving {
                    path.remove(&id);
                    let below = children.iter().filter_map(|c| depth.get(c)).max().copied().unwrap_or(0);
                    depth.insert(id, below + 1);
                    continue;
                }
                if depth.contains_key(&id) {
                    continue;
                }
                if !path.insert(id) {
                    self.page = 0;
                    return Err(self.refuse(None, "a drawing in the file contains itself", DAMAGED));
                }
                open.push((id, true));
                open.extend(children.iter().filter(|c| !depth.contains_key(c)).map(|c| (*c, false)));
            }
        }
        if depth.values().any(|d| *d > self.limits.nesting) {
            self.page = 0;
            return Err(self.refuse(None, "nests its drawings more deeply than this program reads", DAMAGED));
        }
        Ok(())
    }
}
