//! Which program a compound file is of (MS-CFB): told by the streams of its root, never by its name.
//!
//! Only the directory is read, under limits: nothing of the streams themselves.

use super::{Format, LeftOut, paged};

/// Most entries of a directory that are looked at.
const ENTRIES: usize = 100_000;

/// Streams of the root, and what a file with one of them is.
const STREAMS: [(&str, Result<Format, &str>); 8] = [
    ("EncryptedPackage", Err("password-protected Office")),
    ("__properties_version1.0", Err("Outlook")),
    ("WordDocument", Ok(Format::Doc)),
    ("Workbook", Ok(Format::Xls)),
    ("Book", Ok(Format::Xls)),
    ("PowerPoint Document", Ok(Format::Ppt)),
    ("VisioDocument", Err("Visio")),
    ("Quill", Err("Publisher")),
];

/// What a compound file is.
///
/// # Errors
/// How a person calls it, where it is none that LibreOffice turns.
pub(super) fn format(bytes: &[u8]) -> Result<Format, &'static str> {
    let names = root(bytes).unwrap_or_default();
    let known = STREAMS.iter().find(|(stream, _)| names.iter().any(|name| name == stream));
    known.map_or(Err("Outlook, old Word and old Excel"), |(_, format)| *format)
}

/// What else a compound file holds that no page shows: macros and embedded objects, by name.
pub(super) fn beside(bytes: &[u8]) -> Vec<LeftOut> {
    let all = directory(bytes).unwrap_or_default();
    let count = |is: &dyn Fn(&str) -> bool| all.iter().filter(|e| is(&e.name)).count() as u32;
    let macros = count(&|name| matches!(name, "_VBA_PROJECT" | "VBA"));
    let objects = count(&|name| name.starts_with("MBD") || name.starts_with("\u{1}Ole10Native"));
    let found = [("macro", macros.min(1)), ("embedded object of an old Office file", objects)];
    found.into_iter().filter_map(|(what, count)| paged::left_out(what, count as usize)).collect()
}

/// An entry of the directory (2.6.1).
struct Entry {
    name: String,
    left: u32,
    right: u32,
    child: u32,
}

/// The names directly below the root (2.6.4: a tree of siblings).
fn root(bytes: &[u8]) -> Option<Vec<String>> {
    let entries = directory(bytes)?;
    let (mut open, mut names) = (vec![entries.first()?.child], Vec::new());
    while let Some(at) = open.pop() {
        let Some(entry) = entries.get(at as usize) else { continue };
        if names.len() >= entries.len() {
            return None;
        }
        names.push(entry.name.clone());
        open.extend([entry.left, entry.right]);
    }
    Some(names)
}

/// All entries, sector by sector as the allocation table chains them (2.3).
fn directory(bytes: &[u8]) -> Option<Vec<Entry>> {
    let shift = u32::from(u16::from_le_bytes(bytes.get(30..32)?.try_into().ok()?));
    let size = 1_usize.checked_shl(shift).filter(|size| matches!(size, 512 | 4096))?;
    let (mut sector, mut entries) = (word(bytes, 48)?, Vec::new());
    while let Some(data) = sector_at(bytes, sector, size) {
        entries.extend(data.chunks_exact(128).map(entry));
        if entries.len() > ENTRIES {
            return None;
        }
        sector = next(bytes, sector, size)?;
    }
    Some(entries)
}

/// The sector after one: from the table whose first 109 sectors the header lists.
fn next(bytes: &[u8], sector: u32, size: usize) -> Option<u32> {
    let per = size / 4;
    let (table, at) = (sector as usize / per, sector as usize % per);
    let table = word(bytes, 76 + 4 * (table < 109).then_some(table)?)?;
    word(sector_at(bytes, table, size)?, 4 * at)
}

fn sector_at(bytes: &[u8], sector: u32, size: usize) -> Option<&[u8]> {
    let start = (sector as usize).checked_add(1)?.checked_mul(size)?;
    bytes.get(start..start.checked_add(size)?.min(bytes.len()))
}

fn entry(raw: &[u8]) -> Entry {
    let length = raw.get(64).map_or(0, |l| usize::from(*l)).saturating_sub(2).min(62);
    let units: Vec<u16> = raw
        .get(..length)
        .unwrap_or_default()
        .chunks_exact(2)
        .map(|pair| {
            u16::from_le_bytes([pair.first().copied().unwrap_or(0), pair.get(1).copied().unwrap_or(0)])
        })
        .collect();
    let number = |at: usize| word(raw, at).unwrap_or(u32::MAX);
    Entry { name: String::from_utf16_lossy(&units), left: number(68), right: number(72), child: number(76) }
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A compound file of one directory sector: names of entries, all directly below the root.
    fn compound(names: &[&str]) -> Vec<u8> {
        let mut bytes = vec![0; 512 * 3];
        bytes[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
        bytes[30..32].copy_from_slice(&9_u16.to_le_bytes());
        bytes[48..52].copy_from_slice(&1_u32.to_le_bytes());
        // the allocation table is sector 0: the directory ends with sector 1
        bytes[516..520].copy_from_slice(&0xffff_fffe_u32.to_le_bytes());
        for (at, name) in std::iter::once(&"Root Entry").chain(names).enumerate() {
            let entry = &mut bytes[1024 + 128 * at..][..128];
            let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
            entry[..units.len()].copy_from_slice(&units);
            entry[64] = units.len() as u8 + 2;
            let next = if at > 0 && at < names.len() { at as u32 + 1 } else { u32::MAX };
            entry[68..72].copy_from_slice(&u32::MAX.to_le_bytes());
            entry[72..76].copy_from_slice(&next.to_le_bytes());
            let child = if at == 0 && !names.is_empty() { 1 } else { u32::MAX };
            entry[76..80].copy_from_slice(&child.to_le_bytes());
        }
        bytes
    }

    #[test]
    fn a_compound_file_is_what_its_streams_say() {
        for (names, format_of) in [
            (&["1Table", "WordDocument"][..], Ok(Format::Doc)),
            (&["Workbook", "ObjectPool"], Ok(Format::Xls)),
            (&["Book"], Ok(Format::Xls)),
            (&["WordDocument", "EncryptedPackage"], Err("password-protected Office")),
            (&["PowerPoint Document"], Ok(Format::Ppt)),
            (&["__properties_version1.0"], Err("Outlook")),
            (&[], Err("Outlook, old Word and old Excel")),
        ] {
            assert_eq!(format(&compound(names)), format_of, "{names:?}");
        }
    }

    #[test]
    fn macros_and_objects_of_an_old_file_are_named() {
        let what = |names: &[&str]| beside(&compound(names)).into_iter().map(|l| l.what).collect::<Vec<_>>();
        assert_eq!(what(&["WordDocument"]), Vec::<String>::new());
        assert_eq!(
            what(&["_VBA_PROJECT", "MBD00A1", "x"]),
            ["macro", "embedded object of an old Office file"]
        );
    }

    #[test]
    fn a_directory_that_goes_round_in_a_circle_ends() {
        let mut round = compound(&["a", "b"]);
        round[516..520].copy_from_slice(&1_u32.to_le_bytes());
        assert!(format(&round).is_err());
        let mut siblings = compound(&["a", "b"]);
        siblings[1024 + 128 * 2 + 72..][..4].copy_from_slice(&1_u32.to_le_bytes());
        assert!(format(&siblings).is_err());
        for cut in 0..siblings.len() {
            assert!(format(&siblings[..cut]).is_err());
        }
    }
}
