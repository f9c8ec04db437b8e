//! Content streams (ISO 32000-2, 7.8), emitted anew: operators of the table, resources of ours.
//!
//! Marked content, compatibility sections, comments and unknown operators stay behind; hidden layers
//! go with what they paint; inline images become image `XObjects`; `q` and `Q` are balanced. Nothing is
//! copied byte by byte. An inline image without an end refuses the page: the rest cannot be read.

use std::collections::HashMap;

use hayro_syntax::object::Dict;
use lopdf::Dictionary;

use super::rebuild::{DAMAGED, Rebuild, Step};
use super::resources::{Category, Resources};
use crate::pdf::content::operator::Category as Group;
use crate::pdf::content::{Emitter, Operand, Operation, Operations, Operator};

/// A content stream of ours with the resources it uses.
pub(super) struct Content {
    /// The stream's bytes, no filter.
    pub bytes: Vec<u8>,
    /// Its resource dictionary.
    pub resources: Dictionary,
    /// The form `XObjects` it draws.
    pub draws: Vec<lopdf::ObjectId>,
}

/// What a piece of content is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A page, form or pattern.
    Ordinary,
    /// A Type 3 glyph procedure: begins with `d0` or `d1`.
    Glyph,
}

/// One stream on its way.
struct Copy<'c, 'a> {
    rebuild: &'c mut Rebuild<'a>,
    resources: Resources<'a>,
    object: Option<u32>,
    role: Role,
    out: Emitter,
    saved: u32,
    in_text: bool,
    /// For each open marked content: whether it is a hidden layer.
    marks: Vec<bool>,
    hidden: usize,
    /// Text of a hidden layer was shown and nothing has set the position since.
    displaced: bool,
    used: Dictionary,
    draws: Vec<lopdf::ObjectId>,
    names: HashMap<(Category, Vec<u8>), Option<Vec<u8>>>,
}

/// Copies content; `object` is the number of its stream in the source, for messages.
///
/// # Errors
/// When it cannot be read to its end, or a resource it uses cannot be copied.
pub(super) fn copy<'a>(
    rebuild: &mut Rebuild<'a>,
    source: &[u8],
    resources: Dict<'a>,
    object: Option<u32>,
    role: Role,
) -> Step<Content> {
    let outer = std::mem::replace(&mut rebuild.scope, resources.clone());
    let mut copy = Copy {
        rebuild,
        resources: Resources::new(resources),
        object,
        role,
        out: Emitter::new(),
        saved: 0,
        in_text: false,
        marks: Vec::new(),
        hidden: 0,
        displaced: false,
        used: Dictionary::new(),
        draws: Vec::new(),
        names: HashMap::new(),
    };
    let mut operations = Operations::new(source);
    for operation in operations.by_ref() {
        copy.operation(operation)?;
    }
    let left = operations.left();
    if left.endless_images > 0 {
        return Err(copy.rebuild.refuse(object, "a picture in the page's content has no end", DAMAGED));
    }
    let void = u32::try_from(left.unknown + left.void).unwrap_or(u32::MAX);
    copy.rebuild.left.add_many("drawing instruction that is not understood", void);
    copy.finish();
    copy.default_spaces()?;
    let content = Content { bytes: copy.out.into_bytes(), resources: copy.used, draws: copy.draws };
    rebuild.scope = outer;
    Ok(content)
}

impl Copy<'_, '_> {
    fn operation(&mut self, mut operation: Operation<'_>) -> Step<()> {
        match operation.operator.category() {
            Group::MarkedContent => self.mark(&operation),
            Group::Compatibility => {}
            Group::TextShow if self.hidden > 0 => self.hidden_text(&operation),
            Group::TextShow => return self.text(&operation),
            Group::PathPaint if self.hidden > 0 => self.out.operator(Operator::EndPath),
            Group::Shading | Group::XObject | Group::InlineImage if self.hidden > 0 => {}
            Group::XObject => return self.x_object(&operation),
            Group::InlineImage => return self.inline_image(operation),
            Group::Type3 if self.role != Role::Glyph => {}
            _ => match operation.operator {
                Operator::Save => self.save(),
                Operator::Restore => self.restore(),
                Operator::BeginText | Operator::EndText => self.text_object(operation.operator),
                Operator::ExtGState => return self.graphics_state(&operation),
                Operator::Intent => self.intent(&operation),
                other => {
                    if self.rename(&mut operation)? {
                        self.displaced &= !matches!(other.category(), Group::TextPosition);
                        self.out.operation(&operation);
                    }
                }
            },
        }
        Ok(())
    }

