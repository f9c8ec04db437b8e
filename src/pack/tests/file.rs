//! What the finished file holds: pages, stamps, bookmarks, tags, and nothing of the sources' frames.

use super::*;
use crate::geom::Point;

/// A text as the stamps' fonts write it.
fn codes(text: &str) -> String {
    text.encode_utf16().flat_map(|unit| format!("{unit:04X}").into_bytes()).map(char::from).collect()
}

/// The stamp stream of each page, in upper case.
fn stamps(pack: &Pack) -> Vec<String> {
    let pages = pack.document.get_pages().into_values();
    let last = pages.map(|page| {
        let page = pack.document.get_dictionary(page).expect("page");
        let parts = page.get(b"Contents").and_then(Object::as_array).expect("parts");
        let id = parts.last().expect("stamp").as_reference().expect("reference");
        let stream = pack.document.get_object(id).and_then(Object::as_stream).expect("stream");
        String::from_utf8_lossy(&stream.get_plain_content().expect("plain")).to_uppercase()
    });
    last.collect()
}

#[test]
fn every_page_carries_the_reference_and_its_number() {
    let body = example();
    let pack = made(request(&body));
    let stamps = stamps(&pack);
    assert_eq!(stamps.len(), pack.geometry.len());
    for (stamp, number) in stamps.iter().zip(1..) {
        let text = format!("HOS-SAR-2026-0142 · page {number} of {}", stamps.len());
        assert!(stamp.contains(&codes(&text)), "page {number}");
        assert!(!stamp.contains(&codes("NOT REVIEWED")));
    }
}

#[test]
fn an_unreviewed_pack_says_so_on_every_page_and_an_example_only_in_the_letter() {
    let body = example();
    let mut request = request(&body);
    request.stamp = Stamp { unreviewed: true, draft: true };
    let stamps = stamps(&made(request));
    assert!(stamps.iter().all(|s| s.contains(&codes("NOT REVIEWED – NOT FOR RELEASE · DRAFT"))));
    let examples = stamps.iter().take_while(|s| s.contains(&codes("EXAMPLE"))).count();
    assert!(examples >= 2 && examples < stamps.len() - 4, "{examples} of {}", stamps.len());
    assert!(!stamps[examples..].iter().any(|s| s.contains(&codes("EXAMPLE"))));
}

#[test]
fn a_draft_bears_the_word_across_every_page_as_an_artifact_and_never_on_a_panel() {
    let body = example();
    let mut request = request(&body);
    request.stamp = Stamp { unreviewed: false, draft: true };
    let pack = made(request);
    for (stamp, page) in stamps(&pack).iter().zip(1..) {
        let (_, across) = stamp.split_once("/WATERMARK").expect("a watermark");
        let (across, _) = across.split_once("EMC").expect("its end");
        assert!(across.contains(&codes("DRAFT")), "page {page}");
        let panels = pack.panels.iter().filter(|p| p.page == page).count();
        assert_eq!(across.matches("W*").count(), panels, "each panel of page {page} is cut out");
    }
}

#[test]
fn a_letter_with_a_bodys_own_facts_says_nothing_of_examples() {
    let body = Body { example: false, ..example() };
    let stamps = stamps(&made(request(&body)));
    assert!(!stamps.iter().any(|s| s.contains(&codes("EXAMPLE"))));
}

#[test]
fn panels_and_documents_are_found_where_the_pack_says() {
    let body = example();
    let pack = made(request(&body));
    let total = pack.geometry.len() as u32;
    assert_eq!(pack.spans, [(total - 3, 3), (total, 1)]);
    let pages: Vec<u32> = pack.panels.iter().map(|p| p.page).collect();
    assert_eq!(pages, [total - 3, total - 1, total]);
}

#[test]
fn a_stamp_stands_upright_at_the_foot_of_turned_and_enlarged_pages() {
    let body = example();
    for (rotate, unit) in [(0, 1.0), (90, 1.0), (180, 2.0), (270, 0.5)] {
        let mut request = request(&body);
        request.documents = vec![document("One", 1, (rotate, unit), &[])];
        request.exemptions.clear();
        let pack = made(request);
        let geometry = *pack.geometry.last().expect("page");
        let stamps = stamps(&pack);
        let numbers = stamps.last().expect("stamp").lines().find(|l| l.ends_with("TM")).expect("matrix");
        let m: Vec<f64> = numbers.split(' ').filter_map(|n| n.parse().ok()).collect();
        let display = geometry.to_display();
        let at = display.apply(Point::new(m[4], m[5]));
        let right = display.apply(Point::new(m[4] + m[0], m[5] + m[1]));
        let (width, height) = geometry.display_size();
        let scale = (width.min(height) / 595.0).max(1.0);
        assert!(
            (at.y - (height - 6.0 * scale)).abs() < 0.01 && at.x > 0.0 && at.x < width / 2.0,
            "{rotate}: {at:?}"
        );
        assert!((right.x - at.x - 1.0).abs() < 0.001 && (right.y - at.y).abs() < 0.001, "{rotate}");
    }
}

