//! The page tree (ISO 32000-2, 7.7.3), walked without trust: cycles, direct kids, missing types.

use std::collections::HashSet;

use crate::geom::{PageGeometry, Rect};
use crate::verify::limits;
use crate::verify::reader::{Dict, Document, Object};

/// A page with what it inherits.
#[derive(Debug, Clone)]
pub(crate) struct Page<'d> {
    /// From 1.
    pub(crate) number: u32,
    /// Its dictionary.
    pub(crate) dict: &'d Dict,
    /// Its resources, inherited where it has none.
    pub(crate) resources: Option<&'d Dict>,
    /// Its frame.
    pub(crate) geometry: PageGeometry,
}

/// What is inherited from the nodes above.
#[derive(Debug, Clone, Copy, Default)]
struct Inherited<'d> {
    resources: Option<&'d Dict>,
    media_box: Option<&'d Object>,
    crop_box: Option<&'d Object>,
    rotate: Option<&'d Object>,
}

/// Every page in order; at most [`limits::PAGES`].
pub(crate) fn pages<'d>(document: &'d Document<'_>) -> Vec<Page<'d>> {
    let mut found = Vec::new();
    let Some(root) = document.catalog().and_then(|c| c.get("Pages")) else { return found };
    let mut open = vec![(root, Inherited::default(), 0_usize)];
    let mut seen: HashSet<u32> = HashSet::new();
    while let Some((node, above, depth)) = open.pop() {
        if found.len() >= limits::PAGES || depth > 1000 {
            break;
        }
        let Some(dict) = document.resolve(node).dict() else { continue };
        let inherited = inherit(document, dict, above);
        match document.get(dict, "Kids").and_then(Object::array) {
            Some(kids) if !dict.is("Type", "Page") => {
                // a node may stand in the tree once, a page more often
                let first = !matches!(node, Object::Ref(n, _) if !seen.insert(*n));
                if first {
                    open.extend(kids.iter().rev().map(|kid| (kid, inherited, depth + 1)));
                }
            }
            _ => {
                let number = found.len() as u32 + 1;
                let geometry = geometry(document, dict, inherited);
                found.push(Page { number, dict, resources: inherited.resources, geometry });
            }
        }
    }
    found
}

fn inherit<'d>(document: &'d Document<'_>, dict: &'d Dict, above: Inherited<'d>) -> Inherited<'d> {
    Inherited {
        resources: document.dict(dict, "Resources").or(above.resources),
        media_box: document.get(dict, "MediaBox").or(above.media_box),
        crop_box: document.get(dict, "CropBox").or(above.crop_box),
        rotate: document.get(dict, "Rotate").or(above.rotate),
    }
}

fn geometry(document: &Document<'_>, dict: &Dict, inherited: Inherited<'_>) -> PageGeometry {
    let rect = |object: Option<&Object>| {
        let items = object?.array()?;
        let n: Vec<f64> = items.iter().filter_map(|i| document.resolve(i).number()).collect();
        match n[..] {
            [a, b, c, d, ..] => Some(Rect::new(a, b, c, d)).filter(|r| r.area() > 0.0),
            _ => None,
        }
    };
    let media_box = rect(inherited.media_box).unwrap_or(Rect::new(0.0, 0.0, 612.0, 792.0));
    let crop = rect(inherited.crop_box).and_then(|c| c.intersection(&media_box));
    let crop_box = crop.filter(|c| c.area() > 0.0).unwrap_or(media_box);
    let rotate = inherited.rotate.and_then(Object::int).unwrap_or(0).rem_euclid(360);
    let rotate = if rotate % 90 == 0 { rotate as u16 } else { 0 };
    let unit = document.get(dict, "UserUnit").and_then(Object::number).filter(|u| *u > 0.0);
    PageGeometry { media_box, crop_box, rotate, user_unit: unit.unwrap_or(1.0) }
}