    fn save(&mut self) {
        self.saved += 1;
        self.out.operator(Operator::Save);
    }

    fn restore(&mut self) {
        if self.saved > 0 {
            self.saved -= 1;
            self.out.operator(Operator::Restore);
        }
    }

    fn text_object(&mut self, operator: Operator) {
        let begins = operator == Operator::BeginText;
        if begins && self.in_text {
            // a second BT starts over, as in the common viewers
            self.out.operator(Operator::EndText);
        }
        if begins || self.in_text {
            self.out.operator(operator);
        }
        self.in_text = begins;
        self.displaced = false;
    }

    /// Text of a hidden layer goes; where it moves to the next line, that stays.
    fn hidden_text(&mut self, operation: &Operation<'_>) {
        match operation.operator {
            Operator::NextLineShow => self.out.operator(Operator::NextLine),
            Operator::SpacingNextLineShow => {
                self.out.numbers(Operator::WordSpacing, &[operation.number(0)]);
                self.out.numbers(Operator::CharSpacing, &[operation.number(1)]);
                self.out.operator(Operator::NextLine);
            }
            _ => {}
        }
        self.displaced = true;
    }

    fn text(&mut self, operation: &Operation<'_>) -> Step<()> {
        let same_line = matches!(operation.operator, Operator::ShowText | Operator::ShowArray);
        if self.displaced && same_line {
            let what = "a hidden layer ends in the middle of a line of text";
            return Err(self.rebuild.refuse(self.object, what, DAMAGED));
        }
        self.displaced = false;
        self.out.operation(operation);
        Ok(())
    }

    fn mark(&mut self, operation: &Operation<'_>) {
        match operation.operator {
            Operator::BeginMarked => self.marks.push(false),
            Operator::BeginMarkedProperties => {
                let layer = operation.name(0) == Some(b"OC");
                let hidden = layer
                    && operation.name(1).is_some_and(|n| {
                        self.rebuild.layers.hides_member(self.rebuild.pdf, self.resources.properties(), n)
                    });
                self.marks.push(hidden);
                self.hidden += usize::from(hidden);
                self.rebuild.left.add_many("hidden layer", u32::from(hidden));
            }
            Operator::EndMarked => self.hidden -= usize::from(self.marks.pop().unwrap_or(false)),
            _ => {}
        }
    }

    /// Gives the operation's resource our name; false when it names nothing that can be used.
    fn rename(&mut self, operation: &mut Operation<'_>) -> Step<bool> {
        let (category, place) = match operation.operator {
            Operator::Font => (Category::Font, 0),
            Operator::StrokeSpace | Operator::FillSpace => return self.color_space(operation),
            Operator::StrokeColourN | Operator::FillColourN => {
                (Category::Pattern, operation.operands.len().saturating_sub(1))
            }
            Operator::Shading => (Category::Shading, 0),
            _ => return Ok(true),
        };
        let Some(Operand::Name(name)) = operation.operands.get_mut(place) else { return Ok(true) };
        let Some(ours) = self.name(category, name.as_ref())? else { return Ok(false) };
        *name = ours.into();
        Ok(true)
    }

    /// Our name of a resource, listed as used.
    fn name(&mut self, category: Category, foreign: &[u8]) -> Step<Option<Vec<u8>>> {
        let key = (category, foreign.to_vec());
        if let Some(known) = self.names.get(&key) {
            return Ok(known.clone());
        }
        let found = self.rebuild.resource(&mut self.resources, category, foreign)?;
        let ours = found.map(|id| self.list(category, id));
        self.names.insert(key, ours.clone());
        Ok(ours)
    }

