//! Requests and histories for tests, in one line each.

use jiff::civil::Date;
use serde_json::Value;

use super::ledger::Ledger;
use super::request::History;
use crate::case::schema::Request;
use crate::sys::Env;

pub(super) fn day(text: &str) -> Date {
    text.parse().expect("a date")
}

/// A request in England that was received on a day.
pub(super) fn request(received: &str) -> Request {
    let toml = format!("reference = \"R-1\"\nreceived = \"{received}\"\nsummary = \"all\"\n");
    toml::from_str(&toml).expect("a request")
}

/// The fold of a ledger with these events: type, day, what else they hold.
pub(super) fn history(events: &[(&str, &str, Value)]) -> History {
    let dir = tempfile::tempdir().expect("a folder");
    let env = Env::fixed(jiff::Timestamp::UNIX_EPOCH, 1);
    let mut ledger = Ledger::open(dir.path()).expect("empty");
    for (kind, on, body) in events {
        let mut body = body.clone();
        body.as_object_mut().expect("an object").insert("on".into(), (*on).into());
        ledger.append(&env, ("A Officer", "officer"), kind, body).expect("appended");
    }
    History::of(&ledger).expect("dates")
}
