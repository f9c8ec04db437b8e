//! Writing a content stream anew (ISO 32000-2, 7.8.2): the only way content leaves this crate.
//!
//! The emitter takes operators of the table and values of our model; text enters as character codes
//! only. Nothing of a source's bytes can pass it verbatim: no comments, no spare operands, no unusual
//! spelling of numbers or strings.

use super::device::Segment;
use super::lexer::{Operand, Operation};
use super::operator::Operator;

/// Collects the bytes of a content stream.
#[derive(Debug, Clone, Default)]
pub struct Emitter {
    out: Vec<u8>,
}

impl Emitter {
    /// An empty stream.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The stream so far.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.out
    }

    /// Takes back all but the first `length` bytes.
    pub fn truncate(&mut self, length: usize) {
        self.out.truncate(length);
    }

    /// The finished stream.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.out
    }

    /// What another emitter wrote.
    pub fn stream(&mut self, emitted: &[u8]) {
        self.out.extend_from_slice(emitted);
    }

    /// A whole operation with its operands; an inline image is not written (they become image `XObject`s).
    pub fn operation(&mut self, operation: &Operation<'_>) {
        if operation.operator == Operator::InlineImage {
            return;
        }
        for operand in &operation.operands {
            self.operand(operand);
        }
        self.operator(operation.operator);
    }

    /// An operator whose operands are numbers: `numbers(Operator::MoveTo, &[x, y])`.
    pub fn numbers(&mut self, operator: Operator, operands: &[f64]) {
        for &value in operands {
            self.number(value);
        }
        self.operator(operator);
    }

    /// The construction of a path.
    pub fn segments(&mut self, segments: &[Segment]) {
        for segment in segments {
            let count = match segment.operator {
                Operator::ClosePath => 0,
                Operator::MoveTo | Operator::LineTo => 2,
                Operator::CurveTo => 6,
                _ => 4,
            };
            self.numbers(segment.operator, segment.numbers.get(..count).unwrap_or_default());
        }
    }

    /// An operator whose operand is a name: `named(Operator::XObject, b"I1")`.
    pub fn named(&mut self, operator: Operator, name: &[u8]) {
        self.name(name);
        self.operator(operator);
    }

    /// Ends an operation; its operands were written before.
    pub fn operator(&mut self, operator: Operator) {
        if operator == Operator::InlineImage {
            return;
        }
        self.separate();
        self.out.extend_from_slice(operator.name().as_bytes());
        self.out.push(b'\n');
    }

    /// Any operand; inline images are left out.
    pub fn operand(&mut self, operand: &Operand<'_>) {
        match operand {
            Operand::Null => self.word(b"null"),
            Operand::Bool(true) => self.word(b"true"),
            Operand::Bool(false) => self.word(b"false"),
            Operand::Number(value) => self.number(*value),
            Operand::Name(name) => self.name(name),
            Operand::String(bytes) => self.string(bytes),
            Operand::Array(items) => {
                self.begin_array();
                for item in items {
                    self.operand(item);
                }
                self.end_array();
            }
            Operand::Dict(entries) => {
                self.out.extend_from_slice(b"<<");
                for (key, value) in entries {
                    self.name(key);
                    self.operand(value);
                }
                self.out.extend_from_slice(b">>");
            }
            Operand::InlineImage(_) => {}
        }
    }

    /// A number, as short as its exactness allows: six decimals, more for values under 0.1 so that
    /// the factors of small matrices keep six digits. Not finite counts as 0.
    pub fn number(&mut self, value: f64) {
        self.separate();
        let value = if value.is_finite() { value.clamp(-1e12, 1e12) } else { 0.0 };
        let magnitude = value.abs();
        let decimals: u32 = match magnitude {
            m if m >= 0.1 => 6,
            m if m >= 1e-3 => 8,
            _ => 12,
        };
        let scale = 10u64.pow(decimals);
        let scaled = (magnitude * scale as f64).round();
        let (mut whole, mut part) = (magnitude.trunc() as u64, 0);
        if scaled < 9e15 {
            whole = scaled as u64 / scale;
            part = scaled as u64 % scale;
        }
        if value < 0.0 && (whole, part) != (0, 0) {
            self.out.push(b'-');
        }
        if whole > 0 || part == 0 {
            self.digits(whole, 1);
        }
        if part > 0 {
            self.out.push(b'.');
            let mut width = decimals as usize;
            while part % 10 == 0 {
                part /= 10;
                width -= 1;
            }
            self.digits(part, width);
        }
    }

    /// A name; bytes that are not regular characters as `#xx`.
    pub fn name(&mut self, name: &[u8]) {
        self.out.push(b'/');
        for &byte in name {
            if byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'+' | b'*') {
                self.out.push(byte);
            } else {
                self.out.extend_from_slice(&[b'#', hex(byte >> 4), hex(byte & 15)]);
            }
        }
    }

    /// A string: literal when all bytes are printable ASCII, hexadecimal otherwise.
    pub fn string(&mut self, bytes: &[u8]) {
        if bytes.iter().all(|b| (0x20..0x7F).contains(b)) {
            self.out.push(b'(');
            for &byte in bytes {
                if matches!(byte, b'(' | b')' | b'\\') {
                    self.out.push(b'\\');
                }
                self.out.push(byte);
            }
            self.out.push(b')');
        } else {
            self.out.push(b'<');
            for &byte in bytes {
                self.out.extend_from_slice(&[hex(byte >> 4), hex(byte & 15)]);
            }
            self.out.push(b'>');
        }
    }

    /// `[`
    pub fn begin_array(&mut self) {
        self.out.push(b'[');
    }

    /// `]`
    pub fn end_array(&mut self) {
        self.out.push(b']');
    }

    fn word(&mut self, word: &[u8]) {
        self.separate();
        self.out.extend_from_slice(word);
    }

    /// A space, where two words would run together.
    fn separate(&mut self) {
        let open = self.out.last().is_none_or(|b| matches!(b, b'\n' | b' ' | b'[' | b']' | b')' | b'>'));
        if !open {
            self.out.push(b' ');
        }
    }

    fn digits(&mut self, mut value: u64, width: usize) {
        let mut buffer = [b'0'; 20];
        let mut used = 0;
        for slot in buffer.iter_mut().rev() {
            if value == 0 && used >= width {
                break;
            }
            *slot = b'0' + (value % 10) as u8;
            value /= 10;
            used += 1;
        }
        self.out.extend_from_slice(buffer.get(buffer.len() - used..).unwrap_or_default());
    }
}

