//! What each letter must hold: the mark of each part, its name, what to add, and its words.

use super::super::Kind;
use super::super::render::Told;

/// A mandatory part.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    /// As templates mark it.
    pub mark: &'static str,
    /// What it is, with the law that asks for it.
    pub what: &'static str,
    /// What a team adds where it is missing.
    pub add: &'static str,
    /// Of each row one form stands in the part; small letters.
    pub words: &'static [&'static [&'static str]],
}

const fn part(
    mark: &'static str,
    what: &'static str,
    add: &'static str,
    words: &'static [&'static [&'static str]],
) -> Part {
    Part { mark, what, add, words }
}

const HEAD: Part = part("head", "date and reference", "{{ dated|date }} and {{ request.reference }}", &[]);
const REQUEST: Part = part(
    "request",
    "the request as we understood it, with the day it came",
    "{{ request.summary }} and {{ request.received|date }}",
    &[],
);
const FORMATS: Part = part(
    "formats",
    "other formats and adjustments, and how to reach us (S2 5.3.3)",
    "{{ body.letter.formats }} with {{ body.controller.phone }}",
    &[&["format"], &["large print", "easier", "adjustment"]],
);
const REVIEW: Part = part(
    "review",
    "the complaint to us, which is the internal review, and who carries it out (DPA 2018, section 164A; S2 13)",
    "what a complaint to us is, {{ body.review.reviewer }}, {{ body.review.alternate }}, {{ body.review.email }}, \
     and that we acknowledge it within 30 days",
    &[&["164a"], &["30 days", "thirty days"], &["review", "complain"]],
);
const INTERNAL_REVIEW: Part =
    Part { words: &[&["164a"], &["30 days", "thirty days"], &["internal review"], &["complain"]], ..REVIEW };
const REGULATOR: Part = part(
    "regulator",
    "the complaint to the regulator (DPA 2018, section 165)",
    "{{ body.regulator.name }} with its {{ body.regulator.web }} and {{ body.regulator.phone }}, and section 165",
    &[&["165"], &["complain"]],
);
const COURT: Part = part(
    "court",
    "the way to a court (DPA 2018, section 167)",
    "that a court can order us to comply, and section 167",
    &[&["court"], &["167"]],
);

/// Article 15(1) and (2), letter by letter.
const SUPPLEMENT: [Part; 9] = [
    part("purposes", "the purposes (Article 15(1)(a))", "{{ body.processing.purposes }}", &[]),
    part("categories", "the kinds of data (Article 15(1)(b))", "{{ body.processing.categories }}", &[]),
    part(
        "recipients",
        "the recipients by name, or why they cannot be named (Article 15(1)(c))",
        "{{ body.processing.recipients }}",
        &[],
    ),
    part("retention", "how long data is kept (Article 15(1)(d))", "{{ body.processing.retention }}", &[]),
    part(
        "rights",
        "the rights to rectification, erasure, restriction and objection (Article 15(1)(e))",
        "each of the four rights, and {{ body.processing.rights }}",
        &[&["correct", "rectif"], &["erase", "erasure", "delete"], &["restrict"], &["object"]],
    ),
    part("source", "where the data came from (Article 15(1)(g))", "{{ body.processing.sources }}", &[]),
    part(
        "automated",
        "automated decisions (Article 15(1)(h))",
        "{{ body.processing.automated }}",
        &[&["automat"]],
    ),
    part("transfers", "transfers abroad (Article 15(2))", "{{ body.processing.transfers }}", &[]),
    part(
        "search",
        "the search we made and its limits (Article 15(1A))",
        "{{ search.places }}, {{ search.method }}, and that the search is reasonable and proportionate",
        &[&["search"], &["reasonable"], &["proportionate", "15(1a)"]],
    ),
];

const DECISION: Part =
    part("decision", "the decision (S2 7.2.6)", "whether we grant or refuse the request", &[]);
const REASONS: Part = part(
    "reasons",
    "the reasons with their citations (S2 7.2.6)",
    "each of response.reasons and response.withheld with its citation",
    &[],
);
const ATTACHED: Part = part(
    "attached",
    "what is attached (S2 7.2.6)",
    "the schedule and the documents with their pages",
    &[&["schedule"]],
);

const CLOCK: Part = part(
    "clock",
    "what this does to the time (UK GDPR, Article 12A)",
    "how the month is reckoned",
    &[&["month", "time"]],
);
const ASKED: Part =
    part("why", "why we write", "that somebody asked for what is theirs", &[&["asked"], &["right"]]);

/// The parts that a letter must hold, for what it tells.
pub(super) fn parts(kind: Kind, told: &Told<'_>) -> Vec<&'static Part> {
    let own: &'static [Part] = own(kind);
    let mut parts: Vec<&Part> = own.iter().collect();
    if kind == Kind::Response {
        let response = told.response.as_ref();
        parts.extend(SUPPLEMENT.iter());
        parts.extend(response.is_some_and(|r| r.documents > 0).then_some(&ATTACHED));
        parts.extend(response.is_some_and(|r| r.removed).then_some(&REASONS));
    }
    if kind == Kind::Email && told.protected {
        parts.push(&PASSWORD);
    }
    parts
}

const PASSWORD: Part = part(
    "password",
    "how the password comes (S2 7.2.4)",
    "{{ body.letter.password }}",
    &[&["phone", "text message", "post"], &["already", "on record", "in person"]],
);

fn own(kind: Kind) -> &'static [Part] {
    match kind {
        Kind::Acknowledgement => &[HEAD, REQUEST, NEEDED, DUE, DELIVERY, FORMATS],
        Kind::Identity => &[HEAD, REQUEST, DOUBT, PROOF, COVER, WAITS, STORAGE, REVIEW, REGULATOR, FORMATS],
        Kind::Clarification => {
            &[HEAD, REQUEST, UNCLEAR, SUGGESTIONS, EVERYTHING, PAUSES, REVIEW, REGULATOR, FORMATS]
        }
        Kind::Extension => &[HEAD, REQUEST, MORE_TIME, DUE, REVIEW, REGULATOR, COURT, FORMATS],
        Kind::Fee => &[HEAD, REQUEST, BASIS, AMOUNT, PAY, CLOCK, REVIEW, REGULATOR, COURT, FORMATS],
        Kind::Consultation => &[HEAD, ASKED, EXTRACT, QUESTION, BY, OURS, FORMATS],
        Kind::Response => &[HEAD, REQUEST, DECISION, INTERNAL_REVIEW, REGULATOR, COURT, FORMATS],
        Kind::Refusal => &[HEAD, REQUEST, DECISION, GROUND, LEFT, INTERNAL_REVIEW, REGULATOR, COURT, FORMATS],
        Kind::Email => &[FILE, OPEN, HELP, INTERNAL_REVIEW, REGULATOR, COURT, FORMATS],
    }
}

const NEEDED: Part =
    part("needed", "what we need from them, or that it is nothing", "{{ life.needed }}", &[&["need"]]);
const DUE: Part = part("due", "by when we answer", "{{ clock.due|date }}", &[]);
const DELIVERY: Part = part(
    "delivery",
    "how the answer comes (S2 7.2.3 and 7.2.5)",
    "by e-mail unless paper was asked for, and never on discs",
    &[&["e-mail", "email", "post", "paper"], &["disc", "memory stick", "usb"]],
);
const DOUBT: Part = part("doubt", "why we ask (UK GDPR, Article 12(6))", "{{ life.doubt }}", &[]);
const PROOF: Part = part(
    "proof",
    "what proves identity (S2 5.4.3)",
    "a document that shows name, address and date of birth",
    &[&["name"], &["address"], &["date of birth"]],
);
const COVER: Part = part(
    "cover",
    "that what we do not need can be covered",
    "cover up what we do not need",
    &[&["cover", "cross out", "hide"]],
);
const WAITS: Part = Part { words: &[&["month"], &["wait", "begin", "start"]], ..CLOCK };
const STORAGE: Part = part(
    "storage",
    "what becomes of the proof (S2 5.4.5)",
    "where it is kept apart, and {{ body.processing.retention }}",
    &[&["apart", "separate", "segregated", "own folder", "folder of its own"]],
);
const UNCLEAR: Part = part("unclear", "what is unclear", "{{ life.unclear }}", &[]);
const SUGGESTIONS: Part =
    part("suggestions", "what would help us", "numbers, dates, teams", &[&["date", "number", "team"]]);
const EVERYTHING: Part = part(
    "everything",
    "that they may still ask for everything",
    "you may ask for everything",
    &[&["everything", "all of it"]],
);
const PAUSES: Part =
    Part { words: &[&["stop", "pause", "wait"], &["goes on", "go on", "resume", "continue"]], ..CLOCK };
const MORE_TIME: Part = part("reasons", "the reasons (Article 12A(4))", "{{ life.extension }}", &[]);
const BASIS: Part = part("basis", "how the fee was reckoned", "{{ life.fee.reason }}", &[]);
const AMOUNT: Part = part("amount", "the amount", "{{ life.fee.amount }}", &[]);
const PAY: Part = part("pay", "how to pay", "{{ body.letter.payment }}", &[]);
const EXTRACT: Part =
    part("extract", "the exact words that would be passed on", "{{ consultation.extract }}", &[]);
const QUESTION: Part = part(
    "question",
    "the question, and for reasons",
    "do you agree, and if not, why",
    &[&["agree", "consent"], &["reason", "why"]],
);
const BY: Part = part(
    "by",
    "by when, and that silence is neither yes nor no",
    "{{ consultation.by|date }}, and what we make of silence",
    &[&["hear nothing", "no answer", "not answer", "silence", "do not reply"]],
);
const OURS: Part = part(
    "decision",
    "that the decision is ours",
    "we decide",
    &[&["we decide", "our decision", "decision is ours"]],
);
const GROUND: Part = part(
    "ground",
    "the ground with its facts and law",
    "{{ refusal.reason }} and {{ refusal.citation }}",
    &[],
);
const LEFT: Part = part(
    "left",
    "what can still be asked for",
    "that a new request is looked at afresh",
    &[&["ask", "request"]],
);
const FILE: Part = part("attached", "what is attached", "{{ email.file }}", &[]);
const OPEN: Part = part(
    "open",
    "how to open the file",
    "Windows, Mac, phone and screen reader",
    &[&["windows"], &["mac"], &["phone"], &["screen reader"]],
);
const HELP: Part = part("help", "whom to ring", "{{ body.controller.phone }}", &[]);
