//! Ages: a number up to 119 with a cue (`aged 7`, `34 years old`, `34-year-old`, `7 y/o`). The forms
//! are those of ordinary English; there is no standard. It refuses durations ("7 years ago").

use super::scan::pattern;
use super::{Hit, Kind, Source, Stem, Tier};

pub(super) fn find(source: &Source, out: &mut Vec<Hit>) {
    in_words(source, out);
    let shape = pattern!(
        r"(?-u:\b)(?:age[ds]?:?\s1?[0-9]{1,2}(?:\s(?:months|weeks))?|(?:his|her|my|their|your|at)\sage\sof\s1?[0-9]{1,2}|(?:at|of)\sthe\sage\sof\s1?[0-9]{1,2}|1?[0-9]{1,2}(?:\s|-)?(?:years?|yrs?|months?|weeks?)(?:\s|-)(?:of\sage|olds?)|1?[0-9]{1,2}\s?(?:y/?o|yrs?\sold))(?-u:\b)"
    );
    bracketed(source, out);
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
                ("7 years ago, page 34, aged care, 20 years of service", &[]),
            ],
        );
    }
}
