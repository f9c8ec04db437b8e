//! Functions (ISO 32000-2, 7.10): tables cut to their size, calculators written anew.
//!
//! A PostScript calculator may hold comments and any word; only numbers and the operators of table 42
//! cross, anything else refuses the function.

use hayro_syntax::object::{Object, Stream};
use lopdf::Object as Made;

use super::lookup::{integer, numbers};
use super::rebuild::{DAMAGED, Rebuild, Step, name};
use super::table::Kind;

const OPERATORS: [&str; 42] = [
    "abs", "add", "atan", "ceiling", "cos", "cvi", "cvr", "div", "exp", "floor", "idiv", "ln", "log", "mod",
    "mul", "neg", "round", "sin", "sqrt", "sub", "truncate", "and", "bitshift", "eq", "false", "ge", "gt",
    "le", "lt", "ne", "not", "or", "true", "xor", "if", "ifelse", "copy", "dup", "exch", "index", "pop",
    "roll",
];

impl<'a> Rebuild<'a> {
    /// A function, or an array of them; `Identity` and `Default` are names.
    ///
    /// # Errors
    /// When its data is damaged or cannot be understood.
    pub fn function(&mut self, object: Object<'a>, depth: usize) -> Step<Option<Made>> {
        match object {
            Object::Name(n) if n.as_ref() == b"Identity" => Ok(Some(name("Identity"))),
            Object::Name(n) if n.as_ref() == b"Default" => Ok(Some(name("Default"))),
            Object::Dict(d) => Ok(Some(Made::Dictionary(self.dictionary(&d, Kind::Function, depth)?))),
            Object::Stream(s) => self.function_stream(&s, depth).map(Some),
            Object::Array(a) => {
                let mut all = Vec::new();
                for item in a.raw_iter().take(64) {
                    all.extend(self.value(item, Kind::Function, depth + 1)?);
                }
                Ok(Some(Made::Array(all)))
            }
            _ => Ok(None),
        }
    }

    fn function_stream(&mut self, stream: &Stream<'a>, depth: usize) -> Step<Made> {
        let object = Some(stream.obj_id().obj_number);
        let dict = self.dictionary(stream.dict(), Kind::Function, depth)?;
        let mut bytes = self.decode(stream)?.bytes;
        if integer(stream.dict(), b"FunctionType") == Some(4) {
            let Some(program) = calculator(&bytes) else {
                return Err(self.refuse(object, "a colour function cannot be understood", DAMAGED));
            };
            bytes = program;
        } else if let Some(length) = table_length(stream) {
            bytes.truncate(length);
        }
        Ok(Made::Stream(lopdf::Stream::new(dict, bytes)))
    }
}

/// Bytes of a sampled function's table (7.10.2).
fn table_length(stream: &Stream<'_>) -> Option<usize> {
    let samples: f64 = numbers(stream.dict(), b"Size")?.iter().product();
    let outputs = numbers(stream.dict(), b"Range")?.len() / 2;
    let bits = integer(stream.dict(), b"BitsPerSample")? as f64;
    Some((samples * outputs as f64 * bits / 8.0).ceil() as usize)
}

/// A calculator's program in words of ours; `None` when a word is unknown or braces do not match.
fn calculator(source: &[u8]) -> Option<Vec<u8>> {
    let (mut out, mut depth) = (Vec::new(), 0_i32);
    for line in source.split(|b| matches!(b, b'\n' | b'\r')) {
        let code = line.split(|b| *b == b'%').next().unwrap_or_default();
        let text = std::str::from_utf8(code).ok()?.replace('{', " { ").replace('}', " } ");
        for word in text.split(|c: char| c.is_ascii_whitespace() || c == '\0').filter(|w| !w.is_empty()) {
            match word {
                "{" => depth += 1,
                "}" => depth -= 1,
                _ => {}
            }
            let known = matches!(word, "{" | "}") || OPERATORS.contains(&word);
            let written = if known { word.to_owned() } else { number(word)? };
            out.extend_from_slice(written.as_bytes());
            out.push(b' ');
        }
    }
    (depth == 0).then_some(out)
}

/// A number in our spelling.
fn number(word: &str) -> Option<String> {
    let value: f64 = word.parse().ok().filter(|v: &f64| v.is_finite())?;
    Some(format!("{value}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_calculator_keeps_its_sums_and_loses_its_comments() {
        let program = calculator(b"{ 0.50 exch % for Jane\n dup 1e2 gt {pop}{mul} ifelse}").unwrap();
        assert_eq!(program, b"{ 0.5 exch dup 100 gt { pop } { mul } ifelse } ");
        assert_eq!(calculator(b"{ jane }"), None);
        assert_eq!(calculator(b"{ 1 "), None);
    }
}