#[test]
fn a_page_whose_foot_is_taken_grows_and_nothing_on_it_moves() {
    let body = example();
    let foot = Rect::new(100.0, 825.0, 200.0, 840.0);
    for (free, panels) in [(false, vec![]), (true, vec![(1, foot)])] {
        let mut request = request(&body);
        request.documents = vec![document("One", 1, (0, 1.0), &panels)];
        request.documents[0].foot_free = vec![free];
        let before = request.documents[0].sanitised.geometry[0];
        let pack = made(request);
        let after = pack.geometry.last().expect("page");
        assert_eq!(after.display_size().0, before.display_size().0);
        assert!((after.display_size().1 - before.display_size().1 - 18.0).abs() < 0.01);
        let p = Point::new(60.0, 700.0);
        assert_eq!(after.to_display().apply(p), before.to_display().apply(p));
    }
}

#[test]
fn a_page_that_is_one_panel_still_says_that_it_was_not_reviewed() {
    let body = example();
    let mut request = request(&body);
    request.documents = vec![document("One", 1, (0, 1.0), &[(1, Rect::new(0.0, 0.0, 595.28, 841.89))])];
    request.stamp = Stamp { unreviewed: true, draft: false };
    let pack = made(request);
    let number = pack.geometry.len();
    let text = format!("NOT REVIEWED – NOT FOR RELEASE · HOS-SAR-2026-0142 · page {number} of {number}");
    assert!(stamps(&pack).last().expect("stamp").contains(&codes(&text)));
    assert!(pack.geometry.last().expect("page").display_size().1 > 850.0);
}

#[test]
fn no_stamp_touches_a_panel() {
    let body = example();
    let middle = Rect::new(150.0, 0.0, 450.0, 20.0);
    let left = Rect::new(0.0, 0.0, 120.0, 60.0);
    for panels in [vec![(1, middle)], vec![(1, middle), (1, left)]] {
        let mut request = request(&body);
        request.documents = vec![document("One", 1, (0, 1.0), &panels)];
        request.stamp = Stamp { unreviewed: true, draft: false };
        let pack = made(request);
        assert_eq!(pack.stamps.last().map(|s| s.lines().count()), Some(2), "both stamps found a place");
        let display = pack.geometry.last().expect("page").to_display();
        for matrix in stamps(&pack).last().expect("stamp").lines().filter(|l| l.ends_with("TM")) {
            let m: Vec<f64> = matrix.split(' ').filter_map(|n| n.parse().ok()).collect();
            let at = display.apply(Point::new(m[4], m[5]));
            let text = Rect::new(at.x, at.y - 9.0, at.x + 200.0, at.y);
            assert!(panels.iter().all(|(_, p)| p.intersection(&text).is_none()), "{at:?}");
        }
    }
}

#[test]
fn a_bookmark_holds_no_control_or_direction_character() {
    let body = example();
    let mut request = request(&body);
    request.documents[0].title = "gpj.\u{202e}letter\u{7}\n".to_owned();
    let pack = made(request);
    let is_ours = |o: &&Object| o.as_dict().is_ok_and(|d| d.has(b"Dest"));
    let titles =
        pack.document.objects.values().filter(is_ours).filter_map(|o| o.as_dict().ok()?.get(b"Title").ok());
    let titles: Vec<String> = titles.map(|t| lopdf::decode_text_string(t).expect("text")).collect();
    assert!(titles.contains(&"1. gpj.letter".to_owned()), "{titles:?}");
}

#[test]
fn bookmarks_are_ours_and_lead_to_each_document() {
    let body = example();
    let pack = made(request(&body));
    let pages: Vec<_> = pack.document.get_pages().into_values().collect();
    let catalog = pack.document.catalog().expect("catalog");
    let outlines =
        catalog.get_deref(b"Outlines", &pack.document).and_then(Object::as_dict).expect("outlines");
    let (mut found, mut next) = (Vec::new(), outlines.get(b"First").and_then(Object::as_reference).ok());
    while let Some(id) = next {
        let item = pack.document.get_dictionary(id).expect("item");
        let target =
            item.get(b"Dest").and_then(Object::as_array).expect("dest")[0].as_reference().expect("page");
        let title = lopdf::decode_text_string(item.get(b"Title").expect("title")).expect("text");
        found.push((title, pages.iter().position(|p| *p == target).expect("page of the pack") as u32 + 1));
        next = item.get(b"Next").and_then(Object::as_reference).ok();
    }
    let titles: Vec<&str> = found.iter().map(|(t, _)| t.as_str()).collect();
    let want = [
        "Letter",
        "Schedule",
        "Redaction key",
        "1. Landlord’s letter of 3 November",
        "2. Photograph of the ceiling",
    ];
    assert_eq!(titles, want);
    assert_eq!([found[3].1, found[4].1], [pack.spans[0].0, pack.spans[1].0]);
}

