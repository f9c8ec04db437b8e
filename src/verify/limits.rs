//! How much of a hostile file is read. What lies beyond is R900, never passed over in silence.

/// Indirect objects of a file.
pub(crate) const OBJECTS: usize = 2_000_000;
/// Bytes out of one stream.
pub(crate) const STREAM_BYTES: usize = 256 << 20;
/// Bytes out of all streams of a file.
pub(crate) const TOTAL_BYTES: usize = 1 << 30;
/// References followed one after the other.
pub(crate) const REFERENCES: usize = 16;
/// Pages of a file.
pub(crate) const PAGES: usize = 20_000;
/// Forms, patterns and glyph procedures inside each other.
pub(crate) const NESTING: usize = 28;
/// Things painted on one page, those of forms included.
pub(crate) const PAINTED: usize = 4_000_000;
/// Operators of one page, those of forms included.
pub(crate) const OPERATORS: usize = 20_000_000;
/// Pixels of one picture.
pub(crate) const PIXELS: u64 = 200_000_000;
/// Violations kept of one rule; further ones are counted.
pub(crate) const PER_RULE: usize = 200;
