//! From the bytes of a content stream to operations (ISO 32000-2, 7.8.2).
//!
//! Only operators of the table come out, each with operands of the right number and type; everything
//! else (unknown operators with their operands, operands before nothing) is left behind and counted
//! in [`Left`]. `BX`/`EX` make no difference. Never fails and never loops: the worst input is an
//! empty list and a count.

use std::borrow::Cow;
use std::ops::Range;

use super::inline_image::InlineImage;
use super::operator::Operator;
use super::scanner::{Scanner, Token};

/// Nesting of arrays and dictionaries that is read; what lies deeper is left out.
const DEEPEST: usize = 24;
/// Operands kept before an operator; a longer run is not content.
const MOST_OPERANDS: usize = 64;
/// Entries of one array or dictionary.
const MOST_ENTRIES: usize = 1 << 20;

/// An operand, its escapes resolved. Borrows from the stream where it can.
#[derive(Debug, Clone, PartialEq)]
pub enum Operand<'a> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// An integer or a real; finite, at most 1e18.
    Number(f64),
    /// A name without its solidus, `#xx` resolved.
    Name(Cow<'a, [u8]>),
    /// A literal or hexadecimal string.
    String(Cow<'a, [u8]>),
    /// An array.
    Array(Vec<Operand<'a>>),
    /// A dictionary, entries in order.
    Dict(Vec<(Cow<'a, [u8]>, Operand<'a>)>),
    /// What `BI … ID … EI` holds; operand of [`Operator::InlineImage`] only.
    InlineImage(Box<InlineImage<'a>>),
}

impl<'a> Operand<'a> {
    /// The number, if it is one.
    #[must_use]
    pub fn number(&self) -> Option<f64> {
        if let Self::Number(value) = self { Some(*value) } else { None }
    }

    /// The bytes of a name, if it is one.
    #[must_use]
    pub fn name(&self) -> Option<&[u8]> {
        if let Self::Name(name) = self { Some(name) } else { None }
    }

    /// The bytes of a string, if it is one.
    #[must_use]
    pub fn string(&self) -> Option<&[u8]> {
        if let Self::String(bytes) = self { Some(bytes) } else { None }
    }

    /// The items of an array, if it is one.
    #[must_use]
    pub fn array(&self) -> Option<&[Operand<'a>]> {
        if let Self::Array(items) = self { Some(items) } else { None }
    }
}

/// An operator with its operands.
#[derive(Debug, Clone, PartialEq)]
pub struct Operation<'a> {
    /// What is done.
    pub operator: Operator,
    /// As many and of the types the operator takes ([`Operator::fit`]).
    pub operands: Vec<Operand<'a>>,
    /// Bytes of the stream from the first operand to the end of the operator.
    pub span: Range<usize>,
}

impl Operation<'_> {
    /// The `index`th operand as a number; 0 when it is none (cannot be where the table asks for one).
    #[must_use]
    pub fn number(&self, index: usize) -> f64 {
        self.operands.get(index).and_then(Operand::number).unwrap_or(0.0)
    }

    /// The numbers among the operands, at the places of the operands; 0 where there is none.
    #[must_use]
    pub fn numbers<const N: usize>(&self) -> [f64; N] {
        std::array::from_fn(|i| self.number(i))
    }

    /// The `index`th operand as a name.
    #[must_use]
    pub fn name(&self, index: usize) -> Option<&[u8]> {
        self.operands.get(index).and_then(Operand::name)
    }
}

/// What did not become an operation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Left {
    /// Keywords that are no operator; their operands went with them.
    pub unknown: u64,
    /// Operators whose operands were too few or of the wrong type.
    pub void: u64,
    /// Inline images without an end: the rest of the stream is lost, a reason to refuse the page.
    pub endless_images: u64,
}

/// Iterator over the operations of a content stream.
#[derive(Debug, Clone)]
pub struct Operations<'a> {
    scanner: Scanner<'a>,
    left: Left,
    /// Operator that ended an array whose bracket is missing.
    pending: Option<Operator>,
}

impl<'a> Operations<'a> {
    /// Reads `content` (all filters removed) from its start.
    #[must_use]
    pub fn new(content: &'a [u8]) -> Self {
        Self { scanner: Scanner::new(content), left: Left::default(), pending: None }
    }

    /// What was left behind so far.
    #[must_use]
    pub fn left(&self) -> Left {
        self.left
    }

    fn operand(&mut self, token: Token<'a>, depth: usize) -> Option<Operand<'a>> {
        Some(match token {
            Token::Number(value) => Operand::Number(value),
            Token::Name(name) => Operand::Name(name),
            Token::String(bytes) => Operand::String(bytes),
            Token::ArrayOpen => Operand::Array(self.array(depth + 1)),
            Token::DictOpen => Operand::Dict(self.dict(depth + 1)),
            Token::Keyword(b"true") => Operand::Bool(true),
            Token::Keyword(b"false") => Operand::Bool(false),
            Token::Keyword(b"null") => Operand::Null,
            Token::Keyword(_) | Token::ArrayClose | Token::DictClose => return None,
        })
    }

    fn array(&mut self, depth: usize) -> Vec<Operand<'a>> {
        let mut items = Vec::new();
        while let Some(token) = self.scanner.token() {
            match token {
                Token::ArrayClose => break,
                Token::Keyword(word) if ends_array(word) => {
                    self.pending = Operator::from_name(word);
                    break;
                }
                token => {
                    let item = self.operand_within(token, depth);
                    items.extend(item.filter(|_| items.len() < MOST_ENTRIES));
                }
            }
            if self.pending.is_some() {
                break;
            }
        }
        items
    }

