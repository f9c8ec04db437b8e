//! The types of event that a person adds to the request log, as one table: what each means, what it
//! must hold, and who may add it. `blackpanel log --help` prints this table.
//!
//! What only the program writes (`decision`, `looked`, `build`, `disposed`) is named with the command
//! that writes it, and refused here.

/// In what role somebody acts; asserted, not authenticated, and kept with the event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// An information-governance officer.
    Officer,
    /// The manager of the team (S2 5.4.4, 13.2).
    Manager,
    /// The head of the service, who reviews what the manager answered (S2 13.3).
    Head,
}

impl Role {
    /// As `--role` takes it and the ledger holds it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Officer => "officer",
            Self::Manager => "manager",
            Self::Head => "head",
        }
    }
}

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Words.
    Text,
    /// A date, in any form that `case.toml` takes.
    Date,
    /// A whole number from 0.
    Number,
    /// `yes` or `no`.
    YesNo,
    /// One of these words.
    Choice(&'static [&'static str]),
}

/// A field of an event, written `NAME=VALUE`.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub form: Form,
    /// Whether the event is refused without it.
    pub needed: bool,
}

/// A type of event.
#[derive(Debug, Clone, Copy)]
pub struct Type {
    /// Its name, as in design section 6.
    pub name: &'static str,
    /// What it says, for help.
    pub about: &'static str,
    /// What it holds besides date, actor, role and reason.
    pub fields: &'static [Field],
    /// Whether `--reason` must be given.
    pub reason: bool,
    /// Whether only a manager or the head may add it.
    pub manager: bool,
}

/// How a request can reach the body; the last three are spoken (S2 5.3.2).
const CHANNELS: &[&str] = &["email", "letter", "form", "social-media", "phone", "in-person", "voicemail"];

/// What a decision about another person rests on (DPA 2018, Sch 2, para 16(3)).
const BASES: &[&str] =
    &["consent", "refused", "not-asked", "cannot-be-asked", "professional-role", "reasonable"];

const fn needed(name: &'static str, form: Form) -> Field {
    Field { name, form, needed: true }
}

const fn may(name: &'static str, form: Form) -> Field {
    Field { name, form, needed: false }
}

const fn plain(name: &'static str, about: &'static str, fields: &'static [Field]) -> Type {
    Type { name, about, fields, reason: false, manager: false }
}

const fn reasoned(name: &'static str, about: &'static str, fields: &'static [Field]) -> Type {
    Type { name, about, fields, reason: true, manager: false }
}

