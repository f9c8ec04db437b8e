//! Every image of the foreign files either paints out or says why not.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use lopdf::{Document, Object, Stream};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::super::clean::clean;
use super::super::describe::Description;
use super::super::raster::Raster;
use super::super::space::Space;
use super::super::{ImageError, paint_out};
use super::{mutations, raster, sample};
use crate::geom::Rect;
use crate::pdf::limits::Limits;
use crate::sys::fs;

fn corpus() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    option_env!("BLACKPANEL_CORPUS").map_or(own, PathBuf::from)
}

/// The pixels well inside the region (a lossy decoder may mix chroma at its border).
fn pixels_inside(document: &Document, image: &Stream) -> Vec<Vec<u32>> {
    let about = Description::read(document, image).expect("a dictionary");
    let (width, height) = (f64::from(about.width), f64::from(about.height));
    let columns = (width * 0.35) as u32..(width * 0.55).ceil() as u32;
    let rows = (height * 0.55) as u32..(height * 0.65).ceil() as u32;
    let raster = if image.dict.get(b"Filter").and_then(Object::as_name).is_ok_and(|f| f == b"DCTDecode") {
        let mut header = JpegDecoder::new(ZCursor::new(&image.content));
        header.decode_headers().expect("our own JPEG");
        let space = match (about.space.as_ref().map_or(0, Space::components), header.input_colorspace()) {
            (1, _) => ColorSpace::Luma,
            (3, _) => ColorSpace::RGB,
            (_, own) => own.expect("a colour space"),
        };
        let options = DecoderOptions::default().jpeg_set_out_colorspace(space);
        let mut decoder = JpegDecoder::new_with_options(ZCursor::new(&image.content), options);
        let data = decoder.decode().expect("our own JPEG");
        let shape = about.shape(&Limits::default()).expect("a shape");
        Raster::new(shape, data).expect("samples")
    } else {
        raster(document, image)
    };
    let pixel = |x, y| (0..raster.shape.components).map(|c| sample(&raster, x, y, c)).collect();
    rows.flat_map(|y| columns.clone().map(move |x| (x, y))).map(|(x, y)| pixel(x, y)).collect()
}

/// Whether the image is stored by an image codec alone; then its cleaned data must paint out alike.
fn draws_the_same_cleaned(document: &Document, image: &Stream, painted: &Stream) -> bool {
    let Ok(filter) = image.dict.get(b"Filter").and_then(Object::as_name) else { return false };
    if !filter.ends_with(b"Decode") || filter.starts_with(b"Flate") || filter.starts_with(b"LZW") {
        return false;
    }
    let mut cleaned = image.clone();
    cleaned.content =
        clean(filter, &image.content).expect("an image that decodes can be cleaned").into_owned();
    assert!(cleaned.content.len() <= image.content.len() + 2, "an end marker may be added");
    let again = paint_out(document, &cleaned, &[Rect::new(0.3, 0.3, 0.6, 0.5).to_quad()]).expect("painted");
    assert!(again.image.content == painted.content, "cleaning changed the picture");
    true
}

#[test]
#[ignore = "needs the corpus"]
fn every_foreign_image_paints_out_or_names_its_reason() {
    let start = std::time::Instant::now();
    let mut cleaned = 0;
    let (mut done, mut refused) = (0, BTreeMap::<String, Vec<String>>::new());
    let files: Vec<PathBuf> = fs::walk(&corpus()).expect("the corpus").into_iter().map(|e| e.path).collect();
    let regions = [Rect::new(0.3, 0.3, 0.6, 0.5).to_quad()];
    for file in files.iter().filter(|f| f.extension().is_some_and(|e| e == "pdf")) {
        let Ok(document) = Document::load(file) else { continue };
        for (id, object) in &document.objects {
            let Object::Stream(image) = object else { continue };
            if !image.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|n| n == b"Image") {
                continue;
            }
            let began = std::time::Instant::now();
            match paint_out(&document, image, &regions) {
                Ok(painted) => {
                    done += 1;
                    cleaned += u32::from(draws_the_same_cleaned(&document, image, &painted.image));
                    let inside = pixels_inside(&document, &painted.image);
                    let constant = inside.windows(2).all(|w| w[0] == w[1]);
                    assert!(constant && !inside.is_empty(), "{} {}: something is left", file.display(), id.0);
                }
                Err(error) => {
                    let filter = image.dict.get(b"Filter");
                    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
                    let line = format!("{name} {} {filter:?}", id.0);
                    refused.entry(format!("{error:?}")).or_default().push(line);
                }
            }
            if began.elapsed().as_secs() >= 1 {
                println!("slow: {} {} {:?}", file.display(), id.0, began.elapsed());
            }
        }
    }
    let refusals: usize = refused.values().map(Vec::len).sum();
    println!(
        "{done} painted out in {:?}, {cleaned} of them also cleaned, {refusals} refused",
        start.elapsed()
    );
    for (error, places) in &refused {
        println!("{error}: {}\n  {}", places.len(), places.join("\n  "));
    }
    assert!(done > 0, "an empty corpus proves nothing");
    assert!(!refused.contains_key(&format!("{:?}", ImageError::TooLarge)));
    assert!(refusals * 20 <= done + refusals, "more than one in twenty was refused");
}

#[test]
#[ignore = "needs the corpus"]
fn damaged_foreign_images_are_errors_and_no_panic() {
    let mut tried = 0;
    for entry in fs::walk(&corpus()).expect("the corpus") {
        if entry.path.extension().is_none_or(|e| e != "pdf") {
            continue;
        }
        let Ok(document) = Document::load(&entry.path) else { continue };
        for object in document.objects.values() {
            let Object::Stream(image) = object else { continue };
            let side = |key: &[u8]| image.dict.get(key).and_then(Object::as_i64).unwrap_or(i64::MAX);
            if image.content.len() > 30_000 || side(b"Width").saturating_mul(side(b"Height")) > 500_000 {
                continue;
            }
            let mut damaged = image.clone();
            mutations(&image.content, 40, |data| {
                damaged.content = data.to_vec();
                let _ = paint_out(&document, &damaged, &[]);
            });
            tried += 40;
        }
    }
    println!("{tried} damaged images");
    assert!(tried > 1000);
}
