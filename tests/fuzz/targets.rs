//! What each input is given to.

use blackpanel::geom::Rect;
use blackpanel::pdf::content::{Emitter, Operations};
use blackpanel::pdf::image;
use blackpanel::pdf::limits::Limits;
use blackpanel::verify::{self, VerifyRequest};
use lopdf::{Dictionary, Document, Object, Stream};

use super::build::SECRET;
use super::grep;
use super::seeds::Seed;
use super::support::line::{self, Not, Order};

/// Small, so that many inputs fit into a minute.
pub fn limits() -> Limits {
    Limits {
        stream_bytes: 8 << 20,
        total_bytes: 32 << 20,
        pages: 200,
        nesting: 28,
        image_pixels: 2_000_000,
        members: 10,
        seconds: 20,
        memory: 1 << 30,
    }
}

/// Everything. Gives whether the line accepted the file.
pub fn all(input: &Seed) -> Result<bool, String> {
    content(&input.pdf);
    codecs(&input.pdf);
    judge(&input.pdf);
    whole_line(input)
}

/// The lexer and the emitter, on the file's bytes as if they were content.
fn content(bytes: &[u8]) {
    let mut out = Emitter::new();
    for operation in Operations::new(bytes) {
        out.operation(&operation);
    }
    let again = out.into_bytes();
    let mut third = Emitter::new();
    Operations::new(&again).for_each(|operation| third.operation(&operation));
    assert_eq!(again, third.into_bytes(), "what is emitted is read as it was meant");
}

/// Every picture codec, on what follows the first `stream` of the file.
fn codecs(bytes: &[u8]) {
    let at = bytes.windows(7).rposition(|w| w == b"stream\n").unwrap_or(0);
    let data = &bytes[at.min(bytes.len())..(at + 3000).min(bytes.len())];
    let document = Document::new();
    let unit = [Rect::new(0.2, 0.2, 0.6, 0.6).to_quad()];
    for filter in [
        "DCTDecode",
        "JPXDecode",
        "JBIG2Decode",
        "CCITTFaxDecode",
        "LZWDecode",
        "FlateDecode",
        "RunLengthDecode",
    ] {
        let mut dict = Dictionary::new();
        for (key, value) in [("Width", 64), ("Height", 48), ("BitsPerComponent", 1)] {
            dict.set(key, value);
        }
        dict.set("ColorSpace", "DeviceGray");
        dict.set("Filter", filter);
        let mut parameters = Dictionary::new();
        parameters.set("Columns", 64);
        parameters.set("K", i64::from(bytes.len() as u8 % 3) - 1);
        dict.set("DecodeParms", Object::Dictionary(parameters));
        let picture = Stream::new(dict, data.to_vec());
        let _ = image::paint_out(&document, &picture, &unit);
        let _ = image::recode(&document, &picture);
        let _ = image::clean::clean(filter.as_bytes(), data);
    }
}

/// The verifier on a stranger's file.
fn judge(bytes: &[u8]) {
    let request = VerifyRequest {
        pack: bytes.to_vec().into(),
        absent: vec![blackpanel::diag::Secret::new(SECRET)],
        ..VerifyRequest::default()
    };
    let _ = verify::verify(&request);
}

/// From the reader to the verifier; what is accepted is searched once more.
pub fn whole_line(input: &Seed) -> Result<bool, String> {
    let boxes: Vec<(u32, Rect)> = input.boxes.iter().map(|r| (1, *r)).collect();
    let texts: &[&str] = if input.searched { &[SECRET] } else { &[] };
    let order = Order { texts, boxes: &boxes, absent: &[SECRET], limits: Some(limits()), ..Order::default() };
    match line::redact(&input.pdf, &order) {
        Ok(done) => grep::search(&done.pdf).map(|()| true).map_err(|how| format!("accepted, and {how}")),
        Err(Not::Refused(what)) if what.is_empty() => Err("refused without a reason".into()),
        Err(_) => Ok(false),
    }
}
