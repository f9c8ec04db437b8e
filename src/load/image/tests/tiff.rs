//! Promises about TIFF files: every picture of the file on a page of its own, pixel for pixel.

use super::super::directory::Tiff;
use super::*;

/// An entry of a directory: tag and value.
type Field = (u16, u32);

/// A little-endian TIFF file: each picture a directory with one strip or tile of these bytes.
fn tiff(pictures: &[(&[Field], &[u8])]) -> Vec<u8> {
    let mut out = b"II*\0\x08\0\0\0".to_vec();
    for (i, (fields, data)) in pictures.iter().enumerate() {
        let end = out.len() + 2 + 12 * (fields.len() + 2) + 4;
        let next = if i + 1 == pictures.len() { 0 } else { end + data.len() };
        out.extend_from_slice(&(fields.len() as u16 + 2).to_le_bytes());
        let tiled = fields.iter().any(|f| f.0 == 322);
        let (at, long) = if tiled { (324, 325) } else { (273, 279) };
        let place = [(at, end as u32), (long, data.len() as u32)];
        for (tag, value) in fields.iter().copied().chain(place) {
            out.extend_from_slice(&tag.to_le_bytes());
            out.extend_from_slice(&[4, 0, 1, 0, 0, 0]);
            out.extend_from_slice(&value.to_le_bytes());
        }
        out.extend_from_slice(&(next as u32).to_le_bytes());
        out.extend_from_slice(data);
    }
    out
}

/// The fields of a picture of 16 × 2 pixels: bits, compression, colours, and more.
fn fields(bits: u32, compression: u32, colours: u32, more: &[Field]) -> Vec<Field> {
    [&[(256, 16), (257, 2), (258, bits), (259, compression), (262, colours)], more].concat()
}

/// The samples of the first page's picture.
fn samples(file: &[u8]) -> Vec<u8> {
    let (_, image, _) = placed(&convert_bytes(file).expect("pages").pdf);
    let predicted = image.dict.get(b"DecodeParms").is_ok();
    let data = image.get_plain_content().expect("Flate");
    assert!(!predicted || !data.is_empty());
    data
}

#[test]
fn strips_are_read_as_they_are_stored() {
    let rows = [0xf0u8, 0x0f, 0xaa, 0x55];
    let turned: Vec<u8> = rows.iter().map(|b| b.reverse_bits()).collect();
    let inverted: Vec<u8> = rows.iter().map(|b| !b).collect();
    let packed = [&[3u8][..], &rows].concat();
    let mut flat = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut flat, &rows).expect("written");
    let flat = flat.finish().expect("deflated");
    for (what, fields, data) in [
        ("black is 0", fields(1, 1, 1, &[]), rows.to_vec()),
        ("white is 0", fields(1, 1, 0, &[]), inverted),
        ("bits the other way round", fields(1, 1, 1, &[(266, 2)]), turned),
        ("packed bits", fields(1, 32_773, 1, &[]), packed),
        ("deflated", fields(1, 8, 1, &[]), flat),
        (
            "a tile larger than the picture",
            fields(1, 1, 1, &[(322, 16), (323, 16)]),
            [&rows[..], &[0; 28]].concat(),
        ),
    ] {
        assert_eq!(samples(&tiff(&[(&fields, &data)])), rows, "{what}");
    }
}

#[test]
fn every_picture_has_its_page_and_a_reduced_copy_has_none() {
    let (one, copy) = (fields(1, 1, 1, &[]), fields(1, 1, 1, &[(254, 1)]));
    let file = tiff(&[(&one, &[1; 4]), (&copy, &[2; 4]), (&one, &[3; 4])]);
    let converted = convert_bytes(&file).expect("pages");
    assert_eq!(converted.pages, 2);
    let left = &converted.side.left_out[0];
    assert_eq!((left.what.as_str(), left.count), ("reduced copy of a picture", 1));
}

#[test]
fn what_is_not_understood_or_lies_is_refused_whole() {
    let good = tiff(&[(&fields(1, 1, 1, &[]), &[1; 4])]);
    assert!(Tiff::new(&good).is_some());
    let mut circle = good.clone();
    let next = circle.len() - 8;
    circle[next..next + 4].copy_from_slice(&[8, 0, 0, 0]);
    let file = |bits, compression, colours, more: &[Field]| {
        tiff(&[(fields(bits, compression, colours, more).as_slice(), &[1; 4])])
    };
    for (what, file) in [
        ("a chain without end", circle),
        ("an unknown coding", file(1, 99, 1, &[])),
        ("an unknown colour space", file(8, 1, 8, &[])),
        ("planes apart", file(8, 1, 2, &[(277, 3), (284, 2)])),
        ("a strip missing", file(1, 1, 1, &[(278, 1)])),
        ("a huge picture", tiff(&[(&[(256, 1 << 30), (257, 1 << 30), (258, 8), (262, 1)], &[1; 4])])),
        ("tiles of no width", file(1, 1, 1, &[(322, 0), (323, 16)])),
        ("floating point", file(8, 1, 1, &[(339, 3)])),
    ] {
        assert!(convert_bytes(&file).is_err(), "{what}");
    }
    for end in 0..good.len() {
        // cut short: refused or, where only padding is missing, read; never a panic
        let _ = convert_bytes(&good[..end]);
    }
}
