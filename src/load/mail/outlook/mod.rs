//! A message of Outlook (`.msg`, MS-OXMSG; `winmail.dat`, [`packed`]): properties in the streams of a
//! compound file.
//!
//! Shown like other mail: who, to whom, when, about what, and the richest text there is. Attached files
//! and messages are members. Refused: a file whose streams cannot be read, contacts, tasks and other
//! items that are no messages, and a formatted text that is damaged and has no plain twin.

mod attached;
mod compressed;
mod encapsulated;
mod frame;
mod meeting;
mod packed;
mod properties;
mod store;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::{Read, body};
use crate::load::convert::{Member, NotConverted};
use crate::load::html::{self, Ask};
use crate::load::paged;
use crate::load::{rtf, text};

pub(in crate::load) use packed::is_packed;

use attached::Attached;
use properties::Properties;
use store::Store;

/// What of a message is asked here (MS-OXPROPS).
const MESSAGE_CLASS: u16 = 0x001a;
const BODY: u16 = 0x1000;
const RTF_COMPRESSED: u16 = 0x1009;
const HTML: u16 = 0x1013;

/// Items of Outlook that are no messages.
const NO_MESSAGES: [(&str, &str); 4] = [
    ("ipm.contact", "contact"),
    ("ipm.distlist", "list of contacts"),
    ("ipm.task", "task"),
    ("ipm.activity", "journal entry"),
];

/// Whether a file is a message of Outlook.
pub(in crate::load) fn is_message(bytes: &[u8]) -> bool {
    catch_unwind(|| Store::has_at_root(bytes, properties::STREAM)).unwrap_or(false)
}

/// Reads a message.
///
/// # Errors
/// When it is damaged, no message, or its text cannot be read.
pub(super) fn read(member: &Member<'_>) -> Result<Read, NotConverted> {
    let open = if packed::is_packed(member.bytes) { packed::open } else { Store::open };
    let opened = catch_unwind(AssertUnwindSafe(|| open(member.bytes)));
    let store = opened.ok().flatten().ok_or_else(|| {
        let hint = "export it again from the mail program, or withhold it with a reason";
        paged::refuse(member, "this message of Outlook is damaged", hint)
    })?;
    let message = Properties::of_message(&store);
    let class = message.text(MESSAGE_CLASS).unwrap_or_default().to_ascii_lowercase();
    if let Some((_, what)) = NO_MESSAGES.iter().find(|(start, _)| class.starts_with(start)) {
        let what = format!("this item of Outlook is a {what}, which is not read yet");
        return Err(paged::refuse(member, what, "print it to PDF from Outlook and put that in its place"));
    }
    let mut out = Read { headers: frame::read(&store, &message, member), ..Read::default() };
    out.headers.lines.extend(meeting::lines(&store, &message, &class));
    let (attached, left_out) = attached::read(&store, &message);
    out.left_out.extend(left_out);
    let attached = match attached::signed(&class, &attached) {
        Some(whole) => {
            let inner = Member { bytes: &whole, ..*member };
            super::content(&inner, &mut out)?;
            if class.ends_with("note.smime") {
                out.left_out.extend(paged::left_out(super::SIGNATURE, 1));
            }
            Vec::new()
        }
        None => attached,
    };
    if out.body.is_empty() {
        let shown = write(&message, &attached, member, &mut out)?;
        let is_shown = |a: &Attached| a.id.as_ref().is_some_and(|id| shown.contains(id));
        let members = attached.into_iter().filter(|a| !is_shown(a)).map(|a| (a.name, a.bytes));
        out.members.extend(members);
    }
    if out.headers.lines.is_empty() && out.body.is_empty() && out.members.is_empty() {
        return Err(super::damaged(member));
    }
    body::mark_empty(&mut out.body);
    Ok(out)
}

/// Writes the richest text of a message; gives the Content-IDs of the pictures it shows.
fn write(
    message: &Properties<'_>,
    attached: &[Attached],
    member: &Member<'_>,
    out: &mut Read,
) -> Result<BTreeSet<String>, NotConverted> {
    let plain = message.text(BODY);
    let mut twin = usize::from(plain.is_some());
    let packed = message.bytes(RTF_COMPRESSED);
    let unpacked = packed.map(|packed| compressed::unpacked(packed, member.limits.stream_bytes));
    let wrapped = unpacked.as_ref().and_then(|rtf| encapsulated::html(rtf.as_ref()?));
    let html = html_of(message).or(wrapped).filter(|html| !html::is_blank(html));
    let mut shown = BTreeSet::new();
    if let Some(html) = html {
        shown = write_html(&html, attached, member, out)?;
    } else {
        let formatted = match &unpacked {
            Some(Some(rtf)) => Some(rtf::read(rtf, member)?),
            _ => None,
        };
        match (formatted.filter(|page| !page.blocks.is_empty()), plain) {
            (Some(page), _) => {
                out.body = page.blocks;
                out.hidden.absorb(page.hidden);
                out.left_out.extend(page.left_out);
                out.behind_links.extend(page.names);
            }
            (None, Some(plain)) => {
                out.body = text::paragraphs(&plain);
                twin = 0;
            }
            (None, None) if matches!(unpacked, Some(None)) => {
                let hint = "export it again from the mail program, or withhold it with a reason";
                return Err(paged::refuse(member, "the text of this message is damaged", hint));
            }
            (None, None) => {}
        }
    }
    let damaged = usize::from(matches!(unpacked, Some(None)));
    out.left_out.extend(paged::left_out("plain-text twin of the shown text", twin));
    out.left_out.extend(paged::left_out("formatted twin of the text, damaged", damaged));
    Ok(shown)
}

/// The HTML of a message, stored as bytes or as text.
fn html_of(message: &Properties<'_>) -> Option<String> {
    let bytes = message.bytes(HTML);
    let text = bytes.map(|bytes| message.html_encoding().decode(bytes).0.into_owned());
    text.or_else(|| message.text(HTML))
}

fn write_html(
    html: &str,
    attached: &[Attached],
    member: &Member<'_>,
    out: &mut Read,
) -> Result<BTreeSet<String>, NotConverted> {
    let inline: BTreeMap<String, &[u8]> =
        attached.iter().filter_map(|a| Some((a.id.clone()?, a.bytes.as_slice()))).collect();
    let ask = Ask { limits: member.limits, show_hidden: member.show_hidden, inline: &inline };
    let page = html::read(html, ask).map_err(|unread| unread.refuse(member, "the HTML text of this mail"))?;
    out.hidden.absorb(page.hidden);
    out.left_out.extend(page.left_out);
    out.behind_links.extend(page.addresses);
    out.body = page.blocks;
    Ok(page.shown)
}
