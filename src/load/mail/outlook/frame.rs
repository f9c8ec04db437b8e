//! Who, to whom, when and about what, from the properties of a message (MS-OXOMSG, 2.2).
//!
//! Addresses of the internet are shown; the paths by which a mail server knows its own people are not.

use jiff::civil::DateTime;
use mail_parser::MessageParser;

use super::properties::Properties;
use super::store::Store;
use crate::load::convert::Member;
use crate::load::mail::headers::{self, Headers};
use crate::load::mail::own::{self, Mailbox};
use crate::load::paged::hidden::Hidden;

const SUBJECT: u16 = 0x0037;
const SUBMITTED: u16 = 0x0039;
const DELIVERED: u16 = 0x0e06;
const CREATED: u16 = 0x3007;
const REPLY_NAMES: u16 = 0x0050;
const TRANSPORT_HEADERS: u16 = 0x007d;
const MESSAGE_ID: u16 = 0x1035;

/// Name, address, and address of the internet: of whom the mail is from, and of who sent it for them.
const AUTHOR: [u16; 3] = [0x0042, 0x0065, 0x5d02];
const SENDER: [u16; 3] = [0x0c1a, 0x0c1f, 0x5d01];
const RECIPIENT: [u16; 3] = [0x3001, 0x3003, 0x39fe];

/// Which of the lists a recipient is on (MS-OXOMSG, 2.2.3.1), and the list as one line.
const RECIPIENT_TYPE: u16 = 0x0c15;
const LISTS: [(i32, &str, u16); 3] = [(1, "To", 0x0e04), (2, "Cc", 0x0e03), (3, "Bcc", 0x0e02)];

/// Reads the header of a message.
pub(super) fn read(store: &Store, message: &Properties<'_>, member: &Member<'_>) -> Headers {
    let mut out = way(message, member);
    let (author, sender) = (mailbox(message, AUTHOR), mailbox(message, SENDER));
    let from = author.clone().or_else(|| sender.clone());
    let senders: Vec<String> = [&author, &sender].into_iter().flatten().map(|m| m.address.clone()).collect();
    out.push("From", from.as_ref());
    out.push("Sent by", sender.filter(|s| from.as_ref().is_some_and(|f| f.shown != s.shown)).as_ref());
    out.line("Reply to", message.text(REPLY_NAMES));
    let storages = store.storages("", "__recip_version1.0_#");
    let mut lists: [Vec<Mailbox>; 3] = Default::default();
    for storage in &storages {
        let recipient = message.of_part(storage);
        let kind = recipient.integer(RECIPIENT_TYPE).unwrap_or(1) & 0xf;
        let place = LISTS.iter().position(|(number, ..)| *number == kind).unwrap_or(0);
        if let (Some(list), Some(one)) = (lists.get_mut(place), mailbox(&recipient, RECIPIENT)) {
            list.push(one);
        }
    }
    for ((_, label, line), mut list) in LISTS.into_iter().zip(lists) {
        if list.is_empty() {
            list.extend(message.text(line).map(|shown| Mailbox { shown, address: String::new() }));
        }
        out.people(label, list, member, &senders);
    }
    let sent = [SUBMITTED, DELIVERED, CREATED].into_iter().find_map(|id| message.time(id));
    let told = out.sent.take().or_else(|| sent.map(|time| in_words(&time)));
    out.line("Date", told);
    out.date = out.date.take().or_else(|| sent.map(|time| time.date().to_string()));
    out.subject = message.text(SUBJECT);
    let subject = out.subject.clone();
    out.line("Subject", subject);
    out.message_id = message.text(MESSAGE_ID).or(out.message_id);
    out.message_id = out.message_id.map(|id| id.trim_matches(['<', '>', ' ']).to_owned());
    out
}

/// What the header lines say that came with the message: of its way, and of the sender's clock.
fn way(message: &Properties<'_>, member: &Member<'_>) -> Headers {
    let mut out = Headers { hidden: Hidden::new(member.show_hidden), ..Headers::default() };
    let Some(lines) = message.text(TRANSPORT_HEADERS) else { return out };
    let lines = format!("{}\r\n\r\n", lines.trim_end());
    let Some(parsed) = MessageParser::default().parse(lines.as_bytes()) else { return out };
    let read = headers::read(&parsed, &Member { bytes: lines.as_bytes(), ..*member });
    out.sent = read.lines.iter().find(|(label, _)| *label == "Date").map(|(_, value)| value.clone());
    (out.way, out.technical, out.names) = (read.way, read.technical, read.names);
    (out.message_id, out.date) = (read.message_id, read.date);
    out
}

impl Headers {
    fn line(&mut self, label: &'static str, value: Option<String>) {
        self.lines.extend(value.map(|value| (label, value)));
    }

    fn push(&mut self, label: &'static str, one: Option<&Mailbox>) {
        self.names.extend(one.iter().flat_map(|one| [one.shown.clone(), one.address.clone()]));
        self.line(label, one.map(|one| one.shown.clone()));
    }

    fn people(&mut self, label: &'static str, list: Vec<Mailbox>, member: &Member<'_>, senders: &[String]) {
        if list.is_empty() {
            return;
        }
        self.names.extend(list.iter().flat_map(|one| [one.shown.clone(), one.address.clone()]));
        let shown = if label == "Bcc" {
            own::blind(member.own, senders, list, &mut self.hidden)
        } else {
            list.into_iter().map(|one| one.shown).collect::<Vec<_>>().join(", ")
        };
        self.line(label, Some(shown));
    }
}

/// Somebody, by the name and the address of the internet that there is.
fn mailbox(properties: &Properties<'_>, [name, address, internet]: [u16; 3]) -> Option<Mailbox> {
    let clean = |text: String| text.trim().trim_matches('\'').trim().to_owned();
    let name = properties.text(name).map(clean);
    let own = properties.text(internet).or_else(|| properties.text(address));
    let address = own
        .map(clean)
        .filter(|address| address.contains('@') && !address.starts_with('/'))
        .unwrap_or_default();
    let shown = match name.filter(|name| !name.is_empty()) {
        Some(name) if address.is_empty() || name.eq_ignore_ascii_case(&address) => name,
        Some(name) => format!("{name} <{address}>"),
        None => address.clone(),
    };
    (!shown.is_empty()).then_some(Mailbox { shown, address })
}

/// `Wednesday 17 May 2000, 23:06 (UTC)`.
pub(super) fn in_words(time: &DateTime) -> String {
    time.strftime("%A %-d %B %Y, %H:%M (UTC)").to_string()
}
