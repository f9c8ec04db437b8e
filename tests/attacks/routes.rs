//! Attacks on the way from letters to glyphs: where they are set, in what order, how far apart, and by
//! which codes; and the collateral: what stands beside must stay where it stood.

use blackpanel::text::{PageText, document};

use super::build::{IDENTITY, KEPT, Maker, SECRET, between, codes, hex, text};
use super::content::LINE;
use super::judge::{Attack, attack, planted, withstand};
use super::support::program::blackpanel;

fn plain(content: &str) -> Vec<u8> {
    Maker::new().content(content).finish()
}

fn shown(name: &'static str, content: &str) -> Attack {
    attack(name, plain(&between(content)))
}

/// The letters of the secret, each by itself at what `place` gives for its number.
fn letters(place: impl Fn(usize) -> String) -> Vec<String> {
    let one = |(at, c)| format!("BT /F1 12 Tf {} Tm ({c}) Tj ET ", place(at));
    SECRET.chars().enumerate().map(one).collect()
}

fn in_a_row(step: f64) -> Vec<String> {
    letters(|at| format!("1 0 0 1 {} 700", 72.0 + step * at as f64))
}

fn scrambled(mut letters: Vec<String>) -> String {
    letters.reverse();
    letters.rotate_left(5);
    letters.swap(1, 7);
    letters.concat()
}

/// Attacks 2 and 19: letters set one by one, near and far, in and out of order.
#[test]
fn a_name_set_letter_by_letter_is_found_whole() {
    let typed: String = SECRET.chars().flat_map(|c| [c, ' ']).collect();
    let wide: String = SECRET.chars().map(|c| format!("({c}) -900 ")).collect();
    let natural = [778, 556, 222, 222, 222, 278, 556, 556, 278, 556, 556, 333];
    let starts: Vec<f64> = natural
        .iter()
        .scan(72.0, |x, w| {
            let at = *x;
            *x += f64::from(*w) * 0.012;
            Some(at)
        })
        .collect();
    let close = letters(|at| format!("1 0 0 1 {:.3} 700", starts[at]));
    let curved = letters(|at| {
        let (sin, cos) = ((72.0 - starts[at]) / 58.0).sin_cos();
        format!("{cos} {sin} {} {cos} {} {}", -sin, 72.0 + 60.0 * -sin, 640.0 + 60.0 * cos)
    });
    withstand(planted(vec![
        shown("letters 10 points apart", &in_a_row(10.0).concat()),
        shown("letters 20 points apart", &in_a_row(20.0).concat()),
        shown("letters 30 points apart", &in_a_row(30.0).concat()),
        shown("letters apart out of order", &scrambled(in_a_row(14.0))),
        shown("one text object a letter out of order", &scrambled(close)),
        shown("letters with spaces", &format!("BT /F1 12 Tf 72 700 Td ({typed}) Tj ET")),
        shown("letters apart by kerns", &format!("BT /F1 12 Tf 72 700 Td [{wide}] TJ ET")),
        shown("letters apart by spacing", &format!("BT /F1 12 Tf 9 Tc 72 700 Td ({SECRET}) Tj 0 Tc ET")),
        shown("letters on a curve", &curved.concat()),
        shown("a large initial", "BT /F1 20 Tf 72 700 Td (Q) Tj /F1 12 Tf 17 0 Td (uillfeather) Tj ET"),
        shown(
            "its second half first",
            "BT /F1 12 Tf 1 0 0 1 96 700 Tm (lfeather) Tj 1 0 0 1 72 660 Tm (x) Tj 1 0 0 1 72 700 Tm (Quil) Tj ET",
        ),
        shown("broken at a hyphen of its own", "BT /F1 12 Tf 72 700 Td (Quill-) Tj 0 -14 Td (feather) Tj ET"),
    ]));
}