    /// Lists an object of ours among the resources and gives its name there.
    fn list(&mut self, category: Category, id: lopdf::ObjectId) -> Vec<u8> {
        let name = format!("{}{}", category.prefix(), id.0).into_bytes();
        category.list(&mut self.used, &name, id);
        name
    }

    /// `cs` and `CS`: device spaces keep their names, others are resources.
    fn color_space(&mut self, operation: &mut Operation<'_>) -> Step<bool> {
        let Some(Operand::Name(name)) = operation.operands.first_mut() else { return Ok(false) };
        if matches!(name.as_ref(), b"DeviceGray" | b"DeviceRGB" | b"DeviceCMYK" | b"Pattern") {
            return Ok(true);
        }
        let ours = match self.resources.device_space(name.as_ref()) {
            Some(device) => Some(device.to_vec()),
            None => self.name(Category::ColorSpace, name.as_ref())?,
        };
        let Some(ours) = ours else { return Ok(false) };
        *name = ours.into();
        Ok(true)
    }

    /// `gs`; a font set by it (8.4.5) is set by `Tf` instead, so that there is one way to set fonts.
    fn graphics_state(&mut self, operation: &Operation<'_>) -> Step<()> {
        let Some(foreign) = operation.name(0) else { return Ok(()) };
        if let Some(ours) = self.name(Category::GraphicsState, foreign)? {
            self.out.named(Operator::ExtGState, &ours);
        }
        if let Some((font, size)) = self.rebuild.font_of_state(&mut self.resources, foreign)? {
            let name = self.list(Category::Font, font);
            self.out.name(&name);
            self.out.numbers(Operator::Font, &[size]);
        }
        Ok(())
    }

    fn intent(&mut self, operation: &Operation<'_>) {
        const INTENTS: [&[u8]; 4] =
            [b"AbsoluteColorimetric", b"RelativeColorimetric", b"Saturation", b"Perceptual"];
        if operation.name(0).is_some_and(|n| INTENTS.contains(&n)) {
            self.out.operation(operation);
        }
    }

    fn x_object(&mut self, operation: &Operation<'_>) -> Step<()> {
        let Some(foreign) = operation.name(0) else { return Ok(()) };
        if self.resources.hidden(self.rebuild, foreign) {
            self.rebuild.left.add("hidden layer");
            return Ok(());
        }
        if let Some(ours) = self.name(Category::XObject, foreign)? {
            self.out.named(Operator::XObject, &ours);
            if let Some(form) = Rebuild::form_named(&self.used, &ours) {
                self.draws.push(form);
            }
        }
        Ok(())
    }

    fn inline_image(&mut self, operation: Operation<'_>) -> Step<()> {
        if let Some(Operand::InlineImage(image)) = operation.operands.first()
            && let Some(id) = self.rebuild.inline_picture(image, &mut self.resources, self.object)?
        {
            let name = self.list(Category::XObject, id);
            self.out.named(Operator::XObject, &name);
        }
        Ok(())
    }

    /// Closes what the source left open.
    fn finish(&mut self) {
        if self.in_text {
            self.out.operator(Operator::EndText);
        }
        for _ in 0..self.saved {
            self.out.operator(Operator::Restore);
        }
    }

    /// `DefaultGray`, `DefaultRGB` and `DefaultCMYK` work by their names (8.6.5.6).
    fn default_spaces(&mut self) -> Step<()> {
        for name in ["DefaultGray", "DefaultRGB", "DefaultCMYK"] {
            if let Some(id) =
                self.rebuild.resource(&mut self.resources, Category::ColorSpace, name.as_bytes())?
            {
                Category::ColorSpace.list(&mut self.used, name.as_bytes(), id);
            }
        }
        Ok(())
    }
}
