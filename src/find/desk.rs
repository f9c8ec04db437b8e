//! Why it exists: the desk line under a listed professional's name is theirs, so that it is decided with
//! them. A mobile is not: it may be private. It refuses numbers without a desk's label, and numbers more
//! than four lines below the name or with another person between.

use super::place::Draft;
use super::{Kind, Owner};
use crate::case::schema::{CaseFile, Role};

/// Lines below a name that belong to its signature.
const LINES: usize = 4;

/// Gives desk lines below a professional's name to that professional.
pub(crate) fn assign(case: Option<&CaseFile>, text: &str, drafts: &mut [Draft]) {
    let professional = |owner: Owner| match owner {
        Owner::Party(i) => case.and_then(|c| c.parties.get(i)).is_some_and(|p| p.role == Role::Professional),
        _ => false,
    };
    let mut names: Vec<(u32, Owner)> =
        drafts.iter().filter(|d| d.kind == Kind::Person).map(|d| (d.chars.end, d.owner)).collect();
    names.sort_by_key(|(end, _)| *end);
    if !names.iter().any(|(_, owner)| professional(*owner)) {
        return;
    }
    let chars: Vec<char> = text.chars().collect();
    for draft in drafts.iter_mut().filter(|d| d.kind == Kind::Phone && d.owner == Owner::Discovered) {
        let before = names.partition_point(|(end, _)| *end <= draft.chars.start);
        let Some((end, owner)) = before.checked_sub(1).and_then(|i| names.get(i)).copied() else { continue };
        let between: String =
            chars.get(end as usize..draft.chars.start as usize).unwrap_or_default().iter().collect();
        let near = between.matches('\n').count() <= LINES;
        if professional(owner) && near && is_desk(&between) {
            draft.owner = owner;
            "the desk line of a professional named in case.toml".clone_into(&mut draft.reason);
        }
    }
}

/// The label right before the number is a desk's and not a mobile's.
fn is_desk(between: &str) -> bool {
    let line = between.rsplit('\n').next().unwrap_or_default().to_lowercase();
    let label = line.rsplit(['|', ',', ';']).next().unwrap_or_default();
    let desk =
        ["direct", "desk", "office", "tel", "phone", "dial", "ext", "t:"].iter().any(|l| label.contains(l));
    desk && !label.contains("mob") && !label.contains("home")
}
