//! Why it exists: whose mail address is at the domain of a listed professional perhaps works there too, without a job
//! title beside the name, and the policy on staff is about them. It refuses the domains where anybody has a mailbox.

use super::{Finding, Kind, Owner, Person};
use crate::case::mailbox::PRIVATE_MAIL;
use crate::case::schema::{CaseFile, Role};

/// Marks the people who were discovered with an address at a listed professional's domain as perhaps staff.
pub(crate) fn mark(case: Option<&CaseFile>, findings: &[Finding], people: &mut [Person]) {
    let Some(case) = case else { return };
    let listed = case.parties.iter().filter(|p| p.role == Role::Professional);
    let domains: Vec<String> = listed.flat_map(|p| &p.emails).filter_map(|e| domain(e)).collect();
    if domains.is_empty() {
        return;
    }
    let at_work = |f: &&Finding| {
        f.kind == Kind::Email
            && f.owner == Owner::Discovered
            && domain(f.text.expose()).is_some_and(|d| domains.contains(&d))
    };
    for id in findings.iter().filter(at_work).filter_map(|f| f.person) {
        if let Some(person) = people.iter_mut().find(|p| p.id == id && p.owner == Owner::Discovered) {
            person.office = true;
        }
    }
}

/// The domain of an address, unless anybody can have one there.
fn domain(address: &str) -> Option<String> {
    let domain = address.trim().rsplit_once('@')?.1.to_lowercase();
    let first = domain.split('.').next()?;
    (!PRIVATE_MAIL.contains(&first)).then_some(domain)
}
