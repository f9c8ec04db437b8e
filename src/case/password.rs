//! Whether a pack needs a password: by its marking, by what it holds, by who receives it.
//!
//! The table is that of the body's policy on classification: ordinary contact data needs none,
//! what harms in strange hands gets one, and what must not get into them has no choice.

use std::collections::BTreeSet;

use super::schema::{CaseFile, Marking, PasswordPolicy, Role};
use crate::diag::Place;
use crate::error::{Error, Result};
use crate::find::Kind;

/// How much a pack needs a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Need {
    /// It may do without.
    Optional,
    /// It gets one unless the case says `never` with a reason.
    On,
    /// It gets one.
    Mandatory,
}

/// What was decided about the password, and by which rule: for the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasswordRule {
    /// Whether the pack gets a password.
    pub needed: bool,
    /// What the table asks for.
    pub need: Need,
    /// The rule that asks for it, in plain words.
    pub rule: &'static str,
}

/// Whether the pack of a case needs a password, given the kinds that were found in it.
///
/// # Errors
/// Exit 2 when the case says `never` where the table leaves no choice.
pub fn password_needed(case: &CaseFile, found: &BTreeSet<Kind>) -> Result<PasswordRule> {
    let (need, rule) = need(case, found);
    let needed = match case.security.password {
        PasswordPolicy::Always => true,
        PasswordPolicy::Auto => need > Need::Optional,
        PasswordPolicy::Never if need == Need::Mandatory => {
            let what = format!("password = \"never\" is not possible here: {rule}");
            return Err(Error::usage(Place::file("case.toml"), what, "write password = \"auto\""));
        }
        PasswordPolicy::Never => false,
    };
    Ok(PasswordRule { needed, need, rule })
}

/// The gravest row of the table that applies.
fn need(case: &CaseFile, found: &BTreeSet<Kind>) -> (Need, &'static str) {
    use Kind::{
        Account, Card, DateOfBirth, DrivingLicence, Iban, NhsNumber, Nino, Passport, SortCode, Special, Utr,
    };
    let any = |kinds: &[Kind]| kinds.iter().any(|k| found.contains(k));
    let child = case.parties.iter().any(|p| p.role == Role::Child);
    match case.security.marking {
        Marking::Official => {}
        _ => return (Need::Mandatory, "the pack is marked above OFFICIAL"),
    }
    if child {
        (Need::Mandatory, "a child is among the people of the case")
    } else if any(&[Special]) {
        (Need::Mandatory, "passages about health, belief, offences or the like were found")
    } else if case.requester.is_some() {
        (Need::On, "somebody receives it for the data subject")
    } else if any(&[DateOfBirth]) {
        (Need::On, "a date of birth was found")
    } else if any(&[SortCode, Account, Iban, Card]) {
        (Need::On, "bank details were found")
    } else if any(&[Nino, NhsNumber, Passport, DrivingLicence, Utr]) {
        (Need::On, "an identity number was found")
    } else {
        (Need::Optional, "it holds ordinary contact data only")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CASE: &str = "schema = 1\n[request]\nreference = \"R\"\nreceived = 2026-09-28\nsummary = \"All\"\n\
                        [data_subject]\nname = \"Ann Lee\"\n";

    fn rule(more: &str, kinds: &[Kind]) -> Result<(bool, Need)> {
        let (case, _) =
            super::super::read::read(format!("{CASE}{more}").as_bytes(), "case.toml").expect("case");
        password_needed(&case, &kinds.iter().copied().collect()).map(|r| (r.needed, r.need))
    }

    #[test]
    fn the_table_decides() {
        let child = "[[party]]\nname = \"Kim Lee\"\nrole = \"child\"\n";
        let asks = "[requester]\nname = \"Bo Lee\"\ncapacity = \"representative\"\n";
        let marked = "[security]\nmarking = \"OFFICIAL-SENSITIVE\"\n";
        for (more, kinds, want) in [
            ("", &[Kind::Person, Kind::Phone, Kind::Email][..], (false, Need::Optional)),
            ("", &[Kind::DateOfBirth], (true, Need::On)),
            ("", &[Kind::SortCode], (true, Need::On)),
            ("", &[Kind::Nino], (true, Need::On)),
            ("", &[Kind::Special, Kind::Nino], (true, Need::Mandatory)),
            (asks, &[], (true, Need::On)),
            (child, &[], (true, Need::Mandatory)),
            (marked, &[], (true, Need::Mandatory)),
            ("[security]\npassword = \"always\"\n", &[], (true, Need::Optional)),
            ("[security]\npassword = \"never\"\nreason = \"asked for\"\n", &[Kind::Nino], (false, Need::On)),
        ] {
            assert_eq!(rule(more, kinds), Ok(want), "{more} {kinds:?}");
        }
    }

    #[test]
    fn what_is_mandatory_cannot_be_switched_off() {
        let never = "[security]\npassword = \"never\"\nreason = \"asked for\"\n";
        assert!(rule(never, &[Kind::Special]).is_err());
    }
}
