//! Pictures of 64 × 48 samples in every coding, with the secret's letters in the bytes under the box.

mod fax;
mod filters;
mod jpeg;
mod jpx;
mod masks;
mod spaces;

pub use fax::faxes;
pub use filters::{filters, hexadecimal, zlib};
pub use jpeg::{jpeg, jpegs};
pub use jpx::jpx;
pub use masks::masks;
pub use spaces::spaces;

use super::build::{Maker, SECRET};

pub const WIDTH: usize = 64;
pub const HEIGHT: usize = 48;

/// A picture as the file holds it.
#[derive(Clone)]
pub struct Coded {
    pub name: String,
    /// Entries of its dictionary; keys of `parts` in it become references.
    pub entries: String,
    pub data: Vec<u8>,
    /// Further streams: the word in `entries`, their entries, their data.
    pub parts: Vec<(&'static str, String, Vec<u8>)>,
    pub lossy: bool,
}

pub fn coded(name: impl Into<String>, entries: impl Into<String>, data: Vec<u8>) -> Coded {
    let entries = format!("/Width {WIDTH} /Height {HEIGHT} {}", entries.into());
    Coded { name: name.into(), entries, data, parts: vec![], lossy: false }
}

impl Coded {
    pub fn with(mut self, key: &'static str, entries: impl Into<String>, data: impl Into<Vec<u8>>) -> Self {
        self.parts.push((key, entries.into(), data.into()));
        self
    }
}

/// One page that paints `X` by these operators.
pub fn page(coded: &Coded, operators: &str) -> Vec<u8> {
    let mut maker = Maker::new();
    maker.page = "/MediaBox [0 0 200 200]".into();
    let mut entries = coded.entries.clone();
    for (key, more, data) in &coded.parts {
        let part = maker.stream(more, data);
        entries = entries.replace(key, &format!("{part} 0 R"));
    }
    let picture = maker.stream(&format!("/Type /XObject /Subtype /Image {entries}"), &coded.data);
    maker.resources = format!("/XObject << /X {picture} 0 R >>");
    maker.content(operators).finish()
}

/// Packed samples that differ everywhere, with the secret in row 20 from column 16 on.
pub fn samples(components: usize, bits: usize) -> Vec<u8> {
    let row = WIDTH * components * bits / 8;
    let mut data: Vec<u8> = (0..row * HEIGHT).map(|i| (i * 37 % 251 + i / 97) as u8).collect();
    let (start, room) = (20 * row + 16 * components * bits / 8, 16 * components * bits / 8);
    for (to, letter) in data[start..start + room].iter_mut().zip(SECRET.bytes()) {
        *to = letter;
    }
    data
}
