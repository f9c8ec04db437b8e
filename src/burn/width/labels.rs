//! Numbers and bullets before hanging text: pieces of their own, so that the text beside them is a block.

use super::gather::Sign;
use super::lines::Line;
use super::sheet::SAME_EDGE;

/// A label has no more glyphs than this.
const LONGEST: usize = 6;

/// Parts labels from lines whose other words stand flush with a line above or below.
pub(super) fn part(lines: Vec<Line>, signs: &[Sign]) -> Vec<Line> {
    let edges: Vec<(f64, f64, f64)> = lines.iter().map(|l| (l.x0, l.y, l.size)).collect();
    let hangs = |line: &Line, x: f64| {
        edges.iter().any(|(x0, y, size)| {
            let near = (y - line.y).abs();
            near > 0.3 * size && near < 1.75 * size && (x0 - x).abs() < SAME_EDGE && x - line.x0 > 3.0
        })
    };
    let mut out = Vec::with_capacity(lines.len());
    for line in lines {
        let text = line.words.get(1).map(|w| w.x0).filter(|x| hangs(&line, *x));
        match text.filter(|_| is_label(&line, signs)) {
            Some(x) => out.extend(split(&line, x, signs)),
            None => out.push(line),
        }
    }
    out
}

/// Whether a line begins with a number or a letter in a list of clauses.
pub(super) fn is_numbered(line: &Line, signs: &[Sign]) -> bool {
    let Some(word) = line.words.first() else { return false };
    let last: Vec<char> = word.signs.iter().filter_map(|s| signs.get(*s)).filter_map(|s| s.last).collect();
    let marked = matches!(last.last(), Some('.' | ')'));
    let digits = last.iter().any(char::is_ascii_digit);
    last.len() <= LONGEST
        && (digits && (marked || last.contains(&'.')) || marked && last.first() == Some(&'('))
}

/// Whether a line begins with the mark of a quotation in plain text, as mails have it.
pub(super) fn is_quoted(line: &Line, signs: &[Sign]) -> bool {
    let first = line.words.first().and_then(|w| w.signs.first()).and_then(|s| signs.get(*s));
    line.words.len() > 1 && first.is_some_and(|s| s.panel.is_none() && matches!(s.last, Some('>' | '|')))
}

fn is_label(line: &Line, signs: &[Sign]) -> bool {
    let Some(word) = line.words.first() else { return false };
    let mut of = word.signs.iter().filter_map(|s| signs.get(*s));
    let ends = word.signs.last().and_then(|s| signs.get(*s)).and_then(|s| s.last);
    let lettered = ends.is_none_or(char::is_alphabetic) && word.signs.len() > 1;
    !lettered && word.signs.len() <= LONGEST && of.all(|s| s.panel.is_none())
}

/// A line without and with its label.
fn split(line: &Line, x: f64, signs: &[Sign]) -> [Line; 2] {
    let before = |s: &usize| signs.get(*s).is_some_and(|s| s.at.x < x - 0.01);
    let (label, text): (Vec<usize>, Vec<usize>) = line.signs.iter().partition(|s| before(s));
    let words = line.words.clone();
    let (first, rest) = words.split_at(1.min(words.len()));
    let end = first.last().map_or(line.x0, |w| w.x1);
    let label = Line { signs: label, words: first.to_vec(), x1: end, touched: false, ..line.clone() };
    [label, Line { signs: text, words: rest.to_vec(), x0: x, ..line.clone() }]
}
