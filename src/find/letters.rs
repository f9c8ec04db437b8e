//! Why it exists: a name whose letters are spaced out (`J o n e s`) is a name, and the text of a page
//! cannot always tell its letters from words. The search therefore looks a second time, with such
//! runs put together. It refuses nothing: what is found twice is one finding.

use std::collections::HashSet;

/// A run has at least this many letters.
const SHORTEST: usize = 3;

/// The characters of the text (by index) that are blanks inside a run of single letters on one line.
/// Where a run has narrow and wide blanks (spaces and tabs), the wide ones part words.
pub(crate) fn blanks(source: &str) -> HashSet<u32> {
    let mut out = HashSet::new();
    if has_single_letters(source) {
        let chars: Vec<char> = source.chars().collect();
        let mut at = 0;
        while at < chars.len() {
            let end = run_end(&chars, at);
            if end >= at + 2 * (SHORTEST - 1) {
                note(&chars, at, end, &mut out);
            }
            at = end.max(at) + 1;
        }
    }
    out
}

/// Whether three single letters follow each other: a cheap look, as it is asked of every page.
fn has_single_letters(source: &str) -> bool {
    let (mut singles, mut length) = (0, 0);
    for c in source.chars() {
        match c {
            ' ' | '\t' | '\u{a0}' => {
                singles = if length == 1 { singles + 1 } else { 0 };
                length = 0;
            }
            c if c.is_ascii_alphanumeric() || !c.is_ascii() && c.is_alphanumeric() => {
                length += 1;
                if length == 1 && singles + 1 >= SHORTEST {
                    return true;
                }
            }
            _ => (singles, length) = (0, 0),
        }
    }
    false
}

/// The index of the last letter of a run that starts at `at`, or `at` when none does.
fn run_end(chars: &[char], at: usize) -> usize {
    let letter = |i: usize| chars.get(i).is_some_and(|c| c.is_alphanumeric());
    let blank = |i: usize| chars.get(i).is_some_and(|c| matches!(c, ' ' | '\t' | '\u{a0}'));
    if !letter(at) || at.checked_sub(1).is_some_and(letter) {
        return at;
    }
    let mut end = at;
    while blank(end + 1) && letter(end + 2) && !letter(end + 3) {
        end += 2;
    }
    // a run begins with a single letter
    if letter(at + 1) { at } else { end }
}

fn note(chars: &[char], start: usize, end: usize, out: &mut HashSet<u32>) {
    let blanks = (start + 1..end).step_by(2);
    let narrow = blanks.clone().filter(|i| chars.get(*i) != Some(&'\t')).count();
    let wide = |i: &usize| narrow > 0 && chars.get(*i) == Some(&'\t');
    out.extend(blanks.filter(|i| !wide(i)).map(|i| i as u32));
}
