//! The list of files at the end of a zip archive (APPNOTE 6.3.10, 4.3), read entry by entry.
//!
//! It is read here because libraries keep one file of each name and say nothing of the other. Refused:
//! a list that is damaged, cut off or spread over several disks, and files that lie over each other.

use std::ops::Range;

/// End of central directory record (4.3.16), without its comment.
const END: usize = 22;
/// Longest comment behind it.
const COMMENT: usize = 65_535;
/// Local file header (4.3.7), without name and extra field.
const LOCAL: usize = 30;
/// Central directory header (4.3.12), without name, extra field and comment.
const CENTRAL: usize = 46;

/// One file of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::load) struct Entry {
    /// Its name with folders, as it came: for showing, never a path.
    pub(in crate::load) name: String,
    /// Where its packed bytes lie in the archive.
    pub(super) packed: Range<usize>,
    /// How many bytes it says to unpack to.
    pub(in crate::load) size: u64,
    /// CRC-32 of what it unpacks to.
    pub(super) crc: u32,
    /// Compression method (4.4.5): 0 stored, 8 deflated.
    pub(super) method: u16,
    /// Whether a password is needed (4.4.4, bit 0).
    pub(super) locked: bool,
}

impl Entry {
    /// Whether it is a folder: nothing to read.
    pub(super) fn is_folder(&self) -> bool {
        self.name.ends_with(['/', '\\']) && self.size == 0
    }

    /// Its packed bytes.
    pub(in crate::load) fn packed_bytes<'a>(&self, archive: &'a [u8]) -> &'a [u8] {
        archive.get(self.packed.clone()).unwrap_or_default()
    }
}

/// What an archive says it holds.
#[derive(Debug, Default)]
pub(super) struct Directory {
    /// Its files and folders in the order of the list.
    pub(super) entries: Vec<Entry>,
    /// Files that lie in the archive and that its list does not name: deleted ones.
    pub(super) unlisted: usize,
}

/// Reads the list of an archive, of at most `most` entries.
///
/// # Errors
/// In words for a problem: what is wrong with it.
pub(super) fn read(bytes: &[u8], most: usize) -> Result<Directory, String> {
    let damaged = || "is damaged: its list of files cannot be read".to_owned();
    let at = end_of_list(bytes).ok_or_else(damaged)?;
    let end = Ends::read(bytes, at).ok_or_else(damaged)?;
    if end.count > most as u64 {
        return Err(format!("is not opened: it holds more than {most} files"));
    }
    let (mut entries, mut spans) = (Vec::new(), Vec::new());
    let mut at = end.list.start;
    for _ in 0..end.count {
        let (entry, span, next) = entry(bytes, at, end.prefix).ok_or_else(damaged)?;
        entries.push(entry);
        spans.push(span);
        at = next;
    }
    if at != end.list.end {
        return Err(damaged());
    }
    spans.sort_unstable_by_key(|span| span.start);
    if spans.windows(2).any(|pair| matches!(pair, [a, b] if a.end > b.start)) {
        return Err("is not opened: its files lie over each other, as in an archive made to harm".to_owned());
    }
    let unlisted = unlisted(bytes, &spans, end.list.start);
    Ok(Directory { entries, unlisted })
}

/// What the records at the end say.
struct Ends {
    count: u64,
    /// Where the list lies in the file.
    list: Range<usize>,
    /// Bytes before the archive: a program that unpacks itself.
    prefix: usize,
}

impl Ends {
    /// Reads the record at `at`, and the one of 64 bits before it (4.3.14).
    fn read(bytes: &[u8], at: usize) -> Option<Self> {
        let record = bytes.get(at..at + END)?;
        if word(record, 4)? != 0 || word(record, 6)? != 0 {
            return None;
        }
        let mut count = u64::from(word(record, 10)?);
        let (mut size, mut offset) = (u64::from(long(record, 12)?), u64::from(long(record, 16)?));
        let mut end = at;
        if count == 0xffff || size == 0xffff_ffff || offset == 0xffff_ffff {
            let locator =
                at.checked_sub(20).filter(|l| bytes.get(*l..).is_some_and(|b| b.starts_with(b"PK\x06\x07")));
            if let Some(locator) = locator {
                let wide = wide_end(bytes, locator)?;
                let record = bytes.get(wide..wide + 56)?;
                (count, size, offset) = (quad(record, 32)?, quad(record, 40)?, quad(record, 48)?);
                end = wide;
            }
        }
        let size = usize::try_from(size).ok()?;
        let start = end.checked_sub(size)?;
        let prefix = start.checked_sub(usize::try_from(offset).ok()?)?;
        Some(Self { count, list: start..end, prefix })
    }
}

