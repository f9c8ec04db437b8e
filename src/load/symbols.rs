//! Characters of symbol fonts (Symbol, Wingdings) as characters that say the same.
//!
//! What is not listed stays as it came: the typesetter then shows its number.

/// A text with the common symbols replaced.
pub(super) fn readable(text: &str) -> String {
    text.chars().map(of).collect()
}

/// A character of a symbol font, which stands at U+F000 and its byte.
pub(super) fn of(ch: char) -> char {
    match ch as u32 {
        0xf0b7 | 0xf06c | 0xf09f => '•',
        0xf0a7 | 0xf06e => '▪',
        0xf0d8 => '➢',
        0xf0fc | 0xf050 => '✓',
        0xf0fb | 0xf04f => '✗',
        0xf0fe | 0xf052 => '☑',
        0xf0fd | 0xf078 | 0xf051 => '☒',
        0xf06f | 0xf0a8 | 0xf071 | 0xf0a3 => '☐',
        0xf0e0 => '→',
        0xf0df => '←',
        0xf04a => '☺',
        0xf028 => '☎',
        0xf02a => '✉',
        0xf02d => '−',
        0xf0b0 => '°',
        0xf0b1 => '±',
        _ => ch,
    }
}
