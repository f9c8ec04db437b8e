//! The one loop over operators (ISO 32000-2, annex A), and what opens further content: forms,
//! patterns, soft masks, glyph procedures, appearances of annotations.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use super::font::{Font, Kind};
use super::pages::Page;
use super::path::Path;
use super::show::TextMatrices;
use super::state::{Paint, Space, State, colour};
use super::{Image, Ink, Painted, Shape, Source, Unseen};
use crate::geom::{Matrix, Point, Rect};
use crate::verify::limits;
use crate::verify::reader::lexer::{Lexer, Token};
use crate::verify::reader::{Dict, Document, Indirect, Object};

/// Fonts already read, by the address of their dictionary: one read for the whole file.
#[derive(Debug, Default)]
pub(crate) struct Fonts(Mutex<HashMap<usize, Arc<Font>>>);

impl Fonts {
    fn get(&self, document: &Document<'_>, dict: &Dict) -> Arc<Font> {
        let key = std::ptr::from_ref(dict) as usize;
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(known.entry(key).or_insert_with(|| Font::read(document, dict)))
    }
}

/// Walks the content of one page.
pub(crate) struct Interpreter<'d> {
    pub(super) document: &'d Document<'d>,
    fonts: &'d Fonts,
    off: &'d HashSet<u32>,
    pub(super) painted: Painted,
    pub(super) state: State,
    pub(super) text: TextMatrices,
    pub(super) order: u32,
    /// How many enclosing things are on a layer that is off.
    pub(super) hidden: u32,
    depth: usize,
    operators: usize,
    stopped: bool,
    procedures_seen: HashSet<u32>,
    font_index: HashMap<usize, u16>,
    font_dicts: Vec<&'d Dict>,
    page_resources: &'d Dict,
}

