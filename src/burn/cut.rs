//! Extracts: pages that are no part of one leave the burned document, and a page of which a box is
//! disclosed becomes as large as the box, when everything around it is gone already.
//!
//! Nothing is hidden here: what lies outside was removed like what lies under a panel, and proved so.

use lopdf::{Object, ObjectId};

use super::{Burned, DrawnPanel};
use crate::decide::{Cut, DocumentPlan};
use crate::diag::Place;
use crate::error::{Error, Result};
use crate::geom::{PageGeometry, Rect};

/// What is taken away around the box of an extract, display space of the page.
pub(super) fn around(plan: &DocumentPlan, page: u32, frame: &PageGeometry) -> Vec<Rect> {
    let cut = plan.cut.as_ref().filter(|cut| cut.has(page));
    cut.map(|cut| cut.around(frame)).unwrap_or_default()
}

/// Leaves the pages of the extract, each as large as what is disclosed of it. Panels are numbered by the
/// pages that are left.
///
/// # Errors
/// When a page that should stay is not there.
pub(super) fn apply(burned: &mut Burned, cut: &Cut) -> Result<()> {
    let lost = || Error::unchecked(Place::default(), "a page of the extract is missing", "convert it again");
    let pages: Vec<ObjectId> = burned.document.get_pages().into_values().collect();
    let stays = |at: usize| cut.has(at as u32 + 1);
    if let Some(frame) = &cut.frame {
        for (at, id) in pages.iter().enumerate().filter(|(at, _)| stays(*at)) {
            let old = burned.geometry.get_mut(at).ok_or_else(lost)?;
            let new = framed(old, frame);
            let page = burned.document.get_object_mut(*id).and_then(Object::as_dict_mut);
            let page = page.map_err(|_| lost())?;
            page.set("MediaBox", corners(&new.media_box));
            page.remove(b"CropBox");
            let moved = |p: &mut DrawnPanel| {
                let rect = p.rect.intersection(frame).unwrap_or(p.rect);
                p.rect = new.display_rect(&old.user_rect(&rect));
            };
            burned.panels.iter_mut().filter(|p| p.page == at as u32 + 1).for_each(moved);
            *old = new;
        }
    }
    let gone: Vec<u32> = (0..pages.len()).filter(|at| !stays(*at)).map(|at| at as u32 + 1).collect();
    burned.document.delete_pages(&gone);
    let mut at = 0..;
    burned.geometry.retain(|_| at.next().is_some_and(stays));
    let place = |page: u32| cut.pages.binary_search(&page).ok().map(|at| at as u32 + 1);
    burned.panels.retain_mut(|panel| match place(panel.page) {
        Some(page) => {
            panel.page = page;
            true
        }
        None => false,
    });
    let left = burned.document.get_pages().len();
    if left == cut.pages.len() && burned.geometry.len() == left { Ok(()) } else { Err(lost()) }
}

/// The page's frame drawn in to a box of it.
fn framed(page: &PageGeometry, frame: &Rect) -> PageGeometry {
    let user = page.user_rect(frame);
    let user = user.intersection(&page.crop_box).unwrap_or(user);
    // what is written is what is reckoned with
    let rounded = Rect {
        x0: f64::from(user.x0 as f32),
        y0: f64::from(user.y0 as f32),
        x1: f64::from(user.x1 as f32),
        y1: f64::from(user.y1 as f32),
    };
    PageGeometry { media_box: rounded, crop_box: rounded, ..*page }
}

fn corners(rect: &Rect) -> Vec<Object> {
    [rect.x0, rect.y0, rect.x1, rect.y1].map(|v| Object::Real(v as f32)).to_vec()
}
