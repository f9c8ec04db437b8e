//! The page tree (ISO 32000-2, 7.7.3), walked on our own, with what pages inherit copied down.
//!
//! The foreign reader skips what it cannot follow; here a kid that is missing, an ancestor met again
//! below itself, or more pages than the limit refuse the file, and so does a count that differs from
//! the foreign reader's.

use std::collections::HashSet;

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, MaybeRef, Object};

use super::lookup::{integer, is_name, rect};
use super::rebuild::{DAMAGED, Rebuild, Step};
use crate::geom::{PageGeometry, Rect};

/// Depth of the tree that is followed.
const DEPTH: usize = 256;

/// A page with what it inherits.
pub(super) struct Leaf<'a> {
    /// The page's own dictionary.
    pub dict: Dict<'a>,
    /// Its resources; empty when there are none.
    pub resources: Dict<'a>,
    /// Its frame.
    pub geometry: PageGeometry,
}

/// What a node hands down (table 31).
#[derive(Clone, Default)]
struct Inherited<'a> {
    media: Option<Rect>,
    crop: Option<Rect>,
    rotate: Option<i64>,
    resources: Option<Dict<'a>>,
}

impl<'a> Inherited<'a> {
    fn with(&self, dict: &Dict<'a>) -> Self {
        Self {
            media: rect(dict, b"MediaBox").or(self.media),
            crop: rect(dict, b"CropBox").or(self.crop),
            rotate: integer(dict, b"Rotate").or(self.rotate),
            resources: dict.get::<Dict<'a>>(b"Resources").or_else(|| self.resources.clone()),
        }
    }
}

/// Every page in order.
///
/// # Errors
/// A tree that cannot be followed in whole, or has no page.
pub(super) fn walk<'a>(rebuild: &Rebuild<'a>) -> Step<Vec<Leaf<'a>>> {
    let pdf = rebuild.pdf;
    let root = pdf.xref().get::<Dict<'a>>(pdf.xref().root_id());
    let tree = root.as_ref().and_then(|r| Some((r.get_ref(b"Pages"), r.get::<Dict<'a>>(b"Pages")?)));
    let Some((site, top)) = tree else {
        return Err(rebuild.refuse(None, "has no page tree", DAMAGED));
    };
    let mut walk = Walk { rebuild, leaves: Vec::new(), path: HashSet::new(), unique: HashSet::new() };
    if let Some(site) = site {
        walk.path.insert((site.obj_number, site.gen_number));
    }
    walk.node(&top, &Inherited::default(), 0)?;
    if walk.leaves.is_empty() {
        return Err(rebuild.refuse(None, "has no pages", DAMAGED));
    }
    agree(rebuild, pdf, walk.unique.len())?;
    Ok(walk.leaves)
}

/// Two readers that see different pages cannot both be right.
fn agree(rebuild: &Rebuild<'_>, pdf: &Pdf, pages: usize) -> Step<()> {
    if pdf.pages().len() == pages {
        return Ok(());
    }
    Err(rebuild.refuse(None, "its page tree can be read in more than one way", DAMAGED))
}

struct Walk<'w, 'a> {
    rebuild: &'w Rebuild<'a>,
    leaves: Vec<Leaf<'a>>,
    path: HashSet<(u32, i32)>,
    unique: HashSet<super::lookup::Site>,
}

impl<'a> Walk<'_, 'a> {
    fn node(&mut self, dict: &Dict<'a>, above: &Inherited<'a>, depth: usize) -> Step<()> {
        if depth > DEPTH {
            return Err(self.rebuild.refuse(None, "its page tree is too deep", DAMAGED));
        }
        let here = above.with(dict);
        let Some(kids) = dict.get::<Array<'a>>(b"Kids") else {
            return Err(self.rebuild.refuse(None, "a branch of its page tree lists no pages", DAMAGED));
        };
        for kid in kids.raw_iter() {
            self.kid(kid, &here, depth)?;
        }
        Ok(())
    }

    fn kid(&mut self, kid: MaybeRef<Object<'a>>, here: &Inherited<'a>, depth: usize) -> Step<()> {
        let site = kid.as_obj_ref().map(|r| (r.obj_number, r.gen_number));
        let key = super::lookup::Site::of(&kid);
        let object = site.map(|s| s.0);
        let Some(Object::Dict(dict)) = self.rebuild.resolve(kid) else {
            return Err(self.rebuild.refuse(object, "its page tree names a page that is not there", DAMAGED));
        };
        let branch = is_name(&dict, b"Type", b"Pages")
            || (!is_name(&dict, b"Type", b"Page") && dict.contains_key(b"Kids"));
        if !branch {
            return self.leaf(dict, here, key);
        }
        if site.is_some_and(|s| !self.path.insert(s)) {
            return Err(self.rebuild.refuse(object, "its page tree contains itself", DAMAGED));
        }
        self.node(&dict, here, depth + 1)?;
        if let Some(site) = site {
            self.path.remove(&site);
        }
        Ok(())
    }

    fn leaf(&mut self, dict: Dict<'a>, above: &Inherited<'a>, key: Option<super::lookup::Site>) -> Step<()> {
        if self.leaves.len() >= self.rebuild.limits.pages {
            let what = format!("has more than {} pages", self.rebuild.limits.pages);
            return Err(self.rebuild.refuse(None, what, "split the file"));
        }
        let all = above.with(&dict);
        self.unique.extend(key);
        let geometry = geometry(&dict, &all);
        self.leaves.push(Leaf { resources: all.resources.unwrap_or_default(), geometry, dict });
        Ok(())
    }
}

/// The page's frame: the `CropBox` cut to the `MediaBox` (14.11.2.1), the rotation one of four.
fn geometry(dict: &Dict<'_>, all: &Inherited<'_>) -> PageGeometry {
    // a missing or empty MediaBox is read as US letter by the common viewers
    let letter = Rect::new(0.0, 0.0, 612.0, 792.0);
    let media_box = all.media.filter(|r| r.width() > 0.0 && r.height() > 0.0).unwrap_or(letter);
    let crop_box = all
        .crop
        .and_then(|c| c.intersection(&media_box))
        .filter(|r| r.width() > 0.0 && r.height() > 0.0)
        .unwrap_or(media_box);
    let rotate = match all.rotate.unwrap_or(0).rem_euclid(360) {
        90 => 90,
        180 => 180,
        270 => 270,
        _ => 0,
    };
    let user_unit = dict.get::<hayro_syntax::object::Number>(b"UserUnit").map_or(1.0, |n| n.as_f64());
    let user_unit = if user_unit > 0.0 && user_unit < 1e5 { user_unit } else { 1.0 };
    PageGeometry { media_box, crop_box, rotate, user_unit }
}
