//! The parts of a Word, Excel or `OpenDocument` file: a zip archive read under limits.
//!
//! Names of parts are keys, never paths. Refused: what is no archive, more than [`PARTS`] parts, a part
//! or all parts together above the limits, and parts that grow more than [`RATIO`]-fold when unpacked.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use super::convert::{Member, NotConverted};
use super::paged;
use super::xml::{self, Node};

/// Most parts of one file.
const PARTS: usize = 20_000;
/// How many times its packed size a part may take, once it is larger than [`SMALL`].
const RATIO: u64 = 400;
/// Bytes of a part below which its ratio does not matter.
const SMALL: u64 = 16 << 20;
/// Bytes of XML that is parsed: the tree takes several times its room.
const XML: usize = 96 << 20;

/// Bytes of the list of types that are looked at.
const HEAD: u64 = 1 << 20;

const HINT: &str = "open the file in the program that made it and save it anew, or withhold it with a reason";

/// An opened file and what of it has been read.
pub(super) struct Package<'m> {
    member: Member<'m>,
    archive: ZipArchive<Cursor<&'m [u8]>>,
    /// Index by name, without the leading `/` and in lower case (ECMA-376-2, 6.2.2.3).
    index: BTreeMap<String, usize>,
    read: BTreeSet<String>,
    bytes: usize,
}

impl<'m> Package<'m> {
    /// Opens the archive and reads its list of parts.
    ///
    /// # Errors
    /// When it is no zip archive or has too many parts.
    pub(super) fn open(member: &Member<'m>) -> Result<Self, NotConverted> {
        let damaged = || paged::refuse(member, "is damaged: its list of parts cannot be read", HINT);
        let mut archive = ZipArchive::new(Cursor::new(member.bytes)).map_err(|_| damaged())?;
        if archive.len() > PARTS {
            return Err(paged::refuse(member, format!("consists of more than {PARTS} parts"), HINT));
        }
        let mut index = BTreeMap::new();
        for at in 0..archive.len() {
            let part = archive.by_index_raw(at).map_err(|_| damaged())?;
            if !part.is_dir() {
                index.insert(key(&String::from_utf8_lossy(part.name_raw())), at);
            }
        }
        Ok(Self { member: *member, archive, index, read: BTreeSet::new(), bytes: 0 })
    }

    /// The names of all parts, in lower case.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.index.keys().map(String::as_str)
    }

    /// The names of the parts that nobody asked for so far, in lower case; relationships only lead to
    /// other parts.
    pub(super) fn unread(&self) -> Vec<String> {
        let says = |name: &&String| !self.read.contains(*name) && name.rsplit('.').next() != Some("rels");
        self.index.keys().filter(says).cloned().collect()
    }

    /// The bytes of a part; none when there is no such part.
    ///
    /// # Errors
    /// When it is damaged, locked, or above the limits.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, NotConverted> {
        let name = key(name);
        let Some(at) = self.index.get(&name) else { return Ok(None) };
        let damaged = |member: &Member<'_>| paged::refuse(member, "is damaged: a part of it is broken", HINT);
        let part = self.archive.by_index(*at).map_err(|_| damaged(&self.member))?;
        let limits = self.member.limits;
        let room = limits.stream_bytes.min(limits.total_bytes.saturating_sub(self.bytes));
        let packed = part.compressed_size();
        let mut bytes = Vec::new();
        part.take(room as u64 + 1).read_to_end(&mut bytes).map_err(|_| damaged(&self.member))?;
        let size = bytes.len() as u64;
        if bytes.len() > room || (size > SMALL && size > packed.saturating_mul(RATIO)) {
            return Err(paged::refuse(&self.member, "unpacks to more data than is allowed", HINT));
        }
        self.bytes += bytes.len();
        self.read.insert(name);
        Ok(Some(bytes))
    }

    /// A part parsed as XML; none when there is no such part.
    ///
    /// # Errors
    /// When it is damaged, no XML, or above the limits.
    pub(super) fn xml(&mut self, name: &str) -> Result<Option<Node>, NotConverted> {
        let Some(bytes) = self.part(name)? else { return Ok(None) };
        if bytes.len() > XML {
            return Err(paged::refuse(&self.member, "has a part larger than this program reads", HINT));
        }
        xml::parse(&bytes).map(Some).map_err(|unread| paged::refuse(&self.member, unread.what(), HINT))
    }

    /// A refusal of the whole file.
    pub(super) fn refuse(&self, what: &str) -> NotConverted {
        paged::refuse(&self.member, what, HINT)
    }
}

/// Writes a file of parts, in their order: what is read with [`Package`].
pub(super) fn write(parts: &[(String, Vec<u8>)]) -> Option<Vec<u8>> {
    use std::io::Write as _;
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        // ODF 1.3 part 2, 3.3: the first part, which tells the kind, stands uncompressed
        let plain = name == "mimetype";
        let method = if plain { zip::CompressionMethod::Stored } else { zip::CompressionMethod::Deflated };
        let options = zip::write::SimpleFileOptions::default().compression_method(method);
        writer.start_file(name.as_str(), options).ok()?;
        writer.write_all(bytes).ok()?;
    }
    Some(writer.finish().ok()?.into_inner())
}

