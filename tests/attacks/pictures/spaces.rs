//! Samples of every colour space and depth.

use super::super::build::SECRET;
use super::{Coded, coded, samples};

const TINT: &str = "<< /FunctionType 2 /Domain [0 1] /N 1 /C0 [1 1 1] /C1 [0.1 0.2 0.3] >>";

pub fn spaces() -> Vec<Coded> {
    let lab = "[/Lab << /WhitePoint [0.95 1 1.09] /Range [-100 100 -100 100] >>]";
    let table = |n: usize| (0..16 * n).map(|i| format!("{:02X}", (i * 53 + 11) % 256)).collect::<String>();
    let spaces: Vec<(String, usize)> = vec![
        ("/DeviceGray".into(), 1),
        ("/DeviceRGB".into(), 3),
        ("/DeviceCMYK".into(), 4),
        ("[/CalGray << /WhitePoint [0.95 1 1.09] >>]".into(), 1),
        ("[/CalRGB << /WhitePoint [0.95 1 1.09] >>]".into(), 3),
        (lab.into(), 3),
        ("[/ICCBased PROFILE]".into(), 3),
        (format!("[/Separation /Quillfeather /DeviceRGB {TINT}]"), 1),
        ("[/DeviceN [/Quillfeather /Other] /DeviceRGB FUNCTION]".into(), 2),
        (format!("[/Indexed /DeviceRGB 15 <{}>]", table(3)), 1),
        (format!("[/Indexed {lab} 15 <{}>]", table(3)), 1),
        (format!("[/Indexed [/ICCBased PROFILE] 15 <{}>]", table(3)), 1),
        (format!("[/Indexed [/Separation /Quillfeather /DeviceRGB {TINT}] 15 <{}>]", table(1)), 1),
    ];
    let mut all = Vec::new();
    for (space, components) in spaces {
        for bits in [1, 2, 4, 8, 16] {
            if space.starts_with("[/Indexed") && bits > 4 {
                continue;
            }
            let entries = format!("/ColorSpace {space} /BitsPerComponent {bits}");
            let name = format!("{bits} bits of {}", &space[..space.len().min(40)]);
            let mut one = coded(name, entries, samples(components, bits));
            if space.contains("PROFILE") {
                one = one.with("PROFILE", "/N 3 /Alternate /DeviceRGB", SECRET);
            }
            if space.contains("FUNCTION") {
                let function = "/FunctionType 4 /Domain [0 1 0 1] /Range [0 1 0 1 0 1]";
                one = one.with("FUNCTION", function, "{ 2 copy add 2 div }");
            }
            all.push(one);
        }
    }
    for (bits, inverted) in [(1, "[1 0]"), (8, "[1 0]"), (4, "[0.8 0.1]")] {
        let entries =
            format!("/ColorSpace /DeviceGray /BitsPerComponent {bits} /Decode {inverted} /Interpolate false");
        all.push(coded(format!("{bits} bits decoded as {inverted}"), entries, samples(1, bits)));
    }
    all
}
