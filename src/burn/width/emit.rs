//! Words set anew as operators: settings, an absolute `Tm` for every stretch, its codes.
//!
//! The words of a paragraph that stand in one marked-content sequence are written together, where the
//! first of them stood that nothing covers ([`order`]): how they were parted into operators tells where
//! their lines ended, and so how wide the name was.

use super::Setting;
use super::facts::rounded;
use super::gather::{Gathered, Sign};
use super::guard;
use super::order;
use super::set::{Anew, Placed, Work};
use super::style::{Spot, Style};
use crate::geom::{Matrix, Point, Rect};
use crate::pdf::content::{Emitter, Operator};

/// What follows this near to where the pen stands needs no `Tm` of its own, points.
const SAME: f64 = 0.03;

/// Writes what was set. `covered`: what stays of the lines goes under their panel.
pub(super) fn emit(work: &mut Work<'_>, anew: &Anew, covered: bool) {
    let gathered = work.gathered;
    let mut last = None;
    for index in taken(work, anew) {
        let Some(sign) = gathered.signs.get(index) else { continue };
        // the glyphs of one show operation follow each other
        if last.replace(sign.spot) != Some(sign.spot) {
            let Some(spot) = gathered.spots.get(sign.spot) else { continue };
            work.setting.touched.insert(spot.first);
        }
        work.setting.moved.insert(sign.ordinal);
        if covered {
            work.setting.covered.insert(sign.ordinal);
        }
    }
    for (group, spot) in &anew.slots {
        let Some(spot) = gathered.spots.get(*spot) else { continue };
        let placed = anew.placed.iter().filter(|p| order::group_of(gathered, p).as_ref() == Some(group));
        let content = Writer::new(work, spot).write(placed);
        if !content.is_empty() {
            let slot = work.setting.slots.entry(spot.first).or_default();
            slot.content.extend(content);
            slot.after = after(gathered, spot);
        }
    }
    rules(&mut work.setting, gathered, anew);
    let areas = anew.placed.iter().filter_map(|p| guard::placed(gathered, p));
    work.taken.reserve(anew.placed.len() + anew.panels.len());
    work.taken.extend(areas.chain(anew.panels.iter().map(|(_, r)| *r)));
}

/// The glyphs of the lines, and the blanks that stand on their baselines by themselves.
fn taken(work: &Work<'_>, anew: &Anew) -> Vec<usize> {
    let lines: Vec<_> = anew.lines.iter().filter_map(|l| work.sheet.line(*l)).collect();
    let mut all: Vec<usize> = lines.iter().flat_map(|l| &l.signs).copied().collect();
    let (left, right) = anew.column;
    let beside = |s: &Sign| {
        let on = lines.iter().any(|l| (l.y - s.at.y).abs() < 0.1 * l.size);
        on && s.at.x > left - 1.0 && s.at.x < right + 3.0 * s.size
    };
    let strays = work.strays.iter().copied();
    all.extend(strays.filter(|at| work.gathered.signs.get(*at).is_some_and(beside)));
    all
}

fn rules(setting: &mut Setting, gathered: &Gathered, anew: &Anew) {
    for (path, pieces) in &anew.rules {
        let pieces: Vec<Rect> = pieces.iter().map(|r| gathered.back(r)).collect();
        setting.rules.insert(*path, pieces);
    }
}

/// The settings that a show operation found.
fn after(gathered: &Gathered, spot: &Spot) -> Vec<(Operator, Vec<u8>)> {
    let Some(style) = gathered.styles.get(spot.style) else { return Vec::new() };
    let [char_spacing, word_spacing, rise] = spot.spacing;
    let mut after: Vec<(Operator, Vec<u8>)> = [
        (Operator::CharSpacing, char_spacing),
        (Operator::WordSpacing, word_spacing),
        (Operator::Rise, rise),
        (Operator::HorizontalScaling, style.scale * 100.0),
    ]
    .map(|(operator, value)| {
        let mut out = Emitter::new();
        out.numbers(operator, &[value]);
        (operator, out.into_bytes())
    })
    .into();
    after.push((Operator::Font, font(style)));
    if !style.colour.is_empty() {
        after.push((Operator::FillGray, style.colour.to_vec()));
    }
    after
}

