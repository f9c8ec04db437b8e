//! The pack's own frame: page tree, catalog, title; nothing else about the file.
//!
//! No dates, no producer, no author: the only metadata is the title, in the information dictionary
//! and in XMP (ISO 32000-2, 14.3).

use lopdf::{Document, Object, ObjectId, Stream, dictionary};

/// Language of everything we write ourselves.
const LANGUAGE: &str = "en-GB";

/// Gives the merged pages their frame.
///
pub(super) fn frame(
    document: &mut Document,
    pages: &[ObjectId],
    (structure, outline): (ObjectId, Option<ObjectId>),
    title: &str,
) {
    let tree = page_tree(document, pages);
    let metadata = document.add_object(xmp(title));
    let mut catalog = dictionary! {
        "Type" => "Catalog",
        "Pages" => tree,
        "Lang" => lopdf::text_string(LANGUAGE),
        "MarkInfo" => dictionary! { "Marked" => true },
        "StructTreeRoot" => structure,
        "ViewerPreferences" => dictionary! { "DisplayDocTitle" => true },
        "Metadata" => metadata,
    };
    if let Some(outline) = outline {
        catalog.set("Outlines", outline);
        catalog.set("PageMode", Object::Name(b"UseOutlines".to_vec()));
    }
    let root = document.add_object(catalog);
    let info = document.add_object(dictionary! { "Title" => lopdf::text_string(title) });
    document.trailer = dictionary! { "Root" => root, "Info" => info };
}

fn page_tree(document: &mut Document, pages: &[ObjectId]) -> ObjectId {
    let tree = document.new_object_id();
    for page in pages {
        if let Ok(dictionary) = document.get_dictionary_mut(*page) {
            dictionary.set("Parent", tree);
        }
    }
    let kids: Vec<Object> = pages.iter().map(|p| Object::Reference(*p)).collect();
    let count = pages.len() as i64;
    document.objects.insert(tree, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count }.into());
    tree
}

/// An XMP packet with the title and nothing else (ISO 16684-1).
fn xmp(title: &str) -> Stream {
    let title: String = title.chars().map(escaped).collect();
    let packet = format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title><rdf:Alt>\
         <rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title></rdf:Description></rdf:RDF>\
         </x:xmpmeta>\n<?xpacket end=\"r\"?>"
    );
    Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, packet.into_bytes())
}

fn escaped(c: char) -> String {
    match c {
        '&' => "&amp;".to_owned(),
        '<' => "&lt;".to_owned(),
        '>' => "&gt;".to_owned(),
        c if c.is_control() => " ".to_owned(),
        c => c.to_string(),
    }
}
