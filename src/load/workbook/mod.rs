//! Excel workbooks (`.xlsx`, `.xlsm`; ECMA-376-1, 18) as table pages, a heading for each sheet.
//!
//! Formulas become the values stored with them, numbers and dates look as their format shows them,
//! wide sheets are shown in groups of columns. Hidden sheets, rows, columns and cells, comments, names,
//! caches of other data and macros are hidden matter. Refused: what is damaged or above the limits.

mod beside;
mod cells;
mod formats;
mod leftovers;
mod parts;
#[cfg(test)]
mod tests;

use crate::diag::Untrusted;
use crate::pdf::typeset::{Block, Cell, Flow, Run};

use super::convert::{Conversion, Member, NotConverted};
use super::package::Package;
use super::paged::extract::{self, Kept};
use super::paged::hidden::Hidden;
use super::paged::wide::{self, Wide};
use super::relations::Relations;
use super::xml::Node;
use super::{SideTable, SourceKind, paged, properties};

pub(super) use cells::Cells;
use parts::Book;

/// One sheet as it is shown.
pub(super) struct Sheet {
    /// Its name.
    pub(super) name: String,
    /// Its cells.
    pub(super) cells: Cells,
    /// What stands beside them.
    pub(super) beside: Vec<Block>,
}

/// Shows a workbook as pages.
///
/// # Errors
/// When it is damaged, above the limits, or needs too many pages.
pub fn convert(member: &Member<'_>) -> Conversion {
    let mut package = Package::open(member)?;
    let main = Relations::of(&mut package, "")?.first("officeDocument").map(str::to_owned);
    let main = main.unwrap_or_else(|| "xl/workbook.xml".to_owned());
    let Some(root) = package.xml(&main)? else {
        return Err(package.refuse("is damaged: the list of its sheets is missing"));
    };
    let relations = Relations::of(&mut package, &main)?;
    let mut book = Book {
        package,
        limits: member.limits,
        strings: Vec::new(),
        styles: Vec::new(),
        from_1904: root.child("x:workbookPr").is_some_and(|p| cells::is_true(p.get("date1904"))),
        hidden: Hidden::new(member.show_hidden),
        left_out: Vec::new(),
        names: Vec::new(),
        members: Vec::new(),
    };
    let part = |kind: &str| relations.first(kind).map(str::to_owned);
    if let Some(root) = optional(&mut book, part("sharedStrings"))? {
        book.strings = parts::strings(&root);
    }
    if let Some(root) = optional(&mut book, part("styles"))? {
        book.styles = parts::styles(&root);
    }
    let sheets = sheets(&root, &relations, &mut book)?;
    defined_names(&root, &mut book);
    let about = properties::read(&mut book.package, &mut book.hidden)?;
    book.names.extend(about.people);
    leftovers::list(&mut book)?;
    let (listed, hidden) = book.hidden.finish();
    let mut left_out = book.left_out;
    left_out.extend(listed);
    let mut names = book.names;
    names.sort_unstable();
    names.dedup();
    let side = SideTable {
        marks: Vec::new(),
        message_id: None,
        kind: SourceKind::Sheet,
        converted: "workbook set as tables; formulas as the values stored with them".to_owned(),
        left_out,
        locked: false,
        title: None,
        date: about.date,
        names: names.into_iter().map(Untrusted::new).collect(),
    };
    pages(sheets, hidden, member, side, book.members)
}

