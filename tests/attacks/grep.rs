//! Attack 50: every byte of a file, decoded or not, searched for the secret in every spelling. No
//! attack is withstood while this finds anything.

use std::io::Read;

use lopdf::{Document, Object};

use super::build::{SECRET, hex, utf16};

/// How the secret can stand in a file, and the bytes of it.
pub fn spellings() -> Vec<(String, Vec<u8>)> {
    let wide = |le: bool| -> Vec<u8> {
        SECRET.encode_utf16().flat_map(|u| if le { u.to_le_bytes() } else { u.to_be_bytes() }).collect()
    };
    let backwards: String = SECRET.chars().rev().collect();
    let plain = [
        ("letters", SECRET.as_bytes().to_vec()),
        ("UTF-16BE", wide(false)),
        ("UTF-16LE", wide(true)),
        ("letters backwards", backwards.as_bytes().to_vec()),
        ("UTF-16 backwards", wide(false).into_iter().rev().collect()),
    ];
    let upper = [
        ("hexadecimal", hex(SECRET)),
        ("UTF-16 hexadecimal", utf16(SECRET)[4..].to_owned()),
        ("hexadecimal backwards", hex(&backwards)),
        ("escapes of a name", SECRET.bytes().map(|b| format!("#{b:02X}")).collect()),
    ];
    let mut all: Vec<(String, Vec<u8>)> = Vec::new();
    for (how, digits) in upper {
        all.push((format!("small {how}"), digits.to_ascii_lowercase().into_bytes()));
        all.push((how.into(), digits.into_bytes()));
    }
    let octal: String = SECRET.bytes().map(|b| format!("\\{b:03o}")).collect();
    all.push(("octal escapes".into(), octal.into_bytes()));
    for (how, bytes) in &plain {
        all.extend((0..3).map(|at| (format!("base64 of {how} at {at}"), base64(bytes, at))));
    }
    all.extend(plain.map(|(how, bytes)| (how.to_owned(), bytes)));
    all
}

/// The digits in base64 that depend on `bytes` alone when `before` bytes stand in front of them.
fn base64(bytes: &[u8], before: usize) -> Vec<u8> {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let padded = [&vec![0; before][..], bytes].concat();
    let bit = |n: usize| padded[n / 8] >> (7 - n % 8) & 1;
    let (first, last) = ((before * 8).div_ceil(6), padded.len() * 8 / 6);
    (first..last).map(|d| DIGITS[(0..6).fold(0, |v, i| v << 1 | bit(d * 6 + i)) as usize]).collect()
}

/// Looks for the secret in every object, encoding by encoding.
pub fn search(pdf: &[u8]) -> Result<(), String> {
    let document = Document::load_mem(pdf).map_err(|_| "the output cannot be opened".to_owned())?;
    let mut hay = vec![pdf.to_vec()];
    inflate(pdf, &mut hay);
    document.objects.values().for_each(|object| gather(object, &mut hay));
    gather(&Object::Dictionary(document.trailer.clone()), &mut hay);
    for (how, needle) in spellings() {
        let place = hay
            .iter()
            .find_map(|h| find(h, &needle).map(|at| &h[at.saturating_sub(60)..(at + 60).min(h.len())]));
        if let Some(near) = place {
            return Err(format!("still there as {how}: {}", String::from_utf8_lossy(near)));
        }
    }
    Ok(())
}

fn find(hay: &[u8], needle: &[u8]) -> Option<usize> {
    let first = needle[0];
    let mut at = 0;
    while let Some(step) = hay[at..].iter().position(|&b| b == first) {
        at += step;
        if hay[at..].starts_with(needle) {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// Whatever follows a `stream` and can be unpacked, also where no table leads to it.
fn inflate(pdf: &[u8], hay: &mut Vec<Vec<u8>>) {
    let mut at = 0;
    while let Some(step) = find(&pdf[at..], b"stream") {
        at += step + 6;
        let start = pdf[at..].iter().position(|b| !b"\r\n".contains(b)).map_or(pdf.len(), |n| at + n);
        let mut unpacked = Vec::new();
        let _ = flate2::read::ZlibDecoder::new(&pdf[start..]).take(64 << 20).read_to_end(&mut unpacked);
        hay.push(unpacked);
    }
}

/// Strings, names and decoded streams of an object; of a stream also what its operands spell.
fn gather(object: &Object, hay: &mut Vec<Vec<u8>>) {
    match object {
        Object::String(bytes, _) | Object::Name(bytes) => hay.push(bytes.clone()),
        Object::Array(items) => items.iter().for_each(|item| gather(item, hay)),
        Object::Dictionary(dict) => dict.iter().for_each(|(key, value)| {
            hay.push(key.clone());
            gather(value, hay);
        }),
        Object::Stream(stream) => {
            gather(&Object::Dictionary(stream.dict.clone()), hay);
            let data = stream.get_plain_content().unwrap_or_else(|_| stream.content.clone());
            let spelled = spelled(&data);
            hay.push(spelled.iter().copied().filter(|b| *b != b' ').collect());
            hay.push(spelled);
            hay.push(data);
        }
        _ => {}
    }
}

/// The string operands of content, one behind the other.
fn spelled(content: &[u8]) -> Vec<u8> {
    let (mut out, mut at) = (Vec::new(), 0);
    while let Some(&byte) = content.get(at) {
        at += 1;
        let close = match byte {
            b'(' => b')',
            b'<' => b'>',
            _ => continue,
        };
        let end = content[at..].iter().position(|&b| b == close).map_or(content.len(), |n| at + n);
        let inner = &content[at..end];
        if byte == b'(' {
            out.extend_from_slice(inner);
        } else {
            let digit = |b: u8| char::from(b).to_digit(16).unwrap_or(0) as u8;
            out.extend(inner.chunks(2).map(|p| digit(p[0]) << 4 | p.get(1).map_or(0, |b| digit(*b))));
        }
        at = end + 1;
    }
    out
}

#[test]
fn the_search_finds_the_secret_in_every_spelling_and_place() {
    use super::build::{Maker, text};
    let public = || Maker::new().content(text("(Nothing) Tj")).finish();
    assert_eq!(search(&public()), Ok(()), "a page without it");
    for (how, needle) in spellings() {
        let told = |pdf: Vec<u8>, place: &str| {
            assert!(search(&pdf).is_err(), "{how} {place} was not found");
        };
        told([public(), b"% ".to_vec(), needle.clone()].concat(), "behind the end");
        let packed = super::pictures::zlib(&[b"xx", &needle[..], b"yy"].concat());
        let mut maker = Maker::new();
        maker.stream("/Filter /FlateDecode", &packed);
        told(maker.content(text("(Nothing) Tj")).finish(), "in a stream");
        let orphan = [b"\n99 0 obj << >> stream\n", &packed[..], b"\nendstream endobj\n"].concat();
        told([public(), orphan].concat(), "in a stream that no table knows");
    }
    let kerned: String = SECRET.chars().map(|c| format!("({c}) -20 ")).collect();
    assert!(search(&Maker::new().content(text(&format!("[{kerned}] TJ"))).finish()).is_err(), "kerned");
    let coded = b"TXkgbmFtZSBpcyBRdWlsbGZlYXRoZXIsIHNpcg==";
    assert!(search(&[public(), coded.to_vec()].concat()).is_err(), "a whole sentence in base64");
}
