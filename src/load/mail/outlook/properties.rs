//! The properties of a message, a recipient or an attachment (MS-OXMSG, 2.4): small values in one
//! stream, long ones in a stream each.
//!
//! A value of another type than expected is none: nothing is guessed.

use std::collections::BTreeMap;

use encoding_rs::{Encoding, UTF_16LE, WINDOWS_1252};

use super::store::Store;
use crate::load::rtf;

/// Length of the header before the small values (MS-OXMSG, 2.4.1).
#[derive(Debug, Clone, Copy)]
pub(super) enum Level {
    /// Of a message that is a file.
    Top = 32,
    /// Of a recipient or an attachment.
    Part = 8,
}

/// Types of values (MS-OXCDATA, 2.11.1).
const INTEGER: u16 = 0x0003;
const TIME: u16 = 0x0040;

/// Code page of the text of a message, and that of its HTML.
const MESSAGE_CODEPAGE: u16 = 0x3ffd;
const INTERNET_CODEPAGE: u16 = 0x3fde;

/// The properties of one storage.
pub(super) struct Properties<'s> {
    store: &'s Store,
    storage: &'s str,
    small: BTreeMap<(u16, u16), [u8; 8]>,
    encoding: &'static Encoding,
}

impl<'s> Properties<'s> {
    /// Those of the message that the file is.
    pub(super) fn of_message(store: &'s Store) -> Self {
        let mut all = Self::read(store, "", Level::Top, WINDOWS_1252);
        let page = all.integer(MESSAGE_CODEPAGE).or_else(|| all.integer(INTERNET_CODEPAGE));
        all.encoding = page.map_or(WINDOWS_1252, rtf::code_page);
        all
    }

    /// Those of a recipient or an attachment of this message.
    pub(super) fn of_part(&self, storage: &'s str) -> Self {
        Self::read(self.store, storage, Level::Part, self.encoding)
    }

    fn read(store: &'s Store, storage: &'s str, level: Level, encoding: &'static Encoding) -> Self {
        let stream = store.get(&format!("{storage}/{STREAM}")).unwrap_or_default();
        let entries = stream.get(level as usize..).unwrap_or_default().as_chunks::<16>().0;
        let entry = |[kind, kind2, id, id2, _, _, _, _, value @ ..]: &[u8; 16]| {
            ((u16::from_le_bytes([*id, *id2]), u16::from_le_bytes([*kind, *kind2])), *value)
        };
        Self { store, storage, small: entries.iter().map(entry).collect(), encoding }
    }

    /// The path of a long value, or of a storage that is one.
    pub(super) fn path(&self, id: u16, kind: u16) -> String {
        format!("{}/__substg1.0_{id:04X}{kind:04X}", self.storage)
    }

    /// A text that says something.
    pub(super) fn text(&self, id: u16) -> Option<String> {
        let wide = self.store.get(&self.path(id, 0x001f)).map(|bytes| (bytes, UTF_16LE));
        let (bytes, encoding) =
            wide.or_else(|| Some((self.store.get(&self.path(id, 0x001e))?, self.encoding)))?;
        let text = encoding.decode_without_bom_handling(bytes).0;
        let text = text.trim_end_matches('\0');
        (!text.trim().is_empty()).then(|| text.to_owned())
    }

    /// Bytes.
    pub(super) fn bytes(&self, id: u16) -> Option<&'s [u8]> {
        self.store.get(&self.path(id, 0x0102))
    }

    /// A number.
    pub(super) fn integer(&self, id: u16) -> Option<i32> {
        let [a, b, c, d, ..] = self.small.get(&(id, INTEGER))?;
        Some(i32::from_le_bytes([*a, *b, *c, *d]))
    }

    /// A time, in UTC (MS-DTYP, 2.3.3: tenths of a microsecond since 1601).
    pub(super) fn time(&self, id: u16) -> Option<jiff::civil::DateTime> {
        const TO_1970: i64 = 11_644_473_600;
        let ticks = i64::from_le_bytes(*self.small.get(&(id, TIME))?);
        let second = ticks.checked_div(10_000_000)?.checked_sub(TO_1970)?;
        let stamp = jiff::Timestamp::from_second(second).ok().filter(|_| ticks > 0)?;
        Some(stamp.to_zoned(jiff::tz::TimeZone::UTC).datetime())
    }

    /// The encoding of HTML bytes.
    pub(super) fn html_encoding(&self) -> &'static Encoding {
        self.integer(INTERNET_CODEPAGE).map_or(self.encoding, rtf::code_page)
    }
}

/// The stream of small values.
pub(super) const STREAM: &str = "__properties_version1.0";
