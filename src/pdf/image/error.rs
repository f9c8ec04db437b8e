//! Why an image could not be painted out or cleaned: named, so that nothing is covered in silence.

use std::fmt;

/// What an image is refused for. It never carries a byte of the image.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ImageError {
    /// A required entry of the image dictionary is missing or makes no sense (ISO 32000-2, 8.9.5).
    Dictionary,
    /// A filter, or an order of filters, that is not in ISO 32000-2, 7.4.
    Filter,
    /// The encoded data ends early or breaks the rules of its codec.
    Damaged,
    /// A feature of the codec or of the colour space that no decoder here understands.
    Unsupported,
    /// More pixels or bytes than `pdf::limits` allows.
    TooLarge,
    /// The dictionary and the encoded data disagree on width, height or components, so that two
    /// viewers would place the pixels differently.
    SizeMismatch,
}

impl ImageError {
    /// What is wrong, in our own words, for a `diag::Problem`.
    #[must_use]
    pub fn what(self) -> &'static str {
        match self {
            Self::Dictionary => "the image's description is incomplete or contradicts itself",
            Self::Filter => "the image is stored in a form that PDF does not define",
            Self::Damaged => "the image's data is damaged or cut short",
            Self::Unsupported => "the image uses a feature that cannot be decoded",
            Self::TooLarge => "the image is larger than the limits allow",
            Self::SizeMismatch => "the image's description and its data disagree on the size",
        }
    }

    /// What the reader can do about it.
    #[must_use]
    pub fn hint(self) -> &'static str {
        "redact the whole image, or print the document to a new PDF and use that"
    }
}

impl fmt::Display for ImageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.what())
    }
}

impl std::error::Error for ImageError {}
