//! Operational matter: legal advice and solicitors' mail, negotiations, passwords and door codes (DPA 2018
//! Sch 2 paras 19 and 23 among others). Only marked for a person to look at, never proposed for
//! removal. A code is marked with its digits; the bare word "password" is enough to look.

use super::scan::{Pattern, pattern};
use super::{Hit, Kind, Source, Tier};

/// Why a code is marked.
pub(super) const OPENS: &str = "may be a password or a code that opens a door";

pub(super) fn find(source: &Source, out: &mut Vec<Hit>) {
    for (reason, words) in classes() {
        for m in words.find_iter(source.text) {
            out.push(Hit::new(Kind::Operational, m.range(), Tier::Check, reason));
        }
    }
}

fn classes() -> [(&'static str, &'static Pattern); 4] {
    [
        (
            "may be legal advice or a solicitor's mail",
            pattern!(
                r"(?x)(?-u:\b)(?:legal(?:ly)?\s(?:advice|privileged?|professional\sprivilege|opinion|counsel)|privileged\s(?:and|&)\sconfidential|(?:our|the|council'?s|your|my|their)\s(?:solicitors?|barristers?|lawyers?)|counsel's\s(?:advice|opinion)|advice\s(?:of|from)\s(?:counsel|solicitors?|legal)|instruct(?:ed|ing)\s(?:solicitors?|counsel)|in\scontemplation\sof\slitigation|solicitors\s(?:llp|ltd))(?-u:\b)
                |@[a-z0-9.-]{0,30}(?:solicitors?|lawyers|legal|llp|chambers)[a-z0-9-]{0,20}\.[a-z.]{2,10}"
            ),
        ),
        (
            "may be a negotiation with the requester",
            pattern!(
                r"(?x)(?-u:\b)(?:without\sprejudice|subject\sto\scontract|settlement\s(?:offer|figure|sum|agreement|authority)|(?:offer|figure|sum)\sof\ssettlement
                |settle\s(?:for|at|this\sfor)\s(?:up\sto\s)?£\s?[0-9][0-9,.]*|(?:authority|authorised|prepared|willing)\sto\s(?:settle|offer|go\s(?:up\s)?to)(?:\s(?:up\sto\s)?£\s?[0-9][0-9,.]*)?|part\s36\soffer|negotiating\sposition)"
            ),
        ),
        (
            "may be the reference of somebody else's case",
            pattern!(
                r"(?x)(?-u:\b)(?:(?:an)?other|linked|related|similar|separate|different|sister|associated|counter)[\s-](?:case|complaint|claim|file|matter|tenancy|allegation)s?
                (?:\s(?:ref(?:erence)?|nos?|numbers?|is|under|at|see))*[\s.:(]{1,3}[a-z]{0,8}[/-]?[0-9][0-9a-z/-]{3,20}(?-u:\b)
                |(?-u:\b)(?:see\salso|cross[\s-]?ref(?:erence)?|x-?ref|linked\sto|cf\.?)(?:\s(?:case|complaint|file|ref(?:erence)?|no))*[\s.:(]{1,3}[a-z]{1,8}[/-]?[0-9][0-9a-z/-]{3,20}(?-u:\b)"
            ),
        ),
        (
            OPENS,
            pattern!(
                r"(?x)(?-u:\b)(?:(?:door|gate|alarm|entry|access|lift|lock\s?box|key\s?safe|meter\scupboard|fob)\s(?:entry\s)?(?:codes?|pin|combination)|key\s?safe|pass\s?words?|pass\s?codes?|wi-?fi\s(?:key|code))(?-u:\b)
                (?:(?:\s(?:is|are|was|now|to|for|the))*[\s:=]{1,3}[0-9a-z]{0,12}[0-9][0-9a-z\#*]{0,12})?"
            ),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operational_words_are_marked() {
        super::super::check(
            find,
            &[
                ("Without prejudice: we may settle for £2,500", &["Without prejudice", "settle for £2,500"]),
                ("the door code is 4821# now", &["door code is 4821#"]),
                ("key safe: 1066, password: Hunter22", &["key safe: 1066", "password: Hunter22"]),
                ("the key safe is broken", &["key safe"]),
                ("from j.lee@smith-solicitors.co.uk", &["@smith-solicitors.co.uk"]),
                (
                    "a related case ref HSG/4471 and see also ASB/2201/24; see page 12, other cases of 2023",
                    &["related case ref HSG/4471", "see also ASB/2201/24"],
                ),
                ("legal matters; a prejudice; the post code; we settled in", &[]),
            ],
        );
    }
}
