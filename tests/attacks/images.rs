//! Attacks through pictures: what lies under a box is gone from the samples, whatever holds them, and
//! nothing changes beside it. The output is looked at without its panel, by another decoder.

use super::build::Maker;
use super::grep::search;
use super::peel::peeled;
use super::pictures::{self as made, Coded};
use super::support::line::{self, Done, Order};
use blackpanel::geom::Rect;

/// Where a picture stands on the page: one sample is one point.
const PLACE: &str = "64 0 0 48 40 80 cm";
/// Columns and rows 16 to 32 of it, as displayed.
const UNDER: Rect = Rect { x0: 56.0, y0: 88.0, x1: 72.0, y1: 104.0 };

fn placed(coded: &Coded) -> Vec<u8> {
    made::page(coded, &format!("0.2 0.4 0.6 rg q {PLACE} /X Do Q"))
}

fn redacted(pdf: &[u8], under: Rect) -> Result<Done, String> {
    let order = Order { boxes: &[(1, under)], ..Order::default() };
    line::redact(pdf, &order).map_err(|not| format!("{not:?}"))
}

/// Compares what is drawn before and after: one colour under the box, the same outside of it.
fn compare(before: &[u8], after: &[u8], under: &Rect, reach: f64) -> Result<(), String> {
    let draw = |pdf: &[u8]| blackpanel::render::page(pdf, 1, 72.0).map_err(|_| "cannot be drawn".to_owned());
    let (before, after) = (draw(before)?, draw(&peeled(after))?);
    let (inner, outer) = (under.inflate(-1.0), under.inflate(reach));
    let (mut inside, mut looked) = (Vec::new(), Vec::new());
    for (x, y) in (0..before.height).flat_map(|y| (0..before.width).map(move |x| (x, y))) {
        let middle = blackpanel::geom::Point::new(f64::from(x) + 0.5, f64::from(y) + 0.5);
        if inner.contains(middle) {
            inside.push(after.pixel(x, y));
            looked.push(before.pixel(x, y));
        } else if !outer.contains(middle) && before.pixel(x, y) != after.pixel(x, y) {
            let (b, a) = (before.pixel(x, y), after.pixel(x, y));
            return Err(format!("changed outside of the box at {x}, {y}: {b:?} became {a:?}"));
        }
    }
    if looked.windows(2).all(|w| w[0] == w[1]) {
        return Err("the test draws nothing under the box".into());
    }
    let constant = inside.windows(2).all(|w| w[0] == w[1]);
    if constant { Ok(()) } else { Err("something is left under the box".into()) }
}

fn judge(coded: &Coded) -> Result<(), String> {
    let pdf = placed(coded);
    let done = redacted(&pdf, UNDER)?;
    search(&done.pdf)?;
    if done.counts.images == 0 {
        return Err(format!("not painted out: {:?} {:?}", done.counts, done.named));
    }
    compare(&pdf, &done.pdf, &UNDER, if coded.lossy { 17.0 } else { 1.0 })
}

fn withstand(pictures: Vec<Coded>) {
    let wrong: Vec<String> =
        pictures.iter().filter_map(|p| judge(p).err().map(|why| format!("{}: {why}", p.name))).collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), pictures.len(), wrong.join("\n"));
}

#[test]
fn samples_of_every_depth_and_colour_space_are_destroyed() {
    withstand(made::spaces());
}

#[test]
fn samples_behind_every_filter_and_predictor_are_destroyed() {
    withstand(made::filters());
}

#[test]
fn jpegs_of_every_kind_lose_whole_blocks_and_keep_the_rest() {
    withstand(made::jpegs());
}

#[test]
fn faxes_and_jbig2_pages_are_destroyed_under_the_box() {
    withstand(made::faxes());
}

#[test]
fn masks_of_every_kind_are_destroyed_with_their_picture() {
    withstand(made::masks());
}

/// Coloured samples, placed by `operators` on a page of 200 × 200 points.
fn painted_by(operators: &str) -> Vec<u8> {
    let rgb = "/ColorSpace /DeviceRGB /BitsPerComponent 8 /Interpolate true";
    made::page(&made::coded("", rgb, made::samples(3, 8)), operators)
}

#[test]
fn a_picture_is_found_under_the_box_wherever_and_however_it_is_placed() {
    let (c, s) = (0.8 * 64.0, 0.6 * 64.0);
    let placements = [
        ("turned", format!("q {c} {s} {} {} 70 60 cm /X Do Q", -s, c)),
        ("upside down", "q 64 0 0 -48 40 128 cm /X Do Q".into()),
        ("mirrored", "q -64 0 0 48 104 80 cm /X Do Q".into()),
        ("skewed", "q 64 0 30 48 30 80 cm /X Do Q".into()),
        ("on its side", "q 0 64 -48 0 104 64 cm /X Do Q".into()),
        ("wider than the page", "q 640 0 0 480 -200 -100 cm /X Do Q".into()),
        ("cropped by a clip", "q 50 90 40 30 re W n 128 0 0 96 30 40 cm /X Do Q".into()),
        ("twice, one over the other", format!("q {PLACE} /X Do Q q {PLACE} /X Do Q")),
    ];
    for (name, operators) in placements {
        let pdf = painted_by(&operators);
        let done = redacted(&pdf, UNDER).unwrap_or_else(|why| panic!("{name}: {why}"));
        compare(&pdf, &done.pdf, &UNDER, 25.0).unwrap_or_else(|why| panic!("{name}: {why}"));
    }
}

