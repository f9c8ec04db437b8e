//! E-mail addresses: the dot-atom subset of RFC 5322 3.4.1, as people write it: also with spaces
//! round the @, `[at]`, `(dot)`, ` at … dot `, and broken over a line. It refuses a bare `at`
//! without a spelled-out dot or a top-level domain behind it. Role mailboxes belong to a body.

use std::ops::Range;

use super::scan::pattern;
use super::{Hit, Kind, Source, Stem, Tier};

pub(super) fn find(source: &Source, out: &mut Vec<Hit>) {
    let open = pattern!(
        r"(?:[a-z0-9_-]{1,30}\s?[\[({]\s?dot\s?[\])}]\s?)?[a-z0-9][a-z0-9._%+'-]{0,63}?\s{0,2}@\s{0,2}(?:[a-z0-9-]+\.\s(?:com|net|org|uk|co\.uk|org\.uk|gov\.uk|ac\.uk)(?-u:\b)|(?:[a-z0-9-]+(?:\.|\s\.\s|\s?[\[({]\s?(?:dot|\.)\s?[\])}]\s?|\sdot\s))+(?:[a-z]{2,24}|\n(?:com|net|org|uk|co\.uk|org\.uk|gov\.uk|ac\.uk)(?-u:\b)))"
    );
    for (text, range) in source.around(Stem::At, open, 70, 100).iter().filter_map(|near| near.group(0)) {
        let range = wrapped_local(source.text, range.start)..range.end;
        let body = is_role(text);
        out.push(Hit::new(Kind::Email, range, Tier::Certain, "an e-mail address").of_body(body));
    }
    let at = pattern!(r"\sat\s[a-z0-9.-]+(?:\sdot\s|\.[a-z])|[\[({<]\s?at?\s?[\])}>]");
    for (_, range) in source.around(Stem::Spelled, at, 48, 24).iter().filter_map(|near| near.group(0)) {
        out.extend(spelled(source.text, range));
    }
}

/// The start with `maureen.` before it, at the end of the line above, after a word such as "e-mail".
fn wrapped_local(text: &str, start: usize) -> usize {
    let first = pattern!(
        r"(?:mail|address|contact|from|to|cc|(?:me|us|him|her|them)\sat)\s?(?:is|:|at)?\s?<?([a-z0-9_+-]{1,30}[._-])\n$"
    );
    let mut from = start.saturating_sub(48);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let before = text.get(from..start).and_then(|t| first.captures(t)).and_then(|c| c.get(1));
    before.map_or(start, |m| from + m.start())
}

/// An address whose @ is the spelled-out "at" of the range.
fn spelled(text: &str, at: Range<usize>) -> Option<Hit> {
    let shape = pattern!(
        r"^[a-z0-9][a-z0-9._%+'-]{0,63}(?:\s(?:dot|underscore)\s[a-z0-9._-]{1,40})?(?:\s?[\[({<]\s?at?\s?[\])}>]\s?|\sat\s)(?:[a-z0-9-]+(?:\.|\s?[\[({]\s?(?:dot|\.)\s?[\])}]\s?|\sdot\s))+(?:com|net|org|uk|eu|ie|info|biz|me|io|fr|de|pl|gov|edu)(?-u:\b)"
    );
    let before = text.get(..at.start)?.trim_end();
    let start = before
        .rfind(|c: char| c.is_whitespace() || matches!(c, '<' | '(' | '[' | ':' | ','))
        .map_or(0, |i| i + 1);
    let start = before
        .get(..start)
        .and_then(|b| pattern!(r"(?-u:\b)[a-z0-9_-]{1,30}\s(?:dot|underscore)\s$").find(b))
        .map_or(start, |m| m.start());
    let m = shape.find(text.get(start..)?)?;
    let written = m.as_str();
    let bracket = written.contains(['[', '(', '{', '<']) || written.contains(" dot ");
    let webmail = pattern!(r"\s(?:g(?:oogle)?mail|hotmail|yahoo|outlook|icloud|live|btinternet|aol|msn|sky|virginmedia|talktalk|ntlworld)\.").is_match(written);
    let dotted = webmail || written.split_whitespace().next().is_some_and(|w| w.contains(['.', '_']));
    let hit = Hit::new(Kind::Email, start..start + m.end(), Tier::Likely, "an e-mail address, spelled out");
    (bracket || dotted).then(|| hit.of_body(is_role(written)))
}

