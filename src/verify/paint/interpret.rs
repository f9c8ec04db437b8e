//! The one loop over operators (ISO 32000-2, annex A), and what opens further content: forms,
//! patterns, soft masks, glyph procedures, appearances of annotations.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use super::Painted;
use super::font::Font;
use super::marks::Mark;
use super::pages::Page;
use super::path::Path;
use super::show::TextMatrices;
use super::state::State;
use crate::geom::Matrix;
use crate::verify::limits;
use crate::verify::reader::lexer::{Lexer, Token};
use crate::verify::reader::{Dict, Document, Object};

/// Glyphs for which a page has room from the start.
const ROOM: usize = 2048;

/// Fonts already read, by the address of their dictionary: one read for the whole file.
#[derive(Debug, Default)]
pub(crate) struct Fonts(Mutex<HashMap<usize, Arc<Font>>>);

impl Fonts {
    pub(super) fn get(&self, document: &Document<'_>, dict: &Dict) -> Arc<Font> {
        let key = std::ptr::from_ref(dict) as usize;
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(known.entry(key).or_insert_with(|| Font::read(document, dict)))
    }
}

/// Walks the content of one page.
pub(crate) struct Interpreter<'d> {
    pub(super) document: &'d Document<'d>,
    pub(super) fonts: &'d Fonts,
    pub(super) off: &'d HashSet<u32>,
    pub(super) painted: Painted,
    pub(super) state: State,
    pub(super) text: TextMatrices,
    pub(super) order: u32,
    /// How many enclosing things are on a layer that is off.
    pub(super) hidden: u32,
    /// Whether an annotation is being painted.
    pub(super) loose: bool,
    /// Whether the annotation's appearance is for another state than the present one.
    pub(super) other_state: bool,
    /// Whether the pen was moved and has shown nothing since.
    pub(super) idle: bool,
    depth: usize,
    operators: usize,
    stopped: bool,
    pub(super) procedures_tame: HashSet<u32>,
    pub(super) patterns: HashMap<u32, super::tiling::Cell>,
    /// Where the content that is being read begins to count: user space of the page or form.
    pub(super) ground: Matrix,
    pub(super) font_index: HashMap<usize, u16>,
    pub(super) font_dicts: Vec<&'d Dict>,
    pub(super) page_resources: &'d Dict,
}

/// What stands where a page has no resources.
pub(super) static NOTHING: Dict = Dict(Vec::new());

/// What a page paints: its content, then the appearances of its annotations.
pub(crate) fn page<'d>(
    document: &'d Document<'d>,
    page: &Page<'d>,
    fonts: &'d Fonts,
    off: &'d HashSet<u32>,
) -> Painted {
    let resources = page.resources.unwrap_or(&NOTHING);
    let frame = page.geometry.to_display();
    let clip = page.geometry.display_rect(&page.geometry.crop_box);
    let mut interpreter = Interpreter {
        document,
        fonts,
        off,
        painted: Painted { visible: clip, glyphs: Vec::with_capacity(ROOM), ..Painted::default() },
        state: State::new(frame, clip),
        text: TextMatrices::default(),
        order: 0,
        hidden: 0,
        loose: false,
        other_state: false,
        idle: false,
        depth: 0,
        operators: 0,
        stopped: false,
        procedures_tame: HashSet::new(),
        patterns: HashMap::new(),
        ground: frame,
        font_index: HashMap::new(),
        font_dicts: Vec::new(),
        page_resources: resources,
    };
    let group = document.dict(page.dict, "Group");
    interpreter.state.knockout = group.is_some_and(|group| super::resources::knocks_out(document, group));
    let contents = interpreter.contents(page.dict);
    interpreter.run(&contents, resources);
    super::annotations::annotations(&mut interpreter, page, frame, clip);
    interpreter.painted
}

impl<'d> Interpreter<'d> {
    /// Notes, once, what could not be followed.
    pub(super) fn fault(&mut self, what: &'static str) {
        if !self.painted.faults.contains(&what) {
            self.painted.faults.push(what);
        }
    }

    /// Ends the page at a limit.
    pub(super) fn stop(&mut self, what: &'static str) {
        self.fault(what);
        self.stopped = true;
    }

    /// The content streams of a page joined by line ends (7.8.2).
    fn contents(&mut self, dict: &'d Dict) -> Vec<u8> {
        let document = self.document;
        let parts: Vec<&Object> = match dict.get("Contents").map(|c| (c, document.resolve(c))) {
            None => Vec::new(),
            Some((_, Object::Array(items))) => items.iter().collect(),
            Some((entry, _)) => vec![entry],
        };
        let mut out = Vec::new();
        for part in parts {
            match document.stream(part) {
                Some(stream) => {
                    self.painted.streams.insert(stream.number);
                    out.extend_from_slice(&document.decoded(stream).data);
                    out.push(b'\n');
                }
                None => self.fault("a part of the page's content is missing"),
            }
        }
        out
    }

    /// Interprets content with its resources.
    pub(super) fn run(&mut self, data: &[u8], resources: &'d Dict) {
        if self.depth >= limits::NESTING {
            return self.stop("forms are nested too deeply");
        }
        self.depth += 1;
        let mut run =
            Run { resources, stack: Vec::new(), path: Path::default(), clip: false, marks: Vec::new() };
        let mut lexer = Lexer::new(data, 0);
        let mut operands: Vec<Token<'_>> = Vec::with_capacity(16);
        while let Some(token) = lexer.token() {
            let word = match token {
                // the mask of an inline picture is called `true`
                Token::Word(word) if !matches!(word, b"true" | b"false" | b"null") => word,
                operand => {
                    if operands.len() < 100_000 {
                        operands.push(operand);
                    }
                    continue;
                }
            };
            self.operators += 1;
            if self.operators > limits::OPERATORS {
                self.stop("a page has more operators than the limit");
            }
            if self.stopped {
                break;
            }
            if word == b"ID" {
                self.inline_image(&mut run, &operands, &mut lexer);
            } else {
                self.operator(&mut run, word, &operands);
            }
            operands.clear();
        }
        run.marks.into_iter().for_each(|mark| self.end_mark(mark));
        self.depth -= 1;
    }

