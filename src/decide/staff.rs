//! Professionals who are found but not listed: what `[policy] staff` proposes for them.
//!
//! A job title beside a name is a guess of the finder, so nothing here is settled: every proposal is for
//! a person to look at. Private details go whatever the policy says.

use super::Proposal;
use super::propose::{keep, redact};
use super::role::is_private_mailbox;
use crate::case::Case;
use crate::case::schema::Staff;
use crate::find::{Finding, Kind, Person};

/// What the policy proposes for a mention of somebody with a job title; `None` for what is no name and
/// no mailbox at work.
pub(super) fn propose(case: &Case, finding: &Finding, person: &Person) -> Option<Proposal> {
    let at_work = match finding.kind {
        Kind::Person => true,
        Kind::Email => !is_private_mailbox(finding.text.expose()),
        _ => false,
    };
    if !at_work {
        return None;
    }
    let named = match case.file.policy.staff {
        Staff::Named => true,
        Staff::KnownToRequester => person.contact.is_some(),
        Staff::Ask => false,
    };
    let known = known(person);
    let reason = format!(
        "perhaps staff: a job title or an address at work stands beside the name, not listed in case.toml{known}: check"
    );
    let exemption = finding.exemption.as_deref();
    Some(if named { keep(&reason) } else { redact(exemption, &reason) })
}

/// When the requester plainly knows somebody: a half sentence that says so, else nothing.
pub(super) fn known(person: &Person) -> String {
    match person.contact {
        Some(day) => format!("; exchanged e-mail with the requester on {}", day.strftime("%-d %B %Y")),
        None => String::new(),
    }
}
