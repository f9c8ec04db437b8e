//! Recognised words and the picture they belong to (R004): whether it shows what they say.
//!
//! It judges invisible text over a picture and text that a picture was painted over. Pixels that are
//! black there, or empty while the picture is written on elsewhere, are no words' pixels.

use super::r004::HINT;
use crate::geom::Rect;
use crate::verify::evidence::Evidence;
use crate::verify::findings::{Findings, Spot};
use crate::verify::image::{self, Samples, region};
use crate::verify::paint::pages::Page;
use crate::verify::paint::{self, Glyph, Image, Painted};

/// Letters in a row over empty picture that are a word: what recognition reads into specks is shorter.
const WORD: usize = 4;
/// Share of the page from which on text under a picture may be the words that were recognised in it.
const SCAN: f64 = 0.5;

/// Text over or under a picture that shows nothing of it: the samples there are all black, or all alike.
pub(super) fn page(evidence: &Evidence<'_>, page: &Page<'_>, painted: &Painted, findings: &mut Findings<'_>) {
    let inky = |i: &&Image| i.opaque || i.stencil.is_some_and(paint::is_dark);
    for image in painted.images.iter().filter(inky).filter(|i| !i.unseen.any()) {
        let above = |g: &Glyph| painted.images.iter().any(|i| i.order > image.order && contains(i, g));
        let over = |g: &&Glyph| {
            let before = g.order < image.order;
            let hidden = if before { !g.unseen.any() } else { g.unseen.mode && !g.unseen.clips };
            hidden && contains(image, g) && painted.is_letter(g) && !above(g)
        };
        let under: Vec<&Glyph> = painted.glyphs.iter().filter(over).collect();
        if under.is_empty() {
            continue;
        }
        let Some(samples) = image::samples(evidence.document, &image.source) else { continue };
        if let Some(glyph) = under.iter().find(|g| region::is_black(&samples, image, &g.bounds)) {
            let what = "text lies over a part of a picture that is blackened";
            findings.error("R004", Spot::page(page.number, glyph.bounds), what, HINT);
            continue;
        }
        let panels = evidence.request.panels.iter().filter(|(p, _)| *p == page.number).map(|(_, area)| *area);
        let pictured =
            Pictured { image, samples: &samples, panels: panels.collect(), visible: &painted.visible };
        // our own files keep the layers of all pictures, also of sheets that no word was recognised on
        let written = || under.iter().filter(|g| pictured.shows(g)).count() >= WORD;
        if let Some(area) = row(&under, WORD, |g| pictured.lacks(g)).filter(|_| !evidence.ours() || written())
        {
            let what =
                "text lies where a picture over or under it is empty: it is not what the picture shows";
            findings.error("R004", Spot::page(page.number, area), what, HINT);
        }
    }
}

/// A picture and what is known of it.
struct Pictured<'p> {
    image: &'p Image,
    samples: &'p Samples,
    panels: Vec<Rect>,
    visible: &'p Rect,
}

impl Pictured<'_> {
    /// Whether the picture holds something where a glyph stands.
    fn shows(&self, glyph: &Glyph) -> bool {
        !region::is_constant(self.samples, self.image, &glyph.bounds)
    }

    /// Whether the picture is empty where a glyph stands and shows that it could hold letters: there is
    /// ink elsewhere, and its pixels are fine enough. Recognised words of a sheet that is blank as a whole,
    /// or too coarse to be read, prove nothing.
    fn lacks(&self, glyph: &Glyph) -> bool {
        let (samples, image) = (self.samples, self.image);
        if !image.opaque || self.shows(glyph) {
            return false;
        }
        let blank = || region::is_blank(samples, image, &glyph.bounds, &self.panels);
        if glyph.order < image.order {
            let scan = image.bounds.area() > SCAN * self.visible.area();
            return !scan || blank() || region::resolves(samples, image, &glyph.bounds);
        }
        region::resolves(samples, image, &glyph.bounds) && !blank()
    }
}

/// Whether a glyph lies over or under a picture.
pub(super) fn contains(image: &Image, glyph: &Glyph) -> bool {
    let (width, height) = glyph.overlap(&image.bounds);
    width > 0.3 && height > 0.3
}

/// The area of so many letters side by side of which each meets a condition.
pub(super) fn row(letters: &[&Glyph], least: usize, meets: impl Fn(&Glyph) -> bool) -> Option<Rect> {
    let mut run: Option<(Rect, usize)> = None;
    for glyph in letters {
        run = match run {
            _ if !meets(glyph) => None,
            Some((area, count)) if area.inflate(glyph.size).intersection(&glyph.bounds).is_some() => {
                Some((area.union(&glyph.bounds), count + 1))
            }
            _ => Some((glyph.bounds, 1)),
        };
        if let Some((area, count)) = run
            && count >= least
        {
            return Some(area);
        }
    }
    None
}
