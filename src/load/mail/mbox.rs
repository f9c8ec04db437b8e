//! A mailbox (`.mbox`, RFC 4155): each of its messages becomes a document, below a page that counts them.
//!
//! The page says nothing of the messages, so that one that is withheld is not told there. Where the
//! lines that part messages are not sure, nothing is lost: every byte is in one of the members. Refused:
//! more messages than the limits allow, and a file without a line that begins a message.

use crate::load::convert::{Conversion, Member};
use crate::load::{SideTable, SourceKind, paged};
use crate::pdf::typeset::{Block, Flow};

/// What begins a message.
const FROM: &[u8] = b"From ";

/// Whether the bytes begin as a mailbox does.
pub(in crate::load) fn is_mailbox(bytes: &[u8]) -> bool {
    bytes.starts_with(FROM) && split(bytes, 2).is_some()
}

/// Hands the messages of a mailbox over.
///
/// # Errors
/// When it has too many messages, or none.
pub fn convert(member: &Member<'_>) -> Conversion {
    let hint = "export its messages one by one, or in smaller mailboxes";
    let many = || format!("this mailbox holds more than {} messages", member.limits.members);
    let messages = split(member.bytes, member.limits.members)
        .ok_or_else(|| paged::refuse(member, "no message begins in this mailbox", hint))?;
    if messages.len() > member.limits.members {
        return Err(paged::refuse(member, many(), hint));
    }
    let count = messages.len();
    let count = format!("{count} {}", if count == 1 { "message" } else { "messages" });
    let side = SideTable {
        marks: Vec::new(),
        message_id: None,
        kind: SourceKind::Mailbox,
        converted: "mailbox; its messages follow as documents of their own".to_owned(),
        left_out: Vec::new(),
        locked: false,
        title: None,
        date: None,
        names: Vec::new(),
    };
    let text = format!("A mailbox of {count}. Each is a document of its own.");
    let flow = Flow { page: paged::page(member.limits), blocks: vec![Block::text(text)], ..Flow::default() };
    let messages = messages.into_iter().map(|message| ("message.eml".to_owned(), message));
    paged::convert(&flow, member, side, messages.collect())
}

/// The messages, with the line ends of mail; at most one more than `most`. None where the file does not
/// begin with one.
fn split(bytes: &[u8], most: usize) -> Option<Vec<Vec<u8>>> {
    let mut lines = bytes.split_inclusive(|b| *b == b'\n').peekable();
    let (mut all, mut blank): (Vec<Vec<u8>>, bool) = (Vec::new(), true);
    while let Some(line) = lines.next() {
        let line = ended(line);
        if blank && begins(line, lines.peek().copied()) {
            if all.len() > most {
                return Some(all);
            }
            all.push(Vec::new());
            blank = false;
            continue;
        }
        let message = match all.last_mut() {
            Some(message) => message,
            None if line.is_empty() => continue,
            None => return None,
        };
        blank = line.is_empty();
        message.extend_from_slice(unquoted(line));
        message.extend_from_slice(b"\r\n");
    }
    // the blank line before the next message belongs to neither
    for message in &mut all {
        if message.ends_with(b"\r\n\r\n") {
            message.truncate(message.len() - 2);
        }
    }
    (!all.is_empty()).then_some(all)
}

/// Whether a line after a blank one begins a message: it names a sender and a time, and a header line
/// follows, or it names a time of the usual form. A sentence that begins with "From" does neither.
fn begins(line: &[u8], next: Option<&[u8]>) -> bool {
    let Some(rest) = line.strip_prefix(FROM) else { return false };
    let header = next.is_some_and(|next| {
        let name: Vec<u8> = next.iter().copied().take_while(|b| b.is_ascii_graphic() && *b != b':').collect();
        !name.is_empty() && next.get(name.len()) == Some(&b':')
    });
    let clock = rest
        .windows(5)
        .any(|w| matches!(w, [a, b, b':', c, d] if [a, b, c, d].iter().all(|d| d.is_ascii_digit())));
    let year = rest.split(|b| *b == b' ').any(|word| word.len() == 4 && word.iter().all(u8::is_ascii_digit));
    header && (clock || rest.contains(&b'@')) || clock && year
}

/// A line without its end.
fn ended(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}

/// A line of the text that began like a message's first: one `>` goes.
fn unquoted(line: &[u8]) -> &[u8] {
    let quotes = line.iter().take_while(|b| **b == b'>').count();
    match line.get(quotes..) {
        Some(rest) if quotes > 0 && rest.starts_with(FROM) => line.get(1..).unwrap_or_default(),
        _ => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parted(text: &str) -> Vec<String> {
        let all = split(text.as_bytes(), 10).unwrap_or_default();
        all.into_iter().map(|m| String::from_utf8_lossy(&m).replace("\r\n", "\n")).collect()
    }

    #[test]
    fn messages_are_parted_where_they_begin_and_nowhere_else() {
        let first = "From ann@x.uk Mon Jun  1 10:00:00 2026\nSubject: a\n\nHi\n\nFrom here on it is text\n\n>From then\n>>From x\n";
        let second = "From - Tue Jun 02 11:00:00 2026\nSubject: b\n\nBye\n";
        for newline in ["\n", "\r\n"] {
            let all = parted(&format!("{first}\n{second}").replace('\n', newline));
            assert_eq!(
                all,
                [
                    "Subject: a\n\nHi\n\nFrom here on it is text\n\nFrom then\n>From x\n",
                    "Subject: b\n\nBye\n"
                ]
            );
        }
    }

    #[test]
    fn what_does_not_begin_with_a_message_is_no_mailbox() {
        for text in
            ["", "\n\n", "From here on\n\nSubject: x", "Subject: a\n\nFrom a@b.uk Mon Jun 01 10:00:00 2026\n"]
        {
            assert_eq!(parted(text).len(), 0, "{text:?}");
            assert!(!is_mailbox(text.as_bytes()));
        }
        assert!(is_mailbox(b"From a Mon Jun 01 10:00:00 2009\n\nTest"));
    }

    #[test]
    fn a_mailbox_of_too_many_messages_is_not_split_further() {
        let many = "From a@b.uk Mon Jun 01 10:00:00 2026\nSubject: a\n\n".repeat(50);
        assert_eq!(split(many.as_bytes(), 10).map(|all| all.len()), Some(11));
    }
}
