//! Rich Text Format written anew for LibreOffice: what a reader sees, in the looks of the source.
//!
//! Token by token: control words of looks go on, text that is hidden or deleted does not, of destinations
//! only those that are known to be seen are written, a field is its result, a picture is its pixels.
//! Numbers of pages stay fields. Refused: drawn shapes, objects, and pictures that are not shown whole.

mod picture;

use std::fmt::Write as _;

use super::lexer::{Lexer, Token};
use super::words::{HIDDEN, NOWHERE, character};
use crate::load::clean::{Clean, Format, Unclean};
use crate::load::convert::Member;

/// How deep groups may be nested, as for the reader.
const DEEPEST: usize = 2_000;

/// Destinations behind `\*` that are written; the others go with everything inside.
const OPTIONAL: [&str; 8] = ["listtable", "listoverridetable", "shppict", "pn", "cs", "ts", "panose", "falt"];

/// Destinations without words of the text that are written all the same: looks.
const LOOKS: [&str; 7] =
    ["colortbl", "stylesheet", "listtable", "listoverridetable", "pn", "pntxta", "pntxtb"];

/// Control words that say who, when and from where, that hide, or that repeat rows on each page.
const GONE: [&str; 25] = [
    "v",
    "deleted",
    "revised",
    "revauth",
    "revdttm",
    "revauthdel",
    "revdttmdel",
    "crauth",
    "crdate",
    "uc",
    "field",
    "fldrslt",
    "fldedit",
    "flddirty",
    "fldlock",
    "fldpriv",
    "webhidden",
    "trhdr",
    "linkself",
    "linkstyles",
    "fromhtml",
    "fromtext",
    "htmlrtf",
    "ud",
    "upr",
];

/// What a group sets for what is inside it.
#[derive(Debug, Clone, Copy, Default)]
struct Group {
    hidden: bool,
    deleted: bool,
    /// Characters that stand for a Unicode one and are passed over.
    fallback: usize,
    /// Of the two forms in `\upr` only the second is written.
    twins: bool,
    /// A field that stays one: its result is marked.
    field: bool,
    /// Above or below each page.
    repeats: bool,
    /// Whether its end is written.
    written: bool,
}

/// Writes the cleaned document.
///
/// # Errors
/// Why there is none.
pub(in crate::load) fn clean(member: &Member<'_>) -> Result<Clean, Unclean> {
    let mut writer = Writer {
        member,
        out: String::new(),
        groups: Vec::new(),
        group: Group { fallback: 1, ..Group::default() },
        passing: 0,
        repeated: String::new(),
    };
    let mut tokens = Lexer::new(member.bytes);
    while let Some(token) = tokens.next() {
        writer.take(token, &mut tokens)?;
    }
    while !writer.groups.is_empty() {
        writer.close();
    }
    let (bytes, repeated) = (writer.out.into_bytes(), writer.repeated);
    Ok(Clean { format: Format::Rtf, bytes, repeated, left_out: Vec::new() })
}

struct Writer<'m> {
    member: &'m Member<'m>,
    out: String,
    groups: Vec<Group>,
    group: Group,
    /// Fallback characters still to be passed over.
    passing: usize,
    /// Words of running lines.
    repeated: String,
}

