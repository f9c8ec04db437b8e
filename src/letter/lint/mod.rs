//! The linter: what a letter must say, and what none may say, read from the words that came out.
//!
//! A part counts when the template marks it (`[[search]]`), the facts of the case and of the settings stand
//! in it, and so do the few words without which the law is not met, in any of their forms: so a team can
//! say all of it in other words and cannot leave any of it out. Facts of a person's own (the summary of
//! the request, an extract) are not searched for what is forbidden: a requester may write what they like.

use super::render::Told;
use super::{Kind, Templates, Written};
use crate::diag::Problem;
use crate::error::{Error, Exit, Result};

mod facts;
mod forbidden;
mod parts;
#[cfg(test)]
mod tests;

use parts::{Part, parts};

/// Holds a letter to what it must say.
///
/// # Errors
/// Exit 2 with every part that is missing and what to add, and with every wrong citation or claim.
pub fn lint(kind: Kind, written: &Written, told: &Told<'_>, templates: &Templates) -> Result<()> {
    let mut problems = Vec::new();
    let mut tell = |what: String, hint: String| {
        problems.push(Problem::new(templates.place(kind.name()), what, hint));
    };
    for part in parts(kind, told) {
        if let Some(missing) = missing(kind, part, written, told) {
            tell(format!("the {} lacks {}: {missing}", kind.words(), part.what), added(part));
        }
    }
    for (what, hint) in forbidden::found(kind, &forbidden::own_words(written, told)) {
        tell(format!("the {} {what}", kind.words()), hint.to_owned());
    }
    if problems.is_empty() { Ok(()) } else { Err(Error { exit: Exit::Usage, problems }) }
}

fn added(part: &Part) -> String {
    let mark = part.mark;
    format!(
        "add it between [[{mark}]] and [[end]]: {}; `blackpanel letter templates CASE` gives the shipped text",
        part.add
    )
}

/// What is missing of a part, in a few words.
fn missing(kind: Kind, part: &Part, written: &Written, told: &Told<'_>) -> Option<String> {
    let Some(words) = written.part(part.mark) else { return Some("there is no such part".into()) };
    let words = folded(&words);
    let absent = part.words.iter().find(|forms| !forms.iter().any(|form| words.contains(form)));
    if let Some(forms) = absent {
        let named = forms.iter().map(|form| format!("\"{form}\"")).collect::<Vec<_>>().join(" or ");
        return Some(format!("it does not say {named}"));
    }
    let facts = facts::of(kind, part.mark, told);
    if facts.wanted.iter().any(|fact| !words.contains(&folded(fact))) {
        return Some(format!("it does not give {}", facts.called));
    }
    if facts.unwanted.iter().any(|fact| words.contains(&folded(fact))) {
        return Some(format!("it names {}", facts.not_called));
    }
    if part.mark == "decision" && !facts::tells_decision(&words, told) {
        return Some("it does not tell the decision that was taken".into());
    }
    (part.mark == "recipients" && !facts::names_or_says_why(written))
        .then(|| "it names none, and does not say why".into())
}

/// Small letters, straight quotes, one space between words: so that only words are compared.
fn folded(text: &str) -> String {
    let straight = text.chars().map(|c| match c {
        '’' | '‘' => '\'',
        '“' | '”' => '"',
        '–' | '—' | '\u{2011}' => '-',
        c => c,
    });
    let small: String = straight.flat_map(char::to_lowercase).collect();
    small.split_whitespace().collect::<Vec<_>>().join(" ")
}
