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

#[test]
fn only_used_glyphs_are_embedded() {
    let bytes = set(&flow(vec![Block::text("Dear Ann")])).unwrap().to_normal_form_bytes().unwrap();
    assert!(bytes.len() < 12_000, "{} bytes", bytes.len());
}

#[test]
fn documents_to_be_sanitised_embed_the_same_program_whatever_they_say() {
    let programs = |text: &str| {
        let set = set_to_be_sanitised(&flow(vec![Block::text(text)])).unwrap();
        let streams = set.document.objects.into_values().filter_map(|o| o.as_stream().cloned().ok());
        let programs = streams.filter(|s| s.dict.has(b"Length1")).map(|s| s.content);
        programs.collect::<Vec<_>>()
    };
    assert_eq!(programs("Dear Ann"), programs("“Zoë” – 40 €, Łódź"));
    assert_ne!(programs("Dear Ann"), programs("Ελλάδα"));
}

#[test]
fn a_normal_form_carries_no_metadata_and_no_tags() {
    let document = set(&letter(false)).unwrap().document;
    assert!(document.trailer.get(b"Info").is_err() && document.trailer.get(b"ID").is_err());
    let keys: Vec<_> = document.catalog().unwrap().iter().map(|(key, _)| key.as_slice()).collect();
    assert_eq!(keys, [b"Type".as_slice(), b"Pages"]);
    let bytes = set(&letter(false)).unwrap().to_normal_form_bytes().unwrap();
    let document = Document::load_mem(&bytes).unwrap();
    for page in document.get_pages().values() {
        let content = document.get_page_content_with_limit(*page, usize::MAX).unwrap();
        assert!(!content.windows(3).any(|w| w == b"BDC" || w == b"BMC"));
    }
}

#[test]
fn the_words_on_the_pages_are_the_words_put_in() {
    let bytes = set(&flow(vec![Block::text(WORDS)])).unwrap().to_normal_form_bytes().unwrap();
    let shown: Vec<_> = testing::text_of(&bytes).split_whitespace().map(str::to_owned).collect();
    assert_eq!(shown, WORDS.split_whitespace().collect::<Vec<_>>());
}

#[test]
fn what_no_font_has_is_shown_by_its_number_and_counted() {
    let cases = [
        ("a😀b", "a[U+1F600]b", Shown { by_number: 1, ..Shown::default() }),
        ("a\u{7}b", "a[U+0007]b", Shown { by_number: 1, ..Shown::default() }),
        ("Do\u{200b}w\u{ad}ling\u{feff}", "Dowling", Shown { markless: 3, ..Shown::default() }),
        ("שלום", "שלום", Shown { unshaped: 4, ..Shown::default() }),
        ("e\u{301}", "é", Shown::default()),
        ("a\u{2003}b\u{a0}c\u{3000}d", "a b c d", Shown::default()),
        ("line\u{2028}line", "line \nline", Shown::default()),
        ("漢", "[U+6F22]", Shown { by_number: 1, ..Shown::default() }),
    ];
    for (text, want, shown) in cases {
        let set = set(&flow(vec![Block::text(text)])).unwrap();
        assert_eq!(testing::text_of(&set.to_normal_form_bytes().unwrap()).trim_end(), want);
        assert_eq!(set.shown, shown, "{text}");
    }
}

#[test]
fn no_line_leaves_its_page() {
    let word = "unbreakable".repeat(30);
    let cell = || vec![Run::plain(format!("{word} ann.dowling@{word}.example"))];
    let table = Table { rows: vec![vec![cell(); 9]; 3], ruled: true, ..Table::default() };
    let mut blocks = vec![
        Block::Heading { level: 1, text: word.clone() },
        Block::text(format!("{WORDS} {word}")),
        Block::Table(table),
        Block::Preformatted(vec![word.clone(), format!("\t\t{word}")]),
        Block::List { ordered: true, items: vec![cell()] },
    ];
    for _ in 0..40 {
        blocks = vec![Block::Indented(blocks)];
    }
    let flow = flow(blocks);
    let laid = layout::lay_out(&flow).unwrap();
    let (right, bottom) = (flow.page.width - flow.page.margins.right, flow.page.margins.bottom);
    for mark in laid.pages.iter().flat_map(|page| &page.marks) {
        let mark::Mark::Text { x, y, size, pieces } = mark else { continue };
        let width: f64 = pieces
            .iter()
            .flat_map(|p| p.text.trim_end().chars().map(|ch| f64::from(p.face.advance(ch)) * size / 1000.0))
            .sum();
        assert!(x + width <= right + 0.01, "{pieces:?} ends at {}", x + width);
        assert!(*y >= bottom - 0.01, "{pieces:?} at {y}");
    }
}

