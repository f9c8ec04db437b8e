//! Masks go with their image: nothing under the region is painted, nothing hidden appears.

use lopdf::{Document, Object, Stream, dictionary};

use super::super::{insert, paint_out};
use super::{check, cut, image, raster, sample};

fn gray() -> Object {
    Object::Name(b"DeviceGray".to_vec())
}

fn stencil(width: i64, height: i64, data: Vec<u8>) -> Stream {
    let dict = dictionary! { "Width" => width, "Height" => height, "ImageMask" => true };
    Stream::new(dict, data)
}

#[test]
fn a_stencil_paints_nothing_under_a_region() {
    let document = Document::new();
    let mut source = stencil(20, 6, vec![0b0110_1001; 18]);
    check(&document, &source, (3, 14), (1, 4), &[1]);
    source.dict.set("Decode", vec![1.into(), 0.into()]);
    check(&document, &source, (3, 14), (1, 4), &[0]);
}

#[test]
fn soft_masks_and_stencils_of_an_image_are_painted_out_at_their_own_resolution() {
    let mut document = Document::new();
    let shape: Vec<u8> = (0..100).map(|i| (i * 53 % 256) as u8).collect();
    let soft = document.add_object(image(10, 10, 8, gray(), shape));
    let hard = document.add_object(stencil(5, 5, vec![0; 5]));
    let mut source = image(20, 20, 8, gray(), vec![200; 400]);
    source.dict.set("SMask", soft);
    source.dict.set("Mask", hard);
    let painted = paint_out(&document, &source, &[cut(&source, (4, 10), (4, 10))]).expect("painted");
    let (soft, hard) = (painted.soft_mask.clone().expect("kept"), painted.mask.clone().expect("kept"));
    let (soft_raster, hard_raster) = (raster(&document, &soft), raster(&document, &hard));
    for y in 0..10 {
        for x in 0..10 {
            let within = (2..5).contains(&x) && (2..5).contains(&y);
            let expected = if within { 0 } else { (y * 10 + x) * 53 % 256 };
            assert_eq!(sample(&soft_raster, x, y, 0), expected, "soft {x}, {y}");
        }
    }
    for y in 0..5 {
        for x in 0..5 {
            let within = (1..3).contains(&x) && (1..3).contains(&y);
            assert_eq!(sample(&hard_raster, x, y, 0), u32::from(within), "hard {x}, {y}");
        }
    }
    let id = insert(&mut document, painted);
    let placed = document.get_object(id).and_then(Object::as_stream).expect("an image");
    for key in [b"SMask".as_slice(), b"Mask"] {
        let part = placed.dict.get_deref(key, &document).and_then(Object::as_stream);
        assert!(part.is_ok(), "the parts are connected");
    }
}

#[test]
fn a_colour_key_stays_with_its_image() {
    let document = Document::new();
    let mut source = image(8, 2, 8, gray(), vec![5; 16]);
    source.dict.set("Mask", vec![5.into(), 5.into()]);
    let painted = check(&document, &source, (0, 3), (0, 1), &[0]);
    assert!(painted.dict.get(b"Mask").is_ok());
}

#[test]
fn a_mask_that_cannot_be_decoded_refuses_the_image() {
    let mut document = Document::new();
    let mut broken = image(10, 10, 8, gray(), vec![1; 5]);
    broken.dict.set("Filter", "FlateDecode");
    let soft = document.add_object(broken);
    let mut source = image(20, 20, 8, gray(), vec![200; 400]);
    source.dict.set("SMask", soft);
    assert!(paint_out(&document, &source, &[]).is_err());
}
