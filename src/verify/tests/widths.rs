//! R011: planted leaks of a panel's width, each beside the same page with every place computed from what is
//! visible.

use std::fmt::Write as _;

use super::build::page;
use super::{broken, noted, request};
use crate::geom::Rect;
use crate::verify::paint::standard14::Face;
use crate::verify::{Severity, VerifyRequest, Width, verify};

/// Size of the text of the tests.
const SIZE: f64 = 10.0;
/// A space of Helvetica at that size.
const SPACE: f64 = 2.78;
/// The public width of a panel at that size.
const PUBLIC: f64 = 55.0;
/// Left edge of the column.
const LEFT: f64 = 60.0;
/// Height of the page.
const PAGE: f64 = 400.0;

/// The width of a text in Helvetica.
fn wide(text: &str) -> f64 {
    let letter = |c: char| Face::Column(0).width(c as u8, Some(c)) / 1000.0 * SIZE;
    text.chars().map(letter).sum()
}

/// A page under construction.
#[derive(Default)]
struct Sheet {
    content: String,
    panels: Vec<(u32, Rect)>,
}

impl Sheet {
    fn word(&mut self, x: f64, y: f64, word: &str) {
        let _ = writeln!(self.content, "BT /F {SIZE} Tf 1 0 0 1 {x:.3} {y} Tm ({word}) Tj ET");
    }

    fn panel(&mut self, x: f64, y: f64, width: f64) {
        let low = y - 0.24 * SIZE;
        let _ = writeln!(self.content, "0 g {x:.3} {low:.3} {width:.3} {SIZE} re f");
        self.panels.push((1, Rect::new(x, PAGE - low - SIZE, x + width, PAGE - low)));
    }

    /// A line from `x` on with equal gaps; `#` is a panel of a width. Gives where it ends.
    fn line(&mut self, x: f64, y: f64, gap: f64, words: &str, panel: f64) -> f64 {
        let mut x = x;
        for word in words.split(' ') {
            let (before, after) = word.split_once('#').unwrap_or((word, ""));
            self.word(x, y, before);
            x += wide(before);
            if word.contains('#') {
                self.panel(x, y, panel);
                x += panel;
                self.word(x, y, after);
                x += wide(after);
            }
            x += gap;
        }
        x - gap
    }

    /// Two lines above and one below that end where the column does, 280 points wide.
    fn column(&mut self) -> &mut Self {
        for (y, words) in [
            (340.0, "the damp in the wall was seen by two men from"),
            (326.0, "an office in town and nobody looked at it until"),
            (298.0, "of the house was dry again and all the rooms"),
        ] {
            let gaps = words.matches(' ').count() as f64;
            let gap = (280.0 - wide(&words.replace(' ', ""))) / gaps;
            self.line(LEFT, y, gap, words, 0.0);
        }
        self
    }

    /// As a pack of ours with its panels.
    fn ours(&self) -> VerifyRequest {
        let pack = page(&self.content).done();
        VerifyRequest { ours: true, panels: self.panels.clone(), ..request(pack) }
    }

    /// As a file of somebody else.
    fn theirs(&self) -> VerifyRequest {
        request(page(&self.content).done())
    }
}

/// A page of one kind: with the width given away, or all from what is visible.
type Made = fn(&mut Sheet, bool);

fn ragged(sheet: &mut Sheet, leaks: bool) {
    let panel = if leaks { wide("Whitaker") } else { PUBLIC };
    sheet.line(LEFT, 300.0, SPACE, "it was # who saw it", panel);
}

fn justified(sheet: &mut Sheet, leaks: bool) {
    let panel = if leaks { wide("Whitaker") } else { PUBLIC };
    let words = "and then it was # who saw it first and said so";
    let gap = (280.0 - wide(&words.replace([' ', '#'], "")) - panel) / 10.0;
    sheet.column().line(LEFT, 312.0, gap, words, panel);
}

