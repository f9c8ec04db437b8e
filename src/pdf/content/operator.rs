//! The one table of content stream operators (ISO 32000-2, Annex A).
//!
//! What is not in the table does not exist: the lexer drops it and counts it, and the emitter can
//! write nothing else. Operands of the wrong number or type make an operation void as well, so that
//! nothing can hide between operators.

use super::lexer::Operand;

/// What an operator does, in the groups of ISO 32000-2, table 50.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Category {
    /// `w J j M d ri i gs`: general graphics state.
    GraphicsState,
    /// `q Q cm`: special graphics state.
    Special,
    /// `m l c v y h re`: path construction.
    PathBuild,
    /// `S s f F f* B B* b b* n`: path painting.
    PathPaint,
    /// `W W*`: clipping paths.
    Clip,
    /// `BT ET`: text objects.
    TextObject,
    /// `Tc Tw Tz TL Tf Tr Ts`: text state.
    TextState,
    /// `Td TD Tm T*`: text positioning.
    TextPosition,
    /// `Tj TJ ' "`: text showing.
    TextShow,
    /// `d0 d1`: Type 3 fonts.
    Type3,
    /// `CS cs SC SCN sc scn G g RG rg K k`: colour.
    Colour,
    /// `sh`: shading patterns.
    Shading,
    /// `BI … ID … EI`, one operation of the lexer.
    InlineImage,
    /// `Do`: `XObject`s.
    XObject,
    /// `MP DP BMC BDC EMC`: marked content.
    MarkedContent,
    /// `BX EX`: compatibility.
    Compatibility,
}

/// The operands an operator takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Takes {
    /// Exactly these, in this order: `n` number, `/` name, `s` string, `a` array, `p` property list
    /// (name or dictionary), `i` inline image.
    Exactly(&'static str),
    /// One to 32 numbers (`SC sc`).
    Numbers,
    /// Up to 32 numbers, then perhaps a name (`SCN scn`), at least one operand.
    ColourOrPattern,
}

macro_rules! operators {
    ($($variant:ident $name:literal $category:ident $takes:expr, $doc:literal;)*) => {
        /// An operator of ISO 32000-2, Annex A.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Operator {
            $(#[doc = $doc] $variant,)*
        }

        impl Operator {
            /// Every operator.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The operator with this name, or `None`: then it does not come through.
            #[must_use]
            pub fn from_name(name: &[u8]) -> Option<Self> {
                match name {
                    $(x if x == $name.as_bytes() => Some(Self::$variant),)*
                    _ => None,
                }
            }

            /// Its name in a content stream. `BI` stands for the whole of an inline image.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// Its group.
            #[must_use]
            pub fn category(self) -> Category {
                match self { $(Self::$variant => Category::$category,)* }
            }

            fn takes(self) -> Takes {
                use Takes::{ColourOrPattern, Exactly, Numbers};
                match self { $(Self::$variant => $takes,)* }
            }
        }
    };
}

