//! Every key of `case.toml` and what it takes: the table that the reader checks a file against.
//!
//! `schema.rs` says the same as types; a test holds the two together.

/// One key of a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Key {
    /// Its name.
    pub name: &'static str,
    /// What it takes.
    pub takes: Takes,
    /// Whether it must be there.
    pub required: bool,
}

/// What a key takes.
#[derive(Debug, Clone, Copy)]
pub(super) enum Takes {
    /// A string.
    Text,
    /// A date.
    Date,
    /// A whole number from 0 up to this.
    Number(i64),
    /// One of these words.
    Word(&'static [&'static str]),
    /// A list of strings.
    Texts,
    /// A list of these words.
    Words(&'static [&'static str]),
    /// A table of its own.
    Table(&'static [Key]),
    /// Any number of tables.
    Tables(&'static [Key]),
}

use Takes::{Date, Number, Table, Tables, Text, Texts, Word, Words};

const fn must(name: &'static str, takes: Takes) -> Key {
    Key { name, takes, required: true }
}

const fn may(name: &'static str, takes: Takes) -> Key {
    Key { name, takes, required: false }
}

/// The whole file.
pub(super) const FILE: &[Key] = &[
    must("schema", Number(1)),
    must("request", Table(REQUEST)),
    must("data_subject", Table(DATA_SUBJECT)),
    may("requester", Table(REQUESTER)),
    may("party", Tables(PARTY)),
    may("document", Tables(DOCUMENT)),
    may("load", Table(LOAD)),
    may("find", Table(FIND)),
    may("policy", Table(POLICY)),
    may("security", Table(SECURITY)),
    may("output", Table(OUTPUT)),
];

const REQUEST: &[Key] = &[
    must("reference", Text),
    must("received", Date),
    may("valid", Date),
    must("summary", Text),
    may("nation", Word(&["england-and-wales", "scotland", "northern-ireland"])),
    may("outcome", Word(&["auto", "granted", "part-granted", "nothing-held", "refused"])),
    may("delivery", Word(&["email", "paper"])),
    may("adjustments", Words(&["large-print", "plain-text", "html"])),
];

const DATA_SUBJECT: &[Key] = &[
    must("name", Text),
    may("title", Text),
    may("aliases", Texts),
    may("date_of_birth", Date),
    may("addresses", Texts),
    may("emails", Texts),
    may("phones", Texts),
    may("identifiers", Texts),
];

const REQUESTER: &[Key] = &[
    must("name", Text),
    must("capacity", Word(&["representative", "parent", "solicitor", "deputy"])),
    may("address", Text),
    may("consent", Text),
];

const PARTY: &[Key] = &[
    must("name", Text),
    must("role", Word(&["third-party", "professional", "representative", "child", "household", "deceased"])),
    may("title", Text),
    may("aliases", Texts),
    may("date_of_birth", Date),
    may("addresses", Texts),
    may("emails", Texts),
    may("phones", Texts),
    may("identifiers", Texts),
    may("decision", Word(&["withhold", "disclose"])),
    may("exemption", Text),
    may(
        "basis",
        Word(&["consent", "refused", "not-asked", "cannot-be-asked", "professional-role", "reasonable"]),
    ),
    may("reason", Text),
    may("profession", Word(&["health", "social-work", "education"])),
];

const DOCUMENT: &[Key] = &[
    must("file", Text),
    may("decision", Word(&["disclose", "withhold", "exclude"])),
    may("exemption", Text),
    may("reason", Text),
    may("author", Word(&["requester"])),
    may("extract", Table(&[may("pages", Text), may("rows", Text), may("box", Text)])),
    may("note", Text),
    may("width", Word(WIDTHS)),
    may("password_file", Text),
];

const LOAD: &[Key] = &[
    may("hidden", Word(&["leave-out", "show"])),
    may("ocr", Word(&["auto", "never"])),
    may("office", Word(&["auto", "never"])),
    may("languages", Texts),
];

const FIND: &[Key] = &[
    may("block", Texts),
    may("allow", Texts),
    may("fuzzy", Number(2)),
    may("off", Words(KINDS)),
    may("patterns", Tables(&[must("name", Text), must("pattern", Text), may("exemption", Text)])),
];

const POLICY: &[Key] = &[
    may("staff", Word(&["named", "known-to-requester", "ask"])),
    may("second_person", Word(&["required", "sample", "off"])),
    may("width", Word(WIDTHS)),
];

const SECURITY: &[Key] = &[
    may("marking", Word(&["OFFICIAL", "OFFICIAL-SENSITIVE", "SECRET", "TOP-SECRET"])),
    may("password", Word(&["auto", "always", "never"])),
    may("reason", Text),
];

const OUTPUT: &[Key] = &[may("max_mb", Number(1 << 20))];

const WIDTHS: &[&str] = &["paragraph", "line", "exact", "strict"];

/// The kinds of finding by name (README, "Kinds").
pub(super) const KINDS: &[&str] = &[
    "person",
    "address",
    "postcode",
    "phone",
    "email",
    "nino",
    "nhs-number",
    "date-of-birth",
    "age",
    "sort-code",
    "account",
    "iban",
    "card",
    "passport",
    "driving-licence",
    "vehicle",
    "utr",
    "council-tax",
    "reference",
    "ip",
    "url",
    "handle",
    "special",
    "operational",
    "custom",
];