/// What follows the panel stays where it was.
fn in_its_old_gap(sheet: &mut Sheet, leaks: bool) {
    let x = sheet.line(LEFT, 300.0, SPACE, "it was", 0.0) + SPACE;
    sheet.panel(x, 300.0, PUBLIC);
    let hidden = if leaks { wide("Elizabeth Jon") } else { PUBLIC };
    sheet.line(x + hidden + SPACE, 300.0, SPACE, "who saw it", 0.0);
}

fn right_aligned(sheet: &mut Sheet, leaks: bool) {
    for (y, words) in [(340.0, "The Old Mill"), (326.0, "14 Bridge Street, Itchen"), (312.0, "June 2026")] {
        sheet.line(340.0 - wide(words), y, SPACE, words, 0.0);
    }
    let prefix = wide("From") + SPACE;
    let hidden = if leaks { wide("Whitaker") } else { PUBLIC };
    sheet.line(340.0 - prefix - hidden, 298.0, SPACE, "From #", PUBLIC);
}

fn centred(sheet: &mut Sheet, leaks: bool) {
    for (y, words) in [(340.0, "Notes of a meeting held in June"), (326.0, "Itchen"), (312.0, "about")] {
        sheet.line(200.0 - wide(words) / 2.0, y, SPACE, words, 0.0);
    }
    let hidden = if leaks { wide("Bartholomew") } else { PUBLIC };
    let all = wide("with") + SPACE + hidden;
    sheet.line(200.0 - all / 2.0, 298.0, SPACE, "with #", PUBLIC);
}

/// One gap of a justified line is the one before the panel was set.
fn one_old_gap(sheet: &mut Sheet, leaks: bool) {
    let words = "it was # who saw it first and said so";
    let visible = wide(&words.replace([' ', '#'], ""));
    let gap = (280.0 - visible - PUBLIC) / 9.0;
    sheet.column();
    if leaks {
        let old = (280.0 - visible - wide("Whitaker")) / 9.0;
        let x = sheet.line(LEFT, 312.0, gap, "it was # who saw it first", PUBLIC) + old;
        sheet.line(x, 312.0, gap, "and said so", 0.0);
    } else {
        sheet.line(LEFT, 312.0, gap, words, PUBLIC);
    }
}

/// A number of a `TJ` array after which nothing is shown.
fn number_left(sheet: &mut Sheet, leaks: bool) {
    sheet.line(LEFT + wide("it") + SPACE, 300.0, SPACE, "was # who saw it", PUBLIC);
    let by = if leaks { -100.0 * wide("Whitaker") } else { 0.0 };
    let _ = writeln!(sheet.content, "BT /F 10 Tf {LEFT} 300 Td [(it) {by:.3}] TJ ET");
}

/// A `Td` to the end of the name and another one from there.
fn move_left(sheet: &mut Sheet, leaks: bool) {
    ragged(sheet, false);
    let start = LEFT + wide("itwas") + 2.0 * SPACE;
    let by = if leaks { wide("Whitaker") } else { 0.0 };
    let _ = writeln!(sheet.content, "BT /F 10 Tf {start} 300 Td {by:.3} 0 Td 0 -14 Td (and so) Tj ET");
}

/// Words painted twice for a bold look, the second time a little to the right.
#[test]
fn words_painted_twice_are_set_by_their_widths() {
    let mut bold = Sheet::default();
    ragged(&mut bold, false);
    bold.line(LEFT + 0.2, 300.0, SPACE, "it was", 0.0);
    assert_eq!(noted(&bold.ours()), [""; 0]);
}

/// Letters of a word set apart as they were in a line that was stretched for the name.
fn stretched_word(sheet: &mut Sheet, leaks: bool) {
    let by = if leaks { -40 } else { 0 };
    let x = sheet.line(LEFT, 300.0, SPACE, "it was # who saw", PUBLIC) + SPACE;
    let _ = writeln!(sheet.content, "BT /F 10 Tf {x:.3} 300 Td [(t) {by} (here)] TJ ET");
}