fn font(style: &Style) -> Vec<u8> {
    let mut out = Emitter::new();
    out.name(&style.font);
    out.number(style.size);
    out.operator(Operator::Font);
    out.into_bytes()
}

/// Writes words at one show operation.
struct Writer<'w> {
    work: &'w Work<'w>,
    out: Emitter,
    /// From user space to the space of the content.
    back: Option<Matrix>,
    style: Option<usize>,
    codes: Vec<u8>,
}

impl<'w> Writer<'w> {
    fn new(work: &'w Work<'w>, spot: &Spot) -> Self {
        Self { work, out: Emitter::new(), back: spot.ctm.invert(), style: None, codes: Vec::new() }
    }

    fn write<'p>(mut self, placed: impl Iterator<Item = &'p Placed>) -> Vec<u8> {
        // where the pen stands after what was written
        let mut pen: Option<Point> = None;
        for place in placed {
            let Some(sign) = self.work.gathered.signs.get(place.sign) else { continue };
            let goes_on = pen.is_some_and(|p| (p.x - place.at.x).abs() < SAME && p.y == place.at.y);
            let mut at = pen.filter(|_| goes_on && self.style == Some(sign.style)).unwrap_or_else(|| {
                self.flush();
                self.turn_to(sign.style);
                self.place(sign.style, place.at);
                Point::new(rounded(place.at.x), place.at.y)
            });
            match sign.code.bytes() {
                [byte] => self.codes.push(*byte),
                bytes => self.codes.extend_from_slice(bytes),
            }
            at.x += sign.step();
            if place.spaced {
                at.x += self.space(sign);
            }
            pen = Some(at);
        }
        self.flush();
        self.out.into_bytes()
    }

    fn flush(&mut self) {
        if !self.codes.is_empty() {
            self.out.string(&self.codes);
            self.out.operator(Operator::ShowText);
            self.codes.clear();
        }
    }

    /// Shows a space behind a glyph. Gives its advance.
    fn space(&mut self, sign: &Sign) -> f64 {
        let styles = &self.work.gathered.styles;
        let code = styles.get(sign.style).and_then(|s| self.work.spaces.code(&s.font));
        self.codes.extend(code.unwrap_or_default());
        self.work.spaces.advance(sign, styles).unwrap_or_default()
    }

    /// The settings of a style.
    fn turn_to(&mut self, style: usize) {
        if self.style == Some(style) {
            return;
        }
        let styles = &self.work.gathered.styles;
        let Some(new) = styles.get(style) else { return };
        let old = self.style.and_then(|s| styles.get(s));
        if old.is_none() {
            self.out.numbers(Operator::WordSpacing, &[0.0]);
            self.out.numbers(Operator::Rise, &[0.0]);
        }
        if old.is_none_or(|o| o.spacing != new.spacing) {
            self.out.numbers(Operator::CharSpacing, &[new.spacing]);
        }
        if old.is_none_or(|o| o.scale != new.scale) {
            self.out.numbers(Operator::HorizontalScaling, &[new.scale * 100.0]);
        }
        if old.is_none_or(|o| o.font != new.font || o.size != new.size) {
            self.out.stream(&font(new));
        }
        if old.is_none_or(|o| o.colour != new.colour) {
            self.out.stream(&new.colour);
        }
        self.style = Some(style);
    }

    fn place(&mut self, style: usize, at: Point) {
        let gathered = self.work.gathered;
        let Some(style) = gathered.styles.get(style) else { return };
        let user = gathered.turn.invert().unwrap_or_default();
        let at = user.apply(Point::new(rounded(at.x), rounded(at.y)));
        let [a, b, c, d] = style.shape;
        let matrix = Matrix([a, b, c, d, at.x, at.y]).then(&self.back.unwrap_or_default());
        self.out.numbers(Operator::TextMatrix, &matrix.0);
    }
}
