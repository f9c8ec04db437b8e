//! The judge has eyes of its own: `src/verify` compiles without the rest of the crate, and finds
//! whatever a careless engine would leave in a file that was good.

#![allow(clippy::all, clippy::pedantic, clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(
    dead_code,
    missing_docs,
    unused_imports,
    reason = "modules are mounted whole, and only one function is called"
)]

#[path = "../src/diag.rs"]
mod diag;
#[path = "../src/error.rs"]
mod error;
#[path = "../src/geom/mod.rs"]
mod geom;
mod support;
#[path = "../src/sys/mod.rs"]
mod sys;
#[path = "../src/verify/mod.rs"]
mod verify;

use std::sync::LazyLock;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};
use support::foreign::{Face, Foreign};
use support::program::blackpanel;

const SECRET: &str = "Dennis Whitlock";

#[test]
fn the_judge_needs_none_of_the_modules_it_judges() {
    let pack = b"%PDF-1.7\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n\
        2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj\n\
        3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >> endobj\n\
        trailer << /Root 1 0 R >>\nstartxref\n0\n%%EOF\n";
    let request = verify::VerifyRequest { pack: pack.to_vec().into(), ..verify::VerifyRequest::default() };
    let verdict = verify::verify(&request).expect("the file opens");
    assert!(matches!(verdict, verify::Verdict::Held(_)));
    assert_eq!(verdict.report().pages, 1);
}

/// What `redact` makes of a page that names the secret.
static GOOD: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let dir = tempfile::tempdir().expect("a folder");
    let (source, out) = (dir.path().join("in.pdf"), dir.path().join("out.pdf"));
    let mut foreign = Foreign::new();
    foreign.line(Face::Regular, 11.0, 60.0, 700.0, "The damp was seen by Dennis Whitlock on Monday.", 0.0);
    foreign.line(Face::Regular, 11.0, 60.0, 680.0, "Wardens keep inside hours and sleep in Itchen.", 0.0);
    foreign.page();
    std::fs::write(&source, foreign.finish("Notes", "Somebody", Dictionary::new())).expect("written");
    let paths = [&source, &out].map(|p| p.to_str().expect("UTF-8"));
    let run = blackpanel(&["redact", paths[0], "-o", paths[1], "--text", SECRET]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    std::fs::read(&out).expect("the output")
});

fn document() -> Document {
    Document::load_mem(&GOOD).expect("a file of ours")
}

fn saved(mut document: Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("saved");
    bytes
}

fn page(document: &Document) -> ObjectId {
    document.get_pages()[&1]
}

fn dict(document: &mut Document, id: ObjectId) -> &mut Dictionary {
    document.get_object_mut(id).and_then(Object::as_dict_mut).expect("a dictionary")
}

fn text(s: &str) -> Object {
    Object::String(s.as_bytes().to_vec(), StringFormat::Literal)
}

/// A font of the standard for what is inserted.
fn helvetica() -> Dictionary {
    dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding" }
}

fn shows(s: &str) -> Vec<u8> {
    format!("BT /F 9 Tf 60 500 Td ({s}) Tj ET").into_bytes()
}

fn own_resources() -> Dictionary {
    dictionary! { "Font" => dictionary! { "F" => helvetica() } }
}

/// An object that nothing names.
fn lone(document: &mut Document, object: Object) {
    document.add_object(object);
}

fn form(data: Vec<u8>) -> Stream {
    let entries = dictionary! {
        "Type" => "XObject", "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 600.into(), 850.into()],
        "Resources" => own_resources(),
    };
    Stream::new(entries, data)
}

/// Appends operators to the page, with entries added to its resources.
fn paint(document: &mut Document, operators: &[u8], kind: &str, name: &str, resource: Object) {
    let id = page(document);
    let old = document.get_page_content(id);
    let content = [b"q\n".as_slice(), &old, b"\nQ\n", operators].concat();
    let content = document.add_object(Stream::new(Dictionary::new(), content));
    let mut resources = match dict(document, id).get(b"Resources").expect("resources").clone() {
        Object::Reference(id) => document.get_dictionary(id).expect("resources").clone(),
        other => other.as_dict().expect("resources").clone(),
    };
    let entry = resources.get(kind.as_bytes()).cloned().unwrap_or_else(|_| Dictionary::new().into());
    let mut entry = match entry {
        Object::Reference(id) => document.get_dictionary(id).expect("resources").clone(),
        other => other.as_dict().expect("resources").clone(),
    };
    entry.set(name, resource);
    resources.set(kind, entry);
    let page = dict(document, id);
    page.set("Resources", resources);
    page.set("Contents", content);
}

