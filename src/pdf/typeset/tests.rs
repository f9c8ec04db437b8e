//! Promises of the typesetter.

use super::*;

const WORDS: &str = "Dear Ms Ní Bhriain, “quotes” café naïve office fluffy €40 – Łódź Ελλάδα — it’s ‘fine’";

fn letter(tagged: bool) -> Flow {
    let para = Block::Paragraph(vec![
        Run::plain(format!("{WORDS}. ")),
        Run::bold("Bold words"),
        Run::plain(" go on. ".repeat(40)),
    ]);
    let item = |text: &str| vec![Run::plain(text)];
    let row = |n: usize| {
        vec![
            vec![Run::plain(n.to_string())],
            vec![Run::plain("Letter to the Housing Ombudsman about damp in the flat")],
            vec![Run::plain("28 September 2026")],
            vec![Run::plain("4")],
        ]
    };
    let table = Table {
        columns: vec![
            Column::default(),
            Column::default(),
            Column::default(),
            Column { share: None, align: Align::Right },
        ],
        header: ["No.", "Document", "Date", "Pages"].map(|t| vec![Run::plain(t)]).to_vec(),
        rows: (1..60).map(row).collect(),
        ruled: true,
        size: None,
    };
    let blocks = vec![
        Block::Heading { level: 1, text: "Your subject access request".into() },
        Block::text("Civic Homes\n1 Example Street\nExampletown EX1 1AA"),
        Block::Rule,
        para.clone(),
        Block::Heading { level: 2, text: "What is enclosed".into() },
        Block::List {
            ordered: true,
            items: vec![item("the records"), item(&"the key to the redactions ".repeat(12))],
        },
        Block::List { ordered: false, items: vec![item("a"), item("b 😀 שלום")] },
        para.clone(),
        Block::Table(table),
        para,
        Block::Preformatted(vec!["10:02\tCall  from Mrs Ames".into(), "x".repeat(200)]),
    ];
    Flow { title: "Response".into(), language: "en-GB".into(), tagged, blocks, ..Flow::default() }
}

#[test]
fn the_same_flow_gives_the_same_bytes() {
    let bytes = || set(&letter(true)).unwrap().to_tagged_bytes().unwrap();
    assert_eq!(bytes(), bytes());
}
