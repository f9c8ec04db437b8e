//! What an appearance says (ISO 32000-2, 12.5.5), compared with the value that it stands for.
//!
//! The page shows the appearance; a value with other words stays behind, and that must be counted. It
//! is no reader of pages: text whose meaning no font gives is not judged.

use hayro_syntax::object::{Dict, MaybeRef, Object, Stream};

use super::lookup::Site;
use super::rebuild::Rebuild;
use crate::pdf::content::{Operand, Operations, Operator};
use crate::pdf::font::Meaning;

/// Drawings within an appearance that are followed.
const DEPTH: usize = 4;

/// Whether an appearance can be read and its letters and digits do not hold those of `value`.
pub(super) fn shows_other<'a>(
    rebuild: &mut Rebuild<'a>,
    appearance: &MaybeRef<Object<'a>>,
    value: &str,
) -> bool {
    let MaybeRef::Ref(reference) = appearance else { return false };
    let Some(stream) = rebuild.pdf.xref().get::<Stream<'a>>((*reference).into()) else { return false };
    let mut said = String::new();
    let scope = rebuild.scope.clone();
    read(rebuild, &stream, &scope, DEPTH, &mut said).is_some() && !letters(&said).contains(&letters(value))
}

/// Letters and digits, case and spacing aside: viewers differ in the rest.
fn letters(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    text.nfkc().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Adds the text of a drawing; `None` when some of it has no meaning.
fn read<'a>(
    rebuild: &mut Rebuild<'a>,
    stream: &Stream<'a>,
    scope: &Dict<'a>,
    depth: usize,
    said: &mut String,
) -> Option<()> {
    let resources = stream.dict().get::<Dict<'a>>(b"Resources").unwrap_or_else(|| scope.clone());
    let bytes = rebuild.decode(stream).ok()?.bytes;
    let mut font = None;
    for operation in Operations::new(&bytes) {
        match operation.operator {
            Operator::Font => {
                let found = resources
                    .get::<Dict<'a>>(b"Font")
                    .and_then(|fonts| fonts.get::<Dict<'a>>(operation.name(0)?));
                font = found;
            }
            Operator::XObject if depth > 0 => {
                let drawings = resources.get::<Dict<'a>>(b"XObject");
                let inner = drawings.and_then(|d| d.get::<Stream<'a>>(operation.name(0)?));
                if let Some(inner) = inner.filter(|s| Site::dict(s.dict()) != Site::dict(stream.dict())) {
                    read(rebuild, &inner, &resources, depth - 1, said)?;
                }
            }
            _ => {
                for operand in operation.operands.iter().flat_map(strings) {
                    say(rebuild, font.as_ref()?, operand, said)?;
                }
            }
        }
    }
    Some(())
}

/// The strings of an operand of a text-showing operator.
fn strings<'o>(operand: &'o Operand<'_>) -> Vec<&'o [u8]> {
    match operand {
        Operand::String(s) => vec![s],
        Operand::Array(items) => items.iter().filter_map(Operand::string).collect(),
        _ => Vec::new(),
    }
}

fn say<'a>(rebuild: &mut Rebuild<'a>, font: &Dict<'a>, text: &[u8], said: &mut String) -> Option<()> {
    let font = rebuild.read_fonts.font(Some((None, Object::Dict(font.clone()))));
    let mut rest = text;
    while !rest.is_empty() {
        let code = font.read(rest);
        match &code.meaning {
            Meaning::Char(c) => said.push(*c),
            Meaning::Many(text) => said.push_str(text),
            Meaning::Unreadable | Meaning::Two(..) => return None,
        }
        rest = rest.get(code.length.max(1)..).unwrap_or_default();
    }
    Some(())
}
