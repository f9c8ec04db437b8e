//! Everything that is painted on any page is read or is an artifact (ISO 32000-2, 14.8.2.2), and what is
//! read hangs in the tree.

use std::collections::BTreeSet;

use lopdf::content::Content;
use lopdf::{Dictionary, ObjectId};

use super::*;

/// Operators that paint.
const PAINTS: [&str; 15] =
    ["Tj", "TJ", "'", "\"", "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Do", "sh"];

/// The identifiers of a page's marks, and what is painted outside of any.
pub(super) fn marks(pack: &Pack, page: ObjectId) -> (BTreeSet<i64>, Vec<String>) {
    let content = Content::decode(&pack.document.get_page_content(page)).expect("content");
    let (mut open, mut found, mut outside) = (0, BTreeSet::new(), Vec::new());
    for operation in content.operations {
        let name = |at: usize| operation.operands.get(at).and_then(|o| o.as_name().ok());
        let mcid = operation.operands.get(1).and_then(|o| o.as_dict().ok()?.get(b"MCID").ok()?.as_i64().ok());
        match operation.operator.as_str() {
            "BDC" | "BMC" => {
                open += 1;
                assert!(mcid.is_some() || name(0) == Some(b"Artifact"), "{operation:?}");
                assert!(mcid.is_none_or(|mcid| found.insert(mcid)), "an identifier stands for one thing");
            }
            "EMC" => open -= 1,
            painted if open == 0 && PAINTS.contains(&painted) => outside.push(painted.to_owned()),
            _ => {}
        }
    }
    assert_eq!(open, 0, "every mark ends");
    (found, outside)
}

/// The identifiers of each page that elements of the tree hold.
pub(super) fn held(pack: &Pack) -> BTreeSet<(ObjectId, i64)> {
    let elements = pack.document.objects.values().filter_map(|o| o.as_dict().ok());
    let page = |of: &Dictionary| of.get(b"Pg").ok()?.as_reference().ok();
    let kids = elements
        .filter(|d| d.has_type(b"StructElem"))
        .filter_map(|d| Some((page(d), d.get(b"K").ok()?.as_array().ok()?)))
        .flat_map(|(page, kids)| kids.iter().map(move |kid| (page, kid)));
    let of = |(own, kid): (Option<ObjectId>, &Object)| match kid {
        Object::Integer(mcid) => Some((own.expect("an identifier has a page"), *mcid)),
        kid => Some((page(kid.as_dict().ok()?)?, kid.as_dict().ok()?.get(b"MCID").ok()?.as_i64().ok()?)),
    };
    kids.filter_map(of).collect()
}

#[test]
fn all_that_is_painted_is_read_or_an_artifact_and_all_that_is_read_hangs_in_the_tree() {
    let body = example();
    let pack = made(request(&body));
    let mut read = BTreeSet::new();
    for (page, number) in pack.document.get_pages().into_values().zip(1..) {
        let (found, outside) = marks(&pack, page);
        assert_eq!(outside, Vec::<String>::new(), "page {number}");
        read.extend(found.into_iter().map(|mcid| (page, mcid)));
    }
    assert_eq!(read, held(&pack));
}

#[test]
fn every_panel_says_why_it_is_there() {
    let body = example();
    let pack = made(request(&body));
    let figures = pack.document.objects.values().filter_map(|o| o.as_dict().ok());
    let figures: Vec<&Dictionary> =
        figures.filter(|d| d.get(b"S").is_ok_and(|s| s == &Object::Name(b"Figure".to_vec()))).collect();
    let says = |d: &&Dictionary| {
        let alt = d.get(b"Alt").and_then(Object::as_str).expect("said");
        String::from_utf8_lossy(alt) == "Redacted: information about another person"
    };
    assert_eq!(figures.iter().filter(|d| says(d)).count(), pack.panels.len());
}
