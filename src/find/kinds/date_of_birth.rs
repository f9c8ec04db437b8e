//! Dates of birth: a date right after a cue (`DOB`, `born`, `date of birth`), in any of the forms of
//! `dates`; after "born in" also a year alone. It refuses dates without a cue: tenancy and
//! appointment dates are not about a birth.

use std::ops::Range;

use super::super::lexicon;
use super::dates::{self, after};
use super::scan::pattern;
use super::{Hit, Kind, Source, Stem, Tier};

pub(super) fn find(source: &Source, out: &mut Vec<Hit>) {
    beside_a_name(source, out);
    let cue = pattern!(
        r"(?-u:\b)(?:d\.?\s?o\.?\s?b\.?|date[\s-]+of[\s-]+birth|birth\s?(?:date|day)|born|b\.\s?)(?-u:\b)?"
    );
    let year = pattern!(r"^[\s:]{1,2}in\s(?:[a-z]{3,9}\s)?((?:19|20)[0-9]{2})(?-u:\b)");
    for (word, m) in source.around(Stem::Birth, cue, 10, 10).iter().filter_map(|near| near.group(0)) {
        // the beginning of Dobrosława is no cue
        if source.text.get(m.end..).is_some_and(|rest| rest.starts_with(char::is_alphabetic)) {
            continue;
        }
        before(source.text, m.start, out);
        // "b." stands right before its date, or it is an initial
        let mut reach = if word.starts_with("b.") { 1 } else { gap(source.text, m.end) };
        let form = pattern!(r"^\s?\([dmy/ .-]{4,14}\)");
        let mut from = source.text.get(m.end..).and_then(|r| form.find(r)).map_or(m.end, |f| m.end + f.end());
        let mut any = false;
        // twins and couples: "born on 1 May 1980 and 3 June 1982"
        while let Some(date) =
            after(source.text, from, reach).filter(|d| !any || is_joined(source.text, from, &d.bytes))
        {
            from = date.bytes.end;
            reach = 6;
            any = true;
            out.push(Hit::new(Kind::DateOfBirth, date.bytes, Tier::Certain, REASON));
        }
        if !any {
            out.extend(bent(source.text, from));
        }
        let rest = source.text.get(m.end..).unwrap_or_default();
        if let Some(y) = year.captures(rest).filter(|_| !any).and_then(|c| c.get(1)) {
            let range = m.end + y.start()..m.end + y.end();
            out.push(Hit::new(Kind::DateOfBirth, range, Tier::Likely, "a year after ‘born in’"));
        }
    }
}

/// A second date belongs to a second birth in the same paragraph; with an hour behind it, it is an entry of a log.
fn is_joined(text: &str, from: usize, date: &Range<usize>) -> bool {
    let between = text.get(from..date.start).unwrap_or_default();
    let hour = pattern!(r"^[\s,]{1,3}[0-9]{1,2}[:.][0-9]{2}");
    !between.contains("\n\n") && !text.get(date.end..).is_some_and(|rest| hour.is_match(rest))
}

const REASON: &str = "a date beside ‘born’ or ‘date of birth’";

/// How far after the cue the date may stand: further over "is recorded as" and the like.
fn gap(text: &str, at: usize) -> usize {
    let filler = pattern!(
        r"^(?:\s(?:is|was|were|are|has|have|been|recorded|given|stated|noted|shown|down|as|on|of|the|both|in|to|be)(?-u:\b)){1,6}"
    );
    let more = text.get(at..).and_then(|rest| filler.find(rest)).map_or(0, |m| m.len());
    14.max(more + 4).max(answer(text, at))
}

/// How far an answer may stand from the question: `date of birth please? / Yeah, it's the 15th of June`.
fn answer(text: &str, at: usize) -> usize {
    let question = text.get(at..).unwrap_or_default().lines().next().unwrap_or_default();
    if question.len() <= 24 && question.contains('?') { question.len() + 48 } else { 0 }
}

/// `Ann Lee (10/11/1946)`, `Ann Lee M 16/9/95`: a date in brackets after a name, or after a sex.
fn beside_a_name(source: &Source, out: &mut Vec<Hit>) {
    let shape = pattern!(
        r"(?x)(?-u:\b)(?:([a-z][a-z'-]+)(?:\s\(|,\s)|([mf]|male|female)[\s,|/-]{1,4})(?:d\.?o\.?b\.?\s?)?([0-9]{1,2}[/.-][0-9]{1,2}[/.-](?:[0-9]{4}|[0-9]{2})|[0-9]{4}-[0-9]{2}-[0-9]{2})(?-u:\b)"
    );
    for near in source.near(shape, 24, |run| follows_name(source, run)) {
        let Some((written, date)) = near.group(3) else { continue };
        let named = near.group(1).is_some_and(|(word, at)| {
            let closed = match source.text.as_bytes().get(date.end) {
                Some(b')') => true,
                // "Graça dos Santos, 20/8/53": long ago, or it is the day of a letter
                _ => source.text.get(at.end..).is_some_and(|t| t.starts_with(',')) && is_long_ago(written),
            };
            closed && is_name(source, word, at.start)
        });
        let sex = near.group(2).is_some_and(|(word, at)| word.len() > 1 || (source.upper)(at.start));
        if named || sex {
            let reason = "a date right after a name";
            out.push(Hit::new(Kind::DateOfBirth, date, Tier::Likely, reason));
        }
    }
}

