//! One source file with everything inside it: each member is a document below its container.
//!
//! It runs in the worker. Members share the limits of their file: how many, how deep, how many bytes.
//! A library that panics refuses the one member it was reading.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::clean::{self, Clean, Format, Unclean};
use super::convert::{Conversion, Converted, Member, NotConverted};
use super::kind::{RECORDING, Recognised, recognise};
use super::{LeftOut, SourceKind, old};
use crate::diag::{Place, Problem, Secret};
use crate::pdf::limits::Limits;
use crate::sys::fs::sha256_hex;

/// Containers inside containers.
const DEPTH: usize = 5;

const SAVE_AS_PDF: &str = "save it as a PDF and put that in its place, or set decision = \"exclude\" or \
    \"withhold\" with a reason for it in case.toml";

/// What became of the source or of one member.
pub(super) struct Outcome {
    /// Path inside the source: empty for the source itself, `!2/report.pdf` for a member.
    pub path: String,
    /// Size of what was read, bytes.
    pub size: u64,
    /// SHA-256 in hex of what was read.
    pub sha256: String,
    /// Its normal form, or why there is none.
    pub result: Conversion,
    /// What LibreOffice may open of it, where that was asked for.
    pub office: Option<Clean>,
    /// Why there is nothing, where something could be expected.
    pub plain: Option<&'static str>,
}

impl Outcome {
    fn new(path: String, bytes: &[u8], result: Conversion) -> Self {
        let (size, sha256) = (bytes.len() as u64, sha256_hex(bytes));
        Self { path, size, sha256, result, office: None, plain: None }
    }
}

/// Converts a source and its members, containers before what they hold.
pub(super) fn convert(source: &Member<'_>, office: bool) -> Vec<Outcome> {
    let mut tree = Tree { source, office, limits: source.limits, outcomes: Vec::new(), members: 0, bytes: 0 };
    tree.open(String::new(), source.bytes, source.password, 0);
    tree.outcomes
}

struct Tree<'t> {
    source: &'t Member<'t>,
    /// Whether files for LibreOffice are wanted.
    office: bool,
    limits: &'t Limits,
    outcomes: Vec<Outcome>,
    members: usize,
    bytes: usize,
}

impl Tree<'_> {
    fn open(&mut self, path: String, bytes: &[u8], password: Option<&Secret>, depth: usize) {
        let name = format!("{}{path}", self.source.name);
        let member = Member { name: &name, bytes, password, ..*self.source };
        let mut result = one(&member);
        let members = match &mut result {
            Ok(converted) => std::mem::take(&mut converted.members),
            Err(_) => Vec::new(),
        };
        if let Ok(converted) = &mut result {
            tell_members(converted, members.len());
        }
        let (office, plain) = if self.office { for_office(&member, &result) } else { (None, None) };
        self.outcomes.push(Outcome { office, plain, ..Outcome::new(path.clone(), bytes, result) });
        for (index, (own, bytes)) in members.into_iter().enumerate() {
            let below = format!("{path}!{}/{}", index + 1, harmless(&own));
            match self.room(bytes.len(), depth) {
                Ok(()) => self.open(below, &bytes, None, depth + 1),
                Err(what) => {
                    let problem =
                        Problem::new(Place::file(format!("{}{below}", self.source.name)), what, SAVE_AS_PDF);
                    let result = Err(NotConverted { problem, locked: false });
                    self.outcomes.push(Outcome::new(below, &bytes, result));
                }
            }
        }
    }

    /// Counts one more member against the limits.
    fn room(&mut self, bytes: usize, depth: usize) -> Result<(), String> {
        self.members += 1;
        self.bytes = self.bytes.saturating_add(bytes);
        if depth >= DEPTH {
            return Err(format!("lies more than {DEPTH} files deep inside others and is not read"));
        }
        if self.members > self.limits.members {
            return Err(format!("is not read: its file holds more than {} files", self.limits.members));
        }
        if self.bytes > self.limits.total_bytes {
            return Err("is not read: the files inside its file are too large together".to_owned());
        }
        Ok(())
    }
}

/// Attached files leave the container's pages but become documents: both are told.
fn tell_members(converted: &mut Converted, count: usize) {
    if count > 0 && !converted.side.left_out.iter().any(|l| l.what.starts_with("attached file")) {
        let what = "attached file (a document of its own below this one)".to_owned();
        converted.side.left_out.push(LeftOut { what, count: count as u32 });
    }
}

