//! A page as a picture, for people and for tests.
//!
//! It draws normal forms and finished clear packs, never a stranger's file outside a worker. It
//! refuses a page that is not there and a picture larger than the limits.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::page::Page;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};

use crate::diag::Place;
use crate::error::{Error, Result};

mod opinion;
mod picture;

pub use opinion::{Opinion, second};
pub use picture::{Picture, to_jpeg};

/// The sides of a picture that the renderer can hold, in pixels.
const LONGEST: f64 = 32_000.0;

/// Pixels of a picture: what `pdf::limits` allows an image, said again because drawing stands apart.
const MOST_PIXELS: f64 = 200_000_000.0;

/// Page number `page` (from 1) as displayed (`CropBox`, rotation and `UserUnit` applied) on white, at `dpi` dots per
/// inch.
///
/// # Errors
/// When the bytes are no PDF, the page is not there, or the picture would exceed the limits.
pub fn page(pdf: &[u8], page: u32, dpi: f64) -> Result<Picture> {
    let fail = |what: &str| Error::unchecked(Place::default().page(page), what, "");
    let document = Pdf::new(pdf.to_vec()).map_err(|_| fail("the file cannot be opened for drawing"))?;
    let pages = document.pages();
    let index = (page as usize).checked_sub(1).ok_or_else(|| fail("pages are counted from 1"))?;
    let drawn = pages.get(index).ok_or_else(|| fail("the page is not in the file"))?;
    let (width, height) = drawn.render_dimensions();
    let scale = dpi / 72.0 * user_unit(drawn);
    let (across, down) = (f64::from(width) * scale, f64::from(height) * scale);
    let within = across >= 1.0 && down >= 1.0 && across.max(down) <= LONGEST;
    if !within || across * down > MOST_PIXELS {
        return Err(fail("the picture of the page would be too small or too large"));
    }
    let scale = scale as f32;
    let pixels = hayro::render(
        drawn,
        &RenderCache::new(),
        &InterpreterSettings::default(),
        &RenderSettings::default(),
        &PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE },
    );
    let (width, height) = (u32::from(pixels.width()), u32::from(pixels.height()));
    let rgba = pixels.data_as_u8_slice();
    let rgb = rgba.chunks_exact(4).flat_map(|p| [p[0], p[1], p[2]]).collect();
    Ok(Picture { width, height, rgb })
}

/// Points of 1/72 inch that a unit of the page stands for (ISO 32000-2, table 31).
fn user_unit(page: &Page<'_>) -> f64 {
    let unit = page.raw().get::<f32>(b"UserUnit").map_or(1.0, f64::from);
    if unit.is_finite() && unit > 0.0 { unit } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::{Document, Stream, dictionary};

    /// A page of 100 × 50 points whose left lower quarter is black.
    fn pdf(rotate: i64) -> Vec<u8> {
        let mut document = Document::with_version("1.7");
        let content = document.add_object(Stream::new(dictionary! {}, b"0 0 50 25 re f".to_vec()));
        let pages = document.new_object_id();
        let page = document.add_object(dictionary! {
            "Type" => "Page", "Parent" => pages, "Contents" => content, "Rotate" => rotate,
            "MediaBox" => vec![0.into(), 0.into(), 100.into(), 50.into()],
        });
        let kids = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
        document.objects.insert(pages, kids.into());
        let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
        document.trailer.set("Root", catalog);
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).expect("written");
        bytes
    }

    #[test]
    fn a_page_is_drawn_as_it_is_displayed() {
        let upright = page(&pdf(0), 1, 144.0).expect("drawn");
        assert_eq!((upright.width, upright.height), (200, 100));
        assert_eq!((upright.pixel(10, 90), upright.pixel(10, 10)), (Some([0; 3]), Some([255; 3])));
        let turned = page(&pdf(90), 1, 72.0).expect("drawn");
        assert_eq!((turned.width, turned.height), (50, 100));
        assert_eq!((turned.pixel(5, 5), turned.pixel(45, 95)), (Some([0; 3]), Some([255; 3])));
    }

    #[test]
    fn what_is_painted_out_of_an_image_is_black_where_the_page_shows_it() {
        let mut file = Vec::new();
        let white = vec![255u8; 64 * 64 * 3];
        jpeg_encoder::Encoder::new(&mut file, 90)
            .encode(&white, 64, 64, jpeg_encoder::ColorType::Rgb)
            .expect("encoded");
        let entries = dictionary! {
            "Width" => 64, "Height" => 64, "BitsPerComponent" => 8, "ColorSpace" => "DeviceRGB",
            "Filter" => "DCTDecode",
        };
        let mut document = Document::load_mem(&pdf(0)).expect("a PDF");
        let region = crate::geom::Rect::new(0.5, 0.75, 1.0, 1.0).to_quad();
        let source = Stream::new(entries, file);
        let painted = crate::pdf::image::paint_out(&document, &source, &[region]).expect("painted");
        let image = crate::pdf::image::insert(&mut document, painted);
        let (_, id) = document.get_pages().into_iter().next().expect("a page");
        let content = Stream::new(dictionary! {}, b"q 100 0 0 50 0 0 cm /X1 Do Q".to_vec());
        let content = document.add_object(content);
        let dict = document.get_dictionary_mut(id).expect("a page");
        dict.set("Contents", content);
        dict.set("Resources", dictionary! { "XObject" => dictionary! { "X1" => image } });
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).expect("written");
        let drawn = page(&bytes, 1, 72.0).expect("drawn");
        assert_eq!(drawn.pixel(90, 4), Some([0; 3]), "upper right");
        for (x, y) in [(10, 4), (90, 30), (10, 30)] {
            assert_eq!(drawn.pixel(x, y), Some([255; 3]), "{x}, {y}");
        }
    }

    #[test]
    fn what_cannot_be_drawn_is_an_error() {
        for (bytes, number, dpi) in
            [(pdf(0), 2, 72.0), (pdf(0), 0, 72.0), (pdf(0), 1, 1e6), (b"no".to_vec(), 1, 72.0)]
        {
            assert!(page(&bytes, number, dpi).is_err());
        }
    }
}
