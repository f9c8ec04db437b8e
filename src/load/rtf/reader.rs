//! The state of reading RTF: groups and what they set, where text goes, when a destination ends.

use encoding_rs::{Encoding, WINDOWS_1252};

use super::charset;
use super::lexer::Token;
use super::picture::Picture;
use super::table::Table;
use crate::load::LeftOut;
use crate::load::paged::hidden::Hidden;
use crate::load::paged::scribe::Scribe;
use crate::pdf::limits::Limits;
use crate::pdf::typeset::{Block, Run};

/// How deep groups may be nested.
const DEEPEST: usize = 2_000;

/// Where the text of a group goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// The page.
    Page,
    /// Nowhere: measures, looks, twins.
    Nowhere,
    /// Hidden matter of a kind.
    Hidden(&'static str),
    /// The table of fonts.
    Fonts,
    /// The code of a field.
    Code,
    /// A picture's data.
    Picture,
    /// Names of authors of changes.
    Authors,
}

/// What happens when a group ends.
#[derive(Debug)]
pub(super) enum End {
    Nothing,
    /// The hidden matter, code, picture or name it gathered is complete.
    Gathered,
    Note(Scribe),
    Running(Scribe, &'static str),
    Boxed(Scribe),
}

/// What a group sets for what is inside it.
#[derive(Debug, Clone, Copy)]
pub(super) struct State {
    pub(super) place: Place,
    pub(super) font: i32,
    /// Characters that stand for a Unicode one and are passed over.
    pub(super) fallback: usize,
    pub(super) hidden: bool,
    pub(super) deleted: bool,
    pub(super) bold: bool,
}

/// Reads tokens and writes blocks.
pub(super) struct Reader<'a> {
    pub(super) limits: &'a Limits,
    pub(super) page: Scribe,
    pub(super) hidden: Hidden,
    pub(super) left_out: Vec<LeftOut>,
    pub(super) names: Vec<String>,
    pub(super) notes: Vec<Block>,
    pub(super) headers: Vec<Block>,
    pub(super) footers: Vec<Block>,
    pub(super) state: State,
    groups: Vec<(State, End)>,
    pub(super) fonts: std::collections::BTreeMap<i32, &'static Encoding>,
    pub(super) default: &'static Encoding,
    /// Bytes of text that are not decoded yet.
    bytes: Vec<u8>,
    /// The first half of a character beyond the basic plane.
    surrogate: Option<u16>,
    /// Fallback characters still to be passed over.
    passing: usize,
    /// Text that is gathered: hidden matter, a code, a name.
    gathered: String,
    /// The kind of the hidden matter gathered on the page.
    secret: Option<&'static str>,
    pub(super) picture: Picture,
    /// Whether `\*` stood before the next word.
    pub(super) optional: bool,
    /// The paragraph's heading level, 0 for none.
    pub(super) heading: u8,
    pub(super) table: Table,
    /// Tables around a note or a text box.
    outer: Vec<Table>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(limits: &'a Limits, show_hidden: bool) -> Self {
        let state =
            State { place: Place::Page, font: -1, fallback: 1, hidden: false, deleted: false, bold: false };
        Self {
            limits,
            page: Scribe::default(),
            hidden: Hidden::new(show_hidden),
            left_out: Vec::new(),
            names: Vec::new(),
            notes: Vec::new(),
            headers: Vec::new(),
            footers: Vec::new(),
            state,
            groups: Vec::new(),
            fonts: std::collections::BTreeMap::new(),
            default: WINDOWS_1252,
            bytes: Vec::new(),
            surrogate: None,
            passing: 0,
            gathered: String::new(),
            secret: None,
            picture: Picture::default(),
            optional: false,
            heading: 0,
            table: Table::default(),
            outer: Vec::new(),
        }
    }

