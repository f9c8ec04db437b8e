//! Looking under a panel.

/// An output without the panel that is painted last.
pub fn peeled(pdf: &[u8]) -> Vec<u8> {
    let mut document = lopdf::Document::load_mem(pdf).expect("our own file");
    for page in document.get_pages().into_values() {
        let mut content = document.get_page_content(page);
        let panel = content.windows(4).rposition(|w| w == b"0 g\n").expect("a panel");
        content.truncate(panel);
        content.extend_from_slice(b"Q");
        document.change_page_content(page, content).expect("content");
    }
    let mut out = Vec::new();
    document.save_to(&mut out).expect("saved");
    out
}
