//! Which way is taken to hide a width, and what is left where it is.

use lopdf::dictionary;

use super::*;

const NAME: &str = "Margaret Whitlock";

/// What became of a page that `draw` makes.
fn set(draw: impl Fn(&mut Foreign), width: Width) -> Done {
    let mut page = Foreign::new();
    draw(&mut page);
    page.page();
    let pdf = page.finish("Letter", "Writer", lopdf::Dictionary::new());
    let order = Order { names: &[NAME], width, ..Order::default() };
    line::redact(&pdf, &order).unwrap_or_else(|why| panic!("{why:?}"))
}

fn text_of(done: &Done) -> String {
    let pages = blackpanel::text::document(&done.pdf).expect("text");
    pages[0].text.split_whitespace().collect::<Vec<_>>().join(" ")
}

const BODY: &str = "Our officer Margaret Whitlock visited the property last week and took photographs of every room that \
    you named. It was found that the fan in the kitchen was broken, and a new one was ordered on the same day.";

fn paragraph(page: &mut Foreign) {
    let y = page.paragraph(11.0, (72.0, 760.0), 450.0, Set::Ragged, BODY);
    page.paragraph(
        11.0,
        (72.0, y),
        450.0,
        Set::Ragged,
        "Nothing else was found in the flat, or in the hall below.",
    );
}

#[test]
fn every_mode_does_what_it_says() {
    for (width, reached) in [
        (Width::Paragraph, Reached::Paragraph),
        (Width::Line, Reached::Line),
        (Width::Strict, Reached::Strict),
        (Width::Exact, Reached::AsAsked),
    ] {
        let done = set(paragraph, width);
        assert_eq!(done.reached, [reached]);
        let text = text_of(&done);
        if width != Width::Strict {
            assert!(text.starts_with("Our officer visited the property last week"), "{text}");
            assert_eq!(
                text,
                BODY.replace("Margaret Whitlock ", "")
                    + " Nothing else was found in the flat, or in the hall below."
            );
        } else {
            assert!(!text.contains("visited") && text.contains("room that you named"), "{text}");
        }
    }
}

/// A name, and what draws it.
type Case<'a> = (&'a str, &'a dyn Fn(&mut Foreign));

