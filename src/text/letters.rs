//! Letters spaced out: `S m i t h`, set with wide gaps or with spaces, is one word.
//!
//! Where gaps alone part the letters and are narrow, a run of letters is one word up to a gap that is
//! clearly wider. Where the gaps are wide, or spaces are shown, the run must itself hold a wider gap:
//! without one it may be a row of a table or a list of letters, and the finder looks at those.

use super::words::Word;

/// Gaps wider than this share of the size part words, unless a wider gap shows that they do not.
const WIDEST: f64 = 0.6;
/// Gaps wider than this share of the size part words in any case.
const UTMOST: f64 = 3.0;
/// A gap this much wider than the narrowest of its run parts words …
const RATIO: f64 = 1.7;
/// … unless letters stand at even distances to this share: set one by one, whatever their widths.
const EVEN: f64 = 0.12;
/// Letters at even distances of this share of the size are a word by that alone.
const PITCH: f64 = 2.5;
/// A run is of letters when it has at least this many parts.
const PARTS: usize = 3;

/// Joins runs of single letters in a row of words.
pub(super) fn joined(row: Vec<Word>) -> Vec<Word> {
    if row.iter().filter(|w| w.chars.len() == 1).count() < PARTS {
        return row;
    }
    let narrow = |last: &Word, word: &Word| !word.spaced && gap(last, word) < WIDEST * size(last, word);
    let wide = |last: &Word, word: &Word| {
        let single = last.chars.len() == 1 && word.chars.len() == 1;
        single && gap(last, word) < UTMOST * size(last, word)
    };
    let row = runs(row, &narrow, false);
    runs(row, &wide, true)
}

/// Joins within each run of words that follow one another.
fn runs(row: Vec<Word>, follows: &dyn Fn(&Word, &Word) -> bool, doubtful: bool) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::with_capacity(row.len());
    let mut run: Vec<Word> = Vec::new();
    for word in row {
        if !run.last().is_some_and(|last| follows(last, &word)) {
            close(&mut run, &mut out, doubtful);
        }
        run.push(word);
    }
    close(&mut run, &mut out, doubtful);
    out
}

fn close(run: &mut Vec<Word>, out: &mut Vec<Word>, doubtful: bool) {
    let pairs: Vec<Pair> = run.windows(2).map(Pair::of).collect();
    let narrowest = pairs.iter().map(|p| p.gap).fold(f64::INFINITY, f64::min).max(0.02 * first_size(run));
    let step = middle(pairs.iter().filter(|p| p.gap <= 2.0 * narrowest).map(|p| p.step).collect());
    let holds = |p: &Pair| p.gap <= RATIO * narrowest || (p.step - step).abs() <= EVEN * step;
    let alike = pairs.iter().all(holds);
    if !is_letters(run) || (doubtful && alike && !is_set_by_pitch(run, &pairs, step)) {
        out.append(run);
        return;
    }
    let first = out.len();
    for (at, word) in run.drain(..).enumerate() {
        let joins = at.checked_sub(1).and_then(|i| pairs.get(i)).is_some_and(holds);
        match out.get_mut(first..).and_then(<[Word]>::last_mut).filter(|_| joins) {
            Some(last) => {
                last.end = word.end;
                last.chars.extend(word.chars);
            }
            None => out.push(word),
        }
    }
}

/// Whether a run is long enough, few of its parts are longer than a letter or two, and none is a sign:
/// formulas are single letters too, but not only letters.
fn is_letters(run: &[Word]) -> bool {
    let letters: usize = run.iter().map(|w| w.chars.len()).sum();
    let sign = |c: char| !c.is_alphanumeric() && !".,:;'-".contains(c);
    let signs = run.iter().flat_map(|w| &w.chars).any(|(c, _)| sign(*c));
    !signs && run.len() >= PARTS && letters * 10 <= run.len() * 18
}

/// Small letters at even distances not much wider than themselves, with no space between.
fn is_set_by_pitch(run: &[Word], pairs: &[Pair], step: f64) -> bool {
    let small = run.iter().flat_map(|w| &w.chars).filter(|(c, _)| c.is_lowercase()).count();
    let even = pairs.iter().all(|p| (p.step - step).abs() <= EVEN * step);
    even && step <= PITCH * first_size(run) && small * 2 > run.len() && run.iter().skip(1).all(|w| !w.spaced)
}

/// Two parts side by side.
struct Pair {
    gap: f64,
    /// From the start of one to the start of the other.
    step: f64,
}

impl Pair {
    fn of(pair: &[Word]) -> Self {
        let [a, b] = pair else { return Self { gap: 0.0, step: 0.0 } };
        Self { gap: gap(a, b), step: b.start - a.start }
    }
}

fn gap(a: &Word, b: &Word) -> f64 {
    b.start - a.end
}

fn size(a: &Word, b: &Word) -> f64 {
    a.size.max(b.size)
}

fn first_size(run: &[Word]) -> f64 {
    run.first().map_or(1.0, |w| w.size)
}

fn middle(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}
