//! What no letter may say: law that does not apply, conditions that the law does not know, and claims that
//! an exemption or a file left out would make untrue.

use std::sync::LazyLock;

use regex::Regex;

use super::super::render::Told;
use super::super::{Kind, Written};
use super::folded;
use crate::case::cites_53;

/// A wrong word and what to do.
type Wrong = (&'static str, &'static str);

/// Patterns over one sentence in small letters; the tests prove that each can be compiled.
static PATTERNS: LazyLock<Vec<(Regex, Wrong)>> = LazyLock::new(|| {
    let compiled =
        RULES.iter().filter_map(|(pattern, what, hint)| Some((Regex::new(pattern).ok()?, (*what, *hint))));
    compiled.collect()
});

/// Pattern, what is wrong, what to do.
const RULES: [(&str, &str, &str); 6] = [
    (
        r"\bart(?:icle|\.)?\s*77\b",
        "cites Article 77, which no longer applies",
        "the complaint to the regulator is section 165 of the Data Protection Act 2018",
    ),
    (
        r"\bdata protection act,? \(?1998|\bdpa,? 1998\b|\b1998 act\b",
        "cites the Data Protection Act 1998, which is repealed",
        "cite the Data Protection Act 2018",
    ),
    (
        r"\b(?:regulator|commissioner|commission|ico|court|tribunal)\b.*\b(?:first|before|until|unless|exhaust\w*|only (?:after|once|if|when)|once you have|after you have)\b|\b(?:first|before|until|unless|exhaust\w*|only (?:after|once|if|when)|once you have|after you have)\b.*\b(?:regulator|commissioner|commission|ico|court|tribunal)\b",
        "makes our review a condition of going to the regulator or a court",
        "say that each way is open at any time",
    ),
    (
        r"\b(?:must|have to|need to|required to|obliged to)\b.*\b(?:review|complain to us|complaint to us)\b.*\b(?:first|before)\b|\b(?:must|have to|need to|required to|obliged to)\b.*\bfirst\b.*\b(?:review|complain to us|complaint to us)\b|\bfirst\b.*\b(?:must|have to|need to)\b.*\b(?:review|complain)",
        "says that our review must be used first",
        "say \"you can\"; the law knows no such condition",
    ),
    (
        r"\b(?:hold|have|keep|found) (?:no|nothing)(?: \w+){0,2} (?:else|other|more|further)\b|\b(?:hold|have|keep|found) (?:nothing|no) (?:else|other|more|further)\b|\bnothing else (?:is|was|has been) (?:held|kept|found|withheld)\b|\bno (?:other|further|more) (?:information|data|records?|documents?)\b|\b(?:all|everything)\b[^.]{0,60}\bwe (?:hold|have|keep|found)\b",
        "says that we hold nothing else",
        "say what we searched and what we send; where an exemption may not be named or a file was left out the claim would be untrue, and a letter that says it only sometimes tells",
    ),
    (
        r"\bpassword (?:is|:)|\bpassword will be (?:sent|given) (?:to you )?by e-?mail",
        "gives a password or sends it by e-mail",
        "the password comes by telephone or text message, at a number already on record",
    ),
];

/// Rules that concern answers alone: other letters ask about what we hold.
const ANSWERS_ONLY: &str = "says that we hold nothing else";

/// Everything forbidden that stands in a letter.
pub(super) fn found(kind: Kind, words: &str) -> Vec<Wrong> {
    let answers = matches!(kind, Kind::Response | Kind::Refusal | Kind::Email);
    let mut found: Vec<Wrong> = Vec::new();
    let words = unabbreviated(words);
    for sentence in sentences(&words) {
        let patterns =
            PATTERNS.iter().filter(|(pattern, _)| pattern.is_match(sentence)).map(|(_, wrong)| *wrong);
        let hit = patterns.filter(|(what, _)| answers || *what != ANSWERS_ONLY);
        let hit = hit.chain(cites_53(sentence).then_some(SECTION_53));
        found.extend(hit);
    }
    found.sort_unstable();
    found.dedup();
    found
}

const SECTION_53: Wrong = (
    "cites section 53, which is for law enforcement",
    "a manifestly unfounded or excessive request is UK GDPR, Article 12(5)",
);

/// The letter's words without what a person wrote: the request, an extract, titles of documents.
pub(super) fn own_words(written: &Written, told: &Told<'_>) -> String {
    let response = told.response.iter().flat_map(|r| &r.withheld).map(|w| &w.title);
    let extract = told.consultation.iter().flat_map(|c| &c.extract);
    let theirs = [&told.facts.summary].into_iter().chain(response).chain(extract);
    let mut words = folded_lines(&written.words());
    for text in theirs {
        let text = folded(text);
        if !text.is_empty() {
            words = words.replace(&text, " ");
        }
    }
    words
}

/// As [`folded`], with the ends of lines kept: they end a sentence too.
fn folded_lines(words: &str) -> String {
    words.lines().map(folded).collect::<Vec<_>>().join("\n")
}

/// The stop of an abbreviation ends no sentence.
fn unabbreviated(words: &str) -> String {
    let short = [(" s. ", " s "), ("(s. ", "(s "), ("sect. ", "sect "), ("art. ", "art "), ("ss. ", "ss ")];
    short.into_iter().fold(words.to_owned(), |text, (from, to)| text.replace(from, to))
}

fn sentences(words: &str) -> impl Iterator<Item = &str> {
    words.split(['\n', '!', '?', ';']).flat_map(|line| line.split(". "))
}

/// How many patterns there are.
#[cfg(test)]
pub(super) fn compiled() -> usize {
    PATTERNS.len()
}