/// Files that say the secret in one more place: each a route on which an engine may leak.
fn weak() -> Vec<(&'static str, Vec<u8>)> {
    let mut all = painted();
    all.extend(beside());
    all.extend(encoded());
    all.extend(bytes());
    all
}

fn made(name: &'static str, change: impl FnOnce(&mut Document)) -> (&'static str, Vec<u8>) {
    let mut document = document();
    change(&mut document);
    (name, saved(document))
}

fn painted() -> Vec<(&'static str, Vec<u8>)> {
    let with_font =
        |operators: Vec<u8>| move |d: &mut Document| paint(d, &operators, "Font", "F", helvetica().into());
    vec![
        made("text operator", with_font(shows(SECRET))),
        made(
            "split operands",
            with_font(b"BT /F 9 Tf 60 500 Td [(Den) 12 (nis Whit) -5 (lock)] TJ ET".to_vec()),
        ),
        made("invisible text", with_font([b"BT 3 Tr ET ".to_vec(), shows(SECRET)].concat())),
        made("white text", with_font([b"1 g ".to_vec(), shows(SECRET)].concat())),
        made("text off the page", with_font(b"BT /F 9 Tf 60 5000 Td (Dennis Whitlock) Tj ET".to_vec())),
        made("marked content", with_font(b"/Span << /ActualText (Dennis Whitlock) >> BDC EMC".to_vec())),
        made("comment in content", with_font(b"% Dennis Whitlock\n".to_vec())),
        made("form", |d| {
            let id = d.add_object(form(shows(SECRET)));
            paint(d, b"/X Do", "XObject", "X", id.into());
        }),
        made("pattern", |d| {
            let mut stream = form(shows(SECRET));
            stream.dict.set("PatternType", 1);
            stream.dict.set("PaintType", 1);
            stream.dict.set("TilingType", 1);
            stream.dict.set("XStep", 600);
            stream.dict.set("YStep", 850);
            let id = d.add_object(stream);
            paint(d, b"/Pattern cs /P scn 0 0 600 850 re f", "Pattern", "P", id.into());
        }),
        made("soft mask", |d| {
            let id = d.add_object(form(shows(SECRET)));
            let state = dictionary! { "SMask" => dictionary! { "S" => "Luminosity", "G" => id } };
            paint(d, b"/M gs", "ExtGState", "M", state.into());
        }),
        made("Type 3 procedure", |d| {
            let procedure = d.add_object(Stream::new(Dictionary::new(), shows(SECRET)));
            let font = dictionary! {
                "Type" => "Font", "Subtype" => "Type3", "FontBBox" => vec![0.into(), 0.into(), 1.into(), 1.into()],
                "FontMatrix" => vec![1.into(), 0.into(), 0.into(), 1.into(), 0.into(), 0.into()],
                "FirstChar" => 97, "LastChar" => 97, "Widths" => vec![1.into()],
                "Encoding" => dictionary! { "Differences" => vec![97.into(), "a".into()] },
                "CharProcs" => dictionary! { "a" => procedure }, "Resources" => own_resources(),
            };
            paint(d, b"BT /T 1 Tf (a) Tj ET", "Font", "T", font.into());
        }),
    ]
}

