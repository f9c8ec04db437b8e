//! One content stream while it is written anew: its operations, and the names they go by now.

use lopdf::{Dictionary, ObjectId};

use super::super::resources::Additions;
use super::super::writing::Writing;
use crate::pdf::content::{Operand, Operation, Operator};

/// A name that leads nowhere, and so paints nothing.
pub(super) const NOWHERE: &[u8] = b"B";

/// One content stream being emitted.
#[derive(Default)]
pub(super) struct Frame {
    pub(super) out: Writing,
    /// Whether it differs from its original.
    pub(super) changed: bool,
    pub(super) additions: Additions,
    /// Effective resources, read when first needed.
    pub(super) resources: Option<Dictionary>,
    pub(super) object: Option<ObjectId>,
    /// What the resource named by the next operation is called now.
    pub(super) renamed: Option<Vec<u8>>,
    /// The next operation is not emitted.
    pub(super) skipped: bool,
    /// Inside a Type 3 procedure nothing is emitted: the outer glyph goes or stays whole.
    pub(super) mute: bool,
}

impl Frame {
    pub(super) fn emit(&mut self, operation: &Operation<'_>) {
        if std::mem::take(&mut self.skipped) {
            // a pattern that is left out paints nothing: its name leads nowhere
            self.renamed = Some(NOWHERE.to_vec()).filter(|_| operation.operator != Operator::Shading);
            if self.renamed.is_none() {
                return self.out.loss();
            }
        }
        let Some(name) = self.renamed.take() else {
            self.out.operation(operation);
            return;
        };
        let mut operation = operation.clone();
        if let Some(last) = operation.operands.last_mut() {
            *last = Operand::Name(name.into());
        }
        self.out.operation(&operation);
    }
}
