//! The verifier's own object model: what a parser of its own found, duplicates and all.
//!
//! A dictionary keeps every entry it was written with, also a key that stands twice: what one reader
//! ignores, another shows. Nothing here resolves references; that is `document`.

/// A direct object (ISO 32000-2, 7.3).
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) enum Object {
    /// `null`, or what could not be read as anything else.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// An integer.
    Int(i64),
    /// A real.
    Real(f64),
    /// A string, escapes and hexadecimal undone, decrypted where the file is encrypted.
    Str(Vec<u8>),
    /// A name without its slash, `#xx` undone.
    Name(Vec<u8>),
    /// An array.
    Array(Vec<Object>),
    /// A dictionary.
    Dict(Dict),
    /// A reference to an indirect object: number and generation.
    Ref(u32, u16),
}

impl Object {
    /// The number, whether integer or real.
    pub(crate) fn number(&self) -> Option<f64> {
        match self {
            Self::Int(i) => Some(*i as f64),
            Self::Real(r) if r.is_finite() => Some(*r),
            _ => None,
        }
    }

    /// The integer, also of a real without fraction.
    pub(crate) fn int(&self) -> Option<i64> {
        self.number().filter(|n| n.abs() < 9e15).map(|n| n as i64)
    }

    /// The name's bytes.
    pub(crate) fn name(&self) -> Option<&[u8]> {
        match self {
            Self::Name(n) => Some(n),
            _ => None,
        }
    }

    /// The string's bytes.
    pub(crate) fn string(&self) -> Option<&[u8]> {
        match self {
            Self::Str(s) => Some(s),
            _ => None,
        }
    }

    /// The dictionary.
    pub(crate) fn dict(&self) -> Option<&Dict> {
        match self {
            Self::Dict(d) => Some(d),
            _ => None,
        }
    }

    /// The array's items.
    pub(crate) fn array(&self) -> Option<&[Object]> {
        match self {
            Self::Array(a) => Some(a),
            _ => None,
        }
    }
}

/// A dictionary in the order in which it was written.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Dict(pub(crate) Vec<(Vec<u8>, Object)>);

impl Dict {
    /// The value of a key; of several, the last, as most readers have it.
    pub(crate) fn get(&self, key: &str) -> Option<&Object> {
        self.get_bytes(key.as_bytes())
    }

    /// As [`Self::get`], with a key that is not known to be text.
    pub(crate) fn get_bytes(&self, key: &[u8]) -> Option<&Object> {
        self.0.iter().rev().find(|(k, _)| k == key).map(|(_, v)| v)
    }

    /// Whether the key stands there, with any value but `null`.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.get(key).is_some_and(|v| *v != Object::Null)
    }

    /// Whether the value of `key` is the name `name`.
    pub(crate) fn is(&self, key: &str, name: &str) -> bool {
        self.get(key).and_then(Object::name) == Some(name.as_bytes())
    }

    /// Every entry.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (&[u8], &Object)> {
        self.0.iter().map(|(k, v)| (k.as_slice(), v))
    }
}
