//! Optional content (ISO 32000-2, 8.11): what the file's own default configuration hides.
//!
//! Hidden content is left out and counted; visible content stays and loses its membership. A group
//! that the configuration does not name is visible, unless its base state is `OFF`. What shows on a
//! screen decides: a layer that appears in print only is hidden (usage `View`, 8.11.4.4).

use std::collections::HashSet;

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, MaybeRef, Name, ObjRef, Object};

use super::lookup::{array_items, is_name};

/// Depth of membership and visibility expressions that is followed.
const DEPTH: usize = 16;

/// Which groups are off.
#[derive(Debug, Default)]
pub(super) struct Layers {
    off: HashSet<ObjRef>,
    on: HashSet<ObjRef>,
    base_off: bool,
    any: bool,
}

impl Layers {
    /// Reads `OCProperties` / `D` (8.11.4.3) of the catalogue.
    pub fn read(pdf: &Pdf) -> Self {
        let root = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
        let Some(default) = root.and_then(|r| r.get::<Dict<'_>>(b"OCProperties")?.get::<Dict<'_>>(b"D"))
        else {
            return Self::default();
        };
        let set = |key: &[u8]| -> HashSet<ObjRef> {
            let array = default.get::<Array<'_>>(key);
            array.map(|a| a.raw_iter().filter_map(|m| m.as_obj_ref()).collect()).unwrap_or_default()
        };
        let base_off = is_name(&default, b"BaseState", b"OFF");
        let (mut off, mut on) = (set(b"OFF"), set(b"ON"));
        for (group, shown) in viewed(pdf, &default) {
            let (into, out) = if shown { (&mut on, &mut off) } else { (&mut off, &mut on) };
            into.insert(group);
            out.remove(&group);
        }
        Self { any: base_off || !off.is_empty(), off, on, base_off }
    }

    /// Whether an object with this `OC` entry is hidden.
    pub fn hides(&self, pdf: &Pdf, dict: &Dict<'_>) -> bool {
        self.any && dict.get_raw::<Object<'_>>(b"OC").is_some_and(|m| !self.visible(pdf, &m, 0))
    }

    /// Whether marked content with this property list (`/OC /name BDC`) is hidden.
    pub fn hides_member(&self, pdf: &Pdf, properties: &Dict<'_>, name: &[u8]) -> bool {
        self.any && properties.get_raw::<Object<'_>>(name).is_some_and(|m| !self.visible(pdf, &m, 0))
    }

    /// Visibility of a group, or of a membership dictionary (8.11.2.2).
    fn visible(&self, pdf: &Pdf, item: &MaybeRef<Object<'_>>, depth: usize) -> bool {
        if depth > DEPTH {
            return true;
        }
        let dict = match item {
            MaybeRef::Ref(r) => pdf.xref().get::<Dict<'_>>((*r).into()),
            MaybeRef::NotRef(Object::Dict(d)) => Some(d.clone()),
            MaybeRef::NotRef(_) => None,
        };
        let Some(dict) = dict else { return true };
        if !is_name(&dict, b"Type", b"OCMD") {
            return item.as_obj_ref().is_none_or(|r| self.group_visible(r));
        }
        if let Some(expression) = dict.get::<Array<'_>>(b"VE") {
            return self.expression(pdf, &expression, depth + 1);
        }
        self.membership(pdf, &dict, depth)
    }

    fn group_visible(&self, group: ObjRef) -> bool {
        if self.base_off { self.on.contains(&group) } else { !self.off.contains(&group) }
    }

    /// `OCGs` under the policy `P`.
    fn membership(&self, pdf: &Pdf, dict: &Dict<'_>, depth: usize) -> bool {
        let groups: Vec<bool> = match (dict.get::<Array<'_>>(b"OCGs"), dict.get_raw::<Object<'_>>(b"OCGs")) {
            (Some(array), _) => array.raw_iter().map(|m| self.visible(pdf, &m, depth + 1)).collect(),
            (None, Some(one @ MaybeRef::Ref(_))) => vec![self.visible(pdf, &one, depth + 1)],
            _ => return true,
        };
        if groups.is_empty() {
            return true;
        }
        match dict.get::<Name<'_>>(b"P").as_deref() {
            Some(b"AllOn") => groups.iter().all(|v| *v),
            Some(b"AnyOff") => groups.iter().any(|v| !v),
            Some(b"AllOff") => groups.iter().all(|v| !v),
            _ => groups.iter().any(|v| *v),
        }
    }

    /// A visibility expression: `[/And …]`, `[/Or …]`, `[/Not x]`.
    fn expression(&self, pdf: &Pdf, array: &Array<'_>, depth: usize) -> bool {
        if depth > DEPTH {
            return true;
        }
        let mut items = array.raw_iter();
        let Some(MaybeRef::NotRef(Object::Name(operator))) = items.next() else { return true };
        let mut terms = items.map(|m| match &m {
            MaybeRef::NotRef(Object::Array(inner)) => self.expression(pdf, inner, depth + 1),
            _ => self.visible(pdf, &m, depth + 1),
        });
        match operator.as_ref() {
            b"And" => terms.all(|v| v),
            b"Or" => terms.any(|v| v),
            b"Not" => !terms.next().unwrap_or(false),
            _ => true,
        }
    }
}

/// The groups whose state on a screen follows from their usage: `AS` for the event and the category
/// `View` (tables 99, 101 and 103).
fn viewed(pdf: &Pdf, default: &Dict<'_>) -> Vec<(ObjRef, bool)> {
    let applications =
        default.get::<Array<'_>>(b"AS").map(|a| array_items::<Dict<'_>>(&a)).unwrap_or_default();
    let on_screen = |application: &Dict<'_>| {
        let categories = application.get::<Array<'_>>(b"Category");
        let categories = categories.map(|c| array_items::<Name<'_>>(&c)).unwrap_or_default();
        is_name(application, b"Event", b"View") && categories.iter().flatten().any(|c| c.as_ref() == b"View")
    };
    let state = |group: ObjRef| {
        let usage = pdf.xref().get::<Dict<'_>>(group.into())?.get::<Dict<'_>>(b"Usage")?;
        let view = usage.get::<Dict<'_>>(b"View")?;
        Some((group, !is_name(&view, b"ViewState", b"OFF")))
    };
    let groups = applications.iter().flatten().filter(|a| on_screen(a)).filter_map(|a| {
        let groups = a.get::<Array<'_>>(b"OCGs")?;
        Some(groups.raw_iter().filter_map(|m| m.as_obj_ref()).collect::<Vec<_>>())
    });
    groups.flatten().filter_map(state).collect()
}
