//! A CFF program written anew with the outlines, names and subroutines of some glyphs only.

use std::collections::{BTreeMap, BTreeSet};

use super::Wanted;
use super::cff::{Cff, Private, operator};
use super::charset::{Codes, STANDARD_STRINGS};
use super::dict::{Entry, fixed, put, put_index};

/// A glyph without outline: `endchar`.
const NO_OUTLINE: &[u8] = &[14];
/// A subroutine that does nothing: `return`.
const NO_SUBROUTINE: &[u8] = &[11];
/// Entries of a Top or Font DICT that name, date or count the original, or are set anew.
const LEFT_OUT: [u16; 17] = [
    0,
    1,
    2,
    3,
    4,
    13,
    14,
    0x0C00,
    0x0C15,
    0x0C16,
    0x0C17,
    0x0C1F,
    0x0C20,
    0x0C21,
    0x0C23,
    0x0C26,
    operator::PRIVATE,
];
const PLACES: [u16; 5] =
    [operator::CHARSET, operator::ENCODING, operator::CHARSTRINGS, operator::FONTS, operator::SELECT];

/// Writes the program; `keep` holds every glyph that the kept ones are drawn from.
pub(super) fn write(cff: &Cff<'_>, keep: &BTreeSet<u16>, wanted: &Wanted) -> Option<Vec<u8>> {
    let mut used = Used { global: BTreeSet::new(), local: vec![BTreeSet::new(); cff.privates.len()] };
    for glyph in keep {
        let calls = cff.calls(*glyph)?;
        used.global.extend(calls.global);
        let select = usize::from(*cff.select.get(usize::from(*glyph))?);
        used.local.get_mut(select)?.extend(calls.local);
    }
    let mut strings = Strings { original: &cff.strings, kept: Vec::new(), numbers: BTreeMap::new() };
    let charset = charset(cff, keep, wanted, &mut strings);
    let ros = cff.top.iter().find(|entry| entry.operator == operator::ROS);
    let ros = ros.map(|ros| ros_of(ros, &mut strings));
    let codes = encoding(cff, keep, wanted, &charset);
    let mut head = vec![1, 0, 4, 4];
    put_index(&mut head, &[b"F"]);
    let mut after = Vec::new();
    put_index(&mut after, &strings.kept);
    put_index(&mut after, &only(&cff.subroutines, &used.global));
    let top_length = index_of_one(&top(cff, ros.as_deref(), &Places::default())).len();
    let (places, body) =
        body(cff, keep, &used, &charset, codes.as_deref(), head.len() + top_length + after.len());
    let top = index_of_one(&top(cff, ros.as_deref(), &places));
    Some([head, top, after, body].concat())
}

/// Subroutines that kept glyphs call.
struct Used {
    global: BTreeSet<usize>,
    local: Vec<BTreeSet<usize>>,
}

/// The strings that are still named, with new numbers.
struct Strings<'p> {
    original: &'p [&'p [u8]],
    kept: Vec<&'p [u8]>,
    numbers: BTreeMap<u16, u16>,
}

impl Strings<'_> {
    fn keep(&mut self, sid: u16) -> u16 {
        let Some(own) = sid.checked_sub(STANDARD_STRINGS) else { return sid };
        if let Some(known) = self.numbers.get(&sid) {
            return *known;
        }
        let Some(string) = self.original.get(usize::from(own)) else { return 0 };
        let number = STANDARD_STRINGS + self.kept.len() as u16;
        self.kept.push(string);
        self.numbers.insert(sid, number);
        number
    }
}

/// Where the parts of the body lie.
#[derive(Default)]
struct Places {
    charset: usize,
    encoding: Option<usize>,
    glyphs: usize,
    fonts: usize,
    select: usize,
    /// Length and place of the Private DICT of a program that is not CID-keyed.
    private: (usize, usize),
}

/// The name or identifier of each glyph; those of glyphs that are not kept lead nowhere.
fn charset(cff: &Cff<'_>, keep: &BTreeSet<u16>, wanted: &Wanted, strings: &mut Strings<'_>) -> Vec<u16> {
    let free = (1..=u16::MAX).find(|identifier| !wanted.identifiers.contains(identifier)).unwrap_or(0);
    let of = |(glyph, id): (usize, &u16)| {
        let kept = u16::try_from(glyph).is_ok_and(|glyph| keep.contains(&glyph));
        match (kept, cff.by_identifier) {
            (true, true) => *id,
            (true, false) => strings.keep(*id),
            (false, true) => free,
            (false, false) => 0,
        }
    };
    cff.charset.iter().enumerate().map(of).collect()
}

/// Registry and ordering with their new numbers.
fn ros_of(ros: &Entry<'_>, strings: &mut Strings<'_>) -> Vec<u8> {
    let mut number = |operand: usize| {
        let sid = ros.operands.get(operand).and_then(|sid| u16::try_from(*sid).ok()).unwrap_or(0);
        usize::from(strings.keep(sid))
    };
    let supplement = ros.operands.get(2).and_then(|n| usize::try_from(*n).ok()).unwrap_or(0);
    fixed(&[number(0), number(1), supplement])
}