/// Converts one file; a panic of a library is a refusal.
fn one(member: &Member<'_>) -> Conversion {
    let convert = match recognise(member.name, member.bytes) {
        Recognised::Read(SourceKind::Pdf) => super::pdf::convert,
        Recognised::Read(SourceKind::Mail) => super::mail::convert,
        Recognised::Read(SourceKind::Text) => super::text::convert,
        Recognised::Read(SourceKind::Csv) => super::sheet::convert,
        Recognised::Read(SourceKind::Image) => super::image::convert,
        Recognised::Read(SourceKind::Word) => super::word::convert,
        Recognised::Read(SourceKind::Html) => super::html::convert,
        Recognised::Read(SourceKind::OpenDocument) => super::opendocument::convert,
        Recognised::Read(SourceKind::Rtf) => super::rtf::convert,
        Recognised::Read(SourceKind::Sheet) => super::workbook::convert,
        Recognised::NotRead(RECORDING) => return recording(member),
        Recognised::NotRead(kind) => return refuse(member, format!("{kind} files are not read yet")),
        Recognised::Old(format) => return only_libre_office(member, format),
        Recognised::Empty => return refuse(member, "is empty".to_owned()),
    };
    match catch_unwind(AssertUnwindSafe(|| convert(member))) {
        Ok(conversion) => conversion,
        Err(_) => refuse(member, "could not be read: a part of it upset a library".to_owned()),
    }
}

/// What LibreOffice may open of a file: the cleaned document, or the old one that is to be turned.
fn for_office(member: &Member<'_>, result: &Conversion) -> (Option<Clean>, Option<&'static str>) {
    let kind = match recognise(member.name, member.bytes) {
        Recognised::Old(format) if result.is_err() => {
            let bytes = member.bytes.to_vec();
            let left_out = old::beside(&bytes);
            return (Some(Clean { format, bytes, repeated: String::new(), left_out }), None);
        }
        Recognised::Read(kind) if result.is_ok() && clean::is_set(kind) => kind,
        _ => return (None, None),
    };
    if member.show_hidden {
        return (None, Some("shows hidden matter, which only the plain layout has"));
    }
    match catch_unwind(AssertUnwindSafe(|| clean::of(kind, member))) {
        Ok(Ok(clean)) => (Some(clean), None),
        Ok(Err(Unclean::Because(why))) => (None, Some(why)),
        Ok(Err(Unclean::Refused)) | Err(_) => (None, Some("could not be written anew for LibreOffice")),
    }
}

/// An old format: nothing of ours reads it.
fn only_libre_office(member: &Member<'_>, format: Format) -> Conversion {
    let what = format!("is an old or foreign Office file ({}) that only LibreOffice reads", format.ending());
    let hint = "install LibreOffice (`blackpanel doctor` says whether it can be used), or save the file as         .docx, .xlsx or PDF and put that in its place";
    Err(NotConverted { problem: Problem::new(Place::file(member.name), what, hint), locked: false })
}

fn refuse(member: &Member<'_>, what: String) -> Conversion {
    Err(NotConverted { problem: Problem::new(Place::file(member.name), what, SAVE_AS_PDF), locked: false })
}

/// A recording is held like any document, but no page shows it: a person says what becomes of it.
fn recording(member: &Member<'_>) -> Conversion {
    let what = "is a recording: it was not searched and cannot be part of the file";
    let hint = "listen to it, then put a transcript beside it and give the recording a [[document]] entry in \
        case.toml with decision = \"withhold\" (it stands in the schedule) or \"exclude\", and a reason";
    Err(NotConverted { problem: Problem::new(Place::file(member.name), what, hint), locked: false })
}

/// A member's own name as one harmless component: no separators, control or direction characters.
fn harmless(own: &str) -> String {
    let bad = |c: char| {
        c.is_control()
            || matches!(c, '/' | '\\' | '!' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    let clean: String = own.chars().take(120).map(|c| if bad(c) { '_' } else { c }).collect();
    match clean.trim() {
        "" | "." | ".." => "unnamed".to_owned(),
        name => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_s_name_is_never_a_path() {
        for (own, shown) in [
            ("../../etc/passwd", ".._.._etc_passwd"),
            ("a\u{202e}fdp.exe", "a_fdp.exe"),
            ("..", "unnamed"),
            ("a\nb", "a_b"),
            ("a!2", "a_2"),
        ] {
            assert_eq!(harmless(own), shown);
        }
    }

    #[test]
    fn a_kind_that_is_not_read_is_refused_by_name() {
        let limits = Limits::default();
        let (name, bytes) = ("talk.mp3", &b"ID3\x04"[..]);
        let outcomes =
            convert(&Member { name, bytes, password: None, limits: &limits, show_hidden: false }, false);
        let problem = outcomes[0].result.as_ref().err().map(|n| &n.problem).unwrap();
        assert_eq!(
            (problem.what.as_str(), problem.place.file.raw()),
            ("is a recording: it was not searched and cannot be part of the file", "talk.mp3")
        );
        assert!(problem.hint.contains("\"withhold\""));
        let (name, bytes) = ("photo.heic", &b"\0\0\0\x18ftypheic"[..]);
        let outcomes =
            convert(&Member { name, bytes, password: None, limits: &limits, show_hidden: false }, false);
        let problem = outcomes[0].result.as_ref().err().map(|n| &n.problem).unwrap();
        assert_eq!(problem.what, "HEIC files are not read yet");
        assert!(problem.hint.contains("save it as a PDF"));
    }
}
