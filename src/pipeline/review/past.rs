//! What can be taken back and done again: steps of the ledger, as far back as it goes.
//!
//! A step is what one request wrote: events in a row, of one moment and one person. It is read from the ledger
//! alone, so that a closed page or a killed program forgets nothing. Taking back writes `undone` events; doing
//! again writes the same decisions anew.

use serde_json::Value;

use crate::record::Event;
use crate::record::state::Undone;

/// Types of event that a step is made of.
const DOING: [&str; 2] = ["decision", "looked"];

/// One step.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Step {
    at: String,
    actor: String,
    /// Type and body of each event, with its number.
    pub events: Vec<(u64, String, Value)>,
    /// How many of them were taken back.
    gone: usize,
}

/// Steps in the order in which they were made, and those that were taken back last.
#[derive(Debug, Default)]
pub(super) struct Past {
    done: Vec<Step>,
    undone: Vec<Step>,
}

impl Past {
    /// Goes on with events of the ledger.
    pub fn go_on(&mut self, events: &[Event]) {
        let mut fresh: Option<Step> = None;
        for event in events {
            if DOING.contains(&event.kind.as_str()) {
                match &mut fresh {
                    Some(step) if step.at == event.at && step.actor == event.actor => step.take(event),
                    _ => {
                        self.settle(fresh.take());
                        let mut step = Step::empty(event);
                        step.take(event);
                        fresh = Some(step);
                    }
                }
                continue;
            }
            self.settle(fresh.take());
            if event.kind == "undone"
                && let Ok(Undone { seq }) = serde_json::from_value(event.body.clone())
            {
                self.take_back(seq);
            }
        }
        self.settle(fresh);
    }

    /// The step that is taken back next.
    pub fn last(&self) -> Option<&Step> {
        self.done.last()
    }

    /// The step that is done again next.
    pub fn next(&self) -> Option<&Step> {
        self.undone.last()
    }

    /// A step that says what was taken back last is that step again; any other leaves nothing to do again.
    fn settle(&mut self, step: Option<Step>) {
        let Some(step) = step else { return };
        let same = |other: &Step| {
            let bodies = |s: &Step| {
                s.events.iter().map(|(_, kind, body)| (kind.clone(), body.clone())).collect::<Vec<_>>()
            };
            bodies(other) == bodies(&step)
        };
        if self.undone.last().is_some_and(same) {
            self.undone.pop();
        } else {
            self.undone.clear();
        }
        self.done.push(step);
    }

    fn take_back(&mut self, seq: u64) {
        let has = |s: &Step| s.events.iter().any(|(n, ..)| *n == seq);
        let Some(at) = self.done.iter().rposition(has) else { return };
        let Some(step) = self.done.get_mut(at) else { return };
        step.gone += 1;
        if step.gone < step.events.len() {
            return;
        }
        let is_last = at + 1 == self.done.len();
        let step = self.done.remove(at);
        if is_last {
            self.undone.push(Step { gone: 0, ..step });
        }
    }
}

impl Step {
    fn empty(event: &Event) -> Self {
        Self { at: event.at.clone(), actor: event.actor.clone(), events: Vec::new(), gone: 0 }
    }

    fn take(&mut self, event: &Event) {
        self.events.push((event.seq, event.kind.clone(), event.body.clone()));
    }

    /// What was done, in a few words.
    pub fn what(&self) -> String {
        let count = self.events.len();
        let Some((_, kind, body)) = self.events.first() else { return String::new() };
        if kind == "looked" {
            return "Looked at pages".to_owned();
        }
        let word = |key: &str| body.get(key).and_then(Value::as_str).unwrap_or_default();
        let verb = match word("ruling") {
            "redact" => "Redacted",
            "keep" => "Kept",
            "withhold" => "Withheld",
            "exclude" => "Excluded",
            _ => "Disclosed",
        };
        let many =
            |one: &str, more: &str| if count == 1 { format!("1 {one}") } else { format!("{count} {more}") };
        match word("scope") {
            "finding" => format!("{verb} {}", many("finding", "findings")),
            "text" => format!("{verb} the same text everywhere"),
            "person" => format!("{verb} a person"),
            "page" => format!("{verb} {}", many("page", "pages")),
            "document" => format!("{verb} {}", many("document", "documents")),
            _ if verb == "Kept" => format!("Took back {}", many("box", "boxes")),
            _ => format!("{verb} {}", many("box", "boxes")),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn event(seq: u64, at: &str, kind: &str, body: Value) -> Event {
        let (prev, role) = (String::new(), "reviewer".to_owned());
        Event { v: 1, seq, prev, at: at.into(), actor: "A".into(), role, kind: kind.into(), body }
    }

    fn decision(seq: u64, at: &str, of: &str) -> Event {
        event(seq, at, "decision", json!({ "scope": "finding", "finding": of, "ruling": "redact" }))
    }

    fn numbers(step: Option<&Step>) -> Vec<u64> {
        step.map(|s| s.events.iter().map(|(n, ..)| *n).collect()).unwrap_or_default()
    }

    #[test]
    fn one_request_is_one_step_and_comes_back_whole() {
        let mut past = Past::default();
        past.go_on(&[decision(1, "t1", "a"), decision(2, "t2", "b"), decision(3, "t2", "c")]);
        assert_eq!(numbers(past.last()), [2, 3]);
        let back = |seq, of: u64| event(seq, "t3", "undone", json!({ "seq": of }));
        past.go_on(&[back(4, 2), back(5, 3)]);
        assert_eq!((numbers(past.last()), numbers(past.next())), (vec![1], vec![2, 3]));
        past.go_on(&[decision(6, "t4", "b"), decision(7, "t4", "c")]);
        assert_eq!((numbers(past.last()), numbers(past.next())), (vec![6, 7], vec![]));
        assert_eq!(past.last().map(Step::what).as_deref(), Some("Redacted 2 findings"));
    }

    #[test]
    fn something_new_leaves_nothing_to_do_again() {
        let mut past = Past::default();
        past.go_on(&[decision(1, "t1", "a"), event(2, "t2", "undone", json!({ "seq": 1 }))]);
        assert_eq!(numbers(past.next()), [1]);
        past.go_on(&[decision(3, "t3", "b")]);
        assert!(past.next().is_none());
    }

    #[test]
    fn the_past_is_the_same_when_it_is_read_again() {
        let events = [
            decision(1, "t1", "a"),
            decision(2, "t1", "b"),
            event(3, "t2", "undone", json!({ "seq": 1 })),
            event(4, "t2", "undone", json!({ "seq": 2 })),
            decision(5, "t3", "c"),
        ];
        let (mut whole, mut parts) = (Past::default(), Past::default());
        whole.go_on(&events);
        for range in [0..2, 2..4, 4..5] {
            parts.go_on(&events[range]);
        }
        assert_eq!((whole.done, whole.undone), (parts.done, parts.undone));
    }
}
