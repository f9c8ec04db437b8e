//! Why it exists: most identifiers are numbers with a cue beside them, and all recognisers find
//! both in the same way. It refuses nothing by itself.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memrchr_iter;
use regex::Regex;

/// Runs of digits in folded text, with single marks that group digits (`01632 960-014`, `2/1/48`)
/// inside; an opening bracket or a plus before the first digit belongs to the run.
pub(crate) fn numbers(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut out = vec![];
    let mut at = 0;
    while let Some(start) = digit_from(bytes, at) {
        let mut end = start + 1;
        while let Some(next) = next_digit(bytes, end) {
            end = next + 1;
        }
        let lead = lead(bytes, start);
        out.push(lead..end);
        at = end;
    }
    out
}

/// The first digit at or after `at`; stretches without one are told whole.
fn digit_from(bytes: &[u8], at: usize) -> Option<usize> {
    const STRETCH: usize = 64;
    let mut from = at;
    loop {
        let stretch = bytes.get(from..)?.chunks(STRETCH).next()?;
        if stretch.iter().fold(false, |any, b| any | b.is_ascii_digit()) {
            return stretch.iter().position(u8::is_ascii_digit).map(|i| from + i);
        }
        from += stretch.len();
    }
}

/// The next digit at or after `at`, over at most three marks that group digits.
fn next_digit(bytes: &[u8], at: usize) -> Option<usize> {
    let gap = bytes.get(at..)?.iter().take(4).take_while(|b| is_mark(**b)).count();
    (gap < 4 && bytes.get(at + gap).is_some_and(u8::is_ascii_digit)).then_some(at + gap)
}

fn is_mark(b: u8) -> bool {
    matches!(b, b' ' | b'\n' | b'-' | b'.' | b'/' | b'(' | b')')
}

fn lead(bytes: &[u8], start: usize) -> usize {
    let mut lead = start;
    while lead > 0 && start - lead < 2 && bytes.get(lead - 1).is_some_and(|b| matches!(b, b'+' | b'(')) {
        lead -= 1;
    }
    lead
}

/// How many digits the bytes hold.
pub(super) fn count_digits(bytes: &[u8]) -> usize {
    bytes.iter().filter(|b| b.is_ascii_digit()).count()
}

/// The digits of a piece of text, in order.
pub(crate) fn digits(text: &str) -> Vec<u8> {
    text.bytes().filter(u8::is_ascii_digit).map(|b| b - b'0').collect()
}

/// Whether `cue` matches in the `reach` bytes before `at`, within the same block of text.
pub(crate) fn cue_before(text: &str, at: usize, reach: usize, cue: &Pattern) -> bool {
    let mut from = at.saturating_sub(reach);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let window = text.get(from..at).unwrap_or_default();
    cue.is_match(last_block(window))
}

/// What stands behind the last blank line.
fn last_block(text: &str) -> &str {
    let blank = |at: &usize| at.checked_sub(1).and_then(|before| text.as_bytes().get(before)) == Some(&b'\n');
    let from = memrchr_iter(b'\n', text.as_bytes()).find(blank).map_or(0, |at| at + 1);
    text.get(from..).unwrap_or_default()
}

/// Whether the number that starts here is a thing's: an order, a part, a meter.
pub(crate) fn is_goods(text: &str, at: usize) -> bool {
    let cue = pattern!(
        r"(?-u:\b)(?:order|invoice|part|job|contract|quote|quotation|serial|model|meter|batch|item|sku|ticket|purchase|version|licence\skey)(?:\s(?:no|number|ref|id))?\.?[\s:\x23-]{0,3}$"
    );
    cue_before(text, at, 30, cue)
}

/// Whether the cue stands within `reach` bytes before the range, or right after it (`… (NHS number)`)
/// and names no other number there.
pub(crate) fn cued(text: &str, range: &Range<usize>, reach: usize, cue: &Pattern) -> bool {
    cue_before(text, range.start, reach, cue) || cue_after(text, range.end, cue)
}

fn cue_after(text: &str, at: usize, cue: &Pattern) -> bool {
    let rest = text.get(at..).unwrap_or_default();
    let next = rest.trim_start_matches([' ', '\n', '(', '[', ',', '-', ')', '/', '=']);
    if rest.len() - next.len() > 4 || rest.starts_with("\n\n") {
        return false;
    }
    let next = ["the ", "his ", "her ", "my ", "their ", "is ", "as "]
        .iter()
        .fold(next, |n, filler| n.strip_prefix(filler).unwrap_or(n));
    let line = next.lines().next().unwrap_or_default();
    let bracket = rest.trim_start().starts_with(['(', '[']) || text.get(..at).is_some_and(opens_bracket);
    let line = if bracket { line.split([')', ']']).next().unwrap_or_default() } else { line };
    let further =
        |end: usize| line.get(end..).is_some_and(|l| l.bytes().take(24).any(|b| b.is_ascii_digit()));
    cue.find(line).is_some_and(|m| m.start() == 0 && !further(m.end()))
}