/// A mailbox of an office: nobody's name stands before the @.
fn is_role(address: &str) -> bool {
    let local = address.split(['@', ' ', '[', '(']).next().unwrap_or_default();
    let stems = [
        "info",
        "enquir",
        "complaint",
        "customer",
        "dataprotection",
        "subjectaccess",
        "donotreply",
        "noreply",
        "helpdesk",
    ];
    if stems.iter().any(|stem| local.starts_with(stem)) {
        return true;
    }
    let mut parts = local.split(['.', '-', '_']).filter(|p| !p.is_empty()).peekable();
    parts.peek().is_some() && parts.all(|p| ROLES.contains(&p.trim_end_matches(|c: char| c.is_ascii_digit())))
}

const ROLES: [&str; 58] = [
    "admin",
    "asb",
    "benefits",
    "billing",
    "box",
    "care",
    "casework",
    "central",
    "communications",
    "complaints",
    "contact",
    "council",
    "customer",
    "customercare",
    "customers",
    "customerservice",
    "customerservices",
    "data",
    "dpo",
    "enquiries",
    "enquiry",
    "estates",
    "feedback",
    "finance",
    "foi",
    "frontdesk",
    "gdpr",
    "hello",
    "help",
    "helpdesk",
    "homes",
    "housing",
    "hr",
    "info",
    "information",
    "legal",
    "lettings",
    "mail",
    "mailbox",
    "no",
    "noreply",
    "office",
    "planning",
    "post",
    "press",
    "privacy",
    "reception",
    "records",
    "rents",
    "repairs",
    "reply",
    "sar",
    "sars",
    "service",
    "services",
    "support",
    "team",
    "webmaster",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_however_they_are_written() {
        super::super::check(
            find,
            &[
                ("write to Ann.Lee+x@Example.co.uk.", &["Ann.Lee+x@Example.co.uk"]),
                ("ann.lee @ gmail.com or", &["ann.lee @ gmail.com"]),
                ("ann_lee9[at]example.org and", &["ann_lee9[at]example.org"]),
                ("ann (at) example (dot) com", &["ann (at) example (dot) com"]),
                ("mail ann.lee at gmail dot com please", &["ann.lee at gmail dot com"]),
                (
                    "t.lee@example.org.\nLost: a cat; x.lee@example.\ncom",
                    &["t.lee@example.org", "x.lee@example.\ncom"],
                ),
                ("ann.lee@\nexample.com", &["ann.lee@\nexample.com"]),
                ("mail ann dot lee at gmail dot com", &["ann dot lee at gmail dot com"]),
                ("annlee AT hotmail.com", &["annlee AT hotmail.com"]),
                ("j.smith@gmail . com", &["j.smith@gmail . com"]),
                (
                    "j_lee68@gmail. com or o'neill at yahoo dot com",
                    &["j_lee68@gmail. com", "o'neill at yahoo dot com"],
                ),
                ("ann@example.org. Net income rose", &["ann@example.org"]),
                (
                    "Email: maureen.\nlee@yahoo.co.uk; x(a)yahoo.co.uk",
                    &["maureen.\nlee@yahoo.co.uk", "x(a)yahoo.co.uk"],
                ),
                ("I saw Ann.\nlee@yahoo.co.uk wrote", &["lee@yahoo.co.uk"]),
                ("we meet at example.com offices", &[]),
                ("5 @ 3.50 each, look at it.", &[]),
            ],
        );
    }

    #[test]
    fn a_role_mailbox_belongs_to_a_body() {
        for (address, role) in [
            ("complaints@x.org", true),
            ("no-reply@x.org", true),
            ("housing.team@x.org", true),
            ("ann@x.org", false),
        ] {
            assert_eq!(is_role(address), role, "{address}");
        }
    }
}