operators! {
    LineWidth "w" GraphicsState Exactly("n"), "`w`: line width.";
    LineCap "J" GraphicsState Exactly("n"), "`J`: line cap style.";
    LineJoin "j" GraphicsState Exactly("n"), "`j`: line join style.";
    MiterLimit "M" GraphicsState Exactly("n"), "`M`: mitre limit.";
    Dash "d" GraphicsState Exactly("an"), "`d`: line dash pattern.";
    Intent "ri" GraphicsState Exactly("/"), "`ri`: rendering intent.";
    Flatness "i" GraphicsState Exactly("n"), "`i`: flatness tolerance.";
    ExtGState "gs" GraphicsState Exactly("/"), "`gs`: parameters from a graphics state dictionary.";
    Save "q" Special Exactly(""), "`q`: save the graphics state.";
    Restore "Q" Special Exactly(""), "`Q`: restore the graphics state.";
    Concat "cm" Special Exactly("nnnnnn"), "`cm`: concatenate to the current transformation matrix.";
    MoveTo "m" PathBuild Exactly("nn"), "`m`: begin a subpath.";
    LineTo "l" PathBuild Exactly("nn"), "`l`: straight line.";
    CurveTo "c" PathBuild Exactly("nnnnnn"), "`c`: Bézier curve.";
    CurveToV "v" PathBuild Exactly("nnnn"), "`v`: Bézier curve, first control point replicated.";
    CurveToY "y" PathBuild Exactly("nnnn"), "`y`: Bézier curve, second control point replicated.";
    ClosePath "h" PathBuild Exactly(""), "`h`: close the subpath.";
    Rectangle "re" PathBuild Exactly("nnnn"), "`re`: rectangle.";
    Stroke "S" PathPaint Exactly(""), "`S`: stroke.";
    CloseStroke "s" PathPaint Exactly(""), "`s`: close and stroke.";
    Fill "f" PathPaint Exactly(""), "`f`: fill, non-zero winding number rule.";
    FillObsolete "F" PathPaint Exactly(""), "`F`: fill (obsolete name).";
    FillEvenOdd "f*" PathPaint Exactly(""), "`f*`: fill, even-odd rule.";
    FillStroke "B" PathPaint Exactly(""), "`B`: fill and stroke.";
    FillStrokeEvenOdd "B*" PathPaint Exactly(""), "`B*`: fill and stroke, even-odd rule.";
    CloseFillStroke "b" PathPaint Exactly(""), "`b`: close, fill and stroke.";
    CloseFillStrokeEvenOdd "b*" PathPaint Exactly(""), "`b*`: close, fill and stroke, even-odd rule.";
    EndPath "n" PathPaint Exactly(""), "`n`: end the path without painting.";
    Clip "W" Clip Exactly(""), "`W`: clip, non-zero winding number rule.";
    ClipEvenOdd "W*" Clip Exactly(""), "`W*`: clip, even-odd rule.";
    BeginText "BT" TextObject Exactly(""), "`BT`: begin a text object.";
    EndText "ET" TextObject Exactly(""), "`ET`: end a text object.";
    CharSpacing "Tc" TextState Exactly("n"), "`Tc`: character spacing.";
    WordSpacing "Tw" TextState Exactly("n"), "`Tw`: word spacing.";
    HorizontalScaling "Tz" TextState Exactly("n"), "`Tz`: horizontal scaling, per cent.";
    Leading "TL" TextState Exactly("n"), "`TL`: leading.";
    Font "Tf" TextState Exactly("/n"), "`Tf`: font and size.";
    RenderMode "Tr" TextState Exactly("n"), "`Tr`: text rendering mode.";
    Rise "Ts" TextState Exactly("n"), "`Ts`: text rise.";
    MoveText "Td" TextPosition Exactly("nn"), "`Td`: move to the next line by an offset.";
    MoveTextLeading "TD" TextPosition Exactly("nn"), "`TD`: as `Td`, and set the leading.";
    TextMatrix "Tm" TextPosition Exactly("nnnnnn"), "`Tm`: set the text matrix.";
    NextLine "T*" TextPosition Exactly(""), "`T*`: next line.";
    ShowText "Tj" TextShow Exactly("s"), "`Tj`: show a string.";
    ShowArray "TJ" TextShow Exactly("a"), "`TJ`: show strings with adjustments between.";
    NextLineShow "'" TextShow Exactly("s"), "`'`: next line, show a string.";
    SpacingNextLineShow "\"" TextShow Exactly("nns"), "`\"`: set spacing, next line, show a string.";
    GlyphWidth "d0" Type3 Exactly("nn"), "`d0`: width of a Type 3 glyph.";
    GlyphWidthBox "d1" Type3 Exactly("nnnnnn"), "`d1`: width and bounding box of a Type 3 glyph.";
    StrokeSpace "CS" Colour Exactly("/"), "`CS`: stroking colour space.";
    FillSpace "cs" Colour Exactly("/"), "`cs`: nonstroking colour space.";
    StrokeColour "SC" Colour Numbers, "`SC`: stroking colour.";
    StrokeColourN "SCN" Colour ColourOrPattern, "`SCN`: stroking colour or pattern.";
    FillColour "sc" Colour Numbers, "`sc`: nonstroking colour.";
    FillColourN "scn" Colour ColourOrPattern, "`scn`: nonstroking colour or pattern.";
    StrokeGray "G" Colour Exactly("n"), "`G`: stroking gray.";
    FillGray "g" Colour Exactly("n"), "`g`: nonstroking gray.";
    StrokeRgb "RG" Colour Exactly("nnn"), "`RG`: stroking RGB colour.";
    FillRgb "rg" Colour Exactly("nnn"), "`rg`: nonstroking RGB colour.";
    StrokeCmyk "K" Colour Exactly("nnnn"), "`K`: stroking CMYK colour.";
    FillCmyk "k" Colour Exactly("nnnn"), "`k`: nonstroking CMYK colour.";
    Shading "sh" Shading Exactly("/"), "`sh`: paint a shading.";
    InlineImage "BI" InlineImage Exactly("i"), "`BI … ID … EI`: an inline image.";
    XObject "Do" XObject Exactly("/"), "`Do`: paint an `XObject`.";
    MarkPoint "MP" MarkedContent Exactly("/"), "`MP`: marked-content point.";
    MarkPointProperties "DP" MarkedContent Exactly("/p"), "`DP`: marked-content point with properties.";
    BeginMarked "BMC" MarkedContent Exactly("/"), "`BMC`: begin marked content.";
    BeginMarkedProperties "BDC" MarkedContent Exactly("/p"), "`BDC`: begin marked content with properties.";
    EndMarked "EMC" MarkedContent Exactly(""), "`EMC`: end marked content.";
    BeginCompatibility "BX" Compatibility Exactly(""), "`BX`: begin a compatibility section.";
    EndCompatibility "EX" Compatibility Exactly(""), "`EX`: end a compatibility section.";
}

