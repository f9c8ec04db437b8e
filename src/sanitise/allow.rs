//! The allow-list: what a sanitised document may hold, asserted object by object from the trailer.
//!
//! Every dictionary is reached in a role; a role names its keys and the role of each value. Anything
//! else is an error. Strings occur in two places only, both short and of ours.

use std::collections::HashSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

use crate::diag::Place;
use crate::error::{Error, Result};

/// The role in which a value is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Role {
    /// Numbers, booleans, null, arrays of them.
    Numbers,
    /// A name of the standard or of ours: short, ASCII.
    Word,
    /// A short ASCII string (`Registry`, `Ordering`, `FontFamily`).
    Label,
    Catalog,
    Pages,
    Page,
    /// Not followed: it leads back.
    Parent,
    Content,
    Resources,
    /// A dictionary of names chosen by us, each value in the role.
    Entries(&'static Role),
    XObject,
    GraphicsState,
    SoftMask,
    ColorSpace,
    Pattern,
    Shading,
    Function,
    Group,
    Font,
    CidFont,
    Descriptor,
    SystemInfo,
    Encoding,
    Map,
    Data,
}

use Role::{Data, Function, Label, Numbers, Word};

type Keys = &'static [(&'static str, Role)];

const STREAM: Keys = &[("Length", Numbers), ("Filter", Word), ("DecodeParms", Role::Data)];
const PARMS: Keys = &[
    ("Predictor", Numbers),
    ("Colors", Numbers),
    ("BitsPerComponent", Numbers),
    ("Columns", Numbers),
    ("EarlyChange", Numbers),
    ("K", Numbers),
    ("EndOfLine", Numbers),
    ("EncodedByteAlign", Numbers),
    ("Rows", Numbers),
    ("EndOfBlock", Numbers),
    ("BlackIs1", Numbers),
    ("DamagedRowsBeforeError", Numbers),
    ("ColorTransform", Numbers),
    ("JBIG2Globals", Data),
    ("Length1", Numbers),
    ("Length2", Numbers),
    ("Length3", Numbers),
    ("Subtype", Word),
    ("N", Numbers),
    ("Alternate", Word),
    ("Range", Numbers),
];
const RESOURCES: Keys = &[
    ("Font", Role::Entries(&Role::Font)),
    ("XObject", Role::Entries(&Role::XObject)),
    ("ExtGState", Role::Entries(&Role::GraphicsState)),
    ("ColorSpace", Role::Entries(&Role::ColorSpace)),
    ("Pattern", Role::Entries(&Role::Pattern)),
    ("Shading", Role::Entries(&Role::Shading)),
];
const XOBJECT: Keys = &[
    ("Type", Word),
    ("Subtype", Word),
    ("BBox", Numbers),
    ("Matrix", Numbers),
    ("Group", Role::Group),
    ("Resources", Role::Resources),
    ("Width", Numbers),
    ("Height", Numbers),
    ("ColorSpace", Role::ColorSpace),
    ("BitsPerComponent", Numbers),
    ("Intent", Word),
    ("ImageMask", Numbers),
    ("Mask", Role::XObject),
    ("SMask", Role::XObject),
    ("Decode", Numbers),
    ("Interpolate", Numbers),
    ("SMaskInData", Numbers),
    ("Matte", Numbers),
    ("FormType", Numbers),
];
const STATE: Keys = &[
    ("Type", Word),
    ("LW", Numbers),
    ("LC", Numbers),
    ("LJ", Numbers),
    ("ML", Numbers),
    ("D", Numbers),
    ("RI", Word),
    ("OP", Numbers),
    ("op", Numbers),
    ("OPM", Numbers),
    ("BG", Function),
    ("BG2", Function),
    ("UCR", Function),
    ("UCR2", Function),
    ("TR", Function),
    ("TR2", Function),
    ("FL", Numbers),
    ("SM", Numbers),
    ("SA", Numbers),
    ("BM", Word),
    ("SMask", Role::SoftMask),
    ("CA", Numbers),
    ("ca", Numbers),
    ("AIS", Numbers),
    ("TK", Numbers),
    ("Font", Role::Font),
];
const PATTERN: Keys = &[
    ("Type", Word),
    ("PatternType", Numbers),
    ("PaintType", Numbers),
    ("TilingType", Numbers),
    ("BBox", Numbers),
    ("XStep", Numbers),
    ("YStep", Numbers),
    ("Matrix", Numbers),
    ("Resources", Role::Resources),
    ("Shading", Role::Shading),
    ("ExtGState", Role::GraphicsState),
];
const SHADING: Keys = &[
    ("ShadingType", Numbers),
    ("ColorSpace", Role::ColorSpace),
    ("Background", Numbers),
    ("BBox", Numbers),
    ("AntiAlias", Numbers),
    ("Domain", Numbers),
    ("Coords", Numbers),
    ("Function", Function),
    ("Extend", Numbers),
    ("Matrix", Numbers),
    ("BitsPerCoordinate", Numbers),
    ("BitsPerComponent", Numbers),
    ("BitsPerFlag", Numbers),
    ("Decode", Numbers),
    ("VerticesPerRow", Numbers),
];
const FUNCTION: Keys = &[
    ("FunctionType", Numbers),
    ("Domain", Numbers),
    ("Range", Numbers),
    ("Size", Numbers),
    ("BitsPerSample", Numbers),
    ("Order", Numbers),
    ("Encode", Numbers),
    ("Decode", Numbers),
    ("C0", Numbers),
    ("C1", Numbers),
    ("N", Numbers),
    ("Functions", Function),
    ("Bounds", Numbers),
];
const FONT: Keys = &[
    ("Type", Word),
    ("Subtype", Word),
    ("BaseFont", Word),
    ("FirstChar", Numbers),
    ("LastChar", Numbers),
    ("Widths", Numbers),
    ("FontDescriptor", Role::Descriptor),
    ("FontBBox", Numbers),
    ("FontMatrix", Numbers),
    ("DescendantFonts", Role::CidFont),
    ("Encoding", Role::Encoding),
    ("ToUnicode", Role::Map),
    ("CharProcs", Role::Entries(&Role::Content)),
    ("Resources", Role::Resources),
];
const CID_FONT: Keys = &[
    ("Type", Word),
    ("Subtype", Word),
    ("BaseFont", Word),
    ("CIDSystemInfo", Role::SystemInfo),
    ("FontDescriptor", Role::Descriptor),
    ("DW", Numbers),
    ("W", Numbers),
    ("DW2", Numbers),
    ("W2", Numbers),
    ("CIDToGIDMap", Data),
];
const DESCRIPTOR: Keys = &[
    ("Type", Word),
    ("FontName", Word),
    ("FontFamily", Label),
    ("FontStretch", Word),
    ("FontWeight", Numbers),
    ("Flags", Numbers),
    ("FontBBox", Numbers),
    ("ItalicAngle", Numbers),
    ("Ascent", Numbers),
    ("Descent", Numbers),
    ("Leading", Numbers),
    ("CapHeight", Numbers),
    ("XHeight", Numbers),
    ("StemV", Numbers),
    ("StemH", Numbers),
    ("AvgWidth", Numbers),
    ("MaxWidth", Numbers),
    ("MissingWidth", Numbers),
    ("FontFile", Data),
    ("FontFile2", Data),
    ("FontFile3", Data),
];