fn beside() -> Vec<(&'static str, Vec<u8>)> {
    let in_font = |key: &'static str, value: Object| {
        move |d: &mut Document| {
            let mut font = helvetica();
            font.set(key, value);
            paint(d, b"", "Font", "F", font.into());
        }
    };
    let orphan = |object: Object| move |d: &mut Document| lone(d, object);
    vec![
        made("resource name", |d| paint(d, b"", "Font", "DennisWhitlock", helvetica().into())),
        made("font name", in_font("BaseFont", "ABCDEF+DennisWhitlock".into())),
        made("string in an unused font", in_font("Notice", text(SECRET))),
        made("comment in a map", |d| {
            let map = d
                .add_object(Stream::new(Dictionary::new(), b"begincmap % Dennis Whitlock\nendcmap".to_vec()));
            let mut font = helvetica();
            font.set("ToUnicode", map);
            paint(d, b"", "Font", "F", font.into());
        }),
        made("annotation", |d| {
            let note = d.add_object(dictionary! {
                "Type" => "Annot", "Subtype" => "Text", "Contents" => text(SECRET),
                "Rect" => vec![0.into(), 0.into(), 9.into(), 9.into()],
            });
            let id = page(d);
            dict(d, id).set("Annots", vec![note.into()]);
        }),
        made("document information", |d| {
            let info = d.add_object(dictionary! { "Title" => text(SECRET) });
            d.trailer.set("Info", info);
        }),
        made("metadata", |d| {
            let xmp =
                b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><dc:creator>Dennis Whitlock</dc:creator></x:xmpmeta>";
            let id = d.add_object(Stream::new(
                dictionary! { "Type" => "Metadata", "Subtype" => "XML" },
                xmp.to_vec(),
            ));
            d.catalog_mut().expect("a catalog").set("Metadata", id);
        }),
        made("attachment", |d| {
            let mut file =
                Stream::new(dictionary! { "Type" => "EmbeddedFile" }, b"Dear Dennis Whitlock".to_vec());
            file.compress().expect("deflate");
            let file = d.add_object(file);
            let spec =
                dictionary! { "Type" => "Filespec", "F" => text("a"), "EF" => dictionary! { "F" => file } };
            let names =
                dictionary! { "EmbeddedFiles" => dictionary! { "Names" => vec![text("a"), spec.into()] } };
            d.catalog_mut().expect("a catalog").set("Names", names);
        }),
        made("orphan", orphan(text(SECRET))),
        made("structure element", orphan(dictionary! { "S" => "Span", "ActualText" => text(SECRET) }.into())),
        made("samples of a picture", orphan(picture(None, b"\x01\x02Dennis Whitlock\xF3\xF4".to_vec()))),
        made(
            "comment of a photo",
            orphan(picture(Some("DCTDecode"), b"\xFF\xD8\xFF\xFE\x00\x11Dennis Whitlock\xFF\xD9".to_vec())),
        ),
    ]
}

fn picture(filter: Option<&str>, data: Vec<u8>) -> Object {
    let mut entries = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => 4, "Height" => 4, "BitsPerComponent" => 8,
        "ColorSpace" => "DeviceGray",
    };
    if let Some(filter) = filter {
        entries.set("Filter", filter);
    }
    Stream::new(entries, data).into()
}

