//! Why it exists: a name whose letters are spaced out (`J o n e s`) is a name, and the text of a page
//! cannot always tell its letters from words. The search therefore looks a second time, with such
//! runs put together. It refuses nothing: what is found twice is one finding.

use std::ops::Range;

use memchr::{memchr_iter, memchr2_iter};

/// A run has at least this many letters.
const SHORTEST: usize = 3;

/// The characters of the text (by index, ascending) that are blanks inside a run of single letters on one
/// line. Where a run has narrow and wide blanks (spaces and tabs), the wide ones part words.
pub(crate) fn blanks(source: &str) -> Vec<u32> {
    let mut out = vec![];
    let (mut start, mut counted, mut chars) = (0, 0, 0);
    for end in memchr_iter(b'\n', source.as_bytes()).chain([source.len()]) {
        let line = source.get(start..end).unwrap_or_default();
        if has_single_letters(line) {
            chars += source.get(counted..start).map_or(0, |before| before.chars().count());
            counted = start;
            of_line(line, chars as u32, &mut out);
        }
        start = end + 1;
    }
    out
}

/// The same for one line, whose first character is the `first` of the text.
fn of_line(line: &str, first: u32, out: &mut Vec<u32>) {
    let chars: Vec<char> = line.chars().collect();
    let mut at = 0;
    while at < chars.len() {
        let end = run_end(&chars, at);
        if end >= at + 2 * (SHORTEST - 1) {
            note(&chars, first, at..end, out);
        }
        at = end.max(at) + 1;
    }
}

/// Whether three single letters follow each other: a cheap look, as it is asked of every line.
fn has_single_letters(line: &str) -> bool {
    if line.is_ascii() {
        let bytes = line.as_bytes();
        let letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
        let blank = |b: u8| b == b' ' || b == b'\t';
        let blank_at = |at: usize| bytes.get(at).is_some_and(|b| blank(*b));
        // many bytes at a time: a blank, one byte, a blank, and no word before them
        let from = |at: usize| bytes.get(at..).unwrap_or_default().iter();
        let before = from(0).zip(from(2)).zip(from(4));
        let lone = |((a, b), c): ((&u8, &u8), &u8)| blank(*b) & blank(*c) & !a.is_ascii_alphanumeric();
        let apart = before.fold(blank_at(1), |any, all| any | lone(all));
        let run = |at: usize| {
            blank_at(at + 1) && letter(at) && letter(at + 2) && blank_at(at + 3) && letter(at + 4)
        };
        let starts = |gap: usize| {
            let alone = gap.checked_sub(2).is_none_or(|before| !letter(before));
            alone && gap.checked_sub(1).is_some_and(run)
        };
        apart && memchr2_iter(b' ', b'\t', bytes).any(|gap| blank_at(gap + 2) && starts(gap))
    } else {
        has_single_letters_of_any_script(line)
    }
}

fn has_single_letters_of_any_script(line: &str) -> bool {
    let (mut singles, mut length, mut at) = (0, 0, 0);
    while let Some(byte) = line.as_bytes().get(at) {
        let c = if byte.is_ascii() {
            Some(char::from(*byte))
        } else {
            line.get(at..).and_then(|l| l.chars().next())
        };
        let c = c.unwrap_or_default();
        at += c.len_utf8();
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

fn note(chars: &[char], first: u32, run: Range<usize>, out: &mut Vec<u32>) {
    let blanks = (run.start + 1..run.end).step_by(2);
    let narrow = blanks.clone().filter(|i| chars.get(*i) != Some(&'\t')).count();
    let wide = |i: &usize| narrow > 0 && chars.get(*i) == Some(&'\t');
    out.extend(blanks.filter(|i| !wide(i)).map(|i| first + i as u32));
}
