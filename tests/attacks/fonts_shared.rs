//! Documents of one case that embed the same font: it stands in the pack once, with the letters that the
//! pack shows and no other. A pack is verified by R013 before it gets its name.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use lopdf::{Document, LoadOptions, Object, ObjectId};

use super::fonts_residue::{Kind, glyph, left, showing};
use super::support::program::{build, case_copy, project};

/// What the disclosed documents show, each a document of its own.
const SHOWN: [[&str; 2]; 3] = [["fat", "hat"], ["heat", "tea"], ["rat", "hart"]];
/// The letters of all of these.
const LETTERS: &str = "aefhrt";
/// What a document that is kept out shows: letters that no other does.
const KEPT_OUT: [&str; 2] = ["Quil", "lui"];
const KINDS: [Kind; 5] = [Kind::TrueType, Kind::Type0, Kind::Type1, Kind::Type1C, Kind::Cid];

/// The pack of a case that holds these documents; those with `kept out` in their names are not disclosed.
fn pack_of(documents: &[(String, Vec<u8>)]) -> Document {
    let (_dir, case) = case_copy();
    let folder = case.join("documents");
    fs::remove_dir_all(&folder).expect("emptied");
    fs::create_dir(&folder).expect("a folder");
    // decisions about documents that are not here
    fs::remove_file(case.join("history.jsonl")).expect("removed");
    for (name, bytes) in documents {
        fs::write(folder.join(name), bytes).expect("written");
        if name.contains("kept out") {
            keep_out(&case, name);
        }
    }
    let run = build(&case, &["--accept-proposed"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let password = fs::read_to_string(project("fixtures/demo-password.txt")).expect("a password");
    let bytes = fs::read(case.join("out/send/pack.pdf")).expect("a pack");
    let options = LoadOptions { password: Some(password.trim().to_owned()), ..LoadOptions::default() };
    Document::load_mem_with_options(&bytes, options).expect("opens")
}

fn keep_out(case: &Path, name: &str) {
    let rule = format!("\n[[document]]\nfile = \"{name}\"\ndecision = \"exclude\"\nreason = \"A rota.\"\n");
    let toml = case.join("case.toml");
    fs::write(&toml, fs::read_to_string(&toml).expect("case.toml") + &rule).expect("written");
}

/// The programs that fonts embed whose names begin so, by their streams.
fn programs(document: &Document, named: &[u8]) -> BTreeMap<ObjectId, Vec<u8>> {
    let keys: [&[u8]; 3] = [b"FontFile", b"FontFile2", b"FontFile3"];
    let dicts = document.objects.values().filter_map(|o| o.as_dict().ok());
    let descriptors = dicts
        .filter(|d| d.get(b"FontName").and_then(Object::as_name).is_ok_and(|name| name.starts_with(named)));
    let found = descriptors.flat_map(|d| keys.iter().filter_map(|key| d.get(key).ok()?.as_reference().ok()));
    let program = |id| {
        let stream = document.get_object(id).and_then(Object::as_stream).expect("a program");
        (id, stream.get_plain_content().expect("decodes"))
    };
    found.map(program).collect()
}

fn kind_of(program: &[u8]) -> Kind {
    match program {
        [0, 1, ..] => Kind::TrueType,
        [b'%', ..] => Kind::Type1,
        // an identifier in place of names: `ROS`, operator 12 30 of the top dictionary
        _ if program.windows(2).any(|w| w == [12, 30]) => Kind::Cid,
        _ => Kind::Type1C,
    }
}

#[test]
fn a_font_that_documents_share_is_written_once_and_holds_what_the_pack_shows() {
    let mut documents = Vec::new();
    for kind in KINDS {
        let numbered = SHOWN.iter().zip(1..).map(|(lines, number)| (number.to_string(), *lines));
        for (name, lines) in numbered.chain([("kept out".to_owned(), KEPT_OUT)]) {
            documents.push((format!("{}-{name}.pdf", kind as u8), showing(kind, lines)));
        }
    }
    let programs = programs(&pack_of(&documents), b"BPANEL+");
    let kinds: BTreeSet<u8> = programs.values().map(|program| kind_of(program) as u8).collect();
    assert_eq!((programs.len(), kinds.len()), (4, 4), "one of each; TrueType and Type0 share theirs");
    for program in programs.values() {
        let kind = kind_of(program);
        let code = |c: char| if kind == Kind::TrueType { glyph(c) } else { c as u32 };
        let (drawn, names) = left(kind, program);
        let expected: BTreeSet<u32> = LETTERS.chars().map(code).collect();
        assert_eq!(BTreeSet::from_iter(drawn), expected, "outlines of {}", kind as u8);
        assert!(names.iter().all(|n| LETTERS.contains(n.as_str())), "names of {}: {names:?}", kind as u8);
    }
}

#[test]
fn mails_and_notes_share_the_fonts_in_which_they_are_set() {
    let note =
        |n: usize| (format!("note {n}.txt"), format!("{} {n}", ["fat", "Quiz", "£ “j”"][n]).into_bytes());
    let of = |count: usize| programs(&pack_of(&(0..count).map(note).collect::<Vec<_>>()), b"AAAAAA+").len();
    assert_eq!(of(3), of(1));
}
