//! What the log says to the gates before a release.

use jiff::ToSpan;
use jiff::civil::Date;

use super::history::{History, Told};
use crate::case::gates::Happened;
use crate::record::clock::whole;

/// Channels that are spoken: such a request is confirmed in writing (S2 5.3.2).
const SPOKEN: [&str; 3] = ["phone", "in-person", "voicemail"];

/// Folds the log to what the gates ask. A health opinion counts for six months (DPA 2018, Sch 3, para 6).
#[must_use]
pub fn happened(history: &History, today: Date) -> Happened {
    let last_proof = history.told.iter().rev().find(|t| t.kind.starts_with("identity-"));
    let identity = last_proof.is_some_and(|t| match t.kind.as_str() {
        "identity-confirmed" => whole(t),
        kind => kind == "identity-waived",
    });
    let consents = || history.all("consent");
    let signed = history.waiting("signed", &["returned", "ready"]);
    Happened {
        identity,
        consent_to: texts(consents().filter(|t| t.text("kind") == "representative"), "to"),
        child: consents().any(|t| t.text("kind") != "representative"),
        searches: history.all("search").count() as u64,
        parties: history.all("party").flat_map(|t| names(t.text("name"))).collect(),
        managers: texts(history.all("advice").filter(|t| t.role != "officer"), "about"),
        health: history.all("advice").any(|t| settles_health(t, today)),
        unconfirmed: unconfirmed(history),
        signed: signed.map(|t| t.text("seal").to_owned()),
    }
}

fn texts<'a>(told: impl Iterator<Item = &'a Told>, field: &str) -> Vec<String> {
    told.map(|t| t.text(field).to_owned()).collect()
}

/// People who were asked the same and weighed alike are named in one event: "one;another".
fn names(list: &str) -> impl Iterator<Item = String> {
    list.split(';').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned)
}

fn settles_health(told: &Told, today: Date) -> bool {
    let fresh = told.date("dated").unwrap_or(told.on).saturating_add(6.months()) >= today;
    match told.text("opinion") {
        "already-known" => true,
        "no-serious-harm" => fresh,
        _ => false,
    }
}

fn unconfirmed(history: &History) -> bool {
    let spoken = history.all("received").any(|t| SPOKEN.contains(&t.text("channel")));
    let confirmed = history.all("comment").any(|t| t.text("about") == "confirmed-in-writing");
    spoken && !confirmed
}