/// Before 2010: files of a housing service are younger, people are not.
fn is_long_ago(date: &str) -> bool {
    dates::all(date).first().is_some_and(|d| d.date.0 < 2010)
}

/// `(9 May 1980, date of birth)`: a date that ends right before the cue, in brackets with it.
fn before(text: &str, at: usize, out: &mut Vec<Hit>) {
    let mut from = at.saturating_sub(36);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let Some(open) = text.get(from..at).and_then(|t| t.rfind('(')).map(|i| from + i + 1) else { return };
    let ends = |end: usize| text.get(end..at).is_some_and(|t| t.trim().len() <= 1);
    let found = after(text, open, 2).map(|d| Hit::new(Kind::DateOfBirth, d.bytes, Tier::Certain, REASON));
    out.extend(found.or_else(|| bent(text, open)).filter(|h| ends(h.bytes.end)));
}

/// A date whose digits stand apart (`2 1 / 1 1 / 2 0 0 6`) or run together (`21112006`).
fn bent(text: &str, from: usize) -> Option<Hit> {
    let shape = pattern!(
        r"^(?:\s(?:is|was|recorded|given|stated|as|on|the)){0,4}[^0-9a-z]{0,4}((?:[0-9]\s){1,2}/\s(?:[0-9]\s){1,2}/(?:\s[0-9]){2,4}|[0-3][0-9][01][0-9](?:19|20)?[0-9]{2})(?-u:\b)"
    );
    let m = shape.captures(text.get(from..)?)?.get(1)?;
    let range = from + m.start()..from + m.end();
    Some(Hit::new(Kind::DateOfBirth, range, Tier::Likely, REASON))
}

/// A bracket or a word of a sex stands right before the number.
fn follows_name(source: &Source, run: &Range<usize>) -> bool {
    let before = source.text.get(..run.start).unwrap_or_default();
    let open = source.part(run).starts_with('(') || before.ends_with(['(', ':', '.']);
    let open = open || before.ends_with(", ");
    let before = before.trim_end_matches([' ', '\n', '\t', ',', '|', '/', '-']);
    let alone = |sex| before.strip_suffix(sex).is_some_and(|b| !b.ends_with(char::is_alphanumeric));
    open || ["m", "f", "male", "female"].into_iter().any(alone)
}

/// A word with a capital that the lists call a name, or that they do not know after another capital.
fn is_name(source: &Source, word: &str, at: usize) -> bool {
    let known = lexicon::evidence(word);
    let common = known.word() || known.other() || known.body() || known.place();
    let before = source.text.get(..at).unwrap_or_default().strip_suffix(' ').unwrap_or_default();
    let first = before.rfind(|c: char| !c.is_alphabetic()).map_or(0, |i| i + 1);
    let plain = lexicon::evidence(before.get(first..).unwrap_or_default());
    let company = first < before.len() && (source.upper)(first) && !plain.word() && !plain.other();
    let capital = (at..at + word.len()).any(|i| (source.upper)(i));
    capital && !common && (known.name() || company)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_date_with_a_cue_is_a_birth_date() {
        super::super::check(
            find,
            &[
                ("d.o.b. 2/1/48, NHS", &["2/1/48"]),
                ("(DOB 3th Sep 1991)", &["3th Sep 1991"]),
                ("Date of birth:  1954-08-25", &["1954-08-25"]),
                ("Date of birth (dd/mm/yyyy): 12/03/1978", &["12/03/1978"]),
                ("born on 16 February 1966 in", &["16 February 1966"]),
                ("whose date of birth is recorded as 9/12/2004.", &["9/12/2004"]),
                ("(9 May 1980, date of birth)", &["9 May 1980"]),
                ("DOB 2 1 / 1 1 / 2 0 0 6, DOB 21112006", &["2 1 / 1 1 / 2 0 0 6", "21112006"]),
                (
                    "Zhihao Ouyang (10/11/1946); Subject: A Wojcik, b. 16 Jan 1974",
                    &["10/11/1946", "16 Jan 1974"],
                ),
                ("Ouyang\tM\t16/9/95\tson", &["16/9/95"]),
                ("date of birth please?\nCaller: Yeah it's the 15th of June 1967.", &["15th of June 1967"]),
                ("Victim: Graça Mendes, 20/8/53. Ann Lee, 20/8/23.", &["20/8/53"]),
                ("Dobroslawa\t12/03/2024", &[]),
                ("the Policy (10/11/2023), the report (1/2/24)", &[]),
                ("DOB 120782, birthday: 3/4/1980", &["120782", "3/4/1980"]),
                ("born in 1975 and", &["1975"]),
                ("DOB\n16/02/1966", &["16/02/1966"]),
                ("attend on 12 June 2023; stubborn 1/2/99; tenancy began 01/04/2019", &[]),
            ],
        );
    }
}
