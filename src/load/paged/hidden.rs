//! Hidden matter of a document: what its reader does not see, listed and left out, or shown as marked
//! pages where the case asks for that (`[load] hidden`).
//!
//! Nothing is dropped without a line here: each kind is counted, and its text is kept only as long as
//! it may have to be shown.

use crate::load::LeftOut;
use crate::pdf::typeset::{Block, Run, Table};

/// What a document hides, in the order it was met.
#[derive(Debug, Default)]
pub(in crate::load) struct Hidden {
    /// Whether it becomes pages.
    show: bool,
    /// How many of each kind, in order of appearance.
    counts: Vec<(&'static str, usize)>,
    /// Kind and text, where it becomes pages.
    texts: Vec<(&'static str, String)>,
}

impl Hidden {
    /// Nothing so far.
    pub(in crate::load) fn new(show: bool) -> Self {
        Self { show, ..Self::default() }
    }

    /// Whether hidden matter becomes pages.
    pub(in crate::load) fn is_shown(&self) -> bool {
        self.show
    }

    /// One more of a kind, with what it says; nothing where it says nothing.
    pub(in crate::load) fn text(&mut self, what: &'static str, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        self.count(what, 1);
        if self.show {
            self.texts.push((what, text.trim().to_owned()));
        }
    }

    /// More of a kind that cannot be shown on a page.
    pub(in crate::load) fn count(&mut self, what: &'static str, count: usize) {
        if count == 0 {
            return;
        }
        match self.counts.iter_mut().find(|(known, _)| *known == what) {
            Some((_, sum)) => *sum += count,
            None => self.counts.push((what, count)),
        }
    }

    /// Takes over what another part of the document hides.
    pub(in crate::load) fn absorb(&mut self, other: Self) {
        for (what, count) in other.counts {
            self.count(what, count);
        }
        self.texts.extend(other.texts);
    }

    /// The list for the register, and the marked pages where they are wanted. Each page says in its
    /// repeated header that it shows hidden matter.
    pub(in crate::load) fn finish(self) -> (Vec<LeftOut>, Vec<Block>) {
        let listed = |(what, count): &(&'static str, usize)| {
            let shown = self.texts.iter().any(|(kind, _)| kind == what);
            let what =
                if shown { format!("{what}, shown on pages of hidden matter") } else { (*what).to_owned() };
            LeftOut { what, count: u32::try_from(*count).unwrap_or(u32::MAX) }
        };
        let left_out = self.counts.iter().map(listed).collect();
        if self.texts.is_empty() {
            return (left_out, Vec::new());
        }
        let cell = |text: &str| vec![Run::plain(text)];
        let rows = self.texts.iter().map(|(what, text)| vec![cell(what), cell(text)]).collect();
        let header =
            vec![cell("Hidden matter"), cell("Not seen by a reader of the document; shown on request")];
        let table = Table { header, rows, ruled: true, ..Table::default() };
        (left_out, vec![Block::PageBreak, Block::Table(table)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_matter_is_counted_by_kind_and_shown_only_on_request() {
        for show in [false, true] {
            let mut hidden = Hidden::new(show);
            hidden.text("comment", "Ann was here");
            hidden.text("comment", "  ");
            hidden.text("comment", "so was Tom");
            hidden.count("macro", 1);
            let (left_out, pages) = hidden.finish();
            assert_eq!(left_out.iter().map(|l| l.count).collect::<Vec<_>>(), [2, 1]);
            assert_eq!(left_out[0].what.contains("shown"), show);
            assert_eq!(left_out[1].what, "macro");
            assert_eq!(pages.len(), if show { 2 } else { 0 });
        }
    }
}
