//! HTML that a mail program wrapped in RTF (MS-OXRTFEX): the text as it was sent, with its tables.
//!
//! What the RTF says only for readers of RTF is passed over. None where the RTF is not made so.

use encoding_rs::Encoding;

use crate::load::rtf::{self, Lexer, Token};

/// How deep groups may be nested.
const DEEPEST: usize = 2_000;

/// What a group holds.
#[derive(Debug, Clone, Copy, Default)]
struct Group {
    /// Marks of the HTML: taken as they stand.
    mark: bool,
    /// Fonts, colours and the like.
    skipped: bool,
    /// Said for readers of RTF only (2.2.3.1).
    rtf_only: bool,
    /// Bytes that stand for a Unicode character and are passed over.
    fallback: u8,
}

/// The HTML inside an RTF text (2.2.2.2: `\fromhtml1` in its header).
pub(super) fn html(source: &[u8]) -> Option<String> {
    let head = source.get(..source.len().min(600)).unwrap_or_default();
    if !head.windows(9).any(|w| w == b"\\fromhtml") {
        return None;
    }
    let mut reader = Reader::default();
    for token in Lexer::new(source) {
        reader.take(token);
        if reader.groups.len() > DEEPEST {
            return None;
        }
    }
    reader.decode();
    Some(reader.html).filter(|html| !html.trim().is_empty())
}

struct Reader {
    groups: Vec<Group>,
    group: Group,
    star: bool,
    encoding: &'static Encoding,
    bytes: Vec<u8>,
    passing: u8,
    /// The first half of a character beyond the basic plane.
    high: Option<u16>,
    html: String,
}

impl Default for Reader {
    fn default() -> Self {
        let group = Group { fallback: 1, ..Group::default() };
        let (encoding, bytes, html) = (encoding_rs::WINDOWS_1252, Vec::new(), String::new());
        Self { groups: Vec::new(), group, star: false, encoding, bytes, passing: 0, high: None, html }
    }
}

impl Reader {
    fn take(&mut self, token: Token<'_>) {
        match token {
            Token::Byte(_) if self.passing > 0 => self.passing -= 1,
            Token::Byte(byte) if self.shows() => self.bytes.push(byte),
            Token::Open => self.groups.push(self.group),
            Token::Close => {
                self.decode();
                self.group = self.groups.pop().unwrap_or_default();
            }
            Token::Symbol(b'*') => {
                self.star = true;
                return;
            }
            Token::Symbol(b'~') => self.put("&nbsp;"),
            Token::Symbol(b'_') => self.put("&shy;"),
            Token::Byte(_) | Token::Binary(_) | Token::Symbol(_) => {}
            Token::Word(word, number) => self.word(word, number),
        }
        self.star = false;
    }

    fn word(&mut self, word: &str, number: Option<i32>) {
        if word != "u" {
            self.decode();
        }
        match word {
            "htmltag" if self.star => self.group.mark = true,
            "mhtmltag" => self.group.skipped = true,
            _ if self.star => self.group.skipped = true,
            "fonttbl" | "colortbl" | "stylesheet" | "info" | "pict" => self.group.skipped = true,
            "htmlrtf" => self.group.rtf_only = number != Some(0),
            "ansicpg" => self.encoding = rtf::code_page(number.unwrap_or(1252)),
            "uc" => self.group.fallback = u8::try_from(number.unwrap_or(1)).unwrap_or(1),
            "u" => self.unicode(number.unwrap_or(0)),
            "par" | "line" => self.put("\r\n"),
            "tab" => self.put("\t"),
            _ => {
                if let Some(text) = rtf::character(word) {
                    self.put(text);
                }
            }
        }
    }

    fn unicode(&mut self, number: i32) {
        self.passing = self.group.fallback;
        let code = if number < 0 { number + 65_536 } else { number };
        let Ok(unit) = u16::try_from(code) else { return };
        let units: Vec<u16> = self.high.take().into_iter().chain([unit]).collect();
        if (0xd800..0xdc00).contains(&unit) {
            self.high = Some(unit);
            return;
        }
        self.put(&String::from_utf16_lossy(&units));
    }

    fn shows(&self) -> bool {
        !self.group.skipped && (!self.group.rtf_only || self.group.mark) && !self.groups.is_empty()
    }

    fn put(&mut self, text: &str) {
        self.decode();
        if self.shows() {
            self.html.push_str(text);
        }
    }

    fn decode(&mut self) {
        let bytes = std::mem::take(&mut self.bytes);
        self.html.push_str(&self.encoding.decode_without_bom_handling(&bytes).0);
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn html_comes_out_of_rtf_as_it_went_in() {
        let head = "{\\rtf1\\ansi\\ansicpg1251\\fromhtml1 \\deff0{\\fonttbl{\\f0 Arial;}}";
        for (rtf, html) in [
            (
                "{\\*\\htmltag64 <p>}\\htmlrtf {\\f0\\htmlrtf0 Hello\\htmlrtf }\\htmlrtf0 {\\*\\htmltag72 </p>}",
                "<p>Hello</p>",
            ),
            ("\\htmlrtf {\\b\\htmlrtf0 a\\'cf\\u233?b\\htmlrtf }\\htmlrtf0 ", "aПéb"),
            ("{\\*\\htmltag84 &nbsp;}\\htmlrtf \\'a0\\htmlrtf0 x\\par y\\tab z", "&nbsp;x\r\ny\tz"),
            ("{\\*\\mhtmltag64 <img src=cid:1>}{\\*\\htmltag64 <img src=a\\{b\\}>}", "<img src=a{b}>"),
        ] {
            assert_eq!(super::html(format!("{head}{rtf}}}").as_bytes()).as_deref(), Some(html));
        }
        assert_eq!(super::html(b"{\\rtf1\\ansi plain}"), None);
    }
}
