//! Inline images (ISO 32000-2, 8.9.7): where their data ends.
//!
//! The end is computed wherever it can be: from rows for raw data, from the end marker of the first
//! filter otherwise. Only then, or when no `EI` follows there, is `EI` looked for, and taken only
//! where what follows reads as content. An image without any end is refused.

use std::borrow::Cow;

use flate2::{Decompress, FlushDecompress, Status};

use super::lexer::Operand;
use super::operator::Operator;
use super::scanner::{Scanner, Token, is_delimiter, is_space};

/// An inline image: its dictionary with abbreviations spelt out, and its data, filters still on.
#[derive(Debug, Clone, PartialEq)]
pub struct InlineImage<'a> {
    /// The entries in order, keys and the names of filters and colour spaces in full (`Width`,
    /// `FlateDecode`, `DeviceRGB`).
    pub entries: Vec<(Cow<'a, [u8]>, Operand<'a>)>,
    /// The bytes between `ID` and `EI`.
    pub data: &'a [u8],
}

impl<'a> InlineImage<'a> {
    /// The value of a key in full (`b"Width"`).
    #[must_use]
    pub fn get(&self, key: &[u8]) -> Option<&Operand<'a>> {
        self.entries.iter().find(|(k, _)| k.as_ref() == key).map(|(_, value)| value)
    }

    fn whole(&self, key: &[u8]) -> Option<usize> {
        let value = self.get(key)?.number()?;
        (0.0..1e6).contains(&value).then_some(value as usize)
    }

    /// Cuts the image whose data begins behind the `ID` that ends at `at`; gives the offset behind
    /// its `EI`, or `None` when it has no end.
    pub(super) fn cut(
        entries: Vec<(Cow<'a, [u8]>, Operand<'a>)>,
        content: &'a [u8],
        at: usize,
    ) -> Option<(Self, usize)> {
        let entries = entries.into_iter().map(|(key, value)| spelt_out(key, value)).collect();
        let mut image = Self { entries, data: &[] };
        let newline = content.get(at..at + 2) == Some(b"\r\n");
        let blank = content.get(at).is_some_and(|&b| is_space(b));
        let start = at + if newline { 2 } else { usize::from(blank) };
        let rest = content.get(start..)?;
        let computed = image.computed_length(rest).and_then(|length| ei_after(rest, length));
        let (length, end) = computed.or_else(|| search_ei(rest))?;
        image.data = rest.get(..length)?;
        Some((image, start + end))
    }

    /// Length of the data by its own account.
    fn computed_length(&self, data: &[u8]) -> Option<usize> {
        let filter = match self.get(b"Filter") {
            Some(Operand::Name(name)) => Some(name.as_ref()),
            Some(Operand::Array(items)) => items.first().and_then(Operand::name),
            _ => None,
        };
        match filter {
            None => self.raw_length(),
            Some(b"ASCII85Decode") => data.windows(2).position(|w| w == b"~>").map(|p| p + 2),
            Some(b"ASCIIHexDecode") => data.iter().position(|&b| b == b'>').map(|p| p + 1),
            Some(b"FlateDecode") => flate_length(data),
            Some(b"RunLengthDecode") => run_length(data),
            Some(b"DCTDecode") => data.windows(2).position(|w| w == [0xFF, 0xD9]).map(|p| p + 2),
            _ => None,
        }
    }

    fn raw_length(&self) -> Option<usize> {
        let (width, height) = (self.whole(b"Width")?, self.whole(b"Height")?);
        if matches!(self.get(b"ImageMask"), Some(Operand::Bool(true))) {
            return Some(width.div_ceil(8) * height);
        }
        let components = match self.get(b"ColorSpace")? {
            Operand::Name(name) => match name.as_ref() {
                b"DeviceGray" | b"Indexed" => 1,
                b"DeviceRGB" => 3,
                b"DeviceCMYK" => 4,
                _ => return None,
            },
            Operand::Array(items) if items.first()?.name() == Some(b"Indexed") => 1,
            _ => return None,
        };
        let bits = self.whole(b"BitsPerComponent").unwrap_or(8);
        (width * components * bits).div_ceil(8).checked_mul(height)
    }
}

/// If `EI` stands at `length`, white space before it allowed: data length and offset behind `EI`.
fn ei_after(data: &[u8], length: usize) -> Option<(usize, usize)> {
    let tail = data.get(length..)?;
    let blank = tail.iter().take_while(|&&b| is_space(b)).count();
    let end = length + blank + 2;
    let closed = tail.get(blank..)?.starts_with(b"EI") && ends_word(data, end);
    closed.then_some((length, end))
}

fn ends_word(data: &[u8], at: usize) -> bool {
    data.get(at).is_none_or(|&b| is_space(b) || is_delimiter(b))
}

/// The first `EI` between white space after which the content reads as content.
fn search_ei(data: &[u8]) -> Option<(usize, usize)> {
    let mut from = 0;
    loop {
        let found = data.get(from..)?.windows(2).position(|w| w == b"EI")? + from;
        let (before, end) = (found.checked_sub(1).and_then(|i| data.get(i)), found + 2);
        let opens = before.is_none_or(|&b| is_space(b));
        if opens && ends_word(data, end) && reads_as_content(data.get(end..)?) {
            return Some((found.saturating_sub(1), end));
        }
        from = found + 1;
    }
}

