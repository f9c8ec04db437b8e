//! The numbers and bullets of lists (ECMA-376-1, 17.9): counted anew, as a word processor does.

use std::collections::BTreeMap;

use crate::load::symbols;
use crate::load::xml::Node;

/// Levels of a list.
const LEVELS: usize = 9;

/// One level of a list.
#[derive(Debug, Clone, Default)]
struct Level {
    start: u32,
    format: String,
    /// `%1.%2` with the numbers of levels.
    text: String,
    /// The level whose next number starts this one again; `Some(0)` is never.
    restart: Option<usize>,
}

#[derive(Debug, Default)]
struct Instance {
    base: String,
    starts: BTreeMap<usize, u32>,
    levels: BTreeMap<usize, Level>,
}

/// All lists of a document and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    bases: BTreeMap<String, BTreeMap<usize, Level>>,
    instances: BTreeMap<String, Instance>,
    counters: BTreeMap<String, [Option<u32>; LEVELS]>,
    /// Overridden starts that have been used.
    started: Vec<(String, usize)>,
}

impl Numbering {
    /// Reads `word/numbering.xml`.
    pub(super) fn read(root: &Node) -> Self {
        let mut numbering = Self::default();
        for node in root.nodes() {
            match (&*node.name, node.get("w:abstractNumId"), node.get("w:numId")) {
                ("w:abstractNum", Some(id), _) => {
                    numbering.bases.insert(id.to_owned(), levels(node));
                }
                ("w:num", _, Some(id)) => {
                    numbering.instances.insert(id.to_owned(), instance(node));
                }
                _ => {}
            }
        }
        numbering
    }

    /// The label of the next paragraph of a list; nothing for a list that shows none.
    pub(super) fn next(&mut self, list: &str, level: usize) -> Option<String> {
        let at = level.min(LEVELS - 1);
        let instance = self.instances.get(list)?;
        let all = |at: usize| {
            let base = self.bases.get(&instance.base);
            instance.levels.get(&at).or_else(|| base?.get(&at)).cloned()
        };
        let own = all(at)?;
        let counters = self.counters.entry(instance.base.clone()).or_default();
        let slot = (list.to_owned(), at);
        if let Some(start) = instance.starts.get(&at)
            && !self.started.contains(&slot)
        {
            self.started.push(slot);
            if let Some(counter) = counters.get_mut(at) {
                *counter = Some(start.saturating_sub(1));
            }
        }
        for (below, counter) in counters.iter_mut().enumerate().skip(at + 1) {
            let restart = all(below).and_then(|level| level.restart);
            if restart.is_none_or(|after| after > at && after != 0) {
                *counter = None;
            }
        }
        if let Some(counter) = counters.get_mut(at) {
            *counter = Some(counter.map_or(own.start, |n| n.saturating_add(1)));
        }
        Some(label(&own, counters, &all))
    }
}

fn label(own: &Level, counters: &[Option<u32>; LEVELS], all: &dyn Fn(usize) -> Option<Level>) -> String {
    if own.format == "bullet" {
        return symbols::readable(&own.text);
    }
    if own.format == "none" {
        return String::new();
    }
    let mut out = String::new();
    let mut chars = own.text.chars().peekable();
    while let Some(ch) = chars.next() {
        let digit = if ch == '%' { chars.peek().and_then(|d| d.to_digit(10)) } else { None };
        let Some(digit) = digit.filter(|d| (1..=LEVELS as u32).contains(d)) else {
            out.push(ch);
            continue;
        };
        chars.next();
        let at = digit as usize - 1;
        let level = all(at).unwrap_or_default();
        let number = counters.get(at).copied().flatten().unwrap_or(level.start);
        out.push_str(&number_as(&level.format, number));
    }
    out
}

/// A number in one of the common formats (17.18.59); others as figures.
pub(in crate::load) fn number_as(format: &str, number: u32) -> String {
    match format {
        "lowerLetter" => letters(number),
        "upperLetter" => letters(number).to_uppercase(),
        "lowerRoman" => roman(number).to_lowercase(),
        "upperRoman" => roman(number),
        "decimalZero" => format!("{number:02}"),
        "ordinal" => format!("{number}{}", ordinal(number)),
        "none" => String::new(),
        _ => number.to_string(),
    }
}

/// a to z, then aa to zz.
fn letters(number: u32) -> String {
    let Some(at) = number.checked_sub(1) else { return "0".to_owned() };
    let letter = char::from(b'a' + (at % 26) as u8);
    std::iter::repeat_n(letter, (at as usize / 26).min(20) + 1).collect()
}

fn roman(number: u32) -> String {
    const STEPS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number == 0 || number > 9_999 {
        return number.to_string();
    }
    let (mut rest, mut out) = (number, String::new());
    for (value, sign) in STEPS {
        while rest >= value {
            out.push_str(sign);
            rest -= value;
        }
    }
    out
}

fn ordinal(number: u32) -> &'static str {
    match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}

fn instance(node: &Node) -> Instance {
    let mut instance = Instance::default();
    for child in node.nodes() {
        match &*child.name {
            "w:abstractNumId" => child.get("w:val").unwrap_or_default().clone_into(&mut instance.base),
            "w:lvlOverride" => {
                let Some(at) = child.get("w:ilvl").and_then(|v| v.parse::<usize>().ok()) else { continue };
                let start = child.child("w:startOverride").and_then(|s| s.get("w:val")?.parse().ok());
                instance.starts.extend(start.map(|start| (at, start)));
                instance.levels.extend(levels(child));
            }
            _ => {}
        }
    }
    instance
}

fn levels(node: &Node) -> BTreeMap<usize, Level> {
    let level = |node: &Node| {
        let at = node.get("w:ilvl")?.parse().ok()?;
        let value = |name: &str| node.child(name).and_then(|n| n.get("w:val"));
        let level = Level {
            start: value("w:start").and_then(|v| v.parse().ok()).unwrap_or(0),
            format: value("w:numFmt").unwrap_or("decimal").to_owned(),
            text: value("w:lvlText").unwrap_or_default().to_owned(),
            restart: value("w:lvlRestart").and_then(|v| v.parse().ok()),
        };
        Some((at, level))
    };
    node.nodes().filter(|n| &*n.name == "w:lvl").filter_map(level).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_lists_write_them() {
        for (format, number, want) in [
            ("lowerLetter", 28, "bb"),
            ("upperRoman", 1994, "MCMXCIV"),
            ("lowerRoman", 4, "iv"),
            ("ordinal", 112, "112th"),
            ("decimal", 7, "7"),
            ("decimalZero", 7, "07"),
            ("lowerRoman", 0, "0"),
            ("upperLetter", u32::MAX, "UUUUUUUUUUUUUUUUUUUUU"),
        ] {
            assert_eq!(number_as(format, number), want);
        }
    }
}
