//! Which way each panel's width is hidden: the paragraph, else the line, else the whole segment.

use std::collections::HashSet;

use super::atoms::{Atom, Maker, Part, Spaces};
use super::block::{Align, Block, around};
use super::facts::{HIGH, LOW, rounded};
use super::gather::{Gathered, Sign};
use super::lay::{self, Frame, Layout};
use super::lines::{self, Line};
use super::order::Slots;
use super::sheet::Sheet;
use super::{Reached, Setting, cells, emit, guard, labels};
use crate::case::schema::Width;
use crate::geom::{PageGeometry, Point, Rect};

/// Panels a line may have on average when its paragraph is broken anew.
const MOST_PANELS: usize = 3;
/// The mark in the margin: its width, and its distance from the text, points.
const BAR: (f64, f64) = (0.75, 8.0);

/// A glyph where it is set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placed {
    pub(super) sign: usize,
    /// Its origin, line space; not yet rounded.
    pub(super) at: Point,
    /// A space follows it on its line.
    pub(super) spaced: bool,
}

/// Lines that were set anew.
#[derive(Debug, Default)]
pub(super) struct Anew {
    pub(super) lines: Vec<usize>,
    pub(super) placed: Vec<Placed>,
    /// Panels by key, line space.
    pub(super) panels: Vec<(usize, Rect)>,
    /// Left and right end of what may be written on.
    pub(super) column: (f64, f64),
    pub(super) size: f64,
    /// Rules that travel, line space.
    pub(super) rules: Vec<(usize, Vec<Rect>)>,
    /// At which show operations the words are written.
    pub(super) slots: Slots,
}

type Refused = &'static str;

/// Sets a page. `keys` gives each panel the first panel of its finding.
pub(in crate::burn) fn set(
    gathered: &Gathered,
    frame: &PageGeometry,
    mode: Width,
    keys: &[usize],
) -> Setting {
    let lines = cells::part(lines::build(&gathered.signs), &gathered.signs, &gathered.shapes);
    let lines = cells::part_at_columns(lines, &gathered.signs);
    let lines = labels::part(lines, &gathered.signs);
    let page = gathered.turned(&frame.crop_box);
    let sheet = Sheet { lines: &lines, signs: &gathered.signs, shapes: &gathered.shapes, page };
    let spaces = Spaces::of(&gathered.signs, &gathered.styles);
    let (setting, done, taken) = (Setting::default(), HashSet::new(), Vec::new());
    let (bounds, strays) = (bounds(&sheet), strays(&sheet));
    let mut work = Work { gathered, sheet, spaces, keys, setting, done, bounds, strays, taken };
    if !gathered.veiled && mode != Width::Exact {
        (0..lines.len()).for_each(|at| work.touched(at, mode));
    }
    work.rest(mode);
    (work.setting.areas, work.setting.back) = (work.taken, gathered.unturn);
    work.setting
}

pub(super) struct Work<'w> {
    pub(super) gathered: &'w Gathered,
    pub(super) sheet: Sheet<'w>,
    pub(super) spaces: Spaces,
    keys: &'w [usize],
    pub(super) setting: Setting,
    done: HashSet<usize>,
    /// What each line covers.
    bounds: Vec<Rect>,
    /// Blanks that belong to no line.
    pub(super) strays: Vec<usize>,
    /// What was written so far, line space.
    pub(super) taken: Vec<Rect>,
}

