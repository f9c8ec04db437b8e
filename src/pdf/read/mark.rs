//! Redaction marks that were never applied, read as they are: where, by whom, when, what for.
//!
//! Hidden ones count too: an officer's decision is not to be lost. Texts are cut to a length, for they come
//! from strangers; a mark without an area is none.

use hayro_syntax::object::{Array, Dict, Name, Object};

use super::Leaf;
use super::lookup::{numbers, rect, text};
use super::rebuild::Rebuild;
use crate::diag::Untrusted;
use crate::geom::{PageGeometry, Point, Rect};
use crate::load::mark::{Mark, OURS, SHEET};

/// Annotations of one page that are looked at, and marks of a document that are kept.
const MOST: usize = 50_000;
/// Characters of a text that are kept.
const LONGEST: usize = 4_000;
/// Characters that are kept of the list of marks on a page.
const LIST: usize = 1_000_000;

/// The marks of a page.
pub(super) fn read<'a>(rebuild: &mut Rebuild<'a>, leaf: &Leaf<'a>) {
    let Some(list) = leaf.dict.get::<Array<'a>>(b"Annots") else { return };
    for item in list.raw_iter().take(MOST) {
        let Some(Object::Dict(annotation)) = rebuild.resolve(item) else { continue };
        if rebuild.marks.len() < MOST {
            rebuild.marks.extend(one(&annotation, &leaf.geometry, rebuild.page));
        }
    }
}

fn one(dict: &Dict<'_>, geometry: &PageGeometry, page: u32) -> Option<Mark> {
    let cut = |key: &[u8], longest: usize| {
        Untrusted::new(text(dict, key).unwrap_or_default().chars().take(longest).collect::<String>())
    };
    let string = |key: &[u8]| cut(key, LONGEST);
    let redacts = dict.get::<Name<'_>>(b"Subtype").as_deref() == Some(b"Redact");
    let name = string(b"NM");
    if !redacts && !name.raw().starts_with(OURS) {
        return None;
    }
    let seen = geometry.display_rect(&geometry.crop_box);
    let on_page = |r: Rect| geometry.display_rect(&r).intersection(&seen).filter(|r| r.area() > 0.0);
    let mut boxes: Vec<Rect> = quads(dict).into_iter().filter_map(on_page).collect();
    if boxes.is_empty() {
        boxes.extend(rect(dict, b"Rect").and_then(on_page));
    }
    let date = text(dict, b"M").or_else(|| text(dict, b"CreationDate"));
    (!boxes.is_empty()).then(|| Mark {
        page,
        redacts,
        boxes,
        author: string(b"T"),
        date: date.and_then(|d| iso(&d)),
        // our own sheet lists all the marks of its page
        contents: cut(b"Contents", if name.raw().starts_with(SHEET) { LIST } else { LONGEST }),
        overlay: string(b"OverlayText"),
        name,
    })
}

/// The quadrilaterals (`QuadPoints`, table 195) as upright boxes, user space.
fn quads(dict: &Dict<'_>) -> Vec<Rect> {
    let numbers = numbers(dict, b"QuadPoints").unwrap_or_default();
    let corners = |quad: &[f64]| {
        let points = quad.chunks_exact(2).filter_map(|p| match p {
            [x, y] if x.is_finite() && y.is_finite() => Some(Point::new(*x, *y)),
            _ => None,
        });
        let boxes = points.map(|p| Rect::new(p.x, p.y, p.x, p.y));
        boxes.reduce(|a, b| a.union(&b))
    };
    numbers.chunks_exact(8).filter_map(corners).collect()
}

/// A date (7.9.4), `D:20261122T…` without its zone.
fn iso(date: &str) -> Option<String> {
    let digits: String = date.trim_start_matches("D:").chars().take_while(char::is_ascii_digit).collect();
    let part = |from: usize, to: usize| digits.get(from..to).and_then(|d| d.parse::<i16>().ok());
    let (year, month, day) = (part(0, 4)?, part(4, 6).unwrap_or(1), part(6, 8).unwrap_or(1));
    let day = jiff::civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Some(match (digits.get(8..10), digits.get(10..12)) {
        (Some(hour), Some(minute)) => format!("{day}T{hour}:{minute}"),
        _ => day.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::iso;

    #[test]
    fn dates_of_annotations_are_read_or_left_away() {
        for (date, want) in [
            ("D:20261122101500+00'00'", Some("2026-11-22T10:15")),
            ("20261122", Some("2026-11-22")),
            ("D:2026", Some("2026-01-01")),
            ("D:20261399", None),
            ("yesterday", None),
        ] {
            assert_eq!(iso(date).as_deref(), want, "{date}");
        }
    }
}
