//! Sickness and leave: what a body's mail says of its own staff ("off sick with stress", "on annual leave
//! until 4 May"). It is data of an employee and not of their work, so it is proposed to go where it is
//! about somebody at work (`passage` says whom). The words are those of human resources; there is no standard.

use super::scan::pattern;
use super::{Hit, Kind, Source, Tier};

/// The reason of a passage about sickness or leave.
pub(crate) const ABSENCE: &str = "may be about sickness or leave of somebody at work";

pub(super) fn find(source: &Source, out: &mut Vec<Hit>) {
    let shape = pattern!(
        r"(?x)(?-u:\b)(?:
        (?:(?:is|was|has\sbeen|been|currently|still|now)\s)?(?:off|on|signed\soff|goes\son|going\son|went\son|back\sfrom|returns?\sfrom|returned\sfrom)\s
        (?:long[\s-]term\s|short[\s-]term\s|her\s|his\s|their\s)?
        (?:sick(?:ness)?(?:\s(?:leave|absence))?|ill|a/l|annual\sleave|leave|maternity(?:\sleave)?|paternity(?:\sleave)?|parental\sleave|adoption\sleave|compassionate\sleave|bereavement\sleave|special\sleave|unpaid\sleave|study\sleave|holiday|gardening\sleave|work\swith|with\s(?:stress|anxiety|depression|covid|flu|back\spain))
        |phased\sreturn|sickness\sabsence|occupational\shealth\s(?:referral|report|appointment)|called\sin\ssick|rang\sin\ssick
        )(?-u:\b)
        (?:\s(?:with|due\sto|because\sof)\s(?:[a-z-]+\s){0,2}[a-z-]+)?
        (?:\s(?:until|till|til|from|since)\s(?:[0-9]{1,2}(?:st|nd|rd|th)?\s)?(?:[a-z]+)(?:\s[0-9]{4})?)?"
    );
    let stem = pattern!(r"\b(?:sick|ill|leave|a/l|maternity|paternity|holiday|stress|phased|occupational)");
    if stem.is_match(source.text) {
        out.extend(
            shape.find_iter(source.text).map(|m| Hit::new(Kind::Special, m.range(), Tier::Check, ABSENCE)),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sickness_and_leave_are_marked_with_their_reason_and_day() {
        super::super::check(
            find,
            &[
                ("she is off sick with stress until monday.", &["is off sick with stress until monday"]),
                ("ann has been on maternity leave since june", &["has been on maternity leave since june"]),
                ("he returned from annual leave", &["returned from annual leave"]),
                ("please leave the key; the tap is off; leave to remain", &[]),
            ],
        );
    }
}
