//! A photograph or a scan (JPEG, JPEG 2000, PNG, TIFF, GIF, BMP, WebP) → a page for each picture, upright.
//!
//! Camera data (EXIF, XMP, place of the photograph) is counted and left out. It refuses files that
//! are damaged, larger than the limits, or of another kind than their name says.

use lopdf::{Document, Stream, dictionary};

use crate::diag::{Place, Problem};
use crate::pdf::image::{self, ImageError, file};
use crate::pdf::limits::Limits;

use super::convert::{Conversion, Converted, Member, NotConverted};
use super::{LeftOut, SideTable, SourceKind};

mod directory;
mod exif;
mod page;
mod plain;
mod png;
mod tiff;

use exif::Camera;

/// A picture with what its file says about it.
struct Picture {
    image: Stream,
    soft_mask: Option<Stream>,
    /// Pixels across and down, as stored.
    size: (u32, u32),
    /// Dots per inch across and down, when the file names a resolution.
    dpi: Option<(f64, f64)>,
    camera: Camera,
    left_out: Vec<LeftOut>,
}

/// Places the picture on a page of its own: JPEG data is kept as it is, without its metadata; PNG
/// becomes Flate samples with a soft mask where it is transparent, TIFF and JPEG 2000 become
/// Flate samples.
///
/// # Errors
/// When the file is of another kind, is damaged, or exceeds the limits.
pub fn convert(member: &Member<'_>) -> Conversion {
    let Some(pictures) = all(member.bytes, member.limits) else {
        return Err(refused(member, "the file is named like a picture but is no kind that is read"));
    };
    let pictures = pictures.map_err(|error| refused(member, error.what()))?;
    let left_out = together(pictures.iter().flat_map(|picture| &picture.left_out));
    let date = pictures.iter().find_map(|picture| picture.camera.date.clone());
    let pages = pictures.len() as u32;
    let pdf = page::build(pictures).map_err(|_| refused(member, "the picture cannot be placed on a page"))?;
    let converted = if pages == 1 { "picture placed on a page" } else { "pictures placed on pages" };
    let side = SideTable { left_out, date, ..SideTable::new(SourceKind::Image, converted) };
    Ok(Converted { pdf, pages, side, members: Vec::new() })
}

/// What was left out of several pictures, each kind once.
fn together<'a>(all: impl Iterator<Item = &'a LeftOut>) -> Vec<LeftOut> {
    let mut out: Vec<LeftOut> = Vec::new();
    for left in all {
        match out.iter_mut().find(|known| known.what == left.what) {
            Some(known) => known.count += left.count,
            None => out.push(left.clone()),
        }
    }
    out
}

/// A picture inside a document: its image, and how it stands upright.
pub(super) struct Inside {
    /// The image.
    pub(super) image: Stream,
    /// Its soft mask.
    pub(super) soft_mask: Option<Stream>,
    /// Pixels across and down, upright.
    pub(super) size: (u32, u32),
    /// From the stored picture's unit square to itself upright.
    pub(super) upright: [f64; 6],
    /// What was left out of it.
    pub(super) left_out: Vec<LeftOut>,
}

/// Reads a picture inside a document.
///
/// # Errors
/// Why it is not shown, in plain words.
pub(super) fn inside(bytes: &[u8], limits: &Limits) -> Result<Inside, &'static str> {
    let picture = read(bytes, limits).ok_or("a kind of picture that is not read")?;
    let picture = picture.map_err(|_| "a damaged picture")?;
    let orientation = picture.camera.orientation;
    let (across, down) = picture.size;
    Ok(Inside {
        image: picture.image,
        soft_mask: picture.soft_mask,
        size: if orientation >= 5 { (down, across) } else { (across, down) },
        upright: page::upright(orientation, (0.0, 0.0, 1.0, 1.0)),
        left_out: picture.left_out,
    })
}

/// Reads every picture of a file by its first bytes; none where it is of a kind that is not read.
fn all(bytes: &[u8], limits: &Limits) -> Option<Result<Vec<Picture>, ImageError>> {
    if bytes.starts_with(b"II*\0") || bytes.starts_with(b"MM\0*") {
        return Some(tiff::read(bytes, limits));
    }
    if bytes.starts_with(b"\0\0\0\x0cjP  ") {
        return Some(jpeg_2000(bytes).map(|picture| vec![picture]));
    }
    read(bytes, limits).map(|one| one.map(|picture| vec![picture]))
}

/// Reads the one picture of a file by its first bytes; none where it is of a kind that is not read.
fn read(bytes: &[u8], limits: &Limits) -> Option<Result<Picture, ImageError>> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Some(png::read(bytes, limits));
    }
    if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        return Some(jpeg(bytes, limits));
    }
    plain::read(bytes, limits)
}

fn refused(member: &Member<'_>, what: &str) -> NotConverted {
    let hint = "open the picture in a viewer and save it anew as JPEG or PNG, or exclude it with a reason";
    NotConverted { problem: Problem::new(Place::file(member.name), what, hint), locked: false }
}

fn jpeg(bytes: &[u8], limits: &Limits) -> Result<Picture, ImageError> {
    let camera = exif::from_jpeg(bytes);
    let read = file::from_jpeg(bytes, limits)?;
    let mut left_out = vec![
        LeftOut { what: "comment or camera data".to_owned(), count: read.dropped },
        LeftOut { what: "place of the photograph".to_owned(), count: u32::from(camera.place) },
        LeftOut { what: "film or picture behind the picture".to_owned(), count: u32::from(read.tail) },
    ];
    left_out.retain(|l| l.count > 0);
    let dpi = exif::jfif_dpi(bytes).or(camera.dpi);
    let size = (read.width, read.height);
    Ok(Picture { image: read.image, soft_mask: None, size, dpi, camera, left_out })
}

/// A JPEG 2000 file (ISO/IEC 15444-1, annex I): its samples, and nothing of what stands beside them.
fn jpeg_2000(bytes: &[u8]) -> Result<Picture, ImageError> {
    let header = bytes.get(..256.min(bytes.len())).unwrap_or_default();
    let box_at = header.windows(4).position(|w| w == b"ihdr").ok_or(ImageError::Damaged)?;
    let side = |at: usize| {
        let number = header.get(box_at + at..).and_then(|rest| rest.first_chunk());
        number.map(|n| u32::from_be_bytes(*n)).ok_or(ImageError::Damaged)
    };
    let size = (side(8)?, side(4)?);
    let stored = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Filter" => "JPXDecode",
        "Width" => i64::from(size.0), "Height" => i64::from(size.1),
    };
    let (image, soft_mask) = image::recode(&Document::new(), &Stream::new(stored, bytes.to_vec()))?;
    Ok(Picture { image, soft_mask, size, dpi: None, camera: Camera::default(), left_out: Vec::new() })
}

#[cfg(test)]
mod tests;
