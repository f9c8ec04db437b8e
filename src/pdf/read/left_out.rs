//! What a conversion leaves behind, counted in plain words for the register.

use std::collections::BTreeMap;

use crate::load::LeftOut;

/// Counts by what was left out.
#[derive(Debug, Default)]
pub(super) struct Counted(BTreeMap<&'static str, u32>);

impl Counted {
    /// One more of `what`.
    pub fn add(&mut self, what: &'static str) {
        self.add_many(what, 1);
    }

    /// `count` more of `what`; none is not worth a word.
    pub fn add_many(&mut self, what: &'static str, count: u32) {
        if count > 0 {
            let total = self.0.entry(what).or_default();
            *total = total.saturating_add(count);
        }
    }

    /// The list, in order of the words.
    pub fn into_list(self) -> Vec<LeftOut> {
        self.0.into_iter().map(|(what, count)| LeftOut { what: what.to_owned(), count }).collect()
    }
}
