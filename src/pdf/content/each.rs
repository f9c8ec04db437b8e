//! The pages of a document, several at a time: an interpreter belongs to one thread, a document to all.
//!
//! Results come in the order of the pages, whatever thread was first, so that one input gives one output.

use hayro_syntax::Pdf;
use rayon::prelude::*;

use super::Interpreter;
use crate::pdf::limits::Limits;

/// Pages that share an interpreter at least, and with it fonts already read.
const PAGES_A_TASK: usize = 8;

/// Does something for each item, with an interpreter of `pdf` that other items of the same thread used before.
pub fn each<'p, I, T, W>(pdf: &'p Pdf, items: I, work: W) -> Vec<T>
where
    I: IntoParallelIterator,
    I::Iter: IndexedParallelIterator,
    T: Send,
    W: Fn(&mut Interpreter<'p>, I::Item) -> T + Sync + Send,
{
    let interpreter = || Interpreter::new(pdf.xref(), &Limits::default());
    items.into_par_iter().with_min_len(PAGES_A_TASK).map_init(interpreter, work).collect()
}
