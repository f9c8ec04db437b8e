//! DRAFT across a whole page, in outlined letters: what is below can be read, and nobody takes the page
//! for the answer. Panels are cut out of it, since nothing is ever drawn on a panel.

use lopdf::content::Operation;
use lopdf::{Object, StringFormat, dictionary};

use super::{RED, name};
use crate::geom::{PageGeometry, Point, Rect};
use crate::pdf::typeset::{StampFace, StampFont};

/// What is written.
pub(super) const WORD: &str = "DRAFT";

/// Share of the page's diagonal that the word takes.
const SHARE: f64 = 0.7;

/// The drawing of [`WORD`] from the lower left to the upper right of the displayed page, whatever its
/// rotation: an artifact (ISO 32000-2, 14.8.2.2) of stroked text (9.3.6, mode 1).
pub(super) fn draw(font: &StampFont, geometry: &PageGeometry, panels: &[Rect]) -> Vec<Operation> {
    let (width, height) = geometry.display_size();
    let diagonal = width.hypot(height);
    let size = SHARE * diagonal / font.width(WORD, 1.0).max(f64::EPSILON);
    let (along, up) = ((width / diagonal, -height / diagonal), (-height / diagonal, -width / diagonal));
    let (left, down) = (-font.width(WORD, size) / 2.0, -font.cap_height(size) / 2.0);
    let at =
        Point::new(width / 2.0 + along.0 * left + up.0 * down, height / 2.0 + along.1 * left + up.1 * down);
    let back = geometry.to_display().invert().unwrap_or_default();
    let (o, x, y) = (
        back.apply(at),
        back.apply(Point::new(at.x + along.0, at.y + along.1)),
        back.apply(Point::new(at.x + up.0, at.y + up.1)),
    );
    let reals = |values: &[f64]| values.iter().map(|v| Object::Real(*v as f32)).collect::<Vec<_>>();
    let kind = dictionary! { "Type" => "Pagination", "Subtype" => "Watermark" };
    let codes = Object::String(font.encode(WORD), StringFormat::Hexadecimal);
    let mut operations = vec![
        Operation::new("BDC", vec![Object::Name(b"Artifact".to_vec()), kind.into()]),
        Operation::new("q", vec![]),
    ];
    operations.extend(panels.iter().flat_map(|panel| without(panel, geometry)));
    operations.extend([
        Operation::new("RG", RED.map(Object::Real).to_vec()),
        Operation::new("w", reals(&[size / 90.0])),
        Operation::new("BT", vec![]),
        Operation::new("Tf", vec![Object::Name(name(StampFace::Bold).to_vec()), Object::Real(size as f32)]),
        Operation::new("Tr", vec![Object::Integer(1)]),
        Operation::new("Tm", reals(&[x.x - o.x, x.y - o.y, y.x - o.x, y.y - o.y, o.x, o.y])),
        Operation::new("Tj", vec![codes]),
        Operation::new("ET", vec![]),
        Operation::new("Q", vec![]),
        Operation::new("EMC", vec![]),
    ]);
    operations
}

/// Everything but a panel: the page and the panel as one path, clipped by the even-odd rule. One clip for
/// each panel, so that two that overlap stay both cut out.
fn without(panel: &Rect, geometry: &PageGeometry) -> [Operation; 4] {
    let rectangle = |r: &Rect| {
        let numbers = [r.x0, r.y0, r.width(), r.height()].map(|v| Object::Real(v as f32));
        Operation::new("re", numbers.to_vec())
    };
    let hole = Rect::new(panel.x0 - 1.0, panel.y0 - 1.0, panel.x1 + 1.0, panel.y1 + 1.0);
    let hole = rectangle(&geometry.user_rect(&hole));
    let page = rectangle(&geometry.media_box);
    [page, hole, Operation::new("W*", vec![]), Operation::new("n", vec![])]
}