    /// Takes a token; false when groups are nested too deeply.
    pub(super) fn take(&mut self, token: Token<'_>) -> bool {
        match token {
            Token::Byte(byte) => self.byte(byte),
            Token::Open => {
                self.decode();
                self.passing = 0;
                if matches!(self.state.place, Place::Hidden(_)) {
                    self.gathered.push(' ');
                }
                self.groups.push((self.state, End::Nothing));
                return self.groups.len() <= DEEPEST;
            }
            Token::Close => {
                self.decode();
                self.passing = 0;
                self.close();
            }
            Token::Binary(bytes) => {
                if self.state.place == Place::Picture {
                    self.picture.bytes.extend_from_slice(bytes);
                }
            }
            Token::Symbol(b'*') => self.optional = true,
            Token::Symbol(symbol) => {
                self.decode();
                self.symbol(symbol);
            }
            Token::Word(word, number) => {
                if word != "u" {
                    self.decode();
                }
                if self.passing > 0 && word != "u" {
                    self.passing -= 1;
                } else {
                    self.word(word, number);
                }
                self.optional = false;
            }
        }
        true
    }

    fn byte(&mut self, byte: u8) {
        if self.passing > 0 {
            self.passing -= 1;
        } else if self.state.place == Place::Picture {
            self.picture.hex(byte);
        } else {
            self.bytes.push(byte);
        }
    }

    fn symbol(&mut self, symbol: u8) {
        match symbol {
            b'~' => self.put("\u{a0}"),
            b'_' => self.put("-"),
            b'\r' | b'\n' => self.end_paragraph(),
            b'\t' => self.put("\t"),
            _ => {}
        }
    }

    /// A character by its number; its fallback is passed over.
    pub(super) fn unicode(&mut self, number: i32) {
        if self.surrogate.is_none() {
            self.decode();
        }
        let code = if number < 0 { number + 65_536 } else { number };
        self.passing = self.state.fallback;
        let Ok(unit) = u16::try_from(code) else { return };
        let units: Vec<u16> = self.surrogate.take().into_iter().chain([unit]).collect();
        if (0xd800..0xdc00).contains(&unit) {
            self.surrogate = Some(unit);
            return;
        }
        let text = crate::load::symbols::readable(&String::from_utf16_lossy(&units));
        self.put(&text);
    }

    /// Decodes the bytes so far in the encoding of their font.
    fn decode(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        let encoding = self.fonts.get(&self.state.font).copied().unwrap_or(self.default);
        let (text, _) = encoding.decode_without_bom_handling(&bytes);
        self.put(&text);
    }

    /// Text, wherever it goes.
    pub(super) fn put(&mut self, text: &str) {
        match self.state.place {
            Place::Nowhere | Place::Fonts | Place::Picture => {}
            Place::Hidden(_) | Place::Code | Place::Authors => self.gathered.push_str(text),
            Place::Page => {
                let kind = if self.state.deleted {
                    Some("deleted text")
                } else {
                    self.state.hidden.then_some("hidden text")
                };
                if kind != self.secret {
                    self.tell_secret();
                }
                match kind {
                    Some(_) => {
                        self.secret = kind;
                        self.gathered.push_str(text);
                    }
                    None => {
                        self.leave_table();
                        self.page.push(text, self.state.bold);
                    }
                }
            }
        }
    }

    /// Lists the hidden matter gathered on the page so far.
    pub(super) fn tell_secret(&mut self) {
        if let Some(kind) = self.secret.take() {
            let text = std::mem::take(&mut self.gathered);
            self.hidden.text(kind, &text);
        }
    }

    /// Makes the group a destination.
    pub(super) fn begin(&mut self, place: Place) {
        self.tell_secret();
        self.gathered.clear();
        self.state.place = place;
        if place == Place::Picture {
            self.picture = Picture::default();
        }
        self.set_end(End::Gathered);
    }

