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
    /// Seconds a worker may take for one file.
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
            seconds: 120,
            memory: 4 << 30,
        }
    }
}
