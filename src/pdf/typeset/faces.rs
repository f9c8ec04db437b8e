//! The four faces of our pages and their measures, from the fonts' own tables.
//!
//! Widths are rounded to thousandths of an em, as the PDF's `W` array states them, so that what is
//! measured here is what a reader's pen advances (ISO 32000-2, 9.7.4.3).

use std::collections::HashMap;
use std::sync::LazyLock;

use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, GlyphId, MetadataProvider};

/// A face. The order is that of the font resources in a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Face {
    /// Liberation Sans.
    Regular,
    /// Liberation Sans Bold.
    Bold,
    /// Liberation Mono.
    Mono,
    /// `DejaVu` Sans, for what the others lack.
    Fallback,
}

impl Face {
    pub(super) const ALL: [Self; 4] = [Self::Regular, Self::Bold, Self::Mono, Self::Fallback];

    /// The name of its resource in our pages.
    pub(super) fn resource(self) -> &'static str {
        match self {
            Self::Regular => "F1",
            Self::Bold => "F2",
            Self::Mono => "F3",
            Self::Fallback => "F4",
        }
    }

    /// The font file.
    pub(super) fn file(self) -> &'static [u8] {
        match self {
            Self::Regular => include_bytes!("fonts/LiberationSans-Regular.ttf"),
            Self::Bold => include_bytes!("fonts/LiberationSans-Bold.ttf"),
            Self::Mono => include_bytes!("fonts/LiberationMono-Regular.ttf"),
            Self::Fallback => include_bytes!("fonts/DejaVuSans.ttf"),
        }
    }

    /// The glyph of a character, or `None` when the face has none.
    pub(super) fn glyph(self, ch: char) -> Option<u16> {
        self.entry(ch).map(|e| e.0)
    }

    /// Advance of a character in thousandths of an em; nothing for a character it lacks.
    pub(super) fn advance(self, ch: char) -> u16 {
        self.entry(ch).map_or(0, |e| e.1)
    }

    /// Vertical measures and box of the whole face.
    pub(super) fn measures(self) -> &'static Measures {
        &self.tables().measures
    }

    fn entry(self, ch: char) -> Option<(u16, u16)> {
        u16::try_from(ch as u32).ok().and_then(|code| self.tables().glyphs.get(&code).copied())
    }

    fn tables(self) -> &'static Tables {
        static TABLES: LazyLock<[Tables; 4]> = LazyLock::new(|| Face::ALL.map(Tables::read));
        let [regular, bold, mono, fallback] = &*TABLES;
        match self {
            Self::Regular => regular,
            Self::Bold => bold,
            Self::Mono => mono,
            Self::Fallback => fallback,
        }
    }
}

/// Measures of a face in thousandths of an em.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Measures {
    /// Above the baseline.
    pub(super) ascent: i64,
    /// Below the baseline, negative.
    pub(super) descent: i64,
    /// Height of capitals.
    pub(super) cap_height: i64,
    /// `FontBBox`.
    pub(super) bounds: [i64; 4],
}

/// What is read of a font file: glyph and advance by UTF-16 code unit, and the measures.
#[derive(Default)]
struct Tables {
    glyphs: HashMap<u16, (u16, u16)>,
    measures: Measures,
}

impl Tables {
    fn read(face: Face) -> Self {
        let Ok(font) = FontRef::new(face.file()) else { return Self::default() };
        let metrics = font.metrics(Size::unscaled(), LocationRef::default());
        let milli = |units: f32| (f64::from(units) * 1000.0 / f64::from(metrics.units_per_em)).round() as i64;
        let advances = font.glyph_metrics(Size::unscaled(), LocationRef::default());
        let advance = |glyph: GlyphId| milli(advances.advance_width(glyph).unwrap_or(0.0)) as u16;
        let glyphs = font
            .charmap()
            .mappings()
            .filter_map(|(ch, glyph)| {
                let (code, id) = (u16::try_from(ch).ok()?, u16::try_from(glyph.to_u32()).ok()?);
                (id != 0).then(|| (code, (id, advance(glyph))))
            })
            .collect();
        let bounds = metrics.bounds.map_or([0; 4], |b| [b.x_min, b.y_min, b.x_max, b.y_max].map(milli));
        let measures = Measures {
            ascent: milli(metrics.ascent),
            descent: milli(metrics.descent),
            cap_height: milli(metrics.cap_height.unwrap_or(metrics.ascent)),
            bounds,
        };
        Self { glyphs, measures }
    }
}
