//! Which names are as wide as a gap: the common names of the project, measured in the font beside it.
//!
//! The list is the finder's data, not its code. Letters that a font has lost with what was removed are
//! estimated by the standard face that is nearest to those it still has.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use crate::verify::paint::Painted;
use crate::verify::paint::font::Font;
use crate::verify::paint::standard14::Face;

/// The most frequent forenames and surnames, capitalised: those of the lists' third class.
struct List {
    forenames: Vec<String>,
    surnames: Vec<String>,
}

static LIST: LazyLock<List> = LazyLock::new(|| List {
    forenames: common(include_str!("../../find/data/forenames.txt")),
    surnames: common(include_str!("../../find/data/surnames.txt")),
});

fn common(list: &str) -> Vec<String> {
    let capital = |name: &str| {
        let mut letters = name.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect())
    };
    list.lines().filter_map(|line| line.strip_suffix('3')).filter_map(capital).collect()
}

/// Steps in which the widths of full names are counted, units of the size: finer than a gap is measured.
const BIN: f64 = 0.005;

/// How many names fit a width.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Fit {
    /// What the width says of the name: the surprise at it, when a single name and a full one are as likely.
    pub(super) bits: f64,
    /// Names and full names that fit.
    pub(super) names: u64,
}

/// The widths of the names in a font, in units of the size, sorted.
#[derive(Debug)]
pub(super) struct Widths {
    single: Vec<f64>,
    /// Full names up to each width, in steps of [`BIN`].
    full: Vec<u64>,
}

impl Widths {
    /// Of a font.
    pub(super) fn of(font: &Font) -> Self {
        let letters = Letters::of(font);
        let widths = |names: &[String]| names.iter().map(|name| letters.width(name)).collect::<Vec<_>>();
        let (forenames, surnames) = (widths(&LIST.forenames), widths(&LIST.surnames));
        let full = full(&forenames, &surnames, super::lines::natural(font));
        let mut single = [forenames, surnames].concat();
        single.sort_by(f64::total_cmp);
        Self { single, full }
    }

    /// The names from one width to another, in units of the size; none when no name is as wide.
    pub(super) fn fitting(&self, from: f64, to: f64) -> Option<Fit> {
        let single = self
            .single
            .partition_point(|w| *w <= to)
            .saturating_sub(self.single.partition_point(|w| *w < from));
        let full = (self.up_to(to) - self.up_to(from)).max(0.0);
        let all = self.full.last().copied().unwrap_or_default() as f64;
        let share = f64::midpoint(single as f64 / self.single.len() as f64, full / all);
        (share > 0.0).then(|| Fit { bits: -share.log2(), names: single as u64 + full.round() as u64 })
    }

    /// Full names up to a width, between two steps in proportion.
    fn up_to(&self, width: f64) -> f64 {
        let step = (width / BIN).clamp(0.0, 1e6);
        let at = |step: f64| {
            let last = self.full.len().saturating_sub(1);
            self.full.get((step as usize).min(last)).copied().unwrap_or_default() as f64
        };
        let (below, above) = (at(step.floor()), at(step.floor() + 1.0));
        below + (above - below) * step.fract()
    }

    /// The width of the widest full name.
    pub(super) fn widest(&self) -> f64 {
        self.full.len() as f64 * BIN
    }
}

/// How many full names there are up to each width.
fn full(forenames: &[f64], surnames: &[f64], space: f64) -> Vec<u64> {
    let bins = |widths: &[f64]| {
        let mut bins: Vec<u64> = Vec::new();
        for width in widths {
            let bin = (width / BIN).round() as usize;
            bins.resize(bins.len().max(bin + 1), 0);
            if let Some(count) = bins.get_mut(bin) {
                *count += 1;
            }
        }
        bins
    };
    let (one, other) = (bins(forenames), bins(surnames));
    let between = (space / BIN).round() as usize;
    let mut all = vec![0_u64; one.len() + other.len() + between];
    for (i, a) in one.iter().enumerate().filter(|(_, count)| **count > 0) {
        let sums = all.get_mut(i + between..).unwrap_or_default();
        sums.iter_mut().zip(&other).for_each(|(sum, b)| *sum += a * b);
    }
    all.iter_mut().fold(0, |sum, count| {
        *count += sum;
        *count
    });
    all
}

/// The advance of each letter of a font.
struct Letters {
    known: HashMap<char, f64>,
    /// The standard face that is nearest, and by how much it is to be scaled.
    face: (Face, f64),
}

impl Letters {
    fn of(font: &Font) -> Self {
        let known: HashMap<char, f64> =
            font.letters().filter(|(c, width)| c.is_alphabetic() && *width > 0.0).collect();
        let fit = |face: Face| {
            let both = known.iter().map(|(c, width)| (*width, standard(face, *c))).filter(|(_, w)| *w > 0.0);
            let (ours, theirs) =
                both.clone().fold((0.0, 0.0), |(a, b), (ours, theirs)| (a + ours, b + theirs));
            let scale = if theirs > 0.0 { ours / theirs } else { 1.0 };
            let off: f64 = both.map(|(ours, theirs)| (ours - scale * theirs).abs()).sum();
            (face, scale, off)
        };
        let faces = (0..6).map(Face::Column).chain([Face::Courier]).map(fit);
        let best = faces.min_by(|a, b| a.2.total_cmp(&b.2)).unwrap_or((Face::Column(0), 1.0, 0.0));
        Self { known, face: (best.0, best.1) }
    }

    fn width(&self, name: &str) -> f64 {
        let (face, scale) = self.face;
        name.chars().map(|c| self.known.get(&c).copied().unwrap_or_else(|| scale * standard(face, c))).sum()
    }
}

fn standard(face: Face, letter: char) -> f64 {
    face.width(0, Some(letter)) / 1000.0
}

/// The widths of the fonts of a file, measured when the first panel asks.
#[derive(Debug, Default)]
pub(crate) struct Measures(Mutex<HashMap<usize, Arc<Widths>>>);

impl Measures {
    /// Of a font of a page, by its index.
    pub(super) fn of(&self, painted: &Painted, font: u16) -> Option<Arc<Widths>> {
        let index = usize::from(font);
        let (font, key) = (painted.fonts.get(index)?, *painted.font_keys.get(index)?);
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Some(Arc::clone(known.entry(key).or_insert_with(|| Arc::new(Widths::of(font)))))
    }
}
