//! More layouts of the swap test: what systems and word processors print besides letters.

use super::super::support::foreign::{Face, Foreign, Set};
use super::layouts::Layout;

/// Every layout, by name.
pub const ALL: [(&str, Layout); 12] = [
    ("mail header", mail_header),
    ("indented paragraphs", indented),
    ("bold names", bold_names),
    ("numbered clauses", numbered),
    ("signature", signature),
    ("running head", running_head),
    ("large print", large_print),
    ("word by word", word_by_word),
    ("transcript", transcript),
    ("address", address),
    ("log without lines", log),
    ("possessives", possessives),
];

const TEXT: &str = "The officer went to the flat last week and took photographs of every room that was named in the letter. \
    The fan in the kitchen was found to be broken and a new one has been ordered, which should come within ten days.";

fn plain(page: &mut Foreign, x: f64, y: f64, text: &str) {
    page.line(Face::Regular, 10.5, x, y, text, 0.0);
}

fn mail_header(page: &mut Foreign, full: &str, last: &str) {
    let rows = [
        ("From:", full),
        ("To:", "Housing Office"),
        ("Cc:", &format!("{full}; Repairs")),
        ("Subject:", &format!("Visit by Mr {last} to flat 9")),
    ];
    for ((key, value), y) in rows.iter().zip([780.0, 766.0, 752.0, 738.0]) {
        page.line(Face::Bold, 10.5, 72.0, y, key, 0.0);
        plain(page, 130.0, y, value);
    }
    let y = page.paragraph(10.5, (72.0, 710.0), 450.0, Set::Ragged, &format!("Dear {full}, {TEXT}"));
    page.paragraph(10.5, (72.0, y), 450.0, Set::Ragged, TEXT);
}

fn indented(page: &mut Foreign, full: &str, last: &str) {
    let mut y = 780.0;
    for text in [
        TEXT.to_owned(),
        format!("{full} said that this was so. {TEXT} {last} agreed."),
        format!("It was {last} who wrote. {TEXT}"),
        TEXT.to_owned(),
    ] {
        // the first line begins further in: as its own line and the rest
        let mut first = String::new();
        let mut rest = text.split(' ').peekable();
        while let Some(word) =
            rest.peek().filter(|w| page.width(Face::Regular, 11.0, &format!("{first} {w}")) < 432.0)
        {
            first = format!("{first}{}{word}", if first.is_empty() { "" } else { " " });
            rest.next();
        }
        page.line(Face::Regular, 11.0, 90.0, y, &first, 0.0);
        let rest: Vec<&str> = rest.collect();
        y = page.paragraph(11.0, (72.0, y - 13.75), 450.0, Set::Ragged, &rest.join(" ")) + 6.6;
    }
}

fn bold_names(page: &mut Foreign, full: &str, last: &str) {
    let mut y = 760.0;
    for (before, name, after) in [
        ("It was ", full, " who went to the flat last week and took the photographs"),
        ("and it was ", last, " who asked the repairs team to order the new fan for"),
        ("the kitchen, as was told to ", full, " on the same day by the office."),
    ] {
        let x = 72.0 + page.width(Face::Regular, 11.0, before);
        page.line(Face::Regular, 11.0, 72.0, y, before, 0.0);
        page.line(Face::Bold, 11.0, x, y, name, 0.0);
        let x = x + page.width(Face::Bold, 11.0, name);
        page.line(Face::Regular, 11.0, x, y, after, 0.0);
        y -= 14.0;
    }
    page.paragraph(11.0, (72.0, y - 10.0), 450.0, Set::Ragged, TEXT);
}

fn numbered(page: &mut Foreign, full: &str, last: &str) {
    let mut y = 760.0;
    for (at, text) in [
        format!("The tenant told {full} of the leak. {TEXT}"),
        TEXT.to_owned(),
        format!("{last} wrote on 3 March and called {full} on 9 March, but nobody answered the telephone."),
    ]
    .iter()
    .enumerate()
    {
        page.line(Face::Regular, 11.0, 72.0, y, &format!("{}.", at + 1), 0.0);
        y = page.paragraph(11.0, (96.0, y), 420.0, Set::Ragged, text);
    }
}

