//! The header lines a person reads, decoded: who, to whom, when, about what (RFC 5322, 3.6).

use std::borrow::Cow;

use mail_parser::{Addr, Address, DateTime, Header, HeaderName, HeaderValue, Message};

use super::own::{self, Mailbox};
use super::{root, span};
use crate::load::convert::Member;
use crate::load::paged::hidden::Hidden;

/// The header of a mail.
#[derive(Debug, Default)]
pub(super) struct Headers {
    /// Label and value in the order of display.
    pub(super) lines: Vec<(&'static str, String)>,
    /// Display names and addresses.
    pub(super) names: Vec<String>,
    /// The subject.
    pub(super) subject: Option<String>,
    /// The day it was sent, ISO 8601, in the sender's time zone.
    pub(super) date: Option<String>,
    /// When it was sent, in words, where only its technical header says so.
    pub(super) sent: Option<String>,
    /// The name the mail bears over all its copies.
    pub(super) message_id: Option<String>,
    /// Lines of the mail's way that hold something of the requester's own: name and value.
    pub(super) way: Vec<(String, String)>,
    /// Lines that are not shown.
    pub(super) technical: usize,
    /// Blind copies that are not shown.
    pub(super) hidden: Hidden,
}

/// Which lines are shown, in which order, under which label.
const SHOWN: [(HeaderName<'static>, &str); 13] = [
    (HeaderName::From, "From"),
    (HeaderName::Sender, "Sent by"),
    (HeaderName::ReplyTo, "Reply to"),
    (HeaderName::To, "To"),
    (HeaderName::Cc, "Cc"),
    (HeaderName::Bcc, "Bcc"),
    (HeaderName::Date, "Date"),
    (HeaderName::Subject, "Subject"),
    (HeaderName::ResentFrom, "Resent from"),
    (HeaderName::ResentTo, "Resent to"),
    (HeaderName::ResentCc, "Resent cc"),
    (HeaderName::ResentBcc, "Resent bcc"),
    (HeaderName::ResentDate, "Resent date"),
];

/// The source with its header in UTF-8 (RFC 6532): a header that is not is read as windows-1252, as
/// old mail programs meant it.
pub(super) fn in_utf8(bytes: &[u8]) -> Cow<'_, [u8]> {
    let end = [&b"\r\n\r\n"[..], b"\n\n"].into_iter().filter_map(|gap| find(bytes, gap)).min();
    let (header, body) = bytes.split_at(end.unwrap_or(bytes.len()));
    if std::str::from_utf8(header).is_ok() {
        return Cow::Borrowed(bytes);
    }
    let header = escaped(header);
    let (header, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&header);
    Cow::Owned([header.as_bytes(), body].concat())
}

/// Raw bytes inside of encoded words (RFC 2047, 4.2) written as those are, so that they keep the word's
/// own encoding.
fn escaped(header: &[u8]) -> Vec<u8> {
    let (mut out, mut marks, mut before) = (Vec::with_capacity(header.len()), 0, b'\n');
    for byte in header.iter().copied() {
        match (byte, marks) {
            (b'?', 0) => marks = usize::from(before == b'='),
            (b'?', _) => marks += 1,
            // the third mark is before the text, the fourth behind it
            (b'\n', _) => marks = 0,
            _ if marks > 3 => marks = 0,
            _ => {}
        }
        if byte >= 0x80 && marks == 3 {
            out.extend(format!("={byte:02X}").bytes());
        } else {
            out.push(byte);
        }
        before = byte;
    }
    out
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

/// Lines of a mail's way that name people.
const NAMING: [&str; 8] = [
    "delivered-to",
    "x-original-to",
    "envelope-to",
    "return-path",
    "disposition-notification-to",
    "errors-to",
    "apparently-to",
    "x-forwarded-to",
];

/// Reads the header of a message parsed from the member's bytes.
pub(super) fn read(message: &Message<'_>, member: &Member<'_>) -> Headers {
    let mut out = Headers { hidden: Hidden::new(member.show_hidden), ..Headers::default() };
    let all = root(message).map(|part| part.headers.as_slice()).unwrap_or_default();
    for (name, label) in &SHOWN {
        for header in all.iter().filter(|header| header.name == *name) {
            let mut value = value(header, member.bytes);
            if value.trim().is_empty() {
                continue;
            }
            out.note(header, &value);
            if matches!(name, HeaderName::Bcc | HeaderName::ResentBcc) {
                value = own::blind(member.own, &senders(all), copies(header, &value), &mut out.hidden);
            }
            out.lines.push((label, value));
        }
    }
    for header in all.iter().filter(|h| SHOWN.iter().all(|(name, _)| h.name != *name)) {
        let raw = raw(header, member.bytes);
        match header.name() {
            name if own::holds(member.own, &raw) => out.way.push((name.to_owned(), raw)),
            name => {
                out.technical += 1;
                if NAMING.iter().any(|naming| name.eq_ignore_ascii_case(naming)) {
                    out.names.extend(addresses(&raw));
                }
            }
        }
    }
    out.message_id = message.message_id().map(str::to_owned);
    out
}

/// The addresses of who sent a mail, or sent it on.
fn senders(all: &[Header<'_>]) -> Vec<String> {
    let sends =
        |h: &&Header<'_>| matches!(h.name, HeaderName::From | HeaderName::Sender | HeaderName::ResentFrom);
    let address = |header: &Header<'_>| match &header.value {
        HeaderValue::Address(address) => {
            address.iter().filter_map(|a| Some(a.address.as_deref()?.to_owned())).collect()
        }
        _ => Vec::new(),
    };
    all.iter().filter(sends).flat_map(address).collect()
}

/// Who got a blind copy; the whole line as one where it cannot be taken apart.
fn copies(header: &Header<'_>, value: &str) -> Vec<Mailbox> {
    let mailbox = |addr: &Addr<'_>| Mailbox {
        shown: person(addr),
        address: addr.address.as_deref().unwrap_or_default().to_owned(),
    };
    match &header.value {
        HeaderValue::Address(address) => address.iter().map(mailbox).collect(),
        _ => vec![Mailbox { shown: value.to_owned(), address: String::new() }],
    }
}

/// Words of a line that are addresses.
fn addresses(line: &str) -> impl Iterator<Item = String> + '_ {
    let words =
        line.split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | ',' | ';' | '"' | '(' | ')'));
    words.filter(|word| word.contains('@')).map(str::to_owned)
}

