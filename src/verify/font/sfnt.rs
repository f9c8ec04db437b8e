//! TrueType and OpenType programs (ISO/IEC 14496-22).

use skrifa::raw::tables::glyf::Glyph;
use skrifa::raw::types::{GlyphId, GlyphId16};
use skrifa::raw::{FontRef, TableProvider};

use super::{Program, postscript};

/// See [`Program::read`].
pub(super) fn read(data: &[u8]) -> Option<Program> {
    let font = FontRef::new(data).ok()?;
    let count = u32::from(font.maxp().ok()?.num_glyphs());
    let mut program = match font.cff() {
        Ok(table) => postscript::cff(table.offset_data().as_bytes())?,
        Err(_) => outlines(&font, count)?,
    };
    if let Ok(metrics) = font.hmtx() {
        // the last advance is that of all glyphs after it
        let own = font.hhea().map_or(0, |h| u32::from(h.number_of_h_metrics())).saturating_sub(1);
        let wide = |glyph: &u32| metrics.advance(GlyphId::new(*glyph)).is_some_and(|advance| advance != 0);
        program.wide.extend((0..own.min(count)).filter(wide));
    }
    if let Ok(post) = font.post() {
        let listed = |glyph: u32| {
            let name = post.glyph_name(GlyphId16::new(u16::try_from(glyph).ok()?))?;
            // a name of the standard order tells nothing of the font
            (post.version().to_major_minor() == (2, 0) && name != ".notdef").then(|| (glyph, name.to_owned()))
        };
        program.names.extend((0..count).filter_map(listed));
    }
    codes(&font, &mut program);
    Some(program)
}

fn outlines(font: &FontRef<'_>, count: u32) -> Option<Program> {
    let (loca, glyf) = (font.loca(None).ok()?, font.glyf().ok()?);
    let mut program = Program::default();
    for number in 0..count {
        let Ok(Some(glyph)) = loca.get_glyf(GlyphId::new(number), &glyf) else { continue };
        program.drawn.push(number);
        if let Glyph::Composite(composite) = glyph {
            let parts = composite.components().take(1000).map(|part| part.glyph.to_u32()).collect();
            program.parts.insert(number, parts);
        }
    }
    Some(program)
}

fn codes(font: &FontRef<'_>, program: &mut Program) {
    let Ok(cmap) = font.cmap() else { return };
    for index in 0..u16::try_from(cmap.encoding_records().len()).unwrap_or(0).min(64) {
        let Ok(table) = cmap.subtable(index) else { continue };
        let entries = table.iter().take(200_000).map(|(code, glyph)| (code, glyph.to_u32()));
        program.codes.extend(entries.filter(|(_, glyph)| *glyph != 0));
    }
}
