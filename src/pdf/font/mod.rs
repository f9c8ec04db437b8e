//! Fonts (ISO 32000-2, 9.6 to 9.10): code → glyph, width, Unicode.
