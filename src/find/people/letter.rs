//! Where letters and mails name people: the salutation ("Dear Ann,") and the signature under "Yours
//! sincerely". It refuses salutations of nobody ("Dear Sir or Madam", "Dear all") and offices.

use super::run::{parts, run_end};
use super::{Mention, Page};
use crate::find::Tier;
use crate::find::words::{Gap, Word};

/// The name that starts with the word `i` because of its place in a letter.
pub(super) fn at(page: &Page, i: usize) -> Option<Mention> {
    let word = page.at(i)?;
    if is_nobody(page, i, word) {
        return None;
    }
    if i > 0
        && matches!(page.word(i - 1), "dear" | "hi" | "hello" | "hiya" | "hey" | "annwyl" | "helo" | "shwmae")
        && word.gap == Gap::Space
    {
        let end = run_end(page, i).max(i + 1);
        let small_word = !word.capital() && (word.known.word() || !word.known.name());
        let parts = parts(page, i..end);
        // "Dear Larkspur Homes" is to a body, "Dear Practice Manager" to an office
        let body = parts.body && parts.full >= 2 && word.known.forename() < 2;
        let office = end > i + 1
            && page
                .words
                .get(i..end)
                .unwrap_or_default()
                .iter()
                .all(|w| w.known.word() && w.known.forename() < 2);
        // "Dear Ombudsman"
        let role = end == i + 1 && word.known.role() && !word.known.name();
        return (!small_word && !body && !office && !role)
            .then(|| Mention::new(i..end, Tier::Likely, "a name in a salutation"));
    }
    signature(page, i, word)
}

fn is_nobody(page: &Page, i: usize, word: &Word) -> bool {
    let nobody = matches!(
        page.word(i),
        "sir"
            | "madam"
            | "sirs"
            | "all"
            | "team"
            | "both"
            | "everyone"
            | "there"
            | "customer"
            | "complaints"
            | "housing"
            | "council"
            | "editor"
            | "the"
            | "i"
            | "chief"
            | "head"
            | "members"
            | "colleagues"
            | "neighbours"
            | "residents"
            | "chair"
    );
    nobody || word.known.role() && word.known.word() || word.known.title()
}

/// A line by itself below the closing words, or what ends the line behind them: "Thanks, Kanagarajah".
fn signature(page: &Page, i: usize, word: &Word) -> Option<Mention> {
    if is_thanking(page, i, word) {
        return Some(Mention::new(i..i + 1, Tier::Likely, "a name in a signature"));
    }
    if !word.line || !word.capital() || word.known.heading() || i == 0 {
        return None;
    }
    if (kisses(page, i) || stands_last(page, i)) && word.known.forename() > u16::from(word.known.word()) {
        return Some(Mention::new(i..i + 1, Tier::Likely, "a name in a signature"));
    }
    let closing = matches!(
        page.word(i - 1),
        "sincerely"
            | "faithfully"
            | "regards"
            | "wishes"
            | "thanks"
            | "cheers"
            | "truly"
            | "you"
            | "thx"
            | "rgds"
            | "ta"
            | "love"
            | "respectfully"
            | "kr"
            | "best"
            | "cofion"
            | "diolch"
            | "gywir"
            | "fawr"
            | "hwyl"
    );
    if !closing || page.between(i).contains('.') {
        return None;
    }
    let run = run_end(page, i);
    // letters behind the name: MP, MRICS
    let end = (i + 1..run).rev().take_while(|at| is_letters(page, *at)).last().unwrap_or(run);
    let parts = parts(page, i..end);
    let behind = (end..end + 3).find(|at| !is_letters(page, *at)).unwrap_or(end);
    let alone = parts.full == 1 && super::runs::is_strange(word) && page.at(behind).is_none_or(|w| w.line);
    let ends_line = page.at(behind).is_none_or(|w| w.line || matches!(w.gap, Gap::Comma | Gap::Other));
    let street = parts.body && word.known.forename() < 2;
    let fits = !street
        && parts.full >= 1
        && !parts.foreign
        && (alone
            || parts.full + parts.initials >= 2
            || word.known.forename() > u16::from(word.known.word())
                && (!word.known.word() || page.at(end).is_none_or(|w| w.line)));
    (end > i && ends_line && fits).then(|| Mention::new(i..end, Tier::Likely, "a name in a signature"))
}

fn is_letters(page: &Page, at: usize) -> bool {
    let office = matches!(page.word(at), "mp" | "msp" | "ms" | "qc" | "kc" | "jp");
    page.at(at).is_some_and(|w| (office || w.known.after()) && w.capital() && !w.line)
}

/// What ends the line behind thanks: "Thanks, Kanagarajah".
fn is_thanking(page: &Page, i: usize, word: &Word) -> bool {
    let thanks = matches!(page.back(i, 1), "thanks" | "cheers" | "regards" | "thx" | "wishes" | "ta");
    let last = page.at(i + 1).is_none_or(|n| n.line) && !page.between(i + 1).starts_with([':', '-', '/']);
    let named = super::runs::is_strange(word) || word.known.forename() >= 2;
    thanks && word.gap == Gap::Comma && !word.line && last && named && word.capital()
}

/// "Parveen x" alone on its line.
fn kisses(page: &Page, i: usize) -> bool {
    let kiss = matches!(page.word(i + 1), "x" | "xx" | "xxx");
    kiss && page.at(i + 1).is_some_and(|w| w.gap == Gap::Space && !w.line)
        && page.at(i + 2).is_none_or(|w| w.line)
}

/// One word alone on the last line of a text, or between blank lines: who signed.
fn stands_last(page: &Page, i: usize) -> bool {
    let alone = page.at(i).is_some_and(|w| w.gap == Gap::Block);
    let next = page.at(i + 1);
    alone && i > 3 && next.is_none_or(|n| n.gap == Gap::Block) && page.between(i + 1).trim().is_empty()
}
