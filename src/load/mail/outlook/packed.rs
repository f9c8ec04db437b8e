//! A message that Outlook packed for its own kind (`winmail.dat`, MS-OXTNEF): unpacked into the same
//! streams as a message of Outlook has, so that one reader shows both.
//!
//! Refused: a file that is cut short, whose sums do not fit, or that holds something behind its end.

use super::store::Store;

mod values;

use values::Reader;

/// First bytes of the format (2.1.3.1: `TNEFSignature`).
const SIGNATURE: [u8; 4] = [0x78, 0x9f, 0x3e, 0x22];

/// Interface under which one message is kept in another (2.1.3.4: `IID_IMessage`); the message follows.
const MESSAGE: [u8; 16] = [0x07, 0x03, 0x02, 0, 0, 0, 0, 0, 0xc0, 0, 0, 0, 0, 0, 0, 0x46];

/// Types of values (MS-OXCDATA, 2.11.1).
const INTEGER: u16 = 0x0003;
const TEXT: u16 = 0x001e;
const TIME: u16 = 0x0040;
const BINARY: u16 = 0x0102;

/// How a file is attached: as a message inside (MS-OXCMSG, 2.2.2.9).
const METHOD: u16 = 0x3705;
const DATA: u16 = 0x3701;

/// Whether bytes are such a file.
pub(in crate::load) fn is_packed(bytes: &[u8]) -> bool {
    bytes.starts_with(&SIGNATURE)
}

/// The streams of the message; none where it is damaged.
pub(super) fn open(bytes: &[u8]) -> Option<Store> {
    let mut input = Reader(bytes);
    // the signature, and a key that means nothing outside of the program
    input.take(6).filter(|_| is_packed(bytes))?;
    let mut message = Streams::default();
    while !input.0.iter().all(|byte| matches!(byte, 0 | b'\r' | b'\n')) {
        let [level] = input.array()?;
        let (id, length) = (input.u32()?, input.u32()?);
        let data = input.take(usize::try_from(length).ok()?)?;
        let sum = data.iter().fold(0_u16, |sum, byte| sum.wrapping_add(u16::from(*byte)));
        if input.u16()? != sum || !matches!(level, 1 | 2) {
            return None;
        }
        message.attribute(id, data)?;
    }
    Some(message.finish())
}

/// The streams in the making.
#[derive(Default)]
struct Streams {
    store: Store,
    /// Small values of the message, of each recipient and of each attachment.
    message: Vec<u8>,
    recipients: Vec<Vec<u8>>,
    attachments: Vec<Vec<u8>>,
    /// Which numbers this file gives to named properties.
    named: Vec<u8>,
}

/// Whose property one is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    Message,
    Recipient,
    Attachment,
}

impl Streams {
    /// Takes an attribute (2.1.3.3); those that say nothing to a reader are passed over.
    fn attribute(&mut self, id: u32, data: &[u8]) -> Option<()> {
        match id {
            // attMsgProps, attAttachment, attRecipTable
            0x0006_9003 => self.properties(Of::Message, &mut Reader(data))?,
            0x0006_9005 => self.properties(Of::Attachment, &mut Reader(data))?,
            0x0006_9004 => {
                let mut rows = Reader(data);
                for _ in 0..rows.u32()? {
                    self.recipients.push(Vec::new());
                    self.properties(Of::Recipient, &mut rows)?;
                }
            }
            // attAttachRendData: here a file begins
            0x0006_9002 => self.attachments.push(Vec::new()),
            // attAttachData, attAttachTitle
            0x0006_800f => self.put(Of::Attachment, DATA, BINARY, data),
            0x0001_8010 => self.put(Of::Attachment, 0x3704, TEXT, data),
            // attSubject, attBody, attMessageClass, attOemCodepage
            0x0001_8004 => self.put(Of::Message, 0x0037, TEXT, data),
            0x0002_800c => self.put(Of::Message, 0x1000, TEXT, data),
            0x0007_8008 => self.put(Of::Message, 0x001a, TEXT, &class(data)),
            0x0006_9007 => {
                let page = data.first_chunk::<4>().copied().unwrap_or_default();
                self.small(Of::Message, 0x3ffd, INTEGER, &page);
            }
            // attFrom, attDateSent, attDateRecd
            0x0000_8000 => {
                let (name, address) = values::author(data)?;
                self.put(Of::Message, 0x0042, TEXT, name);
                self.put(Of::Message, 0x0065, TEXT, address);
            }
            0x0003_8005 => self.time(0x0039, data),
            0x0003_8006 => self.time(0x0e06, data),
            _ => {}
        }
        Some(())
    }

