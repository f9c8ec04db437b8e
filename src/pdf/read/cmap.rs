//! `CMaps` (ISO 32000-2, 9.7.5, 9.10.3), parsed and written anew.
//!
//! A `CMap` is a `PostScript` program with room for comments, names and copyright texts; what crosses is
//! the mapping alone. Malformed lines are passed over.

use std::fmt::Write as _;

/// Mappings of one `CMap` that are read.
const MOST: usize = 200_000;

/// What a range of codes maps to.
#[derive(Debug, Clone, PartialEq)]
enum Target {
    /// A character identifier; following codes count up.
    Cid(u32),
    /// UTF-16BE text; following codes count its last unit up.
    Text(Vec<u8>),
}

/// A range of codes of one length.
#[derive(Debug, Clone, PartialEq)]
struct Mapping {
    low: Vec<u8>,
    high: Vec<u8>,
    target: Target,
}

/// A `CMap`'s content.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct CMap {
    spaces: Vec<(Vec<u8>, Vec<u8>)>,
    mappings: Vec<Mapping>,
    /// Vertical writing.
    pub vertical: bool,
    /// The predefined `CMap` it builds on.
    pub uses: Option<String>,
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Hex(Vec<u8>),
    Number(u32),
    Word(Vec<u8>),
    Name(Vec<u8>),
    Open,
    Close,
}

impl CMap {
    /// Reads the mapping from a `CMap`'s program.
    pub fn parse(source: &[u8]) -> Self {
        let mut cmap = Self::default();
        let (mut stack, mut tokens) = (Vec::new(), Tokens { source, at: 0 });
        while let Some(token) = tokens.next() {
            let Token::Word(word) = token else {
                if stack.len() < MOST {
                    stack.push(token);
                }
                continue;
            };
            match word.as_slice() {
                b"endcodespacerange" => cmap.spaces(&stack),
                b"endcidrange" | b"endbfrange" => cmap.triples(&stack),
                b"endcidchar" | b"endbfchar" => cmap.pairs(&stack),
                b"usecmap" => {
                    if let Some(Token::Name(n)) = stack.last() {
                        cmap.uses = super::font_name::predefined(n).map(str::to_owned);
                    }
                }
                b"def" => {
                    if let [.., Token::Name(key), Token::Number(1)] = stack.as_slice() {
                        cmap.vertical |= key == b"WMode";
                    }
                }
                _ => {}
            }
            stack.clear();
        }
        cmap
    }

    /// Whether it maps nothing.
    pub fn is_empty(&self) -> bool {
        self.mappings.is_empty() && self.uses.is_none()
    }

    /// Puts the mappings of another `CMap` before its own.
    pub fn build_on(&mut self, mut base: Self) {
        base.spaces.append(&mut self.spaces);
        base.mappings.append(&mut self.mappings);
        self.spaces = base.spaces;
        self.mappings = base.mappings;
        self.uses = self.uses.take().or(base.uses);
        self.vertical |= base.vertical;
    }

    fn spaces(&mut self, stack: &[Token]) {
        for pair in stack.chunks_exact(2) {
            if let [Token::Hex(low), Token::Hex(high)] = pair
                && low.len() == high.len()
                && (1..=4).contains(&low.len())
            {
                self.spaces.push((low.clone(), high.clone()));
            }
        }
    }

    fn pairs(&mut self, stack: &[Token]) {
        for pair in stack.chunks_exact(2) {
            if let [Token::Hex(code), value] = pair {
                self.map(code, code, value);
            }
        }
    }

    fn triples(&mut self, stack: &[Token]) {
        let mut rest = stack;
        while let [Token::Hex(low), Token::Hex(high), tail @ ..] = rest {
            match tail {
                [Token::Open, items @ ..] => {
                    let end = items.iter().position(|t| *t == Token::Close).unwrap_or(items.len());
                    for (i, item) in items.iter().take(end).enumerate() {
                        let code = up(low, i as u32);
                        self.map(&code, &code, item);
                    }
                    rest = items.get(end + 1..).unwrap_or_default();
                }
                [value, tail @ ..] => {
                    self.map(low, high, value);
                    rest = tail;
                }
                [] => return,
            }
        }
    }

    fn map(&mut self, low: &[u8], high: &[u8], value: &Token) {
        let target = match value {
            Token::Number(cid) => Target::Cid(*cid),
            Token::Hex(text) if text.len() <= 512 => Target::Text(text.clone()),
            _ => return,
        };
        let fits = (1..=4).contains(&low.len()) && low.len() == high.len() && low <= high;
        if fits && self.mappings.len() < MOST {
            self.mappings.push(Mapping { low: low.to_vec(), high: high.to_vec(), target });
        }
    }

    /// The program of ours, for `ToUnicode` or for an encoding.
    pub fn write(&self, to_unicode: bool) -> Vec<u8> {
        let mut out = String::from("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n");
        let ordering = if to_unicode { "UCS" } else { "Identity" };
        let _ =
            writeln!(out, "/CIDSystemInfo <</Registry (Adobe) /Ordering ({ordering}) /Supplement 0>> def");
        let kind = if to_unicode { 2 } else { 1 };
        let _ = writeln!(out, "/CMapName /BlackpanelCMap def\n/CMapType {kind} def");
        if self.vertical {
            out.push_str("/WMode 1 def\n");
        }
        if let Some(base) = &self.uses {
            let _ = writeln!(out, "/{base} usecmap");
        }
        for chunk in self.spaces.chunks(100) {
            let _ = writeln!(out, "{} begincodespacerange", chunk.len());
            for (low, high) in chunk {
                let _ = writeln!(out, "{} {}", hex(low), hex(high));
            }
            out.push_str("endcodespacerange\n");
        }
        for chunk in self.runs().chunks(100) {
            write_block(&mut out, chunk);
        }
        out.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
        out.into_bytes()
    }

