//! Whether two layouts of a document say the same: words of ours against words of LibreOffice.
//!
//! A word that only LibreOffice shows is hidden matter brought back, one that it lacks is lost; both
//! are counted over the whole document. Forgiven are what pages add of their own (numbers of up to
//! three figures, single letters, lines that repeat) and words cut or joined at the end of a line.

use std::collections::{HashMap, HashSet};

use unicode_normalization::UnicodeNormalization;

use crate::text::PageText;

/// Words in a hundred that may be missing.
const MISSING: f64 = 1.0;

/// Words of ours in a layout of ours, which no other layout has.
const LABELS: [&str; 2] = ["[Page header]", "[Page footer]"];

/// Nothing when both say the same; else in plain words why the pages are not used.
///
/// # Errors
/// The reason, after which the plain layout is used.
pub(super) fn same(own: &[PageText], set: &[PageText], repeated: &str) -> Result<(), &'static str> {
    let blind = |pages: &[PageText]| pages.iter().filter(|page| !page.searchable()).count();
    if blind(set) > blind(own) {
        return Err("the pages of LibreOffice could not be searched");
    }
    let (own, set) = (Words::of(own), Words::of(set));
    let repeated: HashSet<String> = words(repeated).collect();
    if set.beyond(&own).any(|word| !is_of_a_page(word) && !repeated.contains(word)) {
        return Err("the pages of LibreOffice show words that the document does not");
    }
    let missing = own.beyond(&set).filter(|word| word.chars().count() > 1).count();
    if missing as f64 * 100.0 >= MISSING * own.order.len() as f64 && missing > 0 {
        return Err("the pages of LibreOffice lack words of the document");
    }
    Ok(())
}

/// What a page may add: a number of its own, a letter or mark of a list.
fn is_of_a_page(word: &str) -> bool {
    let count = word.chars().count();
    count <= 1 || (count <= 3 && word.chars().all(|c| c.is_ascii_digit()))
}

/// The words of a layout.
struct Words {
    order: Vec<String>,
    counts: HashMap<String, usize>,
    /// Two words in a row as one, with both.
    joined: HashMap<String, (String, String)>,
}

impl Words {
    fn of(pages: &[PageText]) -> Self {
        let labelled = |page: &PageText| {
            let text = LABELS.iter().fold(page.text.clone(), |text, label| text.replace(label, " "));
            without_numbers(&text)
        };
        let text: Vec<String> = pages.iter().map(labelled).collect();
        let order: Vec<String> = words(&text.join("\n")).collect();
        let (mut counts, mut joined) = (HashMap::new(), HashMap::new());
        for word in &order {
            *counts.entry(word.clone()).or_default() += 1;
        }
        for pair in order.windows(2) {
            if let [a, b] = pair {
                joined.insert(format!("{a}{b}"), (a.clone(), b.clone()));
            }
        }
        Self { order, counts, joined }
    }

    /// Words that this says more often than the other, once for each time.
    fn beyond<'w>(&'w self, other: &'w Self) -> impl Iterator<Item = &'w String> {
        // cut here and whole there: both pieces are accounted for
        let whole = self.joined.iter().filter(|(whole, _)| other.counts.contains_key(*whole));
        let pieces: HashSet<&String> = whole.flat_map(|(_, (a, b))| [a, b]).collect();
        self.counts.iter().flat_map(move |(word, count)| {
            let known = other.counts.get(word).copied().unwrap_or(0);
            let cut = pieces.contains(word) || other.joined.contains_key(word);
            std::iter::repeat_n(word, if cut { 0 } else { count.saturating_sub(known) })
        })
    }
}

/// The text with characters that our layout shows by their number (`U+3068`) as themselves.
fn without_numbers(text: &str) -> String {
    let mut pieces = text.split("U+");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let digits = piece.bytes().take(6).take_while(u8::is_ascii_hexdigit).count();
        let number = piece.get(..digits).and_then(|d| u32::from_str_radix(d, 16).ok());
        match number.and_then(char::from_u32).filter(|_| digits >= 4) {
            Some(ch) => {
                out.push(ch);
                out.push_str(piece.get(digits..).unwrap_or_default());
            }
            None => {
                out.push_str("U+");
                out.push_str(piece);
            }
        }
    }
    out
}

/// Words in small letters, without marks and soft hyphens.
fn words(text: &str) -> impl Iterator<Item = String> {
    let plain: String = text.nfkc().filter(|c| *c != '\u{ad}').flat_map(char::to_lowercase).collect();
    let all: Vec<String> =
        plain.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect();
    all.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::testing::typed;

    fn page(text: &str) -> PageText {
        typed(1, text, (40.0, 700.0), (5.0, 12.0))
    }

    fn judge(own: &str, set: &str, repeated: &str) -> Result<(), &'static str> {
        same(&[page(own)], &[page(set)], repeated)
    }

    #[test]
    fn pages_that_say_the_same_in_another_layout_are_used() {
        let own = "[Page header] Housing Service Dear Ms Bird we write about the international \
            co-operation on 12 May and U+F094 and U+4eac";
        let set = "Housing Service Dear Ms Bird we write about the interna tional cooperation on 12 May \
            and \u{f094} and \u{4eac} Housing Service Page 1 of 2";
        assert_eq!(judge(own, set, "Housing Service Page of"), Ok(()));
    }

    #[test]
    fn a_word_that_was_hidden_is_noticed_even_where_it_is_shown_elsewhere() {
        let own = "Tom called on Monday";
        assert!(judge(own, "Tom called on Monday Siobhan", "").is_err());
        assert!(judge(own, "Tom called on Monday Tom", "").is_err(), "once more than it is said");
        assert!(judge(own, "Tom called on Monday 5550", "").is_err(), "a number of four figures");
        assert!(judge(own, "Tom called on Monday Tom", "Tom").is_ok(), "a running line");
    }

    #[test]
    fn a_page_that_lost_words_is_not_used() {
        let own = "one two three four five six seven eight nine ten ".repeat(12);
        assert!(judge(&own, own.trim_end_matches("ten "), "").is_ok(), "one of 120");
        assert!(judge(&own, &own.replacen("four five", "", 1), "").is_err(), "two of 120");
        assert!(judge("one two", "one", "").is_err());
    }
}
