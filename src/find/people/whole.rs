//! Why it exists: forename and surname of somebody who is named in full elsewhere, side by side, are that
//! person in any letters: `rose ellis`, `Mark baker`, `tom ng`, `kayleigh.charlton`, a forename that ends its
//! line. It refuses two words of the language in small letters, and the name of a firm.

use super::{Mention, Names, Page, firms};
use crate::find::Tier;
use crate::find::words::{Shape, Word};

/// Makes one mention of the parts of whole names.
pub(super) fn join(page: &Page, found: &mut Vec<Mention>, names: &Names) {
    if !names.has_wholes() {
        return;
    }
    let mut rest = std::mem::take(found).into_iter().peekable();
    // what starts up to the word, and the most words that one of these holds
    let mut longest = 0;
    for i in 1..page.words.len() {
        if !is_whole(page, i, names) {
            continue;
        }
        while let Some(next) = rest.next_if(|m| m.words.start <= i) {
            longest = longest.max(next.words.len());
            found.push(next);
        }
        if !is_inside(found, i) {
            longest = longest.max(unite(found, i, longest));
        }
    }
    found.extend(rest);
}

/// Whether the words `i - 1` and `i` are somebody's whole name.
fn is_whole(page: &Page, i: usize, names: &Names) -> bool {
    let (Some(one), Some(other)) = (page.at(i - 1), page.at(i)) else { return false };
    if !names.are_whole(one, other) {
        return false;
    }
    let plain = |w: &Word| w.shape == Shape::Lower && w.known.word();
    let near = match page.between(i) {
        " " | "." | "_" => true,
        "\n" => one.capital() && other.capital(),
        _ => false,
    };
    near && !(plain(one) && plain(other)) && !firms::begins(page, i - 1)
}

/// Whether one mention holds both words.
fn is_inside(found: &[Mention], i: usize) -> bool {
    let next = found.partition_point(|m| m.words.start < i);
    next.checked_sub(1).and_then(|at| found.get(at)).is_some_and(|m| m.words.end > i)
}

/// Puts the words and the mentions that hold one of them together; none of them holds more words than
/// `longest`. Gives how many the new one holds.
fn unite(found: &mut Vec<Mention>, i: usize, longest: usize) -> usize {
    let mut whole =
        Mention::new(i - 1..i + 1, Tier::Likely, "forename and surname of somebody named elsewhere");
    let near = found.partition_point(|m| m.words.start + longest < i);
    let touches = |m: &Mention| m.words.start < i + 1 && i - 1 < m.words.end;
    let mut tail = found.split_off(near);
    for part in tail.iter().filter(|m| touches(m)) {
        whole.words = whole.words.start.min(part.words.start)..whole.words.end.max(part.words.end);
        whole.name = whole.name.start.min(part.name.start)..whole.name.end.max(part.name.end);
        whole.tier = whole.tier.min(part.tier);
    }
    tail.retain(|m| !touches(m));
    let length = whole.words.len();
    let at = tail.partition_point(|m| m.words.start < whole.words.start);
    tail.insert(at, whole);
    found.append(&mut tail);
    length
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::find::fold::Folded;
    use crate::find::people::{mentions, spread};

    #[test]
    fn half_of_a_whole_name_in_other_letters_is_not_left() {
        for (text, want) in [
            ("Mark Baker came. Mark baker is", &["Mark Baker", "Mark baker"][..]),
            ("Tom Ng came, handed over - tom ng", &["Tom Ng", "tom ng"]),
            ("Rose Ellis came (rose ellis, no 2)", &["Rose Ellis", "rose ellis"]),
            ("Kayleigh Charlton x kayleigh.charlton", &["Kayleigh Charlton", "kayleigh.charlton"]),
            ("Jade Sullivan came and Jade S left, alfie g left", &["Jade Sullivan", "Jade S", "alfie g"]),
        ] {
            let folded = Folded::new(text);
            let page = Page::new(&folded);
            let mut found = mentions(&page);
            let mut names = Names::default();
            for m in &found {
                names.learn(&page, m);
            }
            spread(&page, &mut found, &names, 0);
            let got: Vec<&str> = found.iter().map(|m| text.get(page.bytes(&m.words)).unwrap_or("")).collect();
            assert_eq!(got, want, "{text}");
        }
    }
}