/// A line as it came, unfolded.
fn raw(header: &Header<'_>, bytes: &[u8]) -> String {
    let raw = String::from_utf8_lossy(span(bytes, header.offset_start, header.offset_end));
    raw.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Headers {
    fn note(&mut self, header: &Header<'_>, value: &str) {
        match (&header.name, &header.value) {
            (HeaderName::Subject, _) => self.subject = Some(value.to_owned()),
            (HeaderName::Date, HeaderValue::DateTime(time)) => {
                self.date = day(time).map(|day| day.to_string());
            }
            (_, HeaderValue::Address(address)) => self.names.extend(names(address)),
            _ => {}
        }
    }
}

fn value(header: &Header<'_>, bytes: &[u8]) -> String {
    let decoded = match &header.value {
        HeaderValue::Address(address) => self::address(address),
        HeaderValue::Text(text) => text.to_string(),
        HeaderValue::TextList(list) => list.join(", "),
        HeaderValue::DateTime(time) => self::time(time).unwrap_or_default(),
        _ => String::new(),
    };
    if decoded.trim().is_empty() {
        return raw(header, bytes);
    }
    decoded
}

fn address(address: &Address<'_>) -> String {
    let list = |list: &[Addr<'_>]| list.iter().map(person).collect::<Vec<_>>().join(", ");
    match address {
        Address::List(all) => list(all),
        Address::Group(groups) => {
            let group = |g: &mail_parser::Group<'_>| match &g.name {
                Some(name) => format!("{name}: {}", list(&g.addresses)),
                None => list(&g.addresses),
            };
            groups.iter().map(group).collect::<Vec<_>>().join("; ")
        }
    }
}

/// `Name <address>`, or the one that is there.
fn person(addr: &Addr<'_>) -> String {
    match (addr.name.as_deref(), addr.address.as_deref()) {
        (Some(name), Some(address)) if name != address => format!("{name} <{address}>"),
        (name, address) => address.or(name).unwrap_or_default().to_owned(),
    }
}

fn names<'a>(address: &'a Address<'_>) -> impl Iterator<Item = String> + 'a {
    let both = |a: &'a Addr<'_>| [a.name.as_deref(), a.address.as_deref()].into_iter().flatten();
    address.iter().flat_map(both).map(str::to_owned)
}

fn day(time: &DateTime) -> Option<jiff::civil::Date> {
    jiff::civil::Date::new(i16::try_from(time.year).ok()?, time.month as i8, time.day as i8).ok()
}

/// `Wednesday 17 May 2000, 23:06 (UTC-04:00)`, in the sender's time zone.
fn time(time: &DateTime) -> Option<String> {
    let day = day(time)?.strftime("%A %-d %B %Y").to_string();
    let sign = if time.tz_before_gmt { '-' } else { '+' };
    let zone = format!("{sign}{:02}:{:02}", time.tz_hour, time.tz_minute);
    Some(format!("{day}, {:02}:{:02} (UTC{zone})", time.hour, time.minute))
}
