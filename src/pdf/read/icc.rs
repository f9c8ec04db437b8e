//! ICC profiles (ICC.1, clause 7) without the texts that people and programs leave in them.
//!
//! Only tags that compute colours cross; names, copyright, dates, makers and private tags do not.

/// Tags that a colour transformation reads.
const COMPUTING: [&[u8; 4]; 24] = [
    b"A2B0", b"A2B1", b"A2B2", b"B2A0", b"B2A1", b"B2A2", b"D2B0", b"D2B1", b"D2B2", b"D2B3", b"B2D0",
    b"B2D1", b"B2D2", b"B2D3", b"wtpt", b"bkpt", b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC",
    b"kTRC", b"chad",
];

/// The profile with a neutral header and computing tags only; `None` when it is no profile.
pub(super) fn without_texts(profile: &[u8]) -> Option<Vec<u8>> {
    if profile.get(36..40)? != b"acsp" {
        return None;
    }
    let count = word(profile, 128)?.min(200);
    let mut tags: Vec<(&[u8], &[u8])> = Vec::new();
    for i in 0..count {
        let entry = profile.get(132 + 12 * i..144 + 12 * i)?;
        let signature = entry.get(..4)?;
        if COMPUTING.iter().any(|s| *s == signature) {
            let (offset, length) = (word(entry, 4)?, word(entry, 8)?);
            tags.push((signature, profile.get(offset..offset.checked_add(length)?)?));
        }
    }
    Some(assemble(profile.get(..128)?, &tags))
}

/// Header, tag table and tag data; equal data is written once.
fn assemble(header: &[u8], tags: &[(&[u8], &[u8])]) -> Vec<u8> {
    let mut out = header.to_vec();
    // preferred CMM, date, platform, maker, model, creator, identity and reserved bytes (7.2)
    for range in [4..8, 24..36, 40..44, 48..56, 80..128] {
        if let Some(bytes) = out.get_mut(range) {
            bytes.fill(0);
        }
    }
    out.extend_from_slice(&(tags.len() as u32).to_be_bytes());
    let mut data: Vec<u8> = Vec::new();
    let mut placed: Vec<(&[u8], usize)> = Vec::new();
    let base = 132 + 12 * tags.len();
    for (signature, bytes) in tags {
        let known = placed.iter().find(|(b, _)| b == bytes).map(|(_, at)| *at);
        let at = known.unwrap_or_else(|| {
            let at = base + data.len();
            data.extend_from_slice(bytes);
            data.resize(data.len().next_multiple_of(4), 0);
            placed.push((bytes, at));
            at
        });
        out.extend_from_slice(signature);
        out.extend_from_slice(&(at as u32).to_be_bytes());
        out.extend_from_slice(&(bytes.len() as u32).to_be_bytes());
    }
    out.extend_from_slice(&data);
    let size = (out.len() as u32).to_be_bytes();
    if let Some(field) = out.get_mut(..4) {
        field.copy_from_slice(&size);
    }
    out
}

fn word(bytes: &[u8], at: usize) -> Option<usize> {
    let four: [u8; 4] = bytes.get(at..at + 4)?.try_into().ok()?;
    Some(u32::from_be_bytes(four) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_loses_its_texts_and_keeps_its_curves() {
        let mut profile = vec![7_u8; 128];
        profile[36..40].copy_from_slice(b"acsp");
        profile.extend(2_u32.to_be_bytes());
        for (tag, at) in [(b"desc", 156_u32), (b"rTRC", 168)] {
            profile.extend_from_slice(tag);
            profile.extend(at.to_be_bytes());
            profile.extend(12_u32.to_be_bytes());
        }
        profile.extend_from_slice(b"Jane's tablecurv12345678");
        let clean = without_texts(&profile).unwrap();
        let has = |needle: &[u8]| clean.windows(needle.len()).any(|w| w == needle);
        assert!(has(b"curv12345678") && !has(b"Jane") && !has(b"desc"));
        assert_eq!(word(&clean, 0), Some(clean.len()));
        assert_eq!(without_texts(b"no profile"), None);
    }
}
