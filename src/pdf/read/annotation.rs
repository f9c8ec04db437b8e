//! Annotations (ISO 32000-2, 12.5): what they show becomes part of the page.

use hayro_syntax::object::Dict;
use lopdf::Dictionary;

use super::field::Forms;
use super::rebuild::{Rebuild, Step};

/// What annotations add to a page.
#[derive(Default)]
pub(super) struct Shown {
    /// Content to follow the page's own.
    pub bytes: Vec<u8>,
    /// The resources it uses.
    pub resources: Dictionary,
}

/// Flattens a page's annotations.
pub(super) fn shown<'a>(_rebuild: &mut Rebuild<'a>, _page: &Dict<'a>, _forms: &Forms<'a>) -> Step<Shown> {
    Ok(Shown::default())
}
