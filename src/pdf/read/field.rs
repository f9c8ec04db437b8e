//! Form fields (ISO 32000-2, 12.7.4): what a widget inherits from its field.

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Name, Object, Stream, String as PdfString};

use super::lookup::{array_items, integer, text_string};

/// A choice that shows its value only.
const COMBO: i64 = 1 << 17;
/// Fields above a widget that are followed.
const DEPTH: usize = 32;

/// The interactive form of a document.
pub(super) struct Forms<'a> {
    dict: Dict<'a>,
    /// Whether appearances are declared out of date (`NeedAppearances`).
    pub outdated: bool,
}

/// One field, as its widget shows it.
pub(super) struct Field {
    /// `Tx`, `Ch`, `Btn` or `Sig`.
    pub kind: Vec<u8>,
    /// `Ff`.
    pub flags: i64,
    /// The value as it is displayed; several lines for list boxes.
    pub value: String,
    /// What a list box offers, as it is displayed; empty for every other field.
    pub offered: Vec<String>,
    /// Name value of a button.
    pub state: Vec<u8>,
    /// Default appearance.
    pub appearance: Vec<u8>,
    /// 0 left, 1 centred, 2 right.
    pub quadding: i64,
    /// `MaxLen`.
    pub length: Option<usize>,
}

impl<'a> Forms<'a> {
    /// Reads `AcroForm` of the catalogue.
    pub fn read(pdf: &'a Pdf) -> Self {
        let root = pdf.xref().get::<Dict<'a>>(pdf.xref().root_id());
        let dict = root.and_then(|r| r.get::<Dict<'a>>(b"AcroForm")).unwrap_or_default();
        let outdated = dict.get::<bool>(b"NeedAppearances").unwrap_or(false);
        Self { dict, outdated }
    }

    /// An entry of the widget or of the fields above it.
    fn inherited(widget: &Dict<'a>, key: &[u8]) -> Option<Object<'a>> {
        let mut node = widget.clone();
        for _ in 0..DEPTH {
            if let Some(found) = node.get::<Object<'a>>(key)
                && !matches!(found, Object::Null(_))
            {
                return Some(found);
            }
            node = node.get::<Dict<'a>>(b"Parent")?;
        }
        None
    }

    /// The default appearance string of an annotation or of the form.
    pub fn appearance_of(&self, dict: &Dict<'a>) -> Vec<u8> {
        match Self::inherited(dict, b"DA").or_else(|| self.dict.get::<Object<'a>>(b"DA")) {
            Some(Object::String(s)) => s.to_vec(),
            _ => Vec::new(),
        }
    }

    /// The field behind a widget.
    pub fn field(&self, widget: &Dict<'a>) -> Field {
        let number = |key: &[u8]| match Self::inherited(widget, key) {
            Some(Object::Number(n)) => Some(n.as_i64()),
            _ => None,
        };
        let kind = match Self::inherited(widget, b"FT") {
            Some(Object::Name(n)) => n.to_vec(),
            _ => Vec::new(),
        };
        let value = Self::inherited(widget, b"V");
        let state = match (widget.get::<Name<'a>>(b"AS"), &value) {
            (Some(n), _) => n.to_vec(),
            (None, Some(Object::Name(n))) => n.to_vec(),
            _ => Vec::new(),
        };
        let quadding = number(b"Q").or_else(|| integer(&self.dict, b"Q")).unwrap_or(0);
        let mut shown = value.map(|v| lines(&v).join("\n")).unwrap_or_default();
        if kind == b"Ch" {
            shown = displayed(widget, &shown);
        }
        let flags = number(b"Ff").unwrap_or(0);
        let offered = if kind == b"Ch" && flags & COMBO == 0 { offered(widget) } else { Vec::new() };
        Field {
            kind,
            flags,
            value: shown,
            offered,
            state,
            appearance: self.appearance_of(widget),
            quadding,
            length: number(b"MaxLen").and_then(|n| usize::try_from(n).ok()).filter(|n| *n > 0),
        }
    }
}

/// The strings of a value: one, several of a list box, or a stream of text.
fn lines(value: &Object<'_>) -> Vec<String> {
    match value {
        Object::String(s) => vec![text_string(s)],
        Object::Array(a) => {
            array_items::<PdfString<'_>>(a).iter().flatten().map(|s| text_string(s)).collect()
        }
        Object::Stream(s) => Stream::decoded_data(s).map(|d| vec![text_string(&d)]).unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// A choice's display text where the value is an export value (`Opt`, table 234).
fn displayed(widget: &Dict<'_>, value: &str) -> String {
    let Some(Object::Array(options)) = Forms::inherited(widget, b"Opt") else { return value.to_owned() };
    let pairs: Vec<Vec<String>> = array_items::<Array<'_>>(&options)
        .iter()
        .flatten()
        .map(|a| lines(&Object::Array(a.clone())))
        .collect();
    let display = |line: &str| {
        let pair = pairs.iter().find(|p| p.first().is_some_and(|e| e == line));
        pair.and_then(|p| p.get(1)).cloned().unwrap_or_else(|| line.to_owned())
    };
    value.split('\n').map(display).collect::<Vec<_>>().join("\n")
}

/// What a list box offers (`Opt`): the display texts.
fn offered(widget: &Dict<'_>) -> Vec<String> {
    let Some(Object::Array(options)) = Forms::inherited(widget, b"Opt") else { return Vec::new() };
    let display = |option: Object<'_>| lines(&option).pop();
    array_items::<Object<'_>>(&options).into_iter().flatten().filter_map(display).collect()
}
