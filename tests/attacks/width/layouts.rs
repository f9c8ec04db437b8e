//! Letters in which a name stands, in the layouts of the swap test.

use super::super::support::foreign::{Face, Foreign, Set};

/// Writes a page with a name (whole, and the surname alone).
pub type Layout = fn(&mut Foreign, &str, &str);

/// Every layout, by name.
pub const ALL: [(&str, Layout); 10] = [
    ("ragged", ragged),
    ("two columns", two_columns),
    ("newsletter", newsletter),
    ("justified", justified),
    ("right-aligned", right_aligned),
    ("centred", centred),
    ("table", table),
    ("hanging list", hanging_list),
    ("several panels in a line", several_panels),
    ("ends of lines", ends_of_lines),
];

const LEFT: f64 = 72.0;
const WIDE: f64 = 451.28;
const SIZE: f64 = 11.0;

const OPENING: &str = "Thank you for your letter of 3 March about the damp in your flat and the noise in the \
    evenings. We have looked at everything that you sent us, and we have spoken to the people who know the \
    building. What follows is what we found and what will be done about it in the coming weeks.";
const CLOSING: &str = "If you do not hear from us by the end of the month, please call the number at the top of \
    this letter and quote your reference. We are sorry that this has taken longer than it should have, and we \
    will keep you informed of every step.";

fn body(full: &str, last: &str) -> String {
    format!(
        "Our officer {full} visited the property last week and took photographs of every room that you named. \
         It was found that the extractor fan in the kitchen was broken, and {last} asked the repairs team to \
         order a new one. We expect the part within ten days (as {full} told you) and will write again as soon \
         as a date has been agreed with the contractor, who needs access to both flats."
    )
}

fn letter(page: &mut Foreign, set: Set, middle: &str) {
    let y = page.paragraph(SIZE, (LEFT, 760.0), WIDE, set, OPENING);
    let y = page.paragraph(SIZE, (LEFT, y), WIDE, set, middle);
    page.paragraph(SIZE, (LEFT, y), WIDE, set, CLOSING);
}

fn ragged(page: &mut Foreign, full: &str, last: &str) {
    letter(page, Set::Ragged, &body(full, last));
}

fn justified(page: &mut Foreign, full: &str, last: &str) {
    letter(page, Set::Justified, &body(full, last));
}

fn aligned(page: &mut Foreign, share: f64, y: f64, text: &str) {
    let wide = page.width(Face::Regular, SIZE, text);
    page.line(Face::Regular, SIZE, LEFT + (WIDE - wide) * share, y, text, 0.0);
}

fn right_aligned(page: &mut Foreign, full: &str, last: &str) {
    let lines =
        ["Housing Office", &format!("care of {full}, officer"), "12 High Street", &format!("Ref {last}/7")];
    for (line, y) in lines.iter().zip([800.0, 786.0, 772.0, 758.0]) {
        aligned(page, 1.0, y, line);
    }
    page.paragraph(SIZE, (LEFT, 700.0), WIDE, Set::Ragged, OPENING);
}

fn centred(page: &mut Foreign, full: &str, last: &str) {
    aligned(page, 0.5, 790.0, "Notes of a meeting");
    aligned(page, 0.5, 770.0, &format!("held with {full} on 3 March"));
    aligned(page, 0.5, 750.0, &format!("{last} in the chair"));
    page.paragraph(SIZE, (LEFT, 700.0), WIDE, Set::Ragged, OPENING);
}

fn table(page: &mut Foreign, full: &str, last: &str) {
    page.paragraph(SIZE, (LEFT, 760.0), WIDE, Set::Ragged, OPENING);
    let rows = [
        ["Date", "Officer", "What was done"],
        ["3 March", full, "Visit to the flat"],
        ["9 March", last, "Call to the contractor"],
        ["12 March", &format!("Mr {last}"), &format!("Letter to {full}")],
    ];
    for (row, y) in rows.iter().zip([640.0, 620.0, 600.0, 580.0]) {
        for (text, x) in row.iter().zip([72.0, 150.0, 330.0]) {
            page.line(Face::Regular, SIZE, x + 4.0, y, text, 0.0);
        }
        page.raw(&format!("q 0.5 w 72 {} m 523 {} l S Q", y - 6.0, y - 6.0));
    }
    for x in [72, 150, 330, 523] {
        page.raw(&format!("q 0.5 w {x} 574 m {x} 654 l S Q"));
    }
}

