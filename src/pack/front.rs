//! The pages of ours before the documents: letter, schedule, key, set until their page numbers agree.

use crate::diag::Place;
use crate::error::{Error, Result};
use crate::letter::Facts;
use crate::pack::letter::{self, Numbers};
use crate::pack::outcome::Decision;
use crate::pack::parts::Parts;
use crate::pack::request::PackRequest;
use crate::pack::schedule;
use crate::pdf::typeset::{self, Block, Flow, PageSetup, Run, Table, Typeset};

/// Our own pages, set.
#[derive(Debug)]
pub(super) struct Front {
    pub(super) set: Typeset,
    /// What was set.
    pub(super) blocks: Vec<Block>,
    pub(super) numbers: Numbers,
    /// Pages of the letter alone.
    pub(super) letter_pages: u32,
}

/// Tries at most: a number that grows by a digit can move a page break once or twice.
const TRIES: usize = 6;

/// Sets letter, schedule and key. Their text holds page numbers that depend on their own length, so
/// they are set again until the numbers they hold are those they have.
///
/// # Errors
/// When the pages cannot be set.
pub(super) fn set(request: &PackRequest<'_>, decision: &Decision<'_>, parts: &Parts) -> Result<Front> {
    let lengths = request.documents.iter().map(|d| (0, d.sanitised.geometry.len() as u32));
    let mut numbers = Numbers { documents: lengths.collect(), parts: parts.clone(), ..Numbers::default() };
    for _ in 0..TRIES {
        let flow = flow(request, decision, &numbers)?;
        let set = typeset::set(&flow)?;
        let found = read_off(&set, &numbers);
        if found == numbers {
            let own = set.pages.len() as u32;
            let letter_pages = [numbers.schedule, numbers.key].into_iter().filter(|p| *p > 0).min();
            let letter_pages = letter_pages.map_or(own, |first| first - 1);
            return Ok(Front { set, blocks: flow.blocks, numbers, letter_pages });
        }
        numbers = found;
    }
    Err(Error::problem(Place::default(), "the page numbers of the letter do not settle", "report this"))
}

fn flow(request: &PackRequest<'_>, decision: &Decision<'_>, numbers: &Numbers) -> Result<Flow> {
    let mut blocks = letter::letter(request, decision, numbers)?.blocks();
    if !request.documents.is_empty() || !decision.withheld.is_empty() {
        blocks.push(Block::PageBreak);
        blocks.extend(schedule::schedule(request, decision, numbers));
    }
    if decision.panels > 0 {
        blocks.push(Block::Space(16.0));
        blocks.extend(schedule::key(decision));
    }
    Ok(of_letter(&request.facts, super::title(&request.facts.reference), blocks))
}

/// A letter by itself: no schedule, no key, no documents.
///
/// # Errors
/// When the pages cannot be set.
pub(super) fn alone(facts: &Facts, title: &str, blocks: Vec<Block>) -> Result<Front> {
    let flow = of_letter(facts, title.to_owned(), blocks);
    let set = typeset::set(&flow)?;
    let letter_pages = set.pages.len() as u32;
    Ok(Front { set, blocks: flow.blocks, numbers: Numbers::default(), letter_pages })
}

/// Type of a letter in large print, points (S2 5.3.3).
const LARGE_PRINT: f64 = 18.0;

/// Blocks as a tagged flow in the type that the requester needs.
fn of_letter(facts: &Facts, title: String, blocks: Vec<Block>) -> Flow {
    let mut page = PageSetup { max_pages: 2_000, ..PageSetup::default() };
    if facts.large_print() {
        page.size = LARGE_PRINT;
        let rows = |block| if let Block::Table(table) = block { by_rows(&table) } else { vec![block] };
        let blocks = blocks.into_iter().flat_map(rows).collect();
        return Flow { title, language: "en-GB".to_owned(), page, tagged: true, blocks };
    }
    Flow { title, language: "en-GB".to_owned(), page, tagged: true, blocks }
}

/// A table without columns, which would be too narrow for large type: a paragraph for each row, a line for
/// each cell after the name of its column.
fn by_rows(table: &Table) -> Vec<Block> {
    let name = |column: usize| -> String {
        table.header.get(column).into_iter().flatten().map(|run| run.text.as_str()).collect()
    };
    let row = |cells: &Vec<Vec<Run>>| {
        let lines = cells.iter().enumerate().flat_map(|(column, cell)| {
            let start = if column > 0 { "\n" } else { "" };
            let named = Run::bold(format!("{start}{}: ", name(column)));
            [named].into_iter().chain(cell.iter().cloned())
        });
        Block::KeepTogether(vec![Block::Paragraph(lines.collect())])
    };
    table.rows.iter().map(row).collect()
}

/// The numbers that a set flow really has.
fn read_off(set: &Typeset, old: &Numbers) -> Numbers {
    let page_of = |title: &str| {
        let placed = set.headings.iter().find(|h| h.level == 1 && h.text == title);
        placed.map_or(0, |h| h.page as u32 + 1)
    };
    let mut next = set.pages.len() as u32 + 1;
    let documents = old.documents.iter().map(|(_, pages)| {
        let first = next;
        next += pages;
        (first, *pages)
    });
    let documents = documents.collect();
    let parts = old.parts.clone();
    Numbers { schedule: page_of(schedule::TITLE), key: page_of(schedule::KEY_TITLE), documents, parts }
}
