//! Which resources a content stream names, and whether it holds only what may cross.

use std::collections::BTreeSet;

use crate::pdf::content::{Category, Emitter, Operation, Operations, Operator};

/// Categories of resources (ISO 32000-2, table 34) in the order of [`Used::names`].
pub(super) const CATEGORIES: [&str; 6] = ["Font", "XObject", "ExtGState", "ColorSpace", "Pattern", "Shading"];

/// Names used, by category.
#[derive(Debug, Default, Clone)]
pub(super) struct Used {
    pub(super) names: [BTreeSet<Vec<u8>>; 6],
}

impl Used {
    pub(super) fn add(&mut self, other: &Self) {
        for (mine, theirs) in self.names.iter_mut().zip(&other.names) {
            mine.extend(theirs.iter().cloned());
        }
    }

    pub(super) fn of(&self, category: &str) -> impl Iterator<Item = &Vec<u8>> {
        let at = CATEGORIES.iter().position(|c| *c == category);
        at.and_then(|at| self.names.get(at)).into_iter().flatten()
    }
}

/// What a look at a content stream told.
#[derive(Debug, Default)]
pub(super) struct Look {
    pub(super) used: Used,
    /// The stream without marked content, when it had some.
    pub(super) cleaned: Option<Vec<u8>>,
    /// Whether it holds anything that is no operation.
    pub(super) foreign: bool,
}

/// Looks through a decoded content stream.
pub(super) fn look(content: &[u8]) -> Look {
    let mut look = Look::default();
    let mut marked = false;
    let mut operations = Operations::new(content);
    for operation in operations.by_ref() {
        marked |= is_marking(&operation);
        note(&operation, &mut look.used);
    }
    let left = operations.left();
    look.foreign = left.unknown + left.void + left.endless_images > 0;
    if marked {
        let mut out = Emitter::new();
        for operation in Operations::new(content).filter(|o| !is_marking(o)) {
            out.operation(&operation);
        }
        look.cleaned = Some(out.into_bytes());
    }
    look
}

fn is_marking(operation: &Operation<'_>) -> bool {
    matches!(operation.operator.category(), Category::MarkedContent | Category::Compatibility)
}

fn note(operation: &Operation<'_>, used: &mut Used) {
    let last = operation.operands.len().saturating_sub(1);
    let (category, name) = match operation.operator {
        Operator::Font => (0, operation.name(0)),
        Operator::XObject => (1, operation.name(0)),
        Operator::ExtGState => (2, operation.name(0)),
        Operator::FillSpace | Operator::StrokeSpace => (3, operation.name(0)),
        Operator::FillColourN | Operator::StrokeColourN => (4, operation.name(last)),
        Operator::Shading => (5, operation.name(0)),
        _ => return,
    };
    let Some(name) = name else { return };
    if let Some(set) = used.names.get_mut(category)
        && !set.contains(name)
    {
        set.insert(name.to_vec());
    }
}
