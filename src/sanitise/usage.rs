//! Which resources a content stream names, what it shows in which font, and whether it holds only what
//! may cross.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::pdf::content::{Category, Emitter, Operand, Operation, Operations, Operator};

/// Categories of resources (ISO 32000-2, table 34) in the order of [`Used::names`].
pub(super) const CATEGORIES: [&str; 6] = ["Font", "XObject", "ExtGState", "ColorSpace", "Pattern", "Shading"];

/// Strings shown in a font. Where a code begins and ends in them the font decides.
pub(super) type Strings = HashSet<Vec<u8>>;

/// What set the font in which a string is shown.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Setter {
    /// `Tf`, by a name among the fonts.
    Font(Vec<u8>),
    /// `gs`, by a name among the graphics states.
    State(Vec<u8>),
}

/// Names used, by category, and the strings shown in the fonts among them.
#[derive(Debug, Default, Clone)]
pub(super) struct Used {
    pub(super) names: [BTreeSet<Vec<u8>>; 6],
    pub(super) shown: BTreeMap<Setter, Strings>,
    /// Strings shown in a font that was set outside of the stream.
    pub(super) inherited: Strings,
    /// The fonts in force where an `XObject` is drawn; none where it was set outside of the stream.
    pub(super) drawn_in: BTreeMap<Vec<u8>, BTreeSet<Option<Setter>>>,
}

impl Used {
    pub(super) fn add(&mut self, other: &Self) {
        for (mine, theirs) in self.names.iter_mut().zip(&other.names) {
            mine.extend(theirs.iter().cloned());
        }
        for (font, strings) in &other.shown {
            self.shown.entry(font.clone()).or_default().extend(strings.iter().cloned());
        }
    }

    /// Strings that an `XObject` of this name shows in the font in force where it is drawn.
    pub(super) fn lend(&mut self, name: &[u8], strings: &Strings) {
        for setter in self.drawn_in.get(name).into_iter().flatten() {
            let into = match setter {
                Some(setter) => self.shown.entry(setter.clone()).or_default(),
                None => &mut self.inherited,
            };
            into.extend(strings.iter().cloned());
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

/// Looks through a decoded content stream; `states` are the graphics states that set a font.
pub(super) fn look(content: &[u8], states: &BTreeSet<Vec<u8>>) -> Look {
    let mut look = Look::default();
    let mut marked = false;
    let mut operations = Operations::new(content);
    let mut fonts = Fonts { states, current: None, saved: Vec::new() };
    for operation in operations.by_ref() {
        fonts.follow(&operation, &mut look.used);
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
struct Fonts<'s> {
    states: &'s BTreeSet<Vec<u8>>,
    current: Option<Setter>,
    saved: Vec<Option<Setter>>,
}

impl Fonts<'_> {
    fn follow(&mut self, operation: &Operation<'_>, used: &mut Used) {
        match operation.operator {
            Operator::Save => self.saved.push(self.current.clone()),
            Operator::Restore => self.current = self.saved.pop().unwrap_or_else(|| self.current.take()),
            Operator::Font => self.current = operation.name(0).map(|name| Setter::Font(name.to_vec())),
            Operator::ExtGState => {
                let name = operation.name(0).filter(|name| self.states.contains(*name));
                self.current = name.map(|n| Setter::State(n.to_vec())).or_else(|| self.current.take());
            }
            Operator::XObject => {
                let name = operation.name(0).unwrap_or_default().to_vec();
                used.drawn_in.entry(name).or_default().insert(self.current.clone());
            }
            _ if operation.operator.category() == Category::TextShow => self.show(operation, used),
            _ => {}
        }
    }

    fn show(&self, operation: &Operation<'_>, used: &mut Used) {
        let Some(last) = operation.operands.last() else { return };
        let strings = match &self.current {
            None => &mut used.inherited,
            Some(setter) => {
                if !used.shown.contains_key(setter) {
                    used.shown.insert(setter.clone(), Strings::default());
                }
                let Some(strings) = used.shown.get_mut(setter) else { return };
                strings
            }
        };
        let items = last.array().unwrap_or(std::slice::from_ref(last));
        for string in items.iter().filter_map(Operand::string) {
            if !strings.contains(string) {
                strings.insert(string.to_vec());
            }
        }
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
