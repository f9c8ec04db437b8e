//! The response letter: the six items of a response, in plain English.
//!
//! A summary of the request, the decision, clear reasons with citations, what is attached, how to
//! have the decision reviewed (by us, by the regulator, by a court), and how we use personal data
//! (UK GDPR, Article 15; Data Protection Act 2018, sections 164A and 165). It names no third party:
//! all its words are ours, the body's facts, or titles that went through the finder.

use jiff::civil::Date;

use crate::case::schema::{Capacity, Outcome};
use crate::pack::outcome::Decision;
use crate::pack::parts::Parts;
use crate::pack::request::PackRequest;
use crate::pdf::typeset::{Block, Run};

mod decision;
mod rights;
mod supplement;

/// Where the parts of the pack begin, and how long it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Numbers {
    /// Page of the schedule.
    pub(super) schedule: u32,
    /// Page of the redaction key.
    pub(super) key: u32,
    /// For each document its first page and how many it has.
    pub(super) documents: Vec<(u32, u32)>,
    /// The files over which they are shared out.
    pub(super) parts: Parts,
}

/// The letter.
pub(super) fn letter(request: &PackRequest<'_>, decision: &Decision<'_>, numbers: &Numbers) -> Vec<Block> {
    let mut blocks = head(request);
    blocks.extend(summary(request));
    blocks.extend(decision::decision(request, decision));
    blocks.extend(decision::attached(request, decision, numbers));
    blocks.extend(decision::reasons(decision));
    if request.facts.refusal.is_none() || request.facts.search.is_some() {
        blocks.extend(search(request));
    }
    blocks.extend(rights::rights(request));
    blocks.extend(close(request, decision));
    blocks.extend(supplement::annex(request));
    blocks
}

fn head(request: &PackRequest<'_>) -> Vec<Block> {
    let (facts, body) = (&request.facts, request.body);
    let controller = &body.controller;
    let details = format!(
        "\n{}\n{}\n{}\n{} · {}",
        body.officer.team,
        controller.address.join(", "),
        controller.phone,
        controller.email,
        controller.web
    );
    let mut dates = vec![Run::bold(long_date(facts.dated)), Run::plain("\nOur reference: ")];
    dates.push(Run::bold(facts.reference.clone()));
    vec![
        Block::Paragraph(vec![Run::bold(controller.name.clone()), Run::plain(details)]),
        Block::Rule,
        Block::Space(14.0),
        Block::text(facts.addressee.join("\n")),
        Block::Space(6.0),
        Block::Paragraph(dates),
        Block::Space(6.0),
        Block::text(format!("Dear {}", facts.salutation)),
        heading(1, "Response to your request for personal information"),
    ]
}

fn summary(request: &PackRequest<'_>) -> Vec<Block> {
    let facts = &request.facts;
    let valid = facts.valid.filter(|v| *v != facts.received);
    let dates = [
        Some(format!("We received your request on {}.", long_date(facts.received))),
        valid.map(|day| format!("We had everything we needed to answer it on {}.", long_date(day))),
        facts.due.map(|day| format!("The law asks us to answer it by {}.", long_date(day))),
        Some(
            "We have dealt with it as a request for access to personal information (UK GDPR, Article 15)."
                .into(),
        ),
    ];
    let dates: Vec<String> = dates.into_iter().flatten().collect();
    let asked = match &facts.on_behalf_of {
        None => "You asked us for:".to_owned(),
        Some((name, Capacity::Parent)) => {
            format!("As a person with parental responsibility for {name}, you asked us for:")
        }
        Some((name, Capacity::Deputy)) => format!("As deputy for {name}, you asked us for:"),
        Some((name, _)) => format!("On behalf of {name}, you asked us for:"),
    };
    vec![
        heading(2, "Your request"),
        Block::text(asked),
        Block::text(format!("“{}”", facts.summary.trim().trim_matches(['"', '“', '”']))),
        Block::text(dates.join(" ")),
    ]
}

fn search(request: &PackRequest<'_>) -> Vec<Block> {
    let search = request.facts.search.as_ref().unwrap_or(&request.body.search);
    vec![
        heading(2, "How we searched"),
        Block::text("We searched:"),
        bullets(&search.places),
        Block::text(format!(
            "{} The law asks us to make a reasonable and proportionate search (UK GDPR, Article 15(1A)). \
             If you think that we have missed something, please tell us what it is and where it might be.",
            search.method
        )),
    ]
}

/// How to open the file, how to reach us, and the signature.
fn close(request: &PackRequest<'_>, decision: &Decision<'_>) -> Vec<Block> {
    let (body, facts) = (request.body, &request.facts);
    let mut blocks = Vec::new();
    if request.protected {
        blocks.push(heading(2, "Opening this file"));
        blocks.push(Block::text(format!("This file is protected by a password. {}", body.letter.password)));
    }
    blocks.push(heading(2, "Other formats, and how to reach us"));
    blocks.push(Block::text(format!(
        "{} You can reach us at {} or on {}; please give our reference, {}.",
        body.letter.formats, body.controller.email, body.controller.phone, facts.reference
    )));
    if matches!(decision.outcome, Outcome::Granted | Outcome::PartGranted) {
        blocks.push(Block::text(body.letter.copies.clone()));
    }
    let sign = format!("\n{}\n{}", body.officer.team, body.controller.name);
    blocks.push(Block::KeepTogether(vec![
        Block::Space(6.0),
        Block::text("Yours sincerely"),
        Block::Space(18.0),
        Block::Paragraph(vec![Run::bold(body.officer.role.clone()), Run::plain(sign)]),
    ]));
    blocks
}

/// "22 November 2026", kept on one line.
pub(super) fn long_date(date: Date) -> String {
    date.strftime("%-d\u{a0}%B\u{a0}%Y").to_string()
}

pub(super) fn heading(level: u8, text: &str) -> Block {
    Block::Heading { level, text: text.to_owned() }
}

pub(super) fn bullets(items: &[String]) -> Block {
    Block::List { ordered: false, items: items.iter().map(|i| vec![Run::plain(i.clone())]).collect() }
}

/// "1 panel", "2 panels".
pub(super) fn counted(count: u32, one: &str) -> String {
    format!("{count} {one}{}", if count == 1 { "" } else { "s" })
}
