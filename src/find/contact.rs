//! Why it exists: whether the requester plainly knows somebody shows in the heads of their mails: one
//! wrote, the other was written to. A copy to a third is no such proof. It reads the head of a mail and
//! the heads quoted in it, and refuses heads without sender and recipient.

use std::ops::Range;

use jiff::civil::Date;

use super::book::Book;
use super::census::Drafts;
use super::fold::fold_term;
use super::kinds::dates;
use super::place::Draft;
use super::{Kind, Owner};
use crate::text::PageText;

/// Sender, recipients and day of a mail, as characters of the page's text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Head {
    /// The line of the sender.
    pub(crate) from: Range<u32>,
    /// The lines of the recipients.
    pub(crate) to: Range<u32>,
    /// The day it was sent.
    pub(crate) day: Option<Date>,
}

/// Which field a line of a head starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    From,
    To,
    Day,
    Other,
}

/// Notes in the book who exchanged mail with the data subject, and when last.
pub(crate) fn note(book: &mut Book, pages: &[&PageText], drafts: &Drafts, entries: &[Option<usize>]) {
    let heads: Vec<Vec<Head>> = pages.iter().map(|p| heads(&p.text)).collect();
    if heads.iter().all(Vec::is_empty) {
        return;
    }
    let mut named: Vec<Vec<(&Draft, Option<usize>)>> = vec![vec![]; pages.len()];
    for ((sheet, draft), entry) in drafts.iter().zip(entries) {
        if let Some(list) = named.get_mut(*sheet).filter(|_| matches!(draft.kind, Kind::Person | Kind::Email))
        {
            list.push((draft, *entry));
        }
    }
    let mut met: Vec<(usize, Option<Date>)> = vec![];
    for (heads, named) in heads.iter().zip(&named) {
        for head in heads {
            met.extend(partners(head, named).into_iter().map(|entry| (entry, head.day)));
        }
    }
    for (entry, day) in met {
        book.meet(entry, day);
    }
}

/// The entries of those on the other side of a mail from the data subject.
fn partners(head: &Head, named: &[(&Draft, Option<usize>)]) -> Vec<usize> {
    let within = |range: &Range<u32>| -> Vec<&(&Draft, Option<usize>)> {
        named.iter().filter(|(d, _)| range.start <= d.chars.start && d.chars.end <= range.end).collect()
    };
    let (from, to) = (within(&head.from), within(&head.to));
    let mine = |side: &[&(&Draft, Option<usize>)]| side.iter().any(|(d, _)| d.owner == Owner::Subject);
    let others = match (mine(&from), mine(&to)) {
        (true, _) => to,
        (_, true) => from,
        _ => return vec![],
    };
    others.into_iter().filter(|(d, _)| d.owner != Owner::Subject).filter_map(|(_, entry)| *entry).collect()
}

/// The heads of mails on a page, in order.
pub(crate) fn heads(text: &str) -> Vec<Head> {
    let mut out: Vec<Head> = vec![];
    let mut open: Option<(Head, Field)> = None;
    let mut at = 0;
    for line in text.split('\n') {
        let range = at..at + line.chars().count() as u32;
        at = range.end + 1;
        let field = field(line);
        match (field, &mut open) {
            (Some(Field::From), _) => {
                out.extend(open.take().map(|(head, _)| head));
                open = Some((Head { from: range, ..Head::default() }, Field::From));
            }
            (Some(field), Some((head, last))) => {
                fill(head, field, range, line);
                *last = field;
            }
            // a list of recipients goes on over the line's end
            (None, Some((head, Field::To))) if !line.trim().is_empty() => head.to.end = range.end,
            (None, _) => out.extend(open.take().map(|(head, _)| head)),
            (Some(_), None) => {}
        }
    }
    out.extend(open.map(|(head, _)| head));
    out.retain(|h| !h.from.is_empty() && !h.to.is_empty());
    out
}

fn fill(head: &mut Head, field: Field, range: Range<u32>, line: &str) {
    match field {
        Field::To if head.to.is_empty() => head.to = range,
        Field::To => head.to.end = range.end,
        Field::Day => {
            let found = dates::all(&fold_term(line)).first().map(|f| f.date);
            head.day = found.and_then(|(y, m, d)| Date::new(y as i16, m as i8, d as i8).ok());
        }
        Field::From | Field::Other => {}
    }
}

/// The field that a line starts, quoted or not: `> To: Ann`, `From<tab>Ann`.
fn field(line: &str) -> Option<Field> {
    let line = line.trim_start_matches(['>', '|', '*', ' ', '\t']);
    let label = line.split_once([':', '\t'])?.0.trim_end_matches([' ', '*']).to_lowercase();
    Some(match label.as_str() {
        "from" | "sender" => Field::From,
        "to" => Field::To,
        "sent" | "date" => Field::Day,
        "cc" | "bcc" | "subject" | "attached" | "attachments" | "reply-to" | "importance" => Field::Other,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_of_mails_are_read_and_other_lines_are_not() {
        let cut = |text: &str, r: &Range<u32>| -> String {
            text.chars().skip(r.start as usize).take(r.len()).collect()
        };
        for (text, from, to, day) in [
            (
                "From\tAnn <a@x.uk>\nTo\tBo\nDate\tFriday 1 May 2026, 09:00\n\nHi",
                "From\tAnn <a@x.uk>",
                "To\tBo",
                "2026-05-01",
            ),
            (
                "> From: Ann\n> Sent: 01/05/2026\n> To: Bo;\n> Cy\n> Subject: x",
                "> From: Ann",
                "> To: Bo;\n> Cy",
                "2026-05-01",
            ),
        ] {
            let heads = heads(text);
            assert_eq!(heads.len(), 1, "{text}");
            assert_eq!((cut(text, &heads[0].from).as_str(), cut(text, &heads[0].to).as_str()), (from, to));
            assert_eq!(heads[0].day.map(|d| d.to_string()).as_deref(), Some(day));
        }
        assert_eq!(heads("To: Bo\nFrom here to there\nDate: today"), []);
        assert_eq!(heads("From: 1 May\nwe shall"), [], "no recipient");
    }
}
