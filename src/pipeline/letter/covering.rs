//! The covering e-mail: a draft with the finished pack attached; one for each file of a pack of several, since
//! it has several because a mailbox takes no more at once.
//!
//! It is given no password, so that it can hold none. Refused: a pack that is a draft, was not reviewed or is
//! not the one that the log knows, and a requester who is to be answered on paper or has no e-mail address.

use serde_json::{Value, json};

use crate::case::schema::Delivery;
use crate::diag::Place;
use crate::error::{Error, Exit, Result};
use crate::letter::{self, Attachment, Covering, Kind, Part};
use crate::pdf::typeset::Block;
use crate::show::escape;
use crate::sys::fs::{self, Partial};

use super::super::{input, sent};
use super::shape::EXAMPLE;
use super::{Desk, House, ask, strangers, told, write};

/// Largest receipt that is read.
const RECEIPT_LIMIT: u64 = 4 << 20;

/// Drafts the e-mail.
///
/// # Errors
/// Exit 4 while there is no pack that can be sent, exit 1 when the pack is not the one that was built.
pub(super) fn covering(desk: &Desk<'_>) -> Result<Exit> {
    let (file, house, found) = desk.case()?;
    let facts = ask::redacted(&house.facts, &file, &found);
    if facts.delivery == Delivery::Paper {
        let hint = "print the pack; or correct `delivery` in [request]";
        return Err(Error::usage(Place::file("case.toml"), "the answer goes on paper", hint));
    }
    let (files, protected) = finished(desk, &house)?;
    let mut told = told(&house, &facts, house.life(&file));
    told.protected = protected;
    let covering = Covering {
        from: (&house.body.controller.name, &house.body.controller.email),
        to: address(facts.email.as_deref())?,
        reference: &facts.reference,
        at: desk.run.env.now(),
        large_print: facts.large_print(),
    };
    let (mut shown, force) = (Vec::new(), desk.options.force);
    for (pack, number) in files.iter().zip(1..) {
        let name = file_name(&facts.reference) + &part_of(number, files.len());
        told.file = format!("{name}.pdf");
        let mut written = write(Kind::Email, &house.templates, &told)?;
        if house.body.example {
            written.parts.insert(0, Part { mark: String::new(), blocks: vec![Block::text(EXAMPLE)] });
        }
        strangers::refuse(&written.words(), &file, None, &Place::file("email"))?;
        let draft = letter::draft(&covering, &written, &[Attachment { name: &told.file, bytes: pack }])?;
        let path = desk.folder()?.join(format!("{name}.eml"));
        Partial::write(&path, &draft, force)?.publish(force)?;
        shown.push(escape::terminal(&fs::display(&path)));
    }
    let to = if facts.email.is_some() { "" } else { "\nno e-mail address is known: fill it in" };
    let sentence = format!("draft → {}: open it, look at it, send it{to}", shown.join(", "));
    desk.run.console.summary(&sentence, json!({ "letters": shown }));
    Ok(Exit::Done)
}

/// What the name of a file of several says besides.
fn part_of(number: usize, count: usize) -> String {
    if count > 1 { format!("-{number}-of-{count}") } else { String::new() }
}

/// The requester's address, where one is known, as it can stand in the head of a message.
fn address(email: Option<&str>) -> Result<Option<&str>> {
    let Some(email) = email.map(str::trim) else { return Ok(None) };
    let wrong = |c: char| c.is_whitespace() || c.is_control() || "<>,;:\"()".contains(c);
    let (name, host) = email.split_once('@').unwrap_or_default();
    if name.is_empty() || host.is_empty() || email.contains(wrong) {
        let hint = "write it as name@example.org";
        return Err(Error::usage(
            Place::file("case.toml"),
            "the first of `emails` is no e-mail address",
            hint,
        ));
    }
    Ok(Some(email))
}

/// The files of the pack that lies there, if it may be sent, and whether they are locked.
fn finished(desk: &Desk<'_>, house: &House) -> Result<(Vec<Vec<u8>>, bool)> {
    let out = desk.options.case.join("out");
    let (folder, receipt) = (out.join("send"), out.join("internal").join("receipt.json"));
    let not_yet = |what: &str| {
        let hint = "decide what is open, then: blackpanel build CASE";
        Error::new(Exit::Undecided, Place::file(fs::display(&folder)), what, hint)
    };
    let paths = sent::found(&folder)?;
    if paths.is_empty() || !fs::exists_at(&receipt) {
        return Err(not_yet("there is no pack to attach"));
    }
    let build = house.history.last("build").ok_or_else(|| not_yet("the log knows of no pack"))?;
    if build.yes("draft") || !build.yes("reviewed") {
        return Err(not_yet("the pack is a draft or was not reviewed"));
    }
    let files: Vec<Vec<u8>> =
        paths.iter().map(|path| input::source(path, Exit::Unchecked)).collect::<Result<_>>()?;
    let hashes: Vec<String> = files.iter().map(|bytes| fs::sha256_hex(bytes)).collect();
    if build.text("pack") != sent::hash(&hashes.iter().map(String::as_str).collect::<Vec<_>>()) {
        let hint = "build it anew: blackpanel build CASE --force";
        return Err(Error::problem(
            Place::file(fs::display(&folder)),
            "is not the pack that was built",
            hint,
        ));
    }
    let receipt = fs::read(&receipt, RECEIPT_LIMIT, Exit::Unchecked)?;
    let receipt: Value = serde_json::from_slice(&receipt).unwrap_or_default();
    Ok((files, receipt.pointer("/pack/password").and_then(Value::as_bool).unwrap_or(true)))
}

/// The reference as a file name on any system: nothing else stands in it.
fn file_name(reference: &str) -> String {
    let safe = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '-' | '_') { c } else { '-' };
    reference.chars().map(safe).take(80).collect()
}
