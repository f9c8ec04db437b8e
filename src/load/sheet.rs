//! Stands in until its converter is merged.

use super::convert::{Conversion, Member, NotConverted};
use crate::diag::{Place, Problem};

/// Refuses.
///
/// # Errors
/// Always.
pub fn convert(member: &Member<'_>) -> Conversion {
    let problem = Problem::new(Place::file(member.name), "files of this kind are not read yet", "");
    Err(NotConverted { problem, locked: false })
}
