//! A pack of several files: none is larger than asked, every page is in one of them, and nothing of a page is
//! in another.

use lopdf::{Dictionary, Stream};

use super::tagged::{held, marks};
use super::*;

/// A document whose pages weigh some hundred kilobytes each, no two alike.
fn heavy(title: &str, pages: usize, kilobytes: usize) -> PackDocument {
    let mut document = document(title, pages, (0, 1.0), &[(1, Rect::new(60.0, 62.0, 160.0, 76.0))]);
    let model = &mut document.sanitised.document;
    for (page, number) in model.get_pages().into_values().zip(1u64..) {
        let mut state = number * 7 + title.len() as u64 * 1_000_003 + u64::from(title.as_bytes()[0]);
        let noise: Vec<u8> = (0..kilobytes * 1000)
            .map(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                (state >> 56) as u8
            })
            .collect();
        let noise = model.add_object(Stream::new(Dictionary::new(), noise));
        let page = model.get_dictionary_mut(page).expect("page");
        page.set("PieceInfo", Object::Reference(noise));
    }
    document
}

/// The files of a pack of at most one megabyte each.
fn files(documents: Vec<PackDocument>) -> Result<Vec<Pack>> {
    let body = example();
    let mut request = request(&body);
    request.documents = documents;
    request.exemptions = vec![exemption("S2P3-16", "TP", 3, true)];
    request.max_mb = 1;
    pack(request)?.into_parts()
}

fn bytes(pack: &Pack) -> Vec<u8> {
    crate::pdf::write::to_bytes(&mut pack.document.clone()).expect("written")
}

#[test]
fn no_file_is_larger_than_asked_and_every_page_is_in_one_of_them() {
    let parts =
        files(vec![heavy("Ants", 1, 400), heavy("Bees", 1, 400), heavy("Cats", 5, 300)]).expect("parts");
    let sizes: Vec<usize> = parts.iter().map(|p| bytes(p).len()).collect();
    assert!(sizes.iter().all(|s| *s <= 1_000_000), "{sizes:?}");
    let feet: Vec<&str> = parts.iter().flat_map(|p| &p.stamps).filter_map(|s| s.lines().next()).collect();
    let total = feet.len();
    for (foot, number) in feet.iter().zip(1..) {
        assert!(foot.ends_with(&format!("page {number} of {total}")), "{foot}");
    }
    for (part, number) in parts.iter().zip(1..) {
        let named = format!("part {number} of {}", parts.len());
        assert!(part.stamps.iter().all(|s| s.contains(&named)), "{named}: {:?}", part.stamps);
        assert_eq!(part.document.get_pages().len(), part.geometry.len());
    }
    assert_eq!(parts.iter().map(|p| p.panels.len()).sum::<usize>(), 3);
}

#[test]
fn a_part_holds_its_own_tags_and_bookmarks_and_nothing_of_the_others() {
    let parts = files(vec![heavy("Ants", 1, 500), heavy("Bees", 1, 500)]).expect("parts");
    assert_eq!(parts.len(), 2);
    for (part, (own, other)) in parts.iter().zip([("1. Ants", "2. Bees"), ("2. Bees", "1. Ants")]) {
        let pages: Vec<_> = part.document.get_pages().into_values().collect();
        let read = pages.iter().flat_map(|page| marks(part, *page).0.into_iter().map(|mcid| (*page, mcid)));
        assert_eq!(read.collect::<std::collections::BTreeSet<_>>(), held(part));
        let titles = part.document.objects.values().filter_map(|o| o.as_dict().ok()?.get(b"Title").ok());
        let titles: Vec<String> = titles.filter_map(|t| lopdf::decode_text_string(t).ok()).collect();
        assert!(titles.contains(&own.to_owned()) && !titles.contains(&other.to_owned()), "{titles:?}");
        let is_page = |o: &&Object| o.as_dict().is_ok_and(|d| d.has_type(b"Page"));
        assert_eq!(part.document.objects.values().filter(is_page).count(), pages.len());
    }
    assert_eq!((parts[0].spans[0].1, parts[1].spans[1]), (1, (1, 1)));
    assert!(parts[1].front.is_empty(), "letter and schedule are in the first part");
}

#[test]
fn the_schedule_says_in_which_part_a_page_is() {
    let parts = files(vec![heavy("Ants", 1, 400), heavy("Cats", 5, 300)]).expect("parts");
    let text = crate::text::document(&parts[0].front).expect("text");
    let text: String = text.iter().map(|p| p.text.replace(['\u{a0}', '\n'], " ")).collect();
    for said in ["in part 1", "in part 2", "in part 3", "We are sending you 3 files"] {
        assert!(text.contains(said), "{said}: {text}");
    }
}

#[test]
fn a_page_larger_than_a_part_is_refused() {
    let error = files(vec![heavy("Ants", 1, 1_200)]).expect_err("too large");
    assert_eq!(error.exit, crate::error::Exit::Usage);
}
