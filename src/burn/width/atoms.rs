//! From the words of a block to what is set: words as codes with the widths of their fonts, and panels
//! that are as wide as the public size says.

use std::rc::Rc;

use super::gather::{Code, Sign};
use super::lines::{Line, Word};
use super::style::Style;

/// Width of a space, as a share of the size, where the font shows none; and what it may be.
const SPACE: f64 = 0.25;
const SPACES: (f64, f64) = (0.2, 0.35);
/// Spaces that are kept at one place.
const MOST_SPACES: usize = 4;
/// Letters of one word further apart than this share of the size are not set by the widths of the font.
const KERNED: f64 = 0.1;

/// A stretch of an atom.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Part {
    /// Glyphs, by index.
    Signs(Vec<usize>),
    /// A panel, by its key.
    Panel(usize),
}

/// What is never broken: a word, with the panels that touch it.
#[derive(Debug, Clone)]
pub(super) struct Atom {
    pub(super) parts: Vec<Part>,
    /// Width of its glyphs, panels not counted.
    pub(super) wide: f64,
    /// Its panels.
    pub(super) panels: usize,
    /// Gap before it, where it does not begin a line.
    pub(super) gap: f64,
    /// Place of its line in the block.
    pub(super) row: usize,
    /// Whether it ends with a hyphen at the end of its line.
    pub(super) broken: bool,
}

impl Atom {
    /// Its width with panels of `panel` points.
    pub(super) fn width(&self, panel: f64) -> f64 {
        self.wide + panel * self.panels as f64
    }

    fn ends_with_panel(&self, key: usize) -> bool {
        self.parts.last() == Some(&Part::Panel(key))
    }
}

/// The spaces of fonts: code and width of size 1.
#[derive(Debug, Default)]
pub(super) struct Spaces(Vec<Space>);

#[derive(Debug)]
struct Space {
    font: Rc<[u8]>,
    code: Code,
    wide: f64,
}

impl Spaces {
    /// As the page shows them.
    pub(super) fn of(signs: &[Sign], styles: &[Style]) -> Self {
        let mut spaces = Self::default();
        for sign in signs.iter().filter(|s| s.blank && s.wide > 0.0) {
            let Some(style) = styles.get(sign.style).filter(|s| spaces.of_font(&s.font).is_none()) else {
                continue;
            };
            let (font, code) = (Rc::clone(&style.font), sign.code);
            spaces.0.push(Space { font, code, wide: sign.wide / (sign.size * style.scale) });
        }
        spaces
    }

    fn of_font(&self, font: &Rc<[u8]>) -> Option<&Space> {
        self.0.iter().find(|s| s.font == *font)
    }

    /// The code of a font's space.
    pub(super) fn code(&self, font: &Rc<[u8]>) -> Option<&[u8]> {
        self.of_font(font).map(|s| s.code.bytes())
    }

    /// The advance of the space of a sign's font in its size, points.
    pub(super) fn advance(&self, sign: &Sign, styles: &[Style]) -> Option<f64> {
        let style = styles.get(sign.style)?;
        let space = self.of_font(&style.font)?;
        Some(space.wide * sign.size * style.scale + sign.behind)
    }

    /// The gap between words in the style of a sign, points.
    fn gap(&self, sign: &Sign, styles: &[Style]) -> f64 {
        let Some(style) = styles.get(sign.style) else { return SPACE * sign.size };
        let wide = self.of_font(&style.font).map_or(SPACE, |s| s.wide);
        wide.clamp(SPACES.0, SPACES.1) * sign.size * style.scale + sign.behind
    }
}

/// Makes the atoms of lines.
pub(super) struct Maker<'m> {
    pub(super) signs: &'m [Sign],
    pub(super) styles: &'m [Style],
    pub(super) spaces: &'m Spaces,
    /// By panel: the first of its finding.
    pub(super) keys: &'m [usize],
    /// Whether the lines are broken anew: then words are parted by one space each.
    pub(super) anew: bool,
}

