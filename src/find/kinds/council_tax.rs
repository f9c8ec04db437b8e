//! Council tax account and rent account numbers: each council has its own form, so the cue decides and
//! the number is six to twelve digits, perhaps with letters round them. Without a cue it refuses.

use super::scan::{digits, pattern};
use super::{Hit, Kind, Source, Stem, Tier};

pub(super) fn find(source: &Source, out: &mut Vec<Hit>) {
    let shape = pattern!(
        r"(?-u:\b)(?:council\stax|c/?\s?tax|ct)(?-u:\b)(?:(?:\s(?:account|a/?c|acct?|ref|reference|number|no|num|bill|is|was))*[^0-9a-z]{0,5}|\s(?:account|ref|reference|number)(?:\s[a-z]{1,12}){1,6}[:\s]{1,3})((?:[a-z]{1,3}[\s-]?)?[0-9](?:[\s.-]{0,3}[0-9]){5,11}[a-z]?)(?-u:\b)"
    );
    for (text, mut range) in source.around(Stem::Tax, shape, 12, 100).iter().filter_map(|near| near.group(1))
    {
        // what follows a whole number on the next line is another
        let first = text.split('\n').next().unwrap_or_default();
        if digits(first).len() >= 6 {
            range.end = range.start + first.len();
        }
        out.push(Hit::new(Kind::CouncilTax, range, Tier::Certain, "a number beside ‘council tax’"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_needs_the_words_council_tax() {
        super::super::check(
            find,
            &[
                ("Council tax account 712345678 is", &["712345678"]),
                ("Council tax reference for his previous property: 898845775", &["898845775"]),
                ("council tax reference 055352772\n27/09/2021", &["055352772"]),
                ("council tax ref: 7123 4567 8", &["7123 4567 8"]),
                ("council tax of 145 a month; account 712345678", &[]),
            ],
        );
    }
}