    /// Takes a list of properties (2.1.3.4).
    fn properties(&mut self, of: Of, input: &mut Reader<'_>) -> Option<()> {
        for _ in 0..input.u32()? {
            let (kind, id) = (input.u16()?, input.u16()?);
            if id >= 0x8000
                && let Some(long) = input.name()?
            {
                let index = (id - 0x8000).to_le_bytes();
                self.named.extend([&long.to_le_bytes()[..], &[0, 0], &index].concat());
            }
            for value in input.values(kind)? {
                match kind {
                    values::OBJECT => self.object(of, id, value),
                    _ if values::is_long(kind) => self.put(of, id, kind, value),
                    _ => self.small(of, id, kind, value),
                }
            }
        }
        Some(())
    }

    /// An object: a message inside is one of these files again, and goes the way of any other.
    fn object(&mut self, of: Of, id: u16, value: &[u8]) {
        let (interface, inside) = value.split_first_chunk::<16>().unwrap_or((&[0; 16], value));
        if *interface == MESSAGE {
            // by value now: its way as a file is told by what it is
            self.small(of, METHOD, INTEGER, &1_u32.to_le_bytes());
        }
        self.put(of, id, BINARY, inside);
    }

    /// A long value. What was said before it in an older way is replaced by what is said in a newer one.
    fn put(&mut self, of: Of, id: u16, kind: u16, bytes: &[u8]) {
        if let Some(storage) = self.storage(of) {
            self.store.put(format!("{storage}/__substg1.0_{id:04X}{kind:04X}"), bytes.to_vec());
        }
    }

    /// A small value, as a message of Outlook keeps it (MS-OXMSG, 2.4.2.1).
    fn small(&mut self, of: Of, id: u16, kind: u16, bytes: &[u8]) {
        let list = match of {
            Of::Message => Some(&mut self.message),
            Of::Recipient => self.recipients.last_mut(),
            Of::Attachment => self.attachments.last_mut(),
        };
        let mut value = [0; 8];
        for (to, from) in value.iter_mut().zip(bytes) {
            *to = *from;
        }
        if let Some(list) = list {
            list.extend([&kind.to_le_bytes()[..], &id.to_le_bytes(), &[0; 4], &value].concat());
        }
    }

    fn time(&mut self, id: u16, data: &[u8]) {
        if let Some(ticks) = values::ticks(data) {
            self.small(Of::Message, id, TIME, &ticks.to_le_bytes());
        }
    }

    /// Where the values of the last of its kind lie.
    fn storage(&self, of: Of) -> Option<String> {
        let last = |all: &[Vec<u8>]| all.len().checked_sub(1);
        Some(match of {
            Of::Message => String::new(),
            Of::Recipient => format!("/__recip_version1.0_#{:08X}", last(&self.recipients)?),
            Of::Attachment => format!("/__attach_version1.0_#{:08X}", last(&self.attachments)?),
        })
    }

    fn finish(mut self) -> Store {
        let stream = super::properties::STREAM;
        self.store.put(format!("/{stream}"), [&[0; 32][..], &self.message].concat());
        let parts = [("recip", self.recipients), ("attach", self.attachments)];
        for (kind, all) in parts {
            for (at, small) in all.into_iter().enumerate() {
                let path = format!("/__{kind}_version1.0_#{at:08X}/{stream}");
                self.store.put(path, [&[0; 8][..], &small].concat());
            }
        }
        self.store.put("/__nameid_version1.0/__substg1.0_00030102".to_owned(), self.named);
        self.store
    }
}

/// A class by the name of today (2.1.3.3.3): the old one of a message is `IPM.Microsoft Mail.Note`.
fn class(data: &[u8]) -> Vec<u8> {
    let old: &[u8] = b"IPM.Microsoft Mail.";
    match data.strip_prefix(old) {
        Some(rest) => [b"IPM.", rest].concat(),
        None => data.to_vec(),
    }
}

#[cfg(test)]
mod tests;