fn hanging_list(page: &mut Foreign, full: &str, last: &str) {
    let mut y = page.paragraph(SIZE, (LEFT, 760.0), WIDE, Set::Ragged, OPENING);
    for item in [
        format!(
            "The fan in the kitchen will be replaced by {full} at no cost to you, and the wall behind it will be treated and painted."
        ),
        "The gutter above the window will be cleaned by the contractor in the course of the next month."
            .to_owned(),
        format!(
            "{last} will call you on the day before each visit, so that somebody can be at home to open the door for the engineers."
        ),
    ] {
        page.line(Face::Regular, SIZE, 90.0, y, "•", 0.0);
        y = page.paragraph(SIZE, (108.0, y), WIDE - 36.0, Set::Ragged, &item);
    }
    page.paragraph(SIZE, (LEFT, y), WIDE, Set::Ragged, CLOSING);
}

fn several_panels(page: &mut Foreign, full: &str, last: &str) {
    letter(
        page,
        Set::Ragged,
        &format!(
            "Present were {full}, Mr {last} and Mrs {last} of the repairs team, who had all seen the flat. Of these \
             only {last} had spoken to the contractor, and it was agreed that {full} should write to you and to \
             the tenants of the flat below before anything else is done in the building."
        ),
    );
}

fn ends_of_lines(page: &mut Foreign, full: &str, last: &str) {
    // at the start of its paragraph, near the end of a line whatever it is, and last
    letter(
        page,
        Set::Ragged,
        &format!(
            "{full} visited the property last week and took photographs of all of the rooms, which {full} sent to the \
             repairs team on the same day, with a note that the matter was urgent and should be dealt with by \
             Friday. A copy of it was kept by Mr {last}."
        ),
    );
}

fn two_columns(page: &mut Foreign, full: &str, last: &str) {
    let wide = 212.0;
    let y = page.paragraph(10.0, (60.0, 760.0), wide, Set::Justified, OPENING);
    page.paragraph(10.0, (60.0, y), wide, Set::Justified, &body(full, last));
    let y = page.paragraph(10.0, (320.0, 760.0), wide, Set::Justified, &body(last, full));
    page.paragraph(10.0, (320.0, y), wide, Set::Justified, CLOSING);
}

/// Ragged columns below a heading that runs over both.
pub fn newsletter(page: &mut Foreign, full: &str, last: &str) {
    page.line(Face::Regular, 20.0, 60.0, 790.0, "News of the residents in autumn", 0.0);
    let y = page.paragraph(10.0, (60.0, 750.0), 212.0, Set::Ragged, &body(full, last));
    page.paragraph(10.0, (60.0, y), 212.0, Set::Ragged, CLOSING);
    let y = page.paragraph(10.0, (296.0, 750.0), 212.0, Set::Ragged, OPENING);
    page.paragraph(10.0, (296.0, y), 212.0, Set::Ragged, &body(last, full));
}

/// A letter as a word processor takes it.
pub fn html(full: &str, last: &str) -> String {
    let body = body(full, last);
    let style = "p, li, td { font-family: 'Liberation Sans'; font-size: 11pt } @page { size: 21cm 29.7cm; margin: 2.5cm }";
    format!(
        "<html><head><style>{style}</style></head><body><p align=right>Housing Office<br>{full}<br>12 High Street</p>\
         <p align=center><b>Meeting with {full} on Monday</b></p><p>{OPENING}</p><p>{body}</p>\
         <ul><li>{full} will call you on the day before each visit, so that somebody can be at home to open the door.</li></ul>\
         <p>Our contact was <u>{full} of the repairs team</u> and nobody else.</p><p>{CLOSING}</p><p>{full}</p></body></html>"
    )
}
