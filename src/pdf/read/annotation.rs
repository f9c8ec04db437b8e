//! Annotations (ISO 32000-2, 12.5): what they show becomes part of the page, the rest stays behind.
//!
//! Hidden ones, pop-ups and the texts of comments are counted and left out. A redaction that was
//! proposed and never applied is no redaction: its mark is left out, what lies under it stays.

use hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, Stream};
use lopdf::{Dictionary, Object as Made, ObjectId};

use super::field::Forms;
use super::lookup::{integer, matrix, numbers, rect, text};
use super::rebuild::{Rebuild, Step, name, number};
use super::resources::Category;
use super::table::Kind;
use super::{fill, shape};
use crate::geom::{Matrix, Rect};
use crate::pdf::content::operator::Category as Group;
use crate::pdf::content::{Emitter, Operations, Operator};

/// Annotations of one page that are read.
const MOST: usize = 50_000;

/// Hides an annotation of a type that the standard does not name (table 167).
const INVISIBLE: i64 = 1;
const HIDDEN: i64 = 1 << 1;
const NO_VIEW: i64 = 1 << 5;

/// The types of annotations (table 171).
const STANDARD: [&[u8]; 28] = [
    b"Text",
    b"Link",
    b"FreeText",
    b"Line",
    b"Square",
    b"Circle",
    b"Polygon",
    b"PolyLine",
    b"Highlight",
    b"Underline",
    b"Squiggly",
    b"StrikeOut",
    b"Caret",
    b"Stamp",
    b"Ink",
    b"Popup",
    b"FileAttachment",
    b"Sound",
    b"Movie",
    b"Screen",
    b"Widget",
    b"PrinterMark",
    b"TrapNet",
    b"Watermark",
    b"3D",
    b"Redact",
    b"Projection",
    b"RichMedia",
];

/// What annotations add to a page.
#[derive(Default)]
pub(super) struct Shown {
    /// Content to follow the page's own.
    pub out: Emitter,
    /// The resources it uses.
    pub resources: Dictionary,
}

impl Shown {
    /// Lists a resource and gives its name.
    pub fn list(&mut self, category: Category, id: ObjectId) -> Vec<u8> {
        let name = format!("{}{}", category.prefix(), id.0).into_bytes();
        category.list(&mut self.resources, &name, id);
        name
    }

    /// Sets opacity, and whether the paint only darkens what lies under it.
    pub fn paint_mode(&mut self, rebuild: &mut Rebuild<'_>, opacity: f64, multiply: bool) {
        if opacity >= 1.0 && !multiply {
            return;
        }
        let mut state = Dictionary::new();
        state.set("CA", number(opacity));
        state.set("ca", number(opacity));
        if multiply {
            state.set("BM", name("Multiply"));
        }
        let id = rebuild.out.add_object(Made::Dictionary(state));
        let name = self.list(Category::GraphicsState, id);
        self.out.named(Operator::ExtGState, &name);
    }
}

/// Flattens a page's annotations, in their order.
///
/// # Errors
/// When an appearance cannot be copied, or a form field's value cannot be set.
pub(super) fn shown<'a>(rebuild: &mut Rebuild<'a>, page: &Dict<'a>, forms: &Forms<'a>) -> Step<Shown> {
    let mut shown = Shown::default();
    let Some(list) = page.get::<Array<'a>>(b"Annots") else { return Ok(shown) };
    for item in list.raw_iter().take(MOST) {
        if let Some(Object::Dict(annotation)) = rebuild.resolve(item) {
            one(rebuild, &annotation, forms, &mut shown)?;
        }
    }
    Ok(shown)
}

fn one<'a>(rebuild: &mut Rebuild<'a>, dict: &Dict<'a>, forms: &Forms<'a>, shown: &mut Shown) -> Step<()> {
    let subtype = dict.get::<Name<'a>>(b"Subtype");
    let subtype = subtype.as_deref().unwrap_or_default();
    rebuild.attached_to(dict);
    if rebuild.layers.hides(rebuild.pdf, dict) {
        rebuild.left.add("hidden layer");
        return Ok(());
    }
    let hiding = if STANDARD.contains(&subtype) { HIDDEN | NO_VIEW } else { INVISIBLE | HIDDEN | NO_VIEW };
    if integer(dict, b"F").unwrap_or(0) & hiding != 0 {
        rebuild.left.add("hidden comment or form field");
        return Ok(());
    }
    match subtype {
        b"Popup" => return Ok(()),
        b"Redact" => {
            rebuild.left.add("redaction mark that was never applied");
            return Ok(());
        }
        b"Widget" | b"FreeText" | b"Link" => {}
        _ if text(dict, b"Contents").is_some_and(|t| !t.trim().is_empty()) => rebuild.left.add("comment"),
        _ => {}
    }
    let appearance = appearance(rebuild, dict);
    if subtype == b"Widget" {
        return fill::widget(rebuild, dict, forms, appearance, shown);
    }
    match appearance {
        Some(item) if subtype == b"Highlight" && !is_dark(dict) => {
            // readers multiply a highlight with the text below, whatever its appearance says
            shown.out.operator(Operator::Save);
            shown.paint_mode(rebuild, 1.0, true);
            let placed = place(rebuild, dict, item, shown);
            shown.out.operator(Operator::Restore);
            placed
        }
        Some(item) => place(rebuild, dict, item, shown),
        None => shape::draw(rebuild, dict, subtype, forms, shown),
    }
}

