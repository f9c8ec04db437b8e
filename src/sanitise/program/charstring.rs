//! Type 2 charstrings (Adobe technical note 5177), read as far as it takes to know which subroutines
//! and which other glyphs a glyph is drawn from.

use std::collections::BTreeSet;

use super::operand::integer;

/// Subroutines inside each other (note 5177, annex B, says 10).
const DEEPEST: usize = 12;
/// Operators of one glyph.
const MOST: usize = 500_000;

/// What a charstring calls.
#[derive(Debug, Default)]
pub(super) struct Calls {
    pub(super) global: BTreeSet<usize>,
    pub(super) local: BTreeSet<usize>,
    /// Codes of the standard encoding whose glyphs it is composed of.
    pub(super) accents: Vec<u8>,
}

/// Follows a charstring; `None` when it is not well formed.
pub(super) fn walk(charstring: &[u8], global: &[&[u8]], local: &[&[u8]]) -> Option<Calls> {
    let mut walker = Walker {
        global,
        local,
        calls: Calls::default(),
        stack: Vec::new(),
        hints: 0,
        steps: 0,
        ended: false,
    };
    walker.run(charstring, 0)?;
    Some(walker.calls)
}

struct Walker<'p> {
    global: &'p [&'p [u8]],
    local: &'p [&'p [u8]],
    calls: Calls,
    stack: Vec<i32>,
    hints: usize,
    steps: usize,
    ended: bool,
}

impl Walker<'_> {
    fn run(&mut self, data: &[u8], depth: usize) -> Option<()> {
        if depth > DEEPEST {
            return None;
        }
        let mut at = 0;
        while let Some(&byte) = data.get(at).filter(|_| !self.ended) {
            self.steps += 1;
            if self.steps > MOST {
                return None;
            }
            at += 1;
            match byte {
                28 => {
                    let number = data.get(at..at + 2)?.try_into().ok().map(i16::from_be_bytes)?;
                    self.stack.push(i32::from(number));
                    at += 2;
                }
                32..=255 => at += self.number(byte, data.get(at..)?)?,
                19 | 20 => {
                    self.stems();
                    at += self.hints.div_ceil(8);
                }
                11 => return Some(()),
                12 => {
                    // flexes clear the stack; no charstring in use computes what it calls
                    at += 1;
                    self.stack.clear();
                }
                _ => self.operator(byte, depth)?,
            }
        }
        Some(())
    }

    /// Puts a number on the stack; gives the length of what follows its first byte.
    fn number(&mut self, byte: u8, rest: &[u8]) -> Option<usize> {
        let (number, length) = match byte {
            // a fixed number: its fraction names no subroutine
            255 => (i32::from(i16::from_be_bytes(rest.get(..2)?.try_into().ok()?)), rest.get(..4)?.len()),
            _ => integer(byte, rest)?,
        };
        self.stack.push(number);
        (self.stack.len() <= 1024).then_some(length)
    }

    fn operator(&mut self, byte: u8, depth: usize) -> Option<()> {
        match byte {
            1 | 3 | 18 | 23 => self.stems(),
            10 | 29 => {
                let subroutines = if byte == 10 { self.local } else { self.global };
                let called = self.stack.pop()?.checked_add(bias(subroutines.len()))?;
                let called = usize::try_from(called).ok()?;
                let subroutine = subroutines.get(called)?;
                let set = if byte == 10 { &mut self.calls.local } else { &mut self.calls.global };
                set.insert(called);
                return self.run(subroutine, depth + 1);
            }
            14 => {
                if let [.., _, _, base, accent] = self.stack.as_slice() {
                    let codes = [*base, *accent].into_iter();
                    self.calls.accents.extend(codes.filter_map(|code| u8::try_from(code).ok()));
                }
                self.ended = true;
            }
            _ => self.stack.clear(),
        }
        Some(())
    }

    /// Each pair of numbers is a stem; an odd one before them is the width.
    fn stems(&mut self) {
        self.hints += self.stack.len() / 2;
        self.stack.clear();
    }
}

/// What is added to the number of a subroutine (note 5176, clause 16).
fn bias(count: usize) -> i32 {
    match count {
        0..1240 => 107,
        1240..33900 => 1131,
        _ => 32768,
    }
}