/// Content types of main parts; an embedded file of another kind has a type of its own, without `main`.
const MAIN: [(&str, &str); 13] = [
    ("wordprocessingml.document.main", "word"),
    ("wordprocessingml.template.main", "word"),
    ("ms-word.document.macroEnabled.main", "word"),
    ("ms-word.template.macroEnabled", "word"),
    ("ms-excel.sheet.binary.macroEnabled.main", "binary-sheet"),
    ("spreadsheetml.sheet.main", "sheet"),
    ("spreadsheetml.template.main", "sheet"),
    ("ms-excel.sheet.macroEnabled.main", "sheet"),
    ("ms-excel.template.macroEnabled.main", "sheet"),
    ("presentationml.presentation.main", "slides"),
    ("presentationml.slideshow.main", "slides"),
    ("presentationml.template.main", "slides"),
    ("ms-powerpoint.", "slides"),
];

/// What kind of document an archive is, by its list of parts: `word`, `sheet`,
/// `binary-sheet`, `slides`, `open-document`, `other-open-document`, `other` (Office) or `zip`; none where the list cannot be read.
pub(super) fn kind(bytes: &[u8]) -> Option<&'static str> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut head = |name: &str| {
        let mut text = Vec::new();
        archive.by_name(name).ok()?.take(HEAD).read_to_end(&mut text).ok()?;
        Some(String::from_utf8_lossy(&text).into_owned())
    };
    if let Some(list) = head("[Content_Types].xml") {
        let known = MAIN.iter().find(|(kind, _)| list.contains(kind));
        return Some(known.map_or("other", |(_, kind)| kind));
    }
    let typed = head("mimetype").unwrap_or_default();
    Some(match typed.strip_prefix("application/vnd.oasis.opendocument.") {
        Some(kind)
            if ["text", "spreadsheet", "presentation", "graphics"].iter().any(|k| kind.starts_with(k)) =>
        {
            "open-document"
        }
        Some(_) => "other-open-document",
        None => "zip",
    })
}

/// A part's name as it is compared.
fn key(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_ascii_lowercase()
}

/// For tests: an archive of parts.
#[cfg(test)]
pub(super) mod testing {
    use std::io::{Cursor, Write as _};

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    pub(in crate::load) fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in parts {
            writer.start_file(*name, SimpleFileOptions::default()).expect("a part");
            writer.write_all(bytes).expect("its bytes");
        }
        writer.finish().expect("an archive").into_inner()
    }

    /// Names and bytes of all parts.
    pub(in crate::load) fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
        use std::io::Read as _;
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
        let mut part = |at| {
            let mut part = archive.by_index(at).expect("a part");
            let (name, mut bytes) = (String::from_utf8_lossy(part.name_raw()).into_owned(), Vec::new());
            part.read_to_end(&mut bytes).expect("its bytes");
            (name, bytes)
        };
        (0..zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive").len()).map(&mut part).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::limits::Limits;

    fn open<'a>(bytes: &'a [u8], limits: &'a Limits) -> Member<'a> {
        Member { name: "a.docx", bytes, password: None, limits, show_hidden: false, own: &[], rows: None }
    }

    #[test]
    fn a_workbook_with_a_word_file_inside_is_a_workbook() {
        let list = "<Default Extension='docx' ContentType='application/vnd.openxmlformats-officedocument.wordprocessingml.document'/>\
            <Override ContentType='application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'/>";
        let bytes = testing::archive(&[("[Content_Types].xml", list.as_bytes())]);
        assert_eq!(kind(&bytes), Some("sheet"));
        let odt = testing::archive(&[("mimetype", b"application/vnd.oasis.opendocument.text")]);
        assert_eq!(kind(&odt), Some("open-document"));
        assert_eq!((kind(&testing::archive(&[("a", b"b")])), kind(b"PK")), (Some("zip"), None));
    }

    #[test]
    fn a_part_that_unpacks_without_end_is_refused() {
        let bytes = testing::archive(&[("word/document.xml", &vec![b' '; 24 << 20])]);
        assert!(bytes.len() < 100_000, "{} bytes", bytes.len());
        let limits = Limits::default();
        let mut package = Package::open(&open(&bytes, &limits)).expect("an archive");
        let refused = package.part("/Word\\Document.xml").expect_err("too large");
        assert!(refused.problem.what.contains("unpacks"), "{}", refused.problem.what);
    }

    #[test]
    fn all_parts_together_count_against_the_limit() {
        let parts: Vec<(String, Vec<u8>)> = (0..10_u8).map(|n| (format!("p{n}"), vec![n; 1_000])).collect();
        let parts: Vec<(&str, &[u8])> = parts.iter().map(|(n, b)| (n.as_str(), b.as_slice())).collect();
        let bytes = testing::archive(&parts);
        let limits = Limits { total_bytes: 5_500, ..Limits::default() };
        let mut package = Package::open(&open(&bytes, &limits)).expect("an archive");
        let read = (0..10).filter(|n| package.part(&format!("p{n}")).is_ok()).count();
        assert_eq!(read, 5);
        assert_eq!(package.unread().len(), 5);
    }
}
