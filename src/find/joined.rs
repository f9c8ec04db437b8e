//! Why it exists: a search looks a second time, with broken words put together, and a long text breaks few of its
//! words: only what stands round the breaks is looked at again. A text that breaks many is, whole. It refuses
//! nothing: what is found twice is one finding.

use std::ops::Range;

use super::fold::{Folded, breaks};

/// A text is searched whole again up to this length, in bytes: tables and letters go over many lines.
const LONG: usize = 1 << 15;

/// What is searched before and after a break, in bytes.
const ROUND: usize = 4096;

/// What is only read for what stands beside it, at each end of a part, in bytes.
const EDGE: usize = 1024;

/// A part of a text with its broken words put together.
pub(crate) struct Part {
    pub(crate) folded: Folded,
    /// The character of the text with which the part begins.
    pub(crate) from: u32,
    /// Its characters (of the text) that do not only stand at its edges.
    pub(crate) core: Range<u32>,
}

impl Part {
    /// The whole text as it stands.
    pub(crate) fn whole(folded: Folded) -> Self {
        Self { folded, from: 0, core: 0..u32::MAX }
    }

    /// Whether it is all of the text.
    pub(crate) fn is_whole(&self) -> bool {
        self.core == (0..u32::MAX)
    }

    /// The characters of the text for bytes of the folded part; `None` at its edges.
    pub(crate) fn chars(&self, bytes: Range<usize>) -> Option<Range<u32>> {
        let chars = self.folded.chars(bytes);
        let chars = chars.start + self.from..chars.end + self.from;
        (self.core.start <= chars.start && chars.end <= self.core.end).then_some(chars)
    }
}

/// The parts of a text that broken words stand in, in order; none where no word is broken.
pub(crate) fn parts(text: &str) -> Vec<Part> {
    let whole = || Folded::joined(text).map(Part::whole).into_iter().collect();
    if text.len() <= LONG {
        return whole();
    }
    let windows = windows(text, &breaks(text));
    if windows.iter().map(Range::len).sum::<usize>() > text.len() / 2 {
        return whole();
    }
    let (mut at, mut chars) = (0, 0);
    let count = |range: Range<usize>| text.get(range).map_or(0, |t| t.chars().count() as u32);
    let part = |window: Range<usize>| {
        chars += count(at..window.start);
        at = window.start;
        let folded = Folded::joined(text.get(window.clone())?)?;
        let core = |byte: usize| chars + count(window.start..byte);
        let first = if window.start == 0 { 0 } else { core(line_at(text, window.start + EDGE)) };
        let last = if window.end == text.len() { u32::MAX } else { core(line_at(text, window.end - EDGE)) };
        Some(Part { folded, from: chars, core: first..last })
    };
    windows.into_iter().filter_map(part).collect()
}

/// Whole lines round the breaks, merged where they meet.
fn windows(text: &str, breaks: &[usize]) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = vec![];
    for at in breaks {
        let start = line_at(text, at.saturating_sub(ROUND));
        let end = line_at(text, at + ROUND);
        match out.last_mut() {
            Some(last) if start <= last.end => last.end = last.end.max(end),
            _ => out.push(start..end),
        }
    }
    out
}

/// The start of the line that the byte stands in; the end of the text behind it.
fn line_at(text: &str, at: usize) -> usize {
    match text.as_bytes().get(..at) {
        Some(before) => memchr::memrchr(b'\n', before).map_or(0, |line| line + 1),
        None => text.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A long text with one break in it.
    fn long(broken: &str) -> String {
        let line = "The boiler was seen to on the day and works again since then.\n";
        line.repeat(1200) + broken + &line.repeat(1200)
    }

    #[test]
    fn of_a_long_text_only_what_stands_round_a_break_is_searched_again() {
        let text = long("Mrs Kowal-\nczyk rang.\n");
        let all = parts(&text);
        assert_eq!(all.len(), 1);
        assert!(all[0].folded.text.len() < 3 * ROUND);
        let at = all[0].folded.text.find("kowalczyk").expect("put together");
        let chars = all[0].chars(at..at + 9).expect("in the middle");
        assert_eq!(&text[chars.start as usize..chars.end as usize], "Kowal-\nczyk");
        assert_eq!(all[0].chars(0..3), None, "the edge is found in the text itself");
        assert!(parts(&long("Mrs Kowalczyk rang.\n")).is_empty());
    }

    #[test]
    fn a_name_proved_where_it_is_broken_is_found_all_over_a_long_text() {
        let far = "Later on zolvandik left.\n";
        let text = format!("{far}{}{far}", long("Mrs Zolvan-\ndik rang.\n"));
        let found = &crate::find::plain(&[("", &text)])[0];
        let words: Vec<&str> = found.iter().map(|f| &text[f.start as usize..f.end as usize]).collect();
        assert_eq!(words, ["zolvandik", "Mrs Zolvan-\ndik", "zolvandik"]);
        assert!(found.iter().all(|f| f.person == found[0].person), "one number in both searches");
    }

    #[test]
    fn a_text_that_breaks_many_words_is_searched_whole_again() {
        let text = "The boi-\nler was seen to by\n".repeat(3000);
        assert_eq!(parts(&text).len(), 1);
        assert_eq!(parts(&text)[0].from, 0);
    }

    #[test]
    fn letters_of_many_bytes_before_a_break_are_counted() {
        let text = "é\n".repeat(30_000) + "Mrs J o n e s rang\n" + &"ö\n".repeat(30_000);
        let all = parts(&text);
        let at = all[0].folded.text.find("jones").expect("put together");
        let chars = all[0].chars(at..at + 5).expect("in the middle");
        let found: String = text.chars().skip(chars.start as usize).take(chars.len()).collect();
        assert_eq!(found, "J o n e s");
    }
}
