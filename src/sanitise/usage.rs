//! Which resources a content stream names, and whether it holds only what may cross.

use std::collections::{BTreeMap, BTreeSet};

use crate::pdf::content::{Category, Emitter, Operand, Operation, Operations, Operator};

/// Categories of resources (ISO 32000-2, table 34) in the order of [`Used::names`].
pub(super) const CATEGORIES: [&str; 6] = ["Font", "XObject", "ExtGState", "ColorSpace", "Pattern", "Shading"];

/// Codes shown in a font, read both as single bytes and as pairs: what they are the font decides.
#[derive(Debug, Default, Clone)]
pub(super) struct Codes {
    pub(super) bytes: BTreeSet<u8>,
    pub(super) pairs: BTreeSet<u16>,
}

impl Codes {
    fn show(&mut self, string: &[u8]) {
        self.bytes.extend(string);
        self.pairs
            .extend(string.chunks(2).map(|pair| pair.iter().fold(0, |code, b| code << 8 | u16::from(*b))));
    }

    pub(super) fn add(&mut self, other: &Self) {
        self.bytes.extend(&other.bytes);
        self.pairs.extend(&other.pairs);
    }
}

/// Names used, by category, and the codes shown in the fonts among them.
#[derive(Debug, Default, Clone)]
pub(super) struct Used {
    pub(super) names: [BTreeSet<Vec<u8>>; 6],
    pub(super) shown: BTreeMap<Vec<u8>, Codes>,
}

impl Used {
    pub(super) fn add(&mut self, other: &Self) {
        for (mine, theirs) in self.names.iter_mut().zip(&other.names) {
            mine.extend(theirs.iter().cloned());
        }
        for (font, codes) in &other.shown {
            self.shown.entry(font.clone()).or_default().add(codes);
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
    /// Whether text is shown in a font that was set outside of the stream.
    pub(super) inherits: bool,
}

/// Looks through a decoded content stream.
pub(super) fn look(content: &[u8]) -> Look {
    let mut look = Look::default();
    let mut marked = false;
    let mut operations = Operations::new(content);
    let mut fonts = Fonts::default();
    for operation in operations.by_ref() {
        fonts.follow(&operation, &mut look);
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

/// The font in force along a content stream.
#[derive(Default)]
struct Fonts {
    current: Option<Vec<u8>>,
    saved: Vec<Option<Vec<u8>>>,
}

impl Fonts {
    fn follow(&mut self, operation: &Operation<'_>, look: &mut Look) {
        match operation.operator {
            Operator::Save => self.saved.push(self.current.clone()),
            Operator::Restore => self.current = self.saved.pop().unwrap_or_else(|| self.current.take()),
            Operator::Font => self.current = operation.name(0).map(<[u8]>::to_vec),
            _ if operation.operator.category() == Category::TextShow => self.show(operation, look),
            _ => {}
        }
    }

    fn show(&self, operation: &Operation<'_>, look: &mut Look) {
        let Some(last) = operation.operands.last() else { return };
        let Some(font) = &self.current else {
            look.inherits = true;
            return;
        };
        if !look.used.shown.contains_key(font) {
            look.used.shown.insert(font.clone(), Codes::default());
        }
        let Some(codes) = look.used.shown.get_mut(font) else { return };
        let items = last.array().unwrap_or(std::slice::from_ref(last));
        items.iter().filter_map(Operand::string).for_each(|string| codes.show(string));
    }
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
