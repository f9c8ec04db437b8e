//! What parent and worker say to each other: a length, a JSON header, then raw bytes.
//!
//! Both sides treat the other's words as a stranger's: every length is checked against what is there,
//! and a reply that does not add up is no reply.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::SideTable;
use crate::case::extract::Rows;
use crate::diag::Problem;
use crate::pdf::limits::Limits;

/// What the worker is asked; the source's bytes follow.
#[derive(Serialize, Deserialize)]
pub(super) struct Request {
    /// Name for messages.
    pub name: String,
    /// What opens the file.
    pub password: Option<String>,
    /// How much may be read.
    pub limits: Limits,
    /// Whether hidden matter becomes marked pages.
    #[serde(default)]
    pub show_hidden: bool,
    /// Addresses and numbers of the person the data is about.
    #[serde(default)]
    pub own: Vec<String>,
    /// Extracts of rows, by path inside the source.
    #[serde(default)]
    pub rows: Vec<(String, Rows)>,
    /// Whether files for LibreOffice are wanted (see [`super::Handover`]).
    #[serde(default)]
    pub office: bool,
    /// Pages to draw, where pictures are wanted instead of normal forms.
    #[serde(default)]
    pub draw: Option<Drawing>,
}

/// What is to be drawn of a PDF.
#[derive(Serialize, Deserialize)]
pub(super) struct Drawing {
    /// Pages, from 1.
    pub pages: Vec<u32>,
    /// Dots per inch.
    pub dpi: f64,
}

/// What the worker answers; the normal forms' bytes follow in the same order.
#[derive(Serialize, Deserialize)]
pub(super) struct Reply {
    /// The source and its members.
    pub items: Vec<Item>,
}

/// One document of a reply.
#[derive(Serialize, Deserialize)]
pub(super) struct Item {
    /// Path inside the source.
    pub path: String,
    /// Size of the source of this document.
    pub size: u64,
    /// SHA-256 in hex of the source of this document.
    pub sha256: String,
    /// What it became.
    pub became: Became,
    /// The file for LibreOffice, whose bytes follow those of the normal form.
    #[serde(default)]
    pub office: Option<ForOffice>,
    /// Why there is none, where one could be expected.
    #[serde(default)]
    pub plain: Option<String>,
}

/// A file for LibreOffice (see [`super::Handover`]).
#[derive(Serialize, Deserialize)]
pub(super) struct ForOffice {
    /// Length of the file.
    pub length: u64,
    /// Its kind.
    pub format: super::Format,
    /// Words that pages may repeat.
    pub repeated: String,
    /// What of an old file no page shows.
    pub left_out: Vec<super::LeftOut>,
}

/// A normal form's description, or the refusal.
#[derive(Serialize, Deserialize)]
pub(super) enum Became {
    /// A normal form of this many bytes.
    Form {
        /// Length of the PDF.
        length: u64,
        /// Number of pages.
        pages: u32,
        /// What else is known.
        side: SideTable,
    },
    /// Nothing.
    Refused {
        /// Why.
        problem: Problem,
        /// Whether only a password is missing.
        locked: bool,
        /// What it is, where no page can show it.
        held: Option<String>,
    },
}

/// A header and the bytes that follow it.
pub(super) fn pack<T: Serialize>(header: &T, parts: &[&[u8]]) -> Option<Vec<u8>> {
    let json = serde_json::to_vec(header).ok()?;
    let mut out = Vec::with_capacity(8 + json.len() + parts.iter().map(|p| p.len()).sum::<usize>());
    out.extend_from_slice(&(json.len() as u64).to_le_bytes());
    out.extend_from_slice(&json);
    for part in parts {
        out.extend_from_slice(part);
    }
    Some(out)
}

/// The header and what follows it; `None` when the message is not whole.
pub(super) fn unpack<T: DeserializeOwned>(message: &[u8]) -> Option<(T, &[u8])> {
    let (length, rest) = message.split_first_chunk::<8>()?;
    let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
    let (json, bytes) = rest.split_at_checked(length)?;
    Some((serde_json::from_slice(json).ok()?, bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_that_is_not_whole_is_no_message() {
        let message = pack(&Reply { items: vec![] }, &[b"bytes"]).unwrap();
        let (reply, rest) = unpack::<Reply>(&message).unwrap();
        assert!(reply.items.is_empty() && rest == b"bytes");
        for cut in 0..message.len() - 5 {
            assert!(unpack::<Reply>(&message[..cut]).is_none(), "cut at {cut}");
        }
        let mut lying = message;
        lying[..8].copy_from_slice(&u64::MAX.to_le_bytes());
        assert!(unpack::<Reply>(&lying).is_none());
    }
}
