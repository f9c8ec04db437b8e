//! Attack 26 through the program: a picture of every coding, from the command line to the file that is
//! sent. What happens to the samples beside the box is held by `images`.

use super::judge::{Attack, attack, withstand};
use super::pictures::{self as made, Coded};

/// Part of the picture, page of 200 × 200 points.
const UNDER: &str = "1:56,88,72,104";

fn boxed(coded: &Coded) -> Attack {
    let pdf = made::page(coded, "0.2 0.4 0.6 rg q 64 0 0 48 40 80 cm /X Do Q");
    let name: &'static str = Box::leak(coded.name.clone().into_boxed_str());
    attack(name, pdf).boxed(UNDER).black(64.0, 96.0).keeps(&[])
}

/// The pictures of these names; each must be there.
fn chosen(from: Vec<Coded>, names: &[&str]) -> Vec<Attack> {
    let one = |name: &&str| from.iter().find(|c| c.name.starts_with(name)).map(boxed);
    let found: Vec<Attack> = names.iter().filter_map(one).collect();
    assert_eq!(found.len(), names.len(), "a picture of {names:?} is missing");
    found
}

#[test]
fn the_secret_is_gone_from_samples_of_every_kind() {
    withstand(chosen(
        made::spaces(),
        &[
            "1 bits of /DeviceGray",
            "2 bits of /DeviceRGB",
            "16 bits of /DeviceGray",
            "8 bits of [/Lab",
            "8 bits of [/Separation",
            "8 bits of [/DeviceN",
            "8 bits of [/ICCBased",
            "4 bits of [/Indexed /DeviceRGB",
        ],
    ));
}

#[test]
fn the_secret_is_gone_from_pictures_of_every_codec() {
    let mut all = chosen(made::jpegs(), &["colour", "progressive gray", "CMYK"]);
    all.extend(chosen(made::faxes(), &["Group 4", "Group 3 in two dimensions", "JBIG2 with globals"]));
    all.extend(chosen(
        made::filters(),
        &["three deep", "run lengths", "PNG filter 5", "bytes after the end"],
    ));
    all.push(boxed(&made::jpx()));
    withstand(all);
}

#[test]
fn the_secret_is_gone_from_masks_and_alternates() {
    let masks =
        ["soft mask with a matte", "stencil mask", "colour key", "alternates", "one pixel with a mask"];
    let stencil = chosen(made::masks(), &["inverted stencil"]);
    withstand(chosen(made::masks(), &masks).into_iter().chain(stencil).collect());
}