    fn operator(&mut self, run: &mut Run<'d>, word: &[u8], operands: &[Token<'_>]) {
        let n = |i: usize| number(operands, i);
        match word {
            b"q" if run.stack.len() < 10_000 => run.stack.push(self.state.clone()),
            b"Q" => {
                if let Some(state) = run.stack.pop() {
                    self.state = state;
                }
            }
            b"cm" => self.state.ctm = matrix(operands).then(&self.state.ctm),
            b"w" => self.state.line_width = n(0),
            b"d" => self.state.dashed = is_broken(operands),
            b"gs" => self.graphics_state(run.resources, name(operands, 0)),
            b"Do" => self.external(run.resources, name(operands, 0)),
            b"sh" => self.shading(run.resources, name(operands, 0)),
            b"BMC" => run.marks.push(Mark { hidden: false, alternates: Vec::new() }),
            b"BDC" => {
                let mark = self.mark(run.resources, operands);
                run.marks.push(mark);
            }
            b"EMC" => {
                if let Some(mark) = run.marks.pop() {
                    self.end_mark(mark);
                }
            }
            _ => {
                // what no table knows paints nothing; its operands are searched with the stream's bytes
                let _known = self.path_operator(run, word, operands)
                    || self.text_operator(run.resources, word, operands)
                    || self.colour_operator(run.resources, word, operands);
            }
        }
    }

    fn text_operator(&mut self, resources: &'d Dict, word: &[u8], operands: &[Token<'_>]) -> bool {
        let n = |i: usize| number(operands, i);
        if matches!(word, b"Td" | b"TD" | b"Tm" | b"T*" | b"'" | b"\"" | b"BT" | b"ET") {
            self.leave();
        }
        match word {
            b"BT" => (self.text, self.idle) = (TextMatrices::default(), false),
            b"ET" => self.idle = false,
            b"Tc" => self.state.char_space = n(0),
            b"Tw" => self.state.word_space = n(0),
            b"Tz" => self.state.scale = n(0) / 100.0,
            b"TL" => self.state.leading = n(0),
            b"Ts" => self.state.rise = n(0),
            b"Tr" => self.state.mode = n(0) as i64,
            b"Tf" => self.set_font(resources, name(operands, 0), n(1)),
            b"Td" => self.text.next_line(n(0), n(1)),
            b"TD" => {
                self.state.leading = -n(1);
                self.text.next_line(n(0), n(1));
            }
            b"Tm" => {
                let m = matrix(operands);
                self.text = TextMatrices { text: m, line: m };
            }
            b"T*" => self.text.next_line(0.0, -self.state.leading),
            b"Tj" | b"'" | b"\"" | b"TJ" => self.show_operator(word, operands),
            _ => return false,
        }
        true
    }

    fn show_operator(&mut self, word: &[u8], operands: &[Token<'_>]) {
        if word == b"\"" {
            (self.state.word_space, self.state.char_space) = (number(operands, 0), number(operands, 1));
        }
        if word == b"'" || word == b"\"" {
            self.text.next_line(0.0, -self.state.leading);
        }
        for token in operands {
            match token {
                Token::Str(s) => self.show(s),
                Token::Int(i) if word == b"TJ" => self.kern(*i as f64),
                Token::Real(r) if word == b"TJ" => self.kern(*r),
                _ => {}
            }
        }
    }
}

/// What one content stream has open.
pub(super) struct Run<'d> {
    pub(super) resources: &'d Dict,
    stack: Vec<State>,
    pub(super) path: Path,
    pub(super) clip: bool,
    marks: Vec<Mark>,
}

pub(super) fn token_number(token: &Token<'_>) -> Option<f64> {
    match token {
        Token::Int(i) => Some(*i as f64),
        Token::Real(r) => Some(*r),
        _ => None,
    }
}

pub(super) fn number(operands: &[Token<'_>], index: usize) -> f64 {
    operands.get(index).and_then(token_number).unwrap_or(0.0)
}

pub(super) fn name<'t>(operands: &'t [Token<'_>], index: usize) -> &'t [u8] {
    match operands.get(index) {
        Some(Token::Name(name)) => name,
        _ => b"",
    }
}

/// Share of a dashed line that must be gaps for what lies under it to be seen.
const GAPS: f64 = 0.25;

/// Whether the dashes of `[…] phase d` (8.4.3.6) leave gaps to speak of; `[] 0 d` is a solid line.
fn is_broken(operands: &[Token<'_>]) -> bool {
    let array = operands.iter().skip_while(|t| !matches!(t, Token::ArrayOpen));
    let lengths: Vec<f64> =
        array.take_while(|t| !matches!(t, Token::ArrayClose)).filter_map(token_number).collect();
    // an odd array is used twice, so that each length is a dash once and a gap once
    let gaps = if lengths.len() % 2 == 1 {
        lengths.iter().sum::<f64>() / 2.0
    } else {
        lengths.iter().skip(1).step_by(2).sum()
    };
    gaps > GAPS * lengths.iter().sum::<f64>()
}

fn matrix(operands: &[Token<'_>]) -> Matrix {
    Matrix(std::array::from_fn(|i| number(operands, i)))
}