/// The next word would have gone on the line after the panel, but not after the name.
fn broken_early(sheet: &mut Sheet, leaks: bool) {
    sheet.column();
    let words = if leaks {
        "again it was # who came to see both of them"
    } else {
        "again it was # who came to see both of them then"
    };
    sheet.line(LEFT, 312.0, SPACE, words, PUBLIC);
}

/// The panel reaches beyond the edge that all lines keep to: only a short name was there.
fn broken_late(sheet: &mut Sheet, leaks: bool) {
    sheet.column();
    let words = "again it was # who came to see both of them then";
    let more = if leaks { " sides" } else { "" };
    sheet.line(LEFT, 312.0, SPACE, &format!("{words}{more}"), PUBLIC);
}

/// The panel begins its line although it would have gone on the line before.
fn begins_its_line(sheet: &mut Sheet, leaks: bool) {
    sheet.column();
    let (last, next) = if leaks {
        ("again it was the man who saw both of them then", "# first and then came")
    } else {
        ("again it was the man who saw both of them then come", "# first and then came")
    };
    sheet.line(LEFT, 284.0, SPACE, last, 0.0);
    sheet.line(LEFT, 270.0, SPACE, next, PUBLIC);
}

/// A panel in a cell, the words of the cell before close to it; `ruled` has rules drawn between the cells.
fn cells(sheet: &mut Sheet, leaks: bool, ruled: bool) {
    let panel = if leaks { wide("Elizabeth") } else { PUBLIC };
    for (y, day, who) in [
        (340.0, "Date", "Officer"),
        (326.0, "31 March", "#"),
        (312.0, "1 May", "Ann"),
        (298.0, "30 March", "#"),
    ] {
        sheet.line(LEFT, y, SPACE, day, 0.0);
        sheet.line(LEFT + 44.0, y, SPACE, who, panel);
        sheet.line(LEFT + 103.0, y, SPACE, "seen and noted", 0.0);
        if ruled {
            for x in [LEFT + 42.5, LEFT + 101.5] {
                let _ = writeln!(sheet.content, "0 g {x} {} 0.5 14 re f", y - 4.0);
            }
        }
    }
}

fn cells_with_rules(sheet: &mut Sheet, leaks: bool) {
    cells(sheet, leaks, true);
}

fn cells_without_rules(sheet: &mut Sheet, leaks: bool) {
    cells(sheet, leaks, false);
}

const LEAKS: [(&str, Made); 14] = [
    ("cells", cells_with_rules),
    ("cells without rules", cells_without_rules),
    ("ragged", ragged),
    ("justified", justified),
    ("a public size in the old gap", in_its_old_gap),
    ("right-aligned", right_aligned),
    ("centred", centred),
    ("one old gap", one_old_gap),
    ("a number of TJ", number_left),
    ("a Td", move_left),
    ("a stretched word", stretched_word),
    ("broken early", broken_early),
    ("broken late", broken_late),
    ("begins its line", begins_its_line),
];

fn made(make: Made, leaks: bool) -> Sheet {
    let mut sheet = Sheet::default();
    make(&mut sheet, leaks);
    sheet
}

#[test]
fn every_planted_leak_of_a_width_fails_a_pack_of_ours_and_nothing_else_does() {
    for (name, make) in LEAKS {
        assert_eq!(broken(&made(make, true).ours()), ["R011"], "{name}");
        assert_eq!(noted(&made(make, false).ours()), [""; 0], "{name}, from what is visible");
    }
}

