//! Nested content that changed: a copy takes its place where this page paints it.

use lopdf::{Dictionary, Object, ObjectId};

use super::Rewriter;
use super::frame::{Frame, NOWHERE};
use crate::pdf::content::Operator;
use crate::pdf::content::device::{Nested, NestedKind};
use crate::pdf::write::deflated;

impl Rewriter<'_> {
    /// Puts a changed copy of nested content in place of its original; gives its object.
    fn copied(&mut self, object: ObjectId, frame: Frame, inherited: Dictionary) -> Option<ObjectId> {
        let content = frame.out.finish();
        let alone = frame.additions.is_empty();
        let key = (object, content.clone());
        if alone && let Some(&copy) = self.copies.get(&key) {
            return Some(copy);
        }
        let Ok(Object::Stream(original)) = self.fresh.document.get_object(object) else { return None };
        let mut dict = original.dict.clone();
        for gone in ["Length", "Filter", "DecodeParms"] {
            dict.remove(gone.as_bytes());
        }
        let own = frame.resources.unwrap_or(inherited);
        dict.set("Resources", frame.additions.add_to(own));
        let copy = self.fresh.add(deflated(dict, content));
        if alone {
            self.copies.insert(key, copy);
        }
        Some(copy)
    }

    /// A copy of a graphics state dictionary whose soft mask's group is `group`.
    fn masked(&mut self, name: &[u8], group: ObjectId) -> Option<Object> {
        let present = self.effective();
        let states = present.get(b"ExtGState").and_then(Object::as_dict).ok()?;
        let (_, state) = self.fresh.document.dereference(states.get(name).ok()?).ok()?;
        let mut state = state.as_dict().ok()?.clone();
        let (_, mask) = self.fresh.document.dereference(state.get(b"SMask").ok()?).ok()?;
        let mut mask = mask.as_dict().ok()?.clone();
        mask.set("G", Object::Reference(group));
        state.set("SMask", mask);
        Some(Object::Dictionary(state))
    }

    pub(super) fn restored(&mut self, nested: &Nested<'_>, frame: Frame, inherited: Dictionary) {
        let changed = frame.changed;
        let emptied = nested.kind == NestedKind::Form && frame.out.is_emptied();
        let copy = if changed && !emptied { self.copied(nested.object, frame, inherited) } else { None };
        let new_name = match (nested.kind, copy) {
            (NestedKind::Form, Some(copy)) => Some(self.name("XObject", Object::Reference(copy))),
            (NestedKind::Pattern, Some(copy)) => Some(self.name("Pattern", Object::Reference(copy))),
            (NestedKind::SoftMask, Some(copy)) => {
                self.masked(nested.name, copy).map(|state| self.name("ExtGState", state))
            }
            _ => None,
        };
        let lost = changed && new_name.is_none();
        let Some(outer) = self.frame() else { return };
        if nested.kind == NestedKind::Form {
            if lost {
                outer.out.loss();
            } else {
                outer.out.mark().named(Operator::XObject, new_name.as_deref().unwrap_or(nested.name));
            }
            outer.changed |= lost;
        } else if lost {
            outer.renamed = Some(NOWHERE.to_vec());
            outer.changed = true;
        } else {
            outer.renamed = new_name;
        }
    }
}
