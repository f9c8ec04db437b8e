//! Makes the table of names and words that `find` looks into (`src/find/lexicon.rs`), so that nothing is made when the
//! program starts. It reads the lists of this repository and writes to `OUT_DIR`, and nothing else.

#[path = "src/find/lexicon/table.rs"]
#[allow(dead_code, reason = "the program asks, this file only builds")]
mod table;

fn main() {
    let lists = table::Source {
        forenames: include_str!("src/find/data/forenames.txt"),
        surnames: include_str!("src/find/data/surnames.txt"),
        words: [
            (include_str!("src/find/data/words.txt"), table::WORD),
            (include_str!("src/find/data/places.txt"), table::PLACE),
            (include_str!("src/find/data/not_people.txt"), table::OTHER),
        ],
        cues: include_str!("src/find/data/cues.txt"),
    };
    let bytes: Vec<u8> = table::build(&lists).iter().flat_map(|entry| entry.to_le_bytes()).collect();
    let folder = std::env::var_os("OUT_DIR").map(std::path::PathBuf::from).unwrap_or_default();
    if let Err(problem) = std::fs::write(folder.join("lexicon.bin"), bytes) {
        println!("cargo::error=the table of names and words cannot be written: {problem}");
    }
    // the lists are part of this script, which cargo builds anew when one of them changes
    println!("cargo::rerun-if-changed=build.rs");
}
