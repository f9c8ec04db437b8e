//! Extracts in words: which part of a document is in the pack, for its pages, the schedule and the register.

use crate::case::extract::Part;
use crate::case::pages::PageList;
use crate::case::schema::{CaseFile, Extract};
use crate::decide::DocumentPlan;
use crate::load::{NormalForm, SourceKind, note};

/// The part of a document that is in the pack ("pages 2–3 of 9"); empty for the whole.
pub(super) fn words(case: &CaseFile, form: &NormalForm, plan: &DocumentPlan) -> String {
    let rule = case.documents.iter().find(|r| r.file == form.name.raw());
    let part = rule.and_then(|r| r.extract.as_ref()).and_then(Extract::part);
    match part {
        Some(Part::Rows(rows)) => {
            let sheet = rows.sheet.map(|s| format!(" of the sheet {s}")).unwrap_or_default();
            format!("{}{sheet}", listed("row", &rows.rows))
        }
        Some(Part::Region(page, _)) => format!("part of page {page} of {}", form.pages),
        Some(Part::Pages(_)) => {
            let pages: PageList = plan.cut.iter().flat_map(|cut| cut.pages.iter().copied()).collect();
            format!("{} of {}", listed("page", &pages), form.pages)
        }
        None => String::new(),
    }
}

/// What a page of a document, and the schedule, say of it: that it is an extract, or no document at all.
pub(super) fn notice(case: &CaseFile, form: &NormalForm, plan: &DocumentPlan) -> String {
    if form.side.kind == SourceKind::Note {
        return note::NOTICE.to_owned();
    }
    match words(case, form, plan).as_str() {
        "" => String::new(),
        part => format!("Extract: {part}"),
    }
}

fn listed(what: &str, list: &PageList) -> String {
    let text = list.to_string();
    let many = if text.contains(['-', ',']) { "s" } else { "" };
    format!("{what}{many} {}", text.replace('-', "–").replace(',', ", "))
}