/// Whether a bracket of this line is still open at its end.
fn opens_bracket(before: &str) -> bool {
    let tail = before.bytes().rev().take(40).take_while(|b| *b != b'\n');
    tail.into_iter().find(|b| matches!(b, b'(' | b')')) == Some(b'(')
}

/// Whether letter or digit stands right before or right after the range.
pub(crate) fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let bytes = text.as_bytes();
    let word = |b: Option<&u8>| b.is_some_and(|b| b.is_ascii_alphanumeric() || *b >= 0x80);
    !word(range.start.checked_sub(1).and_then(|i| bytes.get(i))) && !word(bytes.get(range.end))
}

/// Whether every letter of the range is a capital.
pub(crate) fn all_upper(source: &super::Source, range: &Range<usize>) -> bool {
    range
        .clone()
        .all(|i| source.text.as_bytes().get(i).is_none_or(|b| !b.is_ascii_alphabetic()) || (source.upper)(i))
}

/// A regular expression of ours, compiled when the first text is held against it: a page that no cue and no
/// number leads to must not pay for all of them.
pub(crate) type Pattern = LazyLock<Regex>;

/// A regular expression of ours, compiled once. One that did not compile would never match; the
/// tests of each recogniser would fail.
macro_rules! pattern {
    ($text:expr) => {{
        static CELL: $crate::find::kinds::scan::Pattern = std::sync::LazyLock::new(|| {
            #[allow(clippy::expect_used, reason = "a constant of ours; every pattern is compiled by a test")]
            $crate::find::kinds::compile($text).expect("a pattern of ours")
        });
        &CELL
    }};
}
pub(crate) use pattern;

/// Compiles a pattern for folded text, whose only blanks are space, line break and tab: `\s` means these
/// three, because the blanks of all scripts make a machine many times larger.
pub(crate) fn compile(text: &str) -> Result<Regex, regex::Error> {
    let mut out = String::with_capacity(text.len() + 64);
    let (mut class, mut escaped) = (false, false);
    for c in text.chars() {
        match c {
            's' if escaped => {
                out.pop();
                out.push_str(if class { r"\x20\n\t" } else { r"[\x20\n\t]" });
            }
            '[' if !escaped => {
                class = true;
                out.push(c);
            }
            ']' if !escaped => {
                class = false;
                out.push(c);
            }
            _ => out.push(c),
        }
        escaped = c == '\\' && !escaped;
    }
    Regex::new(&out)
}

/// Sub-runs of a number run that hold between `min` and `max` digits and start where a group starts:
/// a run may hold two numbers side by side. Longest first from each start.
pub(crate) fn pieces(text: &str, run: &Range<usize>, min: usize, max: usize) -> Vec<Range<usize>> {
    if text.as_bytes().get(run.clone()).is_none_or(|bytes| count_digits(bytes) < min) {
        return vec![];
    }
    let groups = groups(text, run);
    let mut out = vec![];
    for (i, first) in groups.iter().enumerate() {
        let mut count = 0;
        let shortest = out.len();
        for group in groups.iter().skip(i) {
            count += group.len();
            if count > max {
                break;
            }
            if count >= min {
                out.push(first.start..group.end);
            }
        }
        out.get_mut(shortest..).unwrap_or_default().reverse();
    }
    out
}

/// Stretches of text round places in order, so many bytes before and after, cut at blanks, merged where
/// they meet.
pub(super) fn windows(
    text: &str,
    places: impl Iterator<Item = Range<usize>>,
    reach: usize,
    after: usize,
) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let blank = |i: usize| bytes.get(i).is_none_or(|b| matches!(b, b' ' | b'\n' | b'\t'));
    let mut out: Vec<Range<usize>> = vec![];
    for place in places {
        let mut start = place.start.saturating_sub(reach);
        while start > 0 && !blank(start - 1) {
            start -= 1;
        }
        let mut end = (place.end + after).min(text.len());
        while end < text.len() && !blank(end) {
            end += 1;
        }
        match out.last_mut() {
            Some(last) if last.end >= start => last.end = last.end.max(end),
            _ => out.push(start..end),
        }
    }
    out
}

/// The groups of digits of a run.
pub(crate) fn groups(text: &str, run: &Range<usize>) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = vec![];
    for i in run.clone() {
        if !text.as_bytes().get(i).is_some_and(u8::is_ascii_digit) {
            continue;
        }
        match out.last_mut() {
            Some(last) if last.end == i => last.end += 1,
            _ => out.push(i..i + 1),
        }
    }
    out
}
