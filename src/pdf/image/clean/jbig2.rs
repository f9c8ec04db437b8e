//! The segments of embedded JBIG2 data (ITU-T T.88, 7.2) that a decoder needs, and no others.

/// Keeps every segment that draws; drops extensions (comments), profiles and end marks, and what
/// follows the last segment. A segment of unknown length ends the walk: the rest is kept.
pub(super) fn clean(data: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(data.len());
    let mut at = 0;
    while at < data.len() {
        let Some(segment) = Segment::read(data, at) else {
            // Zeros and line ends behind the last segment are common; with nothing read it is damage.
            return (at > 0).then_some(out);
        };
        let Some(length) = segment.length else {
            out.extend_from_slice(data.get(at..)?);
            return Some(out);
        };
        let end = segment.body.checked_add(length)?.min(data.len());
        if !matches!(segment.kind, 49 | 51 | 52 | 62) {
            out.extend_from_slice(data.get(at..end)?);
        }
        at = end;
    }
    Some(out)
}

/// Pixels of all regions together (7.4.1): what a decoder must be ready to paint.
pub(in crate::pdf::image) fn region_pixels(data: &[u8]) -> u64 {
    let (mut at, mut pixels) = (0, 0u64);
    while let Some(segment) = Segment::read(data, at) {
        let size = data.get(segment.body..).and_then(<[u8]>::first_chunk::<8>);
        if let Some(&[w3, w2, w1, w0, h3, h2, h1, h0]) = size.filter(|_| segment.is_region()) {
            let (w, h) = (u32::from_be_bytes([w3, w2, w1, w0]), u32::from_be_bytes([h3, h2, h1, h0]));
            pixels = pixels.saturating_add(u64::from(w) * u64::from(h));
        }
        let Some(end) = segment.length.and_then(|l| segment.body.checked_add(l)) else { break };
        at = end;
    }
    pixels
}

struct Segment {
    kind: u8,
    /// Where the segment's data starts.
    body: usize,
    /// `None` when only decoding can tell (7.2.7).
    length: Option<usize>,
}

impl Segment {
    fn is_region(&self) -> bool {
        matches!(self.kind, 4 | 6 | 7 | 20 | 22 | 23 | 36 | 38..=40 | 42 | 43)
    }

    fn read(data: &[u8], at: usize) -> Option<Self> {
        let number = u32::from_be_bytes(*data.get(at..)?.first_chunk()?);
        let flags = *data.get(at + 4)?;
        let count = *data.get(at + 5)? >> 5;
        let (references, mut next) = if count == 7 {
            let long = u32::from_be_bytes(*data.get(at + 5..)?.first_chunk()?) & 0x1fff_ffff;
            (long as usize, at + 9 + (long as usize + 1).div_ceil(8))
        } else {
            (usize::from(count), at + 6)
        };
        let size = match number {
            0..=256 => 1,
            257..=65_536 => 2,
            _ => 4,
        };
        next = next.checked_add(references.checked_mul(size)?)?;
        next += if flags & 0x40 != 0 { 4 } else { 1 };
        let length = u32::from_be_bytes(*data.get(next..)?.first_chunk()?);
        let kind = flags & 0x3f;
        let known = matches!(kind, 0 | 4 | 6 | 7 | 16 | 20 | 22 | 23 | 36 | 38..=40 | 42 | 43 | 48..=53 | 62);
        known.then_some(Self {
            kind,
            body: next + 4,
            length: (length != u32::MAX).then_some(length as usize),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(number: u8, kind: u8, body: &[u8]) -> Vec<u8> {
        let mut out = vec![0, 0, 0, number, kind, 0, 1];
        out.extend_from_slice(&(body.len() as u32).to_be_bytes());
        out.extend_from_slice(body);
        out
    }

    #[test]
    fn comments_and_the_tail_go_and_regions_stay() {
        let page = segment(0, 48, &[0; 19]);
        let region = segment(2, 38, b"pixels");
        let data = [&page[..], &segment(1, 62, b"secret"), &region, b"\nsecret secret secret"].concat();
        assert_eq!(clean(&data), Some([page, region].concat()));
        assert_eq!(clean(b"secret"), None);
        crate::pdf::image::tests::mutations(&data, 1000, |damaged| drop(clean(damaged)));
    }
}
