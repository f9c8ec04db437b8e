//! A page around each picture: its size, the matrix that turns the picture upright, the document.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use crate::error::Result;
use crate::pdf::image::{Painted, insert};
use crate::pdf::write;

use super::Picture;

/// A4, in points (ISO 216: 210 mm × 297 mm).
const A4: (f64, f64) = (595.28, 841.89);

/// White around a picture that does not bring a size of its own, in points.
const MARGIN: f64 = 36.0;

/// Points per pixel beyond which a small picture is not enlarged (96 dots per inch).
const LARGEST: f64 = 0.75;

/// The normal form: a page for each picture, one content stream, one image called `X1`.
pub(super) fn build(pictures: Vec<Picture>) -> Result<Vec<u8>> {
    let mut document = Document::with_version("2.0");
    let pages = document.new_object_id();
    let kids: Vec<Object> =
        pictures.into_iter().map(|picture| page(&mut document, pages, picture).into()).collect();
    let count = kids.len() as i64;
    let kids = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count };
    document.objects.insert(pages, Object::Dictionary(kids));
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", catalog);
    write::to_bytes(&mut document)
}

fn page(document: &mut Document, pages: ObjectId, picture: Picture) -> ObjectId {
    let plan = Layout::of(&picture);
    let image = insert(document, Painted { image: picture.image, soft_mask: picture.soft_mask, mask: None });
    let content = Stream::new(Dictionary::new(), plan.content().into_bytes());
    let content = document.add_object(Object::Stream(content));
    let (width, height) = plan.page;
    document.add_object(dictionary! {
        "Type" => "Page",
        "Parent" => pages,
        "MediaBox" => vec![0.into(), 0.into(), Object::Real(width as f32), Object::Real(height as f32)],
        "Resources" => dictionary! { "XObject" => dictionary! { "X1" => image } },
        "Contents" => content,
    })
}

/// Where the picture stands on its page, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Layout {
    page: (f64, f64),
    /// Left, bottom, width, height of the upright picture.
    frame: (f64, f64, f64, f64),
    orientation: u16,
}

impl Layout {
    fn of(picture: &Picture) -> Self {
        let orientation = picture.camera.orientation;
        let upright = |(x, y): (f64, f64)| if orientation >= 5 { (y, x) } else { (x, y) };
        let stored = (f64::from(picture.size.0), f64::from(picture.size.1));
        let (across, down) = upright(stored);
        if let Some((x, y)) = picture.dpi.map(upright) {
            let page =
                ((across * 72.0 / x * 100.0).round() / 100.0, (down * 72.0 / y * 100.0).round() / 100.0);
            if is_paper(page, x, y) {
                return Self { page, frame: (0.0, 0.0, page.0, page.1), orientation };
            }
        }
        let page = if across > down { (A4.1, A4.0) } else { A4 };
        let scale = ((page.0 - 2.0 * MARGIN) / across).min((page.1 - 2.0 * MARGIN) / down).min(LARGEST);
        let (width, height) = (across * scale, down * scale);
        let frame = ((page.0 - width) / 2.0, (page.1 - height) / 2.0, width, height);
        Self { page, frame, orientation }
    }

    /// `q a b c d e f cm /X1 Do Q` with the matrix that shows the stored picture upright.
    fn content(&self) -> String {
        let matrix = upright(self.orientation, self.frame);
        let numbers: Vec<String> = matrix.iter().map(|v| number(*v)).collect();
        format!("q {} cm /X1 Do Q", numbers.join(" "))
    }
}

/// The matrix that shows a stored picture upright in a frame (EXIF 2.32, tag 0x0112): left, bottom,
/// width, height.
pub(super) fn upright(orientation: u16, (x, y, w, h): (f64, f64, f64, f64)) -> [f64; 6] {
    match orientation {
        2 => [-w, 0.0, 0.0, h, x + w, y],
        3 => [-w, 0.0, 0.0, -h, x + w, y + h],
        4 => [w, 0.0, 0.0, -h, x, y + h],
        5 => [0.0, -h, -w, 0.0, x + w, y + h],
        6 => [0.0, -h, w, 0.0, x, y + h],
        7 => [0.0, h, w, 0.0, x, y],
        8 => [0.0, h, -w, 0.0, x + w, y],
        _ => [w, 0.0, 0.0, h, x, y],
    }
}

/// Whether a resolution gives a page of paper: a scan or a print, not the 72 dots of a camera.
fn is_paper((width, height): (f64, f64), x: f64, y: f64) -> bool {
    let sensible = |dpi: f64| (90.0..=2400.0).contains(&dpi);
    let side = |s: f64| (100.0..=1250.0).contains(&s);
    sensible(x) && sensible(y) && side(width) && side(height)
}

fn number(value: f64) -> String {
    let text = format!("{value:.4}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}
