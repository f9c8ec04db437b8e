//! Tiny PDFs for tests, built by code in the shape of normal forms.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

/// Collects the objects and pages of a document.
pub(crate) struct Maker {
    pub(crate) document: Document,
    tree: ObjectId,
    pages: Vec<Object>,
    catalog: Dictionary,
}

impl Maker {
    pub(crate) fn new() -> Self {
        let mut document = Document::with_version("2.0");
        let tree = document.new_object_id();
        Self { document, tree, pages: Vec::new(), catalog: Dictionary::new() }
    }

    /// An indirect object.
    pub(crate) fn add(&mut self, object: impl Into<Object>) -> Object {
        Object::Reference(self.document.add_object(object))
    }

    /// A stream.
    pub(crate) fn stream(&mut self, dict: Dictionary, content: impl AsRef<[u8]>) -> Object {
        self.add(Stream::new(dict, content.as_ref().to_vec()))
    }

    /// A form `XObject` with its own resources.
    pub(crate) fn form(&mut self, content: &str, resources: Dictionary) -> Object {
        let dict = dictionary! {
            "Type" => "XObject", "Subtype" => "Form",
            "BBox" => vec![(-1000).into(), (-1000).into(), 1000.into(), 1000.into()],
            "Resources" => resources,
        };
        self.stream(dict, content)
    }

    /// A page of 400 × 400 points.
    pub(crate) fn page(&mut self, content: &str, resources: Dictionary) -> &mut Dictionary {
        let contents = self.stream(Dictionary::new(), content);
        let page = self.document.add_object(dictionary! {
            "Type" => "Page", "Parent" => self.tree, "Contents" => contents, "Resources" => resources,
            "MediaBox" => vec![0.into(), 0.into(), 400.into(), 400.into()],
        });
        self.pages.push(page.into());
        self.document.get_dictionary_mut(page).unwrap()
    }

    /// An entry of the catalog.
    pub(crate) fn catalog(&mut self, key: &str, value: Object) {
        self.catalog.set(key, value);
    }

    /// The file.
    pub(crate) fn bytes(mut self) -> Vec<u8> {
        self.finish();
        crate::pdf::write::to_bytes(&mut self.document).unwrap()
    }

    /// The file with whatever its trailer and unreachable objects hold.
    pub(crate) fn bytes_as_they_are(mut self) -> Vec<u8> {
        self.finish();
        let mut bytes = Vec::new();
        self.document.save_to(&mut bytes).unwrap();
        bytes
    }

    fn finish(&mut self) {
        let pages = std::mem::take(&mut self.pages);
        let count = pages.len() as i64;
        let tree = dictionary! { "Type" => "Pages", "Kids" => pages, "Count" => count };
        self.document.objects.insert(self.tree, tree.into());
        let mut catalog = std::mem::take(&mut self.catalog);
        catalog.set("Type", "Catalog");
        catalog.set("Pages", self.tree);
        let root = self.document.add_object(catalog);
        self.document.trailer.set("Root", root);
    }
}

/// Helvetica without `Widths`, as standard 14 fonts may be.
pub(crate) fn helvetica() -> Object {
    dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding" }
        .into()
}

/// Resources with Helvetica as `F1`.
pub(crate) fn latin() -> Dictionary {
    dictionary! { "Font" => dictionary! { "F1" => helvetica() } }
}

/// One page showing `content` in Helvetica (`F1`).
pub(crate) fn one_page(content: &str) -> Vec<u8> {
    let mut maker = Maker::new();
    maker.page(content, latin());
    maker.bytes()
}

/// A composite font whose two-byte codes are Unicode values, 500 wide; vertical when asked.
pub(crate) fn composite(maker: &mut Maker, encoding: &str) -> Object {
    let map = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n1 beginbfrange <0020> <007E> <0020> endbfrange\n1 beginbfchar <00AA> <00660069> endbfchar\nendcmap end end";
    let to_unicode = maker.stream(Dictionary::new(), map);
    let descendant = dictionary! {
        "Type" => "Font", "Subtype" => "CIDFontType2", "BaseFont" => "Any", "DW" => 500,
        "CIDSystemInfo" => dictionary! {
            "Registry" => Object::string_literal("Adobe"), "Ordering" => Object::string_literal("Identity"), "Supplement" => 0,
        },
    };
    dictionary! {
        "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "Any", "Encoding" => encoding,
        "DescendantFonts" => vec![descendant.into()], "ToUnicode" => to_unicode,
    }
    .into()
}

/// A Type 3 font whose glyphs `S` and `n` are squares and `t` shows text in Helvetica.
pub(crate) fn type3(maker: &mut Maker) -> Object {
    let square = maker.stream(Dictionary::new(), "600 0 0 0 500 700 d1 0 0 500 700 re f");
    let text = maker.stream(Dictionary::new(), "600 0 d0 BT /F1 300 Tf (Inner) Tj ET");
    dictionary! {
        "Type" => "Font", "Subtype" => "Type3", "FontBBox" => vec![0.into(), (-200).into(), 600.into(), 800.into()],
        "FontMatrix" => vec![0.001.into(), 0.into(), 0.into(), 0.001.into(), 0.into(), 0.into()],
        "CharProcs" => dictionary! { "S" => square.clone(), "n" => square, "t" => text },
        "Encoding" => dictionary! {
            "Type" => "Encoding",
            "Differences" => vec![83.into(), "S".into(), 110.into(), "n".into(), 116.into(), "t".into()],
        },
        "FirstChar" => 83, "LastChar" => 116,
        "Widths" => vec![Object::from(600); 34],
        "Resources" => latin(),
    }
    .into()
}
