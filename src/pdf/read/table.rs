//! The allow-list: which keys of which dictionaries cross into a normal form, and as what.
//!
//! What is not in this table stays behind: metadata, structure, actions, names, private data and
//! every key that somebody made up. Values are as narrow as their keys: a number, one of a few words,
//! or a further dictionary of the table; never a string or a name that a stranger chose.

/// What an object is, by the way it was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    /// Numbers, booleans, and arrays of them.
    Numbers,
    /// One of these names.
    Words(&'static [&'static str]),
    /// A form `XObject` (8.10).
    Form,
    /// A tiling pattern's stream (8.7.3).
    Tiling,
    /// A picture that content paints (8.9).
    Picture,
    /// A picture's `SMask` or `Mask`: a picture or colour-key ranges.
    Mask,
    /// A graphics state parameter dictionary (8.4.5).
    GraphicsState,
    /// A soft-mask dictionary (11.6.5.1) or `None`.
    SoftMask,
    /// A colour space (8.6).
    ColorSpace,
    /// The dictionary of a CIE-based colour space (8.6.5).
    Calibrated,
    /// A pattern: tiling or shading (8.7).
    Pattern,
    /// A shading (8.7.4.3).
    Shading,
    /// A function or an array of functions (7.10).
    Function,
    /// A transparency group's attributes (11.6.6).
    Group,
    /// A font (9.6, 9.7).
    Font,
    /// `DescendantFonts` of a composite font.
    Descendants,
    /// A `CIDFont` (9.7.4).
    CidFont,
    /// A font descriptor (9.8).
    Descriptor,
    /// An embedded font program (9.9).
    FontProgram,
    /// A `CIDToGIDMap`.
    GidMap,
    /// `JBIG2Globals`.
    Globals,
}

use Kind::{Numbers as N, Words};

type Keys = &'static [(&'static str, Kind)];

const BLEND: Kind = Words(&[
    "Normal",
    "Compatible",
    "Multiply",
    "Screen",
    "Overlay",
    "Darken",
    "Lighten",
    "ColorDodge",
    "ColorBurn",
    "HardLight",
    "SoftLight",
    "Difference",
    "Exclusion",
    "Hue",
    "Saturation",
    "Color",
    "Luminosity",
]);
const INTENT: Kind = Words(&["AbsoluteColorimetric", "RelativeColorimetric", "Saturation", "Perceptual"]);
const TRANSFER: Kind = Kind::Function;

/// The keys that cross for a kind of dictionary. Keys that need more than copying (names of fonts,
/// encodings, resources, filters) are handled where their kind is converted.
pub(super) fn keys(kind: Kind) -> Keys {
    match kind {
        Kind::Form => &[("BBox", N), ("Matrix", N), ("Group", Kind::Group)],
        Kind::Tiling => &[
            ("PatternType", N),
            ("PaintType", N),
            ("TilingType", N),
            ("BBox", N),
            ("XStep", N),
            ("YStep", N),
            ("Matrix", N),
        ],
        Kind::Picture | Kind::Mask => &[
            ("Width", N),
            ("Height", N),
            ("ColorSpace", Kind::ColorSpace),
            ("BitsPerComponent", N),
            ("Intent", INTENT),
            ("ImageMask", N),
            ("Mask", Kind::Mask),
            ("Decode", N),
            ("Interpolate", N),
            ("SMask", Kind::Mask),
            ("SMaskInData", N),
            ("Matte", N),
        ],
        Kind::GraphicsState => &[
            ("LW", N),
            ("LC", N),
            ("LJ", N),
            ("ML", N),
            ("D", N),
            ("RI", INTENT),
            ("OP", N),
            ("op", N),
            ("OPM", N),
            ("BG", Kind::Function),
            ("BG2", Kind::Function),
            ("UCR", Kind::Function),
            ("UCR2", Kind::Function),
            ("TR", TRANSFER),
            ("TR2", TRANSFER),
            ("FL", N),
            ("SM", N),
            ("SA", N),
            ("BM", BLEND),
            ("SMask", Kind::SoftMask),
            ("CA", N),
            ("ca", N),
            ("AIS", N),
            ("TK", N),
        ],
        Kind::SoftMask => {
            &[("S", Words(&["Alpha", "Luminosity"])), ("G", Kind::Form), ("BC", N), ("TR", TRANSFER)]
        }
        Kind::Group => &[("S", Words(&["Transparency"])), ("CS", Kind::ColorSpace), ("I", N), ("K", N)],
        Kind::Calibrated => {
            &[("WhitePoint", N), ("BlackPoint", N), ("Gamma", N), ("Matrix", N), ("Range", N)]
        }
        Kind::Pattern => &[
            ("PatternType", N),
            ("Shading", Kind::Shading),
            ("Matrix", N),
            ("ExtGState", Kind::GraphicsState),
        ],
        Kind::Shading => &[
            ("ShadingType", N),
            ("ColorSpace", Kind::ColorSpace),
            ("Background", N),
            ("BBox", N),
            ("AntiAlias", N),
            ("Domain", N),
            ("Coords", N),
            ("Function", Kind::Function),
            ("Extend", N),
            ("Matrix", N),
            ("BitsPerCoordinate", N),
            ("BitsPerComponent", N),
            ("BitsPerFlag", N),
            ("Decode", N),
            ("VerticesPerRow", N),
        ],
        Kind::Function => &[
            ("FunctionType", N),
            ("Domain", N),
            ("Range", N),
            ("Size", N),
            ("BitsPerSample", N),
            ("Order", N),
            ("Encode", N),
            ("Decode", N),
            ("C0", N),
            ("C1", N),
            ("N", N),
            ("Functions", Kind::Function),
            ("Bounds", N),
        ],
        Kind::Font => &[
            ("Subtype", Words(&["Type1", "MMType1", "TrueType", "Type3", "Type0"])),
            ("FirstChar", N),
            ("LastChar", N),
            ("Widths", N),
            ("FontDescriptor", Kind::Descriptor),
            ("FontBBox", N),
            ("FontMatrix", N),
            ("DescendantFonts", Kind::Descendants),
        ],
        Kind::CidFont => &[
            ("Subtype", Words(&["CIDFontType0", "CIDFontType2"])),
            ("FontDescriptor", Kind::Descriptor),
            ("DW", N),
            ("W", N),
            ("DW2", N),
            ("W2", N),
            ("CIDToGIDMap", Kind::GidMap),
        ],
        Kind::Descriptor => &[
            ("Flags", N),
            ("FontBBox", N),
            ("ItalicAngle", N),
            ("Ascent", N),
            ("Descent", N),
            ("Leading", N),
            ("CapHeight", N),
            ("XHeight", N),
            ("StemV", N),
            ("StemH", N),
            ("AvgWidth", N),
            ("MaxWidth", N),
            ("MissingWidth", N),
            ("FontWeight", N),
            ("FontFile", Kind::FontProgram),
            ("FontFile2", Kind::FontProgram),
            ("FontFile3", Kind::FontProgram),
            (
                "FontStretch",
                Words(&[
                    "UltraCondensed",
                    "ExtraCondensed",
                    "Condensed",
                    "SemiCondensed",
                    "Normal",
                    "SemiExpanded",
                    "Expanded",
                    "ExtraExpanded",
                    "UltraExpanded",
                ]),
            ),
        ],
        Kind::FontProgram => &[
            ("Length1", N),
            ("Length2", N),
            ("Length3", N),
            ("Subtype", Words(&["Type1C", "CIDFontType0C", "OpenType"])),
        ],
        _ => &[],
    }
}