    fn dict(&mut self, depth: usize) -> Vec<(Cow<'a, [u8]>, Operand<'a>)> {
        let mut entries = Vec::new();
        while let Some(token) = self.scanner.token() {
            let key = match token {
                Token::DictClose => break,
                Token::Name(key) => key,
                _ => continue,
            };
            let Some(token) = self.scanner.token() else { break };
            if token == Token::DictClose {
                break;
            }
            if let Some(value) = self.operand_within(token, depth)
                && entries.len() < MOST_ENTRIES
            {
                entries.push((key, value));
            }
        }
        entries
    }

    /// As [`Self::operand`], but nesting beyond [`DEEPEST`] is not entered.
    fn operand_within(&mut self, token: Token<'a>, depth: usize) -> Option<Operand<'a>> {
        let opens = matches!(token, Token::ArrayOpen | Token::DictOpen);
        if opens && depth >= DEEPEST {
            return None;
        }
        self.operand(token, depth)
    }

    fn inline_image(&mut self) -> Option<Operand<'a>> {
        let mut entries = Vec::new();
        loop {
            match self.scanner.token()? {
                Token::Keyword(b"ID") => break,
                Token::Keyword(b"EI") => return None,
                Token::Name(key) => {
                    let token = self.scanner.token()?;
                    if token == Token::Keyword(b"ID") {
                        break;
                    }
                    entries.extend(self.operand_within(token, 0).map(|value| (key, value)));
                }
                _ => {}
            }
        }
        let (image, end) = InlineImage::cut(entries, self.scanner.data, self.scanner.at)?;
        self.scanner.at = end;
        Some(Operand::InlineImage(Box::new(image)))
    }
}

/// Operators that cannot stand in an array: its closing bracket is missing.
fn ends_array(word: &[u8]) -> bool {
    matches!(word, b"TJ" | b"ET" | b"BT" | b"Tf" | b"Tm" | b"Td")
}

impl<'a> Iterator for Operations<'a> {
    type Item = Operation<'a>;

    fn next(&mut self) -> Option<Operation<'a>> {
        let mut operands = Vec::new();
        let mut start = None;
        loop {
            let operator = if let Some(operator) = self.pending.take() {
                Some(operator)
            } else {
                self.scanner.skip_blank();
                start.get_or_insert(self.scanner.at);
                let token = self.scanner.token()?;
                let keyword = if let Token::Keyword(word) = token { word } else { b"" };
                if let Some(operand) = self.operand(token, 0) {
                    if operands.len() < MOST_OPERANDS {
                        operands.push(operand);
                    }
                    continue;
                }
                if keyword.is_empty() {
                    continue;
                }
                Operator::from_name(keyword)
            };
            if operator == Some(Operator::InlineImage) {
                operands.clear();
                let image = self.inline_image();
                self.left.endless_images += u64::from(image.is_none());
                operands.extend(image);
            }
            match operator {
                Some(operator) if operator.fit(&mut operands) => {
                    let span = start.unwrap_or(self.scanner.at)..self.scanner.at;
                    return Some(Operation { operator, operands, span });
                }
                Some(_) => self.left.void += 1,
                None => self.left.unknown += 1,
            }
            operands.clear();
            start = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(content: &[u8]) -> Vec<&'static str> {
        Operations::new(content).map(|o| o.operator.name()).collect()
    }

    #[test]
    fn every_operation_knows_its_bytes() {
        let content = b" q 1 0 0 1 5 6 cm\n[(a) -20 <62>]TJ % c\n/F1 12 Tf Q";
        let spans: Vec<_> = Operations::new(content).map(|o| &content[o.span]).collect();
        let want: [&[u8]; 5] = [b"q", b"1 0 0 1 5 6 cm", b"[(a) -20 <62>]TJ", b"/F1 12 Tf", b"Q"];
        assert_eq!(spans, want);
    }

    #[test]
    fn unknown_operators_take_their_operands_with_them() {
        let mut operations = Operations::new(b"(secret) zz BX (x) yy EX 5 Tj (a) Tj");
        let got: Vec<_> = operations.by_ref().map(|o| o.operator.name()).collect();
        assert_eq!(got, ["BX", "EX", "Tj"]);
        assert_eq!(operations.left(), Left { unknown: 2, void: 1, endless_images: 0 });
    }

    #[test]
    fn a_missing_bracket_does_not_swallow_the_page() {
        assert_eq!(names(b"BT [(a) 3 TJ (b) Tj ET"), ["BT", "TJ", "Tj", "ET"]);
        assert_eq!(names(b"[(a) Tj (b)] TJ q"), ["TJ", "q"]);
    }

    #[test]
    fn dictionaries_are_operands() {
        let got: Vec<_> = Operations::new(b"/Span <</A [1 <</B null>>] /C true>> BDC").collect();
        let inner = Operand::Dict(vec![(b"B".as_slice().into(), Operand::Null)]);
        let array = Operand::Array(vec![Operand::Number(1.0), inner]);
        let dict = vec![(b"A".as_slice().into(), array), (b"C".as_slice().into(), Operand::Bool(true))];
        assert_eq!(got[0].operands[1], Operand::Dict(dict));
    }

    #[test]
    fn deep_nesting_ends() {
        let mut content = vec![b'['; 200_000];
        content.extend(b"q");
        assert_eq!(names(&content), [""; 0]);
        assert_eq!(names(b"<< /A << /B"), [""; 0]);
    }
}
