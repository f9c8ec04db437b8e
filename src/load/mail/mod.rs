//! A mail as a person reads it: its header lines, its text, and every attached file as a member.
//!
//! Internet mail (`.eml`, RFC 5322) is read here, a message of Outlook (`.msg`) by [`outlook`], the
//! messages of a mailbox (`.mbox`) one by one by [`mbox`]. Routing and technical header lines, blind
//! copies to others, the plain twin of an HTML text, hidden text, scripts and remote pictures are left
//! out and counted; nothing is fetched. What a signature wraps is unwrapped ([`signed`]), what Outlook
//! packed is unpacked. What is encrypted is a member, so that it is named as refused. Refused: what has
//! no header lines of a mail, and what the parser cannot survive.

mod body;
mod flowed;
mod headers;
pub(super) mod mbox;
mod outlook;
mod own;
mod parts;
mod sealed;
mod signed;
#[cfg(test)]
mod tests;

use std::panic::{AssertUnwindSafe, catch_unwind};

use mail_parser::{Message, MessageParser};

use crate::diag::Untrusted;
use crate::pdf::typeset::{Block, Cell, Column, Run, Table};

use super::convert::{Conversion, Member, NotConverted};
use super::paged::hidden::Hidden;
use super::{LeftOut, SideTable, SourceKind, paged};

use headers::Headers;

pub(super) use outlook::is_message as is_outlook;
pub(super) use signed::content as signed_content;

/// What is listed of a signature.
const SIGNATURE: &str = "digital signature (S/MIME), not checked";

/// A mail taken apart.
#[derive(Default)]
struct Read {
    headers: Headers,
    body: Vec<Block>,
    /// Addresses behind links: on no page, but somebody's.
    behind_links: Vec<String>,
    left_out: Vec<LeftOut>,
    members: Vec<(String, Vec<u8>)>,
    /// Hidden matter of its texts.
    hidden: Hidden,
}

/// Shows a mail as pages and hands its attachments back as members.
///
/// # Errors
/// When the bytes are no mail, it has too many attachments, or it needs too many pages.
pub fn convert(member: &Member<'_>) -> Conversion {
    if is_outlook(member.bytes) {
        return set(outlook::read(member)?, member, "message of Outlook");
    }
    if outlook::is_packed(member.bytes) {
        let mut read = outlook::read(member)?;
        // it is part of the mail it came with, whose name it repeats: no copy of that
        read.headers.message_id = None;
        return set(read, member, "mail packed by Outlook (winmail.dat), unpacked and");
    }
    if let Some(content) = signed::content(member.bytes) {
        return unwrapped(member, content);
    }
    if member.bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(paged::refuse(
            member,
            "the mail is empty",
            "export it again, or withhold it with a reason",
        ));
    }
    let bytes = headers::in_utf8(member.bytes);
    let member = &Member { bytes: &bytes, ..*member };
    let read = catch_unwind(AssertUnwindSafe(|| read(member))).unwrap_or_else(|_| Err(damaged(member)))?;
    set(read, member, "e-mail")
}

/// A signed file by itself: a message goes on the page, any other content is a file below it.
fn unwrapped(member: &Member<'_>, content: Vec<u8>) -> Conversion {
    let mut read = Read::default();
    read.left_out.extend(paged::left_out(SIGNATURE, 1));
    let start = String::from_utf8_lossy(content.get(..13.min(content.len())).unwrap_or_default());
    if ["content-type", "mime-version:"].iter().any(|name| start.to_ascii_lowercase().starts_with(name)) {
        read.headers.lines.push(("Kind", "signed message without sender and recipients".to_owned()));
        self::content(&Member { bytes: &content, ..*member }, &mut read)?;
    } else {
        read.headers.lines.push(("Kind", "signed file".to_owned()));
        read.body.push(Block::text("(what was signed follows as a document of its own)"));
        let own = member.name.rsplit(['/', '!']).next().unwrap_or_default();
        let own = own.strip_suffix(".p7m").filter(|own| !own.is_empty()).unwrap_or("signed content");
        read.members.push((own.to_owned(), content));
    }
    set(read, member, "signed file, unwrapped and")
}