fn keys(role: Role) -> Keys {
    match role {
        Role::Catalog => &[("Type", Word), ("Pages", Role::Pages)],
        Role::Pages => &[("Type", Word), ("Kids", Role::Page), ("Count", Numbers), ("Parent", Role::Parent)],
        Role::Page => &[
            ("Type", Word),
            ("Parent", Role::Parent),
            ("MediaBox", Numbers),
            ("CropBox", Numbers),
            ("Rotate", Numbers),
            ("UserUnit", Numbers),
            ("Contents", Role::Content),
            ("Resources", Role::Resources),
            ("Group", Role::Group),
            // an inner node of the page tree
            ("Kids", Role::Page),
            ("Count", Numbers),
        ],
        Role::Resources => RESOURCES,
        Role::XObject => XOBJECT,
        Role::GraphicsState => STATE,
        Role::SoftMask => {
            &[("Type", Word), ("S", Word), ("G", Role::XObject), ("BC", Numbers), ("TR", Function)]
        }
        Role::ColorSpace => &[
            ("WhitePoint", Numbers),
            ("BlackPoint", Numbers),
            ("Gamma", Numbers),
            ("Matrix", Numbers),
            ("Range", Numbers),
            ("N", Numbers),
            ("Alternate", Word),
            ("FunctionType", Numbers),
            ("Domain", Numbers),
            ("Size", Numbers),
            ("BitsPerSample", Numbers),
            ("Order", Numbers),
            ("Encode", Numbers),
            ("Decode", Numbers),
            ("C0", Numbers),
            ("C1", Numbers),
            ("Functions", Function),
            ("Bounds", Numbers),
            ("Subtype", Word),
        ],
        Role::Pattern => PATTERN,
        Role::Shading => SHADING,
        Function => FUNCTION,
        Role::Group => {
            &[("Type", Word), ("S", Word), ("CS", Role::ColorSpace), ("I", Numbers), ("K", Numbers)]
        }
        Role::Font => FONT,
        Role::CidFont => CID_FONT,
        Role::Descriptor => DESCRIPTOR,
        Role::SystemInfo => &[("Registry", Label), ("Ordering", Label), ("Supplement", Numbers)],
        Role::Encoding | Role::Map => &[
            ("Type", Word),
            ("BaseEncoding", Word),
            ("Differences", Word),
            ("CMapName", Word),
            ("CIDSystemInfo", Role::SystemInfo),
            ("WMode", Numbers),
            ("UseCMap", Word),
        ],
        Data => PARMS,
        _ => &[],
    }
}