#[test]
fn a_table_over_pages_repeats_its_header_and_keeps_every_row() {
    let row = |n: usize| vec![vec![Run::plain(format!("row{n}"))], vec![Run::plain("x")]];
    let header = vec![vec![Run::plain("Number")], vec![Run::plain("Mark")]];
    let table = Table { header, rows: (0..150).map(row).collect(), ..Table::default() };
    let set = set(&flow(vec![Block::Table(table)])).unwrap();
    let text = testing::text_of(&set.to_normal_form_bytes().unwrap());
    assert!(set.pages.len() > 2);
    assert_eq!(text.matches("Number").count(), set.pages.len());
    for n in 0..150 {
        assert_eq!(text.lines().filter(|l| l.trim_start_matches('\u{c}') == format!("row{n}")).count(), 1);
    }
}

#[test]
fn a_header_longer_than_a_page_stands_once() {
    let header = vec![vec![Run::plain("head ".repeat(5_000))]];
    let table = Table { header, rows: vec![vec![vec![Run::plain("row")]]; 3], ..Table::default() };
    let set = set(&flow(vec![Block::Table(table)])).unwrap();
    let text = testing::text_of(&set.to_normal_form_bytes().unwrap());
    assert_eq!((text.matches("head").count(), text.matches("row").count()), (5_000, 3));
}

#[test]
fn a_row_longer_than_a_page_goes_on_with_all_its_words() {
    let long = (0..3_000).map(|n| format!("w{n}")).collect::<Vec<_>>().join(" ");
    let table =
        Table { rows: vec![vec![vec![Run::plain("a")], vec![Run::plain(long.clone())]]], ..Table::default() };
    let set = set(&flow(vec![Block::text("before"), Block::Table(table)])).unwrap();
    let text = testing::text_of(&set.to_normal_form_bytes().unwrap());
    assert!(set.pages.len() > 2);
    assert_eq!(text.split_whitespace().filter(|w| w.starts_with('w')).count(), 3_000);
}

#[test]
fn a_heading_stays_with_what_follows_and_no_line_stands_alone() {
    for filler in 30..56 {
        let mut blocks: Vec<Block> = vec![Block::Lines(vec!["x".into(); filler])];
        blocks.push(Block::Heading { level: 2, text: "Heading".into() });
        blocks.push(Block::text("one\ntwo\nthree\nfour"));
        let text = testing::text_of(&set(&flow(blocks)).unwrap().to_normal_form_bytes().unwrap());
        for page in text.split('\u{c}') {
            let lines: Vec<_> = page.lines().map(str::trim).filter(|l| !l.is_empty() && *l != "x").collect();
            assert!(!matches!(lines[..], ["Heading" | "four"] | ["Heading", "one"]), "{filler}: {lines:?}");
        }
    }
}

#[test]
fn blocks_kept_together_share_a_page() {
    let kept = vec![Block::text("first"), Block::Space(60.0), Block::text("last")];
    for filler in 30..56 {
        let blocks = vec![Block::Lines(vec!["x".into(); filler]), Block::KeepTogether(kept.clone())];
        let text = testing::text_of(&set(&flow(blocks)).unwrap().to_normal_form_bytes().unwrap());
        assert!(text.split('\u{c}').any(|page| page.contains("first") && page.contains("last")), "{filler}");
    }
}

#[test]
fn a_flow_of_more_pages_than_allowed_is_refused() {
    let mut flow = flow(vec![Block::PageBreak; 10]);
    assert_eq!(set(&flow).unwrap().pages.len(), 11);
    flow.page.max_pages = 10;
    assert!(set(&flow).is_err());
}

#[test]
fn every_piece_of_marked_content_belongs_to_one_element() {
    let laid = layout::lay_out(&letter(true)).unwrap();
    let mut told = Vec::new();
    let mut open: Vec<&Tag> = laid.tags.iter().collect();
    while let Some(tag) = open.pop() {
        told.extend(tag.content.iter().map(|c| (c.page, c.mcid)));
        open.extend(&tag.kids);
    }
    told.sort_unstable();
    let drawn: Vec<(usize, u32)> =
        laid.pages.iter().enumerate().flat_map(|(n, p)| (0..p.next_mcid).map(move |m| (n, m))).collect();
    assert_eq!(told, drawn);
    for page in &laid.pages {
        let depth = page.marks.iter().fold(0_i32, |depth, mark| match mark {
            mark::Mark::Begin { .. } | mark::Mark::BeginArtifact => depth + 1,
            mark::Mark::End => depth - 1,
            mark::Mark::Text { .. } | mark::Mark::Rule { .. } => {
                assert!(depth == 1, "{mark:?} stands outside of marked content");
                depth
            }
        });
        assert_eq!(depth, 0);
    }
}

#[test]
fn a_stamp_has_codes_and_widths_for_its_characters() {
    let mut document = Document::with_version("2.0");
    let font = StampFont::embed(&mut document, "TP 12\u{5b57}", StampFace::Bold, Glyphs::Used).unwrap();
    assert_eq!(font.encode("TP\u{5b57}"), [0, b'T', 0, b'P', 0, b'?']);
    assert!((font.width("TP", 10.0) - 12.78).abs() < 0.01, "{}", font.width("TP", 10.0));
    assert!(document.get_dictionary(font.id).unwrap().get(b"ToUnicode").is_ok());
}

fn flow(blocks: Vec<Block>) -> Flow {
    Flow { blocks, ..Flow::default() }
}
