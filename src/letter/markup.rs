//! The little markup of templates: lines to parts and blocks.
//!
//! | written | means |
//! |---|---|
//! | `# Title`, `## Heading` | headings |
//! | `- item` | an item of a list; lines below it go on with it |
//! | `**words**` | bold |
//! | a blank line | a new paragraph; other line ends are spaces |
//! | `\` at the end of a line | a new line |
//! | `---`, `+++`, `~` | a rule, a new page, a little space (`~~`, `~~~`: more) |
//! | `[[search]]` … `[[end]]` | the part of that mark, up to the next mark |
//! | `\*` and so on | the character itself |
//!
//! Nothing is refused: what is no markup is text.

use super::written::{Part, Written};
use crate::pdf::typeset::{Block, Run};

/// Points of white space for each `~`.
const SPACE: f64 = 6.0;

/// Reads what a template gave.
pub(super) fn read(text: &str) -> Written {
    let mut reader = Reader::default();
    for line in text.lines() {
        reader.line(line);
    }
    reader.end_part(String::new());
    Written { parts: reader.parts }
}

/// A value so that none of its characters acts as markup; control and direction characters become
/// spaces.
pub(super) fn escaped(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for c in value.trim().chars() {
        match c {
            c if is_hidden(c) => out.push(' '),
            '\\' | '*' | '[' | ']' | '#' | '~' | '+' => out.extend(['\\', c]),
            '-' if out.is_empty() => out.push_str("\\-"),
            c => out.push(c),
        }
    }
    out
}

fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[derive(Default)]
struct Reader {
    parts: Vec<Part>,
    mark: String,
    blocks: Vec<Block>,
    /// Lines of the open paragraph or item.
    open: Vec<String>,
    /// Whether the open lines are an item.
    item: bool,
    items: Vec<Vec<Run>>,
}

impl Reader {
    fn line(&mut self, line: &str) {
        let line = line.trim();
        if let Some(mark) = line.strip_prefix("[[").and_then(|l| l.strip_suffix("]]")) {
            let mark = mark.trim();
            return self.end_part(if mark == "end" { String::new() } else { mark.to_owned() });
        }
        match line {
            "" => self.end_lines(),
            "---" => self.block(Block::Rule),
            "+++" => self.block(Block::PageBreak),
            "~" | "~~" | "~~~" => self.block(Block::Space(SPACE * line.len() as f64)),
            _ => self.words(line),
        }
    }

    fn words(&mut self, line: &str) {
        if let Some((level, title)) = heading(line) {
            let text = super::written::joined(&runs(title));
            return self.block(Block::Heading { level, text });
        }
        if let Some(item) = line.strip_prefix("- ") {
            self.end_lines();
            self.item = true;
            self.open.push(item.trim().to_owned());
            return;
        }
        self.open.push(line.to_owned());
    }

    /// Ends what is open and adds a block.
    fn block(&mut self, block: Block) {
        self.end_lines();
        self.end_list();
        self.blocks.push(block);
    }

    /// Ends a paragraph or an item; a list goes on over a blank line.
    fn end_lines(&mut self) {
        let lines = std::mem::take(&mut self.open);
        if lines.is_empty() {
            return;
        }
        let set = runs(&joined_lines(&lines));
        if std::mem::take(&mut self.item) {
            self.items.push(set);
        } else {
            self.end_list();
            self.blocks.push(Block::Paragraph(set));
        }
    }

    fn end_list(&mut self) {
        let items = std::mem::take(&mut self.items);
        if !items.is_empty() {
            self.blocks.push(Block::List { ordered: false, items });
        }
    }

    fn end_part(&mut self, next: String) {
        self.end_lines();
        self.end_list();
        let blocks = std::mem::take(&mut self.blocks);
        let mark = std::mem::replace(&mut self.mark, next);
        if !blocks.is_empty() || !mark.is_empty() {
            self.parts.push(Part { mark, blocks });
        }
    }
}

fn heading(line: &str) -> Option<(u8, &str)> {
    let title = line.trim_start_matches('#');
    let level = line.len() - title.len();
    let title = title.strip_prefix(' ')?;
    (1..=3).contains(&level).then(|| (level as u8, title.trim()))
}

/// One text of the lines: a `\` at the end breaks the line, else a space stands between.
fn joined_lines(lines: &[String]) -> String {
    let mut text = String::new();
    for (index, line) in lines.iter().enumerate() {
        let slashes = line.len() - line.trim_end_matches('\\').len();
        let breaks = slashes % 2 == 1;
        let kept = if breaks { line.get(..line.len() - 1).unwrap_or_default() } else { line };
        text.push_str(kept.trim_end());
        if index + 1 < lines.len() {
            text.push(if breaks { '\n' } else { ' ' });
        }
    }
    text
}

/// Runs of a text: `**` turns bold on and off, `\` takes the next character as it is.
fn runs(text: &str) -> Vec<Run> {
    let (mut runs, mut now, mut bold) = (Vec::new(), String::new(), false);
    let mut chars = text.chars().peekable();
    let mut push = |now: &mut String, bold: bool| {
        if !now.is_empty() {
            runs.push(Run { text: std::mem::take(now), bold });
        }
    };
    while let Some(c) = chars.next() {
        match c {
            '\\' => now.extend(chars.next()),
            '*' if chars.peek() == Some(&'*') => {
                chars.next();
                push(&mut now, bold);
                bold = !bold;
            }
            c => now.push(c),
        }
    }
    push(&mut now, bold);
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_become_parts_with_headings_lists_and_bold_words() {
        let read =
            read("# Title\n\n[[a]]\nOne\\\ntwo\nthree **four** five\n\n- x\n  y\n\n- z\n[[end]]\n~~\n");
        let [title, a, rest] = &read.parts[..] else { panic!("{read:?}") };
        assert_eq!(title.blocks, [Block::Heading { level: 1, text: "Title".into() }]);
        assert_eq!((a.mark.as_str(), a.blocks.len()), ("a", 2));
        let words = vec![Run::plain("One\ntwo three "), Run::bold("four"), Run::plain(" five")];
        assert_eq!(a.blocks[0], Block::Paragraph(words));
        let items = vec![vec![Run::plain("x y")], vec![Run::plain("z")]];
        assert_eq!(a.blocks[1], Block::List { ordered: false, items });
        assert_eq!(rest.blocks, [Block::Space(12.0)]);
    }

    #[test]
    fn a_value_never_acts_as_markup() {
        for value in ["# x", "- x", "**x**", "[[search]]", "---", "+++", "~", "x\\", "\\*", "a\u{202e}b"] {
            let read = read(&escaped(value));
            let [part] = &read.parts[..] else { panic!("{value}: {read:?}") };
            let said = value.replace('\u{202e}', " ");
            assert_eq!(part.blocks, [Block::text(said)], "{value}");
            assert_eq!(part.mark, "", "{value}");
        }
        assert_eq!(read(&escaped("a\n[[x]]\nb")).parts.len(), 1, "a line end is a space");
    }
}
