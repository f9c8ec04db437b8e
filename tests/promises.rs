//! The program's promises, end to end: what a person types, what comes out, what must never.

#![allow(clippy::pedantic, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::fs;
use std::path::Path;

use support::foreign::{Face, Foreign, Set};
use support::program::{Run, blackpanel, build, case_copy, pack_text, project};

/// Everything that identifies the third parties of the shipped case.
const THIRD_PARTIES: [&str; 14] = [
    "Whitlock",
    "Dennis",
    "Nasreen",
    "Akhtar",
    "Ella",
    "Adeyemi",
    "Oluwaseun",
    "07700 900341",
    "07700 900418",
    "07700 900733",
    "d.whitlock@example.net",
    "n.akhtar@example.org",
    "AB 12 34 56 C",
    "53412876",
];

/// What is the requester's own, or a listed professional's, and must stay.
const KEPT: [&str; 8] = [
    "Teresa Kowalska",
    "Flat 14, Larkspur House",
    "t.kowalska@example.org",
    "07700 900112",
    "Priya Nair",
    "Janet Fairclough",
    "Tom Braithwaite",
    "0800 123 4567",
];

#[test]
fn the_shipped_case_becomes_a_pack_without_third_parties_and_with_all_of_the_requesters_own() {
    let (_dir, case) = case_copy();
    let before = hashes(&case.join("documents"));
    let run = build(&case, &["--accept-proposed"]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    let pack = case.join("out/send/pack.pdf");
    let text = pack_text(&pack);
    for gone in THIRD_PARTIES {
        assert!(!text.contains(gone), "{gone} is still in the pack");
    }
    for kept in KEPT {
        assert!(text.contains(kept), "{kept} was lost");
    }
    assert!(text.contains("NOT REVIEWED – NOT FOR RELEASE"));
    assert_eq!(before, hashes(&case.join("documents")), "originals are never written");
    let names: Vec<_> =
        fs::read_dir(case.join("out/send")).expect("send").flatten().map(|e| e.file_name()).collect();
    assert_eq!(names, ["pack.pdf"], "nothing else goes to the requester");
    let register = fs::read_to_string(case.join("out/internal/register.csv")).expect("the register");
    let receipt = fs::read_to_string(case.join("out/internal/receipt.json")).expect("the receipt");
    for gone in THIRD_PARTIES {
        assert!(!register.contains(gone) && !receipt.contains(gone), "{gone} is in the record");
    }
    assert!(register.contains("S2P3-16") && register.contains("not reviewed"));
    // panels that were set as one are one in the letter, too
    let count = |row: &&str| row.split(',').nth(1) == Some("panel");
    let panels = register.lines().filter(count).count();
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        words.contains(&format!(" {panels} panels.")),
        "the letter counts other panels than the register"
    );
}

#[test]
fn verify_alone_finds_nothing_of_the_third_parties_and_finds_what_is_there() {
    let (dir, case) = case_copy();
    assert_eq!(build(&case, &["--accept-proposed"]).code, 0);
    let pack = case.join("out/send/pack.pdf");
    for (terms, code) in [(THIRD_PARTIES.join("\r\n"), 0), ("Kowalska\n".to_owned(), 1)] {
        let list = dir.path().join("terms.txt");
        fs::write(&list, format!("\u{feff}{terms}")).expect("written");
        let run = blackpanel(&[
            "verify".as_ref(),
            pack.as_os_str(),
            "--terms".as_ref(),
            list.as_os_str(),
            "--password-file".as_ref(),
            project("fixtures/demo-password.txt").as_os_str(),
        ]);
        assert_eq!(run.code, code, "{}{}", run.stdout, run.stderr);
        assert!(!run.stdout.contains("Kowalska"), "a report never holds what was found");
    }
}

#[test]
fn what_nobody_decided_stops_the_build_with_the_command_that_goes_on() {
    let (_dir, case) = case_copy();
    let run = build(&case, &[]);
    assert_eq!(run.code, 4, "{}{}", run.stdout, run.stderr);
    assert!(run.stderr.contains("blackpanel list"), "{}", run.stderr);
    assert!(!case.join("out/send/pack.pdf").exists());
}

#[test]
fn a_pack_that_exists_is_not_replaced_unless_asked() {
    let (_dir, case) = case_copy();
    assert_eq!(build(&case, &["--accept-proposed"]).code, 0);
    let pack = case.join("out/send/pack.pdf");
    let first = fs::read(&pack).expect("the pack");
    assert_eq!(build(&case, &["--accept-proposed"]).code, 2);
    assert_eq!(fs::read(&pack).expect("the pack"), first);
    assert_eq!(build(&case, &["--accept-proposed", "--force"]).code, 0);
}