#[test]
fn the_only_metadata_is_the_title() {
    let body = example();
    let pack = made(request(&body));
    let trailer: Vec<&[u8]> = pack.document.trailer.iter().map(|(k, _)| k.as_slice()).collect();
    assert_eq!(trailer, [b"Root".as_slice(), b"Info"]);
    let info =
        pack.document.trailer.get_deref(b"Info", &pack.document).and_then(Object::as_dict).expect("info");
    assert_eq!(info.len(), 1);
    let title = lopdf::decode_text_string(info.get(b"Title").expect("title")).expect("text");
    assert_eq!(title, "Response to your request HOS-SAR-2026-0142");
}

#[test]
fn nothing_of_a_sources_own_frame_comes_across() {
    let body = example();
    let mut request = request(&body);
    let source = &mut request.documents[0].sanitised.document;
    let orphan = source.add_object(Object::string_literal("ORPHAN"));
    source.catalog_mut().expect("catalog").set("Secret", orphan);
    let pack = made(request);
    let catalogs =
        pack.document.objects.values().filter(|o| o.as_dict().is_ok_and(|d| d.has_type(b"Catalog")));
    assert_eq!(catalogs.count(), 1);
    assert!(!pack.document.objects.values().any(|o| o.as_str().is_ok_and(|s| s == b"ORPHAN")));
}

#[test]
fn what_two_documents_share_is_written_once() {
    let body = example();
    let fonts = |copies: usize| {
        let mut request = request(&body);
        request.documents = (0..copies).map(|_| document("The same", 1, (0, 1.0), &[])).collect();
        let pack = made(request);
        let is_font = |o: &&Object| o.as_stream().is_ok_and(|s| s.content.len() > 2000);
        pack.document.objects.values().filter(is_font).count()
    };
    assert_eq!(fonts(1), fonts(5));
}

#[test]
fn a_document_that_refers_to_what_is_missing_is_refused() {
    let body = example();
    let mut request = request(&body);
    let source = &mut request.documents[0].sanitised.document;
    let page = *source.get_pages().get(&1).expect("page");
    source.get_dictionary_mut(page).expect("page").set("Contents", Object::Reference((9999, 0)));
    assert_eq!(pack(request).expect_err("refused").exit, crate::error::Exit::Unchecked);
}

#[test]
fn the_same_request_gives_the_same_bytes() {
    let body = example();
    let bytes = || crate::pdf::write::to_bytes(&mut made(request(&body)).document).expect("written");
    assert_eq!(bytes(), bytes());
}

#[test]
fn a_pack_of_ours_can_be_read_again_with_all_its_pages() {
    let body = example();
    let mut pack = made(request(&body));
    let bytes = crate::pdf::write::to_bytes(&mut pack.document).expect("written");
    let read = Document::load_mem(&bytes).expect("read");
    assert_eq!(read.get_pages().len(), pack.geometry.len());
}

#[test]
#[ignore = "needs pdfinfo"]
fn a_screen_reader_finds_headings_paragraphs_lists_and_tables() {
    let body = example();
    let shown = shown_by("pdfinfo", &["-struct-text", "FILE"], &mut made(request(&body)));
    for (role, text) in [
        ("H1", "Response to your request for personal information"),
        ("H2", "Our decision"),
        ("P", "Dear Miss Maksimowicz"),
        ("LI", "a key to the redactions"),
        ("TH", "Document"),
        ("P", "Text of page 2 of Landlord"),
    ] {
        let at = shown.find(&format!("\"{text}")).unwrap_or_else(|| panic!("{text} is in {shown}"));
        // an element above that is set as far in is a neighbour: a panel in the middle of a paragraph
        let indent = |line: &str| line.len() - line.trim_start().len();
        let own = shown[..at].rsplit('\n').next().map_or(0, str::len);
        let above = shown[..at].lines().rev().filter(|l| indent(l) < own).map(str::trim_start);
        let element = above.clone().find(|l| !l.starts_with(['"', '/']) && !l.is_empty()).unwrap_or_default();
        let inside = element.starts_with(role) || (role == "LI" && element.starts_with("LBody"));
        assert!(inside, "{text} stands in {element}");
    }
}

#[test]
#[ignore = "needs qpdf"]
fn qpdf_finds_nothing_wrong_with_a_pack() {
    let body = example();
    let shown = shown_by("qpdf", &["--check", "FILE"], &mut made(request(&body)));
    assert!(shown.contains("No syntax or stream encoding errors found"), "{shown}");
}
