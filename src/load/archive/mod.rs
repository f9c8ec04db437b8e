//! A zip archive: a page of ours that lists it, and each file in it as a document below.
//!
//! Names are shown, never used as paths. What operating systems leave in archives is left out and named.
//! Refused before a byte is unpacked: more files than the limits allow, more bytes than [`RATIO`] times
//! the source or than its limits (all nesting together), files that lie over each other.

mod directory;
mod unpack;

use std::collections::BTreeMap;

use crate::pdf::typeset::{Block, Cell, Column, Flow, Run, Table};

use super::convert::{Conversion, Member, NotConverted};
use super::{LeftOut, SideTable, SourceKind, paged};

use directory::Entry;
pub(super) use unpack::unpack;

/// How many times the bytes of its source all files together may unpack to …
const RATIO: u64 = 200;
/// … once they are more than this many bytes.
const SMALL: u64 = 64 << 20;

const HINT: &str = "unpack it by hand, put what it holds into documents/, and set decision = \"exclude\" with a \
    reason for the archive in case.toml";

/// What is left of the limits of a source, all nesting together.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    /// Documents that may still come.
    pub(super) members: usize,
    /// Bytes that may still be unpacked.
    pub(super) bytes: u64,
}

impl Room {
    /// What the size of a source leaves, `unpacked` bytes of it being used already.
    pub(super) fn of(source: usize, unpacked: usize, total: usize, members: usize) -> Self {
        let most = SMALL.max((source as u64).saturating_mul(RATIO)).min(total as u64);
        Self { members, bytes: most.saturating_sub(unpacked as u64) }
    }
}

/// An archive whose list was read.
pub(super) struct Opened {
    /// Its files, without folders and litter, in the order of the list.
    pub(super) entries: Vec<Entry>,
    left_out: Vec<LeftOut>,
}

/// Reads the list of an archive.
///
/// # Errors
/// When it is damaged, or larger than `room`.
pub(super) fn open(member: &Member<'_>, room: Room) -> Result<Opened, NotConverted> {
    let refuse = |what: String| paged::refuse(member, what, HINT);
    let directory = directory::read(member.bytes, room.members).map_err(refuse)?;
    let all: u64 = directory.entries.iter().fold(0, |sum, e| e.size.saturating_add(sum));
    if all > room.bytes {
        return Err(refuse("is not opened: it unpacks to more data than is allowed".to_owned()));
    }
    let files = directory.entries.into_iter().filter(|entry| !entry.is_folder());
    let (litter, entries): (Vec<Entry>, Vec<Entry>) = files.partition(|entry| litter(&entry.name).is_some());
    let mut left_out = listed(&litter);
    left_out
        .extend(paged::left_out("deleted file that the archive's list does not name", directory.unlisted));
    Ok(Opened { entries, left_out })
}

impl Opened {
    /// The page that lists the archive.
    ///
    /// # Errors
    /// When it would need too many pages.
    pub(super) fn page(&self, member: &Member<'_>) -> Conversion {
        let side = SideTable {
            marks: Vec::new(),
            message_id: None,
            kind: SourceKind::Archive,
            converted: "archive: a page of ours lists it, its files follow as documents of their own"
                .to_owned(),
            left_out: self.left_out.clone(),
            locked: false,
            title: None,
            date: None,
            names: Vec::new(),
        };
        let mut blocks = vec![Block::Heading { level: 1, text: "Files of an archive".to_owned() }];
        blocks.push(match self.entries.len() {
            0 => Block::text("(nothing in it)"),
            _ => self.table(),
        });
        let flow = Flow { page: paged::page(member.limits), blocks, ..Flow::default() };
        paged::convert(&flow, member, side, Vec::new())
    }

    fn table(&self) -> Block {
        let cell = |text: String| -> Cell { vec![Run::plain(text)] };
        let row = |(number, entry): (usize, &Entry)| {
            vec![cell(number.to_string()), cell(entry.name.clone()), cell(entry.size.to_string())]
        };
        let columns =
            [0.08, 0.74, 0.18].map(|share| Column { share: Some(share), ..Column::default() }).to_vec();
        let header = ["No.", "File", "Bytes"].map(|title| vec![Run::bold(title)]).to_vec();
        let rows = (1..).zip(&self.entries).map(row).collect();
        Block::Table(Table { columns, header, rows, ruled: true, size: Some(8.5) })
    }
}

/// Litter by its kind, counted.
fn listed(litter: &[Entry]) -> Vec<LeftOut> {
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for kind in litter.iter().filter_map(|entry| self::litter(&entry.name)) {
        *kinds.entry(kind).or_default() += 1;
    }
    let told = |(kind, count): (&str, usize)| {
        paged::left_out(&format!("file of the operating system ({kind})"), count)
    };
    kinds.into_iter().filter_map(told).collect()
}

/// What operating systems put into archives beside the files: how it is called, where a name is such.
fn litter(name: &str) -> Option<&'static str> {
    const KNOWN: [&str; 5] = [".DS_Store", "Thumbs.db", "desktop.ini", ".localized", "ehthumbs.db"];
    let mut parts = name.rsplit(['/', '\\']);
    let own = parts.next().unwrap_or_default();
    if parts.any(|folder| folder == "__MACOSX") {
        return Some("__MACOSX");
    }
    KNOWN.into_iter().find(|known| known.eq_ignore_ascii_case(own))
}

#[cfg(test)]
mod tests;
