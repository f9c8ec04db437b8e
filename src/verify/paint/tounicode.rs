//! `ToUnicode` `CMaps` (ISO 32000-2, 9.10.3), read by a small parser of the verifier's own.

use std::collections::HashMap;

use crate::verify::reader::lexer::{Lexer, Token};

/// Most codes that one `CMap` may map: a range is cut there.
const MOST: usize = 200_000;

/// What each code spells.
pub(crate) fn parse(data: &[u8]) -> HashMap<u32, Box<str>> {
    let (mut map, mut lexer) = (HashMap::new(), Lexer::new(data, 0));
    while let Some(token) = lexer.token() {
        match token {
            Token::Word(b"beginbfchar") => characters(&mut lexer, &mut map),
            Token::Word(b"beginbfrange") => ranges(&mut lexer, &mut map),
            _ => {}
        }
    }
    map
}

fn characters(lexer: &mut Lexer<'_>, map: &mut HashMap<u32, Box<str>>) {
    // one token at a time: what ends a section must not swallow the beginning of the next
    while let Some(Token::Str(code)) = lexer.token() {
        if let Some(Token::Str(target)) = lexer.token()
            && map.len() < MOST
        {
            map.insert(number(&code), text(&target));
        }
    }
}

fn ranges(lexer: &mut Lexer<'_>, map: &mut HashMap<u32, Box<str>>) {
    while let Some(Token::Str(first)) = lexer.token() {
        let (Some(Token::Str(last)), Some(target)) = (lexer.token(), lexer.token()) else { return };
        let (first, last) = (number(&first), number(&last));
        match target {
            Token::Str(target) => {
                let base = units(&target);
                for (step, code) in (first..=last).enumerate().take(MOST.saturating_sub(map.len())) {
                    map.insert(code, raised(&base, step as u32));
                }
            }
            Token::ArrayOpen => {
                let mut code = first;
                while let Some(Token::Str(target)) = lexer.token() {
                    if map.len() < MOST {
                        map.insert(code, text(&target));
                    }
                    code = code.wrapping_add(1);
                }
            }
            _ => {}
        }
    }
}

fn number(code: &[u8]) -> u32 {
    code.iter().take(4).fold(0, |n, &b| n << 8 | u32::from(b))
}

fn units(target: &[u8]) -> Vec<u16> {
    match target {
        [one] => vec![u16::from(*one)],
        _ => target.chunks_exact(2).map(|c| u16::from_be_bytes([c[0], c[1]])).collect(),
    }
}

fn text(target: &[u8]) -> Box<str> {
    String::from_utf16_lossy(&units(target)).into()
}

/// The target of the first code with its last character raised by `step`.
fn raised(base: &[u16], step: u32) -> Box<str> {
    let mut text: Vec<char> =
        char::decode_utf16(base.iter().copied()).map(|c| c.unwrap_or('\u{fffd}')).collect();
    if let Some(last) = text.last_mut() {
        *last = char::from_u32(u32::from(*last).wrapping_add(step)).unwrap_or('\u{fffd}');
    }
    text.into_iter().collect::<String>().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_ranges_and_lists_are_read() {
        let map = parse(b"1 beginbfchar <01> <0041> endbfchar 2 beginbfrange <02> <04> <0061> <05> <06> [<0058> <00590059>] endbfrange");
        let spelled: String = (1..=6).map(|c| map[&c].to_string()).collect();
        assert_eq!(spelled, "AabcXYY");
    }

    #[test]
    fn the_end_of_a_section_swallows_no_beginning_of_the_next() {
        let sections =
            b"1 beginbfrange <01> <02> <0041> endbfrange 1 beginbfrange <03> <04> <0043> endbfrange \
            1 beginbfchar <05> <0045> endbfchar 1 beginbfchar <06> <0046> endbfchar";
        let map = parse(sections);
        let spelled: String =
            (1..=6).filter_map(|c| map.get(&c).map(AsRef::as_ref)).collect::<Vec<&str>>().concat();
        assert_eq!(spelled, "ABCDEF");
    }

    #[test]
    fn an_endless_range_is_cut() {
        assert!(parse(b"beginbfrange <00000000> <ffffffff> <0041>").len() <= MOST);
    }
}
