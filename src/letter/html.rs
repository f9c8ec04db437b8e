//! A letter as a web page: one file with headings, lists and tables that a screen reader knows, which
//! fetches nothing and runs nothing.

use crate::diag::Untrusted;
use crate::pdf::typeset::{Block, Run, Table};
use crate::show::escape;

/// How it looks; the reader's own size of type, unless large print was asked for.
const STYLE: &str = "body{font-family:Verdana,Arial,sans-serif;line-height:1.5;max-width:42em;margin:2em auto;\
padding:0 1em;color:#000;background:#fff}table{border-collapse:collapse}th,td{text-align:left;\
vertical-align:top;padding:.3em .8em .3em 0;border-bottom:1px solid #666}";

/// The page, in British English.
#[must_use]
pub fn html(title: &str, blocks: &[Block], large_print: bool) -> String {
    let size = if large_print { "body{font-size:18pt}" } else { "" };
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{}</title>\n<style>{STYLE}{size}</style>\n</head>\n<body>\n<main>\n",
        safe(title)
    );
    push_all(&mut page, blocks);
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

fn push_all(page: &mut String, blocks: &[Block]) {
    for block in blocks {
        push(page, block);
    }
}

fn push(page: &mut String, block: &Block) {
    match block {
        Block::Heading { level, text } => page.push_str(&format!("<h{level}>{}</h{level}>\n", safe(text))),
        Block::Paragraph(set) => page.push_str(&format!("<p>{}</p>\n", runs(set))),
        Block::List { ordered, items } => {
            let name = if *ordered { "ol" } else { "ul" };
            let items: String = items.iter().map(|i| format!("<li>{}</li>\n", runs(i))).collect();
            page.push_str(&format!("<{name}>\n{items}</{name}>\n"));
        }
        Block::Table(table) => push_table(page, table),
        Block::Rule => page.push_str("<hr>\n"),
        Block::Preformatted(lines) | Block::Lines(lines) => {
            let lines: Vec<String> = lines.iter().map(|l| safe(l)).collect();
            page.push_str(&format!("<p>{}</p>\n", lines.join("<br>\n")));
        }
        Block::Indented(all) => {
            page.push_str("<blockquote>\n");
            push_all(page, all);
            page.push_str("</blockquote>\n");
        }
        Block::KeepTogether(all) => push_all(page, all),
        Block::Space(_) | Block::PageBreak | Block::Picture(_) => {}
    }
}

fn push_table(page: &mut String, table: &Table) {
    page.push_str("<table>\n");
    let row = |cells: &[Vec<Run>], (open, close): (&str, &str)| {
        let cells: String = cells.iter().map(|c| format!("{open}{}{close}", runs(c))).collect();
        format!("<tr>{cells}</tr>\n")
    };
    if !table.header.is_empty() {
        let names = row(&table.header, ("<th scope=\"col\">", "</th>"));
        page.push_str(&format!("<thead>\n{names}</thead>\n"));
    }
    let rows: String = table.rows.iter().map(|cells| row(cells, ("<td>", "</td>"))).collect();
    page.push_str(&format!("<tbody>\n{rows}</tbody>\n</table>\n"));
}

fn runs(runs: &[Run]) -> String {
    let run = |run: &Run| {
        let text = safe(&run.text);
        if run.bold { format!("<strong>{text}</strong>") } else { text }
    };
    runs.iter().map(run).collect()
}

fn safe(text: &str) -> String {
    let lines = text.split('\n').map(|l| escape::markup(&Untrusted::from(l)));
    lines.collect::<Vec<_>>().join("<br>\n")
}
