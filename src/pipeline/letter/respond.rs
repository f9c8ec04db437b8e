//! The response letter by itself, in the form that its reader needs: the words are those of the pack,
//! with its schedule and its key, and they are held against everything that the pack removes.

use std::path::Path;

use crate::case::password::password_needed;
use crate::case::schema::Adjustment;
use crate::decide::residue as words;
use crate::diag::Place;
use crate::error::{Error, Exit, Result};
use crate::letter;
use crate::pack::{self, PackRequest, Stamp};
use crate::pdf::typeset::Block;
use crate::sys::fs;

use super::super::build::{self, BuildOptions};
use super::super::{letterhead, residue, widths};
use super::shape::Letter;
use super::{Desk, ask, nothing_logged, strangers};

/// Said on top of it, since the letter speaks of the file in which it stands.
const BY_ITSELF: &str = "This is the letter at the beginning of our answer, by itself. \"This file\" and the numbers \
    of pages mean the PDF file with our whole answer.";

/// Writes the response letter.
///
/// # Errors
/// Exit 4 while decisions are missing, exit 1 when the letter holds what the pack removes.
pub(super) fn respond(desk: &Desk<'_>) -> Result<Exit> {
    if !has_documents(&desk.options.case)? {
        return nothing_to_send(desk);
    }
    let options = BuildOptions {
        case: desk.options.case.clone(),
        out: None,
        password_file: None,
        accept_proposed: false,
        draft: false,
        force: false,
        new_password: false,
    };
    let mut ready = build::ready(desk.run, &options, &desk.workspace, &desk.ledger)?;
    let file = &ready.gathered.case.file;
    let protected = password_needed(file, &ready.decided.kinds)?.needed;
    let plan = &ready.plan(&options)?.clone();
    let removed = residue::removed(&ready.gathered, &ready.searched, &ready.decided, plan)?;
    let feet = build::feet(&ready.searched, &ready.decided, plan);
    let clean = build::burn_all(desk.run, &mut ready.gathered, &ready.decided, plan)?;
    let hidden = widths::hidden(&clean);
    let shown = build::tag_all(desk.run, &ready.gathered, &ready.decided, (plan, clean, feet))?;
    let file = &ready.gathered.case.file;
    let read = (&ready.gathered, &ready.searched);
    let parts = (plan, &hidden[..], shown);
    let request = letterhead::request(&options, read, &ready.decided, &ready.house, parts, protected);
    let mut facts = request.facts.clone();
    if desk.options.large_print && !facts.large_print() {
        facts.adjustments.push(Adjustment::LargePrint);
    }
    let (example, title) = (request.body.example, pack::title(&facts.reference));
    let mut blocks = vec![Block::text(BY_ITSELF), Block::Rule];
    blocks.extend(pack::front_blocks(&request)?);
    let pack = pack::pack(request)?;
    let terms = residue::of_pack(removed, plan, &pack)?;
    let text = letter::plain(&blocks);
    if terms.absent.iter().any(|term| words::occurrences(&text, term) > 0) {
        let hint = "look at the template, the settings and what was logged";
        return Err(Error::problem(Place::file("response"), "the letter holds what the pack removes", hint));
    }
    strangers::refuse_withheld(&text, file, &Place::file("response"))?;
    desk.publish("response", &Letter { title, blocks, facts: &facts, example })
}

/// Whether there is anything to make a pack of.
fn has_documents(case: &Path) -> Result<bool> {
    let folder = case.join("documents");
    Ok(fs::is_folder(&folder) && !fs::walk(&folder)?.is_empty())
}

/// A response without a pack: nothing was found, or the request is refused.
fn nothing_to_send(desk: &Desk<'_>) -> Result<Exit> {
    let (file, house, found) = desk.case()?;
    if house.facts.refusal.is_none() && house.facts.search.is_none() {
        let hint = "blackpanel log CASE search system=… terms=… by=… found=0";
        return Err(nothing_logged("there is no document, and no search is logged", hint));
    }
    let request = PackRequest {
        facts: ask::redacted(&house.facts, &file, &found),
        body: &house.body,
        templates: &house.templates,
        documents: vec![],
        withheld: vec![],
        held: vec![],
        exemptions: vec![],
        stamp: Stamp::default(),
        protected: false,
        max_mb: 0,
    };
    let blocks = pack::front_blocks(&request)?;
    strangers::refuse(&letter::plain(&blocks), &file, None, &Place::file("response"))?;
    let (title, example) = (pack::title(&request.facts.reference), house.body.example);
    desk.publish("response", &Letter { title, blocks, facts: &request.facts, example })
}
