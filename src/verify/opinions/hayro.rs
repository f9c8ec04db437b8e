//! `hayro-interpret` as a second reader: its own parser, decryption, fonts and Unicode.

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, interpret_page,
};

use rayon::prelude::*;

use super::{Heard, clear};
use crate::diag::Secret;
use crate::verify::VerifyRequest;
use crate::verify::reader::Document;
use crate::verify::terms::{Searcher, fold::Folded};

/// Pages that one thread interprets with one cache.
const PART: usize = 40;

/// Its opinion; none when it cannot read the file or fails.
/// Where the password is not to its taste (owner's, or not ASCII), it is given our copy in clear.
pub(super) fn ask(request: &VerifyRequest, document: &Document<'_>, searcher: &Searcher) -> Option<Heard> {
    let read = || {
        let password = request.password.as_ref().map_or("", Secret::expose);
        let own = Pdf::new_with_password(request.pack.clone(), password).ok();
        let clear = || document.security.as_ref().and_then(|_| Pdf::new(clear::copy(document)).ok());
        let pdf = own.or_else(clear)?;
        Some(Heard { name: "hayro-interpret", pages: pages(&pdf, searcher) })
    };
    catch_unwind(AssertUnwindSafe(read)).ok().flatten()
}

/// The pages that hold a term; some pages share a cache, and each such part has a thread.
fn pages(pdf: &Pdf, searcher: &Searcher) -> Vec<u32> {
    let parts = pdf.pages().par_chunks(PART).enumerate();
    parts.flat_map_iter(|(part, pages)| some_pages(pages, part * PART, searcher)).collect()
}

fn some_pages(pages: &[Page<'_>], before: usize, searcher: &Searcher) -> Vec<u32> {
    let cache = InterpreterCache::new();
    let mut found = Vec::new();
    let mut text = TextDevice::default();
    for (page, index) in pages.iter().zip(before..) {
        text.text.clear();
        let (w, h) = page.render_dimensions();
        let bounds = kurbo::Rect::new(0.0, 0.0, f64::from(w), f64::from(h));
        let settings = InterpreterSettings::default();
        let mut context = Context::new(kurbo::Affine::IDENTITY, bounds, &cache, page.xref(), settings);
        interpret_page(page, &mut context, &mut text);
        if searcher.in_text(&text.text).iter().any(|(_, whole)| *whole) {
            found.push(index as u32 + 1);
        }
    }
    found
}

/// Takes glyph runs and leaves all else.
#[derive(Default)]
struct TextDevice {
    text: Folded,
    /// What the codes of the run at hand say: asked for anew, a letter costs more than its page.
    said: Vec<(u32, Option<BfString>)>,
}

impl TextDevice {
    /// Takes the letters of a glyph. All of a run are of one font.
    fn glyph(&mut self, glyph: &Glyph<'_>) {
        let code = glyph.char_code();
        let at = self.said.iter().position(|(known, _)| *known == code).unwrap_or_else(|| {
            self.said.push((code, glyph.as_unicode()));
            self.said.len() - 1
        });
        match self.said.get(at).and_then(|(_, said)| said.as_ref()) {
            Some(BfString::Char(c)) => self.text.push(*c),
            Some(BfString::String(s)) => s.chars().for_each(|c| self.text.push(c)),
            None => self.text.gap(),
        }
    }
}

impl<'a> Device<'a> for TextDevice {
    fn draw_path(&mut self, _: &kurbo::BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, _: DrawProps<'a>, _: &DrawMode) {
        self.said.clear();
        run.glyphs().iter().for_each(|glyph| self.glyph(glyph));
        // runs carry no order of their own: a new one may begin a word
        self.text.gap();
    }
    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
