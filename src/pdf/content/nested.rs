//! Content inside content: forms, tiling patterns, soft masks, Type 3 procedures (ISO 32000-2, 8.10,
//! 8.7.3, 11.6.5, 9.6.4). All are walked where they are named, so that text in them is seen.

use hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier, Stream};

use super::device::{Nested, NestedKind, PlacedShading, Tile};
use super::interpret::{Level, Trouble, Walk, is_upright, vector};
use super::lexer::{Operand, Operation};
use super::operator::Operator;
use super::resources::{Resources, object_id};
use super::state::State;
use crate::geom::{Matrix, Rect};

impl<'a> Walk<'_, 'a> {
    pub(super) fn form(
        &mut self,
        name: &[u8],
        id: ObjectIdentifier,
        stream: &Stream<'a>,
        level: &Level<'a>,
    ) -> Result<(), Trouble> {
        let mut state = level.state.clone();
        let nested = nested(NestedKind::Form, name, id, stream, &state.ctm);
        state.ctm = nested.matrix;
        state.ink.within_form(is_upright(&state.ctm), knocks_out(stream.dict()));
        self.within(&nested, id, stream, level, state)
    }

    /// `scn` and `SCN` with the name of a tiling pattern.
    pub(super) fn colour(&mut self, operation: &Operation<'_>, level: &mut Level<'a>) -> Result<(), Trouble> {
        level.state.ink.colour(operation, &level.resources);
        let patterned = matches!(operation.operator, Operator::FillColourN | Operator::StrokeColourN);
        let last = operation.operands.len().saturating_sub(1);
        let Some(name) = operation.name(last).filter(|_| patterned) else { return Ok(()) };
        let (id, stream) = match level.resources.get("Pattern", name) {
            Some((Some(id), Object::Stream(stream))) => (id, stream),
            Some((_, Object::Dict(pattern))) => {
                self.shading_pattern(&pattern, level);
                return Ok(());
            }
            _ => return Ok(()),
        };
        let nested = nested(NestedKind::Pattern, name, id, &stream, &level.base);
        let step = |key| stream.dict().get::<f32>(key).map_or(0.0, f64::from);
        let tile = Tile {
            across: vector(&nested.matrix, step("XStep"), 0.0),
            up: vector(&nested.matrix, 0.0, step("YStep")),
        };
        let outer = self.tile.replace(tile);
        // where it is painted is not known here: anywhere on the page
        let result = self.within(&nested, id, &stream, level, State::new(nested.matrix, self.page));
        self.tile = outer;
        result
    }

    /// A shading pattern (8.7.4.2); its matrix is anchored like that of a tiling pattern.
    fn shading_pattern(&mut self, pattern: &Dict<'a>, level: &Level<'a>) {
        let Some(object) = pattern.get::<Object<'a>>("Shading") else { return };
        let own = pattern.get::<[f32; 6]>("Matrix").map_or(Matrix::IDENTITY, |m| Matrix(m.map(f64::from)));
        let matrix = own.then(&level.base);
        self.device.shading(&PlacedShading { object: &object, matrix, tile: self.tile });
    }

    /// `sh` (8.7.4.2).
    pub(super) fn shading(&mut self, operation: &Operation<'_>, level: &Level<'a>) {
        let name = operation.name(0).unwrap_or_default();
        let Some((_, object)) = level.resources.get("Shading", name) else { return };
        let matrix = level.state.ctm;
        self.device.shading(&PlacedShading { object: &object, matrix, tile: self.tile });
    }

    /// `gs`, and the simple parameters of its group.
    pub(super) fn graphics(
        &mut self,
        operation: &Operation<'_>,
        level: &mut Level<'a>,
    ) -> Result<(), Trouble> {
        match operation.operator {
            Operator::LineWidth => level.state.line_width = operation.number(0).abs(),
            Operator::Dash => {
                let dashes = operation.operands.first().and_then(Operand::array);
                level.state.dashes = dashes.map_or(0, <[Operand]>::len);
                level.state.ink.unbroken = dashes.is_none_or(<[Operand]>::is_empty);
            }
            Operator::ExtGState => {
                let name = operation.name(0).unwrap_or_default();
                let Some((_, object)) = level.resources.get("ExtGState", name) else { return Ok(()) };
                if let Some(dict) = object.into_dict() {
                    self.parameters(name, &dict, level)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn parameters(&mut self, name: &[u8], dict: &Dict<'a>, level: &mut Level<'a>) -> Result<(), Trouble> {
        if let Some(width) = dict.get::<f32>("LW") {
            level.state.line_width = f64::from(width);
        }
        if let Some(dash) = dict.get::<Array<'a>>("D") {
            level.state.dashes = dash.flex_iter().next::<Array<'a>>().map_or(0, |d| d.raw_iter().count());
        }
        level.state.ink.parameters(dict);
        if let Some(font) = dict.get::<Array<'a>>("Font") {
            let mut items = font.flex_iter();
            let face = items.next::<Dict<'a>>().map(|d| (None, Object::Dict(d)));
            level.state.text.font = Some(self.keep.fonts.font(face));
            level.state.text.size = items.next::<f32>().map_or(0.0, f64::from);
        }
        let Some(mask) = dict.get::<Dict<'a>>("SMask") else { return Ok(()) };
        let Some(stream) = mask.get::<Stream<'a>>("G") else { return Ok(()) };
        let id = stream.obj_id();
        let nested = nested(NestedKind::SoftMask, name, id, &stream, &level.state.ctm);
        // a mask inside itself is not entered
        if !self.active.contains(&id) {
            level.state.ink.mask = is_black_around(&mask).then_some(self.masks);
            self.masks += 1;
        }
        self.within(&nested, id, &stream, level, State::new(nested.matrix, self.page))
    }

    /// The procedure of a Type 3 glyph; `matrix` leads from glyph space to user space.
    pub(super) fn procedure(
        &mut self,
        ordinal: u32,
        stream: &Stream<'a>,
        resources: Option<Dict<'a>>,
        matrix: Matrix,
        level: &Level<'a>,
    ) -> Result<(), Trouble> {
        let id = stream.obj_id();
        let kind = NestedKind::Procedure(ordinal);
        let nested = Nested { kind, object: object_id(id), name: b"", matrix };
        if self.active.contains(&id) {
            return Ok(());
        }
        let content = self.keep.decoded(stream)?;
        let state = State::new(matrix, level.state.clip);
        self.enter(&nested, id, &content, Level::new(level.resources.with(resources), state))
    }

    fn within(
        &mut self,
        nested: &Nested<'_>,
        id: ObjectIdentifier,
        stream: &Stream<'a>,
        level: &Level<'a>,
        mut state: State<'a>,
    ) -> Result<(), Trouble> {
        // content that paints itself paints nothing
        if self.active.contains(&id) {
            return Ok(());
        }
        if let Some(bounds) = stream.dict().get::<[f32; 4]>("BBox") {
            let [a, b, c, d] = bounds.map(f64::from);
            let bounds = nested.matrix.apply_rect(&Rect::new(a, b, c, d)).bounds();
            let tiled = nested.kind == NestedKind::Pattern;
            let seen = state.clip.intersection(&bounds).unwrap_or_default();
            state.clip = if tiled { state.clip } else { seen };
        }
        let content = self.keep.decoded(stream)?;
        let own = stream.dict().get::<Dict<'a>>("Resources");
        let resources: Resources<'a> = level.resources.with(own);
        self.enter(nested, id, &content, Level::new(resources, state))
    }

    fn enter(
        &mut self,
        nested: &Nested<'_>,
        id: ObjectIdentifier,
        content: &[u8],
        level: Level<'a>,
    ) -> Result<(), Trouble> {
        self.active.push(id);
        self.device.enter(nested);
        let result = self.stream(content, level);
        self.device.leave(nested);
        self.active.pop();
        result
    }
}

/// Whether a form or page is a knockout group (ISO 32000-2, 11.6.6).
pub(super) fn knocks_out(dict: &Dict<'_>) -> bool {
    dict.get::<Dict<'_>>("Group").and_then(|group| group.get::<bool>("K")).unwrap_or(false)
}

/// Whether a mask lets nothing through where nothing is painted into it (11.6.5.2, table 142).
fn is_black_around(mask: &Dict<'_>) -> bool {
    let luminous = mask.get::<Name<'_>>("S").is_some_and(|n| n.as_ref() == b"Luminosity");
    let direct =
        !mask.contains_key("TR") || mask.get::<Name<'_>>("TR").is_some_and(|n| n.as_ref() == b"Identity");
    let backdrop = mask.get::<Array<'_>>("BC");
    // four components are inks: all of them 0 is white
    let black = backdrop.is_none_or(|backdrop| {
        let values: Vec<f32> = backdrop.iter::<f32>().take(5).collect();
        matches!(values.len(), 1 | 3) && values.iter().all(|v| *v <= 0.0)
    });
    luminous && direct && black && (!mask.contains_key("BC") || mask.get::<Array<'_>>("BC").is_some())
}

fn nested<'s>(
    kind: NestedKind,
    name: &'s [u8],
    id: ObjectIdentifier,
    stream: &Stream<'_>,
    outer: &Matrix,
) -> Nested<'s> {
    let matrix =
        stream.dict().get::<[f32; 6]>("Matrix").map_or(Matrix::IDENTITY, |m| Matrix(m.map(f64::from)));
    Nested { kind, object: object_id(id), name, matrix: matrix.then(outer) }
}
