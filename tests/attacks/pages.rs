//! Attacks through page frames, layers, revisions, images and what lies outside of what is shown.

use super::build::{Maker, SECRET, between, text};
use super::content::LINE;
use super::judge::{Attack, attack, withstand};

fn page(entries: &str, content: &str) -> Vec<u8> {
    let mut maker = Maker::new();
    maker.page = entries.into();
    maker.content(content).finish()
}

fn framed(name: &'static str, entries: &str) -> Attack {
    attack(name, page(entries, &text(&format!("({SECRET}) Tj"))))
}

#[test]
fn the_secret_is_gone_from_pages_of_every_frame() {
    withstand(vec![
        framed("rotated by 90", "/MediaBox [0 0 600 800] /Rotate 90"),
        framed(
            "rotated by 270 with a crop box",
            "/MediaBox [0 0 600 800] /CropBox [50 50 550 780] /Rotate 270",
        ),
        framed("negative media box", "/MediaBox [-100 -100 500 800]"),
        framed("media box upside down", "/MediaBox [600 800 0 0]"),
        framed("user unit 2", "/MediaBox [0 0 600 800] /UserUnit 2"),
        framed("rotated box", "/MediaBox [0 0 600 800] /Rotate 90")
            .boxed("1:695,70,712,144")
            .black(702.0, 100.0),
        framed("user unit box", "/MediaBox [0 0 600 800] /UserUnit 2").boxed("1:140,178,288,206"),
        framed("crop box box", "/MediaBox [0 0 600 800] /CropBox [50 50 550 780]").boxed("1:20,69,94,83"),
    ]);
}

fn with(entries: &str, more: &str) -> Vec<u8> {
    page(entries, &between(more))
}

/// Text at a place in black.
fn at(x: f64, y: f64) -> String {
    format!("BT /F1 12 Tf {x} {y} Td ({SECRET}) Tj ET")
}

#[test]
fn what_no_reader_can_see_is_not_in_the_output() {
    let sheet = "/MediaBox [0 0 600 800]";
    let box_elsewhere = |name, pdf| attack(name, pdf).boxed("1:400,700,450,720");
    withstand(vec![
        box_elsewhere(
            "outside the crop box",
            with("/MediaBox [0 0 600 800] /CropBox [50 50 550 780]", &at(72.0, 20.0)),
        ),
        box_elsewhere("outside the media box", with(sheet, &at(72.0, -40.0))),
        box_elsewhere(
            "under a black box of somebody else",
            with(sheet, &format!("{} 0 g 70 697 80 14 re f", at(72.0, 700.0))),
        ),
        box_elsewhere("under a black box in a form", form_box()),
        attack(
            "outside the crop box, searched",
            with("/MediaBox [0 0 600 800] /CropBox [50 50 550 780]", &at(72.0, 20.0)),
        ),
        attack(
            "under a black box, searched",
            with(sheet, &format!("{} 0 g 70 697 80 14 re f", at(72.0, 700.0))),
        ),
        attack("hidden layer", layered("/OFF [4 0 R]")),
        box_elsewhere("hidden layer unsearched", layered("/OFF [4 0 R]")),
        box_elsewhere("hidden membership", member("/OCGs [4 0 R] /P /AnyOn")),
        box_elsewhere("hidden by an expression", member("/VE [/And 4 0 R]")),
        box_elsewhere("a form on a hidden layer", layered_form("4 0 R")),
        box_elsewhere(
            "a form of a hidden membership",
            layered_form("<< /Type /OCMD /OCGs 4 0 R /P /AllOn >>"),
        ),
        box_elsewhere(
            "print-only layer",
            layered("/BaseState /ON /AS [<< /Event /View /Category [/View] /OCGs [4 0 R] >>] /OFF [4 0 R]"),
        ),
    ]);
}

#[test]
fn text_on_a_dark_ground_or_in_a_dark_colour_stays() {
    let sheet = "/MediaBox [0 0 600 800]";
    let shown = |name, content: &str| attack(name, with(sheet, content)).boxed("1:400,700,450,720");
    let kept = &["Before", "Afterwards", "Visible"];
    withstand(vec![
        shown("white on black", "0 g 70 697 80 14 re f 1 g BT /F1 12 Tf 72 700 Td (Visible) Tj ET 0 g").keeps(kept),
        shown("a border round it", "BT /F1 12 Tf 72 700 Td (Visible) Tj ET 70 697 80 14 re S").keeps(kept),
        shown("a rule through it", "BT /F1 12 Tf 72 700 Td (Visible) Tj ET 70 703 80 1 re f").keeps(kept),
        shown("marked with a highlighter", "BT /F1 12 Tf 72 700 Td (Visible) Tj ET q /M gs 1 1 0 rg 70 697 80 14 re f Q").keeps(&["Before"]),
        shown("shown again above the box", "BT /F1 12 Tf 72 700 Td (Visible) Tj ET 0 g 70 697 80 14 re f 1 g BT /F1 12 Tf 72 700 Td (Visible) Tj ET 0 g").keeps(kept),
        shown("a box clipped to nothing", "BT /F1 12 Tf 72 700 Td (Visible) Tj ET q 0 0 5 5 re W n 0 g 70 697 80 14 re f Q").keeps(kept),
        shown("a box that is see-through", "BT /F1 12 Tf 72 700 Td (Visible) Tj ET").keeps(kept),
    ]);
}