#[test]
fn a_heading_in_the_middle_of_its_page_is_not_asked_for_another_axis() {
    let mut sheet = Sheet::default();
    let all = wide("Met with") + 2.0 * SPACE + PUBLIC + wide("there");
    sheet.line(200.0 - all / 2.0, 298.0, SPACE, "Met with # there", PUBLIC);
    // two lines near it have an axis of their own
    for (y, words) in [(270.0, "The Old Mill"), (256.0, "all of it")] {
        sheet.line(212.0 - wide(words) / 2.0, y, SPACE, words, 0.0);
    }
    assert_eq!(noted(&sheet.ours()), [""; 0]);
}

#[test]
fn in_files_of_others_a_width_is_a_warning_and_with_strict_an_error() {
    let theirs = made(ragged, true).theirs();
    assert_eq!((noted(&theirs), broken(&theirs)), (vec!["R011"], vec![]));
    assert_eq!(broken(&VerifyRequest { strict: true, ..theirs }), ["R011"]);
    assert_eq!(noted(&VerifyRequest { strict: true, ..made(ragged, false).theirs() }), [""; 0]);
}

#[test]
fn an_accepted_width_is_told_and_fails_nothing() {
    let sheet = made(ragged, true);
    let asked = VerifyRequest { accepted: sheet.panels.clone(), ..sheet.ours() };
    assert_eq!(noted(&asked), [""; 0]);
    let verdict = verify(&asked).expect("opens");
    let [one] = verdict.report().widths[..] else { panic!("one panel") };
    assert!(one.accepted && one.leaks, "{one:?}");
    let Width::Names { bits, left } = one.width else { panic!("{one:?}") };
    assert!(bits > 4.0 && left > 0, "{bits} bits, {left} names");
    let elsewhere = VerifyRequest { accepted: vec![(1, Rect::new(0.0, 0.0, 9.0, 9.0))], ..sheet.ours() };
    assert_eq!(broken(&elsewhere), ["R011"], "another panel was accepted");
}

#[test]
fn nothing_in_a_file_speaks_for_its_panels() {
    // what a stranger's file says of itself is not asked: the same page with our name on it
    let pack = page(&made(ragged, true).content).object(9, "<< /Producer (Blackpanel) >>").done();
    assert!(noted(&request(pack)).contains(&"R011"));
}

#[test]
fn what_is_wider_than_any_name_or_over_several_lines_says_nothing() {
    let mut wide_one = Sheet::default();
    wide_one.line(LEFT, 300.0, SPACE, "it was # so", 251.7);
    assert_eq!(noted(&wide_one.ours()), [""; 0], "a sentence");
    let mut block = Sheet::default();
    block.line(LEFT, 300.0, SPACE, "it was", 0.0);
    block.content.push_str("0 g 94 270 83.3 42 re f\n");
    block.panels.push((1, Rect::new(94.0, PAGE - 312.0, 177.3, PAGE - 270.0)));
    assert_eq!(noted(&block.ours()), [""; 0], "three lines");
}

#[test]
fn a_panel_up_to_a_public_edge_says_nothing() {
    let mut cell = Sheet::default();
    let x = cell.line(LEFT, 300.0, SPACE, "seen by", 0.0) + SPACE;
    cell.panel(x, 300.0, 178.0 - x);
    cell.content.push_str("0 G .5 w 180 280 m 180 320 l S 50 280 m 50 320 l S\n");
    assert_eq!(noted(&cell.ours()), [""; 0], "two points before the rule of its cell");
    let mut column = Sheet::default();
    column.column();
    let x = column.line(LEFT, 312.0, SPACE, "and then it was seen by", 0.0) + SPACE;
    column.panel(x, 312.0, LEFT + 280.0 - x);
    assert_eq!(noted(&column.ours()), [""; 0], "the edge of the column");
}

