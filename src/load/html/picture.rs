//! Pictures of a page: those inside it or inside its mail are shown, others are named.

use mail_parser::decoders::base64::base64_decode;

use super::dom::Tag;
use super::walk::Walker;
use crate::load::paged::picture::{self, Frame};

/// Points in a pixel of a page (CSS, 6.2).
const PIXEL: f64 = 0.75;

impl Walker<'_> {
    /// Shows a picture, or says why not.
    pub(super) fn picture(&mut self, tag: &Tag) {
        let source = tag.get("src").unwrap_or_default().trim();
        let words = tag.get("alt").unwrap_or_default().trim();
        let frame = Frame { size: size(tag), cut: [0.0; 4] };
        let shown = match bytes(source, self.ask.inline) {
            Some(bytes) => match picture::block(&bytes, frame, self.ask.limits) {
                Ok((block, left_out)) => {
                    self.after.push(block);
                    self.left_out.extend(left_out);
                    self.shown.extend(content_id(source));
                    true
                }
                Err(what) => {
                    self.push(&format!("[{what}, not shown]"));
                    self.hidden.count("picture that cannot be shown", 1);
                    false
                }
            },
            None => false,
        };
        if shown {
            self.hidden.text("description of a picture", words);
        } else if !words.is_empty() {
            self.push(&format!("[picture: {words}]"));
        } else if source.starts_with("cid:") {
            self.push("[picture]");
        }
        if !shown && !source.starts_with("cid:") && !source.starts_with("data:") && !source.is_empty() {
            self.hidden.count("picture from the network, not fetched", 1);
        }
    }
}

/// The size an image gives itself, in points.
fn size(tag: &Tag) -> Option<(f64, f64)> {
    let side = |name: &str| {
        let text = tag.get(name)?.trim().trim_end_matches("px");
        text.parse::<f64>().ok().filter(|n| *n > 0.0).map(|n| n * PIXEL)
    };
    Some((side("width")?, side("height")?))
}

/// The bytes behind a `data:` (RFC 2397) or `cid:` address.
fn bytes(source: &str, inline: &std::collections::BTreeMap<String, &[u8]>) -> Option<Vec<u8>> {
    if let Some(id) = content_id(source) {
        return inline.get(&id).map(|bytes| bytes.to_vec());
    }
    let lower = source.get(..5)?.to_ascii_lowercase();
    let (kind, data) = source.get(5..).filter(|_| lower == "data:")?.split_once(',')?;
    if !kind.to_ascii_lowercase().ends_with(";base64") {
        return Some(data.as_bytes().to_vec());
    }
    let data: Vec<u8> = data.bytes().filter(|b| !b.is_ascii_whitespace()).collect();
    Some(base64_decode(&data).unwrap_or_default())
}

fn content_id(source: &str) -> Option<String> {
    let scheme = source.get(..4)?;
    scheme.eq_ignore_ascii_case("cid:").then(|| source.get(4..).unwrap_or_default().to_owned())
}
