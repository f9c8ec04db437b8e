//! A picture of the text that is written anew: its pixels and its size, and nothing else.

use std::fmt::Write as _;

use super::{Lexer, Token};
use crate::load::clean::{Unclean, shown};
use crate::load::convert::Member;

/// Control words that say how large it is shown.
const SIZES: [&str; 6] = ["picw", "pich", "picwgoal", "pichgoal", "picscalex", "picscaley"];

/// Writes the picture whose group was begun, to its end.
///
/// # Errors
/// When pages of ours do not show it whole.
pub(super) fn write(rest: &mut Lexer<'_>, member: &Member<'_>, out: &mut String) -> Result<(), Unclean> {
    let (mut depth, mut sizes, mut bytes, mut half) = (1_usize, String::new(), Vec::new(), None);
    for token in rest {
        match token {
            Token::Open => depth += 1,
            Token::Close => depth -= 1,
            Token::Byte(byte) if depth == 1 => {
                if let Some(digit) = char::from(byte).to_digit(16) {
                    match half.take() {
                        Some(high) => bytes.push((high * 16 + digit) as u8),
                        None => half = Some(digit),
                    }
                }
            }
            Token::Binary(raw) if depth == 1 => bytes.extend_from_slice(raw),
            Token::Word(word, number) if depth == 1 => {
                if word.starts_with("piccrop") && number.unwrap_or(0) != 0 {
                    return Err(Unclean::Because("shows a part of a picture only"));
                }
                if SIZES.contains(&word) {
                    let _ = write!(sizes, "\\{word}{}", number.unwrap_or(0));
                }
            }
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    shown(&bytes, member).map_err(|_| Unclean::Because("holds a picture that cannot be shown"))?;
    let kind = if bytes.starts_with(b"\x89PNG") { "pngblip" } else { "jpegblip" };
    let _ = write!(out, "{{\\pict\\{kind}{sizes} ");
    for byte in bytes {
        let _ = write!(out, "{byte:02x}");
    }
    out.push('}');
    Ok(())
}
