//! Archives, recordings and photographs in a case: what no search can see stops until a person has dealt with it.

use std::fs;
use std::path::Path;

use image::{ImageFormat, RgbImage};

use super::support::office::packed;
use super::support::program::{blackpanel, build, case_copy, pack_text, run};

const NAME: &str = "Barnaby Quillfeather";

/// A photograph: a picture file that no program has read.
fn photograph(file: &Path) {
    let colour = |x: u32, y: u32| image::Rgb([x as u8, y as u8, 90]);
    RgbImage::from_fn(80, 60, colour).save_with_format(file, ImageFormat::Bmp).expect("a picture");
}

#[test]
fn a_recording_stops_the_build_until_it_was_dealt_with_and_stays_in_the_schedule() {
    let (_dir, case) = case_copy();
    let letter = format!("Dear Miss Kowalska,\nMr {NAME} rang us about the damp.\n");
    let export = packed(&vec![
        ("letters/letter.txt".into(), letter.into_bytes()),
        ("letters/voice mail.wav".into(), b"RIFF\x24\0\0\0WAVEfmt ".to_vec()),
        ("__MACOSX/._letter.txt".into(), vec![0]),
    ]);
    fs::write(case.join("documents/export.zip"), export).expect("written");
    fs::write(case.join("documents/call.mp3"), b"ID3\x04 sound").expect("written");
    let stopped = build(&case, &["--accept-proposed"]);
    assert_eq!(stopped.code, 3, "{}", stopped.stderr);
    for name in ["call.mp3", "'export.zip!2/voice mail.wav'"] {
        assert!(stopped.stderr.contains(&format!("--looked-at {name}")), "{name}: {}", stopped.stderr);
        let dealt = run(&case, "decide", &["--looked-at", name.trim_matches('\'')]);
        assert_eq!(dealt.code, 0, "{}", dealt.stderr);
    }
    let built = build(&case, &["--accept-proposed"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    let text = pack_text(&case.join("out/send/pack.pdf"));
    for words in [
        "Held, not included in this file",
        "voice mail Recording 16 bytes",
        "We also hold 2 files",
        "rang us about",
        "export List of an archive",
        ".1 letter Notes",
    ] {
        assert!(text.contains(words), "{words}:\n{text}");
    }
    assert!(!text.contains("Quillfeather"), "found in a member of an archive like anywhere");
    let register = fs::read_to_string(case.join("out/internal/register.csv")).expect("the register");
    let row = register.lines().find(|line| line.contains("call.mp3")).expect("a row");
    let hash = ::blackpanel::sys::fs::sha256_hex(b"ID3\x04 sound");
    assert!(row.contains("document held, not included") && row.contains(&format!("{hash},10")), "{row}");
    assert!(register.contains("(__MACOSX)"), "{register}");
}

#[test]
fn a_withheld_recording_stands_among_what_is_withheld_and_an_excluded_archive_takes_its_files_along() {
    let (_dir, case) = case_copy();
    let export = packed(&vec![("a.mp3".into(), b"ID3".to_vec()), ("b.txt".into(), b"not about it".to_vec())]);
    fs::write(case.join("documents/export.zip"), export).expect("written");
    fs::write(case.join("documents/call.mp3"), b"ID3\x04 sound").expect("written");
    super::append(
        &case,
        "\n[[document]]\nfile = \"call.mp3\"\ndecision = \"withhold\"\nexemption = \"third-party\"\nreason = \"Two voices.\"\n\
         [[document]]\nfile = \"export.zip\"\ndecision = \"exclude\"\nreason = \"Another request.\"\n",
    );
    let built = build(&case, &["--accept-proposed"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    let text = pack_text(&case.join("out/send/pack.pdf"));
    assert!(text.contains("Documents withheld whole") && text.contains("call"), "{text}");
    assert!(!text.contains("not about it") && !text.contains("Held, not included"), "{text}");
}

#[test]
fn a_photograph_is_never_clean_on_its_own() {
    let (dir, case) = case_copy();
    photograph(&case.join("documents/photo.bmp"));
    let stopped = build(&case, &["--accept-proposed"]);
    assert!(stopped.code == 3 && stopped.stderr.contains("--looked-at photo.bmp:1"), "{}", stopped.stderr);
    assert_eq!(run(&case, "decide", &["--looked-at", "photo.bmp:1"]).code, 0);
    let built = build(&case, &["--accept-proposed"]);
    assert_eq!(built.code, 0, "{}", built.stderr);

    let (input, output) = (dir.path().join("photo.bmp"), dir.path().join("out.pdf"));
    photograph(&input);
    for (more, code) in [
        (&["--text", NAME][..], 3),
        (&["--text", NAME, "--looked-at", "1"], 0),
        (&["--box", "1:40,40,80,80"], 0),
    ] {
        let paths = [input.as_os_str(), "-o".as_ref(), output.as_os_str(), "--force".as_ref()];
        let args = ["redact".as_ref()].into_iter().chain(paths).chain(more.iter().map(std::ffi::OsStr::new));
        let redacted = blackpanel(&args.collect::<Vec<_>>());
        assert_eq!(redacted.code, code, "{more:?}: {}", redacted.stderr);
    }
}
