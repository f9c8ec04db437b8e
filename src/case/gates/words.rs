//! Each gate in words, with the command that closes it. No name stands in them.

use super::Gate;
use crate::diag::{Place, Problem};

impl Gate {
    /// The gate in words, with the command that closes it. `case` is the folder as a shell takes it.
    #[must_use]
    pub fn problem(&self, case: &str) -> Problem {
        let log = |rest: &str| format!("run: blackpanel log {case} {rest}");
        let (what, hint) = match self {
            Self::Unconfirmed => (
                "the spoken request was not confirmed in writing".to_owned(),
                log("comment about=confirmed-in-writing --reason \"letter of …\""),
            ),
            Self::Identity => (
                "identity is not proved: name, address and date of birth, at the address on record"
                    .to_owned(),
                log("identity-confirmed name=yes address=yes date-of-birth=yes matches=yes"),
            ),
            Self::Consent => (
                "the representative's explicit consent is missing".to_owned(),
                log("consent kind=representative to=\"…\" data=\"…\" statement=\"…\""),
            ),
            Self::Child => (
                "the data is a child's: competence or parental responsibility is not settled".to_owned(),
                log("consent kind=competence statement=\"…\" (or kind=parental-responsibility proof=\"…\" \
                     parent-identity=yes)"),
            ),
            Self::Search => {
                ("no search is logged".to_owned(), log("search system=\"…\" terms=\"…\" by=\"…\" found=0"))
            }
            Self::Party(n) => (
                format!(
                    "party {n} of case.toml: what they were asked and why it is reasonable is not recorded"
                ),
                log("party name=\"…\" basis=refused --reason \"…\""),
            ),
            Self::Found(n) => (
                format!(
                    "person P{n:02} is not listed: what they were asked and why it is reasonable is not recorded"
                ),
                log("party name=\"…\" basis=not-asked --reason \"…\" (several names: one;another)"),
            ),
            Self::Professional(n) => (
                format!(
                    "party {n} of case.toml works in health, social work or education: para 17 takes \
                         disclosure to be reasonable"
                ),
                "write decision = \"disclose\", or name an exemption other than third-party".to_owned(),
            ),
            Self::Health => (
                "the pack holds data about health, and no health professional's opinion is recorded"
                    .to_owned(),
                log(
                    "advice from=\"…\" about=health opinion=no-serious-harm (or already-known) --reason \"…\"",
                ),
            ),
            Self::Manager(id) => (
                format!("{id} is for a manager to apply, with a note of the harm expected"),
                log(&format!("advice from=\"…\" about={id} --role manager --reason \"…\"")),
            ),
            Self::SecondPerson(changed) => (
                if *changed {
                    "sources or decisions changed after the second person signed"
                } else {
                    "no second person has signed"
                }
                .to_owned(),
                log("ready --as \"…\", then, by somebody else: the same with signed"),
            ),
        };
        Problem::new(Place::file("case.toml"), what, hint)
    }
}
