//! The ciphers as the standard uses them: CBC with the vector before the data, and RC4.
//!
//! Data whose length is no multiple of the block, or whose padding is wrong, are given as they come
//! out: the verifier wants to see, not to refuse.

use aes::cipher::{BlockModeDecrypt, BlockModeEncrypt, KeyIvInit};

/// CBC with AES-256, vector first, padding removed.
pub(super) fn cbc256(key: &[u8], data: &[u8]) -> Vec<u8> {
    let Some((vector, rest)) = data.split_at_checked(16) else { return Vec::new() };
    unpad(open256(key, vector, rest))
}

/// CBC with AES-128, vector first, padding removed.
pub(super) fn cbc128(key: &[u8], data: &[u8]) -> Vec<u8> {
    let Some((vector, rest)) = data.split_at_checked(16) else { return Vec::new() };
    unpad(open128(key, vector, rest))
}

/// CBC with AES-128 and the given vector; whole blocks only, nothing removed.
pub(super) fn open128(key: &[u8], vector: &[u8], data: &[u8]) -> Vec<u8> {
    let Ok(mut cipher) = cbc::Decryptor::<aes::Aes128>::new_from_slices(key, vector) else {
        return Vec::new();
    };
    let mut out = data.to_vec();
    for block in out.chunks_exact_mut(16) {
        if let Ok(block) = block.try_into() {
            cipher.decrypt_block(block);
        }
    }
    out
}

/// CBC with AES-256 and the given vector; whole blocks only, nothing removed.
pub(super) fn open256(key: &[u8], vector: &[u8], data: &[u8]) -> Vec<u8> {
    let Ok(mut cipher) = cbc::Decryptor::<aes::Aes256>::new_from_slices(key, vector) else {
        return Vec::new();
    };
    let mut out = data.to_vec();
    for block in out.chunks_exact_mut(16) {
        if let Ok(block) = block.try_into() {
            cipher.decrypt_block(block);
        }
    }
    out
}

/// CBC encryption with AES-128 and without padding, for algorithm 2.B.
pub(super) fn seal128(key: &[u8], vector: &[u8], mut data: Vec<u8>) -> Vec<u8> {
    let Ok(mut cipher) = cbc::Encryptor::<aes::Aes128>::new_from_slices(key, vector) else {
        return Vec::new();
    };
    for block in data.chunks_exact_mut(16) {
        if let Ok(block) = block.try_into() {
            cipher.encrypt_block(block);
        }
    }
    data
}

fn unpad(mut data: Vec<u8>) -> Vec<u8> {
    let last = data.last().copied().map_or(0, usize::from);
    if (1..=16).contains(&last) && data.len() >= last {
        data.truncate(data.len() - last);
    }
    data
}

/// RC4, which is its own inverse.
pub(super) fn rc4(key: &[u8], data: &[u8]) -> Vec<u8> {
    if key.is_empty() {
        return data.to_vec();
    }
    let mut state: [u8; 256] = std::array::from_fn(|i| i as u8);
    let mut j = 0_u8;
    for (i, k) in (0..=255_u8).zip(key.iter().cycle()) {
        j = j.wrapping_add(state[usize::from(i)]).wrapping_add(*k);
        state.swap(usize::from(i), usize::from(j));
    }
    let (mut i, mut j) = (0_u8, 0_u8);
    let mut step = |b: u8| {
        i = i.wrapping_add(1);
        j = j.wrapping_add(state[usize::from(i)]);
        state.swap(usize::from(i), usize::from(j));
        b ^ state[usize::from(state[usize::from(i)].wrapping_add(state[usize::from(j)]))]
    };
    data.iter().map(|&b| step(b)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rc4_gives_the_published_key_stream() {
        assert_eq!(rc4(b"Key", b"Plaintext"), [0xBB, 0xF3, 0x16, 0xE8, 0xD9, 0x40, 0xAF, 0x0A, 0xD3]);
    }

    #[test]
    fn short_or_ragged_data_are_no_panic() {
        for length in 0..40 {
            let data = vec![7; length];
            assert!(cbc256(&[1; 32], &data).len() <= length);
            assert!(cbc128(&[1; 16], &data).len() <= length);
            assert!(cbc128(&[1; 3], &data).is_empty());
        }
    }
}
