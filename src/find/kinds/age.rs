//! Ages: a number up to 119 with a cue (`aged 7`, `34 years old`, `34-year-old`, `7 y/o`). The forms
//! are those of ordinary English; there is no standard. It refuses durations ("7 years ago").

use super::super::lexicon::evidence;
use super::scan::{pattern, windows};
use super::{Hit, Kind, Source, Stem, Tier};

pub(super) fn find(source: &Source, out: &mut Vec<Hit>) {
    in_words(source, out);
    let shape = pattern!(
        r"(?-u:\b)(?:age[ds]?:?\s1?[0-9]{1,2}(?:\s(?:months|weeks))?|(?:his|her|my|their|your|at)\sage\sof\s1?[0-9]{1,2}|(?:at|of)\sthe\sage\sof\s1?[0-9]{1,2}|1?[0-9]{1,2}(?:\s|-)?(?:years?|yrs?|months?|weeks?)(?:\s|-)(?:of\sage|olds?)|1?[0-9]{1,2}\s?(?:y/?o|yrs?\sold))(?-u:\b)"
    );
    bracketed(source, out);
    behind_name(source, out);
    for (_, range) in source.around(Stem::Age, shape, 24, 14).iter().filter_map(|near| near.group(0)) {
        out.push(Hit::new(Kind::Age, range, Tier::Check, "an age"));
    }
}

/// `Ilhan (dau, 4)`, `(son 11)`: behind the word for a child.
fn bracketed(source: &Source, out: &mut Vec<Hit>) {
    let shape = pattern!(
        r"\((?:my\s|her\s|his\s|their\s)?(?:dau|dtr|daughter|son|child|boy|girl|baby|grandson|granddaughter|niece|nephew|sister|brother),?\s([0-9]{1,2})\)"
    );
    let near = source.near(shape, 20, |run| source.text.get(run.end..).is_some_and(|t| t.starts_with(')')));
    for (_, range) in near.iter().filter_map(|near| near.group(1)) {
        out.push(Hit::new(Kind::Age, range, Tier::Check, "an age"));
    }
}

/// `Zayn (9)`, `Fionn (4 now!)`, `Mali (8 months)`, `Ryan, 16, is`, `Zosia, five`: behind a forename, or behind any name
/// that a word for a relative stands before.
fn behind_name(source: &Source, out: &mut Vec<Hit>) {
    let shape = pattern!(
        r"(?x)(?-u:\b)(?:(daughters?|dtr|dau|sons?|child|children|chn|kids?|boys?|girls?|baby|brothers?|sisters?|nephews?|nieces?|grandsons?|granddaughters?|grandchildren|cousins?|mother|father|mum|dad|wife|husband|partner)(?:\s(?:are|is|and|called|named))?[,:]?\s(?:[a-z'-]+\s\([0-9]{1,2}\)(?:,|\sand|,\sand)\s){0,3})?
        ([a-z][a-z'-]{2,})(?:\s\(([0-9]{1,2}(?:\s(?:now|months?|mths?|weeks?|wks?|yrs?|years?))?)!?\)
        |,\s([0-9]{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen)(?:,\s(?:and|is|was|who|has|had|at|in|lives|goes)(?-u:\b)|,\s[0-9]|\.\s|\.\n|\.$))"
    );
    let marks = source.text.match_indices([',', '(']).map(|(at, c)| at..at + c.len());
    let places = marks.filter(|mark| is_age(source.text.get(mark.end..).unwrap_or_default()));
    let mut last = 0;
    for near in source.matches(shape, windows(source.text, places, 70, 30)) {
        let (Some((name, place)), Some((number, range))) = (near.group(2), near.group(3).or(near.group(4)))
        else {
            continue;
        };
        let known = evidence(name);
        let plain =
            known.word() || known.place() || known.other() || known.body() || known.heading() || known.role();
        let person = !plain && (known.forename() >= 1 || near.group(1).is_some());
        let more = number.bytes().next().is_some_and(|b| b != b'0');
        if (source.upper)(place.start) && person && more && range.start >= last {
            last = range.end;
            out.push(Hit::new(Kind::Age, range, Tier::Check, "an age behind a name"));
        }
    }
}

/// Whether one or two digits or a small number in words follow: most commas are told so without a pattern.
fn is_age(rest: &str) -> bool {
    let rest = rest.strip_prefix(' ').unwrap_or(rest);
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let words = [
        "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen", "fifteen",
    ];
    (1..=2).contains(&digits) || words.iter().any(|w| rest.starts_with(w))
}

/// `aged seven`, `thirty-four years old`.
fn in_words(source: &Source, out: &mut Vec<Hit>) {
    let shape = pattern!(
        r"(?x)(?-u:\b)(?:aged?\s(?:of\s)?(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen)|
        (?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen)[\s-](?:years?|months?|weeks?)[\s-](?:olds?|of\sage))(?-u:\b)"
    );
    for (_, range) in source.around(Stem::Age, shape, 34, 26).iter().filter_map(|near| near.group(0)) {
        out.push(Hit::new(Kind::Age, range, Tier::Check, "an age"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_needs_its_cue() {
        super::super::check(
            find,
            &[
                ("her son, aged 7, and a 34-year-old man", &["aged 7", "34-year-old"]),
                ("he is 82 years old; Age: 45", &["82 years old", "Age: 45"]),
                ("a 5 y/o", &["5 y/o"]),
                ("a boy, aged eighty two, was; six years old", &["aged eighty two", "six years old"]),
                ("Zayn (9) and Tariq (4 now!), baby Mali (8 months)", &["9", "4 now", "8 months"]),
                ("her daughter, Ifrah (6), her son Tobenna (11)", &["6", "11"]),
                ("Ryan, 16, is at college. Sabir, eight, and Zosia, five.", &["16", "eight", "five"]),
                ("with Zosia, fifteen. Then Ryan, fourteen.", &["fifteen", "fourteen"]),
                ("Section (6), Table (3), Ward (9), Monday, 16, at; Leeds, 5.", &[]),
                ("7 years ago, page 34, aged care, 20 years of service", &[]),
            ],
        );
    }
}