/// Attack 20, the text instead of the page: lines at any angle.
#[test]
fn a_name_on_a_slope_is_found_whole() {
    let slope = |degrees: f64| {
        let (sin, cos) = degrees.to_radians().sin_cos();
        let matrix = format!("{cos} {sin} {} {cos} 300 500", -sin);
        plain(&between(&format!("BT /F1 12 Tf {matrix} Tm (the slope of {SECRET}) Tj ET")))
    };
    let faked = format!("BT /F1 12 Tf 1 0 0.33 1 72 700 Tm (so {SECRET} said) Tj ET");
    withstand(planted(vec![
        attack("1 degree", slope(1.0)).keeps(&["the", "slope"]),
        attack("5 degrees", slope(5.0)).keeps(&["the", "slope"]),
        attack("37 degrees", slope(36.87)).keeps(&["the", "slope"]),
        attack("95 degrees", slope(95.0)).keeps(&["the", "slope"]),
        attack("200 degrees", slope(200.0)).keeps(&["the", "slope"]),
        shown("italics by a slanted matrix", &faked).keeps(&["so", "said", "Before", "Afterwards"]),
    ]));
}

/// Redacts `term` and gives what the output says.
fn without(pdf: &[u8], flag: &str, term: &str) -> Vec<String> {
    let dir = tempfile::tempdir().expect("a folder");
    let (input, output) = (dir.path().join("in.pdf"), dir.path().join("out.pdf"));
    std::fs::write(&input, pdf).expect("written");
    let (input, output) = (input.to_str().expect("UTF-8"), output.to_str().expect("UTF-8"));
    let run = blackpanel(&["redact", input, "-o", output, flag, term]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let said = blackpanel(&["text", output]).stdout;
    said.split('\u{c}').map(str::to_owned).collect()
}

/// Attack 19: names of two words over a line, a cell or a hyphen.
#[test]
fn a_name_of_two_words_is_found_over_every_break() {
    let table = "BT /F1 12 Tf 1 0 0 1 72 700 Tm (Tollgate) Tj 1 0 0 1 200 700 Tm (Dennis) Tj 1 0 0 1 330 700 Tm (Moorhen) Tj 1 0 0 1 200 686 Tm (Whitlock) Tj ET";
    for (term, content) in [
        ("Dennis Whitlock", "BT /F1 12 Tf 72 700 Td (Dear Dennis) Tj 0 -14 Td (Whitlock of Kent) Tj ET"),
        ("Dennis Whitlock", table),
        ("Anna Whit-Lock", "BT /F1 12 Tf 72 700 Td (Dear Anna Whit-) Tj 0 -14 Td (Lock of Kent) Tj ET"),
        // a comb field, spaces that take no room, an accent before its letter
        (
            "Whitlock",
            "BT /F1 10 Tf 72 700 Td (W) Tj 10.7 0 Td (h) Tj 10.7 0 Td (i) Tj 10.7 0 Td (t) Tj 10.7 0 Td (l) Tj 10.7 0 Td (o) Tj 10.7 0 Td (c) Tj 10.7 0 Td (k) Tj ET",
        ),
        ("Whitlock", "BT /F1 12 Tf 72 700 Td [(W )278(h )278(i )278(t )278(l )278(o )278(c )278(k)] TJ ET"),
        ("Whitlock", "BT /F1 12 Tf 72 700 Td (Whit) Tj 0 Tz (   ) Tj 100 Tz (lock) Tj ET"),
        ("Whitl\u{f6}ck", "BT /F1 12 Tf 72 700 Td [(Whitl\\250)335(ock)] TJ ET"),
        ("Dennis Whitlock", "BT /F1 12 Tf 72 700 Td (D e n n i s   W h i t l o c k) Tj ET"),
    ] {
        let pdf = plain(&between(content));
        let left = without(&pdf, "--text", term).concat();
        for word in term.split([' ', '-', '\u{f6}']) {
            assert!(!left.contains(word), "{term}: {left}");
        }
        assert!(KEPT.iter().all(|word| left.contains(word)), "{left}");
    }
}

/// Attack 19: names torn where the order of reading goes another way than the order of painting, and
/// names over the end of a page, between running heads and page numbers.
#[test]
fn a_name_torn_over_columns_pages_and_other_words_is_found() {
    let at = |x: u32, y: u32, words: &str| format!("BT /F1 12 Tf {x} {y} Td ({words}) Tj ET ");
    let rows: String =
        (1..5).map(|i| at(72, 714 - 12 * i, "Left") + &at(300, 714 - 12 * i, "Right")).collect();
    let stack: String =
        "Whitlock".chars().zip(0..).map(|(c, i)| at(400, 714 - 12 * i, &c.to_string())).collect();
    let painted_first = at(72, 656, "Dear Dennis") + &at(300, 714, "Whitlock of Kent") + &rows;
    let over =
        at(72, 700, "Dear Dennis") + &at(72, 686, "Whitlock of Kent") + &at(72, 686, "Moorhen stands there");
    let foot = |words: &str| vec![between(&(at(72, 60, words) + &at(280, 30, "Page 1 of 2")))];
    let pages = |end: &str, begin: &str| {
        let head = at(72, 780, "Casework file 12") + &at(72, 760, begin);
        [foot(end), vec![head]].concat()
    };
    let dir = tempfile::tempdir().expect("a folder");
    let list = dir.path().join("names.txt");
    std::fs::write(&list, "Dennis Whitlock").expect("written");
    let names = list.to_string_lossy();
    for (flag, term, pages, gone) in [
        ("--text", "Dennis Whitlock", vec![between(&painted_first)], vec!["Dennis", "Whitlock"]),
        ("--text", "Dennis Whitlock", vec![between(&over)], vec!["Dennis", "Whitlock"]),
        ("--text", "Whitlock", vec![between(&stack)], vec!["W\nh", "c\nk"]),
        ("--text", "Dennis Whitlock", pages("Dear Dennis", "Whitlock of Kent"), vec!["Dennis", "Whitlock"]),
        ("--text", "Whitlock", pages("Dear Mrs Whit-", "lock of Kent"), vec!["Whit", "lock"]),
        ("--names", &names, pages("Dear Dennis", "Whitlock of Kent"), vec!["Dennis", "Whitlock"]),
    ] {
        let pdf = pages.iter().fold(Maker::new(), |maker, page| maker.content(page)).finish();
        let left = without(&pdf, flag, term).concat();
        assert!(gone.iter().all(|part| !left.contains(part)), "{term}: {left}");
        assert!(KEPT.iter().all(|word| left.contains(word)), "{left}");
    }
    let apart =
        Maker::new().content(between(&at(72, 60, "Dennis said"))).content(at(72, 760, "Whitlock of Kent"));
    let left = without(&apart.finish(), "--text", "Dennis Whitlock").concat();
    assert!(left.contains("Dennis said") && left.contains("Whitlock of Kent"), "{left}");
}

/// A rectangle around a slanting line or a large initial would take the lines beside it.
#[test]
fn words_beside_a_slope_and_an_initial_stay() {
    for shown in [
        "/F1 12 Tf .7071 .7071 -.7071 .7071 200 500 Tm (slope Quillfeather tilt) Tj \
         .7071 .7071 -.7071 .7071 190 510 Tm (upper line of a few words) Tj",
        "/F1 60 Tf 1 0 0 1 72 540 Tm (Q) Tj /F1 12 Tf (uillfeather slope tilt) Tj \
         1 0 0 1 122 568 Tm (upper line of a few words) Tj",
    ] {
        let pdf = plain(&between(&format!("BT {shown} ET")));
        let left = without(&pdf, "--text", SECRET).concat();
        let kept = ["slope", "tilt", "upper", "line", "of", "few", "words"];
        assert!(!left.contains("feather") && kept.iter().all(|word| left.contains(word)), "{left}");
        assert!(KEPT.iter().all(|word| left.contains(word)), "{left}");
    }
}

/// Forms write the surname first, tables tear a name: the list of names means the person all the same.
#[test]
fn a_listed_name_goes_with_its_surname_first_and_torn() {
    let dir = tempfile::tempdir().expect("a folder");
    let list = dir.path().join("names.txt");
    std::fs::write(&list, "Dr Milica Ostrenvale\n").expect("written");
    for shown in [
        "(OSTRENVALE Milica) Tj",
        "(Ostrenvale, Milica) Tj",
        "(MILICA OSTRENVALE) Tj",
        "(Mili) Tj 40 0 Td (ca Ostren) Tj 70 0 Td (vale) Tj",
        "(Milica Ostren-) Tj 0 -14 Td (vale) Tj",
    ] {
        let pdf = plain(&between(&format!("BT /F1 12 Tf 72 700 Td {shown} ET")));
        let left = without(&pdf, "--names", list.to_str().expect("UTF-8")).concat().to_lowercase();
        for part in ["ostren", "vale", "milica"] {
            assert!(!left.contains(part), "{shown}: {left}");
        }
        assert!(KEPT.iter().all(|word| left.contains(&word.to_lowercase())), "{left}");
    }
}

/// A composite font whose codes 0, 1, 2 … stand for the letters.
fn mapped(letters: &str, encoding: &str, descendant: &str) -> Vec<u8> {
    let mut maker = Maker::new();
    let font = maker.composite(letters, encoding, descendant);
    maker.fonts += &format!(" /C {font} 0 R");
    maker.content(between(&format!("BT /C 12 Tf 72 700 Td <{}> Tj ET", codes(letters)))).finish()
}

/// Attack 19: right to left; the page shows the letters from the last to the first.
#[test]
fn a_name_written_from_right_to_left_is_found() {
    let name = "\u{5e8}\u{5d1}\u{5e7}\u{5d4}\u{5dc}\u{5d4}";
    let backwards: String = name.chars().rev().collect();
    let left = without(&mapped(&backwards, "Identity-H", IDENTITY), "--text", name).concat();
    assert!(!left.contains(name) && KEPT.iter().all(|word| left.contains(word)), "{left}");
}

/// Attacks 16 and 18: codes without a mapping under a box, and predefined vertical character maps.
#[test]
fn codes_go_by_their_place_where_their_meaning_is_not_known() {
    let half = mapped("Quill", "Identity-H", IDENTITY);
    let codes = "<00000001000200030004>";
    let longer = "<000000010002000300040005000600070008>";
    let unmapped = String::from_utf8_lossy(&half).replace(codes, longer);
    assert!(unmapped.contains(longer));
    let vertical = |encoding: &str| {
        let mut maker = Maker::new();
        let descendant = "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /SimSun /DW 1000 /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> \
             /FontDescriptor << /Type /FontDescriptor /FontName /SimSun /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >> >>";
        let font = maker.composite("", encoding, descendant);
        maker.fonts += &format!(" /V {font} 0 R");
        let wide: String = SECRET.bytes().map(|b| format!("00{b:02X}")).collect();
        maker.content(between(&format!("BT /V 12 Tf 300 600 Td <{wide}> Tj ET"))).finish()
    };
    let unmapped: Vec<u8> = unmapped.into_bytes();
    withstand(vec![
        attack("codes without a mapping", unmapped.clone()).boxed("1:70,89,150,103").or_refused(),
        attack("UniGB-UCS2-V", vertical("UniGB-UCS2-V")).or_refused(),
        attack("UniGB-UCS2-V under a box", vertical("UniGB-UCS2-V")).boxed("1:280,190,320,380").or_refused(),
        attack("UniGB-UCS2-H", vertical("UniGB-UCS2-H")).or_refused(),
    ]);
}

/// Attack 13: a standard font without `Widths`: positions must not drift along a line.
#[test]
fn widths_of_a_standard_font_are_known_to_the_end_of_a_line() {
    let line = "Iill mmmm wwww iiii llll tttt WWWW jjjj ffff MMMM .... ";
    let pdf = plain(&between(&format!("BT /F1 8 Tf 20 700 Td ({line}{line}{SECRET} end) Tj ET")));
    withstand(planted(vec![attack("a long line", pdf).keeps(&["Before", "Afterwards", "end", "jjjj"])]));
}

/// Attacks 9 and 10 under a box instead of by search.
#[test]
fn text_of_patterns_and_masks_goes_under_a_box() {
    let mut maker = Maker::new();
    let pattern = maker.stream(
        "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 200 50] /XStep 200 /YStep 50 /Resources << /Font << /F1 3 0 R >> >>",
        format!("BT /F1 12 Tf 10 20 Td ({SECRET}) Tj ET"),
    );
    maker.resources = format!("/Pattern << /P {pattern} 0 R >>");
    let tiled = maker.content(between("/Pattern cs /P scn 0 650 200 50 re f")).finish();
    let mut maker = Maker::new();
    let group = maker.stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Group << /S /Transparency /CS /DeviceGray >> /Resources << /Font << /F1 3 0 R >> >>",
        format!("1 g BT /F1 12 Tf 72 700 Td ({SECRET}) Tj ET"),
    );
    maker.resources = format!("/ExtGState << /G << /SMask << /S /Luminosity /G {group} 0 R >> >> >>");
    let masked = maker.content(between("q /G gs 0 g 60 690 200 30 re f Q")).finish();
    withstand(planted(vec![
        attack("tiling pattern under a box", tiled).boxed("1:5,110,100,135"),
        attack("soft mask under a box", masked).boxed(LINE),
    ]));
}

