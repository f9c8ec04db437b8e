//! R008: image data under a panel
//!
//! **What.** The samples of a picture under a panel still differ from each other: the picture was
//! covered, not changed. Also data that a picture carries beside its samples: EXIF, XMP, comments,
//! thumbnails, bytes after the last row.
//!
//! **Why it is dangerous.** Any viewer that extracts pictures shows the picture without the panel.
//!
//! **A well-known case.** Passport scans and photographs of faces, covered in an editor and extracted
//! whole with `pdfimages`.
//!
//! **When it fails a file.** Under a known panel, and under an opaque dark area that no text, picture or drawing
//! stands on: an error; so are writing under a light box or in a hole of a mask on a scanned page, rows beyond those that a picture
//! shows, alternates of a picture, and a `Decode` that blots it out. Under other dark areas (the ground of a
//! caption) a warning; data beside the samples likewise, but in a file of ours an error.
//!
//! **How to mend it.** Overwrite the pixels; `blackpanel redact` does, and drops all other data.

use super::panel::{self, Panel};
use super::{holes, walk, whitened};
use crate::verify::evidence::Evidence;
use crate::verify::findings::{Findings, Spot};
use crate::verify::image::{self, region};
use crate::verify::paint::pages::Page;
use crate::verify::paint::{Image, Painted, Shape, Source};
use crate::verify::reader::{Dict, Document, Object};

const HINT: &str = "overwrite the pixels, instead of covering them";

/// Share of a picture from which on a dark area may be the ground of a drawing.
const GROUND: f64 = 0.3;

/// Looks into every JPEG and JPEG 2000 file for what is no picture.
pub(crate) fn file(evidence: &Evidence<'_>, findings: &mut Findings<'_>) {
    for object in &evidence.document.objects {
        if object.data.is_none() || walk::is_plumbing(evidence.document, object) {
            continue;
        }
        if let Some(what) = object.dict().and_then(|dict| hides_itself(evidence.document, dict)) {
            findings.error("R008", Spot::object(object.number), what, "make the picture anew as it is shown");
        }
        let decoded = evidence.document.decoded(object);
        let Some((name, _)) = &decoded.codec else {
            if object.dict().is_some_and(|dict| image::has_further_rows(evidence.document, dict, decoded)) {
                let what = "a picture holds more rows than it shows";
                findings.error("R008", Spot::object(object.number), what, "cut the picture's data");
            }
            continue;
        };
        if image::extras::found(name, &decoded.data) {
            let what = "a picture carries data beside its samples: camera data, comments or a thumbnail";
            let hint = "strip the picture's metadata";
            findings.stranger(evidence.ours(), "R008", Spot::object(object.number), what, hint);
        }
    }
}

