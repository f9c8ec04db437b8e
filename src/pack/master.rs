//! The marked-up master copy (S2 5.8.1): a document as it came, every panel an outline with its mark, the
//! text below still legible. It is for the record and never leaves the house: nothing is burned here.

use lopdf::content::Operation;
use lopdf::{Dictionary, Document, Object, Stream, StringFormat};

use super::stamp::overlay;
use crate::decide::DocumentPlan;
use crate::diag::{Place, Untrusted};
use crate::error::{Error, Result};
use crate::geom::{PageGeometry, Rect};
use crate::load::NormalForm;
use crate::pdf::typeset::{Glyphs, StampFace, StampFont};
use crate::pdf::write;

/// Name of the marks' font in the resources of a page.
const FONT: &[u8] = b"Mst";

/// Type size of a mark, points as displayed.
const SIZE: f64 = 6.0;

/// What is said of a document that no plan discloses, and of a page that is withheld.
const WHOLE: (&str, &str) = ("NOT DISCLOSED", "PAGE WITHHELD");

/// An outline in display space with what is written at it.
type Outline = (Rect, String);

/// The master copy of a document: `plan` holds its panels and is none where the document is not disclosed;
/// `pages` are the frames of its pages, in order.
///
/// # Errors
/// Exit 3 when the document cannot be drawn on.
pub fn master(form: &NormalForm, plan: Option<&DocumentPlan>, pages: &[PageGeometry]) -> Result<Vec<u8>> {
    let mut document = Document::load_mem(&form.pdf).map_err(|_| unmarked(&form.name))?;
    let outlines: Vec<Vec<Outline>> =
        pages.iter().zip(1..).map(|(geometry, number)| outlines(plan, geometry, number)).collect();
    let letters: String = outlines.iter().flatten().map(|(_, mark)| mark.as_str()).collect();
    let font = StampFont::embed(&mut document, &format!("{letters}?"), StampFace::Bold, Glyphs::Used)?;
    let numbers: Vec<_> = document.get_pages().into_values().collect();
    if numbers.len() != pages.len() {
        return Err(unmarked(&form.name));
    }
    for ((page, geometry), outlines) in numbers.into_iter().zip(pages).zip(&outlines) {
        let drawn = outlines.iter().flat_map(|outline| draw(outline, geometry, &font));
        let operations = std::iter::once(Operation::new("Q", vec![])).chain(drawn).collect();
        let before = Stream::new(Dictionary::new(), b"q\n".to_vec());
        overlay(&mut document, page, before, operations, &[(FONT, font.id)])?;
    }
    write::to_bytes(&mut document)
}

fn outlines(plan: Option<&DocumentPlan>, geometry: &PageGeometry, page: u32) -> Vec<Outline> {
    let (width, height) = geometry.display_size();
    let whole = |mark: String| vec![(Rect::new(4.0, 12.0, width - 4.0, height - 4.0), mark)];
    let Some(plan) = plan else { return whole(WHOLE.0.to_owned()) };
    if let Some((_, mark)) = plan.withheld.iter().find(|(number, _)| *number == page) {
        return whole(format!("{} {mark}", WHOLE.1));
    }
    let panels = plan.panels.iter().filter(|p| p.page == page);
    // where the pack shows no mark the record still tells the exemption
    panels
        .map(|p| (p.rect, if p.exemption.is_empty() { p.mark.clone() } else { p.exemption.clone() }))
        .collect()
}

/// A red frame around the panel and its mark above it, inside the page.
fn draw((rect, mark): &Outline, geometry: &PageGeometry, font: &StampFont) -> Vec<Operation> {
    let back = geometry.to_display().invert().unwrap_or_default();
    let frame = geometry.user_rect(rect);
    let baseline = if rect.y0 > SIZE + 2.0 { rect.y0 - 1.5 } else { rect.y1 + SIZE };
    let point = |x: f64, y: f64| back.apply(crate::geom::Point::new(x, y));
    let (o, x, y) =
        (point(rect.x0, baseline), point(rect.x0 + 1.0, baseline), point(rect.x0, baseline - 1.0));
    let reals = |values: &[f64]| values.iter().map(|v| Object::Real(*v as f32)).collect::<Vec<_>>();
    let red = reals(&[0.8, 0.0, 0.0]);
    vec![
        Operation::new("q", vec![]),
        Operation::new("RG", red.clone()),
        Operation::new("w", reals(&[0.8])),
        Operation::new("re", reals(&[frame.x0, frame.y0, frame.width(), frame.height()])),
        Operation::new("S", vec![]),
        Operation::new("rg", red),
        Operation::new("BT", vec![]),
        Operation::new("Tf", vec![Object::Name(FONT.to_vec()), Object::Real(SIZE as f32)]),
        Operation::new("Tm", reals(&[x.x - o.x, x.y - o.y, y.x - o.x, y.y - o.y, o.x, o.y])),
        Operation::new("Tj", vec![Object::String(font.encode(mark), StringFormat::Hexadecimal)]),
        Operation::new("ET", vec![]),
        Operation::new("Q", vec![]),
    ]
}

fn unmarked(name: &Untrusted) -> Error {
    Error::unchecked(Place::file(name.clone()), "could not be marked up for the record", "report this")
}