#[test]
fn what_cannot_be_set_stays_and_is_named() {
    let picture = |page: &mut Foreign| {
        paragraph(page);
        page.raw("q 0.9 g 60 700 m 200 900 400 600 500 800 c 400 700 l f Q");
    };
    let stretched = |page: &mut Foreign| {
        page.raw("97 Tz");
        page.line(Face::Regular, 11.0, 72.0, 760.0, "Our officer Margaret Whitlock was there", 0.0);
        page.raw("100 Tz");
        page.line(Face::Regular, 11.0, 72.0, 746.0, "and so was the landlord.", 0.0);
    };
    let turned = |page: &mut Foreign| {
        page.raw("q 0 1 -1 0 300 100 cm");
        page.line(Face::Regular, 11.0, 72.0, 0.0, "Our officer Margaret Whitlock was there", 0.0);
        page.raw("Q");
    };
    let cases: [Case<'_>; 3] = [("picture", &picture), ("stretched", &stretched), ("turned", &turned)];
    for (name, draw) in cases {
        let done = set(draw, Width::Paragraph);
        assert!(matches!(done.reached[..], [Reached::Exact(_)]), "{name}: {:?}", done.reached);
    }
}

#[test]
fn numbered_clauses_keep_their_lines() {
    let clause = |page: &mut Foreign| {
        page.line(Face::Regular, 11.0, 72.0, 760.0, "4.2", 0.0);
        page.paragraph(11.0, (100.0, 760.0), 420.0, Set::Ragged, BODY);
    };
    assert_eq!(set(clause, Width::Paragraph).reached, [Reached::Line]);
}

#[test]
fn a_heading_over_two_columns_does_not_make_one_of_them_wider() {
    let done = set(|page| layouts::newsletter(page, NAME, "Whitlock"), Width::Paragraph);
    assert!(done.reached.iter().all(|r| *r == Reached::Paragraph), "{:?}", done.reached);
    let places = blackpanel::verify::places(&done.pdf).expect("places");
    // of the left column: 212 points from 60, below the heading; the bar of the right one stands at 290
    let left: Vec<_> = places.iter().filter(|p| p.edges[0] < 28_500 && p.edges[1] > 7_000).collect();
    let far = left.iter().map(|p| p.edges[2]).max().expect("a column");
    assert!(left.len() > 400 && far <= 27_800, "{} to {far}", left.len());
}

#[test]
fn a_cell_behind_a_full_one_stays_in_its_column_where_no_rules_are_drawn() {
    let mut page = Foreign::new();
    let wide = page.width(Face::Regular, 11.0, NAME);
    for (row, y) in [["Date", "Officer", "Done"], ["3 March", NAME, "Visit"], ["9 March", "Li", "Call"]]
        .iter()
        .zip([760.0, 745.0, 730.0])
    {
        for (cell, x) in row.iter().zip([72.0, 118.0, 118.0 + wide + 4.0]) {
            page.line(Face::Regular, 11.0, x, y, cell, 0.0);
        }
    }
    page.page();
    let pdf = page.finish("Letter", "Writer", lopdf::Dictionary::new());
    let order = Order { names: &[NAME, "Li"], ..Order::default() };
    let done = line::redact(&pdf, &order).unwrap_or_else(|why| panic!("{why:?}"));
    let begins = |word: &str| {
        let pages = blackpanel::text::document(&done.pdf).expect("text");
        let at = pages[0].text.find(word).map(|byte| pages[0].text[..byte].chars().count()).expect("a cell");
        let glyph = pages[0].glyphs.get(pages[0].origins[at] as usize).expect("a glyph");
        glyph.quad.bounds().x0
    };
    assert!((begins("Visit") - begins("Call")).abs() < 0.01, "{} {}", begins("Visit"), begins("Call"));
    let [first, second] = [done.panels[0].1, done.panels[1].1];
    assert!((first.width() - second.width()).abs() < 0.01, "{first:?} {second:?}");
}

#[test]
fn a_word_broken_at_a_line_end_is_not_mended() {
    let broken = |page: &mut Foreign| {
        let lines = [
            "Our officer Margaret Whitlock visited the property last week and took photo-",
            "graphs of every room that you named, and of the hall below, and then she went home again",
            "by bus.",
        ];
        for (line, y) in lines.iter().zip([760.0, 746.0, 732.0]) {
            page.line(Face::Regular, 11.0, 72.0, y, line, 0.0);
        }
    };
    let done = set(broken, Width::Paragraph);
    assert!(text_of(&done).contains("photo- graphs"), "{}", text_of(&done));
}

#[test]
fn a_cell_too_narrow_for_any_size_is_covered_whole() {
    let narrow = |page: &mut Foreign| {
        page.line(Face::Regular, 8.0, 76.0, 746.0, "Date", 0.0);
        page.line(Face::Regular, 8.0, 72.0 + 4.0, 760.0, "Margaret Whitlock", 0.0);
        for x in [72, 92] {
            page.raw(&format!("q 0.5 w {x} 740 m {x} 775 l S Q"));
        }
    };
    assert_eq!(set(narrow, Width::Paragraph).reached, [Reached::Strict]);
}

#[test]
fn no_word_and_no_panel_runs_into_the_box_of_a_form() {
    // the name is narrow, its panel is wider, and a box to be ticked stands behind it
    let mut page = Foreign::new();
    page.line(Face::Regular, 11.0, 72.0, 760.0, "Seen by Li", 0.0);
    page.raw("0.7 w 172 757 14 14 re S");
    page.page();
    let pdf = page.finish("Letter", "Writer", lopdf::Dictionary::new());
    let order = Order { names: &["Li"], ..Order::default() };
    let done = line::redact(&pdf, &order).unwrap_or_else(|why| panic!("{why:?}"));
    assert_eq!(done.reached, [Reached::Line]);
    assert!(done.panels[0].1.x1 <= 172.0, "{:?}", done.panels);
}

#[test]
fn words_are_not_written_below_what_is_painted_line_by_line() {
    // a background of each line, and one behind some words, come between the words of the paragraph
    let shaded = |page: &mut Foreign| {
        let lines = [
            ("Our officer ", "Margaret Whitlock visited the flat last week and took photographs"),
            ("of every room ", "that you named; it was found that the fan in the kitchen was"),
            ("broken, and ", "a new one was ordered on the same day."),
        ];
        for ((first, rest), y) in lines.iter().zip([760.0, 746.0, 732.0]) {
            let x = 72.0 + page.width(Face::Regular, 11.0, first);
            let wide = page.width(Face::Regular, 11.0, rest);
            page.raw(&format!("0.95 g 70 {} 455 14 re f 0 g", y - 3.0));
            page.line(Face::Regular, 11.0, 72.0, y, first, 0.0);
            page.raw(&format!("1 g {x:.2} {} {wide:.2} 11 re f 0 g", y - 2.0));
            page.line(Face::Regular, 11.0, x, y, rest, 0.0);
        }
    };
    // the judge finds text that lies under a shape
    let done = set(shaded, Width::Paragraph);
    assert!(text_of(&done).ends_with("a new one was ordered on the same day."), "{}", text_of(&done));
}

#[test]
fn an_underline_travels_with_its_words() {
    let underlined = |page: &mut Foreign| {
        let before = page.width(Face::Regular, 11.0, "Our officer ");
        let wide = page.width(Face::Regular, 11.0, "Margaret Whitlock of the repairs team");
        page.line(
            Face::Regular,
            11.0,
            72.0,
            760.0,
            "Our officer Margaret Whitlock of the repairs team was there.",
            0.0,
        );
        page.raw(&format!("{:.2} 758.5 {wide:.2} 0.6 re f", 72.0 + before));
    };
    let done = set(underlined, Width::Paragraph);
    assert_eq!(done.reached, [Reached::Line]);
    let panel = done.panels[0].1;
    let places = blackpanel::verify::places(&done.pdf).expect("places");
    let rules: Vec<_> = places.iter().filter(|p| p.edges[3] - p.edges[1] < 100).collect();
    assert_eq!(rules.len(), 1, "{rules:?}");
    let begin = rules[0].edges[0] as f64 / 100.0;
    assert!(begin >= panel.x1 && begin - panel.x1 < 5.0, "{begin} {panel:?}");
}

#[test]
fn text_in_forms_is_set_in_its_form() {
    let mut page = Foreign::new();
    paragraph(&mut page);
    let content = page.take();
    let form = lopdf::Stream::new(
        dictionary! {
            "Type" => "XObject", "Subtype" => "Form", "Resources" => page.resources,
            "BBox" => vec![0.into(), 0.into(), 600.into(), 850.into()],
        },
        content.into_bytes(),
    );
    let form = page.doc.add_object(form);
    page.doc.objects.insert(page.resources, dictionary! { "XObject" => dictionary! { "X1" => form } }.into());
    page.raw("/X1 Do");
    page.page();
    let pdf = page.finish("Letter", "Writer", lopdf::Dictionary::new());
    let done = line::redact(&pdf, &Order { names: &[NAME], ..Order::default() })
        .unwrap_or_else(|why| panic!("{why:?}"));
    assert_eq!(done.reached, [Reached::Paragraph]);
    assert!(text_of(&done).starts_with("Our officer visited the property"), "{}", text_of(&done));
}
