//! Why it exists: a title, a subject or a file name can hold a third party's name, also inside an
//! e-mail address, `snake_case` or CamelCase. What is not a name stays, so that the document can still be
//! told from others.

use super::fold::Folded;
use super::{Found, Person, kinds};

/// What stands where a name stood.
const GONE: &str = "[redacted]";

/// A piece of a title: letters up to a change of case, or anything else.
struct Piece {
    start: usize,
    end: usize,
    folded: String,
}

/// The title with the names of people taken out, except those of people to `keep`, and with telephone
/// numbers, mail addresses and other identifiers taken out. A word that both a kept person and another
/// share goes only beside another word of the other.
#[must_use]
pub fn redact_title(title: &str, found: &Found, keep: &dyn Fn(&Person) -> bool) -> String {
    let pieces = pieces(title);
    let (kept, gone): (Vec<&Person>, Vec<&Person>) = found.people.iter().partition(|p| keep(p));
    let is = |people: &[&Person], word: &str| {
        people.iter().any(|p| p.words.iter().any(|w| stands_for(word, w.expose())))
    };
    let mut marks: Vec<bool> = pieces.iter().map(|p| is(&gone, &p.folded) && !is(&kept, &p.folded)).collect();
    for i in 0..pieces.len() {
        let Some(piece) = pieces.get(i) else { continue };
        let beside = |j: Option<usize>| j.and_then(|j| marks.get(j)).copied().unwrap_or(false);
        let kept_beside = |j: Option<usize>| {
            j.and_then(|j| pieces.get(j)).is_some_and(|p| is(&kept, &p.folded) && !is(&gone, &p.folded))
        };
        let (before, after) = (i.checked_sub(1), Some(i + 1));
        let shared = is(&gone, &piece.folded) && !kept_beside(before) && !kept_beside(after);
        let mark = shared && (beside(before) || beside(after));
        if let Some(slot) = marks.get_mut(i) {
            *slot |= mark;
        }
    }
    for name in super::file_name::people(title) {
        let inside = |p: &Piece| p.start < name.end && name.start < p.end;
        for (piece, mark) in pieces.iter().zip(&mut marks).filter(|(p, _)| inside(p)) {
            *mark |= !is(&kept, &piece.folded);
        }
    }
    let mut cuts: Vec<(usize, usize)> =
        pieces.iter().zip(&marks).filter(|(_, m)| **m).map(|(p, _)| (p.start, p.end)).collect();
    cuts.extend(identifiers(title));
    cut(title, cuts)
}

/// A word stands for a name: the same, its possessive, or with an initial on either side (`jsmith`).
fn stands_for(word: &str, name: &str) -> bool {
    if word == name || word.strip_suffix('s') == Some(name) && name.len() > 3 {
        return true;
    }
    name.len() >= 5 && word.len() <= name.len() + 2 && (word.starts_with(name) || word.ends_with(name))
}

fn identifiers(title: &str) -> Vec<(usize, usize)> {
    let folded = Folded::new(title);
    let starts: Vec<usize> = title.char_indices().map(|(i, _)| i).chain([title.len()]).collect();
    let byte = |c: u32| starts.get(c as usize).copied().unwrap_or(title.len());
    kinds::hits(&folded, &[super::Kind::Url, super::Kind::Age, super::Kind::Reference], false)
        .into_iter()
        .filter(|h| !h.body)
        .map(|h| {
            let c = folded.chars(h.bytes);
            (byte(c.start), byte(c.end))
        })
        .collect()
}

fn cut(title: &str, mut cuts: Vec<(usize, usize)>) -> String {
    cuts.sort_unstable();
    let mut out = String::new();
    let mut at = 0;
    for (start, end) in cuts {
        if end <= at {
            continue;
        }
        let between = title.get(at..start.max(at)).unwrap_or_default();
        // two words of one name leave one mark
        if !(out.ends_with(GONE)
            && between.chars().all(|c| !c.is_alphanumeric() && c != '/')
            && between.len() <= 2)
        {
            out.push_str(between);
            out.push_str(GONE);
        }
        at = end;
    }
    out.push_str(title.get(at..).unwrap_or_default());
    out
}

/// Words, cut where small letters turn to capitals and at anything that is no letter.
fn pieces(title: &str) -> Vec<Piece> {
    let mut out: Vec<Piece> = vec![];
    let mut last: Option<char> = None;
    for (i, c) in title.char_indices() {
        let letter = c.is_alphabetic() || c == '\u{301}';
        let turn = c.is_uppercase() && last.is_some_and(char::is_lowercase);
        let end = i + c.len_utf8();
        match out.last_mut() {
            Some(piece) if letter && piece.end == i && !turn => piece.end = end,
            _ if letter => out.push(Piece { start: i, end, folded: String::new() }),
            _ => {}
        }
        last = Some(c);
    }
    for piece in &mut out {
        piece.folded = super::fold::fold_term(title.get(piece.start..piece.end).unwrap_or_default());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Secret;
    use crate::find::{Owner, PersonId};

    fn person(id: u32, owner: Owner, words: &[&str]) -> Person {
        let words = words.iter().map(|w| Secret::new(*w)).collect();
        let name = Secret::new("");
        Person { id: PersonId(id), owner, name, mentions: 1, office: false, contact: None, words }
    }

    #[test]
    fn other_peoples_names_leave_titles_and_the_requesters_stay() {
        let people = vec![
            person(0, Owner::Subject, &["aisha", "khan"]),
            person(1, Owner::Discovered, &["imran", "khan"]),
            person(2, Owner::Party(0), &["kowalczyk", "marek", "o", "brien"]),
        ];
        let found = Found { people, ..Found::default() };
        for (title, want) in [
            ("letter to Aisha Khan.pdf", "letter to Aisha Khan.pdf"),
            ("Imran Khan - statement.docx", "[redacted] - statement.docx"),
            ("MarekKowalczykStatement.pdf", "[redacted]Statement.pdf"),
            ("re_marek_kowalczyk_2026.eml", "re_[redacted]_2026.eml"),
            ("FW: call m.kowalczyk@example.org", "FW: call [redacted]"),
            ("Kowalczyk's noise, 07700 900123", "[redacted]'s noise, [redacted]"),
            ("damp report 2026.pdf", "damp report 2026.pdf"),
            ("hester_pickersgill_statement.pdf", "[redacted]_statement.pdf"),
            ("aisha_khan_statement.pdf", "aisha_khan_statement.pdf"),
        ] {
            assert_eq!(redact_title(title, &found, &|p| p.owner == Owner::Subject), want, "{title}");
        }
    }
}
