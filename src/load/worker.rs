//! The worker: our own program under a hidden subcommand, which alone opens a stranger's file.
//!
//! It limits its own memory, time and files before it reads a byte, takes the request from standard
//! input (the password too, never from arguments) and writes one reply. Whatever happens to it, a
//! crash, a limit, a flood, the parent makes a refusal of it.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use super::Source;
use super::clean::Clean;
use super::convert::{Member, NotConverted};
use super::tree::{self, Outcome};
use super::wire::{Became, ForOffice, Item, Reply, Request, pack, unpack};
use crate::diag::{Place, Problem, Secret};
use crate::pdf::limits::Limits;
use crate::sys::fs::sha256_hex;
use crate::sys::{limits, process};

/// The hidden subcommand: the program's first argument in a worker.
pub const SUBCOMMAND: &str = "--internal-worker";

const TRY: &str = "try again with nothing else running; if it stays so, print the file to a new PDF, or set \
    decision = \"exclude\" or \"withhold\" with a reason for it in case.toml";

/// How many times its processor seconds a worker may take by the clock: other programs run as well.
const PATIENCE: u64 = 3;

/// Which program the worker is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WorkerProgram {
    /// The running program.
    Own,
    /// A program at this path that serves [`SUBCOMMAND`]: for tests, whose own program does not.
    At(PathBuf),
    /// No other process: for tests of one conversion.
    Here,
}

/// The worker's whole life.
#[must_use]
pub fn serve() -> ExitCode {
    limits::no_core_dumps();
    let Some(input) = process::read_stdin(u64::MAX) else { return ExitCode::FAILURE };
    let Some((request, bytes)) = unpack::<Request>(&input) else { return ExitCode::FAILURE };
    limits::restrict(request.limits.memory, request.limits.seconds);
    if let Some(drawing) = &request.draw {
        return ended(super::drawing::reply(bytes, drawing));
    }
    let password = request.password.map(Secret::new);
    let source = Member {
        password: password.as_ref(),
        show_hidden: request.show_hidden,
        own: &request.own,
        ..Member::new(&request.name, bytes, &request.limits)
    };
    let outcomes = tree::convert(&source, &request.rows, request.office);
    ended(reply(&outcomes))
}