/// A word under a highlight whose appearance is an opaque bar.
fn highlighted(word: &str, colour: &str) -> Vec<u8> {
    let mut maker = Maker::new();
    let bar = maker
        .stream("/Type /XObject /Subtype /Form /BBox [0 0 80 14]", format!("{colour} rg 0 0 80 14 re f"));
    maker.page += &format!(
        " /Annots [<< /Type /Annot /Subtype /Highlight /F 4 /Rect [70 697 150 711] /C [{colour}] /AP << /N {bar} 0 R >> >>]"
    );
    maker.content(text(&format!("({word}) Tj"))).finish()
}

/// Readers multiply a highlight with what lies below, whatever its appearance says.
#[test]
fn a_highlight_with_an_opaque_appearance_takes_no_word_and_a_black_one_does() {
    let elsewhere = "1:400,700,450,720";
    withstand(vec![
        attack("yellow", highlighted("Visible", "1 1 0")).boxed(elsewhere).keeps(&["Before", "Visible"]),
        attack("black", highlighted(SECRET, "0 0 0")).boxed(elsewhere),
    ]);
}

fn form_box() -> Vec<u8> {
    let mut maker = Maker::new();
    let form = maker.form("", "0 g 70 697 80 14 re f");
    maker.resources = format!("/XObject << /X {form} 0 R >>");
    maker.content(between(&format!("{} /X Do", at(72.0, 700.0)))).finish()
}

/// The secret on a layer; the configuration decides whether it shows. Object 4 is the layer.
fn layered(configuration: &str) -> Vec<u8> {
    let mut maker = Maker::new();
    let layer = maker.add(format!("<< /Type /OCG /Name ({SECRET}) >>"));
    maker.catalog = format!("/OCProperties << /OCGs [{layer} 0 R] /D << {configuration} >> >>");
    maker.resources = format!("/Properties << /L {layer} 0 R >>");
    maker.content(between(&format!("/OC /L BDC {} EMC", at(72.0, 700.0)))).finish()
}

/// The secret as a member of a group of layers of which the only one, object 4, is off.
fn member(rule: &str) -> Vec<u8> {
    let mut maker = Maker::new();
    let layer = maker.add("<< /Type /OCG /Name (Layer) >>");
    let group = maker.add(format!("<< /Type /OCMD {rule} >>"));
    maker.catalog = format!("/OCProperties << /OCGs [{layer} 0 R] /D << /OFF [{layer} 0 R] >> >>");
    maker.resources = format!("/Properties << /L {group} 0 R >>");
    maker.content(between(&format!("/OC /L BDC {} EMC", at(72.0, 700.0)))).finish()
}

/// The secret in a form that belongs to a layer which is off.
fn layered_form(to: &str) -> Vec<u8> {
    let mut maker = Maker::new();
    let layer = maker.add("<< /Type /OCG /Name (Layer) >>");
    maker.catalog = format!("/OCProperties << /OCGs [{layer} 0 R] /D << /OFF [{layer} 0 R] >> >>");
    let entries = format!(
        "/Type /XObject /Subtype /Form /BBox [0 0 600 800] /OC {to} /Resources << /Font << /F1 3 0 R >> >>"
    );
    let form = maker.stream(&entries, at(72.0, 700.0));
    maker.resources = format!("/XObject << /X {form} 0 R >>");
    maker.content(between("/X Do")).finish()
}

fn image(name: &'static str, entries: &str, data: &[u8], area: &'static str) -> Attack {
    let mut maker = Maker::new();
    let image = maker.stream(&format!("/Type /XObject /Subtype /Image {entries}"), data);
    maker.resources = format!("/XObject << /I {image} 0 R >>");
    let pdf = maker.content(between("q 120 0 0 20 72 690 cm /I Do Q")).finish();
    attack(name, pdf).boxed(area)
}

