//! Why it exists: a finding points at glyphs, boxes and a stable identity, and all findings are placed
//! by the same code. A piece of text that no glyph stands for still gets an identity, so that it is
//! never lost.

use std::ops::Range;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::fold::fold_term;
use super::{Anchor, Finding, FindingId, Kind, Owner, PersonId, Tier};
use crate::diag::Secret;
use crate::geom::Rect;
use crate::text::{DocumentText, NO_GLYPH, PageText};

/// Characters on either side of a finding that its anchor remembers.
const CONTEXT: usize = 20;

/// What is known of a finding before it has its place.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) kind: Kind,
    pub(crate) tier: Tier,
    pub(crate) reason: String,
    pub(crate) owner: Owner,
    pub(crate) person: Option<PersonId>,
    pub(crate) exemption: Option<String>,
    /// Characters of the page's text.
    pub(crate) chars: Range<u32>,
}

/// Places drafts on one page.
pub(crate) struct Placer<'t> {
    /// The keyed hash before any text: its key is worked in once and not for each finding.
    keyed: Option<Hmac<Sha256>>,
    index: usize,
    document: &'t DocumentText,
    page: &'t PageText,
    chars: Vec<char>,
}

impl<'t> Placer<'t> {
    /// For the page of a document, `index` being the document's place in the case.
    pub(crate) fn new(key: &[u8; 32], index: usize, document: &'t DocumentText, page: &'t PageText) -> Self {
        let keyed = Hmac::new_from_slice(key).ok();
        Self { keyed, index, document, page, chars: page.text.chars().collect() }
    }

    /// The text of a range of characters.
    pub(crate) fn text(&self, chars: &Range<u32>) -> String {
        self.chars.get(chars.start as usize..chars.end as usize).unwrap_or_default().iter().collect()
    }

    /// The finding, with its glyphs, boxes, identity and anchor.
    pub(crate) fn place(&self, draft: Draft) -> Finding {
        let glyphs = self.glyphs(&draft.chars);
        let first = glyphs.first().map_or(draft.chars.start, |g| g.start);
        let last = glyphs.last().map_or(draft.chars.end, |g| g.end.saturating_sub(1));
        let id = self.identity(draft.kind, first, last, glyphs.is_empty());
        let text = self.text(&draft.chars);
        let anchor = Anchor {
            boxes: self.boxes(&draft.chars),
            text: self.mac(&["text", &fold_term(&text)]),
            before: self.mac(&["before", &fold_term(&self.text(&before(&draft.chars)))]),
            after: self.mac(&["after", &fold_term(&self.text(&self.after(&draft.chars)))]),
        };
        Finding {
            id,
            document: self.index,
            page: self.page.page,
            kind: draft.kind,
            tier: draft.tier,
            reason: draft.reason,
            owner: draft.owner,
            person: draft.person,
            exemption: draft.exemption,
            text: Secret::new(text),
            chars: draft.chars,
            glyphs,
            anchor,
        }
    }

    fn identity(&self, kind: Kind, first: u32, last: u32, unseen: bool) -> FindingId {
        let place = if unseen { "chars" } else { "glyphs" };
        let parts = [&self.document.id.0, &self.page.page.to_string(), kind.name(), place];
        let mut full: Vec<&str> = parts.to_vec();
        let (first, last) = (first.to_string(), last.to_string());
        full.extend([first.as_str(), last.as_str()]);
        let mut mac = self.mac(&full);
        mac.truncate(16);
        FindingId(mac)
    }

    /// HMAC-SHA-256 under the case key, in hex; parts are told apart by a zero byte.
    fn mac(&self, parts: &[&str]) -> String {
        let Some(mut mac) = self.keyed.clone() else { return String::new() };
        for part in parts {
            mac.update(part.as_bytes());
            mac.update(&[0]);
        }
        let digit = |n: u8| char::from_digit(u32::from(n), 16).unwrap_or('0');
        mac.finalize().into_bytes().iter().flat_map(|b| [digit(b >> 4), digit(b & 15)]).collect()
    }

    fn glyphs(&self, chars: &Range<u32>) -> Vec<Range<u32>> {
        let origins = self.page.origins.get(chars.start as usize..chars.end as usize).unwrap_or_default();
        let mut seen: Vec<u32> = origins.iter().copied().filter(|g| *g != NO_GLYPH).collect();
        seen.sort_unstable();
        seen.dedup();
        let mut out: Vec<Range<u32>> = vec![];
        for glyph in seen {
            match out.last_mut() {
                Some(run) if run.end == glyph => run.end += 1,
                _ => out.push(glyph..glyph + 1),
            }
        }
        out
    }

    /// One box a line, in display space.
    fn boxes(&self, chars: &Range<u32>) -> Vec<Rect> {
        let mut out: Vec<Rect> = vec![];
        let mut line: Option<Rect> = None;
        for at in chars.clone() {
            if self.chars.get(at as usize) == Some(&'\n') {
                out.extend(line.take());
            }
            let glyph = self.page.origins.get(at as usize).copied().unwrap_or(NO_GLYPH);
            let Some(glyph) = self.page.glyphs.get(glyph as usize) else { continue };
            let shown = self.page.geometry.display_rect(&glyph.quad.bounds());
            line = Some(line.map_or(shown, |l| l.union(&shown)));
        }
        out.extend(line);
        out
    }

    fn after(&self, chars: &Range<u32>) -> Range<u32> {
        let end = chars.end as usize;
        chars.end..(end + CONTEXT).min(self.chars.len()) as u32
    }
}

fn before(chars: &Range<u32>) -> Range<u32> {
    chars.start.saturating_sub(CONTEXT as u32)..chars.start
}
