//! Attacks 21, 22, 23 and 11: text that is in the page and that nobody can see goes, though nothing was
//! asked of it; and on the other side of each rule text that can be seen stays.

use super::build::{Maker, SECRET, between};
use super::judge::{Attack, attack, withstand};

/// A box far from the text, so that only the rule itself can remove it.
const ELSEWHERE: &str = "1:400,700,450,720";

/// An opaque image of 2 × 2 samples and one with a mask, graphics states and a hatching, by name.
fn resourceful(content: &str) -> Vec<u8> {
    let mut maker = Maker::new();
    let gray =
        "/Type /XObject /Subtype /Image /Width 2 /Height 2 /BitsPerComponent 8 /ColorSpace /DeviceGray";
    let opaque = maker.stream(gray, [120, 90, 180, 250]);
    let mask = maker.stream(gray, [0, 90, 180, 250]);
    let masked = maker.stream(&format!("{gray} /SMask {mask} 0 R"), [0, 90, 180, 250]);
    let broken = maker.stream(&format!("{gray} /Filter /DCTDecode"), "no picture");
    let knockout = "/Group << /S /Transparency /K true >>";
    let group = |entries: &str, content: &str| {
        format!(
            "/Type /XObject /Subtype /Form /BBox [0 0 600 800] {entries} /Resources << /Font << /F1 3 0 R >> /ExtGState << /C << /ca 0 /CA 0 >> >> >>|{content}"
        )
    };
    let clear = group(knockout, "0.7 g 60 690 200 30 re f /C gs BT /F1 12 Tf 72 700 Td (Visible) Tj ET");
    let (entries, inner) = clear.split_once('|').unwrap();
    let knocked = maker.stream(entries, inner);
    let half = maker.form("", "0.5 g 0 0 600 800 re f");
    let darkening = maker.stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Group << /S /Transparency /I true >> \
         /Resources << /Font << /F1 3 0 R >> /ExtGState << /Y << /BM /Multiply >> >> >>",
        "/Y gs 1 g BT /F1 12 Tf 72 700 Td (Visible) Tj ET",
    );
    maker.resources = format!(
        "/XObject << /D {darkening} 0 R /I {opaque} 0 R /M {masked} 0 R /B {broken} 0 R /K {knocked} 0 R >> \
         /ExtGState << /C << /ca 0 /CA 0 >> /S << /CA 0 >> /H << /ca 0.5 >> /X << /BM /Difference >> /Y << /BM /Multiply >> /L << /SMask << /S /Luminosity /G {half} 0 R >> >> /N << /BM /Normal >> >> \
         /Shading << /A << /ShadingType 2 /ColorSpace /DeviceGray /Coords [0 0 600 0] /Function << /FunctionType 2 /Domain [0 1] /C0 [0] /C1 [0.5] /N 1 >> /Extend [true true] >> >>"
    );
    maker.content(between(content)).finish()
}

fn gone(name: &'static str, content: &str) -> Attack {
    let shown = content.replace("TEXT", &format!("BT /F1 12 Tf 72 700 Td ({SECRET}) Tj ET"));
    attack(name, resourceful(&shown.replace("SECRET", SECRET))).boxed(ELSEWHERE)
}

fn stays(name: &'static str, content: &str) -> Attack {
    let shown = content.replace("TEXT", "BT /F1 12 Tf 72 700 Td (Visible) Tj ET");
    attack(name, resourceful(&shown)).boxed(ELSEWHERE).keeps(&["Before", "Visible", "Afterwards"])
}

/// Attack 23: text in the colour of its ground.
#[test]
fn text_in_the_colour_of_its_ground_is_not_in_the_output() {
    withstand(vec![
        gone("white on the page", "1 g TEXT 0 g"),
        gone("white of another space", "0 0 0 0 k TEXT 0 g"),
        gone("nearly white", "0.99 g TEXT 0 g"),
        gone("white outlines and insides", "1 g 1 G 2 Tr TEXT 0 Tr 0 g 0 G"),
        gone("white outlines", "1 G 1 Tr TEXT 0 Tr 0 G"),
        gone("red on red", "1 0 0 rg 60 690 200 30 re f TEXT 0 g"),
        gone("black on a black box", "60 690 200 30 re f TEXT"),
        gone("white on a white box on a black one", "50 680 300 60 re f 1 g 60 690 200 30 re f TEXT 0 g"),
        gone("white under a rule elsewhere", "1 g TEXT 0 g 0 600 m 600 600 l S"),
        gone("white inside a border", "60 690 200 30 re S 1 g TEXT 0 g"),
        gone("white that only darkens", "/Y gs 1 g TEXT 0 g /N gs"),
        gone("white that only darkens a dark cell", "0.2 g 60 690 200 30 re f /Y gs 1 g TEXT 0 g /N gs"),
        gone("white through a mask", "q /L gs 1 g TEXT Q"),
    ]);
}

