//! What operators name and resources hold: fonts, colours, graphics states, forms, patterns, pictures,
//! glyph procedures, layers (ISO 32000-2, 7.8.3, 8.4.5, 8.6 to 8.11, 9.6.4).

use std::sync::Arc;

use super::font::Drawn;
use super::interpret::{Interpreter, NOTHING, Run, name, token_number};
use super::painting::Form;
use super::state::{Paint, Space, colour};
use super::{Image, Ink, Source, Unseen};
use crate::geom::{Matrix, Rect};
use crate::verify::reader::lexer::{Lexer, Token};
use crate::verify::reader::{Dict, Document, Indirect, Object};

impl<'d> Interpreter<'d> {
    pub(super) fn set_font(&mut self, resources: &'d Dict, name: &[u8], size: f64) {
        let document = self.document;
        let fonts = document.dict(resources, "Font");
        let dict = fonts.and_then(|f| f.get_bytes(name)).and_then(|f| document.resolve(f).dict());
        if dict.is_none() {
            self.fault("a font that text uses is missing");
        }
        self.use_font(dict.unwrap_or(&NOTHING), size);
    }

    pub(super) fn use_font(&mut self, dict: &'d Dict, size: f64) {
        let key = std::ptr::from_ref(dict) as usize;
        let font = self.fonts.get(self.document, dict);
        let next = u16::try_from(self.painted.fonts.len()).unwrap_or(u16::MAX);
        let index = *self.font_index.entry(key).or_insert(next);
        if usize::from(index) == self.painted.fonts.len() {
            self.painted.fonts.push(Arc::clone(&font));
            self.font_dicts.push(dict);
            self.painted.font_keys.push(key);
        }
        self.state.font = Some((index, font));
        self.state.size = size;
    }

