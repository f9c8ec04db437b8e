//! `DecodeParms` (ISO 32000-2, tables 8 to 13): the numbers a coding needs, and nothing else.

use hayro_syntax::object::{Dict, MaybeRef, Number, Object};

use crate::pdf::content::Operand;

/// Every parameter that may cross or is needed for decoding.
const KEYS: [&str; 13] = [
    "Predictor",
    "Colors",
    "BitsPerComponent",
    "Columns",
    "EarlyChange",
    "K",
    "EndOfLine",
    "EncodedByteAlign",
    "Rows",
    "EndOfBlock",
    "BlackIs1",
    "DamagedRowsBeforeError",
    "ColorTransform",
];

/// A parameter's value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Value {
    /// A number.
    Number(f64),
    /// A boolean.
    Flag(bool),
}

/// The parameters of one filter.
#[derive(Default)]
pub(super) struct Parms<'a> {
    values: Vec<(&'static str, Value)>,
    /// `JBIG2Globals`, a stream.
    pub globals: Option<MaybeRef<Object<'a>>>,
}

impl<'a> Parms<'a> {
    /// Those of a stream's dictionary.
    pub fn of(dict: &Dict<'a>) -> Self {
        let value = |key: &str| match dict.get::<Object<'a>>(key)? {
            Object::Number(n) => Some(Value::Number(Number::as_f64(&n))),
            Object::Boolean(b) => Some(Value::Flag(b)),
            _ => None,
        };
        let values = KEYS.iter().filter_map(|k| value(k).map(|v| (*k, v))).collect();
        Self { values, globals: dict.get_raw::<Object<'a>>(b"JBIG2Globals") }
    }

    /// Those of an inline image.
    pub fn of_operand(operand: &Operand<'_>) -> Self {
        let Operand::Dict(entries) = operand else { return Self::default() };
        let value = |key: &str| match &entries.iter().find(|(k, _)| k.as_ref() == key.as_bytes())?.1 {
            Operand::Number(n) => Some(Value::Number(*n)),
            Operand::Bool(b) => Some(Value::Flag(*b)),
            _ => None,
        };
        Self { values: KEYS.iter().filter_map(|k| value(k).map(|v| (*k, v))).collect(), globals: None }
    }

    /// A number that counts something, within what a picture can have.
    pub fn count(&self, key: &str, default: usize) -> usize {
        let found = self.values.iter().find(|(k, _)| *k == key).map(|(_, v)| *v);
        match found {
            Some(Value::Number(n)) if n >= 0.0 => (n as usize).min(1 << 24),
            _ => default,
        }
    }

    /// What a picture's own coding keeps of them.
    pub fn for_picture(&self) -> lopdf::Dictionary {
        let mut made = lopdf::Dictionary::new();
        for (key, value) in &self.values {
            if !matches!(*key, "Predictor" | "Colors" | "BitsPerComponent" | "EarlyChange") {
                match value {
                    Value::Number(n) => made.set(*key, super::rebuild::number(*n)),
                    Value::Flag(b) => made.set(*key, *b),
                }
            }
        }
        made
    }
}