impl Writer<'_> {
    fn take(&mut self, token: Token<'_>, rest: &mut Lexer<'_>) -> Result<(), Unclean> {
        if self.passing > 0 && matches!(token, Token::Byte(_) | Token::Word(..)) {
            let is_next = matches!(token, Token::Word("u", _));
            self.passing -= 1;
            if !is_next {
                return Ok(());
            }
        }
        match token {
            Token::Open => self.open(rest)?,
            Token::Close => self.close(),
            Token::Byte(byte) => self.byte(byte),
            Token::Word(word, number) => self.word(word, number),
            Token::Symbol(b'\r' | b'\n') => self.out.push_str("\\par "),
            Token::Symbol(b'\t') => self.word("tab", None),
            Token::Symbol(symbol @ (b'~' | b'_' | b'-')) if self.is_seen() => {
                self.out.push('\\');
                self.out.push(symbol.into());
            }
            Token::Symbol(_) | Token::Binary(_) => {}
        }
        Ok(())
    }

    /// Begins a group, or passes over it.
    fn open(&mut self, rest: &mut Lexer<'_>) -> Result<(), Unclean> {
        self.passing = 0;
        let (word, optional) = destination(rest.clone());
        let twin = self.group.twins && word != "ud";
        if twin || !self.is_written(word, optional) {
            pass(rest);
            return Ok(());
        }
        match word {
            "shp" | "shpinst" | "do" => return Err(Unclean::Because("holds drawn shapes")),
            "object" => return Err(Unclean::Because("holds an object of another program")),
            "pict" => return picture::write(rest, self.member, &mut self.out),
            _ => {}
        }
        if self.groups.len() >= DEEPEST {
            return Err(Unclean::Refused);
        }
        self.groups.push(self.group);
        self.group.twins = word == "upr";
        self.group.written = true;
        self.group.repeats |= word.starts_with("header") || word.starts_with("footer");
        let page = if word == "field" { page_field(rest.clone()) } else { None };
        self.out.push('{');
        if let Some(code) = page {
            let _ = write!(self.out, "\\field{{\\*\\fldinst {code}}}");
        } else if word == "fldrslt" && self.group.field {
            self.out.push_str("\\fldrslt ");
        } else if optional && word != "ud" {
            self.out.push_str("\\*");
        }
        self.group.field = page.is_some();
        Ok(())
    }

    /// Whether a destination is written.
    fn is_written(&self, word: &str, optional: bool) -> bool {
        let kept = OPTIONAL.contains(&word) || word.starts_with("pnseclvl") || word == "ud";
        let gone = HIDDEN.iter().any(|(name, _)| *name == word)
            || (NOWHERE.contains(&word) && !LOOKS.contains(&word) && word != "upr" && !kept)
            || matches!(word, "fldinst" | "datafield" | "revtbl" | "atnauthor" | "atnid" | "shprslt")
            || matches!(word, "formfield" | "listname" | "background" | "userprops");
        let shapes = matches!(word, "shp" | "shpinst" | "do" | "object");
        !gone && (!optional || kept || shapes) && (word != "pict" || self.is_seen())
    }

    fn close(&mut self) {
        self.passing = 0;
        if let Some(before) = self.groups.pop() {
            if self.group.written {
                self.out.push('}');
            }
            if self.group.repeats {
                self.repeated.push(' ');
            }
            self.group = before;
        }
    }

    fn is_seen(&self) -> bool {
        !self.group.hidden && !self.group.deleted
    }

    fn byte(&mut self, byte: u8) {
        if !self.is_seen() {
            return;
        }
        match byte {
            b'\\' | b'{' | b'}' | 0x80.. | 0..0x20 => {
                let _ = write!(self.out, "\\'{byte:02x}");
            }
            byte => self.out.push(byte.into()),
        }
        if self.group.repeats {
            let one = [byte];
            self.repeated.push_str(&encoding_rs::WINDOWS_1252.decode_without_bom_handling(&one).0);
        }
    }

    fn word(&mut self, word: &str, number: Option<i32>) {
        let on = number != Some(0);
        match word {
            "v" => self.group.hidden = on,
            "deleted" => self.group.deleted = on,
            "plain" => self.group.hidden = false,
            "uc" => self.group.fallback = usize::try_from(number.unwrap_or(1)).unwrap_or(1).min(20),
            "u" => return self.unicode(number.unwrap_or(0)),
            _ => {}
        }
        let is_text = character(word).is_some() || matches!(word, "tab" | "line" | "chpgn" | "chdate");
        let gone = GONE.contains(&word) || word.contains("rsid") || word.starts_with("prot");
        if word.is_empty() || gone || (is_text && !self.is_seen()) {
            return;
        }
        self.out.push('\\');
        self.out.push_str(word);
        if let Some(number) = number {
            let _ = write!(self.out, "{number}");
        }
        self.out.push(' ');
        if self.group.repeats && matches!(word, "tab" | "line" | "par" | "cell") {
            self.repeated.push(' ');
        }
    }

    /// A character by its number, with one fallback of ours.
    fn unicode(&mut self, number: i32) {
        self.passing = self.group.fallback;
        if self.is_seen() {
            let _ = write!(self.out, "\\u{number}?");
        }
        if self.group.repeats {
            let code = u32::try_from(if number < 0 { number.saturating_add(65_536) } else { number });
            self.repeated.extend(code.ok().and_then(char::from_u32));
        }
    }
}

/// The word that a group begins with, and whether `\*` stands before it.
fn destination(mut rest: Lexer<'_>) -> (&str, bool) {
    match rest.next() {
        Some(Token::Word(word, _)) => (word, false),
        Some(Token::Symbol(b'*')) => match rest.next() {
            Some(Token::Word(word, _)) => (word, true),
            _ => ("", true),
        },
        _ => ("", false),
    }
}

/// Passes over the rest of a group.
fn pass(rest: &mut Lexer<'_>) {
    let mut depth = 1_usize;
    for token in rest {
        match token {
            Token::Open => depth += 1,
            Token::Close => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return;
        }
    }
}

/// The code of a field that gives a page its number; none for every other field.
fn page_field(rest: Lexer<'_>) -> Option<&'static str> {
    /// A code of a number of a page is shorter than this.
    const LONGEST: usize = 200;
    let inside = rest.take(LONGEST).skip_while(|token| !matches!(token, Token::Word("fldinst", _)));
    let code: String = inside
        .take_while(|token| !matches!(token, Token::Close))
        .filter_map(|token| if let Token::Byte(byte) = token { Some(char::from(byte)) } else { None })
        .collect();
    let first = code.split_whitespace().next().unwrap_or_default().to_ascii_uppercase();
    ["PAGE", "NUMPAGES"].into_iter().find(|known| *known == first)
}

#[cfg(test)]
mod tests;
