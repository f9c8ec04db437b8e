//! A small producer of PDFs that look like what word processors export: embedded subset fonts
//! (Type0, Identity-H, ToUnicode), metadata, bookmarks, XMP, form fields.
//!
//! It shares nothing with the product's own typesetting, so that a fixture is a stranger's file.

use std::collections::BTreeMap;
use std::path::Path;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};
use subsetter::GlyphRemapper;

/// Which of the two faces.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Face {
    Regular,
    Bold,
}

/// How a line is set.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Set {
    Ragged,
    Justified,
}

struct Glyphs {
    data: Vec<u8>,
    remap: GlyphRemapper,
    used: BTreeMap<u16, (char, f64)>,
}

impl Glyphs {
    fn read(file: &str) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/pdf/typeset/fonts");
        let data = std::fs::read(folder.join(file)).expect("the font of the project");
        Self { data, remap: GlyphRemapper::new(), used: BTreeMap::new() }
    }

    /// New glyph id and advance (thousandths of the size) of a character.
    fn glyph(&mut self, c: char) -> (u16, f64) {
        let font = FontRef::new(&self.data).expect("a font");
        let old = font.charmap().map(c).unwrap_or_else(|| panic!("no glyph for {c:?}"));
        let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
        let advance = f64::from(metrics.advance_width(old).unwrap_or(0.0)) * 1000.0 / 2048.0;
        let new = self.remap.remap(old.to_u32() as u16);
        self.used.insert(new, (c, advance));
        (new, advance)
    }
}

/// A document in the making. Coordinates: points from the lower left.
pub struct Foreign {
    pub doc: Document,
    pages: ObjectId,
    kids: Vec<Object>,
    content: String,
    size: (f64, f64),
    faces: [Glyphs; 2],
    font_ids: [ObjectId; 2],
    pub resources: ObjectId,
    pub annotations: Vec<Object>,
}

impl Foreign {
    pub fn new() -> Self {
        let mut doc = Document::with_version("1.7");
        let (pages, resources) = (doc.new_object_id(), doc.new_object_id());
        let font_ids = [doc.new_object_id(), doc.new_object_id()];
        let faces = [Glyphs::read("LiberationSans-Regular.ttf"), Glyphs::read("LiberationSans-Bold.ttf")];
        let size = (595.28, 841.89);
        let (kids, content, annotations) = (vec![], String::new(), vec![]);
        Self { doc, pages, kids, content, size, faces, font_ids, resources, annotations }
    }

    /// Width of a string in points.
    pub fn width(&mut self, face: Face, size: f64, text: &str) -> f64 {
        text.chars().map(|c| self.faces[face as usize].glyph(c).1).sum::<f64>() * size / 1000.0
    }

    /// Raw content operators.
    pub fn raw(&mut self, operators: &str) {
        self.content.push_str(operators);
        self.content.push('\n');
    }

    /// What was drawn on the page so far, taken off it.
    pub fn take(&mut self) -> String {
        std::mem::take(&mut self.content)
    }

    /// One line at a position, its spaces widened by `extra` points each.
    pub fn line(&mut self, face: Face, size: f64, x: f64, y: f64, text: &str, extra: f64) {
        let mut array = String::new();
        let mut run = String::new();
        for c in text.chars() {
            run.push_str(&format!("{:04X}", self.faces[face as usize].glyph(c).0));
            if c == ' ' && extra != 0.0 {
                array.push_str(&format!("<{run}>{:.2}", -extra * 1000.0 / size));
                run.clear();
            }
        }
        array.push_str(&format!("<{run}>"));
        let name = ["F1", "F2"][face as usize];
        self.raw(&format!("BT /{name} {size} Tf 1 0 0 1 {x:.2} {y:.2} Tm [{array}] TJ ET"));
    }

    /// Breaks a paragraph into lines of at most `width` points and sets them from `y` down with
    /// `leading`; gives the y below it.
    pub fn paragraph(&mut self, size: f64, (x, y): (f64, f64), width: f64, set: Set, text: &str) -> f64 {
        let mut lines: Vec<String> = vec![];
        for word in text.split_whitespace() {
            let longer = lines.last().map(|l| format!("{l} {word}"));
            match longer.filter(|l| self.width(Face::Regular, size, l) <= width) {
                Some(l) => *lines.last_mut().expect("a line") = l,
                None => lines.push(word.to_owned()),
            }
        }
        let (mut y, last) = (y, lines.len().saturating_sub(1));
        for (i, line) in lines.iter().enumerate() {
            let gaps = line.matches(' ').count();
            let spare = width - self.width(Face::Regular, size, line);
            let extra =
                if set == Set::Justified && i != last && gaps > 0 { spare / gaps as f64 } else { 0.0 };
            self.line(Face::Regular, size, x, y, line, extra);
            y -= size * 1.25;
        }
        y - size * 0.6
    }

    /// Ends the page.
    pub fn page(&mut self) {
        let content = std::mem::take(&mut self.content);
        let mut stream = Stream::new(dictionary! {}, content.into_bytes());
        stream.compress().expect("deflate");
        let contents = self.doc.add_object(stream);
        let (w, h) = self.size;
        let annots = std::mem::take(&mut self.annotations);
        let page = self.doc.add_object(dictionary! {
            "Type" => "Page", "Parent" => self.pages, "Contents" => contents, "Resources" => self.resources,
            "MediaBox" => vec![0.into(), 0.into(), Object::Real(w as f32), Object::Real(h as f32)],
            "Annots" => annots, "StructParents" => 0,
        });
        self.kids.push(page.into());
    }

