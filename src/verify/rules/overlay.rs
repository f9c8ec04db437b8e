//! Pictures that are clear but for a bar (R004): what note-taking programs lay over a page as a whole.
//!
//! Where the mask lets nothing through and the samples are all alike, letters below are hidden.

use std::cell::LazyCell;

use super::pictured::{contains, row};
use super::r004::HINT;
use super::repainted::Repainted;
use crate::verify::evidence::Evidence;
use crate::verify::findings::{Findings, Spot};
use crate::verify::image::{self, Samples, region};
use crate::verify::paint::{Glyph, Image, Painted, Source};
use crate::verify::reader::Document;

/// Letters side by side that are hidden on purpose.
const LETTERS: usize = 3;

/// Text under the opaque part of a picture with a mask.
pub(super) fn page(evidence: &Evidence<'_>, page: u32, painted: &Painted, findings: &mut Findings<'_>) {
    let repainted = LazyCell::new(|| Repainted::of(painted));
    let masked = painted.images.iter().filter(|i| !i.opaque && i.stencil.is_none() && !i.unseen.any());
    for image in masked {
        let below = |g: &&Glyph| {
            g.order < image.order && !g.unseen.any() && contains(image, g) && painted.is_letter(g)
        };
        let under: Vec<&Glyph> = painted.glyphs.iter().filter(below).collect();
        if under.len() < LETTERS {
            continue;
        }
        let Some(mask) = mask(evidence.document, image) else { continue };
        let full: Vec<&Glyph> =
            under.into_iter().filter(|g| region::is_full(&mask, image, &g.bounds)).collect();
        if full.len() < LETTERS {
            continue;
        }
        let Some(samples) = image::samples(evidence.document, &image.source) else { continue };
        let hides =
            |g: &Glyph| region::is_constant(&samples, image, &g.bounds) && !repainted.after(g, image.order);
        if let Some(area) = row(&full, LETTERS, hides) {
            let what = "text lies under the part of a picture that lets nothing through";
            findings.error("R004", Spot::page(page, area), what, HINT);
        }
    }
}

/// The samples of a picture's soft mask or stencil mask (8.9.6.3, 11.6.5.2).
pub(super) fn mask(document: &Document<'_>, image: &Image) -> Option<Samples> {
    let Source::Object(number) = image.source else { return None };
    let dict = document.find(number)?.dict()?;
    let entry = dict.get("SMask").or_else(|| dict.get("Mask"))?;
    image::samples(document, &Source::Object(document.stream(entry)?.number))
}