#[test]
fn a_form_placed_twice_loses_its_picture_only_where_the_box_is() {
    let rgb = "/ColorSpace /DeviceRGB /BitsPerComponent 8";
    let mut maker = Maker::new();
    maker.page = "/MediaBox [0 0 200 200]".into();
    let picture = maker
        .stream(&format!("/Type /XObject /Subtype /Image /Width 64 /Height 48 {rgb}"), made::samples(3, 8));
    let form = maker.form(&format!("/XObject << /X {picture} 0 R >>"), &format!("q {PLACE} /X Do Q"));
    maker.resources = format!("/XObject << /F {form} 0 R >>");
    let pdf = maker.content("/F Do q 1 0 0 1 0 -70 cm /F Do Q").finish();
    let done = redacted(&pdf, UNDER).expect("redacted");
    compare(&pdf, &done.pdf, &UNDER, 1.0).expect("the other place is as it was");
}

#[test]
fn a_picture_on_many_pages_changes_only_on_the_page_with_the_box() {
    let rgb = "/ColorSpace /DeviceRGB /BitsPerComponent 8";
    let mut maker = Maker::new();
    maker.page = "/MediaBox [0 0 200 200]".into();
    let picture = maker
        .stream(&format!("/Type /XObject /Subtype /Image /Width 64 /Height 48 {rgb}"), made::samples(3, 8));
    maker.resources = format!("/XObject << /X {picture} 0 R >>");
    let content = format!("q {PLACE} /X Do Q");
    let pdf = maker.content(&content).content(&content).content(&content).finish();
    let done = redacted(&pdf, UNDER).expect("redacted");
    let page = |pdf: &[u8], number| blackpanel::render::page(pdf, number, 72.0).expect("drawn");
    assert_ne!(page(&pdf, 1), page(&done.pdf, 1));
    assert_eq!(page(&pdf, 2), page(&done.pdf, 2));
    assert_eq!(page(&pdf, 3), page(&done.pdf, 3));
    let document = lopdf::Document::load_mem(&done.pdf).expect("ours");
    let pictures = document.objects.values().filter_map(|o| o.as_stream().ok());
    let pictures = pictures
        .filter(|s| s.dict.get(b"Subtype").and_then(lopdf::Object::as_name).is_ok_and(|n| n == b"Image"));
    assert_eq!(pictures.count(), 2, "the pages without a box share one");
}

#[test]
fn an_inline_picture_is_destroyed_like_any_other() {
    let hex = made::hexadecimal(&made::samples(3, 8));
    let inline = |entries: &str, data: &[u8]| {
        let mut content = format!("q {PLACE} BI /W 64 /H 48 {entries} ID ").into_bytes();
        content.extend_from_slice(data);
        content.extend_from_slice(b" EI Q");
        let mut maker = Maker::new();
        maker.page = "/MediaBox [0 0 200 200]".into();
        maker.content(content).finish()
    };
    for (entries, data) in [
        ("/CS /RGB /BPC 8 /F /AHx", hex),
        ("/CS /RGB /BPC 8", made::samples(3, 8)),
        ("/IM true /D [1 0]", made::samples(1, 1)),
        (
            "/CS [/I /RGB 15 <000102FF0000880088AABBCC00FF0011223344556677889900FF0102030405060708090A0B0C0D0E0F1011121314151617>] /BPC 4",
            made::samples(1, 4),
        ),
        ("/CS /G /BPC 8 /F /Fl", made::zlib(&made::samples(1, 8))),
    ] {
        let pdf = inline(entries, &data);
        let done = redacted(&pdf, UNDER).unwrap_or_else(|why| panic!("{entries}: {why}"));
        search(&done.pdf).unwrap_or_else(|why| panic!("{entries}: {why}"));
        compare(&pdf, &done.pdf, &UNDER, 1.0).unwrap_or_else(|why| panic!("{entries}: {why}"));
    }
}

