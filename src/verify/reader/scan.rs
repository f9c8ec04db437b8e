//! Finds every `N G obj` in the bytes of a file, whatever its cross-reference table says.
//!
//! What an older revision, a shadowed table or a free entry hides from readers is found here all the
//! same. The bytes between objects are kept as gaps, so that nothing in a file goes unread.

use std::ops::Range;

use super::lexer::{Lexer, Token, is_regular, is_space};
use super::object::{Dict, Object};
use super::parse::Parser;

/// An indirect object as it stands in the file.
#[derive(Debug, Clone, Default)]
pub(crate) struct Indirect {
    /// Object number.
    pub(crate) number: u32,
    /// Generation number.
    pub(crate) generation: u16,
    /// Byte offset in the file (of the object stream for a compressed object).
    pub(crate) offset: usize,
    /// The object stream that holds it.
    pub(crate) container: Option<u32>,
    /// Its value; the dictionary of a stream.
    pub(crate) value: Object,
    /// The bytes of the stream in the file, still encoded.
    pub(crate) data: Option<Range<usize>>,
    /// Whether `/Length` and the place of `endstream` disagree.
    pub(crate) wrong_length: bool,
    /// Whether another object begins before it ends.
    pub(crate) unclosed: bool,
    /// Whether something in it was nested too deeply to be read.
    pub(crate) too_deep: bool,
}

impl Indirect {
    /// The dictionary of the object or stream.
    pub(crate) fn dict(&self) -> Option<&Dict> {
        self.value.dict()
    }
}

/// Objects that are not closed of which the next is looked for: a file with more is hostile, and is not
/// passed because of the first.
const UNCLOSED: usize = 200;

/// What a pass over the bytes found.
#[derive(Debug, Default)]
pub(crate) struct Scan {
    /// The objects in the order of the file.
    pub(crate) objects: Vec<Indirect>,
    /// The dictionaries after `trailer`.
    pub(crate) trailers: Vec<Dict>,
    /// Byte ranges outside of objects.
    pub(crate) gaps: Vec<Range<usize>>,
}

/// Reads the whole file. `limit` bounds the number of objects; `None` when it is exceeded.
pub(crate) fn scan(file: &[u8], limit: usize) -> Option<Scan> {
    let mut found = Scan::default();
    let ends = Ends { stream: memmem(file, b"endstream").last(), object: memmem(file, b"endobj").last() };
    let (mut pos, mut gap, mut unclosed) = (0, 0, 0);
    for word in memmem(file, b"obj") {
        if word < pos {
            continue;
        }
        let Some((start, number, generation)) = header(file, word, gap) else { continue };
        if found.objects.len() >= limit {
            return None;
        }
        found.gaps.push(gap..start);
        let object = Indirect { number, generation, offset: start, ..Indirect::default() };
        let (mut object, mut end) = body(file, word + 3, object, &ends);
        let next = if unclosed < UNCLOSED { swallowed(file, word + 3, &object, end) } else { None };
        if let Some(next) = next {
            unclosed += 1;
            // readers that trust the table find the next object inside of this one
            object.unclosed = true;
            object.data = object.data.map(|d| d.start.min(next)..d.end.min(next));
            end = next;
        }
        found.objects.push(object);
        (pos, gap) = (end, end);
    }
    found.gaps.push(gap..file.len());
    found.gaps.retain(|g| !g.is_empty());
    found.trailers = trailers(file, &found.gaps);
    Some(found)
}

/// Where another object begins before this one ends: in its value outside of literal strings, or in
/// stream data whose end had to be guessed.
fn swallowed(file: &[u8], start: usize, object: &Indirect, end: usize) -> Option<usize> {
    let guessed =
        object.data.is_some() && (object.wrong_length || !ends_here(file, object.data.as_ref()?.end));
    let value_end = object.data.as_ref().filter(|_| !guessed).map_or(end, |d| d.start);
    // the parser stops before a word that cannot be part of a value
    let stopped = file.get(value_end..)?.trim_ascii_start().starts_with(b"obj");
    let reach = if stopped { value_end + 8 } else { value_end };
    let region = file.get(start..reach.min(file.len()))?;
    let inner =
        memmem(region, b"obj").map(|at| start + at).filter_map(|at| Some((at, header(file, at, start)?.0)));
    let found: Vec<(usize, usize)> = inner.take(64).collect();
    if found.is_empty() {
        return None;
    }
    let literals = literals(file, start, object.data.as_ref().map_or(end, |d| d.start));
    let free = |at: &usize| !literals.iter().any(|l| l.contains(at));
    found.into_iter().find(|(at, _)| free(at)).map(|(_, begin)| begin)
}

