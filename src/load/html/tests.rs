//! Promises of the converter of web pages.

use super::*;
use crate::load::convert::Converted;
use crate::load::testing::base64;
use crate::pdf::typeset::testing::text_of;

fn page(source: &str, show_hidden: bool) -> Converted {
    let limits = Limits::default();
    let bytes = source.as_bytes();
    convert(&Member { show_hidden, ..Member::new("a.html", bytes, &limits) }).expect("a page")
}

fn counted(page: &Converted, what: &str) -> u32 {
    page.side.left_out.iter().filter(|l| l.what.starts_with(what)).map(|l| l.count).sum()
}

#[test]
fn what_nobody_sees_is_hidden_matter_and_shown_only_on_request() {
    let source = "<title>Form</title><style>.x{display:none} @media print{.y{display:none}}</style><p>seen\
        <span class=x>gone1</span><span hidden>gone2</span><font color=white>gone3</font>\
        <input type=hidden value=gone4><span style='font-size:0'>gone5</span><!-- gone6 --></p><noscript>gone7</noscript>\
        <p class=y>stays1</p><div bgcolor='#003366'><font color='#ffffff'>stays2</font></div>\
        <table><tr style='display:none'><td>gone8</td></tr><tr><td>a</td><td>b</td></tr></table>";
    let plain = text_of(&page(source, false).pdf);
    let shown = text_of(&page(source, true).pdf);
    for word in ["Form", "seen", "stays1", "stays2"] {
        assert!(plain.contains(word), "{word} is missing:\n{plain}");
    }
    for n in 1..=8 {
        let word = format!("gone{n}");
        assert!(!plain.contains(&word), "{word} is shown:\n{plain}");
        assert!(shown.contains(&word), "{word} is not shown on request:\n{shown}");
    }
    assert_eq!(counted(&page(source, false), "hidden text"), 7);
}

#[test]
fn nothing_is_fetched_and_what_would_be_is_named() {
    let out = page(
        "<p>x<img src='https://t.example/a.png'><iframe src='//t.example'></iframe><script>alert('run')</script>\
         <link rel=stylesheet href='x.css'><iframe srcdoc='<p>inner words</p>'></iframe><object data='y'>z</object></p>",
        false,
    );
    let text = text_of(&out.pdf);
    assert!(text.contains("inner words") && !text.contains("run") && !text.contains("example"), "{text}");
    for what in ["picture from the network", "page from the network", "script", "embedded object"] {
        assert_eq!(counted(&out, what), 1, "{what}");
    }
}

#[test]
fn a_picture_inside_the_page_is_shown_and_a_damaged_one_named() {
    let mut png = Vec::new();
    let mut encoder = png::Encoder::new(&mut png, 2, 2);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.write_header().expect("a header").write_image_data(&[200; 4]).expect("a picture");
    let coded: String = base64(&png);
    let out = page(
        &format!(
            "<p>a<img alt=words src='data:image/png;base64,{coded}'></p><img src='data:image/png;base64,AAAA'>"
        ),
        false,
    );
    let text = text_of(&out.pdf);
    assert!(text.contains("not shown]") && !text.contains("words"), "{text}");
    assert_eq!(
        (counted(&out, "description of a picture"), counted(&out, "picture that cannot be shown")),
        (1, 1)
    );
    let document = lopdf::Document::load_mem(&out.pdf).expect("a PDF");
    let is_image = |o: &&lopdf::Object| {
        o.as_stream()
            .is_ok_and(|s| s.dict.get(b"Subtype").is_ok_and(|n| n.as_name().is_ok_and(|n| n == b"Image")))
    };
    assert_eq!(document.objects.values().filter(is_image).count(), 1);
}

#[test]
fn the_encoding_a_page_names_is_the_one_it_is_read_in() {
    for (head, body) in [
        ("<meta charset='windows-1251'>", &b"\xcc\xe8\xf0"[..]),
        ("<?xml version='1.0' encoding='utf-8'?>", "Мир".as_bytes()),
    ] {
        let bytes = [head.as_bytes(), b"<html><p>", body].concat();
        let limits = Limits::default();
        let out = convert(&Member::new("a.html", &bytes, &limits)).expect("a page");
        assert!(text_of(&out.pdf).contains("Мир"), "{head}");
    }
}

#[test]
fn a_page_too_large_or_nested_without_end_is_refused_by_name() {
    let large = "<p>".repeat(LARGEST / 3 + 1);
    let inline = BTreeMap::new();
    let limits = Limits::default();
    let ask = Ask { limits: &limits, show_hidden: false, inline: &inline };
    assert_eq!(read(&large, ask).err(), Some(Unread::TooLarge));
    assert!(!is_blank(&large));
    assert_eq!(read(&"<div>".repeat(1_000), ask).err(), Some(Unread::TooDeep));
}

#[test]
fn a_table_keeps_its_header_and_its_spanned_columns() {
    let rows: String = (0..120).map(|n| format!("<tr><td>r{n}</td><td>x</td><td>y</td></tr>")).collect();
    let out = page(&format!("<table><tr><th>Name</th><th colspan=2>Both</th></tr>{rows}</table>"), false);
    let text = text_of(&out.pdf);
    assert_eq!(text.matches("Name").count(), out.pages as usize);
    assert!(out.pages > 1 && (0..120).all(|n| text.contains(&format!("r{n}"))));
}