#[test]
fn what_cannot_be_decoded_is_never_kept_and_always_named() {
    let secret = super::build::SECRET.as_bytes().to_vec();
    let rgb = "/ColorSpace /DeviceRGB /BitsPerComponent 8";
    let mut twelve = made::jpeg(jpeg_encoder::ColorType::Rgb, (64, 48), |_| {});
    let frame = twelve.windows(2).position(|w| w == [0xff, 0xc0]).expect("a frame");
    twelve[frame + 4] = 12;
    twelve.extend_from_slice(&secret);
    for (name, entries, data) in [
        ("unknown filter", format!("{rgb} /Filter /MadeUpDecode"), secret.clone()),
        ("damaged Flate", format!("{rgb} /Filter /FlateDecode"), secret.clone()),
        ("damaged JPEG", format!("{rgb} /Filter /DCTDecode"), secret.clone()),
        ("damaged JPEG 2000", format!("{rgb} /Filter /JPXDecode"), secret.clone()),
        (
            "damaged JBIG2",
            "/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /JBIG2Decode".into(),
            secret.clone(),
        ),
        (
            "damaged fax",
            "/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /CCITTFaxDecode".into(),
            secret.clone(),
        ),
        ("JPEG of 12 bits", format!("{rgb} /Filter /DCTDecode"), twelve),
        ("seven bits", "/ColorSpace /DeviceRGB /BitsPerComponent 7".into(), secret.clone()),
        ("no colour space", "/BitsPerComponent 8".into(), secret.clone()),
        ("short of samples", rgb.into(), secret.clone()),
        ("a codec inside", format!("{rgb} /Filter [/DCTDecode /FlateDecode]"), secret.clone()),
        ("crypt filter", format!("{rgb} /Filter [/Crypt /FlateDecode]"), secret.clone()),
    ] {
        let pdf = placed(&made::coded(name, entries, data));
        for under in [UNDER, Rect::new(150.0, 150.0, 160.0, 160.0)] {
            match redacted(&pdf, under) {
                Ok(done) => {
                    // its first rows are samples like any other, and not under the box
                    let away = name == "short of samples";
                    search(&done.pdf).map_or_else(|why| assert!(away, "{name}: {why}"), |()| {});
                    assert!(!done.named.is_empty(), "{name} is not named");
                }
                Err(why) => assert!(why.starts_with("Refused("), "{name}: {why}"),
            }
        }
    }
}

#[test]
fn what_pictures_carry_beside_their_samples_goes_without_a_box_near_them() {
    let mut all = made::jpegs();
    all.extend(made::faxes());
    all.extend(made::filters().into_iter().filter(|c| c.name.starts_with("bytes after")));
    for picture in all {
        let mut coded = picture;
        if coded.name.starts_with("bytes after") {
            // the samples themselves stay, so they must not hold the secret
            let clean = vec![7; 64 * 48 * 3];
            let secret = super::build::SECRET.as_bytes();
            coded.data = if coded.name.ends_with("Flate") {
                [&made::zlib(&clean)[..], secret].concat()
            } else {
                made::zlib(&[&clean[..], secret].concat())
            };
        }
        let pdf = placed(&coded);
        let done = redacted(&pdf, Rect::new(150.0, 150.0, 160.0, 160.0))
            .unwrap_or_else(|why| panic!("{}: {why}", coded.name));
        search(&done.pdf).unwrap_or_else(|why| panic!("{}: {why}", coded.name));
    }
}

#[test]
fn a_picture_that_no_eye_sees_goes_without_being_asked_for() {
    for (name, operators) in [
        ("flat", "q 64 0 0 0 40 80 cm /X Do Q"),
        ("a point", "q 0 0 0 0 40 80 cm /X Do Q"),
        ("a slanted line", "q 10 10 20 20 40 80 cm /X Do Q"),
        ("off the page", "q 64 0 0 48 400 80 cm /X Do Q"),
        ("clipped away", "q 0 0 5 5 re W n 64 0 0 48 40 80 cm /X Do Q"),
    ] {
        let pdf = painted_by(operators);
        let done = redacted(&pdf, Rect::new(150.0, 150.0, 160.0, 160.0))
            .unwrap_or_else(|why| panic!("{name}: {why}"));
        search(&done.pdf).unwrap_or_else(|why| panic!("{name}: {why}"));
        assert_eq!(done.counts.images, 1, "{name}");
    }
}

/// A black rectangle over a scan hides its samples from readers only.
#[test]
fn samples_under_somebodys_earlier_box_are_not_in_the_output() {
    let boxed = "0 g 56 96 16 16 re f";
    for (name, over, goes) in [
        ("a box", boxed, true),
        ("a box in another scale", "q 2 0 0 2 0 0 cm 0 g 28 48 8 8 re f Q", true),
        ("a caption", "0 g 56 96 16 16 re f 1 g BT /F1 12 Tf 58 100 Td (A) Tj ET", false),
        ("a box in colour", "0.9 0.9 0.2 rg 56 96 16 16 re f", false),
        ("a frame", "0 G 56 96 16 16 re S", false),
        ("a box below it", "", false),
    ] {
        let below = if name == "a box below it" { boxed } else { "" };
        let pdf = painted_by(&format!("{below} q {PLACE} /X Do Q {over}"));
        let done = redacted(&pdf, Rect::new(150.0, 150.0, 160.0, 160.0))
            .unwrap_or_else(|why| panic!("{name}: {why}"));
        assert_eq!((search(&done.pdf).is_ok(), done.counts.images), (goes, u64::from(goes)), "{name}");
    }
    let whole = painted_by(&format!("q {PLACE} /X Do Q 0 g 35 75 74 58 re f"));
    let done = redacted(&whole, Rect::new(150.0, 150.0, 160.0, 160.0)).expect("redacted");
    search(&done.pdf).expect("a picture that is hidden whole goes");
}