    pub(super) fn colour_operator(
        &mut self,
        resources: &'d Dict,
        word: &[u8],
        operands: &[Token<'_>],
    ) -> bool {
        let numbers: Vec<f64> = operands.iter().filter_map(token_number).take(32).collect();
        let stroking = word.first().is_some_and(u8::is_ascii_uppercase);
        let mut paint = if stroking { self.state.stroke } else { self.state.fill };
        paint.pattern = 0;
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
                    let last = name(operands, operands.len().saturating_sub(1));
                    (paint.ink, paint.pattern) = self.pattern(resources, last, &numbers);
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

    pub(super) fn space(&self, resources: &'d Dict, name: &[u8]) -> Space {
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

    pub(super) fn graphics_state(&mut self, resources: &'d Dict, name: &[u8]) {
        let document = self.document;
        let states = document.dict(resources, "ExtGState");
        let Some(gs) = states.and_then(|s| s.get_bytes(name)).and_then(|g| document.resolve(g).dict()) else {
            return;
        };
        let value = |key: &str| document.get(gs, key).and_then(Object::number);
        self.state.fill.alpha = value("ca").unwrap_or(self.state.fill.alpha);
        self.state.stroke.alpha = value("CA").unwrap_or(self.state.stroke.alpha);
        self.state.line_width = value("LW").unwrap_or(self.state.line_width);
        // a knocked-out colour is not what an overprinting press puts down
        let prints = ["OP", "op"].map(|k| document.get(gs, k)).into_iter().flatten().next_back();
        self.state.overprints = prints.map_or(self.state.overprints, |p| *p == Object::Bool(true));
        let mode = match document.get(gs, "BM") {
            Some(Object::Array(a)) => a.first().map(|m| document.resolve(m)).and_then(Object::name),
            other => other.and_then(Object::name),
        };
        if let Some(mode) = mode {
            self.state.darkens = matches!(mode, b"Multiply" | b"Darken" | b"ColorBurn");
            self.state.blends = !self.state.darkens && !matches!(mode, b"Normal" | b"Compatible");
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
    pub(super) fn external(&mut self, resources: &'d Dict, name: &[u8]) {
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
            let stencil = document.get(dict, "ImageMask") == Some(&Object::Bool(true));
            self.image(Source::Object(stream.number), stencil, masked);
        }
        self.hidden -= u32::from(off);
    }

    /// A form `XObject` (8.10), with its matrix and clip.
    pub(super) fn form(&mut self, stream: &'d Indirect, outer: &'d Dict) {
        let document = self.document;
        let Some(dict) = stream.dict() else { return };
        self.painted.streams.insert(stream.number);
        let saved = (self.state.clone(), self.text, self.ground);
        let m = document.numbers(dict, "Matrix").and_then(|m| <[f64; 6]>::try_from(m).ok());
        self.state.ctm = Matrix(m.unwrap_or(Matrix::IDENTITY.0)).then(&self.state.ctm);
        self.ground = self.state.ctm;
        if let Some([x0, y0, x1, y1]) = document.numbers(dict, "BBox").as_deref() {
            let quad = self.state.ctm.apply_rect(&Rect::new(*x0, *y0, *x1, *y1));
            let upright = self.state.ctm.0[0] * self.state.ctm.0[1] == 0.0;
            self.state.clip_to(quad.bounds(), upright, Some(&quad.0));
        }
        self.state.knockout |= document.dict(dict, "Group").is_some_and(|group| knocks_out(document, group));
        let resources = document.dict(dict, "Resources").unwrap_or(outer);
        self.run(&document.decoded(stream).data, resources);
        (self.state, self.text, self.ground) = saved;
    }

    /// Runs the procedure of a Type 3 glyph (9.6.4) where it stands, `pen` from the start of the string.
    ///
    /// A procedure that stays in its glyph's box is judged by that box, and need not run again; one
    /// that paints elsewhere, or shows text, is run each time it is shown.
    pub(super) fn procedure(&mut self, index: u16, drawn: &Drawn, place: (u8, f64, Rect)) {
        let (code, pen, bounds) = place;
        let document = self.document;
        let Some(stream) = drawn.procedures.get(&code).and_then(|&n| document.find(n)) else { return };
        if stream.data.is_none() || self.procedures_tame.contains(&stream.number) {
            return;
        }
        self.painted.streams.insert(stream.number);
        let before = (self.painted.glyphs.len(), self.painted.shapes.len(), self.painted.images.len());
        let saved = (self.state.clone(), self.text);
        let size =
            Matrix([self.state.size * self.state.scale, 0.0, 0.0, self.state.size, pen, self.state.rise]);
        self.state.ctm = drawn.matrix.then(&size).then(&self.text.text).then(&self.state.ctm);
        let own = self.font_dicts.get(usize::from(index)).and_then(|d| document.dict(d, "Resources"));
        self.run(&document.decoded(stream).data, own.unwrap_or(self.page_resources));
        (self.state, self.text) = saved;
        if self.is_tame(before, &bounds) {
            self.painted.shapes.truncate(before.1);
            self.painted.images.truncate(before.2);
            self.procedures_tame.insert(stream.number);
        }
    }

    /// Whether all that was painted since lies in a glyph's box or hardly beside it.
    fn is_tame(&self, (glyphs, shapes, images): (usize, usize, usize), bounds: &Rect) -> bool {
        let near = bounds.inflate(1.0 + 0.15 * bounds.width().max(bounds.height()));
        let inside = |b: &Rect| b.x0 >= near.x0 && b.x1 <= near.x1 && b.y0 >= near.y0 && b.y1 <= near.y1;
        self.painted.glyphs.len() == glyphs
            && self.painted.shapes.iter().skip(shapes).all(|s| inside(&s.whole))
            && self.painted.images.iter().skip(images).all(|i| inside(&i.bounds))
    }

    pub(super) fn image(&mut self, source: Source, stencil: bool, masked: bool) {
        let frame = self.state.ctm;
        let whole = frame.apply_rect(&Rect::new(0.0, 0.0, 1.0, 1.0)).bounds();
        let clipped = whole.intersection(&self.state.clip);
        let unseen = Unseen {
            layer: self.hidden > 0,
            state: self.other_state,
            outside: clipped.is_none(),
            clear: self.state.fill.alpha < 0.01,
            ..Unseen::default()
        };
        let opaque = !masked && !stencil && self.state.opaque(&self.state.fill);
        let stencil = match self.state.fill.ink {
            Ink::Plain(ink) if stencil && self.state.opaque(&self.state.fill) => Some(ink),
            _ => None,
        };
        let bounds = clipped.unwrap_or(whole);
        self.painted.images.push(Image { frame, bounds, source, opaque, stencil, unseen, order: self.order });
        self.order += 1;
    }

    /// `sh` (8.7.4.2). Stripes and rings are of no known colour: neither black nor a pattern of lines.
    pub(super) fn shading(&mut self, resources: &'d Dict, name: &[u8]) {
        let document = self.document;
        let shadings = document.dict(resources, "Shading");
        let entry = shadings.and_then(|s| s.get_bytes(name));
        let stream = entry.and_then(|e| document.stream(e)).and_then(Indirect::dict);
        let dict = stream.or_else(|| entry.and_then(|e| document.resolve(e).dict()));
        let numbers = |key: &str| dict.and_then(|d| document.numbers(d, key));
        let drawn = match dict.map(|d| document.number(d, "ShadingType") as i64) {
            Some(1) => numbers("Domain").or_else(|| Some(vec![0.0, 1.0, 0.0, 1.0])),
            Some(4..=7) => numbers("Decode"),
            _ => None,
        };
        let (ink, bounds) = match drawn.as_deref() {
            Some([x0, x1, y0, y1, ..]) => {
                let own = numbers("Matrix").and_then(|m| <[f64; 6]>::try_from(m).ok());
                let frame = Matrix(own.unwrap_or(Matrix::IDENTITY.0)).then(&self.state.ctm);
                (Ink::Mesh, frame.apply_rect(&Rect::new(*x0, *y0, *x1, *y1)).bounds())
            }
            _ => (Ink::Shading, self.state.clip),
        };
        let paint = Paint { ink, ..self.state.fill };
        self.shape(Form::rectangle(bounds), &paint);
    }

    /// `BI … ID … EI` (8.9.7).
    pub(super) fn inline_image(&mut self, run: &mut Run<'d>, operands: &[Token<'_>], lexer: &mut Lexer<'_>) {
        let dict = super::inline::dictionary(operands);
        let data = super::inline::data(self.document, &dict, run.resources, lexer);
        let stencil = dict.get("ImageMask") == Some(&Object::Bool(true));
        self.image(Source::Inline(Box::new((dict, data))), stencil, false);
    }

    /// `/OC /name BDC` with a layer that is off.
    pub(super) fn is_layer_off(&self, resources: &'d Dict, operands: &[Token<'_>]) -> bool {
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
        if let Some(shown) = self.document.get(dict, "VE").and_then(|ve| self.expression(ve, 0)) {
            return !shown;
        }
        let members: Vec<&Object> = match dict.get("OCGs") {
            Some(Object::Array(items)) => items.iter().collect(),
            Some(one @ Object::Ref(..)) => match self.document.resolve(one) {
                Object::Array(items) => items.iter().collect(),
                _ => vec![one],
            },
            _ => return false,
        };
        let off = |m: &&&Object| matches!(m, Object::Ref(n, _) if self.off.contains(n));
        let (hidden, all) = (members.iter().filter(off).count(), members.len());
        match self.document.get(dict, "P").and_then(Object::name) {
            Some(b"AllOn") => hidden > 0,
            Some(b"AnyOff") => hidden == 0,
            Some(b"AllOff") => hidden < all,
            _ => all > 0 && hidden == all,
        }
    }

    /// Whether a visibility expression (8.11.2.2) shows its content; `None` when it is not understood.
    fn expression(&self, object: &Object, depth: usize) -> Option<bool> {
        if let Object::Ref(n, _) = object
            && self.document.resolve(object).dict().is_some()
        {
            return Some(!self.off.contains(n));
        }
        let [operator, operands @ ..] = self.document.resolve(object).array()? else { return None };
        if depth > 32 {
            return None;
        }
        let mut values = operands.iter().map(|operand| self.expression(operand, depth + 1));
        match operator.name()? {
            b"Not" => values.next()?.map(|shown| !shown),
            b"And" => values.try_fold(true, |all, shown| Some(all && shown?)),
            b"Or" => values.try_fold(false, |any, shown| Some(any || shown?)),
            _ => None,
        }
    }
}

/// Whether a group's entries make it a knockout group (11.6.6).
pub(super) fn knocks_out(document: &Document<'_>, group: &Dict) -> bool {
    document.get(group, "K") == Some(&Object::Bool(true))
}
