use super::*;

const EXAMPLE: &str = include_str!("../example-body.toml");

fn parse(text: &str) -> Result<Body> {
    Body::parse(text.as_bytes(), Place::file("body.toml"))
}

/// What is said of the example after one line of it was replaced.
fn said_of(line_start: &str, replacement: &str) -> Vec<(String, Option<u32>)> {
    let changed: Vec<&str> =
        EXAMPLE.lines().map(|l| if l.starts_with(line_start) { replacement } else { l }).collect();
    let error = parse(&changed.join("\n")).expect_err("refused");
    assert_eq!(error.exit, Exit::Usage);
    error.problems.into_iter().map(|p| (p.what, p.place.line)).collect()
}

#[test]
fn the_shipped_example_is_complete_and_says_that_it_is_one() {
    let body = Body::example().expect("complete");
    assert!(body.example);
    assert!(!parse(EXAMPLE).expect("complete").example, "a copy is a body's own word");
}

#[test]
fn a_fact_that_is_blank_missing_or_a_placeholder_is_an_error_with_its_line() {
    let at = |start: &str| EXAMPLE.lines().position(|l| l.starts_with(start)).map(|n| n as u32 + 1);
    for (start, replacement, what) in [
        ("email   = ", "email = \"  \"", "email in [controller] is blank"),
        ("email   = ", "email = \"TBC\"", "email in [controller] is blank"),
        ("reviewer ", "reviewer = 3", "reviewer in [review] must be text in quotes"),
        ("places", "places = []", "places in [search] is an empty list"),
        ("places", "places = [\"a\", \"…\"]", "places in [search] is blank"),
        ("checked", "checked = \"2 November\"", "checked must be a day without quotes: 2026-11-02"),
        (
            "method",
            "method = \"a\\nb\"",
            "method in [search] holds a line break or another control character",
        ),
    ] {
        assert_eq!(said_of(start, replacement), [(what.to_owned(), at(start))], "{replacement}");
    }
    let gone = said_of("method", "");
    assert_eq!(gone, [("method in [search] is missing".to_owned(), at("[search]"))]);
}

#[test]
fn a_key_that_is_not_known_is_an_error() {
    let said = said_of("[officer]", "[officer]\nname = \"Somebody\"");
    assert_eq!(said.len(), 1);
    assert_eq!(said[0].0, "this key is not known in body.toml");
}

#[test]
fn all_problems_are_said_at_once_in_order_of_line() {
    let changed = EXAMPLE.replace("[search]", "[sarch]").replace("role =", "rolle =");
    let error = parse(&changed).expect_err("refused");
    let lines: Vec<_> = error.problems.iter().map(|p| p.place.line).collect();
    assert!(lines.is_sorted());
    assert_eq!(error.problems.len(), 6, "{:?}", error.problems);
}

#[test]
fn a_file_that_is_no_toml_names_the_line() {
    let error = parse("checked = 2026-11-02\n[controller]\nname = “Homes”\n").expect_err("refused");
    assert_eq!(error.problems[0].place.line, Some(3));
}

#[test]
fn byte_order_marks_and_utf_16_are_read() {
    let utf8 = [b"\xef\xbb\xbf".as_slice(), EXAMPLE.as_bytes()].concat();
    let utf16: Vec<u8> =
        "\u{feff}".encode_utf16().chain(EXAMPLE.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for bytes in [utf8, utf16] {
        assert_eq!(Body::parse(&bytes, Place::default()), parse(EXAMPLE));
    }
    assert!(Body::parse(b"name = \"\xff\"", Place::default()).is_err());
}

#[test]
fn the_file_beside_the_case_comes_before_that_of_the_user_and_the_example_is_last() {
    let (case, config) = (tempfile::tempdir().expect("dir"), tempfile::tempdir().expect("dir"));
    let load = || Body::load(case.path(), Some(config.path()));
    assert!(load().expect("example").example);
    let write = |folder: &Path, name: &str| {
        std::fs::create_dir_all(folder).expect("made");
        let text = EXAMPLE.replace("Northmere Homes Ombudsman", name);
        std::fs::write(folder.join("body.toml"), text).expect("written");
    };
    write(&config.path().join("blackpanel"), "Ours");
    assert_eq!(load().expect("read").controller.name, "Ours");
    write(case.path(), "The case’s");
    assert_eq!(load().expect("read").controller.name, "The case’s");
    std::fs::write(case.path().join("body.toml"), "").expect("written");
    assert!(load().is_err(), "a broken file is not passed over");
}
