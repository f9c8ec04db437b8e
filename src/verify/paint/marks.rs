//! Marked content with a text of its own (ISO 32000-2, 14.9.3 to 14.9.5): what a page says beside what it
//! paints, and between which moments of painting.

use super::interpret::Interpreter;
use crate::verify::reader::lexer::Token;
use crate::verify::reader::{Dict, Object};

/// Alternates that are kept of one page: a tagged page has one a line.
const MOST: usize = 10_000;

/// A text that stands for what is painted between two moments.
#[derive(Debug, Clone)]
pub(crate) struct Alternate {
    /// The text string, as written.
    pub(crate) text: Vec<u8>,
    /// Whether it describes (`Alt`), and does not spell (`ActualText`, `E`).
    pub(crate) describes: bool,
    /// The order of painting when it began.
    pub(crate) from: u32,
    /// The order of painting after its end.
    pub(crate) to: u32,
}

/// What `BDC` opens: whether it is on a layer that is off, and what it says.
pub(super) struct Mark {
    pub(super) hidden: bool,
    pub(super) alternates: Vec<Alternate>,
}

impl<'d> Interpreter<'d> {
    /// `BDC` (14.6).
    pub(super) fn mark(&mut self, resources: &'d Dict, operands: &[Token<'_>]) -> Mark {
        let hidden = self.is_layer_off(resources, operands);
        self.hidden += u32::from(hidden);
        let said = |key: &str| match operands {
            [_, Token::Name(name)] => {
                let properties = self.document.dict(resources, "Properties");
                let named = properties.and_then(|p| p.get_bytes(name)).map(|p| self.document.resolve(p));
                let dict = named.and_then(Object::dict)?;
                self.document.get(dict, key).and_then(Object::string).map(<[u8]>::to_vec)
            }
            [_, entries @ ..] => entries.windows(2).find_map(|pair| match pair {
                [Token::Name(name), Token::Str(text)] if name.as_ref() == key.as_bytes() => {
                    Some(text.to_vec())
                }
                _ => None,
            }),
            [] => None,
        };
        let from = self.order;
        let texts = ["ActualText", "E", "Alt"].into_iter().filter_map(|key| Some((key, said(key)?)));
        let alternate = |(key, text)| Alternate { text, describes: key == "Alt", from, to: from };
        Mark { hidden, alternates: texts.map(alternate).collect() }
    }

    /// `EMC`, or the end of the content.
    pub(super) fn end_mark(&mut self, mark: Mark) {
        self.hidden -= u32::from(mark.hidden);
        let room = MOST.saturating_sub(self.painted.alternates.len());
        let to = self.order;
        let ended = mark.alternates.into_iter().take(room).map(|alternate| Alternate { to, ..alternate });
        self.painted.alternates.extend(ended);
    }
}