impl Maker<'_> {
    /// The atoms of lines, in order. None where letters are not set by the widths of their font.
    pub(super) fn atoms(&self, lines: &[&Line]) -> Option<Vec<Atom>> {
        let mut atoms: Vec<Atom> = Vec::new();
        for (row, line) in lines.iter().enumerate() {
            for word in &line.words {
                self.add(word, row, &mut atoms)?;
            }
            let hyphen = line.words.last().and_then(|w| w.signs.last()).and_then(|s| self.signs.get(*s));
            let hyphen = hyphen.filter(|s| s.panel.is_none()).and_then(|s| s.last);
            if let Some(last) = atoms.last_mut().filter(|a| a.row == row) {
                last.broken = matches!(hyphen, Some('-' | '\u{AD}' | '\u{2010}'));
            }
        }
        self.part(&mut atoms);
        Some(atoms)
    }

    fn add(&self, word: &Word, row: usize, atoms: &mut Vec<Atom>) -> Option<()> {
        let mut parts = self.parts(word)?;
        // a name of several words, or over two lines, is one panel
        let joins = |atom: &Atom, part: &Part| matches!(part, Part::Panel(key) if atom.ends_with_panel(*key));
        let same_row = |atom: &Atom| self.anew || atom.row == row;
        if let Some(last) = atoms.last_mut().filter(|a| same_row(a))
            && parts.first().is_some_and(|part| joins(last, part))
        {
            for part in parts.drain(1..) {
                last.panels += usize::from(matches!(part, Part::Panel(_)));
                last.wide += self.wide(&part);
                last.parts.push(part);
            }
            return Some(());
        }
        let wide = parts.iter().map(|p| self.wide(p)).sum();
        let panels = parts.iter().filter(|p| matches!(p, Part::Panel(_))).count();
        let gap = if self.anew { 1 } else { word.spaces.clamp(1, MOST_SPACES) } as f64;
        atoms.push(Atom { parts, wide, panels, gap, row, broken: false });
        Some(())
    }

    /// The stretches of a word; none where its letters overlap or stand apart.
    fn parts(&self, word: &Word) -> Option<Vec<Part>> {
        let mut parts: Vec<Part> = Vec::with_capacity(1);
        let mut before: Option<&Sign> = None;
        for index in &word.signs {
            let sign = self.signs.get(*index)?;
            let kept = sign.panel.is_none();
            let off = before.filter(|b| kept && b.panel.is_none()).map(|b| (sign.at.x - b.end()).abs());
            if off.is_some_and(|off| off > KERNED * sign.size) {
                return None;
            }
            before = Some(sign);
            let key = sign.panel.map(|p| self.keys.get(p).copied().unwrap_or(p));
            match (key, parts.last_mut()) {
                (Some(key), Some(Part::Panel(last))) if *last == key => {}
                (Some(key), _) => parts.push(Part::Panel(key)),
                (None, Some(Part::Signs(signs))) => signs.push(*index),
                (None, _) => {
                    let mut signs = Vec::with_capacity(word.signs.len());
                    signs.push(*index);
                    parts.push(Part::Signs(signs));
                }
            }
        }
        Some(parts)
    }

    /// Width of a stretch of glyphs, points.
    pub(super) fn wide(&self, part: &Part) -> f64 {
        let Part::Signs(signs) = part else { return 0.0 };
        signs.iter().filter_map(|s| self.signs.get(*s)).map(Sign::step).sum()
    }

    /// Turns the number of spaces before each atom into a gap: that of its own first glyph, of a panel
    /// that of what stays before it.
    fn part(&self, atoms: &mut [Atom]) {
        let first = |atom: &Atom, last: bool| {
            let mut signs = atom.parts.iter().filter_map(|p| match p {
                Part::Signs(signs) => {
                    if last {
                        signs.last()
                    } else {
                        signs.first()
                    }
                }
                Part::Panel(_) => None,
            });
            let sign = if last { signs.next_back() } else { signs.next() };
            sign.and_then(|s| self.signs.get(*s))
        };
        let begins = |atom: &Atom| matches!(atom.parts.first(), Some(Part::Signs(_)));
        let mut before = atoms.iter().find_map(|a| first(a, false)).map(|s| self.spaces.gap(s, self.styles));
        for atom in atoms {
            let own = first(atom, false).filter(|_| begins(atom)).map(|s| self.spaces.gap(s, self.styles));
            atom.gap *= own.or(before).unwrap_or(0.0);
            before = first(atom, true).map(|s| self.spaces.gap(s, self.styles)).or(before);
        }
    }
}
