//! A pack that a mailbox does not take goes out as several files, each verified, all of them vouched for.

use std::fs;
use std::path::Path;

use super::support::program::{build, run};

/// A photo that cannot be made smaller: 24-bit pixels of noise (BITMAPFILEHEADER, BITMAPINFOHEADER).
fn photo(seed: u32) -> Vec<u8> {
    let side = 380_u32;
    let pixels = side * side * 3;
    let mut file = b"BM".to_vec();
    for number in [54 + pixels, 0, 54, 40, side, side] {
        file.extend(number.to_le_bytes());
    }
    file.extend([1, 0, 24, 0]);
    for number in [0, pixels, 2_835, 2_835, 0, 0] {
        file.extend(number.to_le_bytes());
    }
    let mut state = seed;
    file.extend((0..pixels).map(|_| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    }));
    file
}

fn case(max_mb: u32) -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let case = folder.path().join("case");
    fs::create_dir_all(case.join("documents")).expect("a folder");
    for (name, seed) in [("a.bmp", 1), ("b.bmp", 2), ("c.bmp", 3)] {
        fs::write(case.join("documents").join(name), photo(seed)).expect("written");
    }
    set(&case, max_mb);
    for name in ["a.bmp:1", "b.bmp:1", "c.bmp:1"] {
        let looked = run(&case, "decide", &["--looked-at", name]);
        assert_eq!(looked.code, 0, "{}", looked.stderr);
    }
    (folder, case)
}

fn set(case: &Path, max_mb: u32) {
    let toml = format!(
        "schema = 1\n[request]\nreference = \"T-9\"\nreceived = \"2026-09-28\"\nsummary = \"photos\"\n\
         [data_subject]\nname = \"Aisha Khan\"\n[output]\nmax_mb = {max_mb}\n"
    );
    fs::write(case.join("case.toml"), toml).expect("written");
}

fn sent(case: &Path) -> Vec<String> {
    let names = fs::read_dir(case.join("out/send")).expect("send").flatten();
    let mut names: Vec<String> = names.map(|e| e.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn a_pack_is_sent_in_files_of_the_size_asked_and_the_record_holds_all_of_them() {
    let (_folder, case) = case(1);
    let built = build(&case, &["--accept-proposed"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    let parts = ["pack-1-of-2.pdf", "pack-2-of-2.pdf"];
    assert_eq!(sent(&case), parts);
    for part in parts {
        let size = fs::metadata(case.join("out/send").join(part)).expect("a part").len();
        assert!(size <= 1_000_000, "{part}: {size}");
    }
    assert_eq!(run(&case, "record", &["--check"]).code, 0);
    let second = case.join("out/send/pack-2-of-2.pdf");
    let mut bytes = fs::read(&second).expect("read");
    bytes[100] ^= 1;
    fs::write(&second, bytes).expect("written");
    assert_eq!(run(&case, "record", &["--check"]).code, 1, "a changed byte of the second part is found");
}

#[test]
fn no_part_of_an_earlier_build_stays_beside_a_new_pack() {
    let (_folder, case) = case(1);
    assert_eq!(build(&case, &["--accept-proposed"]).code, 0);
    assert_eq!(build(&case, &["--accept-proposed"]).code, 2, "an earlier pack is not replaced unasked");
    set(&case, 0);
    let again = build(&case, &["--accept-proposed", "--force"]);
    assert_eq!((again.code, sent(&case)), (0, vec!["pack.pdf".to_owned()]), "{}", again.stderr);
}
