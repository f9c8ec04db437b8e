//! One source file with everything inside it: each member is a document below its container.
//!
//! It runs in the worker. Members share the limits of their file: how many, how deep, how many bytes.
//! A library that panics refuses the one member it was reading.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::archive::{self, Room};
use super::clean::{self, Clean};
use super::convert::{Conversion, Converted, Member, NotConverted};
use super::kind::{Recognised, SEALED, recognise};
use super::{LeftOut, SourceKind};
use crate::case::extract::Rows;
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
    /// What it is, where no page can show it.
    pub held: Option<&'static str>,
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
        Self { path, size, sha256, held: None, result, office: None, plain: None }
    }
}

/// Converts a source and its members, containers before what they hold.
pub(super) fn convert(source: &Member<'_>, rows: &[(String, Rows)], office: bool) -> Vec<Outcome> {
    let limits = source.limits;
    let mut tree = Tree { source, rows, office, limits, outcomes: Vec::new(), members: 0, bytes: 0 };
    tree.open(String::new(), source.bytes, source.password, 0);
    tree.outcomes
}

struct Tree<'t> {
    source: &'t Member<'t>,
    /// Extracts of rows, by path.
    rows: &'t [(String, Rows)],
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
        let rows = self.rows.iter().find(|(of, _)| *of == path).map(|(_, rows)| rows);
        let member = Member { name: &name, bytes, password, rows, ..*self.source };
        let kind = recognise(&name, bytes);
        if kind == Recognised::Read(SourceKind::Archive) && rows.is_none() {
            return self.archive(path, &member, depth);
        }
        let mut result = one(kind, &member);
        let members = match &mut result {
            Ok(converted) => std::mem::take(&mut converted.members),
            Err(_) => Vec::new(),
        };
        if let Ok(converted) = &mut result {
            tell_members(converted, members.len());
        }
        let held = if let Recognised::Held(what) = kind { Some(what) } else { None };
        let (office, plain) = if self.office {
            clean::for_office(kind, &member, &result)
        } else {
            (clean::for_photo(kind, &member), None)
        };
        self.outcomes.push(Outcome { held, office, plain, ..Outcome::new(path.clone(), bytes, result) });
        for (index, (own, bytes)) in members.into_iter().enumerate() {
            let below = format!("{path}!{}/{}", index + 1, harmless(&own));
            match self.room(bytes.len(), depth) {
                Ok(()) => self.open(below, &bytes, None, depth + 1),
                Err(what) => self.refuse(below, &bytes, what),
            }
        }
    }

    /// An archive and what it holds; a file is unpacked when the one before it is done.
    fn archive(&mut self, path: String, member: &Member<'_>, depth: usize) {
        let documents = self.limits.members.saturating_sub(self.members);
        let room = Room::of(self.source.bytes.len(), self.bytes, self.limits.total_bytes, documents);
        let opened = match archive::open(member, room) {
            Ok(opened) => opened,
            Err(refused) => return self.outcomes.push(Outcome::new(path, member.bytes, Err(refused))),
        };
        self.outcomes.push(Outcome::new(path.clone(), member.bytes, opened.page(member)));
        for (number, entry) in (1..).zip(&opened.entries) {
            let own = entry.name.rsplit(['/', '\\']).next().unwrap_or_default();
            let below = format!("{path}!{number}/{}", harmless(own));
            let size = usize::try_from(entry.size).unwrap_or(usize::MAX);
            let room = self.room(size, depth);
            match room.and_then(|()| archive::unpack(entry, member.bytes).map_err(str::to_owned)) {
                Ok(bytes) => self.open(below, &bytes, None, depth + 1),
                Err(what) => self.refuse(below, entry.packed_bytes(member.bytes), what),
            }
        }
    }

    /// Names a member that is not read.
    fn refuse(&mut self, path: String, bytes: &[u8], what: String) {
        let problem = Problem::new(Place::file(format!("{}{path}", self.source.name)), what, SAVE_AS_PDF);
        let result = Err(NotConverted { problem, locked: false });
        self.outcomes.push(Outcome::new(path, bytes, result));
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
    if converted.side.kind == SourceKind::Mailbox {
        return;
    }
    if count > 0 && !converted.side.left_out.iter().any(|l| l.what.starts_with("attached file")) {
        let what = "attached file (a document of its own below this one)".to_owned();
        converted.side.left_out.push(LeftOut { what, count: count as u32 });
    }
}