/// Asserts the allow-list from the catalog down.
pub(super) fn check(document: &Document) -> Result<()> {
    let mut walk = Walk { seen: HashSet::new(), queue: Vec::new(), at: 0 };
    let root = document.trailer.get(b"Root").map_err(|_| not_allowed(0, "the document has no catalog"))?;
    walk.value(root, Role::Catalog)?;
    while let Some((id, role)) = walk.queue.pop() {
        walk.at = id.0;
        let object = document.get_object(id).map_err(|_| not_allowed(id.0, "an object is missing"))?;
        walk.value(object, role)?;
    }
    Ok(())
}

struct Walk {
    seen: HashSet<(ObjectId, Role)>,
    queue: Vec<(ObjectId, Role)>,
    at: u32,
}

impl Walk {
    fn value(&mut self, value: &Object, role: Role) -> Result<()> {
        match value {
            Object::Reference(id) => {
                if role != Role::Parent && self.seen.insert((*id, role)) {
                    self.queue.push((*id, role));
                }
                Ok(())
            }
            Object::Null | Object::Boolean(_) | Object::Integer(_) | Object::Real(_) => Ok(()),
            Object::Array(items) => items.iter().try_for_each(|item| self.value(item, role)),
            Object::Name(name) => self.name(name, role),
            Object::String(bytes, _) => self.string(bytes, role),
            Object::Dictionary(dict) => self.dictionary(dict, role),
            Object::Stream(stream) => self.stream(&stream.dict, role),
        }
    }

    fn name(&self, name: &[u8], role: Role) -> Result<()> {
        let named = matches!(
            role,
            Word | Data
                | Function
                | Role::ColorSpace
                | Role::Encoding
                | Role::Map
                | Role::SoftMask
                | Role::Font
        );
        let plain = name.len() <= 64 && name.iter().all(|b| (b' '..=b'~').contains(b));
        if named && plain {
            Ok(())
        } else {
            Err(not_allowed(self.at, &format!("a name stands where none is allowed ({role:?})")))
        }
    }

    fn string(&self, bytes: &[u8], role: Role) -> Result<()> {
        // the look-up table of an Indexed colour space is bytes
        let allowed = (role == Label && bytes.len() <= 64 && bytes.is_ascii()) || role == Role::ColorSpace;
        if allowed {
            Ok(())
        } else {
            Err(not_allowed(self.at, &format!("a string stands where none is allowed ({role:?})")))
        }
    }

    fn dictionary(&mut self, dict: &Dictionary, role: Role) -> Result<()> {
        if let Role::Entries(of) = role {
            return dict.iter().try_for_each(|(_, value)| self.value(value, *of));
        }
        self.entries(dict, role, &[])
    }

    fn stream(&mut self, dict: &Dictionary, role: Role) -> Result<()> {
        let allowed = matches!(
            role,
            Role::Content
                | Role::XObject
                | Role::Pattern
                | Role::Shading
                | Function
                | Role::ColorSpace
                | Role::Encoding
                | Role::Map
                | Data
        );
        if !allowed {
            return Err(not_allowed(self.at, &format!("a stream stands where none is allowed ({role:?})")));
        }
        self.entries(dict, role, STREAM)
    }

    fn entries(&mut self, dict: &Dictionary, reached: Role, more: Keys) -> Result<()> {
        for (key, value) in dict {
            let known = keys(reached).iter().chain(more).find(|(k, _)| k.as_bytes() == key.as_slice());
            let Some(&(_, role)) = known else {
                let what = format!("a key is not on the list of what may cross ({reached:?})");
                return Err(not_allowed(self.at, &what));
            };
            self.value(value, role)?;
        }
        Ok(())
    }
}

fn not_allowed(object: u32, what: &str) -> Error {
    let hint = "withhold the document in case.toml, and report its kind to the makers of Blackpanel";
    Error::unchecked(Place::default().object(object), what, hint)
}