/// Every type that `blackpanel log` takes, in the order of a request's life.
pub const LOGGED: [Type; 22] = [
    plain("received", "the request came in", &[needed("channel", Form::Choice(CHANNELS))]),
    plain("forwarded", "it reached the team", &[may("to", Form::Text)]),
    reasoned("identity-asked", "proof of identity was asked for; the reason is the doubt", &[]),
    plain(
        "identity-confirmed",
        "proof came, on that day; what it proves, and whether the address is the one on record",
        &[
            needed("name", Form::YesNo),
            needed("address", Form::YesNo),
            needed("date-of-birth", Form::YesNo),
            needed("matches", Form::YesNo),
            may("document", Form::Text),
        ],
    ),
    Type { manager: true, ..reasoned("identity-waived", "a manager is satisfied without proof", &[]) },
    plain(
        "consent",
        "somebody may ask for another: who, for what data, in whose words or by what right",
        &[
            needed("kind", Form::Choice(&["representative", "competence", "parental-responsibility"])),
            may("to", Form::Text),
            may("data", Form::Text),
            may("statement", Form::Text),
            may("proof", Form::Text),
            may("parent-identity", Form::YesNo),
        ],
    ),
    reasoned("clarification-asked", "we asked what is meant; the clock pauses", &[]),
    plain("clarification-answered", "they answered; the clock goes on", &[]),
    reasoned(
        "extended",
        "two more months were announced to the requester, with the reasons",
        &[needed("ground", Form::Choice(&["complexity", "number"]))],
    ),
    reasoned(
        "fee-asked",
        "a reasonable fee was announced",
        &[needed("for", Form::Choice(&["excessive", "copy"])), may("amount", Form::Text)],
    ),
    plain("fee-paid", "the fee was paid", &[needed("for", Form::Choice(&["excessive", "copy"]))]),
    plain(
        "search",
        "where was searched, for what, by whom, and what came out; the reason says what limits it had",
        &[
            needed("system", Form::Text),
            needed("terms", Form::Text),
            needed("by", Form::Text),
            needed("found", Form::Number),
        ],
    ),
    reasoned(
        "advice",
        "what somebody advised; the decision stays with the team",
        &[
            needed("from", Form::Text),
            needed("about", Form::Text),
            may("opinion", Form::Choice(&["serious-harm", "no-serious-harm", "already-known"])),
            may("dated", Form::Date),
        ],
    ),
    reasoned(
        "party",
        "another person (or several: one;another): what they were asked; the reason is the sentence of balancing",
        &[needed("name", Form::Text), needed("basis", Form::Choice(BASES)), may("confidence", Form::YesNo)],
    ),
    reasoned("undone", "an event no longer counts", &[needed("seq", Form::Number)]),
    reasoned("comment", "anything else that must be kept", &[may("about", Form::Text)]),
    plain("ready", "the pack is ready for a second person", &[]),
    plain("signed", "a second person has checked sources and decisions", &[]),
    reasoned("returned", "the second person sends it back", &[]),
    plain(
        "release",
        "the pack that was built last went to the requester; pack= where it does not lie in out/send",
        &[may("by", Form::Text), may("pack", Form::Text)],
    ),
    plain(
        "complaint",
        "they complain about the response (DPA 2018 s.164A)",
        &[may("acknowledged", Form::Date)],
    ),
    reasoned(
        "closed",
        "the request is closed",
        &[needed(
            "outcome",
            Form::Choice(&["granted", "part-granted", "nothing-held", "refused", "withdrawn", "unanswered"]),
        )],
    ),
];

/// What the program writes itself, and by which command.
pub const WRITTEN_BY: [(&str, &str); 4] = [
    ("decision", "blackpanel decide CASE --from FILE.csv"),
    ("looked", "blackpanel decide CASE --looked-at FILE:PAGES"),
    ("build", "blackpanel build CASE"),
    ("disposed", "blackpanel record CASE --dispose"),
];

impl Type {
    /// The type of this name that a person may log.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        LOGGED.iter().find(|t| t.name == name)
    }

    /// How its fields are written: `channel=email|letter… [to=…]`.
    #[must_use]
    pub fn usage(&self) -> String {
        let mut words: Vec<String> = self.fields.iter().map(Field::usage).collect();
        if self.reason {
            words.push("--reason TEXT".into());
        }
        if self.manager {
            words.push("--role manager".into());
        }
        words.join(" ")
    }
}

impl Field {
    fn usage(&self) -> String {
        let value = match self.form {
            Form::Text => "TEXT".to_owned(),
            Form::Date => "DATE".to_owned(),
            Form::Number => "NUMBER".to_owned(),
            Form::YesNo => "yes|no".to_owned(),
            Form::Choice(words) => words.join("|"),
        };
        if self.needed { format!("{}={value}", self.name) } else { format!("[{}={value}]", self.name) }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::record::ledger::TYPES;

    #[test]
    fn every_type_of_the_ledger_is_logged_by_a_person_or_written_by_a_named_command() {
        let ours: BTreeSet<&str> =
            LOGGED.iter().map(|t| t.name).chain(WRITTEN_BY.iter().map(|(n, _)| *n)).collect();
        assert_eq!(ours, TYPES.into_iter().collect());
        assert_eq!(ours.len(), LOGGED.len() + WRITTEN_BY.len());
    }
}
