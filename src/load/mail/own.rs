//! What of a mail's frame is the requester's own: the lines of its way that name them, and the blind
//! copies they know of.
//!
//! A blind copy (RFC 5322, 3.6.3) is known to the sender and to the one who got it, and to nobody else.
//! By address only: a display name can be a namesake's. Without an address of theirs nothing is shown.
//!
//! What is not theirs is left out before any page is made, not put under a panel: a panel stands on a
//! finding, which a person may decide to keep, and no decision may bring a blind copy to somebody it was
//! hidden from. The line stays and says that something was left out, the schedule counts it, and
//! `[load] hidden = "show"` lays it before the officer.

use crate::load::paged::hidden::Hidden;

/// How a blind copy that is left out is listed.
const BLIND: &str = "blind copy (Bcc) that was not the requester's to see";

/// The fewest characters of an address or number that is looked for in a line.
const SHORTEST: usize = 4;

/// Somebody in a header line: as shown, and the address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Mailbox {
    pub(super) shown: String,
    pub(super) address: String,
}

/// Whether a line holds one of the requester's addresses or numbers, whole.
pub(super) fn holds(own: &[String], line: &str) -> bool {
    let line = line.to_lowercase();
    let own = own.iter().map(|own| own.trim().to_lowercase());
    own.filter(|own| own.chars().count() >= SHORTEST)
        .any(|own| line.match_indices(&own).any(|(at, _)| is_whole(&line, at, at + own.len())))
}

/// Whether an address is one of the requester's.
fn is_own(own: &[String], address: &str) -> bool {
    own.iter().any(|own| !own.trim().is_empty() && own.trim().eq_ignore_ascii_case(address.trim()))
}

/// The `Bcc` line as far as the requester may see it; what they may not is hidden matter.
pub(super) fn blind(own: &[String], senders: &[String], copies: Vec<Mailbox>, hidden: &mut Hidden) -> String {
    let sent = senders.iter().any(|sender| is_own(own, sender));
    let (seen, unseen): (Vec<_>, Vec<_>) =
        copies.into_iter().partition(|copy| sent || is_own(own, &copy.address));
    for copy in &unseen {
        hidden.text(BLIND, &copy.shown);
    }
    let mut shown: Vec<String> = seen.into_iter().map(|copy| copy.shown).collect();
    if !unseen.is_empty() {
        shown.push("[left out]".to_owned());
    }
    shown.join(", ")
}

/// No letter, digit or part of a longer address on either side.
fn is_whole(line: &str, start: usize, end: usize) -> bool {
    let part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '+' | '@' | '%');
    let before = line.get(..start).unwrap_or_default().chars().next_back();
    let mut after = line.get(end..).unwrap_or_default().chars();
    let next = after.next();
    let goes_on = |c: char| part(c) || (c == '.' && after.clone().next().is_some_and(char::is_alphanumeric));
    !before.is_some_and(|c| part(c) || c == '.') && !next.is_some_and(goes_on)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_the_requester_s_only_when_it_holds_the_whole_address() {
        let own = ["Ann@Example.com".to_owned(), "192.0.2.4".to_owned(), "ab".to_owned()];
        for (line, theirs) in [
            ("from x ([192.0.2.4]) for <ann@example.com>;", true),
            ("for ann@example.com.", true),
            ("by 192.0.2.4; Mon", true),
            ("for <joann@example.com>", false),
            ("for <x.ann@example.com>", false),
            ("for ann@example.com.au", false),
            ("from 192.0.2.45", false),
            ("from 1.192.0.2.4", false),
            ("ab cd", false),
        ] {
            assert_eq!(holds(&own, line), theirs, "{line}");
        }
        assert!(!holds(&[], "for ann@example.com") && !holds(&[" ".to_owned()], "a b"));
    }

    #[test]
    fn a_blind_copy_is_seen_by_its_sender_and_by_who_got_it() {
        let copy = |address: &str| Mailbox { shown: format!("<{address}>"), address: address.to_owned() };
        let own = ["ann@x.uk".to_owned()];
        for (own, sender, seen, unseen) in [
            (&own[..], "ANN@x.uk", "<ann@x.uk>, <tom@x.uk>", 0),
            (&own, "z@x.uk", "<ann@x.uk>, [left out]", 1),
            (&[], "z@x.uk", "[left out]", 2),
            (&[], "", "[left out]", 2),
        ] {
            let mut hidden = Hidden::new(false);
            let copies = vec![copy("ann@x.uk"), copy("tom@x.uk")];
            assert_eq!(blind(own, &[sender.to_owned()], copies, &mut hidden), seen);
            assert_eq!(hidden.finish().0.iter().map(|l| l.count).sum::<u32>(), unseen);
        }
    }
}