/// Whether an annotation's colour (table 166) would hide text that it is multiplied with.
fn is_dark(dict: &Dict<'_>) -> bool {
    let colour = numbers(dict, b"C").unwrap_or_default();
    match colour.as_slice() {
        [] => false,
        [c, m, y, k] => *k > 0.5 || c.min(*m).min(*y) > 0.5,
        light => light.iter().all(|part| *part < 0.5),
    }
}

/// The normal appearance (12.5.5), chosen by the appearance state where there are several.
fn appearance<'a>(rebuild: &Rebuild<'a>, dict: &Dict<'a>) -> Option<MaybeRef<Object<'a>>> {
    let normal = dict.get::<Dict<'a>>(b"AP")?.get_raw::<Object<'a>>(b"N")?;
    let states = match &normal {
        MaybeRef::Ref(r) => match rebuild.pdf.xref().get::<Object<'a>>((*r).into())? {
            Object::Stream(_) => return Some(normal),
            Object::Dict(states) => states,
            _ => return None,
        },
        MaybeRef::NotRef(Object::Dict(states)) => states.clone(),
        MaybeRef::NotRef(_) => return None,
    };
    let state = dict.get::<Name<'a>>(b"AS").or_else(|| dict.get::<Name<'a>>(b"V"))?;
    states.get_raw::<Object<'a>>(&*state)
}

/// Draws an appearance stream where the annotation's rectangle is (algorithm 8).
///
/// # Errors
/// When the appearance cannot be copied.
pub(super) fn place<'a>(
    rebuild: &mut Rebuild<'a>,
    dict: &Dict<'a>,
    appearance: MaybeRef<Object<'a>>,
    shown: &mut Shown,
) -> Step<()> {
    let stream = match &appearance {
        MaybeRef::Ref(r) => rebuild.pdf.xref().get::<Stream<'a>>((*r).into()),
        MaybeRef::NotRef(_) => None,
    };
    let (Some(stream), Some(target)) = (stream, rect(dict, b"Rect")) else { return Ok(()) };
    if rebuild.layers.hides(rebuild.pdf, stream.dict()) {
        rebuild.left.add("hidden layer");
        return Ok(());
    }
    let frame = rect(stream.dict(), b"BBox").unwrap_or(Rect::new(0.0, 0.0, target.width(), target.height()));
    let own = matrix(stream.dict(), b"Matrix").unwrap_or_default();
    let Some(fit) = fit(&own.apply_rect(&frame).bounds(), &target) else { return Ok(()) };
    let Some(id) = rebuild.indirect(appearance, Kind::Form)? else { return Ok(()) };
    let name = shown.list(Category::XObject, id);
    shown.out.operator(Operator::Save);
    shown.out.numbers(Operator::Concat, &fit.0);
    shown.out.named(Operator::XObject, &name);
    shown.out.operator(Operator::Restore);
    Ok(())
}

/// The map that takes one rectangle onto another; `None` when one of them has no area.
fn fit(from: &Rect, to: &Rect) -> Option<Matrix> {
    let tiny = |r: &Rect| r.width() < 1e-6 || r.height() < 1e-6;
    if tiny(from) || tiny(to) {
        return None;
    }
    let (sx, sy) = (to.width() / from.width(), to.height() / from.height());
    Some(Matrix([sx, 0.0, 0.0, sy, to.x0 - from.x0 * sx, to.y0 - from.y0 * sy]))
}

/// Whether an appearance paints anything at all.
pub(super) fn paints<'a>(rebuild: &mut Rebuild<'a>, appearance: &MaybeRef<Object<'a>>) -> bool {
    let MaybeRef::Ref(r) = appearance else { return false };
    let Some(stream) = rebuild.pdf.xref().get::<Stream<'a>>((*r).into()) else { return false };
    let framed = rect(stream.dict(), b"BBox").is_some_and(|b| b.width() > 0.0 && b.height() > 0.0);
    let shows = |g: Group| matches!(g, Group::TextShow | Group::XObject | Group::InlineImage);
    framed
        && rebuild
            .decode(&stream)
            .is_ok_and(|d| Operations::new(&d.bytes).any(|o| shows(o.operator.category())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_appearance_fills_the_annotation_s_rectangle() {
        let fit = fit(&Rect::new(10.0, 10.0, 30.0, 20.0), &Rect::new(100.0, 200.0, 140.0, 210.0)).unwrap();
        assert_eq!(
            fit.apply_rect(&Rect::new(10.0, 10.0, 30.0, 20.0)).bounds(),
            Rect::new(100.0, 200.0, 140.0, 210.0)
        );
        assert_eq!(super::fit(&Rect::new(0.0, 0.0, 0.0, 5.0), &Rect::new(0.0, 0.0, 1.0, 1.0)), None);
    }
}
