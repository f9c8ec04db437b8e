//! Why it exists: a block list is shared by many cases, and a term of it can be the requester's own name or number.
//! Their own stays (S2 7.2.1), and the list says that it goes: neither is chosen in silence. The build stops
//! until a person has decided each place, or has said why it stands.

use super::{Conflict, ConflictKind, Teller, places};
use crate::case::lists::Lists;
use crate::find::Owner;

/// One contradiction for all places where a term of the block list is the requester's own.
pub(super) fn conflict(teller: &Teller<'_>, lists: &Lists) -> Option<Conflict> {
    let blocked_in = lists.blocked_in();
    let is_listed = |i: &usize| {
        let finding = teller.found.findings.get(*i);
        let own = finding.filter(|f| f.owner == Owner::Subject);
        own.is_some_and(|f| blocked_in(f.text.expose())) && teller.is_undecided(*i)
    };
    let kept: Vec<usize> = (0..teller.found.findings.len()).filter(is_listed).collect();
    (!kept.is_empty()).then(|| {
        let many = places(kept.len());
        let what = format!("a term of the block list is the requester's own, which stays, in {many}");
        let told = teller.conflict(ConflictKind::Blocked, what, (vec![], kept), vec![]);
        Conflict { gate: true, ..told }
    })
}