/// Sets a mail as pages.
fn set(read: Read, member: &Member<'_>, what: &str) -> Conversion {
    if read.members.len() > member.limits.members {
        return Err(paged::refuse(
            member,
            format!("more than {} files are attached to this mail", member.limits.members),
            "take the attachments out by hand, or withhold the mail with a reason",
        ));
    }
    let Read { headers, body, behind_links, mut left_out, members, mut hidden } = read;
    let technical = paged::left_out("header line (routing or technical)", headers.technical);
    left_out.splice(0..0, technical);
    hidden.absorb(headers.hidden);
    let (listed, hidden) = hidden.finish();
    left_out.extend(listed);
    let mut names = headers.names;
    names.extend(behind_links);
    names.sort_unstable();
    names.dedup();
    let side = SideTable {
        message_id: headers.message_id.map(Untrusted::new),
        left_out,
        title: headers.subject.map(Untrusted::new),
        date: headers.date,
        names: names.into_iter().map(Untrusted::new).collect(),
        ..SideTable::new(
            SourceKind::Mail,
            format!("{what} set as pages; attachments follow as documents of their own"),
        )
    };
    let mut blocks = vec![header_table(headers.lines, &members), Block::Rule, Block::Space(4.0)];
    blocks.extend(body);
    if !headers.way.is_empty() {
        let lead = "[From the technical header: the lines that hold something of the requester's own]";
        blocks.extend([Block::Rule, Block::Paragraph(vec![Run::bold(lead)])]);
        let line = |(name, value): (String, String)| {
            Block::Paragraph(vec![Run::bold(name + ": "), Run::plain(value)])
        };
        blocks.extend(headers.way.into_iter().map(line));
    }
    blocks.extend(hidden);
    paged::document(blocks, member, side, members)
}

fn damaged(member: &Member<'_>) -> NotConverted {
    paged::refuse(
        member,
        "this is not a readable e-mail: it has no sender, recipient, subject or date",
        "export it again from the mail program, or withhold it with a reason",
    )
}

/// Reads a mail of the internet.
fn read(member: &Member<'_>) -> Result<Read, NotConverted> {
    let message = MessageParser::default().parse(member.bytes).ok_or_else(|| damaged(member))?;
    let headers = headers::read(&message, member);
    if headers.lines.is_empty() {
        return Err(damaged(member));
    }
    let mut out = Read { headers, ..Read::default() };
    match root(&message).and_then(signed_text) {
        Some(inside) => {
            content(&Member { bytes: &inside, ..*member }, &mut out)?;
            out.left_out.extend(paged::left_out(SIGNATURE, 1));
        }
        None => content_of(&message, member, &mut out)?,
    }
    Ok(out)
}

/// What a mail holds that is nothing but a signature with its content (RFC 8551, 3.5.2). A signature in
/// a signature stays a file below the mail.
fn signed_text(part: &mail_parser::MessagePart<'_>) -> Option<Vec<u8>> {
    let kind = parts::type_of(part);
    let is_wrap = matches!(&*kind, "application/pkcs7-mime" | "application/x-pkcs7-mime");
    signed::content(part.contents()).filter(|_| is_wrap)
}

/// Reads text and attachments of a mail whose header is another's: what a signed message holds.
fn content(member: &Member<'_>, out: &mut Read) -> Result<(), NotConverted> {
    let parsed = catch_unwind(AssertUnwindSafe(|| MessageParser::default().parse(member.bytes)));
    let message = parsed.ok().flatten().ok_or_else(|| damaged(member))?;
    content_of(&message, member, out)
}

fn content_of(message: &Message<'_>, member: &Member<'_>, out: &mut Read) -> Result<(), NotConverted> {
    let sorted = parts::sort(message, member.bytes);
    let body = body::read(message, &sorted, member)?;
    out.left_out.extend(sorted.left_out);
    out.left_out.extend(body.left_out);
    let shown = |id: &Option<String>| id.as_ref().is_some_and(|id| body.shown.contains(id));
    let members = sorted.members.into_iter().filter(|m| !shown(&m.id)).map(|m| (m.name, m.bytes));
    out.members.extend(members);
    out.members.extend(body.sealed);
    (out.body, out.behind_links, out.hidden) = (body.blocks, body.behind_links, body.hidden);
    Ok(())
}

/// The header lines as a table without rules: label and value, the attachments last.
fn header_table(lines: Vec<(&'static str, String)>, members: &[(String, Vec<u8>)]) -> Block {
    let row = |(label, value): (&str, String)| -> Vec<Cell> {
        vec![vec![Run::bold(label)], vec![Run::plain(value)]]
    };
    let mut rows: Vec<Vec<Cell>> = lines.into_iter().map(row).collect();
    if !members.is_empty() {
        let names: Vec<String> =
            members.iter().map(|(name, bytes)| format!("{name} ({})", size(bytes.len()))).collect();
        rows.push(row(("Attached", names.join("\n"))));
    }
    let columns = [0.16, 0.84].map(|share| Column { share: Some(share), ..Column::default() }).to_vec();
    Block::Table(Table { columns, rows, ..Table::default() })
}

/// A size as mail programs show it.
fn size(bytes: usize) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

/// Bytes of the source between two offsets of the parser, never outside.
fn span(bytes: &[u8], from: u32, to: u32) -> &[u8] {
    bytes.get(from as usize..to as usize).unwrap_or_default()
}

/// The message's own top part.
fn root<'m>(message: &'m Message<'m>) -> Option<&'m mail_parser::MessagePart<'m>> {
    message.parts.first()
}
