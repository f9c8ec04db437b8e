//! What every letter of a case is made from: the body's facts, its templates, the request as `case.toml`
//! and the log tell it.

use std::path::Path;

use jiff::civil::Date;

use crate::case::body::{Body, Search};
use crate::case::schema::CaseFile;
use crate::error::Result;
use crate::letter::{Facts, Fee, Life, Refusal, Templates, Times};
use crate::record::{self, Clock, History, Ledger};
use crate::sys::paths;

/// Who writes, in what words, about what.
pub(in crate::pipeline) struct House {
    /// The body's facts.
    pub body: Body,
    /// The templates.
    pub templates: Templates,
    /// The request; names of third parties are not taken out yet.
    pub facts: Facts,
    /// The log.
    pub history: History,
    /// The dates.
    pub clock: Clock,
}

/// Channels that are spoken (S2 5.3.2).
const SPOKEN: [&str; 3] = ["phone", "in-person", "voicemail"];

/// The id under which a whole request is refused.
const UNFOUNDED: &str = "A12-5";

impl House {
    /// Everything for the letters of a case.
    ///
    /// # Errors
    /// Exit 2 for the settings or a template, exit 1 for a ledger that cannot be read.
    pub fn load(folder: &Path, file: &CaseFile, ledger: &Ledger, today: Date) -> Result<Self> {
        let config = paths::config();
        let body = Body::load(folder, config.as_deref())?;
        let templates = Templates::load(folder, config.as_deref())?;
        let history = History::of(ledger)?;
        let clock = record::clock(&file.request, &history, today);
        let mut facts = Facts::from_case(file, today);
        facts.received = clock.received;
        facts.valid = clock.valid;
        facts.due = clock.due.filter(|_| !clock.is_waiting()).map(|due| due.date);
        facts.search = search(&history);
        facts.refusal = refusal(&history);
        // S2 13.3: the manager who responded does not review the response
        facts.reviewer_responded = history.last("ready").is_some_and(|t| t.role == "manager");
        Ok(Self { body, templates, facts, history, clock })
    }

    /// The dates as templates know them.
    pub fn times(&self) -> Times {
        Times { first: self.clock.first.map(|d| d.date), due: self.clock.due.map(|d| d.date) }
    }

    /// The log as templates know it.
    pub fn life(&self, file: &CaseFile) -> Life {
        let last = |kind: &str, field: &str| {
            self.history.last(kind).map(|t| sentence(t.text(field))).filter(|text| !text.is_empty())
        };
        let found = self.history.all("search").filter_map(|t| t.body.get("found")?.as_u64());
        Life {
            spoken: self.history.all("received").any(|t| SPOKEN.contains(&t.text("channel"))),
            needed: self.needed(file),
            doubt: last("identity-asked", "reason"),
            unclear: last("clarification-asked", "reason"),
            unclear_on: self.history.last("clarification-asked").map(|t| t.on),
            found: found.sum::<u64>() as u32,
            ground: self.history.last("extended").map(|t| t.text("ground").to_owned()),
            extension: last("extended", "reason"),
            fee: self.fee(),
        }
    }

    fn fee(&self) -> Option<Fee> {
        let asked = self.history.last("fee-asked")?;
        let amount = asked.text("amount").trim().to_owned();
        let (purpose, reason) = (asked.text("for").to_owned(), sentence(asked.text("reason")));
        (!amount.is_empty()).then_some(Fee { purpose, amount, reason })
    }

    /// What the requester still has to give us (S2 5.3.4, 5.4, 5.5): it is asked for, and the request stands.
    fn needed(&self, file: &CaseFile) -> Vec<String> {
        let waits = |asked: &str, answers: &[&str]| self.history.waiting(asked, answers).is_some();
        let consent = self.history.all("consent").next().is_none();
        let one_word = file.data_subject.name.split_whitespace().count() < 2;
        let no_address = file.data_subject.addresses.is_empty();
        let nowhere = file.requester.as_ref().is_some_and(|r| r.address.is_none());
        let all = [
            (one_word, "the full name of the person whom the information is about"),
            (no_address, "the address at which that person lives"),
            (nowhere, "an address to which we can write to you"),
            (
                waits("identity-asked", &["identity-confirmed", "identity-waived"]),
                "proof of who you are, as we asked for",
            ),
            (
                waits("clarification-asked", &["clarification-answered"]),
                "an answer to the question that we asked you",
            ),
            (waits("fee-asked", &["fee-paid"]), "the fee that we told you of"),
            (
                file.requester.is_some() && consent,
                "a statement by the person whom the information is about that names you, says which information \
                 you may have, and that we may send it to you; or proof of your right to act",
            ),
        ];
        all.into_iter().filter(|(missing, _)| *missing).map(|(_, what)| what.to_owned()).collect()
    }
}

/// What was searched, as the log has it; a limit is the reason given with a search (Article 15(1A)).
fn search(history: &History) -> Option<Search> {
    let each = |field: &str| {
        let mut texts: Vec<String> = Vec::new();
        for told in history.all("search") {
            let text = told.text(field).trim().to_owned();
            if !text.is_empty() && !texts.contains(&text) {
                texts.push(text);
            }
        }
        texts
    };
    let places = each("system");
    if places.is_empty() {
        return None;
    }
    let limits: Vec<String> = each("reason").iter().map(|r| sentence(r)).collect();
    let method = format!("In them we searched for: {}. {}", each("terms").join("; "), limits.join(" "));
    Some(Search { places, method: method.trim().to_owned() })
}

/// A manager's ground for refusing the whole request, with its facts (S2 11; UK GDPR Article 12(5)).
fn refusal(history: &History) -> Option<Refusal> {
    let mut advice = history.all("advice").filter(|t| t.role != "officer");
    let ground = advice.rfind(|t| t.text("about").eq_ignore_ascii_case(UNFOUNDED))?;
    Some(Refusal { reason: sentence(ground.text("reason")), citation: "UK GDPR, Article 12(5)".to_owned() })
}

/// Starts with a capital and ends with a full stop.
fn sentence(text: &str) -> String {
    let text = text.trim();
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return String::new() };
    let stop = if text.ends_with(['.', '?', '!']) { "" } else { "." };
    format!("{}{}{stop}", first.to_uppercase(), chars.as_str())
}
