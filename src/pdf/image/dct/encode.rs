//! Coefficients into a sequential JPEG with tables made to measure; only markers a decoder needs.

use super::ImageError;
use super::bits::BitWriter;
use super::decode::Picture;
use super::huffman::Encoder;

/// The picture as one interleaved scan (ISO/IEC 10918-1, F.1.2), preceded by the quantisation tables
/// it uses and the markers that decide on colour (JFIF, Adobe).
pub(super) fn write(picture: &Picture) -> Result<Vec<u8>, ImageError> {
    let mut counts = [[[0u64; 256]; 2]; 2];
    walk(picture, |class, table, symbol, _, _| counts[class][table][usize::from(symbol)] += 1)?;
    let tables = counts.map(|class| class.map(|frequencies| Encoder::new(&frequencies)));
    let mut bits = BitWriter::default();
    walk(picture, |class, table, symbol, value, size| {
        let (code, length) = tables[class][table].codes[usize::from(symbol)];
        bits.put(code, length);
        bits.put(value, size);
    })?;
    let mut out = vec![0xff, 0xd8];
    header(&mut out, picture);
    let used = if picture.frame.components.len() > 1 { 2 } else { 1 };
    for (class, tables) in tables.iter().enumerate() {
        for (number, table) in tables.iter().enumerate().take(used) {
            let mut body = vec![(class << 4 | number) as u8];
            body.extend_from_slice(&table.counts);
            body.extend_from_slice(&table.symbols);
            segment(&mut out, 0xc4, &body);
        }
    }
    let mut body = vec![picture.frame.components.len() as u8];
    for (i, component) in picture.frame.components.iter().enumerate() {
        body.extend_from_slice(&[component.id, if i == 0 { 0 } else { 0x11 }]);
    }
    body.extend_from_slice(&[0, 63, 0]);
    segment(&mut out, 0xda, &body);
    out.extend_from_slice(&bits.finish());
    out.extend_from_slice(&[0xff, 0xd9]);
    Ok(out)
}

/// The markers in front of the Huffman tables.
fn header(out: &mut Vec<u8>, picture: &Picture) {
    let frame = &picture.frame;
    if frame.jfif {
        segment(out, 0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0");
    }
    if let Some(transform) = frame.adobe_transform {
        segment(out, 0xee, &[b"Adobe\0\x64\0\0\0\0".as_slice(), &[transform]].concat());
    }
    let mut wide = false;
    for (number, table) in (0u8..).zip(&picture.quantisation) {
        let Some(table) = table.filter(|_| frame.components.iter().any(|c| c.table == number)) else {
            continue;
        };
        let words = table.iter().any(|&q| q > 255);
        wide |= words;
        let mut body = vec![u8::from(words) << 4 | number];
        for q in table {
            body.extend(q.to_be_bytes().into_iter().skip(usize::from(!words)));
        }
        segment(out, 0xdb, &body);
    }
    let [h1, h0] = frame.height.to_be_bytes();
    let [w1, w0] = frame.width.to_be_bytes();
    let mut body = vec![8, h1, h0, w1, w0, frame.components.len() as u8];
    for c in &frame.components {
        body.extend_from_slice(&[c.id, (c.h << 4 | c.v) as u8, c.table]);
    }
    segment(out, if wide { 0xc1 } else { 0xc0 }, &body);
}

fn segment(out: &mut Vec<u8>, marker: u8, body: &[u8]) {
    out.extend_from_slice(&[0xff, marker]);
    out.extend_from_slice(&(body.len() as u16 + 2).to_be_bytes());
    out.extend_from_slice(body);
}

/// Gives every symbol of the scan with its extra bits to `emit`: class (0 DC, 1 AC), table, symbol,
/// bits, number of bits.
fn walk(picture: &Picture, mut emit: impl FnMut(usize, usize, u8, u32, u32)) -> Result<(), ImageError> {
    let frame = &picture.frame;
    let all: Vec<usize> = (0..frame.components.len()).collect();
    let mut predictions = [0i32; 4];
    for (component, x, y) in frame.interleaved(&all) {
        let block = picture.coefficients.get(component).and_then(|p| p.block(x, y));
        let (block, prediction) = block.zip(predictions.get_mut(component)).ok_or(ImageError::Damaged)?;
        let table = usize::from(component > 0);
        let (value, size) = magnitude(i32::from(block[0]) - *prediction);
        *prediction = i32::from(block[0]);
        if size > 15 {
            return Err(ImageError::Damaged);
        }
        emit(0, table, size as u8, value, size);
        let mut zeros = 0u8;
        for &coefficient in &block[1..] {
            if coefficient == 0 {
                zeros += 1;
                continue;
            }
            while zeros > 15 {
                emit(1, table, 0xf0, 0, 0);
                zeros -= 16;
            }
            let (value, size) = magnitude(i32::from(coefficient));
            if size > 15 {
                return Err(ImageError::Damaged);
            }
            emit(1, table, zeros << 4 | size as u8, value, size);
            zeros = 0;
        }
        if zeros > 0 {
            emit(1, table, 0, 0, 0);
        }
    }
    Ok(())
}

/// The extra bits of a value and their number (F.1.2.1.1).
fn magnitude(value: i32) -> (u32, u32) {
    let size = 32 - value.unsigned_abs().leading_zeros();
    let bits = if value < 0 { value - 1 } else { value };
    (bits as u32 & ((1u32 << size) - 1), size)
}
