//! Having a worker draw pages: the renderer is a stranger's code as much as the reader is.
//!
//! A page that cannot be drawn in time has no picture; what then happens is the caller's to say.

use serde::{Deserialize, Serialize};

use super::wire::{Drawing, Request, pack, unpack};
use super::{WorkerProgram, worker};
use crate::pdf::limits::Limits;
use crate::render::{self, Picture};

/// Seconds one page may take.
const SECONDS: u64 = 30;

/// What a worker answers: for each page the size of its picture; pixels follow in the same order.
#[derive(Serialize, Deserialize)]
struct Drawn {
    sizes: Vec<Option<(u32, u32)>>,
}

/// Pictures of pages (from 1) of a PDF at `dpi` dots per inch, in the order asked; none for a page
/// that could not be drawn.
#[must_use]
pub fn draw(program: &WorkerProgram, pdf: &[u8], pages: &[u32], dpi: f64) -> Vec<Option<Picture>> {
    let none = || vec![None; pages.len()];
    if *program == WorkerProgram::Here {
        return pages.iter().map(|page| one(pdf, *page, dpi)).collect();
    }
    let seconds = SECONDS.saturating_mul(pages.len() as u64);
    let limits = Limits { seconds, ..Limits::default() };
    let draw = Some(Drawing { pages: pages.to_vec(), dpi });
    let request = Request {
        name: String::new(),
        password: None,
        limits,
        show_hidden: false,
        office: false,
        own: Vec::new(),
        rows: Vec::new(),
        draw,
    };
    let answer = worker::spawn(program, &request, pdf, limits.total_bytes as u64).ok();
    answer.and_then(|a| parse(&a)).filter(|drawn| drawn.len() == pages.len()).unwrap_or_else(none)
}

/// The worker's side: the reply to a request for pictures.
pub(super) fn reply(pdf: &[u8], drawing: &Drawing) -> Option<Vec<u8>> {
    let pictures: Vec<Option<Picture>> =
        drawing.pages.iter().map(|page| one(pdf, *page, drawing.dpi)).collect();
    let sizes = pictures.iter().map(|p| p.as_ref().map(|p| (p.width, p.height))).collect();
    let parts: Vec<&[u8]> = pictures.iter().flatten().map(|p| p.rgb.as_slice()).collect();
    pack(&Drawn { sizes }, &parts)
}

fn one(pdf: &[u8], page: u32, dpi: f64) -> Option<Picture> {
    let draw = || render::page(pdf, page, dpi).ok();
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(draw)).ok().flatten()
}

fn parse(message: &[u8]) -> Option<Vec<Option<Picture>>> {
    let (drawn, mut rest) = unpack::<Drawn>(message)?;
    let mut pictures = Vec::new();
    for size in drawn.sizes {
        let Some((width, height)) = size else {
            pictures.push(None);
            continue;
        };
        let bytes = usize::try_from(u64::from(width) * u64::from(height) * 3).ok()?;
        let (rgb, tail) = rest.split_at_checked(bytes)?;
        rest = tail;
        pictures.push(Some(Picture { width, height, rgb: rgb.to_vec() }));
    }
    rest.is_empty().then_some(pictures)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reply_with_a_byte_too_many_or_too_few_holds_no_picture() {
        let message = pack(&Drawn { sizes: vec![None, Some((2, 1))] }, &[&[9; 6]]).expect("a message");
        assert_eq!(parse(&message).expect("pictures").len(), 2);
        assert!(parse(&[message.clone(), vec![0]].concat()).is_none());
        assert!(parse(&message[..message.len() - 1]).is_none());
    }

    #[test]
    fn a_worker_that_cannot_be_used_draws_nothing() {
        let drawn = draw(&WorkerProgram::At("/nonexistent".into()), b"%PDF-", &[1, 2], 72.0);
        assert_eq!(drawn, [None, None]);
    }
}