/// Whether a picture's own dictionary hides what its data hold (8.9.5.2, 8.9.5.4).
fn hides_itself(document: &Document<'_>, dict: &Dict) -> Option<&'static str> {
    if !dict.is("Subtype", "Image") {
        return None;
    }
    if document.get(dict, "Alternates").and_then(Object::array).is_some_and(|a| !a.is_empty()) {
        return Some("a picture has alternates, which pages do not show");
    }
    let ranges = document.numbers(dict, "Decode").unwrap_or_default();
    let mut pairs = ranges.chunks_exact(2).peekable();
    let flat = pairs.peek().is_some() && pairs.all(|p| (p[0] - p[1]).abs() < 0.02);
    flat.then_some("a picture's samples all show as one colour, whatever they hold")
}

/// Judges the pictures of a page against its panels.
pub(crate) fn page(evidence: &Evidence<'_>, page: &Page<'_>, painted: &Painted, findings: &mut Findings<'_>) {
    let mut panels = panel::known(evidence, page.number, painted);
    panels.extend(panel::alleged(painted));
    // coded data end by themselves; of plain ones the rest would be seen as further rows
    let plain = |i: &&Image| matches!(&i.source, Source::Inline(inline) if !inline.0.has("Filter"));
    let rest = |i: &&Image| image::samples(evidence.document, &i.source).is_some_and(|s| s.excess);
    if let Some(image) = painted.images.iter().filter(plain).find(rest) {
        let what = "an inline picture holds more than it shows";
        findings.error("R008", Spot::page(page.number, image.bounds), what, "cut the picture's data");
    }
    let covers = whitened::covers(evidence.document, painted);
    for image in &painted.images {
        if let Some(area) = holes::written(evidence.document, painted, image) {
            let what = "a mask takes a part out of the scanned page, and its picture still holds it";
            findings.error("R008", Spot::page(page.number, area), what, HINT);
        }
        if !covers.is_empty()
            && whitened::is_scan(image, painted)
            && let Some(area) = whitened::hidden_part(evidence.document, painted, image, &covers)
        {
            let what = "a part of the scanned page is covered, and still in its picture";
            findings.error("R008", Spot::page(page.number, area), what, HINT);
        }
        let touched: Vec<&Panel> = panels.iter().filter(|p| touches(image, p)).collect();
        if touched.is_empty() {
            continue;
        }
        for source in layers(evidence.document, image) {
            judge(evidence.document, page.number, (image, painted), &source, &touched, findings);
        }
    }
}

fn judge(
    document: &Document<'_>,
    page: u32,
    (image, painted): (&Image, &Painted),
    source: &Source,
    panels: &[&Panel],
    findings: &mut Findings<'_>,
) {
    let samples = image::samples(document, source);
    for panel in panels {
        let spot = Spot::page(page, panel.area);
        match &samples {
            None if panel.known => {
                findings.unchecked(spot, "a picture under a panel could not be decoded", HINT);
            }
            None => findings.unchecked(spot, "a picture under a dark area could not be decoded", HINT),
            Some(samples) if region::is_constant(samples, image, &panel.area) => {}
            Some(_) if panel.known => {
                findings.error("R008", spot, "a picture shows through under a panel", HINT);
            }
            Some(_) if is_bare(panel, image, painted) => {
                findings.error("R008", spot, "a picture shows through under a dark area", HINT);
            }
            Some(_) => findings.warning("R008", spot, "a picture lies under a dark area", HINT),
        }
    }
}

/// Whether a dark area shows nothing itself: the ground of a caption is no panel, nor is that of a chart.
fn is_bare(panel: &Panel, image: &Image, painted: &Painted) -> bool {
    let drawn = || {
        let later = |s: &Shape| panel.order.is_some_and(|own| s.order > own);
        let on = |s: &Shape| s.bounds.intersection(&panel.area).is_some_and(|c| c.area() > 0.0);
        painted.shapes.iter().any(|s| later(s) && !s.is_dark() && !s.hidden && on(s))
    };
    panel::is_bare(panel, painted) && (panel.area.area() < GROUND * image.bounds.area() || !drawn())
}

/// Whether the picture was painted below the panel. On top of a known panel nothing may lie.
fn touches(image: &Image, panel: &Panel) -> bool {
    let below = panel.known || panel.order.is_some_and(|order| image.order < order);
    let shared = image.bounds.intersection(&panel.area);
    below && !image.unseen.outside && shared.is_some_and(|s| s.width() > 0.5 && s.height() > 0.5)
}

/// The picture and its masks and alternates, which lie in the same place.
fn layers(document: &Document<'_>, image: &Image) -> Vec<Source> {
    let mut found = vec![image.source.clone()];
    let Source::Object(number) = &image.source else { return found };
    let Some(dict) = document.find(*number).and_then(|o| o.dict()) else { return found };
    let stream = |object: Option<&Object>| match object {
        Some(Object::Ref(n, _)) if document.find(*n).is_some_and(|o| o.data.is_some()) => {
            Some(Source::Object(*n))
        }
        _ => None,
    };
    found.extend(stream(dict.get("SMask")));
    found.extend(stream(dict.get("Mask")));
    let alternates = document.get(dict, "Alternates").and_then(Object::array).unwrap_or_default();
    let pictures = alternates.iter().filter_map(|a| document.resolve(a).dict());
    found.extend(pictures.filter_map(|a| stream(a.get("Image"))));
    found
}