    /// Makes the group a text of its own.
    pub(super) fn apart(&mut self, end: fn(Scribe) -> End) {
        self.tell_secret();
        let before = self.page.set_apart();
        self.outer.push(std::mem::take(&mut self.table));
        self.state.hidden = false;
        self.set_end(end(before));
    }

    fn set_end(&mut self, new: End) {
        if let Some((_, end)) = self.groups.last_mut() {
            *end = new;
        }
    }

    fn close(&mut self) {
        let Some((before, end)) = self.groups.pop() else { return };
        let place = self.state.place;
        self.state = before;
        match end {
            End::Nothing => {}
            End::Gathered => self.gathered(place),
            End::Note(scribe) => {
                let mut blocks = self.rejoin(scribe);
                let mark = format!("[{}]", self.notes.len() + 1);
                match blocks.first_mut() {
                    Some(Block::Paragraph(runs)) => runs.insert(0, Run::plain(format!("{mark} "))),
                    _ => blocks.insert(0, Block::text(mark.clone())),
                }
                self.put(&mark);
                self.notes.push(Block::KeepTogether(blocks));
            }
            End::Running(scribe, name) => {
                let blocks = self.rejoin(scribe);
                let all = if name.starts_with("header") { &mut self.headers } else { &mut self.footers };
                all.extend(blocks);
            }
            End::Boxed(scribe) => {
                let blocks = self.rejoin(scribe);
                if !blocks.is_empty() {
                    self.page.block(Block::Indented(blocks));
                }
            }
        }
    }

    fn rejoin(&mut self, before: Scribe) -> Vec<Block> {
        self.tell_secret();
        self.table.inside = false;
        self.leave_table();
        self.table = self.outer.pop().unwrap_or_default();
        self.page.rejoin(before)
    }

    /// What a destination gathered is complete.
    fn gathered(&mut self, place: Place) {
        let text = std::mem::take(&mut self.gathered);
        match place {
            Place::Hidden(kind) => self.hidden.text(kind, &text),
            Place::Code => super::fields::note(&text, &mut self.hidden, &mut self.names),
            Place::Authors => {
                let names = text.split(';').map(str::trim).filter(|n| !n.is_empty() && *n != "Unknown");
                self.names.extend(names.map(str::to_owned));
            }
            Place::Picture => {
                let picture = std::mem::take(&mut self.picture);
                picture.show(self);
            }
            _ => {}
        }
    }

    /// Ends the paragraph.
    pub(super) fn end_paragraph(&mut self) {
        match self.state.place {
            Place::Page => {}
            Place::Hidden(_) => {
                self.gathered.push('\n');
                return;
            }
            _ => return,
        }
        if self.secret.is_some() {
            self.gathered.push('\n');
        }
        let heading = self.heading;
        self.page.end(|runs| block(runs, heading));
    }

    /// Ends everything that is open.
    pub(super) fn finish(&mut self) {
        self.decode();
        while !self.groups.is_empty() {
            self.close();
        }
        self.tell_secret();
        self.state.place = Place::Page;
        self.end_paragraph();
        self.table.inside = false;
        self.leave_table();
    }

    /// Where the text around the group around this one goes: of the two forms in `\upr` the second.
    pub(super) fn place_outside(&self) -> Place {
        let outside = self.groups.len().checked_sub(2).and_then(|at| self.groups.get(at));
        outside.map_or(self.state.place, |(state, _)| state.place)
    }

    /// The encoding of a font by its character set, as the table of fonts says.
    pub(super) fn font_charset(&mut self, charset: i32) {
        if let Some(encoding) = charset::of(charset) {
            self.fonts.insert(self.state.font, encoding);
        }
    }
}

fn block(runs: Vec<Run>, heading: u8) -> Block {
    if heading == 0 {
        return Block::Paragraph(runs);
    }
    let text: String = runs.into_iter().map(|run| run.text).collect();
    Block::Heading { level: heading, text: text.trim().replace('\n', " ") }
}