#[test]
fn boxes_that_are_no_panels_are_not_measured() {
    for (name, content) in [
        ("a bullet", "0 g 60 298 8 8 re f BT /F 10 Tf 72 300 Td (it was seen) Tj ET"),
        ("a bar of a chart", "0 g 120 290 80 20 re f BT /F 10 Tf 60 200 Td (it was seen) Tj ET"),
        ("a heading", "0 g 60 296 80 14 re f 1 g BT /F 10 Tf 62 300 Td (Report) Tj ET"),
        ("a thick rule", "0 g 60 296 90 4 re f BT /F 10 Tf 60 300 Td (it was seen) Tj ET"),
        ("a light box", ".6 g 60 297 47 10 re f 0 g BT /F 10 Tf 109.8 300 Td (it was seen) Tj ET"),
    ] {
        let verdict = verify(&request(page(content).done())).expect("opens");
        let found: Vec<_> = verdict.report().violations.iter().filter(|v| v.rule.0 == "R011").collect();
        assert!(found.is_empty(), "{name}: {found:?}");
    }
}

#[test]
fn a_panel_on_a_picture_is_judged_by_its_steps_or_called_not_judged() {
    let picture = |panel: f64| {
        let content = format!("q 400 0 0 400 0 0 cm /I Do Q 0 g 60 300 {panel} 12 re f");
        let entries = "/Subtype /Image /Width 2 /Height 2 /BitsPerComponent 8 /ColorSpace /DeviceGray";
        let resources = "/XObject << /I 6 0 R >>";
        let pack = super::build::page_with(&content, "", resources).stream(6, entries, &[200; 4]).done();
        let panels = vec![(1, Rect::new(60.0, 88.0, 60.0 + panel, 100.0))];
        let verdict = verify(&VerifyRequest { ours: true, panels, ..request(pack) }).expect("opens");
        let report = verdict.report();
        assert!(report.violations.iter().all(|v| v.rule.0 != "R011" && v.severity != Severity::Error));
        report.widths.iter().map(|w| w.width).collect::<Vec<_>>()
    };
    assert_eq!(picture(12.0 * 4.5), [Width::Public]);
    assert_eq!(picture(12.0 * 4.3), [Width::NotJudged]);
}

#[test]
fn breaks_that_say_little_alone_are_told_together() {
    let paragraphs = |count: usize| {
        let mut sheet = Sheet::default();
        // letters of one width: a full line, a line with a panel, and the word that would have gone on it
        let kinds = [(17, "", 18, 7), (14, "i", 14, 12)];
        for ((first, narrow, second, next), y) in kinds.into_iter().zip([360.0, 290.0]).take(count) {
            let n = |letters: usize| "n".repeat(letters);
            sheet.line(LEFT, y, SPACE, &format!("{} {}", n(24), n(25)), 0.0);
            let panelled = format!("{}{narrow} # {}", n(first), n(second));
            sheet.line(LEFT, y - 14.0, SPACE, &panelled, 3.0 * SIZE);
            sheet.line(LEFT, y - 28.0, SPACE, &n(next), 0.0);
        }
        sheet.ours()
    };
    assert_eq!(noted(&paragraphs(1)), [""; 0]);
    assert_eq!((noted(&paragraphs(2)), broken(&paragraphs(2))), (vec!["R011"], vec![]));
}

#[test]
fn a_report_sums_up_the_widths_of_panels() {
    let mut sheet = made(ragged, false);
    sheet.line(LEFT, 200.0, SPACE, "it was # who saw it", wide("Whitaker"));
    let accepted = VerifyRequest { accepted: sheet.panels[1..].to_vec(), ..sheet.ours() };
    for (asked, said) in [(sheet.ours(), "1 give a name away"), (accepted, "1 do so and were accepted")] {
        let verdict = verify(&asked).expect("opens");
        let written = crate::verify::report::human(verdict.report());
        assert!(written.contains("panel widths: 1 say no more than 1 bit"), "{written}");
        assert!(written.contains(said), "{written}");
        let json = crate::verify::report::json(verdict.report());
        let whole: serde_json::Value =
            serde_json::from_str(json.lines().last().expect("a line")).expect("JSON");
        assert_eq!(whole["widths"][1]["says"], "names", "{json}");
    }
}
