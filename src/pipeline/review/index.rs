//! All findings of a case in one short answer, in columns: what a list, a count and a walk through the case need.
//!
//! 30,000 whole cards are tens of megabytes and stand in the way of the first picture; the rest of a finding
//! (its line, why it was found, its panels) is asked for with its page. It holds nothing that a card has not.

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::decide::{Choice, Verdict, exchange};
use crate::find::{Finding, Tier};
use crate::geom::Rect;

use super::card::Cards;
use super::desk::{Desk, Drawn};
use super::{Review, Told, sheets};

/// What can be true of a finding, or is not: each has a bit of its number in the column `flags`, in this order.
const FLAGS: [&str; 9] =
    ["check", "likely", "keep_proposed", "redacted", "kept", "moot", "exception", "conflict", "comment"];

/// Strings that come again and again: each is sent once, and then by its number.
#[derive(Default)]
struct Words {
    list: Vec<Value>,
    numbers: HashMap<String, usize>,
}

impl Words {
    fn number(&mut self, word: &str) -> Value {
        if let Some(number) = self.numbers.get(word) {
            return (*number).into();
        }
        self.list.push(word.into());
        self.numbers.insert(word.to_owned(), self.list.len() - 1);
        (self.list.len() - 1).into()
    }
}

/// The columns, one entry a finding in each; `boxes` has four: the first box, in tenths of a point.
#[derive(Default)]
struct Columns {
    words: Words,
    ids: Vec<Value>,
    pages: Vec<Value>,
    texts: Vec<Value>,
    people: Vec<Value>,
    flags: Vec<Value>,
    boxes: Vec<Value>,
}

impl Review {
    /// Every finding, drawn boxes at the end, in columns; null before a case is open, as the page asks before it
    /// knows.
    pub fn index(&self) -> Told {
        if !self.is_open() {
            return Ok(Value::Null);
        }
        self.look(|desk| {
            let cards = Cards::of(desk);
            let mut columns = Columns::default();
            let all = desk.searched.found.findings.iter().zip(&desk.decided.choices);
            for (index, (finding, choice)) in all.enumerate() {
                columns.finding(desk, index, (finding, choice), cards.is_exception(finding, choice));
            }
            desk.drawn().iter().for_each(|drawn| columns.drawn(desk, drawn));
            Ok(columns.told(desk.rev()))
        })
    }
}

impl Columns {
    fn finding(
        &mut self,
        desk: &Desk,
        index: usize,
        (finding, choice): (&Finding, &Choice),
        exception: bool,
    ) {
        let n = desk.sheets.number(finding.document, finding.page);
        let person = finding.person.map_or_else(String::new, |p| p.to_string());
        let decision = choice.settled.as_ref().map(|s| s.verdict);
        let flags = [
            finding.tier == Tier::Check,
            finding.tier == Tier::Likely,
            choice.proposal.verdict == Verdict::Keep,
            decision == Some(Verdict::Redact),
            decision == Some(Verdict::Keep),
            choice.moot,
            exception,
            desk.at_odds.contains(&index),
            desk.comment(&exchange::about_finding(&finding.id.0)).is_some(),
        ];
        self.push((&finding.id.0, n), (finding.text.expose(), &person), flags, finding.anchor.boxes.first());
    }

    fn drawn(&mut self, desk: &Desk, drawn: &Drawn) {
        let Some(rect) = drawn.rect() else { return };
        let page = desk.sheets.text(&desk.searched.texts, drawn.n);
        let text = page.map(|p| sheets::under(p, &[rect])).unwrap_or_default();
        let comment = desk.comment(&exchange::about_finding(&drawn.id())).is_some();
        let flags = [false, false, false, true, false, false, false, false, comment];
        self.push((&drawn.id(), drawn.n), (&text, ""), flags, Some(&rect));
    }

    fn push(
        &mut self,
        (id, n): (&str, u32),
        (text, person): (&str, &str),
        flags: [bool; FLAGS.len()],
        place: Option<&Rect>,
    ) {
        self.ids.push(id.into());
        self.pages.push(n.into());
        let (text, person) = (self.words.number(text), self.words.number(person));
        self.texts.push(text);
        self.people.push(person);
        let bits = flags.iter().enumerate().map(|(bit, on)| u32::from(*on) << bit).sum::<u32>();
        self.flags.push(bits.into());
        let corners = place.map_or([0.0; 4], Rect::rounded);
        self.boxes.extend(corners.map(|v| Value::from((v * 10.0).round() as i64)));
    }

    fn told(self, rev: u64) -> Value {
        json!({
            "rev": rev, "total": self.ids.len(), "words": self.words.list, "id": self.ids, "n": self.pages,
            "text": self.texts, "person": self.people, "flag_names": FLAGS, "flags": self.flags,
            "boxes": self.boxes,
        })
    }
}
