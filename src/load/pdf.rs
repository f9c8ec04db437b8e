//! A PDF → normal form: see [`crate::pdf::read`].

use super::convert::{Conversion, Member};

/// Rebuilds the file page by page.
///
/// # Errors
/// What is locked, damaged, above the limits or not understood, with page and object.
pub fn convert(member: &Member<'_>) -> Conversion {
    crate::pdf::read::convert(member.bytes, member.password, member.name, member.limits)
}
