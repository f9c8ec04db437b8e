//! The markers of a JPEG (ISO/IEC 10918-1, B.1 and B.2) up to all of its coefficients.

use super::ImageError;
use super::frame::{Coefficients, Frame};
use super::huffman::Decoder;
use super::scan::{self, Header, Tables};

/// Scans of one picture; more is a trap, not a picture.
const MOST_SCANS: usize = 100;

/// A quantisation table in zigzag order.
pub(super) type Quantisation = [u16; 64];

/// A JPEG read as far as its coefficients.
pub(in super::super) struct Picture {
    pub(super) frame: Frame,
    pub(super) quantisation: [Option<Quantisation>; 4],
    pub(super) coefficients: Vec<Coefficients>,
    /// Whether the coded data holds bytes that belong to no block.
    pub(super) surplus: bool,
}

/// Reads all scans.
pub(in super::super) fn read(data: &[u8]) -> Result<Picture, ImageError> {
    let mut reader = Reader { data, at: 2, tables: Tables::default(), ..Reader::default() };
    if !data.starts_with(&[0xff, 0xd8]) {
        return Err(ImageError::Damaged);
    }
    let mut scans = 0;
    while let Some((marker, body)) = reader.segment()? {
        if marker == 0xda {
            scans += 1;
            if scans > MOST_SCANS {
                return Err(ImageError::TooLarge);
            }
        }
        reader.take(marker, body)?;
    }
    let mut frame = reader.frame.filter(|_| scans > 0).ok_or(ImageError::Damaged)?;
    frame.adobe_transform = reader.adobe;
    frame.jfif = reader.jfif;
    for component in &mut frame.components {
        let table = reader.quantisation.get(usize::from(component.table)).and_then(Option::as_ref);
        component.quantum = table.ok_or(ImageError::Damaged)?[0];
    }
    Ok(Picture {
        frame,
        quantisation: reader.quantisation,
        coefficients: reader.planes,
        surplus: reader.surplus,
    })
}

#[derive(Default)]
struct Reader<'a> {
    data: &'a [u8],
    at: usize,
    frame: Option<Frame>,
    adobe: Option<u8>,
    jfif: bool,
    quantisation: [Option<Quantisation>; 4],
    tables: Tables,
    restart: u32,
    planes: Vec<Coefficients>,
    surplus: bool,
}

impl<'a> Reader<'a> {
    /// The next marker and the body of its segment; what lies between segments (the entropy-coded
    /// data of the last scan among it) is passed over. `None` at the end of the image.
    fn segment(&mut self) -> Result<Option<(u8, &'a [u8])>, ImageError> {
        loop {
            let rest = self.data.get(self.at..).unwrap_or_default();
            let Some(found) = rest.windows(2).position(|w| w[0] == 0xff && !matches!(w[1], 0 | 0xff)) else {
                // Many files lack the end marker.
                return Ok(None);
            };
            let marker = rest.get(found + 1).copied().unwrap_or(0);
            self.at += found + 2;
            match marker {
                0xd9 => return Ok(None),
                0x01 | 0xd0..=0xd8 => {}
                _ => {
                    let Some(&[high, low]) = self.data.get(self.at..self.at + 2) else {
                        return Err(ImageError::Damaged);
                    };
                    let length = usize::from(u16::from_be_bytes([high, low]));
                    let body = self.data.get(self.at + 2..self.at + length).ok_or(ImageError::Damaged)?;
                    self.at += length;
                    return Ok(Some((marker, body)));
                }
            }
        }
    }

    fn take(&mut self, marker: u8, body: &'a [u8]) -> Result<(), ImageError> {
        match marker {
            0xc0..=0xc2 => {
                if self.frame.is_some() {
                    return Err(ImageError::Damaged);
                }
                let frame = Frame::read(body, marker == 0xc2)?;
                self.planes = frame.coefficients();
                self.frame = Some(frame);
                Ok(())
            }
            // Lossless, hierarchical and arithmetic coding, and a height that is told afterwards.
            0xc3 | 0xc5..=0xcb | 0xcd..=0xcf | 0xcc | 0xdc | 0xde | 0xdf => Err(ImageError::Unsupported),
            0xc4 => self.huffman(body),
            0xdb => self.quantisation(body),
            0xdd => {
                let bytes = body.try_into().map_err(|_| ImageError::Damaged)?;
                self.restart = u32::from(u16::from_be_bytes(bytes));
                Ok(())
            }
            0xda => self.scan(body),
            0xe0 => {
                self.jfif |= body.starts_with(b"JFIF\0");
                Ok(())
            }
            0xee => {
                if body.starts_with(b"Adobe") {
                    self.adobe = body.get(11).copied().or(self.adobe);
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn scan(&mut self, body: &[u8]) -> Result<(), ImageError> {
        let frame = self.frame.as_ref().ok_or(ImageError::Damaged)?;
        let header = Header::read(body, frame)?;
        let coded = (self.data, self.at);
        self.surplus |= scan::decode(coded, frame, &header, &self.tables, self.restart, &mut self.planes)?;
        Ok(())
    }

    fn huffman(&mut self, mut body: &[u8]) -> Result<(), ImageError> {
        while let Some((&kind, rest)) = body.split_first() {
            let counts: &[u8; 16] = rest.first_chunk().ok_or(ImageError::Damaged)?;
            let total: usize = counts.iter().map(|&c| usize::from(c)).sum();
            let symbols = rest.get(16..16 + total).ok_or(ImageError::Damaged)?;
            let tables = match kind >> 4 {
                0 => &mut self.tables.dc,
                1 => &mut self.tables.ac,
                _ => return Err(ImageError::Damaged),
            };
            let table = tables.get_mut(usize::from(kind & 15)).ok_or(ImageError::Damaged)?;
            *table = Some(Decoder::new(counts, symbols)?);
            body = rest.get(16 + total..).unwrap_or_default();
        }
        Ok(())
    }

    fn quantisation(&mut self, mut body: &[u8]) -> Result<(), ImageError> {
        while let Some((&kind, rest)) = body.split_first() {
            let wide = kind >> 4 != 0;
            let size = if wide { 128 } else { 64 };
            let bytes = rest.get(..size).ok_or(ImageError::Damaged)?;
            let word = |i: usize| u16::from_be_bytes([bytes[2 * i], bytes[2 * i + 1]]);
            let entry = |i: usize| if wide { word(i) } else { u16::from(bytes[i]) };
            let table: Quantisation = std::array::from_fn(entry);
            let slot = self.quantisation.get_mut(usize::from(kind & 15)).ok_or(ImageError::Damaged)?;
            // A table that changes between scans would give each scan another meaning.
            let scanned =
                !self.planes.is_empty() && self.planes.iter().any(|p| p.values.iter().any(|&v| v != 0));
            if slot.is_some_and(|old| old != table) && scanned {
                return Err(ImageError::Unsupported);
            }
            *slot = Some(table);
            body = rest.get(size..).unwrap_or_default();
        }
        Ok(())
    }
}