/// Attack 8: a Type 3 glyph that shows the secret, once on the page and once beside it.
#[test]
fn a_procedure_shown_beside_the_page_too_keeps_nothing() {
    let mut maker = Maker::new();
    let procedure = maker.stream("", format!("6000 0 d0 BT /F1 1000 Tf ({SECRET}) Tj ET"));
    let font = maker.add(format!(
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 6000 1000] /FontMatrix [0.001 0 0 0.001 0 0] /CharProcs << /a {procedure} 0 R >> \
         /Encoding << /Type /Encoding /Differences [97 /a] >> /FirstChar 97 /LastChar 97 /Widths [6000] /Resources << /Font << /F1 3 0 R >> >> >>"
    ));
    maker.fonts += &format!(" /T {font} 0 R");
    let twice = "BT /T 12 Tf 72 700 Td (a) Tj 0 -1400 Td (a) Tj ET";
    let pdf = maker.content(between(twice)).finish();
    withstand(planted(vec![attack("found", pdf.clone()), attack("under a box", pdf).boxed(LINE)]));
}

/// Attack 5: one form on two pages, of which one is redacted: the other keeps it.
#[test]
fn a_form_that_two_pages_share_goes_from_the_redacted_one_only() {
    let mut maker = Maker::new();
    let form = maker.form("", &format!("BT /F1 12 Tf 72 700 Td (Dear {SECRET} all) Tj ET"));
    maker.resources = format!("/XObject << /X {form} 0 R >>");
    let pdf = maker.content(between("/X Do")).content(between("/X Do")).finish();
    let pages = without(&pdf, "--box", "1:100,89,163,103");
    assert!(!pages[0].contains(SECRET) && pages[0].contains("Dear") && pages[0].contains("all"), "{pages:?}");
    assert!(pages[1].contains(&format!("Dear {SECRET} all")), "{pages:?}");
}

