//! Sound files to be damaged: one of each kind that the readers must understand.

use blackpanel::geom::Rect;

use super::build::{Maker, SECRET, between, codes, text};
use super::mutate::Dice;
use super::pictures as made;

/// A file, and what is to be removed from it.
#[derive(Clone)]
pub struct Seed {
    pub name: String,
    pub pdf: Vec<u8>,
    /// Whether the secret is searched for.
    pub searched: bool,
    /// Boxes on the first page.
    pub boxes: Vec<Rect>,
}

/// Input number `number`: always the same.
pub fn damaged(seeds: &[Seed], number: u64) -> Seed {
    let mut dice = Dice::new(number);
    let at = dice.roll(seeds.len());
    let other = dice.roll(seeds.len());
    let mut seed = seeds[at].clone();
    for _ in 0..=dice.roll(6) {
        dice.damage(&mut seed.pdf, &seeds[other].pdf);
    }
    seed
}

fn searched(name: &str, pdf: Vec<u8>) -> Seed {
    Seed { name: name.into(), pdf, searched: true, boxes: vec![] }
}

fn boxed(name: &str, pdf: Vec<u8>, under: Rect) -> Seed {
    Seed { name: name.into(), pdf, searched: true, boxes: vec![under] }
}

/// All seeds, always in the same order.
pub fn all() -> Vec<Seed> {
    let mut seeds = vec![
        searched(
            "text",
            Maker::new().content(text(&format!("(Dear {SECRET} of) Tj 14 TL ({SECRET}) '"))).finish(),
        ),
        searched(
            "kerned text",
            Maker::new().content(text(&format!("[(Quill) -20 (feather) 5 ({SECRET})] TJ"))).finish(),
        ),
        searched("form", form()),
        searched("composite font", composite()),
        searched("procedures", procedures()),
        searched("pattern and mask", pattern()),
        searched("annotations and fields", annotations()),
        searched("names and metadata", metadata()),
        boxed("paths and shadings", drawings(), Rect::new(70.0, 89.0, 144.0, 103.0)),
        searched("object streams", packed()),
        searched("encrypted", sealed()),
        searched("revisions", revised()),
    ];
    let mut pictures: Vec<_> = [made::jpegs(), made::faxes(), made::masks(), made::filters()]
        .concat()
        .into_iter()
        .step_by(3)
        .collect();
    pictures.push(made::jpx());
    for coded in pictures {
        let pdf = made::page(&coded, "q 64 0 0 48 40 80 cm /X Do Q");
        seeds.push(boxed(&coded.name, pdf, Rect::new(40.0, 72.0, 104.0, 120.0)));
    }
    seeds
}

fn form() -> Vec<u8> {
    let mut maker = Maker::new();
    let inner = maker.form("", &format!("BT /F1 12 Tf 72 300 Td (Dear {SECRET}) Tj ET"));
    let outer = maker.form(&format!("/XObject << /X {inner} 0 R >>"), "/X Do");
    maker.resources = format!("/XObject << /X {outer} 0 R >>");
    maker.content(between("/X Do q 1 0 0 1 0 -100 cm /X Do Q")).finish()
}

fn composite() -> Vec<u8> {
    let mut maker = Maker::new();
    let below = "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Arial /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 600 /W [0 [500 600] 3 9 550] >>";
    let font = maker.composite(SECRET, "Identity-H", below);
    maker.fonts += &format!(" /T {font} 0 R");
    maker.content(between(&format!("BT /T 12 Tf 72 700 Td <{}> Tj ET", codes(SECRET)))).finish()
}

fn procedures() -> Vec<u8> {
    let mut maker = Maker::new();
    let font = maker.whole_string("0 0 500 700 re f");
    maker.fonts += &format!(" /T {font} 0 R");
    maker.content(between("BT /T 12 Tf 72 700 Td (a) Tj ET")).finish()
}

fn pattern() -> Vec<u8> {
    let mut maker = Maker::new();
    let pattern = maker.stream(
        "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 200 50] /XStep 200 /YStep 50 /Resources << /Font << /F1 3 0 R >> >>",
        format!("BT /F1 12 Tf 10 20 Td ({SECRET}) Tj ET"),
    );
    let group = maker.stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Group << /S /Transparency /CS /DeviceGray >> /Resources << /Font << /F1 3 0 R >> >>",
        format!("1 g BT /F1 12 Tf 72 700 Td ({SECRET}) Tj ET"),
    );
    maker.resources = format!(
        "/Pattern << /P {pattern} 0 R >> /ExtGState << /G << /SMask << /S /Luminosity /G {group} 0 R >> >> >>"
    );
    maker.content(between("/Pattern cs /P scn 72 650 200 50 re f q /G gs 0 g 60 690 200 30 re f Q")).finish()
}

