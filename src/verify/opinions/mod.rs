//! Further opinions: other readers' text of the same file, searched for the same terms.
//!
//! Where two readers differ, the one that finds a term is believed. A reader that crashes, takes too
//! long or is not there gives no opinion; it neither passes nor fails a file. A clear copy for them
//! stays in memory: it never touches a disk.

mod clear;
mod hayro;

use std::time::Duration;

use super::findings::{Findings, Spot};
use super::reader::Document;
use super::terms::{Searcher, fold::Folded};
use super::{Report, VerifyRequest};
use crate::sys::process::{Ended, Job, run, which};

/// What another reader said.
#[derive(Debug)]
pub(crate) struct Heard {
    name: &'static str,
    /// Pages, from 1, whose text holds an absent term.
    pages: Vec<u32>,
}

/// Asks every reader that is there while `own` judges; nobody, when nothing foreign is wanted or there
/// is nothing to look for. Our own work is done on the threads of the pool. A program of others is waited
/// for by a thread that does nothing else, so that it takes no turn from it, even where there is one only.
pub(crate) fn beside<'d>(
    own: impl FnOnce() + Send,
    request: &'d VerifyRequest,
    document: &'d Document<'_>,
) -> Vec<Heard> {
    let searcher = Searcher::for_text(request.absent.iter());
    if searcher.is_empty() || !request.foreign {
        own();
        return Vec::new();
    }
    let copy = in_clear(document);
    let (file, searcher) = (copy.as_deref().unwrap_or(&request.pack), &searcher);
    std::thread::scope(|scope| {
        let outside = PROGRAMS.map(|p| scope.spawn(move || program(&p, file, searcher)));
        let ((), inside) = rayon::join(own, || hayro::ask(request, document, searcher));
        let outside = outside.into_iter().filter_map(|o| o.join().ok().flatten());
        inside.into_iter().chain(outside).collect()
    })
}

/// A copy in clear of an encrypted file, for whoever is given no password; none is needed of others.
pub(crate) fn in_clear(document: &Document<'_>) -> Option<Vec<u8>> {
    document.security.as_ref().map(|_| clear::copy(document))
}

/// Puts what was heard into the report.
pub(crate) fn record(heard: &[Heard], report: &mut Report) {
    for opinion in heard {
        report.opinions.push(opinion.name.to_owned());
    }
    let mut findings = Findings::new(report);
    for page in heard.iter().flat_map(|o| &o.pages) {
        let spot = Spot { page: Some(*page), ..Spot::default() };
        let what = "another reader finds a removed term in the text of the page";
        findings.error("R009", spot, what, "redact again with this term");
    }
}

/// A program that prints the text of a file's pages with form feeds between them.
struct Program {
    name: &'static str,
    args: &'static [&'static str],
    /// Whether it must be able to go back and forth in its input.
    seeks: bool,
}

/// The programs that are asked. An encrypted file is handed over in clear, so that no password stands
/// in the arguments of a process.
const PROGRAMS: [Program; 2] = [
    Program { name: "pdftotext", args: &["-q", "-enc", "UTF-8", "-", "-"], seeks: false },
    Program {
        name: "mutool",
        args: &["draw", "-q", "-D", "-F", "txt", "-o", "-", "/dev/stdin"],
        seeks: true,
    },
];

fn program(asked: &Program, file: &[u8], searcher: &Searcher) -> Option<Heard> {
    let job = Job {
        program: which(asked.name)?,
        args: asked.args.iter().map(Into::into).collect(),
        env: Vec::new(),
        timeout: Duration::from_mins(1),
        output_limit: 256 << 20,
        seekable_input: asked.seeks,
        ..Job::default()
    };
    let done = run(&job, file);
    if done.ended != Ended::Code(0) {
        return None;
    }
    let text = String::from_utf8_lossy(&done.untrusted_stdout);
    let pages = text.split('\u{c}').zip(1..).filter(|(page, _)| holds(searcher, page)).map(|(_, n)| n);
    Some(Heard { name: asked.name, pages: pages.collect() })
}

/// Whether a text holds a term as whole words.
fn holds(searcher: &Searcher, text: &str) -> bool {
    searcher.in_text(&Folded::of(text)).iter().any(|(_, whole)| *whole)
}
