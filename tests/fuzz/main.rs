//! Damaged files by the thousand: no panic, no hang, and nothing is accepted that still holds the secret.
//!
//! Inputs come from seeds built by code and a generator with a fixed seed, so input number 1234 is the
//! same file on every machine. `BLACKPANEL_FUZZ=100000` sets their number, `BLACKPANEL_FUZZ_FROM` the
//! first one.

#![allow(clippy::pedantic, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../support/mod.rs"]
mod support;

#[path = "../attacks/build.rs"]
#[allow(dead_code, reason = "each test binary uses a part of it")]
mod build;
#[path = "../attacks/grep.rs"]
mod grep;
#[path = "../attacks/pictures/mod.rs"]
#[allow(dead_code, unused_imports, reason = "each test binary uses a part of it")]
mod pictures;

mod mutate;
mod readers;
mod regressions;
mod run;
mod seeds;
mod targets;

use run::Run;

/// Inputs that every `cargo test` looks at.
const FEW: u64 = 150;

#[test]
fn no_damaged_file_causes_a_panic_a_hang_or_a_leak() {
    hold(FEW);
}

#[test]
#[ignore = "minutes long"]
fn five_thousand_damaged_files_cause_no_panic_no_hang_and_no_leak() {
    hold(5_000);
}

/// PDFs, through the whole line.
fn hold(usual: u64) {
    let seeds = seeds::all();
    Run::from_environment(usual).hold(move |number| seeds::damaged(&seeds, number), targets::all);
}

#[test]
fn no_damaged_office_file_mail_archive_or_picture_causes_a_panic_or_a_hang() {
    Run::from_environment(FEW).hold(readers::damaged, readers::read);
}

#[test]
#[ignore = "half a minute long"]
fn three_thousand_damaged_files_of_other_kinds_cause_no_panic_and_no_hang() {
    Run::from_environment(3_000).hold(readers::damaged, readers::read);
}

#[test]
fn every_seed_is_sound_before_it_is_damaged() {
    for seed in seeds::all() {
        let outcome = targets::whole_line(&seed);
        assert!(outcome.is_ok(), "{}: {outcome:?}", seed.name);
    }
}

#[test]
fn an_input_is_the_same_file_in_every_run() {
    for (one, other) in seeds::all().iter().zip(seeds::all()) {
        assert_eq!(one.pdf, other.pdf, "{}", one.name);
    }
}
