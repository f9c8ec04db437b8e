//! The width of a panel gives no name away: one page made with many names must come out alike.

use std::thread;

use super::support::foreign::{Face, Foreign, Set};
use super::support::line::{self, Done, Order};
use super::support::swap;
use blackpanel::burn::Reached;
use blackpanel::case::schema::Width;

mod layouts;
mod strange;
mod ways;

/// Sixty names, from short to long.
fn names() -> impl Iterator<Item = (String, &'static str)> {
    let first =
        ["Ian", "Maria", "Colin", "Winifred", "Margaret", "Tomasz", "Nasreen", "Ella", "Jo", "Christopher"];
    let last = ["Ellis", "Whitlock", "Akhtar", "Oyelaran", "Kowalska", "Li"];
    first.into_iter().flat_map(move |f| last.into_iter().map(move |l| (format!("{f} {l}"), l)))
}

/// A page of the layout, redacted as by default.
fn redacted(layout: layouts::Layout, (full, last): (&str, &str), judged: bool) -> Done {
    let mut page = Foreign::new();
    layout(&mut page, full, last);
    page.page();
    let pdf = page.finish("Letter", "Writer", lopdf::Dictionary::new());
    let order = Order { names: &[full, last], unjudged: !judged, ..Order::default() };
    line::redact(&pdf, &order).unwrap_or_else(|why| panic!("{full}: {why:?}"))
}

/// What a layout tells.
struct Told {
    name: &'static str,
    bits: f64,
    /// Panels, and those of them that do not hide their width.
    panels: (usize, usize),
}

fn told((name, layout): (&'static str, layouts::Layout)) -> Told {
    let all = names().enumerate();
    let done: Vec<Done> =
        all.map(|(at, (full, last))| redacted(layout, (&full, last), at % 20 == 0)).collect();
    let outputs: Vec<Vec<u8>> = done.iter().map(|d| d.pdf.clone()).collect();
    let bare = |one: &Done| one.reached.iter().filter(|r| matches!(r, Reached::Exact(_))).count();
    let panels = (done.iter().map(|d| d.reached.len()).sum(), done.iter().map(bare).sum());
    Told { name, bits: swap::joint_bits(&outputs), panels }
}

#[test]
fn all_places_of_a_page_together_tell_less_than_a_bit_of_its_name() {
    let parts = layouts::ALL.chunks(layouts::ALL.len().div_ceil(2));
    let told: Vec<Told> = thread::scope(|scope| {
        let work: Vec<_> = parts
            .map(|part| scope.spawn(move || part.iter().map(|l| told(*l)).collect::<Vec<_>>()))
            .collect();
        work.into_iter().flat_map(|w| w.join().expect("told")).collect()
    });
    let lines: Vec<String> =
        told.iter().map(|t| format!("{:5.2} bits, {:?} panels bare: {}", t.bits, t.panels, t.name)).collect();
    let mean = told.iter().map(|t| t.bits).sum::<f64>() / told.len() as f64;
    println!("mean {mean:.2}\n{}", lines.join("\n"));
    assert!(mean <= 1.0, "mean {mean:.2}\n{}", lines.join("\n"));
    assert!(told.iter().all(|t| t.bits <= 2.0), "{}", lines.join("\n"));
    let (panels, bare) = told.iter().fold((0, 0), |a, t| (a.0 + t.panels.0, a.1 + t.panels.1));
    assert!(bare * 50 <= panels, "{bare} of {panels} are as wide as what they cover\n{}", lines.join("\n"));
}

/// Letters from LibreOffice: its own line breaks, kerning, table and list.
#[test]
#[ignore = "needs soffice: .ci/run"]
fn letters_from_libreoffice_tell_less_than_a_bit() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut files = Vec::new();
    for (at, (full, last)) in names().step_by(3).enumerate() {
        let file = folder.path().join(format!("{at}.html"));
        std::fs::write(&file, layouts::html(&full, last)).expect("written");
        files.push((file, full, last));
    }
    for kind in ["odt", "pdf"] {
        let from = if kind == "odt" { "html" } else { "odt" };
        let inputs = files.iter().map(|(file, ..)| file.with_extension(from));
        let mut office = std::process::Command::new("soffice");
        office.arg(format!("-env:UserInstallation=file://{}/profile", folder.path().display()));
        office.args(["--headless", "--convert-to", kind, "--outdir"]).arg(folder.path());
        if kind == "odt" {
            office.arg("--infilter=HTML (StarWriter)");
        }
        assert!(office.args(inputs).output().expect("soffice").status.success());
    }
    let one = |(file, full, last): &(std::path::PathBuf, String, &str)| {
        let pdf = std::fs::read(file.with_extension("pdf")).expect("a letter");
        let order = Order { names: &[full, last], unjudged: true, ..Order::default() };
        line::redact(&pdf, &order).unwrap_or_else(|why| panic!("{full}: {why:?}")).pdf
    };
    let outputs: Vec<Vec<u8>> = files.iter().map(one).collect();
    let bits = swap::joint_bits(&outputs);
    println!("{bits:.2} bits of {:.2}", (outputs.len() as f64).log2());
    if bits > 1.0 {
        println!("{:#?}", swap::differences(&outputs[0], &outputs[1]));
    }
    assert!(bits <= 1.0, "{bits}");
}

/// What systems print besides letters. The worst keeps its lines (numbered clauses) or tells how many it has (large print).
#[test]
#[ignore = "takes half a minute: .ci/run"]
fn headers_logs_and_transcripts_tell_less_than_a_bit() {
    let told: Vec<Told> = strange::ALL.into_iter().map(told).collect();
    let mean = told.iter().map(|t| t.bits).sum::<f64>() / told.len() as f64;
    let lines: Vec<String> = told.iter().map(|t| format!("{:5.2} bits: {}", t.bits, t.name)).collect();
    println!("mean {mean:.2}\n{}", lines.join("\n"));
    assert!(mean <= 1.0 && told.iter().all(|t| t.bits <= 3.0 && t.panels.1 == 0), "{}", lines.join("\n"));
}
