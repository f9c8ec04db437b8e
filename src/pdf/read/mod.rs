//! A stranger's PDF → normal form, by an allow-list; runs in the worker only.
//!
//! The foreign reader repairs, decrypts and resolves; what a page needs is then copied, along
//! [`table`], into a document written by us. What is not understood refuses the file with the page
//! and the object; what is left behind on purpose is counted.
//!
//! | module | holds |
//! |---|---|
//! | [`rebuild`] | the copy in the making |
//! | [`table`] | the allow-list |
//! | [`open`], [`owner`], [`pages`] | passwords and refusals; the page tree |
//! | [`content`], [`resources`], [`drawing`] | content streams anew, names of ours |
//! | [`filters`], [`predictor`], [`parms`], [`streams`] | strict and capped decoding |
//! | [`picture`], [`codec`], [`mesh`], [`color`], [`icc`], [`function`] | pictures and colours |
//! | [`font`], [`font_name`], [`font_program`], [`glyph_name`], [`cmap`] | fonts without a stranger's names |
//! | [`layers`], [`attached`], [`left_out`] | hidden layers, attached files, what is counted |
//! | [`mark`] | redaction marks that were never applied |
//! | [`annotation`], [`shape`], [`field`], [`fill`], [`lettering`], [`wording`] | comments and form fields as part of the page |

use hayro_syntax::object::{Array, Dict, MaybeRef, Object, Stream};
use lopdf::{Dictionary, Object as Made, ObjectId};

use crate::diag::{Place, Problem, Secret};
use crate::load::convert::{Conversion, Converted, NotConverted};
use crate::load::{SideTable, SourceKind};
use crate::pdf::limits::Limits;

mod annotation;
mod attached;
mod cmap;
mod codec;
mod color;
mod content;
mod drawing;
mod field;
mod fill;
mod filters;
mod font;
mod font_name;
pub(super) mod font_program;
mod function;
mod glyph_name;
mod icc;
mod layers;
mod left_out;
mod lettering;
mod lookup;
mod mark;
mod mesh;
mod open;
mod owner;
mod pages;
mod parms;
mod picture;
mod predictor;
mod rebuild;
mod resources;
mod shape;
mod streams;
mod table;
#[cfg(test)]
mod tests;
mod wording;

use content::Role;
use pages::Leaf;
use rebuild::{DAMAGED, Rebuild, Step, name, number, number_array};

/// Converts a stranger's PDF; `name` is the file's name for messages.
///
/// # Errors
/// A file that is locked, damaged, above the limits or not understood; the problem says where.
pub fn convert(bytes: &[u8], password: Option<&Secret>, name: &str, limits: &Limits) -> Conversion {
    let (pdf, locked) = open::open(bytes, password, name)?;
    let mut rebuild = Rebuild::new(&pdf, name, limits);
    rebuild.locked = locked;
    let converted = whole(&mut rebuild);
    converted.map_err(|problem| NotConverted { problem, locked: false })
}

/// The whole document: pages, then what lies beside them.
fn whole(rebuild: &mut Rebuild<'_>) -> Step<Converted> {
    let leaves = pages::walk(rebuild)?;
    let forms = field::Forms::read(rebuild.pdf);
    let tree = rebuild.out.new_object_id();
    let mut kids = Vec::with_capacity(leaves.len());
    for (index, leaf) in leaves.iter().enumerate() {
        rebuild.page = index as u32 + 1;
        let page = page(rebuild, leaf, &forms, tree)?;
        kids.push(Made::Reference(page));
        rebuild.settle()?;
    }
    rebuild.page = 0;
    rebuild.check_nesting()?;
    let count = kids.len() as u32;
    let mut root = Dictionary::new();
    root.set("Type", self::name("Pages"));
    root.set("Count", i64::from(count));
    root.set("Kids", kids);
    rebuild.out.objects.insert(tree, Made::Dictionary(root));
    let mut catalog = Dictionary::new();
    catalog.set("Type", self::name("Catalog"));
    catalog.set("Pages", Made::Reference(tree));
    let catalog = rebuild.out.add_object(catalog);
    rebuild.out.trailer.set("Root", Made::Reference(catalog));
    let members = attached::members(rebuild)?;
    rebuild.recode();
    rebuild.compress();
    let pdf = crate::pdf::write::to_bytes(&mut rebuild.out)
        .map_err(|_| rebuild.refuse(None, "the converted file could not be written", DAMAGED))?;
    let side = side_table(rebuild);
    Ok(Converted { pdf, pages: count, side, members })
}

