//! Mesh shadings (ISO 32000-2, 8.7.4.5.5 to 8.7.4.5.8): their data ends with the last whole record.
//!
//! Bytes behind it draw nothing and could hold anything. Records whose length the standard leaves open
//! (rows of vertices that are no whole bytes) stay as they are.

use hayro_syntax::object::{Dict, Object};

use super::color;
use super::lookup::integer;

/// Cuts the data of a mesh to whole records.
pub(super) fn cut(dict: &Dict<'_>, data: &mut Vec<u8>) {
    if let Some(end) = Layout::of(dict).and_then(|layout| layout.end(data)) {
        data.truncate(end);
    }
}

/// Bits of the parts of a record.
struct Layout {
    kind: i64,
    flag: usize,
    point: usize,
    colour: usize,
    row: usize,
}

impl Layout {
    fn of(dict: &Dict<'_>) -> Option<Self> {
        let bits = |key: &[u8]| integer(dict, key).and_then(|b| usize::try_from(b).ok()).filter(|b| *b <= 32);
        let space = dict.get::<Object<'_>>(b"ColorSpace").and_then(|c| color::components(&c));
        let components = if dict.contains_key(b"Function") { 1 } else { space? };
        Some(Self {
            kind: integer(dict, b"ShadingType")?,
            flag: bits(b"BitsPerFlag").unwrap_or(0),
            point: 2 * bits(b"BitsPerCoordinate").filter(|b| *b > 0)?,
            colour: components * bits(b"BitsPerComponent").filter(|b| *b > 0)?,
            row: integer(dict, b"VerticesPerRow").and_then(|n| usize::try_from(n).ok()).unwrap_or(0),
        })
    }

    /// Where the last whole record ends.
    fn end(&self, data: &[u8]) -> Option<usize> {
        let vertex = self.point + self.colour;
        match self.kind {
            4 => whole(data.len(), (self.flag + vertex).div_ceil(8)),
            5 if vertex.is_multiple_of(8) => whole(data.len(), self.row.checked_mul(vertex / 8)?),
            6 => self.patches(data, 12),
            7 => self.patches(data, 16),
            _ => None,
        }
    }

    /// The end of the last whole patch: a new one has all its points and four colours, one that
    /// continues shares four points and two colours (tables 84 and 85).
    fn patches(&self, data: &[u8], points: usize) -> Option<usize> {
        let flag = |at: usize| data.get(at).map(|b| usize::from(*b) >> 8_usize.saturating_sub(self.flag));
        let mut end = 0;
        while let Some(flag) = flag(end) {
            let (points, colours) = if flag.is_multiple_of(4) { (points, 4) } else { (points - 4, 2) };
            let next = end + (self.flag + points * self.point + colours * self.colour).div_ceil(8);
            if next > data.len() {
                break;
            }
            end = next;
        }
        matches!(self.flag, 2 | 4 | 8).then_some(end)
    }
}

fn whole(bytes: usize, record: usize) -> Option<usize> {
    (record > 0).then(|| bytes - bytes % record)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end(kind: i64, row: usize, data: &[u8]) -> Option<usize> {
        Layout { kind, flag: 8, point: 32, colour: 24, row }.end(data)
    }

    #[test]
    fn a_mesh_ends_with_its_last_whole_record() {
        assert_eq!(end(4, 0, &[0; 20]), Some(16), "vertices of eight bytes");
        assert_eq!(end(5, 2, &[0; 20]), Some(14), "rows of two vertices of seven bytes");
        assert_eq!(end(5, 0, &[0; 20]), None, "no row, no record");
        let (first, next) = (1 + 12 * 4 + 4 * 3, 1 + 8 * 4 + 2 * 3);
        let mut patches = vec![0; first];
        patches.push(1);
        patches.extend(vec![0; next - 1]);
        patches.extend(b"\x01Jane Doe");
        assert_eq!(end(6, 0, &patches), Some(first + next));
        assert_eq!(end(7, 0, &[0; 1 + 16 * 4 + 12 + 3]), Some(1 + 16 * 4 + 12));
    }
}
