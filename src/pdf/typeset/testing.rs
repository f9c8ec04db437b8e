//! For tests: the text of our own pages, straight from their codes.

use lopdf::Document;

/// The lines of all pages as set; a form feed ends each page.
pub(crate) fn text_of(pdf: &[u8]) -> String {
    let document = Document::load_mem(pdf).expect("a PDF");
    let mut out = String::new();
    for page in document.get_pages().values() {
        let content = document.get_page_content_with_limit(*page, usize::MAX).expect("content");
        lines_of(&String::from_utf8(content).expect("our operators are ASCII"), &mut out);
        out.push('\u{c}');
    }
    out
}

fn lines_of(content: &str, out: &mut String) {
    for line in content.split('\n') {
        if line.trim() == "ET" {
            out.push('\n');
        }
        let Some(hex) = line.trim().strip_suffix("Tj").and_then(|l| l.trim().strip_prefix('<')) else {
            continue;
        };
        let digits: Vec<u8> = hex.trim_end_matches('>').bytes().collect();
        for code in digits.chunks(4) {
            let code = std::str::from_utf8(code).expect("ASCII");
            out.extend(u32::from_str_radix(code, 16).ok().and_then(char::from_u32));
        }
    }
}
