//! The covering e-mail as a draft (RFC 5322, MIME) with the pack attached.
//!
//! It is never given the password, so it cannot hold it. Subject and file name hold the reference only.
//! `X-Unsent: 1` makes Outlook open it as a message that is still to be sent; nothing here sends.

use jiff::Timestamp;
use mail_builder::MessageBuilder;
use mail_builder::headers::raw::Raw;
use mail_builder::headers::text::Text;

use super::{Written, html, plain};
use crate::diag::Place;
use crate::error::{Error, Result};

/// The head of the message.
#[derive(Debug, Clone)]
pub struct Covering<'a> {
    /// Name and address of the body.
    pub from: (&'a str, &'a str),
    /// Address of the requester, when there is one.
    pub to: Option<&'a str>,
    /// The body's reference: the whole subject.
    pub reference: &'a str,
    /// When it was drafted.
    pub at: Timestamp,
    /// Whether the web version is in large print.
    pub large_print: bool,
}

/// A file that goes with it.
#[derive(Debug, Clone, Copy)]
pub struct Attachment<'a> {
    /// Its name: the reference.
    pub name: &'a str,
    /// Its bytes, a PDF.
    pub bytes: &'a [u8],
}

/// The draft.
///
/// # Errors
/// Exit 1 when it cannot be written.
pub fn draft(covering: &Covering<'_>, written: &Written, attached: &[Attachment<'_>]) -> Result<Vec<u8>> {
    let blocks = written.blocks();
    let id = crate::sys::fs::sha256_hex(format!("{} {}", covering.reference, covering.at).as_bytes());
    let mut message = MessageBuilder::new()
        .from(covering.from)
        .subject(covering.reference)
        .date(covering.at.as_second())
        .message_id(format!("{}@blackpanel.invalid", id.get(..32).unwrap_or(&id)))
        .header("X-Unsent", Raw::new("1"))
        .header("Content-Language", Text::new("en-GB"))
        .text_body(plain(&blocks))
        .html_body(html(covering.reference, &blocks, covering.large_print));
    if let Some(to) = covering.to {
        message = message.to(to);
    }
    for file in attached {
        message = message.attachment("application/pdf", file.name, file.bytes);
    }
    message
        .write_to_vec()
        .map_err(|_| Error::problem(Place::file("the e-mail"), "cannot be written", "report this"))
}
