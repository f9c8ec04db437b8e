//! The streams of a compound file (MS-CFB), read whole under a limit, and a storage of it as a file of
//! its own.
//!
//! Refused: a file whose directory does not lead to its streams, or leads to more bytes than it has.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

/// First bytes of a compound file (MS-CFB, 2.2).
const MAGIC: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Storages and streams of one file.
const ENTRIES: usize = 100_000;

/// The streams by their path: `/__recip_version1.0_#00000000/__substg1.0_3001001F`.
#[derive(Debug, Default)]
pub(super) struct Store(BTreeMap<String, Vec<u8>>);

impl Store {
    /// Reads a file; none where it is damaged.
    pub(super) fn open(bytes: &[u8]) -> Option<Self> {
        let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).ok()?;
        let streams = |entry: cfb::Entry| entry.is_stream().then(|| (entry.path().to_owned(), entry.len()));
        let found: Vec<_> = file.walk().take(ENTRIES + 1).map(streams).collect();
        let sum = found.iter().flatten().try_fold(0_u64, |sum, (_, length)| sum.checked_add(*length))?;
        if found.len() > ENTRIES || sum > bytes.len() as u64 {
            return None;
        }
        let mut all = BTreeMap::new();
        for (path, length) in found.into_iter().flatten() {
            let mut content = Vec::new();
            file.open_stream(&path).ok()?.read_to_end(&mut content).ok()?;
            if content.len() as u64 != length {
                return None;
            }
            all.insert(path.to_str()?.replace('\\', "/"), content);
        }
        Some(Self(all))
    }

    /// Adds a stream, in the place of one that has its path.
    pub(super) fn put(&mut self, path: String, bytes: Vec<u8>) {
        self.0.insert(path, bytes);
    }

    /// Whether the bytes are a compound file whose root holds a stream of this name.
    pub(super) fn has_at_root(bytes: &[u8], name: &str) -> bool {
        let open = || cfb::CompoundFile::open(Cursor::new(bytes)).ok();
        bytes.starts_with(MAGIC) && open().is_some_and(|file| file.is_stream(name))
    }

    /// A stream.
    pub(super) fn get(&self, path: &str) -> Option<&[u8]> {
        self.0.get(path).map(Vec::as_slice)
    }

    /// The storages right below a storage whose names begin so, in order.
    pub(super) fn storages(&self, below: &str, prefix: &str) -> Vec<String> {
        let start = format!("{below}/{prefix}");
        let inside = self.0.keys().filter_map(|path| {
            let rest = path.strip_prefix(&start)?;
            Some(format!("{start}{}", rest.split_once('/')?.0))
        });
        let mut all: Vec<String> = inside.collect();
        all.dedup();
        all
    }

    /// A storage as a compound file of its own: `rewrite` gives each stream its content there, by its
    /// path below the storage; `more` are streams that lie elsewhere.
    pub(super) fn apart(
        &self,
        storage: &str,
        more: &str,
        rewrite: impl Fn(&str, &[u8]) -> Vec<u8>,
    ) -> Option<Vec<u8>> {
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).ok()?;
        let inside = self.0.iter().filter_map(|(path, bytes)| {
            let own = path.strip_prefix(storage).filter(|rest| rest.starts_with('/'));
            Some((own.or_else(|| path.starts_with(more).then_some(path))?, bytes))
        });
        for (path, bytes) in inside {
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            if !folder.is_empty() {
                file.create_storage_all(folder).ok()?;
            }
            file.create_stream(path).ok()?.write_all(&rewrite(path, bytes)).ok()?;
        }
        file.flush().ok()?;
        Some(file.into_inner().into_inner())
    }
}