impl<'w> Work<'w> {
    /// What lies in lines that reach into a place, but for some of them.
    pub(super) fn near<'a>(
        &'a self,
        place: &'a Rect,
        but: &'a [usize],
    ) -> impl Iterator<Item = &'w Sign> + 'a {
        let there = |(at, b): &(usize, &Rect)| b.intersection(place).is_some() && !but.contains(at);
        let lines = self.bounds.iter().enumerate().filter(there).filter_map(|(at, _)| self.sheet.line(at));
        lines.flat_map(|l| &l.signs).filter_map(|s| self.sheet.signs.get(*s))
    }

    fn touched(&mut self, at: usize, mode: Width) {
        let sheet = self.sheet;
        let Some(line) = sheet.line(at).filter(|l| l.touched && !self.done.contains(&at)) else { return };
        let unfit = |k: &usize| self.gathered.unfit.contains(k);
        if self.panels_on(line).iter().any(unfit) {
            return self.exact(at, "part of it cannot be set elsewhere");
        }
        let Some(block) = around(&sheet, at) else { return };
        let touched: Vec<usize> =
            block.lines.iter().copied().filter(|l| sheet.line(*l).is_some_and(|l| l.touched)).collect();
        let numbered = block.lines.first().is_some_and(|l| self.is_numbered(*l));
        if mode == Width::Paragraph && block.running && !numbered {
            let anew = self.paragraph(&block, &touched).and_then(|anew| guard::held(self, anew));
            if let Ok(anew) = anew {
                return self.take(anew, Reached::Paragraph);
            }
        }
        for at in touched {
            self.line(&block, at, mode);
        }
    }

    fn is_numbered(&self, at: usize) -> bool {
        let Some(line) = self.sheet.line(at) else { return false };
        let label = self.sheet.lines.iter().filter(|l| {
            (l.y - line.y).abs() < 0.3 * line.size && l.x1 < line.x0 && line.x0 - l.x1 < 4.0 * line.size
        });
        label.chain([line]).any(|l| labels::is_numbered(l, self.sheet.signs))
    }

    /// One line alone.
    fn line(&mut self, block: &Block, at: usize, mode: Width) {
        let whole = mode == Width::Strict || self.sheet.line(at).is_some_and(|l| l.is_gone(self.sheet.signs));
        let set = match mode {
            Width::Strict => Err("asked for"),
            _ => self.single(block, at).and_then(|anew| guard::held(self, anew)),
        };
        let why = match set {
            Ok(anew) => return self.take(anew, Reached::Line),
            Err(why) => why,
        };
        match self.segment(block, at).filter(|_| whole).map(|anew| guard::held(self, anew)) {
            Some(Ok(anew)) => self.take(anew, Reached::Strict),
            _ => self.exact(at, why),
        }
    }

    fn paragraph(&self, block: &Block, touched: &[usize]) -> Result<Anew, Refused> {
        let first = touched.first().and_then(|t| block.lines.iter().position(|l| l == t)).unwrap_or(0);
        let begins = |at: usize| block.lines.get(at).is_some_and(|l| self.begins_with_panel(*l));
        let first = if begins(first) { first.saturating_sub(1) } else { first };
        let set = block.lines.get(first..).unwrap_or_default();
        let lines: Vec<&Line> = set.iter().filter_map(|l| self.sheet.line(*l)).collect();
        let size = self.size(&lines);
        let atoms = self.atoms(&lines, true)?;
        let panels: usize = atoms.iter().map(|a| a.panels).sum();
        if panels > MOST_PANELS * lines.len() {
            return Err("too many panels for its lines");
        }
        let below = lines.last().map_or(0.0, |l| l.x0);
        let starts = (lines.first().map_or(below, |l| l.x0), below);
        let frame = Frame {
            atoms: &atoms,
            starts,
            edge: block.edge.x,
            justified: block.edge.justified,
            open: false,
            size,
        };
        let layout = lay::paragraph(&frame, lines.len()).ok_or("no room in its paragraph")?;
        refuse_hyphens(&atoms, &layout)?;
        let mut anew = self.anew(&atoms, &layout, &lines, size);
        anew.lines = set.to_vec();
        anew.column = (starts.0.min(starts.1), block.edge.x);
        Ok(anew)
    }

    fn single(&self, block: &Block, at: usize) -> Result<Anew, Refused> {
        let line = self.sheet.line(at).ok_or("its line was lost")?;
        let lines = [line];
        let size = self.size(&lines);
        let atoms = self.atoms(&lines, false)?;
        let last = block.lines.last() == Some(&at);
        let left = if block.align == Align::Left { line.x0 } else { block.left };
        let frame = Frame {
            atoms: &atoms,
            starts: (left, left),
            edge: block.edge.x,
            justified: block.edge.justified && block.running,
            open: !last,
            size,
        };
        let layout = lay::line(&frame, block, 0).ok_or("no room in its line")?;
        let mut anew = self.anew(&atoms, &layout, &lines, size);
        anew.lines = vec![at];
        anew.column = (left, block.edge.x);
        Ok(anew)
    }

    /// A panel over a whole segment.
    fn segment(&self, block: &Block, at: usize) -> Option<Anew> {
        let line = self.sheet.line(at)?;
        let key = *self.panels_on(line).first()?;
        let left = if block.align == Align::Left { line.x0 } else { block.left };
        let panel = panel_at(left, line.y, block.edge.x - left, line.size);
        let column = (left, block.edge.x);
        Some(Anew { lines: vec![at], panels: vec![(key, panel)], column, size: line.size, ..Anew::default() })
    }

    fn atoms(&self, lines: &[&Line], anew: bool) -> Result<Vec<Atom>, Refused> {
        let (signs, styles) = (&self.gathered.signs, &self.gathered.styles);
        let maker = Maker { signs, styles, spaces: &self.spaces, keys: self.keys, anew };
        maker.atoms(lines).ok_or("its letters are not set by the widths of their font")
    }

    fn anew(&self, atoms: &[Atom], layout: &Layout, lines: &[&Line], size: f64) -> Anew {
        let mut anew = Anew { size, ..Anew::default() };
        for (place, laid) in layout.laid.iter().enumerate() {
            let (Some(atom), Some(line)) = (atoms.get(laid.atom), lines.get(laid.row)) else { continue };
            let from = lines.get(atom.row).map_or(line.y, |l| l.y);
            let next = layout.laid.get(place + 1).filter(|n| n.row == laid.row);
            let next = next.and_then(|n| atoms.get(n.atom)).and_then(|a| a.parts.first());
            let spaced = matches!(next, Some(Part::Signs(_)));
            self.atom(atom, laid.x, (line.y, from), layout.panel, &mut anew);
            if let Some(last) =
                anew.placed.last_mut().filter(|_| matches!(atom.parts.last(), Some(Part::Signs(_))))
            {
                last.spaced = spaced;
            }
        }
        anew
    }

    /// Places an atom at `x` on the baseline `y`; it stood on the baseline `from`.
    fn atom(&self, atom: &Atom, mut x: f64, (y, from): (f64, f64), panel: f64, anew: &mut Anew) {
        for part in &atom.parts {
            match part {
                Part::Panel(key) => {
                    anew.panels.push((*key, panel_at(x, y, panel, anew.size)));
                    x += panel;
                }
                Part::Signs(signs) => {
                    for (index, sign) in signs.iter().filter_map(|s| Some((*s, self.gathered.signs.get(*s)?)))
                    {
                        let at = Point::new(x, y + Self::rise(sign.at.y - from, anew.size));
                        anew.placed.push(Placed { sign: index, at, spaced: false });
                        x += sign.step();
                    }
                }
            }
        }
    }

    /// How far a glyph stands above its line; glyphs of a name over two lines lie on either.
    fn rise(rise: f64, size: f64) -> f64 {
        if rise.abs() < 0.6 * size { rise } else { 0.0 }
    }

    fn size(&self, lines: &[&Line]) -> f64 {
        let signs = lines.iter().flat_map(|l| &l.signs).filter_map(|s| self.gathered.signs.get(*s));
        lines::modal(signs)
    }

    fn begins_with_panel(&self, at: usize) -> bool {
        let word = self.sheet.line(at).and_then(|l| l.words.first());
        let mut signs = word.into_iter().flat_map(|w| &w.signs).filter_map(|s| self.gathered.signs.get(*s));
        signs.any(|s| s.panel.is_some())
    }

    /// Panels that take something of a line.
    fn panels_on(&self, line: &Line) -> Vec<usize> {
        let mut keys: Vec<usize> =
            line.signs.iter().filter_map(|s| self.gathered.signs.get(*s)?.panel).collect();
        keys.dedup();
        keys
    }

    fn exact(&mut self, at: usize, why: Refused) {
        self.done.insert(at);
        let Some(line) = self.sheet.line(at) else { return };
        for panel in self.panels_on(line) {
            self.setting.reached.entry(panel).or_insert(Reached::Exact(why));
        }
    }

    /// What was not on any line.
    fn rest(&mut self, mode: Width) {
        let other = match mode {
            Width::Exact => Reached::AsAsked,
            _ if self.gathered.veiled => Reached::Exact("a shading lies on the page"),
            _ => Reached::Exact("it is not on a line of text that can be set"),
        };
        for panel in 0..self.keys.len() {
            let pictured = mode != Width::Exact && !self.gathered.shown.contains(&panel);
            let reached = if pictured { Reached::Picture } else { other };
            self.setting.reached.entry(panel).or_insert(reached);
        }
    }

    fn take(&mut self, anew: Anew, reached: Reached) {
        let mut seen: HashSet<usize> = HashSet::new();
        for at in &anew.lines {
            self.done.insert(*at);
            let Some(line) = self.sheet.line(*at) else { continue };
            for panel in self.panels_on(line) {
                self.setting.panels.entry(panel).or_insert(None);
                self.setting.reached.insert(panel, reached);
            }
        }
        for (key, rect) in &anew.panels {
            // a second panel of one finding is that of its second line
            let place = (0..self.keys.len()).find(|p| {
                self.keys.get(*p) == Some(key) && self.setting.panels.get(p) == Some(&None) && seen.insert(*p)
            });
            self.setting.panels.insert(place.unwrap_or(*key), Some(self.gathered.back(rect)));
        }
        if reached == Reached::Paragraph {
            self.setting.bars.extend(self.bar(&anew).map(|bar| self.gathered.back(&bar)));
        }
        emit::emit(self, &anew, reached == Reached::Strict);
    }

    /// The mark beside a paragraph, where the margin is free.
    fn bar(&self, anew: &Anew) -> Option<Rect> {
        let ys = || anew.lines.iter().filter_map(|l| self.sheet.line(*l)).map(|l| l.y);
        let low = ys().min_by(f64::total_cmp)? + LOW * anew.size;
        let high = ys().max_by(f64::total_cmp)? + HIGH * anew.size;
        let (left, right) = anew.column;
        let places = [left - BAR.1 - BAR.0, right + BAR.1];
        let bars = places.map(|x| Rect::new(rounded(x), low, rounded(x) + BAR.0, high));
        bars.into_iter().find(|bar| guard::is_free(self, &bar.inflate(1.0)))
    }
}