    /// The mappings, those of either kind together, in their order (later ones override earlier ones).
    fn runs(&self) -> Vec<&Mapping> {
        let text = |m: &&Mapping| matches!(m.target, Target::Text(_));
        self.mappings.iter().filter(|m| !text(m)).chain(self.mappings.iter().filter(text)).collect()
    }
}

fn write_block(out: &mut String, chunk: &[&Mapping]) {
    for (keyword, wanted) in [("cidrange", false), ("bfrange", true)] {
        let of_kind: Vec<_> =
            chunk.iter().filter(|m| matches!(m.target, Target::Text(_)) == wanted).collect();
        if of_kind.is_empty() {
            continue;
        }
        let _ = writeln!(out, "{} begin{keyword}", of_kind.len());
        for mapping in of_kind {
            let target = match &mapping.target {
                Target::Cid(cid) => cid.to_string(),
                Target::Text(text) => hex(text),
            };
            let _ = writeln!(out, "{} {} {target}", hex(&mapping.low), hex(&mapping.high));
        }
        let _ = writeln!(out, "end{keyword}");
    }
}

fn hex(bytes: &[u8]) -> String {
    let mut text = String::from("<");
    for byte in bytes {
        let _ = write!(text, "{byte:02X}");
    }
    text.push('>');
    text
}

/// A code counted up.
fn up(code: &[u8], by: u32) -> Vec<u8> {
    let value = code.iter().fold(0_u32, |v, b| v << 8 | u32::from(*b)).wrapping_add(by);
    value.to_be_bytes().get(4_usize.saturating_sub(code.len())..).unwrap_or_default().to_vec()
}

struct Tokens<'s> {
    source: &'s [u8],
    at: usize,
}

impl Tokens<'_> {
    fn peek(&self) -> Option<u8> {
        self.source.get(self.at).copied()
    }

    fn next(&mut self) -> Option<Token> {
        loop {
            match self.peek()? {
                b'%' => self.skip_while(|b| !matches!(b, b'\n' | b'\r')),
                b'<' if self.source.get(self.at + 1) == Some(&b'<') => self.at += 2,
                b'>' | b'{' | b'}' | b')' => self.at += 1,
                b'(' => self.skip_string(),
                b'<' => return Some(self.hex()),
                b'[' => return Some(self.single(Token::Open)),
                b']' => return Some(self.single(Token::Close)),
                b'/' => {
                    self.at += 1;
                    return Some(Token::Name(self.word()));
                }
                b if b.is_ascii_whitespace() || b == 0 => self.at += 1,
                _ => return Some(self.number_or_word()),
            }
        }
    }

    fn single(&mut self, token: Token) -> Token {
        self.at += 1;
        token
    }

    fn skip_while(&mut self, keep: impl Fn(u8) -> bool) {
        while self.peek().is_some_and(&keep) {
            self.at += 1;
        }
    }

    fn skip_string(&mut self) {
        let mut depth = 0_i32;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'\\' => self.at += 1,
                b'(' => depth += 1,
                b')' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return;
            }
        }
    }

    fn hex(&mut self) -> Token {
        self.at += 1;
        let mut digits = Vec::new();
        while let Some(byte) = self.peek() {
            self.at += 1;
            match (byte as char).to_digit(16) {
                Some(digit) => digits.push(digit as u8),
                None if byte == b'>' => break,
                None => {}
            }
        }
        Token::Hex(digits.chunks(2).map(|p| p.first().unwrap_or(&0) << 4 | p.get(1).unwrap_or(&0)).collect())
    }

    fn word(&mut self) -> Vec<u8> {
        let from = self.at;
        self.skip_while(|b| !b.is_ascii_whitespace() && b != 0 && !b"()<>[]{}/%".contains(&b));
        self.source.get(from..self.at).unwrap_or_default().to_vec()
    }

    fn number_or_word(&mut self) -> Token {
        let word = self.word();
        match std::str::from_utf8(&word).ok().and_then(|w| w.parse().ok()) {
            Some(number) => Token::Number(number),
            None => Token::Word(word),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cmap_keeps_its_mapping_and_loses_its_texts() {
        let source = b"%!PS secret\n/CMapName /Jane-Doe def 1 begincodespacerange <00> <FF> endcodespacerange\n\
            2 beginbfchar <01> <0041> <02><00420043> endbfchar 2 beginbfrange <03> <05> <0061>\n<06> <07> [<0031> <0032>] endbfrange\n\
            1 begincidrange <10> <20> 7 endcidrange /WMode 1 def (Jane \\) Doe) pop";
        let cmap = CMap::parse(source);
        let written = cmap.write(true);
        let text = String::from_utf8(written.clone()).unwrap();
        assert!(!text.contains("Jane") && !text.contains("secret"), "{text}");
        for line in [
            "<00> <FF>",
            "<01> <01> <0041>",
            "<02> <02> <00420043>",
            "<03> <05> <0061>",
            "<07> <07> <0032>",
            "<10> <20> 7",
        ] {
            assert!(text.contains(line), "{line} in {text}");
        }
        assert!(cmap.vertical);
        assert_eq!(CMap::parse(&written).mappings, cmap.runs().into_iter().cloned().collect::<Vec<_>>());
    }
}
