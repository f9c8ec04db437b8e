//! Which parts of a mail are its text, which are attached files, and what of its bytes is neither.
//!
//! No part is lost: each is text on the pages, a member, the plain twin of a richer text, or counted.

use std::borrow::Cow;
use std::collections::BTreeSet;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, Message, MessagePart, MimeHeaders, PartType};

use super::{paged, root, sealed, span};
use crate::load::LeftOut;
use crate::load::paged::hidden::Hidden;

/// The parts of a mail, sorted.
pub(super) struct Sorted {
    /// Indexes of the parts whose text is shown, in order.
    pub(super) text: Vec<usize>,
    /// Attached files.
    pub(super) members: Vec<Attached>,
    /// Parts and bytes that are neither.
    pub(super) left_out: Vec<LeftOut>,
    /// Text outside of all parts, shown when there is no other.
    pub(super) stray: String,
}

/// An attached file.
pub(super) struct Attached {
    /// Its name, or one by its type.
    pub(super) name: String,
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
    /// Its Content-ID, by which an HTML text shows it (RFC 2392).
    pub(super) id: Option<String>,
}

/// Sorts the parts of a message parsed from `bytes`.
pub(super) fn sort(message: &Message<'_>, bytes: &[u8]) -> Sorted {
    let mut text = richer_text(message);
    let listed = message.text_body.iter().chain(&message.html_body).map(|id| *id as usize);
    let twins: BTreeSet<usize> =
        listed.filter(|id| is_text(message, *id) && !text.contains(id) && !is_blank(message, *id)).collect();
    let mut left_out: Vec<LeftOut> =
        paged::left_out("plain-text twin of the shown text", twins.len()).into_iter().collect();
    if text.iter().all(|id| is_blank(message, *id)) {
        text.extend(nameless_text(message));
    }
    let mut members = Vec::new();
    let (mut broken, mut frames) = (0, Hidden::new(false));
    for (id, part) in message.parts.iter().enumerate() {
        broken += usize::from(part.is_encoding_problem);
        if !text.contains(&id)
            && !twins.contains(&id)
            && let Some(content) = content(part, bytes)
        {
            if let Some(what) = sealed::frame(&type_of(part), &content) {
                frames.count(what, 1);
                continue;
            }
            let id = part.content_id().map(|id| id.trim_matches(['<', '>', ' ']).to_owned());
            members.push(Attached { name: name(part), bytes: content, id });
        }
    }
    left_out.extend(frames.finish().0);
    left_out.extend(paged::left_out("part with a broken encoding, taken as it came", broken));
    let stray = stray(message, bytes);
    let shows_text = text.iter().any(|id| !is_blank(message, *id));
    if shows_text {
        left_out
            .extend(paged::left_out("text outside the parts of the mail", usize::from(!stray.is_empty())));
    }
    Sorted { text, members, left_out, stray: if shows_text { String::new() } else { stray } }
}

/// The HTML side of the body when it says anything, else the plain side.
fn richer_text(message: &Message<'_>) -> Vec<usize> {
    let texts = |ids: &[u32]| -> Vec<usize> {
        ids.iter().map(|id| *id as usize).filter(|id| is_text(message, *id)).collect()
    };
    let (html, plain) = (texts(&message.html_body), texts(&message.text_body));
    if html.iter().all(|id| is_blank(message, *id)) { plain } else { html }
}

/// Text parts without a name that no body lists, for a mail that would otherwise say nothing.
fn nameless_text(message: &Message<'_>) -> Vec<usize> {
    let nameless = |id: &usize| {
        let part = message.parts.get(*id);
        part.is_some_and(|p| p.attachment_name().is_none() && matches!(p.body, PartType::Text(_)))
            && is_text(message, *id)
            && !is_blank(message, *id)
    };
    (0..message.parts.len()).filter(nameless).collect()
}

/// The characters of a text part. Without a charset the parser reads UTF-8 and spoils the rest; such a
/// part is read as windows-1252, as old mail programs meant it.
pub(super) fn text_of<'p>(part: &'p MessagePart<'_>, bytes: &[u8]) -> Cow<'p, str> {
    let (PartType::Text(text) | PartType::Html(text)) = &part.body else { return Cow::Borrowed("") };
    let charset = part.content_type().and_then(|t| t.attribute("charset"));
    let unnamed = charset.is_none_or(|c| c.eq_ignore_ascii_case("us-ascii"));
    if !unnamed || !text.contains('\u{fffd}') {
        return Cow::Borrowed(text);
    }
    let raw = span(bytes, part.offset_body, part.offset_end);
    let decoded = match part.encoding {
        Encoding::None => Some(raw.to_vec()),
        Encoding::Base64 => base64_decode(raw),
        Encoding::QuotedPrintable => quoted_printable_decode(raw),
    };
    match decoded {
        Some(decoded) => Cow::Owned(encoding_rs::WINDOWS_1252.decode(&decoded).0.into_owned()),
        None => Cow::Borrowed(text),
    }
}

fn is_text(message: &Message<'_>, id: usize) -> bool {
    let text = |p: &MessagePart<'_>| matches!(p.body, PartType::Text(_) | PartType::Html(_));
    message.parts.get(id).is_some_and(|p| text(p) && type_of(p) != "application/pgp-encrypted")
}

