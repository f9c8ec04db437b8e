//! The request's own events, folded from the ledger: what was taken back does not count.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde_json::Value;

use super::types::Type;
use crate::diag::Place;
use crate::error::{Error, Result};
use crate::record::ledger::{Event, FILE, Ledger};

/// One event that counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// Its number in the ledger.
    pub seq: u64,
    /// Its type, one of [`super::LOGGED`] or `build`.
    pub kind: String,
    /// The day on which it happened (`on` of its body), else the day on which it was written.
    pub on: Date,
    /// Who added it.
    pub actor: String,
    /// In what role.
    pub role: String,
    /// What it holds.
    pub body: Value,
}

impl Told {
    /// A field of the event as text; empty when it is not there.
    #[must_use]
    pub fn text(&self, field: &str) -> &str {
        self.body.get(field).and_then(Value::as_str).unwrap_or_default()
    }

    /// Whether a `yes`/`no` field says yes.
    #[must_use]
    pub fn yes(&self, field: &str) -> bool {
        self.body.get(field).and_then(Value::as_bool).unwrap_or_default()
    }

    /// A field that is a date.
    #[must_use]
    pub fn date(&self, field: &str) -> Option<Date> {
        self.text(field).parse().ok()
    }
}

/// The events of a request that count, in the order in which they were written.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct History {
    /// The events.
    pub told: Vec<Told>,
    /// Everybody who decided something or looked at pages, as they named themselves, each once; who gave no
    /// name ("officer") is not among them.
    pub deciders: BTreeSet<String>,
}

impl History {
    /// Folds a ledger: events that were undone are left out.
    ///
    /// # Errors
    /// Exit 1 for an event whose date is none.
    pub fn of(ledger: &Ledger) -> Result<Self> {
        let undone: Vec<u64> = ledger.events.iter().filter_map(takes_back).collect();
        let counts = |e: &&Event| {
            let ours = Type::named(&e.kind).is_some() || e.kind == "build";
            ours && e.kind != "undone" && !undone.contains(&e.seq)
        };
        let told = ledger.events.iter().filter(counts).map(tell).collect::<Result<_>>()?;
        let decided = ledger.events.iter().filter(|e| matches!(e.kind.as_str(), "decision" | "looked"));
        let deciders = decided.map(|e| e.actor.clone()).filter(|a| !is_unnamed(a)).collect();
        Ok(Self { told, deciders })
    }

    /// The events of a type, oldest first.
    pub fn all<'a>(&'a self, kind: &'a str) -> impl DoubleEndedIterator<Item = &'a Told> {
        self.told.iter().filter(move |t| t.kind == kind)
    }

    /// The last event of a type.
    #[must_use]
    pub fn last(&self, kind: &str) -> Option<&Told> {
        self.told.iter().rev().find(|t| t.kind == kind)
    }

    /// Whether the last event of `asked` has none of `answers` behind it; gives the asking event.
    #[must_use]
    pub fn waiting(&self, asked: &str, answers: &[&str]) -> Option<&Told> {
        let last = self.told.iter().rev().find(|t| t.kind == asked || answers.contains(&t.kind.as_str()))?;
        (last.kind == asked).then_some(last)
    }
}

/// Whether an actor is what stands there when nobody gave a name.
pub(super) fn is_unnamed(actor: &str) -> bool {
    matches!(actor.trim().to_lowercase().as_str(), "" | "officer")
}

/// The number of the event that an `undone` takes back.
fn takes_back(event: &Event) -> Option<u64> {
    (event.kind == "undone").then(|| event.body.get("seq").and_then(Value::as_u64))?
}

fn tell(event: &Event) -> Result<Told> {
    let written =
        event.body.get("on").and_then(Value::as_str).unwrap_or(event.at.get(..10).unwrap_or_default());
    let on = written.parse().map_err(|_| {
        let place = Place::file(FILE).line(event.seq as u32);
        let hint = "it was written by another program; restore the file from a backup";
        Error::problem(place, format!("an event of type {} has no date that can be read", event.kind), hint)
    })?;
    Ok(Told {
        seq: event.seq,
        kind: event.kind.clone(),
        on,
        actor: event.actor.clone(),
        role: event.role.clone(),
        body: event.body.clone(),
    })
}
