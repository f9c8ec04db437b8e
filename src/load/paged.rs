//! From a flow of our own pages to a converted document: what mail, text and tables have in common.
//!
//! What the typesetter shows differently from how it came is counted here as left out or shown
//! otherwise. Refused: more pages than the limits allow.

use crate::diag::{Place, Problem, Untrusted};
use crate::pdf::limits::Limits;
use crate::pdf::typeset::{self, Block, Flow, PageSetup, Shown};

use super::convert::{Conversion, Converted, Member, NotConverted};
use super::{LeftOut, SideTable};

pub(super) mod extract;
pub(super) mod grid;
pub(super) mod hidden;
pub(super) mod picture;
pub(super) mod scribe;
pub(super) mod wide;

/// Sets a flow and makes it a converted document.
///
/// # Errors
/// When the flow needs too many pages or cannot be written.
pub(super) fn convert(
    flow: &Flow,
    member: &Member<'_>,
    mut side: SideTable,
    members: Vec<(String, Vec<u8>)>,
) -> Conversion {
    let named = |error: crate::error::Error| {
        let problem = error.problems.into_iter().next();
        let (what, hint) = problem.map_or_else(Default::default, |p| (p.what, p.hint));
        refuse(member, what, hint)
    };
    let set = typeset::set_to_be_sanitised(flow).map_err(named)?;
    let pdf = set.to_normal_form_bytes().map_err(named)?;
    side.left_out.extend(shown(set.shown));
    Ok(Converted { pdf, pages: set.pages.len() as u32, side, members })
}

/// Sets blocks on pages of the usual size and makes them a converted document.
///
/// # Errors
/// As [`convert`].
pub(super) fn document(
    blocks: Vec<Block>,
    member: &Member<'_>,
    side: SideTable,
    members: Vec<(String, Vec<u8>)>,
) -> Conversion {
    convert(&Flow { page: page(member.limits), blocks, ..Flow::default() }, member, side, members)
}

/// Where there is nothing to be shown, a line that says so; `nothing` as in `document has no text`.
pub(super) fn never_empty(blocks: &mut Vec<Block>, nothing: &str) -> Option<LeftOut> {
    if !blocks.is_empty() {
        return None;
    }
    blocks.push(Block::text(format!("(this {nothing})")));
    left_out(&format!("nothing: the {nothing}"), 1)
}

/// The first heading: what a document without a title of its own is called after.
pub(super) fn heading(blocks: &[Block]) -> Option<Untrusted> {
    blocks.iter().find_map(|block| match block {
        Block::Heading { text, .. } => Some(Untrusted::new(text.clone())),
        _ => None,
    })
}

/// Names that stand on no page, each once.
pub(super) fn names(mut names: Vec<String>) -> Vec<Untrusted> {
    names.sort_unstable();
    names.dedup();
    names.into_iter().map(Untrusted::new).collect()
}

/// A refusal of a whole member.
pub(super) fn refuse(member: &Member<'_>, what: impl Into<String>, hint: impl Into<String>) -> NotConverted {
    NotConverted { problem: Problem::new(Place::file(member.name), what, hint), locked: false }
}

/// The page setup of converted documents.
pub(super) fn page(limits: &Limits) -> PageSetup {
    PageSetup { max_pages: limits.pages, ..PageSetup::default() }
}

/// A count of something left out, when there is any.
pub(super) fn left_out(what: &str, count: usize) -> Option<LeftOut> {
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    (count > 0).then(|| LeftOut { what: what.to_owned(), count })
}

fn shown(shown: Shown) -> impl Iterator<Item = LeftOut> {
    [
        left_out("character shown by its number", shown.by_number as usize),
        left_out("character of a script shown without shaping", shown.unshaped as usize),
        left_out("character that leaves no mark", shown.markless as usize),
    ]
    .into_iter()
    .flatten()
}