/// Converts one file; a panic of a library is a refusal.
fn one(kind: Recognised, member: &Member<'_>) -> Conversion {
    let convert = match kind {
        Recognised::Read(kind) if member.rows.is_some() && !kind.has_rows() => {
            return refuse(member, "is no table: rows of it cannot be an extract".to_owned());
        }
        Recognised::Read(SourceKind::Pdf) => super::pdf::convert,
        Recognised::Read(SourceKind::Mail) => super::mail::convert,
        Recognised::Read(SourceKind::Mailbox) => super::mail::mbox::convert,
        Recognised::Read(SourceKind::Calendar) => super::calendar::convert,
        Recognised::Read(SourceKind::Text) => super::text::convert,
        Recognised::Read(SourceKind::Transcript) => super::transcript::convert,
        Recognised::Read(SourceKind::Csv) => super::sheet::convert,
        Recognised::Read(SourceKind::Image) => super::image::convert,
        Recognised::Read(SourceKind::Word) => super::word::convert,
        Recognised::Read(SourceKind::Html) => super::html::convert,
        Recognised::Read(SourceKind::OpenDocument) => super::opendocument::convert,
        Recognised::Read(SourceKind::Rtf) => super::rtf::convert,
        Recognised::Read(SourceKind::Sheet) => super::workbook::convert,
        Recognised::Read(SourceKind::Slides) => super::slides::convert,
        Recognised::NotRead(kind @ SEALED) => return sealed(member, kind),
        Recognised::Read(SourceKind::Archive | SourceKind::Note) => {
            return refuse(member, "is an archive where none can be".to_owned());
        }
        Recognised::Held(what) => return held(member, what),
        Recognised::NotRead(kind) => return refuse(member, format!("{kind} files are not read yet")),
        Recognised::Old(format) => return clean::only_a_helper(member, format),
        Recognised::Empty => return empty(member),
    };
    match catch_unwind(AssertUnwindSafe(|| convert(member))) {
        Ok(conversion) => conversion,
        Err(_) => refuse(member, "could not be read: a part of it upset a library".to_owned()),
    }
}

fn refuse(member: &Member<'_>, what: String) -> Conversion {
    Err(NotConverted { problem: Problem::new(Place::file(member.name), what, SAVE_AS_PDF), locked: false })
}

/// A file of no bytes: an export that went wrong, or nothing at all.
fn empty(member: &Member<'_>) -> Conversion {
    let hint = "get it again from where it came; if it was empty there too, give it a [[document]] entry in \
        case.toml with decision = \"exclude\" and a reason";
    let problem = Problem::new(Place::file(member.name), "holds nothing at all (0 bytes)", hint);
    Err(NotConverted { problem, locked: false })
}

/// What is encrypted, signed or packed so that only a mail program opens it.
fn sealed(member: &Member<'_>, kind: &str) -> Conversion {
    let hint = "open it in the mail program that can read it, save what it holds as plain messages and files and \
        put them in its place, or give it a [[document]] entry in case.toml with decision = \"withhold\" or \
        \"exclude\" and a reason";
    let what = format!("is {kind}: what it holds was not read");
    Err(NotConverted { problem: Problem::new(Place::file(member.name), what, hint), locked: false })
}

/// What no page can show is held like any document: a person says what becomes of it.
fn held(member: &Member<'_>, what: &str) -> Conversion {
    let (what, hint) = match what {
        "Recording" => (
            "is a recording: it was not searched, and no page can show it",
            "listen to it, and put a transcript beside it where the requester is to have its words",
        ),
        "Archive" => (
            "is an archive of a kind that is not opened",
            "unpack it by hand and put what it holds into documents/",
        ),
        "Mail store" => (
            "is a store of mail that is not opened",
            "export its mails as .eml or .mbox and put them into documents/",
        ),
        _ => (
            "is of a kind that is not read: it was not searched, and no page can show it",
            "open it in the program that made it; where it holds words, save them as a PDF and put that in its place",
        ),
    };
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

    fn problem(name: &str, bytes: &[u8]) -> (Problem, Option<&'static str>) {
        let limits = Limits::default();
        let member = Member::new(name, bytes, &limits);
        let outcomes = convert(&member, &[], false);
        let problem = outcomes[0].result.as_ref().err().map(|n| n.problem.clone()).unwrap();
        (problem, outcomes[0].held)
    }

    #[test]
    fn a_kind_that_is_not_read_is_refused_by_name_and_one_without_pages_is_held() {
        for (name, bytes, what, hint, held) in [
            ("talk.mp3", &b"ID3\x04"[..], "is a recording", "listen", Some("Recording")),
            ("all.pst", b"!BDN", "is a store of mail", ".mbox", Some("Mail store")),
            ("old.rar", b"Rar!\x1a\x07", "is an archive of a kind", "unpack", Some("Archive")),
            ("x.bin", b"\x01\x02\x03", "is of a kind", "PDF", Some("File of an unknown kind")),
            ("export.txt", b"", "holds nothing at all", "get it again", None),
            ("photo.heic", b"\0\0\0\x18ftypheic", "is a photograph of a phone (HEIC)", "heif-convert", None),
        ] {
            let (problem, is_held) = self::problem(name, bytes);
            assert_eq!((problem.place.file.raw(), is_held), (name, held));
            assert!(problem.what.starts_with(what) && problem.hint.contains(hint), "{problem:?}");
        }
    }
}