/// The most colour components an operation may have (`DeviceN`, ISO 32000-2, annex C).
const MOST_COMPONENTS: usize = 32;

impl Operator {
    /// Cuts `operands` to those the operator takes: with too many the last ones count, as in every
    /// common viewer. Gives false when there are too few or one has the wrong type: the operation is
    /// then void and must be dropped.
    #[must_use]
    pub fn fit(self, operands: &mut Vec<Operand<'_>>) -> bool {
        match self.takes() {
            Takes::Exactly(kinds) => {
                let Some(extra) = operands.len().checked_sub(kinds.len()) else { return false };
                operands.drain(..extra);
                kinds.bytes().zip(operands.iter()).all(|(kind, operand)| is_of(kind, operand))
            }
            Takes::Numbers => keep_colour(operands, false),
            Takes::ColourOrPattern => keep_colour(operands, true),
        }
    }
}

fn is_of(kind: u8, operand: &Operand<'_>) -> bool {
    match kind {
        b'n' => matches!(operand, Operand::Number(_)),
        b'/' => matches!(operand, Operand::Name(_)),
        b's' => matches!(operand, Operand::String(_)),
        b'a' => matches!(operand, Operand::Array(_)),
        b'p' => matches!(operand, Operand::Name(_) | Operand::Dict(_)),
        b'i' => matches!(operand, Operand::InlineImage(_)),
        _ => false,
    }
}

fn keep_colour(operands: &mut Vec<Operand<'_>>, named: bool) -> bool {
    let extra = operands.len().saturating_sub(MOST_COMPONENTS + 1);
    operands.drain(..extra);
    let Some((last, numbers)) = operands.split_last() else { return false };
    let last_fits = matches!(last, Operand::Number(_)) || (named && matches!(last, Operand::Name(_)));
    last_fits && numbers.iter().all(|o| matches!(o, Operand::Number(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_leads_back_to_its_operator() {
        assert_eq!(Operator::ALL.len(), 71);
        for &operator in Operator::ALL {
            assert_eq!(Operator::from_name(operator.name().as_bytes()), Some(operator));
        }
        for unknown in ["", "TT", "ID", "EI", "t", "Tj ", "cmx"] {
            assert_eq!(Operator::from_name(unknown.as_bytes()), None, "{unknown}");
        }
    }

    #[test]
    fn operands_of_the_wrong_number_or_type_make_an_operation_void() {
        let n = || Operand::Number(1.0);
        let name = || Operand::Name(b"F1".as_slice().into());
        for (operator, operands, left) in [
            (Operator::Font, vec![name(), n()], Some(2)),
            (Operator::Font, vec![n(), name(), n()], Some(2)),
            (Operator::Font, vec![n()], None),
            (Operator::Font, vec![n(), name()], None),
            (Operator::Save, vec![name()], Some(0)),
            (Operator::FillColour, vec![n(), name()], None),
            (Operator::FillColourN, vec![n(), name()], Some(2)),
            (Operator::FillColourN, vec![], None),
        ] {
            let mut operands = operands;
            let fits = operator.fit(&mut operands);
            assert_eq!(fits.then_some(operands.len()), left, "{operator:?}");
        }
    }
}