#[test]
fn a_file_that_cannot_be_read_is_named_and_stops_the_build_until_it_is_withheld() {
    let (_dir, case) = case_copy();
    fs::write(case.join("documents/09 rota.xlsx"), b"PK\x03\x04 not a workbook").expect("written");
    let run = build(&case, &["--accept-proposed"]);
    assert_eq!(run.code, 3, "{}", run.stderr);
    assert!(run.stderr.contains("09 rota.xlsx"), "{}", run.stderr);
    assert!(!case.join("out/send/pack.pdf").exists());
    let toml = case.join("case.toml");
    let rule =
        "\n[[document]]\nfile = \"09 rota.xlsx\"\ndecision = \"exclude\"\nreason = \"A staff rota.\"\n";
    fs::write(&toml, fs::read_to_string(&toml).expect("case.toml") + rule).expect("written");
    let run = build(&case, &["--accept-proposed"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let register = fs::read_to_string(case.join("out/internal/register.csv")).expect("the register");
    assert!(register.contains("09 rota.xlsx") && register.contains("A staff rota."));
}

#[test]
fn every_mistake_in_case_toml_is_named_with_its_line() {
    let (_dir, case) = case_copy();
    let toml = case.join("case.toml");
    let text = fs::read_to_string(&toml).expect("case.toml");
    fs::write(&toml, text.replace("exemption = \"third-party\"", "exemption = \"third-partie\""))
        .expect("written");
    let run = build(&case, &["--accept-proposed"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("case.toml (line ") && run.stderr.contains("third-party"), "{}", run.stderr);
}

#[cfg(unix)]
#[test]
fn a_link_in_the_folder_is_named_and_not_followed() {
    let (_dir, case) = case_copy();
    std::os::unix::fs::symlink("/etc/hostname", case.join("documents/link.txt")).expect("a link");
    let run = build(&case, &["--accept-proposed"]);
    assert_eq!(run.code, 3, "{}", run.stderr);
    assert!(run.stderr.contains("link.txt"));
}

#[test]
fn an_empty_folder_and_a_missing_password_say_what_to_do() {
    let (_dir, case) = case_copy();
    let no_terminal = blackpanel(&["build".as_ref(), case.as_os_str(), "--accept-proposed".as_ref()]);
    assert_eq!(no_terminal.code, 2);
    assert!(no_terminal.stderr.contains("--password-file"), "{}", no_terminal.stderr);
    fs::remove_dir_all(case.join("documents")).expect("removed");
    fs::create_dir(case.join("documents")).expect("made");
    let run = build(&case, &["--accept-proposed"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
}

/// A one-page letter that names Anna Example twice.
fn letter(path: &Path) {
    let mut f = Foreign::new();
    f.line(Face::Bold, 14.0, 60.0, 780.0, "About Anna Example", 0.0);
    f.paragraph(
        11.0,
        (60.0, 740.0),
        400.0,
        Set::Justified,
        "Yesterday I spoke to Anna Example on 07700 900555 about the noise. She said that the music stops at \
         ten. Her sister Beata Sample was there too and can be written to at beata@example.org at any time.",
    );
    f.page();
    fs::write(path, f.finish("About Anna Example", "Anna Example", lopdf::dictionary! {})).expect("written");
}

fn redact(dir: &Path, more: &[&str]) -> (Run, String, Vec<u8>) {
    let (input, output) = (dir.join("letter.pdf"), dir.join("out.pdf"));
    letter(&input);
    let mut args =
        vec!["redact".into(), input.into_os_string(), "-o".into(), output.clone().into_os_string()];
    args.extend(more.iter().map(Into::into));
    let run = blackpanel(&args);
    let text = blackpanel(&["text".as_ref(), output.as_os_str()]).stdout;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (run, text, fs::read(&output).unwrap_or_default())
}

#[test]
fn redact_removes_what_it_was_told_and_nothing_else() {
    for (args, gone, kept) in [
        (
            vec!["--text", "Anna Example"],
            vec!["Anna", "Example"],
            vec!["07700 900555", "Beata Sample", "music stops"],
        ),
        (
            vec!["--kind", "phone", "--kind", "email"],
            vec!["900555", "beata@"],
            vec!["Anna Example", "Beata Sample"],
        ),
        (vec!["--regex", r"0\d{4} \d{6}"], vec!["900555"], vec!["Anna Example", "beata@example.org"]),
        (vec!["--box", "1:50,40,400,70"], vec!["About"], vec!["spoke to Anna Example"]),
        (vec![], vec![], vec!["About Anna Example", "Beata Sample"]),
    ] {
        let dir = tempfile::tempdir().expect("a folder");
        let (run, text, bytes) = redact(dir.path(), &args);
        assert_eq!(run.code, 0, "{args:?}: {}", run.stderr);
        for word in gone {
            assert!(!text.contains(word), "{args:?}: {word} is still there: {text}");
        }
        for words in kept {
            assert!(text.contains(words), "{args:?}: {words} was lost: {text}");
        }
        assert!(!bytes.windows(6).any(|w| w == b"Author"), "metadata crossed");
    }
}

#[test]
fn redact_says_no_before_it_writes() {
    let dir = tempfile::tempdir().expect("a folder");
    let out = dir.path().join("out.pdf");
    for (args, code) in [
        (vec!["--box", "9:1,1,2,2"], 2),
        (vec!["--box", "1:5,5,5,5"], 2),
        (vec!["--kind", "shoe-size"], 2),
        (vec!["--regex", "("], 2),
        (vec!["--names", "/no/such/file"], 2),
        (vec!["--protect-file", "/no/such/file"], 2),
    ] {
        let (run, _, bytes) = redact(dir.path(), &args);
        assert_eq!(run.code, code, "{args:?}: {}", run.stderr);
        assert!(bytes.is_empty() && !out.exists(), "{args:?} left something");
    }
    fs::write(&out, b"mine").expect("written");
    let (run, _, bytes) = redact(dir.path(), &["--text", "Anna"]);
    assert_eq!((run.code, bytes.as_slice()), (2, b"mine".as_slice()));
}

#[test]
fn a_sealed_output_opens_with_its_password_only() {
    let dir = tempfile::tempdir().expect("a folder");
    let seal = dir.path().join("seal.txt");
    fs::write(&seal, "\u{feff}žluťoučký kůň\r\n").expect("written");
    let (run, text, bytes) =
        redact(dir.path(), &["--text", "Anna Example", "--protect-file", seal.to_str().expect("utf-8")]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(text.is_empty() && bytes.starts_with(b"%PDF-2.0"));
    let out = dir.path().join("out.pdf");
    assert_eq!(blackpanel(&["text".as_ref(), out.as_os_str()]).code, 5);
    let opened =
        blackpanel(&["text".as_ref(), out.as_os_str(), "--password-file".as_ref(), seal.as_os_str()]);
    assert!(opened.code == 0 && opened.stdout.contains("Beata"), "{}", opened.stderr);
    let again = dir.path().join("again.pdf");
    let unsealed = blackpanel(&[
        "redact".as_ref(),
        out.as_os_str(),
        "-o".as_ref(),
        again.as_os_str(),
        "--password-file".as_ref(),
        seal.as_os_str(),
    ]);
    assert_eq!(unsealed.code, 2, "what needed a password is not written without one");
}

#[test]
fn damaged_and_hostile_files_are_an_error_message() {
    let dir = tempfile::tempdir().expect("a folder");
    letter(&dir.path().join("good.pdf"));
    let good = fs::read(dir.path().join("good.pdf")).expect("read");
    for (name, bytes) in [
        ("empty.pdf", vec![]),
        ("truncated.pdf", good[..good.len() / 3].to_vec()),
        ("zip bomb.zip", b"PK\x03\x04".to_vec()),
        ("names \"quoted\" \u{202e}é\u{1b}[31m.pdf", b"%PDF-1.7 nothing".to_vec()),
    ] {
        let path = dir.path().join(name);
        fs::write(&path, bytes).expect("written");
        let out = dir.path().join("out.pdf");
        let run = blackpanel(&[
            "redact".as_ref(),
            path.as_os_str(),
            "-o".as_ref(),
            out.as_os_str(),
            "--text".as_ref(),
            "x y".as_ref(),
        ]);
        assert_eq!(run.code, 3, "{name}: {}", run.stderr);
        assert!(!run.stderr.contains(['\u{1b}', '\u{202e}']), "{name} reached the terminal raw");
        assert!(run.stderr.contains("hint:") && !out.exists(), "{name}");
    }
}

#[test]
fn a_folder_without_a_case_is_told_by_every_command_that_needs_one() {
    for command in ["review", "batch", "build", "list", "clock"] {
        let more: &[&str] = if command == "list" { &["--csv"] } else { &[] };
        let run = blackpanel(&[&[command, "/nonexistent/anything"], more].concat());
        assert_eq!(run.code, 2, "{command}: {}", run.stderr);
    }
}

fn hashes(folder: &Path) -> Vec<(String, Vec<u8>)> {
    use sha2::Digest;
    let mut all: Vec<_> = fs::read_dir(folder)
        .expect("a folder")
        .flatten()
        .map(|e| {
            (
                e.file_name().to_string_lossy().into_owned(),
                sha2::Sha256::digest(fs::read(e.path()).expect("read")).to_vec(),
            )
        })
        .collect();
    all.sort();
    all
}