#[test]
fn light_text_that_can_be_seen_stays() {
    withstand(vec![
        stays("white on a dark cell", "0.2 g 60 690 200 30 re f 1 g TEXT 0 g"),
        stays("white on a picture", "q 300 0 0 60 60 680 cm /I Do Q 1 g TEXT 0 g"),
        stays(
            "white on a round shape",
            "60 705 m 60 660 300 660 300 705 c 300 760 60 760 60 705 c f 1 g TEXT 0 g",
        ),
        stays("white on a shading", "q 60 690 200 30 re W n /A sh Q 1 g TEXT 0 g"),
        stays("white with a black outline", "1 g 0 G 2 Tr TEXT 0 Tr 0 g"),
        stays("white over black letters", "BT /F1 12 Tf 72 700 Td (MMMMMMMMM) Tj ET 1 g TEXT 0 g"),
        stays("white turned over by a blend mode", "/X gs 1 g TEXT 0 g /N gs"),
        stays("grey", "0.9 g TEXT 0 g"),
        stays("grey that only darkens", "/Y gs 0.5 g TEXT 0 g /N gs"),
        stays("white that darkens nothing but its own group", "0.2 g 60 690 200 30 re f /D Do").keeps(&[
            "Before",
            "Afterwards",
            "Visible",
        ]),
        stays("white through a mask on a dark cell", "0.2 g 60 690 200 30 re f q /L gs 1 g TEXT Q"),
        stays(
            "half on a dark cell",
            "90 690 200 30 re f 1 g TEXT 0 g BT /F1 12 Tf 72 720 Td (Visible) Tj ET",
        ),
        stays("white on a thick line", "30 w 60 705 m 260 705 l S 1 w 1 g TEXT 0 g"),
        stays("drawn twice for bold", "BT /F1 12 Tf 72 700 Td (Visible) Tj 0.3 0 Td (Visible) Tj ET"),
        stays("see-through in a knockout group", "/K Do").keeps(&["Before", "Afterwards", "Visible"]),
    ]);
}

/// Attack 23: text under shapes and pictures that were painted over it.
#[test]
fn text_that_was_painted_over_is_not_in_the_output() {
    let strips = |w: f64, step: f64| -> String {
        let mut y = 694.0;
        let mut out = String::new();
        while y < 716.0 {
            out += &format!("60 {y} 200 {w} re f ");
            y += step;
        }
        out
    };
    let lines = |w: f64, step: f64| {
        strips(w, step)
            .replace(" re f", "")
            .split_whitespace()
            .collect::<Vec<_>>()
            .chunks(4)
            .map(|c| format!("{w} w {} {} m 260 {} l S ", c[0], c[1], c[1]))
            .collect::<String>()
    };
    withstand(vec![
        gone("under a picture", "TEXT q 300 0 0 60 60 680 cm /I Do Q"),
        gone("under a picture that leans", "TEXT q 300 40 -10 60 60 670 cm /I Do Q"),
        gone("under a round shape", "TEXT 40 705 m 40 660 320 660 320 705 c 320 745 40 745 40 705 c f"),
        gone("under a box that leans", "TEXT q 1 0.1 -0.1 1 100 10 cm 10 670 260 50 re f Q"),
        gone("under a polygon", "TEXT 50 705 m 100 670 l 250 670 l 290 705 l 250 740 l 100 740 l h f"),
        gone("under a thick line", "TEXT 20 w 60 704 m 260 704 l S 1 w"),
        gone("under a white box", "TEXT 1 g 60 690 200 30 re f 0 g"),
        gone("under dense strips", &format!("TEXT {}", strips(1.0, 1.0))),
        gone("under black hatching", &format!("TEXT {}", strips(0.5, 0.6))),
        gone("under lines side by side", &format!("TEXT {}", lines(1.0, 0.9))),
    ]);
}