fn encoded() -> Vec<(&'static str, Vec<u8>)> {
    let utf16: Vec<u8> = SECRET.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let marked = [b"\xFE\xFF".as_slice(), &utf16].concat();
    let hex = SECRET.bytes().map(|b| format!("{b:02X}")).collect::<String>();
    let forms: [(&'static str, Vec<u8>); 7] = [
        ("UTF-16", marked),
        ("UTF-16 without its mark", utf16),
        ("hexadecimal", hex.into_bytes()),
        ("base64", b"RGVubmlzIFdoaXRsb2Nr".to_vec()),
        (
            "references",
            b"&#68;&#101;&#110;&#110;&#105;&#115;&#32;&#87;&#104;&#105;&#116;&#108;&#111;&#99;&#107;"
                .to_vec(),
        ),
        ("backwards", b"kcoltihW sinneD".to_vec()),
        ("capitals", b"DENNIS WHITLOCK".to_vec()),
    ];
    let inserted = |(name, bytes): (&'static str, Vec<u8>)| {
        made(name, |d| lone(d, Object::String(bytes, StringFormat::Literal)))
    };
    forms.into_iter().map(inserted).collect()
}

fn bytes() -> Vec<(&'static str, Vec<u8>)> {
    let after = |tail: &[u8]| [GOOD.as_slice(), tail].concat();
    let earlier = {
        let source = made("", |d| lone(d, text(SECRET))).1;
        [source.as_slice(), b"\n9999 0 obj\nnull\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%EOF\n"]
            .concat()
    };
    let packed = {
        let stream =
            format!("<< /Type /ObjStm /N 1 /First 6 /Length {} >>\nstream\n900 0 ", 8 + SECRET.len());
        after(format!("\n901 0 obj\n{stream}({SECRET})\nendstream\nendobj\n").as_bytes())
    };
    vec![
        ("after the end", after(b"\nDennis Whitlock")),
        ("an earlier revision", earlier),
        ("an object stream nobody names", packed),
        ("an object after the end", after(b"\n900 0 obj (Dennis Whitlock) endobj\n")),
    ]
}

/// Whether the judge says that the secret is there.
fn fails(pack: Vec<u8>, ours: bool) -> bool {
    let absent = vec![diag::Secret::new(SECRET)];
    let request =
        verify::VerifyRequest { pack: pack.into(), absent, ours, ..verify::VerifyRequest::default() };
    let found = |v: &verify::Violation| v.rule.0 == "R009" && v.severity == verify::Severity::Error;
    verify::verify(&request).is_ok_and(|verdict| verdict.report().violations.iter().any(found))
}

#[test]
fn a_good_output_passes_and_saving_it_anew_changes_nothing() {
    assert!(!fails(GOOD.clone(), true), "as written");
    assert!(!fails(saved(document()), false), "saved by another program");
    let request =
        verify::VerifyRequest { pack: GOOD.clone().into(), ours: true, ..verify::VerifyRequest::default() };
    assert!(matches!(verify::verify(&request), Ok(verify::Verdict::Held(_))), "and no other rule is broken");
}

#[test]
fn the_secret_put_back_by_any_route_is_found() {
    let missed =
        weak().into_iter().filter(|(_, pack)| !fails(pack.clone(), true) || !fails(pack.clone(), false));
    let missed: Vec<&str> = missed.map(|(route, _)| route).collect();
    assert_eq!(missed, [""; 0]);
}

#[test]
fn wrong_passwords_missing_files_and_several_files_end_as_the_manual_says() {
    let dir = tempfile::tempdir().expect("a folder");
    let at = |name: &str| dir.path().join(name).to_str().expect("UTF-8").to_owned();
    let (good, bad, missing, terms) = (at("good.pdf"), at("bad.pdf"), at("missing.pdf"), at("terms.txt"));
    let (locked, right, wrong) = (at("locked.pdf"), at("right.txt"), at("wrong.txt"));
    std::fs::write(&good, GOOD.as_slice()).expect("written");
    std::fs::write(&bad, made("", |d| lone(d, text(SECRET))).1).expect("written");
    std::fs::write(&terms, format!("{SECRET}\n")).expect("written");
    std::fs::write(&right, "correct horse battery\n").expect("written");
    std::fs::write(&wrong, "incorrect horse battery\n").expect("written");
    let sealed = blackpanel(&["redact", &good, "-o", &locked, "--protect-file", &right]);
    assert_eq!(sealed.code, 0, "{}", sealed.stderr);
    let cases: [(&[&str], i32); 9] = [
        (&[&good], 0),
        (&[&good, "--terms", &terms], 0),
        (&[&bad, "--terms", &terms], 1),
        (&[&good, &bad, "--terms", &terms], 1),
        (&[&missing], 2),
        (&[&locked], 5),
        (&[&locked, "--password-file", &wrong], 5),
        (&[&locked, "--password-file", &right], 0),
        (&[&locked, &bad, "--terms", &terms], 5),
    ];
    for (args, code) in cases {
        let all: Vec<&str> = std::iter::once("verify").chain(args.iter().copied()).collect();
        let run = blackpanel(&all);
        assert_eq!(run.code, code, "{args:?}: {}{}", run.stdout, run.stderr);
        assert!(code < 2 || run.stderr.contains("hint:"), "{args:?}: {}", run.stderr);
    }
    let both = blackpanel(&["verify", &missing, &bad, "--terms", &terms]);
    assert_eq!(both.code, 2, "the missing file ends it");
    assert!(both.stdout.contains("R009"), "the file that is there is judged all the same: {}", both.stdout);
}

/// One run for each writer: to a person, to a machine, to a file.
#[test]
fn no_report_of_the_program_holds_what_was_found() {
    let dir = tempfile::tempdir().expect("a folder");
    let (file, terms, out) = (dir.path().join("a.pdf"), dir.path().join("t.txt"), dir.path().join("r.txt"));
    let mut document = document();
    lone(&mut document, text(SECRET));
    std::fs::write(&file, saved(document)).expect("written");
    std::fs::write(&terms, SECRET).expect("written");
    let path = |p: &std::path::Path| p.to_str().expect("UTF-8").to_owned();
    let (file, terms, out) = (path(&file), path(&terms), path(&out));
    for format in ["human", "json", "sarif", "junit"] {
        for output in [None, Some(&out)] {
            let mut args = vec!["verify", &file, "--terms", &terms, "--format", format];
            args.extend(output.into_iter().flat_map(|o| ["--output", o]));
            let _ = std::fs::remove_file(&out);
            let run = blackpanel(&args);
            assert_eq!(run.code, 1, "{}", run.stderr);
            let written = output.map_or(String::new(), |o| std::fs::read_to_string(o).expect("a report"));
            let all = [run.stdout, run.stderr, written].concat();
            assert!(all.contains("R009"), "{format}: {all}");
            let said = all.to_lowercase();
            assert!(!said.contains("whitlock") && !said.contains("dennis"), "{format}: {all}");
        }
    }
}

/// A folder, a pattern and the files in them: the gate of a publishing job.
#[test]
fn folders_and_patterns_are_checked_whole_or_not_green() {
    let dir = tempfile::tempdir().expect("a folder");
    let at = |name: &str| dir.path().join(name).to_str().expect("UTF-8").to_owned();
    std::fs::create_dir_all(at("out/deep")).expect("folders");
    std::fs::create_dir_all(at("empty")).expect("a folder");
    for name in ["out/b.pdf", "out/deep/a.PDF", "out/no-ending"] {
        std::fs::write(at(name), GOOD.as_slice()).expect("written");
    }
    std::fs::write(at("out/notes.txt"), "words").expect("written");
    let files = |args: &[&str], code: i32| {
        let all: Vec<&str> = ["verify", "--format", "json"].iter().chain(args).copied().collect();
        let run = blackpanel(&all);
        assert_eq!(run.code, code, "{args:?}: {}{}", run.stdout, run.stderr);
        let reports = run.stdout.lines().filter(|l| l.contains("\"type\":\"verification\""));
        (reports.count(), run.stderr)
    };
    let (checked, said) = files(&[&at("out"), &at("out/b.pdf")], 0);
    assert_eq!(checked, 3, "each once, the one without an ending too");
    assert!(said.contains("3 files") && said.contains("1 files in these folders are no PDFs"), "{said}");
    assert_eq!(files(&[&at("out/**/*.[pP][dD][fF]")], 0).0, 2);
    assert_eq!(files(&[&at("out/*.pdf")], 0).0, 1);
    assert_eq!(files(&[&at("empty")], 2).0, 0);
    assert_eq!(files(&[&at("out/*.doc")], 2).0, 0);
    std::fs::write(at("out/broken.pdf"), "%PDF-1.7 and nothing").expect("written");
    assert_eq!(files(&[&at("out")], 3).0, 4, "the others are judged all the same");
    std::fs::remove_file(at("out/broken.pdf")).expect("removed");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(at("out/b.pdf"), at("out/link.pdf")).expect("a link");
        let (checked, said) = files(&[&at("out")], 3);
        assert_eq!(checked, 4);
        assert!(said.contains("link.pdf") && said.contains("not followed"), "{said}");
    }
}