/// Attack 25 and its relatives: two regions in one string, one that cuts a glyph, one over a ligature.
#[test]
fn whole_glyphs_go_never_halves() {
    let two = plain(&between("BT /F1 12 Tf 72 700 Td [(AAAA bbbb) -300 (CCCC dddd)] TJ ET"));
    let dir = tempfile::tempdir().expect("a folder");
    let (input, output) = (dir.path().join("in.pdf"), dir.path().join("out.pdf"));
    std::fs::write(&input, &two).expect("written");
    let (input, output) = (input.to_str().expect("UTF-8"), output.to_str().expect("UTF-8"));
    let boxes = ["--box", "1:72,89,103.5,103", "--box", "1:136.3,89,171,103"];
    let run = blackpanel(&[&["redact", input, "-o", output][..], &boxes].concat());
    assert_eq!(run.code, 0, "{}", run.stderr);
    let left = blackpanel(&["text", output]).stdout;
    assert!(left.contains("bbbb") && left.contains("dddd"), "{left}");
    assert!(!left.contains("AA") && !left.contains("CC"), "{left}");
    // the third letter is cut in the middle by the box
    let cut =
        without(&plain(&between("BT /F1 12 Tf 72 700 Td (XYZW) Tj ET")), "--box", "1:72,89,92,103").concat();
    assert!(!cut.contains(['X', 'Y', 'Z']) && cut.contains('W'), "{cut}");
    let mut maker = Maker::new();
    let font = maker
        .add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Differences [65 /fi] >> >>");
    maker.fonts += &format!(" /L {font} 0 R");
    let pdf = maker.content(between("BT /L 40 Tf 72 650 Td (A) Tj /F1 40 Tf (nd) Tj ET")).finish();
    let left = without(&pdf, "--box", "1:72,110,78,150").concat();
    assert!(!left.contains('f') || !left.contains("fi"), "{left}");
    assert!(left.contains("nd"), "{left}");
}

