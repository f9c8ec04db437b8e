//! Why it exists: recognisers overlap (a postcode inside an address, a name inside an e-mail), and each
//! place should be decided once. A finding inside another is dropped only where nothing is lost by it:
//! never a third party's name inside something of the requester's that will be kept.

use super::place::Draft;
use super::{Kind, Owner};

/// The drafts of a page in order, without those wholly inside another that covers them as well.
pub(crate) fn tidy(mut drafts: Vec<Draft>) -> Vec<Draft> {
    drafts.retain(|d| d.chars.start < d.chars.end);
    drafts.sort_by_key(|d| (d.chars.start, std::cmp::Reverse(d.chars.end), rank(d), d.tier));
    let mut out: Vec<Draft> = Vec::with_capacity(drafts.len());
    for next in drafts {
        let covered = out.iter().rev().take(12).any(|o| covers(o, &next));
        if covered {
            continue;
        }
        // the same words, found by something that knows more
        if let Some(same) =
            out.iter_mut().rev().take(4).find(|o| o.chars == next.chars && o.kind == next.kind)
        {
            same.person = same.person.or(next.person);
            continue;
        }
        out.push(next);
    }
    out
}

/// What the case file or a list says goes before what a pattern says.
fn rank(d: &Draft) -> u8 {
    match (d.owner, d.kind) {
        (Owner::Subject | Owner::Party(_), k) if k != Kind::Reference => 0,
        (_, Kind::Reference) => 2,
        (_, Kind::Special | Kind::Operational) => 3,
        _ => 1,
    }
}

fn covers(outer: &Draft, inner: &Draft) -> bool {
    let inside = outer.chars.start <= inner.chars.start && inner.chars.end <= outer.chars.end;
    let marker = matches!(outer.kind, Kind::Special | Kind::Operational);
    if !inside || marker {
        return false;
    }
    let own = inner.owner == outer.owner || matches!(inner.owner, Owner::Subject | Owner::Nobody);
    let kept = matches!(outer.owner, Owner::Subject | Owner::Nobody | Owner::Ambiguous);
    // inside the requester's own address or mailbox only another's certain name stands out
    let part = outer.owner == Owner::Subject && !matches!(inner.owner, Owner::Party(_));
    let person = inner.kind == Kind::Person && inner.owner == Owner::Discovered;
    own || !kept || part && !person || part && outer.kind == Kind::Address
}
