//! The text of a mail as blocks: plain text with its lines, HTML through its parsed document.

use std::collections::{BTreeMap, BTreeSet};

use mail_parser::{Message, PartType};

use super::parts::{self, Sorted};
use super::{flowed, paged, sealed};
use crate::load::convert::{Member, NotConverted};
use crate::load::html::{self, Ask};
use crate::load::paged::hidden::Hidden;
use crate::load::{LeftOut, text};
use crate::pdf::typeset::Block;

/// The text of a mail.
#[derive(Default)]
pub(super) struct Body {
    pub(super) blocks: Vec<Block>,
    pub(super) behind_links: Vec<String>,
    pub(super) left_out: Vec<LeftOut>,
    /// Hidden matter of its HTML texts.
    pub(super) hidden: Hidden,
    /// Content-IDs of the attached pictures that the text shows.
    pub(super) shown: BTreeSet<String>,
    /// Encrypted passages, as files of their own.
    pub(super) sealed: Vec<(String, Vec<u8>)>,
}

/// Reads the parts that are the mail's text.
///
/// # Errors
/// When an HTML text is too large or nested too deeply to be read.
pub(super) fn read(
    message: &Message<'_>,
    sorted: &Sorted,
    member: &Member<'_>,
) -> Result<Body, NotConverted> {
    let (mut body, mut broken) = (Body::default(), 0);
    body.hidden = Hidden::new(member.show_hidden);
    let pictures = sorted.members.iter().filter_map(|m| Some((m.id.clone()?, m.bytes.as_slice())));
    let inline: BTreeMap<String, &[u8]> = pictures.collect();
    let ask = Ask { limits: member.limits, show_hidden: member.show_hidden, inline: &inline };
    for id in &sorted.text {
        if !body.blocks.is_empty() {
            body.blocks.push(Block::Rule);
        }
        let Some(part) = message.parts.get(*id) else { continue };
        let text = parts::text_of(part, member.bytes);
        broken += text.chars().filter(|c| *c == '\u{fffd}').count();
        if matches!(part.body, PartType::Html(_)) {
            let what = "the HTML text of this mail";
            let page = html::read(&text, ask).map_err(|unread| unread.refuse(member, what))?;
            body.hidden.absorb(page.hidden);
            body.shown.extend(page.shown);
            body.blocks.extend(page.blocks);
            body.behind_links.extend(page.addresses);
            body.left_out.extend(page.left_out);
        } else {
            let (open, sealed) = sealed::passages(&text);
            body.sealed.extend(sealed);
            let unfolded = flowed::unfold(part, &open);
            body.blocks.extend(text::paragraphs(unfolded.as_deref().unwrap_or(&open)));
        }
    }
    body.left_out.extend(paged::left_out("byte sequence that is no character", broken));
    if !sorted.stray.is_empty() {
        body.blocks.extend(text::blocks(&sorted.stray));
    }
    mark_empty(&mut body.blocks);
    Ok(body)
}

/// Says of a text that says nothing that it does.
pub(super) fn mark_empty(blocks: &mut Vec<Block>) {
    if blocks.iter().all(|block| matches!(block, Block::Rule)) {
        *blocks = vec![Block::text("(this message has no text)")];
    }
}