/// Collateral: no neighbour on lines of 10 points at 12 points goes, and none moves.
#[test]
fn neighbours_of_a_panel_stay_where_they_stood() {
    let mut content = String::from("BT /F1 10 Tf 72 700 Td 12 TL ");
    for _ in 0..5 {
        content += &format!("[(gjpqy Above) -250 (left {SECRET}) 20 ( right) 5 ( jgyp)] TJ T* ");
    }
    let pdf = plain(&(content + "ET"));
    let dir = tempfile::tempdir().expect("a folder");
    let (input, output) = (dir.path().join("in.pdf"), dir.path().join("out.pdf"));
    std::fs::write(&input, &pdf).expect("written");
    let args =
        ["redact", input.to_str().expect("UTF-8"), "-o", output.to_str().expect("UTF-8"), "--text", SECRET];
    assert_eq!(blackpanel(&[&args[..], &["--width", "exact"]].concat()).code, 0);
    let before = document(&pdf).expect("read").remove(0);
    let after = document(&std::fs::read(output).expect("written")).expect("read").remove(0);
    let gone: Vec<u32> =
        before.text.match_indices(SECRET).flat_map(|(at, _)| ordinals(&before, at)).collect();
    let kept = (0..).zip(before.glyphs.iter()).filter(|(o, _)| !gone.contains(o)).map(|(_, g)| g);
    assert_eq!((gone.len(), after.glyphs.len()), (5 * SECRET.len(), before.glyphs.len() - gone.len()));
    for (was, is) in kept.zip(after.glyphs.iter()) {
        for (a, b) in was.quad.0.iter().zip(is.quad.0) {
            assert!((a.x - b.x).abs() < 0.01 && (a.y - b.y).abs() < 0.01, "{was:?} moved to {is:?}");
        }
    }
}

fn ordinals(page: &PageText, at: usize) -> Vec<u32> {
    let first = page.text[..at].chars().count();
    page.origins[first..first + SECRET.len()].to_vec()
}

/// The secret in a comment and in operands that no operator takes was written by nobody's pen.
#[test]
fn what_no_operator_takes_is_not_copied() {
    withstand(planted(vec![
        attack(
            "in a string behind an unknown operator",
            plain(&text(&format!("(x) Tj ({SECRET}) Qq <{}> Zz", hex(SECRET)))),
        ),
        attack(
            "between compatibility operators",
            plain(&text(&format!("BX /N ({SECRET}) [({SECRET})] Nope EX (x) Tj"))),
        ),
        attack(
            "in a dictionary operand",
            plain(&text(&format!("/P << /A << /B ({SECRET}) >> >> Huh (x) Tj"))),
        ),
    ]));
}