fn bounds(sheet: &Sheet<'_>) -> Vec<Rect> {
    let of = |line: &Line| {
        let signs = line.signs.iter().filter_map(|s| sheet.signs.get(*s));
        signs.map(|s| guard::area(s, s.at.x, s.at.y)).reduce(|a, b| a.union(&b)).unwrap_or_default()
    };
    sheet.lines.iter().map(of).collect()
}

/// Blanks that no line holds.
fn strays(sheet: &Sheet<'_>) -> Vec<usize> {
    let mut held = vec![false; sheet.signs.len()];
    for at in sheet.lines.iter().flat_map(|l| &l.signs) {
        if let Some(held) = held.get_mut(*at) {
            *held = true;
        }
    }
    let blank = |at: &usize| sheet.signs.get(*at).is_some_and(|s| s.blank);
    (0..held.len()).filter(|at| held.get(*at) == Some(&false)).filter(blank).collect()
}

fn panel_at(x: f64, y: f64, wide: f64, size: f64) -> Rect {
    let (x, y) = (rounded(x), rounded(y));
    Rect::new(x, y + LOW * size, x + wide, y + HIGH * size)
}

/// A word that was broken at a hyphen must stay broken there.
fn refuse_hyphens(atoms: &[Atom], layout: &Layout) -> Result<(), Refused> {
    let joined = layout.laid.windows(2).any(|pair| match pair {
        [a, b] => a.row == b.row && atoms.get(a.atom).is_some_and(|a| a.broken),
        _ => false,
    });
    if joined { Err("a word is broken at a line's end") } else { Ok(()) }
}
