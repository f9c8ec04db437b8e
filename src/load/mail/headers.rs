//! The header lines a person reads, decoded: who, to whom, when, about what (RFC 5322, 3.6).

use std::borrow::Cow;

use mail_parser::{Addr, Address, DateTime, Header, HeaderName, HeaderValue, Message};

use super::{root, span};

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
    /// Lines that are not shown.
    pub(super) technical: usize,
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
    let (header, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(header);
    Cow::Owned([header.as_bytes(), body].concat())
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

/// Reads the header of a message; `bytes` is the source, for lines that could not be decoded.
pub(super) fn read(message: &Message<'_>, bytes: &[u8]) -> Headers {
    let mut out = Headers::default();
    let all = root(message).map(|part| part.headers.as_slice()).unwrap_or_default();
    for (name, label) in &SHOWN {
        for header in all.iter().filter(|header| header.name == *name) {
            let value = value(header, bytes);
            if value.trim().is_empty() {
                continue;
            }
            out.note(header, &value);
            out.lines.push((label, value));
        }
    }
    out.technical = all.iter().filter(|h| SHOWN.iter().all(|(name, _)| h.name != *name)).count();
    out
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
        let raw = String::from_utf8_lossy(span(bytes, header.offset_start, header.offset_end));
        return raw.split_whitespace().collect::<Vec<_>>().join(" ");
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
