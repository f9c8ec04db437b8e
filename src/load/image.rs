//! A photograph or a scan (JPEG, PNG) → one page with the picture upright.
//!
//! Camera data (EXIF, XMP, place of the photograph) is counted and left out. It refuses files that
//! are damaged, larger than the limits, or of another kind than their name says.

use lopdf::Stream;

use crate::diag::{Place, Problem};
use crate::pdf::image::{ImageError, file};
use crate::pdf::limits::Limits;

use super::convert::{Conversion, Converted, Member, NotConverted};
use super::{LeftOut, SideTable, SourceKind};

mod exif;
mod page;
mod png;

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
/// becomes Flate samples with a soft mask where it is transparent.
///
/// # Errors
/// When the file is neither JPEG nor PNG, is damaged, or exceeds the limits.
pub fn convert(member: &Member<'_>) -> Conversion {
    let Some(picture) = read(member.bytes, member.limits) else {
        return Err(refused(member, "the file is named like a picture but is neither JPEG nor PNG"));
    };
    let picture = picture.map_err(|error| refused(member, error.what()))?;
    let left_out = picture.left_out.clone();
    let date = picture.camera.date.clone();
    let pdf = page::build(picture).map_err(|_| refused(member, "the picture cannot be placed on a page"))?;
    let side = SideTable {
        kind: SourceKind::Image,
        converted: "picture placed on a page".to_owned(),
        left_out,
        title: None,
        date,
        locked: false,
        names: Vec::new(),
    };
    Ok(Converted { pdf, pages: 1, side, members: Vec::new() })
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

/// Reads a picture by its first bytes; none where it is neither JPEG nor PNG.
fn read(bytes: &[u8], limits: &Limits) -> Option<Result<Picture, ImageError>> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Some(png::read(bytes, limits));
    }
    bytes.starts_with(&[0xff, 0xd8, 0xff]).then(|| jpeg(bytes, limits))
}

fn refused(member: &Member<'_>, what: &str) -> NotConverted {
    let hint = "open the picture in a viewer and save it anew as JPEG or PNG, or exclude it with a reason";
    NotConverted { problem: Problem::new(Place::file(member.name), what, hint), locked: false }
}

fn jpeg(bytes: &[u8], limits: &Limits) -> Result<Picture, ImageError> {
    let camera = exif::from_jpeg(bytes);
    let read = file::from_jpeg(bytes, limits)?;
    let mut left_out = vec![
        LeftOut { what: "camera data or comment".to_owned(), count: read.dropped },
        LeftOut { what: "place of the photograph".to_owned(), count: u32::from(camera.place) },
        LeftOut { what: "film or picture behind the picture".to_owned(), count: u32::from(read.tail) },
    ];
    left_out.retain(|l| l.count > 0);
    let dpi = exif::jfif_dpi(bytes).or(camera.dpi);
    let size = (read.width, read.height);
    Ok(Picture { image: read.image, soft_mask: None, size, dpi, camera, left_out })
}

#[cfg(test)]
mod tests;