fn side_table(rebuild: &mut Rebuild<'_>) -> SideTable {
    attached::count_the_rest(rebuild);
    let title = attached::title(rebuild.pdf);
    SideTable {
        message_id: None,
        kind: SourceKind::Pdf,
        converted: "rebuilt page by page".to_owned(),
        left_out: std::mem::take(&mut rebuild.left).into_list(),
        title,
        date: attached::date(rebuild.pdf),
        locked: rebuild.locked,
        marks: std::mem::take(&mut rebuild.marks),
        names: Vec::new(),
    }
}

/// One page: its frame, its content and what its annotations show, in one stream.
fn page<'a>(
    rebuild: &mut Rebuild<'a>,
    leaf: &Leaf<'a>,
    forms: &field::Forms<'a>,
    tree: ObjectId,
) -> Step<ObjectId> {
    let mut page = frame(leaf, tree);
    if let Some(group) = leaf.dict.get_raw::<Object<'a>>(b"Group")
        && let Some(group) = rebuild.value(group, table::Kind::Group, 0)?
    {
        page.set("Group", group);
    }
    let (source, object) = contents(rebuild, &leaf.dict)?;
    let copied = content::copy(rebuild, &source, leaf.resources.clone(), object, Role::Ordinary)?;
    let (mut bytes, mut resources) = (copied.bytes, copied.resources);
    rebuild.scope = leaf.resources.clone();
    rebuild.attached_to(&leaf.dict);
    mark::read(rebuild, leaf);
    let shown = annotation::shown(rebuild, &leaf.dict, forms)?;
    let drawn = shown.out.into_bytes();
    if !drawn.is_empty() {
        // the page's own graphics state must not reach what is drawn over it
        bytes.splice(0..0, *b"q\n");
        bytes.extend_from_slice(b"Q\n");
        bytes.extend_from_slice(&drawn);
        font::merge(&mut resources, shown.resources);
    }
    page.set("Resources", resources);
    let content = rebuild.out.add_object(Made::Stream(lopdf::Stream::new(Dictionary::new(), bytes)));
    page.set("Contents", Made::Reference(content));
    Ok(rebuild.out.add_object(page))
}

/// The page dictionary with its frame (7.7.3.3), nothing inherited.
fn frame(leaf: &Leaf<'_>, tree: ObjectId) -> Dictionary {
    let corners = |r: &crate::geom::Rect| number_array(&[r.x0, r.y0, r.x1, r.y1]);
    let geometry = &leaf.geometry;
    let mut page = Dictionary::new();
    page.set("Type", name("Page"));
    page.set("Parent", Made::Reference(tree));
    page.set("MediaBox", corners(&geometry.media_box));
    if geometry.crop_box != geometry.media_box {
        page.set("CropBox", corners(&geometry.crop_box));
    }
    if geometry.rotate != 0 {
        page.set("Rotate", i64::from(geometry.rotate));
    }
    if geometry.user_unit != 1.0 {
        page.set("UserUnit", number(geometry.user_unit));
    }
    page
}

/// A page's content, its parts joined by line ends; the object is that of the first part.
///
/// A part that is missing or damaged refuses the page: what it held cannot be known (7.7.3.3).
fn contents<'a>(rebuild: &mut Rebuild<'a>, page: &Dict<'a>) -> Step<(Vec<u8>, Option<u32>)> {
    let parts: Vec<MaybeRef<Object<'a>>> = match page.get::<Array<'a>>(b"Contents") {
        Some(array) => array.raw_iter().collect(),
        None => page.get_raw::<Object<'a>>(b"Contents").into_iter().collect(),
    };
    let (mut bytes, mut first) = (Vec::new(), None);
    for part in parts {
        let object = part.as_obj_ref().map(|r| r.obj_number);
        let stream: Stream<'a> = match rebuild.resolve(part) {
            Some(Object::Stream(stream)) => stream,
            Some(Object::Null(_)) => continue,
            _ => return Err(rebuild.refuse(object, "a part of the page's content is missing", DAMAGED)),
        };
        first = first.or(object);
        bytes.extend_from_slice(&rebuild.content_bytes(&stream)?);
        bytes.push(b'\n');
    }
    Ok((bytes, first))
}

/// A problem of a whole file.
fn problem(name: &str, what: &str, hint: &str, locked: bool) -> NotConverted {
    NotConverted { problem: Problem::new(Place::file(name), what, hint), locked }
}
