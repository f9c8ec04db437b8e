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
    forenames: Vec<f64>,
    surnames: Vec<f64>,
    space: f64,
}

impl Widths {
    /// Of a font.
    pub(super) fn of(font: &Font) -> Self {
        let letters = Letters::of(font);
        let sorted = |names: &[String]| {
            let mut widths: Vec<f64> = names.iter().map(|name| letters.width(name)).collect();
            widths.sort_by(f64::total_cmp);
            widths
        };
        Self {
            forenames: sorted(&LIST.forenames),
            surnames: sorted(&LIST.surnames),
            space: super::lines::natural(font),
        }
    }

    /// The names from one width to another, in units of the size; none when no name is as wide.
    pub(super) fn fitting(&self, from: f64, to: f64) -> Option<Fit> {
        let within = |sorted: &[f64], less: f64| {
            sorted.partition_point(|w| *w <= to - less) - sorted.partition_point(|w| *w < from - less)
        };
        let single = within(&self.forenames, 0.0) + within(&self.surnames, 0.0);
        let behind = |forename: &f64| within(&self.surnames, forename + self.space) as u64;
        let full: u64 = self.forenames.iter().map(behind).sum();
        let singles = (self.forenames.len() + self.surnames.len()) as f64;
        let fulls = (self.forenames.len() * self.surnames.len()) as f64;
        let share = f64::midpoint(single as f64 / singles, full as f64 / fulls);
        (share > 0.0).then(|| Fit { bits: -share.log2(), names: single as u64 + full })
    }

    /// The width of the widest full name.
    pub(super) fn widest(&self) -> f64 {
        let last = |sorted: &[f64]| sorted.last().copied().unwrap_or_default();
        last(&self.forenames) + self.space + last(&self.surnames)
    }
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
    /// Of a font of a page, by its index; of a standard one where there is none.
    pub(super) fn of(&self, painted: &Painted, font: u16) -> Option<Arc<Widths>> {
        let index = usize::from(font);
        let (font, key) = (painted.fonts.get(index)?, *painted.font_keys.get(index)?);
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Some(Arc::clone(known.entry(key).or_insert_with(|| Arc::new(Widths::of(font)))))
    }
}
