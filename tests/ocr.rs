//! `verify --ocr`: names that stand in pictures only are found, and what was not read is never "clean".

#![allow(clippy::pedantic, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::path::Path;
use std::process::{Command, Stdio};

use blackpanel::render;
use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use support::foreign::{Face, Foreign};

const NAME: &str = "Dennis Whitlock";

/// A letter as text: with the name in one of its lines, or without.
fn letter(name: Option<&str>) -> Vec<u8> {
    let mut foreign = Foreign::new();
    let seen = format!("The damp was seen by {} on Monday morning.", name.unwrap_or("the surveyor"));
    let lines = ["Dear tenant,", &seen, "Wardens keep inside hours and sleep in Itchen.", "Yours faithfully"];
    for (line, y) in lines.iter().zip([700, 680, 660, 620]) {
        foreign.line(Face::Regular, 11.0, 60.0, f64::from(y), line, 0.0);
    }
    foreign.page();
    foreign.finish("Notes", "Somebody", Dictionary::new())
}

/// The same as a scan: a page that is a picture at 200 dots per inch, turned by quarters.
fn scan(letter: &[u8], quarters: usize) -> Vec<u8> {
    let drawn = render::page(letter, 1, 200.0).expect("drawn");
    let (width, height) = (f64::from(drawn.width) * 0.36, f64::from(drawn.height) * 0.36);
    let picture = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => drawn.width, "Height" => drawn.height,
        "BitsPerComponent" => 8, "ColorSpace" => "DeviceRGB",
    };
    let mut picture = Stream::new(picture, drawn.rgb);
    picture.compress().expect("deflate");
    let mut document = Document::with_version("1.7");
    let picture = document.add_object(picture);
    let (frame, size) = match quarters {
        0 => (format!("{width} 0 0 {height} 0 0"), [width, height]),
        _ => (format!("0 {width} -{height} 0 {height} 0"), [height, width]),
    };
    let content = Stream::new(Dictionary::new(), format!("q {frame} cm /X Do Q").into_bytes());
    let content = document.add_object(content);
    let pages = document.new_object_id();
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => content,
        "MediaBox" => vec![0.into(), 0.into(), size[0].into(), size[1].into()],
        "Resources" => dictionary! { "XObject" => dictionary! { "X" => picture } },
    });
    let tree = dictionary! { "Type" => "Pages", "Count" => 1, "Kids" => vec![Object::Reference(page)] };
    document.objects.insert(pages, tree.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("saved");
    bytes
}

/// The exit code of `verify` with the name as a term, and all that it said.
fn verify(pdf: &[u8], more: &[&str], path: Option<&Path>) -> (i32, String) {
    let dir = tempfile::tempdir().expect("a folder");
    let (file, terms) = (dir.path().join("pack.pdf"), dir.path().join("terms.txt"));
    std::fs::write(&file, pdf).expect("written");
    std::fs::write(&terms, format!("{NAME}\n")).expect("written");
    let mut command = Command::new(env!("CARGO_BIN_EXE_blackpanel"));
    command.arg("verify").arg(&file).arg("--terms").arg(&terms).args(more).stdin(Stdio::null());
    if let Some(path) = path {
        command.env("PATH", path);
    }
    let output = command.output().expect("the program starts");
    let said = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap_or(-1), String::from_utf8_lossy(&said).into_owned())
}

#[test]
fn a_picture_whose_words_were_not_searched_is_named() {
    let (code, said) = verify(&scan(&letter(Some(NAME)), 0), &[], None);
    assert!(
        code == 0 && said.contains("p. 1       a picture, its words were not searched"),
        "{code}: {said}"
    );
    let (code, said) = verify(&letter(None), &[], None);
    assert!(code == 0 && !said.contains("not searched"), "{code}: {said}");
}

#[test]
fn without_the_program_that_reads_nothing_passes_as_read() {
    let empty = tempfile::tempdir().expect("a folder");
    for pdf in [scan(&letter(None), 0), letter(None)] {
        let (code, said) = verify(&pdf, &["--ocr"], Some(empty.path()));
        assert_eq!(code, 3, "{said}");
        assert!(said.contains("R900") && said.contains("tesseract is not on this computer"), "{said}");
    }
    // what is found stays found
    let (code, said) = verify(&letter(Some(NAME)), &["--ocr"], Some(empty.path()));
    assert_eq!(code, 1, "{said}");
}

#[test]
fn to_read_pictures_without_terms_is_wrong_usage() {
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("pack.pdf");
    std::fs::write(&file, letter(None)).expect("written");
    let run = support::program::blackpanel(&["verify".as_ref(), file.as_os_str(), "--ocr".as_ref()]);
    assert!(run.code == 2 && run.stderr.contains("--terms"), "{}: {}", run.code, run.stderr);
}

#[test]
#[ignore = "needs tesseract"]
fn a_name_in_a_picture_is_found_and_a_sound_picture_passes() {
    for quarters in [0, 1] {
        let (code, said) = verify(&scan(&letter(Some(NAME)), quarters), &["--ocr"], None);
        assert!(code == 1 && said.contains("R009"), "{quarters}, {code}: {said}");
        assert!(!said.contains("Whitlock") && !said.contains("Dennis"), "{said}");
        let (code, said) = verify(&scan(&letter(None), quarters), &["--ocr"], None);
        assert!(code == 0 && said.contains("recognition of pictures"), "{quarters}, {code}: {said}");
    }
    // encrypted, and black where the name was
    let dir = tempfile::tempdir().expect("a folder");
    let (from, to, key) = (dir.path().join("a.pdf"), dir.path().join("b.pdf"), dir.path().join("key"));
    std::fs::write(&key, "correct horse battery\n").expect("written");
    let key = key.to_str().expect("UTF-8");
    for (region, ends) in [("1:50,150,400,167", 0), ("1:400,700,420,720", 1)] {
        std::fs::write(&from, scan(&letter(Some(NAME)), 0)).expect("written");
        let paths = [&from, &to].map(|p| p.to_str().expect("UTF-8"));
        let args = ["redact", paths[0], "-o", paths[1], "--box", region, "--protect-file", key, "--force"];
        let run = support::program::blackpanel(&args);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let sealed = std::fs::read(&to).expect("the output");
        let (code, said) = verify(&sealed, &["--ocr", "--password-file", key], None);
        assert_eq!(code, ends, "{region}: {said}");
    }
}