fn signature(page: &mut Foreign, full: &str, last: &str) {
    let y = page.paragraph(11.0, (72.0, 760.0), 450.0, Set::Ragged, TEXT);
    plain(page, 72.0, y - 10.0, "Yours sincerely");
    plain(page, 72.0, y - 60.0, full);
    plain(page, 72.0, y - 73.0, "Housing Officer");
    plain(page, 72.0, y - 86.0, &format!("Direct line of Mr {last}: 0161 496 0000"));
}

fn running_head(page: &mut Foreign, full: &str, last: &str) {
    plain(page, 72.0, 800.0, &format!("{full} - file note"));
    plain(page, 480.0, 800.0, "Page 1 of 3");
    page.raw("q 0.5 w 72 794 m 523 794 l S Q");
    let y = page.paragraph(11.0, (72.0, 760.0), 450.0, Set::Ragged, TEXT);
    page.paragraph(11.0, (72.0, y), 450.0, Set::Justified, &format!("Seen by Mr {last}. {TEXT}"));
    plain(page, 200.0, 40.0, &format!("Printed by {full} on 3 March"));
}

fn large_print(page: &mut Foreign, full: &str, last: &str) {
    let mut y = 780.0;
    for text in [
        format!("We asked {full} to visit you. {last} came on Monday and looked at the fan."),
        "Please call us if you want to know more about the work.".to_owned(),
    ] {
        let mut line = String::new();
        for word in text.split(' ').chain(std::iter::once("\n")) {
            if word == "\n" || page.width(Face::Regular, 18.0, &format!("{line} {word}")) > 400.0 {
                page.line(Face::Regular, 18.0, 72.0, y, &line, 0.0);
                (line, y) = (String::new(), y - 32.0);
            }
            line = format!("{line}{}{word}", if line.is_empty() { "" } else { " " });
        }
        y -= 20.0;
    }
}

fn word_by_word(page: &mut Foreign, full: &str, last: &str) {
    let text = format!("{TEXT} On the next day {full} rang, and {last} wrote to the contractor. {TEXT}");
    let (mut x, mut y) = (72.0, 760.0);
    for word in text.split(' ') {
        let wide = page.width(Face::Regular, 11.0, word);
        if x + wide > 523.0 {
            (x, y) = (72.0, y - 14.0);
        }
        page.line(Face::Regular, 11.0, x, y, word, 0.0);
        x += wide + 3.06;
    }
}

fn transcript(page: &mut Foreign, full: &str, last: &str) {
    let lines = [
        format!("{full}: Good morning, I am calling about the fan in flat 9."),
        "Officer: It was ordered last week.".to_owned(),
        format!("{full}: Then who told Mr {last} that it was not?"),
        "Officer: I do not know.".to_owned(),
        format!("{full}: I see."),
    ];
    for (line, y) in lines.iter().zip([780.0, 762.0, 744.0, 726.0, 708.0]) {
        plain(page, 72.0, y, line);
    }
}

fn address(page: &mut Foreign, full: &str, last: &str) {
    for (line, y) in [full, "12 High Street", "Preston", "PR1 2AB"].iter().zip([780.0, 767.0, 754.0, 741.0]) {
        plain(page, 72.0, y, line);
    }
    plain(page, 72.0, 700.0, &format!("Dear Mr {last}"));
    page.paragraph(10.5, (72.0, 680.0), 450.0, Set::Ragged, TEXT);
}

fn log(page: &mut Foreign, full: &str, last: &str) {
    let rows = [
        ["Date", "By", "Note"],
        ["3 March", full, "Visit to the flat, photographs taken"],
        ["9 March", "Repairs", &format!("Call from {full} about the fan")],
        ["12 March", last, &format!("{last} wrote to the contractor")],
    ];
    for (row, y) in rows.iter().zip([760.0, 744.0, 728.0, 712.0]) {
        for (text, x) in row.iter().zip([72.0, 140.0, 270.0]) {
            plain(page, x, y, text);
        }
    }
}

fn possessives(page: &mut Foreign, full: &str, last: &str) {
    page.paragraph(11.0, (72.0, 760.0), 450.0, Set::Ragged, &format!("{full}'s letter was sent to Mr {last}'s office ({last}/9). {TEXT} It was {full}, not the office, who asked."));
}