/// A leak of a shared surname, accepted by name and until a day; then that day has passed.
#[test]
fn a_baseline_turns_the_gate_green_until_it_expires() {
    let dir = tempfile::tempdir().expect("a folder");
    let at = |name: &str| dir.path().join(name).to_str().expect("UTF-8").to_owned();
    let (file, terms, baseline) = (at("a.pdf"), at("t.txt"), at("baseline.json"));
    let mut document = document();
    paint(&mut document, &shows(SECRET), "Font", "F", helvetica().into());
    document.prune_objects();
    std::fs::write(&file, saved(document)).expect("written");
    std::fs::write(&terms, SECRET).expect("written");
    let all = ["verify", &file, "--terms", &terms, "--format", "json"];
    let first = blackpanel(&all);
    let report = first.stdout.lines().last().expect("a line");
    let report: serde_json::Value = serde_json::from_str(report).expect("JSON");
    let leaks =
        report["violations"].as_array().expect("violations").iter().filter(|v| v["severity"] == "error");
    let leaks: Vec<_> = leaks.collect();
    assert!(leaks.iter().all(|v| v["rule"] == "R009"), "{leaks:?}");
    for (expires, code) in [("2999-01-01", 0), ("2020-01-01", 1)] {
        let entries: Vec<_> = leaks
            .iter()
            .map(|v| {
                serde_json::json!({ "rule": v["rule"], "fingerprint": v["fingerprint"],
                    "reason": "a namesake", "by": "P Shah", "expires": expires })
            })
            .collect();
        let written = serde_json::json!({ "accepted": entries }).to_string();
        std::fs::write(&baseline, written).expect("written");
        let run = blackpanel(&[&all[..], &["--baseline", &baseline]].concat());
        assert_eq!(run.code, code, "{}{}", run.stdout, run.stderr);
        let told = if code == 0 { "accepted by the baseline" } else { "expired" };
        assert!(run.stderr.contains(told), "{}", run.stderr);
    }
}
