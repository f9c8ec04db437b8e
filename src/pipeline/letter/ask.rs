//! Letters before the response: what the log says, in the words of the templates.

use std::path::Path;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::case;
use crate::case::schema::{CaseFile, Party};
use crate::diag::Place;
use crate::error::{Error, Exit, Result};
use crate::find::Found;
use crate::letter::{Consultation, Facts, Kind, Life, Told};
use crate::sys::fs;

use super::shape::Letter;
use super::{Desk, House, nothing_logged, strangers, told, write};

/// Largest extract that is read.
const EXTRACT_LIMIT: u64 = 256 << 10;

/// What closes the gate of a spoken request (S2 5.3.2).
const CONFIRMED: &str =
    "when it is sent: blackpanel log CASE comment about=confirmed-in-writing --reason \"letter of …\"";

/// Days in which somebody who is consulted may answer.
const DAYS: i64 = 14;

/// Acknowledgement, identity, clarification, extension, fee.
pub(super) fn plain(desk: &Desk<'_>, kind: Kind) -> Result<Exit> {
    let (file, house, found) = desk.case()?;
    let facts = redacted(&house.facts, &file, &found);
    let life = redacted_life(house.life(&file), &file, &found);
    logged(kind, &life)?;
    let told = told(&house, &facts, life);
    day_to_come(kind, &told, &house)?;
    let written = write(kind, &house.templates, &told)?;
    strangers::refuse(&written.words(), &file, None, &Place::file(kind.name()))?;
    if kind == Kind::Acknowledgement && told.life.spoken {
        desk.run.console.note(CONFIRMED);
    }
    let (title, blocks) = (title(&facts), written.blocks());
    desk.publish(kind.name(), &Letter { title, blocks, facts: &facts, example: house.body.example })
}

/// Somebody else is asked, who is told no more than they need.
pub(super) fn consultation(
    desk: &Desk<'_>,
    (party, extract): (&str, &Path),
    by: Option<&str>,
    name_requester: bool,
) -> Result<Exit> {
    let (file, house, found) = desk.case()?;
    let (index, party) = find_party(&file, party)?;
    let extract = read_extract(extract)?;
    let requester = name_requester.then(|| file.data_subject.name.clone());
    let quoted = extract.join("\n");
    let consultation = Consultation { extract, by: answer_by(by, house.facts.dated)?, requester };
    let address = party.addresses.first().map(String::as_str);
    let facts = redacted(&house.facts, &file, &found);
    let facts = facts.to_party(party.title.as_deref(), &party.name, address);
    let mut told = told(&house, &facts, Life::default());
    told.consultation = Some(consultation);
    let written = write(Kind::Consultation, &house.templates, &told)?;
    let words = written.words();
    strangers::refuse(&words, &file, Some(index), &Place::file("consultation"))?;
    if !name_requester && strangers::names_subject(&words, &quoted, &file) {
        let hint = "take it out of the extract; --name-requester tells who asked, where they need to know";
        return Err(Error::problem(Place::file("consultation"), "the letter tells who asked", hint));
    }
    let name = format!("consultation-{}", index + 1);
    let (title, blocks) = (title(&facts), written.blocks());
    desk.publish(&name, &Letter { title, blocks, facts: &facts, example: house.body.example })
}

/// The one thing that a letter's metadata says.
fn title(facts: &Facts) -> String {
    format!("Our letter {}", facts.reference)
}

/// The event that a letter tells of.
fn logged(kind: Kind, life: &Life) -> Result<()> {
    let (there, what, hint) = match kind {
        Kind::Identity => (
            life.doubt.is_some(),
            "nobody has asked for proof of identity",
            "blackpanel log CASE identity-asked --reason \"why we are not sure who asks\"",
        ),
        Kind::Clarification => (
            life.unclear.is_some(),
            "no question is logged",
            "blackpanel log CASE clarification-asked --reason \"what we would like to know\"",
        ),
        Kind::Extension => (
            life.extension.is_some(),
            "no extension is logged",
            "blackpanel log CASE extended ground=complexity --reason \"why\", in the first month",
        ),
        Kind::Fee => (
            life.fee.is_some(),
            "no fee with its amount is logged",
            "blackpanel log CASE fee-asked for=copy amount=\"£12.00\" --reason \"how it was reckoned\"",
        ),
        _ => (true, "", ""),
    };
    if there { Ok(()) } else { Err(nothing_logged(what, hint)) }
}