/// The literal strings between two places, each closed.
fn literals(file: &[u8], start: usize, end: usize) -> Vec<Range<usize>> {
    let (mut lexer, mut found) = (Lexer::new(file, start), Vec::new());
    while lexer.pos() < end {
        let from = lexer.pos();
        match lexer.token() {
            Some(Token::Str(_)) => {
                let text = file.get(from..lexer.pos()).unwrap_or_default();
                let open = text.iter().find(|b| !is_space(**b));
                if open == Some(&b'(') && text.ends_with(b")") {
                    found.push(from..lexer.pos());
                }
            }
            Some(_) => {}
            None => break,
        }
    }
    found
}

/// Positions of `needle` in `file`.
pub(crate) fn memmem<'a>(file: &'a [u8], needle: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    let first = needle.first().copied().unwrap_or_default();
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let rest = file.get(from..)?;
            let at = from + rest.iter().position(|&b| b == first)?;
            from = at + 1;
            if file.get(at..)?.starts_with(needle) {
                return Some(at);
            }
        }
    })
}

/// `N G ` before the word `obj` at `word`: where it starts, number and generation.
fn header(file: &[u8], word: usize, floor: usize) -> Option<(usize, u32, u16)> {
    if file.get(word + 3).copied().is_some_and(|b| is_regular(b) && !b.is_ascii_digit() && b != b'n') {
        return None;
    }
    let (generation, at) = integer_before(file, word, floor)?;
    let (number, start) = integer_before(file, at, floor)?;
    Some((start, u32::try_from(number).ok()?, u16::try_from(generation).ok()?))
}

/// The integer that ends before `end`, white space between, and where it begins.
fn integer_before(file: &[u8], end: usize, floor: usize) -> Option<(u64, usize)> {
    let before = file.get(floor..end)?;
    let spaces = before.iter().rev().take_while(|&&b| is_space(b)).count();
    let before = before.get(..before.len() - spaces)?;
    let digits = before.iter().rev().take_while(|b| b.is_ascii_digit()).count();
    let text = before.get(before.len() - digits..)?;
    if digits == 0 || digits > 10 {
        return None;
    }
    let value = text.iter().fold(0, |v, &d| v * 10 + u64::from(d - b'0'));
    Some((value, floor + before.len() - digits))
}

/// The object's value and stream, and the position after its `endobj`.
fn body(file: &[u8], pos: usize, mut object: Indirect, ends: &Ends) -> (Indirect, usize) {
    let mut parser = Parser::new(file, pos);
    let back = parser.lexer.pos();
    match parser.object() {
        Some(value) => object.value = value,
        None => parser.lexer.seek(back),
    }
    object.too_deep = parser.too_deep;
    let mut lexer = parser.lexer;
    let back = lexer.pos();
    match lexer.token() {
        Some(Token::Word(b"stream")) => {
            let start = data_start(file, lexer.pos());
            let (end, wrong) = data_end(file, start, object.dict(), ends);
            object.data = Some(start..end);
            object.wrong_length = wrong;
            let mut after = Lexer::new(file, end);
            if !matches!(after.token(), Some(Token::Word(b"endstream"))) {
                return (object, end);
            }
            let end = after.pos();
            let next = after.token();
            (object, if matches!(next, Some(Token::Word(b"endobj"))) { after.pos() } else { end })
        }
        Some(Token::Word(b"endobj")) => (object, lexer.pos()),
        _ => (object, back),
    }
}

/// After the keyword `stream`: one line end (7.3.8.1).
fn data_start(file: &[u8], pos: usize) -> usize {
    match (file.get(pos), file.get(pos + 1)) {
        (Some(b'\r'), Some(b'\n')) => pos + 2,
        (Some(b'\r' | b'\n'), _) => pos + 1,
        _ => pos,
    }
}