/// Whether the first tokens are operands followed by a known operator, without binary bytes.
fn reads_as_content(tail: &[u8]) -> bool {
    let head = tail.get(..tail.len().min(200)).unwrap_or_default();
    let mut scanner = Scanner::new(head);
    for _ in 0..12 {
        match scanner.token() {
            None => return true,
            Some(Token::Keyword(b"true" | b"false" | b"null")) => {}
            Some(Token::Keyword(word)) => {
                let cut = scanner.at == head.len() && head.len() < tail.len();
                return cut || Operator::from_name(word).is_some();
            }
            Some(Token::Name(name)) if name.iter().any(|b| !b.is_ascii_graphic()) => return false,
            Some(_) => {}
        }
    }
    true
}

/// Bytes of the zlib stream at the front of `data`.
fn flate_length(data: &[u8]) -> Option<usize> {
    let mut inflater = Decompress::new(true);
    let mut scratch = vec![0; 1 << 15];
    loop {
        let before = (inflater.total_in(), inflater.total_out());
        let rest = data.get(usize::try_from(before.0).ok()?..)?;
        match inflater.decompress(rest, &mut scratch, FlushDecompress::None).ok()? {
            Status::StreamEnd => return usize::try_from(inflater.total_in()).ok(),
            _ if (inflater.total_in(), inflater.total_out()) == before => return None,
            _ if inflater.total_out() > 1 << 28 => return None,
            _ => {}
        }
    }
}

fn run_length(data: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        match *data.get(at)? {
            128 => return Some(at + 1),
            n if n < 128 => at += 2 + usize::from(n),
            _ => at += 2,
        }
    }
}

/// Key and value with the abbreviations of ISO 32000-2, tables 91 and 92, spelt out.
fn spelt_out<'a>(key: Cow<'a, [u8]>, value: Operand<'a>) -> (Cow<'a, [u8]>, Operand<'a>) {
    let full: &'static [u8] = match key.as_ref() {
        b"BPC" => b"BitsPerComponent",
        b"CS" => b"ColorSpace",
        b"D" => b"Decode",
        b"DP" => b"DecodeParms",
        b"F" => b"Filter",
        b"H" => b"Height",
        b"IM" => b"ImageMask",
        b"I" => b"Interpolate",
        b"L" => b"Length",
        b"W" => b"Width",
        _ => return (key.clone(), named_in_full(&key, value)),
    };
    (Cow::Borrowed(full), named_in_full(full, value))
}

fn named_in_full<'a>(key: &[u8], value: Operand<'a>) -> Operand<'a> {
    let table: &[(&[u8], &'static [u8])] = match key {
        b"ColorSpace" => {
            &[(b"G", b"DeviceGray"), (b"RGB", b"DeviceRGB"), (b"CMYK", b"DeviceCMYK"), (b"I", b"Indexed")]
        }
        b"Filter" => &[
            (b"AHx", b"ASCIIHexDecode"),
            (b"A85", b"ASCII85Decode"),
            (b"LZW", b"LZWDecode"),
            (b"Fl", b"FlateDecode"),
            (b"RL", b"RunLengthDecode"),
            (b"CCF", b"CCITTFaxDecode"),
            (b"DCT", b"DCTDecode"),
        ],
        _ => return value,
    };
    let full = |name: &[u8]| table.iter().find(|(short, _)| *short == name).map(|&(_, long)| long);
    match value {
        Operand::Name(name) => Operand::Name(full(&name).map_or(name, Cow::Borrowed)),
        Operand::Array(items) => {
            Operand::Array(items.into_iter().map(|item| named_in_full(key, item)).collect())
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::super::lexer::Operations;
    use super::*;

    fn read(head: &str, data: &[u8], tail: &str) -> (usize, Vec<&'static str>) {
        let content = [head.as_bytes(), data, tail.as_bytes()].concat();
        let all: Vec<_> = Operations::new(&content).collect();
        let length = all.iter().find_map(|o| match o.operands.first() {
            Some(Operand::InlineImage(image)) => Some(image.data.len()),
            _ => None,
        });
        (length.unwrap_or(0), all.iter().map(|o| o.operator.name()).collect())
    }

    #[test]
    fn raw_data_that_holds_ei_is_read_to_its_last_row() {
        let data = b"\x01 EI q (x) Tj EI ";
        let got = read("q BI /W 4 /H 4 /BPC 8 /CS /G ID ", data, "\nEI Q");
        assert_eq!(got, (16, vec!["q", "BI", "Q"]));
    }

    #[test]
    fn filtered_data_ends_where_the_filter_says() {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::none());
        encoder.write_all(b"a EI Q b").unwrap();
        let flate = encoder.finish().unwrap();
        for (filter, data) in [
            ("/Fl", flate.as_slice()),
            ("[/A85 /Fl]", b"ab EI q ~>"),
            ("/AHx", b"41 EI 42>"),
            ("/RL", b"\x03 EI \x80"),
            ("/DCT", b"\xFF\xD8 EI Q \xFF\xD9"),
        ] {
            let got = read(&format!("BI /W 1 /H 1 /F {filter} ID "), data, "\nEI\nQ");
            assert_eq!(got, (data.len(), vec!["BI", "Q"]), "{filter}");
        }
    }

    #[test]
    fn without_a_computed_end_only_a_plausible_ei_counts() {
        let got = read("BI /W 9 /H 9 /F /CCF ID ", b"ab EI \x80\x01 cd", "\nEI\n1 0 0 RG");
        assert_eq!(got, (11, vec!["BI", "RG"]));
    }

    #[test]
    fn an_image_without_end_is_counted() {
        let mut operations = Operations::new(b"q BI /W 2 /H 2 /CS /G /BPC 8 ID abc (x) Tj");
        assert_eq!(operations.by_ref().map(|o| o.operator.name()).collect::<Vec<_>>(), ["q", "Tj"]);
        assert_eq!(operations.left().endless_images, 1);
    }
}