pub(super) fn redacted(facts: &Facts, file: &CaseFile, found: &Found) -> Facts {
    facts.redacted(&|text| strangers::redact(text, file, found))
}

/// No letter promises a day that is over.
fn day_to_come(kind: Kind, told: &Told<'_>, house: &House) -> Result<()> {
    if kind == Kind::Extension && house.clock.extended.is_none() {
        let hint = "respond at once; say in the letter why it is late (UK GDPR Art 12A(4))";
        let what = "the notice came after the first month; it extends nothing";
        return Err(Error::problem(Place::file(kind.name()), what, hint));
    }
    let promises = matches!(kind, Kind::Acknowledgement | Kind::Extension);
    match told.times.due.filter(|due| promises && *due < told.facts.dated) {
        None => Ok(()),
        Some(due) => {
            let hint = "respond at once; blackpanel clock CASE shows how the date came about";
            Err(Error::problem(Place::file(kind.name()), format!("the day to answer is over: {due}"), hint))
        }
    }
}

fn redacted_life(life: Life, file: &CaseFile, found: &Found) -> Life {
    let clean = |text: Option<String>| text.map(|t| strangers::redact(&t, file, found));
    let fee = life.fee.map(|mut fee| {
        fee.reason = strangers::redact(&fee.reason, file, found);
        fee
    });
    Life {
        doubt: clean(life.doubt),
        unclear: clean(life.unclear),
        extension: clean(life.extension),
        fee,
        ..life
    }
}

/// The party of a number or a name.
fn find_party<'a>(file: &'a CaseFile, wanted: &str) -> Result<(usize, &'a Party)> {
    let same = |party: &Party| party.name.eq_ignore_ascii_case(wanted.trim());
    let number = wanted.trim().parse::<usize>().ok().and_then(|n| n.checked_sub(1));
    let index = number.or_else(|| file.parties.iter().position(same));
    index.and_then(|i| Some((i, file.parties.get(i)?))).ok_or_else(|| {
        let hint = "name a [[party]] of case.toml: its number, from 1, or its name";
        Error::usage(Place::file("case.toml"), "--party names nobody who is listed", hint)
    })
}

/// The paragraphs of the extract; a blank line stands between two.
fn read_extract(path: &Path) -> Result<Vec<String>> {
    let place = || Place::file(fs::display(path));
    let bytes = fs::read(path, EXTRACT_LIMIT, Exit::Usage)?;
    let text = String::from_utf8(bytes)
        .map_err(|_| Error::usage(place(), "is no UTF-8 text", "save it as plain text in UTF-8"))?;
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let paragraphs = text.split("\n\n").map(|p| p.split_whitespace().collect::<Vec<_>>().join(" "));
    let paragraphs: Vec<String> = paragraphs.filter(|p| !p.is_empty()).collect();
    if paragraphs.is_empty() {
        let hint = "put the words into it that would be passed on, and no others";
        return Err(Error::usage(place(), "holds no words", hint));
    }
    Ok(paragraphs)
}

fn answer_by(typed: Option<&str>, today: Date) -> Result<Date> {
    let Some(typed) = typed else { return Ok(today.saturating_add(DAYS.days())) };
    case::date::parse(typed).filter(|day| *day > today).ok_or_else(|| {
        Error::usage(
            Place::default(),
            "--by is no day to come",
            "write it as 2026-12-03 or \"3 December 2026\"",
        )
    })
}
