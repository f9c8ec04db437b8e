//! Whose an identifier is: by the case file, by the words of a mailbox, by the address it stands in. What
//! only looks like somebody's is said to, with a mark to check it; nothing is guessed.

use super::book::Book;
use super::fold::Folded;
use super::kinds::Hit;
use super::owner::Owners;
use super::place::{Draft, Placer};
use super::{Kind, Owner, Tier, terms};

/// Farthest an own postcode stands from the own address that it belongs to, in characters.
const NEAR: u32 = 120;

/// An identifier with its owner, and the book entry of the person when that is known.
pub(crate) fn identifier(
    placer: &Placer,
    folded: &Folded,
    hit: &Hit,
    owners: &Owners,
    book: &Book,
) -> (Draft, Option<usize>) {
    let chars = folded.chars(hit.bytes.clone());
    let text = placer.text(&chars);
    let mut draft = Draft {
        kind: hit.kind,
        tier: hit.tier,
        reason: hit.reason.to_owned(),
        owner: if hit.body { Owner::Nobody } else { Owner::Discovered },
        person: None,
        exemption: None,
        chars,
    };
    let mut entry = None;
    match owners.whose(hit.kind, &text) {
        Some(owner) => {
            (draft.owner, draft.tier, draft.reason) = known(owner, hit.reason);
            entry = book.entry_of(owner);
        }
        None if !hit.body && hit.kind == Kind::Email => {
            if let Some(whose) = terms::mailbox_owner(&text, book) {
                draft.owner = whose.owner;
                entry = (!whose.shared).then_some(whose.entry);
                if whose.doubtful {
                    draft.tier = Tier::Check;
                    draft.reason.push_str("; its first part is a name that several can have");
                }
            }
        }
        None => {}
    }
    (draft, entry)
}

/// What is said of an identifier whose owner the case file names.
fn known(owner: Owner, reason: &str) -> (Owner, Tier, String) {
    let (tier, reason) = match owner {
        Owner::Ambiguous => (Tier::Check, "shared by the data subject and somebody else".to_owned()),
        Owner::Subject => (Tier::Certain, "the data subject's own".to_owned()),
        _ => (Tier::Certain, format!("in case.toml; {reason}")),
    };
    (owner, tier, reason)
}

/// The data subject's postcode is that of the neighbours too: it is theirs beside their own address, it
/// is another's beside another's, and by itself somebody should look.
pub(crate) fn postcodes(drafts: &mut [Draft]) {
    let addresses: Vec<(u32, Owner)> =
        drafts.iter().filter(|d| d.kind == Kind::Address).map(|d| (d.chars.end, d.owner)).collect();
    let shared = |d: &&mut Draft| d.kind == Kind::Postcode && d.owner == Owner::Subject;
    for draft in drafts.iter_mut().filter(shared) {
        let before = |(end, _): &&(u32, Owner)| *end <= draft.chars.start && draft.chars.start - end <= NEAR;
        match addresses.iter().filter(before).max_by_key(|(end, _)| *end) {
            Some((_, Owner::Subject)) => {}
            Some((_, owner)) => {
                draft.owner = *owner;
                "part of the address before it".clone_into(&mut draft.reason);
            }
            None => {
                (draft.owner, draft.tier) = (Owner::Ambiguous, Tier::Check);
                "the data subject's postcode away from their address: neighbours have it too"
                    .clone_into(&mut draft.reason);
            }
        }
    }
}