/// Where the data ends: by a direct `/Length` that leads to `endstream`, else by looking for the
/// word; and whether the two disagree.
fn data_end(file: &[u8], start: usize, dict: Option<&Dict>, ends: &Ends) -> (usize, bool) {
    let length = dict.and_then(|d| d.get("Length"));
    let stated = length.and_then(Object::int).and_then(|l| usize::try_from(l).ok());
    if let Some(end) = stated.and_then(|l| start.checked_add(l)).filter(|&e| e <= file.len())
        && ends_here(file, end)
    {
        return (end, false);
    }
    let rest = file.get(start..).unwrap_or_default();
    let seek = |word, last: Option<usize>| {
        if last.is_some_and(|l| l >= start) { memmem(rest, word).next() } else { None }
    };
    let stream = seek(b"endstream", ends.stream);
    // where the word is missing, the next object would be swallowed: `endobj` and a number end it too
    let before = rest.get(..stream.unwrap_or(rest.len())).unwrap_or_default();
    let object = if ends.object.is_some_and(|l| l >= start) {
        memmem(before, b"endobj").find(|&at| stream.is_none() || object_follows(before, at + 6))
    } else {
        None
    };
    let Some(length_found) = object.or(stream) else { return (file.len(), true) };
    let data = rest.get(..length_found).unwrap_or_default();
    let line_end = match data {
        [.., b'\r', b'\n'] => 2,
        [.., b'\r' | b'\n'] => 1,
        _ => 0,
    };
    (start + data.len() - line_end, stated.is_some())
}

/// Where the last `endstream` and `endobj` of the file stand: beyond them nobody needs to look.
#[derive(Debug)]
struct Ends {
    stream: Option<usize>,
    object: Option<usize>,
}

/// Whether `N G obj` follows at `at`.
fn object_follows(data: &[u8], at: usize) -> bool {
    let mut lexer = Lexer::new(data, at);
    matches!(
        (lexer.token(), lexer.token(), lexer.token()),
        (Some(Token::Int(_)), Some(Token::Int(_)), Some(Token::Word(b"obj")))
    )
}

/// Whether `endstream` stands at `end`, after white space at most.
fn ends_here(file: &[u8], end: usize) -> bool {
    let rest = file.get(end..).unwrap_or_default();
    let spaces = rest.iter().take(4).take_while(|&&b| is_space(b)).count();
    rest.get(spaces..).is_some_and(|r| r.starts_with(b"endstream"))
}

/// The trailer dictionaries, which stand outside of objects.
fn trailers(file: &[u8], gaps: &[Range<usize>]) -> Vec<Dict> {
    let mut found = Vec::new();
    for gap in gaps {
        let Some(bytes) = file.get(gap.clone()) else { continue };
        for at in memmem(bytes, b"trailer") {
            if let Some(Object::Dict(dict)) = Parser::new(bytes, at + 7).object() {
                found.push(dict);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_revision_of_an_object_is_found_and_the_bytes_between() {
        let file = b"%PDF-2.0\n1 0 obj (old) endobj\nleft over\n1 0 obj(new)endobj trailer<</Root 1 0 R>>";
        let found = scan(file, 100).expect("few objects");
        let values: Vec<_> = found.objects.iter().map(|o| o.value.clone()).collect();
        assert_eq!(values, [Object::Str(b"old".to_vec()), Object::Str(b"new".to_vec())]);
        assert_eq!(found.trailers.len(), 1);
        assert!(found.gaps.iter().any(|g| file[g.clone()].windows(9).any(|w| w == b"left over")));
    }

    #[test]
    fn a_stream_with_a_wrong_length_is_read_to_its_end() {
        for (length, wrong) in [("3", true), ("99", true), ("9 0 R", false), ("6", false)] {
            let file = format!("4 0 obj <</Length {length}>> stream\nabcdef\nendstream endobj");
            let found = scan(file.as_bytes(), 9).expect("one object");
            let data = found.objects[0].data.clone().expect("a stream");
            assert_eq!(&file[data], "abcdef", "length {length}");
            assert_eq!(found.objects[0].wrong_length, wrong);
        }
    }

    #[test]
    fn an_object_that_is_not_closed_hides_no_other() {
        for open in
            ["<< /A ", "[ 1 2 ", "<4142 ", "<< /Length 3 >> stream\nabc\n", "<< /Length 9 >> stream\nabc\n"]
        {
            let file = format!("4 0 obj {open}\n5 0 obj << /Length 6 >> stream\nsecret\nendstream endobj");
            let found = scan(file.as_bytes(), 9).expect("two objects");
            assert_eq!(found.objects.iter().map(|o| o.number).collect::<Vec<_>>(), [4, 5], "{open}");
            assert!(found.objects[0].unclosed, "{open}");
            assert_eq!(found.objects[1].data.clone().map(|d| file[d].to_owned()).as_deref(), Some("secret"));
        }
        let said = b"4 0 obj (see 5 0 obj) endobj";
        assert!(!scan(said, 9).expect("one object").objects[0].unclosed);
    }

    #[test]
    fn the_word_obj_inside_a_stream_starts_no_object() {
        let file = b"4 0 obj <</Length 21>> stream\n5 0 obj (inner)endobj\nendstream endobj";
        assert_eq!(scan(file, 9).expect("one object").objects.len(), 1);
    }
}
