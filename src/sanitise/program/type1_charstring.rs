//! Type 1 charstrings (Adobe Type 1 Font Format, chapters 6 to 8), read as far as it takes to know
//! which subroutines and which other glyphs a glyph is drawn from.

use std::collections::{BTreeMap, BTreeSet};

use super::operand::integer;

const DEEPEST: usize = 16;
const MOST: usize = 200_000;

/// What a charstring calls.
#[derive(Debug, Default)]
pub(super) struct Calls {
    pub(super) subroutines: BTreeSet<i32>,
    /// Codes of the standard encoding whose glyphs it is composed of.
    pub(super) accents: Vec<u8>,
}

/// Follows a charstring that is in clear; `None` when it is not well formed.
pub(super) fn walk(charstring: &[u8], subroutines: &BTreeMap<i32, Vec<u8>>) -> Option<Calls> {
    let mut walker = Walker {
        subroutines,
        calls: Calls::default(),
        stack: Vec::new(),
        given: Vec::new(),
        steps: 0,
        ended: false,
    };
    walker.run(charstring, 0)?;
    Some(walker.calls)
}

struct Walker<'p> {
    subroutines: &'p BTreeMap<i32, Vec<u8>>,
    calls: Calls,
    /// Numbers; `None` is one that a computation left.
    stack: Vec<Option<i32>>,
    /// What other subroutines leave on the `PostScript` stack.
    given: Vec<Option<i32>>,
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
            if self.steps > MOST || self.stack.len() > 256 {
                return None;
            }
            at += 1;
            match byte {
                32.. => at += self.number(byte, data.get(at..)?)?,
                10 => {
                    let number = self.stack.pop()??;
                    self.calls.subroutines.insert(number);
                    let subroutine = self.subroutines.get(&number)?;
                    self.run(subroutine, depth + 1)?;
                }
                11 => return Some(()),
                12 => {
                    at += 1;
                    self.escaped(*data.get(at - 1)?)?;
                }
                14 => self.ended = true,
                _ => self.stack.clear(),
            }
        }
        Some(())
    }

    fn number(&mut self, byte: u8, rest: &[u8]) -> Option<usize> {
        let (number, length) = match byte {
            255 => (i32::from_be_bytes(rest.get(..4)?.try_into().ok()?), 4),
            _ => integer(byte, rest)?,
        };
        self.stack.push(Some(number));
        Some(length)
    }

    fn escaped(&mut self, operator: u8) -> Option<()> {
        match operator {
            6 => {
                if let [.., Some(base), Some(accent)] = self.stack.as_slice() {
                    let codes = [*base, *accent].into_iter();
                    self.calls.accents.extend(codes.filter_map(|code| u8::try_from(code).ok()));
                }
                self.ended = true;
            }
            // div
            12 => {
                self.stack.pop()?;
                self.stack.pop()?;
                self.stack.push(None);
            }
            // callothersubr: 3 gives back the subroutine that replaces hints, what others give is not followed
            16 => {
                let (other, count) = (self.stack.pop()??, self.stack.pop()??);
                let from = self.stack.len().checked_sub(usize::try_from(count).ok()?)?;
                let arguments = self.stack.split_off(from);
                self.given = if other == 3 { arguments } else { vec![None; arguments.len()] };
            }
            17 => {
                let given = self.given.pop().flatten();
                self.stack.push(given);
            }
            _ => self.stack.clear(),
        }
        Some(())
    }
}