/// Sets sheets as pages, each on new ones.
///
/// # Errors
/// When they need too many pages.
pub(super) fn pages(
    sheets: Vec<Sheet>,
    mut hidden: Vec<Block>,
    member: &Member<'_>,
    mut side: SideTable,
    mut members: Vec<(String, Vec<u8>)>,
) -> Conversion {
    let sheets = match member.rows {
        None => sheets,
        Some(_) => {
            hidden.clear();
            side.left_out.extend(paged::left_out("attached file outside the extract", members.len()));
            members.clear();
            extract(sheets, &mut side, member)?
        }
    };
    let tables: Vec<Option<Wide>> = sheets.iter().map(|s| table(&s.cells)).collect();
    let page = wide::page(tables.iter().flatten(), paged::page(member.limits));
    let mut blocks = Vec::new();
    for (sheet, table) in sheets.into_iter().zip(tables) {
        if table.is_none() && sheet.beside.is_empty() {
            continue;
        }
        if !blocks.is_empty() {
            blocks.push(Block::PageBreak);
        }
        blocks.push(Block::Heading { level: 2, text: sheet.name });
        blocks.extend(table.iter().flat_map(|table| table.blocks(&page)));
        blocks.extend(sheet.beside);
    }
    if blocks.is_empty() {
        side.left_out.extend(paged::left_out("nothing: no sheet shows anything", 1));
        blocks.push(Block::text("(this workbook shows nothing)"));
    }
    blocks.extend(hidden);
    paged::convert(&Flow { page, blocks, ..Flow::default() }, member, side, members)
}

/// The cells of a sheet as a table.
fn table(cells: &Cells) -> Option<Wide> {
    if cells.is_empty() {
        return None;
    }
    let rows = cells.rows();
    let header = rows.len() > 1 && cells.header().is_some();
    let cell = |text: String| -> Cell { vec![Run::plain(text)] };
    let rows = rows.into_iter().map(|row| row.into_iter().map(cell).collect()).collect();
    Some(Wide::measured(rows, header))
}

/// The rows of the one sheet that an extract is of.
fn extract(
    sheets: Vec<Sheet>,
    side: &mut SideTable,
    member: &Member<'_>,
) -> Result<Vec<Sheet>, NotConverted> {
    let Some(rows) = member.rows else { return Ok(sheets) };
    let at = extract::sheet(rows, sheets.iter().map(|s| s.name.as_str()), member)?;
    side.left_out.extend(paged::left_out("sheet outside the extract", sheets.len().saturating_sub(1)));
    let Some(mut sheet) = sheets.into_iter().nth(at) else { return Ok(Vec::new()) };
    if let Some(kept) = Kept::of(member, sheet.cells.header()) {
        side.left_out.extend(kept.tell(&sheet.cells.numbers())?);
        sheet.cells.retain(|row| kept.has(row));
    }
    side.left_out.extend(paged::left_out("picture or text beside the rows", sheet.beside.len()));
    sheet.beside.clear();
    Ok(vec![sheet])
}

fn optional(book: &mut Book<'_>, part: Option<String>) -> Result<Option<Node>, NotConverted> {
    part.map_or(Ok(None), |part| book.package.xml(&part))
}

fn sheets(root: &Node, relations: &Relations, book: &mut Book<'_>) -> Result<Vec<Sheet>, NotConverted> {
    let mut sheets = Vec::new();
    for entry in root.child("x:sheets").into_iter().flat_map(Node::nodes) {
        let name = entry.get("name").unwrap_or_default().to_owned();
        let Some(part) = entry.get("r:id").and_then(|id| relations.part(id)).map(str::to_owned) else {
            continue;
        };
        let Some(root) = book.package.xml(&part)? else {
            book.hidden.count("sheet whose part is missing", 1);
            continue;
        };
        let own = Relations::of(&mut book.package, &part)?;
        let (mut cells, concealed) = cells::read(&root, book);
        if matches!(entry.get("state"), Some("hidden" | "veryHidden")) {
            book.hidden.text("hidden sheet", &format!("{name}\n{}", cells.lines()));
            let beside = beside::blocks(&root, &own, book)?;
            book.hidden.count("picture or text on a hidden sheet", beside.len());
            continue;
        }
        cells::conceal(&mut cells, &concealed, book);
        let beside = beside::blocks(&root, &own, book)?;
        sheets.push(Sheet { name, cells, beside });
    }
    Ok(sheets)
}

/// Names of cells and values; those of the program itself say nothing.
fn defined_names(root: &Node, book: &mut Book<'_>) {
    for node in root.child("x:definedNames").into_iter().flat_map(Node::nodes) {
        let name = node.get("name").unwrap_or_default();
        if !name.starts_with("_xlnm.") {
            book.hidden.text("name of cells or a value", &format!("{name}: {}", node.text()));
        }
    }
}