/// Where the end record of 64 bits stands: where its locator says, or right before it where the archive
/// has something in front.
fn wide_end(bytes: &[u8], locator: usize) -> Option<usize> {
    let told = usize::try_from(quad(bytes.get(locator..)?, 8)?).ok()?;
    let before = locator.checked_sub(56)?;
    let is_there = |at: &usize| bytes.get(*at..).is_some_and(|b| b.starts_with(b"PK\x06\x06"));
    [told, before].into_iter().find(is_there)
}

/// The place of the last end record whose comment ends with the file.
fn end_of_list(bytes: &[u8]) -> Option<usize> {
    let last = bytes.len().checked_sub(END)?;
    let first = last.saturating_sub(COMMENT);
    let fits = |at: &usize| {
        let Some(record) = bytes.get(*at..) else { return false };
        record.starts_with(b"PK\x05\x06")
            && word(record, 20).is_some_and(|comment| at + END + usize::from(comment) <= bytes.len())
    };
    (first..=last).rev().find(fits)
}

/// The entry at `at`, where all of it lies, and where the next begins.
fn entry(bytes: &[u8], at: usize, prefix: usize) -> Option<(Entry, Range<usize>, usize)> {
    let head = bytes.get(at..at + CENTRAL)?.strip_prefix(b"PK\x01\x02")?;
    let field = |from: usize| word(head, from - 4).map(usize::from);
    let (name, extra, comment) = (field(28)?, field(30)?, field(32)?);
    let from = at + CENTRAL;
    let own = bytes.get(from..from + name)?;
    let extra_bytes = bytes.get(from + name..from + name + extra)?;
    let mut wide = wide_numbers(extra_bytes);
    let mut number = |at: usize| -> Option<u64> {
        match long(head, at - 4)? {
            0xffff_ffff => wide.next().or(Some(0xffff_ffff)),
            small => Some(u64::from(small)),
        }
    };
    let (size, packed, offset) = (number(24)?, number(20)?, number(42)?);
    let begin = prefix.checked_add(usize::try_from(offset).ok()?)?;
    let local = bytes.get(begin..begin.checked_add(LOCAL)?)?.strip_prefix(b"PK\x03\x04")?;
    let skip = LOCAL + usize::from(word(local, 22)?) + usize::from(word(local, 24)?);
    let start = begin.checked_add(skip)?;
    let end = start.checked_add(usize::try_from(packed).ok()?).filter(|end| *end <= bytes.len())?;
    let flags = word(head, 4)?;
    let entry = Entry {
        name: text(own),
        packed: start..end,
        size,
        crc: long(head, 12)?,
        method: word(head, 6)?,
        locked: flags & 1 != 0,
    };
    Some((entry, begin..end, from + name + extra + comment))
}

/// The numbers of 64 bits in the extra field (4.5.3), in their order.
fn wide_numbers(mut extra: &[u8]) -> impl Iterator<Item = u64> {
    let mut numbers = Vec::new();
    while let (Some(tag), Some(length)) = (word(extra, 0), word(extra, 2)) {
        let body = extra.get(4..4 + usize::from(length)).unwrap_or_default();
        if tag == 1 {
            numbers.extend(body.chunks_exact(8).filter_map(|n| quad(n, 0)));
        }
        extra = extra.get(4 + usize::from(length)..).unwrap_or_default();
    }
    numbers.into_iter()
}

/// A name: UTF-8 where it is (4.4.4, bit 11), else as old Windows programs wrote it.
fn text(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned(),
    }
}

/// Headers of files between those of the list.
fn unlisted(bytes: &[u8], spans: &[Range<usize>], list: usize) -> usize {
    let (mut at, mut found) = (0, 0);
    for gap_end in spans.iter().map(|s| s.start).chain([list]) {
        let gap = bytes.get(at..gap_end).unwrap_or_default();
        found += gap.windows(4).filter(|w| w == b"PK\x03\x04").count();
        at = spans.iter().find(|s| s.start == gap_end).map_or(gap_end, |s| s.end);
    }
    found
}

fn word(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn quad(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}