/// The built-in encoding of the codes that are shown; none where it is one of the standard's.
fn encoding(cff: &Cff<'_>, keep: &BTreeSet<u16>, wanted: &Wanted, charset: &[u16]) -> Option<Vec<u8>> {
    let Codes::Own(codes) = &cff.codes else { return None };
    let shown: BTreeSet<u8> = wanted.codes.iter().map(|shown| shown.code).collect();
    let entry = |(code, glyph): (&u8, &u16)| {
        let stays = shown.contains(code) && keep.contains(glyph);
        Some((*code, charset.get(usize::from(*glyph)).copied().filter(|sid| stays && *sid != 0)?))
    };
    // no list by glyph, which would give codes to the glyphs between: only supplements, by name
    let entries: Vec<(u8, u16)> = codes.iter().filter_map(entry).take(255).collect();
    let mut made = vec![0x80, 0, entries.len() as u8];
    for (code, sid) in entries {
        made.push(code);
        made.extend(sid.to_be_bytes());
    }
    Some(made)
}

/// Everything behind the INDEXes at the front, and where it lies.
fn body(
    cff: &Cff<'_>,
    keep: &BTreeSet<u16>,
    used: &Used,
    charset: &[u16],
    codes: Option<&[u8]>,
    start: usize,
) -> (Places, Vec<u8>) {
    let (mut places, mut made) = (Places { charset: start, ..Places::default() }, vec![0]);
    made.extend(charset.iter().skip(1).flat_map(|id| id.to_be_bytes()));
    if let Some(codes) = codes {
        places.encoding = Some(start + made.len());
        made.extend(codes);
    }
    places.glyphs = start + made.len();
    let kept = |glyph: usize| u16::try_from(glyph).is_ok_and(|glyph| keep.contains(&glyph));
    let outlines: Vec<&[u8]> = cff
        .glyphs
        .iter()
        .enumerate()
        .map(|(g, outline)| if kept(g) { *outline } else { NO_OUTLINE })
        .collect();
    put_index(&mut made, &outlines);
    let mut privates = Vec::new();
    for (private, local) in cff.privates.iter().zip(&used.local) {
        let dict = private_dict(private);
        privates.push((dict.len(), start + made.len()));
        made.extend(dict);
        if !private.subroutines.is_empty() {
            put_index(&mut made, &only(&private.subroutines, local));
        }
    }
    places.private = privates.first().copied().unwrap_or_default();
    if cff.by_identifier {
        places.select = start + made.len();
        made.push(0);
        made.extend(cff.select.iter().enumerate().map(|(g, select)| if kept(g) { *select } else { 0 }));
        places.fonts = start + made.len();
        let fonts: Vec<Vec<u8>> =
            cff.privates.iter().zip(&privates).map(|(private, place)| font_dict(private, *place)).collect();
        put_index(&mut made, &fonts.iter().map(Vec::as_slice).collect::<Vec<_>>());
    }
    (places, made)
}

/// Subroutines that are not called do nothing.
fn only<'p>(subroutines: &[&'p [u8]], used: &BTreeSet<usize>) -> Vec<&'p [u8]> {
    let one = |(number, subroutine): (usize, &&'p [u8])| {
        if used.contains(&number) { *subroutine } else { NO_SUBROUTINE }
    };
    subroutines.iter().enumerate().map(one).collect()
}

fn top(cff: &Cff<'_>, ros: Option<&[u8]>, places: &Places) -> Vec<u8> {
    let mut made = Vec::new();
    if let Some(ros) = ros {
        put(&mut made, operator::ROS, ros);
    }
    let left_out = |o: u16| o == operator::ROS || LEFT_OUT.contains(&o) || PLACES.contains(&o);
    for entry in cff.top.iter().filter(|entry| !left_out(entry.operator)) {
        put(&mut made, entry.operator, entry.written);
    }
    put(&mut made, operator::CHARSET, &fixed(&[places.charset]));
    put(&mut made, operator::CHARSTRINGS, &fixed(&[places.glyphs]));
    if cff.by_identifier {
        put(&mut made, operator::FONTS, &fixed(&[places.fonts]));
        put(&mut made, operator::SELECT, &fixed(&[places.select]));
        return made;
    }
    match &cff.codes {
        Codes::Predefined(expert) => put(&mut made, operator::ENCODING, &fixed(&[usize::from(*expert)])),
        Codes::Own(_) => put(&mut made, operator::ENCODING, &fixed(&[places.encoding.unwrap_or(0)])),
    }
    put(&mut made, operator::PRIVATE, &fixed(&[places.private.0, places.private.1]));
    made
}

fn font_dict(private: &Private<'_>, (length, place): (usize, usize)) -> Vec<u8> {
    let mut made = Vec::new();
    for entry in private.font.iter().filter(|entry| !LEFT_OUT.contains(&entry.operator)) {
        put(&mut made, entry.operator, entry.written);
    }
    put(&mut made, operator::PRIVATE, &fixed(&[length, place]));
    made
}

/// The hints of a Private DICT; its subroutines follow it.
fn private_dict(private: &Private<'_>) -> Vec<u8> {
    let mut made = Vec::new();
    for entry in private.entries.iter().filter(|entry| entry.operator != operator::SUBRS) {
        put(&mut made, entry.operator, entry.written);
    }
    if !private.subroutines.is_empty() {
        let length = made.len() + fixed(&[0]).len() + 1;
        put(&mut made, operator::SUBRS, &fixed(&[length]));
    }
    made
}

fn index_of_one(object: &[u8]) -> Vec<u8> {
    let mut made = Vec::new();
    put_index(&mut made, &[object]);
    made
}