#[test]
fn the_samples_of_pictures_are_destroyed_not_covered() {
    let area = "1:72,89,192,111";
    let gray = "/Width 12 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray";
    let palette: String = (0..128).map(|i| format!("{i:02X}{i:02X}{i:02X}")).collect();
    let indexed =
        format!("/Width 12 /Height 1 /BitsPerComponent 8 /ColorSpace [/Indexed /DeviceRGB 127 <{palette}>]");
    let data = SECRET.as_bytes();
    let inline = format!("q 120 0 0 20 72 690 cm BI /W 12 /H 1 /BPC 8 /CS /G ID {SECRET} EI Q");
    withstand(vec![
        image("gray samples", gray, data, area).black(130.0, 100.0),
        image("palette", &indexed, data, area),
        image("a filter nobody knows", &format!("{gray} /Filter /Mystery"), data, area).or_refused(),
        image("colours nobody knows", "/Width 12 /Height 1 /BitsPerComponent 8 /ColorSpace /Odd", data, area)
            .or_refused(),
        image(
            "metadata of a picture elsewhere",
            &format!("{gray} /Name /{SECRET} /Private ({SECRET})"),
            &[9; 12],
            "1:400,700,450,720",
        ),
        attack("inline image", Maker::new().content(between(&inline)).finish()).boxed(area),
        attack("picture on two pages", shared()).boxed(area).or_refused().keeps(&["Before"]),
        attack("soft mask of a picture", masked("SMask")).boxed(area),
        attack("stencil mask of a picture", masked("Mask")).boxed(area),
        attack("alternates", masked("Alternates")).boxed(area),
    ]);
}

/// One image on two pages, boxed on the first: the second shows another picture of it.
fn shared() -> Vec<u8> {
    let mut maker = Maker::new();
    let gray =
        "/Type /XObject /Subtype /Image /Width 12 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray";
    let image = maker.stream(gray, [7; 12]);
    maker.resources = format!("/XObject << /I {image} 0 R >>");
    let content = between(&format!("q 120 0 0 20 72 690 cm /I Do Q {}", at(72.0, 695.0)));
    maker.content(&content).content(between("q 120 0 0 20 72 690 cm /I Do Q")).finish()
}

fn masked(key: &str) -> Vec<u8> {
    let mut maker = Maker::new();
    let stencil = if key == "Mask" {
        "/ImageMask true /Width 96 /BitsPerComponent 1"
    } else {
        "/Width 12 /BitsPerComponent 8 /ColorSpace /DeviceGray"
    };
    let mask = maker.stream(&format!("/Type /XObject /Subtype /Image /Height 1 {stencil}"), SECRET);
    let value =
        if key == "Alternates" { format!("[<< /Image {mask} 0 R >>]") } else { format!("{mask} 0 R") };
    let image = maker.stream(
        &format!("/Type /XObject /Subtype /Image /Width 12 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray /{key} {value}"),
        [7; 12],
    );
    maker.resources = format!("/XObject << /I {image} 0 R >>");
    maker.content(between("q 120 0 0 20 72 690 cm /I Do Q")).finish()
}

#[test]
fn the_layer_of_recognised_words_goes_with_the_picture() {
    let gray =
        "/Type /XObject /Subtype /Image /Width 120 /Height 160 /BitsPerComponent 8 /ColorSpace /DeviceGray";
    let scan = |x: f64| {
        let mut maker = Maker::new();
        let image = maker.stream(gray, [200; 19_200]);
        maker.resources = format!("/XObject << /I {image} 0 R >>");
        let words = format!("3 Tr BT /F1 12 Tf {x} 700 Td ({SECRET}) Tj ET");
        maker.content(format!("q 600 0 0 800 0 0 cm /I Do Q {}", between(&words))).finish()
    };
    withstand(vec![
        attack("aligned layer", scan(72.0)).looked_at().black(90.0, 97.0),
        attack("layer set off", scan(102.0)).looked_at(),
        attack("layer under a box", scan(72.0)).boxed(LINE),
    ]);
}

#[test]
fn earlier_revisions_and_what_no_page_reaches_are_not_copied() {
    let public = Maker::new().content(text("(Nothing) Tj")).finish();
    let mut shadowed = Maker::new().content(text(&format!("({SECRET}) Tj"))).finish();
    // the content is object 4: a later revision replaces it
    let body = between("");
    let start = shadowed.len();
    let old = String::from_utf8_lossy(&shadowed).rfind("xref\n0").unwrap_or(0);
    let revision = format!(
        "4 0 obj\n<< /Length {} >>\nstream\n{body}\nendstream\nendobj\nxref\n4 1\n{start:010} 00000 n \ntrailer\n<< /Size 6 /Root 1 0 R /Prev {old} >>\nstartxref\n",
        body.len()
    );
    shadowed.extend_from_slice(revision.as_bytes());
    let table = start + revision.find("xref\n4").unwrap_or(0);
    shadowed.extend_from_slice(format!("{table}\n%%EOF\n").as_bytes());
    let trailing = [public.clone(), SECRET.into()].concat();
    let mut orphaned = Maker::new();
    orphaned.add(format!("<< /Lost ({SECRET}) >>"));
    orphaned.stream("", SECRET);
    withstand(vec![
        attack("earlier revision", shadowed),
        attack("bytes behind the end", trailing),
        attack("orphans", orphaned.content(text("(Nothing) Tj")).finish()),
    ]);
}
