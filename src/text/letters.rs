//! Letters spaced out: `S m i t h`, set with wide gaps and no spaces, is one word.

use super::words::Word;

/// Gaps wider than this share of the size part words in any case.
const WIDEST: f64 = 0.6;
/// A gap this much wider than the narrowest of its run parts words.
const RATIO: f64 = 1.7;
/// A run is of letters when it has at least this many parts …
const PARTS: usize = 3;

/// Joins runs of single letters in a row of words.
pub(super) fn joined(row: Vec<Word>) -> Vec<Word> {
    if row.iter().filter(|w| w.chars.len() == 1).count() < PARTS {
        return row;
    }
    let mut out: Vec<Word> = Vec::with_capacity(row.len());
    let mut run: Vec<Word> = Vec::new();
    for word in row {
        let follows = run
            .last()
            .is_some_and(|last| !word.spaced && word.start - last.end < WIDEST * word.size.max(last.size));
        if !follows {
            close(&mut run, &mut out);
        }
        run.push(word);
    }
    close(&mut run, &mut out);
    out
}

fn close(run: &mut Vec<Word>, out: &mut Vec<Word>) {
    let letters: usize = run.iter().map(|w| w.chars.len()).sum();
    // … and few of them are longer than a letter or two
    // formulas are single letters too, but not only letters
    let signs =
        run.iter().flat_map(|w| &w.chars).any(|(c, _)| !c.is_alphanumeric() && !".,:;'-".contains(*c));
    if signs || run.len() < PARTS || letters * 10 > run.len() * 18 {
        out.append(run);
        return;
    }
    let gap = |pair: &[Word]| match pair {
        [a, b] => b.start - a.end,
        _ => 0.0,
    };
    let narrowest = run.windows(2).map(gap).fold(f64::INFINITY, f64::min).max(0.02 * size(run));
    let first = out.len();
    for word in run.drain(..) {
        match out.get_mut(first..).and_then(<[Word]>::last_mut) {
            Some(last) if word.start - last.end <= RATIO * narrowest => {
                last.end = word.end;
                last.chars.extend(word.chars);
            }
            _ => out.push(word),
        }
    }
}

fn size(run: &[Word]) -> f64 {
    run.first().map_or(1.0, |w| w.size)
}