/// What a page paints: its content, then the appearances of its annotations.
pub(crate) fn page<'d>(
    document: &'d Document<'d>,
    page: &Page<'d>,
    fonts: &'d Fonts,
    off: &'d HashSet<u32>,
) -> Painted {
    static NONE: Dict = Dict(Vec::new());
    let resources = page.resources.unwrap_or(&NONE);
    let frame = page.geometry.to_display();
    let clip = page.geometry.display_rect(&page.geometry.crop_box);
    let mut interpreter = Interpreter {
        document,
        fonts,
        off,
        painted: Painted::default(),
        state: State::new(frame, clip),
        text: TextMatrices::default(),
        order: 0,
        hidden: 0,
        depth: 0,
        operators: 0,
        stopped: false,
        procedures_seen: HashSet::new(),
        font_index: HashMap::new(),
        font_dicts: Vec::new(),
        page_resources: resources,
    };
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
            let Token::Word(word) = token else {
                if operands.len() < 100_000 {
                    operands.push(token);
                }
                continue;
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
        self.hidden -= run.marks.iter().filter(|hidden| **hidden).count() as u32;
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
            b"d" => {
                self.state.dashed = operands
                    .iter()
                    .any(|t| matches!(t, Token::Int(i) if *i > 0) || matches!(t, Token::Real(r) if *r > 0.0))
                    && operands.len() > 3
            }
            b"gs" => self.graphics_state(run.resources, name(operands, 0)),
            b"Do" => self.external(run.resources, name(operands, 0)),
            b"sh" => {
                let clip = self.state.clip;
                let solid = self.state.clip_exact;
                // of no known colour: neither black nor a pattern of lines
                self.shape(clip, clip, solid, true, false, Ink::Plain([128; 3]), 1.0);
            }
            b"BMC" => run.marks.push(false),
            b"BDC" => {
                let hidden = self.is_layer_off(run.resources, operands);
                self.hidden += u32::from(hidden);
                run.marks.push(hidden);
            }
            b"EMC" => self.hidden -= u32::from(run.marks.pop().unwrap_or(false)),
            _ => {
                let known = self.path_operator(run, word, operands)
                    || self.text_operator(run.resources, word, operands)
                    || self.colour_operator(run.resources, word, operands);
                let _ = known;
            }
        }
    }

    fn path_operator(&mut self, run: &mut Run<'d>, word: &[u8], operands: &[Token<'_>]) -> bool {
        let n = |i: usize| number(operands, i);
        let ctm = self.state.ctm;
        let point = |i: usize| ctm.apply(Point::new(number(operands, i), number(operands, i + 1)));
        match word {
            b"m" => run.path.move_to(point(0)),
            b"l" => run.path.line_to(point(0)),
            b"c" => run.path.curve_to(&[point(0), point(2), point(4)]),
            b"v" | b"y" => run.path.curve_to(&[point(0), point(2)]),
            b"re" => run.path.rectangle(&ctm, n(0), n(1), n(2), n(3)),
            b"h" => {}
            b"W" | b"W*" => run.clip = true,
            b"n" => self.end_path(run),
            b"f" | b"F" | b"f*" => self.paint(run, true, false),
            b"S" | b"s" => self.paint(run, false, true),
            b"B" | b"B*" | b"b" | b"b*" => self.paint(run, true, true),
            _ => return false,
        }
        if run.path.parts.len() > limits::PAINTED {
            self.stop("a path has more parts than the limit");
        }
        true
    }

    fn paint(&mut self, run: &mut Run<'d>, fill: bool, stroke: bool) {
        if fill {
            let holes = run.path.parts.len() > 1 && run.path.has_holes();
            let paint = self.state.fill;
            for part in &run.path.parts {
                let rectangle = part.is_rectangle();
                let plain = rectangle || part.is_line();
                self.shape(
                    part.bounds,
                    part.bounds,
                    rectangle && !holes,
                    plain,
                    false,
                    paint.ink,
                    paint.alpha,
                );
            }
        }
        if stroke {
            self.strokes(&run.path);
        }
        self.end_path(run);
    }

    /// Strokes: upright lines cover their width, others only bound it.
    fn strokes(&mut self, path: &Path) {
        let paint = self.state.stroke;
        let half = self.state.line_width / 2.0 * self.state.ctm.determinant().abs().sqrt();
        for part in &path.parts {
            let solid = part.is_line() && !self.state.dashed;
            let plain = part.is_line() || part.is_rectangle();
            let b = part.bounds;
            let wide = if part.is_line() && b.width() >= b.height() {
                Rect { y0: b.y0 - half, y1: b.y1 + half, ..b }
            } else if part.is_line() {
                Rect { x0: b.x0 - half, x1: b.x1 + half, ..b }
            } else {
                b.inflate(half)
            };
            self.shape(wide, wide, solid, plain, true, paint.ink, paint.alpha);
        }
    }

    #[allow(clippy::too_many_arguments, reason = "the fields of one shape")]
    fn shape(
        &mut self,
        bounds: Rect,
        whole: Rect,
        solid: bool,
        plain: bool,
        stroked: bool,
        ink: Ink,
        alpha: f64,
    ) {
        let Some(bounds) = bounds.intersection(&self.state.clip) else { return };
        let paint = Paint { ink, space: Space::Device, alpha };
        let opaque = self.state.opaque(&paint);
        let solid = solid && self.state.clip_exact;
        let hidden = self.hidden > 0;
        self.painted.shapes.push(Shape {
            bounds,
            whole,
            solid,
            plain,
            stroked,
            ink,
            opaque,
            hidden,
            order: self.order,
        });
        self.order += 1;
        if self.painted.shapes.len() > limits::PAINTED {
            self.stop("a page paints more than the limit");
        }
    }

    fn end_path(&mut self, run: &mut Run<'d>) {
        let path = std::mem::take(&mut run.path);
        if std::mem::take(&mut run.clip) {
            let exact = matches!(path.parts.as_slice(), [one] if one.is_rectangle());
            let nothing = Rect::default();
            self.state.clip_to(path.bounds().unwrap_or(nothing), exact);
        }
    }

    fn text_operator(&mut self, resources: &'d Dict, word: &[u8], operands: &[Token<'_>]) -> bool {
        let n = |i: usize| number(operands, i);
        match word {
            b"BT" => self.text = TextMatrices::default(),
            b"ET" => {}
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

    fn set_font(&mut self, resources: &'d Dict, name: &[u8], size: f64) {
        let document = self.document;
        let fonts = document.dict(resources, "Font");
        let dict = fonts.and_then(|f| f.get_bytes(name)).and_then(|f| document.resolve(f).dict());
        static MISSING: Dict = Dict(Vec::new());
        if dict.is_none() {
            self.fault("a font that text uses is missing");
        }
        self.use_font(dict.unwrap_or(&MISSING), size);
    }

    fn use_font(&mut self, dict: &'d Dict, size: f64) {
        let key = std::ptr::from_ref(dict) as usize;
        let font = self.fonts.get(self.document, dict);
        let next = u16::try_from(self.painted.fonts.len()).unwrap_or(u16::MAX);
        let index = *self.font_index.entry(key).or_insert(next);
        if usize::from(index) == self.painted.fonts.len() {
            self.painted.fonts.push(Arc::clone(&font));
            self.font_dicts.push(dict);
        }
        self.state.font = Some((index, font));
        self.state.size = size;
    }

    fn colour_operator(&mut self, resources: &'d Dict, word: &[u8], operands: &[Token<'_>]) -> bool {
        let numbers: Vec<f64> = operands.iter().filter_map(token_number).take(32).collect();
        let stroking = word.first().is_some_and(u8::is_ascii_uppercase);
        let mut paint = if stroking { self.state.stroke } else { self.state.fill };
        match word {
            b"g" | b"rg" | b"k" | b"G" | b"RG" | b"K" => {
                paint.space = Space::Device;
                paint.ink = colour(Space::Device, &numbers);
            }
            b"cs" | b"CS" => {
                paint.space = self.space(resources, name(operands, 0));
                paint.ink = if paint.space == Space::Pattern { Ink::Pattern } else { Ink::Plain([0; 3]) };
            }
            b"sc" | b"scn" | b"SC" | b"SCN" => {
                paint.ink = colour(paint.space, &numbers);
                if paint.space == Space::Pattern {
                    self.pattern(resources, name(operands, operands.len().saturating_sub(1)));
                }
            }
            _ => return false,
        }
        if stroking {
            self.state.stroke = paint;
        } else {
            self.state.fill = paint;
        }
        true
    }

    fn space(&self, resources: &'d Dict, name: &[u8]) -> Space {
        let named = self.document.dict(resources, "ColorSpace").and_then(|c| c.get_bytes(name));
        let family = match named.map(|n| self.document.resolve(n)) {
            Some(Object::Array(a)) => a.first().map(|f| self.document.resolve(f)).and_then(Object::name),
            Some(Object::Name(n)) => Some(n.as_slice()),
            _ => Some(name),
        };
        match family.unwrap_or_default() {
            b"Separation" | b"DeviceN" => Space::Tint,
            b"Pattern" => Space::Pattern,
            b"Indexed" | b"Lab" => Space::Other,
            _ => Space::Device,
        }
    }

    fn graphics_state(&mut self, resources: &'d Dict, name: &[u8]) {
        let document = self.document;
        let states = document.dict(resources, "ExtGState");
        let Some(gs) = states.and_then(|s| s.get_bytes(name)).and_then(|g| document.resolve(g).dict()) else {
            return;
        };
        let value = |key: &str| document.get(gs, key).and_then(Object::number);
        self.state.fill.alpha = value("ca").unwrap_or(self.state.fill.alpha);
        self.state.stroke.alpha = value("CA").unwrap_or(self.state.stroke.alpha);
        self.state.line_width = value("LW").unwrap_or(self.state.line_width);
        let mode = match document.get(gs, "BM") {
            Some(Object::Array(a)) => a.first().map(|m| document.resolve(m)).and_then(Object::name),
            other => other.and_then(Object::name),
        };
        if let Some(mode) = mode {
            self.state.blends =
                !matches!(mode, b"Normal" | b"Compatible" | b"Multiply" | b"Darken" | b"ColorBurn");
        }
        if let Some([font, size]) = document.get(gs, "Font").and_then(Object::array)
            && let (Some(dict), Some(size)) = (document.resolve(font).dict(), size.number())
        {
            self.use_font(dict, size);
        }
        match document.get(gs, "SMask") {
            Some(Object::Dict(mask)) => {
                self.state.masked = true;
                if let Some(form) = mask.get("G").and_then(|g| document.stream(g)) {
                    self.form(form, resources);
                }
            }
            Some(Object::Name(_)) => self.state.masked = false,
            _ => {}
        }
    }

    /// `Do`: a form or a picture.
    fn external(&mut self, resources: &'d Dict, name: &[u8]) {
        let document = self.document;
        let objects = document.dict(resources, "XObject");
        let Some(stream) = objects.and_then(|x| x.get_bytes(name)).and_then(|o| document.stream(o)) else {
            return self.fault("something that the page paints is missing");
        };
        let Some(dict) = stream.dict() else { return };
        let off = self.is_off(dict.get("OC"));
        self.hidden += u32::from(off);
        if dict.is("Subtype", "Form") || dict.has("BBox") {
            self.form(stream, resources);
        } else {
            self.painted.streams.insert(stream.number);
            let masked = dict.has("SMask") || dict.has("Mask") || dict.has("SMaskInData");
            self.image(
                Source::Object(stream.number),
                dict.get("ImageMask") == Some(&Object::Bool(true)) || masked,
            );
        }
        self.hidden -= u32::from(off);
    }

    /// A form XObject (8.10), with its matrix and clip.
    pub(super) fn form(&mut self, stream: &'d Indirect, outer: &'d Dict) {
        let document = self.document;
        let Some(dict) = stream.dict() else { return };
        self.painted.streams.insert(stream.number);
        let saved = (self.state.clone(), self.text);
        let m = document.numbers(dict, "Matrix").and_then(|m| <[f64; 6]>::try_from(m).ok());
        self.state.ctm = Matrix(m.unwrap_or(Matrix::IDENTITY.0)).then(&self.state.ctm);
        if let Some([x0, y0, x1, y1]) = document.numbers(dict, "BBox").as_deref() {
            let quad = self.state.ctm.apply_rect(&Rect::new(*x0, *y0, *x1, *y1));
            let upright = self.state.ctm.0[0] * self.state.ctm.0[1] == 0.0;
            self.state.clip_to(quad.bounds(), upright);
        }
        let resources = document.dict(dict, "Resources").unwrap_or(outer);
        self.run(&document.decoded(stream).data, resources);
        (self.state, self.text) = saved;
    }

    /// A tiling pattern: its cell is walked once, where it is anchored.
    fn pattern(&mut self, resources: &'d Dict, name: &[u8]) {
        let document = self.document;
        let patterns = document.dict(resources, "Pattern");
        let Some(stream) = patterns.and_then(|p| p.get_bytes(name)).and_then(|p| document.stream(p)) else {
            return;
        };
        if self.procedures_seen.insert(stream.number) {
            let clip = self.state.clip;
            self.form(stream, resources);
            self.state.clip = clip;
        }
    }

    /// The procedures of a Type 3 font: each is walked once a page, at its first place.
    pub(super) fn procedures(&mut self, index: u16, font: &Arc<Font>, string: &[u8]) {
        let Kind::Drawn(drawn) = &font.kind else { return };
        let document = self.document;
        for code in string {
            let Some(stream) = drawn.procedures.get(code).and_then(|&n| document.find(n)) else { continue };
            if stream.data.is_none() || !self.procedures_seen.insert(stream.number) {
                continue;
            }
            self.painted.streams.insert(stream.number);
            let saved = (self.state.clone(), self.text);
            let size = Matrix([self.state.size, 0.0, 0.0, self.state.size, 0.0, self.state.rise]);
            self.state.ctm = drawn.matrix.then(&size).then(&self.text.text).then(&self.state.ctm);
            let own = self.font_dicts.get(usize::from(index)).and_then(|d| document.dict(d, "Resources"));
            self.run(&document.decoded(stream).data, own.unwrap_or(self.page_resources));
            (self.state, self.text) = saved;
        }
    }

    fn image(&mut self, source: Source, masked: bool) {
        let frame = self.state.ctm;
        let whole = frame.apply_rect(&Rect::new(0.0, 0.0, 1.0, 1.0)).bounds();
        let clipped = whole.intersection(&self.state.clip);
        let unseen = Unseen {
            layer: self.hidden > 0,
            outside: clipped.is_none(),
            clear: self.state.fill.alpha < 0.01,
            ..Unseen::default()
        };
        let opaque = !masked && self.state.opaque(&self.state.fill);
        let bounds = clipped.unwrap_or(whole);
        self.painted.images.push(Image { frame, bounds, source, opaque, unseen, order: self.order });
        self.order += 1;
    }

    /// `BI … ID … EI` (8.9.7).
    fn inline_image(&mut self, run: &mut Run<'d>, operands: &[Token<'_>], lexer: &mut Lexer<'_>) {
        let dict = super::inline::dictionary(operands);
        let data = super::inline::data(self.document, &dict, run.resources, lexer);
        let stencil = dict.get("ImageMask") == Some(&Object::Bool(true));
        self.image(Source::Inline(Box::new((dict, data))), stencil);
    }

    /// `/OC /name BDC` with a layer that is off.
    fn is_layer_off(&self, resources: &'d Dict, operands: &[Token<'_>]) -> bool {
        let [Token::Name(tag), Token::Name(property)] = operands else { return false };
        let properties = self.document.dict(resources, "Properties");
        tag.as_ref() == b"OC" && self.is_off(properties.and_then(|p| p.get_bytes(property)))
    }

    /// Whether a layer, or every layer of a membership dictionary, is off.
    pub(super) fn is_off(&self, layer: Option<&Object>) -> bool {
        let Some(entry) = layer else { return false };
        if matches!(entry, Object::Ref(n, _) if self.off.contains(n)) {
            return true;
        }
        let Some(dict) = self.document.resolve(entry).dict() else { return false };
        let members: Vec<&Object> = match dict.get("OCGs") {
            Some(Object::Array(items)) => items.iter().collect(),
            Some(one @ Object::Ref(..)) => match self.document.resolve(one) {
                Object::Array(items) => items.iter().collect(),
                _ => vec![one],
            },
            _ => return false,
        };
        members.iter().any(|m| matches!(m, Object::Ref(n, _) if self.off.contains(n)))
    }
}

/// What one content stream has open.
struct Run<'d> {
    resources: &'d Dict,
    stack: Vec<State>,
    path: Path,
    clip: bool,
    marks: Vec<bool>,
}

fn token_number(token: &Token<'_>) -> Option<f64> {
    match token {
        Token::Int(i) => Some(*i as f64),
        Token::Real(r) => Some(*r),
        _ => None,
    }
}

fn number(operands: &[Token<'_>], index: usize) -> f64 {
    operands.get(index).and_then(token_number).unwrap_or(0.0)
}

fn name<'t>(operands: &'t [Token<'_>], index: usize) -> &'t [u8] {
    match operands.get(index) {
        Some(Token::Name(name)) => name,
        _ => b"",
    }
}

fn matrix(operands: &[Token<'_>]) -> Matrix {
    Matrix(std::array::from_fn(|i| number(operands, i)))
}
