//! How much of a stranger's file is read. On by default; each number stands beside what it guards.

/// Limits of one source file, all nesting together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Limits {
    /// Bytes out of one stream after all filters.
    pub stream_bytes: usize,
    /// Bytes out of all streams of a file.
    pub total_bytes: usize,
    /// Pages of a file.
    pub pages: usize,
    /// Depth of nested forms, patterns, glyph procedures and dictionaries.
    pub nesting: usize,
    /// Pixels of one image.
    pub image_pixels: usize,
    /// Documents inside one file (attachments).
    pub members: usize,
    /// Processor seconds a worker may take for one file, before its size is looked at ([`Self::for_size`]).
    pub seconds: u64,
    /// Address space of a worker in bytes.
    pub memory: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            stream_bytes: 256 << 20,
            total_bytes: 1 << 30,
            pages: 20_000,
            nesting: 28,
            image_pixels: 200_000_000,
            members: 1_000,
            seconds: 20,
            memory: 4 << 30,
        }
    }
}

impl Limits {
    /// The same for a source of this many bytes: a large one, as an archive of a thousand mails, may take
    /// longer, up to ten minutes more.
    #[must_use]
    pub fn for_size(self, bytes: usize) -> Self {
        const BYTES_A_SECOND: u64 = 50_000;
        const MOST: u64 = 600;
        Self { seconds: self.seconds.saturating_add((bytes as u64 / BYTES_A_SECOND).min(MOST)), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_file_has_twenty_seconds_and_no_file_has_for_ever() {
        for (bytes, seconds) in [(0, 20), (49_999, 20), (5_000_000, 120), (usize::MAX, 620)] {
            assert_eq!(Limits::default().for_size(bytes).seconds, seconds, "{bytes}");
        }
    }
}