#[test]
fn text_under_something_that_does_not_hide_it_stays() {
    withstand(vec![
        stays("over a picture", "q 300 0 0 60 60 680 cm /I Do Q TEXT"),
        stays("under a see-through picture", "TEXT q 300 0 0 60 60 680 cm /M Do Q"),
        stays("under a faded picture", "TEXT q /H gs 300 0 0 60 60 680 cm /I Do Q"),
        stays("under a broken picture", "TEXT q 300 0 0 60 60 680 cm /B Do Q").or_refused(),
        stays("under a picture clipped away", "TEXT q 0 0 5 5 re W n 300 0 0 60 60 680 cm /I Do Q"),
        stays(
            "under a picture clipped to a circle",
            "TEXT q 60 705 m 80 760 l 60 740 l h W n 300 0 0 60 60 680 cm /I Do Q",
        ),
        stays("under a faded box", "TEXT q /H gs 1 1 0 rg 60 690 200 30 re f Q"),
        stays("under a multiplied box", "TEXT q /Y gs 1 1 0 rg 60 690 200 30 re f Q"),
        stays("inside a ring", "TEXT 60 690 200 30 re 55 685 210 40 re f*"),
        stays("under a star", "TEXT 1 0.5 0 rg 60 690 m 160 790 l 260 690 l 160 700 l h f"),
        stays(
            "between loose strips",
            "TEXT 60 696 200 1 re f 60 700 200 1 re f 60 704 200 1 re f 60 708 200 1 re f",
        ),
        stays("under a dashed line", "TEXT [8 8] 0 d 20 w 60 704 m 260 704 l S [] 0 d 1 w"),
        stays("under a thin line", "TEXT 1 w 60 704 m 260 704 l S"),
        stays("under a bent line", "TEXT 20 w 60 704 m 100 760 200 760 260 704 c S 1 w"),
    ]);
}

/// Attacks 21 and 22: text without size, clipped away or outside of the page.
#[test]
fn text_that_is_nowhere_is_not_in_the_output() {
    withstand(vec![
        gone("size 0", "BT /F1 0 Tf 72 700 Td (SECRET) Tj ET"),
        gone("width 0", "BT /F1 12 Tf 0 Tz 72 700 Td (SECRET) Tj 100 Tz ET"),
        gone("flat matrix", "BT /F1 12 Tf 1 0 0 0 72 704 Tm (SECRET) Tj ET"),
        gone("flat space", "q 1 1 1 1 0 0 cm TEXT Q"),
        gone("a hundredth of a point", "BT /F1 0.01 Tf 72 700 Td (SECRET) Tj ET"),
        gone("clipped by a box elsewhere", "q 0 0 5 5 re W n TEXT Q"),
        gone("clipped by nothing at all", "q 0 0 0 0 re W n TEXT Q"),
        gone("clipped by two boxes apart", "q 60 690 10 30 re W n 300 690 10 30 re W n TEXT Q"),
        gone("beyond the page", "BT /F1 12 Tf 900 700 Td (SECRET) Tj ET"),
    ]);
}

#[test]
fn small_slanted_and_clipped_text_that_can_be_seen_stays() {
    withstand(vec![
        stays("half a point", "q 0.05 0 0 0.05 72 700 cm BT /F1 10 Tf (Visible) Tj ET Q"),
        stays("a large matrix", "BT /F1 0.01 Tf 1200 0 0 1200 72 700 Tm (Visible) Tj ET"),
        stays("mirrored", "BT /F1 -12 Tf -1 0 0 -1 72 700 Tm (Visible) Tj ET"),
        stays("slanted", "BT /F1 12 Tf 1 0 0.9 1 72 700 Tm (Visible) Tj ET"),
        stays("inside a clip", "q 60 690 200 30 re W n TEXT Q"),
        stays("a clip without a path", "q W n TEXT Q"),
    ]);
}

/// Attacks 11 and 12: invisible text that no picture has, transparent text, text that only clips.
#[test]
fn invisible_text_that_belongs_to_no_picture_is_not_in_the_output() {
    withstand(vec![
        gone("mode 3", "3 Tr TEXT 0 Tr"),
        gone("mode 3 beside a picture", "q 100 0 0 60 300 680 cm /I Do Q 3 Tr TEXT 0 Tr"),
        gone("mode 7 and nothing through it", "q 7 Tr TEXT Q"),
        gone("transparent", "q /C gs TEXT Q"),
        gone("transparent outlines", "q /S gs 1 Tr TEXT Q"),
    ]);
}

#[test]
fn invisible_text_that_belongs_to_a_picture_or_shows_stays() {
    withstand(vec![
        stays("mode 3 on a picture", "q 300 0 0 60 60 680 cm /I Do Q 3 Tr TEXT 0 Tr"),
        stays(
            "mode 3 on a picture in strips",
            "q 300 0 0 4 60 696 cm /I Do Q q 300 0 0 4 60 700 cm /I Do Q q 300 0 0 4 60 704 cm /I Do Q 3 Tr TEXT 0 Tr",
        ),
        stays("under the picture of a page", "TEXT q 600 0 0 800 0 0 cm /I Do Q")
            .keeps(&["Visible", "Afterwards"]),
        stays("transparent insides with an outline", "q /C gs /N gs 2 Tr TEXT Q").keeps(&["Before"]),
        stays(
            "mode 7 and a box through it",
            "q BT /F1 12 Tf 7 Tr 72 700 Td (Visible) Tj ET 1 0 0 rg 60 690 200 30 re f Q",
        ),
    ]);
}