    /// Id of a page already ended, from 0.
    pub fn page_id(&self, index: usize) -> ObjectId {
        self.kids[index].as_reference().expect("a page")
    }

    /// The file, with the metadata a word processor leaves: author, title, XMP, a bookmark.
    pub fn finish(mut self, title: &str, author: &str, catalog: Dictionary) -> Vec<u8> {
        for (i, name) in ["FIRST", "BOLDF"].iter().enumerate() {
            self.embed(i, name);
        }
        let mut resources =
            dictionary! { "Font" => dictionary! { "F1" => self.font_ids[0], "F2" => self.font_ids[1] } };
        if let Ok(extra) = self.doc.get_object(self.resources).and_then(Object::as_dict) {
            resources.extend(extra);
        }
        self.doc.objects.insert(self.resources, resources.into());
        let count = self.kids.len() as i64;
        let pages = dictionary! { "Type" => "Pages", "Count" => count, "Kids" => self.kids.clone() };
        self.doc.objects.insert(self.pages, pages.into());
        let xmp = format!(
            "<?xpacket begin=''?><x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>\
             <rdf:Description xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>\
             </rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>"
        );
        let metadata =
            Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, xmp.into_bytes());
        let metadata = self.doc.add_object(metadata.with_compression(false));
        let first = self.page_id(0);
        let (outlines, item) = (self.doc.new_object_id(), self.doc.new_object_id());
        let text = |s: &str| Object::String(s.as_bytes().to_vec(), StringFormat::Literal);
        self.doc.objects.insert(
            item,
            dictionary! {
                "Title" => text(title), "Parent" => outlines, "Dest" => vec![first.into(), "Fit".into()],
            }
            .into(),
        );
        self.doc.objects.insert(
            outlines,
            dictionary! { "Type" => "Outlines", "First" => item, "Last" => item, "Count" => 1 }.into(),
        );
        let mut root = dictionary! { "Type" => "Catalog", "Pages" => self.pages, "Outlines" => outlines, "Metadata" => metadata };
        root.extend(&catalog);
        let root = self.doc.add_object(root);
        let info = self.doc.add_object(dictionary! {
            "Title" => text(title), "Author" => text(author), "Creator" => text("Writer"),
            "Producer" => text("Office export"), "CreationDate" => text("D:20260914101500+01'00'"),
        });
        self.doc.trailer.set("Root", root);
        self.doc.trailer.set("Info", info);
        let mut bytes = Vec::new();
        self.doc.save_to(&mut bytes).expect("saved");
        bytes
    }

    /// Writes one face as a Type0 font (ISO 32000-2, 9.7) with only the glyphs that were used.
    fn embed(&mut self, index: usize, tag: &str) {
        let glyphs = &self.faces[index];
        let subset = subsetter::subset(&glyphs.data, 0, &glyphs.remap).expect("a subset");
        let name = format!("{tag}+LiberationSans");
        let mut file = Stream::new(dictionary! { "Length1" => subset.len() as i64 }, subset);
        file.compress().expect("deflate");
        let file = self.doc.add_object(file);
        let descriptor = self.doc.add_object(dictionary! {
            "Type" => "FontDescriptor", "FontName" => name.as_str(), "Flags" => 4, "ItalicAngle" => 0,
            "FontBBox" => vec![(-544).into(), (-303).into(), 1302.into(), 980.into()],
            "Ascent" => 905, "Descent" => -212, "CapHeight" => 729, "StemV" => 80, "FontFile2" => file,
        });
        let mut widths: Vec<Object> = vec![];
        let mut map = String::new();
        for (id, (c, advance)) in &glyphs.used {
            widths.push(i64::from(*id).into());
            widths.push(Object::Array(vec![Object::Real(*advance as f32)]));
            let unicode: String = c.encode_utf16(&mut [0; 2]).iter().map(|u| format!("{u:04X}")).collect();
            map.push_str(&format!("1 beginbfchar <{id:04X}> <{unicode}> endbfchar\n"));
        }
        let cmap = format!(
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Adobe-Identity-UCS def /CMapType 2 def\n\
             1 begincodespacerange <0000> <FFFF> endcodespacerange\n{map}endcmap end end"
        );
        let to_unicode = self.doc.add_object(Stream::new(dictionary! {}, cmap.into_bytes()));
        let descendant = self.doc.add_object(dictionary! {
            "Type" => "Font", "Subtype" => "CIDFontType2", "BaseFont" => name.as_str(), "FontDescriptor" => descriptor,
            "CIDSystemInfo" => dictionary! { "Registry" => Object::string_literal("Adobe"), "Ordering" => Object::string_literal("Identity"), "Supplement" => 0 },
            "DW" => 1000, "W" => widths, "CIDToGIDMap" => "Identity",
        });
        self.doc.objects.insert(self.font_ids[index], dictionary! {
            "Type" => "Font", "Subtype" => "Type0", "BaseFont" => name.as_str(), "Encoding" => "Identity-H",
            "DescendantFonts" => vec![descendant.into()], "ToUnicode" => to_unicode,
        }.into());
    }
}
