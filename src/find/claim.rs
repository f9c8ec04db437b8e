//! Whose an identifier is: by the case file, by the words of a mailbox, by the address it stands in. What
//! only looks like somebody's is said to, with a mark to check it; nothing is guessed.

use super::book::Book;
use super::fold::Folded;
use super::kinds::Hit;
use super::owner::Owners;
use super::place::{Draft, Placer};
use super::{Kind, Owner, Tier, terms};
use crate::case::schema::{CaseFile, Role};

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

/// Farthest an identifier stands from the name it goes with, in characters.
const BESIDE: u32 = 60;

/// The same where "his" or "her" stands between.
const FARTHER: u32 = 160;

/// An identifier that the case file does not know, right after the name of the data subject or of
/// somebody of their household, may be their own or another address of an ex-partner: it is marked to be
/// checked, with the reason, and proposed as before. Nothing is guessed.
pub(crate) fn beside_names(case: Option<&CaseFile>, text: &str, drafts: &mut [Draft]) {
    let home = |owner: Owner| match owner {
        Owner::Subject => Some("; it stands after the data subject's name: perhaps their own"),
        Owner::Party(i) => case
            .and_then(|c| c.parties.get(i))
            .filter(|p| matches!(p.role, Role::Household | Role::Child))
            .map(|_| "; it stands after the name of somebody of the household: perhaps another of theirs"),
        _ => None,
    };
    let mut names: Vec<(u32, Owner)> =
        drafts.iter().filter(|d| d.kind == Kind::Person).map(|d| (d.chars.end, d.owner)).collect();
    names.sort_unstable_by_key(|(end, _)| *end);
    if !names.iter().any(|(_, owner)| home(*owner).is_some()) {
        return;
    }
    let chars: Vec<char> = text.chars().collect();
    let unknown = |d: &&mut Draft| {
        let marked =
            matches!(d.kind, Kind::Person | Kind::Special | Kind::Operational | Kind::Custom | Kind::Url);
        d.owner == Owner::Discovered && !marked
    };
    for draft in drafts.iter_mut().filter(unknown) {
        let before = names.partition_point(|(end, _)| *end <= draft.chars.start);
        let Some((end, owner)) = before.checked_sub(1).and_then(|i| names.get(i)) else { continue };
        let between = chars.get(*end as usize..draft.chars.start as usize).unwrap_or_default();
        // "Imran lives at … and his new number is …"
        let theirs = || {
            let between: String = between.iter().collect::<String>().to_lowercase();
            [" his ", " her ", " their "].iter().any(|own| between.contains(own))
        };
        let length = between.len() as u32;
        let near = (length <= BESIDE || length <= FARTHER && theirs())
            && !between.windows(2).any(|w| w == ['\n', '\n']);
        if let Some(reason) = home(*owner).filter(|_| near) {
            draft.tier = Tier::Check;
            draft.reason.push_str(reason);
        }
    }
}