fn is_blank(message: &Message<'_>, id: usize) -> bool {
    match message.parts.get(id).map(|p| &p.body) {
        Some(PartType::Text(text)) => text.trim().is_empty(),
        Some(PartType::Html(html)) => crate::load::html::is_blank(html),
        _ => true,
    }
}

/// The decoded bytes of an attached part; nothing for a part that only holds others or is empty text.
fn content(part: &MessagePart<'_>, bytes: &[u8]) -> Option<Vec<u8>> {
    match &part.body {
        PartType::Multipart(_) => None,
        PartType::Text(text) | PartType::Html(text) => {
            let named = part.attachment_name().is_some();
            (named || !text.trim().is_empty()).then(|| file(part, bytes))
        }
        PartType::Binary(content) | PartType::InlineBinary(content) => Some(content.to_vec()),
        PartType::Message(nested) if part.encoding == Encoding::None => {
            let whole = span(bytes, part.offset_body, part.offset_end);
            Some(if whole.is_empty() { nested.raw_message.to_vec() } else { whole.to_vec() })
        }
        PartType::Message(nested) => Some(nested.raw_message.to_vec()),
    }
}

/// An attached text as a file: to the byte where it came as one, else with the line ends of mail.
fn file(part: &MessagePart<'_>, bytes: &[u8]) -> Vec<u8> {
    let raw = span(bytes, part.offset_body, part.offset_end);
    let whole = if part.encoding == Encoding::Base64 { base64_decode(raw) } else { None };
    whole.unwrap_or_else(|| canonical(&text_of(part, bytes)).into_bytes())
}

/// Text with the line ends of mail (RFC 2046, 4.1.1), so that one file is the same in a mailbox and in a
/// mail by itself.
fn canonical(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\n', "\r\n")
}

/// The part's own name, without folders; one by its type where it has none.
fn name(part: &MessagePart<'_>) -> String {
    let given = part.attachment_name().and_then(|n| n.rsplit(['/', '\\']).next()).map(str::trim);
    let is_message = matches!(part.body, PartType::Message(_));
    match given.filter(|name| !name.is_empty()) {
        Some(name) if is_message && !name.to_ascii_lowercase().ends_with(".eml") => format!("{name}.eml"),
        Some(name) => name.to_owned(),
        None if is_message => "message.eml".to_owned(),
        None => by_type(part).to_owned(),
    }
}

fn by_type(part: &MessagePart<'_>) -> &'static str {
    name_of_type(&type_of(part))
}

/// The type of a part in small letters; empty where it names none.
pub(super) fn type_of(part: &MessagePart<'_>) -> String {
    let kind = part.content_type();
    kind.map(|t| format!("{}/{}", t.ctype(), t.subtype().unwrap_or_default()))
        .unwrap_or_default()
        .to_ascii_lowercase()
}

/// A name for a file that has only a type.
pub(super) fn name_of_type(kind: &str) -> &'static str {
    match kind {
        "text/plain" => "text.txt",
        "text/html" => "text.html",
        "text/csv" => "table.csv",
        "text/calendar" => "invitation.ics",
        "text/rtf" | "application/rtf" => "text.rtf",
        "text/rfc822-headers" | "message/delivery-status" | "message/disposition-notification" => {
            "report.txt"
        }
        "image/jpeg" | "image/jpg" => "picture.jpg",
        "image/png" => "picture.png",
        "image/gif" => "picture.gif",
        "image/tiff" => "picture.tif",
        "application/pdf" => "document.pdf",
        "application/pkcs7-mime" | "application/x-pkcs7-mime" => "smime.p7m",
        "application/pkcs7-signature" | "application/x-pkcs7-signature" => "smime.p7s",
        "application/pgp-encrypted" | "application/pgp-signature" => "message.asc",
        "application/ms-tnef" | "application/vnd.ms-tnef" => "winmail.dat",
        _ => "attachment.bin",
    }
}

/// Text of a multipart mail that stands in no part: before the first boundary or after the last.
fn stray(message: &Message<'_>, bytes: &[u8]) -> String {
    let Some(root) = root(message) else { return String::new() };
    if !matches!(root.body, PartType::Multipart(_)) {
        return String::new();
    }
    let first = message.parts.iter().skip(1).map(|p| p.offset_header).min().unwrap_or(root.offset_end);
    let last = message.parts.iter().skip(1).map(|p| p.offset_end).max().unwrap_or(first);
    let around = [span(bytes, root.offset_body, first), span(bytes, last, bytes.len() as u32)];
    let lines = around.map(|part| String::from_utf8_lossy(part).into_owned()).join("\n");
    let kept = lines.lines().filter(|line| !is_frame(line));
    kept.collect::<Vec<_>>().join("\n").trim().to_owned()
}

/// Boundary lines and the notice old mail programs write for older ones.
fn is_frame(line: &str) -> bool {
    let lower = line.to_ascii_lowercase();
    line.starts_with("--") || lower.contains("multi-part message") || lower.contains("multipart message")
}
