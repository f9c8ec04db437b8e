//! What is attached to a message of Outlook (MS-OXMSG, 2.2.2): files, messages, objects and links.
//!
//! A message inside becomes a file of its own, so that it goes the way of any other. What is only a link
//! is counted, never followed.

use std::borrow::Cow;

use super::properties::{Properties, STREAM};
use super::store::Store;
use crate::load::LeftOut;
use crate::load::paged;

const METHOD: u16 = 0x3705;
const DATA: u16 = 0x3701;
const LONG_NAME: u16 = 0x3707;
const SHORT_NAME: u16 = 0x3704;
const DISPLAY_NAME: u16 = 0x3001;
const CONTENT_ID: u16 = 0x3712;
const MIME_TYPE: u16 = 0x370e;

/// Type of a value that is a storage.
const OBJECT: u16 = 0x000d;

/// How a file is attached (MS-OXCMSG, 2.2.2.9).
const BY_REFERENCE: [i32; 4] = [2, 3, 4, 7];

/// Where the names of properties that have no number of their own are listed; a message inside uses the
/// list of the whole file (MS-OXMSG, 2.2.3).
const NAMES: &str = "/__nameid_version1.0/";

/// An attached file.
pub(super) struct Attached {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
    /// Its Content-ID, by which an HTML text shows it.
    pub(super) id: Option<String>,
}

/// The attached files, and what is only named.
pub(super) fn read(store: &Store, message: &Properties<'_>) -> (Vec<Attached>, Vec<LeftOut>) {
    let (mut all, mut links) = (Vec::new(), 0);
    for storage in store.storages("", "__attach_version1.0_#") {
        let properties = message.of_part(&storage);
        if properties.integer(METHOD).is_some_and(|method| BY_REFERENCE.contains(&method)) {
            links += 1;
            continue;
        }
        let id = properties.text(CONTENT_ID);
        let id = id.map(|id| id.trim_matches(['<', '>', ' ']).to_owned());
        let object = properties.path(DATA, OBJECT);
        let (name, bytes) = match store.get(&format!("{object}/{STREAM}")) {
            Some(_) => (named(&properties, ".msg"), whole(store, &object).unwrap_or_default()),
            None => match properties.bytes(DATA) {
                Some(bytes) => (named(&properties, ""), bytes.to_vec()),
                // an object of another program, or nothing: refused by its name further on
                None => (
                    named(&properties, ""),
                    store.apart(&object, "\0", |_, b| b.to_vec()).unwrap_or_default(),
                ),
            },
        };
        all.push(Attached { name, bytes, id });
    }
    (all, paged::left_out("attachment that is only a link, not followed", links).into_iter().collect())
}

/// The mail inside a signed message: Outlook keeps it whole, as its only attachment (MS-OXOSMIME, 2.1.3).
/// A signature may also wrap it (2.1.3.1).
pub(super) fn signed<'a>(class: &str, attached: &'a [Attached]) -> Option<Cow<'a, [u8]>> {
    match attached {
        [only] if class.ends_with("smime.multipartsigned") => Some(Cow::Borrowed(&only.bytes)),
        [only] if class.ends_with("note.smime") => {
            crate::load::mail::signed_content(&only.bytes).map(Cow::Owned)
        }
        _ => None,
    }
}

fn named(properties: &Properties<'_>, ending: &str) -> String {
    let own = [LONG_NAME, SHORT_NAME, DISPLAY_NAME].into_iter().find_map(|id| properties.text(id));
    let own = own.as_deref().and_then(|n| n.rsplit(['/', '\\']).next()).map(str::trim);
    match own.filter(|name| !name.is_empty()) {
        Some(name) if name.to_ascii_lowercase().ends_with(ending) => name.to_owned(),
        Some(name) => format!("{name}{ending}"),
        None if !ending.is_empty() => format!("message{ending}"),
        None => by_type(properties.text(MIME_TYPE).as_deref().unwrap_or_default()).to_owned(),
    }
}

fn by_type(kind: &str) -> &'static str {
    super::super::parts::name_of_type(&kind.to_ascii_lowercase())
}

/// The message of a storage as a file: its small values begin 8 bytes later there (MS-OXMSG, 2.4.1.1).
fn whole(store: &Store, storage: &str) -> Option<Vec<u8>> {
    store.apart(storage, NAMES, |path, bytes| match bytes.split_at_checked(24) {
        Some((header, rest)) if path.trim_start_matches('/') == STREAM => [header, &[0; 8], rest].concat(),
        _ => bytes.to_vec(),
    })
}