fn ended(reply: Option<Vec<u8>>) -> ExitCode {
    let written = reply.is_some_and(|r| process::write_stdout(&r));
    if written { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn reply(outcomes: &[Outcome]) -> Option<Vec<u8>> {
    let item = |o: &Outcome| {
        let became = match &o.result {
            Ok(c) => Became::Form { length: c.pdf.len() as u64, pages: c.pages, side: c.side.clone() },
            Err(n) => Became::Refused {
                problem: n.problem.clone(),
                locked: n.locked,
                held: o.held.map(str::to_owned),
            },
        };
        let office = o.office.as_ref().map(|clean| ForOffice {
            length: clean.bytes.len() as u64,
            format: clean.format,
            repeated: clean.repeated.clone(),
            left_out: clean.left_out.clone(),
        });
        let plain = o.plain.map(str::to_owned);
        Item { path: o.path.clone(), size: o.size, sha256: o.sha256.clone(), became, office, plain }
    };
    let items = outcomes.iter().map(item).collect();
    let mut parts: Vec<&[u8]> = Vec::new();
    for o in outcomes {
        let form = o.result.as_ref().ok().map(|c| c.pdf.as_slice());
        parts.extend(form.into_iter().chain(o.office.as_ref().map(|clean| clean.bytes.as_slice())));
    }
    pack(&Reply { items }, &parts)
}

/// A document as the parent takes it from the worker.
pub(super) struct Answer {
    pub path: String,
    pub size: u64,
    pub sha256: String,
    pub held: Option<String>,
    pub result: Result<(Vec<u8>, u32, super::SideTable), NotConverted>,
    pub office: Option<Clean>,
    pub plain: Option<String>,
}

/// Has a worker convert `source`; a worker that fails gives one refusal for the whole source.
pub(super) fn ask(
    program: &WorkerProgram,
    source: &Source<'_>,
    office: bool,
    limits: &Limits,
) -> Vec<Answer> {
    let name = source.name.raw();
    let asked = match program {
        WorkerProgram::Here => {
            let whole = Member {
                password: source.password.as_ref(),
                show_hidden: source.show_hidden,
                own: source.own,
                ..Member::new(name, source.bytes, limits)
            };
            let outcomes = tree::convert(&whole, &source.rows, office);
            reply(&outcomes).ok_or("the reader could not answer")
        }
        program => {
            let password = source.password.as_ref().map(|p| p.expose().to_owned());
            let show_hidden = source.show_hidden;
            let (limits, own) = (limits.for_size(source.bytes.len()), source.own.to_vec());
            let (name, rows) = (name.to_owned(), source.rows.clone());
            let request = Request { name, password, limits, show_hidden, own, rows, office, draw: None };
            spawn(program, &request, source.bytes, (limits.total_bytes as u64).saturating_mul(2))
        }
    };
    let answers =
        asked.and_then(|message| parse(&message).ok_or("the reader gave an answer that makes no sense"));
    answers.unwrap_or_else(|what| {
        let problem = Problem::new(Place::file(name), what, TRY);
        let result = Err(NotConverted { problem, locked: false });
        vec![Answer {
            path: String::new(),
            size: source.bytes.len() as u64,
            sha256: sha256_hex(source.bytes),
            held: None,
            result,
            office: None,
            plain: None,
        }]
    })
}

/// The answer of a worker process to a request about `bytes`, of at most `output_limit` bytes.
///
/// # Errors
/// In words for the reader of a problem, when there is no process to ask or it does not answer.
pub(super) fn spawn(
    program: &WorkerProgram,
    request: &Request,
    bytes: &[u8],
    output_limit: u64,
) -> Result<Vec<u8>, &'static str> {
    let path = match program {
        WorkerProgram::At(path) => Some(path.clone()),
        WorkerProgram::Own => process::own_program(),
        WorkerProgram::Here => None,
    };
    let job = process::Job {
        program: path.ok_or("the reader could not be started")?,
        args: vec![SUBCOMMAND.into()],
        env: Vec::new(),
        timeout: Duration::from_secs(request.limits.seconds.saturating_mul(PATIENCE)),
        output_limit,
        ..process::Job::default()
    };
    let input = pack(request, &[bytes]).ok_or("the reader could not be asked")?;
    let finished = process::run(&job, &input);
    match finished.ended {
        process::Ended::Code(0) => Ok(finished.untrusted_stdout),
        process::Ended::Code(_) => Err("reading it went wrong and was stopped"),
        process::Ended::Killed => Err("reading it used more memory or time than is allowed"),
        process::Ended::TimedOut => Err("reading it took longer than is allowed"),
        process::Ended::TooMuch => Err("it unpacks to more data than is allowed"),
        process::Ended::NotStarted => Err("the reader could not be started"),
    }
}

/// A reply, every length of it checked: no byte too few, none too many.
fn parse(message: &[u8]) -> Option<Vec<Answer>> {
    let (reply, mut rest) = unpack::<Reply>(message)?;
    if reply.items.first().is_none_or(|i| !i.path.is_empty()) {
        return None;
    }
    let mut answers = Vec::with_capacity(reply.items.len());
    for Item { path, size, sha256, became, office, plain } in reply.items {
        let mut what_is_held = None;
        let result = match became {
            Became::Form { length, pages, side } => {
                let (pdf, tail) = rest.split_at_checked(usize::try_from(length).ok()?)?;
                rest = tail;
                if !pdf.starts_with(b"%PDF-") || pages == 0 {
                    return None;
                }
                Ok((pdf.to_vec(), pages, side))
            }
            Became::Refused { problem, locked, held } => {
                what_is_held = held;
                Err(NotConverted { problem, locked })
            }
        };
        let office = match office {
            Some(ForOffice { length, format, repeated, left_out }) => {
                let (bytes, tail) = rest.split_at_checked(usize::try_from(length).ok()?)?;
                rest = tail;
                Some(Clean { format, bytes: bytes.to_vec(), repeated, left_out })
            }
            None => None,
        };
        answers.push(Answer { path, size, sha256, held: what_is_held, result, office, plain });
    }
    rest.is_empty().then_some(answers)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn a_worker_that_cannot_be_used_is_a_refusal_that_says_so() {
        let source = Source {
            name: "a.txt".into(),
            bytes: b"text",
            password: None,
            show_hidden: false,
            own: &[],
            rows: Vec::new(),
        };
        for (program, what) in [
            ("/nonexistent/program", "could not be started"),
            ("/bin/false", "went wrong"),
            ("/bin/true", "makes no sense"),
        ] {
            if program.starts_with("/bin") && !Path::new(program).exists() {
                continue;
            }
            let answers = ask(&WorkerProgram::At(program.into()), &source, false, &Limits::default());
            let problem = answers[0].result.as_ref().err().map(|n| n.problem.clone()).unwrap();
            assert!(problem.what.contains(what), "{program}: {}", problem.what);
            assert!(!problem.hint.is_empty());
        }
    }

    #[test]
    fn a_reply_with_a_byte_too_many_or_too_few_is_refused() {
        let problem = Problem::new(Place::file("a"), "x", "");
        let became = Became::Refused { problem, locked: false, held: None };
        let (path, sha256) = (String::new(), String::new());
        let item = Item { path, size: 1, sha256, became, office: None, plain: None };
        let message = pack(&Reply { items: vec![item] }, &[]).unwrap();
        assert!(parse(&message).is_some());
        assert!(parse(&[message.clone(), vec![0]].concat()).is_none());
        assert!(parse(&message[..message.len() - 1]).is_none());
    }
}
