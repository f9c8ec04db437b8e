//! Pictures that hold others: masks, stencils, alternates.

use super::{Coded, HEIGHT, WIDTH, coded, samples};

pub fn masks() -> Vec<Coded> {
    let gray = "/ColorSpace /DeviceGray /BitsPerComponent 8";
    let rgb = "/ColorSpace /DeviceRGB /BitsPerComponent 8";
    let size = format!("/Type /XObject /Subtype /Image /Width {WIDTH} /Height {HEIGHT}");
    let dot = "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8";
    let mut pixel =
        coded("one pixel with a mask", "", vec![9]).with("MASK", format!("{size} {gray}"), samples(1, 8));
    pixel.entries = format!("{dot} /SMask MASK");
    let mut stencilled = coded("one pixel with a stencil", "", vec![9]).with(
        "MASK",
        format!("{size} /ImageMask true"),
        samples(1, 1),
    );
    stencilled.entries = format!("{dot} /Mask MASK");
    vec![
        coded("stencil", "/ImageMask true", samples(1, 1)),
        coded("inverted stencil", "/ImageMask true /Decode [1 0]", samples(1, 1)),
        coded("soft mask", format!("{rgb} /SMask MASK"), samples(3, 8)).with(
            "MASK",
            format!("{size} {gray}"),
            samples(1, 8),
        ),
        coded("soft mask with a matte", format!("{rgb} /SMask MASK"), samples(3, 8)).with(
            "MASK",
            format!("{size} {gray} /Matte [0.1 0.2 0.3]"),
            samples(1, 8),
        ),
        coded("stencil mask", format!("{rgb} /Mask MASK"), samples(3, 8)).with(
            "MASK",
            format!("{size} /ImageMask true"),
            samples(1, 1),
        ),
        coded("colour key", format!("{rgb} /Mask [0 40 0 255 0 255]"), samples(3, 8)),
        coded(
            "alternates",
            format!("{rgb} /Alternates [<< /Image OTHER /DefaultForPrinting true >>]"),
            samples(3, 8),
        )
        .with("OTHER", format!("{size} {rgb}"), samples(3, 8)),
        pixel,
        stencilled,
    ]
}
