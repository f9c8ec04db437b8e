//! What became of a source, as bytes and back: for the cache of a case, and for sign-off.
//!
//! Refused: bytes that do not add up, as with the worker's own answers.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::wire::{pack, unpack};
use super::{Loaded, NormalForm, Refusal};
use crate::sys::fs::sha256_hex;

/// The header: documents without their PDFs, whose bytes follow in the same order.
#[derive(Serialize, Deserialize)]
struct Stored {
    documents: Vec<NormalForm>,
    lengths: Vec<u64>,
    refusals: Vec<Refusal>,
}

impl Loaded {
    /// As bytes; none when they cannot be written.
    #[must_use]
    pub fn to_bytes(&self) -> Option<Vec<u8>> {
        let lengths = self.documents.iter().map(|form| form.pdf.len() as u64).collect();
        let stored = Stored { documents: self.documents.clone(), lengths, refusals: self.refusals.clone() };
        let parts: Vec<&[u8]> = self.documents.iter().map(|form| form.pdf.as_slice()).collect();
        pack(&stored, &parts)
    }

    /// Back from bytes; none when they do not add up.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (stored, mut rest) = unpack::<Stored>(bytes)?;
        let Stored { mut documents, lengths, refusals } = stored;
        if documents.len() != lengths.len() {
            return None;
        }
        for (form, length) in documents.iter_mut().zip(lengths) {
            let (pdf, tail) = rest.split_at_checked(usize::try_from(length).ok()?)?;
            form.pdf = Arc::new(pdf.to_vec());
            rest = tail;
        }
        rest.is_empty().then_some(Self { documents, refusals })
    }
}

impl NormalForm {
    /// SHA-256 in hex over the pages and all that is known beside them: what sign-off binds to. It is
    /// another one when the source, the converter or the recognised words are.
    #[must_use]
    pub fn digest(&self) -> String {
        let beside = serde_json::to_vec(self).unwrap_or_default();
        sha256_hex(&[sha256_hex(&beside), sha256_hex(&self.pdf)].concat().into_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stored_comes_back_whole_or_not_at_all() {
        let forms =
            [&b"%PDF-1.7 one"[..], b"%PDF-1.7 three"].map(|pdf| NormalForm::of_one_page(pdf.to_vec()));
        let loaded = Loaded { documents: forms.into(), refusals: vec![] };
        let bytes = loaded.to_bytes().expect("bytes");
        let back = Loaded::from_bytes(&bytes).expect("documents");
        let digests = |l: &Loaded| l.documents.iter().map(NormalForm::digest).collect::<Vec<_>>();
        assert_eq!(digests(&back), digests(&loaded));
        assert_ne!(digests(&back)[0], digests(&back)[1]);
        assert!(Loaded::from_bytes(&bytes[..bytes.len() - 1]).is_none());
        assert!(Loaded::from_bytes(&[bytes.clone(), vec![0]].concat()).is_none());
    }
}