fn annotations() -> Vec<u8> {
    let mut maker = Maker::new();
    maker.page += &format!(
        " /Annots [<< /Type /Annot /Subtype /FreeText /Rect [72 690 300 712] /Contents ({SECRET}) /DA (/F1 12 Tf) >> \
         << /Type /Annot /Subtype /Widget /FT /Tx /T (a) /V ({SECRET}) /DA (/F1 12 Tf 0 g) /Rect [72 600 300 620] >> \
         << /Type /Annot /Subtype /Link /Rect [72 500 300 520] /A << /S /URI /URI (http://{SECRET}) >> >>]"
    );
    maker.catalog = "/AcroForm << /Fields [] /DR << /Font << /F1 3 0 R >> >> /DA (/F1 12 Tf 0 g) >>".into();
    maker.content(text(&format!("({SECRET}) Tj"))).finish()
}

fn metadata() -> Vec<u8> {
    let mut maker = Maker::new();
    let xmp = maker.stream("/Type /Metadata /Subtype /XML", format!("<x>{SECRET}</x>"));
    maker.catalog = format!(
        "/Metadata {xmp} 0 R /Names << /Dests << /Names [({SECRET}) [1 0 R /Fit]] >> >> /Outlines << /First << /Title ({SECRET}) >> >>"
    );
    maker.trailer = format!("/Info << /Title ({SECRET}) >> /ID [<0102> <0304>]");
    let content =
        format!("/Span << /ActualText ({SECRET}) >> BDC BT /F1 12 Tf 72 700 Td ({SECRET}) Tj ET EMC");
    maker.content(between(&content)).finish()
}

fn drawings() -> Vec<u8> {
    let mut maker = Maker::new();
    let triangle: Vec<u8> = [(10, 10), (60, 90), (110, 10)]
        .iter()
        .flat_map(|&(x, y): &(u8, u8)| [0, x, y, 200, 10, 10])
        .collect();
    let mesh = maker.stream(
        "/ShadingType 4 /ColorSpace /DeviceRGB /BitsPerCoordinate 8 /BitsPerComponent 8 /BitsPerFlag 8 /Decode [70 100 690 720 0 1 0 1 0 1]",
        triangle,
    );
    maker.resources =
        format!("/Shading << /S {mesh} 0 R >> /Pattern << /P << /PatternType 2 /Shading {mesh} 0 R >> >>");
    let letters: String = (0..9)
        .map(|i| 72.0 + 8.0 * f64::from(i))
        .map(|x| {
            format!("{x} 700 m {} 710 {} 710 {} 700 c h {} 702 2 6 re ", x + 2.0, x + 5.0, x + 7.0, x + 1.0)
        })
        .collect();
    let content = format!(
        "{letters} f* q {letters} W n 0 0 600 800 re f Q {letters} S q /S sh Q /Pattern cs /P scn 0 0 600 800 re f"
    );
    maker.content(between(&content)).finish()
}

/// The first seed rewritten: object streams and a cross-reference stream.
fn packed() -> Vec<u8> {
    let plain = Maker::new().content(text(&format!("(Dear {SECRET} of) Tj"))).finish();
    let mut document = lopdf::Document::load_mem(&plain).expect("a file");
    document.version = "1.5".into();
    let mut out = Vec::new();
    let options = lopdf::SaveOptions::builder().use_object_streams(true).use_xref_streams(true).build();
    document.save_with_options(&mut out, options).expect("saved");
    out
}

fn sealed() -> Vec<u8> {
    super::support::sealed::rc4(&Maker::new().content(text(&format!("(Dear {SECRET} of) Tj"))).finish())
}

/// A file whose page was replaced by an incremental update.
fn revised() -> Vec<u8> {
    let mut pdf = Maker::new().content(text(&format!("({SECRET}) Tj"))).finish();
    let start = pdf.windows(9).rposition(|w| w == b"startxref").expect("its end");
    let before: usize = String::from_utf8_lossy(&pdf[start + 9..])
        .split_whitespace()
        .next()
        .expect("a number")
        .parse()
        .expect("a number");
    let at = pdf.len();
    let content = text(&format!("(Dear {SECRET} of) Tj"));
    pdf.extend(
        format!("4 0 obj\n<< /Length {} >>\nstream\n{content}\nendstream\nendobj\n", content.len()).bytes(),
    );
    let table = pdf.len();
    pdf.extend(
        format!("xref\n4 1\n{at:010} 00000 n \ntrailer\n<< /Size 6 /Root 1 0 R /Prev {before} >>\nstartxref\n{table}\n%%EOF\n").bytes(),
    );
    pdf
}
