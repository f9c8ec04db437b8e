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
//! **When it fails a file.** Under a known panel, and under a small dark area that shows nothing itself: an
//! error; so are rows beyond those that a picture shows. Under other dark areas (the ground of a caption) a
//! warning; data beside the samples likewise, but in a file of ours an error.
//!
//! **How to mend it.** Overwrite the pixels; `blackpanel redact` does, and drops all other data.

use super::panel::{self, Panel};
use super::walk;
use crate::verify::evidence::Evidence;
use crate::verify::findings::{Findings, Spot};
use crate::verify::image::{self, region};
use crate::verify::paint::pages::Page;
use crate::verify::paint::{Image, Painted, Source};
use crate::verify::reader::{Document, Object};

const HINT: &str = "overwrite the pixels, instead of covering them";

/// Share of a picture up to which a dark area is taken for a panel.
const PART: f64 = 0.3;

/// Looks into every JPEG and JPEG 2000 file for what is no picture.
pub(crate) fn file(evidence: &Evidence<'_>, findings: &mut Findings<'_>) {
    for object in &evidence.document.objects {
        if object.data.is_none() || walk::is_plumbing(evidence.document, object) {
            continue;
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

/// Judges the pictures of a page against its panels.
pub(crate) fn page(evidence: &Evidence<'_>, page: &Page<'_>, painted: &Painted, findings: &mut Findings<'_>) {
    let mut panels = panel::known(evidence, page.number, painted);
    panels.extend(panel::alleged(painted));
    for image in &painted.images {
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

/// Whether a dark area hides a small part of a picture and shows nothing itself: a caption's ground is
/// no panel.
fn is_bare(panel: &Panel, image: &Image, painted: &Painted) -> bool {
    let later = |order: u32| panel.order.is_some_and(|own| order > own);
    let caption = || painted.glyphs.iter().any(|g| later(g.order) && !g.blank && g.is_under(&panel.area));
    panel.area.area() < PART * image.bounds.area() && !caption()
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