fn hex(nibble: u8) -> u8 {
    if nibble < 10 { b'0' + nibble } else { b'A' + nibble - 10 }
}

#[cfg(test)]
mod tests {
    use super::super::lexer::Operations;
    use super::*;

    #[test]
    fn numbers_come_back_within_a_millionth() {
        for value in [
            0.0,
            1.0,
            -1.0,
            0.5,
            -0.25,
            12.345_678,
            595.275_590_551,
            0.0001,
            -0.000_123_456,
            1e-9,
            1e-14,
            65_535.0,
            123_456_789.25,
            -0.1,
            0.099_999_999,
            1e300,
            f64::NAN,
        ] {
            let mut emitter = Emitter::new();
            emitter.numbers(Operator::LineWidth, &[value]);
            let text = String::from_utf8(emitter.into_bytes()).unwrap();
            let got: f64 = text.trim_end_matches(" w\n").parse().unwrap();
            let want = if value.is_finite() { value.clamp(-1e12, 1e12) } else { 0.0 };
            assert!((got - want).abs() <= (want.abs() * 1e-6).min(5e-7) + 1e-12, "{value}: {text}");
        }
    }

    #[test]
    fn what_is_written_reads_back_the_same() {
        let content = b"/F#20 12 Tf [(a\\)b) -20.5 <00FF> ] TJ /S <</A [1 null true] /B/C>> BDC -.5 0 Td";
        let first: Vec<_> = Operations::new(content).collect();
        let mut emitter = Emitter::new();
        for operation in &first {
            emitter.operation(operation);
        }
        let second: Vec<_> = Operations::new(emitter.bytes()).collect();
        let bare = |all: &[Operation<'_>]| -> Vec<String> {
            all.iter().map(|o| format!("{:?} {:?}", o.operator, o.operands)).collect()
        };
        assert_eq!(bare(&first), bare(&second));
        let short = String::from_utf8(emitter.into_bytes()).unwrap();
        assert!(short.starts_with("/F#20 12 Tf\n[(a\\)b)-20.5<00FF>]TJ\n"), "{short}");
    }
}
